package search

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"remit/internal/diag"
)

// correct replaces each word of a query that no document holds by the nearest one that some do: the least edit distance
// (a transposition counts one), then the greatest weight, then the alphabet. The first letter is taken to be right. Words
// are corrected alone: to correct every word, known ones too, makes ranking worse (see CONTRIBUTING.md, search).
func (ix *Index) correct(text string, typing bool) string {
	last := -1
	found := wordPattern.FindAllStringIndex(text, -1)
	if typing && len(found) > 0 {
		last = len(found) - 1
	}
	var b strings.Builder
	at := 0
	for i, m := range found {
		word := text[m[0]:m[1]]
		b.WriteString(text[at:m[0]])
		at = m[1]
		if i != last && !ix.isKnown(word) {
			if better := ix.nearest(strings.ToLower(word)); better != "" {
				word = better
			}
		}
		b.WriteString(word)
	}
	return b.String() + text[at:]
}

// isKnown reports whether every term of the word is in the dictionary; a word without terms is.
func (ix *Index) isKnown(word string) bool {
	for _, t := range ix.terms(word) {
		if !ix.inDictionary(t) {
			return false
		}
	}
	return true
}

// maxDistance is how far a word of n letters may be from the one it is corrected to.
func maxDistance(n int) int {
	if n <= 4 {
		return 1
	}
	return 2
}

// nearest returns the known surface word nearest to word, or "".
func (ix *Index) nearest(word string) string {
	n := utf8.RuneCountInString(word)
	if n < MinPrefix || len(word) > maxWord || !surface.MatchString(word) {
		return ""
	}
	first, _ := utf8.DecodeRuneInString(word)
	best, bestDistance, bestWeight := "", maxDistance(n)+1, -1
	for _, c := range ix.spellWords() {
		if f, _ := utf8.DecodeRuneInString(c.word); f != first {
			continue
		}
		d := diag.Distance(word, c.word, bestDistance+1)
		if d < bestDistance || best != "" && d == bestDistance && c.weight > bestWeight {
			best, bestDistance, bestWeight = c.word, d, c.weight
		}
	}
	return best
}

// spellWord is a word one may have meant; weight is the logarithm of the documents that hold it, from 0 to 15.
type spellWord struct {
	word   string
	weight int
}

// spellWords returns the words that can be corrected to, in the order of the alphabet.
func (ix *Index) spellWords() []spellWord {
	ix.spellOnce.Do(func() {
		for w, n := range ix.words {
			ix.spell = append(ix.spell, spellWord{w, min(15, int(math.Floor(2*math.Log2(float64(n)))))})
		}
		slices.SortFunc(ix.spell, func(a, b spellWord) int { return strings.Compare(a.word, b.word) })
	})
	return ix.spell
}
