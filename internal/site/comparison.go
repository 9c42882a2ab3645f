package site

import (
	"fmt"
	"html/template"
	"strings"

	"remit/internal/catalog"
)

// ComparisonPage is an authored comparison with its computed tables.
type ComparisonPage struct {
	Frame
	Comparison *catalog.Comparison
	Roles      []RoleTag
	Facts      []FactRow
	Choose     []ChooseLine
	Shape      *catalog.Shape // in which the work is compared; nil where no shape has all the roles
	Spine      *Spine         // for two roles
	Groups     []MatrixGroup  // for more than two
	Counts     []CountLine
	Overlap    *UpSet // of more than two
	Any        string // where these roles can be compared with others
	Other      []Link // the same roles in other comparisons
	Sections   []Section
	Cited      []Cited
}

// FactRow is a property with its value for each role.
type FactRow struct {
	Label  string
	Values []string
}

// ChooseLine says when a role is the right one.
type ChooseLine struct {
	Role RoleTag
	If   template.HTML
	Hire template.HTML
}

// Spine is the work of two roles: what only one has on its side, what both have in the middle.
type Spine struct {
	OnlyA, Shared, OnlyB []SpineLine
	Sentence             string
}

// SpineLine is a responsibility with both roles' marks.
type SpineLine struct {
	Work NamedWork
	A, B Mark
}

// ComparisonLine is a comparison in a list.
type ComparisonLine struct {
	Comparison *catalog.Comparison
	Roles      []RoleTag
}

func (m *maker) comparisonPages() {
	crumb := Link{Title: "Compare", URL: m.at("/compare/")}
	var lines []ComparisonLine
	for _, c := range m.cat.Comparisons {
		v := m.comparisonPage(c, crumb)
		m.add("comparison", v.Frame, v)
		lines = append(lines, ComparisonLine{c, v.Roles})
	}
	m.comparePage(lines)
}

func (m *maker) comparisonPage(c *catalog.Comparison, crumb Link) ComparisonPage {
	v := ComparisonPage{
		Frame: m.entryFrame(&c.Entry, c.Summary.Text, crumb), Comparison: c, Roles: tags(c.Roles), Facts: facts(c.Roles),
		Shape: m.sharedShape(c.Roles), Sections: sections(c.Doc), Cited: cited(c.Sources),
	}
	v.Legend = true
	for _, ch := range c.Choose {
		v.Choose = append(v.Choose, ChooseLine{tag(ch.Role), ch.If.HTML, ch.Hire.HTML})
	}
	if v.Shape != nil {
		for _, r := range c.Roles {
			v.Counts = append(v.Counts, CountLine{tag(r), v.Shape.Count(r)})
		}
		if len(c.Roles) == 2 {
			v.Spine = spine(v.Shape, c.Roles[0], c.Roles[1])
		} else {
			v.Groups = m.comparedGroups(v.Shape, c.Roles)
			v.Overlap = m.upSet(v.Shape, c.Roles)
		}
	}
	v.Any = m.at("/compare/?roles=" + strings.Join(roleIDs(c.Roles), ","))
	for _, other := range m.cat.Comparisons {
		if other != c {
			v.Other = append(v.Other, Link{Title: other.Title, URL: other.URL})
		}
	}
	return v
}

func roleIDs(roles []*catalog.Role) []string {
	var all []string
	for _, r := range roles {
		all = append(all, r.ID)
	}
	return all
}

func facts(roles []*catalog.Role) []FactRow {
	rows := make([]FactRow, len(factLabels))
	for i, label := range factLabels {
		rows[i].Label = label
	}
	for _, r := range roles {
		for i, value := range []string{r.Question, r.Object, r.Customer, r.Side, r.Code, r.Rhythm} {
			rows[i].Values = append(rows[i].Values, value)
		}
	}
	return rows
}

// sharedShape returns the last shape in which all the roles exist, or nil.
func (m *maker) sharedShape(roles []*catalog.Role) *catalog.Shape {
	for i := len(m.cat.Shapes) - 1; i >= 0; i-- {
		if hasAll(m.cat.Shapes[i], roles) {
			return m.cat.Shapes[i]
		}
	}
	return nil
}

func spine(s *catalog.Shape, a, b *catalog.Role) *Spine {
	o := s.Overlap(a, b)
	lines := func(rows []*catalog.Row) []SpineLine {
		var all []SpineLine
		for _, row := range rows {
			line := SpineLine{work(row.Responsibility), mark(row.Cell(a).Letter), mark(row.Cell(b).Letter)}
			line.A.Hue, line.B.Hue = a.Hue, b.Hue
			all = append(all, line)
		}
		return all
	}
	sp := &Spine{OnlyA: lines(o.OnlyA), Shared: lines(o.Shared), OnlyB: lines(o.OnlyB)}
	sp.Sentence = fmt.Sprintf("Of %d pieces of work, %d are done by both, %d by the %s alone and %d by the %s alone. In the remaining %d neither does the work.",
		len(s.Rows), len(o.Shared), len(o.OnlyA), inline(a.Title), len(o.OnlyB), inline(b.Title), o.Neither)
	return sp
}

// inline returns a title as it stands within a sentence: its first letter small, unless the word is a name (DevOps).
func inline(title string) string {
	r := []rune(title)
	for _, c := range r[min(1, len(r)):] {
		if c == ' ' {
			break
		}
		if c >= 'A' && c <= 'Z' {
			return title
		}
	}
	if len(r) > 0 && r[0] >= 'A' && r[0] <= 'Z' {
		r[0] += 'a' - 'A'
	}
	return string(r)
}

// comparedGroups returns the rows in which at least one of the roles takes a part, by area.
func (m *maker) comparedGroups(s *catalog.Shape, roles []*catalog.Role) []MatrixGroup {
	var groups []MatrixGroup
	for _, a := range m.cat.Areas {
		g := MatrixGroup{ID: a.ID, Title: a.Title, URL: a.URL}
		for _, r := range a.Responsibilities {
			line, takes := MatrixRow{Work: work(r)}, false
			for _, role := range roles {
				letter := s.Letter(r, role)
				takes = takes || letter.Takes()
				cell := MatrixCell{Head: role.Short, Mark: mark(letter)}
				cell.Mark.Hue = role.Hue
				line.Cells = append(line.Cells, cell)
			}
			if takes {
				g.Rows = append(g.Rows, line)
			}
		}
		if len(g.Rows) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}
