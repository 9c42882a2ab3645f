package search

import "testing"

func TestAWordStandsAsAWhole(t *testing.T) {
	for _, c := range []struct {
		word, text string
		want       bool
	}{
		{"iac", "iac", true},
		{"iac", "write iacs, not scripts", true},
		{"iac", "iacss", false},
		{"iac", "maniac", false},
		{"iac", "maniac iac", true},
		{"aa", "baaa", false},
		{"sre", "the sre’s pager", true},
		{"sre", "üsre", false},
		{"sre", "sre2", false},
		{"on call", "on call.", true},
		{"on call", "upon call, on calls", true},
		{"gitops", "gitops", true},
		{"é", "\xffé", true},
		{"", "text", false},
		{"k8s", "", false},
	} {
		if got := stands(c.word, c.text); got != c.want {
			t.Errorf("%q stands in %q: %v, want %v", c.word, c.text, got, c.want)
		}
	}
}
