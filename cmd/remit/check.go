package main

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"remit/internal/diag"
	"remit/internal/publish"
	"remit/internal/source"
)

func newCheck() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Say what is wrong with the content, and where",
		Long: `Check reads the content and says everything that is wrong with it, as file:line:col: message,
with a hint where there is one. It writes nothing.

A file whose front matter says review-by: 2027-06 gets a warning from that month on. What counts is the
day that --as-of names, or else that of the last commit, so that the same commit gets the same answer;
where there is no commit, nothing is due.

Exit code 0 means that there is no problem (there may be warnings), 1 that there are problems,
2 that the command was used wrongly (there is no content/, for one) or could not do its work; with
--format json or github, that is the one problem of the list.`,
		Example: "  remit check\n  remit check --format github\n  remit check --as-of 2027-01-01",
		Args:    noArgs,
		RunE:    check,
	}
	cmd.Flags().String("as-of", "", "`day` on which reviews are due (default that of the last commit)")
	addFormat(cmd, problemFormatUsage, problemFormats)
	return cmd
}

func check(cmd *cobra.Command, _ []string) error {
	how, err := format(cmd, problemFormats)
	if err != nil {
		return err
	}
	problems, failed, err := findProblems(cmd)
	if err != nil {
		return err
	}
	if err := formats[how](cmd.OutOrStdout(), problems); err != nil {
		return err
	}
	fmt.Fprintln(cmd.ErrOrStderr(), tally(problems))
	if failed {
		return errProblems
	}
	return nil
}

// findProblems returns what is wrong with the content; failed tells whether any of it is an error.
func findProblems(cmd *cobra.Command) (problems []diag.Problem, failed bool, err error) {
	asOf, err := cmd.Flags().GetString("as-of")
	if err != nil {
		return nil, false, err
	}
	switch _, err := time.Parse(time.DateOnly, asOf); {
	case err == nil || !cmd.Flags().Changed("as-of"):
	case asOf == "":
		return nil, false, errors.New("--as-of is empty, not a day such as 2026-11-21\nif it comes from a variable, that is not set; without --as-of the day of the last commit counts")
	default:
		return nil, false, fmt.Errorf("--as-of is %q, not a day such as 2026-11-21", asOf)
	}
	p, err := openOwn(cmd, "check")
	if err != nil {
		return nil, false, err
	}
	defer p.close()
	cat, list, err := publish.Load(p.input(""))
	if err != nil {
		return nil, false, err
	}
	list.Merge(cat.DueForReview(cmp.Or(asOf, source.LastCommit(filepath.Join(p.dir, "content")))))
	return list.All(), list.Failed(), nil
}
