package catalog

import (
	"remit/internal/markdown"
	"remit/internal/source"
)

// Area is a group of responsibilities.
type Area struct {
	Entry
	Also             []string // other words for it
	Order            int
	Summary          Words
	Stages           []*Stage
	Responsibilities []*Responsibility
}

// Stage is one of the steps of the loop that every project runs through.
type Stage struct {
	Entry
	Also     []string // other words for it
	Order    int
	Question string
	Summary  Words
	Areas    []*Area
}

// Responsibilities returns the work of the areas that belong to this stage, the stage's own area first.
func (s *Stage) Responsibilities() []*Responsibility {
	var all []*Responsibility
	for _, a := range s.Areas {
		all = append(all, a.Responsibilities...)
	}
	return all
}

type areaFront struct {
	Title   source.Text   `key:"title,required"`
	Order   int           `key:"order,required"`
	Aliases []source.Ref  `key:"aliases"`
	Also    []source.Text `key:"also"`
	Stages  []source.Ref  `key:"stages,required"`
	Summary source.Text   `key:"summary,required"`
	Sources []source.Ref  `key:"sources"`
}

func (l *loader) area(f *source.File) {
	var front areaFront
	f.Decode(&front, l.problems)
	a := &Area{Entry: l.entry(f, front.Title, front.Aliases), Also: plainTexts(front.Also), Order: front.Order, Summary: l.words(f, front.Summary)}
	l.cat.Areas = append(l.cat.Areas, a)
	l.register(&a.Entry, front.Sources)
	l.later = append(l.later, func() {
		for _, ref := range front.Stages {
			if s := l.cat.Stage(ref.ID); s != nil {
				a.Stages = append(a.Stages, s)
			} else {
				l.unknown("stage", ref, ids(l.cat.Stages))
			}
		}
	})
}

type stageFront struct {
	Title    source.Text   `key:"title,required"`
	Order    int           `key:"order,required"`
	Aliases  []source.Ref  `key:"aliases"`
	Also     []source.Text `key:"also"`
	Question source.Text   `key:"question,required"`
	Summary  source.Text   `key:"summary,required"`
	Sources  []source.Ref  `key:"sources"`
}

func (l *loader) stage(f *source.File) {
	var front stageFront
	f.Decode(&front, l.problems)
	s := &Stage{
		Entry: l.entry(f, front.Title, front.Aliases),
		Also:  plainTexts(front.Also), Order: front.Order, Question: markdown.Curly(front.Question.Value), Summary: l.words(f, front.Summary),
	}
	l.cat.Stages = append(l.cat.Stages, s)
	l.register(&s.Entry, front.Sources)
}
