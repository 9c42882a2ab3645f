package search

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
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
		m := utf8.RuneCountInString(c.word)
		if m < n-2 || m > n+2 {
			continue
		}
		d := distance([]rune(word), []rune(c.word))
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

// distance is the edit distance with transpositions of neighbours (optimal string alignment).
func distance(s, t []rune) int {
	before, last, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(t)]
}
