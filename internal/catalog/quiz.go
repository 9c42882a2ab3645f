package catalog

import (
	"cmp"
	"fmt"
	"html/template"
	"math"
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

// Rules are the thresholds of the verdict, in points, for the whole quiz.
type Rules struct {
	Clear      int // gap between the first and the second role from which the result is clear
	Lean       int // gap from which it leans to the first
	Generalist int // highest score below which a small gap means no role at all; 0 where the quiz does not say so
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

// Persona is a written sheet of answers with the result it must get: a guard against regressions, no proof.
type Persona struct {
	Name          string
	Answers       []int
	Verdict       Verdict
	First, Second *Role // nil where the result does not depend on it
	diag.Place
}

// Verdict says how plainly the answers speak for a role.
type Verdict string

// The verdicts.
const (
	Clear      Verdict = "clear"      // for the first role
	Lean       Verdict = "lean"       // to the first role
	Between    Verdict = "between"    // the first two
	Generalist Verdict = "generalist" // for none
)

var verdicts = []string{string(Clear), string(Lean), string(Between), string(Generalist)}

// Outcome is the result of a sheet of answers.
type Outcome struct {
	Scores  []int // for each of the quiz's roles
	Order   []int // the quiz's roles by score, the highest first; equal ones in the order of the columns
	Gap     int   // between the first two
	Verdict Verdict
}

// Score adds up a sheet of answers, which holds the number of an option, from 0, for each question, or -1 for none.
//
// The gap between the first two roles settles the verdict: [Clear] from Rules.Clear points, [Lean] from Rules.Lean,
// else [Between], or [Generalist] where the highest score is also below Rules.Generalist. The short form, which asks a
// part of the questions, has the thresholds of [Quiz.RulesOf].
func (q *Quiz) Score(answers []int, short bool) Outcome {
	out := Outcome{Scores: make([]int, len(q.Roles)), Order: make([]int, len(q.Roles))}
	for i := range q.Questions {
		if short && !slices.Contains(q.Short, i) || i >= len(answers) || answers[i] < 0 || answers[i] >= len(q.Questions[i].Options) {
			continue
		}
		for r, points := range q.Questions[i].Options[answers[i]].Points {
			out.Scores[r] += points
		}
	}
	for i := range out.Order {
		out.Order[i] = i
	}
	slices.SortStableFunc(out.Order, func(a, b int) int { return cmp.Compare(out.Scores[b], out.Scores[a]) })
	top := out.Scores[out.Order[0]]
	out.Gap = top - out.Scores[out.Order[1]]
	rules := q.RulesOf(short)
	switch {
	case out.Gap >= rules.Clear:
		out.Verdict = Clear
	case out.Gap >= rules.Lean:
		out.Verdict = Lean
	case top < rules.Generalist:
		out.Verdict = Generalist
	default:
		out.Verdict = Between
	}
	return out
}

// RulesOf returns the thresholds of the whole quiz or of its short form. The gap that chance makes grows with the square
// root of the number of questions, so the thresholds of the gap shrink by the root of their share, and the short form
// calls chance no clearer than the whole quiz does. The highest score is measured by what can be reached, and shrinks by
// the share itself. Both are rounded up.
func (q *Quiz) RulesOf(short bool) Rules {
	if !short || len(q.Questions) == 0 {
		return q.Rules
	}
	share := float64(len(q.Short)) / float64(len(q.Questions))
	gap := func(n int) int { return int(math.Ceil(float64(n) * math.Sqrt(share))) }
	return Rules{gap(q.Rules.Clear), gap(q.Rules.Lean), int(math.Ceil(float64(q.Rules.Generalist) * share))}
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

// personas reads the table of sheets: name, answers as letters from a, verdict, first and second role.
func (l *loader) personas(q *Quiz, s markdown.Section) {
	tables := s.Tables()
	if len(tables) != 1 || len(tables[0].Head) != 5 {
		l.problems.Addf(s.Place, "the personas are no table of Persona, Answers, Verdict, First and Second")
		return
	}
	for _, row := range tables[0].Rows {
		p := Persona{Name: row.Cells[0].Text, Verdict: Verdict(row.Cells[2].Text), Place: row.Cells[0].Place}
		if !slices.Contains(verdicts, row.Cells[2].Text) {
			l.problems.Addf(row.Cells[2].Place, "%q is no verdict", row.Cells[2].Text).Hint = hintFrom(row.Cells[2].Text, verdicts)
			continue
		}
		sheet := row.Cells[1].Text
		if len(sheet) != len(q.Questions) {
			l.problems.Addf(row.Cells[1].Place, "persona %q gives %d answers to %d questions", p.Name, len(sheet), len(q.Questions))
			continue
		}
		for i, c := range []byte(sheet) {
			n := int(c) - 'a'
			if n < 0 || n >= len(q.Questions[i].Options) {
				l.problems.Addf(row.Cells[1].Place, "question %d has no answer %q", i+1, c).Hint = "answers are letters: a for the first, b for the second"
				n = -1
			}
			p.Answers = append(p.Answers, n)
		}
		p.First, p.Second = l.personaRole(q, row.Cells[3]), l.personaRole(q, row.Cells[4])
		q.Personas = append(q.Personas, p)
	}
}

func (l *loader) personaRole(q *Quiz, c markdown.Cell) *Role {
	if c.Text == "" {
		return nil
	}
	id, _ := linkedID(q.Path, c.Dest, "roles")
	i := slices.IndexFunc(q.Roles, func(r *Role) bool { return r.ID == id })
	if i < 0 {
		l.problems.Addf(c.Place, "%q does not link to a role of this quiz", c.Text)
		return nil
	}
	return q.Roles[i]
}

// play checks the balance of the weights, that every role can win, and that every persona gets its result.
func (l *loader) play(q *Quiz, f *source.File, front quizFront) {
	whole := make([]int, len(q.Roles))
	for _, question := range q.Questions {
		sums := make([]int, len(q.Roles))
		for _, o := range question.Options {
			for r, points := range o.Points {
				sums[r] += points
				whole[r] += points
			}
		}
		if front.Balance.Value == "question" {
			l.balanced(q.Roles, question.Place, fmt.Sprintf("question %d", question.Number), sums)
		}
		if len(question.Options) > maxOptions {
			l.problems.Addf(question.Place, "question %d has %d answers", question.Number, len(question.Options)).Hint = fmt.Sprintf("at most %d", maxOptions)
		}
	}
	if front.Balance.Value == "quiz" {
		l.balanced(q.Roles, f.Key("balance"), "the quiz", whole)
	}
	for r, role := range q.Roles {
		best := make([]int, len(q.Questions))
		for i, question := range q.Questions {
			for o := range question.Options {
				if question.Options[o].Points[r] > question.Options[best[i]].Points[r] {
					best[i] = o
				}
			}
		}
		if out := q.Score(best, false); out.Order[0] != r || out.Gap == 0 {
			l.problems.Addf(f.Key("roles"), "role %q cannot win: with every answer for it, %q has as many points", role.ID, q.Roles[out.Order[0]].ID)
		}
	}
	for _, p := range q.Personas {
		out := q.Score(p.Answers, false)
		first, second := q.Roles[out.Order[0]], q.Roles[out.Order[1]]
		if out.Verdict != p.Verdict || p.First != nil && p.First != first || p.Second != nil && p.Second != second {
			l.problems.Addf(p.Place, "persona %q gets %s: %s, then %s, with %v points", p.Name, out.Verdict, first.ID, second.ID, out.Scores).
				Hint = "mend the weights or what the persona expects"
		}
	}
}

// balanced reports sums of points that are not the same for all roles: the scoring itself would favour one.
func (l *loader) balanced(roles []*Role, at diag.Place, what string, sums []int) {
	for i, sum := range sums {
		if sum != sums[0] {
			l.problems.Addf(at, "%s gives %d points to %s and %d to %s", what, sums[0], roles[0].ID, sum, roles[i].ID).Hint = "the points of all answers add up to the same for each role"
			return
		}
	}
}
