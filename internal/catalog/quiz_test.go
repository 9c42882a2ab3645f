package catalog_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"remit/internal/catalog"
)

const quizFile = `---
title: Which one?
summary: A quiz.
about: person
roles: [coder, tester]
balance: question
clear: 4
lean: 2
generalist: 4
short: [1]
---
About.

## What do you like?

| Answer | [Coder](../roles/coder.md) | [Tester](../roles/tester.md) |
|---|:-:|:-:|
| Writing | 3 | 1 |
| Breaking | 1 | 3 |

## What else?

| Answer | [Coder](../roles/coder.md) | [Tester](../roles/tester.md) |
|---|:-:|:-:|
| Coffee | 3 | 0 |
| Tea | 0 | 3 |

## How large?

| Answer | Shape |
|---|---|
| Tiny | [Small](../shapes/small.md) |
| Small | [Small](../shapes/small.md) |

## Result: Coder

- Week: Codes.
- Dislike: Bugs.
- Towards Tester: Finding them.

## Result: Tester

- Week: Tests.
- Dislike: Code.
- Towards Coder: Mending it.

## Result: Generalist

Anything.

## Personas

| Persona | Answers | Verdict | First | Second |
|---|---|---|---|---|
| One | aa | clear | [Coder](../roles/coder.md) | [Tester](../roles/tester.md) |
| Two | ab | between | | |
`

// withQuiz is the base with a quiz in which something is replaced.
func withQuiz(replace ...string) fstest.MapFS {
	files := fstest.MapFS{}
	for p, text := range base {
		files[p] = &fstest.MapFile{Data: []byte(text)}
	}
	files["quiz/which.md"] = &fstest.MapFile{Data: []byte(strings.NewReplacer(replace...).Replace(quizFile))}
	return files
}

func TestQuizProblems(t *testing.T) {
	if _, problems := load(t, withQuiz()); len(problems) > 0 {
		t.Fatalf("the quiz of the test is wrong: %s: %s", problems[0].Place, problems[0].Message)
	}
	for _, c := range []struct{ old, new, want string }{
		{"| Writing | 3 | 1 |", "| Writing | 3 | 2 |", `14:1: question 1 gives 4 points to coder and 5 to tester`},
		{"balance: question", "balance: nothing", `6:10: "balance" is "nothing", not one of question, quiz`},
		{"about: person", "about: animal", `4:8: "about" is "animal", not one of person, company`},
		{"roles: [coder, tester]", "roles: [coder, tster]", `5:16: unknown role "tster"`},
		{"clear: 4", "clear: 2", `7:8: clear is 2 and lean 2`},
		{"short: [1]", "short: [1, 4]", `10:8: question 4 of the short form does not exist or stands here twice`},
		{"| Tea | 0 | 3 |", "| Tea | 0 | three |", `26:13: "three" is no number of points`},
		{"| Tea | 0 | 3 |", "| Tea | 0 | 10 |", `26:13: "10" is no number of points`},
		{"| Tea | 0 | 3 |", "| Coffee | 0 | 3 |", `26:1: answer "Coffee" stands here twice`},
		{"| Tea | 0 | 3 |\n", "", `21:1: question "What else?" has no table of two answers or more`},
		{"| Tiny | [Small](../shapes/small.md) |", "| Tiny | Small |", `32:10: answer "Tiny" does not link to a shape`},
		{"## What else?\n", "## What else?\n\nTo drink.\n", `23:1: text beside the table of "What else?" is not shown`},
		{"- Towards Tester: Finding them.\n", "- Towards Tester: Finding them.\n\nGo on.\n", `41:1: text below the list of "Result: Coder" is not shown`},
		{"- Dislike: Bugs.\n", "", `35:1: "Result: Coder" has no "Dislike"`},
		{"- Dislike: Bugs.", "- Hates: Bugs.", `38:3: unknown field "Hates"`},
		{"## Result: Tester", "## Result: Taster", `41:1: result "Taster" is of no role of this quiz`},
		{"generalist: 4\n", "", `11:1: a threshold for generalists and a section "Result: Generalist" go together`},
		{"| One | aa | clear |", "| One | aa | lean |", `55:3: persona "One" gets clear: coder, then tester, with [6 1] points`},
		{"| One | aa | clear |", "| One | aa | sure |", `55:14: "sure" is no verdict`},
		{"| One | aa | clear |", "| One | a | clear |", `55:9: persona "One" gives 1 answers to 2 questions`},
		{"| One | aa | clear |", "| One | az | clear |", `55:9: question 2 has no answer 'z'`},
		{"| Two | ab | between | | |", "| Two | ab | between | Nobody | |", `56:24: "Nobody" does not link to a role of this quiz`},
		{"| Breaking | 1 | 3 |", "| Breaking | 3 | 1 |", `14:1: question 1 gives 6 points to coder and 2 to tester`},
	} {
		_, problems := load(t, withQuiz(c.old, c.new))
		var got []string
		for _, p := range problems {
			got = append(got, strings.TrimPrefix(fmt.Sprintf("%s: %s", p.Place, p.Message), "content/quiz/which.md:"))
		}
		if !slices.Contains(got, c.want) {
			t.Errorf("%q for %q: got\n%s\nwant\n%s", c.new, c.old, strings.Join(got, "\n"), c.want)
		}
	}
}

func TestQuizRoleThatCannotWin(t *testing.T) {
	_, problems := load(t, withQuiz("balance: question", "balance: quiz", "| Breaking | 1 | 3 |", "| Breaking | 2 | 1 |", "| Tea | 0 | 3 |", "| Tea | 0 | 1 |", "| Coffee | 3 | 0 |", "| Coffee | 3 | 5 |"))
	for _, p := range problems {
		if strings.Contains(p.Message, "cannot win") {
			return
		}
	}
	t.Errorf("got %v, want a problem about a role that cannot win", problems)
}

func TestQuizScore(t *testing.T) {
	cat, _ := load(t, withQuiz())
	q := cat.Quizzes[0]
	for _, c := range []struct {
		answers string
		short   bool
		want    string
	}{
		{"aa", false, "[6 1] [0 1] 5 clear"},
		{"bb", false, "[1 6] [1 0] 5 clear"},
		{"ab", false, "[3 4] [1 0] 1 between"},
		{"a-", false, "[3 1] [0 1] 2 lean"},
		{"--", false, "[0 0] [0 1] 0 generalist"},
		{"bz", false, "[1 3] [1 0] 2 lean"},
		{"ab", true, "[3 1] [0 1] 2 lean"}, // clear from 3, lean from 2
		{"-b", true, "[0 0] [0 1] 0 generalist"},
	} {
		out := q.Score(sheet(c.answers), c.short)
		if got := fmt.Sprintf("%v %v %d %s", out.Scores, out.Order, out.Gap, out.Verdict); got != c.want {
			t.Errorf("%s, short %v: %s, want %s", c.answers, c.short, got, c.want)
		}
	}
	if got := q.Score(nil, false).Verdict; got != catalog.Generalist {
		t.Errorf("no answers at all are %s", got)
	}
}

func sheet(letters string) []int {
	var answers []int
	for _, c := range letters {
		if c == '-' {
			answers = append(answers, -1)
		} else {
			answers = append(answers, int(c-'a'))
		}
	}
	return answers
}

// Random sheets must favour no role and claim little; and whoever answers for a role must get it. The bounds are wide
// enough for any seed.
func TestPublishedQuizzesAreFair(t *testing.T) {
	cat, _ := published(t)
	if len(cat.Quizzes) != 2 {
		t.Fatalf("%d quizzes, want 2", len(cat.Quizzes))
	}
	for _, q := range cat.Quizzes {
		for _, short := range []bool{false, true} {
			if short && len(q.Short) == 0 {
				continue
			}
			r := rand.New(rand.NewPCG(1, 2))
			const sheets = 10_000
			first, verdicts := map[string]int{}, map[catalog.Verdict]int{}
			for range sheets {
				answers := make([]int, len(q.Questions))
				for i := range answers {
					answers[i] = r.IntN(len(q.Questions[i].Options))
				}
				out := q.Score(answers, short)
				verdicts[out.Verdict]++
				if out.Gap > 0 {
					first[q.Roles[out.Order[0]].ID]++
				}
			}
			alone := 0
			for _, n := range first {
				alone += n
			}
			for _, id := range slices.Sorted(maps.Keys(first)) {
				if share := float64(first[id]) / float64(alone); share < 0.21 || share > 0.29 {
					t.Errorf("%s, short %v: %s comes first in %.1f %% of random sheets that have a first, want near 25", q.ID, short, id, 100*share)
				}
			}
			if len(first) != len(q.Roles) {
				t.Errorf("%s, short %v: only %v can come first", q.ID, short, first)
			}
			if share := float64(verdicts[catalog.Clear]) / sheets; share > 0.2 {
				t.Errorf("%s, short %v: %.1f %% of random sheets are called clear", q.ID, short, 100*share)
			}
			t.Logf("%s, short %v: first %v, verdicts %v", q.ID, short, first, verdicts)
		}
	}
}
