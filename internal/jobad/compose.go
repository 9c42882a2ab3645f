package jobad

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Ad is a job ad, ready to be written in any format.
type Ad struct {
	Title    string
	Sections []Section
	Warnings []Warning
	Heard    []Heard   // by which answers one hears the level: it and its neighbours, the lower first
	Kit      []KitPart // the interview, by responsibility

	brief Brief // with its gaps filled
	place *Place
}

// Section is a part of an ad under a heading; the first has none.
type Section struct {
	Heading string
	Blocks  []Block
}

// Block is a paragraph, or the items of a list.
type Block struct {
	Text  string
	Items []Item
}

// Item is an item of a list. Lead, which may be empty, stands out.
type Item struct {
	Lead, Text string
}

// Heard says what an answer at a level sounds like.
type Heard struct {
	Level string // title
	Sign  string
}

// KitPart holds the questions about one responsibility.
type KitPart struct {
	Title     string
	Questions []Question
}

// Compose makes the ad that a brief asks for. Every field that is empty is left out, or stands as a gap in brackets where
// an ad cannot do without it; Warnings say which.
func (m *Model) Compose(b Brief) Ad {
	b = m.Complete(b)
	c := composer{Model: m, b: b, role: m.role(b.Role), level: m.level(b.Level), place: m.place(b.Place)}
	for i := range m.Shapes {
		if m.Shapes[i].ID == b.Shape {
			c.shape, c.parts = &m.Shapes[i], c.role.Parts[i]
		}
	}
	if c.b.Title == "" {
		c.b.Title = c.role.Title
		if i := slices.IndexFunc(m.Levels, func(l Level) bool { return l.ID == b.Level }); i != 1 || m.Levels[i].ID != "mid" {
			c.b.Title = c.level.Title + " " + lower(c.role.Title)
		}
	}
	c.chooseWork()
	return Ad{
		Title: c.b.Title, Sections: []Section{c.opening(), c.do(), c.bring(), c.isNot(), c.success(), c.onCall(), c.terms(), c.hiring()},
		Warnings: c.warnings(), Heard: c.heard(), Kit: c.kit(), brief: c.b, place: c.place,
	}
}

func (m *Model) role(id string) *Role {
	return &m.Roles[max(0, slices.IndexFunc(m.Roles, func(r Role) bool { return r.ID == id }))]
}

func (m *Model) level(id string) *Level {
	if i := slices.IndexFunc(m.Levels, func(l Level) bool { return l.ID == id }); i >= 0 {
		return &m.Levels[i]
	}
	return nil
}

// place finds a place with a law of its own by its id or its title, in whatever case.
func (m *Model) place(name string) *Place {
	name = strings.ToLower(name)
	if i := slices.IndexFunc(m.Places, func(p Place) bool { return p.ID == name || strings.ToLower(p.Title) == name }); i >= 0 {
		return &m.Places[i]
	}
	return nil
}

// composer holds what the parts of an ad are made of.
type composer struct {
	*Model
	b     Brief
	role  *Role
	level *Level
	shape *Shape
	parts Parts
	place *Place // with a law of its own; may be nil
	work  []int  // what the ad is for
}

// chooseWork takes what the brief names, in the order of the role's importance, then what is not the role's.
func (c *composer) chooseWork() {
	if c.b.Work == nil {
		for _, i := range c.parts.Own {
			if len(c.work) < Most && !(c.b.OnCall == "no" && c.Work[i].OnCall) {
				c.work = append(c.work, i)
			}
		}
		return
	}
	chosen := map[int]bool{}
	for i, w := range c.Work {
		chosen[i] = slices.Contains(c.b.Work, w.ID)
	}
	for _, order := range [][]int{c.parts.Own, c.parts.Others} {
		for _, i := range order {
			if chosen[i] {
				c.work = append(c.work, i)
				chosen[i] = false
			}
		}
	}
	for i := range c.Work {
		if chosen[i] {
			c.work = append(c.work, i)
		}
	}
}

// say fills a phrase in: say("pay", "min", "60,000", …).
func (c *composer) say(phrase string, fill ...string) string {
	text := c.Phrases[phrase]
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		name, after, closed := strings.Cut(rest, "}")
		if !found || !closed {
			return b.String()
		}
		for i := 0; i < len(fill); i += 2 {
			if fill[i] == name {
				b.WriteString(fill[i+1])
			}
		}
		text = after
	}
}

func gap(text, missing string) string {
	if text != "" {
		return text
	}
	return "[" + missing + "]"
}

func paragraph(text ...string) Block { return Block{Text: strings.Join(text, " ")} }

func (c *composer) opening() Section {
	first := []string{c.say("opening", "company", gap(c.b.Company, "company"), "title", c.b.Title), c.say("objective", "objective", lower(c.role.Objective))}
	second := []string{c.say("company-shape", "size", lower(c.shape.Size))}
	if c.b.Team != "" {
		second = append(second, c.say("team", "team", c.b.Team))
	}
	second = append(second, c.say("reports", "reports", gap(c.b.Reports, "reporting line")))
	return Section{"", []Block{paragraph(first...), paragraph(second...)}}
}

func (c *composer) do() Section {
	var items []Item
	for _, i := range c.work {
		items = append(items, Item{c.Work[i].Title + ".", c.Work[i].Definition})
	}
	return Section{"What you will do", []Block{paragraph(c.say("do")), {Items: items}}}
}

func (c *composer) bring() Section {
	level := paragraph(c.say("level", "scope", lower(c.level.Scope), "autonomy", lower(c.level.Autonomy)))
	return Section{"What you bring", []Block{level, paragraph(c.say("must")), itemList(c.musts()), paragraph(c.say("nice")), itemList(c.role.Nice)}}
}

// musts are what the ad requires.
func (c *composer) musts() []string {
	all := slices.Clone(c.role.Must)
	if c.b.Cloud != "" {
		all = append(all, c.say("cloud", "cloud", c.b.Cloud))
	}
	return append(all, c.b.Musts...)
}

func itemList(texts []string) Block {
	var items []Item
	for _, t := range texts {
		items = append(items, Item{"", t})
	}
	return Block{Items: items}
}

func (c *composer) isNot() Section {
	var all []string
	for _, n := range c.role.IsNot {
		if slices.Contains(c.shape.Roles, n.Instead) {
			all = append(all, c.say("not-instead", "what", n.What, "instead", lower(n.Title))+".")
		} else {
			all = append(all, n.What+".")
		}
	}
	return Section{"What this job is not", []Block{paragraph(c.say("not")), itemList(all)}}
}

func (c *composer) success() Section {
	at := func(i int) string {
		if len(c.work) == 0 {
			return "[work]"
		}
		return lower(c.Work[c.work[min(i, len(c.work)-1)]].Title)
	}
	first := at(0)
	return Section{"Success", []Block{{Items: []Item{
		{"After 3 months:", c.say("after-3", "first", first)},
		{"After 6 months:", c.say("after-6", "first", first, "second", at(1))},
		{"After 12 months:", c.say("after-12", "first", first, "metric", lower(c.role.Metric))},
	}}}}
}

func (c *composer) onCall() Section {
	s := Section{Heading: "On call"}
	if c.b.OnCall == "no" || c.b.OnCall == "" && !c.parts.OnCall {
		s.Blocks = []Block{paragraph(c.say("on-call-none"))}
		return s
	}
	number := func(n int) string {
		if n == 0 {
			return "[number]"
		}
		return strconv.Itoa(n)
	}
	said := []string{
		c.say("on-call", "people", number(c.b.People), "every", number(c.b.Every), "cover", gap(c.b.Cover, "hours of the rota")),
		c.say("on-call-pay", "pay", gap(c.b.OnCallPay, "pay or time off")),
	}
	if c.b.Escalation != "" {
		said = append(said, c.say("escalation", "escalation", c.b.Escalation))
	}
	s.Blocks = []Block{paragraph(said...)}
	return s
}

func (c *composer) terms() Section {
	pay := c.say("pay-open")
	if c.b.Max > 0 {
		pay = c.say("pay", "min", money(c.b.Min), "max", money(c.b.Max), "currency", c.b.Currency, "per", c.b.Per)
	}
	items := []Item{{"Pay:", pay}}
	where := c.b.Place
	if c.place != nil {
		where = c.place.Title
	}
	city := cmp.Or(c.b.City, where)
	switch c.b.Remote {
	case "onsite":
		items = append(items, Item{"Place:", c.say("place-onsite", "city", gap(city, "city"))})
	case "hybrid":
		items = append(items, Item{"Place:", c.say("place-hybrid", "city", gap(city, "city"))})
	case "remote":
		items = append(items, Item{"Place:", c.say("place-remote", "place", gap(cmp.Or(where, c.b.City), "country"))})
	default:
		items = append(items, Item{"Place:", gap(city, "place, and whether the job can be done from home")})
	}
	if c.b.Hours != "" {
		items = append(items, Item{"", c.say("hours", "hours", c.b.Hours)})
	}
	if c.b.Benefits != "" {
		items = append(items, Item{"", c.say("benefits", "benefits", c.b.Benefits)})
	}
	return Section{"Pay and terms", []Block{{Items: items}}}
}

func (c *composer) hiring() Section {
	s := Section{Heading: "How we hire"}
	if len(c.b.Steps) > 0 {
		s.Blocks = append(s.Blocks, itemList(c.b.Steps))
	} else {
		s.Blocks = append(s.Blocks, paragraph("[the steps, with how long each takes]"))
	}
	said := []string{c.say("apply", "apply", gap(c.b.Apply, "address"))}
	if c.b.Closing != "" {
		said = append(said, c.say("closing", "closing", c.b.Closing))
	}
	s.Blocks = append(s.Blocks, paragraph(append(said, c.say("adjust"))...))
	return s
}

// heard leaves out levels of which nothing is known.
func (c *composer) heard() []Heard {
	all := []Heard{}
	at := slices.IndexFunc(c.Levels, func(l Level) bool { return l.ID == c.b.Level })
	for _, l := range c.Levels[max(0, at-1):min(len(c.Levels), at+2)] {
		if l.Heard != "" {
			all = append(all, Heard{l.Title, l.Heard})
		}
	}
	return all
}

func (c *composer) kit() []KitPart {
	all := []KitPart{}
	for _, i := range c.work {
		if w := c.Work[i]; len(w.Interview) > 0 {
			all = append(all, KitPart{w.Title, w.Interview})
		}
	}
	return all
}

// money writes 75000 as 75,000 and 28.5 as 28.50.
func money(x float64) string {
	s, cents, _ := strings.Cut(strconv.FormatFloat(x, 'f', 2, 64), ".")
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if cents != "00" {
		s += "." + cents
	}
	return s
}
