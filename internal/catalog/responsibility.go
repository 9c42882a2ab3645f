package catalog

import "remit/internal/source"

// Responsibility is one atomic piece of work.
type Responsibility struct {
	Entry
	Area       *Area
	Order      int
	Also       []string // other words for it
	Definition Words
	Plain      Words  // for those who do not know the trade
	Why        Words  // why the split is as it is
	Side       string // of a tool: admin, user, both or neither
	Contested  bool   // honest organisations differ
	Differs    []Differs
	Skills     []Words // what it takes
	Interview  []Question
}

// Differs is another way in which honest organisations split a responsibility.
type Differs struct {
	Who    Words
	When   Words
	Source *Source // may be nil
}

// Question is one to ask in an interview, with what a good answer shows and what should worry.
type Question struct {
	Question, Good, Concern Words
}

type responsibilityFront struct {
	Title      source.Text   `key:"title,required"`
	Area       source.Ref    `key:"area,required"`
	Order      int           `key:"order,required"`
	Aliases    []source.Ref  `key:"aliases"`
	Also       []source.Text `key:"also"`
	Definition source.Text   `key:"definition,required"`
	Plain      source.Text   `key:"plain,required"`
	Why        source.Text   `key:"why,required"`
	Side       source.Text   `key:"side,required"`
	Status     source.Text   `key:"status,required"`
	Differs    []struct {
		Who    source.Text `key:"who,required"`
		When   source.Text `key:"when,required"`
		Source source.Ref  `key:"source"`
	} `key:"differs"`
	Skills    []source.Text `key:"skills"`
	Interview []struct {
		Question source.Text `key:"question,required"`
		Good     source.Text `key:"good,required"`
		Concern  source.Text `key:"concern,required"`
	} `key:"interview"`
	Sources []source.Ref `key:"sources"`
}

func (l *loader) responsibility(f *source.File) {
	var front responsibilityFront
	f.Decode(&front, l.problems)
	l.oneOf("side", front.Side, "admin", "user", "both", "neither")
	l.oneOf("status", front.Status, "settled", "contested")
	r := &Responsibility{
		Entry: l.entry(f, front.Title, front.Aliases),
		Order: front.Order, Definition: l.words(f, front.Definition), Plain: l.words(f, front.Plain), Why: l.words(f, front.Why),
		Side: front.Side.Value, Contested: front.Status.Value == "contested",
	}
	r.Also, r.Skills = plainTexts(front.Also), l.wordsOf(f, front.Skills)
	if r.Contested != (len(front.Differs) > 0) && front.Status.Value != "" {
		if r.Contested {
			l.problems.Addf(front.Status.Place, "is contested, but does not say how organisations differ").Hint = "add differs: with who and when"
		} else {
			l.problems.Addf(f.Key("differs"), "is settled, but says how organisations differ").Hint = "write status: contested"
		}
	}
	for _, q := range front.Interview {
		r.Interview = append(r.Interview, Question{l.words(f, q.Question), l.words(f, q.Good), l.words(f, q.Concern)})
	}
	l.unshown(r.Doc.Sections(2)[0].Blocks(), beforeSections, "put it below a heading of level 2, or into definition, plain or why")
	l.sections(f, "What good looks like", "How it goes wrong", "What comes out of it")
	l.cat.Responsibilities = append(l.cat.Responsibilities, r)
	l.register(&r.Entry, front.Sources)
	l.later = append(l.later, func() {
		if front.Area.ID != "" {
			if r.Area = l.cat.Area(front.Area.ID); r.Area == nil {
				l.unknown("area", front.Area, ids(l.cat.Areas))
			}
		}
		for _, d := range front.Differs {
			r.Differs = append(r.Differs, Differs{l.words(f, d.Who), l.words(f, d.When), l.sourceRef(d.Source)})
		}
	})
}
