package main

import "github.com/spf13/cobra"

func newJD() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "jd",
		Short: "Write and check job ads",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newJDNew(), newJDCheck())
	return cmd
}
