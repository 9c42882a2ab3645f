package catalog

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"remit/internal/diag"
	"remit/internal/markdown"
	"remit/internal/source"
)

// loader carries a content tree through decode, join and check.
type loader struct {
	cat      *Catalog
	problems *diag.List
	address  func(path string) string
	tree     *source.Tree
	docs     map[string]*markdown.Doc // bodies, by content path
	inlines  []inline                 // strings of the front matter that may hold links
	doors    []source.Ref             // pages that the home page leads to
	said     map[diag.Place]bool      // where an error stands already: an unknown id is not also called a dead link
	later    []func()                 // joins, run when everything is decoded
	cites    []func()                 // run when every text is parsed
}

// inline is a parsed string of the front matter, and the file whose folder its links start from.
type inline struct {
	file *source.File
	doc  *markdown.Doc
}

func newLoader(tree *source.Tree, address func(string) string) *loader {
	return &loader{
		cat:      &Catalog{entries: map[string]*Entry{}, Images: tree.Images},
		problems: new(diag.List),
		address:  address,
		tree:     tree,
	}
}

// kinds are the folders of the content tree, each with what decodes a file of it.
var kinds = map[string]func(*loader, *source.File){
	"roles":            (*loader).role,
	"responsibilities": (*loader).responsibility,
	"areas":            (*loader).area,
	"stages":           (*loader).stage,
	"shapes":           (*loader).shape,
	"comparisons":      (*loader).comparison,
	"tools":            (*loader).tool,
	"guides":           (*loader).guide,
	"quiz":             (*loader).quiz,
	"job-ads":          (*loader).jobAds,
}

// singles are the files at the top of the content tree.
var singles = map[string]func(*loader, *source.File){
	"site.yaml":   (*loader).site,
	"index.md":    (*loader).home,
	"ladder.md":   (*loader).ladder,
	"glossary.md": (*loader).glossary,
	"sources.md":  (*loader).references,
	"titles.md":   (*loader).titles,
}

// optional are the singles that a knowledge base may lack.
var optional = []string{"titles.md"}

// Kinds returns the names of the content folders, sorted.
func Kinds() []string { return sortedKeys(kinds) }

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

var kebab = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// decode makes an entry of every file.
func (l *loader) decode() {
	l.parseBodies()
	seen := map[string]bool{}
	for _, f := range l.tree.Files {
		decode := singles[f.Path]
		if f.Dir() != "." {
			decode = kinds[f.Dir()]
		}
		switch {
		case f.Dir() != "." && path.Ext(f.Path) != ".md":
			l.problems.Addf(f.Start(), "is not Markdown").Hint = "only site.yaml is YAML alone"
		case decode == nil && f.Dir() == ".":
			l.problems.Addf(f.Start(), "is no file that is known here").Hint = hintFrom(path.Base(f.Path), sortedKeys(singles))
		case decode == nil:
			l.problems.Addf(f.Start(), "stands in a folder that is not known").Hint = hintFrom(f.Dir(), Kinds())
		case f.Dir() != "." && !kebab.MatchString(f.ID()):
			l.problems.Addf(f.Start(), "file name %q is not an id", path.Base(f.Path)).Hint = "use lower-case letters, digits and single dashes, as in cloud-engineer.md"
		default:
			seen[f.Path] = true
			l.review(f)
			decode(l, f)
		}
	}
	for _, name := range sortedKeys(singles) {
		if !seen[name] && !slices.Contains(optional, name) && !slices.Contains(l.tree.Refused, name) {
			l.problems.Addf(diag.Place{File: path.Join(l.tree.Name, name)}, "is missing")
		}
	}
	c := l.cat
	slices.SortStableFunc(c.Roles, func(a, b *Role) int { return cmp.Compare(a.Order, b.Order) })
	slices.SortStableFunc(c.Areas, func(a, b *Area) int { return cmp.Compare(a.Order, b.Order) })
	slices.SortStableFunc(c.Stages, func(a, b *Stage) int { return cmp.Compare(a.Order, b.Order) })
	slices.SortStableFunc(c.Shapes, func(a, b *Shape) int { return cmp.Compare(a.Order, b.Order) })
	slices.SortStableFunc(c.Quizzes, func(a, b *Quiz) int { return cmp.Compare(a.Order, b.Order) })
}

func hintFrom(word string, known []string) string {
	if hint := diag.DidYouMean(word, known); hint != "" {
		return hint
	}
	return "known are " + strings.Join(known, ", ")
}

// parseBodies parses all Markdown at once, on every core.
func (l *loader) parseBodies() {
	docs := make([]*markdown.Doc, len(l.tree.Files))
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				f := l.tree.Files[i]
				docs[i] = markdown.Parse(f.Text[f.Body:], markdown.Source{
					At:   func(offset int) diag.Place { return f.At(f.Body + offset) },
					Href: l.href(f),
				})
			}
		})
	}
	for i := range l.tree.Files {
		next <- i
	}
	close(next)
	wg.Wait()
	l.docs = map[string]*markdown.Doc{}
	for i, f := range l.tree.Files {
		l.docs[f.Path] = docs[i]
		l.problems.Merge(&docs[i].Problems)
	}
}

// href returns the function that leads a link of file f to the page it means.
func (l *loader) href(f *source.File) func(string) string {
	return func(dest string) string {
		target, anchor, found := strings.Cut(dest, "#")
		p := f.Path
		if target != "" {
			p = path.Join(f.Dir(), target)
		}
		if found {
			return l.address(p) + "#" + anchor
		}
		return l.address(p)
	}
}

// entry makes the part of a page that all kinds share.
func (l *loader) entry(f *source.File, title source.Text, aliases []source.Ref) Entry {
	e := Entry{ID: f.ID(), Title: markdown.Curly(title.Value), Path: f.Path, URL: l.address(f.Path), Doc: l.docs[f.Path], File: f}
	for _, a := range aliases {
		if !kebab.MatchString(a.ID) {
			l.problems.Addf(a.Place, "alias %q is not an id", a.ID)
			continue
		}
		e.Aliases = append(e.Aliases, a.ID)
	}
	return e
}

// register makes the entry known under its path and has its sources joined later.
func (l *loader) register(e *Entry, sources []source.Ref) {
	l.cat.entries[e.Path] = e
	l.cites = append(l.cites, func() { e.Sources = l.cite(e, sources) })
}

// words parses a string of the front matter that may hold inline Markdown.
func (l *loader) words(f *source.File, t source.Text) Words {
	if t.Value == "" {
		return Words{}
	}
	doc := markdown.ParseInline(t.Value, t.Place, l.href(f))
	l.problems.Merge(&doc.Problems)
	l.inlines = append(l.inlines, inline{f, doc})
	return Words{doc.Inline(), doc.Text()}
}

func (l *loader) wordsOf(f *source.File, texts []source.Text) []Words {
	all := make([]Words, len(texts))
	for i, t := range texts {
		all[i] = l.words(f, t)
	}
	return all
}

// plainTexts returns strings of the front matter that hold no Markdown.
func plainTexts(texts []source.Text) []string {
	var all []string
	for _, t := range texts {
		all = append(all, markdown.Curly(t.Value))
	}
	return all
}

// oneOf reports a value that is not one of those allowed.
func (l *loader) oneOf(key string, t source.Text, allowed ...string) {
	if t.Value != "" && !slices.Contains(allowed, t.Value) {
		l.problems.Addf(t.Place, "%q is %q, not one of %s", key, t.Value, strings.Join(allowed, ", ")).Hint = diag.DidYouMean(t.Value, allowed)
	}
}

// sections returns the body's sections by their heading and reports the required ones that are missing or empty.
func (l *loader) sections(f *source.File, required ...string) map[string]markdown.Section {
	found := map[string]markdown.Section{}
	var names []string
	for _, s := range l.docs[f.Path].Sections(2)[1:] {
		if _, twice := found[s.Heading.Text]; twice {
			l.problems.Addf(s.Place, "section %q stands here twice", s.Heading.Text)
		}
		found[s.Heading.Text] = s
		names = append(names, s.Heading.Text)
	}
	for _, name := range required {
		s, ok := found[name]
		if !ok {
			l.problems.Addf(f.At(f.Body), "section %q is missing", name).Hint = wrote(diag.Nearest(name, names))
		} else if s.Empty() {
			l.problems.Addf(s.Place, "section %q is empty", name)
		}
	}
	return found
}

// beforeSections is where text stands that belongs to no section.
const beforeSections = "before the first heading"

// unshown reports the first text of blocks for which a page has no place; where says which text of the file it is.
func (l *loader) unshown(blocks []markdown.Block, where, hint string) {
	for _, b := range blocks {
		if b.Text() != "" { // a comment has none
			l.problems.Addf(b.Place(), "text %s is not shown", where).Hint = hint
			return
		}
	}
}

// unshownBeside reports what stands in a section beside its tables, which alone are shown.
func (l *loader) unshownBeside(s markdown.Section, tables []markdown.Table, hint string) {
	l.unshown(slices.DeleteFunc(s.Blocks(), func(b markdown.Block) bool {
		return slices.ContainsFunc(tables, func(t markdown.Table) bool { return t.Place == b.Place() })
	}), fmt.Sprintf("beside the table of %q", s.Heading.Text), hint)
}

func wrote(near string) string {
	if near == "" {
		return ""
	}
	return `there is "` + near + `"`
}

// folders are the content folders by what one of their files is called in a message.
var folders = map[string]string{"role": "roles", "responsibility": "responsibilities", "area": "areas", "stage": "stages", "shape": "shapes"}

// unknown reports an id that nothing has.
func (l *loader) unknown(kind string, ref source.Ref, known []string) {
	if l.unread(folders[kind] + "/" + ref.ID + ".md") {
		return
	}
	l.problems.Addf(ref.Place, "unknown %s %q", kind, ref.ID).Hint = diag.DidYouMean(ref.ID, known)
}

// roleRef finds the role a reference names, or reports that there is none.
func (l *loader) roleRef(ref source.Ref) *Role {
	if ref.ID == "" {
		return nil
	}
	r := l.cat.Role(ref.ID)
	if r == nil {
		l.unknown("role", ref, ids(l.cat.Roles))
	}
	return r
}

// roleRefs finds roles and reports one that is named twice.
func (l *loader) roleRefs(refs []source.Ref) []*Role {
	var roles []*Role
	for _, ref := range refs {
		r := l.roleRef(ref)
		if slices.Contains(roles, r) && r != nil {
			l.problems.Addf(ref.Place, "role %q stands here twice", ref.ID)
		} else if r != nil {
			roles = append(roles, r)
		}
	}
	return roles
}

// responsibilityRef finds the responsibility a reference names, or reports that there is none.
func (l *loader) responsibilityRef(ref source.Ref) *Responsibility {
	if ref.ID == "" {
		return nil
	}
	r := l.cat.Responsibility(ref.ID)
	if r == nil {
		l.unknown("responsibility", ref, ids(l.cat.Responsibilities))
	}
	return r
}

// join connects the entries by their ids.
func (l *loader) join() {
	for _, f := range l.later {
		f()
	}
	for _, f := range l.cites {
		f()
	}
	c := l.cat
	slices.SortStableFunc(c.Responsibilities, func(a, b *Responsibility) int {
		return cmp.Or(cmp.Compare(areaOrder(a), areaOrder(b)), cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID))
	})
	for _, a := range c.Areas {
		for _, r := range c.Responsibilities {
			if r.Area == a {
				a.Responsibilities = append(a.Responsibilities, r)
			}
		}
		for _, s := range a.Stages {
			s.Areas = append(s.Areas, a)
		}
	}
	for _, s := range c.Shapes {
		before, _ := l.problems.Count()
		l.matrix(s)
		after, _ := l.problems.Count()
		s.flawed = after > before || len(l.tree.Refused) > 0
	}
	slices.SortStableFunc(c.Comparisons, compareComparisons)
	slices.SortStableFunc(c.Tools, compareTools)
	slices.SortStableFunc(c.Guides, compareGuides)
}

func areaOrder(r *Responsibility) int {
	if r.Area == nil {
		return 0
	}
	return r.Area.Order
}
