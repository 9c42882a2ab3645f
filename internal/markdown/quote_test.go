package markdown

import "testing"

func TestCurly(t *testing.T) {
	for text, want := range map[string]string{
		`the team's "own" words`:  "the team’s “own” words",
		`("20 dollars and up")`:   "(“20 dollars and up”)",
		`"a"/"b"–"c"`:             "“a”/“b”–“c”",
		"“curly” as it’s written": "“curly” as it’s written",
		"":                        "",
	} {
		if got := Curly(text); got != want {
			t.Errorf("%s becomes %s, want %s", text, got, want)
		}
	}
}
