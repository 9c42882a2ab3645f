package catalog_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// withPicture puts a picture into the guide of the base: its first line stands in line 6.
func withPicture(block string) map[string]string {
	return in("guides/hello.md", "Text.\n", "```picture "+block+"\n```\n")
}

func TestPictureProblems(t *testing.T) {
	const at = "guides/hello.md:"
	typed := func(at, words string) string {
		return fmt.Sprintf("warning guides/hello.md:%s: %q stands in a picture as it is typed / pictures hold plain words: leave the marks out, and set links in the text", at, words)
	}
	for name, c := range map[string]struct{ in, want string }{
		"steps":                        {"steps\nT\nA | b | @coder @tester\nB?", ""},
		"timeline":                     {"timeline\nT\n2012 | a\n2013 | b | c | @coder", ""},
		"stairs":                       {"stairs\nT\nA | b\nB", ""},
		"bars":                         {"bars\nT\nA | 1,000 h | x\nB | 2 h + 0.5 h", ""},
		"changes":                      {"bars\nT\nA | B | C\n---\nA | €1 → €2\nB | €0 → €0", ""},
		"singular":                     {"bars\nT\nA | 1 week\nB | 2 weeks", ""},
		"layers":                       {"layers\nT\nL | | Now | Then\n---\nA | | you | @coder\nB | c | |", ""},
		"work":                         {"layers\nT\nA | | @run-code\nB | | @fix-code", ""},
		"split":                        {"split\nT\nL | | R\n---\n@coder | b | c\n | d | @tester", ""},
		"row":                          {"row run-code\nT", ""},
		"loop":                         {"loop\nT", ""},
		"no kind":                      {"\nT", at + "5:1: picture without a kind / write it behind the word: ```picture steps"},
		"bad kind":                     {"bar\nT", at + `5:12: unknown kind of picture "bar" / did you mean "bars"?`},
		"odd words":                    {"bars x\nT\na | 1\nb | 2", at + `5:17: "x" behind the kind of a picture / the title is the first line of the block`},
		"no work":                      {"row\nT", at + `5:12: picture of the kind "row" does not say of what / write the id of a responsibility behind it`},
		"bad work":                     {"row run-cod\nT", at + `5:16: unknown responsibility "run-cod" / did you mean "run-code"?`},
		"lines of what the site draws": {"loop\nT\na | b", at + `5:1: picture of the kind "loop" with lines below its title / the site draws it from what it knows`},
		"the loop twice":               {"loop\nT\n```\n\n```picture loop\nT", at + `9:1: second picture of the kind "loop" / one page shows it once`},
		"too few rows":                 {"steps\nT\nA", at + `5:1: picture of the kind "steps" with 1 row / it has 2 to 12`},
		"too many rows":                {"stairs\nT" + strings.Repeat("\na", 7), at + `5:1: picture of the kind "stairs" with 7 rows / it has 2 to 6`},
		"no head":                      {"split\nT\na | b | c", at + "5:1: picture of the kind \"split\" without a head / name its columns in the first row, and write --- below it"},
		"too few cells":                {"timeline\nT\n2012\n2013 | b", at + `7:1: row of a picture with 1 cell / one of "timeline" has 2 to 4`},
		"too many cells":               {"split\nT\nL | | R\n---\na | b | c | d", at + `9:1: row of a picture with 4 cells / one of "split" has 3`},
		"too wide a head":              {"bars\nT\na | b | c | d\n---\na | 1\nb | 2", at + `7:13: head of a picture with 4 cells, its rows have 3`},
		"head that is not shown":       {"steps\nT\na | b\n---\na\nb", at + `7:1: head in a picture of the kind "steps", which shows none`},
		"short head":                   {"split\nT\nL\n---\na | b | c", ""},
		"more cells than the first":    {"layers\nT\na | | you\nb | | you | me", at + `8:1: row of a picture with 4 cells / one of "layers" has 3`},
		"empty first cell":             {"steps\nT\nA\n | b", at + `8:1: row of a picture begins with an empty cell`},
		"unknown role":                 {"steps\nT\nA | b | @coder @testr\nB", at + `7:16: unknown role "testr" / did you mean "tester"?`},
		"unknown holder":               {"layers\nT\nA | | @tester\nB | | @run-cod", at + `8:7: unknown role or responsibility "run-cod" / did you mean "run-code"?`},
		"role twice":                   {"steps\nT\nA | ö | @coder @coder\nB", at + `7:16: role "coder" stands here twice`},
		"words among roles":            {"steps\nT\nA | b | @coder tester\nB", at + `7:16: "tester" stands among roles / write the id of a role with @ before it`},
		"role as a step":               {"steps\nT\n@coder | b\nB", at + `7:1: "@coder" stands where no role is drawn / a role is drawn in cell 3 of a row, where roles stand alone`},
		"work for a role":              {"steps\nT\nA | b | @run-code\nB", at + `7:9: responsibility "run-code" stands where a role is drawn`},
		"work and a role":              {"layers\nT\nA | | @run-code @coder\nB | | @fix-code", at + `7:7: cell with a responsibility and a role / who answers for it is read from the matrix`},
		"work for some layers":         {"layers\nT\nA | | @run-code\nB | | me", at + `8:1: layer without one piece of work, while others have one / who answers in each shape can only be shown for all of them`},
		"head over shapes":             {"layers\nT\nA | | x\n---\nA | | @run-code\nB | | @fix-code", at + `7:7: head over columns that the shapes name`},
		"no number":                    {"bars\nT\nA | many\nB | 1,00\nC | -1", at + "7:5: bar without a number: \"many\" / as in 2,480, €9.50, 25.2% or 8 h\n" + at + "8:5: bar without a number: \"1,00\" / as in 2,480, €9.50, 25.2% or 8 h\n" + at + "9:5: bar without a number: \"-1\" / as in 2,480, €9.50, 25.2% or 8 h"},
		"two units":                    {"bars\nT\nA | 1 h\nB | 2 days", at + `8:5: bar in "day", the first is in "h" / bars of one picture share one scale`},
		"bad number in the first bar":  {"bars\nT\nA | -5 h\nB | 2 h", at + `7:5: bar without a number: "-5 h" / as in 2,480, €9.50, 25.2% or 8 h`},
		"long unit":                    {"bars\nT\nA | 1 " + strings.Repeat("h", 21) + "\nB | 2 h", at + `7:5: bar without a number: "1 hhhhhhhhhhhhhhhhhhhhh" / as in 2,480, €9.50, 25.2% or 8 h`},
		"one unit for all":             {"bars\nT\nA | 1 + 1 + 1 + 1 %\nB | 2 %", at + `7:5: bar of numbers with and without a unit / every number needs its unit, as in 3 h + 9 h`},
		"two units in a bar":           {"bars\nT\nA | 1 h + 2 days\nB | 2 h", at + `7:5: bar in "h" and "day" / bars of one picture share one scale`},
		"no unit":                      {"bars\nT\nA | 1 h\nB | 2", at + `8:5: bar without a unit, the first is in "h" / bars of one picture share one scale`},
		"milliseconds and minutes":     {"bars\nT\nA | 1 ms\nB | 2 m", at + `8:5: bar in "m", the first is in "ms" / bars of one picture share one scale`},
		"two forms, turned round":      {"bars\nT\nA | 2\nB | 1 → 2", at + `8:5: bar with before and after beside bars with one number`},
		"first bar without a cell":     {"bars\nT\nA\nB | 1 → 2", at + `7:1: row of a picture with 1 cell / one of "bars" has 2 to 3`},
		"two forms":                    {"bars\nT\nA | 1 → 2\nB | 2", at + `8:5: bar with one number beside bars with before and after`},
		"three times":                  {"bars\nT\nA | 1 → 2 → 3\nB | 2 → 1", at + `7:5: bar of 3 numbers / write 12 h → 3 h for before and after, 3 h + 9 h for parts, at most four of them`},
		"nothing":                      {"bars\nT\nA | 0\nB | 0", at + `7:1: bars without any length`},
		"marks":                        {"steps\nT\n**A** | see [b](c.md) \\| `d`\nB", typed("7:1", "**A**") + "\n" + typed("7:13", "[b](c.md)") + "\n" + typed("7:26", "`d`")},
		"marks in the title":           {"loop\nThe *loop*", typed("6:5", "*loop*")},
		"marks in the head":            {"bars\nT\nA | _B_\n---\nA | 1\nB | 2", typed("7:5", "_B_")},
		"no marks":                     {"steps\nT\n2 * 3 * 4 | a_b_c, a [b] (c) ~ 5\nuses: actions/checkout@v4 | @home", at + `8:29: "@home" stands where no role is drawn / a role is drawn in cell 3 of a row, where roles stand alone`},
		"role among words":             {"steps\nT\nA | then @coder does it\nB | ask @here | by @testr", "warning " + at + "7:10: \"@coder\" stands in a picture as it is typed / a role is drawn in cell 3 of a row, where roles stand alone\nwarning " + at + "8:20: \"@testr\" stands in a picture as it is typed / a role is drawn in cell 3 of a row, where roles stand alone"},
		"role in a split's head":       {"split\nT\nL | | @coder\n---\na | b | c", "warning " + at + `7:7: "@coder" stands in a picture as it is typed / a role is drawn in cell 1 or 3 of a row, where roles stand alone`},
		"role where none is":           {"stairs\nT\nA | (@coder)\nB", "warning " + at + `7:6: "@coder" stands in a picture as it is typed / such pictures draw no roles: write its title`},
	} {
		if got := found(t, withPicture(c.in)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, strings.ReplaceAll(got, "\n", "\n     "), strings.ReplaceAll(c.want, "\n", "\n     "))
		}
	}
	if got, want := found(t, in("tools/hammer.md", "Buy.", "Buy.\n\n```picture loop\nT\n```")), "tools/hammer.md:12:1: picture in a page that draws none / pages in guides do"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestPicturesKnowRolesWorkAndNumbers(t *testing.T) {
	files := fstest.MapFS{}
	for p, text := range base {
		files[p] = &fstest.MapFile{Data: []byte(text)}
	}
	files["guides/hello.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Hello\nsummary: Hi.\n---\n```picture steps\nT\nA | b | @tester\nB\n```\n\n```picture layers\nT\nA | | @run-code\nB | | @fix-code\n```\n\n```picture bars\nT\nA | €1,200 + €0.5\nB | €3\n```\n")}
	cat, problems := load(t, files)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	pictures := cat.Guides[0].Doc.Pictures
	if who := cat.Picture(pictures[0]).Rows[0].Cells[2]; len(who.Roles) != 1 || who.Roles[0] != cat.Role("tester") {
		t.Errorf("the step is done by %v", who.Roles)
	}
	if c := cat.Picture(pictures[1]).Rows[1].Cells[2]; c.Work != cat.Responsibility("fix-code") {
		t.Errorf("the layer is %v", c.Work)
	}
	bars := cat.Picture(pictures[2])
	if got := fmt.Sprint(bars.Rows[0].Cells[1].Numbers, bars.Rows[0].Cells[1].Change, bars.Rows[1].Cells[1].Numbers, len(bars.Rows[1].Cells)); got != "[1200 0.5] false [3] 3" {
		t.Errorf("the bars are %s", got)
	}
}

// The examples for authors show every kind and are right.
func TestPicturesInContributing(t *testing.T) {
	text, err := os.ReadFile("../../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	_, examples, _ := strings.Cut(string(text), "````markdown\n")
	examples, _, _ = strings.Cut(examples, "````")
	files := realContent(t)
	files["guides/examples.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Examples\nsummary: All.\n---\n" + examples)}
	cat, problems := load(t, files)
	for _, p := range problems {
		t.Errorf("%s: %s", p.Place, p.Message)
	}
	var kinds []string
	for _, g := range cat.Guides {
		if g.ID == "examples" {
			for _, p := range g.Doc.Pictures {
				kinds = append(kinds, cat.Picture(p).Kind)
			}
		}
	}
	if got, want := strings.Join(kinds, " "), "steps timeline stairs bars layers split row"; got != want {
		t.Errorf("the examples show %s, want %s", got, want)
	}
}

func FuzzPicture(f *testing.F) {
	for _, s := range []string{"steps\nT\nA | b | @coder\nB?", "bars\nT\na|b\n---\nA | 1 → 2\nB | 1 → 999,999,999.999", "layers\nT\nA | | @run-code\nB | | @fix-code", "split\nT\n|||\n---\n|||", "row run-code\nT", "stairs\nT\n@ | @@\n\\|"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		files := fstest.MapFS{}
		for p, text := range base {
			files[p] = &fstest.MapFile{Data: []byte(text)}
		}
		files["guides/hello.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Hello\nsummary: Hi.\n---\nText.\n\n```picture " + s + "\n```\n")}
		cat, problems := load(t, files)
		if len(problems) > 0 {
			return
		}
		// without a problem, every picture is typed, and every bar has a length or is zero
		for _, p := range cat.Guides[0].Doc.Pictures {
			pic := cat.Picture(p)
			if pic == nil || pic.Title == "" {
				t.Fatalf("%q is no picture", s)
			}
			for _, r := range pic.Rows {
				if pic.Head != nil && len(pic.Head) != len(r.Cells) {
					t.Fatalf("%q: a head of %d over rows of %d", s, len(pic.Head), len(r.Cells))
				}
				if pic.Kind == "bars" && (len(r.Cells) != 3 || len(r.Cells[1].Numbers) == 0) {
					t.Fatalf("%q: a bar without a number", s)
				}
			}
		}
	})
}
