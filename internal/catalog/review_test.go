package catalog_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// Every kind of file may say when it is to be looked at again; none is due before its month, all are from its first day.
func TestDueForReview(t *testing.T) {
	files := fstest.MapFS{}
	var want []string
	for p, text := range base {
		key := "title: "
		if !strings.Contains(text, "\n"+key) && !strings.HasPrefix(text, key) {
			t.Fatalf("%s has no title", p)
		}
		files[p] = &fstest.MapFile{Data: []byte(strings.Replace(text, key, "review-by: 2027-06\n"+key, 1))}
		want = append(want, "content/"+p)
	}
	slices.Sort(want)
	cat, problems := load(t, files)
	if len(problems) != 0 {
		t.Fatal(problems)
	}
	for date, due := range map[string]bool{"": false, "2026-11-21": false, "2027-05-31": false, "2027-06-01": true, "2027-06-30": true, "2028-01-01": true} {
		var got []string
		for _, p := range cat.DueForReview(date).All() {
			if p.Message != "is due for review since 2027-06" || p.Hint == "" {
				t.Errorf("on %s: %q, hint %q", date, p.Message, p.Hint)
			}
			got = append(got, p.File)
		}
		if due && !slices.Equal(got, want) || !due && got != nil {
			t.Errorf("on %q are due %v, want all of %v: %v", date, got, want, due)
		}
	}
}
