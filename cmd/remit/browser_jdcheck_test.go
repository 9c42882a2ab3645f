package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"remit/internal/jobad/adcheck"
	"remit/internal/jobad/adtext"
	"remit/internal/publish"
)

// oddAds are texts that two readers may well read in different ways.
var oddAds = []string{
	"SRE\n\n## Responsibilities\n- Own the SLOs of our services, and the error budget\n- Be on call, one week in six\n\n**What you bring**\n* 5+ years; a “rockstar” who works hard and plays hard\n<!-- remit: ignore missing-pay it stands in the system -->\nremit: ignore  rockstar   because\n",
	"DevOps/Platform Engineer (m/w/d)\r\n\r\nWir suchen für unser Team eine Person, die mit uns die Plattform betreibt und für die Entwickler da ist, auf Deutsch und mit viel Freude an der Arbeit.\r\n● Kubernetes\r● ＴＥＲＲＡＦＯＲＭ\n",
	"Cloud Engineer\nNEW YORK, NY\nRemote in the US. NY or CO; San José 😀\u0085\u00a0next\ufeff line\nSTRASSE ß IN NY\nᾳ in NY\nİstanbul KELVIN \u212a ΣΑΣ\n$120,000.50 to $150k, 1.5.2 a,b 4,a\n#\n###\n#hash\n- \n-\n** **\n**bold**\n__x__ `y` ***z***\n…\n",
	"x\x00y",
	"T\n" + string(bytes.Repeat([]byte("keeps Kubernetes clusters and Terraform modules é up, "), 2000)),
	"one line",
}

// TestBrowserChecksAdsAsTheProgramDoes checks every ad here and in the page, and compares the reports.
func TestBrowserChecksAdsAsTheProgramDoes(t *testing.T) {
	cat, _, err := publish.Load(publish.Input{Content: os.DirFS("../../content")})
	if err != nil {
		t.Fatal(err)
	}
	checker := adcheck.New(adcheck.NewModel(cat))
	type asked struct {
		Name   string   `json:"name"`
		Text   string   `json:"text"`
		Shape  string   `json:"shape"`
		Places []string `json:"places"`
		Ignore []string `json:"ignore"`
	}
	var ads []asked
	for i, text := range oddAds {
		ads = append(ads, asked{Name: []string{"odd.txt", "odd.md", "odd"}[i%3], Text: text})
	}
	own, err := filepath.Glob("../../internal/jobad/adcheck/testdata/*")
	if err != nil {
		t.Fatal(err)
	}
	real := os.Getenv("REMIT_ADS")
	if real == "" {
		real = "../../../shared/ads"
	}
	others, err := filepath.Glob(filepath.Join(real, "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if len(others) == 0 {
		t.Log("the real ads are not beside the project (../shared/ads, or REMIT_ADS): only our own are compared")
	}
	for _, name := range append(own, others...) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if ext := filepath.Ext(name); ext == ".txt" || ext == ".md" {
			ads = append(ads, asked{Name: filepath.Base(name), Text: string(data)})
		}
	}
	places := []string{}
	for _, p := range cat.Places.Places {
		places = append(places, p.ID)
	}
	rules := checker.Rules()
	for i := range ads {
		ads[i].Shape = []string{"", cat.Shapes[0].ID, cat.Shapes[1].ID, "nowhere"}[i%4]
		ads[i].Places, ads[i].Ignore = []string{}, []string{}
		if len(places) > 0 && i%3 == 0 {
			ads[i].Places = places[i%len(places):][:1]
		}
		if i%5 == 0 {
			ads[i].Ignore = rules[i%len(rules):][:1]
		}
	}
	text, err := json.Marshal(ads)
	if err != nil {
		t.Fatal(err)
	}
	p := newTab(t)
	p.open(serveFiles(t, siteFiles(t), rawModules) + "/job-ads/check/")
	got := eval[[]struct{ JSON, MD string }](p, `(async () => {
		const { Checker } = await import("/raw/jobad/check/check.js");
		const { readText } = await import("/raw/jobad/check/text.js");
		const { markdown } = await import("/raw/jobad/check/write.js");
		const c = new Checker(await (await fetch(JSON.parse(document.querySelector("#check-data").textContent).model)).json());
		return `+string(text)+`.map(({ name, text, shape, places, ignore }) => {
			let ad;
			try {
				ad = readText(name, text);
			} catch (e) {
				return { JSON: JSON.stringify(e.message), MD: "" };
			}
			const r = c.check(name, ad, { shape, places, ignore: new Map(ignore.map((rule) => [rule, "on the command line"])) });
			return { JSON: JSON.stringify(r), MD: markdown(c, r) };
		});
	})()`)
	for i, a := range ads {
		var want any
		md := ""
		ad, err := adtext.Read(a.Name, []byte(a.Text))
		if err != nil {
			want = err.Error()
		} else {
			r := checker.Check(a.Name, ad, adcheck.Options{Shape: a.Shape, Places: a.Places, Ignore: a.Ignore})
			want = r
			var b bytes.Buffer
			if err := checker.WriteMarkdown(&b, []adcheck.Report{r}); err != nil {
				t.Fatal(err)
			}
			md = b.String()
		}
		data, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var here, there any
		if err := json.Unmarshal(data, &here); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(got[i].JSON), &there); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(here, there) {
			t.Errorf("%s %d: the page reports\n%.3000s\nand the program\n%.3000s", a.Name, i, difference(there, here), difference(here, there))
		}
		if got[i].MD != md {
			t.Errorf("%s: the page writes\n%s\nand the program\n%s", a.Name, got[i].MD, md)
		}
	}
	t.Logf("%d ads compared", len(ads))
}

// difference is what of one report is not so in another.
func difference(a, b any) string {
	one, ok := a.(map[string]any)
	other, also := b.(map[string]any)
	if !ok || !also {
		text, _ := json.Marshal(a)
		return string(text)
	}
	differ := map[string]any{}
	for key := range one {
		if !reflect.DeepEqual(one[key], other[key]) {
			differ[key] = one[key]
		}
	}
	text, _ := json.MarshalIndent(differ, "", " ")
	return string(text)
}
