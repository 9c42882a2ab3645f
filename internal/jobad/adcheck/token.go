package adcheck

import "strings"

// token is a word of a line.
type token struct {
	text  string
	upper bool // written in capitals: NY
	first bool // with a capital first: Denver
	gap   gap  // before it
}

// gap is what stands between two words.
type gap int

const (
	gapSpace gap = iota // nothing else; nothing at all before the first word
	gapMark             // a mark
	gapComma            // a comma among them
)

// tokenise cuts a line into words, by rules over code points that JavaScript can repeat exactly: A to Z become small;
// letters, digits and everything beyond U+00BF that is no punctuation make words; an apostrophe inside a word is dropped,
// and so is a comma or point between two digits; a sign of money is a word of its own; all else separates.
func tokenise(line string) []token {
	var tokens []token
	var word strings.Builder
	small, first, before := false, false, gapSpace
	end := func() {
		if word.Len() > 0 {
			tokens = append(tokens, token{word.String(), !small, first, before})
			word.Reset()
			small, first, before = false, false, gapSpace
		}
	}
	runes := []rune(line)
	for i, r := range runes {
		switch {
		case r >= 'a' && r <= 'z':
			small = true
			word.WriteRune(r)
		case r >= 'A' && r <= 'Z':
			first = first || word.Len() == 0
			word.WriteRune(r + 'a' - 'A')
		case isDigit(r):
			small = true
			word.WriteRune(r)
		case r == '$' || r == '£' || r == '€':
			end()
			tokens = append(tokens, token{text: string(r), gap: before})
			before = gapSpace
		case r == '\'' || r == '’' || r == '\u00ad' || r == '\u200b':
		case (r == ',' || r == '.') && i > 0 && i+1 < len(runes) && isDigit(runes[i-1]) && isDigit(runes[i+1]):
		case r >= 0xC0 && r != 0xD7 && r != 0xF7 && (r < 0x2000 || r > 0x2BFF) && (r < 0x3000 || r > 0x303F) && r != 0xFFFD && r != 0xFEFF:
			small = true
			word.WriteRune(r)
		default:
			end()
			switch {
			case r == ',':
				before = gapComma
			case r != ' ' && before == gapSpace:
				before = gapMark
			}
		}
	}
	end()
	return tokens
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// isNumber reports whether a word is a number, such as 120000 or 120k.
func isNumber(s string) bool {
	s = strings.TrimSuffix(s, "k")
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// most is how many words may stand where a phrase has "…".
const most = 3

// phrase is a row of words to be found in a line.
type phrase struct {
	words []word
	row   int // of the list it belongs to
}

type word struct {
	text   string
	prefix bool // the beginning of a word: deploy-
	number bool // #
	gap    bool // up to most words may stand before it
}

// parsePhrase reads words, with "-" behind the beginning of a word, "#" for a number and "…" for up to three other words.
func parsePhrase(s string, row int) phrase {
	p := phrase{row: row}
	gap := false
	for field := range strings.FieldsSeq(s) {
		switch {
		case field == "…":
			gap = true
			continue
		case field == "#":
			p.words = append(p.words, word{number: true, gap: gap})
		default:
			for _, t := range tokenise(field) {
				p.words = append(p.words, word{text: t.text, gap: gap})
				gap = false
			}
			if n := len(p.words); n > 0 && strings.HasSuffix(field, "-") {
				p.words[n-1].prefix = true
			}
		}
		gap = false
	}
	return p
}

func (w word) fits(t token) bool {
	switch {
	case w.number:
		return isNumber(t.text)
	case w.prefix:
		return strings.HasPrefix(t.text, w.text)
	}
	return t.text == w.text
}

// match returns the end of the phrase that starts at a token, or -1.
func (p phrase) match(tokens []token, at int) int {
	for i, w := range p.words {
		if w.gap && i > 0 {
			found := -1
			for skip := 0; skip <= most && at+skip < len(tokens); skip++ {
				if w.fits(tokens[at+skip]) {
					found = at + skip
					break
				}
			}
			if found < 0 {
				return -1
			}
			at = found + 1
			continue
		}
		if at >= len(tokens) || !w.fits(tokens[at]) {
			return -1
		}
		at++
	}
	return at
}

// lexicon finds phrases, filed by their first word.
type lexicon struct {
	whole  map[string][]phrase // by the word
	prefix map[string][]phrase // by the first two letters of its beginning
	number []phrase
}

func newLexicon() *lexicon {
	return &lexicon{whole: map[string][]phrase{}, prefix: map[string][]phrase{}}
}

func (l *lexicon) add(text string, row int) {
	p := parsePhrase(text, row)
	if len(p.words) == 0 {
		return
	}
	switch first := p.words[0]; {
	case first.number:
		l.number = append(l.number, p)
	case first.prefix:
		key := first.text[:min(len(first.text), 2)]
		l.prefix[key] = append(l.prefix[key], p)
	default:
		l.whole[first.text] = append(l.whole[first.text], p)
	}
}

// hit is a phrase found in a line: words from start to before end.
type hit struct{ row, start, end int }

// find returns all phrases in a line, in the order of their first words.
func (l *lexicon) find(tokens []token) []hit {
	var hits []hit
	for at, t := range tokens {
		for _, list := range [...][]phrase{l.whole[t.text], l.prefixes(t), l.numbers(t)} {
			for _, p := range list {
				if end := p.match(tokens, at); end >= 0 {
					hits = append(hits, hit{p.row, at, end})
				}
			}
		}
	}
	return hits
}

func (l *lexicon) numbers(t token) []phrase {
	if len(l.number) > 0 && isNumber(t.text) {
		return l.number
	}
	return nil
}

func (l *lexicon) prefixes(t token) []phrase {
	if len(t.text) < 2 {
		return nil
	}
	return l.prefix[t.text[:2]]
}
