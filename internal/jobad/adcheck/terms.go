package adcheck

import (
	"fmt"
	"slices"
	"strings"
)

const (
	codedSource = "gaucher11" // the study of words of a masculine ring
	manyTools   = 18          // more are too many
	manyWords   = 700         // the middle one of 366 ads has 718
)

// terms looks for what the ad does not say, and for words to think about.
func (c *Checker) terms(r *Report, t text) {
	found := make([]bool, len(c.m.Missing))
	byRow := make([][]int, len(c.rows))
	words := make([]string, len(c.rows))
	tools := make([]bool, len(c.m.Tools))
	for _, l := range t.lines {
		for _, h := range c.found.find(l.tokens) {
			found[h.row] = true
		}
		for _, h := range c.tools.find(l.tokens) {
			tools[h.row] = true
		}
		for _, h := range longest(c.words.find(l.tokens)) {
			row := c.rows[h.row]
			if len(row.anywhere.find(l.tokens)) > 0 || slices.ContainsFunc(row.overlaps.find(l.tokens), func(o hit) bool { return o.start < h.end && h.start < o.end }) {
				continue
			}
			if row.words.Source == codedSource {
				r.Coded++
			}
			if !slices.Contains(byRow[h.row], l.Number) {
				byRow[h.row] = append(byRow[h.row], l.Number)
			}
			if words[h.row] == "" {
				var said []string
				for _, token := range l.tokens[h.start:h.end] {
					said = append(said, token.text)
				}
				words[h.row] = strings.Join(said, " ")
			}
		}
	}
	for i, has := range tools {
		if has {
			r.Tools = append(r.Tools, c.m.Tools[i].Title)
		}
	}
	// in passing is enough
	onCall := slices.ContainsFunc(r.Lines, func(l Line) bool {
		return slices.ContainsFunc(l.areas, func(a int) bool { return c.m.Areas[a].ID == "on-call" })
	})
	for i, x := range c.m.Missing {
		role := len(r.Closest) > 0 && x.When == r.Closest[0].Role || slices.Contains(r.TitleRoles, x.When)
		if found[i] || !(x.When == "" || x.When == "on-call" && onCall || role) {
			continue
		}
		r.Missing = append(r.Missing, Finding{Rule: x.ID, Level: "info", Lines: []int{}, What: x.What, Why: x.Why, Instead: x.Add, Source: x.Source})
	}
	for i, lines := range byRow {
		if len(lines) > 0 {
			row := c.rows[i]
			r.Wording = append(r.Wording, Finding{
				Rule: row.rule.ID, Key: row.rule.ID + ":" + strings.ReplaceAll(words[i], " ", "-"), Level: "info", Line: lines[0], Lines: lines, What: row.rule.Title + ": “" + words[i] + "”",
				Why: row.words.Why, Instead: row.words.Instead, Source: row.words.Source,
			})
		}
	}
	slices.SortStableFunc(r.Wording, func(a, b Finding) int { return a.Line - b.Line })
	if len(r.Tools) > manyTools {
		r.Wording = append(r.Wording, Finding{
			Rule: ruleTools, Level: "info", Lines: []int{}, What: fmt.Sprintf("%d tools are named", len(r.Tools)),
			Why: "Half of all ads for these roles name eleven or fewer; nobody knows them all, and a long list does not say which of them matter", Instead: "Keep those that somebody must know on the first day",
		})
	}
	if r.Words > manyWords {
		r.Wording = append(r.Wording, Finding{
			Rule: ruleLong, Level: "info", Lines: []int{}, What: fmt.Sprintf("the ad has %d words", r.Words),
			Why: "Half of the ads for these roles that we read are about as long, and what matters gets lost in them", Instead: "Cut what would stand in any ad",
		})
	}
}
