// Package adtext reads job ads: plain text, Markdown, HTML, Word and PDF files become lines.
package adtext

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Limits of what is read. A line longer than MaxLine becomes several of the same number.
const (
	MaxFile  = 10 << 20 // bytes
	MaxText  = 2 << 20  // bytes of text, unpacked
	MaxLine  = 10_000   // bytes
	maxParts = 2000     // in a Word file
	maxDepth = 200      // of elements in one another
	maxRatio = 200      // of a part unpacked to itself packed
)

// Ad is the text of a job ad. Its title is the first line that is no comment; of a PDF, a larger one near the top.
type Ad struct {
	Title string
	Lines []Line // none is empty; the title is the first that is no comment
}

// Line is a line of an ad: of a text or Markdown file as it stands there, but for its marks, of the others a paragraph.
type Line struct {
	Number  int // of the line in a text or Markdown file, else of the paragraph; from 1, and rising
	Text    string
	Bullet  bool
	Heading bool
	Comment bool // a remark to the checker, which no reader sees
}

// Unreadable says, to somebody who is no programmer, why a file cannot be read and what to do instead.
type Unreadable struct{ Why, Instead string }

func (u *Unreadable) Error() string { return u.Why + "; " + u.Instead }

// Read reads an ad. What kind of file it is shows in its content first, and in its name second. The error is an *Unreadable.
func Read(name string, data []byte) (Ad, error) {
	switch ext := strings.ToLower(path.Ext(name)); {
	case len(data) > MaxFile:
		return Ad{}, &Unreadable{"the file is larger than 10 MB", "save the text of the ad alone"}
	case bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return readDocx(data)
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")):
		return Ad{}, &Unreadable{"this is an old Word file, or one with a password", "save it as .docx without a password"}
	case bytes.HasPrefix(data, []byte("%PDF-")) || ext == ".pdf" && len(data) > 0:
		return readPDF(data)
	case bytes.HasPrefix(data, []byte("{\\rtf")):
		return Ad{}, &Unreadable{"RTF is not read", "save it as .docx or as text"}
	case ext == ".docx" && len(data) > 0:
		return Ad{}, &Unreadable{"this is no Word file, whatever its name says, or it is broken", "open it in Word and save it again"}
	default:
		text, err := decode(data)
		if err != nil {
			return Ad{}, err
		}
		if ext == ".html" || ext == ".htm" || looksLikeHTML(text) {
			return readHTML(text)
		}
		return finish(textLines(text, ext == ".md" || ext == ".markdown" || ext == ".txt" || ext == ""))
	}
}

// decode returns the text of UTF-8, of UTF-16 with its mark, and of Windows-1252 where it is neither.
func decode(data []byte) (string, error) {
	var text string
	switch {
	case bytes.HasPrefix(data, []byte("\xFF\xFE")) || bytes.HasPrefix(data, []byte("\xFE\xFF")):
		units := make([]uint16, 0, len(data)/2)
		for i := 2; i+1 < len(data); i += 2 {
			if data[0] == 0xFF {
				units = append(units, uint16(data[i])|uint16(data[i+1])<<8)
			} else {
				units = append(units, uint16(data[i+1])|uint16(data[i])<<8)
			}
		}
		text = string(utf16.Decode(units))
	case utf8.Valid(data):
		text = strings.TrimPrefix(string(data), "\uFEFF")
	default:
		runes := make([]rune, len(data))
		for i, b := range data {
			runes[i] = rune(b)
			if b >= 0x80 && b < 0xA0 {
				runes[i] = windows1252[b-0x80]
			}
		}
		text = string(runes)
	}
	control := 0
	for _, r := range text {
		if r == 0 || r < ' ' && !strings.ContainsRune("\n\r\t\f\v", r) {
			control++
		}
	}
	if control > len(text)/100 {
		return "", &Unreadable{"this is no text", "give a .txt, .md, .html or .docx file"}
	}
	if len(text) > MaxText {
		return "", &Unreadable{"the text is larger than 2 MB", "save the text of the ad alone"}
	}
	return text, nil
}

var windows1252 = []rune("€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ")

func looksLikeHTML(text string) bool {
	head := strings.ToLower(strings.TrimSpace(text[:min(len(text), 300)]))
	return strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html") || strings.HasPrefix(head, "<body") ||
		strings.HasPrefix(head, "<div") || strings.HasPrefix(head, "<p>") || strings.HasPrefix(head, "<h1")
}

// textLines reads plain text and Markdown: marks of headings, lists and emphasis are taken off. Only where comments may stand
// is a line that begins with <!-- one.
func textLines(text string, comments bool) []Line {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	var lines []Line
	number := 0
	for raw := range strings.SplitSeq(text, "\n") {
		number++
		line := Line{Number: number, Text: strings.TrimSpace(raw)}
		if comments {
			if remark, ok := strings.CutPrefix(line.Text, "<!--"); ok {
				line.Comment = true
				line.Text = strings.TrimSpace(strings.TrimSuffix(remark, "-->"))
			}
		}
		if strings.HasPrefix(line.Text, "remit:") {
			line.Comment = true
		}
		if rest := strings.TrimLeft(line.Text, "#"); rest != line.Text && (rest == "" || rest[0] == ' ') {
			line.Heading, line.Text = true, strings.TrimSpace(strings.TrimRight(rest, "#"))
		}
		for _, mark := range []string{"- ", "* ", "+ ", "• ", "· ", "– ", "◦ ", "▪ ", "●"} {
			if rest, ok := strings.CutPrefix(line.Text, mark); ok {
				line.Bullet, line.Text = true, strings.TrimSpace(rest)
				break
			}
		}
		bold := strings.HasPrefix(line.Text, "**") && strings.HasSuffix(line.Text, "**") && len(line.Text) < 80
		line.Text = strings.TrimSpace(strings.NewReplacer("**", "", "__", "", "`", "").Replace(line.Text))
		line.Heading = line.Heading || bold && !line.Bullet
		lines = append(lines, line)
	}
	return lines
}

// finish divides lines that are too long, drops empty ones and finds the title.
func finish(lines []Line) (Ad, error) {
	var ad Ad
	for _, l := range lines {
		for rest := l.Text; rest != ""; {
			l.Text, rest = divide(rest)
			if ad.Title == "" && !l.Comment {
				ad.Title = l.Text
			}
			ad.Lines = append(ad.Lines, l)
		}
	}
	if ad.Title == "" {
		return Ad{}, &Unreadable{"there is no text in it", "give the whole text of the ad, its title first"}
	}
	return ad, nil
}

// divide returns what of a text fits into a line, to the last blank where there is one, and the rest.
func divide(text string) (line, rest string) {
	if len(text) <= MaxLine {
		return text, ""
	}
	at := strings.LastIndexByte(text[:MaxLine], ' ')
	if at <= 0 {
		for at = MaxLine; !utf8.RuneStart(text[at]); at-- {
		}
	}
	return text[:at], strings.TrimLeft(text[at:], " ")
}

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

var errBroken = &Unreadable{"the Word file is broken", "open it in Word and save it again"}

func readDocx(data []byte) (Ad, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return Ad{}, errBroken
	}
	if len(z.File) > maxParts {
		return Ad{}, &Unreadable{"the file is packed in a way no Word file is", "save the text of the ad alone"}
	}
	var document *zip.File
	for _, f := range z.File {
		switch f.Name {
		case "word/document.xml":
			document = f
		case "EncryptedPackage":
			return Ad{}, &Unreadable{"the file has a password", "save it without one"}
		case "content.xml":
			return Ad{}, &Unreadable{"this is an OpenDocument file", "save it as .docx or as text"}
		}
	}
	if document == nil {
		return Ad{}, &Unreadable{"this is a packed file, but no Word file", "give a .txt, .md, .html or .docx file"}
	}
	if document.Flags&1 != 0 {
		return Ad{}, &Unreadable{"the file has a password", "save it without one"}
	}
	if document.UncompressedSize64 > 5*MaxText || document.UncompressedSize64/maxRatio > document.CompressedSize64+1000 {
		return Ad{}, &Unreadable{"the file unpacks to far more than an ad", "save the text of the ad alone"}
	}
	r, err := document.Open()
	if err != nil {
		return Ad{}, errBroken
	}
	defer r.Close()
	lines, err := wordLines(io.LimitReader(r, 5*MaxText))
	if err != nil {
		return Ad{}, err
	}
	return finish(lines)
}

// wordLines reads the paragraphs of a Word document, without text that was deleted with a trace, or that stands there a
// second time for programs that cannot draw the first. A text box is of paragraphs within the one it is fixed to, and comes
// behind it.
func wordLines(r io.Reader) ([]Line, error) {
	d := xml.NewDecoder(r)
	type paragraph struct {
		Line
		words strings.Builder
	}
	var all []*paragraph
	open := []*paragraph{{}} // from the outermost; the first is none, and is dropped
	depth, deleted, total := 0, 0, 0
	inText := false
	for {
		in := open[len(open)-1]
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			lines := make([]Line, len(all))
			for i, p := range all {
				p.Number, p.Text = i+1, strings.Join(strings.Fields(p.words.String()), " ")
				p.Comment = strings.HasPrefix(p.Text, "remit:")
				lines[i] = p.Line
			}
			return lines, nil
		}
		if err != nil {
			return nil, errBroken
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return nil, errBroken
			}
			switch t.Name.Local {
			case "p":
				in = new(paragraph)
				all, open = append(all, in), append(open, in)
			case "del", "moveFrom", "Fallback":
				deleted++
			case "t":
				inText = true
			case "tab", "br", "cr":
				in.words.WriteByte(' ')
			case "numPr":
				in.Bullet = true
			case "pStyle":
				for _, a := range t.Attr {
					if a.Name.Local == "val" {
						style := strings.ToLower(a.Value)
						in.Heading = in.Heading || strings.HasPrefix(style, "heading") || style == "title"
						in.Bullet = in.Bullet || strings.HasPrefix(style, "list")
					}
				}
			}
		case xml.EndElement:
			depth--
			switch t.Name.Local {
			case "p":
				open = open[:len(open)-1]
			case "del", "moveFrom", "Fallback":
				deleted--
			case "t":
				inText = false
			}
		case xml.CharData:
			if inText && deleted == 0 {
				if total += len(t); total > MaxText {
					return nil, &Unreadable{"the text is larger than 2 MB", "save the text of the ad alone"}
				}
				in.words.Write(t)
			}
		}
	}
}
