package site

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"remit/internal/catalog"
	"remit/internal/markdown"
)

// RoleTag is how a role is shown wherever it is named: its words, its hue, and its tally, which tells the core roles
// apart where there is no colour.
type RoleTag struct {
	ID    string
	Title string
	Short string
	URL   string
	Hue   string
	Tally int // 1 to 4 for the core roles, 0 for others
}

// Class is that of the chip which names the role.
func (t RoleTag) Class() string {
	class := "role hue--" + t.Hue
	if t.Tally > 0 {
		class += fmt.Sprintf(" role--%d", t.Tally)
	}
	return class
}

func tag(r *catalog.Role) RoleTag {
	t := RoleTag{ID: r.ID, Title: r.Title, Short: r.Short, URL: r.URL, Hue: r.Hue}
	if r.Core && r.Order <= 6 {
		t.Tally = r.Order
	}
	return t
}

func tags(roles []*catalog.Role) []RoleTag {
	all := make([]RoleTag, len(roles))
	for i, r := range roles {
		all[i] = tag(r)
	}
	return all
}

// Mark is a letter as it is drawn.
type Mark struct {
	Letter string // "A/R"; "" for no part
	Class  string // "ar"
	Word   string // "accountable and responsible"
	Hue    string // of the role it belongs to; "" takes that of what stands around
	Note   int    // number of the note; 0 where there is none
	Absent bool   // drawn as a dash: the role does not exist in this shape, or has no part where the page says so
}

func mark(l catalog.Letter) Mark {
	return Mark{Letter: string(l), Class: strings.ToLower(strings.ReplaceAll(string(l), "/", "")), Word: l.Word()}
}

// legend are the letters with what they mean.
func legend() []LegendLine {
	meaning := map[catalog.Letter]string{
		catalog.AccountableResponsible: "answers for it and does it",
		catalog.Accountable:            "answers for the outcome",
		catalog.Responsible:            "does the work",
		catalog.Consulted:              "is asked before",
		catalog.Informed:               "is told after",
	}
	var lines []LegendLine
	for _, l := range catalog.Letters {
		lines = append(lines, LegendLine{mark(l), meaning[l]})
	}
	return lines
}

// LegendLine is a letter and its meaning.
type LegendLine struct {
	Mark    Mark
	Meaning string
}

// Legend is shown at the foot of every page that shows letters.
func (Frame) LegendLines() []LegendLine { return legend() }

// Pager leads from a page to its neighbours, of which either may be missing.
type Pager struct {
	Label         string // what the order is one of
	Before, After *Link
}

// pager leads from page i of n, whose links are those of at, to the pages beside it.
func pager(label string, i, n int, at func(i int) Link) Pager {
	p := Pager{Label: label}
	if i > 0 {
		p.Before = new(at(i - 1))
	}
	if i+1 < n {
		p.After = new(at(i + 1))
	}
	return p
}

// Section is a part of a page with a heading.
type Section struct {
	ID, Title string
	HTML      template.HTML
}

// sections returns the body's parts below its headings of level two, but for those that a page shows in its own way; the
// last one holds the footnotes of all.
func sections(doc *markdown.Doc, shown ...string) []Section {
	var all []Section
	for _, s := range doc.Sections(2)[1:] {
		if !slices.Contains(shown, s.Heading.Text) {
			all = append(all, Section{s.ID, s.Heading.Text, s.HTML()})
		}
	}
	if n := len(all); n > 0 {
		all[n-1].HTML += doc.Footnotes()
	}
	return all
}

// NamedWork is a responsibility by name.
type NamedWork struct {
	Title string
	URL   string
}

func work(r *catalog.Responsibility) NamedWork { return NamedWork{r.Title, r.URL} }

// Cited is a source as a page lists it.
type Cited struct {
	Label, Title, Author, Year string
	URL                        string // in the list of sources
	Link                       string // where it was published
}

func cited(sources []*catalog.Source) []Cited {
	all := make([]Cited, len(sources))
	for i, s := range sources {
		all[i] = Cited{s.Label, s.Title, s.Author, s.Year, s.URL, s.Link}
	}
	return all
}

// contents are the links to a page's own headings.
func contents(pairs ...string) []Link {
	var links []Link
	for i := 0; i+1 < len(pairs); i += 2 {
		links = append(links, Link{Title: pairs[i+1], URL: "#" + pairs[i]})
	}
	return links
}
