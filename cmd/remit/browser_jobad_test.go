package main

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"remit/internal/jobad"
)

// TestBrowserAdsAreTheProgramsOwn makes ads of made-up briefs here and in the page, and compares every format byte by byte.
func TestBrowserAdsAreTheProgramsOwn(t *testing.T) {
	cat := realCatalog(t)
	model := jobad.NewModel(cat)
	r := rand.New(rand.NewPCG(20, 26))
	pick := func(all ...string) string { return all[r.IntN(len(all))] }
	values := map[string]func() string{
		"role":    func() string { return model.Roles[r.IntN(len(model.Roles))].ID },
		"level":   func() string { return model.Levels[r.IntN(len(model.Levels))].ID },
		"shape":   func() string { return model.Shapes[r.IntN(len(model.Shapes))].ID },
		"remote":  func() string { return pick("onsite", "hybrid", "remote") },
		"on-call": func() string { return pick("yes", "no") },
		"people":  func() string { return fmt.Sprint(1 + r.IntN(20)) },
		"every":   func() string { return fmt.Sprint(1 + r.IntN(20)) },
		"pay": func() string {
			low := 1 + r.IntN(1_000_000)
			return pick(fmt.Sprintf("%d-%d", low, low+r.IntN(low+1)), "60,000 - 75.000", "60 000-75k", "28,50-34.75")
		},
		"place": func() string {
			return pick(model.Places[r.IntN(len(model.Places))].ID, model.Places[r.IntN(len(model.Places))].Title, "DE", "Österreich & <b>")
		},
		"work": func() string {
			var ids []string
			for range 1 + r.IntN(11) {
				ids = append(ids, model.Work[r.IntN(len(model.Work))].ID)
			}
			return strings.Join(ids, ",")
		},
		"must": func() string {
			return pick("5+ years of Kubernetes", "Polish; English; *bold* claims; a_b; `x`; ](y", "ten years; 3 Jahre", "#1 in C#; \\")
		},
		"steps":    func() string { return pick("A call, 30 minutes; a case with two of us; an offer within a week", "one") },
		"hours":    func() string { return pick("38 a week", "Part time, 20 a week") },
		"posted":   func() string { return "2026-11-21" },
		"closing":  func() string { return pick("2026-12-31", "2026-11-20") },
		"per":      func() string { return pick("year", "month", "hour") },
		"currency": func() string { return pick("USD", "gbp", "£") },
	}
	var asked []map[string]string
	var want []map[string]string
	for range 250 {
		fields, brief := map[string]string{}, jobad.Brief{}
		for _, name := range jobad.Fields() {
			if r.IntN(3) == 0 {
				continue
			}
			value := pick("Acme", "R&D \"north\" <x>", "it's 'us'", "Zürich – 東京 😀", "a  b\tc")
			if make := values[name]; make != nil {
				value = make()
			}
			if err := model.Set(&brief, name, value); err != nil {
				t.Fatal(err)
			}
			fields[name] = value
		}
		ad := model.Compose(brief)
		word, err := ad.DOCX()
		if err != nil {
			t.Fatal(err)
		}
		warnings := ""
		for _, w := range ad.Warnings {
			warnings += w.ID + "|" + w.Text + "|" + w.Why + "\n"
		}
		asked = append(asked, fields)
		want = append(want, map[string]string{
			"md": ad.Markdown(), "txt": ad.Text(), "html": ad.HTML(), "jsonld": ad.JSONLD(), "kit": ad.KitMarkdown(), "docx": base64.StdEncoding.EncodeToString(word), "warnings": warnings,
		})
	}
	got := inPage[[]map[string]string](t, "/job-ads/new/", asked, `async (all) => {
		const { readBrief } = await import("/raw/jobad/brief.js");
		const { compose } = await import("/raw/jobad/compose.js");
		const w = await import("/raw/jobad/write.js");
		const model = JSON.parse(document.querySelector("#ad-data").textContent);
		return all.map((asked) => {
			const { brief, wrong } = readBrief(model, (name) => asked[name] ?? "");
			if (wrong.length) throw new Error(wrong.join());
			const ad = compose(model, brief);
			const docx = btoa(Array.from(w.docx(model, ad), (b) => String.fromCharCode(b)).join(""));
			return { md: w.markdown(ad), txt: w.plainText(ad), html: w.html(ad), jsonld: w.jsonLD(ad), kit: w.kitMarkdown(ad), docx, warnings: ad.warnings.map((x) => x.id + "|" + x.text + "|" + x.why + "\n").join("") };
		});
	}`)
	for i := range want {
		for format, text := range want[i] {
			if got[i][format] != text {
				t.Fatalf("%s of %v: the page makes\n%s\nand the program\n%s", format, asked[i], got[i][format], text)
			}
		}
	}
}

func TestBrowserAdBuilderByKeyboard(t *testing.T) {
	p := siteTab(t)
	p.size(1280, 900)
	p.night(false)
	p.open("/job-ads/new/")
	p.is("an ad stands there", `document.querySelector(".paper h3")?.textContent === "What you will do" && document.querySelectorAll(".ad__warnings li").length > 3`)
	eval[chromedp.Void](p, `document.querySelector("#ad-company").focus()`)
	for _, c := range "Acme" {
		p.key(string(c))
	}
	p.is("what one types stands in the ad and in the address", `document.querySelector(".paper").textContent.includes("Acme is hiring") && new URLSearchParams(location.search).get("company") === "Acme"`)
	eval[chromedp.Void](p, `document.querySelector(".ad__work input").focus()`)
	p.key(" ")
	p.is("work can be switched off", `!document.querySelector(".paper").textContent.includes(document.querySelector(".ad__work label").textContent.trim() + ".") && new URLSearchParams(location.search).get("work").length > 10`)
	eval[chromedp.Void](p, `document.querySelector(".ad__work details").open = true; const boxes = document.querySelectorAll(".ad__work details:last-of-type input"); boxes[0].focus()`)
	eval[chromedp.Void](p, `[...document.querySelectorAll(".ad__work details")].at(-1).open = true; [...document.querySelectorAll(".ad__work details")].at(-1).querySelector("input").focus()`)
	p.key(" ")
	p.is("a second job is told", `document.querySelector(".ad__warnings").textContent.includes("A second job creeps in")`)
	eval[chromedp.Void](p, `document.querySelector(".ad__mend").open = true; document.querySelector(".ad__warnings [name=no-pay]").focus()`)
	p.key(kb.Enter)
	p.is("a warning leads to its field", `document.activeElement.id === "ad-min"`)
	p.key(kb.Tab)
	p.axe("the builder by day")
	shown := eval[string](p, `document.querySelector(".paper").textContent`)
	p.open(eval[string](p, `location.href`))
	p.is("the address holds the whole ad", `document.querySelector(".paper").textContent.length === `+fmt.Sprint(len([]rune(shown))))
	p.open("/job-ads/new/")
	p.is("a draft is kept", `document.querySelector("#ad-company").value === "Acme" && document.querySelector(".status").textContent.includes("draft from before")`)
	eval[chromedp.Void](p, `document.querySelector("[value=clear]").click()`)
	p.is("one can start over", `document.querySelector("#ad-company").value === "" && location.search === ""`)
	eval[chromedp.Void](p, `history.back()`)
	p.is("and have the ad back", `document.querySelector("#ad-company").value === "Acme"`)
	eval[chromedp.Void](p, `document.querySelector("[value=clear]").click()`)
	p.open("/job-ads/new/?role=nobody&pay=9-1&work=x,y&company=%F0%9F%98%80%00")
	p.is("a broken address is told, and an ad stands there", `document.querySelector(".status").textContent.includes("cannot be read") && document.querySelectorAll("article.paper h3").length === 7`)
	p.open("/job-ads/new/?pay=60000-&currency=euros")
	p.is("what cannot be read stays in its field, and is marked", `document.querySelector("#ad-min").value === "60000" && document.querySelector("#ad-currency").value === "euros" && document.querySelector("#ad-currency").ariaInvalid === "true" && !document.querySelector(".paper").textContent.includes("60,000")`)
	p.open("/job-ads/new/?role=devops-engineer&level=senior&shape=startup")
	p.is("what is chosen is shown, and what is usual need not stand in the address", `["role=devops-engineer", "level=senior", "shape=startup"].every((pair) => { const [name, value] = pair.split("="); return document.querySelector(".ad__desk").elements[name].value === value; }) && location.search === "?shape=startup"`)
	eval[chromedp.Void](p, `sessionStorage.clear(); document.querySelector("[value=check]").click()`)
	p.is("the checker takes the ad over", `location.pathname === "/job-ads/check/" && document.querySelector("textarea")?.value.includes("DevOps engineer") && document.querySelector(".check__report h2")`)
	p.open("/job-ads/new/")
	p.size(360, 800)
	p.night(true)
	p.axe("the builder on a phone at night")
	p.is("nothing is wider than the phone", `document.documentElement.scrollWidth <= 360`)
}

func TestBrowserAdsWithoutScript(t *testing.T) {
	p := siteTab(t)
	p.withoutScript()
	p.open("/job-ads/new/")
	p.do(chromedp.WaitVisible(chromedp.CSS(".ad__ready summary")), chromedp.WaitNotVisible(chromedp.CSS(".ad__desk")))
}
