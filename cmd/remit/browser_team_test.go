package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"remit/internal/catalog"
)

// TestBrowserTeamReportsAsTheCatalogDoes checks made-up teams here and in the page.
func TestBrowserTeamReportsAsTheCatalogDoes(t *testing.T) {
	cat := realCatalog(t)
	number := func(r *catalog.Role) int { return slices.Index(cat.Roles, r) }
	r := rand.New(rand.NewPCG(3, 14))
	var teams [][][2]int // role and people
	var want []string
	for range 400 {
		var team [][2]int
		var members []catalog.Member
		for i, role := range cat.Roles {
			if r.IntN(4) == 0 {
				n := 1 + r.IntN(4)
				team, members = append(team, [2]int{i, n}), append(members, catalog.Member{Role: role, People: n})
			}
		}
		teams = append(teams, team)
		line := fmt.Sprint(slices.Index(cat.Shapes, cat.NearestShape(members)))
		for _, s := range cat.Shapes {
			report := cat.CheckTeam(s, members)
			for _, row := range report.Rows {
				line += fmt.Sprintf(" %d,%d,%d", number(row.Usual), number(row.Holder), number(row.Nearest))
				for _, d := range row.Deputies {
					line += fmt.Sprintf("+%d", number(d))
				}
			}
			for _, l := range report.Loads {
				line += fmt.Sprintf(" %d:%d/%d", number(l.Role), l.Rows, l.Alone)
			}
		}
		want = append(want, line)
	}
	got := inPage[[]string](t, "/team/", teams, `async (teams) => {
		const { check, nearestShape } = await import("/raw/team/report.js");
		const data = JSON.parse(document.querySelector("#team-data").textContent);
		return teams.map((list) => {
			const team = new Map(list);
			let line = String(nearestShape(data, team));
			data.shapes.forEach((_, s) => {
				const { rows, loads } = check(data, s, team);
				for (const r of rows) line += " " + [r.usual, r.holder, r.nearest].join(",") + r.deputies.map((d) => "+" + d).join("");
				for (const l of loads) line += " " + l.role + ":" + l.rows + "/" + l.alone;
			});
			return line;
		});
	}`)
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("team %v: the page has\n%s\nthe catalog\n%s", teams[i], got[i], want[i])
		}
	}
}

func TestBrowserTeamByKeyboard(t *testing.T) {
	p := siteTab(t)
	p.size(1100, 900)
	p.night(false)
	p.open("/team/")
	p.is("it asks for people", `document.querySelector(".status").textContent === "Enter how many people play each role."`)
	eval[chromedp.Void](p, `document.querySelector("#n-devops-engineer").select()`)
	p.key("2")
	p.is("the answer follows, and the address", `location.search === "?roles=devops-engineer:2" && document.querySelector(".status").textContent.startsWith("2 people, compared with the shape “Startup”: 11 of 70 rows have no owner")`)
	eval[chromedp.Void](p, `document.querySelector("#in-auto").focus()`)
	for range 3 {
		p.key(kb.ArrowRight)
	}
	p.is("the shape can be chosen", `location.search === "?roles=devops-engineer:2&shape=enterprise" && document.querySelector(".team__result .team__area")`)
	lines := eval[[][]string](p, `document.querySelector("team-check").lines()`)
	if len(lines) != 71 || len(lines[0]) != 6 || lines[1][1] == "" {
		t.Errorf("the file would hold %d lines, the first %v", len(lines), lines[:2])
	}
	if os.Getenv("REMIT_AXE") != "" {
		p.axe("a team with gaps")
		p.night(true)
		p.size(360, 800)
		p.axe("a team with gaps on a phone at night")
		p.is("nothing scrolls sideways", `document.documentElement.scrollWidth <= innerWidth`)
	}
}

func TestBrowserTeamAddressThatIsWrong(t *testing.T) {
	p := siteTab(t)
	p.open("/team/?roles=nobody:2,devops-engineer:1000000000,cloud-engineer:-1,platform-engineer:1.5,site-reliability-engineer:x,software-developer:3&shape=moon")
	p.is("it says what cannot be read", `document.querySelector(".status").textContent.startsWith("The address holds what cannot be read: “nobody:2”, “devops-engineer:1000000000”, “cloud-engineer:-1”, “platform-engineer:1.5”, “site-reliability-engineer:x”. It was left out. 3 people")`)
	p.open("/team/?roles=,,:,constructor:1,__proto__:2")
	p.is("names of the language are no roles", `document.querySelector(".status").textContent.includes("“constructor:1”")`)
}

func TestBrowserTeamWithoutScript(t *testing.T) {
	p := siteTab(t)
	p.withoutScript()
	p.open("/team/")
	p.do(chromedp.WaitNotVisible(chromedp.CSS(".desk")), chromedp.WaitVisible(chromedp.CSS(".team__missing")))
}

func TestBrowserLevelsSideBySide(t *testing.T) {
	p := siteTab(t)
	p.size(1100, 900)
	p.open("/roles/cloud-engineer/")
	eval[chromedp.Void](p, `document.querySelector("#from").focus()`)
	p.key(kb.ArrowDown)
	p.key(kb.ArrowDown)
	p.is("the next level is taken, and the address tells", `location.search === "?from=mid&to=senior" || location.search === "?from=mid&to=mid"`)
	p.open("/roles/cloud-engineer/?from=mid&to=senior")
	p.is("two levels alone", `document.querySelector("level-diff dl").hidden && document.querySelectorAll("level-diff table tbody tr").length === 4 && document.querySelector("level-diff thead").textContent === "MidSenior"`)
	p.open("/roles/cloud-engineer/?from=boss&to=senior")
	p.is("a level that is none is left out", `!document.querySelector("level-diff dl").hidden && !document.querySelector("level-diff table")`)
}
