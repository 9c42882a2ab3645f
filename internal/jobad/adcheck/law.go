package adcheck

import (
	"fmt"
	"slices"
	"strings"
)

// Words beside which a name is that of a place, and not of a company: in Denver, Denver office.
var (
	beforePlace = strings.Fields("in at near from within across around to and or for based location locations office offices remote remotely onsite hybrid residents greater live living reside city state")
	afterPlace  = strings.Fields("based office offices area metro team hub headquarters hq site location only remote hybrid onsite resident residents candidates applicants employees usa us state city county")
)

const becauseRemote = "a remote job in the United States can be done there"

// law says what places ask of the ad: those the user names, those that the ad names, and with remote work in the United
// States every place there.
func (c *Checker) law(r *Report, t text, places []string) {
	because := map[int]string{}
	remote, states := false, false
	for _, l := range t.lines {
		for _, token := range l.tokens {
			remote = remote || token.text == "remote" || token.text == "remotely"
			states = states || token.upper && (token.text == "us" || token.text == "usa")
		}
		if strings.Contains(l.Text, "United States") || strings.Contains(l.Text, "U.S.") {
			states = true
		}
		if len(l.tokens) > 30 && l.zone == "company" {
			continue
		}
		if strings.ToUpper(l.Text) == l.Text {
			continue
		}
		for _, h := range c.places.find(l.tokens) {
			if because[h.row] == "" && c.isPlace(c.m.Places[h.row], l.tokens, h) {
				because[h.row] = fmt.Sprintf("named in line %d", l.Number)
			}
		}
	}
	for i, p := range c.m.Places {
		if remote && states && p.Country == "US" && because[i] == "" {
			because[i] = becauseRemote
		}
		if slices.Contains(places, p.ID) {
			because[i] = "asked for"
		}
		if because[i] != "" {
			r.Law = append(r.Law, Law{p.ID, p.Title, p.Who, p.Says, p.Note, p.AsOf, p.Source, because[i]})
		}
	}
	// Some laws let the employer tell the pay later than in the ad.
	var asks []Law
	var titles []string
	for _, l := range r.Law {
		if slices.Contains(l.Says, "pay range") {
			asks, titles = append(asks, l), append(titles, l.Title)
		}
	}
	pay := slices.ContainsFunc(r.Missing, func(f Finding) bool { return f.Rule == "missing-pay" })
	if pay && len(asks) > 0 {
		r.Missing = slices.Insert(r.Missing, 0, Finding{
			Rule: ruleLaw, Level: "warning", Lines: []int{}, What: "a pay range is required for jobs open to people in " + strings.Join(titles, ", ") + ", depending on the size of the employer",
			Why: "The law there asks for it, as of " + asks[0].AsOf, Instead: "Give both ends of the range. Read the source, and ask somebody who may give legal advice", Source: asks[0].Source,
		})
	}
}

// isPlace reports whether a name that was found is that of a place: in capitals as it is written, and beside words or marks
// that leave no other reading. The code of a state stands behind a comma, or before the next code in a list.
func (c *Checker) isPlace(p Place, tokens []token, h hit) bool {
	for _, t := range tokens[h.start:h.end] {
		if !t.first {
			return false
		}
	}
	at := tokens[h.start]
	next := token{gap: gapMark}
	if h.end < len(tokens) {
		next = tokens[h.end]
	}
	isCode := func(t token) bool { return t.upper && len(t.text) == 2 }
	if p.Region != "" && h.end-h.start == 1 && at.text == strings.ToLower(p.Region) {
		return at.upper && (at.gap == gapComma || next.gap == gapComma && isCode(next))
	}
	if len(at.text) < 4 && !at.upper && h.end-h.start == 1 { // EU, NYC
		return false
	}
	if next.gap == gapComma && isCode(next) && next.text != strings.ToLower(p.Region) && next.text != "us" && next.text != "eu" { // Cambridge, UK
		return false
	}
	after := slices.Contains(c.m.Near.After, next.text)
	if next.gap == gapSpace && next.first && !after { // Boston Consulting
		return false
	}
	before := h.start - 1
	if before > 0 && tokens[before].text == "the" && at.gap == gapSpace {
		before--
	}
	return before < 0 || after || at.gap != gapSpace || slices.Contains(c.m.Near.Before, tokens[before].text)
}
