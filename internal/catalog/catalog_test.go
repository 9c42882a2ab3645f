package catalog_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"remit/internal/catalog"
	"remit/internal/site"
	"remit/internal/source"
)

// What TestProblems does not show: the same check met from another side, and what must not be a problem.
func TestMoreProblems(t *testing.T) {
	const small = "shapes/small.md"
	const coder = "roles/coder.md"
	const versus = "comparisons/coder-vs-tester.md"
	takes := func(text string) map[string]string {
		return in("roles/tester.md", "is-not: []", "is-not: []\n"+text)
	}
	for name, c := range map[string]struct {
		change map[string]string
		want   string
	}{
		// the matrix
		"two A/R in a row":                    {in(small, "| A/R | C |", "| A/R | A/R |"), `shapes/small.md:14:54: second A in the row of "write-code" / Coder has the first; exactly one role answers for a row`},
		"A beside A/R":                        {in(small, "| R | A/R |", "| A | A/R |"), `shapes/small.md:22:48: second A in the row of "run-code" / Coder has the first; exactly one role answers for a row`},
		"three A in a row":                    {in(small, "| R | A/R |", "| A/R | A/R |"), `shapes/small.md:22:50: second A in the row of "run-code" / Coder has the first; exactly one role answers for a row`},
		"empty row":                           {in(small, "| A/R | C |", "| | |"), "shapes/small.md:14:3: nobody answers for \"write-code\" / give one role A or A/R\nshapes/small.md:14:3: nobody does the work of \"write-code\" / give at least one role R or A/R"},
		"row of C and I":                      {in(small, "| A/R | C |", "| C | I |"), "shapes/small.md:14:3: nobody answers for \"write-code\" / give one role A or A/R\nshapes/small.md:14:3: nobody does the work of \"write-code\" / give at least one role R or A/R"},
		"Cyrillic A":                          {in(small, "| A/R | C |", "| А | R |"), "shapes/small.md:14:48: letter \"А\" looks like A, the Cyrillic letter (U+0410) / type it anew on a Latin keyboard"},
		"Cyrillic A of A/R":                   {in(small, "| A/R | C |", "| А/R | C |"), "shapes/small.md:14:48: letter \"А/R\" looks like A, the Cyrillic letter (U+0410) / type it anew on a Latin keyboard"},
		"Cyrillic small letter":               {in(small, "| A/R | C |", "| A/R | с |"), `shapes/small.md:14:54: letter "с" looks like c, the Cyrillic letter (U+0441) / type it anew on a Latin keyboard`},
		"Roman numeral":                       {in(small, "| A/R | C |", "| A/R | Ⅰ |"), `shapes/small.md:14:54: letter "Ⅰ" looks like I, the Roman numeral (U+2160) / type it anew on a Latin keyboard`},
		"fraction slash":                      {in(small, "| A/R | C |", "| A⁄R | R |"), "shapes/small.md:14:48: letter \"A⁄R\" looks like /, the fraction slash (U+2044) / type it anew on a Latin keyboard"},
		"full-width A":                        {in(small, "| A/R | C |", "| Ａ | R |"), "shapes/small.md:14:48: letter \"Ａ\" looks like A, the full-width letter (U+FF21) / type it anew on a Latin keyboard"},
		"small a/r":                           {in(small, "| A/R | C |", "| a/r | C |"), "shapes/small.md:14:48: \"a/r\" is not a letter of the matrix / did you mean \"A/R\"?"},
		"A, R":                                {in(small, "| A/R | C |", "| A, R | C |"), "shapes/small.md:14:48: \"A, R\" is not a letter of the matrix / did you mean \"A/R\"?"},
		"AR":                                  {in(small, "| A/R | C |", "| AR | C |"), "shapes/small.md:14:48: \"AR\" is not a letter of the matrix / did you mean \"A/R\"?"},
		"R twice":                             {in(small, "| A/R | C |", "| A/R | RR |"), `shapes/small.md:14:54: "RR" is not a letter of the matrix / the letters are A, R, A/R, C and I; leave the cell empty where a role has no part`},
		"a question mark":                     {in(small, "| A/R | C |", "| A/R | C? |"), `shapes/small.md:14:54: "C?" is not a letter of the matrix / the letters are A, R, A/R, C and I; leave the cell empty where a role has no part`},
		"row too long":                        {in(small, "| A/R | C |", "| A/R | C | I |"), `shapes/small.md:14:1: row has 4 cells, the head of its table has 3 / a "|" within a cell is written "\|"`},
		"row links to a role":                 {in(small, "[Write](../responsibilities/write-code.md)", "[Write](../roles/coder.md)"), "shapes/small.md:11:1: responsibility \"write-code\" is missing from the matrix\nshapes/small.md:14:3: row \"Write\" does not link to a responsibility / as in [Measure and cut toil](../responsibilities/measure-and-cut-toil.md)"},
		"row links with an anchor":            {in(small, "[Write](../responsibilities/write-code.md)", "[Write](../responsibilities/write-code.md#x)"), `shapes/small.md:14:3: responsibilities/write-code.md has no heading for the anchor "#x"`},
		"row links to a page of another host": {in(small, "[Write](../responsibilities/write-code.md)", "[Write](https://x.example/responsibilities/write-code.md)"), "shapes/small.md:11:1: responsibility \"write-code\" is missing from the matrix\nshapes/small.md:14:3: row \"Write\" does not link to a responsibility / as in [Measure and cut toil](../responsibilities/measure-and-cut-toil.md)"},
		"unknown role in a column":            {in(small, "[Tester](../roles/tester.md) |\n|---|:-:|:-:|\n| [Run]", "[Tester](../roles/testr.md) |\n|---|:-:|:-:|\n| [Run]"), "shapes/small.md:20:1: column of role \"tester\" is missing\nshapes/small.md:20:49: unknown role \"testr\" / did you mean \"tester\"?"},
		"column missing":                      {in(small, "| Responsibility | [Coder](../roles/coder.md) | [Tester](../roles/tester.md) |\n|---|:-:|:-:|\n| [Run](../responsibilities/run-code.md) | R | A/R |\n| [Fix](../responsibilities/fix-code.md) | A/R | C |", "| Responsibility | [Tester](../roles/tester.md) |\n|---|:-:|\n| [Run](../responsibilities/run-code.md) | A/R |\n| [Fix](../responsibilities/fix-code.md) | A/R |"), `shapes/small.md:20:1: column of role "coder" is missing`},
		"table before the first heading":      {in(small, "Prose.\n\n## Build\n", "Prose.\n\n"), `shapes/small.md:11:1: table stands under "", which is no area`},
		"responsibility twice, areas apart":   {in(small, "| [Fix](../responsibilities/fix-code.md) | A/R | C |", "| [Fix](../responsibilities/fix-code.md) | A/R | C |\n| [Test](../responsibilities/test-code.md) | I | A/R |"), `shapes/small.md:24:3: responsibility "test-code" stands here twice / first in line 15`},
		"responsibility missing in one shape": {map[string]string{"shapes/big.md": strings.NewReplacer("title: Small", "title: Big", "order: 1", "order: 2", "| [Fix](../responsibilities/fix-code.md) | A/R | C |\n", "").Replace(base[small])}, `shapes/big.md:19:1: responsibility "fix-code" is missing from the matrix`},
		"another table is prose":              {in(small, "Prose.", "| Team | Size |\n|---|---|\n| One | 5 |"), ""},
		"head in other letters":               {in(small, "## Build\n| Responsibility", "## Build\n| RESPONSIBILITY"), ""},
		"unknown footnote":                    {in(small, "| A/R | C |", "| A/R | C[^gone] |"), "shapes/small.md:14:54: \"C[^gone]\" is not a letter of the matrix / the letters are A, R, A/R, C and I; leave the cell empty where a role has no part\nshapes/small.md:14:55: footnote that is not defined / define it on a line of its own: [^label]: text"},
		"two notes in a cell":                 {and(in(small, "A/R[^t]", "A/R[^t][^u]"), in(small, "[^t]: A note.", "[^t]: A note.\n[^u]: Another.")), ""},

		// smells
		"accepted bottleneck":         {and(in(small, "| R | A/R |", "| A/R | R |"), in(small, "roles: [coder, tester]", "roles: [coder, tester]\naccepted:\n  - smell: bottleneck\n    why: So.")), ""},
		"sixty per cent is enough":    {and(map[string]string{"responsibilities/ship-code.md": strings.NewReplacer("Run", "Ship", "order: 1", "order: 3").Replace(base["responsibilities/run-code.md"])}, in(small, "| [Fix](../responsibilities/fix-code.md) | A/R | C |", "| [Fix](../responsibilities/fix-code.md) | A/R | C |\n| [Ship](../responsibilities/ship-code.md) | A/R | C |")), ""},
		"bottleneck of one role":      {map[string]string{"shapes/solo.md": "---\ntitle: Solo\norder: 2\nsummary: One.\nsize: 1\nteams: None\nroles: [coder]\n---\n" + solo}, ""},
		"accepted bottleneck, not it": {in(small, "roles: [coder, tester]", "roles: [coder, tester]\naccepted:\n  - smell: bottleneck\n    why: So."), `warning shapes/small.md:9:12: smell "bottleneck" is accepted, but is not there`},
		"accepted crowd, not it":      {in(small, "roles: [coder, tester]", "roles: [coder, tester]\naccepted:\n  - smell: crowded\n    why: So."), `warning shapes/small.md:9:12: smell "crowded" is accepted, but is not there`},
		"accepted without a reason":   {and(in(small, "| R | A/R |", "| R | A |"), in(small, "roles: [coder, tester]", "roles: [coder, tester]\naccepted:\n  - smell: powerless")), `shapes/small.md:9:5: "why" is missing`},

		// ids
		"unknown role in moves":                 {in(coder, "    - role: tester", "    - role: tset"), `roles/coder.md:22:13: unknown role "tset"`},
		"unknown role in hats":                  {in(small, "roles: [coder, tester]", "roles: [coder, tester]\nhats:\n  - role: coda\n    wears: [tester, tester]"), "shapes/small.md:9:11: unknown role \"coda\"\nshapes/small.md:10:21: role \"tester\" stands here twice"},
		"unknown role of a shape":               {in(small, "roles: [coder, tester]", "roles: [coder, tester, boss]"), `shapes/small.md:7:24: unknown role "boss"`},
		"unknown role of a tool":                {in("tools/hammer.md", "admin: [coder]", "admin: [codr]"), `tools/hammer.md:5:9: unknown role "codr" / did you mean "coder"?`},
		"unknown role of a comparison":          {in(versus, "  - role: tester", "  - role: testre"), "comparisons/coder-vs-tester.md:7:3: does not say when to choose \"tester\"\ncomparisons/coder-vs-tester.md:10:11: unknown role \"testre\" / did you mean \"tester\"?"},
		"unknown responsibility of a tool":      {in("tools/hammer.md", "[write-code]", "[wirte-code]"), `tools/hammer.md:7:20: unknown responsibility "wirte-code" / did you mean "write-code"?`},
		"unknown responsibility of the home":    {in("index.md", "rows: [write-code]", "rows: [code]"), `index.md:5:8: unknown responsibility "code" / did you mean "fix-code"?`},
		"unknown responsibility in takes":       {takes("takes:\n  - responsibility: nothing\n    letter: R"), `roles/tester.md:17:21: unknown responsibility "nothing"`},
		"unknown source of a certificate":       {in(coder, "    source: book", "    source: boook"), `roles/coder.md:25:13: unknown source "boook" / did you mean "book"?`},
		"unknown source of a difference":        {in("responsibilities/test-code.md", "    when: Always.", "    when: Always.\n    source: nothing-like-it"), `responsibilities/test-code.md:13:13: unknown source "nothing-like-it"`},
		"unknown source of an area":             {in("areas/run.md", "summary: Running.", "summary: Running.\nsources: [bok]"), `areas/run.md:6:11: unknown source "bok" / did you mean "book"?`},
		"role of the other kind of letter":      {in(coder, "    instead: tester", "    instead: Tester"), `roles/coder.md:17:14: unknown role "Tester" / did you mean "tester"?`},
		"letter of the other alphabet in takes": {takes("takes:\n  - responsibility: run-code\n    letter: С"), `roles/tester.md:18:13: letter "С" looks like C, the Cyrillic letter (U+0421) / type it anew on a Latin keyboard`},

		// links
		"dead link, nothing near":        {in("guides/hello.md", "Text.", "[x](../roles/zzzzzzzz.md)"), `guides/hello.md:5:1: link to "../roles/zzzzzzzz.md" leads nowhere`},
		"dead link, same folder":         {in("responsibilities/run-code.md", "plain: Somebody runs it.", "plain: Somebody [fixes](fix-cod.md) it."), `responsibilities/run-code.md:6:8: link to "fix-cod.md" leads nowhere / did you mean "fix-code.md"?`},
		"dead link from the top":         {in("index.md", "Body.", "[x](roles/coda.md)"), `index.md:11:1: link to "roles/coda.md" leads nowhere / did you mean "roles/coder.md"?`},
		"link to a folder":               {in("guides/hello.md", "Text.", "[x](../roles/)"), `guides/hello.md:5:1: link to "../roles/" leads nowhere / links within the site are relative and lead to a .md file, as in ../roles/cloud-engineer.md`},
		"link to the settings":           {in("guides/hello.md", "Text.", "[x](../site.yaml)"), `guides/hello.md:5:1: link to "../site.yaml" leads nowhere`},
		"link to an address of the site": {in("guides/hello.md", "Text.", "[x](../roles/coder/)"), `guides/hello.md:5:1: link to "../roles/coder/" leads nowhere / did you mean "../roles/coder.md"?`},
		"dead anchor of the page itself": {in("guides/hello.md", "Text.", "[x](#text)\n\n## Txt"), `guides/hello.md:5:1: guides/hello.md has no heading for the anchor "#text" / did you mean "txt"?`},
		"dead anchor in a key":           {in(coder, "skills: [Go]", "skills: [\"[Go](../glossary.md#go)\"]"), `roles/coder.md:14:10: glossary.md has no heading for the anchor "#go"`},
		"dead anchor in a note":          {in(small, "[^t]: A note.", "[^t]: A [note](../roles/tester.md#a-dya)."), `shapes/small.md:17:9: roles/tester.md has no heading for the anchor "#a-dya" / did you mean "a-day"?`},
		"dead link of a reference":       {in("guides/hello.md", "Text.", "[x][y]\n\n[y]: ../gone.md"), `guides/hello.md:5:1: link to "../gone.md" leads nowhere`},
		"door out of content":            {in("index.md", "page: roles/coder.md", "page: ../coder.md"), `index.md:8:11: link to "../coder.md" leads nowhere / links within the site are relative and lead to a .md file, as in ../roles/cloud-engineer.md`},
		"door to an anchor":              {in("index.md", "page: roles/coder.md", "page: roles/coder.md#a-dya"), `index.md:8:11: roles/coder.md has no heading for the anchor "#a-dya" / did you mean "a-day"?`},
		"picture missing in a key":       {in(coder, "objective: Writes code.", "objective: Writes ![code](code.png)."), `roles/coder.md:6:12: picture "code.png" is not in the content folder`},
		"picture that is there":          {and(map[string]string{"images/cat.png": "png"}, in("guides/hello.md", "Text.", "![A cat](../images/cat.png)")), ""},
		"picture too large":              {and(map[string]string{"images/cat.png": strings.Repeat("x", source.MaxImage+1)}, in("guides/hello.md", "Text.", "![A cat](../images/cat.png)")), `images/cat.png:1:1: is larger than 4096 KiB`},
		"links that live":                {in("guides/hello.md", "Text.", "[a](../glossary.md#bug) [b](../roles/coder.md#a-day) [c](https://x.example/#y) [d](mailto:a@b.example) [e](#here) [f](hello.md) [g](../sources.md#book)\n\n## Here\nText."), ""},

		// keys, sections and files
		"bad hue":                  {in(coder, "kind: core", "kind: core\nhue: vermillion"), `roles/coder.md:5:6: "hue" is "vermillion", not one of vermilion, blue, green, purple, ochre, grey / did you mean "vermilion"?`},
		"bad side":                 {in("responsibilities/run-code.md", "side: admin", "side: Admin"), `responsibilities/run-code.md:8:7: "side" is "Admin", not one of admin, user, both, neither / did you mean "admin"?`},
		"bad status":               {in("responsibilities/run-code.md", "status: settled", "status: open"), `responsibilities/run-code.md:9:9: "status" is "open", not one of settled, contested`},
		"bad repository":           {in("site.yaml", "language: en", "language: en\nrepository: git@host.example:a/b.git"), `site.yaml:6:13: "repository" is "git@host.example:a/b.git", not an address / as in https://remit.example`},
		"base address with a part": {in("site.yaml", "https://test.example", "https://test.example/#top"), `site.yaml:4:11: "base-url" is "https://test.example/#top", not an address / as in https://remit.example`},
		"base address below":       {in("site.yaml", "https://test.example", "https://test.example/docs/"), ""},
		"language with a region":   {in("site.yaml", "language: en", "language: pt-BR"), ""},
		"column head in letters":   {in(coder, "short: Coder", "short: Ääääääääääää"), ""},
		"missing key":              {in(coder, "order: 1\n", ""), `roles/coder.md:1:1: "order" is missing`},
		"order of nothing":         {in(coder, "order: 1", "order: 0"), `roles/coder.md:5:1: "order" is empty`},
		"unknown key":              {in(coder, "code: Go", "code: Go\ncdoe: Go"), `roles/coder.md:12:1: unknown key "cdoe" / did you mean "code"?`},
		"move by role and title":   {in(coder, "    - role: tester", "    - role: tester\n      title: Tester"), `roles/coder.md:22:13: a move names either a role or a title`},
		"differs without when":     {in("responsibilities/test-code.md", "    when: Always.\n", ""), `responsibilities/test-code.md:11:5: "when" is missing`},
		"list in a key":            {in("areas/run.md", "summary: Running.", "summary: \"- Running.\""), `areas/run.md:5:10: holds more than one plain paragraph / lists, headings and tables belong below the front matter`},
		"heading in a key":         {in("responsibilities/run-code.md", "why: So.", "why: \"## So\""), `responsibilities/run-code.md:7:6: holds more than one plain paragraph / lists, headings and tables belong below the front matter`},
		"two paragraphs in a door": {in("index.md", "    text: Go on.", "    text: |-\n      Go.\n\n      On."), `index.md:9:11: holds more than one plain paragraph / lists, headings and tables belong below the front matter`},
		"two paragraphs in a hire": {in(versus, "    hire: It breaks.", "    hire: |-\n      It\n\n      breaks."), `comparisons/coder-vs-tester.md:12:11: holds more than one plain paragraph / lists, headings and tables belong below the front matter`},
		"core without sections":    {in(coder, "## A week\nCodes.\n\n## Where the line runs\nHere.\n\n", ""), "roles/coder.md:28:1: section \"A week\" is missing\nroles/coder.md:28:1: section \"Where the line runs\" is missing"},
		"levels of three columns":  {in(coder, "| Level | In this role |\n|---|---|", "| Level | In this role | Pay |\n|---|---|---|"), "roles/coder.md:39:1: section \"Levels\" holds no table of two columns / the head is | Level | In this role |\nroles/coder.md:42:1: row has 2 cells, the head of its table has 3 / a \"|\" within a cell is written \"\\|\"\nroles/coder.md:43:1: row has 2 cells, the head of its table has 3 / a \"|\" within a cell is written \"\\|\""},
		"level that is no link":    {in(coder, "[Junior](../ladder.md#junior)", "Junior"), `roles/coder.md:42:3: "Junior" does not link to a level / link it to the ladder, as in [Senior](../ladder.md#senior)`},
		"level of another page":    {in(coder, "[Junior](../ladder.md#junior)", "[Junior](../glossary.md#bug)"), `roles/coder.md:42:3: "Junior" does not link to a level / link it to the ladder, as in [Senior](../ladder.md#senior)`},
		"section of work twice":    {in("responsibilities/run-code.md", "status: settled\n---\n", "status: settled\n---\n## In short\nA.\n\n## In short\nB.\n"), `responsibilities/run-code.md:14:1: section "In short" stands here twice`},
		"folder in a folder":       {map[string]string{"roles/old/x.md": "---\ntitle: X\n---\n"}, `roles/old/x.md:1:1: stands in a folder that is not known / known are areas, comparisons, guides, job-ads, quiz, responsibilities, roles, shapes, stages, tools`},
		"folder far from any":      {map[string]string{"zzz/x.md": "---\ntitle: X\n---\n"}, `zzz/x.md:1:1: stands in a folder that is not known / known are areas, comparisons, guides, job-ads, quiz, responsibilities, roles, shapes, stages, tools`},
		"file far from any":        {map[string]string{"zzzzzz.md": "---\ntitle: X\n---\n"}, `zzzzzz.md:1:1: is no file that is known here / known are glossary.md, index.md, ladder.md, site.yaml, sources.md, titles.md`},
		"settings in a folder":     {map[string]string{"areas/build-more.yaml": "title: More\norder: 3\nstages: [make]\nsummary: More.\n"}, `areas/build-more.yaml:1:1: is not Markdown / only site.yaml is YAML alone`},
		"file name with a capital": {map[string]string{"guides/Hello.md": "---\ntitle: X\nsummary: Y\n---\nZ\n"}, `guides/Hello.md:1:1: file name "Hello.md" is not an id / use lower-case letters, digits and single dashes, as in cloud-engineer.md`},
		"no roles":                 {map[string]string{"stages/make.md": "", "areas/run.md\x00[make]": "[]", "areas/build.md\x00[make]": "[]"}, `stages: holds no file`},

		// addresses
		"alias of itself":         {in("guides/hello.md", "summary: Hi.", "summary: Hi.\naliases: [hello]"), `guides/hello.md:4:10: alias "hello" is the id of another page`},
		"alias twice in a file":   {in("guides/hello.md", "summary: Hi.", "summary: Hi.\naliases: [hallo, hallo]"), `guides/hello.md:4:10: alias "hallo" is also one of "hello"`},
		"alias in two folders":    {and(in("guides/hello.md", "summary: Hi.", "summary: Hi.\naliases: [old]"), in("tools/hammer.md", "category: Hand", "category: Hand\naliases: [old]")), ""},
		"order of roles":          {in("roles/tester.md", "order: 2", "order: 1"), `roles/tester.md:5:8: order 1 is also that of "coder"`},
		"order of work":           {in("responsibilities/fix-code.md", "order: 2", "order: 1"), `responsibilities/run-code.md:4:8: order 1 is also that of "fix-code"`},
		"order in another area":   {in("responsibilities/test-code.md", "order: 2", "order: 7"), ""},
		"order of stages":         {map[string]string{"stages/more.md": strings.Replace(base["stages/make.md"], "Make", "More", 1)}, `stages/more.md:3:8: order 1 is also that of "make"`},
		"order of shapes":         {map[string]string{"shapes/big.md": strings.Replace(base[small], "title: Small", "title: Big", 1)}, `shapes/small.md:3:8: order 1 is also that of "big"`},
		"alias of a comparison":   {in(versus, "summary: Both.", "summary: Both.\naliases: [coder_or_tester]"), `comparisons/coder-vs-tester.md:5:11: alias "coder_or_tester" is not an id`},
		"choose one not met":      {and(map[string]string{"roles/boss.md": strings.NewReplacer("Tester", "Boss", "order: 2", "order: 3").Replace(base["roles/tester.md"])}, in(versus, "choose:\n", "choose:\n  - role: boss\n    if: You lead.\n    hire: Too many.\n")), `comparisons/coder-vs-tester.md:7:11: role "boss" is not one of those compared / compared are coder, tester`},
		"compares a role with it": {in(versus, "roles: [coder, tester]", "roles: [coder, coder]"), "comparisons/coder-vs-tester.md:3:8: compares coder and coder, but its file is named \"coder-vs-tester\" / name it coder-vs-coder.md\ncomparisons/coder-vs-tester.md:3:16: role \"coder\" stands here twice\ncomparisons/coder-vs-tester.md:10:11: role \"tester\" is not one of those compared / compared are coder"},
		"compares none":           {in(versus, "roles: [coder, tester]", "roles: []"), `comparisons/coder-vs-tester.md:3:8: compares 0 roles / name two or more`},

		// glossary, sources, ladder
		"term with a list for a meaning": {in("glossary.md", "Text that runs.", "- Text\n- that runs"), `glossary.md:11:1: term "Code" has no meaning / write it as a paragraph below the heading`},
		"term that is also itself":       {in("glossary.md", "Also: defect", "Also: Bug"), `warning glossary.md:5:1: "Bug" is also a name of "Bug"`},
		"term in other letters":          {in("glossary.md", "## Code", "## bug"), "glossary.md:11:1: term \"bug\" stands here twice\nwarning glossary.md:11:1: \"bug\" is also a name of \"Bug\""},
		"source named badly":             {in("sources.md", "### BOOK", "### BOOK_2\n\n[X](https://x.example)\n\n- Publisher: H\n- Year: undated\n- Read: known\n- Good for: X.\n\n### BOOK"), `sources.md:7:1: source "BOOK_2" is not named by an id / use letters, digits and dashes, as in SRE-ONCALL`},
		"source without a publisher":     {in("sources.md", "- Publisher: House\n", "- Publisher:\n"), `sources.md:11:1: source "BOOK" has no "Publisher"`},
		"source without all":             {in("sources.md", "- Publisher: House\n- Year: 2020\n- Read: text\n- Good for: Everything.\n", "- Note: none\n"), "sources.md:11:1: source \"BOOK\" has no \"Good for\"\nsources.md:11:1: source \"BOOK\" has no \"Publisher\"\nsources.md:11:1: source \"BOOK\" has no \"Read\"\nsources.md:11:1: source \"BOOK\" has no \"Year\"\nsources.md:11:3: unknown field \"Note\""},
		"source in other letters":        {in("sources.md", "### BOOK", "### book\n\n[X](https://x.example)\n\n- Publisher: H\n- Year: 2020\n- Read: text\n- Good for: X.\n\n### BOOK"), `sources.md:16:1: source "BOOK" stands here twice`},
		"source of a short year":         {in("sources.md", "Year: 2020", "Year: 20"), `sources.md:12:3: year "20" is not four digits, or undated`},
		"source in two groups":           {in("sources.md", "- Good for: Everything.", "- Good for: Everything.\n\n## More\n\n### BOOK\n\n[X](https://x.example)\n\n- Publisher: H\n- Year: 2020\n- Read: text\n- Good for: X."), `sources.md:18:1: source "BOOK" stands here twice`},
		"source with two paragraphs":     {in("sources.md", "- Good for: Everything.", "- Good for: Everything.\n\nMind the date."), ""},
		"level twice":                    {in("ladder.md", "## Senior", "## Junior"), "ladder.md:10:1: level \"Junior\" stands here twice\nroles/coder.md:43:3: \"Senior\" does not link to a level / link it to the ladder, as in [Senior](../ladder.md#senior)"},
		"level with an unknown field":    {in("ladder.md", "- Reach: Team", "- Reach: Team\n- Scop: All"), `ladder.md:14:3: unknown field "Scop" / did you mean "Scope"?`},
		"level with a field twice":       {in("ladder.md", "- Reach: Team", "- Reach: Team\n- Reach: All"), `ladder.md:14:3: field "Reach" stands here twice`},
		"level without any field":        {in("ladder.md", "- Scope: Problems\n- Autonomy: Much\n- Reach: Team\n", "- Pay: much\n"), "ladder.md:11:1: level \"Senior\" has no \"Autonomy\"\nladder.md:11:1: level \"Senior\" has no \"Reach\"\nladder.md:11:1: level \"Senior\" has no \"Scope\"\nladder.md:11:3: unknown field \"Pay\""},
	} {
		if got := found(t, c.change); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, strings.ReplaceAll(got, "\n", "\n     "), strings.ReplaceAll(c.want, "\n", "\n     "))
		}
	}
}

// solo is the matrix of a shape in which the coder is alone.
const solo = `
## Build
| Responsibility | [Coder](../roles/coder.md) |
|---|:-:|
| [Write](../responsibilities/write-code.md) | A/R |
| [Test](../responsibilities/test-code.md) | A/R |

## Run
| Responsibility | [Coder](../roles/coder.md) |
|---|:-:|
| [Run](../responsibilities/run-code.md) | A/R |
| [Fix](../responsibilities/fix-code.md) | A/R |
`

// Whichever file cannot be read, enough is said by the one problem that says so.
func TestEveryBrokenFileIsOneProblem(t *testing.T) {
	for p, text := range base {
		broken := strings.Replace(text, "title: ", "title: [", 1)
		got := found(t, map[string]string{"quiz/which.md": quizFile, p: broken})
		if strings.Contains(got, "\n") || !strings.HasPrefix(got, p+":") || !strings.Contains(got, "is not YAML") {
			t.Errorf("%s is broken:\n%s", p, got)
		}
	}
}

// A quiz names its roles in every question and every result, by their titles: none of that is a problem of its own.
func TestBrokenRoleIsOneProblemInAQuizToo(t *testing.T) {
	const role = "roles/coder.md"
	quizOf := func(roles string) map[string]string {
		return map[string]string{"quiz/which.md": strings.Replace(quizFile, "[coder, tester]", roles, 1)}
	}
	for name, c := range map[string]struct {
		change map[string]string
		want   string
	}{
		"no file at all":     {map[string]string{role: " "}, "roles/coder.md:1:1: has no front matter / "},
		"no text":            {in(role, "What it is.", "What \xff is."), "roles/coder.md:28:6: is not UTF-8 text here / "},
		"title is a list":    {in(role, "title: Coder", "title: [a, b]"), `roles/coder.md:2:8: "title" is a list, not a single value`},
		"title is nothing":   {in(role, "title: Coder", "title: ~"), `roles/coder.md:2:1: "title" is empty`},
		"title is missing":   {in(role, "title: Coder\n", ""), `roles/coder.md:1:1: "title" is missing`},
		"kind is misspelt":   {in(role, "kind: core", "kind: croe"), `roles/coder.md:4:7: "kind" is "croe", not one of core, adjacent / `},
		"unknown in a quiz":  {quizOf("[coder, tster]"), `quiz/which.md:5:16: unknown role "tster" / `},
		"twice in a quiz":    {quizOf("[coder, tester, coder]"), `quiz/which.md:5:24: role "coder" stands here twice`},
		"one role in a quiz": {quizOf("[coder]"), `quiz/which.md:5:8: a quiz chooses between two roles or more`},
	} {
		got := found(t, and(quizOf("[coder, tester]"), c.change))
		if strings.Contains(got, "\n") || !strings.HasPrefix(got, c.want) {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

func TestUnreadableFolderIsOneProblem(t *testing.T) {
	for _, folder := range catalog.Kinds() {
		if folder == "job-ads" { // the base has none
			continue
		}
		files := fstest.MapFS{}
		for p, text := range base {
			files[p] = &fstest.MapFile{Data: []byte(text)}
		}
		files["quiz/which.md"] = &fstest.MapFile{Data: []byte(quizFile)}
		tree, problems, err := source.Read(locked{files, folder}, "content")
		if err != nil {
			t.Fatal(err)
		}
		_, found := catalog.Load(tree, site.Address(""))
		problems.Merge(found)
		if all := problems.All(); len(all) != 1 || all[0].File != "content/"+folder {
			t.Errorf("%s cannot be read: %v", folder, all)
		}
	}
}

// locked is a file system in which a folder cannot be read.
type locked struct {
	fstest.MapFS
	folder string
}

func (l locked) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == l.folder {
		return nil, fs.ErrPermission
	}
	return l.MapFS.ReadDir(name)
}

func TestEmptyFolderNamesAllThatIsMissing(t *testing.T) {
	_, problems := load(t, fstest.MapFS{})
	var got []string
	for _, p := range problems {
		got = append(got, p.Place.String()+": "+p.Message)
	}
	want := []string{
		"content/areas: holds no file", "content/glossary.md: is missing", "content/index.md: is missing", "content/ladder.md: is missing",
		"content/responsibilities: holds no file", "content/roles: holds no file", "content/shapes: holds no file", "content/site.yaml: is missing",
		"content/sources.md: is missing", "content/stages: holds no file",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestLoadJoinsInReadingOrder(t *testing.T) {
	cat := grown(t)
	var roles, shapes []string
	for _, r := range cat.Roles {
		roles = append(roles, r.ID)
	}
	for _, s := range cat.Shapes {
		shapes = append(shapes, s.ID)
	}
	for what, c := range map[string]struct{ got, want string }{
		"roles":             {strings.Join(roles, " "), "coder tester boss"},
		"core roles":        {cat.CoreRoles()[0].ID, "coder"},
		"shapes":            {strings.Join(shapes, " "), "small big solo"},
		"work":              {work(cat.Responsibilities), "write-code test-code run-code fix-code"},
		"work of an area":   {work(cat.Area("run").Responsibilities), "run-code fix-code"},
		"work of a stage":   {work(cat.Stage("make").Responsibilities()), "write-code test-code run-code fix-code"},
		"rows":              {rows(cat.Shape("big").Rows), "write-code test-code run-code fix-code"},
		"work of a tool":    {work(cat.Tools[0].Work), "write-code"},
		"rows of the home":  {work(cat.Home.Rows), "write-code"},
		"door of the home":  {cat.Home.Doors[0].URL, "/roles/coder/"},
		"levels of a role":  {cat.Role("coder").Levels[1].Level.Title, "Senior"},
		"a level's address": {cat.Ladder.Levels[1].URL, "/ladder/#senior"},
		"a term's address":  {cat.Glossary.Terms[0].URL, "/glossary/#bug"},
		"a title's address": {cat.Titles.Titles[0].URL, "/titles/#hacker"},
		"a title's roles":   {cat.Titles.Titles[0].Roles[0].ID + " " + cat.Titles.Titles[0].Roles[1].ID, "coder tester"},
		"a title's names":   {strings.Join(cat.Titles.Titles[0].Also, " "), "code monkey"},
		"a title's meaning": {cat.Titles.Titles[0].Plain, "One who types."},
		"a source's":        {cat.References.All()[0].URL, "/sources/#book"},
		"a comparison's":    {cat.Comparisons[0].URL, "/compare/coder-vs-tester/"},
		"who to choose":     {cat.Comparisons[0].Choose[1].Role.ID, "tester"},
		"a note":            {string(cat.Shape("big").Row(cat.Responsibility("test-code")).Cell(cat.Role("tester")).Note), "A note."},
		"who answers":       {cat.Shape("big").Row(cat.Responsibility("test-code")).Accountable().ID, "tester"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", what, c.got, c.want)
		}
	}
}

func TestSourceKnowsWhichPagesCiteIt(t *testing.T) {
	files := fstest.MapFS{}
	for p, text := range base {
		files[p] = &fstest.MapFile{Data: []byte(text)}
	}
	files["guides/hello.md"].Data = []byte(strings.Replace(base["guides/hello.md"], "Text.", "Says [BOOK](../sources.md#book), and [again](../sources.md#book).", 1))
	files["areas/run.md"].Data = []byte(strings.Replace(base["areas/run.md"], "summary: Running.", "summary: Running ([BOOK](../sources.md#book)).", 1))
	cat, problems := load(t, files)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var got []string
	for _, e := range cat.References.All()[0].CitedBy {
		got = append(got, e.Path)
	}
	if want := []string{"areas/run.md", "guides/hello.md", "responsibilities/write-code.md", "roles/coder.md"}; !slices.Equal(got, want) {
		t.Errorf("cited by %v, want %v", got, want)
	}
}

func TestInitialIsAWholeCharacter(t *testing.T) {
	files := fstest.MapFS{}
	for p, text := range base {
		files[p] = &fstest.MapFile{Data: []byte(text)}
	}
	files["glossary.md"].Data = []byte(base["glossary.md"] + "\n## éclair\n\nA cake.\n")
	cat, _ := load(t, files)
	var got []string
	for _, term := range cat.Glossary.Terms {
		got = append(got, term.Initial)
	}
	if want := []string{"B", "C", "É"}; !slices.Equal(got, want) {
		t.Errorf("initials %q, want %q", got, want)
	}
}

func TestNamesOfATermThatAreLinked(t *testing.T) {
	for line, want := range map[string][]string{
		"Also: defect, dev’s slip\n":                       {"Bug", "defect", "dev’s slip"},
		"Also: defect, fault\n\nLinked: fault, Bug\n":      {"fault", "Bug"},
		"Also: defect, dev's slip\n\nLinked: dev's slip\n": {"dev’s slip"},
		"Also: defect\n\nLinked: by hand\n":                nil,
		"Linked: Bug\n":                                    {"Bug"},
	} {
		files := fstest.MapFS{}
		for p, text := range base {
			files[p] = &fstest.MapFile{Data: []byte(text)}
		}
		files["glossary.md"].Data = []byte(strings.Replace(base["glossary.md"], "Also: defect\n", line, 1))
		cat, problems := load(t, files)
		if len(problems) > 0 {
			t.Fatal(line, problems)
		}
		if got := cat.Glossary.Terms[0]; !slices.Equal(got.Linked, want) || got.Plain == "" || strings.HasPrefix(got.Plain, "Linked") {
			t.Errorf("%q: %q are linked, want %q; it means %q", line, got.Linked, want, got.Plain)
		}
	}
}
