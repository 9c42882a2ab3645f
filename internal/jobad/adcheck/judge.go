package adcheck

import (
	"cmp"
	"slices"
	"strings"

	"remit/internal/catalog"
)

const (
	enoughDuty     = 2   // points of a line that begins as duties do, to belong to a role
	mostShared     = 2   // points more, one for each kind of shared work in it
	enoughPoints   = 3   // of another line; one that asks for knowledge belongs to none
	enoughAhead    = 2   // of the next role
	enoughStrength = 10  // from here an ad is of the family
	fullWords      = 300 // of an ad; of one half as long half the strength is asked
	shortAd        = 12  // lines; it names little
	longestDuty    = 6   // words
	mostBefore     = 3   // words before it: a number, "you", an adverb
	tradeWeight    = 6   // of a line that is of another trade
	once           = 2   // weight of the points of what an ad says once
	again          = 3   // of what it says in several lines
	clearGap       = 10  // between the first role and the next
)

// has reports whether a signal of a kind is among those of a line.
func (c *Checker) has(rows []int, kind string) bool {
	return slices.ContainsFunc(rows, func(row int) bool { return c.m.Signals[row].Kind == kind })
}

// judge says whose work a line is, from the numbers of its signals, whether it begins as duties do, and whether it asks for
// knowledge.
func (c *Checker) judge(rows []int, duty, asks bool) (kind string, role, work int) {
	points := make([]int, len(c.m.Roles))
	done := make([]int, len(points))   // points of work alone
	named := make([]bool, len(points)) // by more than a hint
	role, work = -1, -1
	shared, other, generic, own, bestWork := 0, 0, 0, 0, 0
	for _, row := range rows {
		s := c.m.Signals[row]
		switch s.Kind {
		case catalog.SignalShared:
			shared++
		case catalog.SignalOther:
			other++
		case catalog.SignalGeneric:
			generic++
		case catalog.SignalWork, catalog.SignalLine, catalog.SignalHint:
			own++
			for i, p := range s.Points {
				points[i] += p
				if s.Kind != catalog.SignalHint {
					done[i] += p
					named[i] = named[i] || p > 0
				}
			}
		}
		if weight := 1 + slices.Max(append([]int{0}, s.Points...)); s.Work >= 0 && weight > bestWork {
			work, bestWork = s.Work, weight
		}
	}
	enough := enoughPoints
	if duty {
		enough = enoughDuty + min(shared, mostShared)
	}
	best := 0
	for i, p := range points {
		if p > points[best] || p == points[best] && named[i] && !named[best] {
			best = i
		}
	}
	ahead := true
	for i, p := range points {
		if !named[i] {
			p = min(p, done[i])
		}
		ahead = ahead && (i == best || points[best]-p >= enoughAhead)
	}
	switch {
	case other > 0 && other >= own:
		return KindOther, -1, -1
	case generic > 0 && points[best] < enough && shared == 0:
		return KindGeneric, -1, -1
	case !asks && named[best] && points[best] >= enough && ahead:
		return KindRole, best, work
	case shared+own > 0:
		return KindShared, -1, work
	}
	return KindGeneric, -1, -1
}

// begins reports whether a line begins as duties do, behind its number, a "you" and an adverb if it has them.
func (c *Checker) begins(tokens []token) bool {
	at := 0
	for at < len(tokens)-1 && at < mostBefore && (isNumber(tokens[at].text) || tokens[at].text == "you" || strings.HasSuffix(tokens[at].text, "ly")) {
		at++
	}
	return slices.ContainsFunc(c.duties.find(tokens[:min(len(tokens), at+longestDuty)]), func(h hit) bool { return h.start == at || h.start == 0 })
}

// work judges every line, and from all of them the job.
func (c *Checker) work(r *Report, t text, shape int) {
	counts, last := make([]int, len(c.m.Signals)), make([]int, len(c.m.Signals))
	lines := make([]int, len(c.m.Roles))
	for i, l := range t.lines {
		if i == 0 { // the title
			continue
		}
		if l.Heading {
			continue
		}
		for _, part := range l.parts() {
			line := Line{Line: l.Number, Text: part.text, Kind: KindGeneric, Works: []string{}}
			if rows, ofAd := c.rowsOf(part.tokens); l.zone != "company" && l.zone != "terms" && !c.has(rows, catalog.SignalAside) {
				for _, row := range ofAd {
					if last[row] != i { // once in a line
						counts[row], last[row] = counts[row]+1, i
					}
					if area := c.m.Signals[row].Area; area >= 0 && !slices.Contains(line.areas, area) {
						line.areas = append(line.areas, area)
					}
				}
				duty := c.begins(part.tokens)
				line.asks = !duty && (c.has(rows, catalog.SignalKnowledge) || l.zone == "asked")
				var role, work int
				line.Kind, role, work = c.judge(rows, duty, line.asks)
				if line.Kind == KindShared && !duty && l.zone == "asked" && l.Bullet {
					line.Kind = KindAsked
				}
				if role >= 0 {
					line.Role = c.m.Roles[role].ID
					lines[role]++
				}
				if work >= 0 {
					line.Responsibility = c.m.Work[work].ID
					if shape >= 0 {
						line.Answers, line.Works = c.m.Shapes[shape].Parts[work].Answers, c.m.Shapes[shape].Parts[work].Works
					}
				}
			}
			r.Lines = append(r.Lines, line)
		}
	}
	trades := map[string]int{}
	for i, role := range c.m.Roles {
		score := Score{Role: role.ID, Score: once * role.Base, Lines: lines[i]}
		for row, n := range counts {
			switch {
			case n > 1:
				score.Score += again * c.m.Signals[row].Points[i]
			case n == 1:
				score.Score += once * c.m.Signals[row].Points[i]
			}
		}
		r.Closest = append(r.Closest, score)
	}
	slices.SortStableFunc(r.Closest, func(a, b Score) int { return cmp.Compare(b.Score, a.Score) })
	for row, n := range counts {
		if n == 0 {
			continue
		}
		switch s := c.m.Signals[row]; s.Kind {
		case catalog.SignalWork, catalog.SignalHint, catalog.SignalShared:
			r.Strength += s.Family
		case catalog.SignalOther:
			trades[s.Trade] += n
			r.Strength -= tradeWeight * min(n, 3)
		}
	}
	for _, s := range c.m.Signals {
		if n := trades[s.Trade]; n > 0 && n > trades[r.Trade] {
			r.Trade = s.Trade
		}
	}
	own, told, foreign := 0, 0, 0
	for _, l := range r.Lines {
		switch l.Kind {
		case KindRole:
			own++
		case KindOther:
			foreign++
		}
		if l.Kind != KindGeneric {
			told++
		}
	}
	// a short ad names little, but what it names is clear
	words := max(fullWords/2, min(r.Words, fullWords))
	r.Family = r.Strength*fullWords >= enoughStrength*words || len(r.Lines) <= shortAd && own > 1 && own*2 >= told && foreign == 0
	if r.Family && len(r.Closest) > 1 {
		first, second := r.Closest[0], r.Closest[1]
		r.Clear = first.Score-second.Score >= clearGap && first.Lines >= second.Lines
	}
	c.titleAndWork(r)
}

// titleAndWork says when the work is of another trade, or not of the role that the title names.
func (c *Checker) titleAndWork(r *Report) {
	if len(r.Lines) == 0 {
		return
	}
	if !r.Family {
		what := "the work described is hardly that of a DevOps, cloud, platform or site reliability engineer"
		if r.Trade != "" {
			what += "; some of it is " + r.Trade
		}
		rule := ruleTrade
		if len(r.TitleRoles) > 0 {
			rule = ruleTitle
			what = "the title says " + c.titles(r.TitleRoles) + ", but " + what
		}
		r.Role = append(r.Role, Finding{
			Rule: rule, Level: "warning", Line: 1, Lines: []int{1}, What: what,
			Why:     "Too few lines name such work. People who look for it will not stay, and those who do this work will not find the ad",
			Instead: "Say what is done in the first weeks, or choose the title that this work has elsewhere",
		})
	}
}
