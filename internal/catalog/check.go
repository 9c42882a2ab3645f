package catalog

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"remit/internal/diag"
	"remit/internal/markdown"
	"remit/internal/source"
)

// check looks at what can only be seen when everything is joined.
func (l *loader) check() {
	l.checkOrders()
	l.checkAliases()
	l.checkPairs()
	l.checkAnchors()
	for _, s := range l.cat.Shapes {
		l.checkSmells(s)
	}
	l.checkCounts()
	l.checkPictures()
	anchors := l.anchors()
	l.said = map[diag.Place]bool{}
	for _, p := range l.problems.All() {
		l.said[p.Place] = p.Severity == diag.Error
	}
	for _, f := range l.tree.Files {
		if doc := l.docs[f.Path]; doc != nil {
			l.checkLinks(f, doc.Links, anchors)
		}
	}
	for _, in := range l.inlines {
		l.checkLinks(in.file, in.doc.Links, anchors)
	}
	for _, door := range l.doors {
		l.checkLinks(l.cat.Home.File, []markdown.Link{{Dest: door.ID, Place: door.Place}}, anchors)
	}
	l.citedBy()
}

// checkOrders reports two entries of a kind that claim one place.
func (l *loader) checkOrders() {
	seen := map[string]string{}
	claim := func(kind string, order int, e *Entry) {
		key := fmt.Sprintf("%s %d", kind, order)
		if other, ok := seen[key]; ok && order != 0 {
			l.problems.Addf(e.File.Key("order"), "order %d is also that of %q", order, other)
		}
		seen[key] = e.ID
	}
	for _, r := range l.cat.Roles {
		claim("role", r.Order, &r.Entry)
	}
	for _, a := range l.cat.Areas {
		claim("area", a.Order, &a.Entry)
	}
	for _, s := range l.cat.Stages {
		claim("stage", s.Order, &s.Entry)
	}
	for _, s := range l.cat.Shapes {
		claim("shape", s.Order, &s.Entry)
	}
	for _, r := range l.cat.Responsibilities {
		if r.Area != nil {
			claim("responsibility of "+r.Area.ID, r.Order, &r.Entry)
		}
	}
}

// checkAliases reports an old address that a page still has, or that two pages claim.
func (l *loader) checkAliases() {
	claimed := map[string]string{}
	for _, e := range l.cat.Entries() {
		for _, alias := range e.Aliases {
			p := path.Join(path.Dir(e.Path), alias+".md")
			at := e.File.Key("aliases")
			if l.cat.entries[p] != nil {
				l.problems.Addf(at, "alias %q is the id of another page", alias)
			} else if other, ok := claimed[p]; ok {
				l.problems.Addf(at, "alias %q is also one of %q", alias, other)
			}
			claimed[p] = e.ID
		}
	}
}

// checkPairs reports two comparisons of the same two roles: the address of one leads to the other.
func (l *loader) checkPairs() {
	seen := map[[2]*Role]string{}
	for _, c := range l.cat.Comparisons {
		if len(c.Roles) != 2 {
			continue
		}
		if other, ok := seen[[2]*Role{c.Roles[1], c.Roles[0]}]; ok {
			l.problems.Addf(c.File.Key("roles"), "compares the same roles as %q", other)
		}
		seen[[2]*Role(c.Roles)] = c.ID
	}
}

// checkCounts reports a knowledge base that lacks what every page builds on.
func (l *loader) checkCounts() {
	for _, kind := range []struct {
		name  string
		count int
	}{{"roles", len(l.cat.Roles)}, {"responsibilities", len(l.cat.Responsibilities)}, {"areas", len(l.cat.Areas)}, {"shapes", len(l.cat.Shapes)}, {"stages", len(l.cat.Stages)}} {
		if kind.count == 0 && !l.refused(kind.name) {
			l.problems.Addf(diag.Place{File: path.Join(l.tree.Name, kind.name)}, "holds no file")
		}
	}
}

// refused reports whether the folder or a file of it could not be read.
func (l *loader) refused(folder string) bool {
	return slices.ContainsFunc(l.tree.Refused, func(p string) bool { return p == folder || path.Dir(p) == folder })
}

// unread reports whether a file, or the folder it stands in, could not be read: of it enough has been said.
func (l *loader) unread(p string) bool {
	return slices.Contains(l.tree.Refused, p) || slices.Contains(l.tree.Refused, path.Dir(p))
}

// anchors returns the heading ids of every page by content path.
func (l *loader) anchors() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for p, doc := range l.docs {
		all[p] = map[string]bool{}
		for _, h := range doc.Headings {
			all[p][h.ID] = true
		}
	}
	return all
}

var isAbsolute = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+.\-]*:`)

const isFile = "links within the site are relative and lead to a .md file, as in ../roles/cloud-engineer.md"

// checkLinks reports links of file f that lead nowhere.
func (l *loader) checkLinks(f *source.File, links []markdown.Link, anchors map[string]map[string]bool) {
	for _, link := range links {
		if l.said[link.Place] {
			continue
		}
		if isAbsolute.MatchString(link.Dest) || strings.HasPrefix(link.Dest, "//") {
			continue
		}
		target, anchor, _ := strings.Cut(link.Dest, "#")
		p := f.Path
		if target != "" {
			p = path.Join(f.Dir(), target)
		}
		dead := func(hint string) {
			l.problems.Addf(link.Place, "link to %q leads nowhere", link.Dest).Hint = hint
		}
		switch {
		case link.Image:
			if !l.unread(p) && !slices.ContainsFunc(l.tree.Images, func(i source.Image) bool { return i.Path == p }) {
				l.problems.Addf(link.Place, "picture %q is not in the content folder", link.Dest)
			}
		case path.IsAbs(target) || strings.HasPrefix(p, ".."):
			dead(isFile)
		case l.unread(p):
		case path.Ext(p) == "" && anchors[p+".md"] == nil:
			dead(isFile)
		case anchors[p] == nil || path.Ext(p) != ".md":
			dead(didYouMeanPath(f, p, anchors))
		case anchor != "" && !anchors[p][anchor]:
			l.problems.Addf(link.Place, "%s has no heading for the anchor %q", p, "#"+anchor).Hint = diag.DidYouMean(anchor, sortedKeys(anchors[p]))
		}
	}
}

// didYouMeanPath names the nearest file, as a link from f would.
func didYouMeanPath(f *source.File, p string, anchors map[string]map[string]bool) string {
	near := diag.Nearest(p, sortedKeys(anchors))
	if near == "" || near == p {
		return ""
	}
	up := ""
	if f.Dir() != "." {
		up = "../"
	}
	if path.Dir(near) == f.Dir() {
		up, near = "", path.Base(near)
	}
	return `did you mean "` + up + near + `"?`
}

// citedBy notes on every source which pages use it.
func (l *loader) citedBy() {
	for _, e := range l.cat.Entries() {
		for _, s := range e.Sources {
			s.CitedBy = append(s.CitedBy, e)
		}
	}
}
