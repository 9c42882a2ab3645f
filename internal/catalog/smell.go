package catalog

import (
	"fmt"
	"slices"
)

// Limits of the smells. A smell is a warning: a matrix may have it and be right, and then says so under accepted.
const (
	bottleneckShare = 0.6 // of all A in a shape with one role
	crowdedC        = 4   // C in a row; more make decisions slow
)

var smellNames = []string{"bottleneck", "idle", "crowded", "powerless"}

// checkSmells warns of what makes a matrix hard to live with:
//   - bottleneck: one role holds over 60 % of all A while others exist
//   - idle: a role that is only consulted and informed has no work of its own
//   - crowded: more than four C in a row make a decision slow
//   - powerless: a role answers for work without doing any in that area, so it cannot change the outcome
func (l *loader) checkSmells(s *Shape) {
	if s.flawed {
		return
	}
	found := map[string]bool{}
	warn := func(smell string, at Cell, format string, args ...any) {
		found[smell] = true
		if !slices.ContainsFunc(s.Accepted, func(a Accepted) bool { return a.Smell == smell }) {
			l.problems.Warnf(at.Place, "%s: %s", smell, fmt.Sprintf(format, args...)).Hint = "if it is meant, say why under accepted: in the front matter"
		}
	}
	for _, role := range s.Roles {
		answers, works, parts := 0, map[*Area]bool{}, 0
		first := Cell{Place: s.File.Key("roles")}
		for _, row := range s.Rows {
			letter := row.Cell(role).Letter
			if letter.Answers() {
				answers++
			}
			if letter.Works() {
				works[row.Responsibility.Area] = true
			}
			if letter != None {
				parts++
			}
		}
		if len(s.Roles) > 1 && float64(answers) > bottleneckShare*float64(len(s.Rows)) {
			warn("bottleneck", first, "%s answers for %d of %d rows", role.Title, answers, len(s.Rows))
		}
		if parts > 0 && answers == 0 && len(works) == 0 {
			warn("idle", first, "%s is only consulted and informed", role.Title)
		}
		for _, row := range s.Rows {
			if c := row.Cell(role); c.Letter == Accountable && !works[row.Responsibility.Area] {
				warn("powerless", c, "%s answers for %q but does no work in its area", role.Title, row.Responsibility.ID)
			}
		}
	}
	for _, row := range s.Rows {
		consulted := 0
		var last Cell
		for _, c := range row.Cells {
			if c.Letter == Consulted {
				consulted, last = consulted+1, c
			}
		}
		if consulted > crowdedC {
			warn("crowded", last, "%d roles are consulted on %q", consulted, row.Responsibility.ID)
		}
	}
	for i, a := range s.Accepted {
		if slices.Contains(smellNames, a.Smell) && !found[a.Smell] {
			l.problems.Warnf(s.front.Accepted[i].Smell.Place, "smell %q is accepted, but is not there", a.Smell)
		}
	}
}
