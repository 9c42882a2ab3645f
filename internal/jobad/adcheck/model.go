// Package adcheck checks job ads: whose work the lines of one describe, how many jobs it holds, what it does not say,
// and which words to think about. It counts lines and finds phrases, and gives no verdict.
//
// [NewModel] takes all phrases and points from the catalog; a page can hold the same model as JSON. [New] makes a
// [Checker] of it, and [Checker.Check] a [Report] of an ad. Words are cut and phrases found by rules over code points
// alone, and all sums are whole numbers, so that another language can do exactly the same.
package adcheck

import (
	"slices"
	"strings"

	"remit/internal/catalog"
)

// Model is all the checker knows, as plain data. Numbers of other lists are -1 where there is none.
type Model struct {
	Roles   []Role    `json:"roles"`
	Market  []Market  `json:"market"`
	Work    []Work    `json:"work"`
	WorkAt  string    `json:"workAt"` // the address of a piece of work, up to its id
	Shapes  []Shape   `json:"shapes"`
	Areas   []Area    `json:"areas"`
	Signals []Signal  `json:"signals"`
	Duties  Phrases   `json:"duties"` // that begin a line of duties
	Zones   []Zone    `json:"zones"`
	Tools   []Tool    `json:"tools"`
	Rules   []Rule    `json:"rules"`
	Missing []Missing `json:"missing"`
	Places  []Place   `json:"places"`
	Near    Near      `json:"near"`
}

// Phrases are rows of words as a [phrase] is made of them. None holds a comma: for a page they are one text.
type Phrases []string

// MarshalText puts a comma between two phrases.
func (p Phrases) MarshalText() ([]byte, error) { return []byte(strings.Join(p, ",")), nil }

// Role is a core role.
type Role struct {
	ID    string  `json:"id"`
	Title string  `json:"title"`
	Short string  `json:"short"`
	Names Phrases `json:"names"`
	Base  int     `json:"base"` // points it starts with
}

// Market is a title of the job market that no role has.
type Market struct {
	Title   string   `json:"title"`
	Phrases Phrases  `json:"phrases"`
	Role    string   `json:"role"`    // id of the core role that it most likely is; "" where that is another
	Usually []string `json:"usually"` // titles of roles, the most likely first
}

// Work is a responsibility.
type Work struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Shape is a kind of company.
type Shape struct {
	ID    string  `json:"id"`
	Title string  `json:"title"`
	Parts []Parts `json:"parts"` // for each of Model.Work
}

// Parts says who does a piece of work, by title.
type Parts struct {
	Answers string   `json:"answers"`
	Works   []string `json:"works"`
}

// Area is one of the areas of work by which several jobs in one ad show.
type Area struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Group     string `json:"group"`
	Neighbour string `json:"neighbour"` // title of the role that usually does what is too much
}

// Signal is a row of phrases. Work and Area are numbers.
type Signal struct {
	Kind    string  `json:"kind"`
	Phrases Phrases `json:"phrases"`
	Work    int     `json:"work"`
	Area    int     `json:"area"`
	Points  []int   `json:"points"` // for each of Model.Roles
	Family  int     `json:"family"`
	Trade   string  `json:"trade"`
}

// Zone is a part of an ad: its headings.
type Zone struct {
	Name    string  `json:"name"`
	Phrases Phrases `json:"phrases"`
}

// Tool is a tool that ads name.
type Tool struct {
	Title   string  `json:"title"`
	Phrases Phrases `json:"phrases"`
}

// Rule is a kind of wording.
type Rule struct {
	ID    string  `json:"id"`
	Title string  `json:"title"`
	Words []Words `json:"words"`
}

// Words are words that one piece of advice fits.
type Words struct {
	Phrases Phrases `json:"phrases"`
	Instead string  `json:"instead"`
	Why     string  `json:"why"`
	Source  string  `json:"source"`
	Unless  Phrases `json:"unless"`
}

// Missing is something an ad should say.
type Missing struct {
	ID     string  `json:"id"`
	What   string  `json:"what"`
	Found  Phrases `json:"found"`
	Why    string  `json:"why"`
	Add    string  `json:"add"`
	When   string  `json:"when"`
	Source string  `json:"source"`
}

// Place is a place with a law on what ads say.
type Place struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Country string   `json:"country"`
	Region  string   `json:"region"`
	Names   []string `json:"names"`
	Who     string   `json:"who"`
	Says    []string `json:"says"`
	Note    string   `json:"note"`
	AsOf    string   `json:"asOf"`
	Source  string   `json:"source"`
}

// Near are words beside which a name is that of a place.
type Near struct {
	Before []string `json:"before"`
	After  []string `json:"after"`
}

// NewModel takes the model from a catalog. It is nil where the catalog has no signals or no wording.
func NewModel(cat *catalog.Catalog) *Model {
	if cat.Signals == nil || cat.Wording == nil {
		return nil
	}
	m := &Model{}
	work, areas := map[string]int{}, map[string]int{}
	for _, r := range cat.Signals.Roles {
		role := Role{ID: r.ID, Title: r.Title, Short: r.Short, Names: Phrases{}}
		for _, n := range cat.Signals.Names {
			if n.Role == r {
				role.Names = append(role.Names, n.Phrases...)
				role.Base = n.Base
			}
		}
		for _, title := range append([]string{r.Title}, r.Titles...) {
			if name := plainPhrase(title); name != "" {
				role.Names = append(role.Names, name)
			}
		}
		m.Roles = append(m.Roles, role)
	}
	if cat.Titles != nil {
		for _, t := range cat.Titles.Titles {
			m.Market = append(m.Market, market(t, cat.Signals.Roles))
		}
	}
	for i, r := range cat.Responsibilities {
		m.Work = append(m.Work, Work{r.ID, r.Title})
		m.WorkAt = strings.TrimSuffix(r.URL, r.ID+"/")
		work[r.ID] = i
	}
	for _, s := range cat.Shapes {
		shape := Shape{ID: s.ID, Title: s.Title}
		for _, r := range cat.Responsibilities {
			parts := Parts{Works: []string{}}
			if row := s.Row(r); row != nil {
				if role := row.Accountable(); role != nil {
					parts.Answers = role.Title
				}
				for _, c := range row.Cells {
					if c.Letter.Works() {
						parts.Works = append(parts.Works, c.Role.Title)
					}
				}
			}
			shape.Parts = append(shape.Parts, parts)
		}
		m.Shapes = append(m.Shapes, shape)
	}
	for i, b := range cat.Signals.Breadth {
		a := Area{ID: b.ID, Title: b.Title, Group: b.Group}
		if b.Neighbour != nil {
			a.Neighbour = b.Neighbour.Title
		}
		m.Areas = append(m.Areas, a)
		areas[b.ID] = i
	}
	said := newLexicon()
	for _, s := range cat.Signals.Signals {
		signal := Signal{Kind: s.Kind, Phrases: s.Phrases, Work: -1, Area: -1, Points: s.Points, Family: s.Family, Trade: s.Trade}
		if s.Work != nil {
			signal.Work = work[s.Work.ID]
		}
		if s.Breadth != nil {
			signal.Area = areas[s.Breadth.ID]
		}
		if signal.Points == nil {
			signal.Points = make([]int, len(m.Roles))
		}
		for _, p := range s.Phrases {
			said.add(p, 0)
		}
		m.Signals = append(m.Signals, signal)
	}
	m.Signals = append(m.Signals, workNames(cat, m, said)...)
	m.Duties = cat.Signals.Duties
	for _, z := range cat.Signals.Zones {
		m.Zones = append(m.Zones, Zone{z.Name, z.Phrases})
	}
	for _, t := range cat.Signals.Tools {
		m.Tools = append(m.Tools, Tool{t.Title, t.Phrases})
	}
	for _, r := range cat.Wording.Rules {
		rule := Rule{ID: r.ID, Title: r.Title}
		for _, w := range r.Words {
			rule.Words = append(rule.Words, Words{w.Words, w.Instead, w.Why, sourceID(w.Source), w.Unless})
		}
		m.Rules = append(m.Rules, rule)
	}
	for _, x := range cat.Wording.Missing {
		m.Missing = append(m.Missing, Missing{x.ID, x.What, x.Found, x.Why, x.Add, x.When, sourceID(x.Source)})
	}
	m.Near = Near{beforePlace, afterPlace}
	if cat.Places != nil {
		for _, p := range cat.Places.Places {
			m.Places = append(m.Places, Place{
				ID: p.ID, Title: p.Title, Country: p.Country, Region: p.Region, Names: append([]string{p.Title}, p.Also...),
				Who: p.Who, Says: p.Says, Note: p.Note, AsOf: p.AsOf, Source: sourceID(p.Source),
			})
		}
	}
	return m
}

func market(t *catalog.Title, core []*catalog.Role) Market {
	x := Market{Title: t.Title, Phrases: Phrases{}}
	for _, name := range append([]string{t.Title}, t.Also...) {
		x.Phrases = append(x.Phrases, plainPhrase(name)+"-")
	}
	for _, r := range t.Roles {
		x.Usually = append(x.Usually, r.Title)
	}
	if first := t.Roles[0]; slices.Contains(core, first) {
		x.Role = first.ID
	}
	return x
}

// workNames are the titles of the responsibilities and the other words for them, where no signal is found in them. They
// tell what work it is, and have no points.
func workNames(cat *catalog.Catalog, m *Model, said *lexicon) (signals []Signal) {
	for i, r := range cat.Responsibilities {
		s := Signal{Kind: catalog.SignalShared, Work: i, Area: -1, Points: make([]int, len(m.Roles))}
		for _, name := range append([]string{r.Title}, r.Also...) {
			if p := plainPhrase(name); strings.Contains(p, " ") && len(said.find(tokenise(name))) == 0 {
				said.add(p, 0)
				s.Phrases = append(s.Phrases, p)
			}
		}
		if len(s.Phrases) > 0 {
			signals = append(signals, s)
		}
	}
	return signals
}

// plainPhrase makes a phrase of a name.
func plainPhrase(name string) string {
	var words []string
	for _, t := range tokenise(name) {
		words = append(words, t.text)
	}
	return strings.Join(words, " ")
}

func sourceID(s *catalog.Source) string {
	if s == nil {
		return ""
	}
	return s.ID
}
