package publish

import (
	"bytes"
	"cmp"
	"html"
	"math"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// prose is what a page's author wrote: paragraphs, list items, cells, in the order in which they stand.
type prose []string

// kindOf returns what kind of content a page of the site shows, or "" where its words are computed or are short by nature:
// lists, the quizzes, the desks for ads and teams, the glossary and the sources.
func kindOf(name string) string {
	dir, rest, _ := strings.Cut(name, "/")
	switch {
	case rest == "index.html" && (dir == "ladder" || dir == "titles"):
		return dir
	case path.Base(name) != "index.html" || rest == "index.html":
		return ""
	case dir == "compare":
		return "comparisons"
	case slices.Contains([]string{"roles", "responsibilities", "areas", "stages", "shapes", "tools", "guides"}, dir):
		return dir
	}
	return ""
}

var (
	tagOfPage   = regexp.MustCompile(`<(/?)([a-z0-9-]+)([^>]*)>`)
	ownWords    = regexp.MustCompile(` data-terms|class="(statement|lead|question)"`)
	labels      = regexp.MustCompile(`class="(label|cite)"`)
	notProse    = []string{"h1", "h2", "h3", "h4", "h5", "h6", "nav", "aside", "script", "style", "svg", "abbr", "pre", "code", "dt", "form", "sup"}
	endsBlock   = []string{"p", "li", "td", "th", "dd", "dt", "summary", "br", "div", "section", "tr"}
	withoutEnds = []string{"br", "col", "hr", "img", "input", "wbr"}
	citation    = regexp.MustCompile(` ?\([^()]*\)`)
)

// proseOf returns the author's own words of a drawn page. Citations in brackets are left out, and code.
func proseOf(page []byte) prose {
	_, rest, _ := bytes.Cut(page, []byte("<main"))
	main, _, _ := bytes.Cut(rest, []byte("</main>"))
	type state struct {
		name     string
		own, off bool
	}
	open := []state{{}}
	var blocks prose
	var b strings.Builder
	end := func() {
		if text := strings.Join(strings.Fields(html.UnescapeString(b.String())), " "); text != "" {
			blocks = append(blocks, text)
		}
		b.Reset()
	}
	at := 0
	for _, m := range tagOfPage.FindAllSubmatchIndex(main, -1) {
		in := open[len(open)-1]
		if in.own && !in.off {
			b.Write(main[at:m[0]])
		}
		at = m[1]
		name, attributes := string(main[m[4]:m[5]]), main[m[6]:m[7]]
		if slices.Contains(endsBlock, name) {
			end()
		}
		switch {
		case m[2] < m[3]:
			for i := len(open) - 1; i > 0; i-- {
				if open[i].name == name {
					open = open[:i]
					break
				}
			}
		case !slices.Contains(withoutEnds, name) && !bytes.HasSuffix(attributes, []byte("/")):
			open = append(open, state{name, in.own || ownWords.Match(attributes), in.off || slices.Contains(notProse, name) || labels.Match(attributes)})
		}
	}
	end()
	return blocks
}

// wordsOf are the words of a text: runs of letters and digits, with apostrophes and hyphens within them.
func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '’' && r != '-' })
}

func (p prose) words() int {
	n := 0
	for _, block := range p {
		n += len(wordsOf(block))
	}
	return n
}

var sentenceEnd = regexp.MustCompile(`[.?!]+[”’)]*(\s|$)`)

// ease returns the Flesch reading ease of prose, from about 0 (a law) to 100 (a children's book); newspapers stand at 50
// to 60. It is 206.835 − 1.015 words/sentences − 84.6 syllables/words (Rudolf Flesch, "A new readability yardstick",
// Journal of Applied Psychology 32, 1948).
func (p prose) ease() float64 {
	words, sentences, syllables := 0, 0, 0
	for _, block := range p {
		block = citation.ReplaceAllString(block, "")
		all := wordsOf(block)
		if len(all) < 4 { // a label
			continue
		}
		words += len(all)
		ends := sentenceEnd.FindAllStringIndex(block, -1)
		sentences += len(ends)
		if len(ends) == 0 || ends[len(ends)-1][1] < len(block) { // the last one has no full stop
			sentences++
		}
		for _, w := range all {
			syllables += syllablesOf(w)
		}
	}
	if words == 0 {
		return 100
	}
	return 206.835 - 1.015*float64(words)/float64(sentences) - 84.6*float64(syllables)/float64(words)
}

var (
	vowels   = regexp.MustCompile(`[aeiouyé]+`)
	twoInOne = regexp.MustCompile(`crea|ia|io[^nu]|io$|iu|[^q]ua[lt]|[^q]ue[nl]|[^aeiou]ying`) // two syllables in one group of vowels
	sounded  = regexp.MustCompile(`[^aeiouyl]l$`)                                              // before a final e: "table"
	hissing  = regexp.MustCompile(`([sxzcg]|ch|sh)$`)                                          // before a final es: "changes"
	stopped  = regexp.MustCompile(`[dt]$`)                                                     // before a final ed: "needed"
)

// syllablesOf counts syllables by groups of vowels; abbreviations and figures are read out one by one, as Flesch counts.
func syllablesOf(word string) int {
	n := 0
	for part := range strings.SplitSeq(strings.ReplaceAll(word, "’", ""), "-") {
		letters := strings.TrimSuffix(part, "s")
		if len(letters) > 1 && letters == strings.ToUpper(letters) {
			n += len([]rune(letters))
			continue
		}
		part = strings.ToLower(part)
		for ending, heard := range map[string]*regexp.Regexp{"e": sounded, "es": hissing, "ed": stopped} {
			stem, ok := strings.CutSuffix(part, ending)
			if ok && vowels.MatchString(stem) && !heard.MatchString(stem) && !sounded.MatchString(stem) {
				part = stem
				break
			}
		}
		n += len(vowels.FindAllString(part, -1)) + len(twoInOne.FindAllString(part, -1))
	}
	return max(1, n)
}

type measured struct {
	name  string
	value float64
}

// byKind measures every page of the real site that has prose of its own, the smallest value first.
func byKind(t *testing.T, measure func(prose) float64) map[string][]measured {
	t.Helper()
	all := map[string][]measured{}
	for name, page := range theSite(t).Files {
		if kind := kindOf(name); kind != "" && !bytes.Contains(page, []byte(`http-equiv="refresh"`)) {
			all[kind] = append(all[kind], measured{strings.TrimSuffix(name, "/index.html"), measure(proseOf(page))})
		}
	}
	for _, pages := range all {
		slices.SortFunc(pages, func(a, b measured) int { return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.name, b.name)) })
	}
	return all
}

func TestSyllables(t *testing.T) {
	for word, want := range map[string]int{
		"the": 1, "one": 1, "role": 1, "rules": 1, "called": 1, "tried": 1, "used": 1, "tree": 1, "does": 1, "queue": 1, "trust": 1, "people": 2, "table": 2, "needed": 2, "changes": 3 - 1,
		"machine": 2, "managed": 2, "every": 3, "services": 3, "releases": 4 - 1, "created": 3, "engineer": 3, "quality": 3, "period": 3, "various": 2, "application": 4, "available": 4, "security": 4,
		"infrastructure": 4, "reliability": 6, "responsibility": 6, "SRE": 3, "SLOs": 3, "on-call": 2, "team’s": 1, "2019": 4, "issue": 2, "branches": 2, "trying": 2,
	} {
		if got := syllablesOf(word); got != want {
			t.Errorf("%q has %d syllables, want %d", word, got, want)
		}
	}
}

func TestReadingEase(t *testing.T) {
	for _, c := range []struct {
		text prose
		want float64
	}{
		{prose{"The cat sat on the mat."}, 116.1},                                                                   // 6 words, 6 syllables
		{prose{"The cat sat. It sat on the mat.", "Label"}, 118.2},                                                  // 8 words in 2 sentences
		{prose{"Organisational responsibilities necessitate infrastructure accountability considerations"}, -236.4}, // 31 syllables
		{prose{"A budget (SRE-BOOK) runs out. A rota of 8 does not"}, 100.2},
		{nil, 100},
	} {
		if got := c.text.ease(); math.Abs(got-c.want) > 0.1 {
			t.Errorf("%q has the ease %.1f, want %.1f", c.text, got, c.want)
		}
	}
}

func TestProseOfAPage(t *testing.T) {
	page := []byte(`<nav><p data-terms>Nav</p></nav><main id="main"><h1>Title</h1><p class="statement">One &amp; all.</p><p>Computed.</p>
<section data-terms><h2>Head</h2><p>Two<br>three <a href="/x/">four</a> <code>x</code> five.</p><ul><li>Six <img src="x"> seven</li></ul><p><a class="cite" href="/">BOOK</a></p><dl><dt>Term</dt><dd>Eight</dd></dl></section><p>Nine</p></main><p data-terms>Foot</p>`)
	want := prose{"One & all.", "Two", "three four five.", "Six seven", "Eight"}
	if got := proseOf(page); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if n := want.words(); n != 9 {
		t.Errorf("%d words", n)
	}
}

// kinds is how many pages of each kind are measured at least, so that no kind drops out unseen.
var kinds = map[string]int{"roles": 16, "responsibilities": 70, "areas": 12, "stages": 8, "shapes": 3, "tools": 70, "guides": 20, "comparisons": 13, "titles": 1, "ladder": 1}

// fewestWords is what a page has to say of its own, beside what is computed for it, to be worth an address.
const fewestWords = 150

func TestEveryPageHasSomethingToSay(t *testing.T) {
	all := byKind(t, func(p prose) float64 { return float64(p.words()) })
	for kind, n := range kinds {
		if len(all[kind]) < n {
			t.Errorf("%d pages of %s are measured, want at least %d", len(all[kind]), kind, n)
		}
		for _, p := range all[kind] {
			if p.value < fewestWords {
				t.Errorf("%s has %.0f words of its own, fewer than %d", p.name, p.value, fewestWords)
			}
		}
	}
}

// A page stands no lower than a newspaper's harder half, and half the pages of a kind stand at plain English, 60, or
// above (Flesch, as above).
const (
	hardestPage = 50
	plainKind   = 60
)

func TestEveryPageIsReadEasily(t *testing.T) {
	all := byKind(t, prose.ease)
	for kind, n := range kinds {
		pages := all[kind]
		if len(pages) < n {
			t.Errorf("%d pages of %s are measured, want at least %d", len(pages), kind, n)
			continue
		}
		for _, p := range pages {
			if p.value < hardestPage {
				t.Errorf("%s has the reading ease %.1f, below %d: shorter sentences and shorter words help", p.name, p.value, hardestPage)
			}
		}
		if middle := pages[len(pages)/2]; len(pages) > 1 && middle.value < plainKind {
			t.Errorf("half the pages of %s have a reading ease of %.1f or less, below %d", kind, middle.value, plainKind)
		}
		t.Logf("%s: %d pages, reading ease from %.0f (%s), in the middle %.0f", kind, len(pages), pages[0].value, pages[0].name, pages[len(pages)/2].value)
	}
}
