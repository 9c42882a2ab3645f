package site

import (
	"fmt"
	"strings"

	"remit/internal/catalog"
)

// ExplorerPage holds the matrices of all shapes in one table. Every cell has a state for each shape; the reader chooses
// the shape whose states are seen, which needs no script. A second table sets the shapes side by side.
type ExplorerPage struct {
	Frame
	Shapes  []ExplorerShape
	Columns []RoleTag
	Areas   []*catalog.Area
	Stages  []*catalog.Stage
	Groups  []ExplorerGroup
	Beside  []BesideGroup
	Flow    *Flow // nil where there is but one shape
	Moved   int
	Total   int
}

// ExplorerShape is a shape to choose, with what moved since the shape before it and the notes of its matrix.
type ExplorerShape struct {
	Number   int // from 1
	Shape    *catalog.Shape
	First    bool // the one shown at first
	Sentence string
	Moves    []RoleMoves
	Notes    []NoteLine
}

// RoleMoves is what a role gains and loses from one shape to the next.
type RoleMoves struct {
	Role          RoleTag
	Before, After int // rows it answers for
	MovesLine
}

// ExplorerGroup is an area of the table.
type ExplorerGroup struct {
	ID, Title, URL string
	Stages         string // ids of the area's stages, with spaces between
	Rows           []ExplorerRow
}

// ExplorerRow is a responsibility; its cells are in the order of the columns.
type ExplorerRow struct {
	ID    string
	Work  NamedWork
	Also  string // other words for it, by which it is found
	Cells []ExplorerCell
}

// ExplorerCell is the part of a role in all shapes.
type ExplorerCell struct {
	Head   string
	States []CellState
}

// CellState is the part of a role in one shape, or in several where it is the same.
type CellState struct {
	In    string // classes of the shapes in which it is seen: "s2 s3"
	Mark  Mark
	Was   string // what the letter was in the shape before, where it was another: "A/R", "no part"
	Weigh bool   // who answers has changed with it
	Note  string // id of the note; "" where there is none
}

// BesideGroup is an area of the table that sets the shapes side by side.
type BesideGroup struct {
	ID, Title, URL string
	Rows           []BesideRow
}

// BesideRow names who answers for a responsibility in each shape.
type BesideRow struct {
	ID    string
	Work  NamedWork
	Cells []BesideCell
}

// BesideCell is who answers in a shape, and whether that is another role than in the shape before.
type BesideCell struct {
	Shape   string
	Role    RoleTag
	Changed bool
}

func (m *maker) explorerPage() {
	v := ExplorerPage{
		Frame: m.frame(m.at("/matrix/"), "Who answers for what", "Every piece of work and the part of every role in it, in a startup, a growing company and an enterprise: choose the shape, see what moves, filter, sort and take it with you.", nil),
		Areas: m.cat.Areas, Stages: m.cat.Stages, Total: len(m.cat.Responsibilities), Beside: m.beside(), Flow: m.flow(),
	}
	v.Legend = true
	m.own(&v.Frame, "explorer")
	roles := matrixRoles(m.cat)
	v.Columns = tags(roles)
	for i, s := range m.cat.Shapes {
		es := ExplorerShape{Number: i + 1, Shape: s, First: i == len(m.cat.Shapes)-1}
		_, es.Notes = m.matrixGroups(s)
		if i > 0 {
			es.Moves = m.roleMoves(roles, m.cat.Shapes[i-1], s)
			es.Sentence = movedSentence(m.cat.Shapes[i-1], s)
		}
		v.Shapes = append(v.Shapes, es)
	}
	for _, r := range m.cat.Responsibilities {
		if m.cat.Moved(r) {
			v.Moved++
		}
	}
	v.Groups = m.explorerGroups(roles)
	m.add("explorer", v.Frame, v)
}

// movedSentence says in how many rows somebody else answers than in the shape before.
func movedSentence(from, to *catalog.Shape) string {
	n := 0
	for _, row := range to.Rows {
		if before := from.Row(row.Responsibility); before != nil && before.Accountable() != row.Accountable() {
			n++
		}
	}
	return fmt.Sprintf("From %s to %s, %d of %d rows change the role that answers for them.", inline(from.Title), inline(to.Title), n, len(to.Rows))
}

// roleMoves returns what moves for each role, without those for whom nothing does.
func (m *maker) roleMoves(roles []*catalog.Role, from, to *catalog.Shape) []RoleMoves {
	var all []RoleMoves
	for _, r := range roles {
		if line, ok := m.movesLine(r, from, to); ok {
			all = append(all, RoleMoves{tag(r), from.Count(r).Answers, to.Count(r).Answers, line})
		}
	}
	return all
}

func (m *maker) explorerGroups(roles []*catalog.Role) []ExplorerGroup {
	var groups []ExplorerGroup
	notes := make([]int, len(m.cat.Shapes)) // how many notes each shape has had so far, as matrixGroups counts them
	for _, a := range m.cat.Areas {
		g := ExplorerGroup{ID: a.ID, Title: a.Title, URL: a.URL}
		var stages []string
		for _, s := range a.Stages {
			stages = append(stages, s.ID)
		}
		g.Stages = strings.Join(stages, " ")
		for _, r := range a.Responsibilities {
			row := ExplorerRow{ID: r.ID, Work: work(r), Also: strings.Join(r.Also, ", ")}
			noted := m.noted(r, notes)
			for _, role := range roles {
				row.Cells = append(row.Cells, ExplorerCell{role.Short, m.cellStates(r, role, noted)})
			}
			g.Rows = append(g.Rows, row)
		}
		groups = append(groups, g)
	}
	return groups
}

// shapeRole is a role in the shape with this place in the order of shapes.
type shapeRole struct {
	shape int
	role  *catalog.Role
}

// noted returns the ids of a responsibility's notes, and counts on.
func (m *maker) noted(r *catalog.Responsibility, notes []int) map[shapeRole]string {
	ids := map[shapeRole]string{}
	for i, s := range m.cat.Shapes {
		for _, c := range s.Row(r).Cells {
			if c.Note != "" {
				notes[i]++
				ids[shapeRole{i, c.Role}] = fmt.Sprintf("note-%d-%d", i+1, notes[i])
			}
		}
	}
	return ids
}

// cellStates returns a role's part in every shape; shapes that follow one another and show the same share a state.
func (m *maker) cellStates(r *catalog.Responsibility, role *catalog.Role, noted map[shapeRole]string) []CellState {
	var states []CellState
	for i, s := range m.cat.Shapes {
		letter := s.Letter(r, role)
		state := CellState{In: fmt.Sprintf("s%d", i+1), Mark: mark(letter), Note: noted[shapeRole{i, role}]}
		state.Mark.Hue = role.Hue
		state.Mark.Absent = !s.Has(role)
		if i > 0 && s.Has(role) && m.cat.Shapes[i-1].Has(role) {
			if before := m.cat.Shapes[i-1].Letter(r, role); before != letter {
				state.Was, state.Weigh = before.Word(), before.Answers() != letter.Answers()
				if before != catalog.None {
					state.Was = string(before)
				}
			}
		} else if i > 0 && s.Has(role) && letter.Takes() {
			state.Was, state.Weigh = "new", letter.Answers()
		}
		if n := len(states); n > 0 && sameState(states[n-1], state) {
			states[n-1].In += " " + state.In
			continue
		}
		states = append(states, state)
	}
	for i := len(states) - 1; i >= 0; i-- { // what shows nothing needs no mark-up
		if s := states[i]; s.Mark.Letter == "" && !s.Mark.Absent && s.Was == "" {
			states = append(states[:i], states[i+1:]...)
		}
	}
	return states
}

func sameState(a, b CellState) bool {
	a.In, b.In = "", ""
	return a == b
}

// beside sets the shapes side by side: who answers in each.
func (m *maker) beside() []BesideGroup {
	var groups []BesideGroup
	for _, a := range m.cat.Areas {
		g := BesideGroup{ID: a.ID, Title: a.Title, URL: a.URL}
		for _, r := range a.Responsibilities {
			row := BesideRow{ID: r.ID, Work: work(r)}
			var before *catalog.Role
			for i, s := range m.cat.Shapes {
				holder := s.Row(r).Accountable()
				row.Cells = append(row.Cells, BesideCell{s.Title, tag(holder), i > 0 && holder != before})
				before = holder
			}
			g.Rows = append(g.Rows, row)
		}
		groups = append(groups, g)
	}
	return groups
}
