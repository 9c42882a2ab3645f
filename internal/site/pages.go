package site

import (
	"encoding/json"
	"html/template"
	"strings"

	"remit/internal/catalog"
)

// HomePage is the first page.
type HomePage struct {
	Frame
	Home    *catalog.Home
	Body    template.HTML
	Ways    []Link // the shortest ways to what readers come for
	Core    []RoleLine
	Columns []RoleTag
	Tables  []HomeTable // the telling rows, once for each shape
	Overlap *UpSet
	Loop    LoopPage
	Doors   []catalog.Door
	Facts   []HomeFact
}

// HomeTable is the telling rows in one shape.
type HomeTable struct {
	Number int // from 1
	Shape  *catalog.Shape
	First  bool // the one that is shown at first: the last, which has the most roles
	Rows   []MatrixRow
}

// HomeFact is a number of the knowledge base.
type HomeFact struct {
	Number int
	Words  string
	URL    string
}

func (m *maker) homePage() {
	h := m.cat.Home
	v := HomePage{Frame: m.entryFrame(&h.Entry, m.cat.Site.Description), Home: h, Body: h.Doc.HTML(), Doors: h.Doors, Loop: m.loop()}
	v.FullTitle, v.Legend = m.cat.Site.Title+" · "+m.cat.Site.Tagline, true
	for _, q := range m.cat.Quizzes {
		v.Ways = append(v.Ways, Link{Title: q.Title, URL: q.URL})
	}
	v.Ways = append(v.Ways, Link{Title: "The whole matrix", URL: m.at("/matrix/")}, Link{Title: "Who is missing in our team?", URL: m.at("/team/")})
	if m.cat.Phrases != nil {
		v.Ways = append(v.Ways, Link{Title: "Write a job ad", URL: m.at("/job-ads/new/")})
	}
	for _, r := range m.cat.CoreRoles() {
		v.Core = append(v.Core, RoleLine{Tag: tag(r), Question: r.Question, Objective: r.Objective.HTML})
	}
	v.Overlap = m.upSet(m.cat.Shapes[len(m.cat.Shapes)-1], m.cat.CoreRoles())
	roles := matrixRoles(m.cat)
	v.Columns = tags(roles)
	for i, s := range m.cat.Shapes {
		t := HomeTable{Number: i + 1, Shape: s, First: i == len(m.cat.Shapes)-1}
		for _, r := range h.Rows {
			var none []NoteLine
			row := shapeRow(s, r, roles, &none)
			for j := range row.Cells {
				row.Cells[j].Mark.Note = 0
			}
			t.Rows = append(t.Rows, MatrixRow{Work: work(r), Cells: row.Cells})
		}
		v.Tables = append(v.Tables, t)
	}
	v.Facts = []HomeFact{
		{len(m.cat.Roles), "roles", m.at("/roles/")},
		{len(m.cat.Responsibilities), "pieces of work", m.at("/responsibilities/")},
		{len(m.cat.Shapes), "sizes of organisation", m.at("/matrix/")},
		{len(m.cat.Glossary.Terms), "terms", m.at("/glossary/")},
		{len(m.cat.References.All()), "sources", m.at("/sources/")},
	}
	m.add("home", v.Frame, v)
}

// GlossaryPage is the glossary.
type GlossaryPage struct {
	Frame
	Summary  template.HTML
	Intro    template.HTML
	Initials []Initial
	Total    int
}

// Initial is a letter of the alphabet with its terms.
type Initial struct {
	Letter string
	Terms  []*catalog.Term
}

func (m *maker) glossaryPage() {
	g := m.cat.Glossary
	v := GlossaryPage{Frame: m.entryFrame(&g.Entry, g.Summary.Text), Summary: g.Summary.HTML, Intro: g.Intro.HTML(), Total: len(g.Terms)}
	for _, t := range g.Terms {
		if n := len(v.Initials); n == 0 || v.Initials[n-1].Letter != t.Initial {
			v.Initials = append(v.Initials, Initial{Letter: t.Initial})
		}
		last := &v.Initials[len(v.Initials)-1]
		last.Terms = append(last.Terms, t)
	}
	m.add("glossary", v.Frame, v)
	m.plan.Files["glossary/terms.json"] = terms(m.cat)
}

// terms is what the script static/js/terms shows beside a link to a term: title and meaning by id, as JSON. The meaning
// is without citations, whose links a note does not have.
func terms(cat *catalog.Catalog) string {
	var cites []string
	for _, s := range cat.References.All() {
		cites = append(cites, " ("+s.Label+")", "")
	}
	uncited := strings.NewReplacer(cites...)
	all := map[string][2]string{}
	for _, t := range cat.Glossary.Terms {
		all[t.ID] = [2]string{t.Title, uncited.Replace(t.Plain)}
	}
	text, err := json.Marshal(all)
	if err != nil {
		panic(err) // strings always can be written
	}
	return string(text)
}

// SourcesPage is the list of sources.
type SourcesPage struct {
	Frame
	Summary template.HTML
	Intro   template.HTML
	Groups  []catalog.SourceGroup
	Total   int
}

func (m *maker) sourcesPage() {
	r := m.cat.References
	v := SourcesPage{Frame: m.entryFrame(&r.Entry, r.Summary.Text), Summary: r.Summary.HTML, Intro: r.Intro.HTML(), Groups: r.Groups, Total: len(r.All())}
	m.add("sources", v.Frame, v)
}

// LadderPage is the ladder of levels.
type LadderPage struct {
	Frame
	Summary template.HTML
	Intro   template.HTML
	Stairs  Stairs
	Levels  []LadderLine
	Roles   []RoleTag // roles that say what their levels mean
	Cited   []Cited
}

// LadderLine is a level with what it means in each role.
type LadderLine struct {
	Level   *catalog.Level
	InRoles []InRole
}

// InRole is what a level means in a role.
type InRole struct {
	Role RoleTag
	Text template.HTML
}

func (m *maker) ladderPage() {
	l := m.cat.Ladder
	v := LadderPage{Frame: m.entryFrame(&l.Entry, l.Summary.Text), Summary: l.Summary.HTML, Intro: l.Intro.HTML(), Stairs: stairs(l.Levels), Cited: cited(l.Sources)}
	for _, level := range l.Levels {
		line := LadderLine{Level: level}
		for _, r := range m.cat.Roles {
			for _, rl := range r.Levels {
				if rl.Level == level {
					line.InRoles = append(line.InRoles, InRole{tag(r), rl.Cell.HTML()})
				}
			}
		}
		v.Levels = append(v.Levels, line)
	}
	m.add("ladder", v.Frame, v)
}

// NotFoundPage is shown for an address that leads nowhere.
type NotFoundPage struct {
	Frame
	Core []RoleTag
}

func (m *maker) notFoundPage() {
	v := NotFoundPage{Frame: m.frame(m.at("/404.html"), "Nobody answers for this page", "There is no page at this address.", nil), Core: tags(m.cat.CoreRoles())}
	v.NoIndex = true
	m.add("notfound", v.Frame, v)
}
