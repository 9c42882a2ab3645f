// Package markdown turns text into a tree that can be asked questions, and into HTML that can be trusted.
//
// The dialect is GitHub's: tables, footnotes, task lists, alerts of the "> [!NOTE]" kind, and heading ids made as
// GitHub makes them, so that an anchor works here and there. What a stranger might smuggle in (raw HTML, a script
// address) is a problem with its place, and never reaches the output. This is the one room that makes [template.HTML].
package markdown

import (
	"bytes"
	"html/template"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"remit/internal/diag"
)

// Doc is a parsed text. It is not changed after [Parse] and may be rendered from several goroutines.
type Doc struct {
	Problems diag.List
	Headings []Heading
	Links    []Link     // every link and image, in order, with the address as the author wrote it
	Pictures []*Picture // every block of the kind [Picture], in order

	source []byte
	at     func(offset int) diag.Place
	root   ast.Node
	notes  map[string]ast.Node // footnotes by label
}

// Heading is a heading of the text, with the id that an anchor names.
type Heading struct {
	Level int
	ID    string
	Text  string
	diag.Place
}

// Link is a link, or a picture, as the author wrote it.
type Link struct {
	Dest  string
	Image bool
	diag.Place
}

// Source says where a text comes from, so that problems have places and links lead somewhere.
type Source struct {
	// At returns the place of a byte of the text.
	At func(offset int) diag.Place
	// Href returns the address in the site of a relative link as the author wrote it. Nil leaves links alone.
	Href func(dest string) string
}

var engine = goldmark.New(
	goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.Typographer),
	goldmark.WithParserOptions(
		parser.WithAutoHeadingID(),
		parser.WithASTTransformers(util.Prioritized(alertTransformer{}, 100), util.Prioritized(pictureTransformer{}, 100)),
	),
	goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(nodeRenderer{html.NewConfig()}, 100))),
)

// Parse reads text as Markdown. What is wrong with it is in the Problems of the result.
func Parse(source []byte, from Source) *Doc {
	tamed, offset, message := tame(source)
	d := &Doc{source: tamed, at: from.At, notes: map[string]ast.Node{}}
	if message != "" {
		d.Problems.Addf(d.at(offset), "%s", message)
	}
	d.root = engine.Parser().Parse(text.NewReader(d.source), parser.WithContext(parser.NewContext(parser.WithIDs(&slugs{}))))
	d.inspect(from.Href)
	if message == "" {
		d.checkReferences()
	}
	return d
}

// ParseInline reads one paragraph, such as a string of the front matter. All its problems are reported at one place.
func ParseInline(source string, at diag.Place, href func(dest string) string) *Doc {
	d := Parse([]byte(source), Source{At: func(int) diag.Place { return at }, Href: href})
	if first := d.root.FirstChild(); first != nil && (first.NextSibling() != nil || first.Kind() != ast.KindParagraph) {
		d.Problems.Addf(at, "holds more than one plain paragraph").Hint = "lists, headings and tables belong below the front matter"
	}
	return d
}

// inspect walks the tree once: it collects headings, links and footnotes, makes addresses, and reports what may not stand.
func (d *Doc) inspect(href func(string) string) {
	last := 1
	ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			id, _ := n.AttributeString("id")
			idBytes, _ := id.([]byte)
			h := Heading{n.Level, string(idBytes), plain(n, d.source), d.place(n)}
			d.Headings = append(d.Headings, h)
			if h.Text == "" {
				d.Problems.Addf(h.Place, "heading without words")
			}
			if n.Level == 1 {
				d.Problems.Addf(h.Place, "heading of level 1 in the body").Hint = "the title comes from the front matter; start with ##"
			} else if n.Level > last+1 {
				d.Problems.Warnf(h.Place, "heading of level %d after one of level %d", n.Level, last)
			}
			last = n.Level
		case *ast.Link:
			n.Destination = d.address(n, n.Destination, false, href)
		case *ast.Image:
			if strings.TrimSpace(plain(n, d.source)) == "" {
				d.Problems.Addf(d.place(n), "picture without alternative text").Hint = "say between the brackets what the picture shows"
			}
			n.Destination = d.address(n, n.Destination, true, href)
		case *ast.AutoLink:
			if n.AutoLinkType == ast.AutoLinkURL {
				d.checkScheme(n, string(n.URL(d.source)))
			}
		case *ast.HTMLBlock:
			if !isComment(n, d.source) {
				d.rawHTML(d.place(n))
			}
		case *ast.RawHTML:
			if first := n.Segments.At(0); !bytes.HasPrefix(first.Value(d.source), []byte("<!--")) {
				d.rawHTML(d.at(first.Start))
			}
		case *extast.Footnote:
			d.notes[string(n.Ref)] = n
		case *ast.Text:
			// goldmark leaves the mark of an unknown footnote as two texts, "[" and "^label]"
			start := n.Segment.Start
			if bytes.HasPrefix(n.Segment.Value(d.source), []byte("^")) && start > 0 && d.source[start-1] == '[' && !inCode(n) {
				d.Problems.Addf(d.at(start-1), "footnote that is not defined").Hint = "define it on a line of its own: [^label]: text"
			}
		case *extast.Table:
			d.checkRows(n)
		case *picture:
			d.picture(n)
		}
		return ast.WalkContinue, nil
	})
	d.checkUnusedNotes()
}

func (d *Doc) rawHTML(at diag.Place) {
	d.Problems.Addf(at, "raw HTML is not passed through").Hint = "write it as Markdown, or between backticks if it is meant as an example"
}

// isComment reports whether an HTML block is one comment and nothing else; a comment is for the author and is left out.
func isComment(n *ast.HTMLBlock, source []byte) bool {
	var b bytes.Buffer
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		b.Write(segment.Value(source))
	}
	if n.HasClosure() {
		b.Write(n.ClosureLine.Value(source))
	}
	s := strings.TrimSpace(b.String())
	return strings.HasPrefix(s, "<!--") && strings.Index(s, "-->") == len(s)-3
}

func inCode(n ast.Node) bool {
	return n.Parent() != nil && n.Parent().Kind() == ast.KindCodeSpan
}

// address checks a destination, remembers it, and returns what the page will link to.
func (d *Doc) address(n ast.Node, dest []byte, image bool, href func(string) string) []byte {
	at := d.place(n)
	dest = util.ResolveEntityNames(util.ResolveNumericReferences(dest))
	d.Links = append(d.Links, Link{string(dest), image, at})
	if len(dest) == 0 {
		d.Problems.Addf(at, "link without an address").Hint = "write it between the round brackets"
		return []byte("#")
	}
	if !d.checkScheme(n, string(dest)) {
		return []byte("#")
	}
	if href == nil || scheme.Match(dest) {
		return dest
	}
	return []byte(href(string(dest)))
}

var scheme = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+.\-]*:`)

var hasHost = regexp.MustCompile(`^[a-zA-Z]+://([^/?#@]*@)?[^/?#@:][^/?#@]*([/?#]|$)`)

// checkScheme reports an address that is neither http, https, mailto nor relative, or that lacks its host.
func (d *Doc) checkScheme(n ast.Node, dest string) bool {
	clean := strings.Map(func(r rune) rune { // as a browser reads it: control characters and spaces do not count
		if r <= ' ' {
			return -1
		}
		return r
	}, dest)
	s := strings.ToLower(scheme.FindString(clean))
	switch {
	case (s == "http:" || s == "https:") && !hasHost.MatchString(clean):
		d.Problems.Addf(d.place(n), "address %q has no host", dest).Hint = "as in https://remit.example/page"
		return false
	case s == "http:" || s == "https:" || s == "mailto:" || s == "" && !strings.HasPrefix(clean, "//") && !strings.HasPrefix(clean, `\\`):
		return true
	case s == "":
		d.Problems.Addf(d.place(n), "address %q has no scheme", dest).Hint = "write https: before it"
	default:
		d.Problems.Addf(d.place(n), "address with the scheme %q", s).Hint = "addresses are http, https, mailto or relative"
	}
	return false
}

var (
	noteDefinition = regexp.MustCompile(`(?m)^ {0,3}\[\^([^\]\n]+)\]:`)
	fencedCode     = regexp.MustCompile("(?m)^ {0,3}(```|~~~)")
)

// checkUnusedNotes warns of footnotes that no mark leads to: goldmark drops them in silence.
func (d *Doc) checkUnusedNotes() {
	if !bytes.Contains(d.source, []byte("[^")) || fencedCode.Match(d.source) {
		return // a definition may stand in an example
	}
	for _, m := range noteDefinition.FindAllSubmatchIndex(d.source, -1) {
		if label := string(d.source[m[2]:m[3]]); d.notes[label] == nil {
			d.Problems.Warnf(d.at(m[0]), "footnote %q is not used", label)
		}
	}
}

// reference is a link by label, whose text may run over lines: [text][label].
var reference = regexp.MustCompile(`\[([^\[\]\n]*(?:\n[^\[\]\n]+)*)\]\[([^\[\]\n^][^\[\]\n]*)?\]`)

// checkReferences warns of links to a label that nothing defines: they are shown as they were written.
func (d *Doc) checkReferences() {
	if !bytes.Contains(d.source, []byte("][")) {
		return
	}
	matches := reference.FindAllSubmatchIndex(d.source, -1)
	if len(matches) == 0 {
		return
	}
	shown := make([]bool, len(d.source)) // bytes that a reader sees as they are
	ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering && !inCode(n) {
			for i := t.Segment.Start; i < t.Segment.Stop; i++ {
				shown[i] = true
			}
		}
		return ast.WalkContinue, nil
	})
	for _, m := range matches {
		label := string(d.source[m[2]:m[3]])
		if m[4] >= 0 {
			label = string(d.source[m[4]:m[5]])
		}
		if between := m[3]; label != "" && shown[m[0]] && shown[between] && shown[between+1] && shown[m[1]-1] {
			d.Problems.Warnf(d.at(m[0]), "reference %q is not defined", label).Hint = "write the address behind the text, as in [text](address), or put it between backticks if it is no link"
		}
	}
}

// place returns where a node starts.
func (d *Doc) place(n ast.Node) diag.Place {
	for ; n != nil; n = n.Parent() {
		if n.Pos() >= 0 {
			return d.at(n.Pos())
		}
		if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
			return d.at(n.Lines().At(0).Start)
		}
	}
	return d.at(0)
}

// plain returns a node's text without marks.
func plain(n ast.Node, source []byte) string {
	var b strings.Builder
	ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			if n.Type() == ast.TypeBlock && b.Len() > 0 {
				b.WriteByte(' ')
			}
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(util.UnescapePunctuations(util.ResolveEntityNames(util.ResolveNumericReferences(n.Segment.Value(source)))))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(util.ResolveEntityNames(util.ResolveNumericReferences(n.Value)))
		case *ast.AutoLink:
			b.Write(n.Label(source))
		case *extast.FootnoteLink, *extast.FootnoteBacklink, *extast.FootnoteList, *ast.RawHTML, *ast.HTMLBlock:
			return ast.WalkSkipChildren, nil
		case *picture:
			b.WriteString(n.data.plain())
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			for i := range n.Lines().Len() {
				segment := n.Lines().At(i)
				b.Write(segment.Value(source))
			}
		}
		return ast.WalkContinue, nil
	})
	return squeeze(b.String())
}

// squeeze makes one blank of each run of white space, and none at the ends.
func squeeze(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for word := range strings.FieldsSeq(text) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	return b.String()
}

// HTML returns the whole text as HTML.
func (d *Doc) HTML() template.HTML {
	return d.render(d.root)
}

// Inline returns the text of a [ParseInline] document without the paragraph around it.
func (d *Doc) Inline() template.HTML {
	if first := d.root.FirstChild(); first != nil {
		return d.render(children(first)...)
	}
	return ""
}

// Text returns the whole text without marks, in one line.
func (d *Doc) Text() string {
	return plain(d.root, d.source)
}

// Footnotes returns the list of all footnotes, or "" where there are none. [Section.HTML] does not hold it.
func (d *Doc) Footnotes() template.HTML {
	for _, n := range children(d.root) {
		if n.Kind() == extast.KindFootnoteList {
			return d.render(n)
		}
	}
	return ""
}

// Note returns the text of the footnote with this label.
func (d *Doc) Note(label string) (template.HTML, bool) {
	note, ok := d.notes[label]
	if !ok {
		return "", false
	}
	var inner []ast.Node
	for _, block := range children(note) {
		for _, n := range children(block) {
			if n.Kind() != extast.KindFootnoteBacklink {
				inner = append(inner, n)
			}
		}
	}
	return d.render(inner...), true
}

// memory is what HTML is written to. It has the methods by which goldmark knows a buffer, so that it makes none around it.
type memory struct{ bytes.Buffer }

func (*memory) Buffered() int { return 0 }

func (*memory) Flush() error { return nil }

func (d *Doc) render(nodes ...ast.Node) template.HTML {
	var b memory
	for _, n := range nodes {
		if err := engine.Renderer().Render(&b, d.source, n); err != nil {
			panic("markdown: a buffer refused a write: " + err.Error())
		}
	}
	return template.HTML(strings.TrimSpace(b.String()))
}

func children(n ast.Node) []ast.Node {
	var all []ast.Node
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		all = append(all, c)
	}
	return all
}
