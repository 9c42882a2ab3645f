package adcheck

import (
	"encoding/json"
	"slices"
)

// JSON returns the model for the page: as [Model], but that the parts of a shape are rows of numbers of "titles", that of
// who answers for the work first (-1: nobody).
func (m *Model) JSON() ([]byte, error) {
	type shape struct {
		ID    string  `json:"id"`
		Title string  `json:"title"`
		Parts [][]int `json:"parts"`
	}
	page := struct {
		*Model
		Titles []string `json:"titles"`
		Shapes []shape  `json:"shapes"`
	}{Model: m, Titles: []string{}}
	number := func(title string) int {
		if title == "" {
			return -1
		}
		i := slices.Index(page.Titles, title)
		if i < 0 {
			i = len(page.Titles)
			page.Titles = append(page.Titles, title)
		}
		return i
	}
	for _, s := range m.Shapes {
		one := shape{ID: s.ID, Title: s.Title}
		for _, p := range s.Parts {
			row := []int{number(p.Answers)}
			for _, title := range p.Works {
				row = append(row, number(title))
			}
			one.Parts = append(one.Parts, row)
		}
		page.Shapes = append(page.Shapes, one)
	}
	return json.Marshal(page)
}
