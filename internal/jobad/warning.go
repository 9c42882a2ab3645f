package jobad

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Warning says what is wrong with an ad or missing from it.
type Warning struct {
	ID   string // of the rule
	Text string
	Why  string
}

// warnings are in the order in which applicants miss what is missing: pay before all.
func (c *composer) warnings() []Warning {
	all := []Warning{}
	warn := func(id, text, why string) { all = append(all, Warning{id, text, why}) }
	if c.b.Max == 0 {
		if c.place != nil {
			warn("no-pay", "There is no pay range, and the place has a law on it.", c.place.Law)
		} else {
			warn("no-pay", "There is no pay range.", "Pay is what most applicants look for first, and many laws ask for it.")
		}
	} else if c.b.Max > c.b.Min*1.5 {
		warn("wide-pay", "The pay range is wide: its upper end is more than half again the lower.", "A range that holds two levels says that the level is not settled.")
	}
	var strange []string
	for _, i := range c.work {
		if !slices.Contains(c.parts.Own, i) && !slices.Contains(c.parts.Others, i) {
			text := c.Work[i].Title
			if owner := c.shape.Owner[i]; owner != "" {
				text += " (" + lower(owner) + ")"
			}
			strange = append(strange, text)
		}
	}
	if len(strange) > 0 {
		warn("second-job", "A second job creeps in: "+strings.Join(strange, "; ")+".", "In a company of this shape the role has no part in that work.")
	}
	if c.parts.Absent {
		warn("no-role", "A company of this shape usually has no "+lower(c.role.Title)+".", "Its work lies with other roles there. The ad shows what the role answers for in the next larger shape.")
	}
	if len(c.work) > Most {
		warn("much-work", fmt.Sprintf("The ad names %d responsibilities.", len(c.work)), fmt.Sprintf("More than %d are more than one person can answer for.", Most))
	}
	if len(c.work) == 0 {
		warn("no-work", "The ad names no work.", "Choose at least one responsibility.")
	}
	if n := len(c.musts()); n > Most {
		warn("many-musts", fmt.Sprintf("The ad requires %d things.", n), fmt.Sprintf("More than %d musts keep away people who could do the work.", Most))
	}
	for _, must := range c.b.Musts {
		if yearsAsked(must) {
			warn("years", "“"+must+"” counts years.", "Years say little about what somebody can do. Name the work instead.")
		}
	}
	if c.parts.OnCall && c.b.OnCall == "" {
		warn("on-call", "The role holds a pager in a company of this shape, and the ad does not say whether this one does.", "Say who shares the rota, how often, at which hours and for what pay.")
	} else if c.b.OnCall == "yes" && (c.b.People == 0 || c.b.Every == 0 || c.b.Cover == "" || c.b.OnCallPay == "") {
		warn("on-call", "The terms of on-call duty are not whole.", "Say how many share the rota, how often, at which hours and for what pay or time off.")
	} else if c.parts.OnCall && c.b.OnCall == "no" {
		warn("on-call", "The role usually holds a pager in a company of this shape, and the ad says there is no on-call duty.", "Make sure that somebody else does.")
	}
	if c.b.OnCall == "yes" && c.b.Every > 0 && c.b.Every < leastEvery {
		warn("often", "The duty comes round often.", fmt.Sprintf("Google, for one, keeps people on call no more than one week in %d.", leastEvery))
	}
	if c.b.Remote == "" {
		warn("no-place", "The ad does not say where the work is done.", "Say the place, and whether the job can be done from home.")
	}
	if c.b.Reports == "" {
		warn("no-reports", "The ad does not say whom the job reports to.", "A reporting line tells more about a job than a list of tools.")
	}
	if len(c.b.Steps) == 0 {
		warn("no-steps", "The ad does not say how you hire.", "People plan their applications by it.")
	}
	if c.b.Closing != "" && c.b.Closing < c.b.Posted {
		warn("closed", "Applications close before the ad is posted.", "")
	}
	if c.b.Company == "" || c.b.Apply == "" {
		warn("no-address", "The company or the address for applications is missing.", "")
	}
	return all
}

// yearsAsked reports whether a text holds a number and then the word "year" or "years".
func yearsAsked(text string) bool {
	number := false
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if number && (word == "year" || word == "years" || word == "yrs") {
			return true
		}
		if word[0] >= '0' && word[0] <= '9' {
			number = true
		}
	}
	return false
}
