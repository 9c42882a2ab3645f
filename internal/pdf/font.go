package pdf

import (
	"strconv"
	"strings"
)

// font turns the bytes of a string into characters and their widths.
type font struct {
	wide    bool // two bytes a code
	unicode *cmap
	chars   [256]string // of a font with codes of one byte; "" where nobody knows
	widths  map[uint32]float64
	usual   float64 // width of the others; in thousandths of the size, as all
	scale   float64 // what a width is multiplied by
	spans   []widthSpan
	bold    bool
	symbols bool // signs rather than letters
}

type widthSpan struct {
	low, high uint32
	width     float64
}

// unknown stands for a sign of which the file does not say what it means.
const unknown = "\uFFFD"

// font returns a font, read once.
func (d *document) font(v any) *font {
	r, isRef := v.(ref)
	if f, ok := d.fonts[r]; ok && isRef {
		return f
	}
	f := d.readFont(d.dict(v))
	if isRef {
		d.fonts[r] = f
	}
	return f
}

func (d *document) readFont(v dict) *font {
	d.payTokens(64)
	f := &font{widths: map[uint32]float64{}, scale: 0.001}
	if s := d.stream(v["ToUnicode"]); s != nil {
		f.unicode = d.readCMap(s)
	}
	kind := d.name(v["Subtype"])
	base := string(d.name(v["BaseFont"]))
	if kind == "Type0" {
		f.wide = true
		below := d.dict(first(d.array(v["DescendantFonts"])))
		f.describe(d, base, d.dict(below["FontDescriptor"]))
		f.usual = 1000
		if w, ok := d.value(below["DW"]).(float64); ok {
			f.usual = w
		}
		f.wideWidths(d, d.array(below["W"]))
		return f
	}
	descriptor := d.dict(v["FontDescriptor"])
	f.describe(d, base, descriptor)
	if kind == "Type3" {
		if m := d.array(v["FontMatrix"]); len(m) == 6 {
			f.scale = d.number(m[0])
		}
	}
	f.encode(d, v, kind)
	f.usual = d.number(descriptor["MissingWidth"])
	start := d.number(v["FirstChar"])
	widths := d.array(v["Widths"])
	for i, w := range widths {
		if c := start + float64(i); c >= 0 && c < 256 {
			f.widths[uint32(c)] = d.number(w)
		}
	}
	if widths == nil { // one of the fonts that every reader has
		f.usual = 556
		fixed := strings.Contains(base, "Courier")
		for i, w := range helvetica {
			f.widths[uint32(i+' ')] = w
			if fixed {
				f.widths[uint32(i+' ')] = 600
			}
		}
	}
	return f
}

// helvetica are the widths of the printable ASCII signs.
var helvetica = [...]float64{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
}

func first(a array) any {
	if len(a) == 0 {
		return nil
	}
	return a[0]
}

// describe finds out whether the font is bold, or of symbols.
func (f *font) describe(d *document, base string, descriptor dict) {
	low := strings.ToLower(base)
	flags := int(d.number(descriptor["Flags"]))
	f.bold = strings.Contains(low, "bold") || strings.Contains(low, "black") || strings.Contains(low, "heavy") || strings.Contains(low, "semibold") ||
		flags&(1<<18) != 0 || d.number(descriptor["FontWeight"]) >= 600
	f.symbols = strings.Contains(low, "symbol") || strings.Contains(low, "dingbats") || strings.Contains(low, "webdings")
}

// encode fills chars from the encoding of the font.
func (f *font) encode(d *document, v dict, kind name) {
	encoding := d.value(v["Encoding"])
	differences, _ := encoding.(dict)
	base, _ := encoding.(name)
	if differences != nil {
		base = d.name(differences["BaseEncoding"])
	}
	var from *[256]rune
	switch {
	case base == "MacRomanEncoding":
		from = &macRoman
	case base == "WinAnsiEncoding", kind == "TrueType" && !f.symbols:
		from = &winAnsi
	case kind == "Type3":
		from = nil
	case f.symbols:
		from = nil
	default:
		from = &standard
	}
	for c := range f.chars {
		if from != nil && from[c] != 0 {
			f.chars[c] = string(from[c])
		}
	}
	if differences == nil {
		return
	}
	c := 0
	for _, v := range d.array(differences["Differences"]) {
		switch v := d.value(v).(type) {
		case float64:
			c = int(max(min(v, 256), 0))
		case name:
			if c < 256 {
				f.chars[c] = glyphText(string(v))
				c++
			}
		}
	}
}

// wideWidths reads widths of the forms "c [w w w]" and "c c w".
func (f *font) wideWidths(d *document, a array) {
	for i := 0; i+1 < len(a); {
		low := d.number(a[i])
		if list, ok := d.value(a[i+1]).(array); ok {
			for j, w := range list {
				f.widths[uint32(max(low, 0))+uint32(j)] = d.number(w)
			}
			i += 2
			continue
		}
		if i+2 < len(a) {
			span := widthSpan{uint32(max(low, 0)), uint32(max(d.number(a[i+1]), 0)), d.number(a[i+2])}
			switch {
			case span.high-span.low < maxSpread && span.high >= span.low:
				d.payTokens(int(span.high - span.low))
				for c := span.low; c <= span.high; c++ {
					f.widths[c] = span.width
				}
			case len(f.spans) < maxSpans:
				f.spans = append(f.spans, span)
			}
		}
		i += 3
	}
}

// next cuts the next sign off a string: its text, its width in parts of the size, and its bytes.
func (f *font) next(s string) (text string, width float64, n int, c uint32) {
	c, n = uint32(s[0]), 1
	if f.wide && len(s) > 1 {
		c, n = c<<8|uint32(s[1]), 2
	}
	w, ok := f.widths[c]
	if !ok {
		w = f.usual
		for _, span := range f.spans {
			if c >= span.low && c <= span.high {
				w = span.width
				break
			}
		}
	}
	return f.text(c), w * f.scale, n, c
}

func (f *font) text(c uint32) string {
	if f.unicode != nil {
		if t, ok := f.unicode.text(c); ok && t != "" && t != "\x00" && t != unknown {
			return t
		}
	}
	if f.symbols {
		return "•"
	}
	if !f.wide && c < 256 && f.chars[c] != "" {
		return f.chars[c]
	}
	return unknown
}

// glyphText returns the character that a glyph's name stands for; "" where the name says nothing.
func glyphText(glyph string) string {
	glyph, _, _ = strings.Cut(glyph, ".")
	if strings.Contains(glyph, "_") { // f_f_i
		var all strings.Builder
		for part := range strings.SplitSeq(glyph, "_") {
			text := glyphText(part)
			if text == "" {
				return ""
			}
			all.WriteString(text)
		}
		return all.String()
	}
	if len(glyph) == 1 && (glyph[0]|0x20 >= 'a' && glyph[0]|0x20 <= 'z') {
		return glyph
	}
	if c, ok := glyphs[glyph]; ok {
		return c
	}
	for _, prefix := range []string{"uni", "u"} {
		hex, ok := strings.CutPrefix(glyph, prefix)
		if !ok || len(hex) < 4 || len(hex) > 6 {
			continue
		}
		if n, err := strconv.ParseUint(hex, 16, 32); err == nil {
			return string(rune(n))
		}
	}
	return ""
}
