package site_test

import (
	"context"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"remit/internal/catalog"
	"remit/internal/search"
	"remit/internal/site"
	"remit/internal/source"
)

func TestTitlesPageShowsEveryTitleWithItsRolesInOrder(t *testing.T) {
	cat, plan := realPlan(t, "https://x.example/docs")
	var shown *page
	for _, p := range drawn(t, plan, "/docs") {
		if p.Layout == "titles" {
			shown = p
		}
	}
	if shown == nil || shown.url != "/docs/titles/" {
		t.Fatalf("the page of titles is %v, want it at /docs/titles/", shown)
	}
	articles := shown.elements("article")
	if len(articles) != len(cat.Titles.Titles) {
		t.Fatalf("%d titles are shown, want %d", len(articles), len(cat.Titles.Titles))
	}
	for i, title := range cat.Titles.Titles {
		var got, want []string
		for _, r := range title.Roles {
			want = append(want, r.URL)
		}
		for n := range articles[i].Descendants() {
			if n.Type == html.ElementNode && n.Data == "a" && strings.HasPrefix(class(n), "role ") {
				dest, _ := attribute(n, "href")
				got = append(got, dest)
			}
		}
		if id, _ := attribute(articles[i], "id"); id != title.ID || !slices.Equal(got, want) || len(want) == 0 {
			t.Errorf("%s: %s leads to the roles %v, want %v", title.ID, id, got, want)
		}
		text := words(articles[i])
		for _, part := range append([]string{title.Title, title.Plain}, title.Also...) {
			if !strings.Contains(text, part) {
				t.Errorf("%s does not show %q", title.ID, part)
			}
		}
	}
}

func class(n *html.Node) string {
	value, _ := attribute(n, "class")
	return value
}

var toTitles = regexp.MustCompile(`\(titles\.md#[a-z0-9-]+\)`)

func TestRolesLeadToTitlesWhereThereAreSome(t *testing.T) {
	for _, with := range []bool{true, false} {
		files := os.DirFS("../../content")
		tree, _, err := source.Read(files, "content")
		if err != nil {
			t.Fatal(err)
		}
		if !with {
			tree.Files = slices.DeleteFunc(tree.Files, func(f *source.File) bool { return f.Path == "titles.md" })
			for _, f := range tree.Files {
				f.Text = toTitles.ReplaceAll(f.Text, []byte("(sources.md)")) // terms lead to titles of the same name
			}
		}
		cat, problems := catalog.Load(tree, site.Address(""))
		if problems.Failed() {
			t.Fatal(problems.All()[0])
		}
		plan := site.Make(cat, site.Options{})
		has := slices.ContainsFunc(plan.Pages, func(p site.Page) bool { return p.Layout == "titles" })
		found := slices.ContainsFunc(site.Documents(cat), func(d search.Document) bool { return d.Type == "title" })
		linked := false
		plan.Pages = slices.DeleteFunc(plan.Pages, func(p site.Page) bool { return p.Out != "roles/index.html" })
		for _, p := range draw(t, plan, "") {
			linked = linked || strings.Contains(p.text, `href="/titles/"`)
		}
		if has != with || found != with || linked != with {
			t.Errorf("with titles: %v; there is a page: %v, a document: %v, a link from the roles: %v", with, has, found, linked)
		}
	}
}

func TestSearchFindsTitles(t *testing.T) {
	ix := realIndex(t)
	for query, want := range map[string]string{
		"production engineer":                   "/titles/#production-engineer",
		"devops cloud engineer":                 "/titles/#devops-cloud-engineer",
		"cloud and devops engineer":             "/titles/#devops-cloud-engineer",
		"what is a NOC analyst":                 "/titles/#noc-engineer",
		"virtualization engineer":               "/titles/#virtualisation-engineer",
		"site reliability engineering manager":  "/titles/#site-reliability-manager",
		"director of platform engineering role": "/titles/#head-of-platform",
	} {
		result, err := ix.Search(context.Background(), query, search.Options{Limit: 2}) // the glossary may have a term of that name
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(result.Hits, func(h search.Hit) bool { return h.URL == want && h.Type == "title" }) {
			t.Errorf("%q does not find %s among the first two: %v", query, want, result.Hits)
		}
	}
}
