// Package layouts holds the page layouts, embedded so that one binary can serve a site anywhere.
package layouts

import "embed"

//go:embed *.html partials/*.html
var FS embed.FS
