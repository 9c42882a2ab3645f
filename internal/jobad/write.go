package jobad

import (
	"bytes"
	"cmp"
	"encoding/json"
	"html"
	"strings"
)

// Markdown writes the ad as Markdown.
func (a Ad) Markdown() string {
	var b strings.Builder
	b.WriteString("# " + markdown(a.Title) + "\n")
	for _, s := range a.Sections {
		if s.Heading != "" {
			b.WriteString("\n## " + markdown(s.Heading) + "\n")
		}
		for _, block := range s.Blocks {
			b.WriteString("\n")
			if block.Text != "" {
				b.WriteString(markdown(block.Text) + "\n")
			}
			for _, item := range block.Items {
				b.WriteString("- ")
				if item.Lead != "" {
					b.WriteString("**" + markdown(item.Lead) + "** ")
				}
				b.WriteString(markdown(item.Text) + "\n")
			}
		}
	}
	return b.String()
}

// special are the characters that would mean something in Markdown. Brackets of gaps stay as they are: no address follows.
var special = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "<", `\<`, "#", `\#`, "](", `\](`)

func markdown(s string) string { return special.Replace(s) }

// Text writes the ad as plain text.
func (a Ad) Text() string {
	var b strings.Builder
	b.WriteString(a.Title + "\n")
	for _, s := range a.Sections {
		if s.Heading != "" {
			b.WriteString("\n" + strings.ToUpper(s.Heading) + "\n")
		}
		for _, block := range s.Blocks {
			b.WriteString("\n")
			if block.Text != "" {
				b.WriteString(block.Text + "\n")
			}
			for _, item := range block.Items {
				b.WriteString("- ")
				if item.Lead != "" {
					b.WriteString(item.Lead + " ")
				}
				b.WriteString(item.Text + "\n")
			}
		}
	}
	return b.String()
}

// HTML writes the ad with the elements that every system applicants are tracked in keeps: h3, p, ul, li and strong. The
// title is left out: such systems have a field of their own for it.
func (a Ad) HTML() string {
	var b strings.Builder
	for _, s := range a.Sections {
		if s.Heading != "" {
			b.WriteString("<h3>" + html.EscapeString(s.Heading) + "</h3>\n")
		}
		for _, block := range s.Blocks {
			if block.Text != "" {
				b.WriteString("<p>" + html.EscapeString(block.Text) + "</p>\n")
			}
			if len(block.Items) == 0 {
				continue
			}
			b.WriteString("<ul>\n")
			for _, item := range block.Items {
				b.WriteString("<li>")
				if item.Lead != "" {
					b.WriteString("<strong>" + html.EscapeString(item.Lead) + "</strong> ")
				}
				b.WriteString(html.EscapeString(item.Text) + "</li>\n")
			}
			b.WriteString("</ul>\n")
		}
	}
	return b.String()
}

// KitMarkdown writes the interview kit as Markdown: by which answers one hears the level, and for each responsibility what to
// ask, what a good answer shows and what should worry.
func (a Ad) KitMarkdown() string {
	var b strings.Builder
	b.WriteString("# Interview: " + markdown(a.Title) + "\n\nAsk everybody the same questions in the same order, and write down what you heard before you talk about it.\n")
	if len(a.Heard) > 0 {
		b.WriteString("\n## The level, as one hears it\n\n")
	}
	for _, h := range a.Heard {
		b.WriteString("- **" + markdown(h.Level) + ":** " + markdown(h.Sign) + ".\n")
	}
	for _, part := range a.Kit {
		b.WriteString("\n## " + markdown(part.Title) + "\n")
		for _, q := range part.Questions {
			b.WriteString("\n" + markdown(q.Question) + "\n\n- **Good signal:** " + markdown(q.Good) + "\n- **Concern:** " + markdown(q.Concern) + "\n- **Notes, and which level it sounded like:**\n")
		}
	}
	return b.String()
}

// employment tells part-time work by the hours, as schema.org names it.
func employment(hours string) string {
	if h := strings.ToLower(hours); strings.Contains(h, "part time") || strings.Contains(h, "part-time") {
		return "PART_TIME"
	}
	return "FULL_TIME"
}

// posting is a JobPosting of schema.org, with the properties that job search engines require or recommend
// (https://developers.google.com/search/docs/appearance/structured-data/job-posting). Empty ones are left out.
type posting struct {
	Context      string        `json:"@context"`
	Type         string        `json:"@type"`
	Title        string        `json:"title"`
	Description  string        `json:"description"`
	DatePosted   string        `json:"datePosted,omitempty"`
	ValidThrough string        `json:"validThrough,omitempty"`
	Employment   string        `json:"employmentType"`
	Organization organization  `json:"hiringOrganization"`
	Location     *location     `json:"jobLocation,omitempty"`
	LocationType string        `json:"jobLocationType,omitempty"`
	Applicants   *requirements `json:"applicantLocationRequirements,omitempty"`
	Salary       *salary       `json:"baseSalary,omitempty"`
}

type organization struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

type location struct {
	Type    string  `json:"@type"`
	Address address `json:"address"`
}

type address struct {
	Type     string `json:"@type"`
	Locality string `json:"addressLocality,omitempty"`
	Region   string `json:"addressRegion,omitempty"`
	Country  string `json:"addressCountry,omitempty"`
}

type requirements struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

type salary struct {
	Type     string   `json:"@type"`
	Currency string   `json:"currency"`
	Value    quantity `json:"value"`
}

type quantity struct {
	Type string  `json:"@type"`
	Min  float64 `json:"minValue"`
	Max  float64 `json:"maxValue"`
	Unit string  `json:"unitText"`
}

// JSONLD writes the ad as structured data for job search engines.
func (a Ad) JSONLD() string {
	p := posting{
		Context: "https://schema.org/", Type: "JobPosting", Title: a.Title, Description: a.HTML(), DatePosted: a.brief.Posted, ValidThrough: a.brief.Closing,
		Employment: employment(a.brief.Hours), Organization: organization{"Organization", gap(a.brief.Company, "company")},
	}
	place := a.brief.Place
	var at address
	if a.place != nil {
		place, at.Country, at.Region = a.place.Title, a.place.Country, a.place.Region
	} else {
		at.Country = a.brief.Place
	}
	at.Type, at.Locality = "PostalAddress", a.brief.City
	if a.brief.Remote == "remote" {
		p.LocationType = "TELECOMMUTE"
		p.Applicants = &requirements{"AdministrativeArea", gap(place, "country")}
	} else if at.Locality != "" || at.Country != "" {
		p.Location = &location{"Place", at}
	}
	if a.brief.Max > 0 {
		p.Salary = &salary{"MonetaryAmount", a.brief.Currency, quantity{"QuantitativeValue", a.brief.Min, a.brief.Max, strings.ToUpper(cmp.Or(a.brief.Per, "year"))}}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(p); err != nil {
		panic(err) // only strings and numbers
	}
	return b.String()
}
