package catalog_test

import (
	"strings"
	"testing"
	"testing/fstest"
)

const signals = `---
title: Signals
summary: Phrases.
---
## Names

| Role | Phrases | Base |
|---|---|---|
| coder | programmer- | 2 |

## Breadth

| Area | Title | Group | Neighbour |
|---|---|---|---|
| code | Code | code | tester |

## Work

| Phrases | Work | Breadth | Coder | Family |
|---|---|---|---|---|
| writ- … code, programming | write-code | code | 3 | 1 |

## Generic

| Phrases |
|---|
| team player |
`

const wording = `---
title: Words
summary: Words.
---
## Bravado

| Words | Instead | Why | Source | Unless |
|---|---|---|---|---|
| ninja- | coder | Says nothing. |  | ninja build |

## What an ad should say

| Rule | What | When | Found by | Why | Add | Source |
|---|---|---|---|---|---|---|
| missing-pay | pay | coder | $ # | It matters. | A range |  |
`

// One case for every check of the phrases of the ad checker.
func TestAdCheckProblems(t *testing.T) {
	for name, c := range map[string]struct{ file, old, text, want string }{
		"right":               {"signals", "", "", ""},
		"unknown role":        {"signals", "| coder | programmer- |", "| codr | programmer- |", `unknown role "codr"`},
		"unknown work":        {"signals", "| write-code |", "| write-cod |", `unknown responsibility "write-cod"`},
		"unknown area":        {"signals", "write-code | code |", "write-code | cod |", `unknown area of work "cod"`},
		"unknown neighbour":   {"signals", "| tester |", "| testr |", `unknown role "testr"`},
		"area twice":          {"signals", "| code | Code | code | tester |", "| code | Code | code | tester |\n| code | More |  |  |", `area of work "code" stands here twice`},
		"rule twice":          {"wording", "| A range |  |", "| A range |  |\n| missing-pay | again |  | £ |  It does. | A range |  |", `rule "missing-pay" stands here twice`},
		"no names":            {"signals", "## Names\n\n| Role | Phrases | Base |\n|---|---|---|\n| coder | programmer- | 2 |\n\n", "", `has no section "names"`},
		"unknown section":     {"signals", "## Generic", "## Generc", `unknown section "Generc"`},
		"phrase twice":        {"signals", "team player", "programming", `phrase "programming" stands here twice`},
		"phrase with capital": {"signals", "team player", "Team player", `phrase "Team player" has capitals`},
		"phrase too open":     {"signals", "team player", "t-", `phrase "t-" fits nearly everything`},
		"no phrase":           {"signals", "| team player |", "| |", `there is no phrase`},
		"points":              {"signals", "| 3 |", "| three |", `"three" is no whole number from -99 to 99`},
		"other column":        {"signals", "| Coder | Family", "| Codr | Family", `column "Codr" is not "Coder"`},
		"no table":            {"signals", "|---|\n| team player |\n", "", `section "Generic" is no table of Phrases`},
		"word twice":          {"wording", "| ninja- |", "| ninja-, ninja- |", `phrase "ninja-" stands here twice`},
		"no reason":           {"wording", "Says nothing.", "", `does not say why`},
		"unknown source":      {"wording", "Says nothing. |  |", "Says nothing. | nobody |", `unknown source "nobody"`},
		"unless with capital": {"wording", "ninja build", "Ninja", `phrase "Ninja" has capitals`},
		"rule no id":          {"wording", "missing-pay", "Missing pay", `rule "Missing pay" is not an id`},
		"when no role":        {"wording", "| coder | $", "| codr | $", `unknown role "codr"`},
	} {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{}
			for p, text := range base {
				files[p] = &fstest.MapFile{Data: []byte(text)}
			}
			texts := map[string]string{"signals": signals, "wording": wording}
			if c.old != "" {
				changed := strings.Replace(texts[c.file], c.old, c.text, 1)
				if changed == texts[c.file] {
					t.Fatalf("%q is not there", c.old)
				}
				texts[c.file] = changed
			}
			for id, text := range texts {
				files["job-ads/"+id+".md"] = &fstest.MapFile{Data: []byte(text)}
			}
			cat, problems := load(t, files)
			switch {
			case c.want == "" && len(problems) == 0:
				if s := cat.Signals.Signals[0]; s.Work == nil || s.Breadth == nil || s.Points[0] != 3 || cat.Wording.Missing[0].Found[0] != "$ #" {
					t.Errorf("the signal is %+v", s)
				}
			case len(problems) != 1 || problems[0].Message != c.want || problems[0].File != "content/job-ads/"+c.file+".md" && problems[0].File != "job-ads/"+c.file+".md":
				t.Errorf("the problems are %v, not %q", problems, c.want)
			}
		})
	}
}
