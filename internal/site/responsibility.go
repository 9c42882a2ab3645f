package site

import (
	"html/template"
	"slices"

	"remit/internal/catalog"
)

// ResponsibilityPage is a responsibility.
type ResponsibilityPage struct {
	Frame
	Work     *catalog.Responsibility
	Columns  []RoleTag // roles that any shape has
	Rows     []ShapeRow
	Holders  []Holder // who answers, shape by shape, neighbouring shapes with one holder taken together
	Notes    []NoteLine
	Taken    []TakenLine
	Sections []Section
	Tools    []ToolCategory // that serve it
	Cited    []Cited
	Pager    Pager // through the area
}

// ShapeRow is the responsibility's row in one shape.
type ShapeRow struct {
	Title, URL string
	Cells      []MatrixCell
}

// Holder is who answers for the work, and in which shapes.
type Holder struct {
	Role   RoleTag
	Shapes []string
}

// TakenLine is an adjacent role that takes a letter where it exists.
type TakenLine struct {
	Role RoleTag
	Mark Mark
	When template.HTML
}

// WorkPage lists all responsibilities by area.
type WorkPage struct {
	Frame
	Areas []AreaLine
	Total int
}

// AreaLine is an area with its work.
type AreaLine struct {
	Area  *catalog.Area
	Lines []AnswerLine
}

// AnswerLine is a responsibility and who answers for it in each shape.
type AnswerLine struct {
	Work       NamedWork
	Definition template.HTML
	Contested  bool
	Holders    []Holder
}

// AreaPage is an area.
type AreaPage struct {
	Frame
	Area  *catalog.Area
	Body  template.HTML
	Lines []AnswerLine
	Pager Pager
	Cited []Cited
}

// AreasPage lists the areas.
type AreasPage struct {
	Frame
	Areas []*catalog.Area
}

func (m *maker) responsibilityPages() {
	roles := matrixRoles(m.cat)
	for _, a := range m.cat.Areas {
		for i, r := range a.Responsibilities {
			v := ResponsibilityPage{
				Frame: m.entryFrame(&r.Entry, r.Definition.Text, Link{Title: "Work", URL: m.at("/responsibilities/")}, Link{Title: a.Title, URL: a.URL}),
				Work:  r, Columns: tags(roles), Holders: m.holders(r), Sections: sections(r.Doc), Tools: categories(m.cat.ToolsFor(r)), Cited: cited(r.Sources),
			}
			v.Legend = true
			v.Pager = pager("Work of the same area", i, len(a.Responsibilities), func(i int) Link { return Link{Title: a.Responsibilities[i].Title, URL: a.Responsibilities[i].URL} })
			for _, s := range m.cat.Shapes {
				row := shapeRow(s, r, roles, &v.Notes)
				for j := range row.Cells { // one sign for no part, whatever the reason
					row.Cells[j].Mark.Absent = row.Cells[j].Mark.Letter == ""
				}
				v.Rows = append(v.Rows, row)
			}
			for _, t := range m.cat.TakenBy(r) {
				mk := mark(t.Letter)
				mk.Hue = t.Role.Hue
				v.Taken = append(v.Taken, TakenLine{tag(t.Role), mk, t.When.HTML})
			}
			m.add("responsibility", v.Frame, v)
		}
	}
	list := WorkPage{Frame: m.frame(m.at("/responsibilities/"), "Work", "Every piece of work in running software, by area, with the role that answers for it.", nil), Total: len(m.cat.Responsibilities)}
	for _, a := range m.cat.Areas {
		list.Areas = append(list.Areas, AreaLine{a, m.answerLines(a)})
	}
	m.add("work", list.Frame, list)
}

// matrixRoles are the roles that any shape has, in the order of roles.
func matrixRoles(cat *catalog.Catalog) []*catalog.Role {
	return slices.DeleteFunc(slices.Clone(cat.Roles), func(r *catalog.Role) bool { return !cat.InMatrix(r) })
}

func shapeRow(s *catalog.Shape, r *catalog.Responsibility, roles []*catalog.Role, notes *[]NoteLine) ShapeRow {
	row := ShapeRow{Title: s.Title, URL: s.URL}
	for _, role := range roles {
		c := s.Row(r).Cell(role)
		cell := MatrixCell{Head: role.Short, Mark: mark(c.Letter)}
		cell.Mark.Hue, cell.Mark.Absent = role.Hue, !s.Has(role)
		if c.Note != "" {
			*notes = append(*notes, NoteLine{len(*notes) + 1, NamedWork{s.Title, s.URL}, role.Short, c.Note})
			cell.Mark.Note = len(*notes)
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}

// holders says who answers for a responsibility, shapes with the same holder taken together.
func (m *maker) holders(r *catalog.Responsibility) []Holder {
	var all []Holder
	for _, s := range m.cat.Shapes {
		role := tag(s.Row(r).Accountable())
		if n := len(all); n > 0 && all[n-1].Role == role {
			all[n-1].Shapes = append(all[n-1].Shapes, s.Title)
		} else {
			all = append(all, Holder{role, []string{s.Title}})
		}
	}
	if len(all) == 1 {
		all[0].Shapes = []string{"in every shape"}
	}
	return all
}

func (m *maker) answerLines(a *catalog.Area) []AnswerLine {
	var lines []AnswerLine
	for _, r := range a.Responsibilities {
		lines = append(lines, AnswerLine{work(r), r.Definition.HTML, r.Contested, m.holders(r)})
	}
	return lines
}

func (m *maker) areaPages() {
	crumb := Link{Title: "Work", URL: m.at("/responsibilities/")}
	for i, a := range m.cat.Areas {
		v := AreaPage{Frame: m.entryFrame(&a.Entry, a.Summary.Text, crumb), Area: a, Body: a.Doc.HTML(), Lines: m.answerLines(a), Cited: cited(a.Sources)}
		v.Pager = pager("Areas", i, len(m.cat.Areas), func(i int) Link { return Link{Title: m.cat.Areas[i].Title, URL: m.cat.Areas[i].URL} })
		m.add("area", v.Frame, v)
	}
	v := AreasPage{Frame: m.frame(m.at("/areas/"), "Areas of work", "The areas that the work is grouped by, and the stages of the loop they belong to.", []Link{crumb}), Areas: m.cat.Areas}
	m.add("areas", v.Frame, v)
}
