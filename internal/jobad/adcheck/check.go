package adcheck

import (
	"slices"
	"strings"

	"remit/internal/jobad/adtext"
)

// Options say how to check.
type Options struct {
	Shape  string   // id; "" is the last one
	Places []string // ids of places the job is open to, beside those the ad names
	Ignore []string // rules and keys whose findings are dismissed
}

// Checker is a model made ready. It may be used by several at once.
type Checker struct {
	m       *Model
	names   *lexicon // rows are roles
	market  *lexicon
	signals *lexicon
	duties  *lexicon
	zones   *lexicon
	tools   *lexicon
	found   *lexicon // rows are Model.Missing
	words   *lexicon // rows are wordRows
	places  *lexicon
	rows    []wordRow
}

type wordRow struct {
	rule     Rule
	words    Words
	overlaps *lexicon // harmless where it overlaps
	anywhere *lexicon // harmless where it stands in the line
}

// New makes a checker of a model.
func New(m *Model) *Checker {
	c := &Checker{
		m: m, names: newLexicon(), market: newLexicon(), signals: newLexicon(), duties: newLexicon(), zones: newLexicon(), tools: newLexicon(),
		found: newLexicon(), words: newLexicon(), places: newLexicon(),
	}
	fill := func(l *lexicon, row int, phrases []string) {
		for _, p := range phrases {
			l.add(p, row)
		}
	}
	for i, r := range m.Roles {
		fill(c.names, i, r.Names)
	}
	for i, t := range m.Market {
		fill(c.market, i, t.Phrases)
		if role := slices.IndexFunc(m.Roles, func(r Role) bool { return r.ID == t.Role }); role >= 0 {
			fill(c.names, role, t.Phrases)
		}
	}
	for i, s := range m.Signals {
		fill(c.signals, i, s.Phrases)
	}
	fill(c.duties, 0, m.Duties)
	for i, z := range m.Zones {
		fill(c.zones, i, z.Phrases)
	}
	for i, t := range m.Tools {
		fill(c.tools, i, t.Phrases)
	}
	for i, x := range m.Missing {
		fill(c.found, i, x.Found)
	}
	for _, rule := range m.Rules {
		for _, w := range rule.Words {
			row := wordRow{rule: rule, words: w, overlaps: newLexicon(), anywhere: newLexicon()}
			for _, p := range w.Unless {
				if rest, ok := strings.CutPrefix(p, "… "); ok {
					row.anywhere.add(rest, 0)
				} else {
					row.overlaps.add(p, 0)
				}
			}
			fill(c.words, len(c.rows), w.Phrases)
			c.rows = append(c.rows, row)
		}
	}
	for i, p := range m.Places {
		for _, name := range p.Names {
			c.places.add(name, i)
		}
	}
	return c
}

// Rules that need more than phrases.
const (
	ruleTitle   = "title-and-work"
	ruleTrade   = "another-trade"
	ruleSeveral = "several-jobs"
	ruleTools   = "many-tools"
	ruleLong    = "too-long"
	ruleLaw     = "pay-law"
)

// Rules returns the ids of all rules, sorted.
func (c *Checker) Rules() []string {
	all := []string{ruleTitle, ruleTrade, ruleSeveral, ruleTools, ruleLong, ruleLaw}
	for _, r := range c.m.Rules {
		all = append(all, r.ID)
	}
	for _, x := range c.m.Missing {
		all = append(all, x.ID)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Check reports on an ad. Of one that seems not to be written in English it tells the title, the language and the number of
// words alone.
func (c *Checker) Check(file string, ad adtext.Ad, o Options) Report {
	r := Report{
		File: file, Title: ad.Title, TitleRoles: []string{}, Closest: []Score{}, Lines: []Line{}, Areas: []Found{}, Role: []Finding{}, Breadth: []Finding{}, Split: []Job{},
		Missing: []Finding{}, Wording: []Finding{}, Law: []Law{}, Dismissed: []Finding{}, Tools: []string{},
	}
	shape := len(c.m.Shapes) - 1
	for i, s := range c.m.Shapes {
		if s.ID == o.Shape {
			shape = i
		}
	}
	if shape >= 0 {
		r.Shape = c.m.Shapes[shape].ID
	}
	read := c.read(ad)
	r.Language = read.language
	r.Words = read.words
	r.Cut = read.cut
	c.titleRoles(&r)
	if r.Foreign() {
		return r
	}
	c.work(&r, read, shape)
	c.breadth(&r)
	c.terms(&r, read)
	c.law(&r, read, o.Places)
	ignore := map[string]string{}
	for _, rule := range o.Ignore {
		ignore[rule] = "on the command line"
	}
	for rule, reason := range read.ignore {
		ignore[rule] = reason
	}
	r.name()
	r.dismiss(ignore)
	return r
}

// titleRoles finds which roles the title names: itself, or as a title of the job market.
func (c *Checker) titleRoles(r *Report) {
	tokens := tokenise(r.Title)
	market := longest(c.market.find(tokens))
	for _, h := range longest(c.names.find(tokens)) {
		if slices.ContainsFunc(market, func(o hit) bool { return o.start <= h.start && h.end <= o.end }) {
			continue
		}
		r.addTitleRole(c.m.Roles[h.row].ID)
	}
	for _, h := range market {
		if r.Market == "" && len(r.TitleRoles) == 0 {
			r.Market = c.m.Market[h.row].Title
		}
		r.addTitleRole(c.m.Market[h.row].Role)
	}
	if len(r.TitleRoles) == 1 {
		r.TitleRole = r.TitleRoles[0]
	}
}

func (r *Report) addTitleRole(id string) {
	if id != "" && !slices.Contains(r.TitleRoles, id) {
		r.TitleRoles = append(r.TitleRoles, id)
	}
}

// titles joins the titles of roles.
func (c *Checker) titles(ids []string) string {
	var all []string
	for _, id := range ids {
		all = append(all, c.title(id))
	}
	return strings.Join(all, " and ")
}

func (c *Checker) title(id string) string {
	for _, role := range c.m.Roles {
		if role.ID == id {
			return role.Title
		}
	}
	return id
}
