package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"remit/internal/catalog"
	"remit/internal/publish"
)

func newNew() *cobra.Command {
	kinds := catalog.DraftKinds()
	return &cobra.Command{
		Use:   "new KIND ID",
		Short: "Begin a content file, with every key explained",
		Long: `New writes a content file in which every key is explained and what you have to fill in is empty;
remit check then names each blank with its line. KIND is one of ` + strings.Join(kinds, ", ") + `.
ID is the file's name and the last part of the page's address; that of a comparison names its roles.`,
		Example: "  remit new role solution-architect\n  remit new comparison cloud-architect-vs-network-engineer",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return fmt.Errorf("new takes a kind and an id, as in remit new role solution-architect\nsee %s --help", cmd.CommandPath())
			}
			return nil
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return kinds, cobra.ShellCompDirectiveNoFileComp
			}
			return nil, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error { return begin(cmd, args[0], args[1]) },
	}
}

func begin(cmd *cobra.Command, kind, id string) error {
	p, err := openOwn(cmd, "write to")
	if err != nil {
		return err
	}
	defer p.close()
	folder := filepath.Join(p.dir, "content")
	cat, _, err := publish.Load(p.input(""))
	if err != nil {
		return err
	}
	name, text, err := cat.Draft(kind, id)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := root.MkdirAll(filepath.Dir(filepath.FromSlash(name)), 0o755); err != nil {
		return err
	}
	f, err := root.OpenFile(filepath.FromSlash(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s exists already", filepath.Join(folder, filepath.FromSlash(name)))
	}
	if err != nil {
		return err
	}
	if _, err := f.WriteString(text); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := f.Close(); err != nil {
		return err
	}
	fmt.Fprintln(cmd.OutOrStdout(), filepath.Join(folder, filepath.FromSlash(name)))
	next := "fill in what is empty, then run: remit check"
	if kind == "responsibility" {
		next = "fill in what is empty and give it a row in every file of content/shapes, then run: remit check"
	}
	fmt.Fprintln(cmd.ErrOrStderr(), next)
	return nil
}
