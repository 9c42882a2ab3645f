package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// leftovers returns the folders that builds made beside the output, the site that has just been replaced among them. They
// bear our mark, or are empty.
func leftovers(root *os.Root, name string) []string {
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return nil // the folder may be written to, but not listed
	}
	var found []string
	for _, e := range entries {
		kind, ok := strings.CutPrefix(e.Name(), "."+name+".")
		kind, _, _ = strings.Cut(kind, "-")
		if !ok || !e.IsDir() || kind != "new" && kind != "old" {
			continue
		}
		if _, err := written(root, e.Name()); err == nil {
			found = append(found, e.Name())
		}
	}
	return found
}

// clear removes a leftover. What remit did not write in it, the build that was killed before it could move that over, goes
// where it belongs. The marker goes last, so that the next build knows what this one cannot remove.
func clear(root *os.Root, left, name string) error {
	ours, err := written(root, left)
	if err != nil {
		return err
	}
	others, err := beside(root, left, ours)
	if err != nil {
		return err
	}
	if err := move(root, left, name, others); err != nil {
		return err
	}
	files := slices.Collect(maps.Keys(ours))
	all := append(files, slices.Collect(maps.Keys(above(files)))...)
	slices.Sort(all)
	for _, p := range slices.Backward(all) { // what lies in a folder stands behind it
		if p == marker || p == "." {
			continue
		}
		if err := root.Remove(filepath.Join(left, filepath.FromSlash(p))); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := root.Remove(filepath.Join(left, marker)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return root.Remove(left)
}

// recoverOld puts back a site that an interrupted build had moved aside.
func recoverOld(root *os.Root, name string) error {
	if _, err := root.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, left := range leftovers(root, name) {
		if _, err := root.Lstat(filepath.Join(left, marker)); err != nil || !strings.HasPrefix(left, "."+name+".old") {
			continue
		}
		if err := root.Rename(left, name); err != nil {
			return fmt.Errorf("put back the site of an interrupted build: %w", err)
		}
		return nil
	}
	return nil
}
