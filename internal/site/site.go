// Package site says which page stands where, and what it shows.
//
// [Make] turns a catalog into a [Plan]: every page with its address, its layout and its view. A view is a struct whose
// fields are what the layout shows, computed to the end; a layout only lays it out. Nothing here opens a file.
package site

import (
	"cmp"
	"fmt"
	"html"
	"net/url"
	"path"
	"slices"
	"strings"

	"remit/internal/catalog"
	"remit/internal/render"
)

// Plan is everything the site consists of beside its assets.
type Plan struct {
	Pages     []Page
	Redirects []Redirect        // old addresses
	Files     map[string]string // computed files that are no pages: sitemap.xml, robots.txt, _redirects
	Words     []render.Word     // that become links where a page first has them
}

// Page is one page: where it lies in the output, the layout that draws it and what the layout shows.
type Page struct {
	Out    string // "roles/cloud-engineer/index.html"
	Layout string
	View   any
}

// Redirect leads from an old address to a page.
type Redirect struct {
	From string // "/roles/operations-engineer/"
	To   string
}

// Options are what the site needs to know from outside the catalog.
type Options struct {
	BaseURL string            // overrides that of the catalog where not empty; without a slash at its end
	Dates   map[string]string // content path → date of its last commit, as 2026-11-21; may be nil
	Assets  map[string]string // name of a bundle → its path in the site
}

// Address returns the function that gives the address of a content path, for a site that lies below base ("" or "/docs").
func Address(base string) func(contentPath string) string {
	return func(p string) string {
		p, isPage := strings.CutSuffix(p, ".md")
		dir, rest, _ := strings.Cut(p, "/")
		switch {
		case !isPage: // a picture
			return base + "/" + p
		case p == "index":
			return base + "/"
		case dir == "comparisons" && rest != "":
			return base + "/compare/" + rest + "/"
		case p == "job-ads/phrases": // what it says is read in the ads made of it
			return base + "/job-ads/new/"
		}
		return base + "/" + p + "/"
	}
}

// BasePath returns the path of a base URL: "" for https://remit.example, "/docs" for https://x.example/docs.
func BasePath(baseURL string) string {
	u, err := url.Parse(baseURL)
	if err != nil {
		return ""
	}
	return strings.TrimRight(u.EscapedPath(), "/")
}

// maker builds the plan.
type maker struct {
	cat     *catalog.Catalog
	options Options
	origin  string // scheme and host
	base    string // path of the base URL
	plan    *Plan
	links   []Link // those of the head
}

// Make plans the site. The catalog must be free of errors, and loaded with the [Address] of the same base.
func Make(cat *catalog.Catalog, options Options) *Plan {
	if options.BaseURL == "" {
		options.BaseURL = cat.Site.BaseURL
	}
	base := BasePath(options.BaseURL)
	m := &maker{cat: cat, options: options, base: base, origin: strings.TrimSuffix(options.BaseURL, base), plan: &Plan{Files: map[string]string{}}}
	m.links = m.headLinks()
	m.homePage()
	m.rolePages()
	m.responsibilityPages()
	m.areaPages()
	m.stagePages()
	m.shapePages()
	m.comparisonPages()
	m.toolPages()
	m.guidePages()
	m.quizPages()
	m.teamPage()
	m.jobAdPages()
	m.glossaryPage()
	m.titlesPage()
	m.sourcesPage()
	m.ladderPage()
	m.searchPage()
	m.notFoundPage()
	m.redirects()
	m.files()
	m.plan.Words = wordsOf(cat)
	slices.SortFunc(m.plan.Pages, func(a, b Page) int { return cmp.Compare(a.Out, b.Out) })
	return m.plan
}

// add puts a page into the plan at the address its frame bears.
func (m *maker) add(layout string, frame Frame, view any) {
	out := strings.TrimPrefix(frame.URL, m.base+"/")
	if strings.HasSuffix(out, "/") || out == "" {
		out += "index.html"
	}
	m.plan.Pages = append(m.plan.Pages, Page{out, layout, view})
}

// at returns the address of a page that is no content file: at("/matrix/").
func (m *maker) at(p string) string { return m.base + p }

// redirects collects the aliases of content, and the pairs of a comparison the other way round.
func (m *maker) redirects() {
	address := Address(m.base)
	for _, e := range m.cat.Entries() {
		for _, alias := range e.Aliases {
			m.plan.Redirects = append(m.plan.Redirects, Redirect{address(path.Join(path.Dir(e.Path), alias+".md")), e.URL})
		}
	}
	for _, c := range m.cat.Comparisons {
		if len(c.Roles) == 2 {
			m.plan.Redirects = append(m.plan.Redirects, Redirect{m.at("/compare/" + c.Roles[1].ID + "-vs-" + c.Roles[0].ID + "/"), c.URL})
		}
	}
	slices.SortFunc(m.plan.Redirects, func(a, b Redirect) int { return cmp.Compare(a.From, b.From) })
	for _, r := range m.plan.Redirects {
		view := struct {
			Frame
			To string
		}{m.frame(r.From, "Moved", "This page has moved.", nil), r.To}
		view.Canonical, view.NoIndex = m.origin+r.To, true
		m.add("moved", view.Frame, view)
	}
}

// files makes what hosts and search engines read.
func (m *maker) files() {
	var sitemap, redirects strings.Builder
	sitemap.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	var urls []string
	for _, p := range m.plan.Pages {
		f := p.View.(framed).theFrame()
		if f.NoIndex {
			continue
		}
		line := "<url><loc>" + html.EscapeString(f.Canonical) + "</loc>"
		if f.Changed != "" {
			line += "<lastmod>" + f.Changed + "</lastmod>"
		}
		urls = append(urls, line+"</url>\n")
	}
	slices.Sort(urls)
	sitemap.WriteString(strings.Join(urls, "") + "</urlset>\n")
	for _, r := range m.plan.Redirects {
		fmt.Fprintf(&redirects, "%s %s 301!\n", r.From, r.To)
	}
	m.plan.Files["sitemap.xml"] = sitemap.String()
	m.plan.Files["_redirects"] = redirects.String()
	m.plan.Files["robots.txt"] = "User-agent: *\nAllow: /\nSitemap: " + m.origin + m.at("/sitemap.xml") + "\n"
}
