package catalog

import (
	"html/template"

	"remit/internal/markdown"
	"remit/internal/source"
)

// Ladder is the page of levels.
type Ladder struct {
	Entry
	Summary Words
	Intro   markdown.Section
	Levels  []*Level // from junior up
}

// Level is a step of the ladder.
type Level struct {
	Entry // ID is the anchor; URL leads to it
	Order int
	Also  Words // other names for it
	Scope,
	Autonomy,
	Reach,
	Heard, // what an answer at this level sounds like in an interview; may be empty
	SFIA Words
	Prose template.HTML
}

// Level returns the level with this id, or nil.
func (l *Ladder) Level(id string) *Level { return find(l.Levels, id) }

func (l *loader) ladder(f *source.File) {
	var front pageFront
	f.Decode(&front, l.problems)
	ladder := &Ladder{Entry: l.entry(f, front.Title, nil), Summary: l.words(f, front.Summary)}
	sections := ladder.Doc.Sections(2)
	ladder.Intro = sections[0]
	l.noFootnotes(f)
	l.twice(sections[1:], "level")
	for i, s := range sections[1:] {
		ladder.Levels = append(ladder.Levels, l.level(f, s, i+1))
	}
	l.cat.Ladder = ladder
	l.register(&ladder.Entry, front.Sources)
}

// level reads a list of fields, then prose.
func (l *loader) level(f *source.File, s markdown.Section, order int) *Level {
	level := &Level{Entry: Entry{ID: s.ID, Title: s.Heading.Text, Path: f.Path, URL: l.address(f.Path) + "#" + s.ID, File: f}, Order: order}
	blocks := s.Blocks()
	fields, ok := []markdown.Field(nil), false
	if len(blocks) > 0 {
		fields, ok = blocks[0].Fields()
	}
	if !ok {
		l.problems.Addf(s.Place, "level %q does not start with a list of Scope, Autonomy, Reach and SFIA", s.Heading.Text)
		return level
	}
	seen := l.fields(fields, "Also called", "Scope", "Autonomy", "Reach", "In an interview", "SFIA")
	take := func(key string, required bool) Words {
		if required && seen[key].Value == "" {
			l.problems.Addf(blocks[0].Place(), "level %q has no %q", s.Heading.Text, key)
		}
		return l.words(f, source.Text{Value: seen[key].Value, Place: seen[key].Place})
	}
	level.Also, level.Scope, level.Autonomy, level.Reach = take("Also called", false), take("Scope", true), take("Autonomy", true), take("Reach", true)
	level.Heard, level.SFIA = take("In an interview", false), take("SFIA", false)
	for _, b := range blocks[1:] {
		level.Prose += b.HTML() + "\n"
	}
	return level
}
