package source

import (
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"remit/internal/diag"
)

// Text is a string of the front matter that remembers where it stood.
type Text struct {
	Value string
	diag.Place
}

// Ref is an id of the front matter that remembers where it stood, so that a later step can say what is wrong with it.
type Ref struct {
	ID string
	diag.Place
}

// noEnds replaces what YAML 1.1 takes for ends of lines and editors do not, so that places are what an editor shows.
var noEnds = strings.NewReplacer("\u0085", " ", "\u2028", " ", "\u2029", " ")

// parseFront reads the YAML of the front matter into f.front and reports whether it is a mapping without aliases and tags.
func (f *File) parseFront(text []byte, problems *diag.List) bool {
	if len(text) > MaxFront {
		problems.Addf(f.Start(), "has front matter larger than %d KiB", MaxFront>>10)
		return false
	}
	var doc yaml.Node
	clean := noEnds.Replace(string(text))
	decoder := yaml.NewDecoder(strings.NewReader(clean))
	if err := decoder.Decode(&doc); err != nil && err != io.EOF {
		at := f.Start()
		message, line := yamlProblem(clean, err)
		if line > 0 {
			at.Line = min(line+f.first-1, len(f.lines))
		}
		problems.Addf(at, "is not YAML: %s", message).Hint = `quote a value that contains ": " or starts with a special character`
		return false
	}
	if len(doc.Content) == 0 {
		problems.Addf(f.Start(), "has empty front matter")
		return false
	}
	if err := decoder.Decode(new(yaml.Node)); err != io.EOF {
		problems.Addf(f.Start(), "has front matter of more than one document")
		return false
	}
	f.front = doc.Content[0]
	if f.front.Kind != yaml.MappingNode {
		problems.Addf(f.place(f.front), "front matter is not a list of keys and values")
		return false
	}
	return f.plain(f.front, problems)
}

// yamlProblem returns what the library says is wrong with a text, and the line that it means, or 0 where it names none.
func yamlProblem(text string, err error) (message string, line int) {
	message, line = cutLine(err)
	if line == 0 || strings.HasPrefix(message, "did not find expected ','") {
		// In its first line it names no place, and for a list or a map that begins there the line behind it: move it down.
		_, line = cutLine(yaml.Unmarshal([]byte("\n"+text), new(yaml.Node)))
		line = max(line-1, 0)
	}
	return message, line
}

var (
	yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?(?s:(.*))$`)
	// yamlFromZero are problems of the library's parser, which counts lines from 0; its scanner counts them from 1.
	yamlFromZero = regexp.MustCompile(`^did not find expected (<|node content|'-'|key|',')|^found (undefined tag|duplicate %|incompatible YAML)`)
)

// cutLine parts an error of the library into its words and its line, from 1, or 0 where it names none.
func cutLine(err error) (message string, line int) {
	if err == nil {
		return "", 0
	}
	m := yamlLine.FindStringSubmatch(err.Error())
	if m == nil {
		return err.Error(), 0
	}
	if line, err = strconv.Atoi(m[1]); err == nil && yamlFromZero.MatchString(m[2]) {
		line++
	}
	return m[2], line
}

// plain reports anchors, aliases and tags: they make a file hard to read, and an alias can grow without end.
func (f *File) plain(n *yaml.Node, problems *diag.List) bool {
	if n.Kind == yaml.AliasNode || n.Anchor != "" || n.Style&yaml.TaggedStyle != 0 {
		problems.Addf(f.place(n), "YAML anchors, aliases and tags are not used here").Hint = "write the value out, in quotes if it starts with &, * or !"
		return false
	}
	ok := true
	for _, child := range n.Content {
		ok = f.plain(child, problems) && ok
	}
	return ok
}

func (f *File) place(n *yaml.Node) diag.Place {
	if n.Line+f.first-1 > len(f.lines) { // YAML ends behind the last line
		return f.At(len(f.Text))
	}
	return diag.Place{File: f.Name, Line: n.Line + f.first - 1, Col: n.Column}
}

// Key returns the place of a top-level key's value, or of the file's start where the key is missing.
func (f *File) Key(name string) diag.Place {
	for i := 0; f.front != nil && i+1 < len(f.front.Content); i += 2 {
		if f.front.Content[i].Value == name {
			return f.place(f.front.Content[i+1])
		}
	}
	return f.Start()
}

// Value returns a top-level key's value where it is a single one, or "".
func (f *File) Value(name string) string {
	for i := 0; f.front != nil && i+1 < len(f.front.Content); i += 2 {
		if f.front.Content[i].Value == name {
			return f.front.Content[i+1].Value
		}
	}
	return ""
}

var (
	textType = reflect.TypeFor[Text]()
	refType  = reflect.TypeFor[Ref]()
)

// Decode fills the struct that into points to from the front matter. Fields are named by the tag `key:"name"`, with
// ",required" where an empty value is a problem; they may be string, int, bool, [Text], [Ref], structs and slices of these.
// Unknown keys, keys given twice, wrong types and missing values become problems, each at its place.
func (f *File) Decode(into any, problems *diag.List) {
	d := decoder{f, problems, map[int]bool{}}
	d.mapping(f.front, reflect.ValueOf(into).Elem(), f.Start())
}

// DecodeShared fills the struct that into points to as [File.Decode] does, from those keys that it names, and leaves the
// others alone. A later Decode takes its keys as known. So a key that files of every kind may have is named once.
func (f *File) DecodeShared(into any, problems *diag.List) {
	d := decoder{f, problems, map[int]bool{}}
	v := reflect.ValueOf(into).Elem()
	f.shared = keys(v.Type())
	for _, name := range f.shared {
		for i := 0; f.front != nil && i+1 < len(f.front.Content); i += 2 {
			if f.front.Content[i].Value == name {
				field, _ := fieldOf(v, name)
				d.value(name, f.front.Content[i+1], field)
				break // Decode says it where the key stands there twice
			}
		}
	}
}

type decoder struct {
	file     *File
	problems *diag.List
	said     map[int]bool // lines that have a problem already, so that a wrong type is not also called empty
}

func (d decoder) addf(at diag.Place, format string, args ...any) *diag.Problem {
	d.said[at.Line] = true
	return d.problems.Addf(at, format, args...)
}

func (d decoder) mapping(n *yaml.Node, v reflect.Value, at diag.Place) {
	if n == nil {
		return
	}
	if n.Kind != yaml.MappingNode {
		d.addf(d.file.place(n), "is %s, not a list of keys and values (%s)", kindName(n), strings.Join(keys(v.Type()), ", "))
		return
	}
	var shared []string
	if n == d.file.front {
		shared = d.file.shared
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		field, ok := fieldOf(v, key.Value)
		switch {
		case !ok && !slices.Contains(shared, key.Value):
			d.addf(d.file.place(key), "unknown key %q", key.Value).Hint = unknownKeyHint(key.Value, append(keys(v.Type()), shared...))
		case seen[key.Value]:
			d.addf(d.file.place(key), "key %q stands here twice", key.Value)
		case ok:
			d.value(key.Value, value, field)
		}
		seen[key.Value] = true
	}
	for i := range v.NumField() {
		name, required, ok := tag(v.Type().Field(i))
		if ok && required && isEmpty(v.Field(i)) {
			place := at
			for j := 0; j+1 < len(n.Content); j += 2 {
				if n.Content[j].Value == name {
					place = d.file.place(n.Content[j])
				}
			}
			if seen[name] {
				if !d.said[place.Line] {
					d.addf(place, "%q is empty", name)
				}
			} else {
				d.addf(at, "%q is missing", name)
			}
		}
	}
}

func unknownKeyHint(word string, known []string) string {
	if hint := diag.DidYouMean(word, known); hint != "" {
		return hint
	}
	return "the keys are " + strings.Join(known, ", ")
}

func (d decoder) value(key string, n *yaml.Node, v reflect.Value) {
	at := d.file.place(n)
	wrong := func(want string) {
		d.addf(at, "%q is %s, not %s", key, kindName(n), want)
	}
	switch {
	case n.Kind == yaml.ScalarNode && n.Tag == "!!null":
		return
	case v.Kind() == reflect.Slice:
		if n.Kind != yaml.SequenceNode {
			wrong("a list")
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
		for i, item := range n.Content {
			if item.Kind == yaml.ScalarNode && item.Value == "" {
				d.addf(d.file.place(item), "%q holds an empty entry", key)
			}
			d.value(key, item, v.Index(i))
		}
	case v.Kind() == reflect.Struct && v.Type() != textType && v.Type() != refType:
		d.mapping(n, v, at)
	case n.Kind != yaml.ScalarNode:
		wrong("a single value")
	case v.Type() == textType:
		v.Set(reflect.ValueOf(Text{strings.TrimSpace(n.Value), at}))
	case v.Type() == refType:
		v.Set(reflect.ValueOf(Ref{strings.TrimSpace(n.Value), at}))
	case v.Kind() == reflect.String:
		v.SetString(strings.TrimSpace(n.Value))
	case v.Kind() == reflect.Int:
		i, err := strconv.Atoi(n.Value)
		if err != nil {
			d.addf(at, "%q is %q, not a whole number", key, n.Value)
			return
		}
		v.SetInt(int64(i))
	case v.Kind() == reflect.Bool:
		if n.Tag != "!!bool" {
			d.addf(at, "%q is %q, not true or false", key, n.Value)
			return
		}
		v.SetBool(n.Value == "true")
	default:
		panic(fmt.Sprintf("source: cannot decode into %v", v.Type()))
	}
}

func kindName(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a list of keys and values"
	case yaml.SequenceNode:
		return "a list"
	}
	return fmt.Sprintf("%q", n.Value)
}

func tag(field reflect.StructField) (name string, required, ok bool) {
	name, ok = field.Tag.Lookup("key")
	name, required = strings.CutSuffix(name, ",required")
	return name, required, ok
}

func fieldOf(v reflect.Value, key string) (reflect.Value, bool) {
	for i := range v.NumField() {
		if name, _, ok := tag(v.Type().Field(i)); ok && name == key {
			return v.Field(i), true
		}
	}
	return reflect.Value{}, false
}

func keys(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		if name, _, ok := tag(t.Field(i)); ok {
			names = append(names, name)
		}
	}
	return names
}

func isEmpty(v reflect.Value) bool {
	switch v.Type() {
	case textType:
		return v.Interface().(Text).Value == ""
	case refType:
		return v.Interface().(Ref).ID == ""
	}
	if v.Kind() == reflect.Slice {
		return v.IsNil() // an empty list says "none", and may be meant
	}
	return v.IsZero()
}
