package render

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func testWords() *Words {
	return NewWords([]Word{
		{"Error budget", "/g/#error-budget"}, {"SLO", "/g/#slo"}, {"service level objective", "/g/#slo"}, {"CI/CD", "/g/#cicd"}, {"CI", "/g/#ci"}, {"on-call", "/g/#on-call"},
		{"Canary", "/g/#canary"}, {"canary release", "/g/#canary"}, {"DevOps", "/g/#devops"}, {"DevOps engineer", ""}, {"façade", "/g/#façade"}, {"Zugriff über Nacht", "/g/#a&b"},
		{"OCI registry", "/g/#registry"}, {"canary", "/second/"},
	})
}

func TestWordsBecomeLinks(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"once":                {"An error budget. The error budget.", "An [error budget]. The error budget."},
		"capitals of a title": {"Error Budget", "[Error Budget]"},
		"plural":              {"error budgets, two canaries, SLOs", "[error budgets], two canaries, [SLOs]"},
		"a name in capitals":  {"slo slos Slo SLO", "slo slos Slo [SLO]"},
		"a word in capitals":  {"an oci registry, an OCI Registry", "an oci registry, an [OCI Registry]"},
		"longest first":       {"CI/CD and CI", "[CI/CD] and [CI]"},
		"two names, one term": {"a canary release of a canary", "a [canary release] of a canary"},
		"hyphen for space":    {"an error-budget policy, on call", "an [error-budget] policy, [on call]"},
		"line break":          {"an error\nbudget", "an [error\nbudget]"},
		"whole words":         {"uncanary canaryish xSLO SLO2 microCI", "uncanary canaryish xSLO SLO2 microCI"},
		"part of a compound":  {"non-canary canary-based CI/CT and/CI canary.yaml x.canary #canary a_canary canary_x", "non-canary canary-based CI/CT and/CI canary.yaml x.canary #canary a_canary canary_x"},
		"beside marks":        {"(canary), “SLO”: CI’s &amp;error budget&#39;s", "([canary]), “[SLO]”: [CI]’s &amp;[error budget]&#39;s"},
		"names of characters": {"&canary; canary", "&canary; [canary]"},
		"kept whole":          {"The DevOps engineers do DevOps", "The DevOps engineers do [DevOps]"},
		"unicode":             {"eine Façade, zugriff ÜBER nacht", "eine [Façade], [zugriff ÜBER nacht]"},
		"word at the end":     {"service level", "service level"},
		"over a tag":          {"error <em>budget</em>", "error <em>budget</em>"},
		"within a tag":        {"<em>error budget</em> <strong>CI</strong>", "<em>[error budget]</em> <strong>[CI]</strong>"},
		"void elements":       {`a<br>b <img src="x" alt="SLO"> SLO`, `a<br>b <img src="x" alt="SLO"> [SLO]`},
	} {
		for _, element := range []string{"p", "li", "td", "dd"} {
			page := "<main id=\"main\">\n<div data-terms><" + element + ">%s</" + element + "></div>\n</main>SLO"
			got := string(testWords().Link(fmt.Appendf(nil, page, c.text)))
			if want := fmt.Sprintf(page, c.want); marked(got) != want {
				t.Errorf("%s in %s: %s, want %s", name, element, marked(got), want)
			}
		}
	}
}

// marked writes links that have been made as [words].
func marked(page string) string {
	for _, a := range []string{"error-budget", "slo", "cicd", "ci", "on-call", "canary", "devops", "façade", "a&amp;b", "registry"} {
		page = strings.ReplaceAll(page, `<a href="/g/#`+a+`">`, "[")
	}
	return strings.ReplaceAll(page, "</a>", "]")
}

func TestWordsThatAreLeftAlone(t *testing.T) {
	for name, page := range map[string]string{
		"outside main":              "<p data-terms>SLO</p>",
		"outside running text":      "<main><p>SLO</p></main>",
		"behind running text":       "<main><div data-terms><p>x</p></div><p>SLO</p></main>",
		"in a link":                 `<main data-terms><a href="/x/">SLO</a></main>`,
		"in a heading":              `<main data-terms><h2 id="slo">The <em>SLO</em></h2></main>`,
		"in code":                   "<main data-terms><p><code>SLO</code></p><pre><code><span>SLO</span></code></pre></main>",
		"in a summary":              "<main data-terms><details><summary>SLO</summary></details></main>",
		"in the head of a table":    "<main data-terms><table><tr><th>SLO</th></tr></table></main>",
		"in the head of a row":      "<main data-terms><table><tr><td><em>SLO</em></td><td>x</td></tr></table></main>",
		"in a picture":              `<main data-terms><svg><path d="M0"/><text>SLO</text></svg></main>`,
		"in data":                   `<main data-terms><script type="application/json">["SLO"]</script></main>`,
		"linked by hand":            `<main><p><a href="/g/#slo">what</a></p><p data-terms>SLO, service level objective</p></main>`,
		"linked by hand in between": `<main data-terms><h2><a class="x" href="/g/#slo">what</a></h2><p>SLO</p></main>`,
		"the page's own subject":    "<main><h1>What an SLO is</h1><p data-terms>SLO</p></main>",
		"a page that is cut off":    "<main data-terms><p>SLO<",
	} {
		if got := string(testWords().Link([]byte(page))); got != page {
			t.Errorf("%s: %s", name, got)
		}
	}
	if page := []byte("<main data-terms><p>SLO</p></main>"); !bytes.Equal(NewWords(nil).Link(page), page) {
		t.Error("without words something is linked")
	}
}

func TestCellBehindTheHeadOfItsRowIsRunningText(t *testing.T) {
	for _, head := range []string{"td", "th"} {
		page := "<main data-terms><table><tr><" + head + ">x</" + head + "><td>%s</td></tr></table></main>"
		if got := string(testWords().Link(fmt.Appendf(nil, page, "SLO"))); marked(got) != fmt.Sprintf(page, "[SLO]") {
			t.Error(got)
		}
	}
}

func TestWordIsLinkedBeforeTheAuthorsLink(t *testing.T) {
	got := string(testWords().Link([]byte(`<main data-terms><p>SLO <a href="/g/#slo">what</a> SLO</p></main>`)))
	if want := `<main data-terms><p><a href="/g/#slo">SLO</a> <a href="/g/#slo">what</a> SLO</p></main>`; got != want {
		t.Error(got)
	}
}

func TestPageIsNoFieldOfLinks(t *testing.T) {
	var words []Word
	var text strings.Builder
	for i := range 3 * mostLinks {
		name := fmt.Sprintf("word%d", i)
		words = append(words, Word{name, "/" + name})
		text.WriteString(name + " ")
	}
	page := "<main data-terms><p>" + text.String() + "</p></main>"
	got := string(NewWords(words).Link([]byte(page)))
	if n := strings.Count(got, "<a "); n != mostLinks {
		t.Errorf("%d links, want %d", n, mostLinks)
	}
	if !strings.HasSuffix(got, "word35 </p></main>") || !strings.Contains(got, `<a href="/word11">word11</a> word12`) {
		t.Error(got)
	}
}

func FuzzWordsOnlyAddLinks(f *testing.F) {
	f.Add("An error budget &amp; its SLOs <em>on-call</em>")
	f.Add("<h2>SLO</h2><a href=\"/g/#slo\">x</a>SLO-")
	f.Fuzz(func(t *testing.T, text string) {
		page := []byte("<main data-terms><p>" + text + "</p></main>")
		got := testWords().Link(page)
		if strings.Contains(text, "<") {
			return // it need only come to an end
		}
		if plain := strings.NewReplacer("[", "", "]", "").Replace; plain(marked(string(got))) != plain(string(page)) {
			t.Errorf("%q became %q", page, got)
		}
	})
}
