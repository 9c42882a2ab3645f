package adcheck

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"remit/internal/catalog"
	"remit/internal/jobad/adtext"
)

// Kinds of lines.
const (
	KindRole    = "role"    // work of one role
	KindShared  = "shared"  // infrastructure work of any of them
	KindGeneric = "generic" // no work that tells anything
	KindOther   = "other"   // work of another trade
)

const (
	enoughPoints  = 3    // of a line, to belong to a role
	enoughAsked   = 5    // of a line that asks for knowledge
	enoughAhead   = 2    // of the next role
	manyTools     = 18   // more are too many
	manyWords     = 700  // more are too many
	manyAreas     = 10   // from here several jobs are to be thought of
	tooManyAreas  = 12   // from here they are likely
	bigGroupLines = 4    // of a group that is a job of its own
	bigGroups     = 3    // that make several jobs
	mostLines     = 2000 // of an ad; the rest is not read
)

// Report is what there is to say about an ad.
type Report struct {
	File       string    `json:"file"`
	Title      string    `json:"title"`
	TitleRole  string    `json:"titleRole"` // id; "" where the title names no core role, or several
	TitleRoles []string  `json:"titleRoles"`
	Shape      string    `json:"shape"` // id of the one by which owners are named
	Language   string    `json:"language"`
	Family     bool      `json:"family"`   // the work is of one of the four roles, or near to them
	Strength   int       `json:"strength"` // how much of the family's work it names, less that of other trades
	Trade      string    `json:"trade"`    // the other trade that the work speaks for; may be ""
	Closest    []Score   `json:"closest"`  // all four, the closest first
	Clear      bool      `json:"clear"`
	Lines      []Line    `json:"lines"`
	Areas      []Found   `json:"areas"`
	Role       []Finding `json:"role"`    // title and work disagree
	Breadth    []Finding `json:"breadth"` // several jobs
	Missing    []Finding `json:"missing"`
	Wording    []Finding `json:"wording"`
	Law        []Law     `json:"law"`
	Dismissed  []Finding `json:"dismissed"`
	Tools      []string  `json:"tools"`
	Words      int       `json:"words"`
}

// Score is how much speaks for a role. Points compare the roles of one ad, and mean nothing beyond it.
type Score struct {
	Role   string `json:"role"`
	Score  int    `json:"score"`
	Lines  int    `json:"lines"` // that are its work
	Points []int  `json:"-"`
}

// Line is a line of the ad.
type Line struct {
	Line           int      `json:"line"`
	Text           string   `json:"text"`
	Kind           string   `json:"kind"`
	Role           string   `json:"role"`           // id, of KindRole
	Responsibility string   `json:"responsibility"` // id; may be ""
	Answers        string   `json:"answers"`        // title of the role that answers for it in the shape
	Works          []string `json:"works"`          // titles of those that work on it

	zone  string
	areas []int
	asks  bool // for knowledge
}

// Found is an area of work with its lines.
type Found struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Neighbour string `json:"neighbour"`
	Lines     []int  `json:"lines"`
	group     string
}

// Finding is something to think about. Rule is its id, Line where it stands first (0: nowhere).
type Finding struct {
	Rule    string `json:"rule"`
	Level   string `json:"level"` // warning or info
	Line    int    `json:"line"`
	Lines   []int  `json:"lines"`
	What    string `json:"what"`
	Why     string `json:"why"`
	Instead string `json:"instead"`
	Source  string `json:"source"`
	Reason  string `json:"reason,omitempty"` // why it was dismissed
}

// Law is what a place asks of the ad.
type Law struct {
	Place   string   `json:"place"`
	Title   string   `json:"title"`
	Who     string   `json:"who"`
	Says    []string `json:"says"`
	Note    string   `json:"note"`
	AsOf    string   `json:"asOf"`
	Source  string   `json:"source"`
	Because string   `json:"because"` // why it is shown
}

// Options say how to check.
type Options struct {
	Shape  string   // id; "" is the last one
	Places []string // ids of places the job is open to, beside those the ad names
	Ignore []string // rules whose findings are dismissed
}

// Checker is a model made ready. It may be used by several at once.
type Checker struct {
	m       *Model
	names   *lexicon // rows are roles
	signals *lexicon
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
		m: m, names: newLexicon(), signals: newLexicon(), zones: newLexicon(), tools: newLexicon(),
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
	for i, s := range m.Signals {
		fill(c.signals, i, s.Phrases)
	}
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
			c.places.addName(name, i)
		}
	}
	return c
}

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

// Rules that need more than phrases.
const (
	ruleTitle   = "title-and-work"
	ruleTrade   = "another-trade"
	ruleSeveral = "several-jobs"
	ruleTools   = "many-tools"
	ruleLong    = "too-long"
	ruleLaw     = "pay-law"
)

// Check reports on an ad. Of one that seems not to be written in English it tells the title, the language and the number of
// words alone.
func (c *Checker) Check(file string, ad adtext.Ad, o Options) Report {
	r := Report{
		File: file, Title: ad.Title, TitleRoles: []string{}, Closest: []Score{}, Lines: []Line{}, Areas: []Found{}, Role: []Finding{}, Breadth: []Finding{},
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
	c.titleRoles(&r)
	if r.Language != "" && r.Language != "en" {
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
	r.dismiss(ignore)
	return r
}

// text is an ad cut into words.
type text struct {
	lines    []textLine
	words    int
	language string
	ignore   map[string]string // reasons, by rule
}

type textLine struct {
	adtext.Line
	tokens []token
	zone   string
}

func (c *Checker) read(ad adtext.Ad) text {
	t := text{ignore: map[string]string{}}
	zone := ""
	var all strings.Builder
	for i, l := range ad.Lines {
		if i == mostLines {
			break
		}
		if l.Comment {
			if rest, ok := strings.CutPrefix(l.Text, "remit: ignore "); ok {
				rule, reason, _ := strings.Cut(strings.TrimSpace(rest), " ")
				t.ignore[rule] = strings.TrimSpace(reason)
			}
			continue
		}
		line := textLine{Line: l, tokens: tokenise(l.Text)}
		t.words += len(line.tokens)
		all.WriteString(l.Text + "\n")
		if !l.Bullet && len(line.tokens) <= 8 && (l.Heading || !strings.HasSuffix(l.Text, ".")) {
			if hits := c.zones.find(line.tokens); len(hits) > 0 {
				zone = c.m.Zones[hits[0].row].Name
				line.Heading = true
			}
		}
		line.zone = zone
		t.lines = append(t.lines, line)
	}
	t.language = adtext.Language(all.String())
	return t
}

// titleRoles finds which roles the title names.
func (c *Checker) titleRoles(r *Report) {
	hits := longest(c.names.find(tokenise(r.Title)))
	for _, h := range hits {
		if id := c.m.Roles[h.row].ID; !slices.Contains(r.TitleRoles, id) {
			r.TitleRoles = append(r.TitleRoles, id)
		}
	}
	if len(r.TitleRoles) == 1 {
		r.TitleRole = r.TitleRoles[0]
	}
}

// longest drops hits that stand inside a longer one.
func longest(hits []hit) []hit {
	return slices.DeleteFunc(slices.Clone(hits), func(h hit) bool {
		return slices.ContainsFunc(hits, func(o hit) bool {
			return o.start <= h.start && h.end <= o.end && o.end-o.start > h.end-h.start
		})
	})
}

// mask takes the names of roles out of a line.
func (c *Checker) mask(tokens []token) []token {
	hits := c.names.find(tokens)
	if len(hits) == 0 {
		return tokens
	}
	var rest []token
	for i, t := range tokens {
		if !slices.ContainsFunc(hits, func(h hit) bool { return h.start <= i && i < h.end }) {
			rest = append(rest, t)
		}
	}
	return rest
}

// rowsOf are the numbers of the signals in a line, each once.
func (c *Checker) rowsOf(tokens []token) []int {
	var rows []int
	for _, h := range longest(c.signals.find(c.mask(tokens))) {
		if !slices.Contains(rows, h.row) {
			rows = append(rows, h.row)
		}
	}
	return rows
}

// judge says whose work a line is, from the numbers of its signals.
func (c *Checker) judge(rows []int) (kind string, role, work int, areas []int) {
	points := make([]int, len(c.m.Roles))
	role, work = -1, -1
	shared, other, generic := 0, 0, 0
	bestWork, enough := 0, enoughPoints
	for _, row := range rows {
		s := c.m.Signals[row]
		switch s.Kind {
		case catalog.SignalShared:
			shared++
		case catalog.SignalOther:
			other++
		case catalog.SignalGeneric:
			generic++
		case catalog.SignalKnowledge:
			enough = enoughAsked
		case catalog.SignalWork:
			for i, p := range s.Points {
				points[i] += p
			}
		}
		if s.Area >= 0 && !slices.Contains(areas, s.Area) {
			areas = append(areas, s.Area)
		}
		if weight := 1 + slices.Max(append([]int{0}, s.Points...)); s.Work >= 0 && weight > bestWork {
			work, bestWork = s.Work, weight
		}
	}
	best, next := -1, -1
	for i := range points {
		switch {
		case best < 0 || points[i] > points[best]:
			best, next = i, best
		case next < 0 || points[i] > points[next]:
			next = i
		}
	}
	own := 0
	for _, row := range rows {
		if c.m.Signals[row].Kind == catalog.SignalWork {
			own++
		}
	}
	switch {
	case other > 0 && other >= own:
		return KindOther, -1, -1, areas
	case generic > 0 && best >= 0 && points[best] < enough && shared == 0:
		return KindGeneric, -1, -1, areas
	case best >= 0 && points[best] >= enough && (next < 0 || points[best]-points[next] >= enoughAhead):
		return KindRole, best, work, areas
	case shared+own > 0:
		return KindShared, -1, work, areas
	}
	return KindGeneric, -1, -1, nil
}

// work judges every line, and from all of them the job.
func (c *Checker) work(r *Report, t text, shape int) {
	counts := make([]int, len(c.m.Signals))
	lines := make([]int, len(c.m.Roles))
	for i, l := range t.lines {
		if i == 0 { // the title
			continue
		}
		line := Line{Line: l.Number, Text: l.Text, Kind: KindGeneric, Works: []string{}, zone: l.zone}
		if !l.Heading && l.zone != "company" && l.zone != "terms" {
			rows := c.rowsOf(l.tokens)
			for _, row := range rows {
				counts[row]++
			}
			var role, work int
			line.Kind, role, work, line.areas = c.judge(rows)
			line.asks = slices.ContainsFunc(rows, func(row int) bool { return c.m.Signals[row].Kind == catalog.SignalKnowledge })
			if role >= 0 {
				line.Role = c.m.Roles[role].ID
				lines[role]++
			}
			if work >= 0 {
				line.Responsibility = c.m.Work[work].ID
				if shape >= 0 {
					line.Answers, line.Works = c.m.Shapes[shape].Parts[work].Answers, c.m.Shapes[shape].Parts[work].Works
				}
			}
		}
		if !l.Heading {
			r.Lines = append(r.Lines, line)
		}
	}
	trades := map[string]int{}
	for i, role := range c.m.Roles {
		score := Score{Role: role.ID, Score: role.Base, Lines: lines[i]}
		for row, n := range counts {
			if n > 0 {
				score.Score += c.m.Signals[row].Points[i]
			}
		}
		r.Closest = append(r.Closest, score)
	}
	slices.SortStableFunc(r.Closest, func(a, b Score) int { return cmp.Compare(b.Score, a.Score) })
	for row, n := range counts {
		if n == 0 {
			continue
		}
		switch s := c.m.Signals[row]; s.Kind {
		case catalog.SignalWork, catalog.SignalShared:
			r.Strength += s.Family
		case catalog.SignalOther:
			trades[s.Trade] += n
			r.Strength -= tradeWeight * min(n, 3)
		}
	}
	for _, s := range c.m.Signals {
		if n := trades[s.Trade]; n > 0 && n > trades[r.Trade] {
			r.Trade = s.Trade
		}
	}
	own, told, foreign := 0, 0, 0
	for _, l := range r.Lines {
		switch l.Kind {
		case KindRole:
			own++
		case KindOther:
			foreign++
		}
		if l.Kind != KindGeneric {
			told++
		}
	}
	// a short ad names little, but what it names is clear
	r.Family = r.Strength >= enoughStrength || len(r.Lines) <= shortAd && own > 1 && own*2 >= told && foreign == 0
	r.Clear = r.Family && len(r.Closest) > 1 && r.Closest[0].Score > 0 && (r.Closest[0].Score-r.Closest[1].Score)*5 >= r.Closest[0].Score
	c.titleAndWork(r)
}

const (
	enoughStrength = 9  // from here an ad is of the family
	shortAd        = 12 // lines; it names little
	tradeWeight    = 6  // of a line that is of another trade
)

// titleAndWork says when the work is of another trade, or not of the role that the title names.
func (c *Checker) titleAndWork(r *Report) {
	if len(r.Lines) == 0 {
		return
	}
	if !r.Family {
		what := "the work described is hardly that of a DevOps, cloud, platform or site reliability engineer"
		if r.Trade != "" {
			what += "; some of it is " + r.Trade
		}
		rule := ruleTrade
		if len(r.TitleRoles) > 0 {
			rule = ruleTitle
			what = "the title says " + c.titles(r.TitleRoles) + ", but " + what
		}
		r.Role = append(r.Role, Finding{
			Rule: rule, Level: "warning", Line: 1, Lines: []int{1}, What: what,
			Why:     "Too few lines name such work. People who look for it will not stay, and those who do this work will not find the ad",
			Instead: "Say what is done in the first weeks, or choose the title that this work has elsewhere",
		})
		return
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

// breadth counts areas of work.
func (c *Checker) breadth(r *Report) {
	groups := map[string]map[int]bool{}
	for i, a := range c.m.Areas {
		f := Found{ID: a.ID, Title: a.Title, Neighbour: a.Neighbour, group: a.Group}
		done := false
		for _, l := range r.Lines {
			if slices.Contains(l.areas, i) {
				f.Lines = append(f.Lines, l.Line)
				done = done || !l.asks
				if a.Group != "" {
					if groups[a.Group] == nil {
						groups[a.Group] = map[int]bool{}
					}
					groups[a.Group][l.Line] = true
				}
			}
		}
		if done || len(f.Lines) > 1 { // one line that asks for knowledge is no work yet
			r.Areas = append(r.Areas, f)
		}
	}
	big := 0
	for _, lines := range groups {
		if len(lines) >= bigGroupLines {
			big++
		}
	}
	if len(r.Areas) < manyAreas && big < bigGroups {
		return
	}
	level := "info"
	if len(r.Areas) >= tooManyAreas || big >= bigGroups {
		level = "warning"
	}
	own := ""
	if len(r.Closest) > 0 {
		own = c.title(r.Closest[0].Role)
	}
	var surplus []string
	var lines []int
	for _, a := range r.Areas {
		if a.Neighbour != "" && a.Neighbour != own {
			surplus = append(surplus, fmt.Sprintf("%s: %s (%s)", a.Neighbour, a.Title, numbers(a.Lines)))
			lines = append(lines, a.Lines...)
		}
	}
	slices.Sort(lines)
	lines = slices.Compact(lines)
	if lines == nil {
		lines = []int{}
	}
	r.Breadth = append(r.Breadth, Finding{
		Rule: ruleSeveral, Level: level, Lines: lines, Line: append(lines, 0)[0],
		What:    fmt.Sprintf("the ad asks for work in %d of %d areas", len(r.Areas), len(c.m.Areas)),
		Why:     "Half of all ads for these roles name seven areas or fewer; somebody who is good at all of these is hard to find, and the day has the same hours",
		Instead: "Keep what this job answers for, and say who does the rest. Usually with others: " + strings.Join(surplus, "; "),
	})
}

// numbers writes line numbers.
func numbers(lines []int) string {
	word := "line"
	if len(lines) > 1 {
		word = "lines"
	}
	var all []string
	for _, n := range lines {
		all = append(all, fmt.Sprint(n))
	}
	return word + " " + strings.Join(all, ", ")
}
