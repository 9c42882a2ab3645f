// Package diag says where something in a content file is wrong, and what may help.
//
// A [Problem] is an author's mistake: it has a place, the author's own words and, where there is one, a hint.
// Problems are collected in a [List] and shown all at once, in the order of their places. Trouble of our own
// (a full disk, a bug) is an ordinary error and never enters a List.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Severity tells a problem, which stops a build, from a warning, which does not.
type Severity int

const (
	Error Severity = iota
	Warning
)

// String returns "error" or "warning".
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Place is a position in a file. Line and Col count from 1, Col in characters; a Line of 0 means the file as a whole.
type Place struct {
	File string
	Line int
	Col  int
}

// String returns file:line:col, or the file alone where there is no line. A file name that would not be seen as it is,
// such as one with an end of line, is quoted.
func (p Place) String() string {
	name := p.File
	if strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }) {
		name = strconv.Quote(name)
	}
	if p.Line == 0 {
		return name
	}
	return fmt.Sprintf("%s:%d:%d", name, p.Line, p.Col)
}

// Problem is one thing an author has to mend, or should look at.
type Problem struct {
	Place
	Severity Severity
	Message  string // lower case, no full stop, the author's words in quotes
	Hint     string // what may help; may be empty
}

// List collects problems. The zero List is empty and ready; it is not safe for concurrent use.
type List struct {
	problems []*Problem
}

// Addf adds an error. The returned problem takes a hint.
func (l *List) Addf(at Place, format string, args ...any) *Problem {
	return l.add(at, Error, format, args)
}

// Warnf adds a warning. The returned problem takes a hint.
func (l *List) Warnf(at Place, format string, args ...any) *Problem {
	return l.add(at, Warning, format, args)
}

func (l *List) add(at Place, severity Severity, format string, args []any) *Problem {
	p := &Problem{Place: at, Severity: severity, Message: fmt.Sprintf(format, args...)}
	l.problems = append(l.problems, p)
	return p
}

// Merge adds everything in other.
func (l *List) Merge(other *List) {
	l.problems = append(l.problems, other.problems...)
}

// All returns the problems in the order of file, line and column, each once.
func (l *List) All() []Problem {
	all := make([]Problem, len(l.problems))
	for i, p := range l.problems {
		all[i] = *p
	}
	slices.SortStableFunc(all, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col),
			cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(all)
}

// Count returns how many different errors and warnings the list holds.
func (l *List) Count() (errors, warnings int) {
	for _, p := range l.All() {
		if p.Severity == Error {
			errors++
		} else {
			warnings++
		}
	}
	return errors, warnings
}

// Failed reports whether the list holds an error.
func (l *List) Failed() bool {
	return slices.ContainsFunc(l.problems, func(p *Problem) bool { return p.Severity == Error })
}
