package site

import (
	"cmp"
	"fmt"
	"slices"

	"remit/internal/catalog"
)

// TeamPage lets the reader check a team against the matrix. Without a script it says what would have no owner if one
// role were missing.
type TeamPage struct {
	Frame
	Groups []CompareGroup
	Shapes []*catalog.Shape
	Tables []MissingTable
	Data   TeamData
}

// MissingTable says for a shape what happens where one of its roles is missing.
type MissingTable struct {
	Shape *catalog.Shape
	Lines []MissingLine
}

// MissingLine is a role that is missing.
type MissingLine struct {
	Role  RoleTag
	Rows  int    // that nobody answers for then
	Words string // who would usually pick them up
}

// TeamData is what the script works with. Its form is the script's and the page's alone.
type TeamData struct {
	Shapes []TeamShape `json:"shapes"`
	Work   []TeamWork  `json:"work"`
	Roles  []TeamRole  `json:"roles"`
}

// TeamShape is a shape with the roles it has.
type TeamShape struct {
	ID    string   `json:"id"`
	Title string   `json:"title"`
	URL   string   `json:"url"`
	Roles []string `json:"roles"`
}

// TeamWork is a responsibility.
type TeamWork struct {
	CompareWork
	Area string `json:"area"`
}

// TeamRole is a role with its part in every piece of work, by shape.
type TeamRole struct {
	ID     string   `json:"id"`
	Title  string   `json:"title"`
	Short  string   `json:"short"`
	URL    string   `json:"url"`
	Class  string   `json:"class"`
	Matrix bool     `json:"matrix"` // some shape has a column for it
	Parts  []string `json:"parts"`  // see [partCode]
}

func (m *maker) teamPage() {
	v := TeamPage{
		Frame:  m.frame(m.at("/team/"), "Team check", "Say which roles your team really has, and see what nobody answers for, what rests on one person, and who would usually pick it up.", nil),
		Groups: m.roleGroups(), Shapes: m.cat.Shapes,
	}
	m.own(&v.Frame, "team")
	for _, s := range m.cat.Shapes {
		v.Tables = append(v.Tables, m.missing(s))
		v.Data.Shapes = append(v.Data.Shapes, TeamShape{s.ID, s.Title, s.URL, roleIDs(s.Roles)})
	}
	for _, r := range m.cat.Responsibilities {
		v.Data.Work = append(v.Data.Work, TeamWork{CompareWork{r.ID, r.Title, r.URL}, r.Area.Title})
	}
	for _, r := range m.cat.Roles {
		v.Data.Roles = append(v.Data.Roles, TeamRole{r.ID, r.Title, r.Short, r.URL, tag(r).Class(), m.cat.InMatrix(r), m.partCodes(r)})
	}
	m.add("team", v.Frame, v)
}

// roleGroups are the core roles and those next door.
func (m *maker) roleGroups() []CompareGroup {
	core, next := CompareGroup{Title: "Core roles"}, CompareGroup{Title: "Roles next door", More: true}
	for _, r := range m.cat.Roles {
		if r.Core {
			core.Roles = append(core.Roles, tag(r))
		} else {
			next.Roles = append(next.Roles, tag(r))
		}
	}
	return []CompareGroup{core, next}
}

// missing says for every role of a shape what has no owner without it.
func (m *maker) missing(s *catalog.Shape) MissingTable {
	t := MissingTable{Shape: s}
	for _, gone := range s.Roles {
		var members []catalog.Member
		for _, r := range s.Roles {
			if r != gone {
				members = append(members, catalog.Member{Role: r, People: 1})
			}
		}
		line := MissingLine{Role: tag(gone)}
		picks := map[*catalog.Role]int{}
		for _, row := range m.cat.CheckTeam(s, members).Rows {
			if row.Holder == nil {
				line.Rows++
				picks[row.Nearest]++
			}
		}
		if line.Rows == 0 {
			continue
		}
		var all []string
		for _, r := range slices.SortedStableFunc(slices.Values(m.cat.Roles), func(a, b *catalog.Role) int { return cmp.Compare(picks[b], picks[a]) }) {
			if picks[r] > 0 {
				all = append(all, fmt.Sprintf("%s %d", r.Short, picks[r]))
			}
		}
		if picks[nil] > 0 {
			all = append(all, fmt.Sprintf("nobody near %d", picks[nil]))
		}
		line.Words = enumerate(all)
		t.Lines = append(t.Lines, line)
	}
	return t
}
