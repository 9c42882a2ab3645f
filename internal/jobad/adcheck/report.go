package adcheck

import (
	"slices"
)

// Kinds of lines.
const (
	KindRole    = "role"    // work of one role
	KindShared  = "shared"  // infrastructure work of any of them
	KindAsked   = "asked"   // knowledge that such work needs, in a list of what is asked
	KindGeneric = "generic" // no work that tells anything
	KindOther   = "other"   // work of another trade
)

// Report is what there is to say about an ad.
type Report struct {
	File       string    `json:"file"`
	Title      string    `json:"title"`
	TitleRole  string    `json:"titleRole"` // id; "" where the title names no core role, or several
	TitleRoles []string  `json:"titleRoles"`
	Market     string    `json:"market"` // title of the job market that it is; may be ""
	Shape      string    `json:"shape"`  // id of the one by which owners are named
	Language   string    `json:"language"`
	Family     bool      `json:"family"`   // the work is of one of the four roles, or near to them
	Strength   int       `json:"strength"` // how much of the family's work it names, less that of other trades
	Trade      string    `json:"trade"`    // the other trade that the work speaks for; may be ""
	Closest    []Score   `json:"closest"`  // all four, the closest first
	Clear      bool      `json:"clear"`
	Lines      []Line    `json:"lines"`
	Areas      []Found   `json:"areas"`
	Role       []Finding `json:"role"`    // title and work disagree
	Breadth    []Finding `json:"breadth"` // several jobs
	Split      []Job     `json:"split"`   // the jobs that they could be
	Missing    []Finding `json:"missing"`
	Wording    []Finding `json:"wording"`
	Law        []Law     `json:"law"`
	Dismissed  []Finding `json:"dismissed"`
	Tools      []string  `json:"tools"`
	Words      int       `json:"words"`
	Coded      int       `json:"coded"` // places with words that the study of codedSource found of a masculine ring
	Cut        bool      `json:"cut"`   // the ad is so long that its end was not read
}

// Foreign reports whether the ad seems not to be written in English: then it is not judged.
func (r *Report) Foreign() bool { return r.Language != "" && r.Language != "en" }

// Score is how much speaks for a role. Points compare the roles of one ad, and mean nothing beyond it.
type Score struct {
	Role   string `json:"role"`
	Score  int    `json:"score"`
	Lines  int    `json:"lines"` // that are its work
	Points []int  `json:"-"`
}

// Line is a line of the ad, or a sentence of a long one: several may have one number.
type Line struct {
	Line           int      `json:"line"`
	Text           string   `json:"text"`
	Kind           string   `json:"kind"`
	Role           string   `json:"role"`           // id, of KindRole
	Responsibility string   `json:"responsibility"` // id; may be ""
	Answers        string   `json:"answers"`        // title of the role that answers for it in the shape
	Works          []string `json:"works"`          // titles of those that work on it

	areas []int
	asks  bool // for knowledge
}

// Found is an area of work with its lines.
type Found struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Neighbour string `json:"neighbour"`
	Lines     []int  `json:"lines"`
	group     string
}

// Job is a job of its own within the ad.
type Job struct {
	Role  string   `json:"role"`  // id
	Lines []int    `json:"lines"` // that are its work
	Work  []string `json:"work"`  // ids of responsibilities
}

// Finding is something to think about. Rule is its id, Line where it stands first (0: nowhere). Key tells it from others of
// its rule: the rule, and the words that were found.
type Finding struct {
	Rule    string `json:"rule"`
	Key     string `json:"key"`
	Level   string `json:"level"` // warning or info
	Line    int    `json:"line"`
	Lines   []int  `json:"lines"`
	What    string `json:"what"`
	Why     string `json:"why"`
	Instead string `json:"instead"`
	Source  string `json:"source"`
	Reason  string `json:"reason,omitempty"` // why it was dismissed
}

// Law is what a place asks of the ad.
type Law struct {
	Place   string   `json:"place"`
	Title   string   `json:"title"`
	Who     string   `json:"who"`
	Says    []string `json:"says"`
	Note    string   `json:"note"`
	AsOf    string   `json:"asOf"`
	Source  string   `json:"source"`
	Because string   `json:"because"` // why it is shown
}

// name gives findings that have no key their rule as one.
func (r *Report) name() {
	for _, list := range [][]Finding{r.Role, r.Breadth, r.Missing, r.Wording} {
		for i := range list {
			if list[i].Key == "" {
				list[i].Key = list[i].Rule
			}
		}
	}
}

// dismiss moves findings that were ignored with a reason, by key or by rule.
func (r *Report) dismiss(ignore map[string]string) {
	for _, list := range []*[]Finding{&r.Role, &r.Breadth, &r.Missing, &r.Wording} {
		kept := []Finding{}
		for _, f := range *list {
			reason, ok := ignore[f.Key]
			if !ok {
				reason, ok = ignore[f.Rule]
			}
			if ok {
				f.Reason = reason
				r.Dismissed = append(r.Dismissed, f)
			} else {
				kept = append(kept, f)
			}
		}
		*list = kept
	}
}

// Findings returns all findings that stand.
func (r *Report) Findings() []Finding {
	return slices.Concat(r.Role, r.Breadth, r.Missing, r.Wording)
}
