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

// tooDeep returns the offset and a description of the first thing in the text that is beyond a limit.
func tooDeep(source []byte) (int, string) {
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
		brackets += bytes.Count(line, []byte("["))
		if brackets > maxBrackets {
			return start, fmt.Sprintf("paragraph with more than %d opening brackets", maxBrackets)
		}
		if nesting(line) > maxNesting {
			return start, fmt.Sprintf("quotations or lists nested more than %d deep", maxNesting)
		}
		start = end + 1
	}
	return 0, ""
}

// nesting counts the marks of quotations and list items at the start of a line.
func nesting(line []byte) int {
	n := 0
	for i, digits := 0, 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '>', (c == '-' || c == '*' || c == '+' || (c == '.' || c == ')') && digits > 0) && i+1 < len(line) && (line[i+1] == ' ' || line[i+1] == '\t'):
			n, digits = n+1, 0
		case c >= '0' && c <= '9':
			digits++
		case c != ' ' && c != '\t':
			return n
		}
	}
	return n
}
