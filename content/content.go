// Package content holds the knowledge base itself, embedded so that one binary can serve it anywhere.
package content

import "embed"

//go:embed *.md *.yaml */*.md
var FS embed.FS
