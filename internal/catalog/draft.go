package catalog

import (
	"bytes"
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"text/template"
)

//go:embed drafts/*.md
var drafts embed.FS

var draftTemplates = template.Must(template.ParseFS(drafts, "drafts/*.md"))

// draftFolders are the kinds of file that [Catalog.Draft] can begin, each with its folder.
var draftFolders = map[string]string{"role": "roles", "responsibility": "responsibilities", "tool": "tools", "comparison": "comparisons", "guide": "guides"}

// DraftKinds returns the kinds of file that a draft can begin, sorted.
func DraftKinds() []string { return sortedKeys(draftFolders) }

// maxID is how many characters the id of a draft may have: file systems take names of 255 bytes.
const maxID = 200

// Draft returns a new content file with every key explained, and its path in the content folder. What has to be filled
// in is empty, so that a check names each blank. The error says what is wrong with kind or id. The catalog may hold errors.
func (c *Catalog) Draft(kind, id string) (contentPath, text string, err error) {
	folder, ok := draftFolders[kind]
	if !ok {
		return "", "", fmt.Errorf("unknown kind %q: %s", kind, hintFrom(kind, DraftKinds()))
	}
	if !kebab.MatchString(id) {
		return "", "", fmt.Errorf("%q is not an id: use lower-case letters, digits and single dashes, as in cloud-engineer", id)
	}
	if len(id) > maxID {
		return "", "", fmt.Errorf("an id of %d characters is too long: a file name holds %d", len(id), maxID)
	}
	contentPath = path.Join(folder, id+".md")
	if c.entries[contentPath] != nil {
		return "", "", fmt.Errorf("%s %q exists already", kind, id)
	}
	view := struct {
		Order              int
		Hues, Areas, Roles string
		RoleIDs            []string
	}{Order: 1, Hues: strings.Join(Hues, ", "), Areas: strings.Join(ids(c.Areas), ", ")}
	for _, r := range c.Roles {
		view.Order = max(view.Order, r.Order+1)
	}
	if kind == "comparison" {
		if view.RoleIDs, err = c.comparedRoles(id); err != nil {
			return "", "", err
		}
		if len(view.RoleIDs) == 2 {
			if other := view.RoleIDs[1] + "-vs-" + view.RoleIDs[0]; c.entries[path.Join(folder, other+".md")] != nil {
				return "", "", fmt.Errorf("comparison %q exists already, and compares the same roles", other)
			}
		}
		view.Roles = strings.Join(view.RoleIDs, ", ")
	}
	var b bytes.Buffer
	if err := draftTemplates.ExecuteTemplate(&b, kind+".md", view); err != nil {
		return "", "", fmt.Errorf("draft of a %s: %w", kind, err)
	}
	return contentPath, b.String(), nil
}

// comparedRoles reads the roles out of an id such as cloud-engineer-vs-platform-engineer.
func (c *Catalog) comparedRoles(id string) ([]string, error) {
	known := ids(c.Roles)
	roles := strings.Split(id, "-vs-")
	if len(roles) < 2 {
		return nil, fmt.Errorf("%q does not name the roles: write them with -vs- between, as in cloud-engineer-vs-platform-engineer", id)
	}
	for i, role := range roles {
		if !slices.Contains(known, role) {
			return nil, fmt.Errorf("unknown role %q: %s", role, hintFrom(role, known))
		}
		if slices.Contains(roles[:i], role) {
			return nil, fmt.Errorf("role %q is compared with itself", role)
		}
	}
	return roles, nil
}
