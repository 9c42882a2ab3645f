package main

import (
	"encoding/json"
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
or is interrupted leaves the old site as it was, and files that are no longer made disappear. A folder
that remit did not write is refused.

The base URL comes from --base-url, or from a Netlify deploy preview (DEPLOY_PRIME_URL), or from
content/site.yaml.`,
		Example: "  remit build\n  remit build --out /srv/www --base-url https://remit.example",
		Args:    noArgs,
		RunE:    build,
	}
	cmd.Flags().StringP("out", "o", "", "`folder` to write to (default public beside content)")
	cmd.Flags().String("base-url", "", "`address` the site will have")
	formatFlag(cmd)
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

func build(cmd *cobra.Command, _ []string) error {
	start := time.Now()
	how, err := format(cmd)
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
	for _, name := range []string{"content", "layouts", "static"} {
		if folder, inside := publish.Inside(out, filepath.Join(p.dir, name)); inside {
			return fmt.Errorf("the output %s and the input %s lie in one another; name another folder with --out", out, folder)
		}
	}
	made, err := publish.Build(p.input(base))
	if err != nil {
		return err
	}
	defer made.Close()
	if cmd.Context().Err() != nil {
		return errors.New("interrupted; nothing was written")
	}
	if !made.Failed() {
		if err := publish.Write(out, made.Files); err != nil {
			return err
		}
	}
	result := built{Out: out, Pages: made.Pages, Files: len(made.Files), Words: made.Words, Milliseconds: time.Since(start).Milliseconds(), Problems: diag.Records(made.Problems)}
	for _, data := range made.Files {
		result.Bytes += len(data)
	}
	if how == "json" {
		enc := json.NewEncoder(cmd.OutOrStdout())
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		err = enc.Encode(result)
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
