package catalog

import (
	"cmp"
	"strings"

	"remit/internal/markdown"
	"remit/internal/source"
)

// Tool is a product or a family of them, with its two sides.
type Tool struct {
	Entry
	Category     string
	Summary      Words
	Admin, User  []*Role // who is on which side
	Alternatives []Words
	Work         []*Responsibility // that it serves
	AdminSide    markdown.Section
	UserSide     markdown.Section
	Prose        []markdown.Section // the rest of the body
	Example      *markdown.Section  // the first of Prose whose heading begins with "Worked example"; nil where there is none
}

type toolFront struct {
	Title            source.Text   `key:"title,required"`
	Aliases          []source.Ref  `key:"aliases"`
	Category         source.Text   `key:"category,required"`
	Summary          source.Text   `key:"summary,required"`
	Admin            []source.Ref  `key:"admin,required"`
	User             []source.Ref  `key:"user,required"`
	Alternatives     []source.Text `key:"alternatives"`
	Responsibilities []source.Ref  `key:"responsibilities"`
	Sources          []source.Ref  `key:"sources"`
}

func (l *loader) tool(f *source.File) {
	var front toolFront
	f.Decode(&front, l.problems)
	t := &Tool{
		Entry:    l.entry(f, front.Title, front.Aliases),
		Category: markdown.Curly(front.Category.Value), Summary: l.words(f, front.Summary), Alternatives: l.wordsOf(f, front.Alternatives),
	}
	sections := l.sections(f, "Admin side", "User side")
	t.AdminSide, t.UserSide = sections["Admin side"], sections["User side"]
	for _, s := range t.Doc.Sections(2) {
		if s.Heading.Text != "Admin side" && s.Heading.Text != "User side" && !s.Empty() {
			t.Prose = append(t.Prose, s)
			if t.Example == nil && strings.HasPrefix(strings.ToLower(s.Heading.Text), "worked example") {
				t.Example = &s
			}
		}
	}
	l.cat.Tools = append(l.cat.Tools, t)
	l.register(&t.Entry, front.Sources)
	l.later = append(l.later, func() {
		t.Admin, t.User = l.roleRefs(front.Admin), l.roleRefs(front.User)
		for _, ref := range front.Responsibilities {
			if r := l.responsibilityRef(ref); r != nil {
				t.Work = append(t.Work, r)
			}
		}
	})
}

// compareTools orders tools by category, then by title.
func compareTools(a, b *Tool) int {
	return cmp.Or(cmp.Compare(a.Category, b.Category), cmp.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title)))
}
