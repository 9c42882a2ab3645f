package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Changes that follow each other faster than quiet are one change: editors write, rename and set modes in one save, and a
// checkout touches many files. After patience a build starts all the same.
const (
	quiet    = 60 * time.Millisecond
	patience = 600 * time.Millisecond
)

// retry is how often a folder that cannot be watched is looked for.
const retry = time.Second

// watch sends the name of a changed file, once for each burst of changes in the folders or below, until ctx ends. The
// folders need not be there, and may go and return; what they lie in has to be there at the start.
func watch(ctx context.Context, folders []string) (<-chan string, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watch for changes: %w", err)
	}
	if err := watchAll(w, folders); err != nil {
		w.Close()
		return nil, err
	}
	out := make(chan string)
	go func() {
		defer w.Close()
		var (
			name  string    // of a changed file; "" where there is none
			first time.Time // when it changed
			stale bool      // whether folders went, so that watches may lead nowhere
			lost  bool      // whether what the folders lie in is gone, and that has been told
		)
		changed := func(file string) {
			if name == "" {
				first = time.Now()
			}
			if _, err := os.Lstat(name); name == "" || err != nil { // it was but a step of an editor
				name = file
			}
		}
		timer := time.NewTimer(time.Hour)
		timer.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case e := <-w.Events:
				file := filepath.Clean(e.Name)
				gone := e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename)
				if ignored(e) || !concerns(file, folders, gone) {
					continue
				}
				stale = stale || gone
				if e.Has(fsnotify.Create) {
					addTree(w, file) // a new folder; a file is refused, and needs no watch of its own
				}
				changed(file)
				timer.Reset(min(quiet, max(0, patience-time.Since(first))))
			case <-w.Errors: // an overflow: something changed, and we do not know what
				stale = true
				changed("many files")
				timer.Reset(quiet)
			case <-timer.C:
				told := lost
				lost = stale && watchAll(w, folders) != nil
				stale = lost
				if lost {
					timer.Reset(retry)
				}
				if lost && told {
					continue
				}
				select {
				case out <- name:
				case <-ctx.Done():
					return
				}
				name = ""
				if lost {
					changed(filepath.Dir(folders[0]))
				}
			}
		}
	}()
	return out, nil
}

// watchAll watches the folders that are there, and what they lie in, so that one that comes is noticed. Watches that were
// there before are made anew: those of a folder that was moved or removed lead nowhere.
func watchAll(w *fsnotify.Watcher, folders []string) error {
	for _, p := range w.WatchList() {
		w.Remove(p) // it may be gone
	}
	for _, f := range folders {
		if err := w.Add(filepath.Dir(f)); err != nil {
			return fmt.Errorf("watch %s: %w", filepath.Dir(f), err)
		}
	}
	for _, f := range folders {
		if err := addTree(w, f); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("watch %s: %w", f, err)
		}
	}
	return nil
}

// concerns reports whether a path is one of the folders or below it, or what they lie in, if that is gone.
func concerns(file string, folders []string, gone bool) bool {
	for _, f := range folders {
		f = filepath.Clean(f)
		if file == f || strings.HasPrefix(file, f+string(filepath.Separator)) || gone && file == filepath.Dir(f) {
			return true
		}
	}
	return false
}

// addTree watches a folder, which may be a link to one, and those below it.
func addTree(w *fsnotify.Watcher, folder string) error {
	info, err := os.Stat(folder)
	if err != nil || !info.IsDir() {
		return err
	}
	folder += string(filepath.Separator) // so that a link is followed, and what lies below keeps its name
	return filepath.WalkDir(folder, func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return nil // it may be gone again
		}
		if p != folder && strings.HasPrefix(d.Name(), ".") {
			return fs.SkipDir
		}
		return w.Add(p)
	})
}

// ignored reports events that change no content: modes, and the files editors keep beside the one they save.
func ignored(e fsnotify.Event) bool {
	name := filepath.Base(e.Name)
	return e.Op == fsnotify.Chmod || strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || strings.HasPrefix(name, "#") || name == "4913"
}
