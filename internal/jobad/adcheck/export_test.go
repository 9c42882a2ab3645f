package adcheck

import "remit/internal/jobad/adtext"

// Counts are the lines in which each signal stands, by its number.
func (c *Checker) Counts(ad adtext.Ad) map[int]int {
	counts := map[int]int{}
	for i, l := range c.read(ad).lines {
		if i > 0 && !l.Heading && l.zone != "company" && l.zone != "terms" {
			_, rows := c.rowsOf(l.tokens)
			for _, row := range rows {
				counts[row]++
			}
		}
	}
	return counts
}

// Model returns the model.
func (c *Checker) Model() *Model { return c.m }

// Sentences are the parts in which a long line is judged.
var Sentences = sentences
