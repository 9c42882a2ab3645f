package markdown

import (
	"fmt"
	"strings"
	"testing"
)

const someBars = "Before.\n\n## A\n\n```picture bars\nIt's \"less\"\nWork | Before → after\n---\nClusters | 210 → 35 | a \\| b\n\n| x |\n```\n\nAfter[^n].\n\n```picture loop the-subject\nThe loop\n```\n\n[^n]: Note.\n"

func TestPicturesAreRowsOfCells(t *testing.T) {
	d := parse(someBars)
	if got := problems(d); got != "" {
		t.Fatal(got)
	}
	if len(d.Pictures) != 2 {
		t.Fatalf("%d pictures, want 2", len(d.Pictures))
	}
	p := d.Pictures[0]
	got := fmt.Sprintf("%d:%d %s %s %d:%d", p.Line, p.Col, p.Title, p.Kind[0].Text, p.Kind[0].Line, p.Kind[0].Col)
	if want := "5:1 It’s “less” bars 5:12"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	cells := func(all []PictureCell) string {
		var b strings.Builder
		for _, c := range all {
			fmt.Fprintf(&b, "[%s %d:%d]", c.Text, c.Line, c.Col)
		}
		return b.String()
	}
	for _, c := range []struct{ got, want string }{
		{cells(p.Head), "[Work 7:1][Before → after 7:8]"},
		{cells(p.Rows[0].Cells), "[Clusters 9:1][210 → 35 9:12][a | b 9:25]"},
		{cells(p.Rows[1].Cells), "[ 11:1][x 11:3][ 11:6]"},
		{cells(d.Pictures[1].Kind), "[loop 16:12][the-subject 16:17]"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}

func TestPartsAreTheTextCutAtItsPictures(t *testing.T) {
	show := func(parts []Part) string {
		var b strings.Builder
		for _, p := range parts {
			if p.Picture != nil {
				fmt.Fprintf(&b, "{%s}", p.Picture.Title)
			} else {
				fmt.Fprintf(&b, "(%.24s)", p.HTML)
			}
		}
		return strings.ReplaceAll(b.String(), "\n", " ")
	}
	d := parse(someBars)
	if got, want := show(d.Parts()), `(<p>Before.</p> <h2 id="a){It’s “less”}(<p>After<sup id="fnref:1){The loop}(<section class="footnote)`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, want := show(d.Sections(2)[1].Parts()), `{It’s “less”}(<p>After<sup id="fnref:1){The loop}`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := show(parse("").Parts()); got != "" {
		t.Errorf("an empty text has the parts %s", got)
	}
}

// What a search finds and shows of a picture reads as sentences.
func TestPicturesHaveWords(t *testing.T) {
	for in, want := range map[string]string{
		someBars: "Before. A It’s “less”. Work: Before → after. Clusters: 210 → 35; a | b. x. After. The loop.",
		"```picture steps\nFrom a to b.\nIs it safe? | then go | @role\nGo\n```": "From a to b. Is it safe? then go. Go.",
	} {
		if got := parse(in).Text(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestPictureProblems(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"no kind":             {"```picture\nT\n```", "1:1 picture without a kind"},
		"no title":            {"```picture bars\n\n```", "1:1 picture without a title"},
		"in a list":           {"- a\n  ```picture bars\n  T\n  ```", "2:3 picture within a list or a quotation"},
		"in a quotation":      {"> ```picture bars\n> T\n> ```", "1:3 picture within a list or a quotation"},
		"dashes without head": {"```picture bars\nT\n---\na | 1\n---\nb | 2\n---\n```", "3:1 line of dashes that is not below the first row\n7:1 line of dashes that is not below the first row"},
		"code about pictures": {"````\n```picture\n```\n````\n\n`picture`", ""},
	} {
		if got := problems(parse(c.in)); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func FuzzPicture(f *testing.F) {
	for _, s := range []string{"steps\nT\na | b | @c\n", " bars x\nT\n|\\||\n---\n\\", "\n", "loop\n\t\t```\n", "a\n\"\n'|\xff|\u2028\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.Contains(s, "\x00") {
			return // package source refuses such a file
		}
		d := parse("```picture " + s + "\n```\n\n> ~~~picture " + s + "\n")
		d.Text()
		if out := string(d.HTML()); strings.Contains(out, "<script") {
			t.Fatalf("%q lets a script through", s)
		}
		for _, p := range d.Pictures {
			if p.Title == "" && len(p.Rows) > 0 {
				t.Fatalf("%q has rows and no title", s)
			}
			for _, r := range append(p.Rows, PictureRow{Cells: p.Kind}, PictureRow{Cells: p.Head}) {
				for _, c := range r.Cells {
					if c.Line < 1 || c.Col < 1 || strings.Contains(c.Text, "\n") {
						t.Fatalf("%q: cell %q at %d:%d", s, c.Text, c.Line, c.Col)
					}
				}
			}
			for _, r := range p.Rows {
				if len(r.Cells) == 0 {
					t.Fatalf("%q has a row without a cell", s)
				}
			}
		}
	})
}
