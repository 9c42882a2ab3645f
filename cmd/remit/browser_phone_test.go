package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// What a reader came for begins in the first screen of a phone, on every kind of page.
func TestBrowserFirstScreenOfAPhone(t *testing.T) {
	url := serveFiles(t, siteFiles(t), nil)
	p := newTab(t)
	p.size(360, 740)
	for name, content := range map[string]string{
		"/":                         ".ask [type=search]",
		"/roles/platform-engineer/": ".record",
		"/guides/careers/":          ".prose p",
		"/tools/kubernetes/":        ".prose p",
		"/responsibilities/measure-and-cut-toil/": ".matrix",
		"/areas/observability/":                   ".prose p",
		"/shapes/enterprise/":                     ".matrix-intro",
		"/stages/review/":                         "h2 + *",
		"/matrix/":                                ".explore__table tr[data-work]",
		"/compare/":                               ".desk [name=role]",
		"/compare/cloud-engineer-vs-platform-engineer/": ".page__head .statement",
		"/team/":            ".desk input",
		"/quiz/which-role/": ".quiz__option",
		"/glossary/":        ".term",
		"/guides/":          ".guides li",
	} {
		p.open(url + name)
		top := eval[float64](p, fmt.Sprintf(`(() => { const e = [...document.querySelectorAll(%q)].find((e) => e.checkVisibility()); return e ? e.getBoundingClientRect().top : -1; })()`, "main "+content))
		if top < 0 || top > 740 {
			t.Errorf("%s: the first %s stands at %.0f of 740 pixels", name, content, top)
		}
	}
}

// A drawer is a disclosure on a phone. On a wide screen its content stands open, and there is nothing to disclose.
func TestBrowserDrawers(t *testing.T) {
	url := serveFiles(t, siteFiles(t), nil)
	p := newTab(t)
	for _, at := range []struct{ page, inside string }{
		{"/roles/platform-engineer/", ".contents a"},
		{"/tools/", ".chips a"},
		{"/search/?q=deploy", "[aria-label='Kinds of result'] a"},
		{"/matrix/", "#area"},
		{"/compare/", "[value=security-engineer]"},
		{"/team/", "[name=security-engineer]"},
	} {
		shown := fmt.Sprintf(`document.querySelector(%q)?.checkVisibility({ contentVisibilityAuto: true })`, at.inside)
		p.size(1280, 900)
		p.open(url + at.page)
		p.is(at.page+" shows all on a wide screen", shown+` && !document.querySelector(".drawer > summary").checkVisibility()`)
		p.size(360, 740)
		p.is(at.page+" has a closed drawer on a phone", `!`+shown+` && document.querySelector(".drawer > summary").checkVisibility()`)
		eval[chromedp.Void](p, `document.querySelector(".drawer > summary").focus()`)
		p.key(kb.Enter)
		p.is(at.page+" opens its drawer by the keyboard", shown)
	}
}

func TestBrowserDrawersSayHowMany(t *testing.T) {
	url := serveFiles(t, siteFiles(t), nil)
	p := newTab(t)
	p.size(360, 740)
	for page, want := range map[string]string{
		"/search/?q=deploy":           "Filters none on",
		"/search/?q=deploy&type=tool": "Filters 1 on: Tool",
		"/matrix/":                    "Filter and sort none on",
		"/matrix/?area=governance&moved=1&hide=cloud-engineer,security-engineer": "Filter and sort 3 on",
		"/compare/?roles=cloud-engineer,security-engineer":                       "Roles next door 1 chosen",
		"/team/?roles=cloud-engineer:2,security-engineer:1,release-manager:1":    "Roles next door 2 entered",
	} {
		p.open(url + page)
		p.is(page+" says "+want, fmt.Sprintf(`document.querySelector(".drawer > summary")?.textContent === %q`, want))
	}
	p.open(url + "/search/?q=deploy")
	p.is("results stand in the first screen", `document.querySelector(".results :is(.answer, .results__list) a")?.getBoundingClientRect().bottom < 500`)

	p.open(url + "/matrix/?area=governance")
	p.is("everything can be shown again", `document.querySelector("[data-take=reset]").checkVisibility()`)
	eval[chromedp.Void](p, `document.querySelector("[data-take=reset]").focus()`)
	p.key(kb.Enter)
	p.is("the count has the focus of the button that is gone", `document.activeElement.textContent === "70 of 70 rows" && !document.querySelector("[data-take=reset]").checkVisibility()`)
}

func TestBrowserHeadOfAPhone(t *testing.T) {
	url := serveFiles(t, siteFiles(t), nil)
	p := newTab(t)
	for _, width := range []int64{320, 360, 430} {
		p.size(width, 740)
		p.open(url + "/guides/careers/")
		height := eval[float64](p, `document.querySelector(".head").offsetHeight`)
		if height > 130 {
			t.Errorf("the head takes %.0f pixels at %d", height, width)
		}
		p.is("every way in is a target", `[...document.querySelectorAll(".head a, .head button")].every((e) => e.offsetHeight >= 24 && e.getBoundingClientRect().right <= innerWidth)`)
	}
	p.is("the theme has its name", `document.querySelector("theme-switch button").textContent === "Theme: auto"`)
	eval[chromedp.Void](p, `(() => { const q = document.querySelector("#query"); q.focus(); q.value = "deploy"; q.dispatchEvent(new Event("input", { bubbles: true })); })()`)
	p.is("what is found lies within the screen, below the field", `(() => {
		const list = document.querySelector(".search__list"), box = list?.getBoundingClientRect(), field = document.querySelector("#query").getBoundingClientRect();
		return list?.checkVisibility() && box.left >= 0 && box.right <= innerWidth && box.width > innerWidth * 0.8 && box.top >= field.bottom && box.top < field.bottom + 30;
	})()`)
}
