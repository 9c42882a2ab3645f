package adcheck

import (
	"fmt"
	"slices"
	"strings"
)

const (
	usualAreas    = 7  // half of all ads name no more
	manyAreas     = 10 // from here several jobs are to be thought of
	tooManyAreas  = 12 // from here they are likely
	bigGroupLines = 4  // of a group that is a job of its own
	bigGroups     = 3  // that make several jobs
	jobLines      = 2  // of a role that could be a job of its own
	jobWork       = 8  // responsibilities of such a job; more make no short ad
)

// breadth counts areas of work, and where they are many says which jobs they could be.
func (c *Checker) breadth(r *Report) {
	groups := map[string]map[int]bool{}
	for i, a := range c.m.Areas {
		f := Found{ID: a.ID, Title: a.Title, Neighbour: a.Neighbour, group: a.Group}
		done := false
		for n, l := range r.Lines {
			if slices.Contains(l.areas, i) {
				f.Lines = append(f.Lines, l.Line)
				done = done || !l.asks
				if a.Group != "" {
					if groups[a.Group] == nil {
						groups[a.Group] = map[int]bool{}
					}
					groups[a.Group][n] = true
				}
			}
		}
		f.Lines = slices.Compact(f.Lines)
		if done || len(f.Lines) > 1 { // one line that asks for knowledge is no work yet
			r.Areas = append(r.Areas, f)
		}
	}
	big := 0
	for _, lines := range groups {
		if len(lines) >= bigGroupLines {
			big++
		}
	}
	if len(r.Areas) < manyAreas && big < bigGroups {
		return
	}
	level := "info"
	if len(r.Areas) >= tooManyAreas || big >= bigGroups {
		level = "warning"
	}
	own := ""
	if len(r.Closest) > 0 {
		own = c.title(r.Closest[0].Role)
	}
	var surplus []string
	var lines []int
	for _, a := range r.Areas {
		if a.Neighbour != "" && a.Neighbour != own {
			surplus = append(surplus, fmt.Sprintf("%s: %s (%s)", a.Neighbour, a.Title, numbers(a.Lines)))
			lines = append(lines, a.Lines...)
		}
	}
	slices.Sort(lines)
	lines = slices.Compact(lines)
	if lines == nil {
		lines = []int{}
	}
	r.Split = c.split(r)
	r.Breadth = append(r.Breadth, Finding{
		Rule: ruleSeveral, Level: level, Lines: lines, Line: append(lines, 0)[0],
		What:    fmt.Sprintf("the ad asks for work in %d of %d areas", len(r.Areas), len(c.m.Areas)),
		Why:     "Half of all ads for these roles name seven areas or fewer; somebody who is good at all of these is hard to find, and the day has the same hours",
		Instead: "Keep what this job answers for, and say who does the rest. Usually with others: " + strings.Join(surplus, "; "),
	})
}

// split makes a job of the lines of each role that has enough of them: two at least, or none.
func (c *Checker) split(r *Report) []Job {
	jobs := []Job{}
	for _, s := range r.Closest {
		job := Job{Role: s.Role, Work: []string{}}
		times := 0
		for _, l := range r.Lines {
			if l.Role != s.Role {
				continue
			}
			times++
			job.Lines = append(job.Lines, l.Line)
			if l.Responsibility != "" && len(job.Work) < jobWork && !slices.Contains(job.Work, l.Responsibility) {
				job.Work = append(job.Work, l.Responsibility)
			}
		}
		if times >= jobLines {
			job.Lines = slices.Compact(job.Lines)
			jobs = append(jobs, job)
		}
	}
	if len(jobs) < 2 {
		return []Job{}
	}
	return jobs
}

// numbers writes line numbers.
func numbers(lines []int) string {
	word := "line"
	if len(lines) > 1 {
		word = "lines"
	}
	var all []string
	for _, n := range lines {
		all = append(all, fmt.Sprint(n))
	}
	return word + " " + strings.Join(all, ", ")
}
