package catalog

import (
	"net/url"
	"regexp"
	"strings"

	"remit/internal/markdown"
	"remit/internal/source"
)

// Site is what content/site.yaml says of the site as a whole.
type Site struct {
	Title       string
	Tagline     string
	Description string
	BaseURL     string // without a slash at its end
	Repository  string // address of the Git host's page; "" where there is none
	Branch      string
	Language    string // BCP 47
}

// Home is the home page.
type Home struct {
	Entry
	Lead  Words
	Ask   string            // the beginning of the sentence a reader completes
	Rows  []*Responsibility // a few telling rows of the matrix
	Doors []Door
}

// Door leads on from the home page.
type Door struct {
	Title string
	URL   string
	Text  Words
}

type siteFront struct {
	Title       source.Text `key:"title,required"`
	Tagline     source.Text `key:"tagline,required"`
	Description source.Text `key:"description,required"`
	BaseURL     source.Text `key:"base-url,required"`
	Repository  source.Text `key:"repository"`
	Branch      source.Text `key:"branch"`
	Language    source.Text `key:"language,required"`
}

var language = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// addressed are the characters that RFC 3986 (2005), section 2, allows in an address.
var addressed = regexp.MustCompile(`^[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+$`)

// IsAddress reports whether a site or a repository may have this address: http or https, with a host, with no query and
// no anchor, and of no characters but those that an address may hold as they are.
func IsAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && addressed.MatchString(s) && (u.Scheme == "https" || u.Scheme == "http") && u.Hostname() != "" && u.User == nil && !strings.ContainsAny(s, "?#")
}

func (l *loader) site(f *source.File) {
	var front siteFront
	f.Decode(&front, l.problems)
	for key, t := range map[string]source.Text{"base-url": front.BaseURL, "repository": front.Repository} {
		if t.Value != "" && !IsAddress(t.Value) {
			l.problems.Addf(t.Place, "%q is %q, not an address", key, t.Value).Hint = "as in https://remit.example"
		}
	}
	if front.Language.Value != "" && !language.MatchString(front.Language.Value) {
		l.problems.Addf(front.Language.Place, "%q is no language tag", front.Language.Value).Hint = "as in en or pt-BR"
	}
	if front.Branch.Value == "" {
		front.Branch.Value = "main"
	}
	l.cat.Site = Site{
		Title: markdown.Curly(front.Title.Value), Tagline: markdown.Curly(front.Tagline.Value), Description: markdown.Curly(front.Description.Value),
		BaseURL: strings.TrimRight(front.BaseURL.Value, "/"), Repository: strings.TrimRight(front.Repository.Value, "/"),
		Branch: front.Branch.Value, Language: front.Language.Value,
	}
}

type homeFront struct {
	Title source.Text  `key:"title,required"`
	Lead  source.Text  `key:"lead,required"`
	Ask   source.Text  `key:"ask,required"`
	Rows  []source.Ref `key:"rows,required"`
	Doors []struct {
		Title source.Text `key:"title,required"`
		Page  source.Ref  `key:"page,required"`
		Text  source.Text `key:"text,required"`
	} `key:"doors"`
}

func (l *loader) home(f *source.File) {
	var front homeFront
	f.Decode(&front, l.problems)
	h := &Home{Entry: l.entry(f, front.Title, nil), Lead: l.words(f, front.Lead), Ask: markdown.Curly(front.Ask.Value)}
	l.cat.Home = h
	l.register(&h.Entry, nil)
	l.later = append(l.later, func() {
		for _, ref := range front.Rows {
			if r := l.responsibilityRef(ref); r != nil {
				h.Rows = append(h.Rows, r)
			}
		}
		for _, d := range front.Doors {
			l.doors = append(l.doors, d.Page)
			h.Doors = append(h.Doors, Door{markdown.Curly(d.Title.Value), l.href(f)(d.Page.ID), l.words(f, d.Text)})
		}
	})
}
