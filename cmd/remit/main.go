// Command remit compiles a knowledge base of who does what, and who answers for it, into a static site.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/spf13/cobra"
)

// Exit codes: 0 done, 1 problems found in the content, 2 wrong use or our own trouble.
const (
	exitDone     = 0
	exitProblems = 1
	exitTrouble  = 2
)

// errProblems ends a command whose problems have been shown.
var errProblems = errors.New("problems found")

func main() { os.Exit(run()) }

func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := newRoot().ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errProblems):
		return exitProblems
	}
	fmt.Fprintf(os.Stderr, "remit: %v\n", err)
	return exitTrouble
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "remit",
		Short: "Who does what, and who answers for it: Markdown in, a fast site out",
		Long: `Remit compiles a knowledge base of roles, responsibilities and matrices, written in Markdown,
into a fast static site.

Start with:
  remit serve     show the site at http://localhost:8080 and keep it fresh while you write
  remit check     say what is wrong with the content, and where
  remit build     write the finished site to public/`,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() }, // with no Args set, cobra suggests a command
	}
	root.PersistentFlags().StringP("dir", "C", ".", "`folder` of the knowledge base, which holds content/")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w\nsee %s --help", err, cmd.CommandPath())
	})
	root.AddCommand(newServe(), newBuild(), newCheck(), newSearch(), newNew(), newVersion())
	return root
}

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Say which version of remit this is",
		Args:  cobra.NoArgs,
		Run: func(cmd *cobra.Command, _ []string) {
			fmt.Fprintln(cmd.OutOrStdout(), "remit", version())
		},
	}
}

// version returns the module's version, or the commit the program was built from, or "development".
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "development"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return s.Value[:12]
		}
	}
	return "development"
}
