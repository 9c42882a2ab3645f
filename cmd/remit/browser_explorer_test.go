package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"remit/internal/catalog"
)

// seen are the rows of the matrix that can be seen, by id.
const seen = `[...document.querySelectorAll(".explore__table tr[data-work]")].filter((r) => r.checkVisibility()).map((r) => r.dataset.work)`

// TestBrowserExplorerAgreesWithTheCatalog asks the explorer, by its address, where each role answers in each shape, and
// compares with what the catalog computes. The page is loaded once a shape; from there on one goes as with the buttons
// Back and Forward.
func TestBrowserExplorerAgreesWithTheCatalog(t *testing.T) {
	cat := realCatalog(t)
	p := siteTab(t)
	p.size(1200, 900)
	for _, s := range cat.Shapes {
		loaded := false
		for _, r := range cat.Roles {
			if !cat.InMatrix(r) {
				continue
			}
			for part, rows := range map[string][]*catalog.Responsibility{"answers": s.AnswersFor(r), "works": s.WorksOn(r)} {
				query := "?shape=" + s.ID + "&role=" + r.ID + "&part=" + part
				if loaded {
					eval[bool](p, `(() => { history.pushState(null, "", "`+query+`"); return dispatchEvent(new PopStateEvent("popstate")); })()`)
				} else {
					p.open("/matrix/" + query)
					loaded = true
				}
				var want []string
				for _, w := range rows {
					want = append(want, w.ID)
				}
				if got := strings.Join(eval[[]string](p, seen), " "); got != strings.Join(want, " ") {
					t.Errorf("%s, %s, %s: shown are %s, want %s", s.ID, r.ID, part, got, want)
				}
			}
		}
	}
}

func TestBrowserExplorerByKeyboard(t *testing.T) {
	p := siteTab(t)
	p.size(1200, 900)
	p.night(false)
	p.open("/matrix/")
	eval[chromedp.Void](p, `document.querySelector("[name=shape]:checked").focus()`)
	p.key(kb.ArrowLeft)
	p.is("the growing company is shown and in the address", `location.search === "?shape=growing" && document.querySelector("[name=shape]:checked").value === "growing"`)
	eval[chromedp.Void](p, `document.querySelector("#find").focus()`)
	for _, c := range "backup" {
		p.key(string(c))
	}
	p.is("rows are filtered while one types", `location.search === "?shape=growing&q=backup" && (`+seen+`).length > 0 && (`+seen+`).length < 10 && document.querySelector(".explore__count").textContent.startsWith((`+seen+`).length + " of 70")`)
	eval[chromedp.Void](p, `document.querySelector("#find").value = ""; document.querySelector("#find").dispatchEvent(new Event("input", { bubbles: true }))`)
	p.is("all rows are back", `(`+seen+`).length === 70`)
	eval[chromedp.Void](p, `document.querySelector(".explore__table .s2 sup a").focus()`)
	p.key(kb.Enter)
	p.is("the note is open and says what the cell was", `document.querySelector(".explore__card").matches(":popover-open") && document.querySelectorAll(".explore__card dt").length === 3 && document.activeElement.id === "cell-card"`)
	p.is("it says why", `document.querySelector(".explore__why").textContent.length > 40`)
	p.axe("the open note")
	p.key(kb.Escape)
	p.is("Escape closes it and gives the focus back", `!document.querySelector(".explore__card").matches(":popover-open") && document.activeElement.closest("sup")`)
	for _, sort := range []string{"name", "part", "crowd"} {
		p.open("/matrix/?sort=" + sort + "&role=cloud-engineer")
		p.is("sorted by "+sort+" without area heads", `(`+seen+`).length > 20 && ![...document.querySelectorAll(".explore__table .matrix__area")].some((e) => e.checkVisibility())`)
	}
	p.is("who works with most stands first", `(() => { const n = [...document.querySelectorAll(".explore__table tr[data-work]")].filter((r) => r.checkVisibility()).map((r) => [...r.querySelectorAll("td > .s3 > .mark")].filter((m) => m.textContent.endsWith("R")).length); return n.every((x, i) => i === 0 || x <= n[i - 1]) && n[0] > n.at(-1); })()`)
	eval[chromedp.Void](p, `document.querySelector("[data-take=reset]").focus()`)
	p.key(kb.Enter)
	p.is("everything is back in its area", `location.search === "" && (`+seen+`).length === 70 && document.querySelector(".explore__table tbody:last-of-type").hidden`)
}

func TestBrowserExplorerAddressThatIsWrong(t *testing.T) {
	p := siteTab(t)
	p.open("/matrix/?shape=giant&role=%3Cscript%3E&hide=nobody,cloud-engineer&part=zz&area=x")
	p.is("it says what is not known", `document.querySelector(".explore__count").textContent.includes("names what is not here: “giant”, “x”, “<script>”, “zz”, “nobody”")`)
	p.is("the page is usable", `(`+seen+`).length === 70 && ![...document.querySelectorAll("[data-role=cloud-engineer]")].some((e) => e.checkVisibility())`)
	p.open("/matrix/?q=zzzz")
	p.is("nothing found helps", `document.querySelector(".explore__none").checkVisibility()`)
}

func TestBrowserExplorerHandsOut(t *testing.T) {
	p := siteTab(t)
	p.open("/matrix/?area=observability&hide=software-developer,security-engineer&shape=startup")
	lines := eval[[][]string](p, `document.querySelector("matrix-explorer").shown()`)
	rows := eval[[]string](p, seen)
	if len(lines) != len(rows)+1 || strings.Join(lines[0], "|") != "Area|Work|DevOps|Cloud|Platform|SRE" {
		t.Errorf("handed out are %v", lines)
	}
	p.open("/matrix/?shape=all&area=observability")
	lines = eval[[][]string](p, `document.querySelector("matrix-explorer").shown()`)
	if strings.Join(lines[0], "|") != "Area|Work|Startup|Growing company|Enterprise" || lines[1][2] == "" {
		t.Errorf("handed out side by side are %v", lines)
	}
}

// Without a script the radio buttons still switch the shape, and the filters, which would do nothing, are not seen.
func TestBrowserExplorerWithoutScript(t *testing.T) {
	p := siteTab(t)
	p.size(1200, 900)
	p.withoutScript()
	p.open("/matrix/")
	p.do(chromedp.WaitNotVisible(chromedp.CSS(".explore__tools")), chromedp.WaitVisible(chromedp.CSS(".explore__table")))
	p.do(chromedp.Click(chromedp.CSS("[for=in-0]")), chromedp.WaitVisible(chromedp.CSS(".overview")), chromedp.WaitNotVisible(chromedp.CSS(".explore__table")))
	p.do(chromedp.Click(chromedp.CSS("[for=in-1]")), chromedp.WaitVisible(chromedp.CSS(".explore__table")), chromedp.WaitNotVisible(chromedp.CSS(".overview")))
}

func TestBrowserExplorerOnAPhone(t *testing.T) {
	p := siteTab(t)
	p.size(390, 800)
	p.open("/matrix/")
	p.axe("the cards")
	p.is("two roles stand in a line", `getComputedStyle(document.querySelector(".explore__table tr[data-work]")).gridTemplateColumns.split(" ").length === 2`)
	p.is("no bar is cut off", `(() => {
		const cells = [...document.querySelectorAll(".explore__table .was")].filter((w) => w.checkVisibility()).map((w) => w.closest("td"));
		return cells.length > 0 && cells.every((td) => {
			const bar = getComputedStyle(td.querySelector(".was"), "::before");
			return td.getBoundingClientRect().left + parseFloat(bar.left) >= td.closest("tr").getBoundingClientRect().left;
		});
	})()`)
	eval[chromedp.Void](p, `(() => { const area = document.querySelector("#area"); area.value = "governance"; area.dispatchEvent(new Event("change", { bubbles: true })); })()`)
	p.is("a filter hides the cards of the others", `[...document.querySelectorAll(".explore__table tr[data-work]")].every((r) => r.checkVisibility() === (r.closest("tbody").dataset.area === "governance"))`)
}
