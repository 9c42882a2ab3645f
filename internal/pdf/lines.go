package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// lines puts signs together to lines. What is written in another direction than most of the page comes last.
func lines(signs []sign, dots []dot) []Line {
	var turns [4][]sign
	for _, s := range signs {
		turns[s.turn] = append(turns[s.turn], s)
	}
	order := []int{0, 1, 3, 2}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(turns[b]), len(turns[a])) })
	var all []Line
	for _, turn := range order {
		all = append(all, upright(turns[turn])...)
	}
	mark(all, dots)
	return all
}

// mark finds the line that each dot is painted before.
func mark(all []Line, dots []dot) {
	slices.SortFunc(dots, func(a, b dot) int { return cmp.Compare(a.y, b.y) })
	for i, l := range all {
		at, _ := slices.BinarySearchFunc(dots, l.Y-0.8*l.Size, func(d dot, y float64) int { return cmp.Compare(d.y, y) })
		for ; at < len(dots) && dots[at].y < l.Y+0.1*l.Size; at++ {
			if d := dots[at]; d.size < 0.8*l.Size && d.right < l.X && d.right > l.X-3*l.Size {
				all[i].Marked = true
				break
			}
		}
	}
}

// stretch is a part of a line, in the order in which it was drawn.
type stretch struct {
	signs         []sign
	x, right      float64
	y, size       float64
	letters, bold int
}

// upright makes lines of signs that all go from left to right.
func upright(signs []sign) []Line {
	var parts []stretch
	for _, s := range signs {
		last := len(parts) - 1
		if last >= 0 && parts[last].goesOn(s) {
			parts[last].add(s)
			continue
		}
		if strings.TrimSpace(s.text) == "" {
			continue // a space alone begins nothing
		}
		parts = append(parts, stretch{})
		parts[last+1].add(s)
	}
	parts = joined(parts)
	if jumps(parts) {
		parts = joined(byPlace(parts))
	}
	var out []Line
	for _, p := range parts {
		if l := p.line(); l.Text != "" {
			out = append(out, l)
		}
	}
	return out
}

// goesOn reports whether a sign is the next of a stretch.
func (p *stretch) goesOn(s sign) bool {
	return math.Abs(s.y-p.y) < 0.5*max(p.size, s.size) && math.Abs(s.y-p.y) < 0.75*min(p.size, s.size) &&
		s.x > p.right-max(p.size, s.size) && s.x > p.x-0.1*p.size && s.x < p.right+maxGap*max(p.size, s.size)
}

// maxGap is the widest gap in a line, in parts of its size; what is wider divides columns.
const maxGap = 2

func (p *stretch) add(s sign) {
	if len(p.signs) == 0 {
		p.x, p.right, p.y, p.size = s.x, s.end, s.y, s.size
	}
	p.right = max(p.right, s.end)
	p.x = min(p.x, s.x)
	p.signs = append(p.signs, s)
	if strings.TrimSpace(s.text) == "" {
		return
	}
	p.letters++
	if s.bold {
		p.bold++
	}
	if s.size > p.size*1.01 && p.letters < 4 { // a sign raised or lowered at the beginning gives way
		p.size, p.y = s.size, s.y
	}
}

// joined puts stretches together that stand side by side, whenever they were drawn: a mark of a list with what it marks, and a
// word drawn apart.
func joined(parts []stretch) []stretch {
	var out []stretch
	for _, p := range parts {
		if i := len(out) - 1; i >= 0 && out[i].again(p) {
			continue
		} else if i >= 0 && (out[i].beside(p) || out[i].marks(p)) {
			for _, s := range p.signs {
				out[i].add(s)
			}
			continue
		} else if i >= 0 && len(out[i].signs) < 5000 && p.marks(out[i]) {
			for _, s := range out[i].signs {
				p.add(s)
			}
			out[i] = p
			continue
		}
		out = append(out, p)
	}
	return out
}

// again reports whether q is p, drawn a second time to look bold.
func (p *stretch) again(q stretch) bool {
	return len(p.signs) == len(q.signs) && math.Abs(p.x-q.x) < 0.08*p.size && math.Abs(p.y-q.y) < 0.08*p.size &&
		slices.EqualFunc(p.signs, q.signs, func(a, b sign) bool { return a.text == b.text })
}

func (p *stretch) beside(q stretch) bool {
	return math.Abs(p.y-q.y) < 0.3*min(p.size, q.size) && q.x > p.right-0.3*p.size && q.x < p.right+maxGap*max(p.size, q.size)
}

// marks reports whether p is the mark of a list, and q what it marks.
func (p *stretch) marks(q stretch) bool {
	text := strings.TrimSpace(p.plain())
	return utf8.RuneCountInString(text) <= 3 && isMark(text) && math.Abs(p.y-q.y) < 0.5*max(p.size, q.size) &&
		q.x >= p.right-0.3*q.size && q.x < p.right+5*q.size
}

// isMark reports whether a text is a bullet, or a number as in a list.
func isMark(text string) bool {
	if n := strings.TrimRight(text, ".)"); n != text && n != "" && strings.Trim(n, "0123456789") == "" {
		return true
	}
	r, size := utf8.DecodeRuneInString(text)
	return size == len(text) && size > 0 && !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

func (p *stretch) plain() string {
	var b strings.Builder
	for _, s := range p.signs {
		b.WriteString(s.text)
		if b.Len() > 16 {
			break
		}
	}
	return b.String()
}

// jumps reports whether the order in which the stretches were drawn is none to read in: it goes up again and again.
func jumps(parts []stretch) bool {
	up := 0
	for i := 1; i < len(parts); i++ {
		if parts[i].y < parts[i-1].y-0.5*parts[i].size {
			up++
		}
	}
	return up > 4 && up*5 > len(parts)
}

// byPlace sorts stretches into rows from top to bottom, and in a row from left to right.
func byPlace(parts []stretch) []stretch {
	slices.SortStableFunc(parts, func(a, b stretch) int { return cmp.Compare(a.y, b.y) })
	for start := 0; start < len(parts); {
		end := start + 1
		for end < len(parts) && parts[end].y-parts[start].y < 0.3*min(parts[end].size, parts[start].size) {
			end++
		}
		slices.SortStableFunc(parts[start:end], func(a, b stretch) int { return cmp.Compare(a.x, b.x) })
		start = end
	}
	return parts
}

// line writes a stretch out: with a space where signs stand apart, and without signs that are drawn twice to look bold.
func (p *stretch) line() Line {
	signs := p.signs
	if !slices.IsSortedFunc(signs, byX) {
		slices.SortStableFunc(signs, byX)
	}
	gap := wordGap(signs)
	var b strings.Builder
	sizes := map[float64]int{}
	right := math.Inf(-1)
	spaced := true
	second, words := math.Inf(1), 0
	var before sign
	for _, s := range signs {
		if s.text == before.text && math.Abs(s.x-before.x) < 0.08*s.size && math.Abs(s.y-before.y) < 0.08*s.size {
			continue
		}
		blank := strings.TrimSpace(s.text) == ""
		if blank && s.end < right+0.08*s.size {
			continue // it takes no room
		}
		if !spaced && !blank && s.x > right+gap*max(s.size, before.size*0.7) {
			b.WriteByte(' ')
			spaced = true
		}
		if spaced && !blank {
			if words++; words == 2 {
				second = s.x
			}
		}
		b.WriteString(s.text)
		spaced = blank || strings.HasSuffix(s.text, " ")
		right = max(right, s.end)
		before = s
		if !blank {
			sizes[math.Round(s.size*2)/2]++
		}
	}
	size, most := p.size, 0
	for _, at := range sortedSizes(sizes) {
		if sizes[at] > most {
			size, most = at, sizes[at]
		}
	}
	last := len(signs) - 1
	for last > 0 && strings.TrimSpace(signs[last].text) == "" {
		last--
	}
	end := p.x
	for _, s := range signs[:last+1] {
		end = max(end, s.end)
	}
	return Line{Text: clean(b.String()), X: p.x, Right: end, Y: p.y, Second: min(second, end), Size: size, Bold: p.letters > 0 && p.bold == p.letters}
}

// wordGap is how wide a gap between signs is that divides words, in parts of their size: wider than between the letters of a
// line that is set wide.
func wordGap(signs []sign) float64 {
	var gaps []float64
	for i := 1; i < len(signs); i++ {
		if a, b := signs[i-1], signs[i]; strings.TrimSpace(a.text) != "" && strings.TrimSpace(b.text) != "" {
			gaps = append(gaps, (b.x-a.end)/b.size)
		}
	}
	if len(gaps) < 3 {
		return minGap
	}
	slices.Sort(gaps)
	return minGap + max(gaps[len(gaps)/4], 0)
}

// minGap is the gap that divides words where letters touch each other.
const minGap = 0.17

func byX(a, b sign) int { return cmp.Compare(a.x, b.x) }

func sortedSizes(sizes map[float64]int) []float64 {
	var all []float64
	for at := range sizes {
		all = append(all, at)
	}
	slices.Sort(all)
	return all
}

// plainSigns are what is written for signs that are drawn as one or look as others.
var plainSigns = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st",
	"\u2010", "-", "\u2011", "-", "\u00a0", " ", "\u202f", " ", "\u200b", "", "\ufe0e", "", "\ufe0f", "", "\ufeff", "", "\u2060", "")

// clean leaves words with single spaces between them.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return ' '
		}
		return r
	}, plainSigns.Replace(text))
	return strings.Join(strings.Fields(text), " ")
}
