package catalog

import (
	"cmp"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"remit/internal/source"
)

// part is a text that a reader meets as one: a file's, or a term's or a title's own.
type part struct {
	name string
	text string
}

// parts returns what the authors wrote, once each: the body and the front matter of every page, and each term of the
// glossary and each title by itself. Quizzes and job ads are left out, whose sentences are made to be put together, and
// sources, whose titles are not ours.
func parts(t *testing.T) []part {
	t.Helper()
	tree, l := ownContent(t)
	var all []part
	for _, f := range tree.Files {
		if path.Ext(f.Path) != ".md" || slices.Contains([]string{"quiz", "job-ads"}, f.Dir()) || f.Path == "sources.md" || f.Path == "glossary.md" || f.Path == "titles.md" {
			continue
		}
		text := l.docs[f.Path].Text()
		if shape := l.cat.Shape(f.ID()); shape != nil && f.Dir() == "shapes" {
			text = besideTheMatrix(shape)
		}
		for _, in := range l.inlines {
			if in.file == f {
				text += ". " + in.doc.Text()
			}
		}
		all = append(all, part{f.Path, text})
	}
	for _, term := range l.cat.Glossary.Terms {
		all = append(all, part{"glossary.md#" + term.ID, term.Plain})
	}
	for _, title := range l.cat.Titles.Titles {
		all = append(all, part{"titles.md#" + title.ID, title.Plain})
	}
	return all
}

// ownContent is the content that this repository publishes, decoded and joined.
func ownContent(t *testing.T) (*source.Tree, *loader) {
	t.Helper()
	tree, problems, err := source.Read(os.DirFS("../../content"), "content")
	if err != nil || problems.Failed() {
		t.Fatal(err, problems.All())
	}
	l := newLoader(tree, func(p string) string { return "/" + strings.TrimSuffix(p, ".md") + "/" })
	l.decode()
	l.join()
	return tree, l
}

// besideTheMatrix is a shape's prose and the notes of its cells: the rows themselves are the same in each shape.
func besideTheMatrix(s *Shape) string {
	var texts []string
	for _, section := range s.Prose {
		texts = append(texts, section.Text())
	}
	for _, row := range s.Rows {
		for _, cell := range row.Cells {
			texts = append(texts, tags.ReplaceAllString(string(cell.Note), ""))
		}
	}
	return strings.Join(texts, " | ")
}

var tags = regexp.MustCompile(`<[^>]*>`)

// shingleWords is how many words in a row make a repeat.
const shingleWords = 8

// shingles returns every run of shingleWords words of a text.
func shingles(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '’' })
	var all []string
	for i := 0; i+shingleWords <= len(words); i++ {
		all = append(all, strings.Join(words[i:i+shingleWords], " "))
	}
	return all
}

// repeat is what two texts both say.
type repeat struct {
	a, b   string
	shared []string // shingles, in the order of a
	share  float64  // of the shorter text's shingles, from 0 to 1
}

func repeats(all []part) []repeat {
	holders := map[string][]int{}
	counts := make([]int, len(all))
	for i, p := range all {
		seen := map[string]bool{}
		for _, s := range shingles(p.text) {
			if !seen[s] {
				seen[s] = true
				holders[s] = append(holders[s], i)
			}
		}
		counts[i] = len(seen)
	}
	pairs := map[[2]int][]string{}
	for i, p := range all {
		seen := map[string]bool{}
		for _, s := range shingles(p.text) {
			if seen[s] {
				continue
			}
			seen[s] = true
			for _, j := range holders[s] {
				if i < j {
					pairs[[2]int{i, j}] = append(pairs[[2]int{i, j}], s)
				}
			}
		}
	}
	var found []repeat
	for pair, shared := range pairs {
		found = append(found, repeat{all[pair[0]].name, all[pair[1]].name, shared, float64(len(shared)) / float64(min(counts[pair[0]], counts[pair[1]]))})
	}
	slices.SortFunc(found, func(a, b repeat) int {
		return cmp.Or(cmp.Compare(len(b.shared), len(a.shared)), cmp.Compare(a.a, b.a), cmp.Compare(a.b, b.b))
	})
	return found
}

// What two texts may have in common: names of exams and sources, an idiom, a fact with its figure. Ten runs of eight words
// are a sentence of seventeen that stands on both pages. A quarter of a short text is most of what it says.
const (
	mostShared = 10
	mostShare  = 0.25
)

func TestNoTwoPagesSayTheSame(t *testing.T) {
	all := parts(t)
	if len(all) < 400 {
		t.Fatalf("only %d texts are compared", len(all))
	}
	for _, r := range repeats(all) {
		if len(r.shared) > mostShared || r.share > mostShare {
			t.Errorf("%s and %s have %d runs of %d words in common, %.0f%% of the shorter one: %s", r.a, r.b, len(r.shared), shingleWords, 100*r.share, strings.Join(joined(r.shared), " … "))
		}
	}
}

// joined puts shingles that follow each other together.
func joined(shingles []string) []string {
	var runs []string
	last := ""
	for _, s := range shingles {
		_, tail, _ := strings.Cut(last, " ")
		if head := s[:strings.LastIndexByte(s, ' ')]; len(runs) > 0 && tail == head {
			runs[len(runs)-1] += s[len(head):]
		} else {
			runs = append(runs, s)
		}
		last = s
	}
	return runs
}

func TestRepeatsAreFound(t *testing.T) {
	sentence := "Whoever answers for the outcome of a piece of work has the last word on it."
	got := repeats([]part{
		{"a", "First. " + sentence + " Then other things follow that nobody else has written down, for a while, in many words."},
		{"b", "Something else comes first here. " + strings.ToUpper(sentence)},
		{"c", "Whoever answers for the outcome of it has a word."},
	})
	if len(got) != 1 || got[0].a != "a" || got[0].b != "b" {
		t.Fatalf("repeats %+v", got)
	}
	if want := "whoever answers for the outcome of a piece of work has the last word on it"; len(got[0].shared) != 9 || len(joined(got[0].shared)) != 1 || joined(got[0].shared)[0] != want {
		t.Errorf("shared %q", got[0].shared)
	}
	if share := got[0].share; share < 0.6 || share > 0.7 { // 9 of the 14 shingles of b
		t.Errorf("a share of %.2f", share)
	}
}

// A term that is a title of the market is told there; the glossary says in one sentence what kind of title it is.
func TestTermsThatAreTitlesLeadToTheTitle(t *testing.T) {
	_, l := ownContent(t)
	titles := map[string]*Title{}
	for _, title := range l.cat.Titles.Titles {
		for _, name := range append([]string{title.Title}, title.Also...) {
			titles[strings.ToLower(name)] = title
		}
	}
	found := 0
	for _, term := range l.cat.Glossary.Terms {
		title := titles[strings.ToLower(term.Title)]
		if title == nil {
			continue
		}
		found++
		if !strings.Contains(string(term.See), `href="`+title.URL+`"`) {
			t.Errorf("term %q does not lead to the title of the same name", term.Title)
		}
		if strings.Contains(term.Plain, ". ") || term.More != "" {
			t.Errorf("term %q says more than one sentence, and the title of the same name says it too", term.Title)
		}
		if len(term.Linked) > 0 {
			t.Errorf("term %q is linked by the program, which leaves titles alone", term.Title)
		}
	}
	if found == 0 {
		t.Error("no term is a title: this test looks at nothing")
	}
}
