// Package jobad writes job ads from the catalog: one job, in plain words, with what it is not.
//
// [NewModel] takes from the catalog what an ad is made of. [Compose] makes an [Ad] of it and a [Brief], and says what is
// still missing. An Ad writes itself as Markdown, plain text, HTML and structured data. The page of the site holds the
// same model and has a twin of Compose and of the writers in JavaScript: the two make the same bytes.
package jobad

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"remit/internal/catalog"
)

// Most is the largest number of responsibilities an ad should hold, and of things it should require.
const Most = 8

// leastEvery is the least number of weeks of which one may be on call: a quarter of the time, as in chapter 11 of Google's
// "Site Reliability Engineering".
const leastEvery = 4

// Model is all an ad can be made of, as plain text.
type Model struct {
	Roles   []Role            `json:"roles"` // the core roles
	Levels  []Level           `json:"levels"`
	Shapes  []Shape           `json:"shapes"`
	Work    []Work            `json:"work"`
	Places  []Place           `json:"places"`
	Phrases map[string]string `json:"phrases"`
	Word    []Part            `json:"word"` // the parts of a Word file that every ad has alike
}

// Role is a role an ad can be for.
type Role struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	Objective string   `json:"objective"`
	Must      []string `json:"must"` // skills without which the work cannot be done
	Nice      []string `json:"nice"` // skills that help
	Metric    string   `json:"metric"`
	IsNot     []IsNot  `json:"isNot"`
	Parts     []Parts  `json:"parts"` // for each shape
}

// IsNot is what the role is taken for.
type IsNot struct {
	What    string `json:"what"`
	Instead string `json:"instead"` // id of the role that does it; may be ""
	Title   string `json:"title"`   // its title
}

// Parts is a role's work in a shape.
type Parts struct {
	Own    []int `json:"own"`    // that it answers for, the most important first, by number in Model.Work
	Others []int `json:"others"` // that it does while another role answers
	OnCall bool  `json:"onCall"` // it holds a pager
	Absent bool  `json:"absent"` // the shape has no such role; what stands here is of the next one that has
}

// Level is a step of the ladder.
type Level struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Scope    string `json:"scope"`
	Autonomy string `json:"autonomy"`
	Heard    string `json:"heard"` // what an answer at this level sounds like; may be ""
}

// Shape is a kind of company.
type Shape struct {
	ID    string   `json:"id"`
	Title string   `json:"title"`
	Size  string   `json:"size"`
	Roles []string `json:"roles"` // ids of those that exist in it
	Owner []string `json:"owner"` // title of the role that answers, for each of Model.Work; may be ""
}

// Work is a responsibility.
type Work struct {
	ID         string     `json:"id"`
	Title      string     `json:"title"`
	Definition string     `json:"definition"`
	Interview  []Question `json:"interview"`
	OnCall     bool       `json:"onCall,omitempty"` // it puts on call
}

// Question is one to ask in an interview.
type Question struct {
	Question string `json:"question"`
	Good     string `json:"good"`
	Concern  string `json:"concern"`
}

// Place is where the job can be done, and what the law asks of its ad.
type Place struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Country string `json:"country"`
	Region  string `json:"region"`
	Law     string `json:"law"` // a sentence, with its date
}

// NewModel takes from a catalog what ads are made of. It returns nil where the catalog has no phrases.
func NewModel(cat *catalog.Catalog) *Model {
	if cat.Phrases == nil || cat.Ladder == nil {
		return nil
	}
	m := &Model{Phrases: cat.Phrases.Text, Places: []Place{}, Word: wordParts}
	for _, r := range cat.Responsibilities {
		w := Work{ID: r.ID, Title: r.Title, Definition: r.Definition.Text, Interview: []Question{}, OnCall: slices.Contains(cat.Phrases.OnCall, r)}
		for _, q := range r.Interview {
			w.Interview = append(w.Interview, Question{q.Question.Text, q.Good.Text, q.Concern.Text})
		}
		m.Work = append(m.Work, w)
	}
	for _, s := range cat.Shapes {
		shape := Shape{ID: s.ID, Title: s.Title, Size: s.Size}
		for _, r := range s.Roles {
			shape.Roles = append(shape.Roles, r.ID)
		}
		for _, r := range cat.Responsibilities {
			owner := ""
			if row := s.Row(r); row != nil && row.Accountable() != nil {
				owner = row.Accountable().Title
			}
			shape.Owner = append(shape.Owner, owner)
		}
		m.Shapes = append(m.Shapes, shape)
	}
	for _, l := range cat.Ladder.Levels {
		m.Levels = append(m.Levels, Level{l.ID, l.Title, uncited(cat, l.Scope), uncited(cat, l.Autonomy), uncited(cat, l.Heard)})
	}
	for _, r := range cat.CoreRoles() {
		m.Roles = append(m.Roles, role(cat, r))
	}
	if cat.Places != nil {
		for _, p := range cat.Places.Places {
			m.Places = append(m.Places, Place{p.ID, p.Title, p.Country, p.Region, law(p)})
		}
	}
	return m
}

// law says what the law of a place asks, with its date.
func law(p *catalog.Place) string {
	said := p.Title + ": " + strings.Join(p.Says, ", ") + ". Since " + p.Since + ". " + p.Who + "."
	if p.Note != "" {
		said += " " + p.Note + "."
	}
	return said + " As of " + p.AsOf + "; no legal advice."
}

// How many of a role's skills, which stand in order of weight, an ad requires, and how many more it names.
const skillsThatMust, skillsThatHelp = 5, 2

func role(cat *catalog.Catalog, r *catalog.Role) Role {
	out := Role{ID: r.ID, Title: r.Title, Objective: uncited(cat, r.Objective), Must: []string{}, Nice: []string{}, IsNot: []IsNot{}}
	for i, s := range r.Skills {
		if i < skillsThatMust {
			out.Must = append(out.Must, uncited(cat, s))
		} else if i < skillsThatMust+skillsThatHelp {
			out.Nice = append(out.Nice, uncited(cat, s))
		}
	}
	if len(r.Metrics) > 0 {
		out.Metric = uncited(cat, r.Metrics[0])
	}
	for _, n := range r.IsNot {
		is := IsNot{What: uncited(cat, n.What)}
		if n.Instead != nil {
			is.Instead, is.Title = n.Instead.ID, n.Instead.Title
		}
		out.IsNot = append(out.IsNot, is)
	}
	for i, s := range cat.Shapes {
		in := s
		for _, later := range cat.Shapes[i:] {
			if slices.Contains(later.Roles, r) {
				in = later
				break
			}
		}
		p := parts(cat, in, r)
		p.Absent = in != s
		out.Parts = append(out.Parts, p)
	}
	return out
}

// parts sorts what a role answers for by importance: first the areas that weigh most on the role
// ([catalog.AreaProfile.Weight]); within an area the work it also does itself; then the order of the catalog.
func parts(cat *catalog.Catalog, s *catalog.Shape, r *catalog.Role) Parts {
	out := Parts{Own: []int{}, Others: []int{}}
	weight := map[*catalog.Area]int{}
	for _, p := range cat.Profile(s, r) {
		weight[p.Area] = p.Weight()
	}
	number := func(x *catalog.Responsibility) int { return slices.Index(cat.Responsibilities, x) }
	does := func(x *catalog.Responsibility) int {
		if s.Row(x).Cell(r).Letter.Works() {
			return 0
		}
		return 1
	}
	own := s.AnswersFor(r)
	slices.SortStableFunc(own, func(a, b *catalog.Responsibility) int {
		return cmp.Or(cmp.Compare(weight[b.Area], weight[a.Area]), cmp.Compare(a.Area.Order, b.Area.Order), cmp.Compare(does(a), does(b)), cmp.Compare(number(a), number(b)))
	})
	for _, x := range own {
		out.Own = append(out.Own, number(x))
	}
	for _, x := range s.WorksOn(r) {
		if !slices.Contains(own, x) {
			out.Others = append(out.Others, number(x))
		}
	}
	for _, x := range cat.Phrases.OnCall {
		out.OnCall = out.OnCall || s.Row(x) != nil && s.Row(x).Cell(r).Letter.Works()
	}
	return out
}

var citation = regexp.MustCompile(`\s*\(([A-Z0-9]+(?:-[A-Z0-9]+)*(?:, [A-Z0-9]+(?:-[A-Z0-9]+)*)*)\)`)

// uncited takes sources in parentheses out of a text, which are nothing for an ad, and the full stop at its end.
func uncited(cat *catalog.Catalog, w catalog.Words) string {
	said := citation.ReplaceAllStringFunc(w.Text, func(found string) string {
		for id := range strings.SplitSeq(citation.FindStringSubmatch(found)[1], ", ") {
			if !slices.ContainsFunc(cat.References.All(), func(s *catalog.Source) bool { return strings.EqualFold(s.ID, id) }) {
				return found
			}
		}
		return ""
	})
	return strings.TrimSuffix(said, ".")
}

// lower writes the first letter small where the rest of the word is: SLO, IaC and DevOps stay as they are.
func lower(s string) string {
	word, _, _ := strings.Cut(s, " ")
	first, n := utf8.DecodeRuneInString(s)
	if n >= len(word) || strings.ToLower(word[n:]) != word[n:] {
		return s
	}
	return string(unicode.ToLower(first)) + s[n:]
}
