package site

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"remit/internal/catalog"
	"remit/internal/jobad/adcheck"
)

// AdCheckPage lets the reader check an ad. Without a script it says what is checked, and how to do it with the program.
type AdCheckPage struct {
	Frame
	Roles  []RoleTag
	Shapes []*catalog.Shape
	Places []adcheck.Place
	Rules  []adcheck.Rule
	Areas  []adcheck.Area
	Asked  []adcheck.Missing
	Law    string // address of the page about the law; may be ""
	Data   AdCheckData
}

// AdCheckData is what the script of the page must know before it loads the model.
type AdCheckData struct {
	Model   string               `json:"model"` // address
	New     string               `json:"new"`   // address of the builder
	Roles   map[string]RoleTag   `json:"roles"`
	Sources map[string][2]string `json:"sources"` // label and address, by id
}

// adCheckPage adds the page and its model, and returns its address; "" where the content has nothing to check by.
func (m *maker) adCheckPage(door Link) string {
	model := adcheck.NewModel(m.cat)
	if model == nil {
		return ""
	}
	text, err := model.JSON()
	if err != nil { // texts and numbers alone can always be written
		panic(fmt.Sprintf("the model of the ad checker: %v", err))
	}
	sum := sha256.Sum256(text)
	file := "assets/adcheck-" + hex.EncodeToString(sum[:4]) + ".json"
	m.plan.Files[file] = string(text)
	v := AdCheckPage{
		Frame:  m.frame(m.at("/job-ads/check/"), "Check a job ad", "Paste an ad and see whose work its lines are, how many jobs it holds, what it does not say, and which words to think about.", []Link{door}),
		Shapes: m.cat.Shapes, Places: model.Places, Rules: model.Rules, Areas: model.Areas, Asked: model.Missing,
		Data: AdCheckData{Model: m.at("/" + file), New: m.at("/job-ads/new/"), Roles: map[string]RoleTag{}, Sources: map[string][2]string{}},
	}
	m.own(&v.Frame, "adcheck")
	if m.cat.Places != nil {
		v.Law = m.cat.Places.URL
	}
	for _, r := range model.Roles {
		t := tag(m.cat.Role(r.ID))
		v.Roles = append(v.Roles, t)
		v.Data.Roles[r.ID] = t
	}
	used := map[string]bool{}
	for _, r := range model.Rules {
		for _, w := range r.Words {
			used[w.Source] = true
		}
	}
	for _, x := range model.Missing {
		used[x.Source] = true
	}
	for _, p := range model.Places {
		used[p.Source] = true
	}
	for _, s := range m.cat.References.All() {
		if used[s.ID] {
			v.Data.Sources[s.ID] = [2]string{s.Label, s.URL}
		}
	}
	m.add("adcheck", v.Frame, v)
	return v.URL
}
