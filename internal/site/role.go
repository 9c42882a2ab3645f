package site

import (
	"fmt"
	"html/template"

	"remit/internal/catalog"
)

// RolePage is a role.
type RolePage struct {
	Frame
	Role     *catalog.Role
	Tag      RoleTag
	Intro    template.HTML
	Answers  WorkTable  // the role answers in at least one shape
	Works    WorkTable  // the role works in at least one shape and answers in none
	Titles   []Link     // other names on the market; URL is "" where none tells more
	Takes    []TakeLine // letters that a role outside the matrices takes where it exists
	Part     RolePart   // in the richest shape that has the role; empty where none has
	Counts   []ShapeCount
	Moves    []MovesLine
	Sections []Section // of the body
	Levels   []LevelLine
	Tools    RoleTools
	Cited    []Cited
}

// WorkTable is work by area, with the role's letter in every shape that has the role.
type WorkTable struct {
	Label  string
	Shapes []Link // heads of the columns
	Groups []WorkGroup
}

// WorkGroup is an area with lines of work.
type WorkGroup struct {
	Title, URL string
	Lines      []WorkLine
}

// WorkLine is a responsibility with a mark for each shape.
type WorkLine struct {
	Work  NamedWork
	Marks []ShapeMark
}

// ShapeMark is a letter in a shape.
type ShapeMark struct {
	Shape string
	Mark  Mark
}

// TakeLine is a letter that a role takes where it exists.
type TakeLine struct {
	Work NamedWork
	Mark Mark
	When template.HTML
}

// RolePart is the part that a role has in the work of a shape.
type RolePart struct {
	Shape      *catalog.Shape
	Profile    []ProfileLine
	Loop       []LoopBar
	LoopWords  string // what to see in Loop
	Neighbours []Neighbour
}

// ProfileLine is an area as a line of marks, one for each responsibility.
type ProfileLine struct {
	Title, URL string
	Marks      []ProfileMark
	Answers    int
	Total      int
}

// LoopBar is a role's part in a stage of the loop.
type LoopBar struct {
	Number                   int
	Title, URL               string
	Answers                  int
	Works                    int // answers for it or does it
	Total                    int
	WorksWidth, AnswersWidth string // of the bars, out of 100
}

// ProfileMark is a responsibility's mark in a profile.
type ProfileMark struct {
	Work NamedWork
	Mark Mark
}

// ShapeCount is a role's numbers in a shape.
type ShapeCount struct {
	Shape  *catalog.Shape
	Has    bool
	WornBy []RoleTag // who plays the role in a shape that lacks it
	Count  catalog.Count
	Total  int
}

// MovesLine is what a role gains and loses from one shape to the next.
type MovesLine struct {
	From, To             string
	Appears, Leaves      bool // the role exists only in one of the two
	Gained, Lost         []ShiftLine
	GainedWork, LostWork []ShiftLine
}

// ShiftLine is a responsibility that moves, and from or to whom.
type ShiftLine struct {
	Work  NamedWork
	Other RoleTag // whose it was, or is now; empty where nobody's
}

// Neighbour is another role and how much the two share.
type Neighbour struct {
	Tag        RoleTag
	Shared     int
	OnlyHere   int
	OnlyThere  int
	Comparison string // address of the page that compares the two; "" where there is none
}

// LevelLine is what a level means in the role.
type LevelLine struct {
	Level      *catalog.Level
	Title, URL string
	Text       template.HTML
}

// RolesPage lists the roles.
type RolesPage struct {
	Frame
	Core      []RoleLine
	Adjacent  []RoleLine
	TitlesURL string // of the titles of the job market; "" where there are none
}

// RoleLine is a role in a list.
type RoleLine struct {
	Tag       RoleTag
	Question  string
	Objective template.HTML
	Titles    []string
	Counts    []ShapeCount
}

func (m *maker) rolePages() {
	crumb := Link{Title: "Roles", URL: m.at("/roles/")}
	list := RolesPage{Frame: m.frame(m.at("/roles/"), "Roles", "The core roles and those next door: what each is for, and the one question it asks.", nil)}
	for _, r := range m.cat.Roles {
		v := m.rolePage(r, crumb)
		m.add("role", v.Frame, v)
		line := RoleLine{v.Tag, r.Question, r.Objective.HTML, r.Titles, v.Counts}
		if r.Core {
			list.Core = append(list.Core, line)
		} else {
			list.Adjacent = append(list.Adjacent, line)
		}
	}
	if m.cat.Titles != nil {
		list.TitlesURL = m.cat.Titles.URL
	}
	m.add("roles", list.Frame, list)
}

func (m *maker) rolePage(r *catalog.Role, crumb Link) RolePage {
	v := RolePage{Frame: m.entryFrame(&r.Entry, r.Objective.Text, crumb), Role: r, Tag: tag(r), Intro: r.Intro.HTML(), Tools: m.roleTools(r), Cited: cited(r.Sources)}
	v.Hue, v.Legend = r.Hue, true
	var shapes []Link
	for _, s := range m.cat.Shapes {
		if s.Has(r) {
			shapes = append(shapes, Link{Title: s.Title, URL: s.URL})
		}
		v.Counts = append(v.Counts, m.shapeCount(s, r))
	}
	v.Answers = WorkTable{"What the role answers for", shapes, m.workGroups(r, catalog.Letter.Answers, nil)}
	v.Works = WorkTable{"What the role works on", shapes, m.workGroups(r, catalog.Letter.Works, catalog.Letter.Answers)}
	for _, t := range r.Takes {
		mk := mark(t.Letter)
		v.Takes = append(v.Takes, TakeLine{work(t.Responsibility), mk, t.When.HTML})
	}
	if s := m.cat.Richest(r); s != nil {
		v.Part = m.rolePart(s, r)
	}
	for i := 1; i < len(m.cat.Shapes); i++ {
		if line, ok := m.movesLine(r, m.cat.Shapes[i-1], m.cat.Shapes[i]); ok {
			v.Moves = append(v.Moves, line)
		}
	}
	v.Sections = sections(r.Doc)
	if len(r.Levels) > 0 {
		v.Sections = sections(r.Doc, "Levels")
		m.own(&v.Frame, "levels")
	}
	for _, l := range r.Levels {
		v.Levels = append(v.Levels, LevelLine{l.Level, l.Level.Title, l.Level.URL, l.Cell.HTML()})
	}
	for _, name := range r.Titles {
		v.Titles = append(v.Titles, Link{Title: name, URL: m.cat.Titles.URLOf(name)})
	}
	v.Contents = m.roleContents(v)
	return v
}

func (m *maker) roleContents(v RolePage) []Link {
	pairs := []string{"what", "What the work is"}
	if len(v.Part.Profile) > 0 {
		pairs = append(pairs, "profile", "Profile by area")
	}
	if len(v.Part.Loop) > 0 {
		pairs = append(pairs, "in-the-loop", "In the loop")
	}
	if len(v.Answers.Groups) > 0 {
		pairs = append(pairs, "answers-for", "Answers for")
	}
	if len(v.Takes) > 0 {
		pairs = append(pairs, "takes", "Takes")
	}
	pairs = append(pairs, "is-not", "Is not")
	for _, s := range v.Sections {
		pairs = append(pairs, s.ID, s.Title)
	}
	if len(v.Part.Neighbours) > 0 {
		pairs = append(pairs, "shares", "Shares with")
	}
	if len(v.Moves) > 0 {
		pairs = append(pairs, "moves", "As the company grows")
	}
	if len(v.Levels) > 0 {
		pairs = append(pairs, "levels", "Levels")
	}
	if v.Tools.Any() {
		pairs = append(pairs, "tools", "Tools")
	}
	pairs = append(pairs, "measured-by", "Measured by", "career", "Career")
	return contents(pairs...)
}

func (m *maker) shapeCount(s *catalog.Shape, r *catalog.Role) ShapeCount {
	c := ShapeCount{Shape: s, Has: s.Has(r), Count: s.Count(r), Total: len(s.Rows)}
	if !c.Has {
		for _, h := range s.Hats {
			for _, worn := range h.Wears {
				if worn == r {
					c.WornBy = append(c.WornBy, tag(h.Role))
				}
			}
		}
	}
	return c
}

// workGroups returns the responsibilities for which is holds in at least one shape and unless in none, by area.
func (m *maker) workGroups(r *catalog.Role, is, unless func(catalog.Letter) bool) []WorkGroup {
	var groups []WorkGroup
	for _, a := range m.cat.Areas {
		g := WorkGroup{Title: a.Title, URL: a.URL}
		for _, resp := range a.Responsibilities {
			line, keep, drop := WorkLine{Work: work(resp)}, false, false
			for _, s := range m.cat.Shapes {
				if !s.Has(r) {
					continue
				}
				letter := s.Letter(resp, r)
				keep = keep || is(letter)
				drop = drop || unless != nil && unless(letter)
				line.Marks = append(line.Marks, ShapeMark{s.Title, mark(letter)})
			}
			if keep && !drop {
				g.Lines = append(g.Lines, line)
			}
		}
		if len(g.Lines) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

func (m *maker) rolePart(s *catalog.Shape, r *catalog.Role) RolePart {
	part := RolePart{Shape: s}
	for _, p := range m.cat.Profile(s, r) {
		part.Profile = append(part.Profile, profileLine(p))
	}
	part.Loop, part.LoopWords = m.loopBars(s, r)
	part.Neighbours = m.neighbours(s, r)
	return part
}

func profileLine(p catalog.AreaProfile) ProfileLine {
	line := ProfileLine{Title: p.Area.Title, URL: p.Area.URL, Total: len(p.Rows)}
	for _, row := range p.Rows {
		letter := row.Cell(p.Role).Letter
		if letter.Answers() {
			line.Answers++
		}
		line.Marks = append(line.Marks, ProfileMark{work(row.Responsibility), mark(letter)})
	}
	return line
}

// loopBars counts a role's part in every stage, and says in which it is largest.
func (m *maker) loopBars(s *catalog.Shape, r *catalog.Role) ([]LoopBar, string) {
	var bars []LoopBar
	most, best := 1, 0
	for i, stage := range m.cat.Stages {
		bar := LoopBar{Number: i + 1, Title: stage.Title, URL: stage.URL}
		for _, work := range stage.Responsibilities() {
			bar.Total++
			letter := s.Letter(work, r)
			if letter.Takes() {
				bar.Works++
			}
			if letter.Answers() {
				bar.Answers++
			}
		}
		most = max(most, bar.Total)
		if bar.Works > 0 && (bars == nil || bar.Works*max(bars[best].Total, 1) > bars[best].Works*bar.Total) {
			best = i
		}
		bars = append(bars, bar)
	}
	for i := range bars {
		bars[i].WorksWidth = number(100 * float64(bars[i].Works) / float64(most))
		bars[i].AnswersWidth = number(100 * float64(bars[i].Answers) / float64(most))
	}
	if len(bars) == 0 || bars[best].Works == 0 {
		return nil, ""
	}
	b := bars[best]
	return bars, fmt.Sprintf("Its share is largest in %s: %d of %d pieces of work.", quoted(b.Title), b.Works, b.Total)
}

func (m *maker) neighbours(s *catalog.Shape, r *catalog.Role) []Neighbour {
	var all []Neighbour
	for _, other := range s.Roles {
		if other == r {
			continue
		}
		o := s.Overlap(r, other)
		all = append(all, Neighbour{tag(other), len(o.Shared), len(o.OnlyA), len(o.OnlyB), m.comparisonURL(r, other)})
	}
	return all
}

// comparisonURL returns the address of the page about just these two roles, or "".
func (m *maker) comparisonURL(a, b *catalog.Role) string {
	for _, c := range m.cat.Comparisons {
		if len(c.Roles) == 2 && (c.Roles[0] == a && c.Roles[1] == b || c.Roles[0] == b && c.Roles[1] == a) {
			return c.URL
		}
	}
	return ""
}

// movesLine says what a role gains and loses; ok is false where it exists in neither shape or nothing moves.
func (m *maker) movesLine(r *catalog.Role, from, to *catalog.Shape) (line MovesLine, ok bool) {
	moves := catalog.MovesOf(r, from, to)
	line = MovesLine{From: from.Title, To: to.Title, Appears: !from.Has(r) && to.Has(r), Leaves: from.Has(r) && !to.Has(r)}
	line.Gained, line.Lost = shiftLines(moves.Gained), shiftLines(moves.Lost)
	line.GainedWork, line.LostWork = shiftLines(moves.GainedWork), shiftLines(moves.LostWork)
	return line, !moves.Empty() && (from.Has(r) || to.Has(r))
}

func shiftLines(shifts []catalog.Shift) []ShiftLine {
	var lines []ShiftLine
	for _, s := range shifts {
		line := ShiftLine{Work: work(s.Responsibility)}
		if s.Other != nil {
			line.Other = tag(s.Other)
		}
		lines = append(lines, line)
	}
	return lines
}
