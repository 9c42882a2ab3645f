package catalog

import (
	"fmt"
	"html/template"
	"path"
	"slices"
	"strings"

	"remit/internal/diag"
	"remit/internal/markdown"
	"remit/internal/source"
)

// Shape is a kind of organisation, with its responsibility matrix.
type Shape struct {
	Entry
	Also     []string // other words for it
	Order    int
	Summary  Words
	Size     string
	Teams    string
	Roles    []*Role // those that exist in this shape, in the order of the matrix's columns
	Hats     []Hat
	Accepted []Accepted
	Prose    []markdown.Section // what stands in the file beside the matrix; the first has no heading
	Rows     []*Row             // in the order of the catalog's responsibilities

	front   shapeFront
	flawed  bool // the matrix has problems, so that what it shows may be wrong
	byID    map[string]*Row
	section map[string]diag.Place // of the area headings in the file, by area id
}

// Hat says which roles a role also plays in a shape that has nobody for them.
type Hat struct {
	Role  *Role
	Wears []*Role
	Note  Words
}

// Accepted is a smell the authors know of and keep, with the reason.
type Accepted struct {
	Smell string
	Why   Words
}

// Row is a responsibility's row in the matrix of a shape.
type Row struct {
	Responsibility *Responsibility
	Cells          []Cell // one for each of the shape's roles, in their order
	diag.Place
}

// Cell is the letter of a role, and maybe a note.
type Cell struct {
	Role   *Role
	Letter Letter
	Note   template.HTML
	diag.Place
}

// Cell returns the cell of a role; a role that the shape lacks has an empty one.
func (r *Row) Cell(role *Role) Cell {
	for _, c := range r.Cells {
		if c.Role == role {
			return c
		}
	}
	return Cell{Role: role}
}

// Accountable returns the role that answers for the row.
func (r *Row) Accountable() *Role {
	for _, c := range r.Cells {
		if c.Letter.Answers() {
			return c.Role
		}
	}
	return nil
}

// Row returns the row of a responsibility.
func (s *Shape) Row(r *Responsibility) *Row { return s.byID[r.ID] }

// Letter returns the part a role has in a responsibility.
func (s *Shape) Letter(r *Responsibility, role *Role) Letter {
	if row := s.Row(r); row != nil {
		return row.Cell(role).Letter
	}
	return None
}

// Has reports whether a role exists in the shape.
func (s *Shape) Has(role *Role) bool { return slices.Contains(s.Roles, role) }

type shapeFront struct {
	Title   source.Text   `key:"title,required"`
	Order   int           `key:"order,required"`
	Aliases []source.Ref  `key:"aliases"`
	Also    []source.Text `key:"also"`
	Summary source.Text   `key:"summary,required"`
	Size    source.Text   `key:"size,required"`
	Teams   source.Text   `key:"teams,required"`
	Roles   []source.Ref  `key:"roles,required"`
	Hats    []struct {
		Role  source.Ref   `key:"role,required"`
		Wears []source.Ref `key:"wears,required"`
		Note  source.Text  `key:"note"`
	} `key:"hats"`
	Accepted []struct {
		Smell source.Text `key:"smell,required"`
		Why   source.Text `key:"why,required"`
	} `key:"accepted"`
	Sources []source.Ref `key:"sources"`
}

func (l *loader) shape(f *source.File) {
	var front shapeFront
	f.Decode(&front, l.problems)
	s := &Shape{
		Entry: l.entry(f, front.Title, front.Aliases), Order: front.Order, Summary: l.words(f, front.Summary),
		Also: plainTexts(front.Also), Size: markdown.Curly(front.Size.Value), Teams: markdown.Curly(front.Teams.Value),
		front: front, byID: map[string]*Row{}, section: map[string]diag.Place{},
	}
	for _, a := range front.Accepted {
		l.oneOf("smell", a.Smell, smellNames...)
		s.Accepted = append(s.Accepted, Accepted{a.Smell.Value, l.words(f, a.Why)})
	}
	l.cat.Shapes = append(l.cat.Shapes, s)
	l.register(&s.Entry, front.Sources)
	l.later = append(l.later, func() {
		s.Roles = l.roleRefs(front.Roles)
		for _, h := range front.Hats {
			s.Hats = append(s.Hats, Hat{l.roleRef(h.Role), l.roleRefs(h.Wears), l.words(f, h.Note)})
		}
	})
}

// isMatrix reports whether a table is a part of the matrix: its head starts with "Responsibility".
func isMatrix(t markdown.Table) bool {
	return len(t.Head) > 0 && strings.EqualFold(t.Head[0].Text, "Responsibility")
}

// matrix reads the tables of a shape's body: one section an area, links as ids, letters in the cells.
func (l *loader) matrix(s *Shape) {
	areas := map[string]*Area{}
	var titles []string
	for _, a := range l.cat.Areas {
		areas[a.Title] = a
		titles = append(titles, a.Title)
	}
	tables := 0
	for i, section := range s.Doc.Sections(2) {
		parts := slices.DeleteFunc(section.Tables(), func(t markdown.Table) bool { return !isMatrix(t) })
		tables += len(parts)
		if len(parts) == 0 {
			if i == 0 || !section.Empty() {
				s.Prose = append(s.Prose, section)
			}
			if i > 0 && areas[section.Heading.Text] != nil {
				l.problems.Addf(section.Place, "area %q has no table", section.Heading.Text).Hint = "its head starts with | Responsibility |"
			}
			continue
		}
		area := areas[section.Heading.Text]
		if area == nil {
			at := section.Place
			if i == 0 {
				at = parts[0].Place
			}
			if !l.refused("areas") { // it may be the one that could not be read
				l.problems.Addf(at, "table stands under %q, which is no area", section.Heading.Text).Hint = diag.DidYouMean(section.Heading.Text, titles)
			}
		} else if _, twice := s.section[area.ID]; twice {
			l.problems.Addf(section.Place, "area %q stands here twice", area.Title)
		} else {
			s.section[area.ID] = section.Place
			l.unshownBeside(section, parts, "put it into a section of its own, or into a footnote of a cell")
		}
		for _, t := range parts {
			l.matrixTable(s, area, t)
		}
	}
	if tables == 0 {
		l.problems.Addf(s.File.At(s.File.Body), "has no matrix").Hint = "each area is a ## with a table whose head starts with | Responsibility |"
		return
	}
	for _, r := range l.cat.Responsibilities {
		if row := s.byID[r.ID]; row != nil {
			s.Rows = append(s.Rows, row)
			continue
		}
		at := s.File.At(s.File.Body)
		if r.Area != nil && s.section[r.Area.ID].Line > 0 {
			at = s.section[r.Area.ID]
		}
		l.problems.Addf(at, "responsibility %q is missing from the matrix", r.ID)
	}
}

func (l *loader) matrixTable(s *Shape, area *Area, t markdown.Table) {
	columns, whole := l.columns(s, t)
	for _, line := range t.Rows {
		r := l.rowResponsibility(s, line.Cells[0])
		if r == nil {
			continue
		}
		if first := s.byID[r.ID]; first != nil {
			l.problems.Addf(line.Cells[0].Place, "responsibility %q stands here twice", r.ID).Hint = "first in line " + fmt.Sprint(first.Line)
			continue
		}
		if area != nil && r.Area != nil && r.Area != area {
			l.problems.Addf(line.Cells[0].Place, "responsibility %q belongs to area %q, not %q", r.ID, r.Area.Title, area.Title)
		}
		row := &Row{Responsibility: r, Place: line.Cells[0].Place}
		byRole, readable := map[*Role]Cell{}, true
		for i, role := range columns {
			if role != nil {
				cell, ok := l.cell(s, role, line.Cells[i])
				byRole[role], readable = cell, readable && ok
			}
		}
		for _, role := range s.Roles {
			c := byRole[role]
			c.Role = role
			row.Cells = append(row.Cells, c)
		}
		s.byID[r.ID] = row
		if whole && readable {
			l.checkRow(row)
		}
	}
}

// columns returns the role of each column, nil where there is none; whole is false where a role is missing, so that a
// row may lack its letter.
func (l *loader) columns(s *Shape, t markdown.Table) (columns []*Role, whole bool) {
	columns, whole = make([]*Role, len(t.Head)), len(s.Roles) == len(s.front.Roles)
	for i, head := range t.Head[1:] {
		id, ok := linkedID(s.Path, head.Dest, "roles")
		if !ok {
			l.problems.Addf(head.Place, "column %q does not link to a role", head.Text).Hint = "as in [SRE](../roles/site-reliability-engineer.md)"
			continue
		}
		role := l.roleRef(source.Ref{ID: id, Place: head.Place})
		switch {
		case role == nil:
		case slices.Contains(columns, role):
			l.problems.Addf(head.Place, "column of role %q stands here twice", id)
		case !s.Has(role):
			l.problems.Addf(head.Place, "role %q has a column, but does not exist in this shape", id).Hint = "add it to roles: in the front matter, or drop the column"
		default:
			columns[i+1] = role
		}
	}
	for _, role := range s.Roles {
		if !slices.Contains(columns, role) && !slices.ContainsFunc(t.Head, func(c markdown.Cell) bool { return strings.HasSuffix(c.Dest, "/"+role.ID+".md") }) {
			l.problems.Addf(t.Place, "column of role %q is missing", role.ID)
		}
		whole = whole && slices.Contains(columns, role)
	}
	return columns, whole
}

// linkedID returns the id a link names, if it leads into the given folder.
func linkedID(from, dest, folder string) (string, bool) {
	target, _, _ := strings.Cut(dest, "#")
	dir, file := path.Split(path.Join(path.Dir(from), target))
	id, isMarkdown := strings.CutSuffix(file, ".md")
	return id, isMarkdown && dir == folder+"/"
}

func (l *loader) rowResponsibility(s *Shape, c markdown.Cell) *Responsibility {
	id, ok := linkedID(s.Path, c.Dest, "responsibilities")
	if !ok {
		l.problems.Addf(c.Place, "row %q does not link to a responsibility", c.Text).Hint = "as in [Measure and cut toil](../responsibilities/measure-and-cut-toil.md)"
		return nil
	}
	return l.responsibilityRef(source.Ref{ID: id, Place: c.Place})
}

// cell reads a cell; ok is false where its letter is none.
func (l *loader) cell(s *Shape, role *Role, c markdown.Cell) (cell Cell, ok bool) {
	letter, message, hint := parseLetter(c.Text)
	if message != "" {
		l.problems.Addf(c.Place, "%s", message).Hint = hint
	}
	cell = Cell{Role: role, Letter: letter, Place: c.Place}
	for _, label := range c.Notes {
		if note, ok := s.Doc.Note(label); ok {
			cell.Note += note
		}
	}
	if cell.Note != "" && letter == None && message == "" {
		l.problems.Addf(c.Place, "cell has a note but no letter")
	}
	return cell, message == ""
}

// checkRow checks that exactly one role answers and at least one works.
func (l *loader) checkRow(row *Row) {
	var answers, works []Cell
	for _, c := range row.Cells {
		if c.Letter.Answers() {
			answers = append(answers, c)
		}
		if c.Letter.Works() {
			works = append(works, c)
		}
	}
	id := row.Responsibility.ID
	for _, second := range answers[min(1, len(answers)):] {
		l.problems.Addf(second.Place, "second A in the row of %q", id).Hint = fmt.Sprintf("%s has the first; exactly one role answers for a row", answers[0].Role.Title)
	}
	if len(answers) == 0 {
		l.problems.Addf(row.Place, "nobody answers for %q", id).Hint = "give one role A or A/R"
	}
	if len(works) == 0 {
		l.problems.Addf(row.Place, "nobody does the work of %q", id).Hint = "give at least one role R or A/R"
	}
}
