package pdf_test

import (
	"bytes"
	"compress/flate"
	"encoding/ascii85"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"

	"remit/internal/pdf"
	"remit/internal/pdf/pdftest"
)

// text returns the lines of a file.
func text(t testing.TB, data []byte) string {
	t.Helper()
	pages, err := pdf.Read(data)
	if err != nil {
		t.Error(err)
	}
	var all []string
	for _, p := range pages {
		for _, l := range p.Lines {
			all = append(all, l.Text)
		}
	}
	return strings.Join(all, "\n")
}

const toUnicode = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange " +
	"2 beginbfchar <0001> <0053> <0002> <D83DDE00> endbfchar 2 beginbfrange <0010> <0012> <0045> <0020> <0021> [<00660069> <0052>] endbfrange endcmap"

// wide adds a font of two bytes a code to a page; it is object 8.
func wide(content string) *pdftest.File {
	f := pdftest.Page(content, "/F4 8 0 R")
	f.Add("<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 9 0 R/DescendantFonts[<</Subtype/CIDFontType2/DW 500/W[1[600 600] 16 18 550]>>]>>")
	f.Stream("", toUnicode)
	return f
}

func TestLetters(t *testing.T) {
	show := func(operators string) []byte {
		return pdftest.Page("BT /F1 10 Tf 50 700 Td "+operators+" ET", "").Bytes()
	}
	for _, test := range []struct {
		what string
		data []byte
		want string
	}{
		{"Windows letters and escapes", show(`(Gr\366\337e \(SRE\) \\ a\
b \223c\224 \053) Tj`), "Größe (SRE) \\ ab “c” +"},
		{"hexadecimal", show("<53 52 45 2> Tj"), "SRE"},
		{"brackets in one another", show("(a (b) c) Tj"), "a (b) c"},
		{"pieces set close and apart", show("[(Sit) 20 (e) -300 (Relia) -10 (bility) 5 ( Engineer)] TJ"), "Site Reliability Engineer"},
		{"lines", show("12 TL (one) Tj T* (two) Tj (three) ' 1 2 (four) \" 0 -12 TD (five) Tj 0 Tc T* (six) Tj"), "one\ntwo\nthree\nfour\nfive\nsix"},
		{"a raised sign", show("(10) Tj 3.5 Ts /F1 6 Tf (th) Tj"), "10th"},
		{"letters set wide", show("3 Tc (Site) Tj 0 -20 Td [(R) (o) (le) 0 (s)] TJ"), "Site\nRoles"},
		{"words held apart and parts of words not", show("-.1 Tc (Th) Tj 3.5 Tc 11.5 0 Td (eOwn) Tj 0 Tc 36 0 Td (ed) Tj -2.78 Tw 11.2 0 Td (l y) Tj"), "The O w nedly"},
		{"a space within the sign before", show("(m) Tj 1 0 0 1 53 700 Tm ( ) Tj 1 0 0 1 58.3 700 Tm (e) Tj"), "me"},
		{"drawn twice to look bold", show("(SRE) Tj 1 0 0 1 50.3 700 Tm (SRE) Tj"), "SRE"},
		{"a gap as between columns", show("(Pay) Tj 200 0 Td (Place) Tj"), "Pay\nPlace"},
		{"moved and scaled", pdftest.Page("q .5 0 0 .5 10 10 cm BT /F1 20 Tf 80 Tz 1 0 0 1 40 900 Tm (SRE) Tj ET Q "+pdftest.Show("F1", 10, 50, 100, "two"), "").Bytes(), "SRE\ntwo"},
		{"bullet of a symbol font", pdftest.Page("BT /F3 10 Tf 50 700 Td (\xb7) Tj /F1 10 Tf 18 0 Td (one) Tj ET", "").Bytes(), "• one"},
		{"differences", differing("/Differences[1/fi/f_f_i 65/uni0042 /u00043 /Euro/nothing/eacute]", "\x01\x02ABCE"), "fiffiBC€é"},
		{"Macintosh letters", differing("/BaseEncoding/MacRomanEncoding", "\xa5 \x8a\xde"), "• äfi"},
		{"two bytes a code", wide("BT /F4 10 Tf 50 700 Td <0001 0021 0010> Tj 1 0 0 1 50 650 Tm <0010 0011 0012> Tj <0020 0002> Tj ET").Bytes(), "SRE\nEFGfi😀"},
		{"codes that mean nothing", wide("BT /F4 10 Tf 50 700 Td <00010077> Tj ET").Bytes(), "S\uFFFD"},
		{"another text stands for it", pdftest.Page("/Span<</ActualText<FEFF00660069>>>BDC BT /F1 10 Tf 50 700 Td (x) Tj ET EMC BT /F1 10 Tf 56 700 Td (t) Tj ET", "").Bytes(), "fit"},
		{"head of a page", pdftest.Page("/Artifact<</Type/Pagination>>BDC "+pdftest.Show("F1", 10, 50, 790, "Acme")+"EMC /Artifact BMC "+pdftest.Show("F1", 10, 50, 700, "SRE")+"EMC", "").Bytes(), "SRE"},
		{"a picture among the operators", pdftest.Page("BI /W 2 /H 1 ID \x00(EI\xff EI "+pdftest.Show("F1", 10, 50, 700, "SRE"), "").Bytes(), "SRE"},
		{"written upwards", pdftest.Page("BT /F1 10 Tf 0 1 -1 0 50 100 Tm (up) Tj ET "+pdftest.Show("F1", 10, 50, 700, "SRE"), "").Bytes(), "SRE\nup"},
		{"signs without a meaning in lines", pdftest.Page(pdftest.Show("F1", 10, 50, 700, "a\xadb\x01\x7f\xa0c"), "").Bytes(), "a\u00adb\uFFFD• c"},
	} {
		if got := text(t, test.data); got != test.want {
			t.Errorf("%s is %q, not %q", test.what, got, test.want)
		}
	}
}

// differing shows a text with a font that has an encoding of its own.
func differing(encoding, shown string) []byte {
	f := pdftest.Page("BT /F4 10 Tf 50 700 Td <"+hex.EncodeToString([]byte(shown))+"> Tj ET", "/F4<</Type/Font/Subtype/Type1/BaseFont/X/FirstChar 0/Widths["+strings.Repeat("500 ", 256)+"]/Encoding<<"+encoding+">>>>")
	return f.Bytes()
}

// A page that is turned is read as a reader sees it.
func TestTurnedPage(t *testing.T) {
	for turn, shown := range map[int]string{0: "1 0 0 1 50 700", 90: "0 1 -1 0 100 50", 180: "-1 0 0 -1 550 100", 270: "0 -1 1 0 500 750", -90: "0 -1 1 0 500 750"} {
		data := pdftest.Page("BT /F1 10 Tf "+shown+" Tm 12 TL (one) Tj T* (two) Tj ET", "").Bytes()
		data = bytes.Replace(data, []byte("/MediaBox"), fmt.Appendf(nil, "/Rotate %d/MediaBox", turn), 1)
		pages, err := pdf.Read(data)
		if err != nil {
			t.Fatal(err)
		}
		p := pages[0]
		if len(p.Lines) != 2 || p.Lines[0].Text != "one" || p.Lines[1].Text != "two" {
			t.Fatalf("turned by %d, the lines are %+v", turn, p.Lines)
		}
		if l := p.Lines[0]; l.X < 49 || l.X > 51 || l.Y < 99 || l.Y > 101 {
			t.Errorf("turned by %d, the first line stands at %g, %g", turn, l.X, l.Y)
		}
		if step := p.Lines[1].Y - p.Lines[0].Y; step < 11 || step > 13 {
			t.Errorf("turned by %d, the lines are %g apart", turn, step)
		}
	}
}

func TestLine(t *testing.T) {
	content := pdftest.Show("F2", 18, 50, 700, "Site Engineer") + "200 640 4 4 re f\n" + pdftest.Show("F1", 10, 210, 640, "one") + pdftest.Show("F1", 10, 50, 600, "two")
	pages, err := pdf.Read(pdftest.Page(content, "").Bytes())
	if err != nil {
		t.Fatal(err)
	}
	l := pages[0].Lines
	if !l[0].Bold || l[0].Size != 18 || l[0].Marked || l[1].Bold || !l[1].Marked || l[2].Marked {
		t.Errorf("the lines are %+v", l)
	}
	if l[0].Second < 80 || l[0].Second > 95 || l[0].Right < 150 || l[0].Right > 180 || l[1].Second != l[1].Right {
		t.Errorf("the words of the first line begin at %g and %g, and end at %g", l[0].X, l[0].Second, l[0].Right)
	}
}

// Where the order of drawing goes up and down, lines stand as on the page.
func TestOrder(t *testing.T) {
	var drawn strings.Builder
	var want []string
	for i := range 20 {
		y := i * 7 % 20
		drawn.WriteString(pdftest.Show("F1", 10, 50, 700-20*float64(y), fmt.Sprintf("line %d", y)))
		want = append(want, fmt.Sprintf("line %d", i))
	}
	if got := text(t, pdftest.Page(drawn.String(), "").Bytes()); got != strings.Join(want, "\n") {
		t.Errorf("the lines are %s", got)
	}
	columns := pdftest.Show("F1", 10, 50, 700, "left") + pdftest.Show("F1", 10, 50, 680, "below") + pdftest.Show("F1", 10, 350, 700, "right")
	if got := text(t, pdftest.Page(columns, "").Bytes()); got != "left\nbelow\nright" {
		t.Errorf("two columns are %q", got)
	}
}

func TestFilters(t *testing.T) {
	content := pdftest.Show("F1", 10, 50, 700, "SRE")
	in85 := func(data string) string {
		var out bytes.Buffer
		w := ascii85.NewEncoder(&out)
		w.Write([]byte(data))
		w.Close()
		return out.String() + "~>"
	}
	var noSum bytes.Buffer
	noSum.WriteString("\x78\x9c")
	fw, err := flate.NewWriter(&noSum, 9)
	if err != nil {
		t.Fatal(err)
	}
	fw.Write([]byte(content))
	fw.Close()
	for about, data := range map[string]string{
		"":                                     content,
		"/Filter/FlateDecode":                  pdftest.Deflate(content),
		"/Filter[/FlateDecode]":                noSum.String(),
		"/Filter[/ASCII85Decode]":              in85(content),
		"/Filter[/ASCII85Decode /FlateDecode]": in85(pdftest.Deflate(content)),
		"/Filter/FlateDecode/DecodeParms<</Predictor 1>>": pdftest.Deflate(content),
	} {
		f := pdftest.New()
		f.Add("<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]/Resources<</Font<</F1<</Subtype/Type1/BaseFont/Helvetica>>>>>>>>")
		f.Add("<</Type/Page/Parent 2 0 R/Contents[4 0 R]>>")
		f.Stream(about, data)
		if got := text(t, f.Bytes()); got != "SRE" {
			t.Errorf("%s unpacks to %q", about, got)
		}
	}
}

// A file is read whatever it says about where its objects are; of two objects with one number the later counts.
func TestStructure(t *testing.T) {
	show := func(text string) string { return pdftest.Stream("", pdftest.Show("F1", 10, 50, 700, text)) }
	f := pdftest.Page(pdftest.Show("F1", 10, 50, 700, "SRE"), "")
	f.Add("(a string is no object: 4 0 obj " + show("string") + " endobj)")
	f.Stream("", "a file that is attached: 4 0 obj "+show("attached")+" endobj trailer <</Root 9 0 R>>")
	plain, packed := f.Bytes(), f.Packed()
	end := func(text string) string { return text + "\ntrailer\n<</Size 12>>\nstartxref\n0\n%%EOF\n" }
	content := func(num int) []byte { // the page shows another stream
		return fmt.Appendf(nil, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R/Resources<</Font<</F1 5 0 R>>>>>>", num)
	}
	later := end("4 0 obj\n" + show("later") + "\nendobj")
	laterPack := end("20 0 obj\n" + show("later") + "\nendobj 21 0 obj" + pdftest.Stream("/Type/ObjStm/N 1/First 4", "3 0 "+string(content(20))) + "endobj")
	for what, test := range map[string]struct {
		data string
		want string
	}{
		"all apart":               {string(plain), "SRE"},
		"all packed":              {string(packed), "SRE"},
		"a later object":          {string(plain) + later, "later"},
		"a later pack":            {string(plain) + laterPack, "later"},
		"a later pack of two":     {string(packed) + laterPack, "later"},
		"a pack that is replaced": {string(plain) + laterPack + end("3 0 obj"+string(content(4))+"endobj"), "SRE"},
		"another catalog":         {string(plain) + "30 0 obj<</Pages 31 0 R>>endobj 31 0 obj<</Kids[32 0 R]>>endobj 32 0 obj " + string(content(33)) + "endobj 33 0 obj " + show("other") + "endobj trailer<</Root 30 0 R>>%%EOF", "other"},
		"bytes before it":         {"HTTP/1.1 200 OK\r\n\r\n" + string(plain), "SRE"},
		"bytes behind it":         {string(plain) + "<html></html>", "SRE"},
		"a wrong length":          {strings.Replace(string(plain), "/Length ", "/Length 9", 1), "SRE"},
		"no length":               {strings.Replace(string(plain), "/Length ", "/Lengeh ", 1), "SRE"},
		"a length told later":     {strings.Replace(string(plain), "/Length ", "/Length 40 0 R/X ", 1), "SRE"},
	} {
		if got := text(t, []byte(test.data)); got != test.want {
			t.Errorf("with %s the text is %q, not %q", what, got, test.want)
		}
	}
}

// What a form draws stands where it is put, and its own fonts are used.
func TestForms(t *testing.T) {
	f := pdftest.Page("q 1 0 0 1 0 -100 cm /X1 Do Q "+pdftest.Show("F1", 10, 50, 500, "two")+" /X2 Do", "")
	f.Stream("/Subtype/Form/Matrix[2 0 0 2 0 0]/Resources<</Font<</F1<</Subtype/Type1/BaseFont/Courier-Bold>>>>>>", "q q Q BT /F1 5 Tf 25 350 Td (one) Tj ET q")
	f.Stream("/Subtype/Image/Width 1/Height 1", "x")
	pages, err := pdf.Read(f.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	l := pages[0].Lines
	if len(l) != 2 || l[0].Text != "one" || l[1].Text != "two" || l[0].Size != 10 || !l[0].Bold || l[0].X != 50 || l[0].Y != 200 || l[1].Bold {
		t.Errorf("the lines are %+v", l)
	}
	if !pages[0].Pictures {
		t.Error("the picture is not seen")
	}
}

// pages makes a file of n empty pages.
func pages(n int) []byte {
	f := pdftest.New()
	f.Add("<</Type/Pages/Kids[" + strings.Repeat("<</Type/Page>> ", n) + "]>>")
	return f.Bytes()
}

func TestRefused(t *testing.T) {
	bomb := pdftest.Deflate(strings.Repeat("\x00", 70<<20))
	page := pdftest.Page(pdftest.Show("F1", 10, 50, 700, "SRE"), "")
	good, packed := page.Bytes(), page.Packed()
	laugh := pdftest.Page("/X1 Do", "") // each form draws the next one ten times
	for i := range 20 {
		laugh.Stream(fmt.Sprintf("/Subtype/Form/Resources<</XObject<</X1 %d 0 R>>>>", 9+i), strings.Repeat("/X1 Do ", 10))
	}
	twice := pdftest.New()
	twice.Add("<</Type/Pages/Kids[3 0 R]>>")
	twice.Add("<</Type/Page/Contents[" + strings.Repeat("4 0 R ", 100) + "]>>")
	twice.Stream("/Filter/FlateDecode", pdftest.Deflate(strings.Repeat(" ", 1<<20)))
	for what, test := range map[string]struct {
		data []byte
		want error
	}{
		"nothing":               {nil, pdf.ErrNotPDF},
		"text":                  {[]byte("hello"), pdf.ErrNotPDF},
		"the beginning alone":   {[]byte("%PDF-1.7\n"), pdf.ErrCut},
		"half a file":           {good[:len(good)/2], pdf.ErrCut},
		"all but its end":       {good[:len(good)-60], pdf.ErrCut},
		"no objects":            {[]byte("%PDF-1.7\nnothing at all\n%%EOF"), pdf.ErrBroken},
		"no pages":              {bytes.ReplaceAll(good, []byte("/Page"), []byte("/Nope")), pdf.ErrBroken},
		"many pages":            {pages(pdf.MaxPages + 1), pdf.ErrPages},
		"deep arrays":           {bytes.Replace(good, []byte("/MediaBox[0"), []byte("/MediaBox["+strings.Repeat("[", 100_000)+"0"), 1), pdf.ErrBroken},
		"deep dictionaries":     {bytes.Replace(good, []byte("/MediaBox[0"), []byte("/X"+strings.Repeat("<</X", 100_000)+"[0"), 1), pdf.ErrBroken},
		"deep operators":        {pdftest.Page(strings.Repeat("[", 100_000), "").Bytes(), pdf.ErrBroken},
		"a bomb":                {flated(bomb), pdf.ErrLarge},
		"a bomb in a bomb":      {flated(pdftest.Deflate(bomb), "/FlateDecode"), pdf.ErrLarge},
		"one stream many times": {twice.Bytes(), pdf.ErrLarge},
		"forms in forms":        {laugh.Bytes(), pdf.ErrLarge},
		"too many signs":        {pdftest.Page("BT /F1 1 Tf 50 700 Td ("+strings.Repeat("a", 1<<20)+") Tj ET", "").Bytes(), pdf.ErrLarge},
		"too many values":       {bytes.Replace(good, []byte("/MediaBox["), []byte("/MediaBox["+strings.Repeat("0 ", 3<<20)), 1), pdf.ErrLarge},
		"a stream half packed":  {flated(pdftest.Deflate(strings.Repeat("0123456789 ", 100) + "abcdefghij")[:20]), pdf.ErrBroken},
		"packed in another way": {bytes.Replace(good, []byte("<</Length"), []byte("<</Filter/LZWDecode/Length"), 1), pdf.ErrPacked},
		"no tree":               {bytes.Replace(good, []byte("/Kids[3 0 R]"), []byte("/Kids[9 0 R]"), 1), pdf.ErrBroken},
		"no catalog":            {bytes.Replace(good, []byte("/Root 1 0 R"), []byte("/Root 5 0 R"), 1), pdf.ErrBroken},
		"a count of packed":     {bytes.Replace(packed, []byte("/N "), []byte("/N 99999999999999999999"), 1), pdf.ErrBroken},
		"a broken pack":         {bytes.Replace(packed, []byte("/First "), []byte("/First 9"), 1), pdf.ErrBroken},
		"rows as of a picture":  {bytes.Replace(good, []byte("<</Length"), []byte("<</Filter/FlateDecode/DecodeParms<</Predictor 12>>/Length"), 1), pdf.ErrPacked},
		"encrypted":             {encrypted(good), pdf.ErrLocked},
		"encrypted and packed":  {encrypted(packed), pdf.ErrLocked},
		"encrypted and broken":  {encrypted(bytes.Replace(packed, []byte("/First "), []byte("/First 9"), 1)), pdf.ErrLocked},
	} {
		if _, err := pdf.Read(test.data); !errors.Is(err, test.want) {
			t.Errorf("%s: the error is %v, not %v", what, err, test.want)
		}
	}
}

// flated makes a page whose content is already packed.
func flated(content string, more ...string) []byte {
	f := pdftest.New()
	f.Add("<</Type/Pages/Kids[3 0 R]>>")
	f.Add("<</Type/Page/Contents 4 0 R>>")
	f.Stream("/Filter[/FlateDecode"+strings.Join(more, "")+"]", content)
	return f.Bytes()
}

// encrypted says of a file that it is encrypted.
func encrypted(data []byte) []byte {
	return bytes.Replace(data, []byte("/Root 1 0 R"), []byte("/Root 1 0 R/Encrypt<</Filter/Standard/V 2/R 3>>"), 1)
}

// What leads back to itself, or claims to be huge, ends: the rest is read.
func TestLoops(t *testing.T) {
	good := pdftest.Page(pdftest.Show("F1", 10, 50, 700, "SRE")+" /X1 Do", "")
	good.Stream("/Subtype/Form/Resources<</XObject<</X1 8 0 R/X2 9 0 R>>>>", "/X1 Do /X2 Do")
	good.Stream("/Subtype/Form/Resources<</XObject<</X1 8 0 R/X2 9 0 R>>>>", "/X1 Do /X2 Do")
	data := good.Bytes()
	packed := good.Packed()
	for what, data := range map[string][]byte{
		"forms":            data,
		"a tree":           bytes.Replace(data, []byte("/Kids[3 0 R]"), []byte("/Kids[2 0 R 3 0 R 2 0 R 3 0 R]"), 1),
		"a length":         bytes.Replace(data, []byte("/Length "), []byte("/Length 4 0 R/X "), 1),
		"an object":        bytes.Replace(data, []byte("/Parent 2 0 R"), []byte("/Rotate 3 0 R/Parent 2 0 R"), 1),
		"a pack in itself": bytes.Replace(packed, []byte("/Type/ObjStm"), []byte("/Extends 10 0 R/Type/ObjStm"), 1),
	} {
		if got := text(t, data); got != "SRE" {
			t.Errorf("with a loop in %s the text is %q", what, got)
		}
	}
}

func TestSameFileSamePages(t *testing.T) {
	data := pdftest.Page(pdftest.Show("F2", 18, 50, 700, "SRE")+pdftest.Show("F1", 10, 50, 680, "one two")+pdftest.Show("F1", 9, 80, 680, "x"), "").Packed()
	first, err := pdf.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		again, err := pdf.Read(data)
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(again) != fmt.Sprint(first) {
			t.Fatalf("once %v, then %v", first, again)
		}
	}
}
