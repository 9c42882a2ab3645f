package adtext

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

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
