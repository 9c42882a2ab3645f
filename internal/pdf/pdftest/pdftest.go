// Package pdftest makes small PDF files for tests. The same calls make the same bytes.
package pdftest

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
)

// File is a PDF in the making. Its objects are numbered from 1 in the order in which they are added; 1 is the catalog, which
// expects the tree of pages as object 2.
type File struct{ objects []string }

// New returns a file that has its catalog, and nothing else.
func New() *File { return &File{objects: []string{"<</Type/Catalog/Pages 2 0 R>>"}} }

// Add adds an object and returns its number.
func (f *File) Add(body string) int {
	f.objects = append(f.objects, body)
	return len(f.objects)
}

// Set replaces an object.
func (f *File) Set(num int, body string) { f.objects[num-1] = body }

// Stream adds a stream; about are entries of its dictionary.
func (f *File) Stream(about, data string) int { return f.Add(Stream(about, data)) }

// Stream returns a stream as an object.
func Stream(about, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", about, len(data), data)
}

// Bytes returns the file with a table of its objects.
func (f *File) Bytes() []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n")
	places := make([]int, len(f.objects))
	for i, body := range f.objects {
		places[i] = out.Len()
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(places)+1)
	for _, at := range places {
		fmt.Fprintf(&out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&out, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(places)+1, start)
	return out.Bytes()
}

// Packed returns the file as newer writers do: what is no stream lies packed in one, and a stream says where each object is.
func (f *File) Packed() []byte {
	var out, head, body bytes.Buffer
	out.WriteString("%PDF-1.5\n")
	pack := len(f.objects) + 1
	var index bytes.Buffer
	index.Write([]byte{0, 0, 0, 0})
	in := 0
	for i, text := range f.objects {
		if strings.Contains(text, "endstream") {
			index.Write([]byte{1, byte(out.Len() >> 8), byte(out.Len()), 0})
			fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, text)
			continue
		}
		fmt.Fprintf(&head, "%d %d ", i+1, body.Len())
		body.WriteString(text + "\n")
		index.Write([]byte{2, byte(pack >> 8), byte(pack), byte(in)})
		in++
	}
	index.Write([]byte{1, byte(out.Len() >> 8), byte(out.Len()), 0})
	fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", pack, Stream(fmt.Sprintf("/Type/ObjStm/N %d/First %d/Filter/FlateDecode", in, head.Len()), Deflate(head.String()+body.String())))
	start := out.Len()
	index.Write([]byte{1, byte(start >> 8), byte(start), 0})
	fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", pack+1,
		Stream(fmt.Sprintf("/Type/XRef/W[1 2 1]/Size %d/Root 1 0 R/Filter/FlateDecode", pack+2), Deflate(index.String())), start)
	return out.Bytes()
}

// Deflate packs data as FlateDecode unpacks it.
func Deflate(data string) string {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	w.Write([]byte(data)) // a bytes.Buffer does not fail
	w.Close()
	return out.String()
}

// Page makes a file of one page of 600 by 800 points with the given content; resources are entries of its dictionary of fonts,
// beside F1 (Helvetica), F2 (bold) and F3 (Symbol).
func Page(content, fonts string) *File {
	f := New()
	f.Add("<</Type/Pages/Kids[3 0 R]/Count 1>>")
	f.Add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R/F3 7 0 R" + fonts + ">>/XObject<</X1 8 0 R/X2 9 0 R>>>>>>")
	f.Stream("", content)
	f.Add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
	f.Add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>")
	f.Add("<</Type/Font/Subtype/Type1/BaseFont/Symbol>>")
	return f
}

// Show returns the operators that write a line with a font such as F1.
func Show(font string, size, x, y float64, text string) string {
	return fmt.Sprintf("BT /%s %g Tf %g %g Td (%s) Tj ET\n", font, size, x, y, strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(text))
}
