package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"remit/internal/publish"
	"remit/internal/search"
)

var searchFormats = []string{"text", "json"}

func newSearch() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "search QUERY...",
		Short: "Ask the index, as the search of the site does",
		Long: `Search ranks the pages of the knowledge base for a query, with the same hits in the same order as the
search of the site. Words in quotation marks must stand together as they are; a misspelt word is
corrected, unless --exact is given.`,
		Example: "  remit search who rotates secrets\n  remit search --type role --format json k8s",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return fmt.Errorf("search takes a query, as in remit search who rotates secrets\nsee %s --help", cmd.CommandPath())
			}
			return nil
		},
		RunE: ask,
	}
	cmd.Flags().String("type", "", "only hits of this `type`: role, responsibility, comparison, term, title, tool, guide, area, stage, matrix or page")
	cmd.Flags().Int("limit", 10, "at most so many hits; 0 for all")
	cmd.Flags().Bool("exact", false, "do not correct words")
	addFormat(cmd, "text or json", searchFormats)
	return cmd
}

func ask(cmd *cobra.Command, args []string) error {
	how, err := format(cmd, searchFormats)
	if err != nil {
		return err
	}
	var o search.Options
	if o.Type, err = cmd.Flags().GetString("type"); err != nil {
		return err
	}
	if o.Limit, err = cmd.Flags().GetInt("limit"); err != nil {
		return err
	}
	if o.Limit < 0 {
		return fmt.Errorf("limit %d is below 0", o.Limit)
	}
	if o.Exact, err = cmd.Flags().GetBool("exact"); err != nil {
		return err
	}
	cat, err := loadCatalog(cmd)
	if err != nil {
		return err
	}
	index, err := publish.Index(cat)
	if err != nil {
		return err
	}
	defer index.Close()
	if err := index.CheckType(o.Type); err != nil {
		return err
	}
	result, err := index.Search(cmd.Context(), strings.Join(args, " "), o)
	if err != nil {
		return err
	}
	if how == "json" {
		return writeJSON(cmd.OutOrStdout(), result)
	}
	if result.Corrected != "" {
		fmt.Fprintf(cmd.ErrOrStderr(), "showing results for %s\n", result.Corrected)
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "%s\n", count(result.Total, "result"))
	return writeHits(cmd.OutOrStdout(), result.Hits)
}

// writeHits writes a hit in two lines: what and where, then the text.
func writeHits(w io.Writer, hits []search.Hit) error {
	for _, h := range hits {
		where := h.URL
		if h.Anchor != "" && !strings.Contains(where, "#") {
			where += "#" + h.Anchor
		}
		if _, err := fmt.Fprintf(w, "%s (%s) %s\n    %s\n", h.Title, h.Type, where, h.Snippet); err != nil {
			return err
		}
	}
	return nil
}
