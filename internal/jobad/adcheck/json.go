package adcheck

import (
	"encoding/json"
	"slices"
)

// JSON returns the model for the page: as [Model], but that the parts of a shape are rows of numbers of "titles", that of
// who answers for the work first (-1: nobody), and that a signal leaves out what it has not.
func (m *Model) JSON() ([]byte, error) {
	type shape struct {
		ID    string  `json:"id"`
		Title string  `json:"title"`
		Parts [][]int `json:"parts"`
	}
	type signal struct {
		Kind    string  `json:"kind"`
		Phrases Phrases `json:"phrases"`
		Work    *int    `json:"work,omitempty"`
		Area    *int    `json:"area,omitempty"`
		Points  []int   `json:"points,omitempty"`
		Family  int     `json:"family,omitempty"`
		Trade   string  `json:"trade,omitempty"`
	}
	page := struct {
		*Model
		Titles  []string `json:"titles"`
		Shapes  []shape  `json:"shapes"`
		Signals []signal `json:"signals"`
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
	some := func(n int) *int {
		if n < 0 {
			return nil
		}
		return &n
	}
	for _, s := range m.Signals {
		points := s.Points
		if !slices.ContainsFunc(points, func(p int) bool { return p != 0 }) {
			points = nil
		}
		page.Signals = append(page.Signals, signal{s.Kind, s.Phrases, some(s.Work), some(s.Area), points, s.Family, s.Trade})
	}
	return json.Marshal(page)
}
