package catalog

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"remit/internal/diag"
	"remit/internal/markdown"
	"remit/internal/source"
)

// Picture is a picture of a body, typed and joined: see [pictureKinds] for what the cells of its rows are.
type Picture struct {
	Kind  string
	Title string
	Head  []string // as long as a row; nil where it has none
	Rows  []PictureRow
	Work  *Responsibility // whose row of the matrix it shows; nil for other kinds
}

// PictureRow is a row of a picture, with a cell for each that its kind knows: what the author left out is empty.
type PictureRow struct {
	Cells []PictureCell
}

// PictureCell is a cell: words, or roles, or a piece of work, or the numbers of a bar.
type PictureCell struct {
	Text    string
	Roles   []*Role
	Work    *Responsibility // whoever answers for it, shape by shape
	Numbers []float64       // of a bar, as Text names them; none is negative
	Change  bool            // the two Numbers are before and after; otherwise they add up
}

// Picture returns what a picture in the body of an entry shows.
func (c *Catalog) Picture(p *markdown.Picture) *Picture { return c.pictures[p] }

// pictureKind is what an author may write into a picture of a kind.
type pictureKind struct {
	rows    [2]int // fewest and most; 0 and 0 where the site draws it from what it knows
	cells   [2]int // of a row
	who     []int  // cells that may name roles as "@cloud-engineer"
	whoWork bool   // they may name a piece of work instead
	head    string // "may" or "must" have a head; "" where none is drawn
	work    bool   // is about the piece of work that stands behind the kind
}

// pictureKinds are the kinds of pictures:
//
//	steps      a chain: step | note | who; a step that ends with "?" is a gate
//	timeline   when | what | note | who
//	stairs     each stands on the one before: step | note
//	bars       to one scale: label | 12 h, or 3 h + 9 h, or 12 h → 3 h | note
//	layers     from the top down: layer | note | who, or a piece of work whose holders are shown shape by shape
//	split      two sides: left | what both face | right; sides may be roles
//	row        the row of a responsibility in every shape
//	loop       the loop with every core role's weight
//	shapes     who answers for how many rows in each shape
var pictureKinds = map[string]pictureKind{
	"steps":    {rows: [2]int{2, 12}, cells: [2]int{1, 3}, who: []int{2}},
	"timeline": {rows: [2]int{2, 12}, cells: [2]int{2, 4}, who: []int{3}},
	"stairs":   {rows: [2]int{2, 6}, cells: [2]int{1, 2}},
	"bars":     {rows: [2]int{2, 12}, cells: [2]int{2, 3}, head: "may"},
	"layers":   {rows: [2]int{2, 9}, cells: [2]int{3, 6}, who: []int{2, 3, 4, 5}, whoWork: true, head: "may"},
	"split":    {rows: [2]int{1, 10}, cells: [2]int{3, 3}, who: []int{0, 2}, head: "must"},
	"row":      {work: true},
	"loop":     {},
	"shapes":   {},
}

// pictureFolders are the folders whose pages draw the pictures of their bodies.
var pictureFolders = []string{"guides"}

// checkPictures reads the pictures of all bodies.
func (l *loader) checkPictures() {
	l.cat.pictures = map[*markdown.Picture]*Picture{}
	for _, f := range l.tree.Files {
		doc := l.docs[f.Path]
		if doc == nil {
			continue
		}
		drawn := map[string]bool{} // kinds whose drawing has ids of its own
		for _, p := range doc.Pictures {
			if !slices.Contains(pictureFolders, f.Dir()) {
				l.problems.Addf(p.Place, "picture in a page that draws none").Hint = "pages in " + strings.Join(pictureFolders, ", ") + " do"
			} else if len(p.Kind) > 0 {
				l.cat.pictures[p] = l.picture(p)
				name := p.Kind[0].Text
				if drawn[name] {
					l.problems.Addf(p.Place, "second picture of the kind %q", name).Hint = "one page shows it once"
				}
				drawn[name] = name == "loop" || name == "shapes"
			}
		}
	}
}

func (l *loader) picture(p *markdown.Picture) *Picture {
	name := p.Kind[0]
	kind, ok := pictureKinds[name.Text]
	if !ok {
		l.problems.Addf(name.Place, "unknown kind of picture %q", name.Text).Hint = hintFrom(name.Text, sortedKeys(pictureKinds))
		return nil
	}
	pic := &Picture{Kind: name.Text, Title: p.Title}
	l.pictureWords(markdown.PictureCell{Text: p.Title, Place: p.TitleAt}, pictureKind{})
	subject := p.Kind[1:]
	switch {
	case kind.work && len(subject) == 0:
		l.problems.Addf(name.Place, "picture of the kind %q does not say of what", name.Text).Hint = "write the id of a responsibility behind it"
	case kind.work:
		pic.Work = l.responsibilityRef(source.Ref{ID: subject[0].Text, Place: subject[0].Place})
		subject = subject[1:]
	}
	if len(subject) > 0 {
		l.problems.Addf(subject[0].Place, "%q behind the kind of a picture", subject[0].Text).Hint = "the title is the first line of the block"
	}
	l.pictureRows(pic, kind, p)
	return pic
}

func (l *loader) pictureRows(pic *Picture, kind pictureKind, p *markdown.Picture) {
	fewest, most := kind.rows[0], kind.rows[1]
	switch n := len(p.Rows); {
	case most == 0 && n+len(p.Head) > 0:
		l.problems.Addf(p.Place, "picture of the kind %q with lines below its title", pic.Kind).Hint = "the site draws it from what it knows"
		return
	case n < fewest || n > most:
		l.problems.Addf(p.Place, "picture of the kind %q with %s", pic.Kind, countOf(n, "row")).Hint = fmt.Sprintf("it has %d to %d", fewest, most)
	}
	switch {
	case kind.head == "must" && p.Head == nil:
		l.problems.Addf(p.Place, "picture of the kind %q without a head", pic.Kind).Hint = "name its columns in the first row, and write --- below it"
	case kind.head == "" && p.Head != nil:
		l.problems.Addf(p.Head[0].Place, "head in a picture of the kind %q, which shows none", pic.Kind)
	}
	width := kind.cells[1]
	if pic.Kind == "layers" && len(p.Rows) > 0 { // as many columns as the first row has
		width = min(width, max(kind.cells[0], len(p.Rows[0].Cells)))
	}
	if p.Head != nil {
		pic.Head = make([]string, width)
	}
	for i, c := range p.Head {
		if i == width {
			l.problems.Addf(c.Place, "head of a picture with %d cells, its rows have %d", len(p.Head), width)
			break
		}
		pic.Head[i] = c.Text
		l.pictureWords(c, kind)
	}
	for _, r := range p.Rows {
		row := PictureRow{make([]PictureCell, width)}
		if n := len(r.Cells); n < kind.cells[0] || n > width {
			l.problems.Addf(r.Place, "row of a picture with %s", countOf(n, "cell")).Hint = cellsHint(pic.Kind, kind.cells[0], width)
		}
		for i, c := range r.Cells[:min(len(r.Cells), width)] {
			row.Cells[i] = l.pictureCell(c, kind, i)
		}
		if r.Cells[0].Text == "" && pic.Kind != "split" {
			l.problems.Addf(r.Place, "row of a picture begins with an empty cell")
		}
		pic.Rows = append(pic.Rows, row)
	}
	switch pic.Kind {
	case "bars":
		l.pictureBars(pic, p.Rows)
	case "layers":
		l.pictureLayers(pic, p)
	}
}

func countOf(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

func cellsHint(kind string, fewest, most int) string {
	if fewest == most {
		return fmt.Sprintf("one of %q has %d", kind, fewest)
	}
	return fmt.Sprintf("one of %q has %d to %d", kind, fewest, most)
}

// pictureCell reads the cell at index i of a row; one that begins with "@" names roles or, where it may, a piece of work.
func (l *loader) pictureCell(c markdown.PictureCell, kind pictureKind, i int) PictureCell {
	if !strings.HasPrefix(c.Text, "@") {
		l.pictureWords(c, kind)
		return PictureCell{Text: c.Text}
	}
	if !slices.Contains(kind.who, i) {
		l.problems.Addf(c.Place, "%q stands where no role is drawn", c.Text).Hint = whoHint(kind)
		return PictureCell{}
	}
	work := kind.whoWork
	var cell PictureCell
	at := 0
	for word := range strings.FieldsSeq(c.Text) {
		at += strings.Index(c.Text[at:], word)
		place := c.Place
		place.Col += utf8.RuneCountInString(c.Text[:at])
		at += len(word)
		id, isID := strings.CutPrefix(word, "@")
		role, resp := l.cat.Role(id), l.cat.Responsibility(id)
		switch {
		case !isID:
			l.problems.Addf(place, "%q stands among roles", word).Hint = "write the id of a role with @ before it"
		case role != nil && slices.Contains(cell.Roles, role):
			l.problems.Addf(place, "role %q stands here twice", id)
		case role != nil:
			cell.Roles = append(cell.Roles, role)
		case resp != nil && work && cell.Work == nil:
			cell.Work = resp
		case resp != nil:
			l.problems.Addf(place, "responsibility %q stands where a role is drawn", id)
		default:
			l.unknownHolder(id, place, work)
		}
	}
	if cell.Work != nil && len(cell.Roles) > 0 {
		l.problems.Addf(c.Place, "cell with a responsibility and a role").Hint = "who answers for it is read from the matrix"
	}
	return cell
}

// pictureMark is a mark of Markdown that would stand in a picture as it is typed, or a role.
var pictureMark = regexp.MustCompile("`[^`]+`" + `|!?\[[^\]]+\]\([^)]*\)|<https?://[^>]+>` +
	`|(?:^|[\s(])(\*{1,3}[^\s*](?:[^*]*[^\s*])?\*{1,3}|_{1,2}[^\s_](?:[^_]*[^\s_])?_{1,2}|~~[^~]+~~|@[a-z][a-z0-9-]*)`)

// pictureWords warns of what an author may expect to be more than words.
func (l *loader) pictureWords(c markdown.PictureCell, kind pictureKind) {
	for _, m := range pictureMark.FindAllStringSubmatchIndex(c.Text, -1) {
		from, to := m[0], m[1]
		if m[2] >= 0 {
			from, to = m[2], m[3]
		}
		words, at := c.Text[from:to], c.Place
		at.Col += utf8.RuneCountInString(c.Text[:from]) + strings.Count(c.Text[:from], "|") // which is written \|
		id, isID := strings.CutPrefix(words, "@")
		switch {
		case !isID:
			l.problems.Warnf(at, "%q stands in a picture as it is typed", words).Hint = "pictures hold plain words: leave the marks out, and set links in the text"
		case l.cat.Role(id) != nil || diag.DidYouMean(id, ids(l.cat.Roles)) != "":
			l.problems.Warnf(at, "%q stands in a picture as it is typed", words).Hint = whoHint(kind)
		}
	}
}

// whoHint says where a picture of a kind draws roles.
func whoHint(kind pictureKind) string {
	if kind.who == nil {
		return "such pictures draw no roles: write its title"
	}
	var cells []string
	for _, i := range kind.who {
		cells = append(cells, strconv.Itoa(i+1))
	}
	last := len(cells) - 1
	if last > 0 {
		cells[last] = "or " + cells[last]
	}
	return "a role is drawn in cell " + strings.Join(cells, " ") + " of a row, where roles stand alone"
}

func (l *loader) unknownHolder(id string, at diag.Place, work bool) {
	kind, known := "role", ids(l.cat.Roles)
	if work {
		kind, known = "role or responsibility", append(known, ids(l.cat.Responsibilities)...)
	}
	if l.unread(path.Join("roles", id+".md")) || work && l.unread(path.Join("responsibilities", id+".md")) {
		return
	}
	l.problems.Addf(at, "unknown %s %q", kind, id).Hint = diag.DidYouMean(id, known)
}

// barNumber is a number with its unit, which is short: "€2,480", "25.2%", "8 weeks".
var barNumber = regexp.MustCompile(`^([€$£]?)(\d{1,3}(?:,\d{3}){1,3}|\d{1,9})(\.\d{1,3})?( ?[\p{L}%]{0,20})$`)

// pictureBars reads the numbers of bars, which are all of one unit and one form: those of the first that can be read.
func (l *loader) pictureBars(pic *Picture, rows []markdown.PictureRow) {
	var first *PictureCell
	scale, longest, unread := "", 0.0, false
	for i := range pic.Rows {
		if len(rows[i].Cells) < 2 {
			unread = true
			continue
		}
		cell, at := &pic.Rows[i].Cells[1], rows[i].Cells[1].Place
		unit, length, ok := l.pictureBar(cell, at)
		if !ok {
			unread = true
			continue
		}
		if first == nil {
			first, scale = cell, unit
		}
		if unit != scale {
			l.problems.Addf(at, "bar %s, the first is %s", inUnit(unit), inUnit(scale)).Hint = "bars of one picture share one scale"
		}
		switch {
		case first.Change && !cell.Change:
			l.problems.Addf(at, "bar with one number beside bars with before and after")
		case cell.Change && !first.Change:
			l.problems.Addf(at, "bar with before and after beside bars with one number")
		}
		longest = max(longest, length)
	}
	if longest == 0 && !unread && len(rows) > 0 {
		l.problems.Addf(rows[0].Place, "bars without any length")
	}
}

// pictureBar reads the numbers of a bar, which have one unit; it is not ok where they cannot be compared with other bars.
func (l *loader) pictureBar(cell *PictureCell, at diag.Place) (unit string, length float64, ok bool) {
	numbers := strings.Split(cell.Text, " → ")
	if cell.Change = len(numbers) > 1; !cell.Change {
		numbers = strings.Split(cell.Text, " + ")
	}
	if n := len(numbers); cell.Change && n != 2 || n > 4 {
		l.problems.Addf(at, "bar of %d numbers", n).Hint = "write 12 h → 3 h for before and after, 3 h + 9 h for parts, at most four of them"
	}
	var units []string // each once
	for _, number := range numbers {
		m := barNumber.FindStringSubmatch(strings.TrimSpace(number))
		if m == nil {
			l.problems.Addf(at, "bar without a number: %q", number).Hint = "as in 2,480, €9.50, 25.2% or 8 h"
			continue
		}
		value, err := strconv.ParseFloat(strings.ReplaceAll(m[2], ",", "")+m[3], 64)
		if err != nil { // the pattern lets none through
			panic("catalog: " + err.Error())
		}
		cell.Numbers = append(cell.Numbers, value)
		length += value
		if u := m[1] + singular(strings.TrimSpace(m[4])); !slices.Contains(units, u) {
			units = append(units, u)
		}
	}
	switch {
	case len(units) < 2:
	case slices.Contains(units, ""):
		l.problems.Addf(at, "bar of numbers with and without a unit").Hint = "every number needs its unit, as in 3 h + 9 h"
	default:
		l.problems.Addf(at, "bar in %q and %q", units[0], units[1]).Hint = "bars of one picture share one scale"
	}
	if len(cell.Numbers) < len(numbers) || len(units) != 1 {
		return "", 0, false
	}
	return units[0], length, true
}

// singular makes "days" of days; short units such as ms and s are no plurals.
func singular(unit string) string {
	if utf8.RuneCountInString(unit) < 3 {
		return unit
	}
	return strings.TrimSuffix(unit, "s")
}

func inUnit(unit string) string {
	if unit == "" {
		return "without a unit"
	}
	return fmt.Sprintf("in %q", unit)
}

// pictureLayers checks that all layers say in the same way who looks after them.
func (l *loader) pictureLayers(pic *Picture, p *markdown.Picture) {
	works := 0
	for _, r := range pic.Rows {
		for _, c := range r.Cells[2:] {
			if c.Work != nil {
				works++
			}
		}
	}
	if works == 0 {
		return
	}
	for i, r := range pic.Rows {
		if len(r.Cells) != 3 || r.Cells[2].Work == nil {
			l.problems.Addf(p.Rows[i].Place, "layer without one piece of work, while others have one").Hint = "who answers in each shape can only be shown for all of them"
		}
	}
	if len(p.Head) > 2 {
		l.problems.Addf(p.Head[2].Place, "head over columns that the shapes name")
	}
}
