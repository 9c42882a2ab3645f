package serve

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"remit/internal/diag"
	"remit/internal/publish"
	"remit/internal/search"
)

// shown is a server that shows a site of a few files.
func shown() *server {
	return &server{state: state{Build: 3, Problems: []diag.Record{}}, site: &publish.Site{Files: map[string][]byte{
		"index.html":           []byte("<html><body>home</body></html>"),
		"404.html":             []byte("<html><body>lost</body></html>"),
		"roles/qa/index.html":  []byte("<html><body>qa, not </body> yet</body></html>"),
		"assets/site-A1.css":   []byte("a{}/*</body>*/"),
		"assets/site-A1.js":    []byte("let body = '</body>'"),
		"images/a.png":         []byte("png"),
		"favicon.svg":          []byte("<svg/>"),
		"sitemap.xml":          []byte("<urlset/>"),
		"robots.txt":           []byte("User-agent: *"),
		"assets/search/1.json": []byte("{}"),
		"_redirects":           []byte("/a/ /b/ 301!"),
	}}}
}

func ask(s *server, method, host, target string) *http.Response {
	r := httptest.NewRequest(method, target, nil)
	r.Host = host
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

const liveTag = `<script type="module" src="/-/live.js" id="remit-live" data-build="3"></script></body>`

func TestPages(t *testing.T) {
	for target, want := range map[string]struct {
		status     int
		kind, text string
	}{
		"/":                     {200, "text/html; charset=utf-8", "<html><body>home" + liveTag + "</html>"},
		"/index.html":           {200, "text/html; charset=utf-8", "<html><body>home" + liveTag + "</html>"},
		"/?q=1":                 {200, "text/html; charset=utf-8", "<html><body>home" + liveTag + "</html>"},
		"/roles/qa/":            {200, "text/html; charset=utf-8", "<html><body>qa, not " + liveTag + " yet</body></html>"},
		"/assets/site-A1.css":   {200, "text/css; charset=utf-8", "a{}/*</body>*/"},
		"/assets/site-A1.js":    {200, "text/javascript; charset=utf-8", "let body = '</body>'"},
		"/images/a.png":         {200, "image/png", "png"},
		"/favicon.svg":          {200, "image/svg+xml", "<svg/>"},
		"/robots.txt":           {200, "text/plain; charset=utf-8", "User-agent: *"},
		"/assets/search/1.json": {200, "application/json", "{}"},
		"/_redirects":           {200, "application/octet-stream", "/a/ /b/ 301!"},
		"/gone":                 {404, "text/html; charset=utf-8", "<html><body>lost" + liveTag + "</html>"},
		"/gone/":                {404, "text/html; charset=utf-8", "<html><body>lost" + liveTag + "</html>"},
		"/roles/":               {404, "text/html; charset=utf-8", "<html><body>lost" + liveTag + "</html>"},
		"/../serve.go":          {404, "text/html; charset=utf-8", "<html><body>lost" + liveTag + "</html>"},
		"/%2e%2e/serve.go":      {404, "text/html; charset=utf-8", "<html><body>lost" + liveTag + "</html>"},
		"//evil.example/x":      {404, "text/html; charset=utf-8", "<html><body>lost" + liveTag + "</html>"},
		"/-/live.js":            {200, "text/javascript; charset=utf-8", string(liveScript)},
		"/-/live.css":           {200, "text/css; charset=utf-8", string(liveStyle)},
		"/-/gone":               {404, "text/html; charset=utf-8", "<html><body>lost" + liveTag + "</html>"},
	} {
		r := ask(shown(), "GET", "localhost:8080", target)
		if text := body(t, r); r.StatusCode != want.status || r.Header.Get("Content-Type") != want.kind || text != want.text {
			t.Errorf("%s: %d %s %q, want %d %s %q", target, r.StatusCode, r.Header.Get("Content-Type"), text, want.status, want.kind, want.text)
		}
		head := ask(shown(), "HEAD", "localhost:8080", target)
		if head.StatusCode != want.status || head.Header.Get("Content-Length") != fmt.Sprint(len(want.text)) {
			t.Errorf("HEAD %s: %d with %s bytes, want %d with %d", target, head.StatusCode, head.Header.Get("Content-Length"), want.status, len(want.text))
		}
	}
}

func TestFolderWithoutSlashLeadsToItsPage(t *testing.T) {
	for target, want := range map[string]string{"/roles/qa": "/roles/qa/", "/roles/qa?shape=startup&q=a%26b": "/roles/qa/?shape=startup&q=a%26b"} {
		r := ask(shown(), "GET", "localhost", target)
		if r.StatusCode != http.StatusMovedPermanently || r.Header.Get("Location") != want {
			t.Errorf("%s: %d to %q, want %q", target, r.StatusCode, r.Header.Get("Location"), want)
		}
	}
}

// What the host will forbid is forbidden here too, on every kind of answer.
func TestEveryAnswerHasTheSecurityHeaders(t *testing.T) {
	text, err := os.ReadFile("../../netlify.toml")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), `Content-Security-Policy = "`+policy+`"`) {
		t.Error("netlify.toml has another content security policy")
	}
	for _, r := range []*http.Response{
		ask(shown(), "GET", "localhost", "/"), ask(shown(), "GET", "localhost", "/gone"), ask(shown(), "GET", "localhost", "/roles/qa"),
		ask(shown(), "GET", "localhost", "/-/live.js"), ask(shown(), "POST", "localhost", "/"), ask(shown(), "GET", "evil.example", "/"),
		ask(&server{}, "GET", "localhost", "/"), ask(shown(), "HEAD", "localhost", "/-/events"), ask(shown(), "GET", "localhost", "/api/search?q=x"),
	} {
		for key, want := range map[string]string{"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"} {
			if got := r.Header.Get(key); got != want {
				t.Errorf("%d: %s is %q, want %q", r.StatusCode, key, got, want)
			}
		}
	}
}

func TestPagesCanOnlyBeRead(t *testing.T) {
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS"} {
		for _, target := range []string{"/", "/-/events", "/-/live.js", "/api/search?q=x"} {
			r := ask(shown(), method, "localhost", target)
			if r.StatusCode != http.StatusMethodNotAllowed || r.Header.Get("Allow") != "GET, HEAD" {
				t.Errorf("%s %s: %d, Allow %q", method, target, r.StatusCode, r.Header.Get("Allow"))
			}
		}
	}
}

// A page of another site that points its own name at this machine gets nothing.
func TestAnswersToThisMachineOnly(t *testing.T) {
	for host, want := range map[string]int{
		"localhost": 200, "localhost:8080": 200, "LOCALHOST:8080": 200, "127.0.0.1": 200, "127.0.0.1:9": 200, "[::1]:8080": 200, "[::1]": 200,
		"evil.example": 403, "evil.example:8080": 403, "localhost.evil.example": 403, "127.0.0.1.evil.example": 403, "192.168.1.2:8080": 403, "0.0.0.0:8080": 403, "": 403,
	} {
		for _, target := range []string{"/", "/-/live.js"} {
			if r := ask(shown(), "GET", host, target); r.StatusCode != want {
				t.Errorf("%s of host %q: %d, want %d", target, host, r.StatusCode, want)
			}
		}
	}
	if r := ask(shown(), "GET", "evil.example", "/-/events"); r.StatusCode != 403 {
		t.Errorf("events of a foreign host: %d", r.StatusCode)
	}
}

func TestSearchAnswers(t *testing.T) {
	s := shown()
	if r := ask(s, "GET", "localhost", "/api/search?q=pager"); r.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("without an index: %d", r.StatusCode)
	}
	index, err := search.New([]search.Document{{URL: "/a/", Title: "Hold the pager", Type: "role"}, {URL: "/b/", Title: "Carry the pager", Type: "term"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer index.Close()
	s.site.Index = index
	for query, want := range map[string]struct{ status, hits int }{
		"?q=pager": {200, 2}, "?q=pager&type=term": {200, 1}, "?q=pager&limit=1": {200, 1}, "?q=nothing": {200, 0}, "": {200, 0},
		"?q=pager&limit=many": {400, 0}, "?q=pager&limit=-1": {400, 0}, "?q=pager&type=roles": {400, 0}, "?q=pager&type=": {200, 2},
	} {
		r := ask(s, "GET", "localhost", "/api/search"+query)
		text := body(t, r)
		var got struct {
			Hits  []struct{ URL string }
			Error string
		}
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Errorf("%s: %v in %s", query, err, text)
		}
		if (got.Error == "") != (want.status == 200) {
			t.Errorf("%s: %d says %q", query, r.StatusCode, got.Error)
		}
		if r.StatusCode != want.status || len(got.Hits) != want.hits {
			t.Errorf("%s: %d with %d hits, want %d with %d: %s", query, r.StatusCode, len(got.Hits), want.status, want.hits, text)
		}
	}
}

// A page that does not read for a while is told the newest state, and holds up nobody.
func TestSlowPageGetsTheNewestState(t *testing.T) {
	c := make(chan state, 1)
	s := &server{events: map[chan state]bool{c: true}}
	o := Options{Build: func() (*publish.Site, error) { return &publish.Site{Files: map[string][]byte{}}, nil }, Say: func(string, ...any) {}, Show: func([]diag.Problem) {}}
	for range 10 {
		s.rebuild(o, "")
	}
	if st := <-c; st.Build != 10 {
		t.Errorf("the page is told of build %d, want 10", st.Build)
	}
}

// running is a [Run] whose site is one page: the text of content/page.md and the names of all files. A text that starts
// with "bad" is a problem of the content, "trouble" one of ours.
type running struct {
	t      *testing.T
	dir    string // of content
	url    string
	stop   context.CancelFunc
	done   chan error
	lock   sync.Mutex
	builds int
	said   []string
}

func (r *running) build() (*publish.Site, error) {
	text, err := os.ReadFile(filepath.Join(r.dir, "page.md"))
	r.lock.Lock()
	defer r.lock.Unlock()
	r.builds++
	switch {
	case strings.HasPrefix(string(text), "trouble"):
		return nil, errors.New(string(text))
	case strings.HasPrefix(string(text), "bad") || err != nil:
		var l diag.List
		l.Addf(diag.Place{File: "content/page.md", Line: 2, Col: 3}, "%s", text).Hint = "write it anew"
		return &publish.Site{Problems: l.All()}, nil
	}
	var names []string
	fs.WalkDir(os.DirFS(r.dir), ".", func(name string, _ fs.DirEntry, err error) error {
		names = append(names, name)
		return err
	})
	return &publish.Site{Pages: 1, Files: map[string][]byte{"index.html": fmt.Appendf(nil, "<body>%s %q</body>", text, names)}}, nil
}

// wait is how long a test waits for what should come at once.
const wait = 10 * time.Second

// until polls until something is so.
func (r *running) until(what string, so func() bool) {
	r.t.Helper()
	for end := time.Now().Add(wait); !so(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			r.t.Fatalf("not so: %s; the server said %q", what, r.saidAll())
		}
	}
}

func (r *running) saidAll() string {
	r.lock.Lock()
	defer r.lock.Unlock()
	return strings.Join(r.said, "\n")
}

func (r *running) built() int {
	r.lock.Lock()
	defer r.lock.Unlock()
	return r.builds
}

func (r *running) write(name, text string) {
	r.t.Helper()
	p := filepath.Join(r.dir, name)
	if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
		r.t.Fatal(err)
	}
}

func (r *running) get() (int, string) {
	r.t.Helper()
	resp, err := http.Get(r.url)
	if err != nil {
		r.t.Fatal(err)
	}
	return resp.StatusCode, body(r.t, resp)
}

// shows waits until the page holds a text.
func (r *running) shows(text string) {
	r.t.Helper()
	r.until("the page shows "+text, func() bool { _, page := r.get(); return strings.Contains(page, text) })
}

// states listens to the event stream.
func (r *running) states() <-chan state {
	r.t.Helper()
	req, err := http.NewRequestWithContext(r.t.Context(), "GET", r.url+"-/events", nil)
	if err != nil {
		r.t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	if kind := resp.Header.Get("Content-Type"); kind != "text/event-stream" {
		r.t.Errorf("events are %s", kind)
	}
	r.t.Cleanup(func() { resp.Body.Close() })
	c := make(chan state, 100)
	go func() {
		defer close(c)
		for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
			if text, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var st state
				if err := json.Unmarshal([]byte(text), &st); err != nil {
					r.t.Errorf("event %s: %v", text, err)
				}
				c <- st
			}
		}
	}()
	return c
}

// told waits for a state in an event stream.
func (r *running) told(c <-chan state, what string, so func(state) bool) state {
	r.t.Helper()
	late := time.After(wait)
	for {
		select {
		case st, ok := <-c:
			if !ok {
				r.t.Fatalf("the event stream ended before it told of %s", what)
			}
			if so(st) {
				return st
			}
		case <-late:
			r.t.Fatalf("the event stream does not tell of %s", what)
		}
	}
}

// start runs a server with the page's first text, and ends it with the test.
func start(t *testing.T, text string) *running {
	t.Helper()
	r := &running{t: t, dir: filepath.Join(t.TempDir(), "content"), done: make(chan error, 1)}
	r.write("page.md", text)
	ctx, stop := context.WithCancel(context.Background())
	r.stop = stop
	ready := make(chan string, 1)
	go func() {
		r.done <- Run(ctx, Options{
			Build: r.build, Watch: []string{r.dir, filepath.Join(filepath.Dir(r.dir), "static")}, Ready: func(url string) { ready <- url },
			Say: func(format string, args ...any) {
				r.lock.Lock()
				defer r.lock.Unlock()
				r.said = append(r.said, fmt.Sprintf(format, args...))
			},
			Show: func(problems []diag.Problem) {
				r.lock.Lock()
				defer r.lock.Unlock()
				for _, p := range problems {
					r.said = append(r.said, p.Place.String()+": "+p.Message)
				}
			},
		})
	}()
	t.Cleanup(func() {
		stop()
		<-r.done
	})
	select {
	case r.url = <-ready:
	case err := <-r.done:
		t.Fatalf("Run ended: %v", err)
	case <-time.After(wait):
		t.Fatal("Run is not ready")
	}
	return r
}

// Whatever way an editor or a checkout changes files, it leads to one build that sees all of it.
func TestBurstOfChangesLeadsToOneBuild(t *testing.T) {
	type burst struct {
		r    *running
		step func(error) // after each operation
	}
	path := func(b burst, name string) string { return filepath.Join(b.r.dir, name) }
	for name, change := range map[string]func(b burst){
		"write in place": func(b burst) { b.step(os.WriteFile(path(b, "page.md"), []byte("new"), 0o644)) },
		"vim: probe, rename the old one, write anew, drop the old one": func(b burst) {
			b.step(os.WriteFile(path(b, ".page.md.swp"), []byte("swap"), 0o600))
			b.step(os.WriteFile(path(b, "4913"), nil, 0o644))
			b.step(os.Remove(path(b, "4913")))
			b.step(os.Rename(path(b, "page.md"), path(b, "page.md~")))
			b.step(os.WriteFile(path(b, "page.md"), []byte("new"), 0o644))
			b.step(os.Chmod(path(b, "page.md"), 0o600))
			b.step(os.Remove(path(b, "page.md~")))
			b.step(os.Remove(path(b, ".page.md.swp")))
		},
		"write beside it and rename over it": func(b burst) {
			b.step(os.WriteFile(path(b, "sedA1b2"), []byte("new"), 0o644))
			b.step(os.Rename(path(b, "sedA1b2"), path(b, "page.md")))
		},
		"remove and write": func(b burst) {
			b.step(os.Remove(path(b, "page.md")))
			b.step(os.WriteFile(path(b, "page.md"), []byte("new"), 0o644))
		},
		"write in many pieces": func(b burst) {
			f, err := os.Create(path(b, "page.md"))
			b.step(err)
			for _, c := range "new" {
				_, err := f.WriteString(string(c))
				b.step(err)
			}
			b.step(f.Close())
		},
		"200 files, as a checkout does": func(b burst) {
			for i := range 200 {
				b.step(os.MkdirAll(path(b, fmt.Sprintf("d%d", i%20)), 0o755))
				b.step(os.WriteFile(path(b, fmt.Sprintf("d%d/f%d.md", i%20, i)), []byte("x"), 0o644))
			}
			b.step(os.WriteFile(path(b, "page.md"), []byte("new"), 0o644))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := start(t, "old")
			r.shows("old")
			before := r.built()
			first := time.Now()
			last, pauses := first, 0
			change(burst{r, func(err error) {
				if err != nil {
					t.Fatal(err)
				}
				if now := time.Now(); now.Sub(last) > quiet/2 {
					pauses++ // this machine is slow, and it may look like two bursts
				}
				last = time.Now()
			}})
			pauses += int(last.Sub(first) / patience)
			r.shows("new")
			// builds come one after the other: when this change is shown, all that the burst led to are done
			r.write("page.md", "newest")
			r.shows("newest")
			if n := r.built() - before - 1; n < 1 || n > 1+pauses {
				t.Errorf("%d builds for one burst with %d pauses: %s", n, pauses, r.saidAll())
			}
		})
	}
}

func TestFilesOfEditorsLeadToNoBuild(t *testing.T) {
	t.Parallel()
	r := start(t, "old")
	before := r.built()
	for _, name := range []string{".page.md.swp", "page.md~", "#page.md#", ".#page.md", "4913", ".git/index"} {
		r.write(name, "x")
	}
	if err := os.Chmod(filepath.Join(r.dir, "page.md"), 0o600); err != nil {
		t.Fatal(err)
	}
	r.write(".git/HEAD", "x")
	// the next change of content is the first that is seen
	r.until("a build after a change of content", func() bool {
		if r.built() > before {
			return true
		}
		r.write("other.md", "x")
		return false
	})
	if said := r.saidAll(); !strings.Contains(said, "after a change of "+filepath.Join(r.dir, "other.md")) {
		t.Errorf("the build is not for the change of content: %s", said)
	}
}

// A folder that appears is watched, and so is what it held before it could be.
func TestNewFolderIsWatched(t *testing.T) {
	t.Parallel()
	r := start(t, "old")
	move := func(from, to string) {
		t.Helper()
		if err := os.Rename(from, filepath.Join(r.dir, to)); err != nil {
			t.Fatal(err)
		}
	}
	beside := filepath.Join(filepath.Dir(r.dir), "beside")
	if err := os.MkdirAll(filepath.Join(beside, "deep", "deeper"), 0o755); err != nil {
		t.Fatal(err)
	}
	settle := func(text string) {
		t.Helper()
		r.write("page.md", text)
		r.shows(text)
	}
	r.write("a/b/c/new.md", "x")
	r.shows("a/b/c/new.md")
	move(beside, "moved")
	r.shows("moved/deep/deeper")
	for i, name := range []string{"a/b/c/more.md", "moved/deep/deeper/x.md", "a/d/x.md"} {
		settle(fmt.Sprint("text ", i)) // so that nothing else leads to the build
		r.write(name, name)
		r.shows(name)
	}
	settle("the last text")
	if err := os.RemoveAll(filepath.Join(r.dir, "a")); err != nil {
		t.Fatal(err)
	}
	r.until("the page without the folder that is gone", func() bool { _, page := r.get(); return !strings.Contains(page, "a/d/x.md") })
}

// The folder of the content may be a link, which may come to lead elsewhere.
func TestFolderBehindALinkIsWatched(t *testing.T) {
	t.Parallel()
	r := start(t, "old")
	for _, name := range []string{"first", "second"} {
		to := filepath.Join(t.TempDir(), name)
		if err := os.MkdirAll(filepath.Join(to, "deep", "deeper"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(to, "page.md"), []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.RemoveAll(r.dir); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(to, r.dir); err != nil {
			t.Skip("this system makes no links: ", err)
		}
		r.shows(name)
		for i, file := range []string{"deep/deeper/x.md", "deep/y.md", "deep/new/z.md"} {
			r.write("page.md", fmt.Sprint(name, i)) // so that nothing else leads to the build
			r.shows(fmt.Sprint(name, i))
			r.write(file, "x")
			r.shows(file)
		}
	}
}

// However the folder of the content goes, it is noticed; so is its return, and what is written in it after that.
func TestFolderThatReturnsIsWatched(t *testing.T) {
	rename := func(from, to string) error { return os.Rename(from, to) }
	for name, way := range map[string]struct {
		dir        func(r *running) string // what goes
		goes, back func(dir, aside string) error
	}{
		"moved": {func(r *running) string { return r.dir }, rename, func(dir, aside string) error { return os.Rename(aside, dir) }},
		"removed and copied back": {
			func(r *running) string { return r.dir },
			func(dir, aside string) error { return errors.Join(os.CopyFS(aside, os.DirFS(dir)), os.RemoveAll(dir)) },
			func(dir, aside string) error { return os.CopyFS(dir, os.DirFS(aside)) },
		},
		"moved with the project": {func(r *running) string { return filepath.Dir(r.dir) }, rename, func(dir, aside string) error { return os.Rename(aside, dir) }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := start(t, "old")
			r.write("deep/deeper/x.md", "x")
			r.shows("deep/deeper/x.md")
			c := r.states()
			dir := way.dir(r)
			aside := filepath.Join(t.TempDir(), "aside")
			for i := range 2 {
				if err := way.goes(dir, aside); err != nil {
					t.Fatal(err)
				}
				r.told(c, "the folder that is gone", func(st state) bool { return len(st.Problems) > 0 })
				if status, page := r.get(); status != 200 || !strings.Contains(page, "deep/deeper/x.md") {
					t.Errorf("shown is %d %s", status, page)
				}
				if err := way.back(dir, aside); err != nil {
					t.Fatal(err)
				}
				r.told(c, "the return", func(st state) bool { return len(st.Problems) == 0 })
				for _, text := range []string{"first", "second"} {
					r.write("page.md", fmt.Sprint(text, i))
					r.shows(fmt.Sprint(text, i))
				}
				r.write("deep/deeper/y.md", "y")
				r.shows("deep/deeper/y.md")
				if err := errors.Join(os.Remove(filepath.Join(r.dir, "deep/deeper/y.md")), os.RemoveAll(aside)); err != nil {
					t.Fatal(err)
				}
				r.until("the page without y.md", func() bool { _, page := r.get(); return !strings.Contains(page, "y.md") })
			}
		})
	}
}

// A folder that is made beside the content while we watch counts, and nothing else that lies there does.
func TestFolderThatComesIsWatched(t *testing.T) {
	t.Parallel()
	r := start(t, "old")
	beside := filepath.Dir(r.dir)
	before := r.built()
	for _, name := range []string{"public/index.html", "statics/x.css", "note.md"} {
		r.write("../"+name, "x")
	}
	r.until("a build for static", func() bool {
		if r.built() > before {
			return true
		}
		r.write("../static/css/x.css", "x")
		return false
	})
	if said := r.saidAll(); !strings.Contains(said, "after a change of "+filepath.Join(beside, "static")) {
		t.Errorf("the build is not for static: %s", said)
	}
	r.until("a build for a file below static", func() bool {
		r.write("../static/css/y.css", "y")
		return strings.Contains(r.saidAll(), filepath.Join("static", "css", "y.css"))
	})
}

// What an editor writes beside a file and renames over it is not what changed.
func TestChangeIsNotNamedByAStepOfAnEditor(t *testing.T) {
	t.Parallel()
	r := start(t, "old")
	step := filepath.Join(r.dir, "sed9kZf9V")
	if err := errors.Join(os.WriteFile(step, []byte("new"), 0o644), os.Rename(step, filepath.Join(r.dir, "page.md"))); err != nil {
		t.Fatal(err)
	}
	r.shows("new")
	if said := r.saidAll(); strings.Contains(said, "sed9kZf9V") || !strings.Contains(said, "after a change of "+filepath.Join(r.dir, "page.md")) {
		t.Errorf("the server said %s", said)
	}
}

func TestPortOutOfRange(t *testing.T) {
	for _, port := range []int{-1, 65536, 99999} {
		if _, err := listen(Options{Port: port}); err == nil || err.Error() != fmt.Sprintf("port %d is not between 1 and 65535 (0 is any that is free)", port) {
			t.Errorf("port %d: got %v", port, err)
		}
	}
}

func TestFailedBuildKeepsTheLastGoodPages(t *testing.T) {
	t.Parallel()
	r := start(t, "good")
	c := r.states()
	if st := r.told(c, "the first build", func(state) bool { return true }); st.Build != 1 || len(st.Problems) != 0 || st.Error != "" {
		t.Errorf("the first state is %+v", st)
	}

	r.write("page.md", "bad words")
	st := r.told(c, "the problem", func(st state) bool { return len(st.Problems) > 0 && st.Problems[0].Message == "bad words" })
	if want := (diag.Record{File: "content/page.md", Line: 2, Col: 3, Severity: "error", Message: "bad words", Hint: "write it anew"}); len(st.Problems) != 1 || st.Problems[0] != want || st.Build != 1 {
		t.Errorf("the state is %+v", st)
	}
	if status, page := r.get(); status != 200 || !strings.Contains(page, "good") || !strings.Contains(page, `data-build="1"`) {
		t.Errorf("shown is %d %s", status, page)
	}
	late := r.states() // a page that is opened now is told at once
	r.told(late, "the problem", func(st state) bool { return len(st.Problems) == 1 })

	r.write("page.md", "trouble with a layout")
	st = r.told(c, "the trouble", func(st state) bool { return st.Error != "" })
	if st.Error != "trouble with a layout" || st.Build != 1 || len(st.Problems) != 0 {
		t.Errorf("the state is %+v", st)
	}
	if _, page := r.get(); !strings.Contains(page, "good") {
		t.Errorf("shown is %s", page)
	}

	r.write("page.md", "better")
	st = r.told(c, "the mended page", func(st state) bool { return st.Build > 1 })
	if len(st.Problems) != 0 || st.Error != "" {
		t.Errorf("the state is %+v", st)
	}
	r.told(late, "the mended page", func(st state) bool { return st.Build > 1 })
	if _, page := r.get(); !strings.Contains(page, "better") || !strings.Contains(page, fmt.Sprintf(`data-build="%d"`, st.Build)) {
		t.Errorf("shown is %s, want build %d", page, st.Build)
	}
	for _, want := range []string{"content/page.md:2:3: bad words", "the last good pages stay on screen", "trouble with a layout", "built 1 pages in "} {
		if said := r.saidAll(); !strings.Contains(said, want) {
			t.Errorf("the server did not say %q, but %s", want, said)
		}
	}
}

func TestFirstBuildThatFailsHeals(t *testing.T) {
	for _, first := range []string{"bad from the start", "trouble from the start"} {
		t.Run(first, func(t *testing.T) {
			t.Parallel()
			r := start(t, first)
			for _, target := range []string{"", "roles/qa/"} {
				resp, err := http.Get(r.url + target)
				if err != nil {
					t.Fatal(err)
				}
				page := body(t, resp)
				if resp.StatusCode != http.StatusServiceUnavailable || !strings.Contains(page, "There is nothing to show yet") || strings.Count(page, `src="/-/live.js" id="remit-live" data-build="0"`) != 1 {
					t.Errorf("shown is %d %s", resp.StatusCode, page)
				}
			}
			c := r.states()
			st := r.told(c, "what is wrong", func(state) bool { return true })
			if st.Build != 0 || st.Error+fmt.Sprint(st.Problems) == "[]" {
				t.Errorf("the state is %+v", st)
			}
			r.write("page.md", "good at last")
			r.told(c, "the first good build", func(st state) bool { return st.Build == 1 })
			if status, page := r.get(); status != 200 || !strings.Contains(page, "good at last") {
				t.Errorf("shown is %d %s", status, page)
			}
		})
	}
}

func TestRunStopsWithOpenPages(t *testing.T) {
	t.Parallel()
	r := start(t, "good")
	var open []<-chan state
	for range 3 {
		c := r.states()
		r.told(c, "the first build", func(state) bool { return true })
		open = append(open, c)
	}
	r.stop()
	select {
	case err := <-r.done:
		if err != nil {
			t.Errorf("Run returned %v", err)
		}
		r.done <- nil // for the cleanup
	case <-time.After(wait):
		t.Fatal("Run does not stop")
	}
	for _, c := range open {
		select {
		case _, more := <-c:
			if more {
				t.Error("an event came after the end")
			}
		case <-time.After(wait):
			t.Error("an event stream is still open")
		}
	}
	if _, err := http.Get(r.url); err == nil {
		t.Error("the port is still served")
	}
}

// taken returns a port that somebody else listens on.
func taken(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l.Addr().(*net.TCPAddr).Port
}

func TestTakenPortIsReplacedByTheNextFreeOne(t *testing.T) {
	port := taken(t)
	var said []string
	l, err := listen(Options{Port: port, Search: true, Say: func(format string, args ...any) { said = append(said, fmt.Sprintf(format, args...)) }})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	got := l.Addr().(*net.TCPAddr)
	if !got.IP.IsLoopback() || got.Port <= port || got.Port >= port+tries {
		t.Errorf("listening on %v, want a port behind %d on the loopback address", got, port)
	}
	if want := fmt.Sprintf("port %d is taken, using %d", port, got.Port); len(said) != 1 || said[0] != want {
		t.Errorf("said %q, want %q", said, want)
	}
}

func TestTakenPortThatWasAskedForIsAnError(t *testing.T) {
	port := taken(t)
	err := Run(t.Context(), Options{Port: port, Build: func() (*publish.Site, error) {
		t.Error("built although there is nowhere to show it")
		return &publish.Site{}, nil
	}})
	if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("listen on port %d: ", port)) || !strings.Contains(err.Error(), "in use") {
		t.Errorf("got %v", err)
	}
}

func TestFolderThatCannotBeWatchedIsAnError(t *testing.T) {
	gone := filepath.Join(t.TempDir(), "gone")
	err := Run(t.Context(), Options{Watch: []string{filepath.Join(gone, "content")}, Build: func() (*publish.Site, error) { return &publish.Site{}, nil }})
	if err == nil || !strings.Contains(err.Error(), "watch "+gone) {
		t.Errorf("got %v", err)
	}
}
