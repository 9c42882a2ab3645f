package adtext_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"remit/internal/jobad/adtext"
)

// docx packs parts into the bytes of a Word file.
func docx(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func word(body string) map[string]string {
	return map[string]string{"word/document.xml": `<w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`}
}

// drawn shows lines with their marks.
func drawn(ad adtext.Ad) string {
	var b strings.Builder
	for _, l := range ad.Lines {
		switch {
		case l.Comment:
			b.WriteString("! ")
		case l.Heading:
			b.WriteString("# ")
		case l.Bullet:
			b.WriteString("- ")
		}
		b.WriteString(l.Text + "\n")
	}
	return b.String()
}

func TestRead(t *testing.T) {
	for _, test := range []struct {
		what, name string
		data       []byte
		want       string
	}{
		{"text", "ad.txt", []byte("SRE\r\n\r\n• one\r- two\n\n"), "SRE\n- one\n- two\n"},
		{"Markdown", "ad.md", []byte("# SRE\n\n**You will**\n\n* run `it` **well**\n<!-- remit: ignore age why -->"), "# SRE\n# You will\n- run it well\n! remit: ignore age why\n"},
		{"HTML", "ad.html", []byte("<title>no</title><h1>SRE &amp; co</h1><script>x</script><style>y</style><p hidden>z<p>a<br>b<ul><li>c<li><b>d</b> e</ul><!-- remit: ignore age -->"),
			"# SRE & co\na\nb\n- c\n- d e\n! remit: ignore age\n"},
		{"HTML by content", "ad", []byte("<!DOCTYPE html><div>SRE</div>"), "SRE\n"},
		{"HTML with hidden parts in one another", "a.htm", []byte(`<div style="display: none"><div>x</div>y</div>SRE`), "SRE\n"},
		{"Windows-1252", "ad.txt", []byte("SRE \x96 \x93ops\x94 \xfcber"), "SRE – “ops” über\n"},
		{"UTF-16", "ad.txt", []byte("\xff\xfeS\x00R\x00E\x00"), "SRE\n"},
		{"UTF-16, the other end first", "ad.txt", []byte("\xfe\xff\x00S\x00R\x00E"), "SRE\n"},
		{"byte order mark", "ad.txt", []byte("\xef\xbb\xbfSRE"), "SRE\n"},
		{"Word", "ad.docx", docx(t, word(`<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>SRE</w:t></w:r></w:p>`+
			`<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>hold </w:t></w:r><w:del><w:r><w:delText>no</w:delText><w:t>no</w:t></w:r></w:del><w:ins><w:r><w:t>the pager</w:t></w:r></w:ins></w:p>`+
			`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`)), "# SRE\n- hold the pager\ncell\n"},
		{"Word with a text box", "ad.docx", docx(t, word(`<w:p><w:r><w:t>SRE </w:t><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>in Leeds</w:t></w:r></w:p>`)),
			"SRE in Leeds\n- box\n"},
		{"Word under another name", "ad.txt", docx(t, word(`<w:p><w:r><w:t>SRE</w:t></w:r></w:p>`)), "SRE\n"},
	} {
		ad, err := adtext.Read(test.name, test.data)
		if err != nil {
			t.Errorf("%s: %v", test.what, err)
		} else if got := drawn(ad); got != test.want {
			t.Errorf("%s is\n%s\nnot\n%s", test.what, got, test.want)
		}
	}
}

func TestUnreadable(t *testing.T) {
	for _, test := range []struct {
		what, name string
		data       []byte
		want       string
	}{
		{"empty", "ad.txt", nil, "no text"},
		{"blank", "ad.txt", []byte(" \n\t\n"), "no text"},
		{"rubbish", "ad.txt", bytes.Repeat([]byte{0, 1, 2, 3}, 100), "no text"},
		{"large text", "ad.txt", bytes.Repeat([]byte("word "), 1<<20), "2 MB"},
		{"large file", "ad.txt", make([]byte, adtext.MaxFile+1), "10 MB"},
		{"old Word", "ad.doc", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "old Word file, or one with a password"},
		{"PDF", "ad.pdf", []byte("%PDF-1.7"), "PDF"},
		{"RTF", "ad.rtf", []byte(`{\rtf1`), "RTF"},
		{"no zip", "ad.docx", []byte("hello"), "no Word file"},
		{"broken zip", "ad.docx", []byte("PK\x03\x04hello"), "broken"},
		{"another zip", "ad.docx", docx(t, map[string]string{"a.txt": "a"}), "no Word file"},
		{"OpenDocument", "ad.odt", docx(t, map[string]string{"content.xml": "<a/>"}), "OpenDocument"},
		{"broken XML", "ad.docx", docx(t, map[string]string{"word/document.xml": "<a><b></a>"}), "broken"},
		{"deep XML", "ad.docx", docx(t, word(strings.Repeat("<w:a>", 300))), "broken"},
		{"bomb", "ad.docx", docx(t, word("<w:p><w:r><w:t>"+strings.Repeat("a", 4<<20)+"</w:t></w:r></w:p>")), "unpacks to far more"},
	} {
		_, err := adtext.Read(test.name, test.data)
		var u *adtext.Unreadable
		if !errors.As(err, &u) {
			t.Errorf("%s: the error is %v", test.what, err)
		} else if !strings.Contains(u.Why, test.want) || u.Instead == "" {
			t.Errorf("%s: %q, not about %q", test.what, u, test.want)
		}
	}
}

func TestLongLineIsDivided(t *testing.T) {
	for _, word := range []string{"ü", "words and more ", "x"} {
		text := strings.TrimSpace(strings.Repeat(word, 30_000))
		ad, err := adtext.Read("ad.txt", []byte("SRE\n"+text))
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, l := range ad.Lines[1:] {
			if l.Number != 2 || len(l.Text) > adtext.MaxLine || !utf8.ValidString(l.Text) {
				t.Errorf("line %d has %d bytes", l.Number, len(l.Text))
			}
			all = append(all, l.Text)
		}
		between := ""
		if strings.Contains(text, " ") {
			between = " "
		}
		if len(all) < 3 || strings.Join(all, between) != text {
			t.Errorf("%d pieces are not the line of %q", len(all), word)
		}
	}
}

func TestNumbers(t *testing.T) {
	ad, err := adtext.Read("ad.txt", []byte("SRE\n\n\nthird after two"))
	if err != nil {
		t.Fatal(err)
	}
	if got := ad.Lines[1].Number; got != 4 {
		t.Errorf("the line has the number %d", got)
	}
}

func TestLanguage(t *testing.T) {
	for want, text := range map[string]string{
		"en":  "We are looking for an engineer who will work with our teams on the platform and the pipelines of the company, and who is at home in it.",
		"de":  "Wir suchen für unser Team eine Person, die mit uns die Plattform baut und die Pipelines pflegt, und das ist auf Dauer bei uns.",
		"fr":  "Nous cherchons une personne pour notre équipe qui est responsable de la plateforme et des services, avec vous et pour les clients du groupe.",
		"es":  "Buscamos una persona para el equipo que trabaje con nosotros en la plataforma y los servicios de la empresa, y que se ocupe del resto.",
		"nl":  "Wij zoeken een collega voor het team die met ons aan de platformen van het bedrijf werkt en zorgt dat je op tijd bij ons bent voor de klanten.",
		"pl":  "Szukamy osoby do zespołu, która jest gotowa do pracy z nami nad platformą i usługami dla firmy oraz dba o to, że się rozwija w tym i na co dzień.",
		"pt":  "Procuramos uma pessoa para a equipe que trabalhe com os times na plataforma e nos serviços da empresa, e que se ocupe do resto como nosso colega.",
		"it":  "Cerchiamo una persona per il team che lavori con noi sulla piattaforma e sui servizi della azienda, e che si occupi di una parte del resto come gli altri.",
		"ja":  "当社では、クラウド基盤の設計と運用を担当するエンジニアを募集しています。Kubernetes や Terraform の経験がある方を歓迎します。",
		"zh":  "我们正在招聘一名平台工程师,负责云基础设施的设计、建设与运维,并与开发团队紧密合作,提升系统的可靠性与交付效率,熟悉容器技术者优先。",
		"ko":  "우리 회사는 클라우드 인프라를 설계하고 운영할 엔지니어를 찾고 있습니다. 쿠버네티스와 테라폼 경험이 있으면 좋습니다.",
		"und": "Мы ищем инженера, который будет строить платформу вместе с нами и отвечать за надёжность сервисов.",
		"":    "Terraform Kubernetes • • • • • • • • • • • • • • • • • • • • • • • • • • • • • • • • • • • • • • • • • • • •",
	} {
		if got := adtext.Language(text); got != want {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
	}
}

func TestLanguageOfAnAdInTwo(t *testing.T) {
	both := "You will run the platform with us and for all of our teams. Vous allez gérer la plateforme avec nous et pour toutes les équipes de la société."
	if got := adtext.Language(both); got != "en" {
		t.Errorf("%q is %q: its English is not read", both, got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("ad.txt", []byte("SRE\n- one\n<!-- x"))
	f.Add("ad.html", []byte("<p>SRE<script><div hidden>x</div></script><li>a"))
	f.Add("ad.md", []byte("# \n#\n####\n**a**\n* "))
	f.Add("ad.docx", docx(f, word(`<w:p><w:r><w:t>SRE</w:t></w:r></w:p>`)))
	f.Add("ad.txt", []byte("\xff\xfeS\x00\x00\xd8"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		ad, err := adtext.Read(name, data)
		if err != nil {
			var u *adtext.Unreadable
			if !errors.As(err, &u) {
				t.Errorf("the error is %v", err)
			}
			return
		}
		if ad.Title == "" {
			t.Error("there is no title")
		}
		for _, l := range ad.Lines {
			if l.Text == "" || len(l.Text) > adtext.MaxLine || l.Number < 1 {
				t.Errorf("a line is %+v", l)
			}
		}
		adtext.Language(ad.Title)
	})
}
