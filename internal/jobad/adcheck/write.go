package adcheck

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Titles of parts that say more than their findings.
const (
	severalTitle = "How many jobs"
	wordsTitle   = "Words to think about"
)

// Writers are the forms in which reports can be written.
var Writers = map[string]func(*Checker, io.Writer, []Report) error{
	"text":   (*Checker).WriteText,
	"json":   (*Checker).WriteJSON,
	"github": (*Checker).WriteGitHub,
	"md":     (*Checker).WriteMarkdown,
}

// WriteJSON writes a list of reports.
func (c *Checker) WriteJSON(w io.Writer, reports []Report) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(reports)
}

// WriteText writes reports for people.
func (c *Checker) WriteText(w io.Writer, reports []Report) error {
	return c.write(w, reports, "", "  ", strings.ToUpper)
}

// WriteMarkdown writes reports as Markdown.
func (c *Checker) WriteMarkdown(w io.Writer, reports []Report) error {
	return c.write(w, reports, "# ", "- ", func(s string) string { return "## " + s })
}

// sentence makes the first letter large and takes care of the full stop.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(first)) + s[size:]
	if strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}

func (c *Checker) write(w io.Writer, reports []Report, title, item string, head func(string) string) error {
	out := &strings.Builder{}
	md := title != ""
	quote := func(s string) string { return oneLine(s, 100, md) }
	for i := range reports {
		r := &reports[i]
		if i > 0 {
			out.WriteString("\n")
		}
		fmt.Fprintf(out, "%s%s: %s\n\n%s\n\n", title, r.File, quote(r.Title), head("What job is this"))
		fmt.Fprintf(out, "%s%s\n", item, c.Summary(r))
		fmt.Fprintf(out, "%s%s\n", item, c.TitleSays(r))
		if len(r.Closest) == 0 { // not in English
			continue
		}
		fmt.Fprintf(out, "%s%s\n", item, c.CountLines(r))
		for _, f := range r.Role {
			writeFinding(out, item, f)
		}
		if r.Family {
			fmt.Fprintf(out, "\n%s\n\n", head("Line by line"))
			for _, l := range r.Lines {
				if l.Kind == KindGeneric {
					continue
				}
				what := map[string]string{KindShared: "any of the four", KindAsked: "knowledge asked for", KindOther: "another trade"}[l.Kind]
				if l.Role != "" {
					what = c.title(l.Role)
				}
				fmt.Fprintf(out, "%sline %d, %s: %s\n", item, l.Line, what, quote(l.Text))
				if l.Responsibility != "" && l.Answers != "" {
					fmt.Fprintf(out, "    %s: %s answers for it\n", c.workTitle(l.Responsibility), l.Answers)
				}
			}
		}
		parts := []struct {
			title, none string
			findings    []Finding
		}{
			{severalTitle, oneJob(r, len(c.m.Areas)), r.Breadth},
			{"What is missing", "Nothing that we look for.", r.Missing},
			{wordsTitle, "None that we know of.", r.Wording},
		}
		for _, p := range parts {
			fmt.Fprintf(out, "\n%s\n\n", head(p.title))
			for _, f := range p.findings {
				writeFinding(out, item, f)
			}
			if p.title == severalTitle && len(r.Breadth) > 0 {
				for _, job := range r.Split {
					fmt.Fprintf(out, "%sAs an ad of its own: %s, from %s: remit jd new %s --shape %s%s\n", item, c.title(job.Role), numbers(job.Lines), job.Role, r.Shape, chosen(job.Work))
				}
			}
			if p.title == wordsTitle && r.Coded > 0 {
				fmt.Fprintf(out, "%s%s\n", item, Density(r))
			}
			if len(p.findings) == 0 {
				fmt.Fprintf(out, "%s%s\n", item, p.none)
			}
		}
		if len(r.Law) > 0 {
			fmt.Fprintf(out, "\n%s\n\n", head("What the law asks, by place"))
			var remote []string
			for _, l := range r.Law {
				if l.Because == becauseRemote {
					remote = append(remote, l.Title)
					continue
				}
				fmt.Fprintf(out, "%s%s (%s): an ad says %s. %s. As of %s, source %s.\n", item, l.Title, l.Because, strings.Join(l.Says, ", "), l.Who, l.AsOf, l.Source)
			}
			if len(remote) > 0 {
				fmt.Fprintf(out, "%sA remote job in the United States can also be done in places that ask for a pay range, as of %s: %s. --place tells of one.\n", item, r.Law[0].AsOf, strings.Join(remote, ", "))
			}
			fmt.Fprintf(out, "%sThis is no legal advice; such rules change every year.\n", item)
		}
		if len(r.Dismissed) > 0 {
			fmt.Fprintf(out, "\n%s\n\n", head("Dismissed"))
			for _, f := range r.Dismissed {
				fmt.Fprintf(out, "%s%s: %s\n", item, f.Key, quote(f.Reason))
			}
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}

func chosen(work []string) string {
	if len(work) == 0 {
		return ""
	}
	return " --work " + strings.Join(work, ",")
}

func oneJob(r *Report, areas int) string {
	switch len(r.Areas) {
	case 0:
		return "The lines name too little work to tell."
	case 1:
		return fmt.Sprintf("No sign of several: one of %d areas of work is named.", areas)
	}
	if len(r.Split) > 0 {
		return fmt.Sprintf("%d of %d areas of work are named; that is dismissed.", len(r.Areas), areas)
	}
	if len(r.Areas) > usualAreas {
		return fmt.Sprintf("%d of %d areas of work are named; half of all ads name seven or fewer.", len(r.Areas), areas)
	}
	return fmt.Sprintf("No sign of several: %d of %d areas of work are named.", len(r.Areas), areas)
}

func writeFinding(out *strings.Builder, item string, f Finding) {
	where := ""
	if len(f.Lines) > 0 {
		where = numbers(f.Lines[:min(len(f.Lines), 6)])
		if len(f.Lines) > 6 {
			where += " …"
		}
		where += ": "
	}
	fmt.Fprintf(out, "%s%s%s [%s]\n", item, where, f.What, f.Key)
	fmt.Fprintf(out, "    %s", sentence(f.Why))
	if f.Instead != "" {
		fmt.Fprintf(out, " Instead: %s", sentence(f.Instead))
	}
	if f.Source != "" {
		fmt.Fprintf(out, " (%s)", strings.ToUpper(f.Source))
	}
	out.WriteString("\n")
}

// NotEnglish says that an ad cannot be judged.
func NotEnglish(r *Report) string {
	if r.Language == "und" {
		return "the ad seems not to be written in English: its words cannot be judged here"
	}
	return "the ad seems not to be written in English (" + r.Language + "): its words cannot be judged here"
}

// Summary says in a sentence which role the work is closest to.
func (c *Checker) Summary(r *Report) string {
	switch {
	case r.Foreign():
		return sentence(NotEnglish(r))
	case !r.Family && r.Trade != "":
		return "Little of this is work of the four roles; some of it is " + r.Trade + "."
	case !r.Family || len(r.Closest) < 2:
		return "Little of this is work of the four roles."
	case !r.Clear:
		return fmt.Sprintf("Not clear between %s and %s.", c.title(r.Closest[0].Role), c.title(r.Closest[1].Role))
	}
	if r.Closest[1].Lines == 0 {
		return fmt.Sprintf("Closest to %s.", c.title(r.Closest[0].Role))
	}
	return fmt.Sprintf("Closest to %s, then %s.", c.title(r.Closest[0].Role), c.title(r.Closest[1].Role))
}

// TitleSays says in a sentence which role the title names, and whether the lines are closer to another.
func (c *Checker) TitleSays(r *Report) string {
	says := "The title names none of the four roles"
	for _, t := range c.m.Market {
		if t.Title == r.Market {
			says = "The title is “" + t.Title + "”, which usually means " + strings.Join(t.Usually, " or ")
		}
	}
	if r.Market == "" && len(r.TitleRoles) > 0 {
		says = "The title says " + c.titles(r.TitleRoles)
	}
	if r.Clear && len(r.TitleRoles) > 0 && !slices.Contains(r.TitleRoles, r.Closest[0].Role) {
		says += "; the lines are closer to " + c.title(r.Closest[0].Role)
	}
	return says + "."
}

// Density says how many words have a masculine ring; no verdict follows from it.
func Density(r *Report) string {
	tenths := (1000*r.Coded + r.Words/2) / max(r.Words, 1)
	return fmt.Sprintf("Of a masculine ring in the study of 2011: %d of %d words, %d.%d in a hundred.", r.Coded, r.Words, tenths/10, tenths%10)
}

// counted is how many lines there are, or sentences where a long line was judged by its sentences.
func counted(r *Report) string {
	words := "lines"
	for i, l := range r.Lines {
		if i > 0 && l.Line == r.Lines[i-1].Line {
			words = "lines and sentences"
		}
	}
	if len(r.Lines) == 1 {
		words = "line"
	}
	return fmt.Sprintf("%d %s", len(r.Lines), words)
}

// CountLines says how many lines are whose work.
func (c *Checker) CountLines(r *Report) string {
	if len(r.Lines) == 0 {
		return "There is no line of work to read."
	}
	counts := map[string]int{}
	for _, l := range r.Lines {
		counts[l.Kind]++
	}
	var parts []string
	for _, s := range r.Closest {
		if s.Lines > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", s.Lines, c.short(s.Role)))
		}
	}
	for _, k := range []struct{ kind, words string }{{KindShared, "any of them"}, {KindOther, "another trade"}, {KindAsked, "asking for knowledge"}, {KindGeneric, "telling nothing about the work"}} {
		if n := counts[k.kind]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, k.words))
		}
	}
	cut := ""
	if r.Cut {
		cut = fmt.Sprintf(" The ad is longer than ads are: the rest, behind line %d, was not read.", r.Lines[len(r.Lines)-1].Line)
	}
	return fmt.Sprintf("Of %s: %s.%s", counted(r), strings.Join(parts, ", "), cut)
}

func (c *Checker) short(id string) string {
	for _, role := range c.m.Roles {
		if role.ID == id {
			return role.Short
		}
	}
	return id
}

func (c *Checker) workTitle(id string) string {
	for _, w := range c.m.Work {
		if w.ID == id {
			return w.Title
		}
	}
	return id
}

// WriteGitHub writes findings as annotations on a pull request.
func (c *Checker) WriteGitHub(w io.Writer, reports []Report) error {
	escape := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for i := range reports {
		r := &reports[i]
		for _, f := range r.Findings() {
			kind := "notice"
			if f.Level == "warning" {
				kind = "warning"
			}
			if _, err := fmt.Fprintf(w, "::%s file=%s,line=%d,title=%s::%s\n", kind, property.Replace(r.File), max(f.Line, 1), property.Replace(f.Rule), escape.Replace(sentence(f.What)+" "+sentence(f.Instead))); err != nil {
				return err
			}
		}
	}
	return nil
}

// oneLine cuts what an ad says to so many characters, and makes it harmless for a terminal and for Markdown.
func oneLine(s string, most int, md bool) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n++; n > most {
			b.WriteString("…")
			break
		}
		switch {
		case r < ' ' || r >= 0x7F && r < 0xA0 || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
			b.WriteByte(' ')
		case md && strings.ContainsRune("\\`*_[]<>&|#!", r):
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
