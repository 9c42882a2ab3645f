package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// alert is a quotation that starts with [!NOTE] or one of its kin, as on GitHub.
type alert struct {
	ast.BaseBlock
	kind string // "note", "tip", "important", "warning" or "caution"
}

var kindAlert = ast.NewNodeKind("Alert")

func (*alert) Kind() ast.NodeKind              { return kindAlert }
func (a *alert) Dump(source []byte, level int) { ast.DumpHelper(a, source, level, nil, nil) }

var alertTitles = map[string]string{"note": "Note", "tip": "Tip", "important": "Important", "warning": "Warning", "caution": "Caution"}

type alertTransformer struct{}

// Transform turns quotations that begin with a line such as [!NOTE] into alerts.
func (alertTransformer) Transform(doc *ast.Document, reader text.Reader, _ parser.Context) {
	var quotes []*ast.Blockquote
	ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if q, ok := n.(*ast.Blockquote); ok && entering {
			quotes = append(quotes, q)
		}
		return ast.WalkContinue, nil
	})
	for _, q := range quotes {
		p, ok := q.FirstChild().(*ast.Paragraph)
		if !ok || p.Lines().Len() == 0 {
			continue
		}
		line := p.Lines().At(0)
		kind := strings.ToLower(strings.TrimSpace(string(line.Value(reader.Source()))))
		kind, isAlert := strings.CutPrefix(kind, "[!")
		kind, closed := strings.CutSuffix(kind, "]")
		if !isAlert || !closed || alertTitles[kind] == "" {
			continue
		}
		for c := p.FirstChild(); c != nil; { // the words of the first line
			next := c.NextSibling()
			t, isText := c.(*ast.Text)
			if isText && t.Segment.Start >= line.Stop {
				break
			}
			p.RemoveChild(p, c)
			if isText && t.SoftLineBreak() {
				break
			}
			c = next
		}
		if p.ChildCount() == 0 {
			q.RemoveChild(q, p)
		}
		a := &alert{kind: kind}
		a.SetPos(q.Pos())
		for _, c := range children(q) {
			a.AppendChild(a, c)
		}
		q.Parent().ReplaceChild(q.Parent(), q, a)
	}
}
