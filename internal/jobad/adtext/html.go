package adtext

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var blockElements = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Li: true, atom.Ul: true, atom.Ol: true, atom.Br: true, atom.Tr: true, atom.Td: true, atom.Th: true, atom.Table: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Section: true, atom.Article: true, atom.Header: true,
	atom.Footer: true, atom.Main: true, atom.Blockquote: true, atom.Dd: true, atom.Dt: true, atom.Dl: true, atom.Hr: true, atom.Pre: true, atom.Body: true,
}

var hiddenElements = map[atom.Atom]bool{
	atom.Title: true, atom.Script: true, atom.Style: true, atom.Template: true, atom.Noscript: true, atom.Head: true, atom.Svg: true, atom.Nav: true, atom.Iframe: true,
	atom.Object: true, atom.Textarea: true, atom.Select: true, atom.Button: true,
}

// readHTML goes through the tokens rather than a tree, so that no nesting is too deep for it.
func readHTML(text string) (Ad, error) {
	z := html.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(MaxText)
	var lines []Line
	var words strings.Builder
	line := Line{Number: 1}
	hidden := 0 // elements that hide what stands in them
	var hider atom.Atom
	end := func() {
		if t := strings.Join(strings.Fields(words.String()), " "); t != "" {
			line.Text = t
			lines = append(lines, line)
			line.Number++
		}
		words.Reset()
		line = Line{Number: line.Number}
	}
	for {
		switch z.Next() {
		case html.ErrorToken:
			end()
			return finish(lines)
		case html.TextToken:
			if hidden == 0 {
				words.Write(z.Text())
			}
		case html.CommentToken:
			if remark := strings.TrimSpace(string(z.Text())); hidden == 0 && strings.HasPrefix(remark, "remit:") {
				end()
				lines = append(lines, Line{Number: line.Number, Text: remark, Comment: true})
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if hidden > 0 && closedBy(hider, t.DataAtom) {
				hidden = 0
			}
			switch {
			case hidden > 0:
				if t.DataAtom == hider && t.Type == html.StartTagToken {
					hidden++
				}
			case (hiddenElements[t.DataAtom] || isHidden(t)) && t.Type == html.StartTagToken && !voidElements[t.DataAtom]:
				end()
				hidden, hider = 1, t.DataAtom
			case blockElements[t.DataAtom]:
				end()
				line.Bullet = t.DataAtom == atom.Li
				line.Heading = len(t.Data) == 2 && t.Data[0] == 'h' && t.Data[1] >= '1' && t.Data[1] <= '6'
			}
		case html.EndTagToken:
			t := z.Token()
			switch {
			case hidden > 0:
				if t.DataAtom == hider {
					hidden--
				}
			case blockElements[t.DataAtom]:
				end()
			}
		}
	}
}

// closedBy reports whether an element whose end may be left out ends where another begins.
func closedBy(open, next atom.Atom) bool {
	switch open {
	case atom.P:
		return blockElements[next] && next != atom.Br
	case atom.Li, atom.Tr, atom.Td, atom.Th, atom.Dd, atom.Dt:
		return next == open
	}
	return false
}

var voidElements = map[atom.Atom]bool{atom.Br: true, atom.Hr: true, atom.Img: true, atom.Input: true, atom.Link: true, atom.Meta: true}

func isHidden(t html.Token) bool {
	for _, a := range t.Attr {
		if a.Key == "hidden" || a.Key == "aria-hidden" && a.Val == "true" || a.Key == "style" && strings.Contains(strings.ReplaceAll(a.Val, " ", ""), "display:none") {
			return true
		}
	}
	return false
}
