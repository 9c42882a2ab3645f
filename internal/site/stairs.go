package site

import (
	"fmt"
	"strings"

	"remit/internal/catalog"
)

// Stairs is the ladder as a picture: a step for each level, with its scope. All steps are equally high: the ladder tells
// their order, and no measure of how far apart they are.
type Stairs struct {
	Width, Height int
	Path          string // of the treads and risers
	Steps         []Stair
}

// Stair is a step.
type Stair struct {
	Title string
	URL   string
	X, Y  string // of the title
	Lines []WheelText
}

const (
	stairWidth = 160
	stairRise  = 34
	stairText  = 17 // height of a line of the scope
)

func stairs(levels []*catalog.Level) Stairs {
	n := len(levels)
	s := Stairs{Width: stairWidth*n + 4}
	deepest := 0
	for i, l := range levels {
		top := 34 + stairRise*(n-1-i)
		x := 2 + stairWidth*i
		if i == 0 {
			s.Path = fmt.Sprintf("M%d %dH%d", x, top, x+stairWidth)
		} else {
			s.Path += fmt.Sprintf("V%dH%d", top, x+stairWidth)
		}
		stair := Stair{Title: l.Title, URL: l.URL, X: fmt.Sprint(x + 8), Y: fmt.Sprint(top - 8)}
		for j, line := range wrap(l.Scope.Text, 20) {
			y := top + 22 + stairText*j
			stair.Lines = append(stair.Lines, WheelText{X: fmt.Sprint(x + 8), Y: fmt.Sprint(y), Anchor: "start", Text: line})
			deepest = max(deepest, y)
		}
		s.Steps = append(s.Steps, stair)
	}
	s.Height = deepest + 10
	return s
}

// wrap breaks a text at its spaces into lines of at most n characters, longer words aside.
func wrap(text string, n int) []string {
	var lines []string
	for _, word := range strings.Fields(text) {
		if last := len(lines) - 1; last >= 0 && len([]rune(lines[last]))+1+len([]rune(word)) <= n {
			lines[last] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}
