package site_test

import (
	"fmt"
	"strings"
	"testing"

	"remit/internal/catalog"
	"remit/internal/site"
)

// picturesGuide has a picture of every kind.
const picturesGuide = `---
title: Test pictures
summary: All kinds.
---
Text.

` + "```picture steps\nOne\nA | b | @devops-engineer\nB?\nC\nD\nE\nF\nG\n```\n\n" +
	"```picture timeline\nTwo\n2012 | a | b\n2013 | c | | @devops-engineer @cloud-engineer\n```\n\n" +
	"```picture stairs\nThree\nA | b\nB\n```\n\n" +
	"```picture bars\nFour\nA | 10 + 30\nB | 20 | n\n```\n\n" +
	"```picture bars\nFive\nWork | Before → after\n---\nA | 1 h → 2 h\nB | 0 h → 4 h\n```\n\n" +
	"```picture bars\nSix\nA | 25%\nB | 8%\n```\n\n" +
	"```picture layers\nSeven\nL | | Now | Then\n---\nA | n | you | you\nB | | you | @cloud-engineer\nC | | me | @cloud-engineer\n```\n\n" +
	"```picture layers\nEight\nA | | @provide-pipeline-templates\nB | | @operate-ci-cd-platform\n```\n\n" +
	"```picture split\nNine\nL | | R\n---\na | b | c\n```\n\n" +
	"```picture row operate-observability-stack\nTen\n```\n\n" +
	"```picture loop\nEleven\n```\n\n```picture shapes\nTwelve\n```\n"

func TestPictures(t *testing.T) {
	cat, plan := realPlan(t, "https://remit.example")
	var pictures []*site.Picture
	for _, part := range view[site.GuidePage](t, plan, "guides/test-pictures/index.html").Body {
		if part.Picture != nil {
			pictures = append(pictures, part.Picture)
		}
	}
	t.Run("are drawn to scale", func(t *testing.T) { toScale(t, pictures) })
	t.Run("show layers with one holder in one cell", func(t *testing.T) { layersShareCells(t, cat, pictures) })
	t.Run("show steps in rows that are full", func(t *testing.T) { fullRows(t, pictures) })
	t.Run("have names, and pages their sheet", func(t *testing.T) { namesAndSheet(t, plan) })
}

func toScale(t *testing.T, pictures []*site.Picture) {
	parts := func(bar site.PictureBar) string {
		var b strings.Builder
		for _, p := range bar.Parts {
			fmt.Fprintf(&b, "%s+%s", p.X, p.Width)
			if p.Earlier {
				b.WriteString(" earlier")
			}
			b.WriteString("; ")
		}
		return b.String()
	}
	for _, c := range []struct {
		bar  site.PictureBar
		want string
	}{
		{pictures[3].Bars.Bars[0], "0+25 earlier; 25+75; "},
		{pictures[3].Bars.Bars[1], "0+50; "},
		{pictures[4].Bars.Bars[0], "0+25 earlier; 0+50; "},
		{pictures[4].Bars.Bars[1], "0+0 earlier; 0+100; "},
		{pictures[5].Bars.Bars[0], "0+25; "}, // of the whole
	} {
		if got := parts(c.bar); got != c.want {
			t.Errorf("%s: bar %q, want %q", c.bar.Label, got, c.want)
		}
	}
	if v := pictures[3].Bars; !v.Notes || v.Head != nil {
		t.Errorf("bars with a note and without a head: notes %v, head %q", v.Notes, v.Head)
	}
	if v := pictures[4].Bars; v.Notes || len(v.Head) != 2 {
		t.Errorf("bars without a note and with a head: notes %v, head %q", v.Notes, v.Head)
	}
}

func layersShareCells(t *testing.T, cat *catalog.Catalog, pictures []*site.Picture) {
	rows := func(p *site.Picture, column int) (all []int) {
		for _, l := range p.Layers.Layers {
			all = append(all, l.Cells[column].Rows)
		}
		return all
	}
	if got := fmt.Sprint(rows(pictures[6], 0), rows(pictures[6], 1)); got != "[2 0 1] [1 2 0]" {
		t.Errorf("cells span %s rows", got)
	}
	work := pictures[7].Layers
	if len(work.Shapes) != len(cat.Shapes) {
		t.Fatalf("columns %v, want one for each shape", work.Shapes)
	}
	for i, s := range cat.Shapes {
		for j, id := range []string{"provide-pipeline-templates", "operate-ci-cd-platform"} {
			if got, want := work.Layers[j].Cells[i].Who.Roles[0].ID, s.Row(cat.Responsibility(id)).Accountable().ID; got != want {
				t.Errorf("%s in %s: %s, the matrix says %s", id, s.ID, got, want)
			}
		}
	}
}

func fullRows(t *testing.T, pictures []*site.Picture) {
	if v := pictures[0]; v.Across != 4 || !v.Steps[1].Gate || v.Steps[0].Gate || v.Steps[0].Who.Roles[0].ID != "devops-engineer" {
		t.Errorf("seven steps, %d in a row: %+v", v.Across, v.Steps[:2])
	}
	if v := pictures[1]; v.Steps[1].When != "2013" || len(v.Steps[1].Who.Roles) != 2 {
		t.Errorf("the time line is %+v", v.Steps)
	}
}

func namesAndSheet(t *testing.T, plan *site.Plan) {
	titles := []string{"One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"}
	for _, p := range drawn(t, plan, "") {
		figures := p.elements("figure", "class", "pic")
		sheet := len(p.elements("link", "href", "/assets/picture-A.css"))
		if want := min(1, len(figures)); sheet != want {
			t.Errorf("%s has %d pictures and loads their sheet %d times", p.Out, len(figures), sheet)
		}
		for _, f := range figures {
			id, _ := attribute(f, "aria-labelledby")
			if caption := p.elements("figcaption", "id", id); len(caption) != 1 || words(caption[0]) == "" {
				t.Errorf("%s: picture %q has %d titles", p.Out, id, len(caption))
			}
		}
		if p.Out != "guides/test-pictures/index.html" {
			continue
		}
		if len(figures) != len(titles) {
			t.Fatalf("%d pictures, want %d", len(figures), len(titles))
		}
		for i, f := range figures {
			if got := words(f); !strings.HasPrefix(got, titles[i]) {
				t.Errorf("picture %d reads %.40q, want %q first", i+1, got, titles[i])
			}
			for n := range f.Descendants() {
				if _, ok := attribute(n, "style"); ok {
					t.Errorf("picture %d has an inline style", i+1)
				}
			}
		}
	}
}
