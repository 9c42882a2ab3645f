package asset

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// folder is a small static folder. Tests change one file of it.
func folder(change map[string]string) fstest.MapFS {
	files := fstest.MapFS{}
	for name, text := range map[string]string{
		"css/site.css":             "@import \"components/box.css\";\n@import \"../made/chroma.css\";\nbody { color: red; }\n",
		"css/components/box.css":   ".box { margin: 0; background: url(\"/favicon.svg\"); }\n",
		"js/site.js":               "import { greet } from \"./elements/greet.js\";\ngreet(\"a\");\n",
		"js/theme.js":              "document.documentElement.dataset.theme = \"day\";\n",
		"js/elements/greet.js":     "export function greet(name) { console.log(name); }\n",
		"favicon.svg":              "<svg/>",
		"fonts/x.woff2":            "font",
		"static.go":                "package static",
		".hidden":                  "x",
		"css/notes.txt":            "x",
		"css/components/README.md": "x",
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

var made = map[string]string{"chroma.css": ".kd { color: blue; }"}

func bundle(t *testing.T, change map[string]string) *Bundle {
	t.Helper()
	b, err := Make(folder(change), made)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestMakeBundlesWhatIsImported(t *testing.T) {
	b := bundle(t, nil)
	css := string(b.Files[b.Paths["css/site.css"]])
	for _, want := range []string{".box{margin:0;background:url(/favicon.svg)}", ".kd{color:#00f}", "body{color:red}"} {
		if !strings.Contains(css, want) {
			t.Errorf("style sheet lacks %s: %s", want, css)
		}
	}
	if js := string(b.Files[b.Paths["js/site.js"]]); !strings.Contains(js, "console.log(") || strings.Contains(js, "./elements/") {
		t.Errorf("script does not hold what it imports: %s", js)
	}
}

func TestMakeNamesFilesByTheirContent(t *testing.T) {
	b := bundle(t, nil)
	name := regexp.MustCompile(`^assets/[a-z]+-[A-Z0-9]{8}\.(css|js)$`)
	var bundles, others []string
	for p := range b.Files {
		if strings.HasPrefix(p, "assets/") {
			bundles = append(bundles, p)
		} else {
			others = append(others, p)
		}
	}
	slices.Sort(others)
	if len(bundles) != 3 || slices.ContainsFunc(bundles, func(p string) bool { return !name.MatchString(p) }) {
		t.Errorf("bundles are %v", bundles)
	}
	if !slices.Equal(others, []string{"favicon.svg", "fonts/x.woff2"}) || string(b.Files["favicon.svg"]) != "<svg/>" {
		t.Errorf("copied are %v", others)
	}
	if keys := slices.Sorted(maps.Keys(b.Paths)); !slices.Equal(keys, []string{"css/site.css", "js/site.js", "js/theme.js"}) {
		t.Errorf("paths are known of %v", keys)
	}
	for entry, p := range b.Paths {
		if b.Files[p] == nil {
			t.Errorf("%s leads to %s, which is no file", entry, p)
		}
	}
}

func TestMakeChangesANameWithTheContentAlone(t *testing.T) {
	before := bundle(t, nil)
	for name, c := range map[string]struct {
		change  map[string]string
		made    map[string]string
		changed []string
	}{
		"nothing":                {nil, made, nil},
		"a script's import":      {map[string]string{"js/elements/greet.js": "export function greet(name) { alert(name); }\n"}, made, []string{"js/site.js"}},
		"a style sheet's import": {map[string]string{"css/components/box.css": ".box { margin: 1px; }\n"}, made, []string{"css/site.css"}},
		"what is made":           {nil, map[string]string{"chroma.css": ".kd { color: green; }"}, []string{"css/site.css"}},
		"a copied file":          {map[string]string{"favicon.svg": "<svg></svg>"}, made, nil},
		"a comment":              {map[string]string{"js/theme.js": "// why\ndocument.documentElement.dataset.theme = \"day\";\n"}, made, nil},
	} {
		after, err := Make(folder(c.change), c.made)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var changed []string
		for _, entry := range slices.Sorted(maps.Keys(before.Paths)) {
			if before.Paths[entry] != after.Paths[entry] {
				changed = append(changed, entry)
			}
		}
		if !slices.Equal(changed, c.changed) {
			t.Errorf("%s: names change of %v, want of %v", name, changed, c.changed)
		}
	}
}

func TestMakeOfTheSameFolderGivesTheSameBytes(t *testing.T) {
	first, second := bundle(t, nil), bundle(t, nil)
	if !maps.EqualFunc(first.Files, second.Files, slices.Equal) || !maps.Equal(first.Paths, second.Paths) {
		t.Errorf("%v, then %v", first.Paths, second.Paths)
	}
}

func TestMakeNamesThePlaceOfAMistake(t *testing.T) {
	for name, c := range map[string]struct {
		change      map[string]string
		place, what string
	}{
		"style sheet missing":  {map[string]string{"css/components/box.css": ""}, "static/css/site.css:1:9", "static/css/components/box.css is missing"},
		"script missing":       {map[string]string{"js/elements/greet.js": ""}, "static/js/site.js:1:23", "static/js/elements/greet.js is missing"},
		"package of npm":       {map[string]string{"js/theme.js": "\nimport \"react\";\n"}, "static/js/theme.js:2:8", "static/js/react is missing"},
		"outside of static":    {map[string]string{"js/theme.js": "import \"../../secret.js\";\n"}, "static/js/theme.js:1:8", "is missing"},
		"name not exported":    {map[string]string{"js/elements/greet.js": "export const hello = 1;\n"}, "static/js/site.js:1:10", "greet"},
		"script, mistake":      {map[string]string{"js/elements/greet.js": "export function greet(name) {\n  if (name { }\n}\n"}, "static/js/elements/greet.js:2:12", "Expected"},
		"script, not closed":   {map[string]string{"js/theme.js": "const a = \"b;\n"}, "static/js/theme.js:1:14", "Unterminated string"},
		"style sheet, mistake": {map[string]string{"css/components/box.css": ".box {\n  margin: 0;\n  color red;\n}\n}\n"}, "static/css/components/box.css:3:8", "Expected \":\""},
		"style sheet, string":  {map[string]string{"css/site.css": "a { content: \"b; }\n"}, "static/css/site.css:1:19", "Unterminated string"},
	} {
		_, err := Make(folder(c.change), made)
		if err == nil || !strings.Contains(err.Error(), c.place) || !strings.Contains(err.Error(), c.what) {
			t.Errorf("%s: error %v, want one with %s and %s", name, err, c.place, c.what)
		}
	}
}
