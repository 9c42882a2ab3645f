package search

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"
)

func small(t testing.TB) *Index {
	t.Helper()
	ix, err := New([]Document{
		{URL: "/roles/sre/", Title: "Site reliability engineer", Type: "role", Names: []string{"SRE", "production engineer"}, Sections: []Section{
			{Text: "Keeps services reliable. An error budget decides between speed and stability."},
			{Heading: "A day", Anchor: "a-day", Text: "Tunes an alert. Leads an incident at three in the morning."}}},
		{URL: "/work/pager/", Title: "Hold the pager", Type: "work", Names: []string{"on call"}, Data: json.RawMessage(`"A/R"`), Sections: []Section{{Text: "Respond first when a service breaks."}}},
		{URL: "/work/clusters/", Title: "Upgrade Kubernetes clusters", Type: "work", Sections: []Section{{Text: "Keep supported versions of k8s in place. C# services and CI/CD run on it."}}},
	}, [][]string{{"Kubernetes", "k8s"}, {"Site reliability engineer", "SRE"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	return ix
}

func urls(r *Result) string {
	var all []string
	for _, h := range r.Hits {
		all = append(all, h.URL)
	}
	return strings.Join(all, " ")
}

func TestSearch(t *testing.T) {
	ix := small(t)
	for _, c := range []struct {
		query, corrected, urls string
		options                Options
	}{
		{query: "sre", urls: "/roles/sre/"},
		{query: "who is on call", urls: "/work/pager/ /work/clusters/"},
		{query: "kuberntes", corrected: "kubernetes", urls: "/work/clusters/"},
		{query: "kuberntes", urls: "", options: Options{Exact: true}},
		{query: "c#", urls: "/work/clusters/"},
		{query: "cicd", urls: "/work/clusters/"},
		{query: `"error budget"`, urls: "/roles/sre/"},
		{query: `"budget error"`, urls: ""},
		{query: "service", urls: "/work/pager/", options: Options{Type: "work", Limit: 1}},
		{query: "kuber", urls: "/work/clusters/", options: Options{Typing: true}},
		{query: "reliabili", urls: "/roles/sre/", options: Options{Typing: true}},
		{query: "the of", urls: ""},
		{query: "", urls: ""},
		{query: `"`, urls: ""},
	} {
		r, err := ix.Search(context.Background(), c.query, c.options)
		if err != nil {
			t.Fatal(err)
		}
		if urls(r) != c.urls || r.Corrected != c.corrected {
			t.Errorf("%q %+v: %q, corrected %q; want %q, %q", c.query, c.options, urls(r), r.Corrected, c.urls, c.corrected)
		}
	}
}

func TestSearchSaysWhereAndHowMany(t *testing.T) {
	r, err := small(t).Search(context.Background(), "incident morning service", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Total != 3 || !slices.Equal(r.Facets, []Facet{{"role", 1}, {"work", 2}}) {
		t.Errorf("total %d, facets %v", r.Total, r.Facets)
	}
	h := r.Hits[0]
	if h.URL != "/roles/sre/" || h.Anchor != "a-day" || h.Section != "A day" || h.Snippet != "Leads an incident at three in the morning." {
		t.Errorf("hit %+v", h)
	}
}

func TestExportNamesItsFolderByItsContent(t *testing.T) {
	ix := small(t)
	files, err := ix.Export(context.Background(), json.RawMessage(`{"a":1}`))
	if err != nil {
		t.Fatal(err)
	}
	r, err := zlib.NewReader(bytes.NewReader(files["search/manifest"]))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	var m manifest
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	if m.Docs != 3 || string(m.Extra) != `{"a":1}` || !strings.HasPrefix(m.Dir, "assets/search/") {
		t.Errorf("manifest %s", text)
	}
	for name := range files {
		if name != "search/manifest" && !strings.HasPrefix(name, m.Dir+"/") {
			t.Errorf("%s lies outside %s", name, m.Dir)
		}
	}
	if files[m.Dir+"/lens"] == nil || files[m.Dir+"/d/0"] == nil {
		t.Error("files are missing")
	}
}

func TestNearestWord(t *testing.T) {
	ix := small(t)
	for word, want := range map[string]string{"relaible": "reliable", "pgaer": "pager", "servise": "service", "xyzzy": "", "ab": "", "incidnt": "incident"} {
		if got := ix.nearest(word); got != want {
			t.Errorf("nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

func FuzzSearch(f *testing.F) {
	for _, s := range []string{`"error budget" sre`, "c# .net", `"`, "“”", "ｋ８ｓ", "\x00\xff", "a:b", strings.Repeat("on call ", 100)} {
		f.Add(s, false)
		f.Add(s, true)
	}
	ix := small(f)
	f.Fuzz(func(t *testing.T, s string, typing bool) {
		r, err := ix.Search(context.Background(), s, Options{Typing: typing})
		if err != nil {
			t.Fatal(err)
		}
		if r.Total != len(r.Hits) {
			t.Fatalf("total %d, hits %d", r.Total, len(r.Hits))
		}
		for i := 1; i < len(r.Hits); i++ {
			if rounded(r.Hits[i-1].Score) < rounded(r.Hits[i].Score) {
				t.Fatal("hits are not in order")
			}
		}
	})
}
