package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"remit/internal/catalog"
)

// Flow is the picture of who answers in which shape: a column of blocks for each shape, as tall as the number of rows a
// role answers for, and ribbons for the rows that stay or move between them. It is drawn to scale.
type Flow struct {
	Width, Height int
	Columns       []FlowColumn
	Ribbons       []Ribbon
	Summary       string // what to see, in a sentence
	Roles         []RoleTag
	Table         []FlowLine
}

// FlowColumn is a shape.
type FlowColumn struct {
	Title  string
	X      string // of the middle of its blocks
	Blocks []FlowBlock
}

// FlowBlock is a role's share of a shape's rows.
type FlowBlock struct {
	Role       RoleTag
	Count      int
	X, Y, H    string
	TextX      string
	TextY      string
	TextAnchor string
	Label      string // "SRE 17"; "" where the block is too low for a text
}

// Ribbon is the rows that one role answers for in a shape and one (the same or another) in the next.
type Ribbon struct {
	Path  string
	Hue   string // of the role they come from
	Moves bool   // to another role
	Title string
}

// FlowLine is a role with its number of rows in every shape: the picture as a table.
type FlowLine struct {
	Role   RoleTag
	Counts []int
}

const (
	flowWidth  = 920
	flowTop    = 34
	flowBlock  = 16  // width of a block
	flowRow    = 5.2 // height of a row
	flowSpace  = 14  // between the blocks of a column
	flowMargin = 120 // for the words left and right
)

// flow draws the picture, or returns nil where there is but one shape.
func (m *maker) flow() *Flow {
	if len(m.cat.Shapes) < 2 {
		return nil
	}
	roles := slices.DeleteFunc(matrixRoles(m.cat), func(r *catalog.Role) bool {
		return !slices.ContainsFunc(m.cat.Shapes, func(s *catalog.Shape) bool { return s.Count(r).Answers > 0 })
	})
	f := &Flow{Width: flowWidth, Roles: tags(roles)}
	f.Height = flowTop + int(flowRow*float64(len(m.cat.Responsibilities))) + flowSpace*len(roles) + 4
	step := float64(flowWidth-2*flowMargin-flowBlock) / float64(len(m.cat.Shapes)-1)
	tops := make([]map[*catalog.Role]float64, len(m.cat.Shapes))
	for i, s := range m.cat.Shapes {
		x := flowMargin + step*float64(i)
		tops[i] = map[*catalog.Role]float64{}
		column := FlowColumn{Title: s.Title, X: number(x + flowBlock/2)}
		y := float64(flowTop)
		for _, r := range roles {
			n := s.Count(r).Answers
			tops[i][r] = y
			if n == 0 {
				continue
			}
			h := flowRow * float64(n)
			block := FlowBlock{Role: tag(r), Count: n, X: number(x), Y: number(y), H: number(h), TextY: number(y + h/2 + 5)}
			block.Label = fmt.Sprintf("%s %d", r.Short, n)
			block.TextX, block.TextAnchor = number(x+flowBlock+9), "start"
			if i == 0 {
				block.TextX, block.TextAnchor = number(x-9), "end"
			}
			column.Blocks = append(column.Blocks, block)
			y += h + flowSpace
		}
		f.Columns = append(f.Columns, column)
	}
	for i := 1; i < len(m.cat.Shapes); i++ {
		f.Ribbons = append(f.Ribbons, ribbons(m.cat.Shapes[i-1], m.cat.Shapes[i], roles, tops[i-1], tops[i], flowMargin+step*float64(i-1)+flowBlock, flowMargin+step*float64(i))...)
	}
	for _, r := range roles {
		line := FlowLine{Role: tag(r)}
		for _, s := range m.cat.Shapes {
			line.Counts = append(line.Counts, s.Count(r).Answers)
		}
		f.Table = append(f.Table, line)
	}
	f.Summary = flowSummary(m.cat.Shapes, roles)
	return f
}

// ribbons draws what stays and what moves from one shape to the next, between x1 and x2.
func ribbons(from, to *catalog.Shape, roles []*catalog.Role, topsFrom, topsTo map[*catalog.Role]float64, x1, x2 float64) []Ribbon {
	type pair struct{ a, b *catalog.Role }
	counts := map[pair]int{}
	for _, row := range to.Rows {
		if before := from.Row(row.Responsibility); before != nil {
			counts[pair{before.Accountable(), row.Accountable()}]++
		}
	}
	left, right := map[*catalog.Role]float64{}, map[*catalog.Role]float64{}
	var all []Ribbon
	for _, a := range roles {
		for _, b := range roles {
			n := counts[pair{a, b}]
			if n == 0 {
				continue
			}
			h := flowRow * float64(n)
			y1, y2 := topsFrom[a]+left[a], topsTo[b]+right[b]
			left[a] += h
			right[b] += h
			mid := number((x1 + x2) / 2)
			path := fmt.Sprintf("M%s %sC%s %s %s %s %s %sV%sC%s %s %s %s %s %sZ",
				number(x1), number(y1), mid, number(y1), mid, number(y2), number(x2), number(y2),
				number(y2+h), mid, number(y2+h), mid, number(y1+h), number(x1), number(y1+h))
			title := fmt.Sprintf("%d stay with %s", n, a.Short)
			if a != b {
				title = fmt.Sprintf("%d go from %s to %s", n, a.Short, b.Short)
			}
			all = append(all, Ribbon{path, a.Hue, a != b, title})
		}
	}
	slices.SortStableFunc(all, func(a, b Ribbon) int { // what moves lies on top
		return cmp.Compare(btoi(a.Moves), btoi(b.Moves))
	})
	return all
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// flowSummary says who answers for most in the first shape, and how many share it in the last.
func flowSummary(shapes []*catalog.Shape, roles []*catalog.Role) string {
	first, last := shapes[0], shapes[len(shapes)-1]
	most := slices.MaxFunc(roles, func(a, b *catalog.Role) int { return cmp.Compare(first.Count(a).Answers, first.Count(b).Answers) })
	sorted := slices.Clone(roles)
	slices.SortStableFunc(sorted, func(a, b *catalog.Role) int { return cmp.Compare(last.Count(b).Answers, last.Count(a).Answers) })
	var shares []string
	for _, r := range sorted {
		if n := last.Count(r).Answers; n > 0 {
			shares = append(shares, fmt.Sprintf("%s %d", r.Short, n))
		}
	}
	return fmt.Sprintf("In the shape “%s” one role, %s, answers for %d of %d rows; in the shape “%s” they are spread: %s.",
		first.Title, most.Short, first.Count(most).Answers, len(first.Rows), last.Title, strings.Join(shares, ", "))
}
