package pdf

import "math"

// matrix moves points: x' = a x + c y + e, y' = b x + d y + f.
type matrix [6]float64

func (m matrix) then(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// sign is a character, or several, where it is drawn: from x to end along its line, which lies at y below the upper edge once
// the page is turned so that the line goes from left to right.
type sign struct {
	text      string
	x, end, y float64
	size      float64
	turn      uint8 // quarter turns
	bold      bool
}

// dot is a small thing that is painted: its middle below the upper edge, and its right edge.
type dot struct{ right, y, size float64 }

// state is the graphics state, as far as letters are concerned.
type state struct {
	toPage                      matrix
	font                        *font
	size, chars, words, stretch float64
	leading, rise               float64
	line, text                  matrix
}

// pen draws a page.
type pen struct {
	d        *document
	signs    []sign
	dots     []dot
	path     [4]float64 // the edges of the path that is being made: left, top, right, bottom
	pictures bool
	state    state
	saved    []state
	spans    []markedSpan
	width    float64 // of the page, and its height
	height   float64
	inForms  map[*stream]bool
}

func (p *pen) move(x, y float64) {
	s := &p.state
	s.line = matrix{1, 0, 0, 1, x, y}.then(s.line)
	s.text = s.line
}

func (p *pen) advance(x float64) {
	s := &p.state
	s.text = matrix{1, 0, 0, 1, x, 0}.then(s.text)
}

// to makes the path reach a point.
func (p *pen) to(x, y float64) {
	m := p.state.toPage
	x, y = x*m[0]+y*m[2]+m[4], x*m[1]+y*m[3]+m[5]
	p.path = [4]float64{min(p.path[0], x), min(p.path[1], y), max(p.path[2], x), max(p.path[3], y)}
}

func (p *pen) endPath() {
	p.path = [4]float64{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
}

// maxDots bounds the small things that are kept of a page.
const maxDots = 1000

// paint keeps what is as small and as square as the mark of a list.
func (p *pen) paint() {
	w, h := p.path[2]-p.path[0], p.path[3]-p.path[1]
	if w > 0.5 && h > 0.5 && w < 20 && h < 20 && w < 2*h && h < 2*w && len(p.dots) < maxDots {
		p.dots = append(p.dots, dot{right: p.path[2], y: (p.path[1] + p.path[3]) / 2, size: max(w, h)})
	}
	p.endPath()
}

// show draws a string. The space that is set between its signs belongs to none of them.
func (p *pen) show(text string) {
	s := &p.state
	if s.font == nil {
		s.font = &font{widths: map[uint32]float64{}, scale: 0.001, usual: 500}
	}
	for len(text) > 0 {
		t, width, n, code := s.font.next(text)
		text = text[n:]
		if p.d.signs--; p.d.signs < 0 {
			fail(ErrLarge)
		}
		m := matrix{s.stretch, 0, 0, 1, 0, s.rise}.then(s.text).then(s.toPage)
		own := width * s.size
		if n == 1 && code == ' ' {
			own += s.words
		}
		p.place(t, m, own)
		p.advance((own + s.chars) * s.stretch)
	}
}

// place adds a sign of a width, in the measure of the text, to the page.
func (p *pen) place(text string, m matrix, width float64) {
	size := math.Hypot(m[2], m[3]) * math.Abs(p.state.size)
	length := math.Hypot(m[0], m[1]) * width
	if !(size > 0.1 && size < 2000) || !(math.Abs(m[4]) < 1e5 && math.Abs(m[5]) < 1e5 && math.Abs(length) < 1e5) || text == "" {
		return
	}
	s := sign{text: text, size: size, bold: p.state.font.bold}
	switch {
	case math.Abs(m[0]) >= math.Abs(m[1]) && m[0] >= 0:
		s.x, s.y = m[4], m[5]
	case math.Abs(m[0]) >= math.Abs(m[1]):
		s.turn, s.x, s.y = 2, p.width-m[4], p.height-m[5]
	case m[1] > 0: // downwards
		s.turn, s.x, s.y = 1, m[5], p.width-m[4]
	default:
		s.turn, s.x, s.y = 3, p.height-m[5], m[4]
	}
	s.end = s.x + length
	p.signs = append(p.signs, s)
}
