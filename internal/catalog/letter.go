package catalog

import (
	"fmt"
	"strings"
)

// Letter says what part a role has in a responsibility. The zero Letter is no part.
type Letter string

// The letters of a responsibility matrix (RACI, as in [RACI-ATL] of the sources).
const (
	None                   Letter = ""
	Accountable            Letter = "A"   // answers for the outcome; exactly one a row
	Responsible            Letter = "R"   // does the work; at least one a row
	AccountableResponsible Letter = "A/R" // both
	Consulted              Letter = "C"   // asked before, two-way
	Informed               Letter = "I"   // told after, one-way
)

// Letters are all letters, from the most part to the least.
var Letters = []Letter{AccountableResponsible, Accountable, Responsible, Consulted, Informed}

// Answers reports whether the letter makes its role answer for the outcome.
func (l Letter) Answers() bool { return l == Accountable || l == AccountableResponsible }

// Works reports whether the letter makes its role do the work.
func (l Letter) Works() bool { return l == Responsible || l == AccountableResponsible }

// Takes reports whether the letter makes its role answer for the outcome or do the work.
func (l Letter) Takes() bool { return l.Answers() || l.Works() }

// Word returns the letter as a word, in lower case.
func (l Letter) Word() string {
	switch l {
	case AccountableResponsible:
		return "accountable and responsible"
	case Accountable:
		return "accountable"
	case Responsible:
		return "responsible"
	case Consulted:
		return "consulted"
	case Informed:
		return "informed"
	}
	return "no part"
}

// lookAlikes are letters of other alphabets that look like ours. They come in by copying from other documents.
var lookAlikes = map[rune]string{
	'А': "A, the Cyrillic letter", 'С': "C, the Cyrillic letter", 'І': "I, the Cyrillic letter", 'Ӏ': "I, the Cyrillic palochka",
	'Α': "A, the Greek letter", 'Ι': "I, the Greek letter", 'Ϲ': "C, the Greek letter",
	'Ａ': "A, the full-width letter", 'Ｒ': "R, the full-width letter", 'Ｃ': "C, the full-width letter", 'Ｉ': "I, the full-width letter",
	'а': "a, the Cyrillic letter", 'с': "c, the Cyrillic letter", 'і': "i, the Cyrillic letter",
	'Ꭺ': "A, the Cherokee letter", 'Ꮢ': "R, the Cherokee letter", 'Ⅰ': "I, the Roman numeral", 'Ⅽ': "C, the Roman numeral", '⁄': "/, the fraction slash", '∕': "/, the division slash",
}

// parseLetter returns the letter a cell holds, or what is wrong with it and what may help.
func parseLetter(s string) (letter Letter, message, hint string) {
	switch Letter(s) {
	case None, Accountable, Responsible, AccountableResponsible, Consulted, Informed:
		return Letter(s), "", ""
	}
	for _, r := range s {
		if name, ok := lookAlikes[r]; ok {
			return None, fmt.Sprintf("letter %q looks like %s (U+%04X)", s, name, r), "type it anew on a Latin keyboard"
		}
	}
	message = fmt.Sprintf("%q is not a letter of the matrix", s)
	tidy := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" ,/+&", r) {
			return -1
		}
		return r
	}, strings.ToUpper(s))
	switch tidy {
	case "AR", "RA":
		return None, message, `did you mean "A/R"?`
	case "A", "R", "C", "I":
		return None, message, fmt.Sprintf("did you mean %q?", tidy)
	}
	return None, message, "the letters are A, R, A/R, C and I; leave the cell empty where a role has no part"
}
