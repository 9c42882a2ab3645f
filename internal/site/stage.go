package site

import (
	"html/template"

	"remit/internal/catalog"
)

// LoopPage shows the loop of stages.
type LoopPage struct {
	Frame
	Stages []StageLine
	Wheel  Wheel
	Shape  *catalog.Shape
	Roles  []RoleTag
}

// StageLine is a stage with each core role's weight in it.
type StageLine struct {
	Stage   *catalog.Stage
	Weights []StageWeight
}

// StageWeight is how many pieces of a stage's work a role answers for, and does.
type StageWeight struct {
	Role    RoleTag
	Answers int
	Works   int
}

// StagePage is a stage.
type StagePage struct {
	Frame
	Stage    *catalog.Stage
	Body     template.HTML
	Sections []Section
	Areas    []AreaLine
	Weights  []StageWeight
	Shape    *catalog.Shape
	Pager    Pager
	Cited    []Cited
}

func (m *maker) stagePages() {
	n := len(m.cat.Stages)
	crumb := Link{Title: "Loop", URL: m.at("/stages/")}
	loop := m.loop()
	for i, s := range m.cat.Stages {
		v := StagePage{
			Frame: m.entryFrame(&s.Entry, s.Summary.Text, crumb), Stage: s, Body: s.Doc.Sections(2)[0].HTML(), Sections: sections(s.Doc),
			Weights: loop.Stages[i].Weights, Shape: loop.Shape, Cited: cited(s.Sources),
		}
		if len(v.Sections) == 0 {
			v.Body += s.Doc.Footnotes()
		}
		v.FullTitle = "Stage: " + s.Title + " · " + m.cat.Site.Title    // an area may have the same title
		before, after := m.cat.Stages[(i+n-1)%n], m.cat.Stages[(i+1)%n] // a loop has no end
		v.Pager = Pager{"Stages", &Link{Title: before.Title, URL: before.URL}, &Link{Title: after.Title, URL: after.URL}}
		for _, a := range s.Areas {
			v.Areas = append(v.Areas, AreaLine{a, m.answerLines(a)})
		}
		m.add("stage", v.Frame, v)
	}
	m.add("loop", loop.Frame, loop)
}

// loop counts each core role's work in every stage, in the largest shape.
func (m *maker) loop() LoopPage {
	v := LoopPage{Frame: m.frame(m.at("/stages/"), "The loop", "Every project runs the same stages, from the first question to the bill. What happens in each, and whose work it mostly is.", nil)}
	v.Shape = m.cat.Shapes[len(m.cat.Shapes)-1]
	core := m.cat.CoreRoles()
	v.Roles = tags(core)
	for _, s := range m.cat.Stages {
		line := StageLine{Stage: s}
		for _, r := range core {
			w := StageWeight{Role: tag(r)}
			for _, resp := range s.Responsibilities() {
				letter := v.Shape.Letter(resp, r)
				if letter.Answers() {
					w.Answers++
				}
				if letter.Works() {
					w.Works++
				}
			}
			line.Weights = append(line.Weights, w)
		}
		v.Stages = append(v.Stages, line)
	}
	v.Wheel = wheel(v.Stages)
	return v
}
