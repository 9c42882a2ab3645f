package catalog

import (
	"strings"

	"remit/internal/markdown"
	"remit/internal/source"
)

// Role is a job.
type Role struct {
	Entry
	Short          string // head of a matrix column
	Core           bool   // one of the roles the knowledge base is about; others are adjacent
	Order          int
	Hue            string   // the colour that stands for the role everywhere; one of [Hues]
	Titles         []string // titles seen on the market
	Objective      Words
	Question       string // the one question the role asks
	Object         string // of the work
	Customer       string
	Side           string // of a tool
	Code           string // kind of code written
	Rhythm         string
	Metrics        []Words
	Skills         []Words
	IsNot          []IsNot
	From, To       []Move
	Certifications []Certification
	Takes          []Take

	Intro  markdown.Section // the body before its first heading
	Levels []RoleLevel      // from junior up; empty where the file has no table of levels
}

// IsNot is what people wrongly take a role for.
type IsNot struct {
	What    Words
	Instead *Role // who does that; may be nil
	Why     Words
}

// Move is a step of a career. Either Role or Title is set.
type Move struct {
	Role  *Role
	Title string
	Why   Words
}

// Certification is an exam near to a role's work.
type Certification struct {
	Name   string
	Source *Source // its outline; may be nil
	Note   Words
	AsOf   int // year of the outline; 0 where none is given
}

// Take is a letter that a role outside the matrices takes where it exists.
type Take struct {
	Responsibility *Responsibility
	Letter         Letter
	When           Words
}

// RoleLevel is what a level of the ladder means in a role.
type RoleLevel struct {
	Level *Level
	Cell  markdown.Cell
}

type roleFront struct {
	Title     source.Text   `key:"title,required"`
	Short     source.Text   `key:"short,required"`
	Kind      source.Text   `key:"kind,required"`
	Order     int           `key:"order,required"`
	Hue       source.Text   `key:"hue"`
	Aliases   []source.Ref  `key:"aliases"`
	Titles    []source.Text `key:"titles"`
	Objective source.Text   `key:"objective,required"`
	Question  source.Text   `key:"question,required"`
	Object    source.Text   `key:"object,required"`
	Customer  source.Text   `key:"customer,required"`
	Side      source.Text   `key:"side,required"`
	Code      source.Text   `key:"code,required"`
	Rhythm    source.Text   `key:"rhythm,required"`
	Metrics   []source.Text `key:"metrics,required"`
	Skills    []source.Text `key:"skills,required"`
	IsNot     []struct {
		What    source.Text `key:"what,required"`
		Instead source.Ref  `key:"instead"`
		Why     source.Text `key:"why"`
	} `key:"is-not,required"`
	Moves struct {
		From []moveFront `key:"from"`
		To   []moveFront `key:"to"`
	} `key:"moves"`
	Certifications []struct {
		Name   source.Text `key:"name,required"`
		Source source.Ref  `key:"source"`
		Note   source.Text `key:"note"`
		AsOf   int         `key:"as-of"`
	} `key:"certifications"`
	Takes []struct {
		Responsibility source.Ref  `key:"responsibility,required"`
		Letter         source.Text `key:"letter,required"`
		When           source.Text `key:"when"`
	} `key:"takes"`
	Sources []source.Ref `key:"sources"`
}

type moveFront struct {
	Role  source.Ref  `key:"role"`
	Title source.Text `key:"title"`
	Why   source.Text `key:"why"`
}

// Hues are the colours a role may have. They can be told apart by colour-blind readers (Okabe and Ito, "Color Universal
// Design", 2008); grey is for roles without one of their own.
var Hues = []string{"vermilion", "blue", "green", "purple", "ochre", "grey"}

// maxShort is how many characters the head of a matrix column holds on a small screen.
const maxShort = 12

func (l *loader) role(f *source.File) {
	var front roleFront
	f.Decode(&front, l.problems)
	l.oneOf("kind", front.Kind, "core", "adjacent")
	l.oneOf("hue", front.Hue, Hues...)
	if front.Hue.Value == "" {
		front.Hue.Value = "grey"
	}
	if n := len([]rune(front.Short.Value)); n > maxShort {
		l.problems.Addf(front.Short.Place, "%q has %d characters, the head of a column holds %d", front.Short.Value, n, maxShort)
	}
	r := &Role{
		Entry: l.entry(f, front.Title, front.Aliases),
		Short: front.Short.Value, Core: front.Kind.Value == "core", Order: front.Order, Hue: front.Hue.Value,
		Objective: l.words(f, front.Objective), Question: markdown.Curly(front.Question.Value), Object: markdown.Curly(front.Object.Value),
		Customer: markdown.Curly(front.Customer.Value), Side: markdown.Curly(front.Side.Value), Code: markdown.Curly(front.Code.Value), Rhythm: markdown.Curly(front.Rhythm.Value),
		Metrics: l.wordsOf(f, front.Metrics), Skills: l.wordsOf(f, front.Skills),
	}
	r.Titles = plainTexts(front.Titles)
	r.Intro = r.Doc.Sections(2)[0]
	if r.Intro.Empty() {
		l.problems.Addf(f.At(f.Body), "body does not start with what the work is")
	}
	switch front.Kind.Value {
	case "core":
		sections := l.sections(f, "A day", "A week", "Where the line runs", "Levels", "Signs it has gone wrong")
		if s, ok := sections["Levels"]; ok {
			l.later = append(l.later, func() { r.Levels = l.roleLevels(f, s) })
		}
	case "adjacent":
		l.sections(f, "A day", "Working with the four")
	}
	l.cat.Roles = append(l.cat.Roles, r)
	l.register(&r.Entry, front.Sources)
	l.later = append(l.later, func() { l.joinRole(r, f, front) })
}

func (l *loader) joinRole(r *Role, f *source.File, front roleFront) {
	for _, n := range front.IsNot {
		r.IsNot = append(r.IsNot, IsNot{l.words(f, n.What), l.roleRef(n.Instead), l.words(f, n.Why)})
	}
	r.From, r.To = l.moves(f, front.Moves.From), l.moves(f, front.Moves.To)
	for _, c := range front.Certifications {
		r.Certifications = append(r.Certifications, Certification{markdown.Curly(c.Name.Value), l.sourceRef(c.Source), l.words(f, c.Note), c.AsOf})
	}
	for _, t := range front.Takes {
		letter, message, hint := parseLetter(t.Letter.Value)
		if message != "" {
			l.problems.Addf(t.Letter.Place, "%s", message).Hint = hint
		}
		if resp := l.responsibilityRef(t.Responsibility); resp != nil {
			r.Takes = append(r.Takes, Take{resp, letter, l.words(f, t.When)})
		}
	}
}

func (l *loader) moves(f *source.File, fronts []moveFront) []Move {
	var moves []Move
	for _, m := range fronts {
		at := m.Role.Place
		if at.Line == 0 {
			at = m.Title.Place
		}
		if (m.Role.ID == "") == (m.Title.Value == "") {
			if at.Line == 0 {
				at = f.Key("moves")
			}
			l.problems.Addf(at, "a move names either a role or a title")
			continue
		}
		moves = append(moves, Move{l.roleRef(m.Role), markdown.Curly(m.Title.Value), l.words(f, m.Why)})
	}
	return moves
}

// roleLevels reads the table whose first column links to the ladder.
func (l *loader) roleLevels(f *source.File, s markdown.Section) []RoleLevel {
	tables := s.Tables()
	if len(tables) != 1 || len(tables[0].Head) != 2 {
		l.problems.Addf(s.Place, "section %q holds no table of two columns", s.Heading.Text).Hint = "the head is | Level | In this role |"
		return nil
	}
	l.unshownBeside(s, tables, "put it into a section of its own")
	if l.cat.Ladder == nil {
		return nil
	}
	var levels []RoleLevel
	for _, row := range tables[0].Rows {
		cell := row.Cells[0]
		file, anchor, _ := strings.Cut(cell.Dest, "#")
		level := l.cat.Ladder.Level(anchor)
		if !strings.HasSuffix(file, "ladder.md") || level == nil {
			l.problems.Addf(cell.Place, "%q does not link to a level", cell.Text).Hint = "link it to the ladder, as in [Senior](../ladder.md#senior)"
			continue
		}
		if i := len(levels); i > 0 && levels[i-1].Level.Order >= level.Order {
			l.problems.Addf(cell.Place, "level %q stands out of order, or twice", cell.Text)
		}
		levels = append(levels, RoleLevel{level, row.Cells[1]})
	}
	return levels
}
