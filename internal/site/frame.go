package site

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"remit/internal/catalog"
)

// Frame is what every page has around its main part.
type Frame struct {
	Language    string
	SiteTitle   string
	Tagline     string
	Title       string // of the page, for its heading
	FullTitle   string // for the window and for search engines
	Description string
	URL         string // address within the host
	Canonical   string // the whole address
	HomeURL     string
	SearchURL   string // address of the search page
	NoIndex     bool
	Crumbs      []Link // from the top down to the page above this one
	Head        []Link // the ways in, shown on every page
	Foot        []Link
	Edit        string // where the file is edited on the Git host; "" where there is none
	Changed     string // date of the file's last commit, 2026-11-21; "" where unknown
	ChangedLong string // the same for people: 21 November 2026
	Style       string // address of the style sheet
	Theme       string // address of the script that sets day or night before the page is drawn
	Script      string // address of the script
	Icon        string
	PageStyle   string // address of the style sheet of this kind of page alone; "" where it has none
	PageScript  string // address of the script of this kind of page alone; "" where it has none
	Contents    []Link // the page's own headings, where it is long enough to need them
	Hue         string // of the role the page is about; "" where it is about none
	Legend      bool   // the page shows letters
}

// Link is a link, and whether it leads to the page it stands on.
type Link struct {
	Title   string
	URL     string
	Current bool
}

type framed interface{ theFrame() *Frame }

func (f Frame) theFrame() *Frame { return &f }

// headLinks are the ways in.
func (m *maker) headLinks() []Link {
	links := []Link{
		{Title: "Roles", URL: m.at("/roles/")},
		{Title: "Work", URL: m.at("/responsibilities/")},
		{Title: "Matrix", URL: m.at("/matrix/")},
		{Title: "Compare", URL: m.at("/compare/")},
	}
	if len(m.cat.Tools) > 0 {
		links = append(links, Link{Title: "Tools", URL: m.at("/tools/")})
	}
	if len(m.cat.Guides) > 0 {
		links = append(links, Link{Title: "Guides", URL: m.at("/guides/")})
	}
	if len(m.cat.Quizzes) > 0 {
		links = append(links, Link{Title: "Quiz", URL: m.at("/quiz/")})
	}
	if m.cat.Phrases != nil {
		links = append(links, Link{Title: "Job ads", URL: m.at("/job-ads/")})
	}
	return links
}

// frame makes the frame of a page at an address.
func (m *maker) frame(address, title, description string, crumbs []Link) Frame {
	s := m.cat.Site
	f := Frame{
		Language: s.Language, SiteTitle: s.Title, Tagline: s.Tagline, Title: title, FullTitle: title + " · " + s.Title,
		Description: shorten(description, 160), URL: address, Canonical: m.origin + address, HomeURL: m.at("/"), SearchURL: m.at("/search/"),
		Style: m.asset("css/site.css"), Theme: m.asset("js/theme.js"), Script: m.asset("js/site.js"), Icon: m.at("/favicon.svg"),
		Foot: []Link{{Title: "Glossary", URL: m.at("/glossary/")}, {Title: "Loop", URL: m.at("/stages/")}, {Title: "Levels", URL: m.at("/ladder/")}, {Title: "Team check", URL: m.at("/team/")}, {Title: "Areas", URL: m.at("/areas/")}, {Title: "Shapes", URL: m.at("/shapes/")}, {Title: "Sources", URL: m.at("/sources/")}},
	}
	if address != f.HomeURL {
		f.Crumbs = append([]Link{{Title: s.Title, URL: f.HomeURL}}, crumbs...)
	}
	for _, l := range m.links {
		l.Current = l.URL == address || strings.HasPrefix(address, l.URL) || l.URL == m.at("/matrix/") && strings.HasPrefix(address, m.at("/shapes/"))
		f.Head = append(f.Head, l)
	}
	return f
}

// entryFrame makes the frame of a page that has a content file.
func (m *maker) entryFrame(e *catalog.Entry, description string, crumbs ...Link) Frame {
	f := m.frame(e.URL, e.Title, description, crumbs)
	if s := m.cat.Site; s.Repository != "" {
		edit := "/edit/"
		if strings.Contains(s.Repository, "gitlab") {
			edit = "/-/edit/"
		}
		f.Edit = s.Repository + edit + url.PathEscape(s.Branch) + "/content/" + e.Path
	}
	if f.Changed = m.options.Dates[e.Path]; f.Changed != "" {
		f.ChangedLong = longDate(f.Changed)
	}
	return f
}

// own gives the frame the bundles css/<name>.css and js/<name>.js, which no other kind of page loads.
func (m *maker) own(f *Frame, name string) {
	f.PageStyle, f.PageScript = m.asset("css/"+name+".css"), m.asset("js/"+name+".js")
}

func (m *maker) asset(name string) string {
	if p := m.options.Assets[name]; p != "" {
		return m.at("/" + p)
	}
	return ""
}

// longDate turns 2026-11-05 into 5 November 2026.
func longDate(date string) string {
	months := []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
	parts := strings.Split(date, "-")
	if len(parts) != 3 || len(parts[1]) != 2 {
		return date
	}
	n := int(parts[1][0]-'0')*10 + int(parts[1][1]-'0')
	if n < 1 || n > 12 {
		return date
	}
	return strings.TrimPrefix(parts[2], "0") + " " + months[n-1] + " " + parts[0]
}

// shorten cuts a text at a word so that it has at most n characters.
func shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	cut := string([]rune(s)[:n-1])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " .,;:") + "…"
}
