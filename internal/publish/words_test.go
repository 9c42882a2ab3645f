package publish

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"remit/internal/render"
	"remit/internal/site"
)

// added are the links that the words of the plan made, in their order, each as address, words and where it stands. It
// fails where the pages differ in anything else.
func added(t *testing.T, name string, before, after []byte) (links []addedLink) {
	t.Helper()
	for i, j := 0, 0; j < len(after); {
		start := bytes.HasPrefix(after[j:], []byte("<a "))
		tag := after[j : j+max(bytes.IndexByte(after[j:], '>')+1, 1)]
		if start && !bytes.HasPrefix(before[min(i, len(before)):], tag) {
			inner, _, _ := bytes.Cut(after[j+len(tag):], []byte("</a>"))
			links = append(links, addedLink{string(tag), string(inner), j})
			j += len(tag)
			if !bytes.HasPrefix(before[i:], inner) {
				t.Fatalf("%s: the link %s%s stands in place of %.40s", name, tag, inner, before[i:])
			}
			i, j = i+len(inner), j+len(inner)+len("</a>")
			continue
		}
		if i >= len(before) || before[i] != after[j] {
			t.Fatalf("%s: %.60q where the page has %.60q", name, after[j:], before[min(i, len(before)):])
		}
		i, j = i+1, j+1
	}
	return links
}

type addedLink struct {
	tag, words string
	at         int
}

var (
	headBlock = regexp.MustCompile(`(?s)<(h[1-6]|summary|header|th|dt|code|pre|a)\b[^>]*>.*?</(h[1-6]|summary|header|th|dt|code|pre|a)>|<p class="(statement|lead|question)">.*?</p>`)
	termHref  = regexp.MustCompile(`^<a href="(/below)?/glossary/#[a-z0-9-]+">$`)
)

// Every page of our own content is drawn with and without the links that the program makes.
func TestTermsAreLinkedOnceAPageInRunningText(t *testing.T) {
	in := real()
	in.BaseURL = "https://remit.example/below"
	cat, problems, err := Load(in)
	if err != nil || problems.Failed() {
		t.Fatal(err, problems.All())
	}
	plan := site.Make(cat, site.Options{BaseURL: in.BaseURL})
	layouts, err := render.Parse(os.DirFS("../../layouts"))
	if err != nil {
		t.Fatal(err)
	}
	words := render.NewWords(plan.Words)
	pages, total := 0, 0
	for _, p := range plan.Pages {
		before, err := layouts.Page(p.Layout, p.View)
		if err != nil {
			t.Fatal(err)
		}
		after := words.Link(bytes.Clone(before))
		links, seen := added(t, p.Out, before, after), map[string]bool{}
		if len(links) > 12 {
			t.Errorf("%s has %d links by the program, more than a reader wants", p.Out, len(links))
		}
		if len(links) > 0 {
			pages++
		}
		total += len(links)
		parts := headBlock.FindAllIndex(before, -1)
		shift := 0
		for _, l := range links {
			if !termHref.MatchString(l.tag) || !strings.HasPrefix(l.tag, `<a href="/below/`) {
				t.Errorf("%s: %s leads to no term below the path of the site", p.Out, l.tag)
			}
			if seen[l.tag] {
				t.Errorf("%s links %q to a term that is linked already", p.Out, l.words)
			}
			seen[l.tag] = true
			if earlier := bytes.Index(after, []byte(l.tag[:len(l.tag)-1])); earlier < l.at {
				t.Errorf("%s links %q behind a link of the author's to the same term", p.Out, l.words)
			}
			for _, part := range parts {
				if at := l.at - shift; part[0] < at && at < part[1] {
					t.Errorf("%s links %q within %.60s", p.Out, l.words, before[part[0]:part[1]])
				}
			}
			shift += len(l.tag) + len("</a>")
		}
	}
	if pages < 150 || total < 500 {
		t.Errorf("the program makes %d links on %d pages: the first uses of terms are not linked", total, pages)
	}
	for _, p := range plan.Pages {
		if strings.HasPrefix(p.Out, "glossary/") || p.Out == "index.html" {
			if page, _ := layouts.Page(p.Layout, p.View); !bytes.Equal(words.Link(bytes.Clone(page)), page) {
				t.Errorf("%s is not left as its author linked it", p.Out)
			}
		}
	}
}

func TestTermIsLinkedWhereAPageFirstHasIt(t *testing.T) {
	in := base()
	role, err := os.ReadFile("../../cmd/remit/testdata/base/content/roles/cloud-engineer.md")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(role), "Somebody decides what runs where.", "Somebody decides which releases run where. A release is told to all.", 1)
	in.Content = over{in.Content, map[string][]byte{"roles/cloud-engineer.md": []byte(text)}}
	page := string(mustBuild(t, in).Files["roles/cloud-engineer/index.html"])
	if want := `Somebody decides which <a href="/glossary/#release">releases</a> run where. A release is told to all. See the <a href="/glossary/#cluster">cluster</a>`; !strings.Contains(page, want) {
		t.Errorf("the page lacks %s", want)
	}
}
