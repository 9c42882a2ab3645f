package search

import (
	"regexp"
	"strings"
	"unicode"
)

// snippetLength is about how many characters of text a hit shows.
const snippetLength = 180

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_'
}

var wordPattern = regexp.MustCompile(`[\pL\pN\pM_]+(?:['’][\pL\pN\pM_]+)*`)

// snippet returns the section that holds most of the query's terms (the first of those), and a piece of its text from the
// sentence in which most of them stand.
func (ix *Index) snippet(d Document, stems map[string]bool) (Section, string) {
	best, most := Section{}, -1
	if len(d.Sections) > 0 {
		best = d.Sections[0]
	}
	for i, s := range d.Sections {
		n := 3*ix.distinct(s.Heading, stems) + ix.distinct(s.Text, stems)
		if n > most && (n > 0 || i == 0) {
			best, most = s, n
		}
	}
	return best, ix.excerpt(best.Text, stems)
}

// distinct counts how many of the stems stand in a text.
func (ix *Index) distinct(text string, stems map[string]bool) int {
	seen := map[string]bool{}
	for _, t := range ix.terms(text) {
		if stems[t] {
			seen[t] = true
		}
	}
	return len(seen)
}

// terms returns the terms of a whole text.
func (ix *Index) terms(text string) []string {
	tokens := ix.bleve.Mapping().AnalyzerNamed(analyzerName).Analyze([]byte(normalise(text)))
	terms := make([]string, len(tokens))
	for i, t := range tokens {
		terms[i] = string(t.Term)
	}
	return terms
}

var sentenceEnd = regexp.MustCompile(`[.!?]["”’)]?\s+`)

// excerpt returns a piece of text that starts with the sentence holding most of the stems.
func (ix *Index) excerpt(text string, stems map[string]bool) string {
	start, best, bestStart := 0, -1, 0
	for start < len(text) {
		end := len(text)
		if m := sentenceEnd.FindStringIndex(text[start:]); m != nil {
			end = start + m[1]
		}
		if n := ix.distinct(text[start:end], stems); n > best {
			best, bestStart = n, start
		}
		start = end
	}
	r := []rune(text[bestStart:])
	if len(r) <= snippetLength {
		return strings.TrimSpace(string(r))
	}
	cut := string(r[:snippetLength])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:") + " …"
}
