package catalog

import (
	"regexp"
	"strings"

	"remit/internal/markdown"
)

// frameIDs are the ids that the frame of every page has, with those of the search box and of the live script.
const frameIDs = `main|query|search-list|search-option-\d+|remit-live|sources-of-page`

// layoutIDs are the ids that the layout of a kind of page has itself, by folder or file: a heading of content whose id is
// one of them would give the page two of it.
var layoutIDs = map[string]string{
	"index.md":         `ask|(ask|four|loop|shared|doors|wheel)-title|wheel-desc|show-.+`,
	"ladder.md":        `stairs-(title|desc)`,
	"glossary.md":      `letter-.`,
	"sources.md":       ``,
	"titles.md":        `letter-.`,
	"roles":            `profile|in-the-loop|what|answers-for|takes|is-not|shares|moves|levels|from|to|measured-by|skills|career|goes-to|certifications|tools`,
	"responsibilities": `who|ref-\d+|note-\d+|plain|why|taken|skills|interview|tools`,
	"areas":            `work`,
	"stages":           `area-.+`,
	"shapes":           `ref-\d+|note-\d+|notes|counts|differ`,
	"comparisons":      `facing|choose|work|overlap|misconceptions`,
	"tools":            `admin-side|user-side|sides`,
	"guides":           `picture-\d+|(wheel|flow)-(title|desc)`,
	"quiz":             `reading|quiz-data`,
}

// takenIDs are frameIDs and layoutIDs in one for each kind.
var takenIDs = map[string]*regexp.Regexp{}

func init() {
	for kind, own := range layoutIDs {
		takenIDs[kind] = regexp.MustCompile(`^(` + strings.TrimRight(frameIDs+"|"+own, "|") + `)$`)
	}
}

// checkAnchors reports headings whose id the page has already.
func (l *loader) checkAnchors() {
	for _, f := range l.tree.Files {
		kind := f.Dir()
		if kind == "." {
			kind = f.Path
		}
		taken := takenIDs[kind]
		if taken == nil || l.cat.entries[f.Path] == nil {
			continue
		}
		for _, h := range l.docs[f.Path].Headings {
			if (taken.MatchString(h.ID) || kind == "shapes" && l.cat.Area(h.ID) != nil) && !l.laidOut(kind, h) {
				l.problems.Addf(h.Place, "heading %q has the id %q, which its page has already", h.Text, h.ID).Hint = "word it otherwise"
			}
		}
	}
}

// laidOut reports whether the layout draws the heading itself, or not at all.
func (l *loader) laidOut(kind string, h markdown.Heading) bool {
	switch kind {
	case "roles":
		return h.Level == 2 && h.Text == "Levels"
	case "tools":
		return h.Level == 2 && (h.Text == "Admin side" || h.Text == "User side")
	case "shapes": // the section of an area: its id is that of a part of the matrix
		for _, a := range l.cat.Areas {
			if h.Level == 2 && h.Text == a.Title {
				return true
			}
		}
	case "quiz": // questions and results
		return h.Level == 2
	}
	return false
}
