// Package render lays out pages: a layout and a view make the bytes of a page.
//
// Layouts are html/template files. base.html is the frame; every other file at the top of the layouts folder is a page
// that fills the frame's blocks; partials/ holds pieces. Templates bear the path of their file, so that an error names
// layouts/role.html:12:5. Layouts know no functions but those below: what to show is decided before. [Words] then links
// names where a page first has them; only a whole page can tell where that is.
package render

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
)

// Layouts are the parsed layouts. They may be used from several goroutines.
type Layouts struct {
	pages map[string]*template.Template
}

const base = "layouts/base.html"

// Parse reads the layouts folder.
func Parse(fsys fs.FS) (*Layouts, error) {
	partials, err := fs.Glob(fsys, "partials/*.html")
	if err != nil {
		return nil, err
	}
	frame := template.New("layouts").Option("missingkey=error")
	for _, p := range append(partials, "base.html") {
		if err := add(frame, fsys, p); err != nil {
			return nil, err
		}
	}
	files, err := fs.Glob(fsys, "*.html")
	if err != nil {
		return nil, err
	}
	l := &Layouts{pages: map[string]*template.Template{}}
	for _, p := range files {
		if p == "base.html" {
			continue
		}
		page, err := frame.Clone()
		if err != nil {
			return nil, err
		}
		if err := add(page, fsys, p); err != nil {
			return nil, err
		}
		l.pages[strings.TrimSuffix(p, ".html")] = page
	}
	return l, nil
}

// add parses a file under its path. A partial is also known by its name alone: {{template "mark" .}}.
func add(t *template.Template, fsys fs.FS, p string) error {
	text, err := fs.ReadFile(fsys, p)
	if err != nil {
		return err
	}
	if path.Dir(p) == "partials" {
		text = bytes.TrimRight(text, "\n") // a piece stands within a line: what follows it may be a full stop
	}
	parsed, err := t.New("layouts/" + p).Parse(string(text))
	if err != nil {
		return fmt.Errorf("layout: %s", strings.TrimPrefix(err.Error(), "template: "))
	}
	if path.Dir(p) == "partials" {
		if _, err := t.AddParseTree(strings.TrimSuffix(path.Base(p), ".html"), parsed.Tree); err != nil {
			return fmt.Errorf("layout %s: %w", p, err)
		}
	}
	return nil
}

// Page lays out a view. The error names the layout, the line and what is wrong.
func (l *Layouts) Page(layout string, view any) ([]byte, error) {
	t := l.pages[layout]
	if t == nil {
		return nil, fmt.Errorf("layout layouts/%s.html is missing", layout)
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, base, view); err != nil {
		return nil, fmt.Errorf("layout: %s", strings.TrimPrefix(strings.TrimPrefix(err.Error(), "html/template:"), "template: "))
	}
	return tidy(b.Bytes()), nil
}

// Template returns the parsed layout, for tests that check it against its view.
func (l *Layouts) Template(layout string) *template.Template { return l.pages[layout].Lookup(base) }

// tidy drops the blank lines and the indentation that template actions leave behind, but not within pre.
func tidy(page []byte) []byte {
	out := make([]byte, 0, len(page))
	pre := 0
	for line := range bytes.Lines(page) {
		if pre == 0 {
			line = bytes.TrimLeft(line, " \t")
			if len(bytes.TrimSpace(line)) == 0 {
				continue
			}
		}
		pre += bytes.Count(line, []byte("<pre")) - bytes.Count(line, []byte("</pre>"))
		out = append(out, line...)
	}
	return out
}
