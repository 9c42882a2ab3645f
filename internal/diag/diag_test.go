package diag

import (
	"strings"
	"testing"
)

func TestListShowsProblemsInOrderAndOnce(t *testing.T) {
	var l List
	l.Warnf(Place{"b.md", 1, 1}, "late")
	l.Addf(Place{"a.md", 10, 2}, "second")
	l.Addf(Place{"a.md", 9, 1}, "first").Hint = "look here"
	l.Addf(Place{"a.md", 10, 2}, "second")
	var b strings.Builder
	if err := WriteText(&b, l.All()); err != nil {
		t.Fatal(err)
	}
	want := "a.md:9:1: first\n\tlook here\na.md:10:2: second\nb.md:1:1: warning: late\n"
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
	if e, w := l.Count(); e != 2 || w != 1 {
		t.Errorf("Count() = %d, %d, want 2, 1", e, w)
	}
}

func TestPlaceStandsInOneLine(t *testing.T) {
	for name, want := range map[string]string{
		"roles/qa.md": "roles/qa.md:1:2", "with a space.md": "with a space.md:1:2", "grün.md": "grün.md:1:2", "C:\\qa.md": "C:\\qa.md:1:2",
		"fo\no.md": `"fo\no.md":1:2`, "\x1b[31m.md": `"\x1b[31m.md":1:2`, "\u202egpj.md": `"\u202egpj.md":1:2`,
	} {
		if got := (Place{name, 1, 2}).String(); got != want {
			t.Errorf("%q: got %s, want %s", name, got, want)
		}
	}
	if got := (Place{File: "a\nb"}).String(); got != `"a\nb"` {
		t.Errorf("a file as a whole: %s", got)
	}
}

func TestDidYouMean(t *testing.T) {
	ids := []string{"devops-engineer", "cloud-engineer", "observability", "toil"}
	for word, want := range map[string]string{
		"devop-engineer":  "devops-engineer",
		"cluod-engineer":  "cloud-engineer",
		"obsevrability":   "observability",
		"cloud":           "cloud-engineer",
		"toli":            "toil",
		"accountant":      "",
		"":                "",
		"x":               "",
		"data-scientists": "",
	} {
		if got := Nearest(word, ids); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestWriteGitHubEscapesWhatWouldEndTheCommand(t *testing.T) {
	var b strings.Builder
	WriteGitHub(&b, []Problem{{Place{"a,b:c.md", 3, 4}, Warning, "100% odd\nline", "hint"}})
	want := "::warning file=a%2Cb%3Ac.md,line=3,col=4::100%25 odd%0Aline%0Ahint\n"
	if b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
}

func TestWriteJSONIsAnArrayEvenWhenEmpty(t *testing.T) {
	var b strings.Builder
	WriteJSON(&b, nil)
	if b.String() != "[]\n" {
		t.Errorf("got %q", b.String())
	}
}
