// Package search makes an index of documents, asks it, and writes it out for the browser.
//
// bleve indexes and ranks. [New] makes an index in memory, [Index.Search] asks it, and [Index.Export] walks its
// dictionary and postings through bleve's public reader and writes them as small files, from which the script in
// static/js/search computes the same hits, in the same order, with the same scores. Both sides make the same plan of a
// query; see [Plan].
package search

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/token/porter"
	"github.com/blevesearch/bleve/v2/analysis/token/stop"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	"github.com/blevesearch/bleve/v2/analysis/tokenmap"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
)

// Document is something that can be found: a page, or a part of one with an address of its own.
type Document struct {
	URL      string
	Title    string
	Type     string   // what it is: filters and facets
	Crumb    string   // where it stands, for people
	Names    []string // other names for it
	Sections []Section
	Data     json.RawMessage // handed to the script with the title; may be nil
	Weight   float64         // by which its scores are multiplied; 0 counts as 1. Documents of one type bear the same
}

// Section is a part of a document.
type Section struct {
	Heading string // "" for what stands before the first heading
	Anchor  string // id of the heading; "" for the document's start
	Text    string
}

// The fields of the index, from the weightiest. A match of a word in a field counts by its boost.
var fields = []field{{"title", 4, true}, {"names", 3, true}, {"headings", 2, true}, {"body", 1, false}}

type field struct {
	name   string
	boost  float64
	phrase bool // whether words that stand together count more
}

// StopWords are left out of the index and of queries. The list is short: "it", "who", "on" and "down" are words of the trade.
var StopWords = []string{"a", "an", "and", "for", "in", "of", "or", "the", "to"}

// Index can be searched. It is safe for concurrent use after New.
type Index struct {
	docs  []Document // by type, then by address
	types []Facet
	bleve bleve.Index
	words map[string]int // surface word → documents that hold it, for corrections
	lazily
}

// Facet is a type and how many documents have it.
type Facet struct {
	Type  string `json:"type"`
	Count int    `json:"count"`
}

const analyzerName = "page"

// indexMapping says how text becomes terms: Unicode words, without possessives, in lower case, without stop words, stemmed.
func indexMapping() (*mapping.IndexMappingImpl, error) {
	m := bleve.NewIndexMapping()
	words := make([]any, len(StopWords))
	for i, w := range StopWords {
		words[i] = w
	}
	err := m.AddCustomTokenMap("short", map[string]any{"type": tokenmap.Name, "tokens": words})
	if err == nil {
		err = m.AddCustomTokenFilter("short", map[string]any{"type": stop.Name, "stop_token_map": "short"})
	}
	if err == nil {
		err = m.AddCustomAnalyzer(analyzerName, map[string]any{
			"type": custom.Name, "tokenizer": unicode.Name, "token_filters": []any{en.PossessiveName, lowercase.Name, "short", porter.Name},
		})
	}
	if err != nil {
		return nil, fmt.Errorf("search: analyser: %w", err)
	}
	doc := bleve.NewDocumentStaticMapping()
	for _, f := range fields {
		text := bleve.NewTextFieldMapping()
		text.Analyzer, text.Store, text.IncludeInAll, text.DocValues, text.IncludeTermVectors = analyzerName, false, false, false, true
		doc.AddFieldMappingsAt(f.name, text)
	}
	m.DefaultMapping = doc
	m.DefaultAnalyzer = keyword.Name
	return m, nil
}

// entry is what bleve indexes of a document.
type entry struct {
	Title    string `json:"title"`
	Names    string `json:"names"`
	Headings string `json:"headings"`
	Body     string `json:"body"`
}

const batchSize = 400

// New indexes documents. synonyms are groups of words that mean the same ("k8s", "Kubernetes"): a document that holds
// one of a group is found by the others too.
func New(docs []Document, synonyms [][]string) (*Index, error) {
	m, err := indexMapping()
	if err != nil {
		return nil, err
	}
	b, err := bleve.NewUsing("", m, scorch.Name, scorch.Name, nil) // no path: in memory
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	ix := &Index{docs: slices.Clone(docs), bleve: b, words: map[string]int{}}
	slices.SortStableFunc(ix.docs, func(a, b Document) int { return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.URL, b.URL)) })
	expand := newExpander(synonyms)
	batch := b.NewBatch()
	for i, d := range ix.docs {
		ix.docs[i].Weight = cmp.Or(d.Weight, 1)
		if n := len(ix.types); n == 0 || ix.types[n-1].Type != d.Type {
			ix.types = append(ix.types, Facet{Type: d.Type})
		}
		ix.types[len(ix.types)-1].Count++
		e := makeEntry(d, expand)
		ix.count(e)
		if err := batch.Index(docID(i), e); err != nil {
			return nil, fmt.Errorf("search: index %s: %w", d.URL, err)
		}
		if batch.Size() == batchSize || i == len(ix.docs)-1 {
			if err := b.Batch(batch); err != nil {
				return nil, fmt.Errorf("search: %w", err)
			}
			batch.Reset()
		}
	}
	ix.dictionary()
	return ix, ix.dictErr
}

// Documents returns the documents in the order of their numbers.
func (ix *Index) Documents() []Document { return ix.docs }

// Close frees the index.
func (ix *Index) Close() error { return ix.bleve.Close() }

// docID is the name bleve knows a document by: its number, so that equal scores stand in the order of numbers.
func docID(i int) string { return fmt.Sprintf("%06d", i) }

func makeEntry(d Document, expand *expander) entry {
	var headings, body []string
	for _, s := range d.Sections {
		if s.Heading != "" {
			headings = append(headings, s.Heading)
		}
		body = append(body, s.Text)
	}
	e := entry{
		Title:    normalise(d.Title),
		Names:    normalise(strings.Join(d.Names, "\n")),
		Headings: normalise(strings.Join(headings, "\n")),
		Body:     normalise(strings.Join(body, "\n")),
	}
	e.Names = join(e.Names, expand.whole(strings.Split(e.Names, "\n")))
	e.Title = join(e.Title, expand.whole([]string{e.Title}))
	e.Body = join(e.Body, expand.missing(e.Title+"\n"+e.Body))
	return e
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "\n" + b
}
