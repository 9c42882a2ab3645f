package search

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	index "github.com/blevesearch/bleve_index_api"
)

// dictEntry is a term and how many documents hold it, by field.
type dictEntry struct {
	term string
	df   [fieldCount]int
}

// most is the greatest count of one field.
func (d dictEntry) most() int { return slices.Max(d.df[:]) }

// posting is a term in a field of a document.
type posting struct {
	doc       int
	freq      int
	length    int // terms of the field, from bleve's norm
	positions []int
}

// dictionary returns every term, in the order of its bytes.
func (ix *Index) dictionary() []dictEntry {
	ix.dictOnce.Do(func() { ix.dict, ix.dictErr = ix.readDictionary() })
	return ix.dict
}

func (ix *Index) inDictionary(term string) bool {
	_, ok := slices.BinarySearchFunc(ix.dictionary(), term, func(d dictEntry, t string) int { return strings.Compare(d.term, t) })
	return ok
}

func (ix *Index) reader() (index.IndexReader, error) {
	advanced, err := ix.bleve.Advanced()
	if err != nil {
		return nil, err
	}
	return advanced.Reader()
}

func (ix *Index) readDictionary() ([]dictEntry, error) {
	r, err := ix.reader()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	byTerm := map[string]*dictEntry{}
	for i, f := range fields {
		dict, err := r.FieldDict(f.name)
		if err != nil {
			return nil, err
		}
		for {
			e, err := dict.Next()
			if err != nil {
				return nil, err
			}
			if e == nil {
				break
			}
			d := byTerm[e.Term]
			if d == nil {
				d = &dictEntry{term: strings.Clone(e.Term)}
				byTerm[d.term] = d
			}
			d.df[i] = int(e.Count)
		}
		if err := dict.Close(); err != nil {
			return nil, err
		}
	}
	all := make([]dictEntry, 0, len(byTerm))
	for _, d := range byTerm {
		all = append(all, *d)
	}
	slices.SortFunc(all, func(a, b dictEntry) int { return strings.Compare(a.term, b.term) })
	return all, nil
}

// postings returns where a term stands in a field, in the order of documents.
func (ix *Index) postings(ctx context.Context, r index.IndexReader, term string, f field) ([]posting, error) {
	tfr, err := r.TermFieldReader(ctx, []byte(term), f.name, true, true, true)
	if err != nil {
		return nil, err
	}
	var all []posting
	var doc index.TermFieldDoc
	for {
		d, err := tfr.Next(doc.Reset())
		if err != nil {
			return nil, err
		}
		if d == nil {
			break
		}
		id, err := r.ExternalID(d.ID)
		if err != nil {
			return nil, err
		}
		n, err := strconv.Atoi(id)
		if err != nil {
			return nil, fmt.Errorf("document %q: %w", id, err)
		}
		p := posting{doc: n, freq: int(d.Freq), length: fieldLength(d.Norm)}
		for _, v := range d.Vectors {
			p.positions = append(p.positions, int(v.Pos))
		}
		slices.Sort(p.positions)
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b posting) int { return a.doc - b.doc })
	return all, tfr.Close()
}

// fieldLength returns how many terms a field holds: bleve's norm is 1/sqrt of it, as a 32-bit number, and loses nothing.
func fieldLength(norm float64) int {
	if norm == 0 {
		return 0
	}
	return int(1/(norm*norm) + 0.5)
}

type lazily struct {
	dictOnce  sync.Once
	dict      []dictEntry
	dictErr   error
	spellOnce sync.Once
	spell     []spellWord
}
