package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	selfService = `document.querySelector('main a[href="/glossary/#self-service"]')`
	noteOpen    = `document.querySelector(".term-note:popover-open")`
)

// at returns the middle of what an expression names, within the window.
func (p *tab) at(element string) (x, y float64) {
	p.t.Helper()
	m := eval[[2]float64](p, `(() => { const e = `+element+`; e.scrollIntoView({ block: "center", behavior: "instant" }); const r = e.getClientRects()[0]; return [r.left + r.width / 2, r.top + r.height / 2]; })()`)
	return m[0], m[1]
}

func (p *tab) point(x, y float64) {
	p.t.Helper()
	call(p, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: x, Y: y})
}

func (p *tab) tap(element string) {
	p.t.Helper()
	x, y := p.at(element)
	call(p, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: []*input.TouchPoint{{X: x, Y: y}}})
	call(p, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}})
}

// countTimers makes the page count in window.ran how many of its timers have run, so that a test can wait for them.
const countTimers = `(() => { const real = setTimeout; window.ran = 0; window.setTimeout = (work, wait) => real(() => { work(); window.ran++; }, wait); })()`

func TestBrowserTermByPointer(t *testing.T) {
	files := siteFiles(t)
	var terms map[string][2]string
	if err := json.Unmarshal(files["glossary/terms.json"], &terms); err != nil {
		t.Fatal(err)
	}
	p := siteTab(t)
	p.size(1100, 900)
	p.night(false)
	p.open("/roles/platform-engineer/")
	loaded := `performance.getEntriesByType("resource").filter((e) => /note-|terms\.json/.test(e.name)).length`
	if n := eval[int](p, loaded); n != 0 {
		t.Errorf("%d files of the notes are loaded before a reader meets a term", n)
	}
	eval[chromedp.Void](p, countTimers)
	x, y := p.at(selfService)
	p.point(x, y)
	p.is("the note opens", noteOpen)
	if n := eval[int](p, loaded); n != 2 {
		t.Errorf("%d files of the notes are loaded, want script and terms", n)
	}
	want := terms["self-service"]
	if got := eval[[]string](p, `[...document.getElementById(`+selfService+`.getAttribute("aria-describedby")).children].map((e) => e.textContent)`); want[0] == "" || len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("the link is described by %q, want %q", got, want)
	}
	p.is("it stands below the link, and needs no link itself", `(() => {
		const note = `+noteOpen+`.getBoundingClientRect(), link = `+selfService+`.getBoundingClientRect();
		return Math.abs(note.top - link.bottom) < 1 && !document.querySelector(".term-note a").checkVisibility();
	})()`)
	if os.Getenv("REMIT_AXE") != "" {
		p.axe("a note")
		p.night(true)
		p.axe("a note at night")
	}

	eval[chromedp.Void](p, `window.ran = 0`)
	noteX, noteY := p.at(`document.querySelector(".term-note__title")`)
	p.point(noteX, noteY)
	p.is("a timer has looked where the pointer is", `window.ran > 0`)
	p.is("the note stays under the pointer", noteOpen)
	p.point(5, 5)
	p.is("it closes when the pointer is gone, and describes nothing", `!`+noteOpen+` && !document.querySelector("[aria-describedby=term-note]")`)

	x, y = p.at(selfService)
	p.point(x, y)
	p.is("the note opens again", noteOpen)
	p.key(kb.Escape)
	p.is("Escape closes it", `!`+noteOpen)
	p.point(x+1, y)
	p.is("it does not come back while the pointer stays on the link", selfService+`.matches(":hover") && !`+noteOpen)
}

func TestBrowserTermByKeyboard(t *testing.T) {
	p := siteTab(t)
	p.size(360, 700)
	p.night(false)
	p.open("/roles/platform-engineer/")
	links := eval[int](p, `(window.links = [...document.querySelectorAll('main a[href^="/glossary/#"]')].filter((a) => a.checkVisibility())).length`)
	if links < 5 {
		t.Fatalf("the page has %d links to terms", links)
	}
	for i := range links {
		at := eval[string](p, fmt.Sprintf(`(() => { window.link = links[%d]; link.focus(); return link.hash; })()`, i))
		p.is("a note describes "+at, `link.getAttribute("aria-describedby") === "term-note" && `+noteOpen)
		p.is("it lies in the window and not on the link "+at, `(() => {
			const note = `+noteOpen+`.getBoundingClientRect();
			const on = [...link.getClientRects()][0];
			return note.left >= 0 && note.right <= innerWidth && note.top >= 0 && note.bottom <= innerHeight && (note.top >= on.bottom - 1 || note.bottom <= on.top + 1) && document.documentElement.scrollWidth <= innerWidth;
		})()`)
	}
	p.key(kb.Escape)
	p.is("Escape closes it and leaves the focus", `!`+noteOpen+` && document.activeElement === link`)
	eval[chromedp.Void](p, `links[0].focus()`)
	p.is("it opens again", noteOpen)
	eval[chromedp.Void](p, `document.querySelector(".head a").focus()`)
	p.is("it closes when the focus is gone", `!`+noteOpen)
	eval[chromedp.Void](p, `links[0].focus()`)
	p.key(kb.Enter)
	p.is("Enter follows the link", `location.pathname === "/glossary/" && location.hash`)
}

func TestBrowserTermByFinger(t *testing.T) {
	p := siteTab(t)
	p.size(360, 700)
	p.night(false)
	call(p, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true, MaxTouchPoints: 1})
	p.open("/roles/platform-engineer/")
	p.tap(selfService)
	p.is("the first tap opens the note, with a way on", noteOpen+` && document.querySelector(".term-note a").getBoundingClientRect().height >= 44 && location.pathname === "/roles/platform-engineer/"`)
	if os.Getenv("REMIT_AXE") != "" {
		eval[chromedp.Void](p, axeScript(t))
		if found := eval[[]string](p, `axe.run(".term-note").then((r) => r.violations.map((v) => v.help))`); len(found) > 0 { // it lies over other targets, which a tap elsewhere frees
			t.Errorf("a note on a phone: %q", found)
		}
	}
	p.tap(`document.querySelector("h1")`)
	p.is("a tap elsewhere closes it", `!`+noteOpen)
	p.tap(selfService)
	p.is("the note opens again", noteOpen)
	p.tap(selfService)
	p.is("the second tap follows the link", `location.pathname + location.hash === "/glossary/#self-service"`)
	eval[chromedp.Void](p, `history.back()`)
	p.is("back on the page", `location.pathname === "/roles/platform-engineer/" && document.readyState === "complete"`)
	p.tap(selfService)
	p.is("the note opens", noteOpen)
	p.tap(`document.querySelector(".term-note a")`)
	p.is("the way on leads to the term", `location.pathname + location.hash === "/glossary/#self-service"`)
}

// Where the terms cannot be had, a tap does what the link says, and a pointer finds a link like any other.
func TestBrowserTermsThatCannotBeHad(t *testing.T) {
	p := newTab(t)
	p.expect = func(wrong string) bool { return strings.Contains(wrong, "terms.json") }
	p.size(360, 700)
	call(p, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true, MaxTouchPoints: 1})
	p.open(serveFiles(t, siteFiles(t), func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path != "/glossary/terms.json" {
			return false
		}
		w.WriteHeader(http.StatusServiceUnavailable)
		return true
	}) + "/roles/platform-engineer/")
	p.tap(selfService)
	p.is("the tap follows the link", `location.pathname + location.hash === "/glossary/#self-service"`)
}

func TestBrowserTermCostsLittle(t *testing.T) {
	found := false
	for name, data := range siteFiles(t) {
		if !regexp.MustCompile(`^assets/note-\w+\.js$`).MatchString(name) {
			continue
		}
		found = true
		var b bytes.Buffer
		w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		w.Write(data)
		w.Close()
		if b.Len() > 1536 {
			t.Errorf("%s has %d bytes gzipped, want at most 1.5 KB", name, b.Len())
		}
	}
	if !found {
		t.Error("the script of the notes is no bundle of its own")
	}
}
