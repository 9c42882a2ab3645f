package markdown

import (
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/chroma/v2"
	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
)

var formatter = chromahtml.New(chromahtml.WithClasses(true), chromahtml.TabWidth(4), chromahtml.PreventSurroundingPre(true))

// highlight writes code with a class a token; [HighlightCSS] gives the classes their colours.
func highlight(w io.Writer, code, language string) error {
	lexer := lexers.Get(language)
	if lexer == nil {
		lexer = lexers.Fallback
	}
	tokens, err := chroma.Coalesce(lexer).Tokenise(nil, code)
	if err != nil {
		return fmt.Errorf("highlight %s: %w", language, err)
	}
	label := "Code"
	if language != "" {
		label = lexer.Config().Name
	}
	fmt.Fprintf(w, `<pre class="chroma" tabindex="0" role="group" aria-label="%s"><code>`, strings.ReplaceAll(label, `"`, ""))
	if err := formatter.Format(w, styles.Fallback, tokens); err != nil {
		return fmt.Errorf("highlight %s: %w", language, err)
	}
	_, err = io.WriteString(w, "</code></pre>\n")
	return err
}

// HighlightCSS returns the style sheet of highlighted code: every class with its colour by day and by night.
func HighlightCSS() string {
	day, night := styles.Get("xcode"), styles.Get("github-dark")
	var b strings.Builder
	for t := chroma.Keyword; t <= chroma.GenericUnderline; t++ {
		class, ok := chroma.StandardTypes[t]
		if !ok || class == "" || t == chroma.Background {
			continue
		}
		d, n := day.Get(t), night.Get(t)
		if d.Colour == day.Get(chroma.Text).Colour && n.Colour == night.Get(chroma.Text).Colour {
			continue
		}
		fmt.Fprintf(&b, ".chroma .%s{color:light-dark(%s,%s)}\n", class, colour(d), colour(n))
	}
	return b.String()
}

func colour(e chroma.StyleEntry) string {
	if e.Colour.IsSet() {
		return e.Colour.String()
	}
	return "inherit"
}
