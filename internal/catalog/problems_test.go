package catalog_test

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"remit/internal/catalog"
	"remit/internal/diag"
)

// parts are the sections that every responsibility has.
const parts = `## What good looks like
It works.

## How it goes wrong
It does not.

## What comes out of it
Code.
`

// base is a small knowledge base without a problem. Tests change one thing in it.
var base = map[string]string{
	"site.yaml": `title: Test
tagline: A test
description: A test.
base-url: https://test.example
language: en
`,
	"index.md": `---
title: Home
lead: Hello.
ask: Who answers for
rows: [write-code]
doors:
  - title: A role
    page: roles/coder.md
    text: Go on.
---
Body.
`,
	"roles/coder.md": `---
title: Coder
short: Coder
kind: core
order: 1
objective: Writes code.
question: Does it work?
object: Code
customer: Users
side: User
code: Go
rhythm: Daily
metrics: [Speed]
skills: [Go]
is-not:
  - what: A tester
    instead: tester
moves:
  from:
    - title: Student
  to:
    - role: tester
certifications:
  - name: Exam
    source: book
sources: [book]
---
What it is.

## A day
Codes.

## A week
Codes.

## Where the line runs
Here.

## Levels
| Level | In this role |
|---|---|
| [Junior](../ladder.md#junior) | Learns |
| [Senior](../ladder.md#senior) | Teaches |

## Signs it has gone wrong
None.
`,
	"roles/tester.md": `---
title: Tester
short: Tester
kind: adjacent
order: 2
objective: Tests.
question: Does it break?
object: Code
customer: Users
side: User
code: Go
rhythm: Daily
metrics: [Bugs]
skills: [Doubt]
is-not: []
---
What it is.

## A day
Tests.

## Working with the four
Well.
`,
	"areas/build.md": "---\ntitle: Build\norder: 1\nstages: [make]\nsummary: Building.\n---\n",
	"areas/run.md":   "---\ntitle: Run\norder: 2\nstages: [make]\nsummary: Running.\n---\n",
	"stages/make.md": "---\ntitle: Make\norder: 1\nquestion: How?\nsummary: Making.\n---\n",
	"responsibilities/write-code.md": `---
title: Write code
area: build
order: 1
definition: Write it.
plain: Somebody writes it.
why: So.
side: user
status: settled
sources: [book]
---
` + parts,
	"responsibilities/test-code.md": `---
title: Test code
area: build
order: 2
definition: Test it.
plain: Somebody tests it.
why: So.
side: user
status: contested
differs:
  - who: Coder
    when: Always.
---
` + parts,
	"responsibilities/run-code.md": `---
title: Run code
area: run
order: 1
definition: Run it.
plain: Somebody runs it.
why: So.
side: admin
status: settled
---
` + parts,
	"responsibilities/fix-code.md": `---
title: Fix code
area: run
order: 2
definition: Fix it.
plain: Somebody fixes it.
why: So.
side: user
status: settled
---
` + parts,
	"shapes/small.md": `---
title: Small
order: 1
summary: Few.
size: 5
teams: One
roles: [coder, tester]
---
Prose.

## Build
| Responsibility | [Coder](../roles/coder.md) | [Tester](../roles/tester.md) |
|---|:-:|:-:|
| [Write](../responsibilities/write-code.md) | A/R | C |
| [Test](../responsibilities/test-code.md) | I | A/R[^t] |

[^t]: A note.

## Run
| Responsibility | [Coder](../roles/coder.md) | [Tester](../roles/tester.md) |
|---|:-:|:-:|
| [Run](../responsibilities/run-code.md) | R | A/R |
| [Fix](../responsibilities/fix-code.md) | A/R | C |
`,
	"comparisons/coder-vs-tester.md": `---
title: Coder and tester
roles: [coder, tester]
summary: Both.
verdict: They differ.
choose:
  - role: coder
    if: You write.
    hire: You need code.
  - role: tester
    if: You doubt.
    hire: It breaks.
---
## A scene
Body.
`,
	"tools/hammer.md": "---\ntitle: Hammer\ncategory: Hand\nsummary: Hits.\nadmin: [coder]\nuser: [tester]\nresponsibilities: [write-code]\n---\n## Admin side\nBuy.\n\n## User side\nHit.\n",
	"guides/hello.md": "---\ntitle: Hello\nsummary: Hi.\n---\nText.\n",
	"ladder.md":       "---\ntitle: Levels\nsummary: Two.\n---\n## Junior\n- Scope: Tasks\n- Autonomy: Little\n- Reach: Own\n\n## Senior\n- Scope: Problems\n- Autonomy: Much\n- Reach: Team\n",
	"glossary.md":     "---\ntitle: Glossary\nsummary: Words.\n---\n## Bug\n\nAlso: defect\n\nA mistake.\n\n## Code\n\nText that runs.\n",
	"sources.md":      "---\ntitle: Sources\nsummary: Books.\n---\n## Books\n\n### BOOK\n\n[A book](https://book.example)\n\n- Publisher: House\n- Year: 2020\n- Read: text\n- Good for: Everything.\n",
	"titles.md":       "---\ntitle: Titles\nsummary: Seen in ads.\n---\n## Hacker\n\n- Usually: [Coder](roles/coder.md), [Tester](roles/tester.md)\n- Also called: code monkey\n\nOne who types.\n\n## Inspector\n\n- Usually: [Tester](roles/tester.md)\n\nOne who looks.\n",
}

// found loads the base with some files changed and returns its problems, a line each.
func found(t *testing.T, change map[string]string) string {
	t.Helper()
	files := fstest.MapFS{}
	for p, text := range base {
		files[p] = &fstest.MapFile{Data: []byte(text)}
	}
	for key, text := range change {
		p, old, isEdit := strings.Cut(key, "\x00")
		switch {
		case isEdit:
			before := string(files[p].Data)
			if !strings.Contains(before, old) {
				t.Fatalf("%s does not hold %q", p, old)
			}
			files[p] = &fstest.MapFile{Data: []byte(strings.Replace(before, old, text, 1))}
		case text == "":
			delete(files, p)
		default:
			files[p] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	_, problems := load(t, files)
	var lines []string
	for _, p := range problems {
		line := fmt.Sprintf("%s: %s", strings.TrimPrefix(p.Place.String(), "content/"), p.Message)
		if p.Severity == diag.Warning {
			line = "warning " + line
		}
		if p.Hint != "" {
			line += " / " + p.Hint
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// in says that in a file one text is replaced by another.
func in(file, old, text string) map[string]string {
	return map[string]string{file + "\x00" + old: text}
}

func and(changes ...map[string]string) map[string]string {
	all := map[string]string{}
	for _, c := range changes {
		maps.Copy(all, c)
	}
	return all
}

func TestBaseHasNoProblem(t *testing.T) {
	if got := found(t, nil); got != "" {
		t.Error(got)
	}
}

// One case for every check.
func TestProblems(t *testing.T) {
	const small = "shapes/small.md"
	cell := "| [Write](../responsibilities/write-code.md) | A/R | C |"
	for name, c := range map[string]struct {
		change map[string]string
		want   string
	}{
		// the matrix
		"two A in a row":                   {in(small, "| A/R | C |", "| A/R | A |"), `shapes/small.md:14:54: second A in the row of "write-code" / Coder has the first; exactly one role answers for a row`},
		"no A in a row":                    {in(small, "| A/R | C |", "| R | C |"), `shapes/small.md:14:3: nobody answers for "write-code" / give one role A or A/R`},
		"no R in a row":                    {in(small, "| A/R | C |", "| A | C |"), `shapes/small.md:14:3: nobody does the work of "write-code" / give at least one role R or A/R`},
		"Cyrillic letter":                  {in(small, "| A/R | C |", "| A/R | С |"), `shapes/small.md:14:54: letter "С" looks like C, the Cyrillic letter (U+0421) / type it anew on a Latin keyboard`},
		"Greek letter":                     {in(small, "| I | A/R[^t]", "| Ι | A/R[^t]"), `shapes/small.md:15:46: letter "Ι" looks like I, the Greek letter (U+0399) / type it anew on a Latin keyboard`},
		"full-width letter":                {in(small, "| A/R | C |", "| A/R | Ｃ |"), `shapes/small.md:14:54: letter "Ｃ" looks like C, the full-width letter (U+FF23) / type it anew on a Latin keyboard`},
		"small letter":                     {in(small, "| A/R | C |", "| A/R | c |"), `shapes/small.md:14:54: "c" is not a letter of the matrix / did you mean "C"?`},
		"letters the other way round":      {in(small, "| A/R | C |", "| A/R | R/A |"), `shapes/small.md:14:54: "R/A" is not a letter of the matrix / did you mean "A/R"?`},
		"other letter":                     {in(small, "| A/R | C |", "| A/R | S |"), `shapes/small.md:14:54: "S" is not a letter of the matrix / the letters are A, R, A/R, C and I; leave the cell empty where a role has no part`},
		"ragged row":                       {in(small, "| A/R | C |", "| A/R |"), `shapes/small.md:14:1: row has 2 cells, the head of its table has 3 / a "|" within a cell is written "\|"`},
		"row without a responsibility":     {in(small, cell, "| Write | A/R | C |"), "shapes/small.md:11:1: responsibility \"write-code\" is missing from the matrix\nshapes/small.md:14:3: row \"Write\" does not link to a responsibility / as in [Measure and cut toil](../responsibilities/measure-and-cut-toil.md)"},
		"unknown responsibility":           {in(small, "responsibilities/write-code.md", "responsibilities/write-cod.md"), "shapes/small.md:11:1: responsibility \"write-code\" is missing from the matrix\nshapes/small.md:14:3: unknown responsibility \"write-cod\" / did you mean \"write-code\"?"},
		"responsibility twice":             {in(small, cell, cell+"\n"+cell), `shapes/small.md:15:3: responsibility "write-code" stands here twice / first in line 14`},
		"responsibility in another area":   {and(in(small, cell+"\n", ""), in(small, "| [Run](../responsibilities/run-code.md) | R | A/R |", "| [Run](../responsibilities/run-code.md) | R | A/R |\n"+cell)), `shapes/small.md:22:3: responsibility "write-code" belongs to area "Build", not "Run"`},
		"responsibility missing":           {in(small, cell+"\n", ""), `shapes/small.md:11:1: responsibility "write-code" is missing from the matrix`},
		"column without a role":            {in(small, "[Coder](../roles/coder.md)", "Coder"), "shapes/small.md:12:1: column of role \"coder\" is missing\nshapes/small.md:12:20: column \"Coder\" does not link to a role / as in [SRE](../roles/site-reliability-engineer.md)"},
		"column twice":                     {in(small, "[Tester](../roles/tester.md) |\n", "[Coder](../roles/coder.md) |\n"), "shapes/small.md:12:1: column of role \"tester\" is missing\nshapes/small.md:12:49: column of role \"coder\" stands here twice"},
		"column of a role the shape lacks": {in(small, "roles: [coder, tester]", "roles: [coder]"), "shapes/small.md:12:49: role \"tester\" has a column, but does not exist in this shape / add it to roles: in the front matter, or drop the column\nshapes/small.md:15:3: nobody answers for \"test-code\" / give one role A or A/R\nshapes/small.md:15:3: nobody does the work of \"test-code\" / give at least one role R or A/R\nshapes/small.md:20:49: role \"tester\" has a column, but does not exist in this shape / add it to roles: in the front matter, or drop the column\nshapes/small.md:22:3: nobody answers for \"run-code\" / give one role A or A/R"},
		"note without a letter":            {in(small, "| I | A/R[^t] |", "| [^t] | A/R |"), `shapes/small.md:15:46: cell has a note but no letter`},
		"table under no area":              {in(small, "## Run", "## Rum"), "shapes/small.md:19:1: table stands under \"Rum\", which is no area / did you mean \"Run\"?"},
		"area twice":                       {in(small, "## Run", "## Build"), "shapes/small.md:19:1: area \"Build\" stands here twice\nshapes/small.md:22:3: responsibility \"run-code\" belongs to area \"Run\", not \"Build\"\nshapes/small.md:23:3: responsibility \"fix-code\" belongs to area \"Run\", not \"Build\""},
		"area without a table":             {in(small, "## Run\n| Responsibility", "## Run\n| Work"), "shapes/small.md:9:1: responsibility \"fix-code\" is missing from the matrix\nshapes/small.md:9:1: responsibility \"run-code\" is missing from the matrix\nshapes/small.md:19:1: area \"Run\" has no table / its head starts with | Responsibility |"},
		"no matrix":                        {map[string]string{small: "---\ntitle: Small\norder: 1\nsummary: Few.\nsize: 5\nteams: One\nroles: [coder]\n---\nProse.\n"}, "shapes/small.md:9:1: has no matrix / each area is a ## with a table whose head starts with | Responsibility |"},
		// smells
		"bottleneck":          {in(small, "| R | A/R |", "| A/R | R |"), `warning shapes/small.md:7:8: bottleneck: Coder answers for 3 of 4 rows / if it is meant, say why under accepted: in the front matter`},
		"idle":                {and(in(small, "| I | A/R[^t] |", "| A/R[^t] | C |"), in(small, "| R | A/R |", "| A/R | I |")), "warning shapes/small.md:7:8: bottleneck: Coder answers for 4 of 4 rows / if it is meant, say why under accepted: in the front matter\nwarning shapes/small.md:7:8: idle: Tester is only consulted and informed / if it is meant, say why under accepted: in the front matter"},
		"powerless":           {in(small, "| R | A/R |", "| R | A |"), `warning shapes/small.md:22:48: powerless: Tester answers for "run-code" but does no work in its area / if it is meant, say why under accepted: in the front matter`},
		"accepted":            {and(in(small, "| R | A/R |", "| R | A |"), in(small, "roles: [coder, tester]", "roles: [coder, tester]\naccepted:\n  - smell: powerless\n    why: So.")), ""},
		"accepted without it": {in(small, "roles: [coder, tester]", "roles: [coder, tester]\naccepted:\n  - smell: idle\n    why: So."), `warning shapes/small.md:9:12: smell "idle" is accepted, but is not there`},
		"unknown smell":       {in(small, "roles: [coder, tester]", "roles: [coder, tester]\naccepted:\n  - smell: idel\n    why: So."), `shapes/small.md:9:12: "smell" is "idel", not one of bottleneck, idle, crowded, powerless / did you mean "idle"?`},
		// references
		"unknown role":         {in("roles/coder.md", "    instead: tester", "    instead: testr"), `roles/coder.md:17:14: unknown role "testr" / did you mean "tester"?`},
		"role twice":           {in(small, "[coder, tester]", "[coder, tester, coder]"), `shapes/small.md:7:24: role "coder" stands here twice`},
		"unknown area":         {in("responsibilities/write-code.md", "area: build", "area: biuld"), "responsibilities/write-code.md:3:7: unknown area \"biuld\" / did you mean \"build\"?"},
		"unknown stage":        {in("areas/run.md", "[make]", "[mkae]"), `areas/run.md:4:10: unknown stage "mkae" / did you mean "make"?`},
		"unknown source":       {in("responsibilities/write-code.md", "[book]", "[boko]"), `responsibilities/write-code.md:10:11: unknown source "boko" / did you mean "book"?`},
		"source twice":         {in("responsibilities/write-code.md", "[book]", "[book, book]"), `responsibilities/write-code.md:10:17: source "book" stands here twice`},
		"unknown level":        {in("roles/coder.md", "ladder.md#senior", "ladder.md#senor"), "roles/coder.md:43:3: \"Senior\" does not link to a level / link it to the ladder, as in [Senior](../ladder.md#senior)"},
		"levels out of order":  {in("roles/coder.md", "| [Senior](../ladder.md#senior)", "| [Junior](../ladder.md#junior)"), `roles/coder.md:43:3: level "Junior" stands out of order, or twice`},
		"levels without table": {in("roles/coder.md", "| Level | In this role |\n|---|---|\n| [Junior](../ladder.md#junior) | Learns |\n| [Senior](../ladder.md#senior) | Teaches |", "None."), `roles/coder.md:39:1: section "Levels" holds no table of two columns / the head is | Level | In this role |`},
		"dead link":            {in("guides/hello.md", "Text.", "Text, [see](../roles/codr.md)."), `guides/hello.md:5:7: link to "../roles/codr.md" leads nowhere / did you mean "../roles/coder.md"?`},
		"dead link in a key":   {in("roles/coder.md", "objective: Writes code.", "objective: Writes [code](cod.md)."), `roles/coder.md:6:12: link to "cod.md" leads nowhere / did you mean "coder.md"?`},
		"dead anchor":          {in("guides/hello.md", "Text.", "[Bug](../glossary.md#bgu)"), `guides/hello.md:5:1: glossary.md has no heading for the anchor "#bgu" / did you mean "bug"?`},
		"absolute link":        {in("guides/hello.md", "Text.", "[Bug](/glossary/)"), `guides/hello.md:5:1: link to "/glossary/" leads nowhere / links within the site are relative and lead to a .md file, as in ../roles/cloud-engineer.md`},
		"link out of content":  {in("guides/hello.md", "Text.", "[Up](../../README.md)"), `guides/hello.md:5:1: link to "../../README.md" leads nowhere / links within the site are relative and lead to a .md file, as in ../roles/cloud-engineer.md`},
		"link to a page":       {in("guides/hello.md", "Text.", "[One](../roles/coder/)"), `guides/hello.md:5:1: link to "../roles/coder/" leads nowhere / did you mean "../roles/coder.md"?`},
		"link to nothing":      {in("guides/hello.md", "Text.", "[One]() ![Two]()"), "guides/hello.md:5:1: link without an address / write it between the round brackets\nguides/hello.md:5:9: link without an address / write it between the round brackets"},
		"picture missing":      {in("guides/hello.md", "Text.", "![A cat](../images/cat.png)"), `guides/hello.md:5:1: picture "../images/cat.png" is not in the content folder`},
		"door to nowhere":      {in("index.md", "roles/coder.md", "roles/codr.md"), `index.md:8:11: link to "roles/codr.md" leads nowhere / did you mean "roles/coder.md"?`},
		// keys and sections
		"bad kind":                       {in("roles/tester.md", "kind: adjacent", "kind: ajacent"), "roles/tester.md:4:7: \"kind\" is \"ajacent\", not one of core, adjacent / did you mean \"adjacent\"?"},
		"long column head":               {in("roles/coder.md", "short: Coder", "short: Coder and more"), `roles/coder.md:3:8: "Coder and more" has 14 characters, the head of a column holds 12`},
		"no beginning":                   {in("roles/tester.md", "What it is.\n", ""), `roles/tester.md:17:1: body does not start with what the work is`},
		"missing section":                {in("roles/tester.md", "## A day", "## A dya"), `roles/tester.md:17:1: section "A day" is missing / there is "A dya"`},
		"empty section":                  {in("roles/tester.md", "## A day\nTests.", "## A day\n<!-- later -->"), `roles/tester.md:19:1: section "A day" is empty`},
		"section too deep":               {in("roles/tester.md", "## A day\nTests.", "## A day\n"+strings.Repeat("> ", 41)+"Tests."), `roles/tester.md:20:1: quotations or lists nested more than 40 deep`},
		"section twice":                  {in("roles/tester.md", "## A day", "## A day\nNo.\n\n## A day"), `roles/tester.md:22:1: section "A day" stands here twice`},
		"move without a goal":            {in("roles/coder.md", "    - title: Student", "    - why: So."), `roles/coder.md:19:3: a move names either a role or a title`},
		"bad letter in takes":            {in("roles/tester.md", "is-not: []", "is-not: []\ntakes:\n  - responsibility: run-code\n    letter: X"), `roles/tester.md:18:13: "X" is not a letter of the matrix / the letters are A, R, A/R, C and I; leave the cell empty where a role has no part`},
		"contested, no other":            {in("responsibilities/write-code.md", "status: settled", "status: contested"), `responsibilities/write-code.md:9:9: is contested, but does not say how organisations differ / add differs: with who and when`},
		"settled, with another":          {in("responsibilities/test-code.md", "status: contested", "status: settled"), `responsibilities/test-code.md:11:3: is settled, but says how organisations differ / write status: contested`},
		"two paragraphs in a key":        {in("roles/coder.md", "objective: Writes code.", "objective: |\n  One.\n\n  Two."), `roles/coder.md:6:12: holds more than one plain paragraph / lists, headings and tables belong below the front matter`},
		"guide without a text":           {in("guides/hello.md", "Text.\n", ""), `guides/hello.md:5:1: has no body`},
		"comparison without a text":      {in("comparisons/coder-vs-tester.md", "## A scene\nBody.\n", "<!-- Two to five sections. -->\n"), `comparisons/coder-vs-tester.md:14:1: has no section / the text of a comparison stands below headings of level 2`},
		"comparison with a bare heading": {in("comparisons/coder-vs-tester.md", "Body.", "<!-- later -->"), `comparisons/coder-vs-tester.md:14:1: section "A scene" is empty`},
		"work without a part":            {in("responsibilities/run-code.md", "## How it goes wrong\nIt does not.\n\n", ""), `responsibilities/run-code.md:11:1: section "How it goes wrong" is missing`},
		"work with an empty part":        {in("responsibilities/run-code.md", "Code.\n", ""), `responsibilities/run-code.md:17:1: section "What comes out of it" is empty`},
		"tool without a side":            {in("tools/hammer.md", "## User side\nHit.\n", ""), `tools/hammer.md:9:1: section "User side" is missing`},
		// text for which a page has no place
		"text before the sections of a comparison": {in("comparisons/coder-vs-tester.md", "## A scene", "Once <!-- then -->upon.\n\n## A scene"), `comparisons/coder-vs-tester.md:14:1: text before the first heading is not shown / put it below a heading of level 2, or into summary or verdict`},
		"text before the parts of work":            {in("responsibilities/run-code.md", "## What good", "<!-- note -->\n\n- One\n- Two\n\n## What good"), `responsibilities/run-code.md:13:1: text before the first heading is not shown / put it below a heading of level 2, or into definition, plain or why`},
		"text beside the matrix":                   {in(small, "## Run\n", "## Run\nFast.\n\n"), `shapes/small.md:20:1: text beside the table of "Run" is not shown / put it into a section of its own, or into a footnote of a cell`},
		"another table beside the matrix":          {in(small, "## Run\n", "## Run\n| Word |\n|---|\n| Fast |\n\n"), `shapes/small.md:20:1: text beside the table of "Run" is not shown / put it into a section of its own, or into a footnote of a cell`},
		"text beside the levels":                   {in("roles/coder.md", "| Teaches |\n", "| Teaches |\n\nAnd so on.\n"), `roles/coder.md:45:1: text beside the table of "Levels" is not shown / put it into a section of its own`},
		"text before the sources of a group":       {in("sources.md", "## Books\n", "## Books\n\nMany.\n"), `sources.md:7:1: text before the first source of "Books" is not shown / put it above the first heading of the page, or below the source it is about`},
		"second caution of a source":               {in("sources.md", "- Good for: Everything.\n", "- Good for: Everything.\n\nOld.\n\nVery.\n"), `sources.md:18:1: text below the caution of source "BOOK" is not shown / put it into the caution, which is one paragraph`},
		// comparisons
		"comparison of one":    {in("comparisons/coder-vs-tester.md", "roles: [coder, tester]", "roles: [coder]"), `comparisons/coder-vs-tester.md:3:8: compares 1 roles / name two or more`},
		"comparison misnamed":  {in("comparisons/coder-vs-tester.md", "roles: [coder, tester]", "roles: [tester, coder]"), `comparisons/coder-vs-tester.md:3:8: compares tester and coder, but its file is named "coder-vs-tester" / name it tester-vs-coder.md`},
		"nothing to choose by": {in("comparisons/coder-vs-tester.md", "  - role: tester\n    if: You doubt.\n    hire: It breaks.\n", ""), `comparisons/coder-vs-tester.md:7:3: does not say when to choose "tester"`},
		"chosen twice":         {in("comparisons/coder-vs-tester.md", "  - role: tester", "  - role: coder"), "comparisons/coder-vs-tester.md:7:3: does not say when to choose \"tester\"\ncomparisons/coder-vs-tester.md:10:11: role \"coder\" stands here twice"},
		// addresses
		"alias is an id":              {in("roles/coder.md", "order: 1", "order: 1\naliases: [tester]"), `roles/coder.md:6:10: alias "tester" is the id of another page`},
		"alias twice":                 {and(in("roles/coder.md", "order: 1", "order: 1\naliases: [old]"), in("roles/tester.md", "order: 2", "order: 2\naliases: [old]")), `roles/tester.md:6:10: alias "old" is also one of "coder"`},
		"alias is no id":              {in("roles/coder.md", "order: 1", "order: 1\naliases: [../x]"), `roles/coder.md:6:11: alias "../x" is not an id`},
		"order twice":                 {in("areas/run.md", "order: 2", "order: 1"), `areas/run.md:3:8: order 1 is also that of "build"`},
		"unknown folder":              {map[string]string{"rolse/x.md": "---\ntitle: X\n---\n"}, `rolse/x.md:1:1: stands in a folder that is not known / did you mean "roles"?`},
		"unknown file":                {map[string]string{"sorces.md": "---\ntitle: X\n---\n"}, `sorces.md:1:1: is no file that is known here / did you mean "sources.md"?`},
		"file name no id":             {map[string]string{"guides/Hello World.md": "---\ntitle: X\nsummary: Y\n---\nZ\n"}, `guides/Hello World.md:1:1: file name "Hello World.md" is not an id / use lower-case letters, digits and single dashes, as in cloud-engineer.md`},
		"missing file":                {map[string]string{"ladder.md": "", "roles/coder.md\x00| [Junior](../ladder.md#junior) | Learns |\n| [Senior](../ladder.md#senior) | Teaches |": "| Junior | Learns |"}, `ladder.md: is missing`},
		"bad base address":            {in("site.yaml", "https://test.example", "test"), `site.yaml:4:11: "base-url" is "test", not an address / as in https://remit.example`},
		"no characters of an address": {in("site.yaml", "https://test.example", "https://test.example/<b>"), `site.yaml:4:11: "base-url" is "https://test.example/<b>", not an address / as in https://remit.example`},
		"bad language":                {in("site.yaml", "language: en", "language: English"), `site.yaml:5:11: "English" is no language tag / as in en or pt-BR`},
		"no month":                    {in("areas/run.md", "order: 2", "order: 2\nreview-by: 2027-13"), `areas/run.md:4:12: "2027-13" is no month / write it as 2027-06`},
		"a day, no month":             {in("site.yaml", "language: en", "language: en\nreview-by: 2027-06-01"), `site.yaml:6:12: "2027-06-01" is no month / write it as 2027-06`},
		// glossary, sources, ladder
		"term twice":                {in("glossary.md", "## Code", "## Bug"), "glossary.md:11:1: term \"Bug\" stands here twice\nwarning glossary.md:11:1: \"Bug\" is also a name of \"Bug\""},
		"term without meaning":      {in("glossary.md", "Text that runs.\n", ""), `glossary.md:11:1: term "Code" has no meaning / write it as a paragraph below the heading`},
		"footnotes in the glossary": {in("glossary.md", "Text that runs.", "Text that runs[^n].\n\n[^n]: Or not."), `glossary.md:5:1: has footnotes, which are not shown here / write the note into the text`},
		"name that is not linked":   {in("glossary.md", "Text that runs.", "Linked: Code, Cods\n\nText that runs."), `glossary.md:13:1: term "Code" has no name "Cods" to link / did you mean "Code"?`},
		"linked by nobody":          {in("glossary.md", "Text that runs.", "Linked: nobody\n\nText that runs."), `glossary.md:13:1: term "Code" has no name "nobody" to link / write names of the term, or by hand`},
		"linked, with no meaning":   {in("glossary.md", "Text that runs.", "Linked: by hand"), `glossary.md:11:1: term "Code" has no meaning / write it as a paragraph below the heading`},
		"empty Linked":              {in("glossary.md", "Text that runs.", "Linked:\n\nText that runs."), `glossary.md:13:1: term "Code" does not say which of its names are linked / write names of the term, or by hand`},
		"everyday words linked":     {in("glossary.md", "Also: defect", "Also: The, slip, Teams, IT, the A"), "warning glossary.md:5:1: term \"Bug\" links every \"Teams\" / everybody knows the word: write which other names to link behind Linked:, or by hand\nwarning glossary.md:5:1: term \"Bug\" links every \"The\" / everybody knows the word: write which other names to link behind Linked:, or by hand"},
		"everyday words named":      {in("glossary.md", "Also: defect", "Also: slip, the\n\nLinked: slip"), ""},
		"everyday words in Linked":  {in("glossary.md", "Also: defect", "Also: slip, the\n\nLinked: slip, the"), `warning glossary.md:9:1: term "Bug" links every "the" / everybody knows the word: write which other names to link behind Linked:, or by hand`},
		"alphabet":                  {in("glossary.md", "## Code", "## Ant"), `warning glossary.md:11:1: term "Ant" stands behind "Bug", out of the alphabet`},
		"name of another term":      {in("glossary.md", "## Code\n", "## Code\n\nAlso: Defect\n"), `warning glossary.md:11:1: "Defect" is also a name of "Bug"`},
		"source incomplete":         {in("sources.md", "- Year: 2020\n", ""), `sources.md:11:1: source "BOOK" has no "Year"`},
		"source year":               {in("sources.md", "Year: 2020", "Year: soon"), `sources.md:12:3: year "soon" is not four digits, or undated`},
		"source field":              {in("sources.md", "- Read: text", "- Read: text\n- Raed: text"), `sources.md:14:3: unknown field "Raed" / did you mean "Read"?`},
		"source field twice":        {in("sources.md", "- Read: text", "- Read: text\n- Read: text"), `sources.md:14:3: field "Read" stands here twice`},
		"source reading":            {in("sources.md", "Read: text", "Read: txt"), `sources.md:13:3: "Read" is "txt", not one of text, excerpt, reported, known / did you mean "text"?`},
		"source without link":       {in("sources.md", "[A book](https://book.example)", "A book"), `sources.md:9:1: source "BOOK" does not start with a link`},
		"source without list":       {in("sources.md", "- Publisher: House\n- Year: 2020\n- Read: text\n- Good for: Everything.\n", "By House.\n"), `sources.md:11:1: source "BOOK" has no list of Publisher, Year, Read and Good for`},
		"source twice in list":      {in("sources.md", "### BOOK", "### BOOK\n\n[X](https://x.example)\n\n- Publisher: H\n- Year: 2020\n- Read: text\n- Good for: X.\n\n### BOOK"), `sources.md:16:1: source "BOOK" stands here twice`},
		"source bare":               {in("sources.md", "### BOOK", "### EMPTY\n\n### BOOK"), `sources.md:7:1: source "EMPTY" is not complete / a link with the title, then a list of Publisher, Year, Read and Good for`},
		"level without list":        {in("ladder.md", "- Scope: Problems\n- Autonomy: Much\n- Reach: Team\n", "Text.\n"), `ladder.md:10:1: level "Senior" does not start with a list of Scope, Autonomy, Reach and SFIA`},
		"level incomplete":          {in("ladder.md", "- Reach: Team\n", ""), `ladder.md:11:1: level "Senior" has no "Reach"`},
		// titles
		"no titles":                     {map[string]string{"titles.md": ""}, ""},
		"title of an unknown role":      {in("titles.md", "[Tester](roles/tester.md)\n\n", "[Tester](roles/testr.md)\n\n"), `titles.md:14:12: unknown role "testr" / did you mean "tester"?`},
		"title of a role twice":         {in("titles.md", "(roles/coder.md), [Tester](roles/tester.md)", "(roles/coder.md), [Tester](roles/coder.md)"), `titles.md:7:37: role "coder" stands here twice`},
		"title of what is no role":      {in("titles.md", "[Tester](roles/tester.md)\n\n", "[Bug](glossary.md#bug)\n\n"), `titles.md:14:12: "glossary.md#bug" does not link to a role / as in - Usually: [Site reliability engineer](roles/site-reliability-engineer.md)`},
		"title of four roles":           {in("titles.md", "[Tester](roles/tester.md)\n\n", "[1](roles/tester.md), [2](roles/coder.md), [3](roles/tester.md), [4](roles/coder.md)\n\n"), "titles.md:14:3: title \"Inspector\" is usually 4 roles / name one to three, the most likely first\ntitles.md:14:55: role \"tester\" stands here twice\ntitles.md:14:77: role \"coder\" stands here twice"},
		"title of no role":              {in("titles.md", "- Usually: [Tester](roles/tester.md)", "- Also called: looker"), `titles.md:14:1: title "Inspector" has no "Usually" / as in - Usually: [Site reliability engineer](roles/site-reliability-engineer.md)`},
		"title with words for roles":    {in("titles.md", "[Tester](roles/tester.md)\n\n", "[Tester](roles/tester.md) or nobody\n\n"), `titles.md:14:3: "Usually" holds something else than links with commas between them / as in - Usually: [Site reliability engineer](roles/site-reliability-engineer.md)`},
		"title without list":            {in("titles.md", "- Usually: [Tester](roles/tester.md)\n\n", ""), `titles.md:12:1: title "Inspector" does not start with a list of Usually and Also called / as in - Usually: [Site reliability engineer](roles/site-reliability-engineer.md)`},
		"title with an unknown field":   {in("titles.md", "Also called", "Also caled"), `titles.md:8:3: unknown field "Also caled" / did you mean "Also called"?`},
		"title without meaning":         {in("titles.md", "One who looks.\n", ""), `titles.md:12:1: title "Inspector" does not say what it means / write it as a paragraph below the list`},
		"title with two paragraphs":     {in("titles.md", "One who types.", "One who types.\n\nA lot."), `titles.md:12:1: title "Hacker" has more than one paragraph / say in one what it usually means, where that differs, and what to ask`},
		"title twice":                   {in("titles.md", "## Inspector", "## hacker"), `titles.md:12:1: title "hacker" stands here twice`},
		"name of another title":         {in("titles.md", "## Inspector", "## Code Monkey"), "titles.md:12:1: \"Code Monkey\" is also a name of \"Hacker\"\nwarning titles.md:12:1: title \"Code Monkey\" stands behind \"Hacker\", out of the alphabet"},
		"two titles with another name":  {in("titles.md", "(roles/tester.md)\n\n", "(roles/tester.md)\n- Also called: hacker\n\n"), `titles.md:12:1: "hacker" is also a name of "Hacker"`},
		"title that is also itself":     {in("titles.md", "code monkey", "hacker"), `titles.md:5:1: "hacker" is also a name of "Hacker"`},
		"title that is a role":          {in("titles.md", "code monkey", "coder"), `titles.md:5:1: "coder" is the title of a role of its own / its page is roles/coder.md`},
		"title that another role bears": {in("roles/coder.md", "order: 1", "order: 1\ntitles: [inspector]"), `warning titles.md:12:1: "Inspector" is one of the titles of role "coder", which Usually does not name`},
		"titles out of the alphabet":    {in("titles.md", "## Inspector", "## Breaker"), `warning titles.md:12:1: title "Breaker" stands behind "Hacker", out of the alphabet`},
		"footnotes among the titles":    {in("titles.md", "One who looks.", "One who looks[^n].\n\n[^n]: Or not."), `titles.md:5:1: has footnotes, which are not shown here / write the note into the text`},
	} {
		if got := found(t, c.change); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, strings.ReplaceAll(got, "\n", "\n     "), strings.ReplaceAll(c.want, "\n", "\n     "))
		}
	}
}

func TestPhrasesBelowAHeadingAreNotRead(t *testing.T) {
	got := found(t, map[string]string{"job-ads/phrases.md": "---\ntitle: Phrases\nsummary: Words.\n---\n- opening: \"We hire.\"\n\n## More\n\n- on-call-no: \"None.\"\n"})
	if want := `job-ads/phrases.md:7:1: section "More" is not read / the phrases stand in one list, above any heading`; !slices.Contains(strings.Split(got, "\n"), want) {
		t.Errorf("got %s\nwant %s among them", got, want)
	}
}

// A file that cannot be read is one problem, and not one for each place that names it.
func TestBrokenFileIsOneProblem(t *testing.T) {
	got := found(t, in("roles/tester.md", "title: Tester", "title: [Tester"))
	if strings.Count(got, "\n") != 0 || !strings.HasPrefix(got, "roles/tester.md:") {
		t.Error(got)
	}
}

func TestCrowdedRow(t *testing.T) {
	files := fstest.MapFS{}
	for p, text := range base {
		files[p] = &fstest.MapFile{Data: []byte(text)}
	}
	columns, letters := "", ""
	var roles []string
	for i := range 5 {
		id := fmt.Sprintf("r%d", i)
		roles = append(roles, id)
		files["roles/"+id+".md"] = &fstest.MapFile{Data: []byte(strings.Replace(strings.Replace(base["roles/tester.md"], "order: 2", fmt.Sprintf("order: %d", i+3), 1), "Tester", id, 2))}
		columns += fmt.Sprintf(" [%s](../roles/%s.md) |", id, id)
		letters += " C |"
	}
	text := strings.Replace(base["shapes/small.md"], "roles: [coder, tester]", "roles: [coder, tester, "+strings.Join(roles, ", ")+"]\naccepted:\n  - smell: idle\n    why: So.", 1)
	text = strings.ReplaceAll(text, "[Tester](../roles/tester.md) |", "[Tester](../roles/tester.md) |"+columns)
	text = strings.ReplaceAll(text, "|---|:-:|:-:|", "|---|:-:|:-:|"+strings.Repeat(":-:|", 5))
	text = strings.Replace(text, "| A/R | C |", "| A/R | I |"+letters, 1)
	text = strings.Replace(text, "| I | A/R[^t] |", "| I | A/R[^t] |"+strings.Repeat(" |", 5), 1)
	text = strings.Replace(text, "| R | A/R |\n", "| R | A/R |"+strings.Repeat(" |", 5)+"\n", 1)
	text = strings.Replace(text, "| A/R | C |\n", "| A/R | C |"+strings.Repeat(" |", 5)+"\n", 1)
	files["shapes/small.md"] = &fstest.MapFile{Data: []byte(text)}
	_, problems := load(t, files)
	if len(problems) != 1 || problems[0].Message != `crowded: 5 roles are consulted on "write-code"` || path.Base(problems[0].File) != "small.md" {
		t.Error(problems)
	}
}

func FuzzMatrix(f *testing.F) {
	text := base["shapes/small.md"]
	front, body, _ := strings.Cut(text, "---\nProse.")
	f.Add("Prose." + body)
	f.Add("## Build\n| Responsibility |\n|---|\n| |\n")
	f.Add("| Responsibility | [x](../roles/coder.md#a) |\n|---|---|\n| [^1] | A/R[^1][^1] |\n\n[^1]: x\n")
	f.Fuzz(func(t *testing.T, body string) {
		files := fstest.MapFS{}
		for p, text := range base {
			files[p] = &fstest.MapFile{Data: []byte(text)}
		}
		files["shapes/small.md"] = &fstest.MapFile{Data: []byte(front + "---\n" + body)}
		cat, problems := load(t, files)
		for _, p := range problems {
			if p.Severity == diag.Error {
				return
			}
		}
		// without a problem, every row has one role that answers and one that works
		for _, row := range cat.Shapes[0].Rows {
			works := slices.ContainsFunc(row.Cells, func(c catalog.Cell) bool { return c.Letter.Works() })
			if row.Accountable() == nil || !works {
				t.Fatalf("row %q has nobody", row.Responsibility.ID)
			}
		}
	})
}
