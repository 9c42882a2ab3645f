package main

import (
	"errors"
	"fmt"
	"io"
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

func newJDCheck() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check FILE...",
		Short: "Say what job an ad describes, what it leaves out, and which words to think about",
		Long: `Check reads job ads (.txt, .md, .html, .docx, .pdf; - is the standard input) and says of each: whose work its lines
are, how many jobs it holds, what it does not say, which words to think about, and what the law of a place asks. Nothing
leaves this machine. The first line of an ad is its title; in a PDF it may stand below a smaller line. English only.

Every finding names its rule. A line "remit: ignore RULE reason" in the ad dismisses a rule, and so does --ignore; where a
finding is named RULE:WORDS, that dismisses it alone.
The exit code is 1 only where a rule named with --fail-on has a finding.`,
		Example: "  remit jd check ad.docx\n  remit jd check --place colorado --fail-on missing-pay,several-jobs ads/*.md",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return fmt.Errorf("check needs a file, or - for the standard input\nsee %s --help", cmd.CommandPath())
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
	failed := false
	for _, name := range args {
		ad, err := readAd(cmd, name)
		if err != nil {
			return err
		}
		report := checker.Check(name, ad, options)
		for _, f := range report.Findings() {
			failed = failed || slices.Contains(failOn, f.Rule) || slices.Contains(failOn, f.Key)
		}
		reports = append(reports, report)
	}
	if err := adcheck.Writers[how](checker, cmd.OutOrStdout(), reports); err != nil {
		return err
	}
	if failed {
		return errProblems
	}
	return nil
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
	if o.Places, err = flags.GetStringSlice("place"); err != nil {
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
	if o.Ignore, err = flags.GetStringSlice("ignore"); err != nil {
		return o, nil, err
	}
	if failOn, err = flags.GetStringSlice("fail-on"); err != nil {
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

// readAd reads a file, or the standard input where its name is -.
func readAd(cmd *cobra.Command, name string) (adtext.Ad, error) {
	in := cmd.InOrStdin()
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return adtext.Ad{}, fmt.Errorf("open %s: %w", name, errors.Unwrap(err))
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, adtext.MaxFile+1))
	if err != nil {
		return adtext.Ad{}, fmt.Errorf("read %s: %w", name, err)
	}
	ad, err := adtext.Read(name, data)
	if err != nil {
		return ad, fmt.Errorf("%s: %w", name, err)
	}
	return ad, nil
}
