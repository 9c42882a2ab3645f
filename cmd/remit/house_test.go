package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"remit/layouts"
	"remit/static"
)

// floors are the rooms of the house from the top down; those of one floor do not know each other. Nothing below the wall has
// heard of a role.
var floors = []string{
	"cmd/remit",
	"internal/serve",
	"internal/publish",
	"internal/site",
	"internal/jobad/adcheck",
	"internal/jobad internal/jobad/adtext",
	"internal/catalog",
	// the wall
	"internal/search/sample",
	"internal/source internal/markdown internal/render internal/asset internal/search internal/pdf internal/pdf/pdftest",
	"internal/diag internal/nobody content layouts static",
}

// doors are the rooms through which each outside library comes in, by how its packages begin.
var doors = map[string]string{
	"github.com/yuin/goldmark":     "internal/markdown",
	"github.com/alecthomas/chroma": "internal/markdown",
	"go.yaml.in/yaml":              "internal/source",
	"github.com/evanw/esbuild":     "internal/asset",
	"github.com/blevesearch":       "internal/search",
	"github.com/fsnotify":          "internal/serve",
	"github.com/spf13/cobra":       "cmd/remit",
	"golang.org/x/net/html":        "internal/jobad/adtext",
	"golang.org/x/sys/unix":        "internal/publish",
}

func TestImportsRunDownwards(t *testing.T) {
	floor := map[string]int{}
	for i, names := range floors {
		for name := range strings.FieldsSeq(names) {
			floor[name] = i
		}
	}
	for file, text := range code(t) {
		room := path.Dir(file)
		at, ok := floor[room]
		if !ok {
			t.Errorf("%s is on no floor: name it here, and in the README", room)
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, text, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range parsed.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			host, _, _ := strings.Cut(name, "/")
			if other, ok := strings.CutPrefix(name, "remit/"); ok {
				if below, ok := floor[other]; !ok || below <= at {
					t.Errorf("%s imports %s, which is not below it", file, other)
				}
			} else if strings.Contains(host, ".") && doorOf(name) != room {
				t.Errorf("%s imports %s, whose door is %q", file, name, doorOf(name))
			}
		}
	}
}

// doorOf returns the room for a package from outside; "" where it has none.
func doorOf(name string) string {
	for library, room := range doors {
		if strings.HasPrefix(name, library) {
			return room
		}
	}
	return ""
}

// trusted is a conversion of text into what html/template writes as it stands.
var trusted = regexp.MustCompile(`template\.(HTML|HTMLAttr|CSS|JS|JSStr|URL|Srcset)\(`)

func TestTextIsTrustedInOneRoom(t *testing.T) {
	found := 0
	for file, text := range code(t) {
		if !trusted.MatchString(text) {
			continue
		}
		if found++; path.Dir(file) != "internal/markdown" {
			t.Errorf("%s makes HTML of text; only internal/markdown does", file)
		}
	}
	if found == 0 {
		t.Error("nothing makes HTML of text, not even internal/markdown: is it called otherwise now?")
	}
}

// code is the text of the Go files of the house but for its tests, by their paths.
func code(t *testing.T) map[string]string {
	t.Helper()
	return texts(t, os.DirFS("../.."), func(name string) bool {
		return strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") && !strings.Contains(name, "testdata/")
	})
}

// texts are the files of a tree that are wanted, by their paths.
func texts(t *testing.T, tree fs.FS, wanted func(name string) bool) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !wanted(name) {
			return err
		}
		text, err := fs.ReadFile(tree, name)
		all[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("there are no files")
	}
	return all
}

var (
	classAttribute = regexp.MustCompile(` class="([^"]*)"`)
	choice         = regexp.MustCompile(`\{\{(if|else|end|range|with)[^}]*\}\}`)
	insertion      = regexp.MustCompile(`\{\{[^}]*\}\}`)
	notSelector    = regexp.MustCompile(`(?s)/\*.*?\*/|"[^"]*"`)
	styleClass     = regexp.MustCompile(`\.([a-zA-Z][\w-]*)`)
	word           = regexp.MustCompile(`[a-zA-Z][\w-]*`)
)

// Every class that a layout gives is one that a style sheet or a script knows, and what style sheets know is given by layouts,
// scripts or Go. What goes on with an insertion ("hue--{{.Hue}}") may end in any way. Those of the highlighter are its own.
func TestClassesAreStyled(t *testing.T) {
	pages := texts(t, layouts.FS, func(name string) bool { return strings.HasSuffix(name, ".html") })
	sheets := texts(t, static.FS, func(name string) bool { return strings.HasSuffix(name, ".css") && path.Base(name) != "chroma.css" })
	styled := map[string]bool{}
	for _, text := range sheets {
		for _, m := range styleClass.FindAllStringSubmatch(notSelector.ReplaceAllString(text, ""), -1) {
			styled[m[1]] = true
		}
	}
	inScripts := words(texts(t, static.FS, func(name string) bool { return strings.HasSuffix(name, ".js") }))
	inCode := words(code(t))
	given := map[string]bool{}
	for name, text := range pages {
		for _, m := range classAttribute.FindAllStringSubmatch(insertion.ReplaceAllString(choice.ReplaceAllString(text, " "), "{}"), -1) {
			for class := range strings.FieldsSeq(m[1]) {
				stem, _, open := strings.Cut(class, "{}")
				given[stem] = true
				if !open && !styled[class] && !inScripts[class] {
					t.Errorf("layouts/%s has the class %q, which no style sheet or script knows", name, class)
				}
			}
		}
	}
	for class := range styled {
		stem := class
		if i := strings.LastIndex(class, "--"); i >= 0 {
			stem = class[:i+2]
		}
		if !given[class] && !given[stem] && !inScripts[class] && !inScripts[stem] && !inCode[class] {
			t.Errorf("a style sheet has the class %q, which nothing has", class)
		}
	}
}

func words(files map[string]string) map[string]bool {
	all := map[string]bool{}
	for _, text := range files {
		for _, w := range word.FindAllString(text, -1) {
			all[w] = true
		}
	}
	return all
}
