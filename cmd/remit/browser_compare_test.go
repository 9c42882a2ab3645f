package main

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestBrowserCompareAgreesWithTheCommand compares every pair of roles and made-up groups of three and four, in every
// shape, in the page and as remit compare prints it.
func TestBrowserCompareAgreesWithTheCommand(t *testing.T) {
	cat := realCatalog(t)
	type group struct {
		Roles []string `json:"roles"`
		Shape string   `json:"shape"`
	}
	var groups []group
	r := rand.New(rand.NewPCG(4, 2))
	for _, s := range cat.Shapes {
		for i, a := range cat.Roles {
			for _, b := range cat.Roles[i+1:] {
				groups = append(groups, group{[]string{a.ID, b.ID}, s.ID})
			}
		}
		for range 100 {
			var ids []string
			for _, j := range r.Perm(len(cat.Roles))[:3+r.IntN(2)] {
				ids = append(ids, cat.Roles[j].ID)
			}
			groups = append(groups, group{ids, s.ID})
		}
	}
	got := inPage[[]string](t, "/compare/", groups, `async (groups) => {
		const { compare } = await import("/raw/compare/sets.js");
		const data = JSON.parse(document.querySelector("#compare-data").textContent);
		return groups.map(({ roles, shape }) => {
			const chosen = roles.map((id) => data.roles.find((r) => r.id === id));
			const { sets, neither } = compare(chosen, data.work, data.shapes.findIndex((s) => s.id === shape));
			return JSON.stringify({
				shape,
				sets: sets.map((s) => ({ roles: roles.filter((_, i) => s.has[i]), work: s.parts.map((p) => ({ id: p.work.id, title: p.work.title, letters: p.letters })) })),
				neither,
			});
		});
	}`)
	for i, g := range groups {
		compared, err := compareRoles(cat, g.Roles, g.Shape)
		if err != nil {
			t.Fatal(err)
		}
		var printed, want bytes.Buffer
		if err := printCompared(&printed, compared, "json"); err != nil {
			t.Fatal(err)
		}
		var whole comparedJSON
		if err := json.Unmarshal(printed.Bytes(), &whole); err != nil {
			t.Fatal(err)
		}
		enc := json.NewEncoder(&want)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(struct {
			Shape   string            `json:"shape"`
			Sets    []comparedSetJSON `json:"sets"`
			Neither int               `json:"neither"`
		}{whole.Shape, whole.Sets, whole.Neither}); err != nil {
			t.Fatal(err)
		}
		if got[i] != strings.TrimSpace(want.String()) {
			t.Fatalf("%v in %s: the page has\n%s\nthe command\n%s", g.Roles, g.Shape, got[i], want.String())
		}
	}
}

func TestBrowserCompareByKeyboard(t *testing.T) {
	p := siteTab(t)
	p.size(1200, 900)
	p.night(false)
	p.open("/compare/")
	p.is("it asks for roles", `document.querySelector("[role=status].status").textContent === "Choose two to four roles."`)
	for _, id := range []string{"cloud-engineer", "site-reliability-engineer", "finops-practitioner", "network-engineer"} {
		eval[chromedp.Void](p, `document.querySelector("[value=`+id+`]").focus()`)
		p.key(" ")
	}
	p.is("four roles are compared and in the address", `location.search === "?roles=cloud-engineer,site-reliability-engineer,finops-practitioner,network-engineer" && document.querySelectorAll(".facing thead th").length >= 4`)
	p.is("a fifth cannot be chosen", `document.querySelector("[value=test-engineer]").disabled && !document.querySelector("[value=cloud-engineer]").disabled`)
	heads := eval[[]string](p, `[...document.querySelectorAll(".compare__result .facing thead th")].slice(0, 4).map((e) => e.textContent)`)
	if want := []string{"Cloud engineer", "Site reliability engineer", "FinOps practitioner", "Network engineer"}; !slices.Equal(heads, want) {
		t.Errorf("the heads are %v, want %v", heads, want)
	}
	if os.Getenv("REMIT_AXE") != "" {
		p.axe("four roles compared")
		p.size(360, 800)
		p.night(true)
		p.axe("four roles compared on a phone at night")
		p.is("nothing scrolls sideways", `document.documentElement.scrollWidth <= innerWidth`)
		p.size(1200, 900)
	}
	eval[chromedp.Void](p, `document.querySelector("[name=shape]:checked").focus()`)
	p.key(kb.ArrowLeft)
	p.is("the shape is in the address", `location.search.endsWith("&shape=growing")`)
}

func TestBrowserCompareAddressThatIsWrong(t *testing.T) {
	p := siteTab(t)
	for query, want := range map[string]string{
		"roles=nobody,%3Cb%3E": "The address names what is no role here: “nobody”, “<b>”. Choose two to four roles.",
		"roles=cloud-engineer": "Choose one more role.",
		"roles=,,&shape=":      "Choose two to four roles.",
		"roles=cloud-engineer,devops-engineer,platform-engineer,site-reliability-engineer,test-engineer": "The address names 5 roles; the first 4 are compared.",
		"roles=cloud-engineer,platform-engineer,cloud-engineer&shape=moon":                               "There is no shape “moon”. Cloud and Platform: both do the work or answer for it in ",
	} {
		p.open("/compare/?" + query)
		p.is(query, `document.querySelector(".status").textContent.startsWith("`+want+`")`)
	}
}

func TestBrowserCompareShowsTheVerdict(t *testing.T) {
	p := siteTab(t)
	p.open("/compare/?roles=platform-engineer,devops-engineer")
	p.is("the authored pair stands first, whichever way round", `document.querySelector(".compare__result h2").textContent === "DevOps engineer and platform engineer" && document.querySelector(".claims dt")`)
}

func TestBrowserCompareWithoutScript(t *testing.T) {
	p := siteTab(t)
	p.withoutScript()
	p.open("/compare/")
	p.do(chromedp.WaitNotVisible(chromedp.CSS(".desk")), chromedp.WaitVisible(chromedp.CSS(`.versus a[href="/compare/devops-engineer-vs-cloud-engineer/"]`)))
}
