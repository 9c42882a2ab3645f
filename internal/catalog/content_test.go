package catalog_test

import (
	"os"
	"strings"
	"testing"

	"remit/internal/catalog"
	"remit/internal/diag"
	"remit/internal/site"
	"remit/internal/source"
)

// published loads the content that this repository publishes.
func published(t *testing.T) (*catalog.Catalog, []diag.Problem) {
	t.Helper()
	tree, problems, err := source.Read(os.DirFS("../../content"), "content")
	if err != nil {
		t.Fatal(err)
	}
	cat, found := catalog.Load(tree, site.Address(""))
	problems.Merge(found)
	return cat, problems.All()
}

func TestContentHasNeitherProblemNorWarning(t *testing.T) {
	_, problems := published(t)
	if len(problems) > 0 {
		var b strings.Builder
		diag.WriteText(&b, problems)
		t.Error(b.String())
	}
}

func TestContentIsComplete(t *testing.T) {
	cat, _ := published(t)
	core := len(cat.CoreRoles())
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"core roles", core, 4}, {"adjacent roles", len(cat.Roles) - core, 12}, {"areas", len(cat.Areas), 12}, {"stages", len(cat.Stages), 8},
		{"responsibilities", len(cat.Responsibilities), 70}, {"shapes", len(cat.Shapes), 3}, {"comparisons", len(cat.Comparisons), 13}, {"tools", len(cat.Tools), 72}, {"guides", len(cat.Guides), 21},
	} {
		if c.got != c.want {
			t.Errorf("%d %s, want %d", c.got, c.what, c.want)
		}
	}
	if n := len(cat.Glossary.Terms); n < 120 {
		t.Errorf("%d terms, want at least 120", n)
	}
	if cat.Titles == nil || len(cat.Titles.Titles) < 30 {
		t.Error("want at least 30 titles of the job market")
	}
	for _, s := range cat.Shapes {
		if len(s.Rows) != len(cat.Responsibilities) {
			t.Errorf("%s has %d rows, want one for each of %d responsibilities", s.ID, len(s.Rows), len(cat.Responsibilities))
		}
	}
}

// The sums of the matrices as they were agreed on. A letter that moves by mistake changes one of them.
func TestMatricesAddUp(t *testing.T) {
	cat, _ := published(t)
	type sum struct {
		role           string
		answers, works int
	}
	for shape, want := range map[string][]sum{
		"startup":    {{"devops-engineer", 59, 65}, {"software-developer", 11, 34}},
		"growing":    {{"devops-engineer", 23, 56}, {"cloud-engineer", 31, 40}, {"software-developer", 11, 28}, {"security-engineer", 5, 5}},
		"enterprise": {{"devops-engineer", 6, 27}, {"cloud-engineer", 16, 32}, {"platform-engineer", 22, 41}, {"site-reliability-engineer", 10, 19}, {"software-developer", 11, 30}, {"security-engineer", 5, 5}},
	} {
		s := cat.Shape(shape)
		if s == nil {
			t.Errorf("shape %s is missing", shape)
			continue
		}
		if len(s.Roles) != len(want) {
			t.Errorf("%s has %d roles, want %d", shape, len(s.Roles), len(want))
		}
		for _, w := range want {
			role := cat.Role(w.role)
			if role == nil {
				t.Errorf("role %s is missing", w.role)
				continue
			}
			if got := s.Count(role); got.Answers != w.answers || got.Works != w.works {
				t.Errorf("%s in %s: A %d, R %d, want A %d, R %d", w.role, shape, got.Answers, got.Works, w.answers, w.works)
			}
		}
	}
}
