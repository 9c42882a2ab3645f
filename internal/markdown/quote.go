package markdown

import "strings"

// Curly sets the quotes of plain words as the typographer does in a text. A single one is an apostrophe.
func Curly(s string) string {
	var b strings.Builder
	before := ' '
	for _, r := range s {
		opens := strings.ContainsRune(" ([/–—", before)
		switch {
		case r == '\'':
			r = '’'
		case r == '"' && opens:
			r = '“'
		case r == '"':
			r = '”'
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}
