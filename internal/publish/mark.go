package publish

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
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
