package site_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"remit/internal/catalog"
	"remit/internal/search"
	"remit/internal/site"
	"remit/internal/source"
)

// realIndex returns the index of the real content, made once for all tests.
func realIndex(t *testing.T) *search.Index {
	t.Helper()
	ix, err := makeIndex()
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

var makeIndex = sync.OnceValues(func() (*search.Index, error) {
	tree, _, err := source.Read(os.DirFS("../../content"), "content")
	if err != nil {
		return nil, err
	}
	cat, problems := catalog.Load(tree, site.Address(""))
	if problems.Failed() {
		return nil, fmt.Errorf("the content has problems: %v", problems.All()[0])
	}
	return search.New(site.Documents(cat), site.Synonyms(cat))
})

// wantRank is the least mean reciprocal rank, over the first ten hits, of the pages that questions.txt expects.
const wantRank = 0.85

// questions.txt holds what readers ask, each with the one page that answers it best.
func TestSearchFindsWhatReadersAsk(t *testing.T) {
	ix := realIndex(t)
	text, err := os.ReadFile("testdata/questions.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(lines) < 60 {
		t.Fatalf("only %d questions", len(lines))
	}
	sum := 0.0
	var missed []string
	for _, line := range lines {
		query, url, _ := strings.Cut(line, "\t")
		result, err := ix.Search(context.Background(), query, search.Options{Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		rank := 0
		for i, h := range result.Hits {
			if h.URL == url {
				rank = i + 1
				break
			}
		}
		if rank > 0 {
			sum += 1 / float64(rank)
		}
		if rank != 1 {
			first := ""
			if len(result.Hits) > 0 {
				first = result.Hits[0].URL
			}
			missed = append(missed, strings.Join([]string{query, "wants", url, "at", string(rune('0' + rank%10)), "first is", first}, " "))
		}
	}
	mean := sum / float64(len(lines))
	t.Logf("MRR@10 %.3f over %d questions", mean, len(lines))
	if mean < wantRank {
		t.Errorf("MRR@10 is %.3f, want at least %.2f:\n%s", mean, wantRank, strings.Join(missed, "\n"))
	}
}

func TestSearchKnowsWordsAsPeopleWriteThem(t *testing.T) {
	ix := realIndex(t)
	for query, want := range map[string]string{
		"SRE":              "/roles/site-reliability-engineer/",
		"k8s":              "/glossary/#kubernetes",
		"IaC":              "/glossary/#infrastructure-as-code",
		"CI/CD":            "/glossary/#cicd",
		"cicd":             "/glossary/#cicd",
		"on-call":          "/glossary/#on-call",
		"slo":              "/glossary/#service-level-objective",
		`"error budget"`:   "/glossary/#error-budget",
		"relase manager":   "/roles/release-manager/",
		"Platform’s team":  "/glossary/#platform-team",
		"DevOps or cloud?": "/compare/devops-engineer-vs-cloud-engineer/",
	} {
		result, err := ix.Search(context.Background(), query, search.Options{Limit: 3})
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, h := range result.Hits {
			found = found || h.URL == want
		}
		if !found {
			t.Errorf("%q does not find %s among the first three: %v", query, want, result.Hits)
		}
	}
}
