package site_test

import (
	"fmt"
	"html/template"
	"io/fs"
	"net/url"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"text/template/parse"
	"unicode/utf8"

	"golang.org/x/net/html"

	"remit/internal/catalog"
	"remit/internal/render"
	"remit/internal/site"
	"remit/internal/source"
)

// extra are content files of the kinds that the real content may lack, so that their layouts are drawn too.
var extra = fstest.MapFS{
	"images/loop.png": {Data: []byte("png")},
	"tools/test-hammer.md": {Data: []byte(`---
title: Test hammer
category: Test
aliases: [test-mallet]
summary: It hits.
admin: [platform-engineer]
user: [devops-engineer, software-developer]
alternatives: ["A *stone*"]
responsibilities: [write-automated-tests, operate-ci-cd-platform, provide-pipeline-templates]
sources: [sre-intro]
---
Hammers are old.

## Admin side
Buy it.

## User side
Hit with it.

## Worked example: a nail
It goes in. Then it bends.

## History
Long.[^long] And older than [the alternative](#user-side).

[^long]: Very long.
`)},
	"guides/test-pictures.md": {Data: []byte(picturesGuide)},
	"guides/test-guide.md": {Data: []byte(`---
title: Test guide
order: 1
summary: A guide.
sources: [sre-intro]
---
It begins with [hammers](../tools/test-hammer.md).

## A picture
![The loop](../images/loop.png)

## A line
It ends, as [the picture](#a-picture) does.[^end]

[^end]: So it does.
`)},
}

type planned struct {
	cat  *catalog.Catalog
	plan *site.Plan
}

var plans = map[string]planned{} // by address

// realPlan returns the plan of [makePlan], made once for all tests: they leave it as it is.
func realPlan(t *testing.T, baseURL string) (*catalog.Catalog, *site.Plan) {
	t.Helper()
	p, ok := plans[baseURL]
	if !ok {
		p.cat, p.plan = makePlan(t, baseURL)
		plans[baseURL] = p
	}
	return p.cat, p.plan
}

// makePlan plans the site of the real content and extra, at an address.
func makePlan(t *testing.T, baseURL string) (*catalog.Catalog, *site.Plan) {
	t.Helper()
	content, all := os.DirFS("../../content"), fstest.MapFS{}
	err := fs.WalkDir(content, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(content, p)
		all[p] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for p, f := range extra {
		all[p] = f
	}
	tree, problems, err := source.Read(all, "content")
	if err != nil {
		t.Fatal(err)
	}
	cat, found := catalog.Load(tree, site.Address(site.BasePath(baseURL)))
	problems.Merge(found)
	for _, p := range problems.All() {
		t.Fatalf("%s: %s", p.Place, p.Message)
	}
	return cat, site.Make(cat, site.Options{BaseURL: baseURL, Dates: map[string]string{"index.md": "2026-11-05"}, Assets: assets})
}

var assets = map[string]string{"css/site.css": "assets/site-A.css", "js/site.js": "assets/site-A.js", "js/theme.js": "assets/theme-A.js", "js/page.js": "assets/page-A.js", "js/box.js": "assets/box-A.js", "css/picture.css": "assets/picture-A.css"}

// page is a drawn page as a browser would read it.
type page struct {
	site.Page
	text  string
	url   string
	nodes []*html.Node
	ids   map[string]int
}

var drawnPages = map[*site.Plan][]*page{}

// drawn lays out every page of a plan below a base path, once for all tests: they leave them as they are.
func drawn(t *testing.T, plan *site.Plan, base string) []*page {
	t.Helper()
	if drawnPages[plan] == nil {
		drawnPages[plan] = draw(t, plan, base)
	}
	return drawnPages[plan]
}

func draw(t *testing.T, plan *site.Plan, base string) []*page {
	t.Helper()
	layouts, err := render.Parse(os.DirFS("../../layouts"))
	if err != nil {
		t.Fatal(err)
	}
	var pages []*page
	for _, p := range plan.Pages {
		text, err := layouts.Page(p.Layout, p.View)
		if err != nil {
			t.Fatalf("%s: %v", p.Out, err)
		}
		root, err := html.Parse(strings.NewReader(string(text)))
		if err != nil {
			t.Fatalf("%s: %v", p.Out, err)
		}
		d := &page{Page: p, text: string(text), url: base + "/" + strings.TrimSuffix(p.Out, "index.html"), ids: map[string]int{}}
		for n := range root.Descendants() {
			if n.Type == html.ElementNode {
				d.nodes = append(d.nodes, n)
				if id, ok := attribute(n, "id"); ok {
					d.ids[id]++
				}
			}
		}
		pages = append(pages, d)
	}
	return pages
}

func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func words(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.TrimSpace(b.String())
}

// elements returns the elements of a tag, with an attribute of that value where one is given.
func (p *page) elements(tag string, with ...string) []*html.Node {
	return slices.DeleteFunc(slices.Clone(p.nodes), func(n *html.Node) bool {
		if n.Data != tag {
			return true
		}
		if len(with) == 2 {
			value, _ := attribute(n, with[0])
			return value != with[1]
		}
		return false
	})
}

// one returns an attribute of the one element of its kind.
func (p *page) one(t *testing.T, tag, name, value, wanted string) string {
	t.Helper()
	found := p.elements(tag, name, value)
	if len(found) != 1 {
		t.Errorf("%s: %d <%s %s=%q>, want one", p.Out, len(found), tag, name, value)
		return ""
	}
	got, _ := attribute(found[0], wanted)
	return got
}

func (p *page) indexed() bool { return len(p.elements("meta", "name", "robots")) == 0 }

func TestEveryLayoutDrawsItsPages(t *testing.T) {
	_, plan := realPlan(t, "https://remit.example")
	files, err := fs.Glob(os.DirFS("../../layouts"), "*.html")
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, f := range files {
		if f != "base.html" {
			want = append(want, strings.TrimSuffix(f, ".html"))
		}
	}
	for _, p := range drawn(t, plan, "") {
		got = append(got, p.Layout)
		for _, sign := range []string{"<no value>", "%!", "ZgotmplZ", "{{", "[object", "<nil>"} {
			if strings.Contains(p.text, sign) {
				t.Errorf("%s holds %s", p.Out, sign)
			}
		}
	}
	slices.Sort(got)
	if got = slices.Compact(got); !slices.Equal(got, want) {
		t.Errorf("the site uses the layouts %v, the folder holds %v", got, want)
	}
}

func TestLayoutsNameFieldsThatTheirViewsHave(t *testing.T) {
	_, plan := realPlan(t, "https://remit.example")
	layouts, err := render.Parse(os.DirFS("../../layouts"))
	if err != nil {
		t.Fatal(err)
	}
	done := map[string]bool{}
	for _, p := range plan.Pages {
		if done[p.Layout] {
			continue
		}
		done[p.Layout] = true
		for _, problem := range checkLayout(layouts.Template(p.Layout), reflect.TypeOf(p.View)) {
			t.Error(problem)
		}
	}
}

func TestLayoutCheckSeesWhatNoPageShows(t *testing.T) {
	type item struct{ Name string }
	type view struct {
		Title string
		Items []item
		Best  *item
	}
	for name, c := range map[string]struct{ in, want string }{
		"all is well":         {`{{.Title}}{{range $i, $x := .Items}}{{$i}}{{$x.Name}}{{.Name}}{{$.Title}}{{end}}{{with .Best}}{{.Name}}{{end}}{{len .Items}}{{(index .Items 0).Name}}{{template "piece" .Best}}`, ""},
		"branch not taken":    {`{{if .Title}}{{.Gone}}{{end}}`, "layouts/x.html:1:32: site_test.view has no Gone"},
		"else":                {`{{if .Title}}{{else}}{{.Gone}}{{end}}`, "layouts/x.html:1:40: site_test.view has no Gone"},
		"within a range":      {`{{range .Items}}{{.Nmae}}{{end}}`, "layouts/x.html:1:35: site_test.item has no Nmae"},
		"variable of a range": {`{{range $x := .Items}}{{$x.Nmae}}{{end}}`, "layouts/x.html:1:43: site_test.item has no Nmae"},
		"within with":         {`{{with .Best}}{{.Nmae}}{{end}}`, "layouts/x.html:1:33: site_test.item has no Nmae"},
		"argument":            {`{{len .Itmes}}`, "layouts/x.html:1:23: site_test.view has no Itmes"},
		"of an index":         {`{{(index .Items 0).Nmae}}`, "layouts/x.html:1:35: site_test.item has no Nmae"},
		"piece":               {`{{template "piece" .}}`, "layouts/partials/piece.html:1:2: site_test.view has no Name"},
	} {
		layouts, err := render.Parse(fstest.MapFS{
			"base.html": {Data: []byte(`{{block "main" .}}{{end}}`)}, "x.html": {Data: []byte(`{{define "main"}}` + c.in + `{{end}}`)}, "partials/piece.html": {Data: []byte(`{{.Name}}`)},
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(checkLayout(layouts.Template("x"), reflect.TypeFor[view]()), "\n"); got != c.want {
			t.Errorf("%s: got %s, want %s", name, got, c.want)
		}
	}
}

func TestPagesSayWhatTheyAre(t *testing.T) {
	_, plan := realPlan(t, "https://remit.example")
	titles := map[string]string{}
	for _, p := range drawn(t, plan, "") {
		if h1 := p.elements("h1"); len(h1) != 1 || words(h1[0]) == "" {
			t.Errorf("%s has %d headings of level 1, want one with words", p.Out, len(h1))
		}
		if lang, _ := attribute(p.elements("html")[0], "lang"); lang != "en" {
			t.Errorf("%s is in the language %q", p.Out, lang)
		}
		if n := len(p.elements("main")); n != 1 {
			t.Errorf("%s has %d main parts", p.Out, n)
		}
		description := p.one(t, "meta", "name", "description", "content")
		if n := utf8.RuneCountInString(description); n == 0 || n > 160 {
			t.Errorf("%s: description has %d characters, want 1 to 160: %s", p.Out, n, description)
		}
		canonical := p.one(t, "link", "rel", "canonical", "href")
		title := words(p.elements("title")[0])
		if title == "" {
			t.Errorf("%s has no title", p.Out)
		}
		if !p.indexed() {
			continue
		}
		if canonical != "https://remit.example"+p.url {
			t.Errorf("%s: canonical address %q, want %q", p.Out, canonical, "https://remit.example"+p.url)
		}
		if other, ok := titles[title]; ok {
			t.Errorf("%s and %s have the title %q", other, p.Out, title)
		}
		titles[title] = p.Out
	}
}

func TestMovedPagesLeadToPagesThatAreThere(t *testing.T) {
	_, plan := realPlan(t, "https://remit.example")
	pages := map[string]*page{}
	for _, p := range drawn(t, plan, "") {
		pages[p.url] = p
	}
	found := false
	for _, r := range plan.Redirects {
		found = found || r == site.Redirect{From: "/tools/test-mallet/", To: "/tools/test-hammer/"}
		from, to := pages[r.From], pages[r.To]
		if from == nil || to == nil || !to.indexed() || from.indexed() {
			t.Errorf("%s leads to %s: one of them is no page, or the wrong one is for search engines", r.From, r.To)
			continue
		}
		if got := from.one(t, "meta", "http-equiv", "refresh", "content"); got != "0; url="+r.To {
			t.Errorf("%s refreshes to %q", r.From, got)
		}
		if got := from.one(t, "link", "rel", "canonical", "href"); got != "https://remit.example"+r.To {
			t.Errorf("%s: canonical address %q", r.From, got)
		}
		if line := r.From + " " + r.To + " 301!\n"; !strings.Contains(plan.Files["_redirects"], line) {
			t.Errorf("_redirects lacks %s", line)
		}
	}
	if !found {
		t.Error("the alias of the test's own tool is no redirect")
	}
}

func TestSitemapListsEveryPageForSearchEnginesOnce(t *testing.T) {
	_, plan := realPlan(t, "https://x.example/docs")
	sitemap := plan.Files["sitemap.xml"]
	count := 0
	for _, p := range drawn(t, plan, "/docs") {
		if !p.indexed() {
			continue
		}
		count++
		if n := strings.Count(sitemap, "<loc>https://x.example"+p.url+"</loc>"); n != 1 {
			t.Errorf("%s stands %d times in the sitemap", p.url, n)
		}
	}
	if n := strings.Count(sitemap, "<loc>"); n != count {
		t.Errorf("the sitemap has %d addresses, the site %d pages", n, count)
	}
	if !strings.Contains(sitemap, "<loc>https://x.example/docs/</loc><lastmod>2026-11-05</lastmod>") {
		t.Error("the home page has no date in the sitemap")
	}
	if want := "Sitemap: https://x.example/docs/sitemap.xml\n"; !strings.HasSuffix(plan.Files["robots.txt"], want) {
		t.Errorf("robots.txt is %q, want it to end with %q", plan.Files["robots.txt"], want)
	}
}

func TestIDsStandOnceAndLabelsAreThere(t *testing.T) {
	_, plan := realPlan(t, "https://remit.example")
	for _, p := range drawn(t, plan, "") {
		for id, n := range p.ids {
			if n > 1 || id == "" || strings.ContainsAny(id, " \t\n") {
				t.Errorf("%s: id %q stands %d times", p.Out, id, n)
			}
		}
		for _, n := range p.nodes {
			for _, name := range []string{"aria-labelledby", "aria-describedby", "aria-controls", "for", "list"} {
				value, _ := attribute(n, name)
				for id := range strings.FieldsSeq(value) {
					if p.ids[id] == 0 {
						t.Errorf("%s: <%s %s=%q>: there is no such id", p.Out, n.Data, name, value)
					}
				}
			}
		}
	}
}

func TestEveryLinkLivesAlsoBelowABasePath(t *testing.T) {
	for _, c := range []struct{ baseURL, base string }{{"https://remit.example", ""}, {"https://x.example/docs", "/docs"}} {
		cat, plan := realPlan(t, c.baseURL)
		pages := drawn(t, plan, c.base)
		known := map[string]*page{}
		files := map[string]bool{c.base + "/favicon.svg": true}
		for _, p := range pages {
			known[p.url] = p
		}
		for name := range plan.Files {
			files[c.base+"/"+name] = true
		}
		for _, name := range assets {
			files[c.base+"/"+name] = true
		}
		for _, image := range cat.Images {
			files[c.base+"/"+image.Path] = true
		}
		said := map[string]bool{}
		for _, p := range pages {
			for _, n := range p.nodes {
				for _, name := range []string{"href", "src", "action", "data-src"} {
					dest, ok := attribute(n, name)
					if !ok {
						continue
					}
					if problem := leads(p, dest, c.baseURL, c.base, known, files); problem != "" && !said[dest+problem] {
						said[dest+problem] = true
						t.Errorf("%s: <%s %s=%q> %s", p.Out, n.Data, name, dest, problem)
					}
				}
			}
		}
	}
}

// leads returns what is wrong with a link of a page, or "".
func leads(p *page, dest, baseURL, base string, known map[string]*page, files map[string]bool) string {
	u, err := url.Parse(dest)
	if err != nil || dest == "" {
		return "is no address"
	}
	origin := strings.TrimSuffix(baseURL, base)
	if u.Scheme == "mailto" || u.Host != "" && u.Scheme+"://"+u.Host != origin {
		if u.Scheme != "https" && u.Scheme != "http" && u.Scheme != "mailto" {
			return "has an odd scheme"
		}
		return ""
	}
	at, _ := url.Parse(origin + p.url)
	u = at.ResolveReference(u)
	if !strings.HasPrefix(u.Path, base+"/") {
		return "leads out of " + base + "/"
	}
	target := known[u.Path]
	switch {
	case files[u.Path]:
		return ""
	case target == nil:
		return "leads to no page"
	case u.Fragment != "" && target.ids[u.Fragment] == 0:
		return "leads to no id of its page"
	}
	return ""
}

func TestAddressesAreWhatWasPromised(t *testing.T) {
	for p, want := range map[string]string{
		"index.md": "/", "roles/cloud-engineer.md": "/roles/cloud-engineer/", "comparisons/a-vs-b.md": "/compare/a-vs-b/", "glossary.md": "/glossary/",
		"ladder.md": "/ladder/", "sources.md": "/sources/", "tools/x.md": "/tools/x/", "job-ads/phrases.md": "/job-ads/new/", "job-ads/places.md": "/job-ads/places/", "images/loop.png": "/images/loop.png", "roles/face.webp": "/roles/face.webp",
	} {
		if got := site.Address("")(p); got != want {
			t.Errorf("%s is at %s, want %s", p, got, want)
		}
		if got := site.Address("/docs")(p); got != "/docs"+want {
			t.Errorf("%s below /docs is at %s, want %s", p, got, "/docs"+want)
		}
	}
	for baseURL, want := range map[string]string{"https://remit.example": "", "https://remit.example/": "", "https://x.example/docs": "/docs", "https://x.example/a/b/": "/a/b", "": "", ":": ""} {
		if got := site.BasePath(baseURL); got != want {
			t.Errorf("BasePath(%q) = %q, want %q", baseURL, got, want)
		}
	}
}

func TestPlanOfTheSameContentIsTheSame(t *testing.T) {
	_, first := realPlan(t, "https://remit.example")
	_, second := makePlan(t, "https://remit.example")
	a, b := drawn(t, first, ""), draw(t, second, "")
	if len(a) != len(b) {
		t.Fatalf("%d pages, then %d", len(a), len(b))
	}
	for i := range a {
		if a[i].Out != b[i].Out || a[i].text != b[i].text {
			t.Errorf("%s differs from %s", a[i].Out, b[i].Out)
		}
	}
	if !reflect.DeepEqual(first.Files, second.Files) {
		t.Error("the computed files differ")
	}
}

// checkLayout follows every branch of a layout, also those that no page takes, and returns the fields that are not there.
func checkLayout(t *template.Template, view reflect.Type) []string {
	c := &layoutCheck{set: t, seen: map[string]bool{}}
	c.template(t.Name(), view)
	return c.problems
}

type layoutCheck struct {
	set      *template.Template
	tree     *parse.Tree
	seen     map[string]bool
	problems []string
}

// types are what is known of variables; a nil type is unknown, and nothing is said of it.
type types map[string]reflect.Type

func (c *layoutCheck) template(name string, dot reflect.Type) {
	key := fmt.Sprint(name, dot)
	t := c.set.Lookup(name)
	if dot == nil || c.seen[key] || t == nil || t.Tree == nil {
		return
	}
	c.seen[key] = true
	before := c.tree
	c.tree = t.Tree
	c.list(t.Tree.Root, dot, types{"$": dot})
	c.tree = before
}

func (c *layoutCheck) list(l *parse.ListNode, dot reflect.Type, vars types) {
	if l == nil {
		return
	}
	scope := types{}
	for name, t := range vars {
		scope[name] = t
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.ActionNode:
			c.declare(n.Pipe, c.pipe(n.Pipe, dot, scope), scope)
		case *parse.IfNode:
			c.branch(&n.BranchNode, dot, scope, func(types, reflect.Type) reflect.Type { return dot })
		case *parse.WithNode:
			c.branch(&n.BranchNode, dot, scope, func(inner types, t reflect.Type) reflect.Type {
				c.declare(n.Pipe, t, inner)
				return t
			})
		case *parse.RangeNode:
			c.branch(&n.BranchNode, dot, scope, func(inner types, t reflect.Type) reflect.Type {
				item := element(t)
				if d := n.Pipe.Decl; len(d) > 0 {
					inner[d[0].Ident[0]] = nil
					inner[d[len(d)-1].Ident[0]] = item
				}
				return item
			})
		case *parse.TemplateNode:
			if n.Pipe != nil {
				c.template(n.Name, c.pipe(n.Pipe, dot, scope))
			}
		}
	}
}

func (c *layoutCheck) branch(n *parse.BranchNode, dot reflect.Type, scope types, enter func(inner types, t reflect.Type) reflect.Type) {
	inner := types{}
	for name, t := range scope {
		inner[name] = t
	}
	c.list(n.List, enter(inner, c.pipe(n.Pipe, dot, scope)), inner)
	c.list(n.ElseList, dot, scope)
}

func (c *layoutCheck) declare(p *parse.PipeNode, t reflect.Type, scope types) {
	for _, d := range p.Decl {
		scope[d.Ident[0]] = t
	}
}

func (c *layoutCheck) pipe(p *parse.PipeNode, dot reflect.Type, vars types) (t reflect.Type) {
	for _, cmd := range p.Cmds {
		args := make([]reflect.Type, len(cmd.Args))
		for i, arg := range cmd.Args {
			args[i] = c.value(arg, dot, vars)
		}
		t = args[0]
		if f, ok := cmd.Args[0].(*parse.IdentifierNode); ok {
			if t = nil; f.Ident == "index" && len(args) > 1 {
				t = element(args[1])
			}
		}
	}
	return t
}

func (c *layoutCheck) value(n parse.Node, dot reflect.Type, vars types) reflect.Type {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.FieldNode:
		return c.fields(n, dot, n.Ident)
	case *parse.VariableNode:
		return c.fields(n, vars[n.Ident[0]], n.Ident[1:])
	case *parse.ChainNode:
		return c.fields(n, c.value(n.Node, dot, vars), n.Field)
	case *parse.PipeNode:
		return c.pipe(n, dot, vars)
	}
	return nil
}

func (c *layoutCheck) fields(n parse.Node, t reflect.Type, names []string) reflect.Type {
	for _, name := range names {
		if t == nil || t.Kind() == reflect.Interface {
			return nil
		}
		if m, ok := t.MethodByName(name); ok {
			t = m.Type.Out(0)
			continue
		}
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		f, ok := reflect.StructField{}, false
		if t.Kind() == reflect.Struct {
			f, ok = t.FieldByName(name)
		}
		if !ok || !f.IsExported() {
			place, _ := c.tree.ErrorContext(n)
			c.problems = append(c.problems, fmt.Sprintf("%s: %v has no %s", place, t, name))
			return nil
		}
		t = f.Type
	}
	return t
}

func element(t reflect.Type) reflect.Type {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == nil || !slices.Contains([]reflect.Kind{reflect.Slice, reflect.Array, reflect.Map}, t.Kind()) {
		return nil
	}
	return t.Elem()
}
