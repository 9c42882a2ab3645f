// Package source reads a content tree: its files, their front matter, and the place of every byte.
//
// A content file is Markdown with YAML front matter between two lines of three dashes, or a .yaml file that is front
// matter alone. What a file may not be (too large, not UTF-8, a link out of the tree) is a problem with its place.
// Nothing here knows what a file is about: [File.Decode] fills whatever struct a caller asks for.
package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"remit/internal/diag"
)

// Limits on what is read. A page a person can read is far below them; they keep hostile input from costing time.
const (
	MaxFile  = 256 << 10 // bytes of a content file
	MaxFront = 64 << 10  // bytes of front matter
	MaxImage = 4 << 20   // bytes of a picture
)

// Tree is everything that was read, in the order of paths.
type Tree struct {
	Name    string // of the content folder, as problems name it
	Files   []*File
	Images  []Image
	Refused []string // paths of files that could not be read, so that nobody also calls them missing
}

// Image is a picture that content can show.
type Image struct {
	Path string // relative to the content folder
	Data []byte
}

// File is one content file. Text is UTF-8 with line feeds and without a byte order mark, so columns are what an editor shows.
type File struct {
	Path string // relative to the content folder, with slashes: "roles/cloud-engineer.md"
	Name string // as problems name it: "content/roles/cloud-engineer.md"
	Text []byte
	Body int // offset in Text at which the body starts

	front  *yaml.Node // a mapping, or nil where the file has none
	first  int        // line on which the front matter starts
	lines  []int      // offset of the start of every line
	shared []string   // keys that DecodeShared has taken
}

// ID returns the file's name without its ending: "cloud-engineer".
func (f *File) ID() string {
	return strings.TrimSuffix(path.Base(f.Path), path.Ext(f.Path))
}

// Dir returns the folder within the content folder, "." at its top.
func (f *File) Dir() string {
	return path.Dir(f.Path)
}

// At returns the place of a byte of Text.
func (f *File) At(offset int) diag.Place {
	offset = min(max(offset, 0), len(f.Text))
	line := sort.SearchInts(f.lines, offset+1) - 1
	return diag.Place{File: f.Name, Line: line + 1, Col: utf8.RuneCount(f.Text[f.lines[line]:offset]) + 1}
}

// Start returns the place at which to report what is missing from the file as a whole.
func (f *File) Start() diag.Place {
	return diag.Place{File: f.Name, Line: 1, Col: 1}
}

// imageTypes are the pictures that content may hold. SVG is left out: it can hold script.
var imageTypes = []string{".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif"}

// Read reads every content file and picture of fsys, in the order of their paths. Problems name the files below name.
// Files whose name starts with a dot or ends with ~ are left out. The error is our own trouble, such as a missing folder.
func Read(fsys fs.FS, name string) (*Tree, *diag.List, error) {
	tree, problems := &Tree{Name: name}, new(diag.List)
	refuse := func(p string, at diag.Place, format string, args ...any) {
		tree.Refused = append(tree.Refused, p)
		problems.Addf(at, format, args...)
	}
	err := fs.WalkDir(fsys, ".", func(p string, entry fs.DirEntry, err error) error {
		at := diag.Place{File: path.Join(name, p), Line: 1, Col: 1}
		switch {
		case err != nil && p == ".":
			return err
		case err != nil:
			refuse(p, at, "cannot be read: %v", reason(err))
			return nil
		case p != "." && (strings.HasPrefix(entry.Name(), ".") || strings.HasSuffix(entry.Name(), "~")):
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			return nil
		}
		if entry.Type()&fs.ModeSymlink != 0 {
			info, err := fs.Stat(fsys, p)
			switch {
			case err != nil:
				refuse(p, at, "is a link that leads out of the content folder, or nowhere")
				return nil
			case info.IsDir():
				refuse(p, at, "is a link to a folder; only links to files inside the content folder are followed")
				return nil
			}
		}
		ext := path.Ext(p)
		isImage := slices.Contains(imageTypes, ext)
		if ext != ".md" && ext != ".yaml" && ext != ".go" && !isImage {
			problems.Warnf(at, "is not read: content is Markdown, site.yaml and pictures (%s)", strings.Join(imageTypes, " "))
			return nil
		}
		if ext == ".go" { // the file that embeds the folder
			return nil
		}
		limit := MaxFile
		if isImage {
			limit = MaxImage
		}
		data, problem := readLimited(fsys, p, limit)
		if problem != "" {
			refuse(p, at, "%s", problem)
			return nil
		}
		if isImage {
			tree.Images = append(tree.Images, Image{p, data})
			return nil
		}
		if f := parse(p, path.Join(name, p), data, problems); f != nil {
			tree.Files = append(tree.Files, f)
		} else {
			tree.Refused = append(tree.Refused, p)
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", name, err)
	}
	return tree, problems, nil
}

// readLimited returns the file's bytes, or what is wrong with it in words.
func readLimited(fsys fs.FS, p string, limit int) ([]byte, string) {
	info, err := fs.Stat(fsys, p)
	if err != nil {
		return nil, "cannot be read: " + reason(err)
	}
	if !info.Mode().IsRegular() {
		return nil, "is not a regular file"
	}
	tooLarge := fmt.Sprintf("is larger than %d KiB", limit>>10)
	if info.Size() > int64(limit) {
		return nil, tooLarge
	}
	f, err := fsys.Open(p)
	if err != nil {
		return nil, "cannot be read: " + reason(err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, int64(limit)+1))
	if err != nil {
		return nil, "cannot be read: " + reason(err)
	}
	if len(data) > limit {
		return nil, tooLarge
	}
	return data, ""
}

// reason strips the path from a file error: the place has it already.
func reason(err error) string {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err.Error()
	}
	return err.Error()
}

// parse makes a File of data, or reports why it is none.
func parse(p, name string, data []byte, problems *diag.List) *File {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	f := &File{Path: p, Name: name, Text: data, lines: []int{0}}
	for i, c := range data {
		if c == '\n' {
			f.lines = append(f.lines, i+1)
		}
	}
	if i := firstInvalid(data); i >= 0 {
		problems.Addf(f.At(i), "is not UTF-8 text here").Hint = "save the file with the encoding UTF-8"
		return nil
	}
	if path.Ext(p) == ".yaml" {
		f.first, f.Body = 1, len(data)
		if !f.parseFront(data, problems) {
			return nil
		}
		return f
	}
	front, ok := f.cutFront(problems)
	if !ok || !f.parseFront(front, problems) {
		return nil
	}
	return f
}

// firstInvalid returns the offset of the first byte that is not text, or -1.
func firstInvalid(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if (r == utf8.RuneError && size == 1) || r == 0 {
			return i
		}
		i += size
	}
	return -1
}

// cutFront returns the text between the two lines of dashes and sets Body.
func (f *File) cutFront(problems *diag.List) ([]byte, bool) {
	const fence = "---"
	lineEnd := func(i int) int {
		if n := bytes.IndexByte(f.Text[i:], '\n'); n >= 0 {
			return i + n
		}
		return len(f.Text)
	}
	end := lineEnd(0)
	if strings.TrimRight(string(f.Text[:end]), " \t") != fence {
		problems.Addf(f.Start(), "has no front matter").Hint = "start the file with a line of three dashes, the keys, and another line of three dashes"
		return nil, false
	}
	start := min(end+1, len(f.Text))
	for i := start; i < len(f.Text); i = end + 1 {
		end = lineEnd(i)
		if strings.TrimRight(string(f.Text[i:end]), " \t") == fence {
			f.first, f.Body = 2, min(end+1, len(f.Text))
			return f.Text[start:i], true
		}
	}
	problems.Addf(f.Start(), "has front matter that is not closed").Hint = "end it with a line of three dashes"
	return nil, false
}
