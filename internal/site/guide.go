package site

import "remit/internal/catalog"

// GuidePage is a guide.
type GuidePage struct {
	Frame
	Guide *catalog.Guide
	Body  []BodyPart
	Pager Pager // in the order of guides
	Cited []Cited
}

// GuidesPage lists the guides.
type GuidesPage struct {
	Frame
	Guides []*catalog.Guide
}

func (m *maker) guidePages() {
	guides := m.cat.Guides
	if len(guides) == 0 {
		return
	}
	for i, g := range guides {
		v := GuidePage{Frame: m.entryFrame(&g.Entry, g.Summary.Text, Link{Title: "Guides", URL: m.at("/guides/")}), Guide: g, Cited: cited(g.Sources)}
		v.Body = m.body(&v.Frame, g.Doc.Parts())
		for _, s := range g.Doc.Sections(2)[1:] {
			v.Contents = append(v.Contents, Link{Title: s.Heading.Text, URL: "#" + s.ID})
		}
		v.Pager = pager("Guides", i, len(guides), func(i int) Link { return Link{Title: guides[i].Title, URL: guides[i].URL} })
		m.add("guide", v.Frame, v)
	}
	list := GuidesPage{Frame: m.frame(m.at("/guides/"), "Guides", "Articles that explain how the roles came about, how they work together and where they clash.", nil), Guides: guides}
	m.add("guides", list.Frame, list)
}

// readMore are the guides that link to a page, at most three.
func (m *maker) readMore(e *catalog.Entry) []Link {
	var links []Link
	for _, g := range m.cat.GuidesAbout(e) {
		if len(links) < 3 {
			links = append(links, Link{Title: g.Title, URL: g.URL})
		}
	}
	return links
}
