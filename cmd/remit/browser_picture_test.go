package main

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// illustrated are the guides that hold pictures.
func illustrated(t *testing.T, files map[string][]byte) []string {
	t.Helper()
	var all []string
	for name, page := range files {
		if strings.HasPrefix(name, "guides/") && strings.Contains(string(page), `<figure class="pic"`) {
			all = append(all, "/"+strings.TrimSuffix(name, "index.html"))
		}
	}
	slices.Sort(all)
	if len(all) < 12 {
		t.Fatalf("%d guides hold pictures, want at least 12", len(all))
	}
	return all
}

// Pictures fit a phone, stay within their column where there is room, and the checker finds nothing, by day and by night.
func TestBrowserPicturesFitAndAreAccessible(t *testing.T) {
	files := siteFiles(t)
	p := siteTab(t)
	for _, width := range []int64{360, 768, 1440} {
		p.size(width, 900)
		for i, name := range illustrated(t, files) {
			p.night(i%2 == 0)
			p.open(name)
			wide := eval[[]string](p, `[...document.querySelectorAll(".pic")].filter((f) => [f, ...f.querySelectorAll("*")].some((e) => !e.closest(".scroll") && !e.closest("details:not([open])") && !e.closest("svg *, .loop__picture *") && e.getBoundingClientRect().right > f.getBoundingClientRect().right + 1)).map((f) => f.querySelector("figcaption").textContent)`)
			if len(wide) > 0 || eval[bool](p, `document.documentElement.scrollWidth > innerWidth`) {
				t.Errorf("%s at %d: wider than its place: %q", name, width, wide)
			}
			if width == 768 {
				continue
			}
			eval[chromedp.Void](p, axeScript(t))
			if found := eval[[]string](p, `axe.run(".pic").then((r) => r.violations.map((v) => v.help + ": " + v.nodes[0].target))`); len(found) > 0 {
				t.Errorf("%s at %d: %q", name, width, found)
			}
		}
	}
}

// A word that has no place to break, such as a digest, neither widens the page nor takes the place of the bars.
func TestBrowserPicturesHoldLongWords(t *testing.T) {
	files := siteFiles(t)
	p := siteTab(t)
	for _, width := range []int64{360, 768, 1440} {
		p.size(width, 900)
		bars := 0
		for _, name := range illustrated(t, files) {
			p.open(name)
			// Against the width itself, as innerWidth grows with the page on a phone;
			// one cell after another, as what fits one column may not fit the next
			wide := eval[[]string](p, `[...document.querySelectorAll(".pic figcaption, .pic > ol:not(.loop__stages) > li > :not(.pic__who), .pic:not(:has(.matrix, .loop__picture, .picture)) :is(th, td):not(.num, .pic-bars__bar, :empty)")].flatMap((cell) => {
				const before = [...cell.childNodes];
				cell.append(" sha256:" + "9f86d081".repeat(14));
				const bad = [];
				if (document.documentElement.scrollWidth > `+strconv.FormatInt(width, 10)+`) bad.push("wide: " + cell.textContent);
				for (const bar of cell.closest(".pic").querySelectorAll(".pic-bars svg")) if (bar.getBoundingClientRect().width < 90) bad.push("no bar: " + cell.textContent);
				cell.replaceChildren(...before);
				return bad;
			})`)
			if len(wide) > 0 {
				t.Errorf("%s at %d: %q", name, width, wide)
			}
			bars += eval[int](p, `document.querySelectorAll(".pic-bars svg").length`)
		}
		if bars == 0 {
			t.Error("no guide holds bars")
		}
	}
}
