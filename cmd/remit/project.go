package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"remit/content"
	"remit/internal/catalog"
	"remit/internal/diag"
	"remit/internal/publish"
	"remit/internal/source"
	"remit/layouts"
	"remit/static"
)

// project is a knowledge base on disk. What it lacks comes from the program itself: the whole content, or single layouts
// and static files.
type project struct {
	dir   string
	own   bool // whether its content lies on disk, and is not the program's
	roots []*os.Root
	content, layouts,
	static fs.FS
}

// openProject opens the knowledge base that --dir names. Where it has no content, it says that the program's own is used.
func openProject(cmd *cobra.Command) (*project, error) {
	dir, err := cmd.Flags().GetString("dir")
	if err != nil {
		return nil, err
	}
	p, err := openFolder(dir)
	if err == nil && !p.own {
		fmt.Fprintf(cmd.ErrOrStderr(), "there is no %s; the built-in knowledge base is used\n", filepath.Join(dir, "content"))
	}
	return p, err
}

// openOwn opens the knowledge base that --dir names, which must have content; the error says what it is wanted for.
func openOwn(cmd *cobra.Command, to string) (*project, error) {
	dir, err := cmd.Flags().GetString("dir")
	if err != nil {
		return nil, err
	}
	p, err := openFolder(dir)
	if err == nil && !p.own {
		p.close()
		return nil, fmt.Errorf("there is no folder %s to %s; name the knowledge base with -C", filepath.Join(dir, "content"), to)
	}
	return p, err
}

func openFolder(dir string) (*project, error) {
	if info, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("folder %s: %w", dir, errors.Unwrap(err))
	} else if !info.IsDir() {
		return nil, fmt.Errorf("%s is not a folder", dir)
	}
	p := &project{dir: dir}
	for _, part := range []struct {
		name     string
		embedded fs.FS
		into     *fs.FS
	}{{"content", content.FS, &p.content}, {"layouts", layouts.FS, &p.layouts}, {"static", static.FS, &p.static}} {
		folder := filepath.Join(dir, part.name)
		root, err := os.OpenRoot(folder)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			*part.into = part.embedded
		case err != nil:
			p.close()
			return nil, fmt.Errorf("open %s: %w", folder, errors.Unwrap(err))
		default:
			*part.into = root.FS() // a root: no link in it leads out
			if part.name != "content" {
				*part.into = overlay{root.FS(), part.embedded}
			}
			p.roots = append(p.roots, root)
			p.own = p.own || part.name == "content"
		}
	}
	return p, nil
}

// folders returns what a change of the project can change, whether it is there or not.
func (p *project) folders() []string {
	return []string{filepath.Join(p.dir, "content"), filepath.Join(p.dir, "layouts"), filepath.Join(p.dir, "static")}
}

// close lets go of the folders.
func (p *project) close() {
	for _, r := range p.roots {
		r.Close()
	}
}

// overlay shows the files of over, and those of under that over lacks.
type overlay struct{ over, under fs.FS }

func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.over.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.under.Open(name)
	}
	return f, err
}

func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(o.over, name)
	if errors.Is(err, fs.ErrNotExist) {
		return fs.ReadDir(o.under, name)
	}
	if err != nil {
		return nil, err
	}
	under, err := fs.ReadDir(o.under, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, entry := range under {
		if !slices.ContainsFunc(all, func(e fs.DirEntry) bool { return e.Name() == entry.Name() }) {
			all = append(all, entry)
		}
	}
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return all, nil
}

// loadCatalog loads the content of the knowledge base that --dir names. Where it has problems it says how many, and the
// error is errProblems.
func loadCatalog(cmd *cobra.Command) (*catalog.Catalog, error) {
	p, err := openProject(cmd)
	if err != nil {
		return nil, err
	}
	defer p.close()
	cat, problems, err := publish.Load(p.input(""))
	if err != nil {
		return nil, err
	}
	if problems.Failed() {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s in the content; run remit check\n", tally(problems.All()))
		return nil, cmp.Or(answerProblems(cmd, problems.All()), errProblems)
	}
	return cat, nil
}

// input is what a build of the project is made from.
func (p *project) input(baseURL string) publish.Input {
	return publish.Input{
		Name: filepath.ToSlash(filepath.Join(p.dir, "content")), Content: p.content, Layouts: p.layouts, Static: p.static, BaseURL: baseURL,
		Dates: source.Dates(filepath.Join(p.dir, "content")),
	}
}

// formats are the ways in which problems can be written.
var formats = map[string]func(io.Writer, []diag.Problem) error{
	"text":   diag.WriteText,
	"json":   diag.WriteJSON,
	"github": diag.WriteGitHub,
}

// problemFormats are the names of formats, the default first.
var problemFormats = []string{"text", "json", "github"}

const problemFormatUsage = "`how` to write problems: text, json or github (annotations on a pull request)"

// addFormat adds the flag --format, whose values are known, the default first.
func addFormat(cmd *cobra.Command, usage string, known []string) {
	cmd.Flags().String("format", known[0], usage)
	cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(known, cobra.ShellCompDirectiveNoFileComp))
}

// format returns the value of --format, which must be one of those known.
func format(cmd *cobra.Command, known []string) (string, error) {
	how, err := cmd.Flags().GetString("format")
	if err == nil && !slices.Contains(known, how) {
		err = fmt.Errorf("format %q is not one of %s", how, strings.Join(known, ", "))
	}
	return how, err
}

// baseURL returns the base URL that the flag names, or that a deploy preview brings, or "".
func baseURL(cmd *cobra.Command) (string, error) {
	base, err := cmd.Flags().GetString("base-url")
	if err != nil {
		return "", err
	}
	from := "--base-url"
	if base == "" && os.Getenv("NETLIFY") == "true" && slices.Contains([]string{"deploy-preview", "branch-deploy"}, os.Getenv("CONTEXT")) {
		base, from = os.Getenv("DEPLOY_PRIME_URL"), "DEPLOY_PRIME_URL"
	}
	base = strings.TrimRight(base, "/")
	if base != "" && !catalog.IsAddress(base) {
		return "", fmt.Errorf("%s is %q, not an address such as https://remit.example", from, base)
	}
	return base, nil
}

// count says how many there are, in words that fit.
func count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// tally says how many problems there are.
func tally(problems []diag.Problem) string {
	errors, warnings := 0, 0
	for _, p := range problems {
		if p.Severity == diag.Error {
			errors++
		} else {
			warnings++
		}
	}
	switch {
	case errors == 0 && warnings == 0:
		return "no problems"
	case errors == 0:
		return count(warnings, "warning")
	case warnings == 0:
		return count(errors, "problem")
	}
	return count(errors, "problem") + " and " + count(warnings, "warning")
}
