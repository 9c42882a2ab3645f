package serve

import (
	"context"
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

// watch sends the name of a changed file, once for each burst of changes below the folders, until ctx ends.
func watch(ctx context.Context, folders []string) (<-chan string, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watch for changes: %w", err)
	}
	for _, f := range folders {
		if err := addTree(w, f); err != nil {
			w.Close()
			return nil, fmt.Errorf("watch %s: %w", f, err)
		}
	}
	out := make(chan string)
	go func() {
		defer w.Close()
		var name string
		var first time.Time
		timer := time.NewTimer(time.Hour)
		timer.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case e := <-w.Events:
				if ignored(e) {
					continue
				}
				if e.Has(fsnotify.Create) {
					addTree(w, e.Name) // a new folder; a file is refused, and needs no watch of its own
				}
				if name == "" {
					name, first = e.Name, time.Now()
				}
				timer.Reset(min(quiet, max(0, patience-time.Since(first))))
			case <-w.Errors: // an overflow: something changed, and we do not know what
				if name == "" {
					name, first = "many files", time.Now()
				}
				timer.Reset(quiet)
			case <-timer.C:
				select {
				case out <- name:
				case <-ctx.Done():
					return
				}
				name = ""
			}
		}
	}()
	return out, nil
}

// addTree watches a folder and those below it.
func addTree(w *fsnotify.Watcher, folder string) error {
	info, err := os.Stat(folder)
	if err != nil || !info.IsDir() {
		return err
	}
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
