package search

import (
	"context"
	"fmt"
	"runtime"

	index "github.com/blevesearch/bleve_index_api"
)

// shard is a piece of the dictionary, in columns: they deflate better than rows.
type shard struct {
	first                               string
	n, size                             int
	last                                string
	lcp, suffixLen, suffix, df, ref, in []byte
}

// packer fills files with blobs, each file up to packSize; a larger blob has a file of its own.
type packer struct {
	kind string
	n    int
	buf  []byte
	raw  map[string][]byte
}

// put stores a blob and returns where it is.
func (p *packer) put(blob []byte) (file, offset int) {
	if len(p.buf) > 0 && len(p.buf)+len(blob) > packSize {
		p.flush()
	}
	offset = len(p.buf)
	p.buf = append(p.buf, blob...)
	return p.n, offset
}

func (p *packer) flush() {
	if len(p.buf) > 0 {
		p.raw[fmt.Sprintf("%s/%d", p.kind, p.n)] = p.buf
		p.n, p.buf = p.n+1, nil
	}
}

// termData is what is written of a term.
type termData struct {
	entry    dictEntry
	postings []byte // of all fields, with the positions of the fields in which phrases count
	body     []byte // positions in the field in which they do not
	lens     [fieldCount][][2]int
	err      error
}

// terms writes dictionary, postings and positions. Terms are read on every core, and written in their order.
func (x *exporter) terms(ctx context.Context) error {
	x.posts, x.places = packer{kind: "p", raw: x.raw}, packer{kind: "x", raw: x.raw}
	for f := range x.lens {
		x.lens[f] = make([]int, len(x.ix.docs))
	}
	dict := x.ix.dictionary()
	const chunk = 256
	workers := runtime.GOMAXPROCS(0)
	r, err := x.ix.reader()
	if err != nil {
		return err
	}
	defer r.Close()
	chunks := (len(dict) + chunk - 1) / chunk
	results := make([]chan []termData, chunks)
	for i := range results {
		results[i] = make(chan []termData, 1)
	}
	slots := make(chan struct{}, 2*workers)
	next := make(chan int)
	for range workers {
		go func() {
			for c := range next {
				var all []termData
				for _, d := range dict[c*chunk : min(len(dict), (c+1)*chunk)] {
					all = append(all, x.ix.encodeTerm(ctx, r, d))
				}
				results[c] <- all
			}
		}()
	}
	go func() {
		for c := range chunks {
			slots <- struct{}{}
			next <- c
		}
		close(next)
	}()
	for c := range chunks {
		for _, t := range <-results[c] {
			if t.err != nil && err == nil {
				err = t.err
			}
			x.term(t)
		}
		<-slots
	}
	x.flushShard()
	x.posts.flush()
	x.places.flush()
	return err
}

// encodeTerm reads a term's postings and writes them as numbers: for each field that has the term, for each document, the
// distance to the one before and whether the term stands there more than once; how often, if so; and its positions where
// phrases count. The positions of the last field are kept apart: only a query in quotation marks needs them.
func (ix *Index) encodeTerm(ctx context.Context, r index.IndexReader, d dictEntry) termData {
	t := termData{entry: d}
	for i, f := range fields {
		if d.df[i] == 0 {
			continue
		}
		postings, err := ix.postings(ctx, r, d.term, f)
		if err != nil {
			t.err = err
			return t
		}
		t.entry.df[i] = len(postings)
		last := -1
		for _, p := range postings {
			gap := (p.doc - last - 1) << 1
			last = p.doc
			if p.freq > 1 {
				t.postings = varint(varint(t.postings, gap|1), p.freq-2)
			} else {
				t.postings = varint(t.postings, gap)
			}
			t.lens[i] = append(t.lens[i], [2]int{p.doc, p.length})
			at := 0
			for _, pos := range p.positions {
				if f.phrase {
					t.postings = varint(t.postings, pos-at)
				} else {
					t.body = varint(t.body, pos-at)
				}
				at = pos
			}
		}
	}
	return t
}

// term adds a term to the dictionary.
func (x *exporter) term(t termData) {
	for f, pairs := range t.lens {
		for _, p := range pairs {
			x.lens[f][p[0]] = p[1]
		}
	}
	blob := t.postings
	if len(t.body) > 0 {
		file, offset := x.places.put(t.body)
		head := varint(nil, file)
		head = varint(head, offset)
		blob = append(varint(head, len(t.body)), blob...)
	}
	s := &x.shard
	if s.n > 0 && s.size > shardSize {
		x.flushShard()
	}
	if s.n == 0 {
		s.first = t.entry.term
	}
	lcp := commonPrefix(s.last, t.entry.term)
	suffix := t.entry.term[lcp:]
	s.lcp = varint(s.lcp, lcp)
	s.suffixLen = varint(s.suffixLen, len(suffix))
	s.suffix = append(s.suffix, suffix...)
	mask := 0
	for f, n := range t.entry.df {
		if n > 0 {
			mask |= 1 << f
		}
	}
	s.df = append(s.df, byte(mask))
	for _, n := range t.entry.df {
		if n > 0 {
			s.df = varint(s.df, n)
		}
	}
	s.size += len(suffix) + 6
	if len(blob) <= inlineSize {
		s.ref = varint(append(s.ref, 0), len(blob))
		s.in = append(s.in, blob...)
		s.size += len(blob)
	} else {
		file, offset := x.posts.put(blob)
		s.ref = varint(varint(varint(s.ref, file+1), offset), len(blob))
	}
	s.last = t.entry.term
	s.n++
}

func (x *exporter) flushShard() {
	s := &x.shard
	if s.n == 0 {
		return
	}
	out := varint(nil, s.n)
	for _, column := range [][]byte{s.lcp, s.suffixLen, s.suffix, s.df, s.ref, s.in} {
		out = append(out, column...)
	}
	x.raw[fmt.Sprintf("d/%d", len(x.shards))] = out
	x.shards = append(x.shards, separator(x.before, s.first))
	x.before = s.last
	x.shard = shard{}
}

// commonPrefix returns how many bytes a and b begin with alike.
func commonPrefix(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

// separator returns the shortest beginning of first that is greater than before.
func separator(before, first string) string {
	for i := range first {
		if i > 0 && first[:i] > before {
			return first[:i]
		}
	}
	return first
}

func varint(b []byte, v int) []byte {
	for v >= 0x80 {
		b = append(b, byte(v)|0x80)
		v >>= 7
	}
	return append(b, byte(v))
}
