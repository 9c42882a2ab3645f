// Package asset bundles style sheets and scripts, and gives every file a name that changes with its content.
//
// Every css/*.css and js/*.js at the top of the static folder is a bundle; what they import lies in folders below.
// Everything outside css/ and js/ is copied as it is.
package asset

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Bundle is the outcome: files by their path in the site, and the path of each bundle by the name of its source.
type Bundle struct {
	Files map[string][]byte // "assets/site-5XY2.css", "favicon.svg"
	Paths map[string]string // "css/site.css" → "assets/site-5XY2.css"
}

const namespace = "static"

// Make bundles the static folder. made gives the text of imports that are computed: "chroma.css".
// What is wrong with a style sheet or script is the error, with its place.
func Make(static fs.FS, made map[string]string) (*Bundle, error) {
	b := &Bundle{Files: map[string][]byte{}, Paths: map[string]string{}}
	entries, err := b.copy(static)
	if err != nil {
		return nil, err
	}
	var points []api.EntryPoint
	for _, e := range entries {
		name := strings.TrimSuffix(path.Base(e), path.Ext(e))
		points = append(points, api.EntryPoint{InputPath: e, OutputPath: name})
	}
	result := api.Build(api.BuildOptions{
		EntryPointsAdvanced: points,
		Bundle:              true,
		MinifyWhitespace:    true,
		MinifyIdentifiers:   true,
		MinifySyntax:        true,
		Splitting:           true,
		Format:              api.FormatESModule,
		Target:              api.ES2022,
		Engines:             []api.Engine{{Name: api.EngineChrome, Version: "123"}, {Name: api.EngineFirefox, Version: "120"}, {Name: api.EngineSafari, Version: "17.5"}},
		LegalComments:       api.LegalCommentsNone,
		Outdir:              "/assets",
		EntryNames:          "[name]-[hash]",
		ChunkNames:          "[name]-[hash]",
		Metafile:            false,
		LogLevel:            api.LogLevelSilent,
		Plugins:             []api.Plugin{reader(static, made)},
	})
	if wrong := append(result.Errors, result.Warnings...); len(wrong) > 0 { // a style sheet's syntax error is but a warning to esbuild
		return nil, wrongAt(wrong[0])
	}
	for _, f := range result.OutputFiles {
		p := "assets/" + path.Base(strings.ReplaceAll(f.Path, `\`, "/"))
		b.Files[p] = f.Contents
		name := path.Base(p)
		for _, e := range entries {
			stem := strings.TrimSuffix(path.Base(e), path.Ext(e))
			if cut := strings.LastIndexByte(name, '-'); cut > 0 && name[:cut] == stem && path.Ext(name) == path.Ext(e) {
				b.Paths[e] = p
			}
		}
	}
	return b, nil
}

// wrongAt turns a message of esbuild into an error whose place comes first, so that an editor makes it a link.
func wrongAt(m api.Message) error {
	if m.Location == nil {
		return errors.New(m.Text)
	}
	return fmt.Errorf("static/%s:%d:%d: %s", strings.TrimPrefix(m.Location.File, namespace+":"), m.Location.Line, m.Location.Column+1, m.Text)
}

// copy takes over the files that are not bundled and returns the names of the bundles.
func (b *Bundle) copy(static fs.FS) (entries []string, err error) {
	err = fs.WalkDir(static, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		top, rest, _ := strings.Cut(p, "/")
		switch {
		case strings.HasPrefix(d.Name(), ".") || path.Ext(p) == ".go":
		case top == "css" || top == "js":
			if !strings.Contains(rest, "/") && path.Ext(p) == "."+top {
				entries = append(entries, p)
			}
		default:
			data, err := fs.ReadFile(static, p)
			if err != nil {
				return err
			}
			b.Files[p] = data
		}
		return nil
	})
	slices.Sort(entries)
	return entries, err
}

// reader lets esbuild read from static and made instead of the disk.
func reader(static fs.FS, made map[string]string) api.Plugin {
	return api.Plugin{Name: "static", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			if args.Kind == api.ResolveCSSURLToken {
				return api.OnResolveResult{Path: args.Path, External: true}, nil
			}
			p := path.Clean(strings.TrimPrefix(args.Path, "/"))
			if args.Kind != api.ResolveEntryPoint {
				p = path.Join(path.Dir(args.Importer), args.Path)
			}
			if _, ok := made[path.Base(p)]; ok {
				return api.OnResolveResult{Path: path.Base(p), Namespace: namespace}, nil
			}
			if _, err := fs.Stat(static, p); err != nil {
				return api.OnResolveResult{}, fmt.Errorf("static/%s is missing", p)
			}
			return api.OnResolveResult{Path: p, Namespace: namespace}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: namespace}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			text, ok := made[args.Path]
			if !ok {
				data, err := fs.ReadFile(static, args.Path)
				if err != nil {
					return api.OnLoadResult{}, err
				}
				text = string(data)
			}
			loader := api.LoaderJS
			if path.Ext(args.Path) == ".css" {
				loader = api.LoaderCSS
			}
			return api.OnLoadResult{Contents: &text, Loader: loader}, nil
		})
	}}
}
