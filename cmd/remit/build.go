package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"remit/internal/diag"
	"remit/internal/publish"
)

func newBuild() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "build",
		Short: "Check everything, then write the finished site",
		Long: `Build checks the content and writes the site to the folder public, all or nothing: a build that fails
or is interrupted leaves the old site as it was. Of two builds of one folder at once, one waits for the other.

The files of the last build (public/.remit-site lists them) are replaced, and disappear when they are no
longer made. Whatever else you keep in that folder, such as .git or CNAME, stays; a build that would need
its place is refused and names it, and so is a folder with files that remit has never written to.

The base URL comes from --base-url, or from a Netlify deploy preview (DEPLOY_PRIME_URL), or from
content/site.yaml.

Exit code 0 means that the site is written, 1 that the content has problems, 2 that the command was used
wrongly or could not do its work; with --format json, the answer names the problems in each case.`,
		Example: "  remit build\n  remit build --out /srv/www --base-url https://remit.example",
		Args:    noArgs,
		RunE:    build,
	}
	cmd.Flags().StringP("out", "o", "", "`folder` to write to (default public beside content)")
	cmd.Flags().String("base-url", "", "`address` the site will have")
	addFormat(cmd, problemFormatUsage, problemFormats)
	return cmd
}

// built is the outcome of a build as programs read it.
type built struct {
	Out          string        `json:"out"`
	Pages        int           `json:"pages"`
	Files        int           `json:"files"`
	Bytes        int           `json:"bytes"`
	Words        int           `json:"words"`
	Milliseconds int64         `json:"milliseconds"`
	Problems     []diag.Record `json:"problems"`
}

var errInterrupted = errors.New("interrupted; nothing was written")

func build(cmd *cobra.Command, _ []string) error {
	start := time.Now()
	how, err := format(cmd, problemFormats)
	if err != nil {
		return err
	}
	base, err := baseURL(cmd)
	if err != nil {
		return err
	}
	p, err := openProject(cmd)
	if err != nil {
		return err
	}
	defer p.close()
	out, err := cmd.Flags().GetString("out")
	if err != nil {
		return err
	}
	if out == "" {
		out = filepath.Join(p.dir, "public")
	}
	if folder, inside := publish.Inside(out, p.folders()...); inside {
		return &troubleIn{out, 0, fmt.Errorf("the output %s and the input %s lie in one another; name another folder with --out", out, folder)}
	}
	made, err := publish.Build(p.input(base))
	if err != nil {
		return err
	}
	defer made.Close()
	if cmd.Context().Err() != nil {
		return &troubleIn{out, 0, errInterrupted}
	}
	if !made.Failed() {
		warnings, err := publish.Write(cmd.Context(), out, made.Files)
		if errors.Is(err, context.Canceled) {
			err = errInterrupted
		}
		if err != nil {
			return &troubleIn{out, 0, err}
		}
		for _, w := range warnings {
			fmt.Fprintf(cmd.ErrOrStderr(), "warning: %s\n", w)
		}
	}
	result := built{Out: out, Pages: made.Pages, Files: len(made.Files), Words: made.Words, Milliseconds: time.Since(start).Milliseconds(), Problems: diag.Records(made.Problems)}
	for _, data := range made.Files {
		result.Bytes += len(data)
	}
	if how == "json" {
		err = writeJSON(cmd.OutOrStdout(), result)
	} else {
		err = formats[how](cmd.ErrOrStderr(), made.Problems)
	}
	switch {
	case err != nil:
		return err
	case made.Failed():
		fmt.Fprintf(cmd.ErrOrStderr(), "%s; nothing was written\n", tally(made.Problems))
		return errProblems
	case how != "json":
		fmt.Fprintf(cmd.OutOrStdout(), "%d pages from %d words in %d ms → %s (%d files, %.1f MB)\n", result.Pages, result.Words, result.Milliseconds, out, result.Files, float64(result.Bytes)/1e6)
	}
	return nil
}
