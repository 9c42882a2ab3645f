package site

import (
	"cmp"
	"html/template"
	"slices"

	"remit/internal/catalog"
)

// GuidePage is a guide.
type GuidePage struct {
	Frame
	Guide *catalog.Guide
	Body  template.HTML
	Cited []Cited
}

// GuidesPage lists the guides.
type GuidesPage struct {
	Frame
	Guides []*catalog.Guide
}

func (m *maker) guidePages() {
	if len(m.cat.Guides) == 0 {
		return
	}
	guides := slices.SortedStableFunc(slices.Values(m.cat.Guides), func(a, b *catalog.Guide) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Title, b.Title))
	})
	for _, g := range guides {
		v := GuidePage{Frame: m.entryFrame(&g.Entry, g.Summary.Text, Link{Title: "Guides", URL: m.at("/guides/")}), Guide: g, Body: g.Doc.HTML(), Cited: cited(g.Sources)}
		for _, s := range g.Doc.Sections(2)[1:] {
			v.Contents = append(v.Contents, Link{Title: s.Heading.Text, URL: "#" + s.ID})
		}
		m.add("guide", v.Frame, v)
	}
	list := GuidesPage{Frame: m.frame(m.at("/guides/"), "Guides", "Articles that explain how the roles came about, how they work together and where they clash.", nil), Guides: guides}
	m.add("guides", list.Frame, list)
}
