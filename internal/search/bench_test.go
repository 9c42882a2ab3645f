package search

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// generate makes documents like those of a knowledge base: words whose frequencies follow Zipf's law, sections of several
// sentences, about 500 words each. The same seed gives the same documents.
func generate(n int, seed uint64) []Document {
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
	zipf := rand.NewZipf(r, 1.1, 8, uint64(len(words)-1))
	sentence := func(n int) string {
		all := make([]string, n)
		for i := range all {
			all[i] = words[zipf.Uint64()]
		}
		return strings.ToUpper(all[0][:1]) + all[0][1:] + " " + strings.Join(all[1:], " ") + "."
	}
	types := []string{"comparison", "guide", "page", "responsibility", "role", "term", "tool"}
	docs := make([]Document, n)
	for i := range docs {
		d := Document{URL: fmt.Sprintf("/made/%05d/", i), Title: strings.TrimSuffix(sentence(2+r.IntN(4)), "."), Type: types[r.IntN(len(types))], Crumb: "Made"}
		if r.IntN(3) == 0 {
			d.Names = []string{strings.TrimSuffix(sentence(2), ".")}
		}
		for s := range 5 {
			var text []string
			for range 6 {
				text = append(text, sentence(8+r.IntN(18)))
			}
			d.Sections = append(d.Sections, Section{Heading: strings.TrimSuffix(sentence(2+r.IntN(3)), "."), Anchor: fmt.Sprintf("s%d", s), Text: strings.Join(text, " ")})
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

func BenchmarkIndexAndExport(b *testing.B) {
	for _, n := range []int{200, 1000, 10000} {
		docs := generate(n, 7)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			bytes := 0
			for b.Loop() {
				ix, err := New(docs, nil)
				if err != nil {
					b.Fatal(err)
				}
				files, err := ix.Export(context.Background(), nil)
				if err != nil {
					b.Fatal(err)
				}
				bytes = 0
				for _, data := range files {
					bytes += len(data)
				}
				ix.Close()
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
			b.ReportMetric(float64(bytes)/1e6, "MB")
		})
	}
}
