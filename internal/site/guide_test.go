package site_test

import (
	"slices"
	"strings"
	"testing"

	"remit/internal/site"
)

func TestGuidesLeadFromOneToTheNext(t *testing.T) {
	cat, plan := realPlan(t, "https://remit.example")
	list := view[site.GuidesPage](t, plan, "guides/index.html")
	if len(list.Guides) != len(cat.Guides) || len(list.Guides) < 2 {
		t.Fatalf("%d guides in the list, %d in all", len(list.Guides), len(cat.Guides))
	}
	for i, g := range list.Guides {
		v := view[site.GuidePage](t, plan, strings.TrimPrefix(g.URL, "/")+"index.html")
		before, after := "", ""
		if i > 0 {
			before = list.Guides[i-1].URL
			if list.Guides[i-1].Order > g.Order {
				t.Errorf("%s stands before %s", list.Guides[i-1].ID, g.ID)
			}
		}
		if i+1 < len(list.Guides) {
			after = list.Guides[i+1].URL
		}
		if address(v.Pager.Before) != before || address(v.Pager.After) != after {
			t.Errorf("%s leads to %q and %q, want %q and %q", g.ID, address(v.Pager.Before), address(v.Pager.After), before, after)
		}
	}
}

func address(l *site.Link) string {
	if l == nil {
		return ""
	}
	return l.URL
}

func TestPagesNameTheGuidesThatLinkToThem(t *testing.T) {
	_, plan := realPlan(t, "https://remit.example")
	layouts := map[string]bool{}
	for _, p := range drawn(t, plan, "") {
		more := p.elements("nav", "aria-label", "Read more")
		if len(more) == 0 {
			continue
		}
		layouts[p.Layout] = true
		var links []string
		for n := range more[0].Descendants() {
			if n.Data == "a" {
				href, _ := attribute(n, "href")
				links = append(links, href)
			}
		}
		if len(more) != 1 || len(links) == 0 || len(links) > 3 {
			t.Errorf("%s: %d lists with %q, want one with 1 to 3 links", p.Out, len(more), links)
		}
		for _, link := range links {
			guide := view[site.GuidePage](t, plan, strings.TrimPrefix(link, "/")+"index.html")
			var body strings.Builder
			for _, part := range guide.Body {
				body.WriteString(string(part.HTML))
			}
			if body := body.String(); !strings.Contains(body, `href="`+p.url+`"`) && !strings.Contains(body, `href="`+p.url+`#`) {
				t.Errorf("%s names %s, which does not link to it", p.Out, link)
			}
		}
	}
	for _, want := range []string{"role", "responsibility", "comparison", "stage", "matrix", "tool"} {
		if !layouts[want] {
			t.Errorf("no page of the layout %s names a guide", want)
		}
	}
	if got := view[site.ToolPage](t, plan, "tools/test-hammer/index.html").More; !slices.Equal(got, []site.Link{{Title: "Test guide", URL: "/guides/test-guide/"}}) {
		t.Errorf("the hammer names %+v", got)
	}
}
