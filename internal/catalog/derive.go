package catalog

import (
	"cmp"
	"slices"
)

// What follows is computed from the matrices and written nowhere.

// AnswersFor returns the responsibilities a role answers for in a shape.
func (s *Shape) AnswersFor(role *Role) []*Responsibility {
	return s.with(role, Letter.Answers)
}

// WorksOn returns the responsibilities whose work a role does in a shape, whether it answers for them or not.
func (s *Shape) WorksOn(role *Role) []*Responsibility {
	return s.with(role, Letter.Works)
}

func (s *Shape) with(role *Role, is func(Letter) bool) []*Responsibility {
	var all []*Responsibility
	for _, row := range s.Rows {
		if is(row.Cell(role).Letter) {
			all = append(all, row.Responsibility)
		}
	}
	return all
}

// Count is how many rows of a shape give a role which part.
type Count struct {
	Answers   int // A or A/R
	Works     int // R or A/R
	Consulted int
	Informed  int
	NoPart    int
}

// Count counts a role's parts in a shape.
func (s *Shape) Count(role *Role) Count {
	var n Count
	for _, row := range s.Rows {
		letter := row.Cell(role).Letter
		if letter.Answers() {
			n.Answers++
		}
		switch {
		case letter.Works():
			n.Works++
		case letter == Consulted:
			n.Consulted++
		case letter == Informed:
			n.Informed++
		case letter == None:
			n.NoPart++
		}
	}
	return n
}

// AreaProfile is a role's part in the responsibilities of an area, in their order.
type AreaProfile struct {
	Area *Area
	Rows []*Row
	Role *Role
}

// Weight is how heavily the area weighs on the role: 3 for each row it answers for, 2 for work alone, 1 for being consulted.
func (p AreaProfile) Weight() int {
	weight := 0
	for _, row := range p.Rows {
		switch letter := row.Cell(p.Role).Letter; {
		case letter.Answers():
			weight += 3
		case letter.Works():
			weight += 2
		case letter == Consulted:
			weight++
		}
	}
	return weight
}

// Profile returns a role's part in every area of a shape.
func (c *Catalog) Profile(s *Shape, role *Role) []AreaProfile {
	profiles := make([]AreaProfile, len(c.Areas))
	for i, a := range c.Areas {
		profiles[i] = AreaProfile{Area: a, Role: role}
		for _, r := range a.Responsibilities {
			if row := s.Row(r); row != nil {
				profiles[i].Rows = append(profiles[i].Rows, row)
			}
		}
	}
	return profiles
}

// Overlap is what two roles share in a shape and what only one of them has. Work counts, and answering for it; being
// consulted or informed does not.
type Overlap struct {
	A, B         *Role
	Shared       []*Row // both answer or work
	OnlyA, OnlyB []*Row // one answers or works, the other does not
	Neither      int    // rows in which neither does
}

// Overlap computes what two roles share in a shape.
func (s *Shape) Overlap(a, b *Role) Overlap {
	o := Overlap{A: a, B: b}
	for _, row := range s.Rows {
		inA, inB := row.Cell(a).Letter.Takes(), row.Cell(b).Letter.Takes()
		switch {
		case inA && inB:
			o.Shared = append(o.Shared, row)
		case inA:
			o.OnlyA = append(o.OnlyA, row)
		case inB:
			o.OnlyB = append(o.OnlyB, row)
		default:
			o.Neither++
		}
	}
	return o
}

// Shift is how a role's part in a responsibility changes from one shape to another.
type Shift struct {
	Responsibility *Responsibility
	From, To       Letter
	Other          *Role // who answers now where the role gave it up, or answered before where it gained it; may be nil
}

// Moves is what a role gains and loses between two shapes.
type Moves struct {
	From, To   *Shape
	Gained     []Shift // answers now, did not before
	Lost       []Shift // answered before, does not now
	GainedWork []Shift // works now, did not before, and answers in neither
	LostWork   []Shift // worked before, does not now, and answers in neither
}

// Empty reports whether nothing moves.
func (m Moves) Empty() bool {
	return len(m.Gained)+len(m.Lost)+len(m.GainedWork)+len(m.LostWork) == 0
}

// MovesOf computes what a role gains and loses from one shape to another.
func MovesOf(role *Role, from, to *Shape) Moves {
	m := Moves{From: from, To: to}
	for _, row := range to.Rows {
		before := from.Row(row.Responsibility)
		if before == nil {
			continue
		}
		shift := Shift{Responsibility: row.Responsibility, From: before.Cell(role).Letter, To: row.Cell(role).Letter}
		switch {
		case shift.To.Answers() && !shift.From.Answers():
			shift.Other = before.Accountable()
			m.Gained = append(m.Gained, shift)
		case shift.From.Answers() && !shift.To.Answers():
			shift.Other = row.Accountable()
			m.Lost = append(m.Lost, shift)
		case shift.To.Works() && !shift.From.Works() && !shift.To.Answers():
			m.GainedWork = append(m.GainedWork, shift)
		case shift.From.Works() && !shift.To.Works() && !shift.From.Answers():
			m.LostWork = append(m.LostWork, shift)
		}
	}
	return m
}

// Moved reports whether another role answers for the responsibility in one of the shapes than in another.
func (c *Catalog) Moved(r *Responsibility) bool {
	var holders []*Role
	for _, s := range c.Shapes {
		if row := s.Row(r); row != nil && !slices.Contains(holders, row.Accountable()) {
			holders = append(holders, row.Accountable())
		}
	}
	return len(holders) > 1
}

// TakenBy returns the adjacent roles that take a letter in the responsibility where they exist.
func (c *Catalog) TakenBy(r *Responsibility) []Taken {
	var all []Taken
	for _, role := range c.Roles {
		for _, t := range role.Takes {
			if t.Responsibility == r {
				all = append(all, Taken{role, t.Letter, t.When})
			}
		}
	}
	return all
}

// Taken is a letter that a role outside the matrices takes where it exists.
type Taken struct {
	Role   *Role
	Letter Letter
	When   Words
}

// InMatrix reports whether any shape has the role.
func (c *Catalog) InMatrix(role *Role) bool {
	return slices.ContainsFunc(c.Shapes, func(s *Shape) bool { return s.Has(role) })
}

// Richest returns the last shape that has the role: the one in which its work is most its own; nil where none has.
func (c *Catalog) Richest(role *Role) *Shape {
	for i := len(c.Shapes) - 1; i >= 0; i-- {
		if c.Shapes[i].Has(role) {
			return c.Shapes[i]
		}
	}
	return nil
}

// Standing is a role's part in the work on one side of a tool.
type Standing struct {
	Role    *Role
	Answers int // rows: A or A/R
	Works   int // rows: R or A/R
}

// Letter is the role's largest part: what it would have if all rows were one.
func (s Standing) Letter() Letter {
	switch {
	case s.Answers > 0 && s.Works > 0:
		return AccountableResponsible
	case s.Answers > 0:
		return Accountable
	case s.Works > 0:
		return Responsible
	}
	return None
}

// Sides returns who is on the two sides of a tool in a shape: the roles that answer for the work it serves or do it.
// Work of both sides counts on each. Who answers for most stands first, then who does most, then in the order of columns.
func (s *Shape) Sides(t *Tool) (admin, user []Standing) {
	return s.standings(t.WorkOn("admin")), s.standings(t.WorkOn("user"))
}

// WorkOn returns the responsibilities a tool serves that lie on a side of it, "admin" or "user"; those of both sides included.
func (t *Tool) WorkOn(side string) []*Responsibility {
	return slices.DeleteFunc(slices.Clone(t.Work), func(r *Responsibility) bool { return r.Side != side && r.Side != "both" })
}

func (s *Shape) standings(work []*Responsibility) []Standing {
	var all []Standing
	for _, role := range s.Roles {
		standing := Standing{Role: role}
		for _, r := range work {
			letter := s.Letter(r, role)
			if letter.Answers() {
				standing.Answers++
			}
			if letter.Works() {
				standing.Works++
			}
		}
		if standing.Letter() != None {
			all = append(all, standing)
		}
	}
	slices.SortStableFunc(all, func(a, b Standing) int {
		return cmp.Or(cmp.Compare(b.Answers, a.Answers), cmp.Compare(b.Works, a.Works))
	})
	return all
}

// ToolsOf returns the tools whose files put a role on their admin side, and on their user side.
func (c *Catalog) ToolsOf(role *Role) (admin, user []*Tool) {
	for _, t := range c.Tools {
		if slices.Contains(t.Admin, role) {
			admin = append(admin, t)
		}
		if slices.Contains(t.User, role) {
			user = append(user, t)
		}
	}
	return admin, user
}

// ToolsFor returns the tools that serve a responsibility.
func (c *Catalog) ToolsFor(r *Responsibility) []*Tool {
	return slices.DeleteFunc(slices.Clone(c.Tools), func(t *Tool) bool { return !slices.Contains(t.Work, r) })
}
