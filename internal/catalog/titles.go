package catalog

import (
	"cmp"
	"html/template"
	"regexp"
	"slices"
	"strings"

	"remit/internal/diag"
	"remit/internal/markdown"
	"remit/internal/source"
)

// Titles is the page of titles that ads bear and no role here has.
type Titles struct {
	Entry
	Summary Words
	Intro   markdown.Section
	Titles  []*Title // in alphabetical order
}

// Title is a title of the job market.
type Title struct {
	Entry           // ID is the anchor; URL leads to it
	Roles   []*Role // that it usually is, the most likely first: one to three
	Also    []string
	Meaning template.HTML // what it usually means, where that differs, what to ask
	Plain   string        // the meaning without marks
	Initial string        // first letter, in upper case
}

// URLOf returns the address of a title by one of its names in whatever case, or "" where it has no entry, or t is nil.
func (t *Titles) URLOf(name string) string {
	if t == nil {
		return ""
	}
	is := func(other string) bool { return strings.EqualFold(name, other) }
	for _, title := range t.Titles {
		if is(title.Title) || slices.ContainsFunc(title.Also, is) {
			return title.URL
		}
	}
	return ""
}

// mostRoles is how many roles a title may usually be; with more it says nothing.
const mostRoles = 3

func (l *loader) titles(f *source.File) {
	var front pageFront
	f.Decode(&front, l.problems)
	page := &Titles{Entry: l.entry(f, front.Title, nil), Summary: l.words(f, front.Summary)}
	sections := page.Doc.Sections(2)
	page.Intro = sections[0]
	l.noFootnotes(f)
	l.twice(sections[1:], "title")
	names := map[string]string{}
	for _, s := range sections[1:] {
		t := l.title(f, s)
		for i, name := range append([]string{t.Title}, t.Also...) {
			key := strings.ToLower(name)
			other, ok := names[key]
			if ok && (i > 0 || markdown.Slug(other) != markdown.Slug(name)) { // else it is said to stand here twice
				l.problems.Addf(s.Place, "%q is also a name of %q", name, other)
			}
			names[key] = t.Title
		}
		if n := len(page.Titles); n > 0 && strings.ToLower(page.Titles[n-1].Title) > strings.ToLower(t.Title) {
			l.problems.Warnf(s.Place, "title %q stands behind %q, out of the alphabet", t.Title, page.Titles[n-1].Title)
		}
		page.Titles = append(page.Titles, t)
		l.later = append(l.later, func() { l.checkTitle(t, s.Place) })
	}
	slices.SortStableFunc(page.Titles, func(a, b *Title) int { return cmp.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title)) })
	l.cat.Titles = page
	l.register(&page.Entry, front.Sources)
}

// title reads a list of Usually and Also called, then one paragraph.
func (l *loader) title(f *source.File, s markdown.Section) *Title {
	t := &Title{Entry: Entry{ID: s.ID, Title: s.Heading.Text, Path: f.Path, URL: l.address(f.Path) + "#" + s.ID, File: f}}
	t.Initial = initial(t.Title)
	blocks := s.Blocks()
	fields, ok := []markdown.Field(nil), false
	if len(blocks) > 0 {
		fields, ok = blocks[0].Fields()
	}
	if !ok {
		l.problems.Addf(s.Place, "title %q does not start with a list of Usually and Also called", t.Title).Hint = usuallyHint
		return t
	}
	seen := l.fields(fields, "Usually", "Also called")
	l.usually(t, seen["Usually"], blocks[0].Place())
	t.Also = listed(markdown.Curly(seen["Also called"].Value))
	switch {
	case len(blocks) == 1 || !blocks[1].IsParagraph():
		l.problems.Addf(s.Place, "title %q does not say what it means", t.Title).Hint = "write it as a paragraph below the list"
	case len(blocks) > 2:
		l.problems.Addf(blocks[2].Place(), "title %q has more than one paragraph", t.Title).Hint = "say in one what it usually means, where that differs, and what to ask"
	default:
		t.Meaning, t.Plain = blocks[1].HTML(), blocks[1].Text()
	}
	return t
}

const usuallyHint = "as in - Usually: [Site reliability engineer](roles/site-reliability-engineer.md)"

// roleLinks matches links with commas between them and nothing else.
var roleLinks = regexp.MustCompile(`^\[[^\]]+\]\([^)]+\)(,\s*\[[^\]]+\]\([^)]+\))*$`)

// usually reads the links to the roles that a title usually is; list is where the fields of the title start.
func (l *loader) usually(t *Title, field markdown.Field, list diag.Place) {
	switch {
	case field.Value == "":
		l.problems.Addf(list, "title %q has no %q", t.Title, "Usually").Hint = usuallyHint
		return
	case !roleLinks.MatchString(field.Value):
		l.problems.Addf(field.Place, "%q holds something else than links with commas between them", "Usually").Hint = usuallyHint
		return
	case len(field.Links) > mostRoles:
		l.problems.Addf(field.Place, "title %q is usually %d roles", t.Title, len(field.Links)).Hint = "name one to three, the most likely first"
	}
	var refs []source.Ref
	for _, link := range field.Links {
		if id, ok := linkedID(t.Path, link.Dest, "roles"); ok {
			refs = append(refs, source.Ref{ID: id, Place: link.Place})
		} else {
			l.problems.Addf(link.Place, "%q does not link to a role", link.Dest).Hint = usuallyHint
		}
	}
	l.later = append(l.later, func() { t.Roles = l.roleRefs(refs) })
}

// checkTitle reports a title that is a role's own, and one that a role says it has while the title does not name the role.
func (l *loader) checkTitle(t *Title, at diag.Place) {
	for _, name := range append([]string{t.Title}, t.Also...) {
		is := func(other string) bool { return strings.EqualFold(name, other) }
		for _, r := range l.cat.Roles {
			if is(r.Title) {
				l.problems.Addf(at, "%q is the title of a role of its own", name).Hint = "its page is " + r.Path
			} else if len(t.Roles) > 0 && slices.ContainsFunc(r.Titles, is) && !slices.Contains(t.Roles, r) {
				l.problems.Warnf(at, "%q is one of the titles of role %q, which Usually does not name", name, r.ID)
			}
		}
	}
}
