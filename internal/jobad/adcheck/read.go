package adcheck

import (
	"slices"
	"strings"

	"remit/internal/catalog"
	"remit/internal/jobad/adtext"
)

// Of an ad; the rest is not read.
const (
	mostLines = 2000
	mostWords = 20_000
)

const longLine = 25 // words; a longer one is judged sentence by sentence

// text is an ad cut into words.
type text struct {
	lines    []textLine
	words    int
	language string
	cut      bool
	ignore   map[string]string // reasons, by rule or key
}

type textLine struct {
	adtext.Line
	tokens []token
	zone   string
}

// part is what is judged at once: a line, or a sentence of a long one.
type part struct {
	text   string
	tokens []token
}

func (l textLine) parts() []part {
	if len(l.tokens) <= longLine {
		return []part{{l.Text, l.tokens}}
	}
	var parts []part
	for _, s := range sentences(l.Text) {
		if tokens := tokenise(s); len(tokens) > 1 { // else the number of a list
			parts = append(parts, part{s, tokens})
		}
	}
	return parts
}

// sentences cuts text behind full stops, question and exclamation marks with a capital behind them, behind semicolons, and
// before the signs of a list. It knows the stops of "e.g." and "U.S.", and the sentence that lost its space: "here.You".
func sentences(text string) (all []string) {
	runes, start := []rune(text), 0
	cut := func(at int) {
		if s := strings.Trim(string(runes[start:at]), " "); s != "" {
			all = append(all, s)
		}
		start = at
	}
	at := func(i int) rune {
		if i < 0 || i >= len(runes) {
			return ' '
		}
		return runes[i]
	}
	capital := func(r rune) bool { return r >= 'A' && r <= 'Z' }
	small := func(r rune) bool { return r >= 'a' && r <= 'z' }
	for i, r := range runes {
		switch r {
		case '.', '!', '?':
			letter := at(i-2) == '.' || at(i-2) == ' ' // of "e.g.", "U.S." or "J. Doe"
			spaced := at(i+1) == ' ' && capital(at(i+2)) && !letter
			if spaced || small(at(i-1)) && capital(at(i+1)) && small(at(i+2)) {
				cut(i + 1)
			}
		case ';':
			if at(i+1) == ' ' {
				cut(i + 1)
			}
		case '•', '●', '▪':
			cut(i)
		}
	}
	cut(len(runes))
	return all
}

func (c *Checker) read(ad adtext.Ad) text {
	t := text{ignore: map[string]string{}}
	zone := ""
	var all strings.Builder
	for i, l := range ad.Lines {
		if t.cut = i == mostLines || t.words >= mostWords; t.cut {
			break
		}
		if l.Comment {
			if rest, ok := strings.CutPrefix(l.Text, "remit: ignore "); ok {
				rule, reason, _ := strings.Cut(strings.TrimSpace(rest), " ")
				t.ignore[rule] = strings.TrimSpace(reason)
			}
			continue
		}
		line := textLine{Line: l, tokens: tokenise(l.Text)}
		t.words += len(line.tokens)
		all.WriteString(l.Text + "\n")
		if !l.Bullet && len(line.tokens) <= 8 && (l.Heading || !strings.HasSuffix(l.Text, ".")) {
			if hits := longest(c.zones.find(line.tokens)); len(hits) > 0 {
				zone = c.m.Zones[hits[0].row].Name
				line.Heading = true
			}
		}
		if zone == "company" && l.Bullet && c.begins(line.tokens) && len(c.signals.find(line.tokens)) > 0 {
			zone = "" // duties, under a heading that is not known
		}
		line.zone = zone
		t.lines = append(t.lines, line)
	}
	t.language = adtext.Language(all.String())
	return t
}

// longest drops hits that stand inside a longer one.
func longest(hits []hit) []hit {
	return slices.DeleteFunc(slices.Clone(hits), func(h hit) bool {
		return slices.ContainsFunc(hits, func(o hit) bool {
			return o.start <= h.start && h.end <= o.end && o.end-o.start > h.end-h.start
		})
	})
}

// mask takes words out of a line.
func mask(tokens []token, hits []hit) []token {
	if len(hits) == 0 {
		return tokens
	}
	var rest []token
	for i, t := range tokens {
		if !slices.ContainsFunc(hits, func(h hit) bool { return h.start <= i && i < h.end }) {
			rest = append(rest, t)
		}
	}
	return rest
}

// rowsOf are the numbers of the signals in a line, and of those among them that tell something about the ad, each once.
// The names of roles are not read; in a line they are where they are part of a longer phrase, as in "Azure DevOps".
func (c *Checker) rowsOf(tokens []token) (line, ad []int) {
	names := c.names.find(tokens)
	hits := c.signals.find(mask(tokens, names))
	ad = rows(longest(slices.DeleteFunc(slices.Clone(hits), func(h hit) bool { return c.m.Signals[h.row].Kind == catalog.SignalLine })))
	if len(names) > 0 {
		phrases := c.signals.find(tokens)
		within := func(name hit) bool {
			return slices.ContainsFunc(phrases, func(p hit) bool {
				return p.start <= name.start && name.end <= p.end && p.end-p.start > name.end-name.start
			})
		}
		if slices.ContainsFunc(names, within) {
			hits = c.signals.find(mask(tokens, slices.DeleteFunc(names, within)))
		}
	}
	return rows(longest(hits)), ad
}

func rows(hits []hit) (all []int) {
	for _, h := range hits {
		if !slices.Contains(all, h.row) {
			all = append(all, h.row)
		}
	}
	return all
}
