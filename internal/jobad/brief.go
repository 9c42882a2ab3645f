package jobad

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"remit/internal/diag"
)

// Brief is what is asked of an ad. Its fields are named as in the address of the page and as the flags of the command.
// An empty one gives the ad of the first role in its usual place, with gaps in brackets.
type Brief struct {
	Role, Level, Shape string // ids; empty: the first role, the level "senior" or the middle one, the last shape
	Title              string // of the job; empty: the level and the role
	Company            string
	Team, Reports      string   // whom one works with and for
	Work               []string // ids of responsibilities; nil: the most important ones the role answers for
	Musts              []string // besides those of the role
	Cloud              string
	Place              string // id of a place with a law of its own, or any other place
	City               string
	Remote             string // onsite, hybrid, remote or ""
	Hours              string
	OnCall             string // yes, no or ""
	People, Every      int    // who share the rota, and a week in how many; 0 where it is not known
	Cover              string // hours of the rota
	OnCallPay          string // pay or time off
	Escalation         string
	Min, Max           float64 // of the pay, in whole units or with two digits of cents; 0 where it is not known
	Currency, Per      string
	Benefits           string
	Steps              []string // of hiring
	Apply              string
	Posted, Closing    string // dates: 2026-11-21
}

// longest is how many characters a field of a brief may hold.
const longest = 2000

// fields are the names of a brief's fields, in the order of the page.
var fields = []string{
	"role", "level", "shape", "title", "company", "team", "reports", "work", "must", "cloud", "place", "city", "remote", "hours", "on-call",
	"people", "every", "cover", "on-call-pay", "escalation", "pay", "currency", "per", "benefits", "steps", "apply", "posted", "closing",
}

// Fields returns the names of a brief's fields, as [Brief.Set] takes them.
func Fields() []string { return slices.Clone(fields) }

// Set sets the field with this name from text; lists are separated by ";" and the responsibilities of "work" by ",". It
// returns an error, a sentence for the person who typed it, where the text makes no sense for the field.
func (m *Model) Set(b *Brief, name, text string) error {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "")), " ")
	if utf8.RuneCountInString(text) > longest {
		return fmt.Errorf("%s has more than %d characters", name, longest)
	}
	plain := map[string]*string{
		"title": &b.Title, "company": &b.Company, "team": &b.Team, "reports": &b.Reports, "cloud": &b.Cloud, "place": &b.Place, "city": &b.City, "hours": &b.Hours,
		"cover": &b.Cover, "on-call-pay": &b.OnCallPay, "escalation": &b.Escalation, "benefits": &b.Benefits, "apply": &b.Apply,
	}
	if to := plain[name]; to != nil {
		*to = text
		return nil
	}
	one := func(to *string, allowed []string) error {
		if text != "" && !slices.Contains(allowed, text) {
			return fmt.Errorf("%s %q is not known\n%s", name, text, hint(text, allowed))
		}
		*to = text
		return nil
	}
	number := func(to *int) error {
		n, err := strconv.Atoi(text)
		if text != "" && (err != nil || n < 1 || n > 999 || strconv.Itoa(n) != text) {
			return fmt.Errorf("%s %q is no number from 1 to 999", name, text)
		}
		*to = n
		return nil
	}
	switch name {
	case "role":
		return one(&b.Role, names(m.Roles, func(r Role) string { return r.ID }))
	case "level":
		return one(&b.Level, names(m.Levels, func(l Level) string { return l.ID }))
	case "shape":
		return one(&b.Shape, names(m.Shapes, func(s Shape) string { return s.ID }))
	case "remote":
		return one(&b.Remote, []string{"onsite", "hybrid", "remote"})
	case "per":
		return one(&b.Per, []string{"year", "month", "day", "hour"})
	case "on-call":
		return one(&b.OnCall, []string{"yes", "no"})
	case "people":
		return number(&b.People)
	case "every":
		return number(&b.Every)
	case "must":
		b.Musts = list(text, ";")
	case "steps":
		b.Steps = list(text, ";")
	case "work":
		known := names(m.Work, func(w Work) string { return w.ID })
		b.Work = nil
		for _, id := range list(text, ",") {
			if !slices.Contains(known, id) {
				return fmt.Errorf("unknown responsibility %q\n%s", id, hint(id, known))
			}
			if !slices.Contains(b.Work, id) {
				b.Work = append(b.Work, id)
			}
		}
	case "pay":
		return b.setPay(text)
	case "currency":
		text = cmp.Or(signs[text], text)
		if text != "" && !currency.MatchString(text) {
			return fmt.Errorf("currency %q is no code of three letters\nwrite it as in ISO 4217: EUR, USD, GBP", text)
		}
		b.Currency = strings.ToUpper(text)
	case "posted":
		return date(&b.Posted, name, text)
	case "closing":
		return date(&b.Closing, name, text)
	default:
		return fmt.Errorf("an ad has no field %q\n%s", name, hint(name, fields))
	}
	return nil
}

// Complete returns the brief with its choices made: role, level, shape, and the unit of pay. What else is empty stays so.
func (m *Model) Complete(b Brief) Brief {
	b.Role, b.Shape = cmp.Or(b.Role, m.Roles[0].ID), cmp.Or(b.Shape, m.Shapes[len(m.Shapes)-1].ID)
	if b.Level == "" {
		b.Level = m.Levels[len(m.Levels)/2].ID
		if m.level("senior") != nil {
			b.Level = "senior"
		}
	}
	b.Currency, b.Per = cmp.Or(b.Currency, "EUR"), cmp.Or(b.Per, "year")
	return b
}

// PlaceHint asks whether a place with a law of its own is meant, where the place of a brief is nearly one; else it is "".
func (m *Model) PlaceHint(b Brief) string {
	if m.place(b.Place) != nil {
		return ""
	}
	return diag.DidYouMean(strings.ToLower(b.Place), names(m.Places, func(p Place) string { return p.ID }))
}

var currency = regexp.MustCompile(`^[A-Za-z]{3}$`)

var amount = regexp.MustCompile(`^[1-9]\d{0,8}(\.\d\d)?$`)

// setPay reads "60000-75000" or "28.50-34.75".
func (b *Brief) setPay(text string) error {
	if text == "" {
		b.Min, b.Max = 0, 0
		return nil
	}
	low, high, _ := strings.Cut(text, "-")
	low, high = plainAmount(low), plainAmount(high)
	for _, end := range []string{low, high} {
		if !amount.MatchString(end) {
			return fmt.Errorf("pay %q is no range\nwrite both ends as figures without commas: 60000-75000, or 28.50-34.75", text)
		}
	}
	min, _ := strconv.ParseFloat(low, 64)
	max, _ := strconv.ParseFloat(high, 64)
	if max < min {
		return fmt.Errorf("pay %q ends below its beginning\nwrite the lower end first: %s-%s", text, high, low)
	}
	b.Min, b.Max = min, max
	return nil
}

var grouped = regexp.MustCompile(`^[1-9]\d{0,2}([.,]\d{3})+$`)

// plainAmount reads 60,000, 60.000, 60 000 and 60k as 60000, and 28,50 as 28.50.
func plainAmount(s string) string {
	s = strings.ReplaceAll(s, " ", "")
	if grouped.MatchString(s) {
		return strings.NewReplacer(",", "", ".", "").Replace(s)
	}
	s = strings.Replace(s, ",", ".", 1)
	if n, ok := strings.CutSuffix(strings.ToLower(s), "k"); ok && !strings.Contains(n, ".") {
		return n + "000"
	}
	return s
}

// signs are currencies that have one.
var signs = map[string]string{"€": "EUR", "£": "GBP", "$": "USD"}

// date takes a date as 2026-11-21. Any day to 31 counts in any month, as in the page.
func date(to *string, name, text string) error {
	ok := text == ""
	if len(text) == 10 && text[4] == '-' && text[7] == '-' {
		year, err1 := strconv.ParseUint(text[:4], 10, 32)
		month, err2 := strconv.ParseUint(text[5:7], 10, 32)
		day, err3 := strconv.ParseUint(text[8:], 10, 32)
		ok = err1 == nil && err2 == nil && err3 == nil && year > 1999 && month > 0 && month < 13 && day > 0 && day < 32
	}
	if !ok {
		return fmt.Errorf("%s %q is no date\nwrite it as 2026-11-21", name, text)
	}
	*to = text
	return nil
}

func list(text, separator string) []string {
	var all []string
	for item := range strings.SplitSeq(text, separator) {
		if item = strings.TrimSpace(item); item != "" {
			all = append(all, item)
		}
	}
	return all
}

func names[T any](all []T, name func(T) string) []string {
	var out []string
	for _, x := range all {
		out = append(out, name(x))
	}
	return out
}

func hint(word string, known []string) string {
	if near := diag.DidYouMean(word, known); near != "" {
		return near
	}
	if len(known) > 12 {
		return "see remit jd new --help"
	}
	return "known are " + strings.Join(known, ", ")
}
