package catalog

import (
	"cmp"
	"strings"

	"remit/internal/source"
)

// Comparison is an authored page about two or more roles.
type Comparison struct {
	Entry
	Roles          []*Role
	Summary        Words
	Verdict        Words
	Choose         []Choose // one for each role, in their order
	Misconceptions []Misconception
}

// Choose says when a role is the right one: for a reader, and for a company.
type Choose struct {
	Role *Role
	If   Words // for somebody choosing a job
	Hire Words // for a company choosing a hire
}

// Misconception is what people say, and what is so.
type Misconception struct {
	Claim   Words
	Instead Words
}

// compareComparisons puts pairs before larger groups, and pairs in the order of their roles.
func compareComparisons(a, b *Comparison) int {
	if d := cmp.Compare(len(a.Roles), len(b.Roles)); d != 0 {
		return d
	}
	for i := range a.Roles {
		if d := cmp.Compare(a.Roles[i].Order, b.Roles[i].Order); d != 0 {
			return d
		}
	}
	return cmp.Compare(a.ID, b.ID)
}

type comparisonFront struct {
	Title   source.Text  `key:"title,required"`
	Aliases []source.Ref `key:"aliases"`
	Roles   []source.Ref `key:"roles,required"`
	Summary source.Text  `key:"summary,required"`
	Verdict source.Text  `key:"verdict,required"`
	Choose  []struct {
		Role source.Ref  `key:"role,required"`
		If   source.Text `key:"if,required"`
		Hire source.Text `key:"hire,required"`
	} `key:"choose,required"`
	Misconceptions []struct {
		Claim   source.Text `key:"claim,required"`
		Instead source.Text `key:"instead,required"`
	} `key:"misconceptions"`
	Sources []source.Ref `key:"sources"`
}

func (l *loader) comparison(f *source.File) {
	var front comparisonFront
	f.Decode(&front, l.problems)
	c := &Comparison{
		Entry:   l.entry(f, front.Title, front.Aliases),
		Summary: l.words(f, front.Summary), Verdict: l.words(f, front.Verdict),
	}
	for _, m := range front.Misconceptions {
		c.Misconceptions = append(c.Misconceptions, Misconception{l.words(f, m.Claim), l.words(f, m.Instead)})
	}
	before, sections := c.Doc.Sections(2)[0], c.Doc.Sections(2)[1:]
	l.unshown(before.Blocks(), beforeSections, "put it below a heading of level 2, or into summary or verdict")
	for _, s := range sections {
		if s.Empty() && s.Heading.Text != "" {
			l.problems.Addf(s.Place, "section %q is empty", s.Heading.Text)
		}
	}
	if len(sections) == 0 {
		l.problems.Addf(f.At(f.Body), "has no section").Hint = "the text of a comparison stands below headings of level 2"
	}
	l.cat.Comparisons = append(l.cat.Comparisons, c)
	l.register(&c.Entry, front.Sources)
	l.later = append(l.later, func() { l.joinComparison(c, f, front) })
}

func (l *loader) joinComparison(c *Comparison, f *source.File, front comparisonFront) {
	c.Roles = l.roleRefs(front.Roles)
	if len(front.Roles) < 2 {
		l.problems.Addf(f.Key("roles"), "compares %d roles", len(front.Roles)).Hint = "name two or more"
		return
	}
	if want := front.Roles[0].ID + "-vs-" + front.Roles[1].ID; len(front.Roles) == 2 && f.ID() != want {
		l.problems.Addf(f.Key("roles"), "compares %s and %s, but its file is named %q", front.Roles[0].ID, front.Roles[1].ID, f.ID()).Hint = "name it " + want + ".md"
	}
	byRole := map[*Role]Choose{}
	for _, ch := range front.Choose {
		role := l.roleRef(ch.Role)
		if role == nil {
			continue
		}
		if _, twice := byRole[role]; twice {
			l.problems.Addf(ch.Role.Place, "role %q stands here twice", role.ID)
		}
		byRole[role] = Choose{role, l.words(f, ch.If), l.words(f, ch.Hire)}
	}
	for _, role := range c.Roles {
		ch, ok := byRole[role]
		if !ok {
			l.problems.Addf(f.Key("choose"), "does not say when to choose %q", role.ID)
		}
		delete(byRole, role)
		c.Choose = append(c.Choose, ch)
	}
	for _, ch := range front.Choose {
		if role := l.cat.Role(ch.Role.ID); role != nil && byRole[role].Role != nil {
			l.problems.Addf(ch.Role.Place, "role %q is not one of those compared", role.ID).Hint = "compared are " + strings.Join(ids(c.Roles), ", ")
		}
	}
}
