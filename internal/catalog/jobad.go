package catalog

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"remit/internal/markdown"
	"remit/internal/source"
)

// Phrases are the sentences that the ad builder fills in.
type Phrases struct {
	Entry
	Text   map[string]string // by name; words in braces are placeholders
	OnCall []*Responsibility // work that puts a role on call
}

// placeholders says for every phrase which words in braces it may hold. No other phrase exists, and none may be missing.
var placeholders = map[string][]string{
	"opening":       {"company", "title"},
	"objective":     {"objective"},
	"team":          {"team"},
	"reports":       {"reports"},
	"company-shape": {"size"},
	"do":            nil,
	"level":         {"scope", "autonomy"},
	"must":          nil,
	"cloud":         {"cloud"},
	"nice":          nil,
	"not":           nil,
	"not-instead":   {"what", "instead"},
	"after-3":       {"first"},
	"after-6":       {"first", "second"},
	"after-12":      {"first", "metric"},
	"on-call-none":  nil,
	"on-call":       {"people", "every", "cover"},
	"on-call-hours": {"cover"},
	"on-call-pay":   {"pay"},
	"escalation":    {"escalation"},
	"pay":           {"min", "max", "currency", "per"},
	"pay-open":      nil,
	"place-onsite":  {"city"},
	"place-hybrid":  {"city"},
	"place-remote":  {"place"},
	"hours":         {"hours"},
	"benefits":      {"benefits"},
	"apply":         {"apply"},
	"closing":       {"closing"},
	"adjust":        nil,
}

// Places is the page of what the law asks of a job ad.
type Places struct {
	Entry
	Summary Words
	Intro   markdown.Section
	Places  []*Place
}

// Place is a state, a city or a union with a law on what a job ad says. It is dated: such laws change every year.
type Place struct {
	Entry            // ID is the anchor; URL leads to it
	Also    []string // cities and abbreviations that tell of it
	Country string   // as in ISO 3166-1: US; "" where the place is more than one
	Region  string   // of the country: CO
	Since   string
	Who     string   // which employers
	From    int      // least number of people an employer has for the law to reach it
	Says    []string // what an ad must say, "pay range" among it
	Note    string   // may be ""
	AsOf    string   // the month in which it was last looked up: 2026-11
	Source  *Source
}

// Place returns the place with this id, or nil.
func (p *Places) Place(id string) *Place { return find(p.Places, id) }

func (l *loader) jobAds(f *source.File) {
	switch f.ID() {
	case "phrases":
		l.phrases(f)
	case "places":
		l.places(f)
	case "signals":
		l.signals(f)
	case "wording":
		l.wording(f)
	default:
		l.problems.Addf(f.Start(), "is no file that is known here").Hint = hintFrom(f.ID()+".md", []string{"phrases.md", "places.md", "signals.md", "wording.md"})
	}
}

type phrasesFront struct {
	Title   source.Text  `key:"title,required"`
	Summary source.Text  `key:"summary,required"`
	OnCall  []source.Ref `key:"on-call"`
}

var brace = regexp.MustCompile(`\{([^{}]*)\}`)

func (l *loader) phrases(f *source.File) {
	var front phrasesFront
	f.Decode(&front, l.problems)
	p := &Phrases{Entry: l.entry(f, front.Title, nil), Text: map[string]string{}}
	l.words(f, front.Summary)
	l.noFootnotes(f)
	for _, s := range p.Doc.Sections(2)[1:] {
		l.problems.Addf(s.Place, "section %q is not read", s.Heading.Text).Hint = "the phrases stand in one list, above any heading"
	}
	for _, b := range p.Doc.Sections(2)[0].Blocks() {
		fields, ok := b.Fields()
		if !ok {
			l.problems.Addf(b.Place(), "is no list of phrases").Hint = `write items such as - opening: "…"`
			continue
		}
		for _, phrase := range l.fields(fields, sortedKeys(placeholders)...) {
			text := strings.Trim(phrase.Value, `"`)
			for _, m := range brace.FindAllStringSubmatch(text, -1) {
				if !slices.Contains(placeholders[phrase.Key], m[1]) {
					l.problems.Addf(phrase.Place, "phrase %q has no %q to fill in", phrase.Key, m[0]).Hint = hintFrom(m[1], placeholders[phrase.Key])
				}
			}
			p.Text[phrase.Key] = markdown.Curly(text)
		}
	}
	for _, name := range sortedKeys(placeholders) {
		if p.Text[name] == "" {
			l.problems.Addf(f.At(f.Body), "phrase %q is missing", name)
		}
	}
	l.cat.Phrases = p
	l.register(&p.Entry, nil)
	l.later = append(l.later, func() {
		for _, ref := range front.OnCall {
			if r := l.responsibilityRef(ref); r != nil {
				p.OnCall = append(p.OnCall, r)
			}
		}
	})
}

func (l *loader) places(f *source.File) {
	var front pageFront
	f.Decode(&front, l.problems)
	p := &Places{Entry: l.entry(f, front.Title, nil), Summary: l.words(f, front.Summary)}
	sections := p.Doc.Sections(2)
	p.Intro = sections[0]
	l.noFootnotes(f)
	l.twice(sections[1:], "place")
	for _, s := range sections[1:] {
		p.Places = append(p.Places, l.place(f, s))
	}
	l.cat.Places = p
	l.register(&p.Entry, front.Sources)
}

// place reads a list of fields.
func (l *loader) place(f *source.File, s markdown.Section) *Place {
	p := &Place{Entry: Entry{ID: s.ID, Title: s.Heading.Text, Path: f.Path, URL: l.address(f.Path) + "#" + s.ID, File: f}}
	blocks := s.Blocks()
	var fields []markdown.Field
	ok := false
	if len(blocks) == 1 {
		fields, ok = blocks[0].Fields()
	}
	if !ok {
		l.problems.Addf(s.Place, "place %q is no list of Since, Who, From, Ad says, As of and Source", p.Title)
		return p
	}
	seen := l.fields(fields, "Also", "Country", "Region", "Since", "Who", "From", "Ad says", "Note", "As of", "Source")
	for _, key := range []string{"Since", "Who", "From", "Ad says", "As of", "Source"} {
		if seen[key].Value == "" {
			l.problems.Addf(s.Place, "place %q has no %q", p.Title, key)
		}
	}
	text := func(key string) string { return markdown.Curly(seen[key].Value) }
	p.Also, p.Says = listed(text("Also")), listed(text("Ad says"))
	p.Country, p.Region, p.Since, p.Who, p.Note, p.AsOf = text("Country"), text("Region"), text("Since"), text("Who"), text("Note"), text("As of")
	if from := seen["From"]; from.Value != "" {
		n, err := strconv.Atoi(from.Value)
		if err != nil || n < 1 {
			l.problems.Addf(from.Place, "%q is no number of people", from.Value).Hint = "write 1 where the law reaches every employer"
		}
		p.From = n
	}
	if _, err := time.Parse("2006-01", p.AsOf); err != nil && p.AsOf != "" {
		l.problems.Addf(seen["As of"].Place, "%q is no month", p.AsOf).Hint = "write it as 2026-11"
	}
	l.later = append(l.later, func() {
		p.Source = l.sourceRef(source.Ref{ID: seen["Source"].Value, Place: seen["Source"].Place})
	})
	return p
}
