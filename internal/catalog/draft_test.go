package catalog_test

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"remit/internal/catalog"
	"remit/internal/diag"
	"remit/internal/site"
	"remit/internal/source"
)

// realContent copies the real content folder, so that a test can add to it.
func realContent(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	real := os.DirFS("../../content")
	err := fs.WalkDir(real, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(real, p)
		files[p] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func load(t *testing.T, files fstest.MapFS) (*catalog.Catalog, []diag.Problem) {
	t.Helper()
	tree, problems, err := source.Read(files, "content")
	if err != nil {
		t.Fatal(err)
	}
	cat, found := catalog.Load(tree, site.Address(""))
	problems.Merge(found)
	return cat, problems.All()
}

// fill writes a value into every blank that a check names, as a contributor would.
func fill(t *testing.T, text string, problems []diag.Problem, name string, values map[string]string) string {
	t.Helper()
	lines := strings.Split(text, "\n")
	for _, p := range slices.Backward(problems) {
		if p.File != name {
			continue
		}
		i := p.Line - 1
		key, isKey := strings.CutSuffix(p.Message, " is empty")
		key = strings.Trim(key, `"`)
		switch {
		case strings.HasPrefix(p.Message, "section "):
			lines[i] += "\n\n- Something that happens."
		case p.Message == "has no section":
			lines[i] = "## A scene\n\nBoth are there."
		case isKey:
			head, _, _ := strings.Cut(lines[i], ":")
			lines[i] = head + ": " + values[key]
		case strings.HasSuffix(p.Message, "holds an empty entry"):
			lines[i] = "  - Something"
		case strings.Contains(p.Message, "body"):
			lines[i] = "What the work is.\n"
		default:
			t.Errorf("a draft has a problem that is no blank: %s: %s", p.Place, p.Message)
		}
	}
	return strings.Join(lines, "\n")
}

func TestDraftPassesCheckOnceItsBlanksAreFilled(t *testing.T) {
	words := map[string]string{
		"title": "Draft", "short": "Draft", "objective": "For something.", "question": "What now?", "object": "A thing", "customer": "People",
		"side": "admin", "code": "Some", "rhythm": "Weekly", "what": "Something else", "area": "governance", "order": "99", "definition": "Do it.",
		"plain": "It is done.", "why": "So.", "category": "Drafts", "summary": "A draft.", "admin": "[platform-engineer]", "user": "[devops-engineer]",
		"verdict": "They differ.", "if": "You like it.", "hire": "You need it.",
	}
	for _, c := range []struct{ kind, id string }{
		{"role", "solution-architect"}, {"responsibility", "answer-the-phone"}, {"tool", "lighthouse"},
		{"comparison", "cloud-architect-vs-network-engineer"}, {"guide", "why-titles-mix"},
	} {
		files := realContent(t)
		cat, _ := load(t, files)
		p, text, err := cat.Draft(c.kind, c.id)
		if err != nil {
			t.Errorf("%s: %v", c.kind, err)
			continue
		}
		if c.kind == "responsibility" { // it also needs its rows
			for _, shape := range cat.Shapes {
				letters := " A/R |" + strings.Repeat(" |", len(shape.Roles)-1)
				row := "| [Answer](../responsibilities/answer-the-phone.md) |" + letters + "\n"
				files[shape.Path].Data = []byte(strings.Replace(string(files[shape.Path].Data), "| [Coach teams", row+"| [Coach teams", 1))
			}
		}
		files[p] = &fstest.MapFile{Data: []byte(text)}
		_, problems := load(t, files)
		if len(problems) == 0 {
			t.Errorf("%s: the blanks are not named", c.kind)
		}
		text = fill(t, text, problems, path.Join("content", p), words)
		ages := strings.Replace(text, "\n# review-by: ", "\nreview-by: ", 1)
		if ages == text {
			t.Errorf("%s: the draft does not name review-by", c.kind)
		}
		for _, text := range []string{text, ages} {
			files[p].Data = []byte(text)
			if _, problems := load(t, files); len(problems) > 0 {
				t.Errorf("%s: %s: %s", c.kind, problems[0].Place, problems[0].Message)
			}
		}
	}
}

func TestDraftRefusesWhatCannotBe(t *testing.T) {
	cat, _ := load(t, realContent(t))
	for _, c := range []struct{ kind, id, want string }{
		{"rloe", "x", `unknown kind "rloe": did you mean "role"?`},
		{"role", "Cloud Engineer", `"Cloud Engineer" is not an id: use lower-case letters, digits and single dashes, as in cloud-engineer`},
		{"role", "../x", `"../x" is not an id: use lower-case letters, digits and single dashes, as in cloud-engineer`},
		{"role", "cloud-engineer", `role "cloud-engineer" exists already`},
		{"role", strings.Repeat("a", 300), `an id of 300 characters is too long: a file name holds 200`},
		{"comparison", "cloud-engineer-vs-devops-engineer", `comparison "devops-engineer-vs-cloud-engineer" exists already, and compares the same roles`},
		{"comparison", "cloud-engineer", `"cloud-engineer" does not name the roles: write them with -vs- between, as in cloud-engineer-vs-platform-engineer`},
		{"comparison", "cloud-engineer-vs-devop-engineer", `unknown role "devop-engineer": did you mean "devops-engineer"?`},
		{"comparison", "cloud-engineer-vs-cloud-engineer", `role "cloud-engineer" is compared with itself`},
	} {
		if _, _, err := cat.Draft(c.kind, c.id); err == nil || err.Error() != c.want {
			t.Errorf("Draft(%q, %q): %v, want %s", c.kind, c.id, err, c.want)
		}
	}
}
