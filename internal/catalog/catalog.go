// Package catalog holds what the knowledge base knows: roles, responsibilities, areas, stages, shapes with their
// matrices, comparisons, tools, guides and their pictures, quizzes, terms, titles of the market, levels, sources, and what
// job ads are written and checked by: typed, joined and checked.
//
// A responsibility is one atomic piece of work, and the unit that everything else shares. A shape says for each
// responsibility and role a [Letter]. What can be computed from that (who answers for what, what two roles share,
// what moves between shapes) is computed here and written nowhere.
//
// [Load] takes what package source has read and returns the catalog together with everything that is wrong with it.
// After Load nothing changes the catalog.
package catalog

import (
	"cmp"
	"html/template"
	"slices"

	"remit/internal/diag"
	"remit/internal/markdown"
	"remit/internal/source"
)

// Catalog is the whole knowledge base. All slices are in the order in which a reader meets them.
type Catalog struct {
	Site             Site
	Home             *Home
	Roles            []*Role // core roles first
	Areas            []*Area
	Stages           []*Stage
	Responsibilities []*Responsibility // by area, then by order
	Shapes           []*Shape
	Comparisons      []*Comparison
	Tools            []*Tool
	Guides           []*Guide
	Quizzes          []*Quiz
	Phrases          *Phrases // of the ad builder; may be nil
	Places           *Places  // what the law asks of an ad; may be nil
	Signals          *Signals // by which the checker of ads knows work; may be nil
	Wording          *Wording // what the checker says about words; may be nil
	Ladder           *Ladder
	Glossary         *Glossary
	References       *References
	Titles           *Titles // on the job market; may be nil
	Images           []source.Image

	entries  map[string]*Entry // by content path
	pictures map[*markdown.Picture]*Picture
	reviews  []source.Text // months of the key review-by: 2027-06
}

// Entry is what every page of content has.
type Entry struct {
	ID      string
	Title   string
	Path    string // of the file in the content folder: "roles/cloud-engineer.md"
	URL     string // of its page in the site
	Aliases []string
	Sources []*Source // those the front matter names, then those the body cites
	Doc     *markdown.Doc
	File    *source.File
}

// Words is a short text of the front matter, with its inline Markdown and without.
type Words struct {
	HTML template.HTML
	Text string
}

// Entries returns every page of content in the order of paths.
func (c *Catalog) Entries() []*Entry {
	all := make([]*Entry, 0, len(c.entries))
	for _, e := range c.entries {
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b *Entry) int { return cmp.Compare(a.Path, b.Path) })
	return all
}

// Role returns the role with this id, or nil.
func (c *Catalog) Role(id string) *Role { return find(c.Roles, id) }

// Responsibility returns the responsibility with this id, or nil.
func (c *Catalog) Responsibility(id string) *Responsibility { return find(c.Responsibilities, id) }

// Area returns the area with this id, or nil.
func (c *Catalog) Area(id string) *Area { return find(c.Areas, id) }

// Stage returns the stage with this id, or nil.
func (c *Catalog) Stage(id string) *Stage { return find(c.Stages, id) }

// Shape returns the shape with this id, or nil.
func (c *Catalog) Shape(id string) *Shape { return find(c.Shapes, id) }

// CoreRoles returns the roles of kind core.
func (c *Catalog) CoreRoles() []*Role {
	return slices.DeleteFunc(slices.Clone(c.Roles), func(r *Role) bool { return !r.Core })
}

type identified interface{ id() string }

func (e *Entry) id() string { return e.ID }

func find[T identified](all []T, id string) (none T) {
	for _, x := range all {
		if x.id() == id {
			return x
		}
	}
	return none
}

func ids[T identified](all []T) []string {
	names := make([]string, len(all))
	for i, x := range all {
		names[i] = x.id()
	}
	return names
}

// Load decodes, joins and checks a content tree. address gives the URL of a content path ("roles/x.md" → "/roles/x/").
// The catalog may only be used when the list holds no errors.
func Load(tree *source.Tree, address func(path string) string) (*Catalog, *diag.List) {
	l := newLoader(tree, address)
	l.decode()
	l.join()
	l.check()
	return l.cat, l.problems
}
