package site

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"remit/internal/catalog"
	"remit/internal/markdown"
	"remit/internal/search"
)

// weights say which kinds of page answer a question best: the work and who does it first. Short ones and ones that name
// many others would stand before them by length alone. Tuned on testdata/questions.txt; other kinds count 1.
var weights = map[string]float64{"term": 0.6, "tool": 0.6, "guide": 0.5, "comparison": 0.8, "page": 0.5, "title": 0.7}

// Documents returns what can be found: every page of content, every term of the glossary and every title of the job
// market. Addresses are those the catalog was loaded with.
func Documents(cat *catalog.Catalog) []search.Document {
	d := documenter{cat: cat}
	for _, r := range cat.Roles {
		d.role(r)
	}
	for _, r := range cat.Responsibilities {
		d.responsibility(r)
	}
	for _, a := range cat.Areas {
		d.add(&a.Entry, "area", "Work", a.Also, append([]search.Section{{Text: a.Summary.Text}}, body(a.Doc)...))
	}
	for _, s := range cat.Stages {
		d.add(&s.Entry, "stage", "Loop", append([]string{"stage of the loop"}, s.Also...), append([]search.Section{{Text: s.Question + " " + s.Summary.Text}}, body(s.Doc)...))
	}
	for _, s := range cat.Shapes {
		sections := []search.Section{{Text: s.Summary.Text + " " + s.Size + ". " + s.Teams + "."}}
		for _, p := range s.Prose {
			sections = append(sections, search.Section{Heading: p.Heading.Text, Anchor: p.ID, Text: p.Text()})
		}
		d.add(&s.Entry, "matrix", "Matrix", append([]string{"RACI", "responsibility matrix"}, s.Also...), sections)
	}
	for _, c := range cat.Comparisons {
		d.comparison(c)
	}
	for _, t := range cat.Tools {
		var names []string
		if strings.Count(t.Title, " ") == 1 { // "ArgoCD" is written as often as "Argo CD"
			names = append(names, strings.ReplaceAll(t.Title, " ", ""))
		}
		d.add(&t.Entry, "tool", "Tools / "+t.Category, names, append([]search.Section{{Text: t.Summary.Text}}, body(t.Doc)...))
	}
	for _, g := range cat.Guides {
		d.add(&g.Entry, "guide", "Guides", nil, append([]search.Section{{Text: g.Summary.Text}}, body(g.Doc)...))
	}
	for _, q := range cat.Quizzes {
		d.add(&q.Entry, "page", "Quiz", []string{"quiz", "test", "role picker"}, []search.Section{{Text: q.Summary.Text + " " + q.Intro.Text()}})
	}
	for _, t := range cat.Glossary.Terms {
		d.add(&t.Entry, "term", "Glossary", t.Also, []search.Section{{Text: t.Plain}})
	}
	d.titles(cat.Titles)
	d.ladder(cat.Ladder)
	d.add(&cat.References.Entry, "page", "", []string{"references", "bibliography", "reading list"}, []search.Section{{Text: cat.References.Summary.Text + " " + cat.References.Intro.Text()}})
	d.add(&cat.Glossary.Entry, "page", "", []string{"terms", "dictionary", "vocabulary"}, []search.Section{{Text: cat.Glossary.Summary.Text}})
	d.tools()
	for i := range d.docs {
		d.docs[i].Weight = weights[d.docs[i].Type]
	}
	return d.docs
}

// Synonyms returns the abbreviations of the trade with what they stand for, from the glossary and the roles.
func Synonyms(cat *catalog.Catalog) [][]string {
	var groups [][]string
	for _, t := range cat.Glossary.Terms {
		group := []string{t.Title}
		for _, a := range t.Also {
			if isAbbreviation(a) || isAbbreviation(t.Title) {
				group = append(group, a)
			}
		}
		if len(group) > 1 {
			groups = append(groups, group)
		}
	}
	for _, r := range cat.Roles {
		if isAbbreviation(r.Short) && !strings.Contains(r.Title, r.Short) {
			groups = append(groups, []string{r.Title, r.Short})
		}
	}
	return groups
}

// isAbbreviation reports whether a word is written with two capitals or more, or with a digit, and is no longer than eight.
func isAbbreviation(s string) bool {
	capitals := 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			capitals++
		}
		if unicode.IsDigit(r) {
			capitals += 2
		}
	}
	return capitals >= 2 && len(s) <= 8 && !strings.Contains(s, " ")
}

type documenter struct {
	cat  *catalog.Catalog
	docs []search.Document
}

func (d *documenter) add(e *catalog.Entry, kind, crumb string, names []string, sections []search.Section) {
	sections = slices.DeleteFunc(sections, func(s search.Section) bool { return s.Text == "" && s.Heading == "" })
	d.docs = append(d.docs, search.Document{URL: e.URL, Title: e.Title, Type: kind, Crumb: crumb, Names: names, Sections: sections})
}

// body returns a text cut at its headings of level two.
func body(doc *markdown.Doc) []search.Section {
	var all []search.Section
	for _, s := range doc.Sections(2) {
		all = append(all, search.Section{Heading: s.Heading.Text, Anchor: s.ID, Text: s.Text()})
	}
	return all
}

func (d *documenter) role(r *catalog.Role) {
	names := append([]string{r.Short}, r.Titles...)
	sections := []search.Section{{Text: r.Question + " " + r.Objective.Text}, {Heading: "What the work is", Anchor: "what", Text: r.Intro.Text()}}
	var isNot []string
	for _, n := range r.IsNot {
		isNot = append(isNot, n.What.Text+". "+n.Why.Text)
	}
	sections = append(sections, search.Section{Heading: "Is not", Anchor: "is-not", Text: strings.Join(isNot, " ")})
	sections = append(sections, body(r.Doc)[1:]...)
	sections = append(sections, search.Section{Heading: "Measured by", Anchor: "measured-by", Text: texts(r.Metrics)}, search.Section{Heading: "Skills", Anchor: "skills", Text: texts(r.Skills)})
	var exams []string
	for _, c := range r.Certifications {
		exams = append(exams, c.Name+". "+c.Note.Text)
	}
	if len(exams) > 0 {
		sections = append(sections, search.Section{Heading: "Certificates near this work", Anchor: "certifications", Text: strings.Join(exams, " ")})
	}
	d.add(&r.Entry, "role", "Roles", names, sections)
}

func texts(words []catalog.Words) string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = strings.TrimSuffix(w.Text, ".") + "."
	}
	return strings.Join(all, " ")
}

func (d *documenter) responsibility(r *catalog.Responsibility) {
	sections := []search.Section{{Text: r.Definition.Text + " " + r.Plain.Text}, {Heading: "Why it is split like this", Anchor: "why", Text: r.Why.Text}}
	sections = append(sections, body(r.Doc)...)
	var questions []string
	for _, q := range r.Interview {
		questions = append(questions, q.Question.Text+" "+q.Good.Text)
	}
	if len(questions) > 0 {
		sections = append(sections, search.Section{Heading: "To ask in an interview", Anchor: "interview", Text: strings.Join(questions, " ")})
	}
	d.add(&r.Entry, "responsibility", r.Area.Title, r.Also, sections)
	d.docs[len(d.docs)-1].Data = d.letters(r)
}

// letters are a responsibility's letters as the script of the search reads them: the shapes with semicolons between them,
// and in each the letters of all roles of the matrix with commas between them.
func (d *documenter) letters(r *catalog.Responsibility) json.RawMessage {
	var shapes []string
	for _, s := range d.cat.Shapes {
		var letters []string
		for _, role := range matrixRoles(d.cat) {
			letters = append(letters, string(s.Letter(r, role)))
		}
		shapes = append(shapes, strings.Join(letters, ","))
	}
	return json.RawMessage(strconv.Quote(strings.Join(shapes, ";")))
}

// SearchLegend tells the script of the search the shapes and the roles that [Documents] gives letters for.
func SearchLegend(cat *catalog.Catalog) (json.RawMessage, error) {
	legend := struct {
		Shapes [][2]string `json:"shapes"`
		Roles  [][4]any    `json:"roles"` // name, address, hue, tally
	}{}
	for _, s := range cat.Shapes {
		legend.Shapes = append(legend.Shapes, [2]string{s.Title, s.URL})
	}
	for _, r := range matrixRoles(cat) {
		t := tag(r)
		legend.Roles = append(legend.Roles, [4]any{t.Short, t.URL, t.Hue, t.Tally})
	}
	return json.Marshal(legend)
}

// SearchPage is where results are shown; without a script it shows the ways in.
type SearchPage struct {
	Frame
	Roles []RoleTag
	Areas []*catalog.Area
	All   []Link // every page, from A to Z
}

func (m *maker) searchPage() {
	v := SearchPage{
		Frame: m.frame(m.at("/search/"), "Search", "Search roles, work, comparisons and terms, or take one of the ways in.", nil),
		Roles: tags(m.cat.Roles), Areas: m.cat.Areas,
	}
	check := m.at("/job-ads/check/") // what ads are checked by is content, but no page of its own
	for _, e := range m.cat.Entries() {
		if e.Title != "" && e.URL != v.HomeURL && e.URL != check {
			v.All = append(v.All, Link{Title: e.Title, URL: e.URL})
		}
	}
	for _, s := range m.cat.Stages { // a stage may be called as an area is
		for i := range v.All {
			if v.All[i].URL == s.URL {
				v.All[i].Title += " (stage)"
			}
		}
	}
	slices.SortStableFunc(v.All, func(a, b Link) int { return strings.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title)) })
	m.add("search", v.Frame, v)
}

func (d *documenter) comparison(c *catalog.Comparison) {
	sections := append([]search.Section{{Text: c.Verdict.Text}}, body(c.Doc)...)
	var claims []string
	for _, m := range c.Misconceptions {
		claims = append(claims, m.Claim.Text+" "+m.Instead.Text)
	}
	if len(claims) > 0 {
		sections = append(sections, search.Section{Heading: "What people say", Anchor: "misconceptions", Text: strings.Join(claims, " ")})
	}
	var short, long []string
	for _, r := range c.Roles {
		short, long = append(short, r.Short), append(long, r.Title)
	}
	names := []string{strings.Join(short, " vs "), strings.Join(long, " compared with ")}
	if len(c.Roles) > 2 {
		names = append(names, strings.Join(short, ", ")+" compared")
	}
	for i := range c.Roles { // people mix an abbreviation with a title: "cloud engineer or SRE?"
		if len(c.Roles) == 2 && isAbbreviation(short[i]) {
			names = append(names, short[i]+" or "+long[1-i], long[1-i]+" or "+short[i])
		}
	}
	d.add(&c.Entry, "comparison", "Compare", names, sections)
}

func (d *documenter) ladder(l *catalog.Ladder) {
	sections := []search.Section{{Text: l.Summary.Text + " " + l.Intro.Text()}}
	for _, level := range l.Levels {
		sections = append(sections, search.Section{Heading: level.Title, Anchor: level.ID, Text: level.Scope.Text + ". " + level.Autonomy.Text + ". " + level.Reach.Text + "."})
	}
	d.add(&l.Entry, "page", "", []string{"seniority", "career ladder", "junior senior staff principal"}, sections)
}

// titles adds the titles of the job market; a knowledge base may have none.
func (d *documenter) titles(page *catalog.Titles) {
	if page == nil {
		return
	}
	for _, t := range page.Titles {
		var usually []string
		for _, r := range t.Roles {
			usually = append(usually, r.Title)
		}
		d.add(&t.Entry, "title", "Titles", t.Also, []search.Section{{Text: "Usually: " + strings.Join(usually, ", ") + ". " + t.Plain}})
	}
	d.add(&page.Entry, "page", "", []string{"job titles", "market titles"}, []search.Section{{Text: page.Summary.Text + " " + page.Intro.Text()}})
}

// tools adds the pages that hold no content of their own: what a reader can do with it.
func (d *documenter) tools() {
	type page struct {
		dir, title string
		names      []string
		text       string
	}
	pages := []page{
		{"matrix", "Who answers for what", []string{"matrix explorer", "RACI matrix"}, "Every piece of work and the part of every role in it, by shape of organisation: filter, sort, compare, download."},
		{"compare", "Compare roles", []string{"difference between roles"}, "Two to four roles side by side: what each is for, what they share, what only one does."},
		{"team", "Team check", []string{"who is missing", "gaps in a team", "bus factor"}, "Say which roles your team has, and see what nobody answers for, what rests on one person, and who would pick it up."},
	}
	if d.cat.Phrases != nil {
		pages = append(pages, page{"job-ads/new", "Write a job ad", []string{"job description", "job advert", "job ad template", "JD"}, "Choose a role, a level and a kind of company, and get an ad in plain words that describes one job and says what it is not: Word file, rich text, JobPosting, interview kit."})
	}
	if d.cat.Signals != nil && d.cat.Wording != nil {
		pages = append(pages, page{"job-ads/check", "Check a job ad", []string{"job ad checker", "job description check", "JD check", "biased words"}, "Paste an ad and see whose work its lines describe, how many jobs it holds, what it does not say, which words to think about, and what the law of a place asks. Nothing leaves your browser."})
	}
	if p := d.cat.Places; p != nil {
		d.add(&p.Entry, "page", "Job ads", []string{"pay transparency", "salary range law"}, []search.Section{{Text: p.Summary.Text + " " + p.Intro.Text()}})
		for _, place := range p.Places {
			d.add(&place.Entry, "page", "Job ads", nil, []search.Section{{Text: "Pay in job ads: " + strings.Join(place.Says, ", ") + ". " + place.Who + ". " + place.Note}})
		}
	}
	for _, p := range pages {
		home := d.cat.Home.URL
		d.docs = append(d.docs, search.Document{URL: home + p.dir + "/", Title: p.title, Type: "page", Names: p.names, Sections: []search.Section{{Text: p.text}}})
	}
}
