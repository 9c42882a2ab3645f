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

// marker is the file that says a folder is ours to replace.
const marker = ".remit-site"

const markerText = "This folder is written by remit build, and replaced as a whole each time. Nothing else should be kept here.\n"

// ErrNotOurs means that the output folder holds something that remit did not write.
var ErrNotOurs = errors.New("holds files that remit did not write")

// Write makes the folder out hold exactly the files, all or nothing: they are written to a new folder beside it, which
// then takes its place. Until that moment, and if anything fails, the old folder is as it was. A folder that is not
// empty and was not written by Write is refused with [ErrNotOurs].
func Write(out string, files map[string][]byte) error {
	out, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	parent, name := filepath.Split(filepath.Clean(out))
	fresh, old := filepath.Join(parent, "."+name+".new"), filepath.Join(parent, "."+name+".old")
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return fmt.Errorf("make the folder above the output: %w", err)
	}
	if err := recoverOld(out, old); err != nil {
		return err
	}
	if err := checkOurs(out); err != nil {
		return err
	}
	for _, left := range []string{fresh, old} { // by a build that was interrupted
		if err := removeOurs(left); err != nil {
			return err
		}
	}
	if err := fill(fresh, files); err != nil {
		return errors.Join(fmt.Errorf("write the site: %w", err), os.RemoveAll(fresh))
	}
	return swap(out, fresh, old)
}

// fill writes the files into a new folder.
func fill(dir string, files map[string][]byte) error {
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, marker), []byte(markerText), 0o644); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	made := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		p := filepath.FromSlash(name)
		if d := filepath.Dir(p); !made[d] {
			if err := root.MkdirAll(d, 0o755); err != nil {
				return err
			}
			made[d] = true
		}
		if err := root.WriteFile(p, files[name], 0o644); err != nil {
			return err
		}
	}
	return nil
}

// swap puts fresh in the place of out: at one stroke where the system can exchange two folders, else by two renames,
// between which [recoverOld] would find the old one.
func swap(out, fresh, old string) error {
	if _, err := os.Lstat(out); errors.Is(err, fs.ErrNotExist) {
		if err := os.Rename(fresh, out); err != nil {
			return errors.Join(fmt.Errorf("move the site into place: %w", err), os.RemoveAll(fresh))
		}
		return nil
	}
	if exchange(fresh, out) == nil {
		return os.RemoveAll(fresh)
	}
	if err := os.Rename(out, old); err != nil {
		return errors.Join(fmt.Errorf("move the old site aside: %w", err), os.RemoveAll(fresh))
	}
	if err := os.Rename(fresh, out); err != nil {
		return errors.Join(fmt.Errorf("move the site into place: %w", err), os.Rename(old, out), os.RemoveAll(fresh))
	}
	return os.RemoveAll(old)
}

// recoverOld puts back a site that an interrupted build had moved aside.
func recoverOld(out, old string) error {
	if _, err := os.Lstat(out); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if info, err := os.Lstat(old); err != nil || !info.IsDir() {
		return nil
	}
	if _, err := os.Lstat(filepath.Join(old, marker)); err != nil {
		return nil
	}
	if err := os.Rename(old, out); err != nil {
		return fmt.Errorf("put back the site of an interrupted build: %w", err)
	}
	return nil
}

// checkOurs refuses a folder that holds something remit did not write.
func checkOurs(dir string) error {
	info, err := os.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink != 0:
		return fmt.Errorf("%s is a link; name the folder it leads to", dir)
	case !info.IsDir():
		return fmt.Errorf("%s is a file, not a folder", dir)
	}
	if _, err := os.Lstat(filepath.Join(dir, marker)); err == nil {
		return nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	if len(entries) > 0 {
		return fmt.Errorf("%s %w (for example %s)", dir, ErrNotOurs, entries[0].Name())
	}
	return nil
}

// removeOurs removes a folder that an interrupted build left, and nothing else.
func removeOurs(dir string) error {
	if err := checkOurs(dir); err != nil {
		return fmt.Errorf("left-over folder: %w", err)
	}
	return os.RemoveAll(dir)
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
