package main

import (
	"regexp"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// A matrix of many roles is printed across, the first sheet as the others; where there are few, upright.
func TestBrowserPrintsWideMatricesAcross(t *testing.T) {
	p := siteTab(t)
	box := regexp.MustCompile(`/MediaBox \[0 0 (\S+) (\S+)\]`)
	for name, size := range map[string][2]string{
		"/shapes/enterprise/": {"792", "612"},
		"/matrix/":            {"792", "612"},
		"/shapes/startup/":    {"612", "792"},
		"/compare/cloud-engineer-vs-platform-engineer/": {"612", "792"},
	} {
		p.open(name)
		printed, err := chromedp.Call(p.ctx, page.PrintToPDF, page.PrintToPDFParams{})
		if err != nil {
			t.Fatal(err)
		}
		sheets := box.FindAllSubmatch(printed.Data, -1)
		if len(sheets) < 3 {
			t.Errorf("%s has %d sheets", name, len(sheets))
		}
		for i, s := range sheets {
			if got := [2]string{string(s[1]), string(s[2])}; got != size {
				t.Errorf("%s, sheet %d is %v, want %v", name, i+1, got, size)
			}
		}
	}
}
