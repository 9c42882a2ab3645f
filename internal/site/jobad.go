package site

import (
	"html/template"
	"strings"

	"remit/internal/catalog"
	"remit/internal/jobad"
)

// JobAdsPage is the way into everything about job ads.
type JobAdsPage struct {
	Frame
	New, Check, Places string // addresses; Check and Places may be ""
	Rules              []Link // what the checker goes by
	Read               []Link // what helps before one writes
}

// AdBuilderPage lets the reader write an ad. Without a script it holds an ad for every role and shape to start from.
type AdBuilderPage struct {
	Frame
	Model  *jobad.Model
	Usual  jobad.Brief // what is chosen as long as the reader chooses nothing
	Groups []ReadyAds
	Places string // address of the page about the law; may be ""
	Check  string // address of the checker; may be ""
}

// ReadyAds are the ads for a role.
type ReadyAds struct {
	Role RoleTag
	Ads  []ReadyAd
}

// ReadyAd is an ad for a role in a shape.
type ReadyAd struct {
	Shape *catalog.Shape
	Ad    jobad.Ad
}

// PlacesPage says what the law asks of job ads.
type PlacesPage struct {
	Frame
	Intro  template.HTML
	Places []*catalog.Place
	Cited  []Cited
}

// WordingPage shows what the checker of ads says about words, and what it looks for.
type WordingPage struct {
	Frame
	Intro   template.HTML
	Rules   []WordingRule
	Order   template.HTML // of Missing
	Missing []WordingLine
	Cited   []Cited
}

// WordingRule is a kind of wording.
type WordingRule struct {
	ID, Title string
	Lines     []WordingLine
}

// WordingLine is what is advised about some words, or about something that is missing.
type WordingLine struct {
	What    string // the words, or what is missing
	Instead string // what to write; may be ""
	Why     string
	Unless  string // phrases that make the words harmless; may be ""
	Source  *catalog.Source
}

// AdRulesPage shows what the checker of ads goes by, as its authors wrote it.
type AdRulesPage struct {
	Frame
	Body  template.HTML
	Cited []Cited
}

func (m *maker) jobAdPages() {
	model := jobad.NewModel(m.cat)
	if model == nil {
		return
	}
	door := Link{Title: "Job ads", URL: m.at("/job-ads/")}
	index := JobAdsPage{Frame: m.frame(door.URL, "Job ads", "Write an ad that describes one job, and know what the law asks of it.", nil), New: m.at("/job-ads/new/")}
	v := AdBuilderPage{
		Frame: m.frame(index.New, "Write a job ad", "Choose a role, a level and a kind of company, and get an ad in plain words that describes one job and says what it is not.", []Link{door}),
		Model: model,
		Usual: model.Complete(jobad.Brief{}),
	}
	m.own(&v.Frame, "jobad")
	if m.cat.Places != nil {
		index.Places, v.Places = m.cat.Places.URL, m.cat.Places.URL
		m.placesPage(door)
	}
	for _, r := range model.Roles {
		group := ReadyAds{Role: tag(m.cat.Role(r.ID))}
		for i, s := range m.cat.Shapes {
			if !r.Parts[i].Absent {
				group.Ads = append(group.Ads, ReadyAd{s, model.Compose(jobad.Brief{Role: r.ID, Shape: s.ID})})
			}
		}
		v.Groups = append(v.Groups, group)
	}
	index.Check = m.adCheckPage(door)
	v.Check = index.Check
	index.Read = m.readMore(&m.cat.Phrases.Entry)
	if t := m.cat.Titles; t != nil {
		index.Read = append(index.Read, Link{Title: t.Title, URL: t.URL})
	}
	if w := m.cat.Wording; w != nil {
		index.Rules = append(index.Rules, Link{Title: w.Title, URL: w.URL})
		m.wordingPage(door)
	}
	if s := m.cat.Signals; s != nil {
		index.Rules = append(index.Rules, Link{Title: s.Title, URL: s.URL})
		m.adRulesPage(&s.Entry, "The phrases by which the checker of job ads knows what work a line describes, and whose it usually is.", door)
	}
	m.add("jobads", index.Frame, index)
	m.add("jobad", v.Frame, v)
}

func (m *maker) placesPage(door Link) {
	p := m.cat.Places
	v := PlacesPage{Frame: m.entryFrame(&p.Entry, p.Summary.Text, door), Intro: p.Intro.HTML(), Places: p.Places, Cited: cited(p.Sources)}
	m.add("places", v.Frame, v)
}

func (m *maker) wordingPage(door Link) {
	w := m.cat.Wording
	v := WordingPage{
		Frame: m.entryFrame(&w.Entry, "Words that tell readers less, or more, than was meant, with what to write instead, why, and the exceptions of the trade.", door),
		Intro: w.Intro.HTML(), Order: w.Order, Cited: cited(w.Sources),
	}
	var toc []string
	for _, r := range w.Rules {
		rule := WordingRule{ID: r.ID, Title: r.Title}
		for _, row := range r.Words {
			rule.Lines = append(rule.Lines, WordingLine{readable(row.Words), row.Instead, row.Why, readable(row.Unless), row.Source})
		}
		v.Rules = append(v.Rules, rule)
		toc = append(toc, r.ID, r.Title)
	}
	for _, r := range w.Missing {
		v.Missing = append(v.Missing, WordingLine{What: r.What, Instead: r.Add, Why: r.Why, Source: r.Source})
	}
	v.Contents = contents(append(toc, "what-an-ad-should-say", "What an ad should say")...)
	m.add("wording", v.Frame, v)
}

// readable writes phrases as one would quote them: the dash of an open ending becomes an ellipsis.
func readable(phrases []string) string {
	words := strings.Fields(strings.Join(phrases, ", "))
	for i, w := range words {
		bare := strings.TrimRight(w, ",")
		if stem, open := strings.CutSuffix(bare, "-"); open {
			words[i] = stem + "…" + w[len(bare):]
		}
	}
	return strings.Join(words, " ")
}

func (m *maker) adRulesPage(e *catalog.Entry, summary string, door Link) {
	v := AdRulesPage{Frame: m.entryFrame(e, summary, door), Body: e.Doc.HTML(), Cited: cited(e.Sources)}
	m.add("adrules", v.Frame, v)
}
