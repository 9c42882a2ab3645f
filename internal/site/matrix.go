package site

import (
	"html/template"

	"remit/internal/catalog"
)

// MatrixPage is a shape with its matrix.
type MatrixPage struct {
	Frame
	Shape    *catalog.Shape
	Shapes   []Link // all of them, to switch
	Columns  []RoleTag
	Hats     []HatLine
	Groups   []MatrixGroup
	Notes    []NoteLine
	Differs  []DiffersLine
	Counts   []CountLine
	Intro    template.HTML
	Sections []Section
	Cited    []Cited
}

// HatLine says which roles a role also plays.
type HatLine struct {
	Role  RoleTag
	Wears []RoleTag
	Note  template.HTML
}

// MatrixGroup is an area of the matrix.
type MatrixGroup struct {
	ID    string
	Title string
	URL   string
	Rows  []MatrixRow
}

// MatrixRow is a row of a matrix; its cells are in the order of the columns.
type MatrixRow struct {
	Work   NamedWork
	Cells  []MatrixCell
	Moved  bool // somebody else answers in another shape
	Differ bool // honest organisations differ
}

// MatrixCell is a letter under its column's head.
type MatrixCell struct {
	Head string
	Mark Mark
}

// NoteLine is a note of the matrix, with its number.
type NoteLine struct {
	Number int
	Work   NamedWork
	Role   string
	Text   template.HTML
}

// DiffersLine is a row that honest organisations split in other ways.
type DiffersLine struct {
	Work NamedWork
	Ways []catalog.Differs
}

// CountLine is how many rows give a role which part.
type CountLine struct {
	Role  RoleTag
	Count catalog.Count
}

func (m *maker) shapeLinks(current *catalog.Shape) []Link {
	links := []Link{{Title: "All three", URL: m.at("/matrix/"), Current: current == nil}}
	if len(m.cat.Shapes) != 3 {
		links[0].Title = "All shapes"
	}
	for _, s := range m.cat.Shapes {
		links = append(links, Link{s.Title, s.URL, s == current})
	}
	return links
}

func (m *maker) shapePages() {
	crumb := Link{Title: "Matrix", URL: m.at("/matrix/")}
	for _, s := range m.cat.Shapes {
		v := MatrixPage{
			Frame: m.entryFrame(&s.Entry, s.Summary.Text, crumb), Shape: s, Shapes: m.shapeLinks(s), Columns: tags(s.Roles), Cited: cited(s.Sources),
		}
		v.Legend = true
		v.FullTitle = "Responsibility matrix: " + s.Title + " · " + m.cat.Site.Title
		for _, h := range s.Hats {
			v.Hats = append(v.Hats, HatLine{tag(h.Role), tags(h.Wears), h.Note.HTML})
		}
		for i, p := range s.Prose {
			if i == 0 && p.ID == "" {
				v.Intro = p.HTML()
			} else {
				v.Sections = append(v.Sections, Section{p.ID, p.Heading.Text, p.HTML()})
			}
		}
		v.Groups, v.Notes = m.matrixGroups(s)
		for _, row := range s.Rows {
			if r := row.Responsibility; r.Contested {
				v.Differs = append(v.Differs, DiffersLine{work(r), r.Differs})
			}
		}
		for _, r := range s.Roles {
			v.Counts = append(v.Counts, CountLine{tag(r), s.Count(r)})
		}
		m.add("matrix", v.Frame, v)
	}
	m.shapesPage()
	m.explorerPage()
}

// matrixGroups lays out the rows of a shape by area and numbers the notes in reading order.
func (m *maker) matrixGroups(s *catalog.Shape) (groups []MatrixGroup, notes []NoteLine) {
	for _, a := range m.cat.Areas {
		g := MatrixGroup{ID: a.ID, Title: a.Title, URL: a.URL}
		for _, r := range a.Responsibilities {
			row := s.Row(r)
			line := MatrixRow{Work: work(r), Moved: m.cat.Moved(r), Differ: r.Contested}
			for _, c := range row.Cells {
				cell := MatrixCell{Head: c.Role.Short, Mark: mark(c.Letter)}
				cell.Mark.Hue = c.Role.Hue
				if c.Note != "" {
					cell.Mark.Note = len(notes) + 1
					notes = append(notes, NoteLine{len(notes) + 1, work(r), c.Role.Short, c.Note})
				}
				line.Cells = append(line.Cells, cell)
			}
			g.Rows = append(g.Rows, line)
		}
		groups = append(groups, g)
	}
	return groups, notes
}

// ShapesPage lists the shapes.
type ShapesPage struct {
	Frame
	Flow   *Flow // nil where there is but one
	Shapes []ShapeLine
}

// ShapeLine is a shape with who answers for how much of it.
type ShapeLine struct {
	Shape  *catalog.Shape
	Counts []CountLine
	Total  int
}

func (m *maker) shapesPage() {
	v := ShapesPage{Frame: m.frame(m.at("/shapes/"), "Shapes of organisation", "Three sizes of organisation, the roles that exist in each, and how accountability is spread over them.", []Link{{Title: "Matrix", URL: m.at("/matrix/")}})}
	v.Flow = m.flow()
	for _, s := range m.cat.Shapes {
		line := ShapeLine{Shape: s, Total: len(s.Rows)}
		for _, r := range s.Roles {
			line.Counts = append(line.Counts, CountLine{tag(r), s.Count(r)})
		}
		v.Shapes = append(v.Shapes, line)
	}
	m.add("shapes", v.Frame, v)
}
