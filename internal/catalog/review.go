package catalog

import (
	"time"

	"remit/internal/diag"
	"remit/internal/source"
)

// sharedFront holds the keys that every content file may have.
type sharedFront struct {
	ReviewBy source.Text `key:"review-by"`
}

// review notes the month in which a file is to be looked at again.
func (l *loader) review(f *source.File) {
	var front sharedFront
	f.DecodeShared(&front, l.problems)
	month := front.ReviewBy
	if month.Value == "" {
		return
	}
	if _, err := time.Parse("2006-01", month.Value); err != nil {
		l.problems.Addf(month.Place, "%q is no month", month.Value).Hint = "write it as 2027-06"
		return
	}
	l.cat.reviews = append(l.cat.reviews, month)
}

// DueForReview warns of every file whose month of review has begun on a date such as 2026-11-21. The catalog may hold errors.
func (c *Catalog) DueForReview(date string) *diag.List {
	due := new(diag.List)
	for _, month := range c.reviews {
		if month.Value+"-01" <= date {
			due.Warnf(month.Place, "is due for review since %s", month.Value).Hint = "see whether the page still holds, then set review-by: to the next month to look at it"
		}
	}
	return due
}
