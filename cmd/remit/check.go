package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"remit/internal/diag"
	"remit/internal/publish"
)

func newCheck() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Say what is wrong with the content, and where",
		Long: `Check reads the content and says everything that is wrong with it, as file:line:col: message,
with a hint where there is one. It writes nothing.

Exit code 0 means that there is no problem (there may be warnings), 1 that there are problems,
2 that the command was used wrongly (there is no content/, for one) or could not do its work; with
--format json or github, that is the one problem of the list.`,
		Example: "  remit check\n  remit check --format github",
		Args:    noArgs,
		RunE:    check,
	}
	formatFlag(cmd)
	return cmd
}

func check(cmd *cobra.Command, _ []string) error {
	how, err := format(cmd)
	if err != nil {
		return err
	}
	dir, err := cmd.Flags().GetString("dir")
	if err != nil {
		return err
	}
	problems, failed, err := findProblems(cmd)
	if err != nil && how != "text" { // a program that reads it gets a list all the same, and never an empty one
		problems = []diag.Problem{{Place: diag.Place{File: filepath.ToSlash(filepath.Join(dir, "content"))}, Message: err.Error()}}
	}
	if err := formats[how](cmd.OutOrStdout(), problems); err != nil {
		return err
	}
	if err != nil {
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
	p, err := openOwn(cmd, "check")
	if err != nil {
		return nil, false, err
	}
	defer p.close()
	_, list, err := publish.Load(p.input(""))
	if err != nil {
		return nil, false, err
	}
	return list.All(), list.Failed(), nil
}
