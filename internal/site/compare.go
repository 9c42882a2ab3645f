package site

import (
	"fmt"
	"slices"
	"strings"

	"remit/internal/catalog"
)

// ComparePage lets the reader compare any two to four roles. The authored comparisons stand on it for those who have no
// script, and the data of all roles for the script.
type ComparePage struct {
	Frame
	Groups []CompareGroup
	Shapes []ExplorerShape
	Lines  []ComparisonLine
	Data   CompareData
}

// CompareGroup is the core roles, or those next door.
type CompareGroup struct {
	Title string
	Roles []RoleTag
	More  bool // those that lie in a drawer on a phone
}

// CompareData is what the script of the page works with. Its form is the script's and the page's alone.
type CompareData struct {
	Shapes   []CompareShape    `json:"shapes"`
	Work     []CompareWork     `json:"work"`
	Facts    []string          `json:"facts"` // what those of each role are called
	Lists    []string          `json:"lists"` // likewise
	Roles    []CompareRole     `json:"roles"`
	Authored []CompareAuthored `json:"authored"`
}

// CompareShape is a shape to compare in.
type CompareShape struct {
	ID    string   `json:"id"`
	Title string   `json:"title"`
	URL   string   `json:"url"`
	Lacks []string `json:"lacks"` // roles of the matrices that it does not have
}

// CompareWork is a responsibility.
type CompareWork struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	URL   string `json:"url"`
}

// CompareRole is a role as it is compared.
type CompareRole struct {
	ID        string        `json:"id"`
	Title     string        `json:"title"`
	Short     string        `json:"short"`
	URL       string        `json:"url"`
	Class     string        `json:"class"` // of the chip that names it
	Objective string        `json:"objective"`
	Facts     []string      `json:"facts"` // in the order of [factLabels]
	Lists     [][]CompareIt `json:"lists"` // in the order of [listLabels]
	Parts     []string      `json:"parts"` // for each shape a character for each piece of work; see [partCode]
}

// CompareIt is an item of a list; URL is "" where it has no page.
type CompareIt struct {
	Text string `json:"text"`
	URL  string `json:"url,omitempty"`
}

// CompareAuthored is what an authored comparison adds.
type CompareAuthored struct {
	Roles          []string    `json:"roles"`
	Title          string      `json:"title"`
	URL            string      `json:"url"`
	Verdict        string      `json:"verdict"`
	Choose         []string    `json:"choose"` // for each role
	Hire           []string    `json:"hire"`
	Misconceptions [][2]string `json:"misconceptions"` // what people say, what is so
}

var factLabels = []string{"Asks", "Works on", "Serves", "Side of a tool", "Kind of code", "Rhythm"}

var listLabels = []string{"Measured by", "Skills", "Makes these tools ready", "Uses these tools", "Certifications", "Levels"}

func (m *maker) comparePage(lines []ComparisonLine) {
	v := ComparePage{
		Frame: m.frame(m.at("/compare/"), "Compare roles", "Two to four roles side by side: what each is for, what they share, what only one does, and which to choose.", nil),
		Lines: lines, Data: m.compareData(),
	}
	v.Legend = true
	m.own(&v.Frame, "compare")
	v.Groups = m.roleGroups()
	for i, s := range m.cat.Shapes {
		v.Shapes = append(v.Shapes, ExplorerShape{Number: i + 1, Shape: s, First: i == len(m.cat.Shapes)-1})
	}
	m.add("compare", v.Frame, v)
}

func (m *maker) compareData() CompareData {
	d := CompareData{Facts: factLabels, Lists: listLabels, Authored: []CompareAuthored{}}
	for _, s := range m.cat.Shapes {
		cs := CompareShape{ID: s.ID, Title: s.Title, URL: s.URL, Lacks: []string{}}
		for _, r := range matrixRoles(m.cat) {
			if !s.Has(r) {
				cs.Lacks = append(cs.Lacks, r.ID)
			}
		}
		d.Shapes = append(d.Shapes, cs)
	}
	for _, r := range m.cat.Responsibilities {
		d.Work = append(d.Work, CompareWork{r.ID, r.Title, r.URL})
	}
	for _, r := range m.cat.Roles {
		d.Roles = append(d.Roles, m.compareRole(r))
	}
	for _, c := range m.cat.Comparisons {
		a := CompareAuthored{Title: c.Title, URL: c.URL, Verdict: c.Verdict.Text, Misconceptions: [][2]string{}}
		for _, ch := range c.Choose {
			a.Roles, a.Choose, a.Hire = append(a.Roles, ch.Role.ID), append(a.Choose, ch.If.Text), append(a.Hire, ch.Hire.Text)
		}
		for _, x := range c.Misconceptions {
			a.Misconceptions = append(a.Misconceptions, [2]string{x.Claim.Text, x.Instead.Text})
		}
		d.Authored = append(d.Authored, a)
	}
	return d
}

func (m *maker) compareRole(r *catalog.Role) CompareRole {
	c := CompareRole{ID: r.ID, Title: r.Title, Short: r.Short, URL: r.URL, Class: tag(r).Class(), Objective: r.Objective.Text,
		Facts: []string{r.Question, r.Object, r.Customer, r.Side, r.Code, r.Rhythm}}
	words := func(all []catalog.Words) []CompareIt {
		items := []CompareIt{}
		for _, w := range all {
			items = append(items, CompareIt{Text: w.Text})
		}
		return items
	}
	tools := func(side func(*catalog.Tool) []*catalog.Role) []CompareIt {
		items := []CompareIt{}
		for _, tool := range m.cat.Tools {
			if slices.Contains(side(tool), r) {
				items = append(items, CompareIt{tool.Title, tool.URL})
			}
		}
		return items
	}
	certificates, levels := []CompareIt{}, []CompareIt{}
	for _, x := range r.Certifications {
		certificates = append(certificates, CompareIt{Text: x.Name})
	}
	for _, l := range r.Levels {
		levels = append(levels, CompareIt{Text: l.Level.Title + ": " + l.Cell.Text})
	}
	c.Lists = [][]CompareIt{words(r.Metrics), words(r.Skills),
		tools(func(t *catalog.Tool) []*catalog.Role { return t.Admin }), tools(func(t *catalog.Tool) []*catalog.Role { return t.User }),
		certificates, levels}
	c.Parts = m.partCodes(r)
	return c
}

// partCodes are the role's parts: for each shape a character for each piece of work.
func (m *maker) partCodes(r *catalog.Role) []string {
	var all []string
	for _, s := range m.cat.Shapes {
		codes := make([]byte, len(m.cat.Responsibilities))
		for i, w := range m.cat.Responsibilities {
			codes[i] = partCode(m.cat.PartOf(s, w, r))
		}
		all = append(all, string(codes))
	}
	return all
}

// partCode is a letter in one character: A/R is B, no part is a dash.
func partCode(l catalog.Letter) byte {
	switch l {
	case catalog.AccountableResponsible:
		return 'B'
	case catalog.None:
		return '-'
	}
	return l[0]
}

// UpSet is the picture of which roles share how much work: a line for each combination of roles, a filled mark for each
// role in it, and a bar to scale. After Lex et al., UpSet: Visualization of Intersecting Sets (2014), laid on its side so
// that it is a table too.
type UpSet struct {
	Shape   *catalog.Shape
	Roles   []RoleTag
	Lines   []UpSetLine
	Summary string
}

// UpSetLine is a combination of roles.
type UpSetLine struct {
	Marks []UpSetMark // for each role
	Words string      // "Platform and SRE"
	Count int
	Width string // of the bar, out of 100
	Work  []NamedWork
}

// UpSetMark says whether a role is in the combination.
type UpSetMark struct {
	Role RoleTag
	In   bool
}

// upSet draws which of the roles take part in how many rows of a shape.
func (m *maker) upSet(s *catalog.Shape, roles []*catalog.Role) *UpSet {
	compared := m.cat.Compare(s, roles)
	u := &UpSet{Shape: s, Roles: tags(roles)}
	sets := slices.Clone(compared.Sets)
	slices.SortStableFunc(sets, func(a, b catalog.Set) int { return len(b.Parts) - len(a.Parts) })
	most, alone, all := 1, 0, 0
	var largest UpSetLine
	for _, set := range sets {
		line := UpSetLine{Count: len(set.Parts)}
		most = max(most, line.Count)
		var names []string
		for i, has := range set.Has {
			line.Marks = append(line.Marks, UpSetMark{u.Roles[i], has})
			if has {
				names = append(names, u.Roles[i].Short)
			}
		}
		line.Words = enumerate(names)
		line.Width = number(100 * float64(line.Count) / float64(most))
		for _, p := range set.Parts {
			line.Work = append(line.Work, work(p.Responsibility))
		}
		switch size := set.Size(); {
		case size == 1:
			alone += line.Count
			line.Words += " alone"
		case size == len(roles):
			all += line.Count
		}
		u.Lines = append(u.Lines, line)
		if largest.Count == 0 && set.Size() > 1 {
			largest = line
		}
	}
	u.Summary = fmt.Sprintf("Of the %d pieces of work, %d are in the hands of one of these roles alone and %d in those of all %s.", len(s.Rows), alone, all, words(len(roles)))
	if largest.Count > 0 {
		u.Summary += fmt.Sprintf(" The largest overlap is that of %s, with %d.", largest.Words, largest.Count)
	}
	return u
}

// enumerate joins names as in a sentence.
func enumerate(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// words writes a small number as a word.
func words(n int) string {
	if small := []string{"none", "one", "two", "three", "four", "five", "six"}; n < len(small) {
		return small[n]
	}
	return fmt.Sprint(n)
}
