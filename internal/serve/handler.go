package serve

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"

	"remit/internal/search"
)

//go:embed live.js
var liveScript []byte

//go:embed live.css
var liveStyle []byte

// policy is the one that netlify.toml sets, so that what it forbids is seen before it is published.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const waiting = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not built yet</title></head><body><p>There is nothing to show yet: the content has problems.</p></body></html>`

// ServeHTTP answers requests for pages, and those of the live script under /-/.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	if !isLocal(r.Host) {
		http.Error(w, "this server answers to localhost only", http.StatusForbidden)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "pages can only be read", http.StatusMethodNotAllowed)
		return
	}
	switch r.URL.Path {
	case "/-/events":
		s.serveEvents(w, r)
	case "/-/live.js":
		reply(w, http.StatusOK, "text/javascript; charset=utf-8", liveScript)
	case "/-/live.css":
		reply(w, http.StatusOK, "text/css; charset=utf-8", liveStyle)
	case "/api/search":
		s.serveSearch(w, r)
	default:
		s.servePage(w, r)
	}
}

func (s *server) servePage(w http.ResponseWriter, r *http.Request) {
	s.lock.Lock()
	var site map[string][]byte
	if s.site != nil {
		site = s.site.Files
	}
	build := s.state.Build
	s.lock.Unlock()
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	data, ok := site[name]
	switch {
	case site == nil:
		reply(w, http.StatusServiceUnavailable, "text/html; charset=utf-8", live([]byte(waiting), build))
		return
	case !ok && site[name+"/index.html"] != nil:
		to := url.URL{Path: path.Clean("/"+name) + "/", RawQuery: r.URL.RawQuery}
		http.Redirect(w, r, to.String(), http.StatusMovedPermanently)
		return
	case !ok:
		reply(w, http.StatusNotFound, "text/html; charset=utf-8", live(site["404.html"], build))
		return
	}
	kind := mime.TypeByExtension(path.Ext(name))
	if kind == "" {
		kind = "application/octet-stream"
	}
	if strings.HasPrefix(kind, "text/html") {
		data = live(data, build)
	}
	reply(w, http.StatusOK, kind, data)
}

func reply(w http.ResponseWriter, status int, kind string, data []byte) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", fmt.Sprint(len(data)))
	w.WriteHeader(status)
	w.Write(data)
}

// live adds the script that reloads the page when a newer build is there.
func live(page []byte, build int) []byte {
	tag := fmt.Sprintf(`<script type="module" src="/-/live.js" id="remit-live" data-build="%d"></script></body>`, build)
	return bytes.Replace(page, []byte("</body>"), []byte(tag), 1)
}

// serveSearch answers /api/search?q=…&type=…&limit=…&typing=1 with the JSON that remit search gives, or with
// {"error": "…"}. It asks under the lock: a rebuild closes the index it replaces.
func (s *server) serveSearch(w http.ResponseWriter, r *http.Request) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.site == nil || s.site.Index == nil {
		refuse(w, http.StatusServiceUnavailable, "there is nothing to search yet: the content has problems")
		return
	}
	q := r.URL.Query()
	limit, err := strconv.Atoi(cmp.Or(q.Get("limit"), "20"))
	if err != nil || limit < 0 {
		refuse(w, http.StatusBadRequest, "limit is not a whole number")
		return
	}
	if err := s.site.Index.CheckType(q.Get("type")); err != nil {
		refuse(w, http.StatusBadRequest, err.Error())
		return
	}
	result, err := s.site.Index.Search(r.Context(), q.Get("q"), search.Options{Type: q.Get("type"), Limit: limit, Typing: q.Has("typing"), Exact: q.Has("exact")})
	if err != nil {
		refuse(w, http.StatusInternalServerError, err.Error())
		return
	}
	data, err := json.Marshal(result)
	if err != nil {
		refuse(w, http.StatusInternalServerError, err.Error())
		return
	}
	reply(w, http.StatusOK, "application/json", data)
}

// refuse answers a program with a sentence that says why there is no result.
func refuse(w http.ResponseWriter, status int, why string) {
	data, err := json.Marshal(map[string]string{"error": why})
	if err != nil {
		panic("serve: a string is no JSON: " + err.Error())
	}
	reply(w, status, "application/json", data)
}

// serveEvents tells a page the state now, and again after each build.
func (s *server) serveEvents(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	if r.Method == http.MethodHead {
		return
	}
	flusher, ok := w.(http.Flusher)
	if !ok {
		http.Error(w, "events need a connection that can be flushed", http.StatusInternalServerError)
		return
	}
	c := make(chan state, 1)
	s.lock.Lock()
	if s.events == nil {
		s.events = map[chan state]bool{}
	}
	s.events[c] = true
	c <- s.state
	s.lock.Unlock()
	defer func() {
		s.lock.Lock()
		delete(s.events, c)
		s.lock.Unlock()
	}()
	for {
		select {
		case <-r.Context().Done():
			return
		case st := <-c:
			data, err := json.Marshal(st)
			if err != nil {
				return
			}
			if _, err := fmt.Fprintf(w, "data: %s\n\n", data); err != nil {
				return
			}
			flusher.Flush()
		}
	}
}
