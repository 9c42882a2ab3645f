package pdf

import (
	"bytes"
	"math"
	"strconv"
)

// document is an open file: its objects, and what is left of the limits.
//
// A file says at its end where each object lies. That is not read: the objects are found by going through the file, of which
// nothing lies before what it replaces. So it matters to nobody whether those lists are right, and no object is ever looked
// for in a place that a stranger names.
type document struct {
	data      []byte
	objects   map[ref]any
	root      any // the catalog, as the last trailer has it
	encrypted bool
	broken    bool // objects are lost

	fonts map[ref]*font
	forms map[*stream][]byte

	unpacked, tokens, signs int // what is left of the limits
}

// page is a page of the tree, with what it inherits.
type page struct {
	dict      dict
	resources dict
	box       [4]float64
	rotate    int
}

// open reads all objects of a file. Its streams stay packed, but for those that hold objects.
func open(data []byte) *document {
	d := &document{
		data: data, objects: map[ref]any{}, fonts: map[ref]*font{}, forms: map[*stream][]byte{},
		unpacked: maxUnpacked, tokens: maxTokens, signs: maxSigns,
	}
	if !bytes.Contains(data[max(0, len(data)-2048):], []byte("%%EOF")) {
		fail(ErrCut)
	}
	for at := 0; ; {
		num, start, behind, ok := nextObject(data, at)
		d.readTrailer(data[at:start])
		if !ok {
			break
		}
		at = d.readObject(num, behind)
	}
	switch {
	case d.encrypted:
		fail(ErrLocked)
	case d.broken:
		fail(ErrBroken)
	}
	return d
}

// payBytes and payTokens take from what is left.
func (d *document) payBytes(n int) {
	if d.unpacked -= n; d.unpacked < 0 {
		fail(ErrLarge)
	}
}

func (d *document) payTokens(n int) {
	if d.tokens -= n; d.tokens < 0 {
		fail(ErrLarge)
	}
}

func (d *document) lexer(data []byte, pos int) *lexer {
	return &lexer{data: data, pos: pos, pay: d.payTokens}
}

// nextObject finds the next "12 0 obj": where it starts, and what is behind it. Where there is none, start is the end.
func nextObject(data []byte, from int) (num ref, start, behind int, ok bool) {
	for behind = from; ; {
		n := bytes.Index(data[behind:], []byte("obj"))
		if n < 0 {
			return 0, len(data), len(data), false
		}
		at := behind + n
		behind = at + len("obj")
		if num, size, ok := objectHead(data[from:at]); ok {
			return num, at - size, behind, true
		}
	}
}

// objectHead reads "12 0 " at the end of data backwards; size is how many bytes it has.
func objectHead(data []byte) (num ref, size int, ok bool) {
	i := len(data)
	word := func() string {
		for i > 0 && isSpace(data[i-1]) {
			i--
		}
		end := i
		for i > 0 && end-i < 10 && data[i-1] >= '0' && data[i-1] <= '9' {
			i--
		}
		return string(data[i:end])
	}
	if gen := word(); gen == "" || i == 0 || !isSpace(data[i-1]) {
		return 0, 0, false
	}
	n, err := strconv.Atoi(word())
	return ref(n), len(data) - i, err == nil
}

// readTrailer reads the trailer among bytes that hold no object.
func (d *document) readTrailer(between []byte) {
	if at := bytes.Index(between, []byte("trailer")); at >= 0 {
		v, _ := d.lexer(between, at+len("trailer")).value(0)
		t, _ := v.(dict)
		d.end(t)
	}
}

// end notes what a trailer says, or the stream that newer files have in its place. What a later one leaves out stays.
func (d *document) end(trailer dict) {
	if root, ok := trailer["Root"]; ok {
		d.root = root
	}
	d.encrypted = d.encrypted || trailer["Encrypt"] != nil
}

// readObject reads what stands behind "12 0 obj", and returns where it ends.
func (d *document) readObject(num ref, at int) (end int) {
	l := d.lexer(d.data, at)
	v := l.object()
	end = l.pos
	if head, ok := v.(dict); ok {
		if w, _ := l.token(); w == keyword("stream") {
			s := &stream{dict: head}
			s.raw, end = d.extent(l.pos, d.number(head["Length"]))
			v = s
			switch head["Type"] {
			case name("XRef"):
				d.end(head)
			case name("ObjStm"):
				d.broken = !d.readPacked(s) || d.broken
			}
		}
	}
	d.objects[num] = v
	return end
}

// extent returns the bytes of a stream behind its keyword, and where they end: as many as it says, where its end follows them,
// and else up to its end.
func (d *document) extent(start int, length float64) (raw []byte, end int) {
	if start < len(d.data) && d.data[start] == '\r' {
		start++
	}
	if start < len(d.data) && d.data[start] == '\n' {
		start++
	}
	if length > 0 && length <= float64(len(d.data)-start) {
		end := start + int(length)
		if bytes.HasPrefix(bytes.TrimLeft(d.data[end:min(end+32, len(d.data))], "\r\n \t"), []byte("endstream")) {
			return d.data[start:end], end
		}
	}
	n := bytes.Index(d.data[start:], []byte("endstream"))
	if n < 0 {
		fail(ErrCut)
	}
	end = start + n
	raw = bytes.TrimSuffix(d.data[start:end], []byte("\n"))
	return bytes.TrimSuffix(raw, []byte("\r")), end
}

// readPacked reads the objects that lie packed in a stream; false where it is broken.
func (d *document) readPacked(s *stream) bool {
	data, ok := d.unpack(s)
	n, first := d.number(s.dict["N"]), d.number(s.dict["First"])
	if !ok || !(first >= 0 && first <= float64(len(data))) {
		return false
	}
	l := d.lexer(data[:int(first)], 0)
	body := data[int(first):]
	for range int(max(min(n, maxTokens), 0)) {
		a, _ := l.token()
		b, _ := l.token()
		num, ok1 := a.(float64)
		offset, ok2 := b.(float64)
		if !ok1 || !ok2 || num < 0 || num > math.MaxInt32 || offset < 0 || offset > float64(len(body)) {
			return false
		}
		d.objects[ref(num)] = d.lexer(body, int(offset)).object()
	}
	return true
}

// value follows references.
func (d *document) value(v any) any {
	for range maxDepth {
		r, ok := v.(ref)
		if !ok {
			return v
		}
		v = d.objects[r]
	}
	return nil
}

func (d *document) number(v any) float64 {
	n, _ := d.value(v).(float64)
	return n
}

func (d *document) name(v any) name {
	n, _ := d.value(v).(name)
	return n
}

func (d *document) array(v any) array {
	a, _ := d.value(v).(array)
	return a
}

// dict returns a dictionary, or that of a stream.
func (d *document) dict(v any) dict {
	switch v := d.value(v).(type) {
	case dict:
		return v
	case *stream:
		return v.dict
	}
	return nil
}

func (d *document) stream(v any) *stream {
	s, _ := d.value(v).(*stream)
	return s
}

// pages returns the pages in their order.
func (d *document) pages() []page {
	var pages []page
	seen := map[ref]bool{}
	var walk func(v any, inherited page, depth int)
	walk = func(v any, p page, depth int) {
		if r, ok := v.(ref); ok {
			if seen[r] {
				return
			}
			seen[r] = true
		}
		node := d.dict(v)
		if node == nil || depth > maxDepth {
			return
		}
		if r := d.dict(node["Resources"]); r != nil {
			p.resources = r
		}
		if box, ok := d.box(node["MediaBox"]); ok {
			p.box = box
		}
		if box, ok := d.box(node["CropBox"]); ok {
			p.box = box
		}
		if v := node["Rotate"]; v != nil {
			p.rotate = (int(d.number(v))%360 + 360) % 360
		}
		kids := d.array(node["Kids"])
		if kids == nil {
			if len(pages) == MaxPages {
				fail(ErrPages)
			}
			p.dict = node
			pages = append(pages, p)
			return
		}
		for _, kid := range kids {
			walk(kid, p, depth+1)
		}
	}
	walk(d.dict(d.root)["Pages"], page{box: [4]float64{0, 0, 595, 842}}, 0)
	if len(pages) == 0 {
		fail(ErrBroken)
	}
	return pages
}

// box reads a rectangle, its corners in order.
func (d *document) box(v any) (box [4]float64, ok bool) {
	a := d.array(v)
	if len(a) < 4 {
		return box, false
	}
	for i := range box {
		box[i] = d.number(a[i])
	}
	if box[0] > box[2] {
		box[0], box[2] = box[2], box[0]
	}
	if box[1] > box[3] {
		box[1], box[3] = box[3], box[1]
	}
	return box, box[2]-box[0] > 1 && box[3]-box[1] > 1 && box[2]-box[0] < 20_000 && box[3]-box[1] < 20_000
}
