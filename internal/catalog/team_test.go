package catalog_test

import (
	"fmt"
	"strings"
	"testing"

	"remit/internal/catalog"
)

func members(cat *catalog.Catalog, list string) []catalog.Member {
	var all []catalog.Member
	for _, item := range strings.Fields(list) {
		var n int
		id, count, _ := strings.Cut(item, ":")
		fmt.Sscan(count, &n)
		all = append(all, catalog.Member{Role: cat.Role(id), People: n})
	}
	return all
}

func idOf(r *catalog.Role) string {
	if r == nil {
		return "-"
	}
	return r.ID
}

// The matrices are those of grown, in derive_test.go.
func TestCheckTeam(t *testing.T) {
	cat := grown(t)
	for _, c := range []struct{ shape, team, want string }{
		{"small", "coder:1 tester:2", `write-code coder
test-code tester
run-code tester, coder helps
fix-code coder
coder 2 rows, 2 alone; tester 2 rows, 0 alone`},
		// Without the tester the coder is nearest: it runs code already, and is told of tests, which is not near.
		{"small", "coder:3", `write-code coder
test-code nobody, nearest -
run-code nobody, nearest coder
fix-code coder
coder 2 rows, 0 alone`},
		// A specialist takes over what its page says: it takes the A of fix-code from the coder.
		{"small", "coder:1 boss:1", `write-code coder
test-code nobody, nearest -
run-code nobody, nearest coder
fix-code boss, coder helps
coder 1 rows, 1 alone; boss 1 rows, 0 alone`},
		// One who is only asked is nearer than nobody; one who answers in a smaller shape is near at last.
		{"big", "tester:1", `write-code nobody, nearest tester
test-code tester
run-code nobody, nearest tester
fix-code nobody, nearest tester
tester 1 rows, 1 alone`},
		{"solo", "tester:1", `write-code nobody, nearest -
test-code nobody, nearest tester
run-code nobody, nearest tester
fix-code nobody, nearest -
tester 0 rows, 0 alone`},
	} {
		report := cat.CheckTeam(cat.Shape(c.shape), members(cat, c.team))
		var lines, loads []string
		for _, r := range report.Rows {
			line := r.Responsibility.ID + " "
			if r.Holder == nil {
				line += "nobody, nearest " + idOf(r.Nearest)
			} else {
				line += r.Holder.ID
				for _, d := range r.Deputies {
					line += ", " + d.ID + " helps"
				}
			}
			lines = append(lines, line)
		}
		for _, l := range report.Loads {
			loads = append(loads, fmt.Sprintf("%s %d rows, %d alone", l.Role.ID, l.Rows, l.Alone))
		}
		if got := strings.Join(append(lines, strings.Join(loads, "; ")), "\n"); got != c.want {
			t.Errorf("%s in %s:\n%s\nwant\n%s", c.team, c.shape, got, c.want)
		}
	}
}

func TestNearestShape(t *testing.T) {
	cat, _ := published(t)
	for team, want := range map[string]string{
		"devops-engineer:1":                                       "startup",
		"software-developer:9 devops-engineer:1":                  "startup",
		"software-developer:9 devops-engineer:2 cloud-engineer:1": "growing", // as near as startup, but startup lacks the cloud engineer
		"software-developer:9 devops-engineer:2 cloud-engineer:1 platform-engineer:3 release-manager:1": "enterprise",
		"platform-engineer:1 site-reliability-engineer:1":                                               "enterprise",
		"release-manager:1": "startup",
	} {
		if got := cat.NearestShape(members(cat, team)); got.ID != want {
			t.Errorf("%s: %s, want %s", team, got.ID, want)
		}
	}
}
