// Package publish conducts the way from content to a site. It is the only room that knows all others:
//
//	source.Read → catalog.Load → site.Make → render.Pages, asset.Make, search.New → publish.Write
//
// Start reading at [Build].
package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"runtime"
	"strings"
	"sync"

	"remit/internal/asset"
	"remit/internal/catalog"
	"remit/internal/diag"
	"remit/internal/markdown"
	"remit/internal/render"
	"remit/internal/search"
	"remit/internal/site"
	"remit/internal/source"
)

// Input is where a site is made from.
type Input struct {
	Name    string // of the content folder, as problems name it; "content" where empty
	Content fs.FS
	Layouts fs.FS
	Static  fs.FS
	BaseURL string            // overrides that of content/site.yaml where not empty
	Dates   map[string]string // of each content file's last commit; see [source.Dates]
}

// Site is a finished site in memory.
type Site struct {
	Files    map[string][]byte // path in the output → bytes
	Pages    int
	Words    int // of content
	Problems []diag.Problem
	Index    *search.Index // of everything that can be found; nil where the build failed
}

// Close frees the index.
func (s *Site) Close() error {
	if s == nil || s.Index == nil {
		return nil
	}
	return s.Index.Close()
}

// Failed reports whether the content has errors; then there are no files.
func (s *Site) Failed() bool { return s.Files == nil }

// Load reads and checks the content alone.
func Load(in Input) (*catalog.Catalog, *diag.List, error) {
	tree, problems, err := source.Read(in.Content, cmp.Or(in.Name, "content"))
	if err != nil {
		return nil, nil, err
	}
	cat, found := catalog.Load(tree, site.Address(basePath(in, tree)))
	problems.Merge(found)
	return cat, problems, nil
}

// Build makes the whole site in memory. Problems of the content are in the Site; the error is our own trouble, or that
// of a layout, a style sheet or a script.
func Build(in Input) (*Site, error) {
	cat, problems, err := Load(in)
	if err != nil {
		return nil, err
	}
	out := &Site{Problems: problems.All()}
	if problems.Failed() {
		return out, nil
	}
	index := make(chan indexed, 1)
	go func() { index <- makeIndex(cat) }() // it takes as long as all the rest
	err = out.draw(in, cat)
	found := <-index
	out.Index = found.index
	if err := errors.Join(err, found.err); err != nil {
		return nil, errors.Join(err, out.Close())
	}
	maps.Copy(out.Files, found.files)
	return out, nil
}

// draw makes everything but the index.
func (s *Site) draw(in Input, cat *catalog.Catalog) error {
	assets, err := asset.Make(in.Static, map[string]string{"chroma.css": markdown.HighlightCSS()})
	if err != nil {
		return err
	}
	plan := site.Make(cat, site.Options{BaseURL: in.BaseURL, Dates: in.Dates, Assets: assets.Paths})
	layouts, err := render.Parse(in.Layouts)
	if err != nil {
		return err
	}
	files, err := pages(layouts, plan)
	if err != nil {
		return err
	}
	s.Pages = len(files)
	for _, e := range cat.Entries() {
		for range strings.FieldsSeq(e.Doc.Text()) {
			s.Words++
		}
	}
	for name, text := range plan.Files {
		files[name] = []byte(text)
	}
	maps.Copy(files, assets.Files)
	for _, image := range cat.Images {
		files[image.Path] = image.Data
	}
	s.Files = files
	return nil
}

// indexed is an index, and the files of it that the script of the search reads.
type indexed struct {
	index *search.Index
	files map[string][]byte
	err   error
}

func makeIndex(cat *catalog.Catalog) (made indexed) {
	if made.index, made.err = Index(cat); made.err != nil {
		return made
	}
	legend, err := site.SearchLegend(cat)
	if err == nil {
		made.files, err = made.index.Export(context.Background(), legend)
	}
	made.err = err
	return made
}

// Index makes the index of everything in the catalog that can be found.
func Index(cat *catalog.Catalog) (*search.Index, error) {
	return search.New(site.Documents(cat), site.Synonyms(cat))
}

// basePath finds out below which path the site lies, before anything else is known: every address starts with it.
func basePath(in Input, tree *source.Tree) string {
	if in.BaseURL != "" {
		return site.BasePath(in.BaseURL)
	}
	for _, f := range tree.Files {
		if f.Path == "site.yaml" {
			return site.BasePath(f.Value("base-url"))
		}
	}
	return ""
}

// pages lays out all pages and links their words, on every core. Of several errors the first in the order of the plan is
// returned.
func pages(layouts *render.Layouts, plan *site.Plan) (map[string][]byte, error) {
	var (
		wg    sync.WaitGroup
		laid  = make([][]byte, len(plan.Pages))
		errs  = make([]error, len(plan.Pages))
		words = render.NewWords(plan.Words)
		next  = make(chan int)
	)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				page, err := layouts.Page(plan.Pages[i].Layout, plan.Pages[i].View)
				laid[i], errs[i] = words.Link(page), err
			}
		})
	}
	for i := range plan.Pages {
		next <- i
	}
	close(next)
	wg.Wait()
	files := make(map[string][]byte, len(plan.Pages))
	for i, p := range plan.Pages {
		if errs[i] != nil {
			return nil, fmt.Errorf("%s: %w", p.Out, errs[i])
		}
		if files[p.Out] != nil {
			return nil, fmt.Errorf("two pages claim the address %s", p.Out)
		}
		files[p.Out] = laid[i]
	}
	return files, nil
}
