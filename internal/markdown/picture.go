package markdown

import (
	"html/template"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"remit/internal/diag"
)

// Picture is what a picture shows, as an author writes it: a fenced block whose info word is "picture". The words behind
// it say of which kind it is; the first line is the title; every other line is a row of cells with "|" between them.
// Below a head stands a line of dashes. The kinds are the caller's: here nothing is drawn.
//
//	```picture bars
//	Hours a month before and after
//	Work | Before → after
//	---
//	Clusters | 210 → 35
//	```
type Picture struct {
	Kind    []PictureCell // the words behind "picture": the kind and, where the kind asks for one, its subject
	Title   string
	TitleAt diag.Place
	Head    []PictureCell // nil where no line of dashes stands below the first row
	Rows    []PictureRow
	diag.Place
}

// PictureRow is a row of a picture; it has at least one cell.
type PictureRow struct {
	Cells []PictureCell
	diag.Place
}

// PictureCell is a cell of a picture, in plain words with curly quotes.
type PictureCell struct {
	Text string
	diag.Place
}

// Part is a piece of a text: a picture, or everything up to the next one as HTML.
type Part struct {
	HTML    template.HTML
	Picture *Picture // nil where the part is text
}

// Parts returns the whole text, its footnotes included, cut at its pictures.
func (d *Doc) Parts() []Part { return d.parts(children(d.root)) }

// Parts returns what stands below the heading, cut at its pictures.
func (s Section) Parts() []Part { return s.doc.parts(s.nodes) }

func (d *Doc) parts(nodes []ast.Node) []Part {
	var all []Part
	var between []ast.Node
	flush := func() {
		if len(between) > 0 {
			all = append(all, Part{HTML: d.render(between...)})
			between = nil
		}
	}
	for _, n := range nodes {
		if p, ok := n.(*picture); ok {
			flush()
			all = append(all, Part{Picture: p.data})
			continue
		}
		between = append(between, n)
	}
	flush()
	return all
}

// picture is the block in the tree. Its lines are those between the fences.
type picture struct {
	ast.BaseBlock
	info text.Segment // what stands behind the word "picture"
	data *Picture
}

var kindPicture = ast.NewNodeKind("Picture")

func (*picture) Kind() ast.NodeKind              { return kindPicture }
func (*picture) IsRaw() bool                     { return true }
func (p *picture) Dump(source []byte, level int) { ast.DumpHelper(p, source, level, nil, nil) }

type pictureTransformer struct{}

// Transform turns fenced blocks with the info word "picture" into pictures.
func (pictureTransformer) Transform(doc *ast.Document, reader text.Reader, _ parser.Context) {
	var found []*ast.FencedCodeBlock
	ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if f, ok := n.(*ast.FencedCodeBlock); ok && entering && string(f.Language(reader.Source())) == "picture" {
			found = append(found, f)
		}
		return ast.WalkContinue, nil
	})
	for _, f := range found {
		info := f.Info.Segment
		p := &picture{info: text.NewSegment(info.Start+len("picture"), info.Stop)}
		p.SetPos(f.Pos())
		p.SetLines(f.Lines())
		f.Parent().ReplaceChild(f.Parent(), f, p)
	}
}

// picture reads a block and reports what no picture may lack.
func (d *Doc) picture(n *picture) {
	p := &Picture{Kind: d.cells(n.info, ' '), Place: d.place(n)}
	if len(p.Kind) == 0 {
		d.Problems.Addf(p.Place, "picture without a kind").Hint = "write it behind the word: ```picture steps"
	}
	if n.Parent() != d.root {
		d.Problems.Addf(p.Place, "picture within a list or a quotation").Hint = "let it stand between paragraphs"
	}
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		words := strings.TrimSpace(string(line.Value(d.source)))
		switch {
		case words == "":
		case p.Title == "":
			p.Title, p.TitleAt = Curly(words), d.at(line.Start)
		case strings.Trim(words, "-") == "" && len(words) >= 3:
			if len(p.Rows) != 1 || p.Head != nil {
				d.Problems.Addf(d.at(line.Start), "line of dashes that is not below the first row").Hint = "it makes the row above it the head"
				continue
			}
			p.Head, p.Rows = p.Rows[0].Cells, nil
		default:
			cells := d.cells(line, '|')
			p.Rows = append(p.Rows, PictureRow{cells, cells[0].Place})
		}
	}
	if p.Title == "" {
		d.Problems.Addf(p.Place, "picture without a title").Hint = "its first line says what it shows"
	}
	n.data = p
	d.Pictures = append(d.Pictures, p)
}

// cells cuts a line at a separator. Between spaces there is nothing; between two "|" there is an empty cell. "\|" is a
// "|" within a cell.
func (d *Doc) cells(line text.Segment, separator byte) []PictureCell {
	var all []PictureCell
	add := func(from, to int) {
		words := d.source[from:to]
		blank := len(words) - len(util.TrimLeftSpace(words))
		if blank == len(words) {
			blank = 0
		}
		cell := PictureCell{Curly(strings.TrimSpace(strings.ReplaceAll(string(words), `\|`, "|"))), d.at(from + blank)}
		if separator != ' ' || cell.Text != "" {
			all = append(all, cell)
		}
	}
	start := line.Start
	for i := line.Start; i < line.Stop; i++ {
		if d.source[i] == separator && (i == line.Start || d.source[i-1] != '\\') {
			add(start, i)
			start = i + 1
		}
	}
	add(start, line.Stop)
	return all
}

// plain returns the words of a picture as sentences: the title, then row by row "first: second; third". A cell that
// begins with "@" names something by its id and holds no words.
func (p *Picture) plain() string {
	rows := make([]string, 0, len(p.Rows)+2)
	rows = append(rows, p.Title, row(p.Head))
	for _, r := range p.Rows {
		rows = append(rows, row(r.Cells))
	}
	var b strings.Builder
	for _, r := range rows {
		if r == "" {
			continue
		}
		b.WriteString(r)
		if !strings.HasSuffix(r, ".") && !strings.HasSuffix(r, "?") && !strings.HasSuffix(r, "!") {
			b.WriteByte('.')
		}
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
}

func row(cells []PictureCell) string {
	var words []string
	for _, c := range cells {
		if c.Text != "" && c.Text[0] != '@' {
			words = append(words, c.Text)
		}
	}
	switch {
	case len(words) < 2:
		return strings.Join(words, "")
	case strings.HasSuffix(words[0], "?"):
		return words[0] + " " + strings.Join(words[1:], "; ")
	}
	return words[0] + ": " + strings.Join(words[1:], "; ")
}
