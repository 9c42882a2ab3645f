package pdf

import "strconv"

// The values of a PDF file are nil, bool, float64, string (bytes), name, array, dict, ref and *stream; keyword stands for
// what is none of them: operators and brackets.
type (
	name    string
	keyword string
	array   []any
	dict    map[name]any
	ref     int // the number of an object; its generation says nothing that is needed here
)

// stream is a dictionary with bytes, still packed.
type stream struct {
	dict dict
	raw  []byte
}

// maxDepth bounds arrays and dictionaries in one another.
const maxDepth = 64

// lexer reads values out of bytes. Each token it reads, and every 64 bytes of a long one, is paid for with pay, which may panic.
type lexer struct {
	data []byte
	pos  int
	pay  func(tokens int)
	// inContent says that these are operators of a page, in which there are no references.
	inContent bool
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func (l *lexer) skipSpace() {
	for l.pos < len(l.data) {
		switch c := l.data[l.pos]; {
		case isSpace(c):
			l.pos++
		case c == '%':
			for l.pos < len(l.data) && l.data[l.pos] != '\n' && l.data[l.pos] != '\r' {
				l.pos++
			}
		default:
			return
		}
	}
}

// token returns the next number, string, name or keyword; false at the end.
func (l *lexer) token() (any, bool) {
	before := l.pos
	defer func() { l.pay(1 + (l.pos-before)/64) }()
	l.skipSpace()
	if l.pos >= len(l.data) {
		return nil, false
	}
	c := l.data[l.pos]
	switch c {
	case '(':
		return l.literal(), true
	case '/':
		l.pos++
		return l.name(), true
	case '<':
		if l.pos+1 < len(l.data) && l.data[l.pos+1] == '<' {
			l.pos += 2
			return keyword("<<"), true
		}
		return l.hex(), true
	case '>':
		if l.pos+1 < len(l.data) && l.data[l.pos+1] == '>' {
			l.pos += 2
			return keyword(">>"), true
		}
		fallthrough
	case '[', ']', '{', '}', ')':
		l.pos++
		return keyword(c), true
	}
	start := l.pos
	for l.pos < len(l.data) && !isSpace(l.data[l.pos]) && !isDelimiter(l.data[l.pos]) {
		l.pos++
	}
	word := l.data[start:l.pos]
	if n, ok := number(word); ok {
		return n, true
	}
	return keyword(word), true
}

// number reads a number as PDF writes it: no exponent, and a sign more than readers bear.
func number(word []byte) (float64, bool) {
	if c := word[0]; c != '+' && c != '-' && c != '.' && (c < '0' || c > '9') || len(word) > 40 {
		return 0, false
	}
	for _, c := range word {
		if c != '+' && c != '-' && c != '.' && (c < '0' || c > '9') {
			return 0, false
		}
	}
	for len(word) > 1 && word[0] == '-' && word[1] == '-' {
		word = word[1:]
	}
	n, err := strconv.ParseFloat(string(word), 64)
	if err != nil {
		return 0, len(word) > 1 // such as 1.2.3: a number to the eye, of no use
	}
	return n, true
}

func (l *lexer) name() name {
	start := l.pos
	escaped := false
	for l.pos < len(l.data) && !isSpace(l.data[l.pos]) && !isDelimiter(l.data[l.pos]) {
		escaped = escaped || l.data[l.pos] == '#'
		l.pos++
	}
	word := l.data[start:l.pos]
	if !escaped {
		return name(word)
	}
	out := make([]byte, 0, len(word))
	for i := 0; i < len(word); i++ {
		if word[i] == '#' && i+2 < len(word) && unhex(word[i+1]) >= 0 && unhex(word[i+2]) >= 0 {
			out = append(out, byte(unhex(word[i+1])<<4|unhex(word[i+2])))
			i += 2
			continue
		}
		out = append(out, word[i])
	}
	return name(out)
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// hex reads <...>; an odd last digit counts as if a 0 followed.
func (l *lexer) hex() string {
	l.pos++
	var out []byte
	high := -1
	for l.pos < len(l.data) {
		c := l.data[l.pos]
		l.pos++
		if c == '>' {
			break
		}
		d := unhex(c)
		switch {
		case d < 0:
		case high < 0:
			high = d
		default:
			out = append(out, byte(high<<4|d))
			high = -1
		}
	}
	if high >= 0 {
		out = append(out, byte(high<<4))
	}
	return string(out)
}

// literal reads (...) with its escapes and the brackets in it.
func (l *lexer) literal() string {
	l.pos++
	var out []byte
	for depth := 1; l.pos < len(l.data); l.pos++ {
		c := l.data[l.pos]
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				l.pos++
				return string(out)
			}
		case '\\':
			l.pos++
			if l.pos >= len(l.data) {
				return string(out)
			}
			switch c = l.data[l.pos]; c {
			case 'n':
				c = '\n'
			case 'r':
				c = '\r'
			case 't':
				c = '\t'
			case 'b':
				c = '\b'
			case 'f':
				c = '\f'
			case '\r':
				if l.pos+1 < len(l.data) && l.data[l.pos+1] == '\n' {
					l.pos++
				}
				continue
			case '\n':
				continue
			case '0', '1', '2', '3', '4', '5', '6', '7':
				code := int(c - '0')
				for range 2 {
					if l.pos+1 >= len(l.data) || l.data[l.pos+1] < '0' || l.data[l.pos+1] > '7' {
						break
					}
					l.pos++
					code = code<<3 | int(l.data[l.pos]-'0')
				}
				c = byte(code)
			}
		}
		out = append(out, c)
	}
	return string(out)
}

// value reads a value with all that is in it; false at the end. What stands where none may is returned as a keyword.
func (l *lexer) value(depth int) (any, bool) {
	t, ok := l.token()
	if !ok {
		return nil, false
	}
	switch t := t.(type) {
	case float64:
		if l.inContent || t < 0 || t != float64(int(t)) {
			return t, true
		}
		return l.refOr(t), true
	case keyword:
		switch t {
		case "null":
			return nil, true
		case "true":
			return true, true
		case "false":
			return false, true
		case "[":
			return l.array(depth + 1), true
		case "<<":
			return l.dict(depth + 1), true
		}
	}
	return t, true
}

// object reads the value of an object; nil where none stands there.
func (l *lexer) object() any {
	v, _ := l.value(0)
	if _, isWord := v.(keyword); isWord {
		return nil
	}
	return v
}

// refOr reads the rest of "12 0 R", where n is the 12 of one.
func (l *lexer) refOr(n float64) any {
	at := l.pos
	if g, ok := l.token(); ok {
		if _, isNumber := g.(float64); isNumber {
			if r, ok := l.token(); ok && r == keyword("R") {
				return ref(n)
			}
		}
	}
	l.pos = at
	return n
}

func (l *lexer) array(depth int) array {
	out := array{}
	if depth > maxDepth {
		fail(ErrBroken)
	}
	for {
		v, ok := l.value(depth)
		if k, isWord := v.(keyword); !ok || isWord && (k == "]" || k == ">>" || k == "endobj") {
			return out
		}
		out = append(out, v)
	}
}

func (l *lexer) dict(depth int) dict {
	out := dict{}
	if depth > maxDepth {
		fail(ErrBroken)
	}
	for {
		k, ok := l.token()
		if !ok || k == keyword(">>") || k == keyword("endobj") {
			return out
		}
		key, isName := k.(name)
		if !isName {
			continue
		}
		at := l.pos
		v, ok := l.value(depth)
		if v == keyword(">>") {
			l.pos = at
			continue
		}
		if ok {
			out[key] = v
		}
	}
}
