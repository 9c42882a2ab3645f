package catalog

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"remit/internal/diag"
	"remit/internal/markdown"
	"remit/internal/source"
)

// Rules are the thresholds of the verdict, in points, for the whole quiz.
type Rules struct {
	Clear      int // gap between the first and the second role from which the result is clear
	Lean       int // gap from which it leans to the first
	Generalist int // highest score below which a small gap means no role at all; 0 where the quiz does not say so
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

// Persona is a written sheet of answers with the result it must get: a guard against regressions, no proof.
type Persona struct {
	Name          string
	Answers       []int
	Verdict       Verdict
	First, Second *Role // nil where the result does not depend on it
	diag.Place
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
