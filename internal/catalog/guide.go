package catalog

import (
	"cmp"
	"path"
	"strings"

	"remit/internal/source"
)

// Guide is an article.
type Guide struct {
	Entry
	Order   int
	Summary Words
	about   map[string]bool // paths of the files that its text links to
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
	g := &Guide{Entry: l.entry(f, front.Title, front.Aliases), Order: front.Order, Summary: l.words(f, front.Summary), about: map[string]bool{}}
	for _, link := range g.Doc.Links {
		if target, _, _ := strings.Cut(link.Dest, "#"); target != "" {
			g.about[path.Join(f.Dir(), target)] = true
		}
	}
	if len(g.Doc.Text()) == 0 {
		l.problems.Addf(f.At(f.Body), "has no body")
	}
	l.cat.Guides = append(l.cat.Guides, g)
	l.register(&g.Entry, front.Sources)
}

// compareGuides orders guides as they are read one after another.
func compareGuides(a, b *Guide) int {
	return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Title, b.Title))
}

// wordsAMinute is how fast a guide is read.
const wordsAMinute = 200

// Minutes is how long the guide takes to read, begun minutes counted whole.
func (g *Guide) Minutes() int {
	return (len(strings.Fields(g.Doc.Text())) + wordsAMinute - 1) / wordsAMinute
}

// GuidesAbout returns the guides whose text links to the page of an entry, in their order.
func (c *Catalog) GuidesAbout(e *Entry) []*Guide {
	var all []*Guide
	for _, g := range c.Guides {
		if g.about[e.Path] {
			all = append(all, g)
		}
	}
	return all
}
