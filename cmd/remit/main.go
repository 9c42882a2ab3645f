// Command remit compiles a knowledge base of who does what, and who answers for it, into a static site.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"remit/internal/diag"
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
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends at once
	cmd, err := newRoot().ExecuteContextC(ctx)
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errProblems):
		return exitProblems
	}
	if all, ok := err.(troubles); ok {
		for _, err := range all {
			fmt.Fprintf(os.Stderr, "remit: %v\n", err)
		}
		return exitTrouble
	}
	fmt.Fprintf(os.Stderr, "remit: %v\n", err)
	if err := answerTrouble(cmd, err); err != nil {
		fmt.Fprintf(os.Stderr, "remit: %v\n", err)
	}
	return exitTrouble
}

// troubleIn is trouble with a file or folder that is no content. Its text is a whole sentence that names it.
type troubleIn struct {
	name string
	line int // 0 where there are no lines
	error
}

func (t *troubleIn) Unwrap() error { return t.error }

// problem is the trouble as a program reads it.
func (t *troubleIn) problem() diag.Problem {
	at := diag.Place{File: filepath.ToSlash(t.name), Line: t.line, Col: t.line}
	return diag.Problem{Place: at, Message: strings.TrimPrefix(t.Error(), t.name+": ")}
}

// troubles is trouble with files of a command whose answer is written: that of the other files, and for a program
// the trouble too.
type troubles []*troubleIn

func (a troubles) Error() string { return fmt.Sprintf("trouble with %d files", len(a)) }

// answerTrouble makes the trouble of a command the one problem of its answer, for a program that waits for one.
func answerTrouble(cmd *cobra.Command, trouble error) error {
	if in := (*troubleIn)(nil); errors.As(trouble, &in) {
		return answerProblems(cmd, []diag.Problem{in.problem()})
	}
	dir, err := cmd.Flags().GetString("dir")
	if err != nil {
		return err
	}
	return answerProblems(cmd, []diag.Problem{{Place: diag.Place{File: filepath.ToSlash(filepath.Join(dir, "content"))}, Message: trouble.Error()}})
}

// answerProblems writes problems where a command has no other answer and a program reads it: with --format json a list
// from check and an object that holds the list from the others, with --format github annotations. People read the error
// output.
func answerProblems(cmd *cobra.Command, problems []diag.Problem) error {
	how := ""
	if flag := cmd.Flags().Lookup("format"); flag != nil {
		how = flag.Value.String()
	}
	switch {
	case how == "github":
		return diag.WriteGitHub(cmd.OutOrStdout(), problems)
	case how != "json":
		return nil
	case cmd.CommandPath() == "remit check":
		return diag.WriteJSON(cmd.OutOrStdout(), problems)
	}
	return writeJSON(cmd.OutOrStdout(), struct {
		Problems []diag.Record `json:"problems"`
	}{diag.Records(problems)})
}

// writeJSON writes a value for programs that people may look at.
func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
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
  remit build     write the finished site to public/

Where a folder has no content/, the knowledge base that is built into the program is used, and said to be;
check and new need one of your own.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.PersistentFlags().StringP("dir", "C", ".", "`folder` of the knowledge base, which holds content/")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		if before, _, ok := strings.Cut(err.Error(), ": strconv."); ok {
			err = errors.New(before + ": it takes a whole number")
		}
		return fmt.Errorf("%w\nsee %s --help", err, cmd.CommandPath())
	})
	root.AddCommand(newServe(), newBuild(), newCheck(), newSearch(), newCompare(), newJD(), newNew(), newVersion())
	root.SetHelpCommand(newHelp())
	return root
}

// unknownCommand says that there is no such command, and the way on.
func unknownCommand(root *cobra.Command, name string) error {
	hint := diag.DidYouMean(name, commands(root))
	if hint == "" {
		hint = "see remit --help"
	}
	return fmt.Errorf("unknown command %q\n%s", name, hint)
}

// commands returns the names of the commands.
func commands(root *cobra.Command) []string {
	var names []string
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	return names
}

// noArgs refuses arguments of a command that takes none.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes no arguments, but there is %q\nsee %s --help", cmd.Name(), args[0], cmd.CommandPath())
	}
	return nil
}

func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Explain a command",
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return commands(cmd.Root()), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return unknownCommand(cmd.Root(), rest[0])
			}
			about.InitDefaultHelpFlag()
			return about.Help()
		},
	}
}

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Say which version of remit this is",
		Args:  noArgs,
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
