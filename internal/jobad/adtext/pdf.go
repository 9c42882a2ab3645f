package adtext

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"remit/internal/pdf"
)

// pdfErrors say what can be done about a PDF that is not read.
var pdfErrors = map[error]*Unreadable{
	pdf.ErrNotPDF: {"this is no PDF, whatever its name says, or it is broken", "export it again, or copy its text into a .txt file"},
	pdf.ErrBroken: {"the PDF is broken", "export it again, or copy its text into a .txt file"},
	pdf.ErrCut:    {"the PDF ends before it is complete", "download or export it again"},
	pdf.ErrPacked: {"the PDF is packed in a way that is not read", "print it to a new PDF, or copy its text into a .txt file"},
	pdf.ErrLocked: {"the PDF has a password, or is protected against changes", "print it to a new PDF, or copy its text into a .txt file"},
	pdf.ErrPages:  {"the PDF has more than 100 pages", "save the pages of the ad alone"},
	pdf.ErrLarge:  {"the PDF unpacks to far more than an ad", "save the text of the ad alone"},
}

// The thresholds of this file were tuned by hand on printed ads; no standard gives them. A size is that of a line's letters.
const (
	scanText = 20 // bytes: with less text than this, pictures are taken for the ad

	edgeShare   = 0.1 // of the height of a page: where titles, addresses and numbers of pages stand, above and below
	sameHeight  = 4   // points: lines of two pages that are closer stand on the same height
	aboveText   = 32  // points from the upper edge: a line above is the browser's
	belowText   = 24  // points from the lower edge: a line below is the browser's
	linesOfText = 4   // lines: a page with no more is kept whole

	markReach = 1.5 // sizes: how far above or below its item a mark may stand

	sameEdge     = 3    // points: lines that begin closer are of one column
	leastStep    = 0.8  // sizes: a line that stands nearer to the one above is not the next of its paragraph
	mostStep     = 1.8  // sizes: nor is one that stands farther
	nearMargin   = 0.12 // of the width of a column: a line that ends closer to its margin fills it
	enoughLines  = 3    // lines: so many that fill a column, or were broken in it, show its margin
	widestMargin = 90   // points: a page has no wider margin on the right

	fewUnknown   = 8   // signs: so many without a meaning may stand in any text
	mostUnknown  = 10  // of a hundred signs: with more that have no meaning, the text is none
	enoughToTell = 300 // letters: a shorter text is not judged by them
	leastLetters = 50  // of a hundred signs: with fewer, the text is none
	mostlyLatin  = 90  // of a hundred letters: with more from A to Z, the vowels are counted
	leastVowels  = 30  // of a hundred letters; ads have 38 to 43, with y
	mostVowels   = 60  // of a hundred letters
)

func readPDF(data []byte) (Ad, error) {
	pages, err := pdf.Read(data)
	if say, ok := pdfErrors[err]; ok {
		return Ad{}, say
	}
	if err != nil {
		return Ad{}, &Unreadable{"the PDF is built in a way that is not understood", "copy its text into a .txt file"}
	}
	all := pdfLines(pages)
	text, pictures := 0, false
	for _, l := range all {
		text += len(l.Text)
	}
	for _, p := range pages {
		pictures = pictures || p.Pictures
	}
	switch {
	case text > MaxText:
		return Ad{}, &Unreadable{"the text is larger than 2 MB", "save the text of the ad alone"}
	case text < scanText && pictures:
		return Ad{}, &Unreadable{"the PDF holds pictures of text and no text, as from a scanner", "export it from where it was written, or type its text into a .txt file"}
	case len(all) == 0:
		return finish(nil)
	case garbled(all):
		return Ad{}, &Unreadable{"the PDF does not say which letters its signs are", "export it from where it was written as .docx, or type its text into a .txt file"}
	}
	return finish(paragraphs(all))
}

// pdfLine is a line of a PDF with what tells where paragraphs begin.
type pdfLine struct {
	pdf.Line
	page   int
	text   float64 // where its text begins: after the mark, if it is an item of a list
	item   bool
	margin float64 // how far to the right lines of its column go
}

// pdfLines collects the lines of the pages, without what stands above and below the text of each: titles, addresses, numbers.
func pdfLines(pages []pdf.Page) []pdfLine {
	var all []pdfLine
	edge := map[edgeKey][]int{}
	for number, p := range pages {
		for _, l := range p.Lines {
			if atEdge(l, p) {
				key := edgeKeyOf(l)
				if at := edge[key]; len(at) == 0 || at[len(at)-1] != number {
					edge[key] = append(at, number)
				}
			}
		}
	}
	var mark *pdfLine
	for number, p := range pages {
		for _, l := range p.Lines {
			if atEdge(l, p) && (len(edge[edgeKeyOf(l)]) > 1 || isPageNumber(l.Text)) {
				continue
			}
			if (l.Y < aboveText || l.Y > p.Height-belowText) && len(p.Lines) > linesOfText {
				continue
			}
			line := newPDFLine(l, number)
			if line.Text == "" { // a mark that stands too far from its item to be of one line with it
				mark = &line
				continue
			}
			if mark != nil && mark.page == number && math.Abs(mark.Y-l.Y) < markReach*l.Size {
				line.item = true
			}
			mark = nil
			all = append(all, line)
		}
	}
	margins(all, pages)
	return all
}

func atEdge(l pdf.Line, p pdf.Page) bool {
	y := l.Y / p.Height
	return y < edgeShare || y > 1-edgeShare
}

// edgeKey is the same for what stands at the edge of several pages.
type edgeKey struct {
	text string
	y    float64
}

func edgeKeyOf(l pdf.Line) edgeKey {
	return edgeKey{withoutDigits(l.Text), math.Round(l.Y / sameHeight)}
}

func withoutDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '#'
		}
		return r
	}, s)
}

// isPageNumber reports whether a text is one as 3, - 3 -, 3/4, Page 3 of 4.
func isPageNumber(s string) bool {
	words := strings.FieldsFunc(strings.ToLower(withoutDigits(s)), func(r rune) bool { return unicode.IsSpace(r) || r == '/' || r == '-' || r == '–' || r == '|' })
	numbers := 0
	for _, w := range words {
		switch {
		case strings.Trim(w, "#") == "" && len(w) <= 3:
			numbers++
		case w != "page" && w != "of":
			return false
		}
	}
	return numbers > 0
}

// newPDFLine takes the mark of a list off a line.
func newPDFLine(l pdf.Line, page int) pdfLine {
	out := pdfLine{Line: l, page: page, text: l.X, item: l.Marked}
	mark, rest, ok := strings.Cut(l.Text, " ")
	if r, size := utf8.DecodeRuneInString(mark); ok && (size == len(mark) && (strings.ContainsRune(pdfMarks, r) || unicode.Is(unicode.Co, r)) || strings.Trim(mark, "\uFFFD") == "") {
		out.item, out.Text, out.text = true, rest, l.Second
	} else if r, size := utf8.DecodeRuneInString(l.Text); strings.ContainsRune("•●▪◦■", r) || unicode.Is(unicode.Co, r) {
		out.item, out.Text = true, strings.TrimSpace(l.Text[size:])
	}
	return out
}

// pdfMarks are what begins an item of a list; o is what Word writes in a list within a list.
const pdfMarks = "-*+•·–—◦▪●○■□▫‣⁃∙►▶➢➤❖✓✔✦→»§oü"

// margins finds out how far the lines go that have the same left edge: as far as those do that end in the middle of a
// sentence. Where no line shows that it was broken, the right margin is that of what stands around, or else taken to be as
// wide as the left.
func margins(all []pdfLine, pages []pdf.Page) {
	type column struct {
		right, brokenRight float64
		near, broken       int
	}
	left := func(l pdfLine) float64 { return math.Round(l.text / sameEdge) }
	columns := map[float64]*column{}
	for i, l := range all {
		c := columns[left(l)]
		if c == nil {
			c = &column{}
			columns[left(l)] = c
		}
		c.right = max(c.right, l.Right)
		if i+1 < len(all) {
			next := all[i+1]
			step := (next.Y - l.Y) / l.Size
			if !next.item && next.page == l.page && step > leastStep && step < mostStep && startsLower(next.Text) {
				c.broken++
				c.brokenRight = max(c.brokenRight, l.Right)
			}
		}
	}
	for _, l := range all {
		if c := columns[left(l)]; l.Right > c.right-nearMargin*(c.right-l.text) {
			c.near++
		}
	}
	known := map[float64]float64{}
	var others []float64
	for at, c := range columns {
		switch {
		case c.broken >= enoughLines:
			known[at] = c.brokenRight
		case c.broken > 0 || c.near >= enoughLines:
			known[at] = c.right
		}
		if right, ok := known[at]; ok {
			others = append(others, right)
		}
	}
	slices.Sort(others)
	for i, l := range all {
		margin, ok := known[left(l)]
		if !ok {
			margin = max(columns[left(l)].right, pages[l.page].Width-min(l.X, widestMargin))
			if at, _ := slices.BinarySearch(others, l.Right); at < len(others) {
				margin = min(margin, others[at])
			}
		}
		all[i].margin = margin
	}
}

// garbled reports whether the text is none: its signs have no meaning, or a meaning that cannot be right.
func garbled(all []pdfLine) bool {
	signs, unknown, letters, latin, vowels := 0, 0, 0, 0, 0
	for _, l := range all {
		for _, r := range l.Text {
			if r == ' ' {
				continue
			}
			signs++
			switch {
			case r == utf8.RuneError || unicode.Is(unicode.Co, r):
				unknown++
			case unicode.IsLetter(r):
				letters++
				if r < 0x80 {
					latin++
				}
				if strings.ContainsRune("aeiouyAEIOUY", r) {
					vowels++
				}
			}
		}
	}
	if unknown > fewUnknown && 100*unknown > mostUnknown*signs {
		return true
	}
	if letters <= enoughToTell {
		return false
	}
	return 100*letters < leastLetters*signs ||
		100*latin > mostlyLatin*letters && (100*vowels < leastVowels*letters || 100*vowels > mostVowels*letters)
}
