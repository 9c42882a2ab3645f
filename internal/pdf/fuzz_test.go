package pdf_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"remit/internal/pdf"
	"remit/internal/pdf/pdftest"
)

// bears reads a file that may be anything. What comes of it is text, or one of the errors that are named.
func bears(t *testing.T, data []byte) {
	pages, err := pdf.Read(data)
	if err != nil {
		switch err {
		case pdf.ErrNotPDF, pdf.ErrBroken, pdf.ErrCut, pdf.ErrPacked, pdf.ErrLocked, pdf.ErrPages, pdf.ErrLarge:
		default:
			t.Errorf("the error is %v", err)
		}
		return
	}
	if len(pages) == 0 || len(pages) > pdf.MaxPages {
		t.Errorf("there are %d pages", len(pages))
	}
	for _, p := range pages {
		for _, l := range p.Lines {
			if l.Text == "" || l.Text != strings.Join(strings.Fields(l.Text), " ") || !utf8.ValidString(l.Text) || !(l.Size > 0) || !(l.Right >= l.X) || !(l.Second >= l.X) {
				t.Errorf("a line is %+v", l)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	one := pdftest.Page(pdftest.Show("F1", 10, 50, 700, "SRE")+"/X1 Do", "")
	one.Stream("/Subtype/Form/Filter[/FlateDecode]", pdftest.Deflate(pdftest.Show("F1", 10, 50, 600, "two")))
	f.Add(one.Bytes())
	f.Add(one.Packed())
	f.Add(encrypted(one.Bytes()))
	f.Add(one.Bytes()[:400])
	f.Add(wide("BT /F4 10 Tf 50 700 Td <0001 0021 0010> Tj ET").Bytes())
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages<</Kids[<</Contents 2 0 R>>]>>>>endobj 2 0 obj<<>>stream\nBT(a)Tj ET\nendstream\n%%EOF"))
	f.Fuzz(bears)
}

// FuzzDraw varies what is in a page, in a map of characters and in a font, in a file that is whole.
func FuzzDraw(f *testing.F) {
	f.Add("BT /F4 10 Tf 50 700 Td <0001 0021 0010> Tj (a\\(b\\053) Tj [(a) -300 (b)] TJ T* (c) ' 1 2 (d) \" ET", toUnicode, "/W[1[600 600] 16 18 550]/DW 500")
	f.Add("q 1 0 0 1 0 0 cm 1 2 3 4 re f /X1 Do Q BI /W 1 ID x EI /Span<</ActualText(x)>>BDC (a) Tj EMC", "1 beginbfchar <01> <0041> endbfchar", "/W[1 2 3]")
	f.Add("BT /F3 8 Tf 0 1 -1 0 50 50 Tm (\xb7) Tj /F1 10 Tf 1 0 0 1 60 50 Tm (x) Tj 0 0 1 0 0 0 Tm (y) Tj 1e9 Tz 5 Tc 5 Ts ET", "beginbfrange <0000> <FFFF> <0041> <0000> <0002> [<0041>] endbfrange", "")
	f.Fuzz(func(t *testing.T, content, codes, widths string) {
		file := pdftest.Page(content, "/F4 8 0 R")
		file.Add("<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 9 0 R/DescendantFonts[<<" + widths + ">>]>>")
		file.Stream("", codes)
		bears(t, file.Bytes())
	})
}
