package markdown

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"remit/internal/diag"
)

func parse(text string) *Doc {
	at := func(offset int) diag.Place {
		line := strings.Count(text[:offset], "\n")
		return diag.Place{File: "x.md", Line: line + 1, Col: offset - strings.LastIndex(text[:offset], "\n")}
	}
	return Parse([]byte(text), Source{At: at, Href: func(dest string) string { return "/site/" + dest }})
}

func problems(d *Doc) string {
	var b strings.Builder
	for _, p := range d.Problems.All() {
		fmt.Fprintf(&b, "%d:%d %s\n", p.Line, p.Col, p.Message)
	}
	return strings.TrimSpace(b.String())
}

func TestHTML(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"heading links to itself":  {"## Plan & apply", `<h2 id="plan--apply"><a class="self" href="#plan--apply">Plan &amp; apply</a></h2>`},
		"relative link is led":     {"[a](b.md#c)", `<p><a href="/site/b.md#c">a</a></p>`},
		"other hosts are not":      {"[a](https://x.y/?a=1&b=2)", `<p><a href="https://x.y/?a=1&amp;b=2">a</a></p>`},
		"quotes become curly":      {`"it's"`, `<p>&ldquo;it&rsquo;s&rdquo;</p>`},
		"alert":                    {"> [!NOTE]\n> Mind the *gap*.", `<div class="alert alert--note" role="note"><p class="alert__title">Note</p>` + "\n<p>Mind the <em>gap</em>.</p>\n</div>"},
		"quotation is no alert":    {"> [!ODD]\n> x", "<blockquote>\n<p>[!ODD]\nx</p>\n</blockquote>"},
		"comment is left out":      {"a\n\n<!-- for the author -->\n\nb", "<p>a</p>\n<p>b</p>"},
		"raw HTML is left out":     {"<script>alert(1)</script>\n\na <b onclick=x>c</b>", "<p>a c</p>"},
		"script address is killed": {"[a](javascript:alert(1))", `<p><a href="#">a</a></p>`},
		"code has classes":         {"```go\nfunc f() {}\n```", `<pre class="chroma" tabindex="0" role="group" aria-label="Go"><code><span class="kd">func</span><span class="w"> </span><span class="nf">f</span><span class="p">()</span><span class="w"> </span><span class="p">{}</span><span class="w">` + "\n</span></code></pre>"},
		"code of no language":      {"```\n<b>\n```", `<pre class="chroma" tabindex="0" role="group" aria-label="Code"><code>&lt;b&gt;` + "\n</code></pre>"},
	} {
		if got := string(parse(c.in).HTML()); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

func TestProblems(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"raw block":            {"a\n\n<div>x</div>", "3:1 raw HTML is not passed through"},
		"raw inline":           {"a <b>c</b>", "1:3 raw HTML is not passed through\n1:7 raw HTML is not passed through"},
		"comment with a tail":  {"<!-- x --> <script>y</script>", "1:1 raw HTML is not passed through"},
		"javascript":           {"[a](javascript:x)", `1:1 address with the scheme "javascript:"`},
		"javascript, hidden":   {"[a](<java\tscript:x>)", `1:1 address with the scheme "javascript:"`},
		"javascript, entity":   {"[a](java&#115;cript:x)", `1:1 address with the scheme "javascript:"`},
		"data picture":         {"![a](data:image/svg+xml;base64,x)", `1:1 address with the scheme "data:"`},
		"no scheme":            {"[a](//evil.example/x)", `1:1 address "//evil.example/x" has no scheme`},
		"autolink":             {"<vbscript:x>", `1:1 address with the scheme "vbscript:"`},
		"no alternative text":  {"![](a.png)", "1:1 picture without alternative text"},
		"title in the body":    {"# A", "1:1 heading of level 1 in the body"},
		"skipped level":        {"## A\n\n#### B", "3:1 heading of level 4 after one of level 2"},
		"ragged: too few":      {"| a | b |\n|---|---|\n| 1 |", "3:1 row has 1 cell, the head of its table has 2"},
		"ragged: too many":     {"| a | b |\n|---|---|\n| 1 | 2 | 3 |", "3:1 row has 3 cells, the head of its table has 2"},
		"escaped pipe is fine": {"| a | b |\n|---|---|\n| 1 \\| 2 | `3 \\| 4` |", ""},
		"undefined footnote":   {"a[^x] b", "1:2 footnote that is not defined"},
		"unused footnote":      {"a\n\n[^x]: note", `3:1 footnote "x" is not used`},
		"footnote in code":     {"a `[^x]` b", ""},
		"no host":              {"[a](http://)", `1:1 address "http://" has no host`},
		"no host, a path":      {"[a](https:///x)", `1:1 address "https:///x" has no host`},
		"no host, a port":      {"[a](https://:80/x)", `1:1 address "https://:80/x" has no host`},
		"no host, no slashes":  {"[a](https:x)", `1:1 address "https:x" has no host`},
		"no host, a person":    {"[a](https://me@/)", `1:1 address "https://me@/" has no host`},
		"hosts":                {"[a](HTTPS://x) [b](http://me@x.y:80) [c](https://x?y)", ""},
		"no address":           {"[a]() ![b]()", "1:1 link without an address\n1:7 link without an address"},
		"no words":             {"## A\n\n##\n\n## <!-- b -->", "3:1 heading without words\n5:1 heading without words"},
		"no such label":        {"a [b][c] d", `1:3 reference "c" is not defined`},
		"no such label, short": {"a\n[b *c*][]", `2:1 reference "b *c*" is not defined`},
		"no such label, lines": {"[a\nb][c]", `1:1 reference "c" is not defined`},
		"label":                {"[a][c] [c][]\n\n[c]: d.md", ""},
		"label in code":        {"`[a][b]`\n\n```\n[a][b]\n```\n\n    [a][b]", ""},
		"label of a note":      {"[a][^b]\n\n[^b]: c", ""},
		"no label":             {`a [b] \[c\]\[d\] [e](f.md)[g](h.md)`, ""},
		"all is well":          {"## A\n\n[b](c.md) ![d](e.png) https://f.example\n\n<g@h.example>", ""},
	} {
		if got := problems(parse(c.in)); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestSlugIsGitHubs(t *testing.T) {
	for in, want := range map[string]string{
		"CI/CD": "cicd", "A day": "a-day", "What's new?": "whats-new", "Plan & apply": "plan--apply",
		"snake_case-x": "snake_case-x", "Über uns": "über-uns", "SRE-ONCALL": "sre-oncall",
	} {
		if got := Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
	d := parse("## A\n\n## A\n\n## !\n")
	if got := d.Headings[0].ID + " " + d.Headings[1].ID + " " + d.Headings[2].ID; got != "a a-1 section" {
		t.Errorf("ids %q", got)
	}
}

func TestTableCellsKnowLinksNotesAndPlaces(t *testing.T) {
	d := parse("## Area\n\n| R | [Dev](../roles/dev.md) |\n|---|:-:|\n| [Do *it*](../r/do.md) | A/R[^n] |\n| x | |\n\n[^n]: A [note](y.md).\n[^m]: Unused.\n")
	table := d.Sections(2)[1].Tables()[0]
	if got := table.Head[1].Dest; got != "../roles/dev.md" {
		t.Errorf("head links to %q", got)
	}
	cell := table.Rows[0].Cells[1]
	if cell.Text != "A/R" || len(cell.Notes) != 1 || cell.Notes[0] != "n" || cell.Line != 5 || cell.Col != 27 {
		t.Errorf("cell is %q, notes %v, at %v", cell.Text, cell.Notes, cell.Place)
	}
	if c := table.Rows[0].Cells[0]; c.Text != "Do it" || c.Dest != "../r/do.md" {
		t.Errorf("first cell is %q, %q", c.Text, c.Dest)
	}
	if c := table.Rows[1].Cells[1]; c.Text != "" || c.Line != 6 {
		t.Errorf("empty cell is %q at %v", c.Text, c.Place)
	}
	if note, ok := d.Note("n"); !ok || note != `A <a href="/site/y.md">note</a>.` {
		t.Errorf("note is %q, %v", note, ok)
	}
	if got := problems(d); got != `9:1 footnote "m" is not used` {
		t.Errorf("problems %q", got)
	}
}

func TestFields(t *testing.T) {
	d := parse("### X\n\n- Publisher: Google: books\n- Year: 2016\n  again\n")
	fields, ok := d.Sections(3)[1].Blocks()[0].Fields()
	if !ok || len(fields) != 2 || fields[0].Key != "Publisher" || fields[0].Value != "Google: books" || fields[1].Value != "2016 again" {
		t.Errorf("fields %v, %v", fields, ok)
	}
}

func TestFieldKnowsItsLinks(t *testing.T) {
	d := parse("- See: [a](a.md), *[b](b.md#c)*\n- Also: nothing\n")
	fields, _ := d.Sections(2)[0].Blocks()[0].Fields()
	var got []string
	for _, f := range fields {
		for _, l := range f.Links {
			got = append(got, fmt.Sprintf("%s %s %d:%d", f.Key, l.Dest, l.Line, l.Col))
		}
	}
	if want := []string{"See a.md 1:8", "See b.md#c 1:20"}; !slices.Equal(got, want) {
		t.Errorf("links %q, want %q", got, want)
	}
}

func TestInline(t *testing.T) {
	at := diag.Place{File: "x.md", Line: 7, Col: 9}
	d := ParseInline("to [it](a.md) *now*", at, nil)
	if got := string(d.Inline()); got != `to <a href="a.md">it</a> <em>now</em>` {
		t.Errorf("got %s", got)
	}
	if d := ParseInline("- a\n- b", at, nil); problems(d) != "7:9 holds more than one plain paragraph" {
		t.Errorf("problems %q", problems(d))
	}
}

// Each of these took goldmark seconds or minutes before there were limits; the test's own timeout is the measure.
func TestHostileInputEndsSoon(t *testing.T) {
	nowhere := func(offset int) diag.Place { return diag.Place{File: "x.md", Line: 1, Col: offset + 1} }
	for _, unit := range []string{"[", "*a ", "> ", "- ", "`", "![", "<", "a|", "_", "~", "[^a]", "[](", "[](\n\n", "\\", "&#", "**_", "((", "<!--", "1. ", "\t", "`` ` "} {
		d := Parse([]byte(strings.Repeat(unit, 256<<10/len(unit))), Source{At: nowhere})
		d.HTML()
		d.Text()
	}
	for unit, want := range map[string]string{"> ": "1:1 quotations or lists nested more than 40 deep", "[](": "1:1 paragraph with more than 2000 opening brackets"} {
		if got := problems(parse(strings.Repeat(unit, 3000))); got != want {
			t.Errorf("%q: got %q, want %q", unit, got, want)
		}
	}
}

// What is too deep is one problem: all that stands around it is read as if it were not there.
func TestTooDeepIsOneProblem(t *testing.T) {
	for _, deep := range []string{strings.Repeat("> ", 50) + "x", strings.Repeat("- ", 50) + "x\n" + strings.Repeat("1. ", 60), strings.Repeat("[a]", 3000)} {
		text := "## A\n\n" + deep + "\n\n## B\n\nText, [a](b.md).\n"
		d := parse(text)
		if got := problems(d); strings.Contains(got, "\n") || !strings.HasPrefix(got, "3:1 ") {
			t.Errorf("%.20s: problems %q", deep, got)
		}
		s := d.Sections(2)
		if len(s) != 3 || s[1].Empty() || s[2].Text() != "Text, a." || len(d.Links) != 1 || d.Links[0].Line < 7 {
			t.Errorf("%.20s: sections %d, links %v", deep, len(s), d.Links)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"# a\n\n| b |\n|---|\n| c[^d] |\n\n[^d]: e", "> [!NOTE]\n> x", "```go\nx\n```", "[a](javascript:b) <i>c</i> ![](d)", "- [ ] a\n  - b: c", "[^a]: [^a]\n\n[^a]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := parse(s)
		out := strings.ToLower(string(d.HTML()))
		for _, bad := range []string{"<script", "href=\"javascript:", "src=\"javascript:", "<iframe", "<!--"} {
			if strings.Contains(out, bad) {
				t.Fatalf("%q lets %s through: %s", s, bad, out)
			}
		}
		d.Text()
		for _, section := range d.Sections(2) {
			section.HTML()
			section.Tables()
			for _, b := range section.Blocks() {
				b.Fields()
				b.Raw()
			}
		}
	})
}
