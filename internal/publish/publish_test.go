package publish

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

// real is the input of the real site. Dates are left out: asking git for them is not the work of a build.
func real() Input {
	return Input{Content: os.DirFS("../../content"), Layouts: os.DirFS("../../layouts"), Static: os.DirFS("../../static")}
}

// base is the input of a small knowledge base.
func base() Input {
	in := real()
	in.Content = os.DirFS("../../cmd/remit/testdata/base/content")
	return in
}

// over lays files over a file system; a nil text takes a file away.
type over struct {
	fs.FS
	files map[string][]byte
}

func (o over) Open(name string) (fs.File, error) {
	if text, ok := o.files[name]; ok {
		if text == nil {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		}
		return fstest.MapFS{name: {Data: text}}.Open(name)
	}
	return o.FS.Open(name)
}

func mustBuild(t testing.TB, in Input) *Site {
	t.Helper()
	made, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { made.Close() })
	if made.Failed() {
		t.Fatalf("%d problems, the first: %s: %s", len(made.Problems), made.Problems[0].Place, made.Problems[0].Message)
	}
	return made
}

// realSite is built once for the tests that only look at it.
var realSite = sync.OnceValues(func() (*Site, error) { return Build(real()) })

func theSite(t *testing.T) *Site {
	t.Helper()
	made, err := realSite()
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestRealContentHasNoProblem(t *testing.T) {
	made := theSite(t)
	for _, p := range made.Problems {
		t.Errorf("%s: %v: %s (%s)", p.Place, p.Severity, p.Message, p.Hint)
	}
	if made.Failed() {
		t.Fatal("there is no site")
	}
	html := 0
	for name, data := range made.Files {
		if path.Ext(name) == ".html" {
			html++
		}
		if len(data) == 0 {
			t.Errorf("%s is empty", name)
		}
		if !fs.ValidPath(name) {
			t.Errorf("%q is no path within the site", name)
		}
	}
	if made.Pages != html || made.Words < 10000 || made.Index == nil {
		t.Errorf("Pages = %d for %d files of HTML, Words = %d, Index = %v", made.Pages, html, made.Words, made.Index)
	}
}

// The bytes depend on the content alone: not on the clock, the order of a map or the number of cores.
func TestBuildTwiceGivesTheSameBytes(t *testing.T) {
	want := theSite(t).Files
	cores := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(cores)
	for _, n := range []int{1, 4, cores} {
		runtime.GOMAXPROCS(n)
		got := mustBuild(t, real()).Files
		for _, name := range slices.Sorted(maps.Keys(want)) {
			if !bytes.Equal(got[name], want[name]) {
				t.Errorf("%s differs on %d cores", name, n)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%d files on %d cores, %d before", len(got), n, len(want))
		}
	}
}

func TestBaseURLMovesAddresses(t *testing.T) {
	const page = "roles/cloud-engineer/index.html"
	for _, test := range []struct{ base, canonical, link string }{
		{"", "https://base.example/roles/cloud-engineer/", "/roles/software-developer/"},
		{"https://preview--kb.example", "https://preview--kb.example/roles/cloud-engineer/", "/roles/software-developer/"},
		{"https://host.example/docs/kb", "https://host.example/docs/kb/roles/cloud-engineer/", "/docs/kb/roles/software-developer/"},
	} {
		in := base()
		in.BaseURL = test.base
		files := mustBuild(t, in).Files
		html := string(files[page])
		for _, want := range []string{
			`<link rel="canonical" href="` + test.canonical + `">`, `<meta property="og:url" content="` + test.canonical + `">`, `href="` + test.link + `"`,
		} {
			if !strings.Contains(html, want) {
				t.Errorf("base URL %q: %s does not hold %s", test.base, page, want)
			}
		}
		if !strings.Contains(string(files["sitemap.xml"]), "<loc>"+test.canonical+"</loc>") {
			t.Errorf("base URL %q: the site map lacks %s", test.base, test.canonical)
		}
		below := strings.TrimSuffix(test.link, "roles/software-developer/")
		for name, data := range files {
			for _, e := range elements(data) {
				for _, key := range []string{"href", "src", "action"} {
					if to := e.attributes[key]; path.Ext(name) == ".html" && strings.HasPrefix(to, "/") && !strings.HasPrefix(to, below) {
						t.Errorf("base URL %q: %s leads out of the site, to %s", test.base, name, to)
					}
				}
			}
		}
	}
}

// Every address in every page is that of a file, and every anchor that of an element.
func TestRealPagesLeadSomewhere(t *testing.T) {
	files := theSite(t).Files
	ids := map[string]map[string]bool{}
	for name, data := range files {
		if path.Ext(name) != ".html" {
			continue
		}
		ids[name] = map[string]bool{}
		for _, e := range elements(data) {
			id, ok := e.attributes["id"]
			if ok && ids[name][id] {
				t.Errorf("%s has the id %q twice", name, id)
			}
			ids[name][id] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(ids)) {
		dead := map[string]bool{}
		for _, e := range elements(files[name]) {
			for _, key := range []string{"href", "src", "action"} {
				to, ok := e.attributes[key]
				if !ok || scheme.MatchString(to) || e.name == "link" && e.attributes["rel"] == "canonical" {
					continue
				}
				target, anchor, _ := strings.Cut(to, "#")
				target, _, _ = strings.Cut(target, "?")
				file := strings.TrimPrefix(target, "/")
				switch {
				case target == "":
					file = name
				case file == "" || strings.HasSuffix(file, "/"):
					file += "index.html"
				}
				if files[file] == nil || anchor != "" && !ids[file][anchor] {
					dead[to] = true
				}
			}
		}
		for _, to := range slices.Sorted(maps.Keys(dead)) {
			t.Errorf("%s leads to %s, which is not there", name, to)
		}
	}
}

func TestBuildWithProblemsGivesNoFiles(t *testing.T) {
	in := base()
	in.Name = "kb/content"
	in.Content = over{in.Content, map[string][]byte{"areas/delivery.md": []byte("---\ntitle: Delivery\norder: 1\nstages: [deplyo]\nsummary: x\n---\n")}}
	made, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	if !made.Failed() || made.Files != nil || made.Index != nil || made.Pages != 0 {
		t.Errorf("there is a site of %d files", len(made.Files))
	}
	if len(made.Problems) != 1 || made.Problems[0].Place.String() != "kb/content/areas/delivery.md:4:10" || made.Problems[0].Hint != `did you mean "deploy"?` {
		t.Errorf("problems: %v", made.Problems)
	}
	if err := made.Close(); err != nil {
		t.Error(err)
	}
}

func TestCloseOfNothing(t *testing.T) {
	var none *Site
	if err := none.Close(); err != nil {
		t.Error(err)
	}
}

func TestBuildSaysWhatFails(t *testing.T) {
	layouts, static, content := base().Layouts, base().Static, base().Content
	role, err := fs.ReadFile(layouts, "role.html")
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		in   Input
		says string
	}{
		"a layout that is not closed":    {Input{Content: content, Layouts: over{layouts, map[string][]byte{"role.html": []byte("{{define \"main\"}}\n{{if .Title}}\n")}}, Static: static}, "layouts/role.html:3:"},
		"a layout with an unknown field": {Input{Content: content, Layouts: over{layouts, map[string][]byte{"role.html": append([]byte("{{define \"head\"}}{{.Titel}}{{end}}\n"), role...)}}, Static: static}, "roles/cloud-engineer/index.html: layout: layouts/role.html:1:19:"},
		"a layout that is missing":       {Input{Content: content, Layouts: over{layouts, map[string][]byte{"base.html": nil}}, Static: static}, "base.html"},
		"a script with an error":         {Input{Content: content, Layouts: layouts, Static: over{static, map[string][]byte{"js/site.js": []byte("let a = ;\n")}}}, "static/js/site.js:1:9"},
		"an import that is missing":      {Input{Content: content, Layouts: layouts, Static: over{static, map[string][]byte{"css/site.css": []byte("@import \"gone.css\";\n")}}}, "static/css/gone.css is missing"},
		"a content folder that is gone":  {Input{Content: os.DirFS(filepath.Join(t.TempDir(), "gone")), Layouts: layouts, Static: static}, "read content"},
	} {
		before := runtime.NumGoroutine()
		for range 3 { // of several pages that fail, always the same is named
			made, err := Build(test.in)
			if err == nil || !strings.Contains(err.Error(), test.says) || made != nil {
				t.Errorf("%s: got %v, %v; want an error with %s", name, made, err, test.says)
			}
		}
		for end := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before && time.Now().Before(end); {
			time.Sleep(time.Millisecond)
		}
		if n := runtime.NumGoroutine(); n > before {
			t.Errorf("%s: %d goroutines are left over", name, n-before)
		}
	}
}

// element is a start tag.
type element struct {
	name       string
	attributes map[string]string
	end        int // offset behind it
}

var (
	startTag  = regexp.MustCompile(`<([a-zA-Z][-a-zA-Z0-9]*)((?:\s+[^\s"'<>=/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?)*)\s*/?>`)
	attribute = regexp.MustCompile(`([^\s"'<>=/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?`)
	anyTag    = regexp.MustCompile(`<[a-zA-Z]`)
	scheme    = regexp.MustCompile(`^([a-zA-Z][a-zA-Z0-9+.\-]*:|//)`)
	static    = regexp.MustCompile(`(?:from|import)\s*"(\./[^"]+)"`) // an import that is loaded with its script
)

// elements finds the start tags of a page. It is enough for the HTML that we write ourselves.
func elements(page []byte) []element {
	var all []element
	for _, m := range startTag.FindAllSubmatchIndex(page, -1) {
		e := element{strings.ToLower(string(page[m[2]:m[3]])), map[string]string{}, m[1]}
		for _, a := range attribute.FindAllSubmatch(page[m[4]:m[5]], -1) {
			e.attributes[strings.ToLower(string(a[1]))] = strings.NewReplacer("&amp;", "&", "&#43;", "+", "&#39;", "'", "&#34;", `"`).Replace(string(a[2]) + string(a[3]) + string(a[4]))
		}
		all = append(all, e)
	}
	return all
}

// compressed is how many bytes travel to a visitor.
func compressed(t *testing.T, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err == nil {
		_, err = w.Write(data)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// The budgets of a first visit, in bytes as they travel.
const (
	budgetHTML = 30_000
	budgetCSS  = 15_000
	budgetJS   = 12_000
)

func TestFirstVisitOfARoleIsWithinBudget(t *testing.T) {
	files := theSite(t).Files
	most := map[string]int{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if ok, _ := path.Match("roles/*/index.html", name); !ok || bytes.Contains(files[name], []byte(`http-equiv="refresh"`)) {
			continue
		}
		sum := map[string]int{"HTML": compressed(t, files[name])}
		loaded := map[string]bool{}
		var load func(kind, file string)
		load = func(kind, file string) {
			if loaded[file] {
				return
			}
			loaded[file] = true
			data, ok := files[file]
			if !ok {
				t.Errorf("%s loads %s, which is not there", name, file)
			}
			sum[kind] += compressed(t, data)
			for _, m := range static.FindAllSubmatch(data, -1) {
				load(kind, path.Join(path.Dir(file), string(m[1])))
			}
		}
		for _, e := range elements(files[name]) {
			rel := e.attributes["rel"]
			switch {
			case e.name == "script":
				load("JS", strings.TrimPrefix(e.attributes["src"], "/"))
			case e.name == "link" && rel == "modulepreload", e.name == "link" && rel == "preload" && e.attributes["as"] == "script":
				load("JS", strings.TrimPrefix(e.attributes["href"], "/"))
			case e.name == "link" && rel == "stylesheet":
				load("CSS", strings.TrimPrefix(e.attributes["href"], "/"))
			}
		}
		for kind, budget := range map[string]int{"HTML": budgetHTML, "CSS": budgetCSS, "JS": budgetJS} {
			if sum[kind] == 0 || sum[kind] > budget {
				t.Errorf("%s: %d bytes of %s, the budget is %d", name, sum[kind], kind, budget)
			}
			most[kind] = max(most[kind], sum[kind])
		}
	}
	if len(most) == 0 {
		t.Fatal("there is no role page")
	}
	t.Logf("the heaviest role page: HTML %d, CSS %d, JS %d bytes", most["HTML"], most["CSS"], most["JS"])
}

// A strict content security policy forbids what stands in the page itself and what comes from another host.
func TestPagesHoldNoInlineCodeAndAskNoOtherHost(t *testing.T) {
	files := theSite(t).Files
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if path.Ext(name) != ".html" {
			continue
		}
		if found, all := len(elements(files[name])), len(anyTag.FindAll(files[name], -1)); found != all {
			t.Errorf("%s: read %d start tags of %d", name, found, all)
		}
		for _, e := range elements(files[name]) {
			wrong := func(what string) { t.Errorf("%s: <%s>: %s", name, e.name, what) }
			switch e.name {
			case "style", "iframe", "object", "embed", "base":
				wrong("may not stand in a page")
			case "script":
				rest := files[name][e.end:]
				if e.attributes["type"] == "application/json" { // data, which no browser runs
					continue
				}
				if e.attributes["src"] == "" || !bytes.HasPrefix(rest, []byte("</script>")) {
					wrong("holds a script of its own")
				}
			}
			for key, value := range e.attributes {
				loads := key == "src" || key == "srcset" || key == "poster" || key == "data" || key == "action" || key == "formaction" ||
					key == "href" && (e.name == "use" || e.name == "image" || e.name == "link" && e.attributes["rel"] != "canonical")
				switch {
				case key == "style" || strings.HasPrefix(key, "on"):
					wrong("has the attribute " + key)
				case loads && scheme.MatchString(value):
					wrong(key + " asks another host: " + value)
				case key == "href" && scheme.MatchString(value) && !strings.HasPrefix(value, "https://") && !strings.HasPrefix(value, "http://") && !strings.HasPrefix(value, "mailto:"):
					wrong("leads to " + value)
				}
			}
		}
	}
	asksHost := regexp.MustCompile(`(?:url\(|@import\s*|from\s*|import\s*\(?|fetch\()\s*["']?(?:https?:)?//`)
	for name, data := range files {
		if ext := path.Ext(name); (ext == ".css" || ext == ".js") && asksHost.Match(data) {
			t.Errorf("%s asks another host: %s", name, asksHost.Find(data))
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	b.ReportAllocs()
	pages, words := 0, 0
	for b.Loop() {
		made, err := Build(real())
		if err != nil || made.Failed() {
			b.Fatal(err, made)
		}
		pages, words = pages+made.Pages, words+made.Words
		made.Close()
	}
	report(b, pages, words)
}

func BenchmarkBuildAndWrite(b *testing.B) {
	b.ReportAllocs()
	out := filepath.Join(b.TempDir(), "public")
	pages, words := 0, 0
	for b.Loop() {
		made, err := Build(real())
		if err != nil || made.Failed() {
			b.Fatal(err, made)
		}
		if _, err := Write(b.Context(), out, made.Files); err != nil {
			b.Fatal(err)
		}
		pages, words = pages+made.Pages, words+made.Words
		made.Close()
	}
	report(b, pages, words)
}

func report(b *testing.B, pages, words int) {
	b.ReportMetric(float64(pages)/b.Elapsed().Seconds(), "pages/s")
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
}
