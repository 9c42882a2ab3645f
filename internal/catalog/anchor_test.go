package catalog_test

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"remit/layouts"
)

// bodies says which layout draws the body of which file of the base.
var bodies = map[string]string{
	"home": "index.md", "ladder": "ladder.md", "glossary": "glossary.md", "sources": "sources.md", "role": "roles/tester.md",
	"responsibility": "responsibilities/write-code.md", "area": "areas/run.md", "stage": "stages/make.md", "matrix": "shapes/small.md",
	"comparison": "comparisons/coder-vs-tester.md", "tool": "tools/hammer.md", "guide": "guides/hello.md", "quiz": "quiz/which.md",
}

// bodiless are the layouts that draw no body of a file of the base, and base, which is the frame of all.
var bodiless = []string{"adcheck", "adrules", "areas", "base", "compare", "explorer", "guides", "jobad", "jobads", "loop", "moved", "notfound", "places", "quizzes", "roles", "search", "shapes", "team", "titles", "tools", "wording", "work"}

var (
	layoutID = regexp.MustCompile(`\bid="([^"]*)"`)
	partial  = regexp.MustCompile(`{{template "([a-z]+)"`)
	number   = regexp.MustCompile(`{{[^}]*(Number|Note)}}`)
	action   = regexp.MustCompile(`{{[^}]*}}`)
)

// idsOf returns the ids that a layout and the partials in it have, with examples for what is computed.
func idsOf(t *testing.T, name string, seen map[string]bool) []string {
	t.Helper()
	text, err := fs.ReadFile(layouts.FS, name)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, m := range layoutID.FindAllStringSubmatch(string(text), -1) {
		if id := action.ReplaceAllString(number.ReplaceAllString(m[1], "1"), "x"); id != "x" { // a heading's own, or an area's
			all = append(all, id)
		}
	}
	for _, m := range partial.FindAllStringSubmatch(string(text), -1) {
		if p := "partials/" + m[1] + ".html"; !seen[p] {
			seen[p] = true
			all = append(all, idsOf(t, p, seen)...)
		}
	}
	return all
}

// Whatever id a layout has, content may not claim it: the list in the catalog cannot grow stale.
func TestHeadingCannotClaimAnIDOfItsPage(t *testing.T) {
	names, err := fs.Glob(layouts.FS, "*.html")
	if err != nil {
		t.Fatal(err)
	}
	frame := append(idsOf(t, "base.html", map[string]bool{}), "search-list", "search-option-1")
	for _, name := range names {
		layout := strings.TrimSuffix(name, ".html")
		file, draws := bodies[layout]
		if draws == slices.Contains(bodiless, layout) {
			t.Errorf("%s: say in bodies or in bodiless whether it draws the body of a file", name)
		}
		if !draws {
			continue
		}
		text := base[file]
		if file == "quiz/which.md" {
			text = quizFile
		}
		for _, id := range append(idsOf(t, name, map[string]bool{}), frame...) {
			// a third level stands in every kind of page, below the beginning of the body
			front, body, _ := strings.Cut(text, "\n---\n")
			got := found(t, map[string]string{file: front + "\n---\nText.\n\n### " + id + "\n\n" + body})
			if want := fmt.Sprintf("heading %q has the id %q, which its page has already / word it otherwise", id, id); !strings.Contains(got, want) {
				t.Errorf("%s: the layout has id=%q, and a heading of %s may have it too:\n%s", name, id, file, got)
			}
		}
	}
}

func TestHeadingsThatAreNotDrawnClaimNoID(t *testing.T) {
	for name, c := range map[string]struct {
		change map[string]string
		want   string
	}{
		"another page's id":       {in("guides/hello.md", "Text.", "## Skills\nText."), ""},
		"an area's, by its id":    {in("shapes/small.md", "Prose.", "Prose.\n\n## Counts\nText."), `shapes/small.md:11:1: heading "Counts" has the id "counts", which its page has already / word it otherwise`},
		"an area's own section":   {and(in("areas/run.md", "title: Run", "title: Go"), in("shapes/small.md", "## Run", "## Go")), ""},
		"an area's id elsewhere":  {and(in("areas/run.md", "title: Run", "title: Go"), in("shapes/small.md", "## Run", "## Run\nText.\n\n## Go")), `shapes/small.md:19:1: heading "Run" has the id "run", which its page has already / word it otherwise`},
		"levels, in capitals":     {in("roles/coder.md", "## Levels", "## LEVELS\nText.\n\n## Levels"), `roles/coder.md:39:1: heading "LEVELS" has the id "levels", which its page has already / word it otherwise`},
		"levels, a second time":   {in("roles/coder.md", "## Signs it", "## LEVELS\nText.\n\n## Signs it"), ""},
		"levels of one next door": {in("roles/tester.md", "Tests.\n\n", "Tests.\n\n## Levels\nNone.\n\n"), ""},
		"a question":              {map[string]string{"quiz/which.md": strings.Replace(quizFile, "## What else?", "## Main", 1)}, ""},
	} {
		if got := found(t, c.change); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}
