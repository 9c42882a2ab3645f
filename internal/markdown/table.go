package markdown

import (
	"bytes"
	"html/template"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"remit/internal/diag"
)

// Table is a table whose cells keep their places.
type Table struct {
	Head []Cell
	Rows []Row
	diag.Place
}

// Row is a row of a table.
type Row struct {
	Cells []Cell
	diag.Place
}

// Cell is a cell: its words, the one link it may hold, and the labels of its footnotes.
type Cell struct {
	Text  string
	Dest  string // the address of the first link, as the author wrote it; "" where there is none
	Notes []string
	diag.Place

	doc  *Doc
	node ast.Node
}

// HTML returns what stands in the cell.
func (c Cell) HTML() template.HTML {
	return c.doc.render(children(c.node)...)
}

func (d *Doc) table(t *extast.Table) Table {
	table := Table{Place: d.place(t)}
	for _, row := range children(t) {
		var cells []Cell
		for _, c := range children(row) {
			cells = append(cells, d.cell(c))
		}
		if row.Kind() == extast.KindTableHeader {
			table.Head = cells
		} else {
			table.Rows = append(table.Rows, Row{cells, d.place(row)})
		}
	}
	return table
}

func (d *Doc) cell(n ast.Node) Cell {
	cell := Cell{Text: plain(n, d.source), Place: d.cellPlace(n), doc: d, node: n}
	ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch c := c.(type) {
		case *ast.Link:
			if cell.Dest == "" {
				cell.Dest = d.written(c)
			}
		case *extast.FootnoteLink:
			cell.Notes = append(cell.Notes, d.label(c.Index))
		}
		return ast.WalkContinue, nil
	})
	return cell
}

// cellPlace returns where a cell's words start; an empty cell's place is behind its pipe.
func (d *Doc) cellPlace(n ast.Node) diag.Place {
	if n.Lines() != nil && n.Lines().Len() > 0 {
		if segment := n.Lines().At(0); segment.Len() > 0 {
			return d.at(segment.Start)
		}
	}
	return d.place(n)
}

// written returns a link's address as it stood before it was made one of the site.
func (d *Doc) written(n *ast.Link) string {
	at := d.place(n)
	for _, l := range d.Links {
		if l.Place == at && !l.Image {
			return l.Dest
		}
	}
	return string(n.Destination)
}

func (d *Doc) label(index int) string {
	for label, n := range d.notes {
		if n.(*extast.Footnote).Index == index {
			return label
		}
	}
	return ""
}

// checkRows reports rows with more or fewer cells than the head: Markdown would drop or add them in silence.
func (d *Doc) checkRows(t *extast.Table) {
	head := t.FirstChild()
	want := head.ChildCount()
	for row := head.NextSibling(); row != nil; row = row.NextSibling() {
		if got := d.countCells(row.Pos()); got != want {
			cells := "cells"
			if got == 1 {
				cells = "cell"
			}
			d.Problems.Addf(d.place(row), "row has %d %s, the head of its table has %d", got, cells, want).Hint = `a "|" within a cell is written "\|"`
		}
	}
}

// countCells counts the cells of the source line at pos, as GitHub's rules cut it.
func (d *Doc) countCells(pos int) int {
	line := d.source[pos:]
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	line = bytes.TrimPrefix(util.TrimLeftSpace(util.TrimRightSpace(line)), []byte("|"))
	if bytes.HasSuffix(line, []byte("|")) && !bytes.HasSuffix(line, []byte(`\|`)) {
		line = line[:len(line)-1]
	}
	n := 1
	for i, c := range line {
		if c == '|' && (i == 0 || line[i-1] != '\\') {
			n++
		}
	}
	return n
}
