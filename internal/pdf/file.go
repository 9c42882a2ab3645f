package pdf

import (
	"bytes"
	"slices"
	"strconv"
)

// document is an open file.
type document struct {
	data    []byte
	places  map[int]place
	trailer dict
	whole   bool // the file was searched for its objects; there is nothing more to find

	objects map[int]any
	opening map[int]bool // objects that are being read
	packs   map[int]*pack
	fonts   map[int]*font
	forms   map[*stream][]byte

	unpacked, tokens, signs int // what is left of the limits
}

// place is where an object lies: in the file, or as the number index of the object stream pack.
type place struct {
	offset      int
	pack, index int
}

// pack is an open object stream.
type pack struct {
	data    []byte
	numbers []int
	offsets []int
}

// page is a page of the tree, with what it inherits.
type page struct {
	dict      dict
	resources dict
	box       [4]float64
	rotate    int
}

func open(data []byte) *document {
	d := &document{
		data: data, places: map[int]place{}, trailer: dict{},
		objects: map[int]any{}, opening: map[int]bool{}, packs: map[int]*pack{}, fonts: map[int]*font{}, forms: map[*stream][]byte{},
		unpacked: maxUnpacked, tokens: maxTokens, signs: maxSigns,
	}
	if !d.readXref() {
		d.search()
	}
	d.refuseLocked()
	if d.dict(d.trailer["Root"]) == nil && !d.whole {
		d.search()
	}
	return d
}

// refuseLocked gives an encrypted file up, also one that opens without a password and only forbids to change it.
func (d *document) refuseLocked() {
	if d.trailer["Encrypt"] != nil {
		fail(ErrLocked)
	}
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

// readXref reads the cross-reference sections from the last to the first; false where one of them cannot be.
func (d *document) readXref() bool {
	tail := d.data[max(0, len(d.data)-2048):]
	at := bytes.LastIndex(tail, []byte("startxref"))
	if at < 0 {
		return false
	}
	l := d.lexer(tail, at+len("startxref"))
	next, _ := l.token()
	seen := map[int]bool{}
	for {
		offset, ok := next.(float64)
		at := int(offset)
		if !ok || at < 0 || at >= len(d.data) || seen[at] {
			return len(seen) > 0 && next == nil
		}
		seen[at] = true
		l := d.lexer(d.data, at)
		var trailer dict
		if t, _ := l.token(); t == keyword("xref") {
			trailer = d.xrefTable(l)
			if hybrid, ok := trailer["XRefStm"].(float64); ok && int(hybrid) > 0 && int(hybrid) < len(d.data) {
				d.xrefStream(d.lexer(d.data, int(hybrid)))
			}
		} else {
			l.pos = at
			trailer = d.xrefStream(l)
		}
		if trailer == nil {
			return false
		}
		for k, v := range trailer {
			if _, newer := d.trailer[k]; !newer {
				d.trailer[k] = v
			}
		}
		next = trailer["Prev"]
	}
}

func (d *document) xrefTable(l *lexer) dict {
	for {
		t, ok := l.token()
		if !ok {
			return nil
		}
		if t == keyword("trailer") {
			v, _ := l.value(0)
			trailer, _ := v.(dict)
			return trailer
		}
		first, ok1 := t.(float64)
		t, _ = l.token()
		n, ok2 := t.(float64)
		if !ok1 || !ok2 {
			return nil
		}
		for i := range int(min(max(n, 0), maxObjects)) {
			offset, ok := l.token()
			o, isNumber := offset.(float64)
			if !ok || !isNumber {
				return nil
			}
			l.token()
			if kind, _ := l.token(); kind == keyword("n") {
				d.place(int(first)+i, place{offset: int(o)})
			}
		}
	}
}

// place notes where an object lies, unless a newer section said so.
func (d *document) place(num int, p place) {
	if _, newer := d.places[num]; newer || num < 0 {
		return
	}
	if len(d.places) >= maxObjects {
		fail(ErrLarge)
	}
	d.places[num] = p
}

func (d *document) xrefStream(l *lexer) dict {
	_, v := d.object(l)
	s, ok := v.(*stream)
	if !ok || s.dict["Type"] != name("XRef") {
		return nil
	}
	var w [3]int
	widths, _ := s.dict["W"].(array)
	if len(widths) < 3 {
		return nil
	}
	for i := range w {
		n, _ := widths[i].(float64)
		if n < 0 || n > 8 {
			return nil
		}
		w[i] = int(n)
	}
	row := w[0] + w[1] + w[2]
	if row == 0 {
		return nil
	}
	index, _ := s.dict["Index"].(array)
	if len(index) < 2 {
		index = array{0.0, s.dict["Size"]}
	}
	data, ok := d.unpack(s)
	if !ok {
		return nil
	}
	field := func(n, missing int) int {
		if n == 0 {
			return missing
		}
		v := 0
		for _, c := range data[:n] {
			v = v<<8 | int(c)
		}
		data = data[n:]
		return v
	}
	for i := 0; i+1 < len(index); i += 2 {
		first, _ := index[i].(float64)
		n, _ := index[i+1].(float64)
		for j := 0; j < int(min(n, maxObjects)) && len(data) >= row; j++ {
			kind, a, b := field(w[0], 1), field(w[1], 0), field(w[2], 0)
			switch kind {
			case 1:
				d.place(int(first)+j, place{offset: a})
			case 2:
				d.place(int(first)+j, place{pack: a, index: b})
			}
		}
	}
	return s.dict
}

// search finds the objects of a file whose cross-references are wrong, by looking for "12 0 obj". A later object replaces an
// earlier one of its number. A file that was cut off before its end is not read so: nobody could tell what is missing.
func (d *document) search() {
	if !bytes.Contains(d.data[max(0, len(d.data)-2048):], []byte("%%EOF")) {
		fail(ErrCut)
	}
	d.whole = true
	d.places, d.objects, d.packs, d.opening = map[int]place{}, map[int]any{}, map[int]*pack{}, map[int]bool{}
	trailer := dict{}
	var packs []int
	for from := 0; ; {
		at := bytes.Index(d.data[from:], []byte("obj"))
		if at < 0 {
			break
		}
		at += from
		from = at + 3
		num, start, ok := objectHead(d.data, at)
		if !ok {
			continue
		}
		delete(d.places, num)
		d.place(num, place{offset: start})
		v, _ := d.lexer(d.data, at+3).value(0)
		if head, ok := v.(dict); ok {
			switch head["Type"] {
			case name("ObjStm"):
				packs = append(packs, num)
			case name("XRef"):
				for _, k := range []name{"Root", "Encrypt", "ID"} {
					if v, ok := head[k]; ok {
						trailer[k] = v
					}
				}
			case name("Catalog"):
				if trailer["Root"] == nil {
					trailer["Root"] = ref(num)
				}
			}
		}
	}
	for from := 0; ; {
		at := bytes.Index(d.data[from:], []byte("trailer"))
		if at < 0 {
			break
		}
		from += at + len("trailer")
		v, _ := d.lexer(d.data, from).value(0)
		if t, ok := v.(dict); ok {
			for _, k := range []name{"Root", "Encrypt", "ID"} {
				if v, ok := t[k]; ok {
					trailer[k] = v
				}
			}
		}
	}
	d.trailer = trailer
	d.refuseLocked()
	for _, num := range packs {
		if p := d.pack(num); p != nil {
			for i, n := range p.numbers {
				d.place(n, place{pack: num, index: i})
			}
		}
	}
}

// objectHead reads "12 0 " before the place of "obj" backwards.
func objectHead(data []byte, at int) (num, start int, ok bool) {
	i := at
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
	num, err := strconv.Atoi(word())
	return num, i, err == nil
}

// get returns an object; nil where there is none, or where it is needed to read itself.
func (d *document) get(num int) any {
	if v, ok := d.objects[num]; ok {
		return v
	}
	p, ok := d.places[num]
	if !ok || d.opening[num] || len(d.opening) > maxDepth {
		return nil
	}
	d.opening[num] = true
	defer delete(d.opening, num)
	var v any
	if p.pack != 0 {
		v = d.packed(num, p)
	} else {
		head := 0
		if head, v = d.object(d.lexer(d.data, p.offset)); head != num {
			if d.whole {
				return nil
			}
			d.search() // the file's own list is wrong
			return d.get(num)
		}
	}
	d.objects[num] = v
	return v
}

// packed returns an object of a stream, by its number where it does not lie where it should.
func (d *document) packed(num int, p place) any {
	open := d.pack(p.pack)
	if open == nil {
		return nil
	}
	at := p.index
	if at < 0 || at >= len(open.numbers) || open.numbers[at] != num {
		d.payTokens(len(open.numbers) / 64)
		if at = slices.Index(open.numbers, num); at < 0 {
			return nil
		}
	}
	v, _ := d.lexer(open.data, open.offsets[at]).value(0)
	if _, isWord := v.(keyword); isWord {
		return nil
	}
	return v
}

func (d *document) pack(num int) *pack {
	if p, ok := d.packs[num]; ok {
		return p
	}
	d.packs[num] = nil
	if d.places[num].pack != 0 {
		return nil
	}
	s, _ := d.get(num).(*stream)
	if s == nil || s.dict["Type"] != name("ObjStm") {
		return nil
	}
	data, ok := d.unpack(s)
	n, first := d.number(s.dict["N"]), d.number(s.dict["First"])
	if !ok || first < 0 || first > float64(len(data)) {
		return nil
	}
	p := &pack{data: data}
	l := d.lexer(data[:int(first)], 0)
	for range int(min(max(n, 0), maxObjects)) {
		a, _ := l.token()
		b, _ := l.token()
		num, ok1 := a.(float64)
		offset, ok2 := b.(float64)
		if !ok1 || !ok2 || offset < 0 || offset+first > float64(len(data)) {
			break
		}
		p.numbers = append(p.numbers, int(num))
		p.offsets = append(p.offsets, int(first+offset))
	}
	d.packs[num] = p
	return p
}

// object reads "12 0 obj" and what follows; its number is -1 where that is not what stands there.
func (d *document) object(l *lexer) (num int, v any) {
	if l.pos < 0 || l.pos >= len(l.data) {
		return -1, nil
	}
	n, _ := l.token()
	number, isNumber := n.(float64)
	l.token() // the generation
	if o, _ := l.token(); !isNumber || o != keyword("obj") {
		return -1, nil
	}
	v, _ = l.value(0)
	if _, isWord := v.(keyword); isWord {
		v = nil
	}
	head, ok := v.(dict)
	if !ok {
		return int(number), v
	}
	at := l.pos
	if w, _ := l.token(); w != keyword("stream") {
		l.pos = at
		return int(number), v
	}
	if l.pos < len(l.data) && l.data[l.pos] == '\r' {
		l.pos++
	}
	if l.pos < len(l.data) && l.data[l.pos] == '\n' {
		l.pos++
	}
	return int(number), &stream{dict: head, raw: d.extent(l.pos, d.number(head["Length"]))}
}

// extent returns the bytes of a stream: as many as it says, where its end follows them, and else up to its end.
func (d *document) extent(start int, length float64) []byte {
	if length > 0 && float64(start)+length <= float64(len(d.data)) {
		end := start + int(length)
		if bytes.HasPrefix(bytes.TrimLeft(d.data[end:min(end+32, len(d.data))], "\r\n \t"), []byte("endstream")) {
			return d.data[start:end]
		}
	}
	n := bytes.Index(d.data[start:], []byte("endstream"))
	if n < 0 {
		d.payBytes(len(d.data) - start)
		fail(ErrCut)
	}
	d.payBytes(n)
	end := start + n
	if end > start && d.data[end-1] == '\n' {
		end--
	}
	if end > start && d.data[end-1] == '\r' {
		end--
	}
	return d.data[start:end]
}

// value follows references.
func (d *document) value(v any) any {
	for range maxDepth {
		r, ok := v.(ref)
		if !ok {
			return v
		}
		v = d.get(int(r))
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
	root := d.dict(d.trailer["Root"])
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
	start := page{box: [4]float64{0, 0, 595, 842}}
	if tree := root["Pages"]; d.dict(tree) != nil {
		walk(tree, start, 0)
	}
	if len(pages) == 0 && !d.whole {
		d.search()
		return d.pages()
	}
	if len(pages) == 0 { // no tree: every page that there is, by its number
		nums := make([]int, 0, len(d.places))
		for num := range d.places {
			nums = append(nums, num)
		}
		slices.Sort(nums)
		for _, num := range nums {
			if node := d.dict(ref(num)); node["Type"] == name("Page") {
				walk(ref(num), start, 0)
			}
		}
	}
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
