// Package sample makes documents for tests and benchmarks of search at sizes that no real content has.
package sample

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"remit/internal/search"
)

// Documents makes documents like those of a knowledge base: words whose frequencies follow Zipf's law, sections of several
// sentences, about 500 words each. The same seed gives the same documents.
func Documents(n int, seed uint64) []search.Document {
	r := rand.New(rand.NewPCG(seed, 1))
	words := make([]string, 40000)
	seen := map[string]bool{}
	for i := range words {
		for {
			w := madeWord(r)
			if !seen[w] {
				words[i], seen[w] = w, true
				break
			}
		}
	}
	// Without function words, which the index leaves out, the commonest word of English prose makes up about 0.4 % of it;
	// titles and headings are made of rarer words than sentences are.
	zipf := rand.NewZipf(r, 1.1, 60, uint64(len(words)-1))
	// A page keeps to its subject: about half of its words come from the few hundred that belong to one.
	const subjects, own = 400, 300
	subject := 0
	near := rand.NewZipf(r, 1.2, 10, own-1)
	pick := func(rarer int) string {
		if r.IntN(2) == 0 {
			return words[(subject*own*7+int(near.Uint64())*31+rarer)%len(words)]
		}
		return words[min(int(zipf.Uint64())+rarer, len(words)-1)]
	}
	sentence := func(n, rarer int) string {
		all := make([]string, n)
		for i := range all {
			all[i] = pick(rarer)
		}
		return strings.ToUpper(all[0][:1]) + all[0][1:] + " " + strings.Join(all[1:], " ") + "."
	}
	types := []string{"comparison", "guide", "page", "responsibility", "role", "term", "tool"}
	docs := make([]search.Document, n)
	for i := range docs {
		subject = r.IntN(subjects)
		d := search.Document{URL: fmt.Sprintf("/made/%05d/", i), Title: strings.TrimSuffix(sentence(2+r.IntN(4), 150), "."), Type: types[r.IntN(len(types))], Crumb: "Made"}
		if r.IntN(3) == 0 {
			d.Names = []string{strings.TrimSuffix(sentence(2, 150), ".")}
		}
		for s := range 5 {
			var text []string
			for range 6 {
				text = append(text, sentence(8+r.IntN(18), 0))
			}
			d.Sections = append(d.Sections, search.Section{Heading: strings.TrimSuffix(sentence(2+r.IntN(3), 150), "."), Anchor: fmt.Sprintf("s%d", s), Text: strings.Join(text, " ")})
		}
		docs[i] = d
	}
	return docs
}

// madeWord makes a word that can be spoken, with an ending that the stemmer knows now and then.
func madeWord(r *rand.Rand) string {
	const consonants, vowels = "bcdfglmnprstvz", "aeiou"
	var b strings.Builder
	for range 1 + r.IntN(3) {
		b.WriteByte(consonants[r.IntN(len(consonants))])
		b.WriteByte(vowels[r.IntN(len(vowels))])
		if r.IntN(3) == 0 {
			b.WriteByte(consonants[r.IntN(len(consonants))])
		}
	}
	endings := []string{"", "", "", "s", "ing", "ed", "er", "ation", "ness", "able", "ly"}
	return b.String() + endings[r.IntN(len(endings))]
}
