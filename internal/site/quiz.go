package site

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"

	"remit/internal/catalog"
)

// QuizzesPage lists the quizzes.
type QuizzesPage struct {
	Frame
	Quizzes []*catalog.Quiz
}

// QuizPage is a quiz: a form that can be added up by hand, and the data for the script that does it.
type QuizPage struct {
	Frame
	Quiz      *catalog.Quiz
	Roles     []RoleTag
	Intro     template.HTML
	Questions []QuizLine
	Rules     []string // how to read the sum
	Results   []QuizResultLine
	Data      QuizData
	Cited     []Cited
}

// QuizLine is a question.
type QuizLine struct {
	Name    string // of the field of the form
	Text    string
	Options []QuizChoice
}

// QuizChoice is an answer.
type QuizChoice struct {
	ID     string // of the field
	Value  string // one letter: a for the first
	Text   template.HTML
	Points []QuizPoints
}

// QuizPoints are the points an answer gives a role.
type QuizPoints struct {
	Role   RoleTag
	Points int
}

// QuizResultLine is what the quiz says of a role.
type QuizResultLine struct {
	Role          RoleTag
	Objective     template.HTML
	Week, Dislike template.HTML
	Towards       []QuizTowards
}

// QuizTowards is what would move one to another role.
type QuizTowards struct {
	Role RoleTag
	Text template.HTML
}

// QuizData is what the script works with. Its form is the script's and the page's alone.
type QuizData struct {
	ID         string         `json:"id"`
	Company    bool           `json:"company"`
	Rules      [3]int         `json:"rules"` // clear, lean, generalist
	ShortRules [3]int         `json:"shortRules"`
	Short      []int          `json:"short"`
	Points     [][][]int      `json:"points"` // by question, answer, role
	Roles      []QuizDataRole `json:"roles"`
	Shapes     []QuizShape    `json:"shapes"` // by answer to the unscored question
	Pairs      [][3]string    `json:"pairs"`  // two roles and the address of their comparison
	Matrix     string         `json:"matrix"` // addresses
	Ad         string         `json:"ad"`
}

// QuizDataRole is a role of the quiz.
type QuizDataRole struct {
	ID     string        `json:"id"`
	Title  string        `json:"title"`
	Inline string        `json:"inline"` // as it stands within a sentence
	Short  string        `json:"short"`
	URL    string        `json:"url"`
	Class  string        `json:"class"`
	Rows   [][]CompareIt `json:"rows"` // two telling rows that it answers for, by shape
}

// QuizShape is a shape to which an answer leads.
type QuizShape struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	URL   string `json:"url"`
	Small bool   `json:"small"` // one person plays several of the roles there
}

func (m *maker) quizPages() {
	if len(m.cat.Quizzes) == 0 {
		return
	}
	crumb := Link{Title: "Quiz", URL: m.at("/quiz/")}
	for _, q := range m.cat.Quizzes {
		v := QuizPage{Frame: m.entryFrame(&q.Entry, q.Summary.Text, crumb), Quiz: q, Roles: tags(q.Roles), Intro: q.Intro.HTML(), Rules: quizRules(q), Cited: cited(q.Sources)}
		m.own(&v.Frame, "quiz")
		for _, question := range q.Questions {
			v.Questions = append(v.Questions, quizLine(q, question))
		}
		if q.Shape != nil {
			line := QuizLine{Name: "shape", Text: q.Shape.Text}
			for i, o := range q.Shape.Options {
				line.Options = append(line.Options, QuizChoice{ID: "shape-" + letterOf(i), Value: letterOf(i), Text: o.Text.HTML})
			}
			v.Questions = append(v.Questions, line)
		}
		for i, r := range q.Roles {
			line := QuizResultLine{Role: tag(r), Objective: r.Objective.HTML, Week: q.Results[i].Week.HTML, Dislike: q.Results[i].Dislike.HTML}
			for j, other := range q.Roles {
				if other != r {
					line.Towards = append(line.Towards, QuizTowards{tag(other), q.Results[i].Towards[j].HTML})
				}
			}
			v.Results = append(v.Results, line)
		}
		v.Data = m.quizData(q)
		m.add("quiz", v.Frame, v)
	}
	list := QuizzesPage{Frame: m.frame(m.at("/quiz/"), "Quiz", "Two short quizzes: which role fits you, and which role your company needs next. Nothing you answer leaves the page.", nil), Quizzes: m.cat.Quizzes}
	m.add("quizzes", list.Frame, list)
}

// letterOf writes the number of an answer as a letter.
func letterOf(i int) string { return string(rune('a' + i)) }

func quizLine(q *catalog.Quiz, question *catalog.QuizQuestion) QuizLine {
	name := fmt.Sprintf("q%d", question.Number)
	line := QuizLine{Name: name, Text: question.Text}
	for i, o := range question.Options {
		choice := QuizChoice{ID: name + "-" + letterOf(i), Value: letterOf(i), Text: o.Text.HTML}
		for r, points := range o.Points {
			if points > 0 {
				choice.Points = append(choice.Points, QuizPoints{tag(q.Roles[r]), points})
			}
		}
		slices.SortStableFunc(choice.Points, func(a, b QuizPoints) int { return cmp.Compare(b.Points, a.Points) })
		line.Options = append(line.Options, choice)
	}
	return line
}

// quizRules says how to read the sum.
func quizRules(q *catalog.Quiz) []string {
	rules := []string{
		fmt.Sprintf("The first role is %d points or more ahead of the second: the result is clear.", q.Rules.Clear),
		fmt.Sprintf("It is %d to %d ahead: you lean to the first, and the second is near.", q.Rules.Lean, q.Rules.Clear-1),
		fmt.Sprintf("It is less than %d ahead: you stand between the two.", q.Rules.Lean),
	}
	if q.Company {
		rules[1] = fmt.Sprintf("It is %d to %d ahead: start with the first, and look at the second too.", q.Rules.Lean, q.Rules.Clear-1)
		rules[2] = fmt.Sprintf("It is less than %d ahead: either would help. Decide by what hurts more.", q.Rules.Lean)
	}
	if q.Rules.Generalist > 0 {
		rules = append(rules, fmt.Sprintf("It is less than %d ahead and no role has %d points: you are a generalist.", q.Rules.Lean, q.Rules.Generalist))
	}
	return rules
}

func (m *maker) quizData(q *catalog.Quiz) QuizData {
	rulesOf := func(short bool) [3]int {
		r := q.RulesOf(short)
		return [3]int{r.Clear, r.Lean, r.Generalist}
	}
	d := QuizData{
		ID: q.ID, Company: q.Company, Rules: rulesOf(false), ShortRules: rulesOf(true), Short: q.Short,
		Matrix: m.at("/matrix/"), Ad: m.at("/job-ads/new/"), Pairs: [][3]string{}, Shapes: []QuizShape{},
	}
	if d.Short == nil {
		d.Short = []int{}
	}
	for _, question := range q.Questions {
		var points [][]int
		for _, o := range question.Options {
			points = append(points, o.Points)
		}
		d.Points = append(d.Points, points)
	}
	if q.Shape != nil {
		for _, o := range q.Shape.Options {
			d.Shapes = append(d.Shapes, QuizShape{o.Shape.ID, o.Shape.Title, o.Shape.URL, !hasAll(o.Shape, q.Roles)})
		}
	}
	for i, r := range q.Roles {
		role := QuizDataRole{ID: r.ID, Title: r.Title, Inline: inline(r.Title), Short: r.Short, URL: r.URL, Class: tag(r).Class(), Rows: [][]CompareIt{}}
		if q.Shape != nil {
			for _, o := range q.Shape.Options {
				role.Rows = append(role.Rows, tellingRows(m.cat, o.Shape, r))
			}
		}
		d.Roles = append(d.Roles, role)
		for _, other := range q.Roles[i+1:] {
			if url := m.comparisonURL(r, other); url != "" {
				d.Pairs = append(d.Pairs, [3]string{r.ID, other.ID, url})
			}
		}
	}
	return d
}

func hasAll(s *catalog.Shape, roles []*catalog.Role) bool {
	return !slices.ContainsFunc(roles, func(r *catalog.Role) bool { return !s.Has(r) })
}

// tellingRows returns two rows that a role answers for, from the two areas that weigh most on it; where the shape lacks
// the role, from the last shape that has it.
func tellingRows(cat *catalog.Catalog, s *catalog.Shape, r *catalog.Role) []CompareIt {
	if !s.Has(r) {
		s = cat.Richest(r)
	}
	rows := []CompareIt{}
	if s == nil {
		return rows
	}
	profile := cat.Profile(s, r)
	slices.SortStableFunc(profile, func(a, b catalog.AreaProfile) int { return cmp.Compare(b.Weight(), a.Weight()) })
	for _, p := range profile {
		for _, row := range p.Rows {
			if row.Cell(r).Letter.Answers() && len(rows) < 2 {
				rows = append(rows, CompareIt{row.Responsibility.Title, row.Responsibility.URL})
				break
			}
		}
	}
	return rows
}
