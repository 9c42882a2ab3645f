package main

import (
	"encoding/base64"
	"html"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"remit/internal/jobad/adcheck"
	"remit/internal/jobad/adtext"
	"remit/internal/publish"
)

// printedAds are our own ads as HTML pages, in three looks, by the names of their files. One in another script than Latin is
// left out: a browser that has no font for it loses signs when it prints.
func printedAds(t *testing.T) map[string]string {
	t.Helper()
	looks := []string{
		"body { font-family: sans-serif }",
		"body { font: 12pt/1.4 serif; text-align: justify } h2 { font-size: 12pt }",
		"body { font: 9pt monospace; width: 32em } li { margin: 0 0 4pt } h2 { font-size: 9pt; font-weight: bold }",
	}
	files, err := filepath.Glob("../../internal/jobad/adcheck/testdata/*.[tm][xd]*")
	if err != nil || len(files) < 12 {
		t.Fatal("too few ads", files, err)
	}
	pages := map[string]string{}
	for i, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		ad, err := adtext.Read(file, data)
		if err != nil {
			t.Fatal(err)
		}
		if strings.ContainsFunc(ad.Title, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) }) {
			continue
		}
		var b strings.Builder
		b.WriteString("<!doctype html><html lang=en><meta charset=utf-8><style>" + looks[i%len(looks)] + "</style><body>")
		inList := false
		for j, l := range ad.Lines {
			if l.Bullet != inList {
				b.WriteString(map[bool]string{true: "<ul>", false: "</ul>"}[l.Bullet])
				inList = l.Bullet
			}
			text := html.EscapeString(l.Text)
			switch {
			case j == 0:
				b.WriteString("<h1>" + text + "</h1>")
			case l.Bullet:
				b.WriteString("<li>" + text + "</li>")
			case j+1 < len(ad.Lines) && ad.Lines[j+1].Bullet:
				b.WriteString("<h2>" + text + "</h2>")
			default:
				b.WriteString("<p>" + text + "</p>")
			}
		}
		b.WriteString("</body></html>")
		pages[strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))] = b.String()
	}
	return pages
}

// sameAsPages compares what is said of ads as PDF with what is said of the pages they were printed from: always the same
// roles, and at least 98 in 100 lines the same, word for word and with what they are matched to.
func sameAsPages(t *testing.T, pages map[string]string, printed map[string][]byte) {
	t.Helper()
	cat, _, err := publish.Load(publish.Input{Content: os.DirFS("../../content")})
	if err != nil {
		t.Fatal(err)
	}
	checker := adcheck.New(adcheck.NewModel(cat))
	all, same := 0, 0
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		ad, err := adtext.Read("ad.html", []byte(pages[name]))
		if err != nil {
			t.Fatal(err)
		}
		want := checker.Check(name, ad, adcheck.Options{})
		if ad, err = adtext.Read("ad.pdf", printed[name]); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := checker.Check(name, ad, adcheck.Options{})
		if got.Title != want.Title || got.Clear != want.Clear || !reflect.DeepEqual(got.Closest, want.Closest) {
			t.Errorf("%s: %q is closest to %v, not %q to %v", name, got.Title, got.Closest, want.Title, want.Closest)
		}
		lines := map[string]int{}
		for _, l := range got.Lines {
			lines[l.Text+"|"+l.Role+"|"+l.Responsibility]++
		}
		for _, l := range want.Lines {
			all++
			if key := l.Text + "|" + l.Role + "|" + l.Responsibility; lines[key] > 0 {
				lines[key]--
				same++
			} else {
				t.Logf("%s: not so in the PDF: %s", name, key)
			}
		}
	}
	if same*100 < all*98 {
		t.Errorf("%d of %d lines are the same", same, all)
	}
}

func TestBrowserPrintsAdsThatAreRead(t *testing.T) {
	p := newTab(t)
	pages := printedAds(t)
	printed := map[string][]byte{}
	for i, name := range slices.Sorted(maps.Keys(pages)) {
		p.open("data:text/html;base64," + base64.StdEncoding.EncodeToString([]byte(pages[name])))
		headed := i%2 == 0 // with the day above, and the address and the number of the page below
		result, err := chromedp.Call(p.ctx, page.PrintToPDF, page.PrintToPDFParams{DisplayHeaderFooter: &headed})
		if err != nil {
			t.Fatal(err)
		}
		printed[name] = result.Data
	}
	sameAsPages(t, pages, printed)
}

func TestOfficePrintsAdsThatAreRead(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("REMIT_OFFICE") == "required" {
			t.Fatal("there is no soffice, and REMIT_OFFICE requires it")
		}
		t.Skip("there is no soffice: no ad is printed by it")
	}
	dir := t.TempDir()
	pages := printedAds(t)
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf:writer_pdf_Export", "--infilter=HTML (StarWriter)", "--outdir", dir}
	for name, text := range pages {
		file := filepath.Join(dir, name+".html")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	if out, err := exec.Command(office, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	printed := map[string][]byte{}
	for name := range pages {
		if printed[name], err = os.ReadFile(filepath.Join(dir, name+".pdf")); err != nil {
			t.Fatal(err)
		}
	}
	sameAsPages(t, pages, printed)
}
