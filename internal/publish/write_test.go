package publish

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// tree returns what lies below a folder: path → text, or "→ target" for a link. A folder that is empty ends with a slash.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || p == dir {
			return err
		}
		name, err := filepath.Rel(dir, p)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		switch {
		case d.Type()&fs.ModeSymlink != 0:
			target, err := os.Readlink(p)
			found[name] = "→ " + target
			return err
		case d.IsDir():
			entries, err := os.ReadDir(p)
			if len(entries) == 0 {
				found[name+"/"] = ""
			}
			return err
		}
		data, err := os.ReadFile(p)
		found[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func sameTree(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	got := tree(t, dir)
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if text, ok := want[name]; !ok {
			t.Errorf("%s is there and should not be", name)
		} else if text != got[name] {
			t.Errorf("%s is %q, want %q", name, got[name], text)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if _, ok := got[name]; !ok {
			t.Errorf("%s is missing", name)
		}
	}
}

// put writes files below a folder; a name that ends with a slash is a folder.
func put(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		var err error
		if strings.HasSuffix(name, "/") {
			err = os.MkdirAll(p, 0o755)
		} else {
			err = os.WriteFile(p, []byte(text), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func made(names ...string) map[string][]byte {
	files := map[string][]byte{}
	for _, name := range names {
		files[name] = []byte("new " + name)
	}
	return files
}

// the old site that most tests start from.
var old = map[string]string{"public/" + marker: markerText, "public/index.html": "old index.html", "public/gone/index.html": "old gone"}

func TestWriteMakesExactlyTheFiles(t *testing.T) {
	for name, before := range map[string]map[string]string{
		"nothing there":                     {},
		"an empty folder":                   {"public/": ""},
		"an old site":                       old,
		"an old site somebody added to":     {"public/" + marker: markerText, "public/mine.txt": "mine"},
		"a site, its build was interrupted": with(old, map[string]string{".public.new/" + marker: markerText, ".public.new/half": "half"}),
		"an empty left-over folder":         with(old, map[string]string{".public.new/": ""}),
		"both sites of an interrupted swap": {".public.new/" + marker: markerText, ".public.new/index.html": "half", ".public.old/" + marker: markerText, ".public.old/index.html": "old"},
		"the site and the one before it":    with(old, map[string]string{".public.old/" + marker: markerText, ".public.old/index.html": "older"}),
		"no marker, since it is empty, old": {".public.old/": ""},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, before)
			put(t, dir, map[string]string{"content/x.md": "x"})
			if err := Write(filepath.Join(dir, "public"), made("index.html", "roles/a/index.html", "empty")); err != nil {
				t.Fatal(err)
			}
			sameTree(t, dir, map[string]string{
				"content/x.md": "x", "public/" + marker: markerText,
				"public/index.html": "new index.html", "public/roles/a/index.html": "new roles/a/index.html", "public/empty": "new empty",
			})
		})
	}
}

// with returns both maps as one.
func with(a, b map[string]string) map[string]string {
	both := maps.Clone(a)
	maps.Copy(both, b)
	return both
}

func TestWriteMakesTheFoldersAboveTheOutput(t *testing.T) {
	dir := t.TempDir()
	if err := Write(filepath.Join(dir, "a", "b", "public"), made("index.html")); err != nil {
		t.Fatal(err)
	}
	sameTree(t, dir, map[string]string{"a/b/public/" + marker: markerText, "a/b/public/index.html": "new index.html"})
}

func TestWriteTakesARelativePathWithASlash(t *testing.T) {
	t.Chdir(t.TempDir())
	for range 2 {
		if err := Write("out/./public/", made("index.html")); err != nil {
			t.Fatal(err)
		}
	}
	sameTree(t, ".", map[string]string{"out/public/" + marker: markerText, "out/public/index.html": "new index.html"})
}

func TestWriteRefusesWhatIsNotOurs(t *testing.T) {
	for name, test := range map[string]struct {
		before map[string]string
		says   string
		notOur bool
	}{
		"a folder with files":            {map[string]string{"public/thesis.doc": "mine"}, "thesis.doc", true},
		"a folder with a folder":         {map[string]string{"public/holiday/": ""}, "holiday", true},
		"a file":                         {map[string]string{"public": "mine"}, "is a file", false},
		"a new folder that is not ours":  {with(old, map[string]string{".public.new/mine": "mine"}), ".public.new", true},
		"an old folder that is not ours": {with(old, map[string]string{".public.old/mine": "mine"}), ".public.old", true},
		"an old one, and none in place":  {map[string]string{".public.old/mine": "mine"}, ".public.old", true},
		"a file where the new one goes":  {with(old, map[string]string{".public.new": "mine"}), "is a file", false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, test.before)
			before := tree(t, dir)
			err := Write(filepath.Join(dir, "public"), made("index.html"))
			if err == nil || !strings.Contains(err.Error(), test.says) || errors.Is(err, ErrNotOurs) != test.notOur {
				t.Errorf("got %v, want an error with %q", err, test.says)
			}
			sameTree(t, dir, before)
		})
	}
}

func TestWriteRefusesALink(t *testing.T) {
	for _, target := range []string{"elsewhere", "nowhere"} {
		for _, name := range []string{"public", ".public.new", ".public.old"} {
			dir := t.TempDir()
			put(t, dir, map[string]string{"elsewhere/" + marker: markerText, "elsewhere/index.html": "old"})
			if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
				t.Skip(err)
			}
			before := tree(t, dir)
			err := Write(filepath.Join(dir, "public"), made("index.html"))
			if err == nil || !strings.Contains(err.Error(), "is a link") {
				t.Errorf("%s → %s: got %v", name, target, err)
			}
			sameTree(t, dir, before)
		}
	}
}

func TestWriteFollowsALinkAboveTheOutput(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"real/": ""})
	if err := os.Symlink("real", filepath.Join(dir, "link")); err != nil {
		t.Skip(err)
	}
	for range 2 {
		if err := Write(filepath.Join(dir, "link", "public"), made("index.html")); err != nil {
			t.Fatal(err)
		}
	}
	sameTree(t, dir, map[string]string{"link": "→ real", "real/public/" + marker: markerText, "real/public/index.html": "new index.html"})
}

func TestWriteThatFailsLeavesTheOldSite(t *testing.T) {
	for name, files := range map[string]map[string][]byte{
		"a file that is also a folder":     made("a", "a/b", "index.html"),
		"a folder that is also a file":     made("b/c", "b/c/d", "index.html"),
		"a name that is too long":          made("index.html", strings.Repeat("x", 300)),
		"a name with a NUL":                made("index.html", "x\x00y"),
		"a path out of the folder":         made("index.html", "../x"),
		"a path out, further down":         made("index.html", "a/../../x"),
		"a path out, in a new folder":      made("index.html", "../content/x.md"),
		"an absolute path":                 made("index.html", "/tmp/remit-must-not-write-this"),
		"an empty name":                    made("index.html", ""),
		"the folder itself":                made("index.html", "."),
		"a path out, and first in the row": made("..", "index.html"),
	} {
		t.Run(name, func(t *testing.T) {
			for _, before := range []map[string]string{old, {"content/x.md": "x"}, {".public.old/" + marker: markerText}} {
				dir := t.TempDir()
				put(t, dir, before)
				want := tree(t, dir)
				if text, ok := want[".public.old/"+marker]; ok { // what an interrupted build moved aside is put back
					want = map[string]string{"public/" + marker: text}
				}
				if err := Write(filepath.Join(dir, "public"), files); err == nil {
					t.Error("no error")
				}
				sameTree(t, dir, want)
			}
		})
	}
	if _, err := os.Stat("/tmp/remit-must-not-write-this"); err == nil {
		t.Error("an absolute path was written")
	}
}

func TestWriteWithoutPermissionLeavesTheOldSite(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	dir := t.TempDir()
	put(t, dir, old)
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o755)
	err := Write(filepath.Join(dir, "public"), made("index.html"))
	if !errors.Is(err, fs.ErrPermission) {
		t.Errorf("got %v, want a lack of permission", err)
	}
	sameTree(t, dir, old)
}

// A reader who opens the folder while it is replaced sees the old site or the new one, never none or a mixture.
func TestWriteReplacesAtOneStroke(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	if err := Write(out, made("index.html")); err != nil {
		t.Fatal(err)
	}
	if probe := filepath.Join(dir, "probe"); os.Mkdir(probe, 0o755) != nil || exchange(out, probe) != nil || exchange(out, probe) != nil {
		t.Skip("this system cannot exchange two folders")
	}
	stop, seen := make(chan bool), make(chan error)
	go func() {
		for {
			select {
			case <-stop:
				seen <- nil
				return
			default:
				if _, err := os.Stat(filepath.Join(out, "index.html")); err != nil {
					seen <- err
					return
				}
			}
		}
	}()
	for range 50 {
		if err := Write(out, made("index.html", "more.html")); err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	if err := <-seen; err != nil {
		t.Errorf("the site was not there for a moment: %v", err)
	}
}

func TestInside(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, map[string]string{"kb/content/": "", "kb/layouts/": "", "kb/contents/": ""})
	link := os.Symlink("kb", filepath.Join(dir, "link"))
	t.Chdir(filepath.Join(dir, "kb"))
	for _, test := range []struct {
		out  string
		want string // the folder it clashes with
	}{
		{"public", ""},
		{"contents", ""},
		{"content-old", ""},
		{"../public", ""},
		{"content", "content"},
		{"content/", "content"},
		{"content/public", "content"},
		{"content/not/yet/there", "content"},
		{"layouts/x/../public", "layouts"},
		{"content/../public", ""},
		{".", "content"},
		{"..", "content"},
		{"/", "content"},
		{dir, "content"},
		{filepath.Join(dir, "kb", "layouts"), "layouts"},
		{"../link/content", "content"},
		{"../link/content/not/yet/there", "content"},
		{"../link", "content"},
		{"../link/public", ""},
		{"static", "static"}, // it need not be there
	} {
		if link != nil && strings.HasPrefix(test.out, "../link") {
			continue
		}
		got, inside := Inside(test.out, "content", "layouts", "static")
		if got != test.want || inside != (test.want != "") {
			t.Errorf("Inside(%q) = %q, %v; want %q", test.out, got, inside, test.want)
		}
	}
	if _, inside := Inside("public"); inside {
		t.Error("inside of nothing")
	}
}
