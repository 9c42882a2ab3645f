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
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

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
