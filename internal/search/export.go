package search

import (
	"bytes"
	"cmp"
	"compress/zlib"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Sizes of the written files, before they are deflated. Small files make a first search cheap; measured in search.md's
// prototype and again in BenchmarkExport.
const (
	shardSize    = 2 << 10  // dictionary
	packSize     = 2 << 10  // postings, positions
	inlineSize   = 160      // postings of at most so many bytes stand in the dictionary itself
	spellSize    = 3500     // words to correct to
	fragmentSize = 12 << 10 // page text
	blockSize    = 8        // documents in a block of titles
)

// manifest is what the script reads first. Everything it names lies in a folder that bears the hash of all of it, and
// can be kept for ever; only the manifest changes.
type manifest struct {
	Version  int             `json:"v"`
	Dir      string          `json:"dir"`
	Docs     int             `json:"n"`
	Fields   [][3]any        `json:"fields"` // name, boost, whether a phrase counts
	Types    [][3]any        `json:"types"`  // type, count, weight; documents are numbered by type
	Shards   []string        `json:"shards"` // shortest beginning of each dictionary shard's first term
	Spell    [][3]any        `json:"spell"`  // first letter, shortest, longest word of each file
	Stop     []string        `json:"stop"`
	Spelling [][2]string     `json:"spelling"`
	Block    int             `json:"block"`
	Extra    json.RawMessage `json:"extra,omitempty"`
}

// Export writes the index out as files: search/manifest, and a folder below assets/ named by the hash of the rest.
// Every file is deflated (zlib). extra is handed to the script as it is; it must be JSON, or nil. Same index, same bytes.
func (ix *Index) Export(ctx context.Context, extra json.RawMessage) (map[string][]byte, error) {
	x := exporter{ix: ix, raw: map[string][]byte{}}
	if err := x.terms(ctx); err != nil {
		return nil, fmt.Errorf("search: export: %w", err)
	}
	x.lengths()
	x.pages()
	x.spelling()
	m := manifest{Version: 1, Docs: len(ix.docs), Shards: x.shards, Spell: x.spell, Stop: StopWords, Block: blockSize, Extra: extra}
	for _, f := range fields {
		phrase := 0
		if f.phrase {
			phrase = 1
		}
		m.Fields = append(m.Fields, [3]any{f.name, f.boost, phrase})
	}
	first := 0
	for _, t := range ix.types {
		m.Types = append(m.Types, [3]any{t.Type, t.Count, ix.docs[first].Weight})
		first += t.Count
	}
	for _, s := range spelling {
		m.Spelling = append(m.Spelling, [2]string{s.pattern, s.word})
	}
	names := sortedNames(x.raw)
	hash := sha256.New()
	for _, name := range names {
		fmt.Fprintf(hash, "%s %d\n", name, len(x.raw[name]))
		hash.Write(x.raw[name])
	}
	m.Dir = "assets/search/" + hex.EncodeToString(hash.Sum(nil))[:12]
	data, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("search: manifest: %w", err)
	}
	files := map[string][]byte{"search/manifest": data}
	for name, data := range x.raw {
		files[m.Dir+"/"+name] = data
	}
	return deflateAll(files, map[string][]int{m.Dir + "/" + lensFile: x.cuts})
}

func sortedNames(files map[string][]byte) []string {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// deflateAll deflates files, on every core. cuts are the places of a file at which the deflater starts anew.
func deflateAll(files map[string][]byte, cuts map[string][]int) (map[string][]byte, error) {
	names := sortedNames(files)
	out := make([][]byte, len(names))
	errs := make([]error, len(names))
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			w, err := zlib.NewWriterLevel(nil, zlib.BestCompression)
			for i := range next {
				if out[i], errs[i] = nil, err; err == nil {
					out[i], errs[i] = deflate(w, files[names[i]], cuts[names[i]])
				}
			}
		})
	}
	for i := range names {
		next <- i
	}
	close(next)
	wg.Wait()
	done := make(map[string][]byte, len(names))
	for i, name := range names {
		if errs[i] != nil {
			return nil, errs[i]
		}
		done[name] = out[i]
	}
	return done, nil
}

// deflate deflates data with a writer that is used again and again: to make one costs more than to deflate a small file.
func deflate(w *zlib.Writer, data []byte, cuts []int) ([]byte, error) {
	var b bytes.Buffer
	w.Reset(&b)
	at := 0
	for _, cut := range cuts {
		if _, err := w.Write(data[at:cut]); err != nil {
			return nil, err
		}
		if err := w.Flush(); err != nil {
			return nil, err
		}
		at = cut
	}
	if _, err := w.Write(data[at:]); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

type exporter struct {
	ix     *Index
	raw    map[string][]byte // files before they are deflated
	shards []string
	spell  [][3]any
	lens   [fieldCount][]int
	shard  shard
	posts  packer
	places packer
	before string // last term of the shard before
	cuts   []int  // places in the file of lengths at which the deflater starts anew
}

const fieldCount = 4

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
	lcp := 0
	for s.n > 0 && lcp < min(len(s.last), len(t.entry.term)) && s.last[lcp] == t.entry.term[lcp] {
		lcp++
	}
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

// lengths writes how many terms each field of each document has: what bleve's norm is made of. Low and high bytes stand in
// columns of their own, between which the deflater starts anew: that saves a quarter.
func (x *exporter) lengths() {
	var out []byte
	for _, column := range x.lens {
		for _, n := range column {
			out = append(out, byte(n))
		}
		x.cuts = append(x.cuts, len(out))
		for _, n := range column {
			out = varint(out, n>>8)
		}
		x.cuts = append(x.cuts, len(out))
	}
	x.raw[lensFile] = out
}

const lensFile = "lens"

// pages writes titles in blocks (title, address, breadcrumb, number of the fragment file, place in that file, maybe
// data), and texts in fragments (heading, anchor, text of each section).
func (x *exporter) pages() {
	var fragments [][][3]string
	size, file := 0, 0
	flush := func() {
		if len(fragments) > 0 {
			x.raw[fmt.Sprintf("f/%d", file)] = mustJSON(fragments)
			file, fragments, size = file+1, nil, 0
		}
	}
	var titles [][]any
	for i, d := range x.ix.docs {
		sections := [][3]string{}
		n := 0
		for _, s := range d.Sections {
			text := clipBytes(s.Text, fragmentSize-n)
			n += len(text)
			sections = append(sections, [3]string{s.Heading, s.Anchor, text})
		}
		if size > 0 && size+n > fragmentSize {
			flush()
		}
		row := []any{d.Title, d.URL, d.Crumb, file, len(fragments)}
		if d.Data != nil {
			row = append(row, d.Data)
		}
		fragments, size = append(fragments, sections), size+n
		titles = append(titles, row)
		if len(titles) == blockSize || i == len(x.ix.docs)-1 {
			x.raw[fmt.Sprintf("m/%d", i/blockSize)] = mustJSON(titles)
			titles = nil
		}
	}
	flush()
}

// clipBytes cuts a text at n bytes, between two characters.
func clipBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	n = max(n, 0)
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

func mustJSON(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("search: strings and numbers cannot fail to be JSON: " + err.Error())
	}
	return bytes.TrimRight(b.Bytes(), "\n")
}

// spelling writes the words to correct to, by first letter and length, so that a wrong word needs one or two files.
func (x *exporter) spelling() {
	words := slices.Clone(x.ix.spellWords())
	slices.SortStableFunc(words, func(a, b spellWord) int {
		fa, _ := utf8.DecodeRuneInString(a.word)
		fb, _ := utf8.DecodeRuneInString(b.word)
		return cmp.Or(cmp.Compare(fa, fb), cmp.Compare(utf8.RuneCountInString(a.word), utf8.RuneCountInString(b.word)), strings.Compare(a.word, b.word))
	})
	var out struct {
		n                              int
		last                           string
		lcp, suffixLen, suffix, weight []byte
		letter                         rune
		shortest, longest              int
	}
	flush := func() {
		if out.n > 0 {
			data := varint(nil, out.n)
			for _, column := range [][]byte{out.lcp, out.suffixLen, out.suffix, out.weight} {
				data = append(data, column...)
			}
			x.raw[fmt.Sprintf("s/%d", len(x.spell))] = data
			x.spell = append(x.spell, [3]any{string(out.letter), out.shortest, out.longest})
		}
		out.n, out.last, out.lcp, out.suffixLen, out.suffix, out.weight = 0, "", nil, nil, nil, nil
	}
	for _, w := range words {
		letter, _ := utf8.DecodeRuneInString(w.word)
		length := utf8.RuneCountInString(w.word)
		if out.n > 0 && (letter != out.letter || len(out.suffix)+3*out.n > spellSize) {
			flush()
		}
		if out.n == 0 {
			out.letter, out.shortest = letter, length
		}
		out.longest = length
		lcp := 0
		for lcp < min(len(out.last), len(w.word)) && out.last[lcp] == w.word[lcp] {
			lcp++
		}
		out.lcp = varint(out.lcp, lcp)
		out.suffixLen = varint(out.suffixLen, len(w.word)-lcp)
		out.suffix = append(out.suffix, w.word[lcp:]...)
		out.weight = append(out.weight, byte(w.weight))
		out.last, out.n = w.word, out.n+1
	}
	flush()
}
