package jobad

import (
	"archive/zip"
	"bytes"
	"hash/crc32"
	"strings"
)

// A Word file is a ZIP of a few XML parts (ECMA-376, Office Open XML). The library closest to what we need is kept up no
// longer and its forks have no users, while an ad needs four kinds of paragraph; so the parts are written here. The page
// has the same parts in its model and packs them the same way, without compression, so that both make the same bytes.

const wordNames = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// Part is a file inside a Word file.
type Part struct {
	Name string `json:"name"`
	Data string `json:"data"`
}

// wordParts are the parts that every ad has alike; word/document.xml follows them.
var wordParts = []Part{
	{"[Content_Types].xml", xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
		`<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>`},
	{"_rels/.rels", xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
	{"word/_rels/document.xml.rels", xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>`},
	{"word/styles.xml", xmlHead + `<w:styles ` + wordNames + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:spacing w:after="240"/></w:pPr><w:rPr><w:b/><w:sz w:val="40"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="320" w:after="80"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="60"/></w:pPr></w:style></w:styles>`},
	{"word/numbering.xml", xmlHead + `<w:numbering ` + wordNames + `><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>` +
		`<w:pPr><w:ind w:left="360" w:hanging="260"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`},
}

var xmlText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// DOCX writes the ad as a Word file, with the styles Title, Heading 1 and List Bullet.
func (a Ad) DOCX() ([]byte, error) {
	var b strings.Builder
	paragraph := func(style, lead, text string) {
		b.WriteString(`<w:p>`)
		if style != "" {
			b.WriteString(`<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`)
		}
		if lead != "" {
			b.WriteString(`<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">` + xmlText.Replace(printable(lead)) + ` </w:t></w:r>`)
		}
		b.WriteString(`<w:r><w:t xml:space="preserve">` + xmlText.Replace(printable(text)) + `</w:t></w:r></w:p>`)
	}
	b.WriteString(xmlHead + `<w:document ` + wordNames + `><w:body>`)
	paragraph("Title", "", a.Title)
	for _, s := range a.Sections {
		if s.Heading != "" {
			paragraph("Heading1", "", s.Heading)
		}
		for _, block := range s.Blocks {
			if block.Text != "" {
				paragraph("", "", block.Text)
			}
			for _, item := range block.Items {
				paragraph("ListBullet", item.Lead, item.Text)
			}
		}
	}
	b.WriteString(`<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1304" w:bottom="1304" w:left="1304" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>`)
	return pack(append(wordParts[:len(wordParts):len(wordParts)], Part{"word/document.xml", b.String()}))
}

// printable leaves out the control characters that XML cannot hold.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
}

// pack writes a ZIP whose files are not compressed and all bear the first date that a ZIP can: 1 January 1980.
func pack(parts []Part) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, p := range parts {
		data := []byte(p.Data)
		f, err := w.CreateRaw(&zip.FileHeader{
			Name: p.Name, Method: zip.Store, ModifiedDate: 1<<5 | 1, CreatorVersion: 20, ReaderVersion: 20, CRC32: crc32.ChecksumIEEE(data),
			CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(len(data)),
		})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(data); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
