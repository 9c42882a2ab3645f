package adcheck

import (
	"fmt"
	"slices"
	"strings"
)

const (
	manyTools = 18  // more are too many
	manyWords = 700 // more are too many
)

// addName adds the name of a place. One of two or three capitals is found only in capitals.
func (l *lexicon) addName(name string, row int) {
	p := parsePhrase(name, row)
	if len(p.words) == 0 || p.words[0].text == "" {
		return
	}
	if len(p.words) == 1 && len(name) <= 3 && name == strings.ToUpper(name) {
		p.words[0].upper = true
	}
	l.addPhrase(p)
}

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
	onCall := slices.ContainsFunc(r.Areas, func(a Found) bool { return a.ID == "on-call" })
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
				Rule: row.rule.ID, Level: "info", Line: lines[0], Lines: lines, What: row.rule.Title + ": “" + words[i] + "”",
				Why: row.words.Why, Instead: row.words.Instead, Source: row.words.Source,
			})
		}
	}
	slices.SortStableFunc(r.Wording, func(a, b Finding) int { return a.Line - b.Line })
	if len(r.Tools) > manyTools {
		r.Wording = append(r.Wording, Finding{
			Rule: ruleTools, Level: "info", Lines: []int{}, What: fmt.Sprintf("%d tools are named", len(r.Tools)),
			Why: "Half of all ads for these roles name eleven or fewer; nobody knows them all, and good people read a long list as a refusal", Instead: "Keep those that somebody must know on the first day",
		})
	}
	if r.Words > manyWords {
		r.Wording = append(r.Wording, Finding{
			Rule: ruleLong, Level: "info", Lines: []int{}, What: fmt.Sprintf("the ad has %d words", r.Words),
			Why: "Short ads are applied to more often", Instead: "Cut what would stand in any ad; 400 to 600 words are enough",
		})
	}
}

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
			if because[h.row] == "" {
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
	pay := slices.ContainsFunc(r.Missing, func(f Finding) bool { return f.Rule == "missing-pay" })
	if pay && len(r.Law) > 0 {
		var titles []string
		for _, l := range r.Law {
			titles = append(titles, l.Title)
		}
		r.Missing = slices.Insert(r.Missing, 0, Finding{
			Rule: ruleLaw, Level: "warning", Lines: []int{}, What: "a pay range is required for jobs open to people in " + strings.Join(titles, ", ") + ", depending on the size of the employer",
			Why: "The law there asks for it, as of " + r.Law[0].AsOf, Instead: "Give both ends of the range. Read the source, and ask somebody who may give legal advice", Source: r.Law[0].Source,
		})
	}
}
