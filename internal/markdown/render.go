package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// nodeRenderer draws what we draw in another way than goldmark: headings that link to themselves, tables one can
// scroll with the keyboard, alerts, code with colours, and no raw HTML at all.
type nodeRenderer struct {
	html.Config
}

func (r nodeRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindHeading, r.heading)
	reg.Register(ast.KindLink, r.link)
	reg.Register(ast.KindFencedCodeBlock, r.code)
	reg.Register(ast.KindHTMLBlock, nothing)
	reg.Register(ast.KindRawHTML, nothing)
	reg.Register(kindAlert, r.alert)
	reg.Register(kindPicture, nothing) // whoever asks for Parts draws it
	reg.Register(extast.KindTable, r.table)
	reg.Register(extast.KindFootnoteList, r.footnotes)
}

func nothing(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
	return ast.WalkSkipChildren, nil
}

func (nodeRenderer) heading(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*ast.Heading)
	tag := string("h" + string('0'+rune(n.Level)))
	id, _ := n.AttributeString("id")
	idBytes, _ := id.([]byte)
	self := len(idBytes) > 0 && !holdsLink(n)
	if entering {
		w.WriteString("<" + tag + ` id="` + string(util.EscapeHTML(idBytes)) + `">`)
		if self {
			w.WriteString(`<a class="self" href="#` + string(util.EscapeHTML(util.URLEscape(idBytes, false))) + `">`)
		}
		return ast.WalkContinue, nil
	}
	if self {
		w.WriteString("</a>")
	}
	w.WriteString("</" + tag + ">\n")
	return ast.WalkContinue, nil
}

func holdsLink(n ast.Node) bool {
	found := false
	ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		switch c.Kind() {
		case ast.KindLink, ast.KindAutoLink, extast.KindFootnoteLink:
			found = true
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return found
}

func (r nodeRenderer) link(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*ast.Link)
	if !entering {
		w.WriteString("</a>")
		return ast.WalkContinue, nil
	}
	w.WriteString(`<a href="`)
	w.Write(util.EscapeHTML(util.URLEscape(n.Destination, false)))
	w.WriteByte('"')
	if n.Title != nil {
		w.WriteString(` title="`)
		r.Writer.Write(w, n.Title)
		w.WriteByte('"')
	}
	w.WriteByte('>')
	return ast.WalkContinue, nil
}

func (nodeRenderer) code(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	n := node.(*ast.FencedCodeBlock)
	var b strings.Builder
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		b.Write(segment.Value(source))
	}
	return ast.WalkSkipChildren, highlight(w, b.String(), string(n.Language(source)))
}

func (nodeRenderer) alert(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*alert)
	if entering {
		w.WriteString(`<div class="alert alert--` + n.kind + `" role="note"><p class="alert__title">` + alertTitles[n.kind] + "</p>\n")
	} else {
		w.WriteString("</div>\n")
	}
	return ast.WalkContinue, nil
}

func (nodeRenderer) table(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		w.WriteString(`<div class="scroll" role="group" aria-label="Table" tabindex="0"><table>` + "\n")
	} else {
		w.WriteString("</table></div>\n")
	}
	return ast.WalkContinue, nil
}

func (nodeRenderer) footnotes(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		w.WriteString(`<section class="footnotes" role="doc-endnotes" aria-label="Notes"><ol>` + "\n")
	} else {
		w.WriteString("</ol></section>\n")
	}
	return ast.WalkContinue, nil
}
