// Package pdf reads the text of PDF files: which words stand where on the pages.
//
// It is made for files from strangers. What a file may cost is counted, in bytes unpacked and in values read, and not
// measured by a clock: the same file is read to the end, or given up at the same place, on every machine. Nothing that a file
// says of its own size, or of where its parts lie, is believed before the bytes are there.
//
// It reads what word processors, browsers and applicant systems write. What they do not write is refused: encrypted files, and
// text packed in ways of the last century.
//
// Fonts that do not say which character a sign is give U+FFFD in its place. Pictures are not read, only seen.
package pdf

import (
	"bytes"
	"errors"
	"fmt"
)

// Limits of what is read, of a file as a whole.
const (
	MaxPages    = 100
	maxUnpacked = 64 << 20 // bytes unpacked, searched and run through
	maxTokens   = 2 << 20  // of values that are kept
	maxSigns    = 1 << 18  // signs drawn
)

// What may be wrong with a file.
var (
	ErrNotPDF = errors.New("not a PDF file")
	ErrBroken = errors.New("broken")
	ErrCut    = errors.New("cut off before its end")
	ErrPacked = errors.New("packed in a way that is not read")
	ErrLocked = errors.New("encrypted")
	ErrPages  = errors.New("too many pages")
	ErrLarge  = errors.New("unpacks to too much")
	ErrFault  = errors.New("not understood") // a fault of this package; tests with any file fail on it
)

// Page is what stands on a page. Lines are in the order in which the file draws them, where that goes from top to bottom, and
// else in the order in which they stand.
type Page struct {
	Width, Height float64 // in points
	Lines         []Line
	Pictures      bool
}

// Line is a stretch of words on one height, without a gap as between columns. X, Right and Y are points from the left and
// upper edge; Y is where the letters stand.
type Line struct {
	Text        string
	X, Right, Y float64
	Second      float64 // where its second word begins; Right where there is none
	Size        float64 // of most of its letters, in points
	Bold        bool    // all of it
	Marked      bool    // a dot or a little square is painted before it, as before an item of a list
}

// failure is what fail throws, and Read catches.
type failure struct{ err error }

func fail(err error) { panic(failure{err}) }

// Read returns the pages of a file. The error is, or wraps, one of those above.
func Read(data []byte) (pages []Page, err error) {
	defer func() {
		if thrown := recover(); thrown != nil {
			pages, err = nil, fmt.Errorf("%w: %v", ErrFault, thrown)
			if f, ok := thrown.(failure); ok {
				err = f.err
			}
		}
	}()
	if !bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) {
		return nil, ErrNotPDF
	}
	d := open(data)
	for _, p := range d.pages() {
		pages = append(pages, d.draw(p))
	}
	return pages, nil
}
