package site

import (
	"fmt"
	"math"
	"strings"
)

// Wheel is the loop as a picture: a sector for each stage, and in it a band for each role, as thick as its share of the
// stage's work. Sizes are in units of the picture, which is Size by Size.
type Wheel struct {
	Size    int
	Sectors []Sector
	Summary string // what to see, in a sentence
}

// Sector is a stage of the wheel.
type Sector struct {
	Title  string
	URL    string
	Number int
	X, Y   string // of the number
	Lines  []WheelText
	Ring   string // path of the sector's outline
	Bands  []Band
}

// WheelText is a line of a sector's title.
type WheelText struct {
	X, Y   string
	Anchor string // start, middle or end
	Text   string
}

// Band is a role's share of a sector.
type Band struct {
	Hue  string
	Role string
	Path string
}

const (
	wheelSize   = 560
	wheelCentre = wheelSize / 2
	wheelInner  = 78.0
	wheelOuter  = 186.0
	wheelGap    = 0.018 // radians left free on each side of a sector
)

// wheel draws the loop.
func wheel(stages []StageLine) Wheel {
	w := Wheel{Size: wheelSize}
	step := 2 * math.Pi / float64(len(stages))
	for i, s := range stages {
		from := -math.Pi/2 + (float64(i)-0.5)*step
		to := from + step
		middle := (from + to) / 2
		sector := Sector{Title: s.Stage.Title, URL: s.Stage.URL, Number: i + 1, Ring: ring(wheelInner, wheelOuter, from+wheelGap, to-wheelGap)}
		sector.X, sector.Y = polar(wheelInner-18, middle)
		sector.Lines = labels(s.Stage.Title, middle)
		total := 0
		for _, x := range s.Weights {
			total += x.Works
		}
		at := wheelInner
		for _, x := range s.Weights {
			if x.Works == 0 {
				continue
			}
			next := at + (wheelOuter-wheelInner)*float64(x.Works)/float64(total)
			sector.Bands = append(sector.Bands, Band{x.Role.Hue, x.Role.Short, ring(at+0.75, next-0.75, from+wheelGap, to-wheelGap)})
			at = next
		}
		w.Sectors = append(w.Sectors, sector)
	}
	w.Summary = heaviest(stages)
	return w
}

// heaviest says in which stage each role does most of a stage's work.
func heaviest(stages []StageLine) string {
	if len(stages) == 0 {
		return ""
	}
	var parts []string
	for r, weight := range stages[0].Weights {
		best, bestShare := 0, -1.0
		for i, s := range stages {
			total := 0
			for _, w := range s.Weights {
				total += w.Works
			}
			if share := float64(s.Weights[r].Works) / float64(max(total, 1)); share > bestShare {
				best, bestShare = i, share
			}
		}
		parts = append(parts, fmt.Sprintf("%s in %s", weight.Role.Short, quoted(stages[best].Stage.Title)))
	}
	return "Each role has a stage in which its share is largest: " + strings.Join(parts, ", ") + "."
}

func quoted(s string) string { return "“" + s + "”" }

// polar returns a point of the picture.
func polar(radius, angle float64) (x, y string) {
	return number(wheelCentre + radius*math.Cos(angle)), number(wheelCentre + radius*math.Sin(angle))
}

// number writes a length with one decimal, without a trailing zero, the same on every machine.
func number(v float64) string {
	s := fmt.Sprintf("%.1f", math.Round(v*10)/10)
	s = strings.TrimSuffix(s, ".0")
	if s == "-0" {
		return "0"
	}
	return s
}

// ring returns the path of a piece of a ring.
func ring(inner, outer, from, to float64) string {
	x1, y1 := polar(outer, from)
	x2, y2 := polar(outer, to)
	x3, y3 := polar(inner, to)
	x4, y4 := polar(inner, from)
	ro, ri := number(outer), number(inner)
	return fmt.Sprintf("M%s %sA%s %s 0 0 1 %s %sL%s %sA%s %s 0 0 0 %s %sZ", x1, y1, ro, ro, x2, y2, x3, y3, ri, ri, x4, y4)
}

// labels breaks a title into lines of about twelve characters beside the ring.
func labels(title string, angle float64) []WheelText {
	lines := wrap(title, 13)
	anchor := "middle"
	if c := math.Cos(angle); c > 0.3 {
		anchor = "start"
	} else if c < -0.3 {
		anchor = "end"
	}
	const height = 18.0
	x := wheelCentre + (wheelOuter+14)*math.Cos(angle)
	y := wheelCentre + (wheelOuter+14)*math.Sin(angle) + 5
	switch s := math.Sin(angle); {
	case s < -0.9:
		y -= height * float64(len(lines)-1)
	case s > 0.9:
		y += 8
	default:
		y -= height * float64(len(lines)-1) / 2
	}
	var texts []WheelText
	for i, line := range lines {
		texts = append(texts, WheelText{number(x), number(y + height*float64(i)), anchor, line})
	}
	return texts
}
