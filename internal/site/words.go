package site

import (
	"remit/internal/catalog"
	"remit/internal/render"
)

// wordsOf are the names of terms, and titles that hold such names and are not to be cut: the "DevOps" of "DevOps
// engineer" is no place to explain DevOps.
func wordsOf(cat *catalog.Catalog) []render.Word {
	var words []render.Word
	for _, t := range cat.Glossary.Terms {
		for _, name := range t.Linked {
			words = append(words, render.Word{Name: name, Address: t.URL})
		}
	}
	for _, r := range cat.Roles {
		for _, name := range append([]string{r.Title}, r.Titles...) {
			words = append(words, render.Word{Name: name})
		}
	}
	if cat.Titles != nil {
		for _, t := range cat.Titles.Titles {
			for _, name := range append([]string{t.Title}, t.Also...) {
				words = append(words, render.Word{Name: name})
			}
		}
	}
	for _, t := range cat.Tools {
		words = append(words, render.Word{Name: t.Title})
	}
	return words
}
