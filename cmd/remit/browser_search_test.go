package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"remit/internal/publish"
	"remit/internal/search"
	"remit/internal/search/sample"
)

// asked is a query of the parity test.
type asked struct {
	Text   string `json:"text"`
	Typing bool   `json:"typing"`
	Type   string `json:"type"`
}

// answered is what the engine in the browser gives.
type answered struct {
	Corrected string         `json:"corrected"`
	Total     int            `json:"total"`
	Facets    []search.Facet `json:"facets"`
	IDs       []int          `json:"ids"`
	Scores    []float64      `json:"scores"`
	Took      float64        `json:"took"` // milliseconds
}

// realIndex returns the index of the real content, made once for all tests.
func realIndex(t *testing.T) *search.Index {
	t.Helper()
	ix, err := indexReal()
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

var indexReal = sync.OnceValues(func() (*search.Index, error) {
	cat, err := loadReal()
	if err != nil {
		return nil, err
	}
	return publish.Index(cat)
})

// queries makes queries of every kind out of the content, always the same.
func queries(ix *search.Index, docs []search.Document) []asked {
	all := []asked{
		{Text: "the of and"}, {Text: "🙂 🙃"}, {Text: "Кто дежурит"}, {Text: "誰が担当 監視"}, {Text: `"unclosed quote`}, {Text: `""`}, {Text: "“golden path”"},
		{Text: "<script>alert(1)</script>"}, {Text: "C# and .NET and C++"}, {Text: "CI/CD"}, {Text: "IT"}, {Text: "don't repeat"}, {Text: "node.js 1,000 a:b snake_case"},
		{Text: "platform's engineers’ teams"}, {Text: `release "error budget" "slo"`}, {Text: strings.Repeat("on call ", 1250)}, {Text: "x"}, {Text: "reliabil", Typing: true},
		{Text: "Übergabe"}, {Text: "a/b"}, {Text: "kubernetes", Type: "role"}, {Text: "backup", Type: "responsibility"}, {Text: "zzzqqq"},
	}
	for i, d := range docs {
		all = append(all, asked{Text: d.Title})
		words := strings.Fields(d.Title)
		last := words[len(words)-1]
		if n := len([]rune(last)); n > 4 {
			all = append(all, asked{Text: string([]rune(d.Title)[:len([]rune(d.Title))-2]), Typing: true})
			all = append(all, asked{Text: last[:2] + last[3:4] + last[2:3] + last[4:]}) // two letters swapped
		}
		if len(d.Names) > 0 {
			all = append(all, asked{Text: d.Names[i%len(d.Names)], Type: []string{"", "", "role"}[i%3]})
		}
		if s := d.Sections; len(s) > 0 {
			if words := strings.Fields(s[len(s)-1].Text); len(words) > 6 {
				all = append(all, asked{Text: strings.Join(words[:5], " ")}, asked{Text: `"` + strings.Join(words[2:4], " ") + `" ` + words[0]})
			}
		}
	}
	return all
}

// TestBrowserSearchIsBleves asks the engine in the browser and bleve the same queries: same hits, same order, same
// totals, same facets, and scores within 1e-9.
func TestBrowserSearchIsBleves(t *testing.T) {
	ix := realIndex(t)
	all := queries(ix, ix.Documents())
	if len(all) < 300 {
		t.Fatalf("only %d queries", len(all))
	}
	got := inPage[[]answered](t, "/glossary/", all, `async (all) => {
		const { Engine } = await import("/raw/search/engine.js");
		const engine = new Engine("/");
		const out = [];
		for (const { text, typing, type } of all) {
			await engine.search(text, { typing, type }); // brings the bytes
			const start = performance.now();
			const r = await engine.search(text, { typing, type });
			const took = performance.now() - start;
			out.push({ corrected: r.corrected, total: r.total, facets: r.facets, ids: r.hits.map((h) => h.doc), scores: r.hits.map((h) => h.score), took });
		}
		return out;
	}`)
	var took []float64
	for i, q := range all {
		want, err := ix.Ranking(context.Background(), q.Text, search.Options{Type: q.Type, Typing: q.Typing})
		if err != nil {
			t.Fatal(err)
		}
		g := got[i]
		took = append(took, g.Took)
		var ids []int
		for _, h := range want.Hits {
			ids = append(ids, h.ID)
		}
		switch {
		case g.Corrected != want.Corrected:
			t.Errorf("%q is corrected to %q, by bleve's side to %q", q.Text, g.Corrected, want.Corrected)
		case g.Total != want.Total || !slices.Equal(g.IDs, ids):
			t.Errorf("%.60q (%+v): hits %v, want %v", q.Text, q, g.IDs, ids)
		case !slices.Equal(g.Facets, want.Facets):
			t.Errorf("%.60q: facets %v, want %v", q.Text, g.Facets, want.Facets)
		default:
			for j, h := range want.Hits {
				if math.Abs(g.Scores[j]-h.Score) > 1e-9 {
					t.Errorf("%.60q: score %v of document %d, want %v", q.Text, g.Scores[j], h.ID, h.Score)
					break
				}
			}
		}
	}
	slices.Sort(took)
	t.Logf("%d queries; once the bytes are there, an answer takes %.1f ms in the median and %.1f ms at p95", len(all), took[len(took)/2], took[len(took)*95/100])
}

// TestBrowserSearchCostsLittle measures what a first and a following search fetch, all included: script, manifest, index
// and titles, compressed. The limits are those of the design: 28 and 40 KB, then 9 and 25 KB.
func TestBrowserSearchCostsLittle(t *testing.T) {
	ix := realIndex(t)
	files := siteFiles(t)
	size := map[string]int{} // as a host sends it
	for name, data := range files {
		size["/"+name] = len(data)
		if strings.HasSuffix(name, ".js") {
			var b bytes.Buffer
			w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
			w.Write(data)
			w.Close()
			size["/"+name] = b.Len()
		}
	}
	// what the search loads is the script of every page, the box, and what these import
	imported := regexp.MustCompile(`from"\./([^"]+)"`)
	script, loaded := 0, map[string]bool{}
	var load func(name string)
	load = func(name string) {
		if !loaded[name] {
			loaded[name] = true
			script += size["/"+name]
			for _, m := range imported.FindAllStringSubmatch(string(files[name]), -1) {
				load("assets/" + m[1])
			}
		}
	}
	for name := range files {
		if strings.HasPrefix(name, "assets/site-") && strings.HasSuffix(name, ".js") || strings.HasPrefix(name, "assets/box-") {
			load(name)
		}
	}
	if len(loaded) < 3 {
		t.Fatalf("the search loads only %v", loaded)
	}
	if script > 8<<10 {
		t.Errorf("the script of the box has %d bytes gzipped, want at most 8 KB", script)
	}
	var pairs [][2]string // what is searched first, and then
	docs := ix.Documents()
	for i := 0; i < len(docs); i += 5 {
		pairs = append(pairs, [2]string{docs[i].Title, docs[(i*7+3)%len(docs)].Title})
	}
	fetched := inPage[[][2][]string](t, "/glossary/", pairs, `async (pairs) => {
		const { Engine } = await import("/raw/search/engine.js");
		const { pages, answers } = await import("/raw/search/show.js");
		const all = [], had = new Map(); // what one reader has fetched, the next need not fetch again to be measured
		for (const pair of pairs) {
			const engine = new Engine("/");
			const fetched = [];
			const bytes = engine.store.bytes.bind(engine.store);
			let now = [];
			engine.store.bytes = (name, options) => {
				now.push("/" + name);
				if (!had.has(name)) had.set(name, bytes(name, options));
				return had.get(name);
			};
			for (const text of pair) {
				now = [];
				const r = await engine.search(text);
				await Promise.all([answers(engine, r), pages(engine, r.hits.slice(0, 8))]);
				fetched.push(now);
			}
			all.push(fetched);
		}
		return all;
	}`)
	sum := func(names []string) (n int) {
		for _, name := range names {
			n += size[name]
		}
		return n
	}
	var first, next []int
	for _, f := range fetched {
		first, next = append(first, script+sum(f[0])), append(next, sum(f[1]))
	}
	slices.Sort(first)
	slices.Sort(next)
	at := func(all []int, percent int) int { return all[min(len(all)-1, len(all)*percent/100)] }
	t.Logf("script %d bytes; first search %d median, %d p90; following %d median, %d p90", script, at(first, 50), at(first, 90), at(next, 50), at(next, 90))
	for _, c := range []struct {
		what      string
		got, want int
	}{{"first search, median", at(first, 50), 28 << 10}, {"first search, p90", at(first, 90), 40 << 10}, {"following search, median", at(next, 50), 9 << 10}, {"following search, p90", at(next, 90), 25 << 10}} {
		if c.got > c.want {
			t.Errorf("%s: %d bytes, want at most %d", c.what, c.got, c.want)
		}
	}
}

func TestBrowserSearchBox(t *testing.T) {
	p := siteTab(t)
	p.size(1200, 900)
	p.open("/roles/")
	loaded := func() bool {
		return eval[bool](p, `performance.getEntriesByType("resource").some((e) => /\/(box|chunk)-|search\//.test(e.name))`)
	}
	if loaded() {
		t.Error("the engine is loaded before anybody wants to search")
	}
	p.key("/")
	p.is("a slash opens the box", `document.activeElement.getAttribute("name") === "q"`)
	eval[string](p, `document.activeElement.value = ""`) // the protocol types the slash all the same
	for _, c := range "who rotates sec" {
		p.key(string(c))
	}
	p.is("an answer comes first, with who answers", `document.querySelector("[role=option]")?.textContent.includes("Operate secrets and key management") && document.querySelector("[role=option]").textContent.includes("answers:")`)
	p.is("the number of results is told", `/^\d+ results?$/.test(document.querySelector("site-search [role=status]").textContent)`)
	p.key(kb.ArrowDown)
	p.is("an arrow selects", `document.activeElement.getAttribute("aria-activedescendant") === "search-option-0" && document.querySelector("#search-option-0").getAttribute("aria-selected") === "true"`)
	p.key(kb.Escape)
	p.is("Escape closes", `document.querySelector("[role=listbox]").hidden && document.activeElement.getAttribute("aria-expanded") === "false"`)
	p.key("r")
	p.is("a key opens it again", `!document.querySelector("[role=listbox]").hidden && document.querySelector("[role=listbox]").dataset.query === "who rotates secr"`)
	p.key(kb.ArrowDown)
	p.is("the answer is selected", `document.querySelector("[aria-selected=true]")?.textContent.includes("Operate secrets and key management")`)
	p.key(kb.Enter)
	p.is("Enter leads to the page", `location.pathname === "/responsibilities/operate-secrets-and-key-management/"`)
}

func TestBrowserSearchPage(t *testing.T) {
	p := siteTab(t)
	p.size(1200, 900)
	open := func(query string) {
		p.open("/search/?" + query)
		p.is("results of "+query, `document.querySelector("search-page").dataset.state`)
	}
	open("q=incident+comander")
	p.is("a misspelt word is corrected, and one can insist", `document.querySelector(".results__corrected").textContent === "Showing results for incident commander. Search instead for incident comander."`)
	p.is("the passage is marked", `document.querySelector(".results__text mark")`)
	open("q=incident+comander&exact=1")
	p.is("insisting leaves the word", `!document.querySelector(".results__corrected")`)
	open("q=kubernetes&type=role")
	p.is("the filter keeps roles alone", `[...document.querySelectorAll(".results__list .label")].every((e) => e.textContent.startsWith("Role")) && document.querySelector("[aria-label='Kinds of result'] [aria-current]").textContent.startsWith("Role")`)
	open("q=on+call")
	p.is("a piece of work shows who answers", `document.querySelector(".answer table")?.textContent.includes("A/R")`)
	for _, q := range []string{"zzqqxx", "%F0%9F%99%82", "the", "%22unclosed", "%3Cimg+src%3Dx+onerror%3Dalert(1)%3E", strings.Repeat("on+call+", 1200), "%D0%BA%D1%82%D0%BE", "%E8%AA%B0"} {
		open("q=" + q)
		if text := eval[string](p, `document.querySelector("search-page [role=status]").textContent`); !strings.Contains(text, "result") && !strings.Contains(text, "Nothing found") {
			t.Errorf("%.40s: the page says %q", q, text)
		}
		if !eval[bool](p, `document.querySelector(".ways-in").checkVisibility()`) {
			t.Errorf("%.40s: the ways in are gone", q)
		}
	}
}

// After a deploy the files of the old index are gone; a file may also be broken, or the browser too old.
func TestBrowserSearchFailsInWords(t *testing.T) {
	fail := map[string]int{}
	url := serveFiles(t, siteFiles(t), func(w http.ResponseWriter, r *http.Request) bool {
		for part, left := range fail {
			if strings.Contains(r.URL.Path, part) && left > 0 {
				fail[part]--
				http.NotFound(w, r)
				return true
			}
		}
		if strings.Contains(r.URL.Path, "/broken/") {
			fmt.Fprint(w, "this is no index")
			return true
		}
		return false
	})
	p := newTab(t)
	p.expect = func(wrong string) bool { return strings.Contains(wrong, "404") }
	search := func() string {
		p.open(url + "/search/?q=backup")
		p.is("an end", `document.querySelector("search-page").dataset.state`)
		return eval[string](p, `document.querySelector("search-page [role=status]").textContent`)
	}
	fail["/d/"] = 1
	if got := search(); !strings.Contains(got, "results for") {
		t.Errorf("a shard that was missing once: %q", got)
	}
	fail["/d/"] = 1000
	if got := search(); !strings.HasPrefix(got, "Search does not work just now: the search index lacks a file (404).") {
		t.Errorf("a shard that is missing for good: %q", got)
	}
	fail["/d/"] = 0
	p.open(url + "/")
	eval[bool](p, `(async () => { window.DecompressionStream = undefined; document.querySelector("#query").focus(); return true; })()`)
	for _, c := range "backup" {
		p.key(string(c))
	}
	p.is("an old browser is told", `document.querySelector(".search__note")?.textContent.includes("this browser is too old for the search")`)
}

// TestBrowserSearchWithstandsBrokenFiles hands the engine files of the index that are cut off, changed or made up: it
// answers, or fails with an IndexError or a TypeError, and never hangs.
func TestBrowserSearchWithstandsBrokenFiles(t *testing.T) {
	p := siteTab(t)
	// A broken index may name a file that does not exist.
	p.expect = func(what string) bool {
		return strings.Contains(what, "404") && strings.Contains(what, "/assets/search/")
	}
	p.open("/")
	wrong := eval[[]string](p, `(async () => {
		const { Engine } = await import("/raw/search/engine.js");
		const { IndexError } = await import("/raw/search/store.js");
		const had = new Map(); // the files as they are
		let seed = 42;
		const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
		const wrong = [];
		const words = ["backup", "on call", '"error budget"', "kuberntes", "who rotates secrets", "relia"];
		for (let round = 0; round < 400; round++) {
			const engine = new Engine("/");
			const bytes = engine.store.bytes.bind(engine.store);
			const kind = ["manifest", "lens", "/d/", "/p/", "/x/", "/s/"][round % 6];
			engine.store.bytes = async (name, options) => {
				if (!had.has(name)) had.set(name, bytes(name, options));
				let data = await had.get(name);
				if (!name.includes(kind)) return data;
				data = data.slice();
				switch (random(3)) {
					case 0: return data.subarray(0, random(data.length));
					case 1: for (let i = 0; i < 8; i++) data[random(data.length)] = random(256); return data;
					default: return Uint8Array.from({ length: random(5000) }, () => random(256));
				}
			};
			const text = words[random(words.length)];
			try {
				await Promise.race([
					engine.search(text, { typing: round % 5 === 0 }),
					new Promise((_, fail) => setTimeout(() => fail(new Error("it hangs")), 5000)),
				]);
			} catch (error) {
				if (!(error instanceof IndexError) && !(error instanceof TypeError)) wrong.push(kind + " " + text + ": " + error);
			}
		}
		return wrong;
	})()`)
	for _, w := range wrong {
		t.Error(w)
	}
}

// TestBrowserSearchReadsAnyQuery asks the engine made-up queries and compares with bleve.
func TestBrowserSearchReadsAnyQuery(t *testing.T) {
	ix := realIndex(t)
	r := rand.New(rand.NewPCG(9, 9))
	alphabet := []rune(`abcdefgorstu  ""''“”’.,:;/#+-_()<>&%0123456789éßñПкі日本カ🙂` + "\t\n\\")
	var texts []string
	for range 400 {
		text := make([]rune, r.IntN(40))
		for i := range text {
			text[i] = alphabet[r.IntN(len(alphabet))]
		}
		texts = append(texts, string(text))
	}
	got := inPage[[]answered](t, "/glossary/", texts, `async (texts) => {
		const { Engine } = await import("/raw/search/engine.js");
		const engine = new Engine("/");
		const out = [];
		for (const text of texts) {
			const r = await engine.search(text);
			out.push({ corrected: r.corrected, total: r.total, ids: r.hits.map((h) => h.doc) });
		}
		return out;
	}`)
	for i, text := range texts {
		want, err := ix.Ranking(context.Background(), text, search.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got[i].Total != want.Total || got[i].Corrected != want.Corrected {
			t.Errorf("%q: %d hits, corrected %q; bleve %d, %q", text, got[i].Total, got[i].Corrected, want.Total, want.Corrected)
		}
	}
}

// TestBrowserSearchIsSmallAt10000Pages measures what a search fetches from an index of 10,000 made-up pages, and how long
// an answer takes once the bytes are there. The limits are those of the design: 44 and 64 KB for the first search, 9 and
// 25 KB for a following one.
func TestBrowserSearchIsSmallAt10000Pages(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: indexing 10,000 pages takes a while")
	}
	t.Parallel()
	newTab(t) // skips before the work, where there is no browser
	docs := sample.Documents(10000, 7)
	ix, err := search.New(docs, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	files, err := ix.Export(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for name, data := range files {
		total += len(data)
		if strings.Contains(name, "/f/") || strings.Contains(name, "/x/") {
			total -= len(data)
		}
	}
	maps.Copy(files, siteFilesWithoutSearch(t))
	url := serveFiles(t, files, rawModules)
	p := newTab(t)
	p.open(url + "/")
	var texts [][2]string
	for i := range 60 {
		texts = append(texts, [2]string{docs[i*160].Title, docs[(i*977+5)%len(docs)].Sections[1].Heading})
	}
	in, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	got := eval[[]struct {
		First, Next []string
		Took        float64
	}](p, `(async () => {
		const { Engine } = await import("/raw/search/engine.js");
		const { pages } = await import("/raw/search/show.js");
		const out = [];
		for (const [a, b] of `+string(in)+`) {
			const engine = new Engine("/");
			const bytes = engine.store.bytes.bind(engine.store);
			let now = [];
			engine.store.bytes = (name, options) => { now.push(name); return bytes(name, options); };
			const ask = async (text) => { now = []; const r = await engine.search(text); await pages(engine, r.hits.slice(0, 8)); return now; };
			const First = await ask(a), Next = await ask(b);
			const start = performance.now();
			await engine.search(b);
			out.push({ First, Next, Took: performance.now() - start });
		}
		return out;
	})()`)
	const script = 8 << 10 // at most, see TestBrowserSearchCostsLittle
	var first, next []int
	var took []float64
	sum := func(names []string) (n int) {
		for _, name := range names {
			n += len(files[name])
		}
		return n
	}
	for _, g := range got {
		first, next, took = append(first, script+sum(g.First)), append(next, sum(g.Next)), append(took, g.Took)
	}
	slices.Sort(first)
	slices.Sort(next)
	slices.Sort(took)
	m, p90 := len(got)/2, len(got)*9/10
	t.Logf("index without texts and positions %d KB; first search %d median, %d p90; following %d median, %d p90; an answer takes %.1f ms median, %.1f ms p95",
		total>>10, first[m], first[p90], next[m], next[p90], took[m], took[len(took)*95/100])
	for _, c := range []struct {
		what      string
		got, want int
	}{{"first search, median", first[m], 44 << 10}, {"first search, p90", first[p90], 64 << 10}, {"following, median", next[m], 9 << 10}, {"following, p90", next[p90], 25 << 10}} {
		if c.got > c.want {
			t.Errorf("%s: %d bytes, want at most %d", c.what, c.got, c.want)
		}
	}
}

// siteFilesWithoutSearch is the real site without its index.
func siteFilesWithoutSearch(t *testing.T) map[string][]byte {
	files := maps.Clone(siteFiles(t))
	delete(files, "search/manifest")
	return files
}
