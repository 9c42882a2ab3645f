package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"remit/internal/publish"
)

func newCheck() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Say what is wrong with the content, and where",
		Long: `Check reads the content and says everything that is wrong with it, as file:line:col: message,
with a hint where there is one. It writes nothing.

Exit code 0 means that there is no problem (there may be warnings), 1 that there are problems,
2 that the command was used wrongly or could not do its work.`,
		Example: "  remit check\n  remit check --format github",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			how, err := format(cmd)
			if err != nil {
				return err
			}
			p, err := openProject(cmd)
			if err != nil {
				return err
			}
			defer p.close()
			_, list, err := publish.Load(p.input(""))
			if err != nil {
				return err
			}
			problems := list.All()
			if err := formats[how](cmd.OutOrStdout(), problems); err != nil {
				return err
			}
			fmt.Fprintln(cmd.ErrOrStderr(), tally(problems))
			if list.Failed() {
				return errProblems
			}
			return nil
		},
	}
	formatFlag(cmd)
	return cmd
}
