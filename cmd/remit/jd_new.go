package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"remit/internal/jobad"
)

var adFormats = []string{"md", "html", "txt", "docx", "jsonld", "kit"}

// adFlags are the fields of an ad beside its role, with what help says of them.
var adFlags = map[string]string{
	"level":       "`id` of a level of the ladder",
	"shape":       "`id` of the shape of organisation (default: the last one)",
	"title":       "title of the job (default: level and role)",
	"company":     "`name` of the company",
	"team":        "the team one joins",
	"reports":     "whom the job reports to",
	"work":        "`ids` of responsibilities, separated by commas (default: the most important ones)",
	"must":        "what the job requires besides, separated by semicolons",
	"cloud":       "the public cloud in use",
	"place":       "`id` of a place with a law on job ads, or any other place",
	"city":        "the city",
	"remote":      "onsite, hybrid or remote",
	"hours":       "hours a week, and core hours",
	"on-call":     "yes or no",
	"people":      "how many share the rota",
	"every":       "one week on call in how many",
	"cover":       "hours of the rota",
	"on-call-pay": "pay or time off for on-call duty",
	"escalation":  "whom one calls when stuck",
	"pay":         "both ends of the range: 60000-75000, or 28.50-34.75",
	"currency":    "currency of the pay (default: EUR)",
	"per":         "year, month, day or hour (default: year)",
	"benefits":    "what comes besides pay",
	"steps":       "steps of hiring, separated by semicolons",
	"apply":       "where to apply",
	"posted":      "date of the ad, for jsonld: 2026-11-21",
	"closing":     "date on which applications close: 2026-12-31",
}

func newJDNew() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "new ROLE",
		Short: "Write an ad for a role",
		Long: `New writes a job ad for one of the core roles: what the role answers for in a company of that shape, what it brings,
what it is not and who does that instead. What the ad still lacks is said on the error output; gaps stand in brackets.
The page /job-ads/new/ makes the same ad.`,
		Example: "  remit jd new platform-engineer --level senior --shape growing --pay 70000-85000 --format md\n  remit jd new cloud-engineer --place colorado --remote remote --format docx --out ad.docx",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("new takes one role, but there are %d\nsee %s --help", len(args), cmd.CommandPath())
			}
			return nil
		},
		RunE: jdNew,
	}
	for _, name := range jobad.Fields() {
		if name != "role" {
			cmd.Flags().String(name, "", adFlags[name])
		}
	}
	addFormat(cmd, strings.Join(adFormats, ", ")+" (the interview)", adFormats)
	cmd.Flags().String("out", "", "`file` to write to (default: the standard output)")
	return cmd
}

func jdNew(cmd *cobra.Command, args []string) error {
	how, err := format(cmd, adFormats)
	if err != nil {
		return err
	}
	cat, err := loadCatalog(cmd)
	if err != nil {
		return err
	}
	model := jobad.NewModel(cat)
	if model == nil {
		return fmt.Errorf("there are no phrases to make an ad of\nwrite content/job-ads/phrases.md")
	}
	var brief jobad.Brief
	if err := model.Set(&brief, "role", args[0]); err != nil {
		return err
	}
	for _, name := range jobad.Fields() {
		flag := cmd.Flags().Lookup(name)
		if flag == nil || !flag.Changed {
			continue
		}
		if err := model.Set(&brief, name, flag.Value.String()); err != nil {
			return err
		}
	}
	if near := model.PlaceHint(brief); near != "" {
		fmt.Fprintf(cmd.ErrOrStderr(), "no law is known of the place %q; %s\n", brief.Place, near)
	}
	ad := model.Compose(brief)
	for _, w := range ad.Warnings {
		fmt.Fprintln(cmd.ErrOrStderr(), strings.TrimSpace(w.ID+": "+w.Text+" "+w.Why))
	}
	data, err := writeAd(ad, how)
	if err != nil {
		return err
	}
	if out, _ := cmd.Flags().GetString("out"); out != "" {
		return os.WriteFile(out, data, 0o644)
	}
	_, err = cmd.OutOrStdout().Write(data)
	return err
}

func writeAd(ad jobad.Ad, format string) ([]byte, error) {
	switch format {
	case "html":
		return []byte(ad.HTML()), nil
	case "txt":
		return []byte(ad.Text()), nil
	case "jsonld":
		return []byte(ad.JSONLD()), nil
	case "kit":
		return []byte(ad.KitMarkdown()), nil
	case "docx":
		return ad.DOCX()
	}
	return []byte(ad.Markdown()), nil
}
