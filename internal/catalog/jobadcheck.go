package catalog

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"remit/internal/diag"
	"remit/internal/markdown"
	"remit/internal/source"
)

// Signals are the phrases by which the checker of job ads knows work.
type Signals struct {
	Entry
	Roles   []*Role // the core roles, in the order of the points
	Names   []RoleName
	Breadth []*Breadth
	Signals []Signal
	Duties  []string // words with which a line of duties begins
	Zones   []Zone
	Tools   []ToolName
}

// RoleName is how ads call a role.
type RoleName struct {
	Role    *Role
	Phrases []string
	Base    int // points the role starts with
}

// Breadth is one of the areas of work by which several jobs in one ad show.
type Breadth struct {
	ID        string
	Title     string
	Group     string // those big enough for a job alone, together: "" for the others
	Neighbour *Role  // who usually does what is too much; may be nil
}

// Kinds of signals, by the ids of their sections.
const (
	SignalWork      = "work"         // of some role more than of others
	SignalLine      = "lines"        // of some role more than of others, in a line; of the ad it tells nothing
	SignalHint      = "hints"        // of some role more than of others, but never alone
	SignalShared    = "shared"       // infrastructure work that all of them do
	SignalGeneric   = "generic"      // of any job
	SignalOther     = "other-trades" // of another trade
	SignalKnowledge = "knowledge"    // asked for, in a line that names much in passing
	SignalAside     = "asides"       // of the company, its terms or its manners: no work, whatever else is named
)

// Signal is a row of phrases that mean the same.
type Signal struct {
	Kind    string
	Phrases []string
	Work    *Responsibility // may be nil
	Breadth *Breadth        // may be nil
	Points  []int           // for each of Signals.Roles; of SignalWork, SignalLine and SignalHint alone
	Family  int             // how much it speaks for the trade of all of them
	Trade   string          // of SignalOther alone
}

// Zone is a part of an ad that a heading opens: work, asked (what somebody must know), company or terms.
type Zone struct {
	Name    string
	Phrases []string
}

// ToolName is a tool as ads call it.
type ToolName struct {
	Title   string
	Phrases []string
}

// Wording is what the checker of job ads says about words, and what it looks for.
type Wording struct {
	Entry
	Intro   markdown.Section
	Rules   []*WordRule
	Missing []*MissingRule // in the order in which applicants look for it
	Order   template.HTML  // what is said about that order
}

// WordRule is a kind of wording.
type WordRule struct {
	ID    string
	Title string
	Words []WordRow
}

// WordRow is a row of words that one piece of advice fits.
type WordRow struct {
	Words   []string
	Instead string // may be ""
	Why     string
	Source  *Source  // may be nil
	Unless  []string // phrases that make the words harmless; with "…" before them anywhere in the line
}

// MissingRule is something that an ad should say.
type MissingRule struct {
	ID     string
	What   string
	Found  []string // phrases that say it
	Why    string
	Add    string // what to write
	When   string // role id, "on-call" or "": always
	Source *Source
}

var signalHeads = map[string][]string{
	"names":         {"Role", "Phrases", "Base"},
	"breadth":       {"Area", "Title", "Group", "Neighbour"},
	SignalShared:    {"Phrases", "Work", "Breadth", "Family"},
	SignalGeneric:   {"Phrases"},
	SignalKnowledge: {"Phrases"},
	SignalAside:     {"Phrases"},
	"duties":        {"Phrases"},
	SignalOther:     {"Phrases", "Trade"},
	"headings":      {"Zone", "Phrases"},
	"tools":         {"Tool", "Phrases"},
}

func (l *loader) signals(f *source.File) {
	s := &Signals{}
	sections := l.tables(f, &s.Entry)
	for _, id := range []string{"names", "breadth", SignalWork} {
		if !slices.ContainsFunc(sections, func(s markdown.Section) bool { return s.ID == id }) {
			l.problems.Addf(f.At(f.Body), "has no section %q", id).Hint = "without it the checker of ads finds nothing"
		}
	}
	l.cat.Signals = s
	l.later = append(l.later, func() {
		s.Roles = l.cat.CoreRoles()
		said := map[string]bool{}
		// what other tables name comes first
		for _, names := range []bool{true, false} {
			for _, section := range sections {
				if (section.ID == "names" || section.ID == "breadth") == names {
					l.signalSection(s, section, said)
				}
			}
		}
	})
}

// tables fills the entry of a page that is read for its tables, and returns its sections.
func (l *loader) tables(f *source.File, e *Entry) []markdown.Section {
	var front pageFront
	f.Decode(&front, l.problems)
	*e = l.entry(f, front.Title, nil)
	l.words(f, front.Summary)
	l.noFootnotes(f)
	sections := e.Doc.Sections(2)[1:]
	l.twice(sections, "section")
	l.register(e, front.Sources)
	return sections
}

// signalSection reads one table.
func (l *loader) signalSection(s *Signals, section markdown.Section, said map[string]bool) {
	heads := signalHeads[section.ID]
	switch section.ID {
	case SignalWork, SignalHint:
		heads = append(append([]string{"Phrases", "Work", "Breadth"}, shorts(s.Roles)...), "Family")
	case SignalLine:
		heads = append([]string{"Phrases", "Work"}, shorts(s.Roles)...)
	}
	if heads == nil {
		l.problems.Addf(section.Place, "unknown section %q", section.Heading.Text).Hint = hintFrom(section.ID, append(sortedKeys(signalHeads), SignalWork, SignalLine, SignalHint))
		return
	}
	for _, row := range l.tableRows(section, heads) {
		switch section.ID {
		case "names":
			n := RoleName{Phrases: l.phraseList(row[1], said)}
			if n.Role = l.roleRef(source.Ref{ID: row[0].Text, Place: row[0].Place}); n.Role != nil {
				n.Base = l.signedPoints(row[2])
				s.Names = append(s.Names, n)
			}
		case "breadth":
			b := &Breadth{ID: row[0].Text, Title: markdown.Curly(row[1].Text), Group: row[2].Text}
			if slices.ContainsFunc(s.Breadth, func(other *Breadth) bool { return other.ID == b.ID }) {
				l.problems.Addf(row[0].Place, "area of work %q stands here twice", b.ID)
			}
			if row[3].Text != "" {
				b.Neighbour = l.roleRef(source.Ref{ID: row[3].Text, Place: row[3].Place})
			}
			s.Breadth = append(s.Breadth, b)
		case "duties":
			s.Duties = append(s.Duties, l.phraseList(row[0], map[string]bool{})...)
		case "headings":
			l.oneOf("zone", source.Text{Value: row[0].Text, Place: row[0].Place}, "work", "asked", "company", "terms")
			s.Zones = append(s.Zones, Zone{row[0].Text, l.phraseList(row[1], map[string]bool{})})
		case "tools":
			s.Tools = append(s.Tools, ToolName{markdown.Curly(row[0].Text), l.phraseList(row[1], map[string]bool{})})
		default:
			s.Signals = append(s.Signals, l.signal(s, section.ID, row, said))
		}
	}
}

func (l *loader) signal(s *Signals, section string, row []markdown.Cell, said map[string]bool) Signal {
	signal := Signal{Kind: section, Phrases: l.phraseList(row[0], said)}
	if section == SignalOther {
		signal.Trade = markdown.Curly(row[1].Text)
		return signal
	}
	if section == SignalGeneric || section == SignalKnowledge || section == SignalAside {
		return signal
	}
	if row[1].Text != "" {
		signal.Work = l.responsibilityRef(source.Ref{ID: row[1].Text, Place: row[1].Place})
	}
	if section == SignalLine {
		signal.Points = l.pointsOf(row[2:])
		return signal
	}
	if id := row[2].Text; id != "" {
		i := slices.IndexFunc(s.Breadth, func(b *Breadth) bool { return b.ID == id })
		if i < 0 {
			var known []string
			for _, b := range s.Breadth {
				known = append(known, b.ID)
			}
			l.problems.Addf(row[2].Place, "unknown area of work %q", id).Hint = hintFrom(id, known)
		} else {
			signal.Breadth = s.Breadth[i]
		}
	}
	last := len(row) - 1
	signal.Family = l.signedPoints(row[last])
	signal.Points = l.pointsOf(row[3:last])
	return signal
}

func shorts(roles []*Role) (all []string) {
	for _, r := range roles {
		all = append(all, r.Short)
	}
	return all
}

func (l *loader) pointsOf(cells []markdown.Cell) (points []int) {
	for _, c := range cells {
		points = append(points, l.signedPoints(c))
	}
	return points
}

// tableRows returns the rows of the one table of a section whose head is as given.
func (l *loader) tableRows(section markdown.Section, heads []string) (rows [][]markdown.Cell) {
	tables := section.Tables()
	if len(tables) != 1 || len(tables[0].Head) != len(heads) {
		l.problems.Addf(section.Place, "section %q is no table of %s", section.Heading.Text, strings.Join(heads, ", "))
		return nil
	}
	for i, head := range tables[0].Head {
		if head.Text != heads[i] {
			l.problems.Addf(head.Place, "column %q is not %q", head.Text, heads[i])
			return nil
		}
	}
	for _, row := range tables[0].Rows {
		if len(row.Cells) == len(heads) {
			rows = append(rows, row.Cells)
		}
	}
	return rows
}

// signedPoints reads a whole number from -99 to 99; an empty cell is 0.
func (l *loader) signedPoints(c markdown.Cell) int {
	if c.Text == "" {
		return 0
	}
	n, err := strconv.Atoi(c.Text)
	if err != nil || n < -99 || n > 99 {
		l.problems.Addf(c.Place, "%q is no whole number from -99 to 99", c.Text)
	}
	return n
}

// phraseList reads phrases with commas between them; none may have been said before.
func (l *loader) phraseList(c markdown.Cell, said map[string]bool) []string {
	list := listed(c.Text)
	if len(list) == 0 {
		l.problems.Addf(c.Place, "there is no phrase")
	}
	for _, p := range list {
		l.checkPhrase(p, c.Place)
		if said[p] {
			l.problems.Addf(c.Place, "phrase %q stands here twice", p)
		}
		said[p] = true
	}
	return list
}

func (l *loader) checkPhrase(p string, at diag.Place) {
	if p != strings.ToLower(p) {
		l.problems.Addf(at, "phrase %q has capitals", p).Hint = "phrases are found whatever their case; write small letters"
	}
	if first, _, _ := strings.Cut(p, " "); strings.HasSuffix(first, "-") && len(first) < 3 {
		l.problems.Addf(at, "phrase %q fits nearly everything", p).Hint = "at least two letters stand before the dash of its first word"
	}
}

func (l *loader) wording(f *source.File) {
	w := &Wording{}
	sections := l.tables(f, &w.Entry)
	w.Intro = w.Doc.Sections(2)[0]
	l.cat.Wording = w
	l.later = append(l.later, func() {
		for _, section := range sections {
			if section.ID == "what-an-ad-should-say" {
				l.missing(w, section)
			} else {
				l.wordRule(w, section)
			}
		}
	})
}

func (l *loader) wordRule(w *Wording, section markdown.Section) {
	rule := &WordRule{ID: section.ID, Title: markdown.Curly(section.Heading.Text)}
	said := map[string]bool{}
	for _, row := range l.tableRows(section, []string{"Words", "Instead", "Why", "Source", "Unless"}) {
		r := WordRow{Words: l.phraseList(row[0], said), Instead: markdown.Curly(row[1].Text), Why: markdown.Curly(row[2].Text), Unless: listed(row[4].Text)}
		for _, p := range r.Unless {
			l.checkPhrase(p, row[4].Place)
		}
		r.Source = l.sourceRef(source.Ref{ID: row[3].Text, Place: row[3].Place})
		if r.Why == "" {
			l.problems.Addf(row[2].Place, "does not say why")
		}
		rule.Words = append(rule.Words, r)
	}
	w.Rules = append(w.Rules, rule)
}

func (l *loader) missing(w *Wording, section markdown.Section) {
	for _, b := range section.Blocks() {
		if b.IsParagraph() {
			w.Order += b.HTML()
		}
	}
	for _, row := range l.tableRows(section, []string{"Rule", "What", "When", "Found by", "Why", "Add", "Source"}) {
		m := &MissingRule{
			ID: row[0].Text, What: markdown.Curly(row[1].Text), When: row[2].Text, Found: l.phraseList(row[3], map[string]bool{}),
			Why: markdown.Curly(row[4].Text), Add: markdown.Curly(row[5].Text),
		}
		if m.When != "" && m.When != "on-call" {
			l.roleRef(source.Ref{ID: m.When, Place: row[2].Place})
		}
		if !kebab.MatchString(m.ID) {
			l.problems.Addf(row[0].Place, "rule %q is not an id", m.ID)
		}
		if slices.ContainsFunc(w.Missing, func(other *MissingRule) bool { return other.ID == m.ID }) {
			l.problems.Addf(row[0].Place, "rule %q stands here twice", m.ID)
		}
		m.Source = l.sourceRef(source.Ref{ID: row[6].Text, Place: row[6].Place})
		w.Missing = append(w.Missing, m)
	}
}
