package markdown

import (
	"bytes"
	"html/template"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"remit/internal/diag"
)

// Section is a heading and what stands below it; the zero Heading marks what stands before the first one.
type Section struct {
	Heading
	doc   *Doc
	nodes []ast.Node
}

// Sections cuts the text at its headings of the given level. The first section is what stands before them and may be empty.
func (d *Doc) Sections(level int) []Section {
	return (Section{doc: d, nodes: children(d.root)}).Sections(level)
}

// Sections cuts the section at its headings of the given level.
func (s Section) Sections(level int) []Section {
	current := Section{doc: s.doc}
	var all []Section
	for _, n := range s.nodes {
		if n.Kind() == extast.KindFootnoteList {
			continue
		}
		if h, ok := n.(*ast.Heading); ok && h.Level <= level {
			all = append(all, current)
			current = Section{doc: s.doc, Heading: s.doc.heading(h)}
			continue
		}
		current.nodes = append(current.nodes, n)
	}
	return append(all, current)
}

func (d *Doc) heading(n *ast.Heading) Heading {
	id, _ := n.AttributeString("id")
	idBytes, _ := id.([]byte)
	return Heading{n.Level, string(idBytes), plain(n, d.source), d.place(n)}
}

// HTML returns what stands below the heading.
func (s Section) HTML() template.HTML {
	return s.doc.render(s.nodes...)
}

// Text returns what stands below the heading, without marks, in one line.
func (s Section) Text() string {
	var parts []string
	for _, n := range s.nodes {
		if t := plain(n, s.doc.source); t != "" {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, " ")
}

// Empty reports whether nothing that a reader sees stands below the heading.
func (s Section) Empty() bool {
	return s.Text() == ""
}

// Blocks returns the paragraphs, lists, tables and other blocks of the section.
func (s Section) Blocks() []Block {
	blocks := make([]Block, len(s.nodes))
	for i, n := range s.nodes {
		blocks[i] = Block{s.doc, n}
	}
	return blocks
}

// Tables returns the section's tables.
func (s Section) Tables() []Table {
	var all []Table
	for _, n := range s.nodes {
		if t, ok := n.(*extast.Table); ok {
			all = append(all, s.doc.table(t))
		}
	}
	return all
}

// Block is one paragraph, list, table or other block.
type Block struct {
	doc  *Doc
	node ast.Node
}

// Place returns where the block starts.
func (b Block) Place() diag.Place { return b.doc.place(b.node) }

// HTML returns the block as HTML.
func (b Block) HTML() template.HTML { return b.doc.render(b.node) }

// Text returns the block without marks, in one line.
func (b Block) Text() string { return plain(b.node, b.doc.source) }

// IsParagraph reports whether the block is a paragraph.
func (b Block) IsParagraph() bool { return b.node.Kind() == ast.KindParagraph }

// Raw returns the Markdown of a paragraph as the author wrote it, in one line.
func (b Block) Raw() string { return raw(b.node, b.doc.source) }

// Link returns the address and the words of a paragraph that is one link and nothing else.
func (b Block) Link() (dest, words string, ok bool) {
	if !b.IsParagraph() || b.node.ChildCount() != 1 {
		return "", "", false
	}
	switch n := b.node.FirstChild().(type) {
	case *ast.Link:
		return string(n.Destination), plain(n, b.doc.source), true
	case *ast.AutoLink:
		return string(n.URL(b.doc.source)), string(n.Label(b.doc.source)), true
	}
	return "", "", false
}

// Field is a list item of the form "Key: value".
type Field struct {
	Key   string
	Value string // Markdown, as the author wrote it, in one line
	Links []Link // those of the value, in order
	diag.Place
}

// Fields returns the items of a list whose items read "Key: value"; ok is false where the block is no such list.
func (b Block) Fields() (fields []Field, ok bool) {
	list, ok := b.node.(*ast.List)
	if !ok {
		return nil, false
	}
	for _, item := range children(list) {
		first := item.FirstChild()
		if first == nil {
			return nil, false
		}
		key, value, found := strings.Cut(raw(first, b.doc.source), ":")
		if !found {
			return nil, false
		}
		fields = append(fields, Field{strings.TrimSpace(key), strings.TrimSpace(value), b.doc.links(first), b.doc.place(first)})
	}
	return fields, true
}

// links returns the links within a node, with their addresses as they were written.
func (d *Doc) links(n ast.Node) []Link {
	var all []Link
	ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if link, ok := n.(*ast.Link); ok && entering {
			all = append(all, Link{Dest: d.written(link), Place: d.place(link)})
		}
		return ast.WalkContinue, nil
	})
	return all
}

// raw returns the source lines of a block, in one line.
func raw(n ast.Node, source []byte) string {
	var b bytes.Buffer
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		b.Write(bytes.TrimSpace(segment.Value(source)))
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
}
