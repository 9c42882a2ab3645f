package catalog

import "remit/internal/source"

// Guide is an article.
type Guide struct {
	Entry
	Order   int
	Summary Words
}

type guideFront struct {
	Title   source.Text  `key:"title,required"`
	Order   int          `key:"order"`
	Aliases []source.Ref `key:"aliases"`
	Summary source.Text  `key:"summary,required"`
	Sources []source.Ref `key:"sources"`
}

func (l *loader) guide(f *source.File) {
	var front guideFront
	f.Decode(&front, l.problems)
	g := &Guide{Entry: l.entry(f, front.Title, front.Aliases), Order: front.Order, Summary: l.words(f, front.Summary)}
	if len(g.Doc.Text()) == 0 {
		l.problems.Addf(f.At(f.Body), "has no body")
	}
	l.cat.Guides = append(l.cat.Guides, g)
	l.register(&g.Entry, front.Sources)
}
