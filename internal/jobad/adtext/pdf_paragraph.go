package adtext

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// paragraphs joins lines that were broken only because there was no more room.
func paragraphs(all []pdfLine) []Line {
	body := bodySize(all)
	usual := leading(all)
	words := vocabulary(all)
	var out []Line
	title, largest := 0, 1.2*all[0].Size
	for start := 0; start < len(all); {
		end := start + 1
		for length := len(all[start].Text); end < len(all) && length < MaxLine && continues(all[start:end], all[end], usual); end++ {
			length += len(all[end].Text)
		}
		first := all[start]
		text := first.Text
		bold := first.Bold
		for _, l := range all[start+1 : end] {
			text = join(text, l.Text, words)
			bold = bold && l.Bold
		}
		line := Line{Text: strings.ReplaceAll(text, "\u00ad", ""), Bullet: first.item}
		line.Heading = !line.Bullet && len(strings.Fields(text)) <= 12 && (first.Size > 1.15*body.size || bold && !body.bold)
		line.Comment = strings.HasPrefix(line.Text, "remit:")
		if len(out) < 10 && first.page == 0 && first.Size > max(largest, 1.2*body.size) && line.Text != "" {
			title, largest = len(out), first.Size
		}
		out = append(out, line)
		start = end
	}
	// The title is the first line, or one that is clearly larger: it may stand below an address or a menu.
	found := out[title]
	copy(out[1:], out[:title])
	out[0] = found
	for i := range out {
		out[i].Number = i + 1
	}
	return out
}

type bodyStyle struct {
	size float64
	bold bool
}

// bodySize is the size of most of the text, and whether most of it is bold.
func bodySize(all []pdfLine) bodyStyle {
	sizes := map[float64]int{}
	bold, letters := 0, 0
	for _, l := range all {
		sizes[l.Size] += len(l.Text)
		letters += len(l.Text)
		if l.Bold {
			bold += len(l.Text)
		}
	}
	var body bodyStyle
	most := 0
	for size, n := range sizes {
		if n > most || n == most && size < body.size {
			body.size, most = size, n
		}
	}
	body.bold = bold*2 > letters
	return body
}

// leading is how far apart lines of one paragraph stand, in parts of their size: as far as most of the nearest do.
func leading(all []pdfLine) float64 {
	var steps []float64
	for i := 1; i < len(all); i++ {
		a, b := all[i-1], all[i]
		if step := (b.Y - a.Y) / b.Size; a.page == b.page && math.Abs(a.Size-b.Size) < 0.06*b.Size && step > 0.8 && step < 2.2 {
			steps = append(steps, step)
		}
	}
	if len(steps) == 0 {
		return 1.2
	}
	slices.Sort(steps)
	return steps[len(steps)/10]
}

// continues reports whether a line goes on with a paragraph, which is not empty.
func continues(paragraph []pdfLine, b pdfLine, usual float64) bool {
	a := paragraph[len(paragraph)-1]
	if b.item || math.Abs(a.Size-b.Size) > 0.06*a.Size || a.Bold != b.Bold || enumerated(b.Text) {
		return false
	}
	lower := startsLower(b.Text)
	ends := strings.ContainsAny(a.Text[len(a.Text)-1:], ".:;!?")
	turned := b.page == a.page+1 && b.Y < a.Y
	if !turned && (b.page != a.page || b.Y <= a.Y || (b.Y-a.Y)/b.Size > 1.2*usual) {
		return false
	}
	// Where it begins: under the text of the paragraph, or left of it if only the first line is moved in.
	near := 0.6 * b.Size
	under := math.Abs(b.X-a.text) < near
	if len(paragraph) == 1 && !under {
		back := a.text - b.X
		under = a.item && math.Abs(b.X-a.X) < near && (lower || !ends) || !a.item && back > 0 && back < 5*b.Size
	}
	if !under {
		return false
	}
	word := b.Second - b.X
	if b.Second < b.Right {
		word -= 0.25 * b.Size
	}
	room := a.margin - a.Right - 0.25*a.Size
	full := word > room-0.05*a.Size
	switch {
	case turned:
		return full && (lower || !ends && !a.item)
	case lower && brokenWord(a.Text):
		return true
	case full:
		return lower || !strings.HasSuffix(a.Text, ":")
	}
	return lower && !ends && a.margin-a.Right < 0.25*(a.margin-a.text)
}

// brokenWord reports whether a line ends within a word.
func brokenWord(s string) bool {
	head, hyphen := strings.CutSuffix(s, "-")
	r, _ := utf8.DecodeLastRuneInString(head)
	return hyphen && unicode.IsLetter(r) || strings.HasSuffix(s, "\u00ad")
}

func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// enumerated reports whether a text begins as 1. or a) does.
func enumerated(s string) bool {
	word, _, ok := strings.Cut(s, " ")
	n := strings.TrimRight(word, ".)")
	return ok && n != word && len(word)-len(n) == 1 && (len(n) <= 2 && strings.Trim(n, "0123456789") == "" && n != "" || len(n) == 1 && startsLower(n))
}

// vocabulary counts the words of the text, without those broken at the end of a line.
func vocabulary(all []pdfLine) map[string]bool {
	words := map[string]bool{}
	for _, l := range all {
		for w := range strings.FieldsFuncSeq(strings.ToLower(l.Text), notInWord) {
			words[w] = true
		}
	}
	return words
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) && r != '-' }

// join joins two lines. A hyphen at the end of the first stays, unless it is a soft one, or the text has the word elsewhere
// without it.
func join(a, b string, words map[string]bool) string {
	if head, soft := strings.CutSuffix(a, "\u00ad"); soft {
		return head + b
	}
	if strings.HasSuffix(a, "—") && !strings.HasSuffix(a, " —") {
		return a + b
	}
	head, hyphen := strings.CutSuffix(a, "-")
	if !hyphen || head == "" {
		return a + " " + b
	}
	before, _ := utf8.DecodeLastRuneInString(head)
	after, _ := utf8.DecodeRuneInString(b)
	if !unicode.IsLetter(before) && !(unicode.IsDigit(before) && unicode.IsLower(after)) || !unicode.IsLetter(after) && !unicode.IsDigit(after) {
		return a + " " + b
	}
	left := strings.ToLower(head[strings.LastIndexFunc(head, notInWord)+1:])
	right := b
	if end := strings.IndexFunc(b, notInWord); end >= 0 {
		right = b[:end]
	}
	right = strings.ToLower(right)
	if words[left+right] && !words[left+"-"+right] {
		return head + b
	}
	return a + b
}
