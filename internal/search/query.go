package search

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2"
)

// Options say how a query is asked.
type Options struct {
	Type   string // only hits of this type; "" for all
	Limit  int    // at most so many hits; 0 for all
	Typing bool   // the last word is still being typed
	Exact  bool   // do not correct unknown words
}

// Result is the answer to a query. Its JSON is what remit search --format json and /api/search give.
type Result struct {
	Query     string  `json:"query"`
	Corrected string  `json:"corrected,omitempty"` // the query as it was asked, where a word was corrected
	Total     int     `json:"total"`
	Facets    []Facet `json:"facets"` // of all hits, whatever type was asked for
	Hits      []Hit   `json:"hits"`
}

// Hit is a document that answers a query.
type Hit struct {
	ID      int     `json:"id"`
	URL     string  `json:"url"`
	Title   string  `json:"title"`
	Type    string  `json:"type"`
	Crumb   string  `json:"crumb,omitempty"`
	Score   float64 `json:"score"`
	Anchor  string  `json:"anchor,omitempty"` // of the section that matches best
	Section string  `json:"section,omitempty"`
	Snippet string  `json:"snippet"`
}

// precision is to how many places scores count: two ways to add up the same numbers may differ in the last.
const precision = 1e9

// Search asks the index.
func (ix *Index) Search(ctx context.Context, text string, o Options) (*Result, error) {
	r, stems, err := ix.rank(ctx, text, o)
	if err != nil {
		return nil, err
	}
	for i, h := range r.Hits {
		s, snippet := ix.snippet(ix.docs[h.ID], stems)
		r.Hits[i].Anchor, r.Hits[i].Section, r.Hits[i].Snippet = s.Anchor, s.Heading, snippet
	}
	return r, nil
}

// Ranking is Search without the passages, which cost more than the search itself.
func (ix *Index) Ranking(ctx context.Context, text string, o Options) (*Result, error) {
	r, _, err := ix.rank(ctx, text, o)
	return r, err
}

func (ix *Index) rank(ctx context.Context, text string, o Options) (*Result, map[string]bool, error) {
	r := &Result{Query: text, Facets: []Facet{}, Hits: []Hit{}}
	asked := clip(text)
	if !o.Exact {
		if corrected := ix.correct(asked, o.Typing); corrected != asked {
			r.Corrected, asked = corrected, corrected
		}
	}
	p := ix.parse(asked)
	if len(p.terms) == 0 {
		return r, nil, nil
	}
	var prefixes []string
	if o.Typing {
		prefixes = ix.prefixTerms(p.terms[len(p.terms)-1].text, lastWord(asked))
	}
	hits, err := ix.hits(ctx, p, prefixes)
	if err != nil {
		return nil, nil, err
	}
	counts := map[string]int{}
	var kept []hit
	for _, h := range hits {
		kind := ix.docs[h.doc].Type
		counts[kind]++
		if o.Type == "" || o.Type == kind {
			kept = append(kept, h)
		}
	}
	for _, f := range ix.types {
		if n := counts[f.Type]; n > 0 {
			r.Facets = append(r.Facets, Facet{f.Type, n})
		}
	}
	r.Total = len(kept)
	if o.Limit > 0 && len(kept) > o.Limit {
		kept = kept[:o.Limit]
	}
	for _, h := range kept {
		d := ix.docs[h.doc]
		r.Hits = append(r.Hits, Hit{ID: h.doc, URL: d.URL, Title: d.Title, Type: d.Type, Crumb: d.Crumb, Score: h.score})
	}
	return r, ix.stems(p, prefixes), nil
}

type hit struct {
	doc   int
	score float64
}

// hits returns all hits, best first; equal scores in the order of documents.
func (ix *Index) hits(ctx context.Context, p parsed, prefixes []string) ([]hit, error) {
	request := bleve.NewSearchRequestOptions(plan(p, prefixes), len(ix.docs), 0, false)
	found, err := ix.bleve.SearchInContext(ctx, request)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	hits := make([]hit, len(found.Hits))
	for i, h := range found.Hits {
		if _, err := fmt.Sscanf(h.ID, "%d", &hits[i].doc); err != nil {
			return nil, fmt.Errorf("search: document %q: %w", h.ID, err)
		}
		hits[i].score = h.Score * ix.docs[hits[i].doc].Weight
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(rounded(b.score), rounded(a.score)), cmp.Compare(a.doc, b.doc))
	})
	return hits, nil
}

func rounded(score float64) float64 { return math.Round(score * precision) }

// lastWord returns the last word of a query as it was typed, in lower case.
func lastWord(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !isWord(r) })
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// stems are the terms that a snippet shows.
func (ix *Index) stems(p parsed, prefixes []string) map[string]bool {
	stems := map[string]bool{}
	for _, t := range p.terms {
		stems[t.text] = true
	}
	for _, t := range prefixes {
		stems[t] = true
	}
	return stems
}
