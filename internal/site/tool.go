package site

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"remit/internal/catalog"
	"remit/internal/markdown"
)

// ToolPage is a tool.
type ToolPage struct {
	Frame
	Tool     *catalog.Tool
	Admin    []RoleTag // as the file says, for large organisations
	User     []RoleTag
	AdminUse template.HTML
	UserUse  template.HTML
	Serves   []SideWork
	Shapes   []Link
	Sides    []SideRow
	Intro    template.HTML
	Sections []Section
	Cited    []Cited
}

// SideWork is the work a tool serves on one side of it.
type SideWork struct {
	Title string
	Work  []NamedWork
}

// SideRow is one side of a tool with who stands there, a cell for each shape.
type SideRow struct {
	Title string
	Cells []SideCell
}

// SideCell is who stands on one side of a tool in a shape.
type SideCell struct {
	Shape string
	Roles []SideRole
}

// SideRole is a role with its largest part in the work of a side.
type SideRole struct {
	Tag  RoleTag
	Mark Mark
}

// ToolsPage lists the tools by category, and by role.
type ToolsPage struct {
	Frame
	Total      int
	Categories []ToolCategory
	Examples   []ToolExample
	ByRole     []RoleTools
}

// ToolCategory is a category with its tools.
type ToolCategory struct {
	ID    string // of its heading in the list of tools
	Title string
	Tools []*catalog.Tool
}

// ToolExample is a tool whose page shows both sides at work on one case.
type ToolExample struct {
	Title, URL string
	Case       string // what the heading says of it, or how it begins
}

// RoleTools are the tools a role stands on the sides of in large organisations, by category.
type RoleTools struct {
	Role                  RoleTag
	Rows                  []RoleToolsRow
	AdminCount, UserCount int
	Sentence              string // the counts
}

// RoleToolsRow is a category with the tools a role stands on either side of; one of the two may be empty.
type RoleToolsRow struct {
	Title       string
	Admin, User []*catalog.Tool
}

// Any reports whether the role is on a side of any tool.
func (t RoleTools) Any() bool { return t.AdminCount+t.UserCount > 0 }

func (m *maker) toolPages() {
	if len(m.cat.Tools) == 0 {
		return
	}
	for _, t := range m.cat.Tools {
		v := m.toolPage(t)
		m.add("tool", v.Frame, v)
	}
	list := ToolsPage{
		Frame: m.frame(m.at("/tools/"), "Tools", "Every tool has two sides: making it ready, and using it.", nil),
		Total: len(m.cat.Tools), Categories: categories(m.cat.Tools),
	}
	for _, t := range m.cat.Tools {
		if t.Example != nil {
			list.Examples = append(list.Examples, ToolExample{t.Title, t.URL + "#" + t.Example.ID, exampleCase(t.Example)})
		}
	}
	for _, r := range m.cat.CoreRoles() {
		list.ByRole = append(list.ByRole, m.roleTools(r))
	}
	m.add("tools", list.Frame, list)
}

// exampleCase returns what follows the colon of "Worked example: a new service needs a database", or the first sentence below.
func exampleCase(s *markdown.Section) string {
	if _, words, ok := strings.Cut(s.Heading.Text, ":"); ok && strings.TrimSpace(words) != "" {
		words = strings.TrimSpace(words)
		first, size := utf8.DecodeRuneInString(words)
		return string(unicode.ToUpper(first)) + words[size:] + "."
	}
	text := s.Text()
	if i := strings.Index(text, ". "); i > 0 {
		text = text[:i+1]
	}
	return shorten(text, 130)
}

func (m *maker) toolPage(t *catalog.Tool) ToolPage {
	v := ToolPage{
		Frame: m.entryFrame(&t.Entry, t.Summary.Text, Link{Title: "Tools", URL: m.at("/tools/")}), Tool: t, Admin: tags(t.Admin), User: tags(t.User),
		AdminUse: t.AdminSide.HTML(), UserUse: t.UserSide.HTML() + t.Doc.Footnotes(), Cited: cited(t.Sources),
	}
	for _, s := range t.Prose {
		if s.ID == "" {
			v.Intro = s.HTML()
		} else {
			v.Sections = append(v.Sections, Section{s.ID, s.Heading.Text, s.HTML()})
		}
	}
	for _, side := range []struct{ side, title string }{
		{"admin", "Serves, on its admin side"}, {"user", "Serves, on its user side"}, {"both", "Serves, on both sides"}, {"neither", "Serves besides"},
	} {
		group := SideWork{Title: side.title}
		for _, r := range t.Work {
			if r.Side == side.side {
				group.Work = append(group.Work, work(r))
			}
		}
		if len(group.Work) > 0 {
			v.Serves = append(v.Serves, group)
		}
	}
	v.Shapes, v.Sides = m.sides(t)
	v.Legend = len(v.Sides) > 0
	return v
}

// sides says who is on which side of a tool in each shape. A side on which none of its work lies is left out.
func (m *maker) sides(t *catalog.Tool) (shapes []Link, sides []SideRow) {
	admin, user := SideRow{Title: "Admin side"}, SideRow{Title: "User side"}
	for _, s := range m.cat.Shapes {
		shapes = append(shapes, Link{Title: s.Title, URL: s.URL})
		onAdmin, onUser := s.Sides(t)
		admin.Cells = append(admin.Cells, sideCell(s, onAdmin))
		user.Cells = append(user.Cells, sideCell(s, onUser))
	}
	if len(t.WorkOn("admin")) > 0 {
		sides = append(sides, admin)
	}
	if len(t.WorkOn("user")) > 0 {
		sides = append(sides, user)
	}
	return shapes, sides
}

func sideCell(s *catalog.Shape, standings []catalog.Standing) SideCell {
	cell := SideCell{Shape: s.Title}
	for _, st := range standings {
		mk := mark(st.Letter())
		mk.Hue = st.Role.Hue
		cell.Roles = append(cell.Roles, SideRole{tag(st.Role), mk})
	}
	return cell
}

func (m *maker) roleTools(r *catalog.Role) RoleTools {
	admin, user := m.cat.ToolsOf(r)
	v := RoleTools{Role: tag(r), AdminCount: len(admin), UserCount: len(user)}
	for _, c := range categories(m.cat.Tools) {
		row := RoleToolsRow{Title: c.Title}
		for _, t := range c.Tools {
			if slices.Contains(admin, t) {
				row.Admin = append(row.Admin, t)
			}
			if slices.Contains(user, t) {
				row.User = append(row.User, t)
			}
		}
		if len(row.Admin)+len(row.User) > 0 {
			v.Rows = append(v.Rows, row)
		}
	}
	v.Sentence = fmt.Sprintf("In large organisations: on the admin side of %s, on the user side of %s.", countOf(len(admin), "tool"), countOf(len(user), "tool"))
	return v
}

// countOf names a number of things: "no tool", "1 tool", "54 tools".
func countOf(n int, thing string) string {
	switch n {
	case 0:
		return "no " + thing
	case 1:
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// categories groups tools, which come ordered by category.
func categories(tools []*catalog.Tool) []ToolCategory {
	var all []ToolCategory
	for _, t := range tools {
		if n := len(all); n == 0 || all[n-1].Title != t.Category {
			all = append(all, ToolCategory{ID: "in-" + anchor(t.Category), Title: t.Category})
		}
		last := &all[len(all)-1]
		last.Tools = append(last.Tools, t)
	}
	return all
}

// anchor makes the words of a title into an id.
func anchor(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.Join(words, "-")
}
