package render

import (
	"bytes"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words are names that lead to an address where a reader first meets them in the running text of a page.
//
// A name matches whole words. Between its words may stand a space, a line's end, a hyphen or a slash, and the last may
// have the s of a plural. Capitals do not count, but a word of the name that is all capitals has to be written so: "SLO"
// and "SLOs" match, "slo" does not. The longest name wins, also one without an address, which keeps what it names from
// being cut: "DevOps engineer" is a title, and no place to explain DevOps.
type Words struct {
	first step
	found map[string]bool // addresses as a page has them
}

// Word is a name and the address it leads to; without one it is left as it is.
type Word struct {
	Name    string
	Address string
}

// step is the place in a name after some of its words.
type step struct {
	next    map[string]*step // by the word that follows
	ends    bool             // a name ends here
	address string           // escaped, as in an attribute
}

// mostLinks is how many links [Words.Link] adds to a page at most: a page is to be read, not to be a field of links.
const mostLinks = 12

// NewWords returns the words. Of two names with the same words the first counts.
func NewWords(all []Word) *Words {
	w := &Words{found: map[string]bool{}}
	for _, word := range all {
		at := &w.first
		for rest := []byte(word.Name); ; {
			var token []byte
			if _, token, rest = cutToken(rest); token == nil {
				break
			}
			key := string(token)
			if !isCapitals(key) {
				key = strings.ToLower(key)
			}
			if at.next[key] == nil {
				if at.next == nil {
					at.next = map[string]*step{}
				}
				at.next[key] = new(step)
			}
			at = at.next[key]
		}
		if at != &w.first && !at.ends {
			at.ends, at.address = true, html.EscapeString(word.Address)
			w.found[at.address] = word.Address != ""
		}
	}
	return w
}

// cutToken returns the first run of letters and digits with what stands before and after it; token is nil where there is none.
func cutToken(text []byte) (before, token, rest []byte) {
	start := 0
	for start < len(text) {
		r, size := utf8.DecodeRune(text[start:])
		if isWord(r) {
			end := start + size
			for end < len(text) {
				r, size = utf8.DecodeRune(text[end:])
				if !isWord(r) {
					break
				}
				end += size
			}
			return text[:start], text[start:end], text[end:]
		}
		if r == '&' { // the name of a character is no word
			if end := bytes.IndexByte(text[start:], ';'); end > 0 {
				size = end + 1
			}
		}
		start += size
	}
	return text, nil, nil
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// isCapitals reports whether a word has letters and all of them are capitals.
func isCapitals(s string) bool { return s == strings.ToUpper(s) && s != strings.ToLower(s) }

// apart are the elements in whose text no link is made: what is a link or a heading, can be pressed, or is to be read
// letter by letter.
var apart = set("a", "abbr", "aside", "button", "caption", "cite", "code", "dt", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "kbd",
	"label", "legend", "nav", "pre", "samp", "script", "style", "summary", "svg", "textarea", "th")

// void are the elements that have no end.
var void = set("br", "col", "hr", "img", "input", "link", "meta", "source", "wbr")

func set(names ...string) map[string]bool {
	all := map[string]bool{}
	for _, name := range names {
		all[name] = true
	}
	return all
}

// Link makes a link of every word where it first stands in running text, at most [mostLinks] a page. Running text is what
// stands in main in an element with the attribute data-terms; headings (of a row too), code and the like within it are
// left as they are.
// What the page's heading names is left out too, and so is what an earlier link of the page leads to.
func (w *Words) Link(page []byte) []byte {
	start := bytes.Index(page, []byte("<main"))
	if start < 0 || len(w.first.next) == 0 {
		return page
	}
	l := linker{words: w, out: append(make([]byte, 0, len(page)+2048), page[:start]...), done: map[string]bool{"": true}}
	rest := page[start:]
	for main := true; main && l.added < mostLinks; main = len(l.open) > 0 {
		open := bytes.IndexByte(rest, '<')
		end := bytes.IndexByte(rest, '>') + 1
		if open < 0 || end < open+3 {
			break
		}
		l.text(rest[:open])
		l.out = append(l.out, rest[open:end]...)
		l.tag(rest[open+1 : end-1])
		rest = rest[end:]
	}
	return append(l.out, rest...)
}

// linker goes through a page once. The page is one that html/template has written: "<" and ">" begin and end tags, and
// stand nowhere else.
type linker struct {
	words *Words
	out   []byte
	open  []element       // the elements that are open
	done  map[string]bool // addresses that are linked, or not to be
	added int
}

type element struct {
	name    []byte
	running bool // its text is running text
	apart   bool // no link is made in it
	filled  bool // a row that has a cell
}

// tag opens or closes an element; inner is what stands between "<" and ">".
func (l *linker) tag(inner []byte) {
	if inner[0] == '/' {
		l.close(inner[1:])
		return
	}
	end := bytes.IndexAny(inner, " \t\n/")
	if end < 0 {
		end = len(inner)
	}
	name := inner[:end]
	if string(name) == "a" {
		if address := attribute(inner, ` href="`); l.words.found[string(address)] {
			l.done[string(address)] = true
		}
	}
	if void[string(name)] || inner[len(inner)-1] == '/' {
		return
	}
	in := l.inside()
	head := false // the first cell of a row says what the row is about
	if string(in.name) == "tr" {
		head = !in.filled
		l.open[len(l.open)-1].filled = true
	}
	l.open = append(l.open, element{
		name:    name,
		running: in.running || bytes.Contains(inner, []byte(" data-terms")),
		apart:   in.apart || head || apart[string(name)],
	})
}

// inside returns the innermost element that is open.
func (l *linker) inside() element {
	if len(l.open) == 0 {
		return element{}
	}
	return l.open[len(l.open)-1]
}

// close closes the element, and those within it that have no end of their own.
func (l *linker) close(name []byte) {
	for i := len(l.open) - 1; i >= 0; i-- {
		if bytes.Equal(l.open[i].name, name) {
			l.open = l.open[:i]
			return
		}
	}
}

// attribute returns the value of an attribute as it is written; start is a space, its name and ="
func attribute(inner []byte, start string) []byte {
	if _, value, ok := bytes.Cut(inner, []byte(start)); ok {
		if end := bytes.IndexByte(value, '"'); end >= 0 {
			return value[:end]
		}
	}
	return nil
}

// text writes a text, with links where there are to be some.
func (l *linker) text(text []byte) {
	in := l.inside()
	link, title := in.running && !in.apart, string(in.name) == "h1"
	if !link && !title {
		l.out = append(l.out, text...)
		return
	}
	for {
		before, token, rest := cutToken(text)
		l.out = append(l.out, before...)
		if token == nil {
			return
		}
		address, length, ok := "", len(token), false
		if !joined(before) {
			address, length, ok = l.words.longest(token, rest)
			length = max(length, len(token))
		}
		matched := text[len(before) : len(before)+length]
		if title {
			l.done[address] = true
		}
		if ok && !l.done[address] && l.added < mostLinks {
			l.done[address] = true
			l.added++
			l.out = append(l.out, `<a href="`+address+`">`...)
			l.out = append(append(l.out, matched...), "</a>"...)
		} else {
			l.out = append(l.out, matched...)
		}
		text = text[len(before)+length:]
	}
}

// longest returns the address of the longest name at the start of token and rest, and how many bytes of both it takes; ok
// is false where no name starts here.
func (w *Words) longest(token, rest []byte) (address string, length int, ok bool) {
	at, size := &w.first, 0
	for {
		size += len(token)
		if end := at.plural(token); end != nil && end.ends && !joins(rest) {
			address, length, ok = end.address, size, true
		}
		if at = at.after(token); at == nil {
			return address, length, ok
		}
		if at.ends && !joins(rest) {
			address, length, ok = at.address, size, true
		}
		before, next, tail := cutToken(rest)
		if next == nil || !isGap(before) {
			return address, length, ok
		}
		size += len(before)
		token, rest = next, tail
	}
}

func (s *step) after(token []byte) *step {
	if next := s.next[string(token)]; next != nil {
		return next
	}
	if bytes.IndexFunc(token, unicode.IsUpper) < 0 {
		return nil
	}
	return s.next[string(bytes.ToLower(token))]
}

// plural returns the step after a word without its s.
func (s *step) plural(token []byte) *step {
	if one, ok := bytes.CutSuffix(token, []byte("s")); ok && len(one) > 1 {
		return s.after(one)
	}
	return nil
}

// isGap reports whether the words on both sides may belong to one name.
func isGap(between []byte) bool {
	switch string(between) {
	case "-", "‐", "‑", "/":
		return true
	}
	return len(between) > 0 && len(bytes.TrimSpace(between)) == 0
}

// joins reports whether what follows a word makes it the beginning of a longer one: "canary-based", "plan.out".
func joins(rest []byte) bool {
	before, next, _ := cutToken(rest)
	return next != nil && len(before) > 0 && (isGap(before) && before[0] > ' ' || len(before) == 1 && strings.ContainsRune("._@:+", rune(before[0])))
}

// joined reports whether what stands before a word makes it the end of a longer one: "non-incident", "v1.canary".
func joined(before []byte) bool {
	if len(before) == 0 {
		return false
	}
	last, _ := utf8.DecodeLastRune(before)
	return strings.ContainsRune("-‐‑/._@:+#$&", last)
}
