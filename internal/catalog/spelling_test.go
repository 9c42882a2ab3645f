package catalog_test

import (
	"maps"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"

	"remit/internal/diag"
	"remit/internal/markdown"
)

// TestSpelling asks hunspell for British English about every word of the content. Words of the trade it does not know
// stand in testdata/words.txt, one a line.
func TestSpelling(t *testing.T) {
	if err := exec.Command("hunspell", "-d", "en_GB", "-l", os.DevNull).Run(); err != nil {
		if os.Getenv("REMIT_SPELLING") == "required" {
			t.Fatal("there is no hunspell with British English, and REMIT_SPELLING requires it:", err)
		}
		t.Skip("there is no hunspell with British English: spelling is not checked")
	}
	known, err := os.ReadFile("testdata/words.txt")
	if err != nil {
		t.Fatal(err)
	}
	ours := strings.Fields(string(known))
	if !slices.IsSorted(ours) {
		t.Error("testdata/words.txt is not sorted")
	}
	where := map[string]string{} // a word and the first file that holds it
	var all strings.Builder
	files := realContent(t)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if path.Ext(name) != ".md" || name == "job-ads/signals.md" || name == "job-ads/wording.md" { // words to look for, no prose
			continue
		}
		for _, word := range words(string(files[name].Data)) {
			if where[word] == "" {
				where[word] = name
				all.WriteString(word + "\n")
			}
		}
	}
	cmd := exec.Command("hunspell", "-d", "en_GB", "-l")
	cmd.Stdin = strings.NewReader(all.String())
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, word := range strings.Fields(string(out)) {
		if slices.Contains(ours, word) {
			used[word] = true
		} else {
			t.Errorf("%s: %q is misspelt, or belongs into testdata/words.txt", where[word], word)
		}
	}
	for _, word := range ours {
		if where[word] == "" {
			t.Errorf("testdata/words.txt: no content holds %q", word)
		}
	}
}

// words are those of a content file's prose, without addresses, code and ids.
func words(file string) []string {
	_, body, _ := strings.Cut(strings.TrimPrefix(file, "---\n"), "\n---\n")
	text := markdown.Parse([]byte(body), markdown.Source{
		At:   func(int) diag.Place { return diag.Place{} },
		Href: func(dest string) string { return dest },
	}).Text()
	var all []string
	for _, field := range strings.FieldsFunc(text, func(r rune) bool {
		return !(r == '\'' || r == '’' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0xC0) || r >= 0x2000 && r != '’'
	}) {
		word := strings.Trim(strings.ReplaceAll(field, "’", "'"), "'")
		word = strings.TrimSuffix(word, "'s")
		if answers := len(word) > 5 && strings.Trim(word, "abcd") == ""; answers { // a persona's sheet in a quiz
			continue
		}
		if word != "" && !strings.ContainsAny(word, "0123456789") && strings.ToUpper(word) != word {
			all = append(all, word)
		}
	}
	return all
}
