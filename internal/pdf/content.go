package pdf

import "bytes"

// draw runs the content of a page.
func (d *document) draw(p page) Page {
	w, h := p.box[2]-p.box[0], p.box[3]-p.box[1]
	toPage := matrix{1, 0, 0, -1, -p.box[0], p.box[3]}
	switch p.rotate {
	case 90:
		toPage, w, h = toPage.then(matrix{0, 1, -1, 0, h, 0}), h, w
	case 180:
		toPage = toPage.then(matrix{-1, 0, 0, -1, w, h})
	case 270:
		toPage, w, h = toPage.then(matrix{0, -1, 1, 0, 0, w}), h, w
	}
	pen := &pen{d: d, width: w, height: h, inForms: map[*stream]bool{}}
	pen.state = state{toPage: toPage, stretch: 1}
	var content []byte
	parts := d.array(p.dict["Contents"])
	if parts == nil {
		parts = array{p.dict["Contents"]}
	}
	for _, part := range parts {
		s := d.stream(part)
		if s == nil {
			continue
		}
		data, ok := d.unpack(s)
		if !ok {
			fail(ErrBroken) // a part of the text is lost
		}
		content = append(append(content, data...), '\n')
	}
	pen.endPath()
	pen.run(content, p.resources)
	return Page{Width: w, Height: h, Lines: lines(pen.signs, pen.dots), Pictures: pen.pictures}
}

const (
	maxOperands = 64
	maxSaved    = 256
	maxNested   = 1 << 16 // tokens of one operand
	maxActual   = 1000    // bytes of a text that stands for others
)

// run runs operators.
func (p *pen) run(content []byte, resources dict) {
	p.d.payBytes(len(content) + 1000)
	left := 0
	l := &lexer{data: content, inContent: true, pay: func(n int) {
		if left -= n; left < 0 {
			fail(ErrLarge)
		}
	}}
	saved := len(p.saved)
	spans := len(p.spans)
	var operands []any
	for {
		left = maxNested + len(content)/64
		v, ok := l.value(0)
		if !ok {
			break
		}
		op, isWord := v.(keyword)
		if !isWord {
			if len(operands) < maxOperands {
				operands = append(operands, v)
			}
			continue
		}
		if op == "BI" {
			p.pictures = true
			skipImage(l)
		} else {
			p.do(op, operands, resources)
		}
		operands = operands[:0]
	}
	// What a form leaves open must not reach the page.
	if len(p.saved) > saved {
		p.saved = p.saved[:saved]
	}
	for len(p.spans) > spans {
		p.endSpan()
	}
}

// skipImage goes to the end of a picture whose bytes stand among the operators.
func skipImage(l *lexer) {
	for {
		v, ok := l.value(0)
		if !ok {
			return
		}
		if v == keyword("ID") {
			break
		}
	}
	for l.pos < len(l.data) {
		at := bytes.Index(l.data[l.pos:], []byte("EI"))
		if at < 0 {
			l.pos = len(l.data)
			return
		}
		l.pos += at + 2
		if before := l.pos - 3; isSpace(l.data[before]) && (l.pos == len(l.data) || isSpace(l.data[l.pos])) {
			return
		}
	}
}

func (p *pen) do(op keyword, v []any, resources dict) {
	n := func(i int) float64 {
		if i < len(v) {
			f, _ := v[i].(float64)
			return f
		}
		return 0
	}
	text := func(i int) string {
		if i < len(v) {
			s, _ := v[i].(string)
			return s
		}
		return ""
	}
	s := &p.state
	switch op {
	case "q":
		if len(p.saved) < maxSaved {
			p.saved = append(p.saved, *s)
		}
	case "Q":
		if last := len(p.saved) - 1; last >= 0 {
			*s = p.saved[last]
			p.saved = p.saved[:last]
		}
	case "cm":
		if len(v) == 6 {
			s.toPage = matrix{n(0), n(1), n(2), n(3), n(4), n(5)}.then(s.toPage)
		}
	case "BT":
		s.line = matrix{1, 0, 0, 1, 0, 0}
		s.text = s.line
	case "Tc":
		s.chars = n(0)
	case "Tw":
		s.words = n(0)
	case "Tz":
		s.stretch = n(0) / 100
	case "TL":
		s.leading = n(0)
	case "Ts":
		s.rise = n(0)
	case "Tf":
		if len(v) > 0 {
			if k, ok := v[0].(name); ok {
				s.font = nil
				if f, ok := p.d.dict(resources["Font"])[k]; ok {
					s.font = p.d.font(f)
				}
			}
			s.size = n(1)
		}
	case "Td":
		p.move(n(0), n(1))
	case "TD":
		s.leading = -n(1)
		p.move(n(0), n(1))
	case "Tm":
		if len(v) == 6 {
			s.line = matrix{n(0), n(1), n(2), n(3), n(4), n(5)}
			s.text = s.line
		}
	case "T*":
		p.move(0, -s.leading)
	case "Tj":
		p.show(text(0))
	case "'":
		p.move(0, -s.leading)
		p.show(text(0))
	case `"`:
		s.words, s.chars = n(0), n(1)
		p.move(0, -s.leading)
		p.show(text(2))
	case "TJ":
		if len(v) > 0 {
			parts, _ := v[0].(array)
			for _, part := range parts {
				switch part := part.(type) {
				case string:
					p.show(part)
				case float64:
					p.advance(-part / 1000 * s.size * s.stretch)
				}
			}
		}
	case "m", "l":
		p.to(n(0), n(1))
	case "c":
		p.to(n(0), n(1))
		p.to(n(2), n(3))
		p.to(n(4), n(5))
	case "v", "y":
		p.to(n(0), n(1))
		p.to(n(2), n(3))
	case "re":
		p.to(n(0), n(1))
		p.to(n(0)+n(2), n(1)+n(3))
	case "f", "F", "f*", "B", "B*", "b", "b*", "S", "s":
		p.paint()
	case "n":
		p.endPath()
	case "Do":
		if len(v) > 0 {
			if k, ok := v[0].(name); ok {
				p.form(p.d.stream(p.d.dict(resources["XObject"])[k]), resources)
			}
		}
	case "BMC", "BDC":
		p.beginSpan(v, resources)
	case "EMC":
		if len(p.spans) > 0 {
			p.endSpan()
		}
	}
}

// form runs an external object that is no picture.
func (p *pen) form(x *stream, resources dict) {
	if x == nil {
		return
	}
	switch p.d.name(x.dict["Subtype"]) {
	case "Image":
		p.pictures = true
		return
	case "Form":
	default:
		return
	}
	if p.inForms[x] || len(p.inForms) > 16 {
		return
	}
	p.inForms[x] = true
	defer delete(p.inForms, x)
	content, ok := p.d.forms[x]
	if !ok {
		if content, ok = p.d.unpack(x); !ok {
			fail(ErrBroken)
		}
		p.d.forms[x] = content
	}
	if own := p.d.dict(x.dict["Resources"]); own != nil {
		resources = own
	}
	before := p.state
	if m := p.d.array(x.dict["Matrix"]); len(m) == 6 {
		var own matrix
		for i := range own {
			own[i] = p.d.number(m[i])
		}
		p.state.toPage = own.then(p.state.toPage)
	}
	p.run(content, resources)
	p.state = before
}

// markedSpan is a part of the content that is marked: as an ornament, or as standing for another text.
type markedSpan struct {
	start int // in signs
	text  string
	has   bool // text
	skip  bool
}

// beginSpan notes a marked span: what is marked as the head or foot of a page is not read, and ActualText stands for what is
// drawn in it.
func (p *pen) beginSpan(v []any, resources dict) {
	if len(p.spans) >= maxSaved {
		return
	}
	span := markedSpan{start: len(p.signs)}
	if len(v) > 1 {
		about, _ := v[1].(dict)
		if k, ok := v[1].(name); ok {
			about = p.d.dict(p.d.dict(resources["Properties"])[k])
		}
		if t, ok := p.d.value(about["ActualText"]).(string); ok && len(t) <= maxActual {
			span.text, span.has = textString(t), true
		}
		span.skip = v[0] == name("Artifact") && p.d.name(about["Type"]) == "Pagination"
	}
	p.spans = append(p.spans, span)
}

func (p *pen) endSpan() {
	span := p.spans[len(p.spans)-1]
	p.spans = p.spans[:len(p.spans)-1]
	drawn := p.signs[span.start:]
	switch {
	case span.skip:
		p.signs = p.signs[:span.start]
	case span.has && len(drawn) > 0:
		one := drawn[0]
		one.text = span.text
		one.end = max(one.end, drawn[len(drawn)-1].end)
		p.signs = append(p.signs[:span.start], one)
	}
}
