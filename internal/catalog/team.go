package catalog

// Member is a role that a team has, and how many people play it.
type Member struct {
	Role   *Role
	People int // at least 1
}

// TeamReport says which work of a shape a team covers, and with whom.
type TeamReport struct {
	Shape *Shape
	Rows  []TeamRow // in the order of the matrix
	Loads []Burden  // in the order of the members
}

// TeamRow is a row of the matrix as a team has it.
type TeamRow struct {
	Responsibility *Responsibility
	Usual          *Role   // who answers for it by the matrix
	Holder         *Role   // who of the team answers for it; nil where nobody does
	Nearest        *Role   // who of the team would usually pick it up where nobody answers; nil where nobody is near
	Deputies       []*Role // others of the team who do the work
}

// Burden is what rests on a role of a team.
type Burden struct {
	Member
	Rows  int // that it answers for
	Alone int // of these, those that rest on one person: one plays the role, and no other role of the team does the work
}

// NearestShape returns the shape whose roles differ least from those of a team, roles outside the matrices aside; of
// two equally near the one that lacks fewer of the team's roles, and of two that lack as many the smaller one.
func (c *Catalog) NearestShape(members []Member) *Shape {
	var nearest *Shape
	least := 0
	for _, s := range c.Shapes {
		far := 0 // in steps of 100 for each role that differs, and one more for each that the shape lacks
		for _, r := range c.Roles {
			if c.InMatrix(r) && s.Has(r) != has(members, r) {
				far += 100
				if !s.Has(r) {
					far++
				}
			}
		}
		if nearest == nil || far < least {
			nearest, least = s, far
		}
	}
	return nearest
}

func has(members []Member, r *Role) bool {
	for _, m := range members {
		if m.Role == r {
			return true
		}
	}
	return false
}

// CheckTeam compares a team with the matrix of a shape.
//
// A row is held by the first role of the team that takes its A where it exists, else by the role that answers for it in
// the matrix, if the team has it. A row that nobody holds would usually be picked up by the first role of the team, in
// the order of roles, that does its work; else by one that is consulted in it; else by the one that answers for it in
// the next smaller shape that knows one of the team.
func (c *Catalog) CheckTeam(s *Shape, members []Member) TeamReport {
	report := TeamReport{Shape: s}
	loads := map[*Role]*Burden{}
	for _, m := range members {
		loads[m.Role] = &Burden{Member: m}
	}
	for _, row := range s.Rows {
		r := TeamRow{Responsibility: row.Responsibility, Usual: row.Accountable()}
		r.Holder = c.holder(s, row, members)
		if r.Holder == nil {
			r.Nearest = c.nearest(s, row, members)
		}
		for _, role := range c.Roles {
			if role != r.Holder && has(members, role) && c.PartOf(s, row.Responsibility, role).Works() {
				r.Deputies = append(r.Deputies, role)
			}
		}
		if load := loads[r.Holder]; load != nil {
			load.Rows++
			if load.People == 1 && len(r.Deputies) == 0 {
				load.Alone++
			}
		}
		report.Rows = append(report.Rows, r)
	}
	for _, m := range members {
		report.Loads = append(report.Loads, *loads[m.Role])
	}
	return report
}

func (c *Catalog) holder(s *Shape, row *Row, members []Member) *Role {
	for _, role := range c.Roles {
		if !c.InMatrix(role) && has(members, role) && c.PartOf(s, row.Responsibility, role).Answers() {
			return role
		}
	}
	if usual := row.Accountable(); has(members, usual) {
		return usual
	}
	return nil
}

func (c *Catalog) nearest(s *Shape, row *Row, members []Member) *Role {
	for _, is := range []func(Letter) bool{Letter.Works, func(l Letter) bool { return l == Consulted }} {
		for _, role := range c.Roles {
			if has(members, role) && is(c.PartOf(s, row.Responsibility, role)) {
				return role
			}
		}
	}
	for i := len(c.Shapes) - 1; i >= 0; i-- {
		smaller := c.Shapes[i]
		if smaller.Order >= s.Order {
			continue
		}
		if before := smaller.Row(row.Responsibility); before != nil && has(members, before.Accountable()) {
			return before.Accountable()
		}
	}
	return nil
}
