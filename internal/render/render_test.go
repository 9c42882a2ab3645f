package render

import (
	"strings"
	"testing"
	"testing/fstest"
)

// folder is a small layouts folder. Tests change one file of it.
func folder(change map[string]string) fstest.MapFS {
	files := fstest.MapFS{}
	for name, text := range map[string]string{
		"base.html":          "<!doctype html>\n<title>{{.Title}}</title>\n{{block \"head\" .}}{{end}}\n<main>\n{{block \"main\" .}}{{end}}\n</main>\n",
		"page.html":          "{{define \"main\"}}\n<h1>{{.Title}}</h1>\n{{template \"tag\" .Tag}}.\n{{end}}\n",
		"plain.html":         "{{define \"main\"}}<p>plain</p>{{end}}\n",
		"partials/tag.html":  "<b>{{.Name}}</b>\n",
		"layouts.go":         "package layouts",
		"partials/notes.txt": "{{no template}}",
	} {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for name, text := range change {
		if files[name] = (&fstest.MapFile{Data: []byte(text)}); text == "" {
			delete(files, name)
		}
	}
	return files
}

type view struct {
	Title string
	Tag   struct{ Name string }
}

func (view) Boom() (string, error) { return "", errBoom }

type boom struct{}

func (boom) Error() string { return "boom" }

var errBoom = boom{}

func parse(t *testing.T, change map[string]string) *Layouts {
	t.Helper()
	l, err := Parse(folder(change))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestPageFillsTheFrame(t *testing.T) {
	v := view{Title: "A & <b>"}
	v.Tag.Name = "x"
	got, err := parse(t, nil).Page("page", v)
	if err != nil {
		t.Fatal(err)
	}
	want := "<!doctype html>\n<title>A &amp; &lt;b&gt;</title>\n<main>\n<h1>A &amp; &lt;b&gt;</h1>\n<b>x</b>.\n</main>\n"
	if string(got) != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestPagesDoNotShareTheirBlocks(t *testing.T) {
	l := parse(t, map[string]string{"plain.html": "{{define \"head\"}}<meta>{{end}}{{define \"main\"}}<p>plain</p>{{end}}\n"})
	if _, err := l.Page("plain", view{}); err != nil {
		t.Fatal(err)
	}
	got, err := l.Page("page", view{})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(got), "<meta>") || strings.Contains(string(got), "plain") {
		t.Errorf("page holds a block of plain:\n%s", got)
	}
	for name, want := range map[string]bool{"page": true, "plain": true, "base": false, "partials/tag": false, "tag": false, "gone": false} {
		if _, err := l.Page(name, view{}); (err == nil) != want {
			t.Errorf("layout %q: %v, want one: %v", name, err, want)
		}
	}
}

func TestParseNamesTheLineOfAMistake(t *testing.T) {
	for name, c := range map[string]struct {
		change map[string]string
		want   string
	}{
		"action not closed":  {map[string]string{"page.html": "{{define \"main\"}}\n<h1>{{.Title</h1>\n{{end}}\n"}, "layout: layouts/page.html:2: "},
		"end missing":        {map[string]string{"page.html": "{{define \"main\"}}\n{{if .Title}}\n<h1>\n{{end}}\n"}, "layout: layouts/page.html:5: "},
		"unknown function":   {map[string]string{"page.html": "{{define \"main\"}}\n\n{{shout .Title}}{{end}}\n"}, "layout: layouts/page.html:3: function \"shout\" not defined"},
		"mistake in a piece": {map[string]string{"partials/tag.html": "<b>\n{{.Name}\n"}, "layout: layouts/partials/tag.html:2: "},
		"mistake in base":    {map[string]string{"base.html": "<p>{{end}}"}, "layout: layouts/base.html:1: "},
		"base missing":       {map[string]string{"base.html": ""}, "open base.html: "},
	} {
		_, err := Parse(folder(c.change))
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one that starts with %s", name, err, c.want)
		}
	}
}

func TestPageNamesThePlaceOfAMistake(t *testing.T) {
	for name, c := range map[string]struct {
		change map[string]string
		layout string
		want   string
	}{
		"unknown field":         {map[string]string{"page.html": "{{define \"main\"}}\n<h1>{{.Titel}}</h1>\n{{end}}\n"}, "page", "layout: layouts/page.html:2:6: executing \"main\" at <.Titel>: can't evaluate field Titel"},
		"unknown field, piece":  {map[string]string{"partials/tag.html": "<b>\n  {{.Nmae}}</b>\n"}, "page", "layout: layouts/partials/tag.html:2:4: "},
		"unknown field, base":   {map[string]string{"base.html": "{{.Nothing}}"}, "page", "layout: layouts/base.html:1:2: "},
		"method that fails":     {map[string]string{"page.html": "{{define \"main\"}}{{.Boom}}{{end}}"}, "page", "layout: layouts/page.html:1:19: "},
		"unknown piece":         {map[string]string{"page.html": "{{define \"main\"}}\n{{template \"tga\" .Tag}}{{end}}"}, "page", "layout: layouts/page.html:2:11: no such template \"tga\""},
		"HTML that is not safe": {map[string]string{"page.html": "{{define \"main\"}}\n<a href={{if .Title}}\"x{{end}}>{{end}}"}, "page", "layout: layouts/page.html:2"},
		"layout missing":        {nil, "gone", "layout layouts/gone.html is missing"},
	} {
		_, err := parse(t, c.change).Page(c.layout, view{})
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one that starts with %s", name, err, c.want)
		}
	}
}

func TestPageKeepsPreformattedTextAsItIs(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"blank lines go":            {"<p>a</p>\n\n  \n\t<p>b</p>\n", "<p>a</p>\n<p>b</p>\n"},
		"not within pre":            {"<pre><code>a\n\n  b\n\n</code></pre>\n\n<p>", "<pre><code>a\n\n  b\n\n</code></pre>\n<p>"},
		"pre that opens in a line":  {"  <div><pre class=\"x\">a\n\n\tb</pre></div>\n\n  <p>", "<div><pre class=\"x\">a\n\n\tb</pre></div>\n<p>"},
		"pre on one line":           {"<pre>a</pre>\n\n<p>", "<pre>a</pre>\n<p>"},
		"two of them":               {"<pre>a\n\n</pre>\n\n<pre>b\n\n</pre>\n\n<p>", "<pre>a\n\n</pre>\n<pre>b\n\n</pre>\n<p>"},
		"end of line within a word": {"<p>a\n  b</p>", "<p>a\nb</p>"},
	} {
		if got := string(tidy([]byte(c.in))); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestPageOfTheSameViewIsTheSame(t *testing.T) {
	v := view{Title: "A"}
	first, err := parse(t, nil).Page("page", v)
	if err != nil {
		t.Fatal(err)
	}
	second, err := parse(t, nil).Page("page", v)
	if err != nil || string(first) != string(second) {
		t.Errorf("second page differs, or fails with %v:\n%s", err, second)
	}
}
