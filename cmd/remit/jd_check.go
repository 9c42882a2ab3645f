package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"remit/internal/catalog"
	"remit/internal/diag"
	"remit/internal/jobad/adcheck"
	"remit/internal/jobad/adtext"
)

var jdCheckFormats = []string{"text", "json", "github", "md"}

var errCheckInterrupted = errors.New("interrupted")

func newJDCheck() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check FILE...",
		Short: "Say what job an ad describes, what it leaves out, and which words to think about",
		Long: `Check reads job ads (.txt, .md, .html, .docx, .pdf; - is the standard input) and says of each: whose work its lines
are, how many jobs it holds, what it does not say, which words to think about, and what the law of a place asks. Nothing
leaves this machine. The first line of an ad is its title; in a PDF it may stand below a smaller line. English only.

Every finding names its rule. A line "remit: ignore RULE reason" in the ad dismisses a rule, and so does --ignore; where a
finding is named RULE:WORDS, that dismisses it alone.
The exit code is 1 only where a rule named with --fail-on has a finding, and 2 where an ad could not be judged: the reports
on the others are written all the same.`,
		Example: "  remit jd check ad.docx\n  remit jd check --place colorado --fail-on missing-pay,several-jobs ads/*.md",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return fmt.Errorf("check needs a file, or - for the standard input\nsee %s --help", cmd.CommandPath())
			}
			if i := slices.Index(args, "-"); i >= 0 && slices.Contains(args[i+1:], "-") {
				return errors.New("- stands for the standard input, which can be read once only, but there is a second -")
			}
			return nil
		},
		RunE: jdCheck,
	}
	addFormat(cmd, "text, json, github (annotations on a pull request) or md", jdCheckFormats)
	cmd.Flags().String("shape", "", "`id` of the shape of organisation (default: the last one)")
	cmd.Flags().StringSlice("place", nil, "`ids` of places in which the job can be done, as in colorado")
	cmd.Flags().StringSlice("ignore", nil, "`rules`, or RULE:WORDS, whose findings are dismissed")
	cmd.Flags().StringSlice("fail-on", nil, "`rules` that make the exit code 1")
	return cmd
}

func jdCheck(cmd *cobra.Command, args []string) error {
	how, err := format(cmd, jdCheckFormats)
	if err != nil {
		return err
	}
	cat, err := loadCatalog(cmd)
	if err != nil {
		return err
	}
	model := adcheck.NewModel(cat)
	if model == nil {
		return errors.New("the content has no job-ads/signals.md and job-ads/wording.md, which the check is made from")
	}
	checker := adcheck.New(model)
	options, failOn, err := jdCheckOptions(cmd, cat, checker)
	if err != nil {
		return err
	}
	var reports []adcheck.Report
	var trouble troubles
	failed := false
	for _, name := range args {
		ad, unread := readAd(cmd, name)
		if unread != nil && errors.Is(unread, errCheckInterrupted) {
			return unread
		}
		if unread != nil {
			trouble = append(trouble, unread)
			continue
		}
		report := checker.Check(name, ad, options)
		for _, f := range report.Findings() {
			failed = failed || slices.Contains(failOn, f.Rule) || slices.Contains(failOn, f.Key)
		}
		if report.Foreign() {
			trouble = append(trouble, &troubleIn{name, 1, fmt.Errorf("%s: %s", name, adcheck.NotEnglish(&report))})
		}
		reports = append(reports, report)
	}
	if len(trouble) > 0 {
		if err := writeSome(checker, cmd.OutOrStdout(), how, reports, trouble); err != nil {
			return err
		}
		return trouble
	}
	if err := adcheck.Writers[how](checker, cmd.OutOrStdout(), reports); err != nil {
		return err
	}
	if failed {
		return errProblems
	}
	return nil
}

// writeSome writes the reports that could be made, and for a program the trouble with the other ads.
func writeSome(c *adcheck.Checker, w io.Writer, how string, reports []adcheck.Report, trouble troubles) error {
	var problems []diag.Problem
	for _, t := range trouble {
		problems = append(problems, t.problem())
	}
	if how == "json" {
		return writeJSON(w, struct {
			Problems []diag.Record    `json:"problems"`
			Reports  []adcheck.Report `json:"reports,omitempty"`
		}{diag.Records(problems), reports})
	}
	if err := adcheck.Writers[how](c, w, reports); err != nil || how != "github" {
		return err
	}
	return diag.WriteGitHub(w, problems)
}

// jdCheckOptions reads the flags, and refuses names that are not known.
func jdCheckOptions(cmd *cobra.Command, cat *catalog.Catalog, checker *adcheck.Checker) (o adcheck.Options, failOn []string, err error) {
	flags := cmd.Flags()
	if o.Shape, err = flags.GetString("shape"); err != nil {
		return o, nil, err
	}
	if o.Shape != "" && cat.Shape(o.Shape) == nil {
		return o, nil, unknown("shape", o.Shape, cat.Shapes, func(s *catalog.Shape) string { return s.ID })
	}
	if o.Places, err = names(cmd, "place"); err != nil {
		return o, nil, err
	}
	for _, id := range o.Places {
		if cat.Places == nil {
			return o, nil, errors.New("the content knows no places")
		}
		if cat.Places.Place(id) == nil {
			return o, nil, unknown("place", id, cat.Places.Places, func(p *catalog.Place) string { return p.ID })
		}
	}
	if o.Ignore, err = names(cmd, "ignore"); err != nil {
		return o, nil, err
	}
	if failOn, err = names(cmd, "fail-on"); err != nil {
		return o, nil, err
	}
	known := checker.Rules()
	for _, rule := range slices.Concat(o.Ignore, failOn) {
		rule, _, _ = strings.Cut(rule, ":")
		if !slices.Contains(known, rule) {
			hint := diag.DidYouMean(rule, known)
			if hint == "" {
				hint = "known are " + strings.Join(known, ", ")
			}
			return o, nil, fmt.Errorf("unknown rule %q\n%s", rule, hint)
		}
	}
	return o, failOn, nil
}

// names returns what stands between the commas of a flag, without the space around it. An empty name is refused: it may
// come from a variable that should have held one.
func names(cmd *cobra.Command, flag string) ([]string, error) {
	all, err := cmd.Flags().GetStringSlice(flag)
	if err != nil {
		return nil, err
	}
	for i, name := range all {
		if all[i] = strings.TrimSpace(name); all[i] == "" {
			return nil, fmt.Errorf("--%s %s: a name is empty\nwrite one comma between two names, and none at the end", flag, strings.Join(all, ","))
		}
	}
	return all, nil
}

// readAd reads a file, or the standard input where its name is -.
func readAd(cmd *cobra.Command, name string) (adtext.Ad, *troubleIn) {
	data, err := readAll(cmd, name)
	if err != nil {
		return adtext.Ad{}, &troubleIn{name, 1, err}
	}
	ad, err := adtext.Read(name, data)
	if err != nil {
		return ad, &troubleIn{name, 1, fmt.Errorf("%s: %w", name, err)}
	}
	return ad, nil
}

// readAll returns what a file holds, cut off beyond what adtext reads. It refuses what is no ordinary file before it opens
// it, for a pipe may keep whoever opens it waiting.
func readAll(cmd *cobra.Command, name string) ([]byte, error) {
	if cmd.Context().Err() != nil {
		return nil, errCheckInterrupted
	}
	if name == "-" {
		return readInput(cmd.Context(), cmd.InOrStdin())
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, fmt.Errorf("open %s: %w", name, errors.Unwrap(err))
	case info.IsDir():
		return nil, fmt.Errorf("%s is a folder; name the ads in it", name)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is no ordinary file; read it from the standard input: %s - < %q", name, cmd.CommandPath(), name)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", name, errors.Unwrap(err))
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, adtext.MaxFile+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, cause(err))
	}
	return data, nil
}

// readInput reads the standard input until its end, or until ctx is done; then the reading is left to the end of the
// program.
func readInput(ctx context.Context, in io.Reader) ([]byte, error) {
	type read struct {
		data []byte
		err  error
	}
	done := make(chan read, 1)
	go func() {
		data, err := io.ReadAll(io.LimitReader(in, adtext.MaxFile+1))
		done <- read{data, err}
	}()
	select {
	case <-ctx.Done():
		return nil, errCheckInterrupted
	case r := <-done:
		if r.err != nil {
			return nil, fmt.Errorf("read the standard input: %w", cause(r.err))
		}
		return r.data, nil
	}
}

// cause returns why a file could not be read, without its name.
func cause(err error) error {
	if at := (*fs.PathError)(nil); errors.As(err, &at) {
		return at.Err
	}
	return err
}
