package adcheck_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"remit/internal/jobad"
	"remit/internal/jobad/adcheck"
	"remit/internal/jobad/adtext"
)

var update = flag.Bool("update", false, "rewrite the goldens")

func readAd(t testing.TB, path string) adtext.Ad {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	ad, err := adtext.Read(path, data)
	if err != nil {
		t.Fatal(err)
	}
	return ad
}

func check(t testing.TB, name string, o adcheck.Options) adcheck.Report {
	t.Helper()
	return checker().Check(name, readAd(t, filepath.Join("testdata", name)), o)
}

func TestGoldens(t *testing.T) {
	ads, err := filepath.Glob("testdata/*.[tm][xd]*")
	if err != nil || len(ads) < 12 {
		t.Fatal("too few ads", ads, err)
	}
	for _, path := range ads {
		name := filepath.Base(path)
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			if err := checker().WriteText(&out, []adcheck.Report{check(t, name, adcheck.Options{})}); err != nil {
				t.Fatal(err)
			}
			golden := "testdata/" + strings.TrimSuffix(name, filepath.Ext(name)) + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(out.String()), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if out.String() != string(want) {
				t.Errorf("the report is\n%s\nand was\n%s\nsee go test -update", out.String(), want)
			}
		})
	}
}

// A good ad of a role is closest to it, and lacks nothing.
func TestGoodAds(t *testing.T) {
	for name, role := range map[string]string{
		"good-devops.txt": "devops-engineer", "good-cloud.txt": "cloud-engineer",
		"good-platform.txt": "platform-engineer", "good-sre.txt": "site-reliability-engineer",
	} {
		r := check(t, name, adcheck.Options{})
		if !r.Family || !r.Clear || r.Closest[0].Role != role {
			t.Errorf("%s: family %v, clear %v, closest to %v", name, r.Family, r.Clear, r.Closest)
		}
		for _, f := range r.Findings() {
			t.Errorf("%s: %s: %s in lines %v", name, f.Rule, f.What, f.Lines)
		}
		var ours, others int
		for _, l := range r.Lines {
			switch {
			case l.Role == role:
				ours++
			case l.Role != "":
				others++
			}
		}
		if ours < 3 || others > 1 {
			t.Errorf("%s: %d lines are of %s, %d of others", name, ours, role, others)
		}
	}
}

// An ad that the builder made, in any shape, is known as one of its role.
func TestComposedAds(t *testing.T) {
	model := jobad.NewModel(catalogue())
	for _, role := range []string{"devops-engineer", "cloud-engineer", "platform-engineer", "site-reliability-engineer"} {
		for _, shape := range []string{"growing", "enterprise"} {
			made := model.Compose(jobad.Brief{Role: role, Shape: shape})
			ad, err := adtext.Read("made.md", []byte(made.Markdown()))
			if err != nil {
				t.Fatal(err)
			}
			r := checker().Check("made.md", ad, adcheck.Options{Shape: shape})
			if !r.Family || r.Closest[0].Role != role || r.TitleRole != role {
				t.Errorf("%s, %s: the title says %q, the lines %v", role, shape, r.TitleRole, r.Closest)
				for _, l := range r.Lines {
					t.Logf("%s %s: %s", l.Kind, l.Role, l.Text)
				}
			}
		}
	}
}

func TestTitles(t *testing.T) {
	for title, want := range map[string]string{
		"Senior Site Reliability Engineer (Remote)": "site-reliability-engineer The title says Site reliability engineer.",
		"Production Engineer":                       "site-reliability-engineer The title is “Production engineer”, which usually means Site reliability engineer or DevOps engineer.",
		"Senior Cloud DevOps Engineer":              "devops-engineer The title is “Cloud DevOps engineer”, which usually means DevOps engineer or Cloud engineer or Site reliability engineer.",
		"Linux Engineer":                            " The title is “Linux administrator”, which usually means System administrator.",
		"DevOps Engineer / SRE":                     " The title says DevOps engineer and Site reliability engineer.",
		"Gardener":                                  " The title names none of the four roles.",
	} {
		ad, err := adtext.Read("ad.txt", []byte(title))
		if err != nil {
			t.Fatal(err)
		}
		r := checker().Check("", ad, adcheck.Options{})
		if got := r.TitleRole + " " + checker().TitleSays(&r); got != want {
			t.Errorf("%s: %q, not %q", title, got, want)
		}
	}
}

// Several jobs in one paragraph are seen as they are in a list; the report names the paragraph's line.
func TestOneParagraph(t *testing.T) {
	prose := check(t, "one-paragraph.txt", adcheck.Options{})
	lines := readAd(t, "testdata/one-paragraph.txt").Lines
	text := lines[len(lines)-1].Text
	ad, err := adtext.Read("ad.txt", []byte("DevOps Engineer\n\n- "+strings.Join(adcheck.Sentences(text), "\n- ")))
	if err != nil {
		t.Fatal(err)
	}
	list := checker().Check("", ad, adcheck.Options{})
	if len(prose.Breadth) != 1 || len(prose.Areas) != len(list.Areas) || len(prose.Split) != len(list.Split) || len(prose.Split) < 3 {
		t.Errorf("%d areas and %d jobs in a paragraph, %d and %d in a list; found %v", len(prose.Areas), len(prose.Split), len(list.Areas), len(list.Split), prose.Breadth)
	}
	for i, l := range prose.Lines {
		if l.Line != 3 || l.Role != list.Lines[i].Role || l.Text != list.Lines[i].Text {
			t.Errorf("line %d, %s: %s is %s in a list: %s", l.Line, l.Role, l.Text, list.Lines[i].Role, list.Lines[i].Text)
		}
	}
	for _, f := range prose.Breadth {
		if !slices.Equal(f.Lines, []int{3}) {
			t.Error("several jobs in lines", f.Lines)
		}
	}
}

func TestSentences(t *testing.T) {
	for text, want := range map[string]string{
		"You run it. You own it; we help! Do you? yes": "You run it.|You own it;|we help!|Do you? yes",
		"Tools, e.g. Terraform, in the U.S. East":      "Tools, e.g. Terraform, in the U.S. East",
		"in San Francisco.Requirements: Node.js, v1.2": "in San Francisco.|Requirements: Node.js, v1.2",
		"You will • build • run ●own":                  "You will|• build|• run|●own",
		"Ends with a mark; ":                           "Ends with a mark;",
	} {
		if got := strings.Join(adcheck.Sentences(text), "|"); got != want {
			t.Errorf("%q is cut into %s", text, got)
		}
	}
}

// What stands under a heading of what is asked is no work, unless it begins as duties do; statements about the employer are none.
func TestAskedAndAside(t *testing.T) {
	ad, err := adtext.Read("ad.txt", []byte("Cloud Engineer\n\nRequirements\n- Networks: DNS and load balancers\n- Advanced knowledge of our landing zone and its guardrails\n- Proactively design our VPCs and the VPN\n\nWe hire regardless of gender identity, national origin or access management."))
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, l := range checker().Check("", ad, adcheck.Options{}).Lines {
		kinds = append(kinds, l.Kind)
	}
	if !slices.Equal(kinds, []string{adcheck.KindAsked, adcheck.KindAsked, adcheck.KindRole, adcheck.KindGeneric}) {
		t.Error("the lines are", kinds)
	}
}

// A phrase of the table of lines says whose work a line is, and gives the ad no points.
func TestLinesTellNothingOfTheAd(t *testing.T) {
	ad := func(text string) adcheck.Report {
		ad, err := adtext.Read("ad.txt", []byte("Engineer\n\nResponsibilities\n- "+text))
		if err != nil {
			t.Fatal(err)
		}
		return checker().Check("", ad, adcheck.Options{})
	}
	with, without := ad("Bring code to production"), ad("Bring cake to the office")
	if l := with.Lines[0]; l.Role != "devops-engineer" || l.Responsibility != "build-and-maintain-service-pipeline" {
		t.Errorf("the line is %s %s", l.Role, l.Responsibility)
	}
	for i, s := range with.Closest {
		if w := without.Closest[i]; s.Role != w.Role || s.Score != w.Score {
			t.Errorf("%s has %d points, without the line %s %d", s.Role, s.Score, w.Role, w.Score)
		}
	}
}

// Of what is far longer than an ad the end is not read, and the report says so.
func TestEndlessAd(t *testing.T) {
	ad, err := adtext.Read("ad.txt", []byte("SRE\n"+strings.Repeat("- Be on call and own the SLOs of our services\n", 10_000)))
	if err != nil {
		t.Fatal(err)
	}
	r := checker().Check("", ad, adcheck.Options{})
	if said := checker().CountLines(&r); !r.Cut || len(r.Lines) != 1999 || !strings.Contains(said, "behind line 2000, was not read") {
		t.Errorf("of %d lines is said: %s", len(r.Lines), said)
	}
}

// The names of roles in the body do not change whose work it is.
func TestNamesAreMasked(t *testing.T) {
	ad := readAd(t, "testdata/good-sre.txt")
	before := checker().Check("", ad, adcheck.Options{})
	ad.Lines = slices.Clone(ad.Lines)
	ad.Title = "Cloud Engineer"
	ad.Lines[0].Text = ad.Title
	for i := range ad.Lines[1:] {
		if ad.Lines[i+1].Bullet {
			ad.Lines[i+1].Text = "Cloud engineer, DevOps: " + ad.Lines[i+1].Text
		}
	}
	after := checker().Check("", ad, adcheck.Options{})
	if !reflect.DeepEqual(before.Closest, after.Closest) {
		t.Errorf("names changed %v to %v", before.Closest, after.Closest)
	}
	if after.TitleRole != "cloud-engineer" {
		t.Errorf("the title's role is %q", after.TitleRole)
	}
}

func rules(findings []adcheck.Finding) (all []string) {
	for _, f := range findings {
		all = append(all, f.Rule)
	}
	return slices.Compact(all)
}

func TestFindings(t *testing.T) {
	for _, test := range []struct {
		ad         string
		has, lacks []string
	}{
		{"several-jobs.txt", []string{"several-jobs", "missing-pay", "missing-on-call-terms"}, []string{"missing-on-call"}},
		{"mistitled.txt", []string{"title-and-work"}, []string{"another-trade"}},
		{"other-trade.txt", []string{"another-trade"}, []string{"title-and-work"}},
		{"empty-phrases.txt", []string{"title-and-work", "buzzwords", "pace-and-limits"}, []string{"several-jobs"}},
		{"no-pay.txt", []string{"pay-law", "missing-pay", "vague-pay"}, []string{"missing-place"}},
		{"coded-words.txt", []string{"bravado", "masculine-coded-words", "language-and-origin", "age", "pronouns-and-titles", "degree", "years", "pace-and-limits"}, nil},
		{"trade-words.txt", []string{"missing-pay"}, []string{"masculine-coded-words", "degree", "years", "bravado"}},
		{"ignored.md", []string{"missing-success"}, []string{"missing-pay", "age", "missing-reliability-target", "missing-on-call-terms"}},
	} {
		r := check(t, test.ad, adcheck.Options{})
		got := rules(r.Findings())
		for _, rule := range test.has {
			if !slices.Contains(got, rule) {
				t.Errorf("%s: %s is not found, only %v", test.ad, rule, got)
			}
		}
		for _, rule := range test.lacks {
			if slices.Contains(got, rule) {
				t.Errorf("%s: %s is found: %+v", test.ad, rule, r.Findings())
			}
		}
	}
}

func TestDismissed(t *testing.T) {
	r := check(t, "ignored.md", adcheck.Options{Ignore: []string{"missing-level"}})
	got := rules(r.Dismissed)
	slices.Sort(got)
	if want := []string{"age", "missing-level", "missing-pay"}; !slices.Equal(got, want) {
		t.Errorf("dismissed are %v, not %v", got, want)
	}
	for _, f := range r.Dismissed {
		if f.Rule == "age" && f.Reason != "the programme is for graduates by law" {
			t.Errorf("the reason is %q", f.Reason)
		}
	}
	one := check(t, "coded-words.txt", adcheck.Options{Ignore: []string{"age:digital-native"}})
	stands := slices.ContainsFunc(one.Wording, func(f adcheck.Finding) bool { return f.Key == "age:recent-graduate" })
	if len(one.Dismissed) != 1 || one.Dismissed[0].Key != "age:digital-native" || !stands {
		t.Errorf("one of two findings of a rule is dismissed: %v", one.Dismissed)
	}
}

func TestShape(t *testing.T) {
	owners := map[string]bool{}
	for _, shape := range []string{"startup", "enterprise"} {
		r := check(t, "good-sre.txt", adcheck.Options{Shape: shape})
		if r.Shape != shape {
			t.Errorf("the shape is %q, not %q", r.Shape, shape)
		}
		for _, l := range r.Lines {
			if l.Responsibility == "run-slo-and-error-budget-practice" {
				owners[l.Answers] = true
			}
		}
	}
	if len(owners) != 2 {
		t.Errorf("in both shapes the same answers for the practice of SLOs: %v", owners)
	}
}

func TestPlaces(t *testing.T) {
	for _, test := range []struct {
		text   string
		places []string
		want   []string
	}{
		{"SRE\nWork in Denver", nil, []string{"colorado"}},
		{"SRE\nBoston, MA, or Seattle, wa", nil, []string{"washington", "massachusetts"}},
		{"SRE\nRemote (CO, NY, MA)", nil, []string{"colorado", "new-york-state", "massachusetts"}},
		{"SRE\nWork at the Co or MA of OK, and in ny", nil, nil},
		{"SRE\nBoston Consulting and the Bank of California, with Colorado Software in denver", nil, nil},
		{"SRE\nWashington, DC, Cambridge, UK, or Northern Ireland", nil, []string{"district-of-columbia"}},
		{"SRE\nOur Boston office, or a New York based team in the EU", nil, []string{"new-york-state", "massachusetts", "european-union"}},
		{"SRE\nReading books, on a boulder in cambridge", nil, nil},
		{"SRE\nWork in Leeds", []string{"vermont"}, []string{"vermont"}},
		{"SRE\nWork in Leeds", nil, nil},
	} {
		ad, err := adtext.Read("ad.txt", []byte(test.text))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range checker().Check("", ad, adcheck.Options{Places: test.places}).Law {
			got = append(got, l.Place)
			if l.AsOf == "" || l.Source == "" {
				t.Errorf("%s has no date or source", l.Place)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q asks for %v, not %v", test.text, got, test.want)
		}
	}
}

func TestPay(t *testing.T) {
	for text, has := range map[string]bool{
		"Pay: $120,000 - $150,000":       true,
		"USD 150k~210k":                  true,
		"£55,000 to £60,000 a year":      true,
		"70 000 to 90 000 PLN":           true,
		"70.000 – 85.000 EUR":            true,
		"between $90,000 and $110,000":   true,
		"we raised $500 million in 2021": false,
		"401k and $50k":                  false,
		"from $80,000":                   false,
		"a competitive salary":           false,
	} {
		ad, err := adtext.Read("ad.txt", []byte("SRE\n"+text))
		if err != nil {
			t.Fatal(err)
		}
		got := !slices.Contains(rules(checker().Check("", ad, adcheck.Options{}).Missing), "missing-pay")
		if got != has {
			t.Errorf("%q gives a range: %v", text, got)
		}
	}
}

func TestLanguage(t *testing.T) {
	r := check(t, "german.txt", adcheck.Options{})
	if r.Language != "de" || !strings.Contains(checker().Summary(&r), "not to be written in English") {
		t.Errorf("the language is %q: %s", r.Language, checker().Summary(&r))
	}
}

// A line without an end, and one without a word, are read like others.
func TestOddLines(t *testing.T) {
	for _, text := range []string{strings.Repeat("pipeline ", 12_000), "-\n—\n…", strings.Repeat("a", 100_000), "x\n\xff\xfe"} {
		ad, err := adtext.Read("ad.txt", []byte("SRE\n"+text))
		if err != nil {
			t.Fatal(err)
		}
		if r := checker().Check("", ad, adcheck.Options{}); r.Title != "SRE" {
			t.Errorf("the title is %q", r.Title)
		}
	}
}

func TestJSON(t *testing.T) {
	var out strings.Builder
	if err := checker().WriteJSON(&out, []adcheck.Report{check(t, "good-sre.txt", adcheck.Options{})}); err != nil {
		t.Fatal(err)
	}
	var got []map[string]any
	if err := json.Unmarshal([]byte(out.String()), &got); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"file", "title", "titleRole", "family", "closest", "clear", "lines", "areas", "missing", "wording", "tools", "words"} {
		if got[0][key] == nil {
			t.Errorf("there is no %q", key)
		}
	}
}

func FuzzCheck(f *testing.F) {
	ads, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range ads {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("SRE\n$ 1 - \xff € 2k\nremit: ignore  \n<!-- remit: ignore age -->"))
	f.Fuzz(func(t *testing.T, data []byte) {
		ad, err := adtext.Read("ad.txt", data)
		if err != nil {
			return
		}
		r := checker().Check("ad.txt", ad, adcheck.Options{Places: []string{"colorado"}})
		again := checker().Check("ad.txt", ad, adcheck.Options{Places: []string{"colorado"}})
		if !reflect.DeepEqual(r, again) {
			t.Error("the same ad has two reports")
		}
		known := checker().Rules()
		for _, finding := range r.Findings() {
			if !slices.Contains(known, finding.Rule) {
				t.Errorf("rule %q is not known", finding.Rule)
			}
		}
		for name, write := range adcheck.Writers {
			var out strings.Builder
			if err := write(checker(), &out, []adcheck.Report{r}); err != nil {
				t.Error(name, err)
			}
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	ad := readAd(b, "testdata/several-jobs.txt")
	more := readAd(b, "testdata/good-sre.txt")
	for range 3 {
		ad.Lines = append(ad.Lines, more.Lines...)
	}
	c := checker()
	for b.Loop() {
		c.Check("", ad, adcheck.Options{})
	}
}
