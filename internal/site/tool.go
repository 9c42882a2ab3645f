package site

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"remit/internal/catalog"
)

// ToolPage is a tool.
type ToolPage struct {
	Frame
	Tool     *catalog.Tool
	Admin    []RoleTag
	User     []RoleTag
	AdminUse template.HTML
	UserUse  template.HTML
	Work     []NamedWork
	Intro    template.HTML
	Sections []Section
	Cited    []Cited
}

// ToolsPage lists the tools by category.
type ToolsPage struct {
	Frame
	Categories []ToolCategory
}

// ToolCategory is a category with its tools.
type ToolCategory struct {
	Title string
	Tools []*catalog.Tool
}

func (m *maker) toolPages() {
	if len(m.cat.Tools) == 0 {
		return
	}
	list := ToolsPage{Frame: m.frame(m.at("/tools/"), "Tools", "Every tool has two sides: making it ready, and using it.", nil)}
	tools := slices.SortedStableFunc(slices.Values(m.cat.Tools), func(a, b *catalog.Tool) int {
		return cmp.Or(cmp.Compare(a.Category, b.Category), cmp.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title)))
	})
	for _, t := range tools {
		v := ToolPage{
			Frame: m.entryFrame(&t.Entry, t.Summary.Text, Link{Title: "Tools", URL: m.at("/tools/")}), Tool: t, Admin: tags(t.Admin), User: tags(t.User),
			AdminUse: t.AdminSide.HTML(), UserUse: t.UserSide.HTML(), Cited: cited(t.Sources),
		}
		for _, s := range t.Prose {
			if s.ID == "" {
				v.Intro = s.HTML()
			} else {
				v.Sections = append(v.Sections, Section{s.ID, s.Heading.Text, s.HTML()})
			}
		}
		v.UserUse += t.Doc.Footnotes()
		for _, r := range t.Work {
			v.Work = append(v.Work, work(r))
		}
		m.add("tool", v.Frame, v)
		if n := len(list.Categories); n == 0 || list.Categories[n-1].Title != t.Category {
			list.Categories = append(list.Categories, ToolCategory{Title: t.Category})
		}
		last := &list.Categories[len(list.Categories)-1]
		last.Tools = append(last.Tools, t)
	}
	m.add("tools", list.Frame, list)
}
