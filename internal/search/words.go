package search

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// spelling are names that consist of punctuation, which the tokeniser would drop, with a word that stands for each, in
// the index and in queries alike. A text without one of the signs needs no look at the pattern. The script gets the same list.
var spelling = []struct {
	pattern, word string
	signs         []string
}{
	{`\b[cC]\+\+`, "cplusplus", []string{"++"}},
	{`\b[cC]#`, "csharp", []string{"#"}},
	{`\b[fF]#`, "fsharp", []string{"#"}},
	{`(^|[\s("“])\.(NET|Net|net)\b`, "${1}dotnet", []string{".N", ".n"}},
	{`\b[cC][iI]/[cC][dD]\b`, "ci cd cicd", []string{"/"}},
}

var spellingPatterns = func() []*regexp.Regexp {
	all := make([]*regexp.Regexp, len(spelling))
	for i, s := range spelling {
		all[i] = regexp.MustCompile(s.pattern)
	}
	return all
}()

// normalise spells out names that consist of punctuation.
func normalise(text string) string {
	for i, re := range spellingPatterns {
		if slices.ContainsFunc(spelling[i].signs, func(sign string) bool { return strings.Contains(text, sign) }) {
			text = re.ReplaceAllString(text, spelling[i].word)
		}
	}
	return text
}

// expander finds words that mean the same as those in a text.
type expander struct {
	groups []synonymGroup
}

type synonymGroup struct {
	words []string
	lower []string // the same in lower case
}

func newExpander(groups [][]string) *expander {
	e := &expander{}
	for _, g := range groups {
		var sg synonymGroup
		for _, w := range g {
			w = normalise(w)
			sg.words = append(sg.words, w)
			sg.lower = append(sg.lower, strings.ToLower(w))
		}
		e.groups = append(e.groups, sg)
	}
	return e
}

// whole returns, one a line, the words that mean the same as one of the names as a whole.
func (e *expander) whole(names []string) string {
	is := func(w string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(name, w) })
	}
	var add []string
	for _, g := range e.groups {
		if slices.ContainsFunc(g.words, is) {
			add = append(add, slices.DeleteFunc(slices.Clone(g.words), is)...)
		}
	}
	return strings.Join(add, "\n")
}

// missing returns, one a line, the words that mean the same as some in the text and do not stand in it themselves.
func (e *expander) missing(text string) string {
	lower := strings.ToLower(text)
	var add []string
	for _, g := range e.groups {
		here := make([]bool, len(g.words))
		some := false
		for i, w := range g.lower {
			here[i] = stands(w, lower)
			some = some || here[i]
		}
		for i, w := range g.words {
			if some && !here[i] {
				add = append(add, w)
			}
		}
	}
	return strings.Join(add, "\n")
}

// stands reports whether a word stands in a text as a whole, or with an s at its end.
func stands(word, text string) bool {
	for from := 0; from < len(text); {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return false
		}
		at := from + i
		before, size := utf8.DecodeLastRuneInString(text[:at])
		rest := text[at+len(word):]
		if !inWord(before, size) && (ends(rest) || rest[0] == 's' && ends(rest[1:])) {
			return true
		}
		_, size = utf8.DecodeRuneInString(text[at:])
		from = at + max(1, size)
	}
	return false
}

func ends(rest string) bool {
	return !inWord(utf8.DecodeRuneInString(rest))
}

func inWord(r rune, size int) bool {
	return size > 0 && (unicode.IsLetter(r) || unicode.IsNumber(r))
}

// count notes the surface words of a document, for corrections.
func (ix *Index) count(e entry) {
	seen := map[string]bool{}
	for _, text := range []string{e.Title, e.Names, e.Headings, e.Body} {
		for _, w := range surfaceWords(text) {
			if !seen[w] {
				seen[w] = true
				ix.words[w]++
			}
		}
	}
}

// surface matches the words that can be corrected to: letters alone.
var surface = regexp.MustCompile(`\pL{3,}`)

func surfaceWords(text string) []string {
	words := surface.FindAllString(strings.ToLower(text), -1)
	return slices.DeleteFunc(words, func(w string) bool { return len(w) > maxWord })
}

// maxWord is the longest word that is corrected, in bytes.
const maxWord = 32
