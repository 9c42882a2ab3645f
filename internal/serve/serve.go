// Package serve shows a site while it is written: it builds in memory, rebuilds when a file changes, and tells open pages.
//
// What is shown is always the last site that could be built. Problems of the newest content are laid over it.
package serve

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"remit/internal/diag"
	"remit/internal/publish"
)

// Options say what is served, and how.
type Options struct {
	Build  func() (*publish.Site, error)
	Watch  []string // folders whose changes lead to a new build; they need not be there, what they lie in must
	Port   int      // to listen on, on the loopback address only; 0 for any that is free
	Search bool     // whether a taken port may be replaced by the next free one
	Say    func(format string, args ...any)
	Show   func(problems []diag.Problem) // prints the problems of a build
	Ready  func(url string)              // called when the server listens; may be nil
}

// tries is how many ports are tried from the wanted one on.
const tries = 20

const maxPort = 1<<16 - 1

// Run builds and serves until ctx ends. It returns an error only for trouble that stops it.
func Run(ctx context.Context, o Options) error {
	listener, err := listen(o)
	if err != nil {
		return err
	}
	defer listener.Close()
	s := &server{}
	url := fmt.Sprintf("http://localhost:%d/", listener.Addr().(*net.TCPAddr).Port)
	changes, err := watch(ctx, o.Watch)
	if err != nil {
		return err
	}
	s.rebuild(o, "")
	web := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	o.Say("%s  (stop with Ctrl-C)", url)
	if o.Ready != nil {
		o.Ready(url)
	}
	for {
		select {
		case <-ctx.Done():
			stop, cancel := context.WithTimeout(context.Background(), time.Second)
			defer cancel()
			if err := web.Shutdown(stop); err != nil {
				web.Close()
			}
			return nil
		case err := <-failed:
			return fmt.Errorf("serve: %w", err)
		case name := <-changes:
			s.rebuild(o, name)
		}
	}
}

// listen takes the wanted port, or the next free one where that is allowed.
func listen(o Options) (net.Listener, error) {
	if o.Port < 0 || o.Port > maxPort {
		return nil, fmt.Errorf("port %d is not between 1 and %d (0 is any that is free)", o.Port, maxPort)
	}
	var first error
	for port := o.Port; port < o.Port+tries; port++ {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err == nil {
			if port != o.Port && o.Port != 0 {
				o.Say("port %d is taken, using %d", o.Port, port)
			}
			return l, nil
		}
		if first == nil {
			first = err
		}
		if !o.Search {
			break
		}
	}
	var op *net.OpError
	if errors.As(first, &op) {
		first = op.Err
	}
	return nil, fmt.Errorf("listen on port %d: %w", o.Port, first)
}

// server answers from the last good site.
type server struct {
	lock   sync.Mutex
	site   *publish.Site // the last that could be built; nil until one has
	state  state
	events map[chan state]bool // each holds one state and is sent to under the lock only
}

// state is what open pages are told.
type state struct {
	Build    int           `json:"build"` // number of the last build that succeeded
	Problems []diag.Record `json:"problems"`
	Error    string        `json:"error,omitempty"`
}

// rebuild builds anew; changed names the file that led to it.
func (s *server) rebuild(o Options, changed string) {
	start := time.Now()
	built, err := o.Build()
	s.lock.Lock()
	next := state{Build: s.state.Build, Problems: []diag.Record{}}
	switch {
	case err != nil:
		next.Error = err.Error()
		o.Say("%v", err)
		if s.site != nil {
			o.Say("the last good pages stay on screen")
		}
	default:
		next.Problems = diag.Records(built.Problems)
		o.Show(built.Problems)
		if !built.Failed() {
			s.site.Close()
			s.site = built
			next.Build++
			because := ""
			if changed != "" {
				because = " after a change of " + changed
			}
			o.Say("built %d pages in %d ms%s", built.Pages, time.Since(start).Milliseconds(), because)
		} else {
			o.Say("the last good pages stay on screen")
		}
	}
	s.state = next
	for c := range s.events {
		select {
		case <-c: // what a page has not read yet is out of date
		default:
		}
		c <- next
	}
	s.lock.Unlock()
}

// isLocal reports whether a request's host is this machine; a page of another site that points its name at us is not.
func isLocal(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.Trim(strings.ToLower(host), "[]")
	return host == "localhost" || host == "127.0.0.1" || host == "::1"
}
