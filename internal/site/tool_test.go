package site_test

import (
	"slices"
	"strings"
	"testing"

	"remit/internal/site"
)

// view returns the view of the page at an address.
func view[T any](t *testing.T, plan *site.Plan, out string) T {
	t.Helper()
	for _, p := range plan.Pages {
		if v, ok := p.View.(T); ok && p.Out == out {
			return v
		}
	}
	var none T
	t.Fatalf("there is no %s with a view of type %T", out, none)
	return none
}

func TestToolPageSaysWhoIsOnWhichSideInEveryShape(t *testing.T) {
	cat, plan := realPlan(t, "https://remit.example")
	v := view[site.ToolPage](t, plan, "tools/test-hammer/index.html")
	var serves []string
	for _, s := range v.Serves {
		serves = append(serves, s.Title)
	}
	if want := []string{"Serves, on its admin side", "Serves besides"}; !slices.Equal(serves, want) {
		t.Errorf("it serves %q, want %q", serves, want)
	}
	if len(v.Sides) != 1 || v.Sides[0].Title != "Admin side" || len(v.Sides[0].Cells) != len(cat.Shapes) || len(v.Shapes) != len(cat.Shapes) {
		t.Fatalf("sides %+v: none of its work is on the user side, so want the admin side alone, a cell a shape", v.Sides)
	}
	for i, s := range cat.Shapes {
		var got, want []string
		for _, r := range v.Sides[0].Cells[i].Roles {
			got = append(got, r.Tag.ID+" "+r.Mark.Letter)
		}
		for _, role := range s.Roles {
			answers, works := false, false
			for _, id := range []string{"operate-ci-cd-platform", "provide-pipeline-templates"} {
				letter := string(s.Letter(cat.Responsibility(id), role))
				answers, works = answers || strings.HasPrefix(letter, "A"), works || strings.HasSuffix(letter, "R")
			}
			switch {
			case answers && works:
				want = append(want, role.ID+" A/R")
			case answers:
				want = append(want, role.ID+" A")
			case works:
				want = append(want, role.ID+" R")
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: on the admin side are %q, want %q", s.ID, got, want)
		}
	}
}

func TestListOfToolsHasEveryToolOnceAndTheWorkedExamples(t *testing.T) {
	cat, plan := realPlan(t, "https://remit.example")
	v := view[site.ToolsPage](t, plan, "tools/index.html")
	var got []string
	for _, c := range v.Categories {
		for _, tool := range c.Tools {
			got = append(got, tool.ID)
			if tool.Category != c.Title {
				t.Errorf("%s stands under %s", tool.ID, c.Title)
			}
		}
	}
	slices.Sort(got)
	if n := len(slices.Compact(slices.Clone(got))); n != len(got) || n != len(cat.Tools) || n != v.Total {
		t.Errorf("%d tools of which %d differ, of %d in all, said to be %d", len(got), n, len(cat.Tools), v.Total)
	}
	if want := (site.ToolExample{Title: "Test hammer", URL: "/tools/test-hammer/#worked-example-a-nail", Case: "A nail."}); !slices.Contains(v.Examples, want) {
		t.Errorf("examples %+v lack %+v", v.Examples, want)
	}
	for _, of := range v.ByRole {
		admin, user := 0, 0
		for _, row := range of.Rows {
			admin, user = admin+len(row.Admin), user+len(row.User)
		}
		if admin != of.AdminCount || user != of.UserCount {
			t.Errorf("%s: %d and %d tools in the table, %d and %d counted", of.Role.ID, admin, user, of.AdminCount, of.UserCount)
		}
	}
	if len(v.ByRole) != len(cat.CoreRoles()) {
		t.Errorf("%d roles, want the %d core roles", len(v.ByRole), len(cat.CoreRoles()))
	}
}

func TestRolesAndWorkListTheirTools(t *testing.T) {
	_, plan := realPlan(t, "https://remit.example")
	for _, c := range []struct{ role, want string }{
		{"platform-engineer", "admin"}, {"devops-engineer", "user"}, {"software-developer", "user"}, {"cloud-engineer", ""},
	} {
		side := ""
		for _, row := range view[site.RolePage](t, plan, "roles/"+c.role+"/index.html").Tools.Rows {
			for _, tool := range row.Admin {
				if tool.ID == "test-hammer" {
					side += "admin"
				}
			}
			for _, tool := range row.User {
				if tool.ID == "test-hammer" {
					side += "user"
				}
			}
		}
		if side != c.want {
			t.Errorf("%s stands on the side %q of the hammer, want %q", c.role, side, c.want)
		}
	}
	for id, want := range map[string]bool{"operate-ci-cd-platform": true, "write-automated-tests": true, "measure-and-cut-toil": false} {
		got := false
		for _, c := range view[site.ResponsibilityPage](t, plan, "responsibilities/"+id+"/index.html").Tools {
			for _, tool := range c.Tools {
				got = got || tool.ID == "test-hammer"
			}
		}
		if got != want {
			t.Errorf("%s lists the hammer: %t, want %t", id, got, want)
		}
	}
}
