package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"remit/internal/nobody"
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

// marked is the text of a marker that lists the files.
func marked(names ...string) string {
	return `{
 "about": "Written by remit build, which replaces these files each time and keeps whatever else lies here.",
 "files": [
  "` + strings.Join(names, "\",\n  \"") + `"
 ]
}
`
}

// the old site that most tests start from.
var old = map[string]string{"public/" + marker: marked("gone/index.html", "index.html"), "public/index.html": "old index.html", "public/gone/index.html": "old gone"}

// the site that is made from index.html alone.
var fresh = map[string]string{"public/" + marker: marked("index.html"), "public/index.html": "new index.html"}

// write writes without a warning.
func write(t *testing.T, out string, files map[string][]byte) {
	t.Helper()
	if warnings, err := Write(t.Context(), out, files); err != nil || len(warnings) > 0 {
		t.Fatalf("Write returned %q, %v", warnings, err)
	}
}

func TestWriteMakesExactlyTheFiles(t *testing.T) {
	for name, before := range map[string]map[string]string{
		"nothing there":                      {},
		"an empty folder":                    {"public/": ""},
		"an old site":                        old,
		"an old site that lists nothing":     {"public/" + marker: unlistedMark, "public/gone.html": "old", "public/a/b": "old", "public/index.html": "old"},
		"a site that somebody changed":       with(old, map[string]string{"public/index.html": "mine"}),
		"a file, now a folder":               {"public/" + marker: marked("roles"), "public/roles": "old"},
		"a folder, now a file":               {"public/" + marker: marked("empty/x"), "public/empty/x": "old"},
		"a site, its build was interrupted":  with(old, map[string]string{".public.new-7/" + marker: marked("half", "other"), ".public.new-7/half": "half"}),
		"several interrupted builds":         with(old, map[string]string{".public.new-7/" + marker: marked("half"), ".public.new-8/" + marker: marked("half"), ".public.old-8/": ""}),
		"one killed before it could mark":    with(old, map[string]string{".public.new-7/": ""}),
		"one that knew no lists":             with(old, map[string]string{".public.new/" + marker: unlistedMark, ".public.new/half/x": "half"}),
		"both sites of an interrupted swap":  {".public.new-7/" + marker: marked("index.html"), ".public.new-7/index.html": "half", ".public.old-7/" + marker: marked("index.html"), ".public.old-7/index.html": "old"},
		"the site and the one before it":     with(old, map[string]string{".public.old-7/" + marker: marked("index.html"), ".public.old-7/index.html": "older"}),
		"no marker, since it is empty, old":  {".public.old-7/": ""},
		"the lock of a build that is killed": with(old, map[string]string{".public.lock": ""}),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, before)
			put(t, dir, map[string]string{"content/x.md": "x"})
			write(t, filepath.Join(dir, "public"), made("index.html", "roles/a/index.html", "empty"))
			sameTree(t, dir, map[string]string{
				"content/x.md": "x", "public/" + marker: marked("empty", "index.html", "roles/a/index.html"),
				"public/index.html": "new index.html", "public/roles/a/index.html": "new roles/a/index.html", "public/empty": "new empty",
			})
		})
	}
}

// What remit did not write stays: in the site, and beside it.
func TestWriteKeepsWhatIsNotOurs(t *testing.T) {
	for name, mine := range map[string]map[string]string{
		"a file":                             {"public/mine.txt": "mine"},
		"files with a dot, a folder of them": {"public/.git/HEAD": "ref", "public/.git/refs/": "", "public/.nojekyll": "", "public/CNAME": "remit.example"},
		"an empty folder":                    {"public/holiday/": ""},
		"a file in a folder of ours":         {"public/gone/mine.txt": "mine"},
		"a folder in a folder of ours":       {"public/gone/mine/x": "mine", "public/gone/mine/y/z": "mine"},
		"a folder that looks left over":      {".public.new-7/mine": "mine", ".public.old/mine": "mine", ".public.older/" + marker: marked()},
		"a file that looks left over":        {".public.new": "mine"},
		"a folder of another output":         {".public2.new-7/" + marker: marked("x"), ".public2.new-7/x": "x"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, old)
			put(t, dir, mine)
			for range 2 {
				write(t, filepath.Join(dir, "public"), made("index.html"))
				sameTree(t, dir, with(fresh, mine))
			}
		})
	}
}

// A build that was killed between its swap and its end left what is not ours in the old site.
func TestWriteBringsBackWhatAKilledBuildDidNotMove(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, old)
	put(t, dir, map[string]string{
		".public.new-7/" + marker: marked("index.html"), ".public.new-7/index.html": "older", ".public.new-7/CNAME": "remit.example", ".public.new-7/a/b": "mine",
	})
	write(t, filepath.Join(dir, "public"), made("index.html"))
	sameTree(t, dir, with(fresh, map[string]string{"public/CNAME": "remit.example", "public/a/b": "mine"}))
}

// What has no place in the new site is not thrown away, and not passed over.
func TestWriteLeavesWhatItCannotBringBack(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, old)
	left := map[string]string{".public.new-7/" + marker: marked("x.html"), ".public.new-7/index.html": "mine", ".public.new-7/x.html": "older"}
	put(t, dir, left)
	for range 2 {
		warnings, err := Write(t.Context(), filepath.Join(dir, "public"), made("index.html"))
		if err != nil || len(warnings) != 1 || !strings.Contains(warnings[0], ".public.new-7") || !strings.Contains(warnings[0], "index.html is there already") {
			t.Errorf("Write returned %q, %v", warnings, err)
		}
		sameTree(t, dir, with(fresh, left))
	}
}

// A mark that somebody made up leads to nothing outside its folder.
func TestWriteRemovesNothingOutsideALeftover(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"content/x.md": "x", ".public.new-7/" + marker: marked("../content/x.md", "/content/x.md", "a/../../content/x.md", "..", ".", "")})
	write(t, filepath.Join(dir, "public"), made("index.html"))
	sameTree(t, dir, with(fresh, map[string]string{"content/x.md": "x"}))
}

// with returns both maps as one.
func with(a, b map[string]string) map[string]string {
	both := maps.Clone(a)
	maps.Copy(both, b)
	return both
}

func TestWriteMakesTheFoldersAboveTheOutput(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a", "b", "public"), made("index.html"))
	sameTree(t, dir, map[string]string{"a/b/public/" + marker: marked("index.html"), "a/b/public/index.html": "new index.html"})
}

func TestWriteTakesARelativePathWithASlash(t *testing.T) {
	t.Chdir(t.TempDir())
	for range 2 {
		write(t, "out/./public/", made("index.html"))
	}
	sameTree(t, ".", map[string]string{"out/public/" + marker: marked("index.html"), "out/public/index.html": "new index.html"})
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
		"an old one that is not ours":    {map[string]string{"public/mine": "mine", ".public.old/mine": "mine"}, "for example mine", true},
		"a file where a new one goes":    {with(old, map[string]string{"public/a.html": "mine"}), "would replace: a.html; move", true},
		"a file where a folder goes":     {with(old, map[string]string{"public/b": "mine"}), "would replace: b; move", true},
		"a folder where a file goes":     {with(old, map[string]string{"public/a.html/": ""}), "would replace: a.html; move", true},
		"a folder where a folder goes":   {with(old, map[string]string{"public/b/mine": "mine"}), "would replace: b; move", true},
		"a file below where a file goes": {map[string]string{"public/" + marker: marked("a.html/old"), "public/a.html/old": "old", "public/a.html/mine": "mine"}, "would replace: a.html/mine; move", true},
		"many":                           {map[string]string{"public/" + marker: "{}", "public/a.html": "1", "public/b/c": "2", "public/c1": "3", "public/c2": "4", "public/c3": "5", "public/c4": "6", "public/c5": "7"}, "would replace: a.html, b, c1, c2, c3, and 2 more; move", true},
		"a marker that lists nothing":    {map[string]string{"public/" + marker: "", "public/a.html": "mine"}, "would replace: a.html; move", true},
		"a folder where the lock goes":   {with(old, map[string]string{".public.lock/": ""}), ".public.lock is in the way", false},
		"somebody's file for the lock":   {with(old, map[string]string{".public.lock": "mine"}), ".public.lock is in the way", false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, test.before)
			before := tree(t, dir)
			_, err := Write(t.Context(), filepath.Join(dir, "public"), made("a.html", "b/c", "c1", "c2", "c3", "c4", "c5"))
			if err == nil || !strings.Contains(err.Error(), test.says) || errors.Is(err, ErrNotOurs) != test.notOur {
				t.Errorf("got %v, want an error with %q", err, test.says)
			}
			sameTree(t, dir, before)
		})
	}
}

func TestWriteRefusesALink(t *testing.T) {
	for _, target := range []string{"elsewhere", "nowhere"} {
		for name, says := range map[string]string{"public": "is a link", ".public.lock": "is in the way"} {
			dir := t.TempDir()
			put(t, dir, map[string]string{"elsewhere/" + marker: marked("index.html"), "elsewhere/index.html": "old"})
			if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
				t.Skip("this system makes no links: ", err)
			}
			before := tree(t, dir)
			_, err := Write(t.Context(), filepath.Join(dir, "public"), made("index.html"))
			if err == nil || !strings.Contains(err.Error(), says) {
				t.Errorf("%s → %s: got %v", name, target, err)
			}
			sameTree(t, dir, before)
		}
	}
}

// A link is nothing remit makes: one in the site is kept, one that looks left over stays; neither is followed.
func TestWriteKeepsLinks(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, old)
	put(t, dir, map[string]string{"elsewhere/" + marker: marked("index.html"), "elsewhere/index.html": "old"})
	for name, target := range map[string]string{"public/current": "../elsewhere", "public/away": "nowhere", ".public.new-7": "elsewhere"} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Skip("this system makes no links: ", err)
		}
	}
	want := tree(t, dir)
	delete(want, "public/gone/index.html")
	write(t, filepath.Join(dir, "public"), made("index.html"))
	sameTree(t, dir, with(want, fresh))
}

func TestWriteFollowsALinkAboveTheOutput(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"real/": ""})
	if err := os.Symlink("real", filepath.Join(dir, "link")); err != nil {
		t.Skip("this system makes no links: ", err)
	}
	for range 2 {
		write(t, filepath.Join(dir, "link", "public"), made("index.html"))
	}
	sameTree(t, dir, map[string]string{"link": "→ real", "real/public/" + marker: marked("index.html"), "real/public/index.html": "new index.html"})
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
			for _, before := range []map[string]string{old, {"content/x.md": "x"}, {".public.old/" + marker: marked("x")}} {
				dir := t.TempDir()
				put(t, dir, before)
				want := tree(t, dir)
				if text, ok := want[".public.old/"+marker]; ok { // what an interrupted build moved aside is put back
					want = map[string]string{"public/" + marker: text}
				}
				if _, err := Write(t.Context(), filepath.Join(dir, "public"), files); err == nil {
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

// asRoot reports whether root runs a test that is about a lack of permission; then nobody has run it.
func asRoot(t *testing.T) bool {
	t.Helper()
	if os.Geteuid() != 0 {
		return false
	}
	nobody.Again(t, "^"+t.Name()+"$")
	return true
}

func TestWriteWithoutPermissionLeavesTheOldSite(t *testing.T) {
	if asRoot(t) {
		return
	}
	dir := t.TempDir()
	put(t, dir, old)
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o755)
	_, err := Write(t.Context(), filepath.Join(dir, "public"), made("index.html"))
	if !errors.Is(err, fs.ErrPermission) {
		t.Errorf("got %v, want a lack of permission", err)
	}
	sameTree(t, dir, old)
}

// A reader who opens the folder while it is replaced sees the old site or the new one, never none or a mixture.
func TestWriteReplacesAtOneStroke(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	write(t, out, made("index.html"))
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
		write(t, out, made("index.html", "more.html"))
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

// Several builds of one folder, each with a site of its own: whoever is last, the site is whole, and none fails.
func TestWritersOfOneFolderTakeTurns(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	put(t, dir, map[string]string{"public/" + marker: marked(), "public/CNAME": "mine"})
	const writers = 8
	sites := make([]map[string][]byte, writers)
	for i := range sites {
		names := []string{"index.html"}
		for j := range 40 {
			names = append(names, fmt.Sprintf("pages/%d/%d.html", i, j))
		}
		sites[i] = made(names...)
	}
	errs := make(chan error)
	for _, files := range sites {
		go func() {
			for range 5 {
				warnings, err := Write(t.Context(), out, files)
				if len(warnings) > 0 {
					err = fmt.Errorf("warnings %q, %w", warnings, err)
				}
				errs <- err
			}
		}()
	}
	for range 5 * writers {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	got := tree(t, dir)
	for i := range sites {
		if got[fmt.Sprintf("public/pages/%d/0.html", i)] == "" {
			continue
		}
		want := map[string]string{"public/CNAME": "mine", "public/" + marker: marked(slices.Sorted(maps.Keys(sites[i]))...)}
		for name, data := range sites[i] {
			want["public/"+name] = string(data)
		}
		sameTree(t, dir, want)
	}
}

func TestWriteWaitsForAnotherBuildAndNotForEver(t *testing.T) {
	path := filepath.Join(t.TempDir(), ".public.lock")
	alone, unlock, err := lock(t.Context(), path, 0)
	if err != nil {
		t.Fatal(err)
	}
	if !alone {
		t.Skip("this system has no locks")
	}
	if _, _, err := lock(t.Context(), path, 0); !errors.Is(err, ErrBusy) {
		t.Errorf("a second lock: got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := lock(ctx, path, patience); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted while it waits: got %v", err)
	}
	unlock()
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the lock file is left: %v", err)
	}
	alone, unlock, err = lock(t.Context(), path, 0)
	if err != nil || !alone {
		t.Fatalf("a lock that was let go: %v, %v", alone, err)
	}
	unlock()
}

func TestWriteThatCannotRemoveTheOldSiteWarns(t *testing.T) {
	if asRoot(t) {
		return
	}
	dir := t.TempDir()
	put(t, dir, old)
	if err := os.Chmod(filepath.Join(dir, "public", "gone"), 0o555); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		warnings, err := Write(t.Context(), filepath.Join(dir, "public"), made("index.html"))
		if err != nil || len(warnings) != 1 || !strings.HasPrefix(warnings[0], "the new site is in place, but ") || !strings.Contains(warnings[0], "permission denied") {
			t.Errorf("Write returned %q, %v", warnings, err)
		}
		sameTree(t, filepath.Join(dir, "public"), map[string]string{marker: marked("index.html"), "index.html": "new index.html"})
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Fatalf("beside the site: %v, %v", entries, err)
	}
	if err := os.Chmod(filepath.Join(dir, entries[0].Name(), "gone"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "public"), made("index.html"))
	sameTree(t, dir, fresh)
}

func TestWriteThatCannotKeepAFileLeavesTheOldSite(t *testing.T) {
	if asRoot(t) {
		return
	}
	dir := t.TempDir()
	put(t, dir, old)
	put(t, dir, map[string]string{"public/CNAME": "mine", "public/gone/mine": "mine"})
	if err := os.Chmod(filepath.Join(dir, "public", "gone"), 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(filepath.Join(dir, "public", "gone"), 0o755)
	before := tree(t, dir)
	if _, err := Write(t.Context(), filepath.Join(dir, "public"), made("index.html")); err == nil || !strings.Contains(err.Error(), "the old site stays, since what remit did not write in ") {
		t.Errorf("got %v", err)
	}
	sameTree(t, dir, before)
}
