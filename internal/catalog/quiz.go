package catalog

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"remit/internal/diag"
	"remit/internal/markdown"
	"remit/internal/source"
)

// Quiz leads from answers to a role. Every option of a scored question gives points to roles; what they add up to is
// read by the rules of [Quiz.Score].
type Quiz struct {
	Entry
	Order      int
	Summary    Words
	Company    bool    // it is about a company that hires, not about a person who chooses
	Roles      []*Role // in the order of the weight columns
	Rules      Rules
	Short      []int // numbers of the questions of the short form, from 0; empty where there is none
	Intro      markdown.Section
	Questions  []*QuizQuestion
	Shape      *ShapeQuestion // the unscored question, which settles the shape; may be nil
	Results    []QuizResult   // for each of Roles
	Generalist template.HTML  // what the verdict "generalist" says; "" where the quiz has none
	Personas   []Persona
}

// QuizQuestion is a scored question.
type QuizQuestion struct {
	Number  int // from 1
	ID      string
	Text    string
	Options []Option
	diag.Place
}

// Option is an answer, with its points for each of the quiz's roles.
type Option struct {
	Text   Words
	Points []int
}

// ShapeQuestion asks for the shape of the organisation. It gives no points.
type ShapeQuestion struct {
	ID      string
	Text    string
	Options []ShapeOption
}

// ShapeOption is an answer that settles the shape.
type ShapeOption struct {
	Text  Words
	Shape *Shape
}

// QuizResult is what the quiz says of a role.
type QuizResult struct {
	Week    Words   // what a week looks like; for a company, what the first months bring
	Dislike Words   // what one may dislike; for a company, when not to hire this role
	Towards []Words // what would move one to each of the quiz's roles; empty for the role itself
}

type quizFront struct {
	Title      source.Text  `key:"title,required"`
	Order      int          `key:"order"`
	Aliases    []source.Ref `key:"aliases"`
	Summary    source.Text  `key:"summary,required"`
	About      source.Text  `key:"about,required"`
	Roles      []source.Ref `key:"roles,required"`
	Balance    source.Text  `key:"balance,required"`
	Clear      int          `key:"clear,required"`
	Lean       int          `key:"lean,required"`
	Generalist int          `key:"generalist"`
	Short      []int        `key:"short"`
	Sources    []source.Ref `key:"sources"`
}

func (l *loader) quiz(f *source.File) {
	var front quizFront
	f.Decode(&front, l.problems)
	l.oneOf("about", front.About, "person", "company")
	l.oneOf("balance", front.Balance, "question", "quiz")
	q := &Quiz{
		Entry: l.entry(f, front.Title, front.Aliases), Order: front.Order, Summary: l.words(f, front.Summary), Company: front.About.Value == "company",
		Rules: Rules{front.Clear, front.Lean, front.Generalist},
	}
	l.cat.Quizzes = append(l.cat.Quizzes, q)
	l.register(&q.Entry, front.Sources)
	l.noFootnotes(f)
	l.later = append(l.later, func() {
		before, _ := l.problems.Count()
		whole := l.joinQuiz(q, f, front)
		if after, _ := l.problems.Count(); whole && after == before {
			l.play(q, f, front)
		}
	})
}

// joinQuiz reads the body: questions, results and personas. Where one of the roles is not there or has no title, the
// body is left alone, and whole is false: every question and every result would be one more problem, and none of them
// the quiz's own.
func (l *loader) joinQuiz(q *Quiz, f *source.File, front quizFront) (whole bool) {
	q.Roles = l.roleRefs(front.Roles)
	switch {
	case len(front.Roles) < 2:
		l.problems.Addf(f.Key("roles"), "a quiz chooses between two roles or more")
		return false
	case len(q.Roles) < len(front.Roles) || slices.ContainsFunc(q.Roles, func(r *Role) bool { return r.Title == "" }):
		return false
	}
	if front.Lean < 1 || front.Clear <= front.Lean {
		l.problems.Addf(f.Key("clear"), "clear is %d and lean %d", front.Clear, front.Lean).Hint = "lean is at least 1, and clear larger than lean"
	}
	sections := q.Doc.Sections(2)
	q.Intro = sections[0]
	l.twice(sections[1:], "section")
	results := map[*Role]QuizResult{}
	var personas *markdown.Section
	for _, s := range sections[1:] {
		title, isResult := strings.CutPrefix(s.Heading.Text, "Result: ")
		switch {
		case s.Heading.Text == "Personas":
			personas = &s
		case isResult && title == "Generalist":
			q.Generalist = s.HTML()
		case isResult:
			if i := slices.IndexFunc(q.Roles, func(r *Role) bool { return r.Title == title }); i >= 0 {
				results[q.Roles[i]] = l.quizResult(q, f, s, q.Roles[i])
			} else {
				l.problems.Addf(s.Place, "result %q is of no role of this quiz", title).Hint = hintFrom(title, titles(q.Roles))
			}
		default:
			l.quizQuestion(q, s)
		}
	}
	for _, r := range q.Roles {
		result, ok := results[r]
		if !ok {
			l.problems.Addf(f.At(f.Body), "section %q is missing", "Result: "+r.Title)
		}
		q.Results = append(q.Results, result)
	}
	if (q.Generalist == "") != (q.Rules.Generalist == 0) {
		l.problems.Addf(f.At(f.Body), "a threshold for generalists and a section %q go together", "Result: Generalist")
	}
	for _, n := range front.Short {
		if n < 1 || n > len(q.Questions) || slices.Contains(q.Short, n-1) {
			l.problems.Addf(f.Key("short"), "question %d of the short form does not exist or stands here twice", n)
			continue
		}
		q.Short = append(q.Short, n-1)
	}
	slices.Sort(q.Short)
	if len(q.Questions) == 0 {
		l.problems.Addf(f.At(f.Body), "has no questions").Hint = "a question is a ## with a table of answers and points"
	}
	if personas != nil {
		l.personas(q, *personas)
	}
	return true
}

func titles(roles []*Role) []string {
	var all []string
	for _, r := range roles {
		all = append(all, r.Title)
	}
	return all
}

// quizQuestion reads a question: a table of answers whose columns are the quiz's roles, or the shape.
func (l *loader) quizQuestion(q *Quiz, s markdown.Section) {
	tables := s.Tables()
	if len(tables) != 1 || len(tables[0].Rows) < 2 {
		l.problems.Addf(s.Place, "question %q has no table of two answers or more", s.Heading.Text)
		return
	}
	t := tables[0]
	l.unshownBeside(s, tables, "put it into the heading, or above the first question")
	if len(t.Head) == 2 && t.Head[1].Text == "Shape" {
		l.shapeQuestion(q, s, t)
		return
	}
	for i, r := range q.Roles {
		if i+1 >= len(t.Head) || !strings.HasSuffix(t.Head[i+1].Dest, "/"+r.ID+".md") {
			l.problems.Addf(t.Place, "column %d of question %q is not that of role %q", i+2, s.Heading.Text, r.ID).Hint = "the columns are Answer and the roles in the order of the front matter"
			return
		}
	}
	if len(t.Head) != len(q.Roles)+1 {
		l.problems.Addf(t.Place, "question %q has %d columns, not %d", s.Heading.Text, len(t.Head), len(q.Roles)+1)
		return
	}
	question := &QuizQuestion{Number: len(q.Questions) + 1, ID: s.ID, Text: s.Heading.Text, Place: s.Place}
	for _, row := range t.Rows {
		option := Option{Text: cellWords(row.Cells[0])}
		if option.Text.Text == "" {
			l.problems.Addf(row.Place, "an answer has no text")
		}
		if slices.ContainsFunc(question.Options, func(o Option) bool { return o.Text.Text == option.Text.Text }) {
			l.problems.Addf(row.Place, "answer %q stands here twice", option.Text.Text)
		}
		for _, c := range row.Cells[1:] {
			option.Points = append(option.Points, l.points(c))
		}
		question.Options = append(question.Options, option)
	}
	q.Questions = append(q.Questions, question)
}

// maxPoints is the most that one answer may give, and maxOptions the most answers a question may have: an answer is
// written as one letter.
const (
	maxPoints  = 9
	maxOptions = 26
)

func cellWords(c markdown.Cell) Words { return Words{c.HTML(), c.Text} }

func (l *loader) points(c markdown.Cell) int {
	if len(c.Text) == 1 && c.Text[0] >= '0' && c.Text[0] <= '0'+maxPoints {
		return int(c.Text[0] - '0')
	}
	l.problems.Addf(c.Place, "%q is no number of points", c.Text).Hint = fmt.Sprintf("points are whole, from 0 to %d", maxPoints)
	return 0
}

func (l *loader) shapeQuestion(q *Quiz, s markdown.Section, t markdown.Table) {
	if q.Shape != nil {
		l.problems.Addf(s.Place, "a second question settles the shape")
		return
	}
	q.Shape = &ShapeQuestion{ID: s.ID, Text: s.Heading.Text}
	for _, row := range t.Rows {
		id, ok := linkedID(q.Path, row.Cells[1].Dest, "shapes")
		shape := l.cat.Shape(id)
		if ok && shape == nil && l.unread("shapes/"+id+".md") {
			continue
		}
		if !ok || shape == nil {
			l.problems.Addf(row.Cells[1].Place, "answer %q does not link to a shape", row.Cells[0].Text).Hint = "as in [Startup](../shapes/startup.md)"
			continue
		}
		q.Shape.Options = append(q.Shape.Options, ShapeOption{cellWords(row.Cells[0]), shape})
	}
}

// quizResult reads a list of fields.
func (l *loader) quizResult(q *Quiz, f *source.File, s markdown.Section, role *Role) QuizResult {
	week, dislike := "Week", "Dislike"
	if q.Company {
		week, dislike = "First months", "Not if"
	}
	allowed := []string{week, dislike}
	for _, r := range q.Roles {
		if r != role {
			allowed = append(allowed, "Towards "+r.Title)
		}
	}
	var fields []markdown.Field
	ok := false
	if blocks := s.Blocks(); len(blocks) > 0 {
		fields, ok = blocks[0].Fields()
	}
	if !ok {
		l.problems.Addf(s.Place, "%q does not start with a list of %s", s.Heading.Text, strings.Join(allowed, ", "))
		return QuizResult{}
	}
	l.unshown(s.Blocks()[1:], fmt.Sprintf("below the list of %q", s.Heading.Text), "put it into one of "+strings.Join(allowed, ", "))
	seen := l.fields(fields, allowed...)
	take := func(key string) Words {
		if seen[key].Value == "" {
			l.problems.Addf(s.Place, "%q has no %q", s.Heading.Text, key)
		}
		return l.words(f, source.Text{Value: seen[key].Value, Place: seen[key].Place})
	}
	result := QuizResult{Week: take(week), Dislike: take(dislike)}
	for _, r := range q.Roles {
		var towards Words
		if r != role {
			towards = take("Towards " + r.Title)
		}
		result.Towards = append(result.Towards, towards)
	}
	return result
}
