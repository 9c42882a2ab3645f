package markdown

import (
	"bytes"
	"fmt"
)

// Limits that no text for people comes near. Beyond them the time goldmark takes grows with the square of the input
// (measured: 64 KiB of ">" take 2 seconds, of "[](" 5), so such a text is refused instead of parsed.
const (
	maxNesting  = 40   // quotations and lists opened in one line
	maxBrackets = 2000 // opening brackets in one paragraph or table
)

// tame returns the text with the marks of everything that is beyond a limit replaced by letters, so that the rest can
// still be read and nothing else is said of it, and the offset and a description of the first such thing.
func tame(source []byte) (tamed []byte, offset int, message string) {
	tamed = source
	refuse := func(at int, format string, limit int) {
		if message == "" {
			tamed, offset, message = bytes.Clone(source), at, fmt.Sprintf(format, limit)
		}
	}
	brackets := 0
	for start := 0; start < len(source); {
		end := len(source)
		if n := bytes.IndexByte(source[start:], '\n'); n >= 0 {
			end = start + n
		}
		line := source[start:end]
		if len(bytes.TrimSpace(line)) == 0 {
			brackets = 0
		}
		for i, c := range line {
			if c != '[' {
				continue
			}
			if brackets++; brackets > maxBrackets {
				refuse(start, "paragraph with more than %d opening brackets", maxBrackets)
				tamed[start+i] = 'x'
			}
		}
		if marks, length := nesting(line); marks > maxNesting {
			refuse(start, "quotations or lists nested more than %d deep", maxNesting)
			for i := range length {
				tamed[start+i] = 'x'
			}
		}
		start = end + 1
	}
	return tamed, offset, message
}

// nesting counts the marks of quotations and list items at the start of a line, and returns how many bytes they take.
func nesting(line []byte) (marks, length int) {
	for i, digits := 0, 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '>', (c == '-' || c == '*' || c == '+' || (c == '.' || c == ')') && digits > 0) && i+1 < len(line) && (line[i+1] == ' ' || line[i+1] == '\t'):
			marks, length, digits = marks+1, i+1, 0
		case c >= '0' && c <= '9':
			digits++
		case c != ' ' && c != '\t':
			return marks, length
		}
	}
	return marks, length
}
