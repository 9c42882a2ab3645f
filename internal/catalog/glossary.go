package catalog

import (
	"cmp"
	"html/template"
	"slices"
	"strings"
	"unicode/utf8"

	"remit/internal/diag"
	"remit/internal/markdown"
	"remit/internal/source"
)

// Glossary is the page of terms.
type Glossary struct {
	Entry
	Summary Words
	Intro   markdown.Section
	Terms   []*Term // in alphabetical order
}

// Term is a word of the trade.
type Term struct {
	Entry            // ID is the anchor; URL leads to it
	Also    []string // abbreviations and other names
	Linked  []string // those of its names that the program links where a page first has them
	Meaning template.HTML
	Plain   string        // the meaning without marks
	See     template.HTML // where to read on; may be empty
	More    template.HTML // further paragraphs; may be empty
	Initial string        // first letter, in upper case
}

type pageFront struct {
	Title   source.Text  `key:"title,required"`
	Summary source.Text  `key:"summary,required"`
	Sources []source.Ref `key:"sources"`
}

func (l *loader) glossary(f *source.File) {
	var front pageFront
	f.Decode(&front, l.problems)
	g := &Glossary{Entry: l.entry(f, front.Title, nil), Summary: l.words(f, front.Summary)}
	sections := g.Doc.Sections(2)
	g.Intro = sections[0]
	l.noFootnotes(f)
	l.twice(sections[1:], "term")
	named := map[string]string{}
	for _, s := range sections[1:] {
		t := l.term(f, s)
		for _, name := range append([]string{t.Title}, t.Also...) {
			key := strings.ToLower(name)
			if other, ok := named[key]; ok {
				l.problems.Warnf(s.Place, "%q is also a name of %q", name, other)
			}
			named[key] = t.Title
		}
		if n := len(g.Terms); n > 0 && strings.ToLower(g.Terms[n-1].Title) > strings.ToLower(t.Title) {
			l.problems.Warnf(s.Place, "term %q stands behind %q, out of the alphabet", t.Title, g.Terms[n-1].Title)
		}
		g.Terms = append(g.Terms, t)
	}
	slices.SortStableFunc(g.Terms, func(a, b *Term) int { return cmp.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title)) })
	l.cat.Glossary = g
	l.register(&g.Entry, front.Sources)
}

// noFootnotes reports footnotes in a file whose parts are shown apart, with no place for them.
func (l *loader) noFootnotes(f *source.File) {
	if l.docs[f.Path].Footnotes() != "" {
		l.problems.Addf(f.At(f.Body), "has footnotes, which are not shown here").Hint = "write the note into the text"
	}
}

// twice reports headings whose anchor an earlier one has.
func (l *loader) twice(sections []markdown.Section, kind string) {
	seen := map[string]bool{}
	for _, s := range sections {
		slug := markdown.Slug(s.Heading.Text)
		if seen[slug] {
			l.problems.Addf(s.Place, "%s %q stands here twice", kind, s.Heading.Text)
		}
		seen[slug] = true
	}
}

// term reads "Also: …", "Linked: …", then the meaning, then maybe more, then maybe "See …".
func (l *loader) term(f *source.File, s markdown.Section) *Term {
	t := &Term{Entry: Entry{ID: s.ID, Title: s.Heading.Text, Path: f.Path, URL: l.address(f.Path) + "#" + s.ID, File: f}}
	t.Initial = initial(t.Title)
	blocks := s.Blocks()
	t.Also, _, blocks = names(blocks, "Also:")
	t.Linked = append([]string{t.Title}, t.Also...)
	from := s.Place // of the names that are linked
	if linked, at, rest := names(blocks, "Linked:"); len(rest) < len(blocks) {
		blocks, from = rest, at
		switch {
		case len(linked) == 0:
			l.problems.Addf(at, "term %q does not say which of its names are linked", t.Title).Hint = "write names of the term, or " + byHand
		case len(linked) == 1 && linked[0] == byHand:
			linked = nil
		}
		for _, name := range linked {
			if !slices.Contains(t.Linked, name) {
				l.problems.Addf(at, "term %q has no name %q to link", t.Title, name).Hint = linkedHint(name, t.Linked)
			}
		}
		t.Linked = linked
	}
	for _, name := range t.Linked {
		if everyday(name) {
			l.problems.Warnf(from, "term %q links every %q", t.Title, name).Hint = "everybody knows the word: write which other names to link behind Linked:, or " + byHand
		}
	}
	if len(blocks) == 0 || !blocks[0].IsParagraph() {
		l.problems.Addf(s.Place, "term %q has no meaning", t.Title).Hint = "write it as a paragraph below the heading"
		return t
	}
	t.Meaning, t.Plain = blocks[0].HTML(), blocks[0].Text()
	for i, b := range blocks[1:] {
		if i == len(blocks)-2 && b.IsParagraph() && strings.HasPrefix(b.Raw(), "See ") {
			t.See = b.HTML()
		} else {
			t.More += b.HTML() + "\n"
		}
	}
	return t
}

// initial returns the letter under which a title stands.
func initial(title string) string {
	_, size := utf8.DecodeRuneInString(title)
	return strings.ToUpper(title[:size])
}

// byHand is what "Linked:" says where the program is to link none of a term's names.
const byHand = "by hand"

// everydayWords are words that readers meet in nearly every sentence about work, in lower case.
var everydayWords = strings.Fields(`
	a about after again all also an and another any are as at be because been before but by can could did do does each even
	every few first for from get give go good had has have he her here him his how i if in into is it its just last less like
	made make many may me more most much must my need never new next no not now of off often on once one only or other our
	out over own per same say see she should so some still such take than that the their them then there these they
	this those through time to too two under until up us use very want was way we well were what when where which while who
	why will with without work would year yes yet you your
	answer business company customer data day engineer example group hour job meeting minute month name night number page
	part people person place problem project question reason result service system team text thing tool user week word worker`)

// everyday reports whether a name of a term is such a word, or its plural. One in capitals, such as IT, is a name: it is
// linked only where it is written so.
func everyday(name string) bool {
	if len(name) > 1 && name == strings.ToUpper(name) {
		return false
	}
	word := strings.ToLower(name)
	return slices.Contains(everydayWords, word) || slices.Contains(everydayWords, strings.TrimSuffix(word, "s"))
}

func linkedHint(name string, known []string) string {
	return cmp.Or(diag.DidYouMean(name, known), "write names of the term, or "+byHand)
}

// names reads a paragraph of names with commas between them, such as "Also: SLO, objective", and returns the blocks behind
// it; where the first block is none, all of them.
func names(blocks []markdown.Block, start string) (all []string, at diag.Place, rest []markdown.Block) {
	if len(blocks) == 0 || !blocks[0].IsParagraph() {
		return nil, at, blocks
	}
	list, ok := strings.CutPrefix(blocks[0].Raw(), start)
	if !ok {
		return nil, at, blocks
	}
	return listed(markdown.Curly(list)), blocks[0].Place(), blocks[1:]
}

// listed cuts a list at its commas; what is empty is left out.
func listed(list string) (all []string) {
	for item := range strings.SplitSeq(list, ",") {
		if item = strings.TrimSpace(item); item != "" {
			all = append(all, item)
		}
	}
	return all
}
