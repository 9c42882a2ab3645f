package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"remit/internal/catalog"
	"remit/internal/publish"
)

// required reports whether the browser tests may not skip.
func required() bool { return os.Getenv("REMIT_BROWSER") == "required" }

// skip skips a test whose tool is missing, or fails it where that is not allowed.
func skip(t *testing.T, why string) {
	t.Helper()
	if required() {
		t.Fatal(why + ", and REMIT_BROWSER=required")
	}
	t.Skip(why)
}

// realSite builds the real site, once for all tests.
var realSite = sync.OnceValues(func() (map[string][]byte, error) {
	built, err := publish.Build(publish.Input{Content: os.DirFS("../../content"), Layouts: os.DirFS("../../layouts"), Static: os.DirFS("../../static")})
	if err != nil {
		return nil, err
	}
	if built.Failed() {
		return nil, fmt.Errorf("the content has problems: %v", built.Problems[0])
	}
	return built.Files, nil
})

func siteFiles(t *testing.T) map[string][]byte {
	t.Helper()
	files, err := realSite()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// loadReal loads the real content, once for all tests.
var loadReal = sync.OnceValues(func() (*catalog.Catalog, error) {
	cat, problems, err := publish.Load(publish.Input{Content: os.DirFS("../../content")})
	if err == nil && problems.Failed() {
		err = fmt.Errorf("the content has problems: %v", problems.All()[0])
	}
	return cat, err
})

func realCatalog(t *testing.T) *catalog.Catalog {
	t.Helper()
	cat, err := loadReal()
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

// policy is the content security policy of netlify.toml.
func policy(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../netlify.toml")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`(?m)^Content-Security-Policy = "(.+)"$`).FindSubmatch(text)
	if m == nil {
		t.Fatal("netlify.toml sets no content security policy")
	}
	return string(m[1])
}

// serveFiles serves a site as a static host would, with the policy of netlify.toml. hook may answer a request itself.
func serveFiles(t *testing.T, files map[string][]byte, hook func(http.ResponseWriter, *http.Request) bool) string {
	t.Helper()
	csp := policy(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if hook != nil && hook(w, r) {
			return
		}
		name := strings.TrimPrefix(r.URL.Path, "/")
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		data, ok := files[name]
		w.Header().Set("Content-Security-Policy", csp)
		if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
			w.Header().Set("Content-Type", kind)
		} else {
			w.Header().Set("Content-Type", "application/octet-stream")
		}
		if !ok {
			w.WriteHeader(http.StatusNotFound)
			data = files["404.html"]
		}
		w.Write(data)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// theBrowser is started once; each test has a tab.
var theBrowser = sync.OnceValues(func() (context.Context, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			ctx, _ := chromedp.NewExecAllocator(context.Background(), chromedp.ExecPath(p), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU,
				chromedp.Flag("hide-scrollbars", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("no-first-run", true))
			ctx, _ = chromedp.NewContext(ctx)
			return ctx, chromedp.Do(ctx)
		}
	}
	return nil, nil
})

// tab is a page in the browser. What goes wrong on it (an error in the console, an exception, a failed request, something
// the policy forbids) fails the test at its end, but for what the test expects.
type tab struct {
	ctx    context.Context
	t      *testing.T
	site   string // where it is served; "" but for siteTab
	lock   sync.Mutex
	wrong  []string
	expect func(string) bool
}

func newTab(t *testing.T) *tab {
	t.Helper()
	browser, err := theBrowser()
	if err != nil {
		t.Fatalf("Chromium does not start: %v", err)
	}
	if browser == nil {
		skip(t, "there is no Chromium")
	}
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	p := &tab{ctx: ctx, t: t}
	urls := map[network.RequestID]string{}
	p.do() // opens the tab
	err = chromedp.Listen(ctx, func(event any) {
		p.lock.Lock()
		defer p.lock.Unlock()
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			p.wrong = append(p.wrong, "exception: "+e.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
				p.wrong = append(p.wrong, fmt.Sprintf("console: %s", e.Args[0].Value))
			}
		case *log.EventEntryAdded:
			if string(e.Entry.Level) == "error" {
				p.wrong = append(p.wrong, "log: "+e.Entry.Text+" "+e.Entry.URL)
			}
		case *network.EventRequestWillBeSent:
			urls[e.RequestID] = e.Request.URL
		case *network.EventLoadingFailed:
			if !e.Canceled {
				p.wrong = append(p.wrong, "request: "+e.ErrorText+" "+urls[e.RequestID])
			}
		case *network.EventResponseReceived:
			if e.Response.Status >= 400 {
				p.wrong = append(p.wrong, fmt.Sprintf("request: %d %s", e.Response.Status, e.Response.URL))
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	call(p, network.Enable, network.EnableParams{})
	call(p, log.Enable, cdp.Empty{})
	t.Cleanup(func() {
		p.lock.Lock()
		defer p.lock.Unlock()
		for _, w := range p.wrong {
			if p.expect == nil || !p.expect(w) {
				t.Errorf("%s", w)
			}
		}
	})
	return p
}

// siteTab is a tab for the real site, with the modules of static/js as they are written below /raw/.
func siteTab(t *testing.T) *tab {
	t.Helper()
	url := serveFiles(t, siteFiles(t), rawModules)
	p := newTab(t)
	p.site = url
	return p
}

func (p *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// open goes to an address, or to a path of the tab's site.
func (p *tab) open(url string) {
	p.t.Helper()
	if strings.HasPrefix(url, "/") {
		url = p.site + url
	}
	p.do(chromedp.Navigate(url))
}

func (p *tab) key(key string) {
	p.t.Helper()
	p.do(chromedp.KeyEvent(key))
}

// call sends a command of the DevTools protocol.
func call[P, R any](p *tab, command cdp.Command[P, R], params P) {
	p.t.Helper()
	if _, err := chromedp.Call(p.ctx, command, params); err != nil {
		p.t.Fatal(err)
	}
}

// eval runs a script in the page and returns what it gives, or what its promise gives.
func eval[T any](p *tab, script string) T {
	p.t.Helper()
	v, err := try[T](p, script)
	if err != nil {
		p.t.Fatalf("%v in %.80s", err, script)
	}
	return v
}

func try[T any](p *tab, script string) (T, error) {
	wait := true
	return chromedp.Run(p.ctx, chromedp.Evaluate[T](script, func(params *runtime.EvaluateParams) { params.AwaitPromise = &wait }))
}

// inPage opens a page of the site in a tab of its own and returns what script makes there of cases. A script is an async
// function of the cases; below /raw/ it finds the modules of static/js as they are written. So a test can ask them what it
// asks the program.
func inPage[T any](t *testing.T, page string, cases any, script string) T {
	t.Helper()
	text, err := json.Marshal(cases)
	if err != nil {
		t.Fatal(err)
	}
	p := siteTab(t)
	p.open(page)
	return eval[T](p, "("+script+")("+string(text)+")")
}

// rawModules serves the modules below static/js as they are written, so that a test can import them.
func rawModules(w http.ResponseWriter, r *http.Request) bool {
	name, ok := strings.CutPrefix(r.URL.Path, "/raw/")
	if !ok {
		return false
	}
	data, err := os.ReadFile("../../static/js/" + name)
	if err != nil {
		return false
	}
	w.Header().Set("Content-Type", "text/javascript")
	w.Write(data)
	return true
}

// is waits until a script gives true, also where the page goes elsewhere meanwhile.
func (p *tab) is(what, script string) {
	p.t.Helper()
	var err error
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		var so bool
		if so, err = try[bool](p, "!!("+script+")"); so {
			return
		}
		if err != nil && !strings.Contains(err.Error(), "navigated") {
			break
		}
	}
	if err != nil {
		p.t.Fatalf("%s: %v in %.80s", what, err, script)
	}
	p.t.Fatalf("not so: %s", what)
}

func (p *tab) size(width, height int64) {
	p.t.Helper()
	call(p, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1, Mobile: width < 600})
}

func (p *tab) withoutScript() {
	p.t.Helper()
	call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
}

func (p *tab) night(on bool) {
	p.t.Helper()
	value := "light"
	if on {
		value = "dark"
	}
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
}

// kinds is one page of every kind.
var kinds = []string{
	"/", "/roles/", "/roles/platform-engineer/", "/roles/finops-practitioner/", "/responsibilities/", "/responsibilities/hold-pager-for-production-services/",
	"/areas/", "/areas/observability/", "/stages/", "/stages/review/", "/matrix/", "/shapes/", "/shapes/startup/", "/shapes/enterprise/", "/compare/",
	"/compare/cloud-engineer-vs-platform-engineer/", "/compare/the-four-core-roles/", "/team/", "/quiz/", "/quiz/which-role/", "/quiz/which-hire/", "/tools/", "/tools/kubernetes/", "/guides/", "/guides/careers/", "/glossary/", "/titles/", "/job-ads/", "/job-ads/new/", "/job-ads/places/", "/sources/", "/ladder/", "/search/", "/404.html",
}

func TestBrowserShowsEveryPageWithoutAnError(t *testing.T) {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(siteFiles(t))) {
		if path.Base(name) == "index.html" && !bytes.Contains(siteFiles(t)[name], []byte(`http-equiv="refresh"`)) {
			names = append(names, name)
		}
	}
	for part := range slices.Chunk(names, (len(names)+3)/4) {
		t.Run("from "+part[0], func(t *testing.T) {
			t.Parallel()
			p := siteTab(t)
			p.size(1440, 900)
			for _, name := range part {
				p.open("/" + strings.TrimSuffix(name, "index.html"))
				if wide := eval[bool](p, `document.documentElement.scrollWidth > innerWidth`); wide {
					t.Errorf("%s scrolls sideways at 1440 pixels", name)
				}
			}
		})
	}
}

func TestBrowserNothingScrollsSideways(t *testing.T) {
	for _, width := range []int64{320, 360, 768} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			t.Parallel()
			p := siteTab(t)
			p.size(width, 800)
			for _, name := range kinds {
				p.open(name)
				widest := eval[string](p, `document.documentElement.scrollWidth > innerWidth ? [...document.querySelectorAll("main *, header *, footer *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll, pre, .sr")).map((e) => e.tagName + "." + e.className).slice(0, 3).join(" ") || "?" : ""`)
				if widest != "" {
					t.Errorf("%s scrolls sideways: %s", name, widest)
				}
			}
		})
	}
}

func TestBrowserReadsWithoutScript(t *testing.T) {
	p := siteTab(t)
	p.size(1200, 900)
	p.withoutScript()
	for name, text := range map[string]string{
		"/roles/cloud-engineer/":                  "What may run where, and what does it cost?",
		"/shapes/enterprise/":                     "Operate the observability stack",
		"/responsibilities/measure-and-cut-toil/": "Who has which part",
		"/search/": "Everything, from A to Z",
		"/compare/devops-engineer-vs-platform-engineer/": "The work of both",
	} {
		p.open(name)
		main, err := chromedp.Run(p.ctx, chromedp.TextContent(chromedp.CSS("main")))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(main, text) {
			t.Errorf("%s does not show %q", name, text)
		}
	}
	p.open("/")
	p.do(chromedp.Click(chromedp.CSS("[for=show-startup]")), chromedp.WaitVisible(chromedp.CSS(`.ask__table:has([href="/shapes/startup/"])`)), chromedp.WaitNotVisible(chromedp.CSS(`.ask__table:has([href="/shapes/enterprise/"])`)))
}

func TestBrowserKeyboardReachesEverything(t *testing.T) {
	p := siteTab(t)
	p.size(1200, 900)
	p.open("/")
	p.key(kb.Tab)
	p.is("the first stop is the skip link", `document.activeElement.textContent === "Skip to the page" && document.activeElement.getBoundingClientRect().top >= 0`)
	p.key(kb.Enter)
	p.is("the skip link leads to the page", `location.hash === "#main"`)

	p.open("/")
	eval[chromedp.Void](p, `document.querySelector("theme-switch button").focus()`)
	p.key(kb.Enter)
	p.is("the theme is day", `document.activeElement.textContent === "Theme: day" && document.documentElement.dataset.theme === "day"`)
	p.key(kb.Enter)
	p.is("the theme is night", `getComputedStyle(document.documentElement).colorScheme === "dark"`)
	p.do(chromedp.Reload())
	p.is("the theme is kept", `document.documentElement.dataset.theme === "night" && document.querySelector("theme-switch").textContent.trim() === "Theme: night"`)
	eval[chromedp.Void](p, `localStorage.clear()`)

	p.open("/")
	eval[chromedp.Void](p, `document.querySelector("[name=shape]:checked").focus()`)
	p.key(kb.ArrowLeft)
	p.is("an arrow switches the shape", `document.querySelector("[name=shape]:checked").nextElementSibling.textContent === "Growing company" && [...document.querySelectorAll(".ask__table")].filter((e) => e.checkVisibility()).length === 1`)
}

// A browser that refuses storage throws where one asks for it. Themes, quizzes and ads work all the same.
func TestBrowserWorksWithoutStorage(t *testing.T) {
	p := siteTab(t)
	call(p, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: `for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get() { throw new DOMException("refused", "SecurityError"); } });`,
	})
	p.open("/quiz/which-role/")
	eval[chromedp.Void](p, `document.querySelector("theme-switch button").click()`)
	p.is("the theme changes", `document.documentElement.dataset.theme === "day" && document.querySelector("theme-switch").textContent.trim() === "Theme: day"`)
	eval[chromedp.Void](p, `document.querySelector("[data-do=mode]").click()`)
	p.is("the quiz goes on", `[...document.querySelectorAll("fieldset")].filter((f) => f.checkVisibility()).length === 15`)
	p.open("/job-ads/new/")
	p.is("an ad is written", `document.querySelectorAll("article.paper h3").length === 7`)
	p.open("/job-ads/check/")
	p.is("the checker waits", `document.querySelector(".check__desk").checkVisibility()`)
}

// Every stop of the keyboard has a focus one can see, and none lies under the sticky head of the matrix.
func TestBrowserFocusIsSeen(t *testing.T) {
	p := siteTab(t)
	p.size(1200, 700)
	for _, name := range []string{"/", "/shapes/enterprise/", "/roles/site-reliability-engineer/"} {
		p.open(name)
		eval[chromedp.Void](p, `document.documentElement.style.scrollBehavior = "auto"`)
		for i := range 70 {
			p.key(kb.Tab)
			wrong := eval[string](p, `(() => {
				const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
				if (e === document.body) return "";
				const label = e.nextElementSibling;
				const seen = style.outlineStyle !== "none" || (e.type === "radio" && getComputedStyle(label).outlineStyle !== "none") || e.closest("svg") !== null;
				if (!seen) return "no outline: " + e.outerHTML.slice(0, 80);
				if (e.type === "radio") return "";
				const at = document.elementFromPoint(box.left + Math.min(box.width, 8) / 2, box.top + box.height / 2);
				const head = at && at.closest("thead");
				return head && !e.closest("thead") ? "under the head: " + e.outerHTML.slice(0, 80) : "";
			})()`)
			if wrong != "" {
				t.Errorf("%s, stop %d: %s", name, i+1, wrong)
			}
		}
	}
}

func TestBrowserLayoutDoesNotShift(t *testing.T) {
	p := siteTab(t)
	for _, width := range []int64{390, 1440} {
		p.size(width, 900)
		for _, name := range []string{"/", "/roles/devops-engineer/", "/shapes/enterprise/", "/matrix/", "/compare/", "/compare/the-four-core-roles/", "/team/", "/tools/", "/quiz/which-role/", "/search/", "/search/?q=deploy", "/guides/careers/"} {
			p.open(name)
			if strings.Contains(name, "?q=") {
				p.is("results", `document.querySelector("[data-state=done]")`)
			}
			shift := eval[float64](p, `new Promise((done) => {
				let sum = 0;
				const seen = new PerformanceObserver((list) => { for (const e of list.getEntries()) sum += e.value; });
				seen.observe({ type: "layout-shift", buffered: true });
				requestAnimationFrame(() => requestAnimationFrame(() => { for (const e of seen.takeRecords()) sum += e.value; done(sum); }));
			})`)
			if shift > 0 {
				t.Errorf("%s shifts by %v at %d pixels", name, shift, width)
			}
		}
	}
}

func TestBrowserMatrixIsCardsOnAPhone(t *testing.T) {
	p := siteTab(t)
	p.size(390, 800)
	p.open("/shapes/enterprise/")
	text := eval[string](p, `(() => { const row = document.querySelector(".matrix--full tbody tr:nth-child(2)"); return getComputedStyle(row).display + " " + getComputedStyle(row.querySelector("td"), "::before").content; })()`)
	if text != `grid "DevOps"` && text != `flex "DevOps"` {
		t.Errorf("a row is %s, want a card whose cells name their role", text)
	}
}

func TestBrowserPrintsThePageAlone(t *testing.T) {
	p := siteTab(t)
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	p.open("/roles/cloud-engineer/")
	shown := eval[bool](p, `["nav[aria-label=Main]", "nav[aria-label=Breadcrumb]", "theme-switch", "nav[aria-label='On this page']"].some((s) => document.querySelector(s).checkVisibility())`)
	if shown {
		t.Error("navigation is printed")
	}
}

// axeScript is the accessibility checker; see https://github.com/dequelabs/axe-core.
func axeScript(t *testing.T) string {
	t.Helper()
	place := os.Getenv("REMIT_AXE")
	if place == "" {
		skip(t, "REMIT_AXE does not say where axe.min.js is")
	}
	script, err := os.ReadFile(place)
	if err != nil {
		t.Fatal(err)
	}
	return string(script)
}

// axe reports what the accessibility checker finds wrong with the page as it stands; nothing where there is no checker.
func (p *tab) axe(what string) {
	p.t.Helper()
	if os.Getenv("REMIT_AXE") == "" {
		return
	}
	eval[chromedp.Void](p, axeScript(p.t))
	found := eval[[]struct{ ID, Help, Target string }](p, `axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then((r) => r.violations.map((v) => ({ ID: v.id, Help: v.help, Target: v.nodes.slice(0, 3).map((n) => n.target + " " + (n.any[0]?.message ?? "")).join(" | ") })))`)
	for _, v := range found {
		p.t.Errorf("%s: %s: %s: %s", what, v.ID, v.Help, v.Target)
	}
}

func TestBrowserAxeFindsNothing(t *testing.T) {
	axeScript(t)
	p := siteTab(t)
	for _, width := range []int64{390, 1440} {
		p.size(width, 900)
		for _, night := range []bool{false, true} {
			p.night(night)
			for _, name := range append(kinds, "/search/?q=who+rotates+secrets") {
				p.open(name)
				if strings.Contains(name, "?q=") {
					p.is("results", `document.querySelector("[data-state=done]")`)
				}
				p.axe(fmt.Sprintf("%s at %d, night %v", name, width, night))
			}
		}
	}
}

// The Nu checker is the W3C's validator; see https://validator.github.io/validator/.
func TestPagesAreValidHTML(t *testing.T) {
	jar := os.Getenv("REMIT_VNU")
	if jar == "" {
		skip(t, "REMIT_VNU does not say where vnu.jar is")
	}
	dir := filepath.Join(t.TempDir(), "site")
	if _, err := publish.Write(t.Context(), dir, siteFiles(t)); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("java", "-jar", jar, "--skip-non-html", "--errors-only", "--format", "json", dir).CombinedOutput()
	var report struct {
		Messages []struct {
			URL, Message, Extract string
			LastLine              int
		}
	}
	if jsonErr := json.Unmarshal(out, &report); jsonErr != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, m := range report.Messages {
		t.Errorf("%s:%d: %s: %s", strings.TrimPrefix(m.URL, "file:"+dir), m.LastLine, m.Message, m.Extract)
	}
	if err != nil && len(report.Messages) == 0 {
		t.Fatalf("%v: %s", err, out)
	}
}
