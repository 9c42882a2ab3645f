package site

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"remit/internal/catalog"
	"remit/internal/markdown"
)

// BodyPart is a piece of a page's text: a picture, or what stands before the next one.
type BodyPart struct {
	HTML    template.HTML
	Picture *Picture // nil where the part is text
}

// Picture is a picture of a body as it is drawn. Of the fields below Title those of its kind are filled.
type Picture struct {
	ID    string // of its title
	Kind  string
	Title string

	Steps  []PictureStep // of steps, stairs and timeline
	Across int           // how many steps stand in a row where there is room
	Bars   *PictureBars
	Layers *PictureLayers
	Split  *PictureSplit
	Row    *PictureMatrix
	Loop   *LoopPage
	Flow   *Flow
}

// PictureStep is a step of a chain, of stairs, or of a time line.
type PictureStep struct {
	When  string // of a time line
	Title string
	Note  string
	Gate  bool // it asks whether to go on
	Who   PictureWho
}

// PictureWho is who does a step, looks after a layer or stands on a side: words or roles.
type PictureWho struct {
	Text  string
	Roles []RoleTag
}

// PictureBars are bars to one scale.
type PictureBars struct {
	Head  []string // of label, value and note; nil where there is no head
	Bars  []PictureBar
	Notes bool // at least one bar has a note
}

// PictureBar is a labelled bar. Widths are in hundredths of the longest.
type PictureBar struct {
	Label string
	Value string // as the author wrote it
	Note  string
	Parts []BarPart
}

// BarPart is a piece of a bar, or all of it.
type BarPart struct {
	X, Width  string
	Y, Height int
	Earlier   bool // what was there before: drawn hollow
}

// PictureLayers are layers from the top down, with columns that say who looks after each.
type PictureLayers struct {
	Head   []string
	Shapes []Link // heads of the columns where they are shapes
	Many   bool   // so many columns that they are narrow on a phone
	Layers []PictureLayer
}

// PictureLayer is a layer.
type PictureLayer struct {
	Title string
	URL   string // of the piece of work it is; "" where it is none
	Note  string
	Cells []LayerCell
}

// LayerCell is what one column says of a layer, and of those below that say the same.
type LayerCell struct {
	Who  PictureWho
	Rows int // 0 where the cell above stands for this one too
}

// PictureSplit is two sides that face each other over what they share.
type PictureSplit struct {
	Left, Middle, Right string
	Lines               []SplitLine
}

// SplitLine is what stands on both sides of a word on the spine.
type SplitLine struct {
	Left   PictureWho
	Middle string
	Right  PictureWho
}

// PictureMatrix is the row of a responsibility in every shape.
type PictureMatrix struct {
	Work    NamedWork
	Columns []RoleTag
	Rows    []ShapeRow
}

// body makes the parts of a page's text, and gives the page what its pictures need.
func (m *maker) body(f *Frame, parts []markdown.Part) []BodyPart {
	all := make([]BodyPart, len(parts))
	drawn := 0
	for i, p := range parts {
		all[i].HTML = p.HTML
		if p.Picture == nil {
			continue
		}
		drawn++
		v := m.picture(m.cat.Picture(p.Picture))
		v.ID = fmt.Sprintf("picture-%d", drawn)
		all[i].Picture = v
		m.own(f, "picture")
		f.Legend = f.Legend || v.Row != nil
	}
	return all
}

func (m *maker) picture(p *catalog.Picture) *Picture {
	v := &Picture{Kind: p.Kind, Title: p.Title}
	switch p.Kind {
	case "steps":
		v.Steps = steps(p.Rows)
		v.Across = across(len(v.Steps))
	case "stairs":
		v.Steps = steps(p.Rows)
	case "timeline":
		for _, r := range p.Rows {
			v.Steps = append(v.Steps, PictureStep{When: r.Cells[0].Text, Title: r.Cells[1].Text, Note: r.Cells[2].Text, Who: who(r.Cells[3])})
		}
	case "bars":
		v.Bars = bars(p)
	case "layers":
		v.Layers = m.layers(p)
	case "split":
		v.Split = &PictureSplit{Left: p.Head[0], Middle: p.Head[1], Right: p.Head[2]}
		for _, r := range p.Rows {
			v.Split.Lines = append(v.Split.Lines, SplitLine{who(r.Cells[0]), r.Cells[1].Text, who(r.Cells[2])})
		}
	case "row":
		v.Row = m.pictureRow(p.Work)
	case "loop":
		v.Loop = new(m.loop())
	case "shapes":
		v.Flow = m.flow()
	}
	return v
}

func steps(rows []catalog.PictureRow) []PictureStep {
	var all []PictureStep
	for _, r := range rows {
		s := PictureStep{Title: r.Cells[0].Text, Note: r.Cells[1].Text, Gate: strings.HasSuffix(r.Cells[0].Text, "?")}
		if len(r.Cells) > 2 {
			s.Who = who(r.Cells[2])
		}
		all = append(all, s)
	}
	return all
}

// across returns how many of n steps stand in a row: three to five, so that the last row is as full as it can be, and
// of two equally good numbers the larger.
func across(n int) int {
	if n <= 5 {
		return n
	}
	best, free := 3, 3
	for _, columns := range []int{3, 4, 5} {
		if f := (columns - n%columns) % columns; f <= free {
			best, free = columns, f
		}
	}
	return best
}

func who(c catalog.PictureCell) PictureWho { return PictureWho{c.Text, tags(c.Roles)} }

func bars(p *catalog.Picture) *PictureBars {
	v := &PictureBars{}
	longest := 0.0
	for _, r := range p.Rows {
		longest = max(longest, length(r.Cells[1]))
		if strings.HasSuffix(r.Cells[1].Text, "%") && len(r.Cells[1].Numbers) == 1 {
			longest = max(longest, 100) // a share is shown as one of the whole
		}
	}
	hundredths := func(n float64) string { return number(100 * n / longest) }
	for _, r := range p.Rows {
		c := r.Cells[1]
		b := PictureBar{Label: r.Cells[0].Text, Value: c.Text, Note: r.Cells[2].Text}
		from := 0.0
		for i, n := range c.Numbers {
			part := BarPart{X: hundredths(from), Width: hundredths(n), Height: 12, Earlier: i+1 < len(c.Numbers)}
			if c.Change {
				part.X, part.Y, part.Height = "0", 7*i, 5
			}
			from += n
			b.Parts = append(b.Parts, part)
		}
		v.Bars = append(v.Bars, b)
		v.Notes = v.Notes || b.Note != ""
	}
	columns := 2
	if v.Notes {
		columns = 3
	}
	if p.Head != nil {
		v.Head = p.Head[:columns]
	}
	return v
}

// length is how long a bar is.
func length(c catalog.PictureCell) float64 {
	sum := 0.0
	for _, n := range c.Numbers {
		if c.Change {
			sum = max(sum, n)
		} else {
			sum += n
		}
	}
	return sum
}

func (m *maker) layers(p *catalog.Picture) *PictureLayers {
	v := &PictureLayers{Head: p.Head}
	for _, r := range p.Rows {
		layer := PictureLayer{Title: r.Cells[0].Text, Note: r.Cells[1].Text}
		if work := r.Cells[2].Work; work != nil {
			layer.URL = work.URL
			for _, s := range m.cat.Shapes {
				layer.Cells = append(layer.Cells, LayerCell{PictureWho{Roles: []RoleTag{tag(s.Row(work).Accountable())}}, 1})
			}
		} else {
			for _, c := range r.Cells[2:] {
				layer.Cells = append(layer.Cells, LayerCell{who(c), 1})
			}
		}
		v.Layers = append(v.Layers, layer)
	}
	if p.Rows[0].Cells[2].Work != nil {
		for _, s := range m.cat.Shapes {
			v.Shapes = append(v.Shapes, Link{Title: s.Title, URL: s.URL})
		}
	}
	v.Many = len(v.Layers[0].Cells) > 2
	v.merge()
	return v
}

// merge makes one cell of those that stand below each other and say the same.
func (v *PictureLayers) merge() {
	for column := range v.Layers[0].Cells {
		first := &v.Layers[0].Cells[column]
		for i := 1; i < len(v.Layers); i++ {
			c := &v.Layers[i].Cells[column]
			if c.Who.Text == first.Who.Text && slices.Equal(c.Who.Roles, first.Who.Roles) {
				first.Rows, c.Rows = first.Rows+1, 0
			} else {
				first = c
			}
		}
	}
}

func (m *maker) pictureRow(r *catalog.Responsibility) *PictureMatrix {
	roles := matrixRoles(m.cat)
	v := &PictureMatrix{Work: work(r), Columns: tags(roles)}
	for _, s := range m.cat.Shapes {
		var none []NoteLine
		row := shapeRow(s, r, roles, &none)
		for i := range row.Cells {
			row.Cells[i].Mark.Note = 0 // notes stand on the page of the work
			row.Cells[i].Mark.Absent = row.Cells[i].Mark.Letter == ""
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}
