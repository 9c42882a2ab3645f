package catalog

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"remit/internal/diag"
	"remit/internal/markdown"
	"remit/internal/source"
)

// References is the page of sources.
type References struct {
	Entry
	Summary Words
	Intro   markdown.Section
	Groups  []SourceGroup
}

// SourceGroup is a heading of the page of sources with what stands under it.
type SourceGroup struct {
	ID, Title string
	Sources   []*Source
}

// Source is a published text that a claim rests on.
type Source struct {
	Entry          // ID is the anchor; URL leads to it; Title is the work's own
	Label   string // as it is cited: "SRE-ONCALL"
	Link    string // where it was published
	Author  string // publisher, as the file gives it
	Year    string // four digits, or "undated"
	Read    string // how much of it was read: text, excerpt, reported or known
	GoodFor Words
	Caution Words
	CitedBy []*Entry // pages that use it, in the order of paths
}

// All returns every source in the order of the page.
func (r *References) All() []*Source {
	var all []*Source
	for _, g := range r.Groups {
		all = append(all, g.Sources...)
	}
	return all
}

var year = regexp.MustCompile(`^(\d{4}|undated)$`)

func (l *loader) references(f *source.File) {
	var front pageFront
	f.Decode(&front, l.problems)
	r := &References{Entry: l.entry(f, front.Title, nil), Summary: l.words(f, front.Summary)}
	groups := r.Doc.Sections(2)
	r.Intro = groups[0]
	l.noFootnotes(f)
	var all []markdown.Section
	for _, g := range groups[1:] {
		group := SourceGroup{ID: g.ID, Title: g.Heading.Text}
		before, sections := g.Sections(3)[0], g.Sections(3)[1:]
		l.unshown(before.Blocks(), fmt.Sprintf("before the first source of %q", g.Heading.Text), "put it above the first heading of the page, or below the source it is about")
		for _, s := range sections {
			group.Sources = append(group.Sources, l.source(f, s))
		}
		all = append(all, sections...)
		r.Groups = append(r.Groups, group)
	}
	l.twice(all, "source")
	l.cat.References = r
	l.register(&r.Entry, front.Sources)
}

// source reads a paragraph that is a link, then a list of fields, then maybe a caution.
func (l *loader) source(f *source.File, s markdown.Section) *Source {
	src := &Source{Entry: Entry{ID: s.ID, Path: f.Path, URL: l.address(f.Path) + "#" + s.ID, File: f}, Label: s.Heading.Text}
	if !kebab.MatchString(s.ID) {
		l.problems.Addf(s.Place, "source %q is not named by an id", s.Heading.Text).Hint = "use letters, digits and dashes, as in SRE-ONCALL"
	}
	blocks := s.Blocks()
	if len(blocks) < 2 {
		l.problems.Addf(s.Place, "source %q is not complete", src.Label).Hint = "a link with the title, then a list of Publisher, Year, Read and Good for"
		return src
	}
	var ok bool
	if src.Link, src.Title, ok = blocks[0].Link(); !ok {
		l.problems.Addf(blocks[0].Place(), "source %q does not start with a link", src.Label)
	}
	fields, ok := blocks[1].Fields()
	if !ok {
		l.problems.Addf(blocks[1].Place(), "source %q has no list of Publisher, Year, Read and Good for", src.Label)
	}
	seen := l.fields(fields, "Publisher", "Year", "Read", "Good for")
	src.Author = markdown.Curly(seen["Publisher"].Value)
	src.Year = seen["Year"].Value
	if src.Year != "" && !year.MatchString(src.Year) {
		l.problems.Addf(seen["Year"].Place, "year %q is not four digits, or undated", src.Year)
	}
	src.Read = seen["Read"].Value
	l.oneOf("Read", source.Text{Value: src.Read, Place: seen["Read"].Place}, "text", "excerpt", "reported", "known")
	src.GoodFor = l.words(f, source.Text{Value: seen["Good for"].Value, Place: seen["Good for"].Place})
	if ok {
		for _, key := range []string{"Publisher", "Year", "Read", "Good for"} {
			if seen[key].Value == "" {
				l.problems.Addf(blocks[1].Place(), "source %q has no %q", src.Label, key)
			}
		}
	}
	if len(blocks) > 2 {
		l.unshown(blocks[3:], fmt.Sprintf("below the caution of source %q", src.Label), "put it into the caution, which is one paragraph")
		src.Caution = l.words(f, source.Text{Value: blocks[2].Raw(), Place: blocks[2].Place()})
	}
	return src
}

// fields returns the fields by key and reports unknown ones.
func (l *loader) fields(fields []markdown.Field, known ...string) map[string]markdown.Field {
	seen := map[string]markdown.Field{}
	for _, field := range fields {
		if hint := diag.DidYouMean(field.Key, known); !slices.Contains(known, field.Key) {
			l.problems.Addf(field.Place, "unknown field %q", field.Key).Hint = hint
			continue
		}
		if _, twice := seen[field.Key]; twice {
			l.problems.Addf(field.Place, "field %q stands here twice", field.Key)
		}
		seen[field.Key] = field
	}
	return seen
}

// sourceRef finds the source a reference names, or reports that there is none.
func (l *loader) sourceRef(ref source.Ref) *Source {
	if ref.ID == "" || l.cat.References == nil {
		return nil
	}
	all := l.cat.References.All()
	s := find(all, ref.ID)
	if s == nil {
		l.unknown("source", ref, ids(all))
	}
	return s
}

// cite returns the sources of a page: those its front matter names, then those its body links to.
func (l *loader) cite(e *Entry, refs []source.Ref) []*Source {
	if l.cat.References == nil || e == &l.cat.References.Entry {
		return nil
	}
	var sources []*Source
	seen := map[*Source]bool{}
	add := func(s *Source) {
		if s != nil && !seen[s] {
			seen[s] = true
			sources = append(sources, s)
		}
	}
	for _, ref := range refs {
		s := l.sourceRef(ref)
		if s != nil && seen[s] {
			l.problems.Addf(ref.Place, "source %q stands here twice", ref.ID)
		}
		add(s)
	}
	all := l.cat.References.All()
	cited := func(links []markdown.Link) {
		for _, link := range links {
			if file, anchor, ok := strings.Cut(link.Dest, "#"); ok && strings.HasSuffix(file, "sources.md") {
				add(find(all, anchor))
			}
		}
	}
	cited(e.Doc.Links)
	for _, in := range l.inlines {
		if in.file == e.File {
			cited(in.doc.Links)
		}
	}
	return sources
}
