package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"remit/internal/diag"
	"remit/internal/publish"
	"remit/internal/serve"
)

const defaultPort = 8080

func newServe() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Show the site and keep it fresh while you write",
		Long: `Serve builds the site in memory and shows it at http://localhost:8080, to this machine only. When a file
changes it builds anew and reloads the pages that are open. While the content has problems, the last
good pages stay on screen with the list of problems laid over them; so they do while content/ is missing.
A folder that never had one shows the built-in knowledge base.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			port, err := cmd.Flags().GetInt("port")
			if err != nil {
				return err
			}
			p, err := openProject(cmd)
			if err != nil {
				return err
			}
			p.close() // each build opens it anew: folders come, go and return
			own := p.own
			return serve.Run(cmd.Context(), serve.Options{
				Build: func() (*publish.Site, error) {
					p, err := openFolder(p.dir)
					if err != nil {
						return nil, err
					}
					defer p.close()
					if own && !p.own {
						return nil, fmt.Errorf("%s is missing; it is shown again when it returns", filepath.Join(p.dir, "content"))
					}
					own = p.own
					return publish.Build(p.input("http://localhost"))
				},
				Watch:  p.folders(),
				Port:   port,
				Search: !cmd.Flags().Changed("port"),
				Say:    func(format string, args ...any) { fmt.Fprintf(cmd.ErrOrStderr(), format+"\n", args...) },
				Show:   func(problems []diag.Problem) { diag.WriteText(cmd.ErrOrStderr(), problems) },
			})
		},
	}
	cmd.Flags().IntP("port", "p", defaultPort, "`port` to listen on; without this flag the next free one from 8080 on")
	return cmd
}
