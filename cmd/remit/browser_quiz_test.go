package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestBrowserQuizScoresAsTheCatalogDoes scores every persona and 10,000 made-up sheets, in both forms, here and in the page.
func TestBrowserQuizScoresAsTheCatalogDoes(t *testing.T) {
	cat := realCatalog(t)
	for _, q := range cat.Quizzes {
		r := rand.New(rand.NewPCG(8, 15))
		var sheets [][]int
		for _, persona := range q.Personas {
			sheets = append(sheets, persona.Answers)
		}
		for range 10_000 {
			answers := make([]int, len(q.Questions))
			for i := range answers {
				answers[i] = r.IntN(len(q.Questions[i].Options)+1) - 1 // some are not answered
			}
			sheets = append(sheets, answers)
		}
		got := inPage[[]string](t, q.URL, sheets, `async (sheets) => {
			const { score } = await import("/raw/quiz/score.js");
			const quiz = JSON.parse(document.querySelector("#quiz-data").textContent);
			const say = (o) => o.scores.join(",") + " " + o.order.join(",") + " " + o.gap + " " + o.verdict;
			return sheets.map((sheet) => say(score(quiz, sheet, false)) + "; " + say(score(quiz, sheet, quiz.short.length > 0)));
		}`)
		for i, answers := range sheets {
			say := func(short bool) string {
				out := q.Score(answers, short)
				join := func(n []int) string { return strings.Trim(strings.ReplaceAll(fmt.Sprint(n), " ", ","), "[]") }
				return fmt.Sprintf("%s %s %d %s", join(out.Scores), join(out.Order), out.Gap, out.Verdict)
			}
			if want := say(false) + "; " + say(len(q.Short) > 0); got[i] != want {
				t.Fatalf("%s, sheet %v: the page says %s, the catalog %s", q.ID, answers, got[i], want)
			}
		}
	}
}

func TestBrowserQuizByKeyboard(t *testing.T) {
	p := siteTab(t)
	p.size(1000, 900)
	p.night(false)
	p.open("/quiz/which-role/")
	order := `[...document.querySelectorAll("fieldset:not([hidden]) input")].map((i) => i.value).join("")`
	eval[chromedp.Void](p, `document.querySelector("fieldset:not([hidden]) legend").focus()`)
	p.key("2")
	p.is("a digit picks an answer", `document.querySelector("fieldset:not([hidden]) input:checked") && location.hash.length === "#a=f.--------------.-".length`)
	p.key(kb.Enter)
	p.is("Enter goes on, and the question has the focus", `document.querySelector(".quiz__progress").textContent === "Question 2 of 14" && document.activeElement === document.querySelector("fieldset:not([hidden]) legend")`)
	p.key(kb.Enter)
	p.is("without an answer it does not go on", `document.querySelector(".quiz__progress").textContent === "Choose an answer first."`)
	p.axe("a question")
	before := eval[string](p, order)
	p.do(chromedp.Reload())
	p.is("a reload keeps the place", `document.querySelector(".quiz__progress").textContent === "Question 2 of 14"`)
	if after := eval[string](p, order); after != before {
		t.Errorf("after a reload the answers stand as %s, before as %s", after, before)
	}
	eval[chromedp.Void](p, `document.querySelector("[data-do=back]").click()`)
	p.is("back shows the answer given", `document.querySelector(".quiz__progress").textContent === "Question 1 of 14" && document.querySelector("fieldset:not([hidden]) input:checked")`)
	for range 15 {
		p.key("1")
		p.key(kb.Enter)
	}
	p.is("the result is shown and has the focus", `!document.querySelector(".quiz__result").hidden && document.activeElement === document.querySelector(".quiz__result") && document.querySelectorAll(".quiz__result .bars tr").length === 4`)
	if os.Getenv("REMIT_AXE") != "" {
		for _, night := range []bool{false, true} {
			p.night(night)
			p.axe(fmt.Sprintf("the result, night %v", night))
		}
		p.size(360, 800)
		p.is("nothing scrolls sideways", `document.documentElement.scrollWidth <= innerWidth`)
	}
	eval[chromedp.Void](p, `document.querySelector(".quiz__bar [data-do=again]").click()`)
	p.is("it starts again", `document.querySelector(".quiz__progress").textContent === "Question 1 of 14" && !document.querySelector(":checked")`)
	eval[chromedp.Void](p, `document.querySelector("[data-do=short]").click()`)
	p.is("the short form asks fewer", `document.querySelector(".quiz__progress").textContent === "Question 1 of 6"`)
	eval[chromedp.Void](p, `document.querySelector("[data-do=mode]").click()`)
	p.is("all of them on one page", `[...document.querySelectorAll("fieldset")].filter((f) => f.checkVisibility()).length === 7`)
	p.is("the one about the company is counted apart", `document.querySelector(".quiz__progress").textContent === "0 of 6 answered, and the one about the company is open"`)
	eval[chromedp.Void](p, `localStorage.clear()`)
}

func TestBrowserQuizResultCanBeSent(t *testing.T) {
	p := siteTab(t)
	for address, want := range map[string]string{
		"/quiz/which-role/#a=f.dddddddddcdddd.c": "Clear: site reliability engineer",
		"/quiz/which-role/#a=f.dadadcdadaddda.b": "You lean to site reliability engineer, with DevOps engineer near",
		"/quiz/which-role/#a=f.aaccacaacacaca.-": "",
		"/quiz/which-role/#a=f.abcdabdabcadba.a": "A generalist",
		"/quiz/which-role/#a=s.d-d-ddd---d---.b": "Clear: site reliability engineer",
		"/quiz/which-hire/#a=f.cccccc.c":         "Hire a platform engineer",
		"/quiz/which-hire/#a=f.adadad.a":         "Either helps: a DevOps engineer or a site reliability engineer",
	} {
		p.open("/404.html") // so that the next address is a new page
		p.lock.Lock()
		p.wrong = nil
		p.lock.Unlock()
		p.open(address)
		if want == "" {
			p.is(address+" asks what is open", `document.querySelector(".quiz__result").hidden && document.querySelector(".quiz__progress").textContent === "Last question, about the company"`)
			continue
		}
		p.is(address+" is "+want, `document.querySelector(".quiz__result h2")?.textContent === "`+want+`"`)
	}
	p.open("/quiz/which-hire/#a=f.cccccc.b")
	p.is("it leads to the job ad", `document.querySelector('.quiz__result a[href="/job-ads/new/?role=platform-engineer&shape=growing"]')`)
}

func TestBrowserQuizAddressThatIsWrong(t *testing.T) {
	p := siteTab(t)
	for _, sheet := range []string{"x", "f.aaaa.a", "f.zzzzzzzzzzzzzz.a", "f.aaaaaaaaaaaaaa.z", "%3Cscript%3E", "f.aaaaaaaaaaaaaa.a.a", ""} {
		p.open("/quiz/")
		p.open("/quiz/which-role/#a=" + sheet)
		p.is(sheet+" is told", `document.querySelector(".quiz__progress").textContent === "The answers in the address do not fit this quiz, so it starts from the beginning. Question 1 of 14"`)
	}
	eval[chromedp.Void](p, `localStorage.setItem("remit-quiz-1", "{broken")`)
	p.open("/quiz/")
	p.open("/quiz/which-role/")
	p.is("broken memory is no hindrance", `document.querySelector(".quiz__progress").textContent === "Question 1 of 14"`)
	eval[chromedp.Void](p, `localStorage.clear()`)
}

func TestBrowserQuizWithoutScript(t *testing.T) {
	p := siteTab(t)
	p.size(1000, 900)
	p.withoutScript()
	p.open("/quiz/which-role/")
	p.do(chromedp.WaitVisible(chromedp.CSS("[data-name=q14] .quiz__points")), chromedp.WaitVisible(chromedp.CSS(".quiz__reading")), chromedp.WaitNotVisible(chromedp.CSS(".quiz__bar")))
}
