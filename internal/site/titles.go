package site

import (
	"html/template"

	"remit/internal/catalog"
)

// TitlesPage lists the titles of the job market with the roles they usually are.
type TitlesPage struct {
	Frame
	Summary  template.HTML
	Intro    template.HTML
	Initials []TitleInitial
	Cited    []Cited
}

// TitleInitial is a letter of the alphabet with its titles.
type TitleInitial struct {
	Letter string
	Titles []TitleLine
}

// TitleLine is a title with its roles, the most likely first.
type TitleLine struct {
	Title *catalog.Title
	Roles []RoleTag
}

func (m *maker) titlesPage() {
	page := m.cat.Titles
	if page == nil {
		return
	}
	crumb := Link{Title: "Roles", URL: m.at("/roles/")}
	v := TitlesPage{Frame: m.entryFrame(&page.Entry, page.Summary.Text, crumb), Summary: page.Summary.HTML, Intro: page.Intro.HTML(), Cited: cited(page.Sources)}
	for _, t := range page.Titles {
		if n := len(v.Initials); n == 0 || v.Initials[n-1].Letter != t.Initial {
			v.Initials = append(v.Initials, TitleInitial{Letter: t.Initial})
		}
		last := &v.Initials[len(v.Initials)-1]
		last.Titles = append(last.Titles, TitleLine{t, tags(t.Roles)})
	}
	m.add("titles", v.Frame, v)
}
