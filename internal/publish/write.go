package publish

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// marker is the file that says a folder is ours, and which files in it are.
const marker = ".remit-site"

// mark is what the marker holds.
type mark struct {
	About string   `json:"about"`
	Files []string `json:"files"` // paths with slashes, sorted
}

const aboutMark = "Written by remit build, which replaces these files each time and keeps whatever else lies here."

// unlistedMark is a marker of the time before it listed files: then all of the folder is ours.
const unlistedMark = "This folder is written by remit build, and replaced as a whole each time. Nothing else should be kept here.\n"

// ErrNotOurs means that the output folder holds something that remit did not write and Write would have to replace.
var ErrNotOurs = errors.New("holds files that remit did not write")

// Write makes the folder out hold the files, all or nothing: they are written to a new folder beside it, which then takes
// its place. Until that moment, and if anything fails, the old folder is as it was. Files of the site before that are no
// longer made disappear; what somebody else put into the folder stays, and Write refuses with [ErrNotOurs] what it could
// not keep, as it does a folder that is not empty and was never written by Write.
//
// Of several writers of one folder, in any process, one writes and the others wait, up to [patience]; then the error is
// [ErrBusy]. What a killed build left beside out is cleared away. The warnings are sentences about what could not be
// cleared; the site is in place all the same.
func Write(ctx context.Context, out string, files map[string][]byte) (warnings []string, err error) {
	out, err = filepath.Abs(out)
	if err != nil {
		return nil, err
	}
	parent, name := filepath.Split(out)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return nil, fmt.Errorf("make the folder above the output: %w", err)
	}
	alone, unlock, err := lock(ctx, filepath.Join(parent, "."+name+".lock"), patience)
	if errors.Is(err, ErrBusy) {
		return nil, fmt.Errorf("%w to %s; run this one again when it is done", err, out)
	}
	if err != nil {
		return nil, fmt.Errorf("write the site: %w", err)
	}
	defer unlock()
	root, err := os.OpenRoot(parent)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	if err := recoverOld(root, name); err != nil {
		return nil, err
	}
	others, err := notOurs(root, name, files)
	if err != nil {
		return nil, err
	}
	fresh, old, err := fill(parent, name, files)
	if err != nil {
		return nil, fmt.Errorf("write the site: %w", err)
	}
	aside, err := swap(out, fresh, old)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(fresh))
	}
	if err := move(root, filepath.Base(aside), name, others); err != nil {
		err = fmt.Errorf("the old site stays, since what remit did not write in %s cannot be moved to the new one: %w", out, err)
		if undo := swapBack(out, fresh, aside); undo != nil {
			return nil, errors.Join(err, undo)
		}
		return nil, errors.Join(err, clear(root, filepath.Base(fresh), name))
	}
	for _, left := range leftovers(root, name) {
		if info, err := root.Lstat(left); !alone && left != filepath.Base(aside) && (err != nil || time.Since(info.ModTime()) < time.Hour) {
			continue // perhaps of a build that runs now
		}
		if err := clear(root, left, name); err != nil {
			warnings = append(warnings, fmt.Sprintf("the new site is in place, but %s, left of an earlier one, cannot be removed: %v", filepath.Join(parent, left), err))
		}
	}
	return warnings, nil
}

// notOurs returns what lies in the folder and remit did not write: the topmost paths. It refuses a folder that is not
// ours, and one in which the files would replace what is not.
func notOurs(root *os.Root, name string, files map[string][]byte) ([]string, error) {
	out := filepath.Join(root.Name(), name)
	info, err := root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, fmt.Errorf("%s is a link; name the folder it leads to", out)
	case !info.IsDir():
		return nil, fmt.Errorf("%s is a file, not a folder", out)
	}
	ours, err := written(root, name)
	if err != nil {
		return nil, err
	}
	others, err := beside(root, name, ours)
	if err != nil {
		return nil, err
	}
	folders := above(slices.Collect(maps.Keys(files)))
	clash := slices.DeleteFunc(slices.Clone(others), func(other string) bool {
		for p := other; p != "."; p = path.Dir(p) {
			if _, isFile := files[p]; isFile {
				return false
			}
		}
		return !folders[other]
	})
	if n := len(clash); n > 5 {
		clash = append(clash[:5], fmt.Sprintf("and %d more", n-5))
	}
	if len(clash) > 0 {
		return nil, fmt.Errorf("%s %w and the new site would replace: %s; move them away", out, ErrNotOurs, strings.Join(clash, ", "))
	}
	return others, nil
}

// written returns the files of a folder that remit wrote. A folder that is not empty and bears no mark is [ErrNotOurs].
func written(root *os.Root, dir string) (map[string]bool, error) {
	ours := map[string]bool{}
	data, err := root.ReadFile(filepath.Join(dir, marker))
	if errors.Is(err, fs.ErrNotExist) {
		entries, err := fs.ReadDir(root.FS(), dir)
		if err == nil && len(entries) > 0 {
			err = fmt.Errorf("%s %w (for example %s)", filepath.Join(root.Name(), dir), ErrNotOurs, entries[0].Name())
		}
		return ours, err
	}
	if err != nil {
		return nil, err
	}
	if string(data) == unlistedMark {
		return ours, fs.WalkDir(root.FS(), dir, func(p string, d fs.DirEntry, err error) error {
			ours[strings.TrimPrefix(p, dir+"/")] = true
			return err
		})
	}
	var m mark
	if err := json.Unmarshal(data, &m); err != nil { // nothing here is known to be ours
		return ours, nil
	}
	for _, name := range m.Files {
		if fs.ValidPath(name) && name != "." {
			ours[name] = true
		}
	}
	return ours, nil
}

// above returns the folders that the files lie in, however deep.
func above(files []string) map[string]bool {
	folders := map[string]bool{".": true}
	for _, name := range files {
		for d := path.Dir(name); !folders[d]; d = path.Dir(d) {
			folders[d] = true
		}
	}
	return folders
}

// beside returns the topmost paths in a folder that are neither our files nor folders of them, in order.
func beside(root *os.Root, dir string, ours map[string]bool) ([]string, error) {
	var others []string
	folders := above(slices.Collect(maps.Keys(ours)))
	err := fs.WalkDir(root.FS(), dir, func(p string, d fs.DirEntry, err error) error {
		name := strings.TrimPrefix(p, dir+"/")
		switch {
		case err != nil || p == dir || d.IsDir() && folders[name] || d.Type().IsRegular() && (ours[name] || name == marker):
			return err
		}
		others = append(others, name)
		if d.IsDir() {
			return fs.SkipDir
		}
		return nil
	})
	return others, err
}

// fill writes the files into a new folder beside the output. No other build knows its name, nor that of the folder that
// the old site may be moved to.
func fill(parent, name string, files map[string][]byte) (fresh, old string, err error) {
	for tries := 0; ; tries++ {
		n := rand.Uint32()
		fresh, old = filepath.Join(parent, fmt.Sprintf(".%s.new-%d", name, n)), filepath.Join(parent, fmt.Sprintf(".%s.old-%d", name, n))
		if err = os.Mkdir(fresh, 0o755); err == nil {
			break
		}
		if !errors.Is(err, fs.ErrExist) || tries == 100 {
			return "", "", err
		}
	}
	if err := fillFolder(fresh, files); err != nil {
		return "", "", errors.Join(err, os.RemoveAll(fresh))
	}
	return fresh, old, nil
}

func fillFolder(dir string, files map[string][]byte) error {
	names := slices.Sorted(maps.Keys(files))
	data, err := json.MarshalIndent(mark{aboutMark, names}, "", " ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, marker), append(data, '\n'), 0o644); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	made := map[string]bool{}
	for _, name := range names {
		if d := filepath.Dir(filepath.FromSlash(name)); !made[d] {
			if err := root.MkdirAll(d, 0o755); err != nil {
				return err
			}
			made[d] = true
		}
	}
	var (
		wg   sync.WaitGroup
		errs = make([]error, len(names))
		next atomic.Int64
	)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(names)); i = next.Add(1) - 1 {
				errs[i] = root.WriteFile(filepath.FromSlash(names[i]), files[names[i]], 0o644)
			}
		})
	}
	wg.Wait()
	return cmp.Or(errs...)
}

// swap puts fresh in the place of out and returns where the old site is now, or fresh where there was none: at one stroke
// where the system can exchange two folders, else by two renames, between which [recoverOld] would find the old one.
func swap(out, fresh, old string) (aside string, err error) {
	if _, err := os.Lstat(out); errors.Is(err, fs.ErrNotExist) {
		if err := os.Rename(fresh, out); err != nil {
			return "", fmt.Errorf("move the site into place: %w", err)
		}
		return fresh, nil
	}
	if exchange(fresh, out) == nil {
		return fresh, nil
	}
	if err := os.Rename(out, old); err != nil {
		return "", fmt.Errorf("move the old site aside: %w", err)
	}
	if err := os.Rename(fresh, out); err != nil {
		return "", errors.Join(fmt.Errorf("move the site into place: %w", err), os.Rename(old, out))
	}
	return old, nil
}

// swapBack undoes what [swap] did where there was an old site.
func swapBack(out, fresh, aside string) error {
	if aside == fresh {
		return exchange(fresh, out)
	}
	return errors.Join(os.Rename(out, fresh), os.Rename(aside, out))
}

// move moves what the names stand for from one folder to another, all or nothing; nothing is replaced.
func move(root *os.Root, from, to string, names []string) error {
	for i, name := range names {
		name = filepath.FromSlash(name)
		target := filepath.Join(to, name)
		err := root.MkdirAll(filepath.Dir(target), 0o755)
		if err == nil {
			if _, err = root.Lstat(target); err == nil {
				err = fmt.Errorf("%s is there already", filepath.Join(root.Name(), target))
			} else if errors.Is(err, fs.ErrNotExist) {
				err = root.Rename(filepath.Join(from, name), target)
			}
		}
		if err != nil {
			for _, back := range slices.Backward(names[:i]) {
				err = errors.Join(err, root.Rename(filepath.Join(to, back), filepath.Join(from, back)))
			}
			for _, made := range slices.Backward(slices.Sorted(maps.Keys(above(names[:i+1])))) {
				root.Remove(filepath.Join(to, made)) // succeeds where it is empty
			}
			return err
		}
	}
	return nil
}

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

// Inside reports whether the folder out is, or lies in, or holds one of the folders a site is made from.
func Inside(out string, folders ...string) (string, bool) {
	const slash = string(filepath.Separator)
	abs := func(p string) string {
		p, err := filepath.Abs(p)
		if err != nil {
			return ""
		}
		return strings.TrimSuffix(resolve(p), slash) + slash
	}
	o := abs(out)
	for _, f := range folders {
		if a := abs(f); strings.HasPrefix(o, a) || strings.HasPrefix(a, o) {
			return f, true
		}
	}
	return "", false
}

// resolve follows the links of a path, as far as the path exists.
func resolve(p string) string {
	if real, err := filepath.EvalSymlinks(p); err == nil {
		return real
	}
	if dir := filepath.Dir(p); dir != p {
		return filepath.Join(resolve(dir), filepath.Base(p))
	}
	return p
}
