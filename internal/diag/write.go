package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// WriteText writes one line a problem, file:line:col first so that an editor makes it a link, its hint indented below.
func WriteText(w io.Writer, problems []Problem) error {
	var b strings.Builder
	for _, p := range problems {
		severity := ""
		if p.Severity == Warning {
			severity = "warning: "
		}
		fmt.Fprintf(&b, "%s: %s%s\n", p.Place, severity, p.Message)
		if p.Hint != "" {
			fmt.Fprintf(&b, "\t%s\n", p.Hint)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Record is a problem as programs read it.
type Record struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Col      int    `json:"col"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
}

// Records returns the problems as programs read them; never nil, so that JSON shows an empty list.
func Records(problems []Problem) []Record {
	records := make([]Record, len(problems))
	for i, p := range problems {
		records[i] = Record{p.File, p.Line, p.Col, p.Severity.String(), p.Message, p.Hint}
	}
	return records
}

// WriteJSON writes the problems as one JSON array of [Record].
func WriteJSON(w io.Writer, problems []Problem) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(Records(problems))
}

// WriteGitHub writes the problems as workflow commands, which the Git host shows as annotations on a pull request
// (docs.github.com, "Workflow commands for GitHub Actions").
func WriteGitHub(w io.Writer, problems []Problem) error {
	var b strings.Builder
	for _, p := range problems {
		message := p.Message
		if p.Hint != "" {
			message += "\n" + p.Hint
		}
		fmt.Fprintf(&b, "::%s file=%s,line=%d,col=%d::%s\n", p.Severity, property.Replace(p.File), max(p.Line, 1), max(p.Col, 1), data.Replace(message))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

var (
	data     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
