package catalog_test

import (
	"fmt"
	"strings"
	"testing"

	"remit/internal/catalog"
)

func setLines(c catalog.Compared) string {
	var lines []string
	for _, set := range c.Sets {
		var who, what []string
		for i, has := range set.Has {
			if has {
				who = append(who, c.Roles[i].ID)
			}
		}
		for _, p := range set.Parts {
			mark := ""
			if p.Differs() {
				mark = "!"
			}
			what = append(what, fmt.Sprintf("%s%s %q", p.Responsibility.ID, mark, p.Letters))
		}
		lines = append(lines, strings.Join(who, "+")+": "+strings.Join(what, ", "))
	}
	return strings.Join(append(lines, fmt.Sprint("neither: ", c.Neither)), "\n")
}

func TestCompare(t *testing.T) {
	cat := grown(t)
	for _, c := range []struct{ shape, roles, want string }{
		{"small", "coder tester", `coder+tester: run-code! ["R" "A/R"]
coder: write-code ["A/R" "C"], fix-code ["A/R" "C"]
tester: test-code ["I" "A/R"]
neither: 0`},
		{"big", "tester coder", `tester+coder: write-code! ["R" "A/R"], fix-code! ["R" "A"]
tester: test-code ["A/R" ""]
coder: run-code ["I" "A/R"]
neither: 0`},
		// A role for which no shape has a column counts with what it takes where it exists.
		{"small", "coder tester boss", `coder+tester: run-code! ["R" "A/R" "C"]
coder+boss: fix-code! ["A/R" "C" "A"]
coder: write-code ["A/R" "C" ""]
tester: test-code ["I" "A/R" ""]
neither: 0`},
		// One for which another shape has a column has no part here.
		{"solo", "tester boss", `boss: fix-code ["" "A"]
neither: 3`},
	} {
		var roles []*catalog.Role
		for _, id := range strings.Fields(c.roles) {
			roles = append(roles, cat.Role(id))
		}
		if got := setLines(cat.Compare(cat.Shape(c.shape), roles)); got != c.want {
			t.Errorf("%s in %s:\n%s\nwant\n%s", c.roles, c.shape, got, c.want)
		}
	}
}
