package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"remit/internal/catalog"
	"remit/internal/diag"
)

var compareFormats = []string{"table", "md", "csv", "json"}

func newCompare() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "compare ROLE ROLE [ROLE [ROLE]]",
		Short: "Set the work of two to four roles against each other",
		Long: `Compare prints which work two to four roles share and which only one of them has in one shape of organisation,
computed from its matrix: what the page /compare/ shows. To share work is that each does it or answers for it;
to be asked or told is not.`,
		Example: "  remit compare cloud-engineer platform-engineer\n  remit compare devops-engineer site-reliability-engineer --shape growing --format csv",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 || len(args) > 4 {
				return fmt.Errorf("compare takes two to four roles, but there are %d\nsee %s --help", len(args), cmd.CommandPath())
			}
			return nil
		},
		RunE: compare,
	}
	addFormat(cmd, "table, md, csv or json", compareFormats)
	cmd.Flags().String("shape", "", "`id` of the shape of organisation (default: the last one)")
	return cmd
}

func compare(cmd *cobra.Command, args []string) error {
	how, err := format(cmd, compareFormats)
	if err != nil {
		return err
	}
	shape, err := cmd.Flags().GetString("shape")
	if err != nil {
		return err
	}
	cat, err := loadCatalog(cmd)
	if err != nil {
		return err
	}
	compared, err := compareRoles(cat, args, shape)
	if err != nil {
		return err
	}
	return printCompared(cmd.OutOrStdout(), compared, how)
}

// compareRoles compares the roles with these ids in the shape with this id, or in the last one where it is empty.
func compareRoles(cat *catalog.Catalog, ids []string, shapeID string) (catalog.Compared, error) {
	var none catalog.Compared
	var roles []*catalog.Role
	for _, id := range ids {
		role := cat.Role(id)
		if role == nil {
			return none, unknown("role", id, cat.Roles, func(r *catalog.Role) string { return r.ID })
		}
		if slices.Contains(roles, role) {
			return none, fmt.Errorf("role %q is named twice", id)
		}
		roles = append(roles, role)
	}
	shape := cat.Shapes[len(cat.Shapes)-1]
	if shapeID != "" {
		if shape = cat.Shape(shapeID); shape == nil {
			return none, unknown("shape", shapeID, cat.Shapes, func(s *catalog.Shape) string { return s.ID })
		}
	}
	return cat.Compare(shape, roles), nil
}

// unknown says that nothing has an id, and what may have been meant.
func unknown[T any](kind, id string, all []T, name func(T) string) error {
	var names []string
	for _, x := range all {
		names = append(names, name(x))
	}
	hint := diag.DidYouMean(id, names)
	if hint == "" {
		hint = "known are " + strings.Join(names, ", ")
	}
	return fmt.Errorf("unknown %s %q\n%s", kind, id, hint)
}

func printCompared(w io.Writer, c catalog.Compared, format string) error {
	switch format {
	case "json":
		return printComparedJSON(w, c)
	case "csv":
		out := csv.NewWriter(w)
		for _, line := range comparedLines(c) {
			if err := out.Write(line); err != nil {
				return err
			}
		}
		out.Flush()
		return out.Error()
	case "md":
		lines := comparedLines(c)
		rule := slices.Repeat([]string{"---"}, len(lines[0]))
		for _, line := range slices.Insert(lines, 1, rule) {
			for i := range line {
				line[i] = strings.ReplaceAll(line[i], "|", `\|`)
			}
			if _, err := fmt.Fprintf(w, "| %s |\n", strings.Join(line, " | ")); err != nil {
				return err
			}
		}
		return nil
	}
	return printComparedTable(w, c)
}

// comparedLines are all rows that one of the roles does or answers for, below a head.
func comparedLines(c catalog.Compared) [][]string {
	head := []string{"Done or answered for by", "Work"}
	for _, r := range c.Roles {
		head = append(head, r.Short)
	}
	lines := [][]string{head}
	for _, set := range c.Sets {
		for _, part := range set.Parts {
			line := []string{setName(c, set), part.Responsibility.Title}
			for _, l := range part.Letters {
				line = append(line, string(l))
			}
			lines = append(lines, line)
		}
	}
	return lines
}

// setName says whose work a set is: "both", "all", "DevOps and SRE", "only DevOps".
func setName(c catalog.Compared, set catalog.Set) string {
	var names []string
	for i, has := range set.Has {
		if has {
			names = append(names, c.Roles[i].Short)
		}
	}
	switch {
	case len(names) == len(c.Roles) && len(names) == 2:
		return "both"
	case len(names) == len(c.Roles):
		return "all"
	case len(names) == 1:
		return "only " + names[0]
	}
	return strings.Join(names, " and ")
}

func printComparedTable(w io.Writer, c catalog.Compared) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(out, "In a company of the shape %q:\n", c.Shape.Title)
	for _, r := range c.Roles {
		fmt.Fprintf(out, "\n%s\n  asks\t%s\n  works on\t%s\n  serves\t%s\n  code\t%s\n  rhythm\t%s\n", r.Title, r.Question, r.Object, r.Customer, r.Code, r.Rhythm)
	}
	for _, set := range c.Sets {
		name, verbs := setName(c, set), "do or answer for"
		if set.Size() == 1 {
			verbs = "does or answers for"
		}
		fmt.Fprintf(out, "\n%s%s %s: %d of %d\n", strings.ToUpper(name[:1]), name[1:], verbs, len(set.Parts), len(c.Shape.Rows))
		for _, part := range set.Parts {
			fmt.Fprintf(out, "  %s", part.Responsibility.Title)
			for i, l := range part.Letters {
				if l == catalog.None {
					l = "-"
				}
				fmt.Fprintf(out, "\t%s %s", c.Roles[i].Short, l)
			}
			fmt.Fprintln(out)
		}
	}
	fmt.Fprintf(out, "\nNone of them does or answers for: %d of %d\n", c.Neither, len(c.Shape.Rows))
	return out.Flush()
}

// comparedJSON is a comparison as other programs read it.
type comparedJSON struct {
	Shape   string             `json:"shape"`
	Roles   []comparedRoleJSON `json:"roles"`
	Sets    []comparedSetJSON  `json:"sets"`
	Neither int                `json:"neither"`
}

type comparedRoleJSON struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Question string `json:"question"`
	Object   string `json:"object"`
	Customer string `json:"customer"`
	Code     string `json:"code"`
	Rhythm   string `json:"rhythm"`
}

type comparedSetJSON struct {
	Roles []string           `json:"roles"`
	Work  []comparedWorkJSON `json:"work"`
}

type comparedWorkJSON struct {
	ID      string           `json:"id"`
	Title   string           `json:"title"`
	Letters []catalog.Letter `json:"letters"`
}

func printComparedJSON(w io.Writer, c catalog.Compared) error {
	out := comparedJSON{Shape: c.Shape.ID, Neither: c.Neither, Sets: []comparedSetJSON{}}
	for _, r := range c.Roles {
		out.Roles = append(out.Roles, comparedRoleJSON{r.ID, r.Title, r.Question, r.Object, r.Customer, r.Code, r.Rhythm})
	}
	for _, set := range c.Sets {
		var s comparedSetJSON
		for i, has := range set.Has {
			if has {
				s.Roles = append(s.Roles, c.Roles[i].ID)
			}
		}
		for _, p := range set.Parts {
			s.Work = append(s.Work, comparedWorkJSON{p.Responsibility.ID, p.Responsibility.Title, p.Letters})
		}
		out.Sets = append(out.Sets, s)
	}
	return writeJSON(w, out)
}
