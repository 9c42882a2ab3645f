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

// Sizes of the written files, before they are deflated. Small files make a first search cheap; BenchmarkIndexAndExport
// measures the whole.
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
		lcp := commonPrefix(out.last, w.word)
		out.lcp = varint(out.lcp, lcp)
		out.suffixLen = varint(out.suffixLen, len(w.word)-lcp)
		out.suffix = append(out.suffix, w.word[lcp:]...)
		out.weight = append(out.weight, byte(w.weight))
		out.last, out.n = w.word, out.n+1
	}
	flush()
}
