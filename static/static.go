// Package static holds the style sheets, scripts and pictures of the site, embedded so that one binary can serve it anywhere.
package static

import "embed"

//go:embed css js favicon.svg
var FS embed.FS
