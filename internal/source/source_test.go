package source

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"remit/internal/diag"
)

// read reads files held in memory and returns what is wrong with them as a person would see it.
func read(t *testing.T, fsys fs.FS) (*Tree, string) {
	t.Helper()
	tree, problems, err := Read(fsys, "content")
	if err != nil {
		t.Fatal(err)
	}
	return tree, shown(problems)
}

func shown(problems *diag.List) string {
	var b strings.Builder
	diag.WriteText(&b, problems.All())
	return b.String()
}

func one(text string) fstest.MapFS {
	return fstest.MapFS{"x.md": {Data: []byte(text)}}
}

func paths(tree *Tree) []string {
	var all []string
	for _, f := range tree.Files {
		all = append(all, f.Path)
	}
	return all
}

func TestReadRefusesWithItsPlace(t *testing.T) {
	const noFront = "content/x.md:1:1: has no front matter\n\tstart the file with a line of three dashes, the keys, and another line of three dashes\n"
	const notClosed = "content/x.md:1:1: has front matter that is not closed\n\tend it with a line of three dashes\n"
	const quote = "\tquote a value that contains \": \" or starts with a special character\n"
	const noAlias = "YAML anchors, aliases and tags are not used here\n\twrite the value out, in quotes if it starts with &, * or !\n"
	for name, c := range map[string]struct{ in, want string }{
		"empty file":                {"", noFront},
		"no front matter":           {"# A\n", noFront},
		"blank line before":         {"\n---\ntitle: a\n---\n", noFront},
		"four dashes":               {"----\ntitle: a\n----\n", noFront},
		"not closed":                {"---\ntitle: a\n\nBody.\n", notClosed},
		"not closed, one line":      {"---", notClosed},
		"closed by an indented":     {"---\ntitle: a\n ---\n", notClosed},
		"empty":                     {"---\n---\nBody.\n", "content/x.md:1:1: has empty front matter\n"},
		"comments alone":            {"---\n# nothing\n---\n", "content/x.md:1:1: has empty front matter\n"},
		"a list":                    {"---\n- a\n- b\n---\n", "content/x.md:2:1: front matter is not a list of keys and values\n"},
		"a word":                    {"---\ntitle\n---\n", "content/x.md:2:1: front matter is not a list of keys and values\n"},
		"colon in a value":          {"---\ntitle: a\nlead: b: c\n---\n", "content/x.md:3:1: is not YAML: mapping values are not allowed in this context\n" + quote},
		"tab as indentation":        {"---\ntitle: a\nlist:\n\t- b\n---\n", "content/x.md:4:1: is not YAML: found character that cannot start any token\n" + quote},
		"quote not closed":          {"---\norder: 1\ntitle: \"a\n---\n", "content/x.md:3:1: is not YAML: found unexpected end of stream\n" + quote},
		"bracket not closed":        {"---\ntags: [a, b\ntitle: c\n---\n", "content/x.md:2:1: is not YAML: did not find expected ',' or ']'\n" + quote},
		"bracket not closed, later": {"---\ntitle: c\ntags: [a,\n  b\n\nlead: d\n---\n", "content/x.md:3:1: is not YAML: did not find expected ',' or ']'\n" + quote},
		"bracket not closed, first": {"---\ntags: [a,\n  b\n\nlead: d\n---\n", "content/x.md:2:1: is not YAML: did not find expected ',' or ']'\n" + quote},
		"bracket not closed, last":  {"---\ntitle: c\ntags: [a\n---\n", "content/x.md:3:1: is not YAML: did not find expected ',' or ']'\n" + quote},
		"brace not closed":          {"---\ntitle: c\ntags: {a: b\nlead: d\n---\n", "content/x.md:3:1: is not YAML: did not find expected ',' or '}'\n" + quote},
		"bracket not opened":        {"---\ntitle: c\ntags: ]\n---\n", "content/x.md:3:1: is not YAML: did not find expected node content\n" + quote},
		"bracket not opened, first": {"---\ntags: ]\n---\n", "content/x.md:2:1: is not YAML: did not find expected node content\n" + quote},
		"words behind a quote":      {"---\ntitle: c\nlead: 'a' b\n---\n", "content/x.md:3:1: is not YAML: did not find expected key\n" + quote},
		"dash among keys":           {"---\ntitle: c\n- b\nlead: d\n---\n", "content/x.md:3:1: is not YAML: did not find expected key\n" + quote},
		"key without colon":         {"---\ntitle: c\nlead: d\nmore\n---\n", "content/x.md:4:1: is not YAML: could not find expected ':'\n" + quote},
		"block with words, first":   {"---\nlead: |x\n---\n", "content/x.md:2:1: is not YAML: did not find expected comment or line break\n" + quote},
		"unknown escape":            {"---\ntitle: c\nlead: \"\\q\"\n---\n", "content/x.md:3:1: is not YAML: found unknown escape character\n" + quote},
		"anchor":                    {"---\ntitle: &a b\n---\n", "content/x.md:2:8: " + noAlias},
		"alias":                     {"---\ntitle: &a b\nlead: *a\n---\n", "content/x.md:2:8: " + noAlias + "content/x.md:3:7: " + noAlias},
		"alias of nothing":          {"---\ntitle: *a\n---\n", "content/x.md:1:1: is not YAML: unknown anchor 'a' referenced\n" + quote},
		"tag":                       {"---\ntitle: !!str 1\n---\n", "content/x.md:2:8: " + noAlias},
		"tag of a list, deep":       {"---\na:\n  b:\n    - !x c\n---\n", "content/x.md:4:7: " + noAlias},
		"two documents":             {"---\ntitle: a\n...\nlead: b\n---\n", "content/x.md:1:1: has front matter of more than one document\n"},
		"nested without end":        {"---\na: " + strings.Repeat("[", 20000) + "\n---\n", "content/x.md:2:1: is not YAML: exceeded max depth of 10000\n" + quote},
		"front matter too large":    {"---\na: " + strings.Repeat("x", MaxFront) + "\n---\n", "content/x.md:1:1: has front matter larger than 64 KiB\n"},
		"file too large":            {"---\na: b\n---\n" + strings.Repeat("x", MaxFile), "content/x.md:1:1: is larger than 256 KiB\n"},
		"Latin-1":                   {"---\ntitle: a\n---\nné caf\xe9\n", "content/x.md:4:7: is not UTF-8 text here\n\tsave the file with the encoding UTF-8\n"},
		"Latin-1 in front matter":   {"---\ntitle: \xfcber\n---\n", "content/x.md:2:8: is not UTF-8 text here\n\tsave the file with the encoding UTF-8\n"},
		"UTF-16":                    {"\xff\xfe-\x00-\x00", "content/x.md:1:1: is not UTF-8 text here\n\tsave the file with the encoding UTF-8\n"},
		"half a character at last":  {"---\na: b\n---\nx\xe2\x82", "content/x.md:4:2: is not UTF-8 text here\n\tsave the file with the encoding UTF-8\n"},
		"NUL":                       {"---\na: b\n---\nx\n\x00", "content/x.md:5:1: is not UTF-8 text here\n\tsave the file with the encoding UTF-8\n"},
	} {
		tree, got := read(t, one(c.in))
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
		if len(tree.Files) != 0 || !slices.Equal(tree.Refused, []string{"x.md"}) {
			t.Errorf("%s: files %v, refused %v, want x.md refused", name, paths(tree), tree.Refused)
		}
	}
}

func TestReadTakesEveryEndOfLine(t *testing.T) {
	for name, text := range map[string]string{
		"line feeds":            "---\ntitle: a\n---\nBody\nmore\n",
		"Windows":               "---\r\ntitle: a\r\n---\r\nBody\r\nmore\r\n",
		"old Macintosh":         "---\rtitle: a\r---\rBody\rmore\r",
		"byte order mark":       "\ufeff---\ntitle: a\n---\nBody\nmore\n",
		"mark and Windows":      "\ufeff---\r\ntitle: a\r\n---\r\nBody\r\nmore\r\n",
		"spaces behind dashes":  "--- \ntitle: a\n---\t\nBody\nmore\n",
		"comment among the key": "---\ntitle: a # why\n---\nBody\nmore\n",
	} {
		tree, problems := read(t, one(text))
		if problems != "" || len(tree.Files) != 1 {
			t.Errorf("%s: %d files, problems %s", name, len(tree.Files), problems)
			continue
		}
		f := tree.Files[0]
		if body := string(f.Text[f.Body:]); body != "Body\nmore\n" {
			t.Errorf("%s: body %q", name, body)
		}
		if got := f.Value("title"); got != "a" {
			t.Errorf("%s: title %q", name, got)
		}
		if got := f.At(f.Body + len("Body\nm")).String(); got != "content/x.md:5:2" {
			t.Errorf("%s: the o of more is at %s", name, got)
		}
		if got := f.Key("title").String(); got != "content/x.md:2:8" {
			t.Errorf("%s: title is at %s", name, got)
		}
	}
}

func TestReadNeedsNoEndOfTheLastLine(t *testing.T) {
	tree, problems := read(t, fstest.MapFS{"a.md": {Data: []byte("---\ntitle: a\n---")}, "b.md": {Data: []byte("---\ntitle: b\n---\nBody")}, "c.yaml": {Data: []byte("title: c")}})
	if problems != "" || len(tree.Files) != 3 {
		t.Fatalf("files %v, problems %s", paths(tree), problems)
	}
	for i, want := range []string{"", "Body", ""} {
		if f := tree.Files[i]; string(f.Text[f.Body:]) != want {
			t.Errorf("body of %s is %q, want %q", f.Path, f.Text[f.Body:], want)
		}
	}
}

func TestReadSortsOutWhatIsNoContent(t *testing.T) {
	ok := &fstest.MapFile{Data: []byte("---\ntitle: a\n---\n")}
	tree, problems := read(t, fstest.MapFS{
		"roles/b.md": ok, "roles/a.md": ok, "index.md": ok, "site.yaml": {Data: []byte("title: a\n")},
		"content.go": {Data: []byte("package content")}, "images/wheel.png": {Data: []byte("png")}, "roles/face.webp": {Data: []byte("webp")},
		".DS_Store": ok, ".git/config.md": ok, "roles/.a.md.swp": ok, "roles/a.md~": ok, "roles/.b.md": ok, "old~/a.md": ok,
		"notes.txt": ok, "images/wheel.svg": ok, "roles/A.MD": ok, "site.yml": ok,
	})
	const types = "(.png .jpg .jpeg .webp .gif .avif)\n"
	want := "content/images/wheel.svg:1:1: warning: is not read: content is Markdown, site.yaml and pictures " + types +
		"content/notes.txt:1:1: warning: is not read: content is Markdown, site.yaml and pictures " + types +
		"content/roles/A.MD:1:1: warning: is not read: content is Markdown, site.yaml and pictures " + types +
		"content/site.yml:1:1: warning: is not read: content is Markdown, site.yaml and pictures " + types
	if problems != want {
		t.Errorf("problems:\n%swant:\n%s", problems, want)
	}
	if got := paths(tree); !slices.Equal(got, []string{"index.md", "roles/a.md", "roles/b.md", "site.yaml"}) {
		t.Errorf("files %v", got)
	}
	if len(tree.Images) != 2 || tree.Images[0].Path != "images/wheel.png" || string(tree.Images[1].Data) != "webp" {
		t.Errorf("images %v", tree.Images)
	}
	if len(tree.Refused) != 0 {
		t.Errorf("refused %v", tree.Refused)
	}
}

func TestReadRefusesLargePictures(t *testing.T) {
	tree, problems := read(t, fstest.MapFS{"images/a.png": {Data: make([]byte, MaxImage+1)}, "images/b.png": {Data: make([]byte, MaxImage)}})
	if want := "content/images/a.png:1:1: is larger than 4096 KiB\n"; problems != want {
		t.Errorf("got %s, want %s", problems, want)
	}
	if len(tree.Images) != 1 || tree.Images[0].Path != "images/b.png" || !slices.Equal(tree.Refused, []string{"images/a.png"}) {
		t.Errorf("%d images, refused %v", len(tree.Images), tree.Refused)
	}
}

func TestReadFollowsLinksOnlyWithinTheFolder(t *testing.T) {
	dir := t.TempDir()
	content := filepath.Join(dir, "content")
	write(t, filepath.Join(content, "roles", "a.md"), "---\ntitle: a\n---\n")
	write(t, filepath.Join(dir, "secret.md"), "---\ntitle: secret\n---\n")
	for name, target := range map[string]string{
		"out.md": "../secret.md", "absolute.md": filepath.Join(dir, "secret.md"), "nowhere.md": "gone.md", "self.md": "self.md",
		"folder.md": "roles", "within.md": "roles/a.md", "chain.md": "out.md", "folder": "roles", "outside": "..",
	} {
		if err := os.Symlink(target, filepath.Join(content, name)); err != nil {
			t.Skip("cannot make links here: ", err)
		}
	}
	root, err := os.OpenRoot(content)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	tree, problems := read(t, root.FS())
	const out = "is a link that leads out of the content folder, or nowhere\n"
	want := "content/absolute.md:1:1: " + out + "content/chain.md:1:1: " + out +
		"content/folder:1:1: is a link to a folder; only links to files inside the content folder are followed\n" +
		"content/folder.md:1:1: is a link to a folder; only links to files inside the content folder are followed\n" +
		"content/nowhere.md:1:1: " + out + "content/out.md:1:1: " + out +
		"content/outside:1:1: " + out +
		"content/self.md:1:1: " + out
	if problems != want {
		t.Errorf("problems:\n%swant:\n%s", problems, want)
	}
	if got := paths(tree); !slices.Equal(got, []string{"roles/a.md", "within.md"}) {
		t.Errorf("files %v", got)
	}
}

// locked is a folder in which some names cannot be opened, as those of another user: tests may run as root, who can open all.
type locked struct{ fstest.MapFS }

func (l locked) Open(name string) (fs.File, error) {
	if strings.Contains(name, "locked") {
		return nil, &fs.PathError{Op: "open", Path: "/home/somebody/" + name, Err: fs.ErrPermission}
	}
	return l.MapFS.Open(name)
}

func (l locked) ReadDir(name string) ([]fs.DirEntry, error) {
	if strings.Contains(name, "locked") {
		return nil, &fs.PathError{Op: "open", Path: "/home/somebody/" + name, Err: fs.ErrPermission}
	}
	return l.MapFS.ReadDir(name)
}

func TestReadNamesWhatCannotBeOpened(t *testing.T) {
	ok := &fstest.MapFile{Data: []byte("---\ntitle: a\n---\n")}
	tree, problems := read(t, locked{fstest.MapFS{"a.md": ok, "locked.md": ok, "roles-locked/b.md": ok}})
	want := "content/locked.md:1:1: cannot be read: permission denied\ncontent/roles-locked:1:1: cannot be read: permission denied\n"
	if problems != want {
		t.Errorf("got:\n%swant:\n%s", problems, want)
	}
	if !slices.Equal(paths(tree), []string{"a.md"}) || !slices.Equal(tree.Refused, []string{"locked.md", "roles-locked"}) {
		t.Errorf("files %v, refused %v", paths(tree), tree.Refused)
	}
}

func TestReadFailsWithoutTheFolder(t *testing.T) {
	_, _, err := Read(os.DirFS(filepath.Join(t.TempDir(), "gone")), "content")
	if err == nil || !strings.HasPrefix(err.Error(), "read content: ") {
		t.Errorf("error %v, want one that starts with read content:", err)
	}
}

func TestColumnsCountCharacters(t *testing.T) {
	tree, problems := read(t, one("---\nnames: [é, 日本, x]\nüber: y\n---\nÄ日𝄞b\n"))
	if problems != "" {
		t.Fatal(problems)
	}
	f := tree.Files[0]
	var front struct {
		Names []Text `key:"names"`
		Other Text   `key:"über"`
	}
	var list diag.List
	f.Decode(&front, &list)
	if got := shown(&list); got != "" {
		t.Fatal(got)
	}
	for what, c := range map[string]struct {
		got  diag.Place
		want string
	}{
		"third name":   {front.Names[2].Place, "content/x.md:2:16"},
		"wide key":     {front.Other.Place, "content/x.md:3:7"},
		"b":            {f.At(f.Body + len("Ä日𝄞")), "content/x.md:5:4"},
		"end of line":  {f.At(f.Body + len("Ä日𝄞b")), "content/x.md:5:5"},
		"end of file":  {f.At(len(f.Text)), "content/x.md:6:1"},
		"beyond":       {f.At(len(f.Text) + 100), "content/x.md:6:1"},
		"before":       {f.At(-1), "content/x.md:1:1"},
		"missing key":  {f.Key("gone"), "content/x.md:1:1"},
		"whole file":   {f.Start(), "content/x.md:1:1"},
		"a key's own":  {f.Key("names"), "content/x.md:2:8"},
		"a key's wide": {f.Key("über"), "content/x.md:3:7"},
	} {
		if c.got.String() != c.want {
			t.Errorf("%s is at %s, want %s", what, c.got, c.want)
		}
	}
}

func TestFileKnowsItsNames(t *testing.T) {
	tree, _ := read(t, fstest.MapFS{"roles/cloud-engineer.md": {Data: []byte("---\na: b\n---\n")}, "index.md": {Data: []byte("---\na: b\n---\n")}})
	for i, want := range []string{"index . content/index.md", "cloud-engineer roles content/roles/cloud-engineer.md"} {
		f := tree.Files[i]
		if got := f.ID() + " " + f.Dir() + " " + f.Name; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// page is front matter with every type that Decode knows.
type page struct {
	Title Text     `key:"title,required"`
	Order int      `key:"order"`
	Draft bool     `key:"draft"`
	Area  Ref      `key:"area"`
	Tags  []Text   `key:"tags"`
	Names []string `key:"names"`
	Steps []step   `key:"steps"`
	Moves struct {
		To []Ref `key:"to,required"`
	} `key:"moves"`
	private string // has no key, and is left alone
}

type step struct {
	Name Text   `key:"name,required"`
	Why  string `key:"why"`
}

func decode(t *testing.T, front string) (page, string) {
	t.Helper()
	tree, problems := read(t, one("---\n"+front+"\n---\n"))
	if problems != "" {
		t.Fatal(problems)
	}
	var p page
	var list diag.List
	tree.Files[0].Decode(&p, &list)
	return p, shown(&list)
}

func TestDecodeSharedTakesItsKeysAlone(t *testing.T) {
	const twice = "x.md:4:1: key \"due\" stands here twice\n"
	for name, c := range map[string]struct{ in, due, want string }{
		"given":            {"title: a\ndue: b", "b", ""},
		"missing":          {"title: a", "", ""},
		"wrong type":       {"title: a\ndue: [b]", "", "x.md:3:6: \"due\" is a list, not a single value\n"},
		"twice":            {"title: a\ndue: b\ndue: c", "b", twice},
		"nearly":           {"title: a\nduu: b", "", "x.md:3:1: unknown key \"duu\"\n\tdid you mean \"due\"?\n"},
		"among all keys":   {"title: a\nzebra: b", "", "x.md:3:1: unknown key \"zebra\"\n\tthe keys are title, order, draft, area, tags, names, steps, moves, due\n"},
		"not below a list": {"title: a\nsteps:\n  - name: b\n    due: c", "", "x.md:5:5: unknown key \"due\"\n\tthe keys are name, why\n"},
	} {
		tree, problems := read(t, one("---\n"+c.in+"\n---\n"))
		if problems != "" {
			t.Fatal(problems)
		}
		var shared struct {
			Due Text `key:"due"`
		}
		var list diag.List
		tree.Files[0].DecodeShared(&shared, &list)
		tree.Files[0].Decode(&page{}, &list)
		if got := strings.ReplaceAll(shown(&list), "content/", ""); got != c.want || shared.Due.Value != c.due {
			t.Errorf("%s: %q and\n got %s\nwant %s", name, shared.Due.Value, got, c.want)
		}
	}
}

func TestDecodeNamesWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"unknown key, near":         {"title: a\nordr: 1", "x.md:3:1: unknown key \"ordr\"\n\tdid you mean \"order\"?\n"},
		"unknown key, far":          {"title: a\nzebra: 1", "x.md:3:1: unknown key \"zebra\"\n\tthe keys are title, order, draft, area, tags, names, steps, moves\n"},
		"key that is no field":      {"title: a\nprivate: 1", "x.md:3:1: unknown key \"private\"\n\tthe keys are title, order, draft, area, tags, names, steps, moves\n"},
		"unknown key within a list": {"title: a\nsteps:\n  - name: b\n    whi: c", "x.md:5:5: unknown key \"whi\"\n\tdid you mean \"why\"?\n"},
		"key twice":                 {"title: a\norder: 1\ntitle: b", "x.md:4:1: key \"title\" stands here twice\n"},
		"key twice within a list":   {"title: a\nsteps:\n  - name: b\n    name: c", "x.md:5:5: key \"name\" stands here twice\n"},
		"list for a value":          {"title: [a]", "x.md:2:8: \"title\" is a list, not a single value\n"},
		"keys for a value":          {"title: {a: b}", "x.md:2:8: \"title\" is a list of keys and values, not a single value\n"},
		"list for a number":         {"title: a\norder: [1]", "x.md:3:8: \"order\" is a list, not a single value\n"},
		"list for an id":            {"title: a\narea:\n  - b", "x.md:4:3: \"area\" is a list, not a single value\n"},
		"value for a list":          {"title: a\ntags: b", "x.md:3:7: \"tags\" is \"b\", not a list\n"},
		"keys for a list":           {"title: a\ntags: {b: c}", "x.md:3:7: \"tags\" is a list of keys and values, not a list\n"},
		"list within a list":        {"title: a\ntags: [[b]]", "x.md:3:8: \"tags\" is a list, not a single value\n"},
		"value for keys":            {"title: a\nmoves: b", "x.md:3:8: is \"b\", not a list of keys and values (to)\n"},
		"value for keys in a list":  {"title: a\nsteps: [b]", "x.md:3:9: is \"b\", not a list of keys and values (name, why)\n"},
		"list for keys":             {"title: a\nmoves: [b]", "x.md:3:8: is a list, not a list of keys and values (to)\n"},
		"word for a number":         {"title: a\norder: first", "x.md:3:8: \"order\" is \"first\", not a whole number\n"},
		"fraction for a number":     {"title: a\norder: 1.5", "x.md:3:8: \"order\" is \"1.5\", not a whole number\n"},
		"huge number":               {"title: a\norder: 99999999999999999999", "x.md:3:8: \"order\" is \"99999999999999999999\", not a whole number\n"},
		"word for true":             {"title: a\ndraft: maybe", "x.md:3:8: \"draft\" is \"maybe\", not true or false\n"},
		"number for true":           {"title: a\ndraft: 1", "x.md:3:8: \"draft\" is \"1\", not true or false\n"},
		"quoted true":               {"title: a\ndraft: \"true\"", "x.md:3:8: \"draft\" is \"true\", not true or false\n"},
		"missing":                   {"order: 1", "x.md:1:1: \"title\" is missing\n"},
		"missing within a list":     {"title: a\nsteps:\n  - why: b", "x.md:4:5: \"name\" is missing\n"},
		"missing within keys":       {"title: a\nmoves: {}", "x.md:3:8: \"to\" is missing\n"},
		"empty":                     {"title:", "x.md:2:1: \"title\" is empty\n"},
		"empty in quotes":           {"title: \"  \"", "x.md:2:1: \"title\" is empty\n"},
		"null":                      {"title: ~", "x.md:2:1: \"title\" is empty\n"},
		"empty within a list":       {"title: a\nsteps:\n  - name:\n    why: b", "x.md:4:5: \"name\" is empty\n"},
		"empty entry":               {"title: a\ntags:\n  - b\n  -", "x.md:5:4: \"tags\" holds an empty entry\n"},
		"empty entry in quotes":     {"title: a\nnames: [b, \"\"]", "x.md:3:12: \"names\" holds an empty entry\n"},
		"wrong type is enough said": {"title: {a: b}\norder: x", "x.md:2:8: \"title\" is a list of keys and values, not a single value\nx.md:3:8: \"order\" is \"x\", not a whole number\n"},
		"all at once":               {"ordr: 1\ntags: b\ndraft: 7", "x.md:1:1: \"title\" is missing\nx.md:2:1: unknown key \"ordr\"\n\tdid you mean \"order\"?\nx.md:3:7: \"tags\" is \"b\", not a list\nx.md:4:8: \"draft\" is \"7\", not true or false\n"},
	} {
		if _, got := decode(t, c.in); strings.ReplaceAll(got, "content/", "") != c.want {
			t.Errorf("%s:\n got %swant %s", name, got, c.want)
		}
	}
}

func TestDecodeFillsEveryType(t *testing.T) {
	p, problems := decode(t, `title: >-
  A folded
  title
order: -7
draft: true
area: build
tags: [a, "b: c"]
names:
  - " d "
steps:
  - name: one
    why: |
      Because.
  - {name: two}
moves:
  to: []`)
	if problems != "" {
		t.Fatal(problems)
	}
	if p.Title.Value != "A folded title" || p.Title.String() != "content/x.md:2:8" {
		t.Errorf("title %q at %s, want the place where its block opens", p.Title.Value, p.Title)
	}
	if p.Order != -7 || !p.Draft || p.Area.ID != "build" || p.Area.String() != "content/x.md:7:7" {
		t.Errorf("order %d, draft %v, area %v", p.Order, p.Draft, p.Area)
	}
	if len(p.Tags) != 2 || p.Tags[1].Value != "b: c" || p.Tags[1].String() != "content/x.md:8:11" {
		t.Errorf("tags %v", p.Tags)
	}
	if !slices.Equal(p.Names, []string{"d"}) {
		t.Errorf("names %q", p.Names)
	}
	if len(p.Steps) != 2 || p.Steps[0].Why != "Because." || p.Steps[1].Name.String() != "content/x.md:15:12" {
		t.Errorf("steps %v", p.Steps)
	}
	if p.Moves.To == nil || len(p.Moves.To) != 0 {
		t.Errorf("an empty list is %v, want an empty slice that is not nil: it says none", p.Moves.To)
	}
}

func TestDecodeOfYAMLFileCountsFromItsFirstLine(t *testing.T) {
	tree, problems := read(t, fstest.MapFS{"site.yaml": {Data: []byte("# what holds for all\ntitle: [a]\n")}, "bad.yaml": {Data: []byte("a: b\nc: d: e\n")}})
	if want := "content/bad.yaml:2:1: is not YAML: mapping values are not allowed in this context\n\tquote a value that contains \": \" or starts with a special character\n"; problems != want {
		t.Errorf("got %swant %s", problems, want)
	}
	var list diag.List
	tree.Files[0].Decode(&page{}, &list)
	if got := shown(&list); got != "content/site.yaml:2:8: \"title\" is a list, not a single value\n" {
		t.Errorf("got %s", got)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// repository makes a git repository with two commits: both files on the first day, one of them again on the second.
func repository(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "content", "index.md"), "one")
	write(t, filepath.Join(dir, "content", "roles", "über.md"), "one")
	write(t, filepath.Join(dir, "README.md"), "one")
	gitIn(t, dir, "2026-01-31T23:30:00-02:00", "init", "-q")
	gitIn(t, dir, "2026-01-31T23:30:00-02:00", "add", ".")
	gitIn(t, dir, "2026-01-31T23:30:00-02:00", "commit", "-q", "-m", "one")
	write(t, filepath.Join(dir, "content", "index.md"), "two")
	gitIn(t, dir, "2026-03-05T12:00:00Z", "commit", "-q", "-a", "-m", "two")
	return dir
}

func gitIn(t *testing.T, dir, date string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_COMMITTER_DATE="+date, "GIT_AUTHOR_DATE="+date, "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null",
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@b.example", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@b.example")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

func TestDatesAreThoseOfTheLastCommitInUTC(t *testing.T) {
	dir := repository(t)
	got := Dates(filepath.Join(dir, "content"))
	want := map[string]string{"index.md": "2026-03-05", "roles/über.md": "2026-02-01"}
	if len(got) != len(want) || got["index.md"] != want["index.md"] || got["roles/über.md"] != want["roles/über.md"] {
		t.Errorf("below a folder: %v, want %v", got, want)
	}
	if got := Dates(dir); len(got) != 3 || got["content/index.md"] != "2026-03-05" || got["README.md"] != "2026-02-01" {
		t.Errorf("at the top: %v", got)
	}
}

func TestDatesAreLeftOutWhereTheHistoryIsCutOff(t *testing.T) {
	dir, shallow := repository(t), filepath.Join(t.TempDir(), "shallow")
	gitIn(t, dir, "2026-03-05T12:00:00Z", "clone", "-q", "--depth=1", "file://"+dir, shallow)
	if got := Dates(filepath.Join(shallow, "content")); len(got) != 0 {
		t.Errorf("dates of a shallow clone: %v", got)
	}
	if got := LastCommit(shallow); got != "2026-03-05" {
		t.Errorf("last commit of a shallow clone: %q", got)
	}
}

func TestLastCommitIsThatOfTheWholeRepository(t *testing.T) {
	dir := repository(t)
	write(t, filepath.Join(dir, "README.md"), "two")
	gitIn(t, dir, "2026-03-31T23:30:00-02:00", "commit", "-q", "-a", "-m", "three")
	if got := LastCommit(filepath.Join(dir, "content")); got != "2026-04-01" {
		t.Errorf("last commit: %q, want 2026-04-01", got)
	}
}

func TestDatesAreLeftOutWithoutARepository(t *testing.T) {
	t.Setenv("GIT_CEILING_DIRECTORIES", os.TempDir())
	dir := t.TempDir()
	write(t, filepath.Join(dir, "index.md"), "one")
	if got := Dates(dir); len(got) != 0 {
		t.Errorf("dates without a repository: %v", got)
	}
	if got := Dates(filepath.Join(dir, "gone")); len(got) != 0 {
		t.Errorf("dates of a folder that is not there: %v", got)
	}
	if got := LastCommit(dir) + LastCommit(filepath.Join(dir, "gone")); got != "" {
		t.Errorf("last commit without a repository: %q", got)
	}
}

// standsWithin reports problems whose place is outside the text.
func standsWithin(t *testing.T, text string, problems *diag.List) {
	t.Helper()
	text = strings.TrimPrefix(text, "\ufeff")
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	lines := strings.Split(text, "\n")
	for _, p := range problems.All() {
		if p.Line < 1 || p.Line > len(lines) || p.Col < 1 || p.Col > utf8.RuneCountInString(lines[p.Line-1])+1 {
			t.Errorf("%q: %s: %s: no such place", text, p.Place, p.Message)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"", "---", "---\n---", "---\na: b\n---\nc", "\ufeff---\r\na: b\r---\r\n", "---\na: [\n---\n", "---\na: \xff\n---\n", "a: b\x00", "---\n- &a b\n- *a\n---\n", "---\na: b\u2028c\n---\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range []string{"x.md", "x.yaml"} {
			tree, problems, err := Read(fstest.MapFS{name: {Data: []byte(text)}}, "content")
			if err != nil {
				t.Fatal(err)
			}
			if len(tree.Files)+len(tree.Refused) != 1 || problems.Failed() != (len(tree.Refused) == 1) {
				t.Fatalf("%q: %d files, refused %v, problems %s", text, len(tree.Files), tree.Refused, shown(problems))
			}
			var file *File
			if len(tree.Files) == 1 {
				file = tree.Files[0]
				if !utf8.Valid(file.Text) || strings.ContainsRune(string(file.Text), '\r') || file.Body < 0 || file.Body > len(file.Text) {
					t.Fatalf("%q: text %q, body at %d", text, file.Text, file.Body)
				}
			}
			if utf8.ValidString(text) {
				standsWithin(t, text, problems)
			}
		}
	})
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"title: a", "title: >-\n  a\n  b\norder: 1", "order: x\ntags: y", "steps:\n  - name: a\n  - b", "title: [a, {b: c}]", "? a\n: b", "\"ti\\ntle\": a", "title:\n\n\n", "tags: [\"\", ~, {}]", "title: \"a\u0085b\"\norder: x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, front string) {
		text := "---\n" + front + "\n---\n"
		tree, _, err := Read(one(text), "content")
		if err != nil {
			t.Fatal(err)
		}
		if len(tree.Files) == 0 {
			return
		}
		var p page
		var list diag.List
		tree.Files[0].Decode(&p, &list)
		standsWithin(t, text, &list)
		if p.Title.Value == "" && !list.Failed() {
			t.Errorf("%q has no title, and nobody says so", front)
		}
	})
}

// A stranger's pull request is checked too. Measured on the way: 64 KiB of empty entries took 6 seconds.
func TestHostileFrontMatterEndsSoon(t *testing.T) {
	for name, front := range map[string]string{
		"empty entries":  "title: a\nsteps:\n" + strings.Repeat("- name:\n", 7900),
		"deep lists":     "title: " + strings.Repeat("[", 9990) + strings.Repeat("]", 9990),
		"deep keys":      "title: " + strings.Repeat("{a: ", 9990) + strings.Repeat("}", 9990),
		"keys of keys":   strings.Repeat("? ", 20000),
		"lists in lists": "title:\n" + strings.Repeat("- ", 20000),
		"one key often":  strings.Repeat("title: a\n", 7000),
	} {
		tree, problems, err := Read(one("---\n"+front+"\n---\n"), "content")
		if err != nil {
			t.Fatal(err)
		}
		if len(tree.Files) > 0 {
			tree.Files[0].Decode(&page{}, problems)
		}
		if !problems.Failed() {
			t.Errorf("%s: no problem", name)
		}
	}
}
