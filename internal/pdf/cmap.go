package pdf

import (
	"slices"
	"strings"
	"unicode/utf16"
)

// cmap says which text each code of a font stands for.
type cmap struct {
	texts map[uint32]string
	spans []textSpan // for codes that texts does not have
}

// A range of up to maxSpread codes is written out, so that few are left to look through; of the larger ones, which almost no
// file has, maxSpans are kept.
const (
	maxSpread = 256
	maxSpans  = 16
	maxUnits  = 16 // of the text that a code stands for
)

type textSpan struct {
	low, high uint32
	text      []uint16 // of low; the last unit grows with the code
}

// readCMap reads the parts of a character map that are of use, and passes over the rest of its PostScript.
func (d *document) readCMap(s *stream) *cmap {
	data, ok := d.unpack(s)
	if !ok {
		return nil
	}
	m := &cmap{texts: map[uint32]string{}}
	l := d.lexer(data, 0)
	l.inContent = true
	rows := func(end keyword, n int, row func(v []any)) {
		for {
			v := make([]any, n)
			for i := range v {
				var ok bool
				if v[i], ok = l.value(0); !ok || v[i] == end {
					return
				}
			}
			row(v)
		}
	}
	for {
		t, ok := l.value(0)
		if !ok {
			return m
		}
		switch t {
		case keyword("beginbfchar"):
			rows("endbfchar", 2, func(v []any) {
				if c, ok := code(v[0]); ok {
					if text, isText := v[1].(string); isText {
						m.texts[c] = string(utf16.Decode(units(text)))
					}
				}
			})
		case keyword("beginbfrange"):
			rows("endbfrange", 3, func(v []any) {
				low, ok1 := code(v[0])
				high, ok2 := code(v[1])
				if !ok1 || !ok2 {
					return
				}
				switch to := v[2].(type) {
				case string:
					span := textSpan{low, high, units(to)}
					switch {
					case len(span.text) == 0 || low > high:
					case high-low < maxSpread:
						d.payTokens(int(high - low))
						for c := low; c-low <= high-low; c++ {
							m.texts[c] = span.at(c)
						}
					case len(m.spans) < maxSpans:
						m.spans = append(m.spans, span)
					}
				case array:
					for i, t := range to {
						if text, isText := t.(string); isText && low+uint32(i) <= high {
							m.texts[low+uint32(i)] = string(utf16.Decode(units(text)))
						}
					}
				}
			})
		}
	}
}

// code returns the number of a code of one to four bytes.
func code(v any) (n uint32, ok bool) {
	s, isText := v.(string)
	if !isText || len(s) == 0 || len(s) > 4 {
		return 0, false
	}
	for _, c := range []byte(s) {
		n = n<<8 | uint32(c)
	}
	return n, true
}

func units(s string) []uint16 {
	s = s[:min(len(s), maxUnits*2)]
	if len(s) == 1 {
		return []uint16{uint16(s[0])}
	}
	out := make([]uint16, len(s)/2)
	for i := range out {
		out[i] = uint16(s[2*i])<<8 | uint16(s[2*i+1])
	}
	return out
}

// at returns what a code of the range stands for.
func (s textSpan) at(c uint32) string {
	u := slices.Clone(s.text)
	u[len(u)-1] += uint16(c - s.low)
	return string(utf16.Decode(u))
}

// text returns what a code stands for; false where the map does not say.
func (m *cmap) text(c uint32) (string, bool) {
	if t, ok := m.texts[c]; ok {
		return t, true
	}
	for _, s := range m.spans {
		if c >= s.low && c <= s.high {
			return s.at(c), true
		}
	}
	return "", false
}

// textString reads a string outside of pages: UTF-16 with its mark, UTF-8 with its mark, or else Latin letters.
func textString(s string) string {
	switch {
	case strings.HasPrefix(s, "\xFE\xFF"):
		wide := make([]uint16, 0, len(s)/2)
		for i := 2; i+1 < len(s); i += 2 {
			wide = append(wide, uint16(s[i])<<8|uint16(s[i+1]))
		}
		return string(utf16.Decode(wide))
	case strings.HasPrefix(s, "\xEF\xBB\xBF"):
		return strings.ToValidUTF8(s[3:], "\uFFFD")
	}
	var b strings.Builder
	for _, c := range []byte(s) {
		b.WriteRune(winAnsi[c])
	}
	return b.String()
}
