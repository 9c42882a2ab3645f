// Package adtext reads job ads: plain text, Markdown, HTML, Word and PDF files become lines.
package adtext

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
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
