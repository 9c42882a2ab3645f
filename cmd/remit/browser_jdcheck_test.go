package main

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"remit/internal/jobad"
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
	"Cloud Engineer\n\nYou design VPCs, e.g. in the U.S. East.You build CI/CD pipelines! Do you own SLOs? É. Then 10. be on call; ●run a developer portal • é; 😀. Migrate. A. B. to Azure;\n- 1. Own the error budget. We hire regardless of gender identity. You cut toil; you write runbooks; you lead incidents and learn from each of them, always;\n",
}

// TestBrowserChecksAdsAsTheProgramDoes checks every ad here and in the page, and compares the reports.
func TestBrowserChecksAdsAsTheProgramDoes(t *testing.T) {
	cat, _, err := publish.Load(publish.Input{Content: os.DirFS("../../content")})
	if err != nil {
		t.Fatal(err)
	}
	model := adcheck.NewModel(cat)
	checker := adcheck.New(model)
	type asked struct {
		Name   string   `json:"name"`
		Text   string   `json:"text"`
		Shape  string   `json:"shape"`
		Places []string `json:"places"`
		Ignore []string `json:"ignore"`
	}
	var ads []asked
	r := rand.New(rand.NewPCG(20, 26))
	for i, text := range oddAds {
		ads = append(ads, asked{Name: []string{"odd.txt", "odd.md", "odd"}[i%3], Text: text})
	}
	for range 150 {
		ads = append(ads, asked{Name: "made-up.md", Text: madeUpAd(r, model)})
	}
	own, err := filepath.Glob("../../internal/jobad/adcheck/testdata/*.*")
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
	for _, name := range slices.Concat(own, []string{"../../internal/jobad/adcheck/testdata/lines/ours.txt", "../../internal/jobad/adcheck/testdata/lines/unseen.txt"}, others) {
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
	p := siteTab(t)
	p.open("/job-ads/check/")
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

// madeUpAd is an ad of words that the model knows, in any order.
func madeUpAd(r *rand.Rand, m *adcheck.Model) string {
	var phrases []string
	for _, x := range m.Roles {
		phrases = append(phrases, x.Names...)
	}
	for _, x := range m.Signals {
		phrases = append(phrases, x.Phrases...)
	}
	for _, x := range m.Tools {
		phrases = append(phrases, x.Phrases...)
	}
	for _, x := range m.Missing {
		phrases = append(phrases, x.Found...)
	}
	for _, x := range m.Rules {
		for _, w := range x.Words {
			phrases = append(append(phrases, w.Phrases...), w.Unless...)
		}
	}
	for _, x := range m.Places {
		phrases = append(phrases, x.Names...)
	}
	pick := func(all ...string) string { return all[r.IntN(len(all))] }
	fill := strings.NewReplacer("#", "12,500", "…", pick("", "the", "one two three", "a b c d"), "-", pick("", "s", "ing"))
	var b strings.Builder
	b.WriteString(pick("", "# ", "Senior ") + fill.Replace(pick(phrases...)) + "\n")
	for range r.IntN(40) {
		if r.IntN(8) == 0 {
			z := m.Zones[r.IntN(len(m.Zones))]
			b.WriteString(pick("## ", "**", "") + fill.Replace(z.Phrases[r.IntN(len(z.Phrases))]) + "\n")
			continue
		}
		b.WriteString(pick("- ", "* ", "", "the and of to "))
		for range 1 + r.IntN(5) {
			b.WriteString(fill.Replace(pick(phrases...)) + pick(" ", ", ", " and the ", "; remote, US "))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// openFile opens a file in the page, as if it were chosen.
func (p *tab) openFile(name string, data []byte) {
	p.t.Helper()
	eval[chromedp.Void](p, fmt.Sprintf(`(() => {
		const files = new DataTransfer();
		files.items.add(new File([Uint8Array.from(atob(%q), (c) => c.charCodeAt(0))], %q));
		const input = document.querySelector("#check-file");
		input.files = files.files;
		input.dispatchEvent(new Event("input", { bubbles: true }));
	})()`, base64.StdEncoding.EncodeToString(data), name))
}

func TestBrowserAdCheckByKeyboard(t *testing.T) {
	p := siteTab(t)
	p.size(1280, 900)
	p.night(false)
	p.open("/job-ads/check/")
	loaded := `performance.getEntriesByType("resource").some((r) => /adcheck-[0-9a-f]+\.json/.test(r.name))`
	if eval[bool](p, loaded) {
		t.Error("the model is loaded before an ad is given")
	}
	eval[chromedp.Void](p, `document.querySelector("#check-text").focus()`)
	p.is("the model is loaded when the field is used", loaded)
	for _, c := range "SRE\nOwn the SLOs and error budgets\nBe on call\nA rockstar" {
		if c == '\n' {
			p.key(kb.Enter)
		} else {
			p.key(string(c))
		}
	}
	p.is("lines are judged as one types", `[...document.querySelectorAll(".check__line--role")].some((l) => l.textContent.includes("SLOs") && l.querySelector(".role").textContent === "SRE" && new URL(l.querySelector(".check__work a").href).pathname.startsWith("/responsibilities/"))`)
	p.is("words are found", `document.querySelector(".check__report").textContent.includes("“rockstar”")`)
	p.is("lines that tell nothing are folded, and shown when asked for", `(() => { const d = document.querySelector(".check__quiet"); const last = d.querySelector("li"); if (last.checkVisibility({ contentVisibilityAuto: true })) return false; d.open = true; return last.checkVisibility() && last.textContent.includes("A rockstar"); })()`)
	p.axe("the checker by day")
	eval[chromedp.Void](p, `document.querySelector("[value='to-What is missing']").focus()`)
	p.key(kb.Enter)
	p.is("a part is gone to", `document.activeElement.textContent === "What is missing"`)
	eval[chromedp.Void](p, `[...document.querySelectorAll(".check__finding")].find((f) => f.textContent.includes("rockstar")).querySelector("summary").focus()`)
	p.key(kb.Enter)
	p.key(kb.Tab)
	for _, c := range "a band" {
		p.key(string(c))
	}
	p.key(kb.Enter)
	p.is("a finding is dismissed with a reason", `document.activeElement.textContent === "Words to think about" && document.querySelector(".check__part:last-child").textContent.includes("a band")`)
	eval[chromedp.Void](p, `document.querySelector("[value^=undo-]").focus()`)
	p.key(kb.Enter)
	p.is("and taken back", `!document.querySelector("[value^=undo-]")`)
	eval[chromedp.Void](p, `document.querySelector("#check-shape").selectedIndex = 0; document.querySelector("#check-shape").dispatchEvent(new Event("input", { bubbles: true })); document.querySelector("[value=colorado]").click()`)
	p.is("shape and place stand in the address, and the law in the report", `location.search.includes("shape=") && location.search.includes("place=colorado") && document.querySelector(".check__report dl")?.textContent.includes("As of")`)
	eval[chromedp.Void](p, `document.querySelector(".check__number[value=line-2]").click()`)
	p.is("a number leads to its line", `(() => { const f = document.querySelector("#check-text"); return document.activeElement === f && f.value.slice(f.selectionStart, f.selectionEnd) === "Own the SLOs and error budgets"; })()`)
	p.open(eval[string](p, `location.href`))
	p.is("what was typed outlives a reload", `document.querySelector("#check-text").value.includes("rockstar") && document.querySelector(".check__line--role")`)
	p.size(360, 800)
	p.night(true)
	p.axe("the checker on a phone at night")
	p.is("nothing is wider than the phone", `document.documentElement.scrollWidth <= 360`)
	eval[chromedp.Void](p, `document.querySelector("[value=clear]").click()`)
	p.is("clear empties it", `!document.querySelector("#check-text").value && !document.querySelector(".check__line")`)
	eval[chromedp.Void](p, `document.querySelector("[value=back]").click()`)
	p.is("and the text can be had back", `document.querySelector("#check-text").value.includes("rockstar")`)
}

// heldBack is what the browser says of scripts and styles in an ad that is HTML: they do not run.
func heldBack(said string) bool { return strings.Contains(said, "The action has been blocked") }

func TestBrowserAdCheckOpensFiles(t *testing.T) {
	cat, _, err := publish.Load(publish.Input{Content: os.DirFS("../../content")})
	if err != nil {
		t.Fatal(err)
	}
	made := jobad.NewModel(cat).Compose(jobad.Brief{Role: "platform-engineer", Company: "Größe & Co"})
	word, err := made.DOCX()
	if err != nil {
		t.Fatal(err)
	}
	model := adcheck.NewModel(cat)
	p := siteTab(t)
	p.open("/job-ads/check/")
	p.expect = heldBack
	html := `<!doctype html><html><head><title>no</title><script>document.title = "it ran"; fetch("https://example.com/")</script></head><body onload="fetch('/x')"><h1>Cloud engineer</h1>` +
		`<p style="color: red">We need <b>AWS</b><br>and Terraform<ul><li>Design the network<li>Run Kubernetes<script>throw 1</script></ul><p hidden>secret</p><img src="/none.png" onerror="throw 2"></body></html>`
	for name, data := range map[string][]byte{"ad.docx": word, "page.html": []byte(html), "latin.txt": []byte("SRE\nM\xfcnchen \x96 on call"), "wide.txt": []byte("\xff\xfeS\x00R\x00E\x00")} {
		ad, err := adtext.Read(name, data)
		if err != nil {
			t.Fatal(name, err)
		}
		want, err := json.Marshal(adcheck.New(model).Check("x", ad, adcheck.Options{}).Lines)
		if err != nil {
			t.Fatal(err)
		}
		p.openFile(name, data)
		p.is(name+" is open", fmt.Sprintf(`document.querySelector(".check__status").textContent.startsWith(%q)`, name+" is open."))
		got := eval[string](p, `(async () => {
			const { Checker } = await import("/raw/jobad/check/check.js");
			const { readText } = await import("/raw/jobad/check/text.js");
			const c = new Checker(await (await fetch(JSON.parse(document.querySelector("#check-data").textContent).model)).json());
			return JSON.stringify(c.check("x", readText("", document.querySelector("#check-text").value)).lines);
		})()`)
		var here, there any
		if err := json.Unmarshal(want, &here); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(got), &there); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(here, there) {
			t.Errorf("%s: the page reads\n%s\nand the program\n%s", name, got, want)
		}
	}
	kept := eval[string](p, `document.querySelector("#check-text").value`)
	cut := bytes.Clone(word)
	at := bytes.LastIndex(word, []byte("word/document.xml")) - 46 // in the directory, which says where it lies
	cut[binary.LittleEndian.Uint32(word[at+42:])+100] ^= 0x15
	locked := bytes.Clone(word)
	locked[at+8] |= 1
	bomb := bytes.Clone(word)
	copy(bomb[at+24:], []byte{0xff, 0xff, 0xff, 0x7f})
	for name, bad := range map[string]struct {
		data []byte
		says string
	}{
		"half.docx":   {word[:len(word)/2], "the Word file is broken"},
		"bits.docx":   {cut, "the Word file is broken"},
		"locked.docx": {locked, "the file has a password"},
		"bomb.docx":   {bomb, "unpacks to far more"},
		"old.doc":     {[]byte("\xD0\xCF\x11\xE0"), "an old Word file"},
		"a.pdf":       {[]byte("%PDF-1.7"), "PDF is not read"},
		"text.docx":   {[]byte("hello"), "this is no Word file"},
		"binary.txt":  {bytes.Repeat([]byte{0, 1, 2, 'x'}, 100), "this is no text"},
		"empty.txt":   {nil, "there is no text in it"},
		"empty.docx":  {nil, "there is no text in it"},
		"large.md":    {bytes.Repeat([]byte("word "), 1<<20), "larger than 2 MB"},
	} {
		p.openFile(name, bad.data)
		p.is(name+" is told: "+bad.says, fmt.Sprintf(`(() => { const s = document.querySelector(".check__status").textContent; return s.startsWith(%q) && s.includes(%q); })()`, name+": ", bad.says))
	}
	if now := eval[string](p, `document.querySelector("#check-text").value`); now != kept {
		t.Errorf("what stood in the field is lost: %.100q", now)
	}
}

func TestBrowserAdCheckBearsWhatIsPasted(t *testing.T) {
	p := siteTab(t)
	p.expect = heldBack
	p.open("/job-ads/check/")
	for name, c := range map[string]struct{ text, says string }{
		"nothing but space": {`"  \n "`, `s === ""`},
		"binary":            {`"\x00\x01".repeat(500)`, `s.startsWith("This is no text")`},
		"five megabytes":    {`"word ".repeat(1 << 20)`, `s.includes("larger than 2 MB")`},
		"one long line":     {`"SRE\n" + "Kubernetes and Terraform ".repeat(4000)`, `/^\d+ lines[ ,]/.test(s)`},
		"German":            {`"DevOps\n" + "Wir suchen für das Team eine Person, die mit uns die Plattform betreibt und auf Deutsch schreibt. ".repeat(3)`, `s.includes("not to be written in English (de)")`},
		"HTML with scripts": {`"<div><h1>SRE</h1><script>document.title = 'ran'</" + "script><p style='color:red'>On call<img src=x onerror=alert(1)></div>"`, `s.startsWith("1 line,") && document.title !== "ran"`},
		"half a character":  {`"SRE\n\ud83d on call"`, `s.startsWith("1 line,")`},
		"one line":          {`"SRE"`, `s.startsWith("0 lines") && document.querySelector(".check__report").textContent.includes("There is one line only")`},
	} {
		eval[chromedp.Void](p, `(() => { const f = document.querySelector("#check-text"); f.value = ""; f.dispatchEvent(new Event("input", { bubbles: true })); })()`)
		p.is("the field is empty", `document.querySelector(".check__status").textContent === ""`)
		length := eval[int](p, `(() => { const f = document.querySelector("#check-text"); f.value = `+c.text+`; f.dispatchEvent(new Event("input", { bubbles: true })); return f.value.length; })()`)
		p.is(name, `(() => { const s = document.querySelector(".check__status").textContent; return `+c.says+`; })()`)
		p.is(name+": nothing is lost", fmt.Sprintf(`document.querySelector("#check-text").value.length === %d`, length))
	}
}

func TestBrowserAdCheckWithoutScript(t *testing.T) {
	p := siteTab(t)
	p.withoutScript()
	p.open("/job-ads/check/")
	p.do(chromedp.WaitVisible(chromedp.CSS(".check__without code")), chromedp.WaitVisible(chromedp.CSS(".check__what dl")), chromedp.WaitNotVisible(chromedp.CSS(".check__desk")))
}

// Two findings of one rule are dismissed one by one; text and dismissals outlive a reload until they are cleared, and a
// browser that keeps nothing checks as well.
func TestBrowserAdCheckKeepsADraft(t *testing.T) {
	p := siteTab(t)
	p.open("/job-ads/check/")
	text, err := os.ReadFile("../../internal/jobad/adcheck/testdata/several-jobs.txt")
	if err != nil {
		t.Fatal(err)
	}
	typed := `(() => { const f = document.querySelector("#check-text"); f.value = ` + fmt.Sprintf("%q", string(text)+"- A rockstar\n- A badass\n") + `; f.dispatchEvent(new Event("input", { bubbles: true })); })()`
	eval[chromedp.Void](p, typed)
	standing := func(word string) string {
		return fmt.Sprintf(`[...document.querySelectorAll(".check__finding .check__say")].some((f) => f.textContent.includes("“%s”"))`, word)
	}
	p.is("both words are found", standing("rockstar")+" && "+standing("badass"))
	dismiss := `(() => { const f = document.querySelector("form[data-key='bravado:rockstar']"); f.elements.reason.value = "it is a band"; f.requestSubmit(); })()`
	eval[chromedp.Void](p, dismiss)
	p.is("one is dismissed, and the other stands", "!"+standing("rockstar")+" && "+standing("badass"))
	p.open("/job-ads/check/")
	p.is("so it is after a reload", "!"+standing("rockstar")+" && "+standing("badass")+` && document.querySelector(".check__report").textContent.includes("Dismissed: it is a band")`)
	builder := eval[string](p, `document.querySelector(".check__split a").href`)
	eval[chromedp.Void](p, `document.querySelector("[value=clear]").click()`)
	p.is("cleared, nothing is kept", `Object.keys(localStorage).length === 0`)
	p.open(builder)
	p.is("the builder has the job with its work", `document.querySelector(".paper h2").textContent.includes("cloud engineer") && [...document.querySelectorAll("[name=task]:checked")].map((b) => b.value).includes("design-network")`)
	refused := `Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } })`
	call(p, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: refused})
	p.open("/job-ads/check/")
	eval[chromedp.Void](p, typed)
	p.is("without storage the words are found", standing("rockstar"))
	eval[chromedp.Void](p, dismiss)
	p.is("and dismissed", "!"+standing("rockstar")+" && "+standing("badass"))
}

// TestAdCheckIsSmall packs all that the page loads for an ad, but what every page loads.
func TestAdCheckIsSmall(t *testing.T) {
	total := 0
	for name, data := range siteFiles(t) {
		base := filepath.Base(name)
		if !strings.HasPrefix(name, "assets/") || strings.HasSuffix(name, ".css") || !(strings.HasPrefix(base, "adcheck-") || strings.HasPrefix(base, "engine-") || strings.HasPrefix(base, "files-")) {
			continue
		}
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write(data)
		z.Close()
		t.Logf("%s: %d bytes, packed %d", base, len(data), b.Len())
		total += b.Len()
	}
	if total == 0 || total > 40<<10 {
		t.Errorf("the checker is %d bytes packed", total)
	}
}
