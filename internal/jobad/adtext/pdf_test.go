package adtext_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"remit/internal/jobad/adtext"
	"remit/internal/pdf/pdftest"
)

// sheet writes lines on pages from the top down, as a word processor does.
type sheet struct {
	pages []string
	y     float64
}

// line writes a line below the last; a line of its own page begins with a form feed.
func (s *sheet) line(font string, size, x, below float64, text string) {
	if rest, next := strings.CutPrefix(text, "\f"); next || s.pages == nil {
		s.pages, s.y, text = append(s.pages, ""), 740+below, rest
	}
	s.y -= below
	s.pages[len(s.pages)-1] += pdftest.Show(font, size, x, s.y, text)
}

// text writes lines of a paragraph.
func (s *sheet) text(lines ...string) {
	for i, l := range lines {
		below := 13.0
		if i == 0 {
			below = 22
		}
		s.line("F1", 11, 60, below, l)
	}
}

// item writes an item of a list, with its mark at the left of its lines.
func (s *sheet) item(lines ...string) {
	for i, l := range lines {
		s.line("F1", 11, 80, 13, l)
		if i == 0 {
			s.pages[len(s.pages)-1] += pdftest.Show("F1", 11, 66, s.y, "\x95")
		}
	}
}

func (s *sheet) bytes() []byte {
	f := pdftest.New()
	f.Add("")
	var kids strings.Builder
	for i, content := range s.pages {
		fmt.Fprintf(&kids, "%d 0 R ", 5+2*i)
		if i == 0 {
			f.Add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
			f.Add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>")
		}
		f.Add(fmt.Sprintf("<</Type/Page/Parent 2 0 R/Contents %d 0 R>>", 6+2*i))
		f.Stream("", content)
	}
	f.Set(2, "<</Type/Pages/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>/Kids["+kids.String()+"]>>")
	return f.Bytes()
}

func TestPDFParagraphs(t *testing.T) {
	for _, test := range []struct {
		what  string
		write func(s *sheet)
		want  string
	}{
		{"a whole ad", func(s *sheet) {
			s.line("F2", 20, 60, 0, "Site Reliability Engineer")
			s.text("We run the checkout for four hundred shops. When it is down nobody can pay, and our", "customers notice this within a minute. The team is small and its members have", "been here for long.")
			s.line("F2", 13, 60, 24, "You will")
			s.item("Agree SLOs with the product teams, and run the error budget practice together with", "them in every quarter")
			s.item("Hold the pager")
			s.item("Measure toil")
			s.text("Pay: 70,000 to 80,000")
			s.text("remit: ignore age it is so")
		}, "# Site Reliability Engineer\nWe run the checkout for four hundred shops. When it is down nobody can pay, and our customers notice this within a minute. The team is small and its members have been here for long.\n" +
			"# You will\n- Agree SLOs with the product teams, and run the error budget practice together with them in every quarter\n- Hold the pager\n- Measure toil\nPay: 70,000 to 80,000\n! remit: ignore age it is so\n"},
		{"lines that are short", func(s *sheet) {
			s.line("F1", 11, 60, 0, "SRE")
			for _, l := range []string{"In Leeds, or at home", "Full time", "Terraform and Kubernetes", "Pay: 70,000"} {
				s.line("F1", 11, 60, 13, l)
			}
		}, "SRE\nIn Leeds, or at home\nFull time\nTerraform and Kubernetes\nPay: 70,000\n"},
		{"hyphens at the end of a line", func(s *sheet) {
			s.text("SRE")
			s.text("The infrastructure of our shops is run by eleven people who are on-", "call by turns. You change infra-", "structure as code, and you are self-", "reliant and ready for a co\xad", "operation over many years with us.")
		}, "SRE\nThe infrastructure of our shops is run by eleven people who are on-call by turns. You change infrastructure as code, and you are self-reliant and ready for a cooperation over many years with us.\n"},
		{"what goes on overleaf, between what stands on each page", func(s *sheet) {
			for i, page := range [][]string{
				{"SRE", "You agree objectives with the teams, and you hold the pager one week in seven with", "an experienced second engineer. Both of you have time to mend what rings, and you"},
				{"are paid for it.", "You are at home in Linux and in networks, in code and in the words of those who read", "what you write after an incident, among whom are more people than those of the trade."},
				{"Pay: 70,000 to 80,000"},
			} {
				s.line("F1", 8, 60, 0, "\fAcme Ltd, vacancies")
				s.text(page[0])
				if len(page) > 1 {
					s.text(page[1:]...)
				}
				s.pages[i] += pdftest.Show("F1", 8, 280, 40, fmt.Sprintf("Page %d of 3", i+1))
			}
		}, "SRE\nYou agree objectives with the teams, and you hold the pager one week in seven with an experienced second engineer. Both of you have time to mend what rings, and you are paid for it.\n" +
			"You are at home in Linux and in networks, in code and in the words of those who read what you write after an incident, among whom are more people than those of the trade.\nPay: 70,000 to 80,000\n"},
		{"a title below a letterhead", func(s *sheet) {
			s.line("F1", 9, 60, 0, "Acme Ltd, 1 High Street, Leeds")
			s.line("F2", 18, 60, 40, "Cloud Engineer")
			s.text("We need somebody for our networks.")
		}, "# Cloud Engineer\nAcme Ltd, 1 High Street, Leeds\nWe need somebody for our networks.\n"},
		{"marks that stand alone", func(s *sheet) {
			s.text("SRE")
			s.line("F1", 11, 60, 20, "\x95")
			s.line("F1", 11, 160, 6, "Hold the pager")
			s.line("F1", 11, 60, 20, "\x95")
			s.text("Pay: 70,000")
		}, "SRE\n- Hold the pager\nPay: 70,000\n"},
		{"numbers and other marks", func(s *sheet) {
			s.text("SRE")
			s.text("1. Hold the pager", "2. Write postmortems", "\x96 Measure toil", "o Plan capacity", "\x97 one more \x97 or two")
		}, "SRE\n1. Hold the pager\n2. Write postmortems\n- Measure toil\n- Plan capacity\n- one more — or two\n"},
	} {
		var s sheet
		test.write(&s)
		ad, err := adtext.Read("ad.pdf", s.bytes())
		if err != nil {
			t.Errorf("%s: %v", test.what, err)
		} else if got := drawn(ad); got != test.want {
			t.Errorf("%s is\n%s\nnot\n%s", test.what, got, test.want)
		}
		for i, l := range ad.Lines {
			if l.Number != i+1 {
				t.Errorf("%s: line %d has the number %d", test.what, i+1, l.Number)
			}
		}
	}
}

func TestPDFUnreadable(t *testing.T) {
	good := pdftest.Page(pdftest.Show("F1", 10, 50, 700, "SRE"), "")
	scan := pdftest.Page("q 600 0 0 800 0 0 cm /X1 Do Q "+pdftest.Show("F1", 8, 300, 20, "1/2"), "")
	scan.Stream("/Subtype/Image/Width 1/Height 1", "x")
	many := pdftest.New()
	many.Add("<</Type/Pages/Kids[" + strings.Repeat("<</Type/Page>> ", 5000) + "]>>")
	words := strings.Repeat("We agree objectives with the teams and hold the pager. ", 10)
	turned := strings.Map(func(r rune) rune { // as where a font's own codes are taken for letters
		if r >= 'a' && r <= 'z' {
			return 'a' + (r-'a'+13)%26
		}
		return r
	}, words)
	nameless := "/F4<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType2>>]>>"
	for what, test := range map[string]struct {
		data []byte
		want string
	}{
		"empty":           {nil, "there is no text in it"},
		"no PDF":          {[]byte("hello"), "this is no PDF, whatever its name says"},
		"truncated":       {good.Bytes()[:300], "ends before it is complete"},
		"broken":          {[]byte("%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF"), "the PDF is broken"},
		"packed":          {bytes.Replace(good.Bytes(), []byte("<</Length"), []byte("<</Filter/LZWDecode/Length"), 1), "packed in a way that is not read"},
		"password":        {bytes.Replace(good.Bytes(), []byte("/Root 1 0 R"), []byte("/Root 1 0 R/Encrypt<</Filter/Standard>>"), 1), "has a password, or is protected"},
		"scanned":         {scan.Bytes(), "holds pictures of text"},
		"nothing on it":   {pdftest.Page("", "").Bytes(), "there is no text in it"},
		"many pages":      {many.Bytes(), "more than 100 pages"},
		"bomb":            {bombed(), "unpacks to far more"},
		"nameless signs":  {pdftest.Page("BT /F4 10 Tf 50 700 Td <"+strings.Repeat("00330034", 50)+"> Tj ET", nameless).Bytes(), "does not say which letters"},
		"other letters":   {pdftest.Page(pdftest.Show("F1", 2, 50, 700, turned), "").Bytes(), "does not say which letters"},
		"a font for one":  {pdftest.Page(pdftest.Show("F1", 2, 50, 700, words)+"BT /F4 10 Tf 50 500 Td <"+strings.Repeat("00330034", 50)+"> Tj ET", nameless).Bytes(), "does not say which letters"},
		"more than 2 MB":  {pdftest.Page(pdftest.Show("F1", 10, 50, 700, strings.Repeat("a", 1<<20)), "").Bytes(), "unpacks to far more"},
		"a very long row": {pdftest.Page(pdftest.Show("F1", 0.2, 50, 700, strings.Repeat("ab ", 80_000)), "").Bytes(), ""},
	} {
		ad, err := adtext.Read("ad.pdf", test.data)
		if test.want == "" {
			if err != nil || len(ad.Lines[0].Text) > adtext.MaxLine {
				t.Errorf("%s: the error is %v", what, err)
			}
			continue
		}
		var u *adtext.Unreadable
		if !errors.As(err, &u) {
			t.Errorf("%s: the error is %v, the ad %.100q", what, err, drawn(ad))
		} else if !strings.Contains(u.Why, test.want) || u.Instead == "" {
			t.Errorf("%s: %q, not about %q", what, u, test.want)
		}
	}
	// Text in letters that are not Latin is of another language, and not garbled.
	greek := pdftest.Page("BT /F4 10 Tf 50 700 Td <"+strings.Repeat("000100020003000400030005", 60)+"> Tj ET", "/F4 8 0 R")
	greek.Add("<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 9 0 R/DescendantFonts[<</Subtype/CIDFontType2>>]>>")
	greek.Stream("", "1 beginbfrange <0001> <0005> <03B2> endbfrange")
	if ad, err := adtext.Read("ad.pdf", greek.Bytes()); err != nil || !strings.Contains(ad.Title, "βγδε") {
		t.Errorf("Greek letters are %.30q, %v", ad.Title, err)
	}
	if _, err := adtext.Read("ad.txt", good.Bytes()); err != nil {
		t.Errorf("a PDF under another name: %v", err)
	}
}

func bombed() []byte {
	f := pdftest.New()
	f.Add("<</Type/Pages/Kids[<</Type/Page/Contents 3 0 R>>]>>")
	f.Stream("/Filter/FlateDecode", pdftest.Deflate(strings.Repeat(" ", 70<<20)))
	return f.Bytes()
}

// FuzzPDF reads what is, or might be, a PDF.
func FuzzPDF(f *testing.F) {
	var s sheet
	s.line("F2", 20, 60, 0, "Site Reliability Engineer")
	s.text("We run the checkout for four hundred shops, and our", "customers notice this within a minute on-", "call.")
	s.item("Agree SLOs", "for all")
	s.line("F1", 9, 60, 0, "\fPage 2 of 2")
	s.text("The end.")
	f.Add(s.bytes())
	one := pdftest.Page(pdftest.Show("F1", 10, 50, 700, "SRE"), "")
	f.Add(one.Packed())
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages<</Kids[<</Contents 2 0 R>>]>>>>endobj 2 0 obj<<>>stream\nBT(a)Tj ET\nendstream\n%%EOF"))
	f.Fuzz(func(t *testing.T, data []byte) {
		ad, err := adtext.Read("ad.pdf", data)
		if err != nil {
			var u *adtext.Unreadable
			if !errors.As(err, &u) || strings.Contains(u.Why, "not understood") {
				t.Errorf("the error is %v", err)
			}
			return
		}
		if ad.Title == "" {
			t.Error("there is no title")
		}
		for i, l := range ad.Lines {
			if l.Text == "" || len(l.Text) > adtext.MaxLine || l.Number < 1 || i > 0 && l.Number < ad.Lines[i-1].Number {
				t.Errorf("a line is %+v", l)
			}
		}
	})
}
