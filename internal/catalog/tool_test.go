package catalog_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"remit/internal/catalog"
)

func standings(all []catalog.Standing) string {
	var lines []string
	for _, s := range all {
		lines = append(lines, fmt.Sprintf("%s %s %d/%d", s.Role.ID, s.Letter(), s.Answers, s.Works))
	}
	return strings.Join(lines, ", ")
}

func TestSidesOfAToolAreReadFromTheMatrices(t *testing.T) {
	cat := grown(t)
	tool := func(sides ...string) *catalog.Tool { // one side for each responsibility, in their order; "" where the tool does not serve it
		tool := &catalog.Tool{}
		for i, side := range sides {
			if side != "" {
				r := *cat.Responsibilities[i]
				r.Side = side
				tool.Work = append(tool.Work, &r)
			}
		}
		return tool
	}
	for _, c := range []struct {
		shape       string
		tool        *catalog.Tool
		admin, user string
	}{
		{"small", tool("user", "", "admin", ""), "tester A/R 1/1, coder R 0/1", "coder A/R 1/1"},
		{"big", tool("user", "", "admin", ""), "coder A/R 1/1", "coder A/R 1/1, tester R 0/1"},
		{"solo", tool("user", "", "admin", ""), "coder A/R 1/1", "coder A/R 1/1"},
		{"big", tool("", "", "", "admin"), "coder A 1/0, tester R 0/1", ""},
		{"small", tool("", "both", "", ""), "tester A/R 1/1", "tester A/R 1/1"},
		{"small", tool("admin", "admin", "admin", "neither"), "tester A/R 2/2, coder A/R 1/2", ""},
		{"small", tool("neither", "neither", "neither", "neither"), "", ""},
		{"small", tool(), "", ""},
	} {
		admin, user := cat.Shape(c.shape).Sides(c.tool)
		if standings(admin) != c.admin || standings(user) != c.user {
			t.Errorf("%s: %q on the admin side and %q on the user side, want %q and %q", c.shape, standings(admin), standings(user), c.admin, c.user)
		}
	}
}

// shelf is the base with three more tools and with guides that link.
func shelf(t *testing.T) *catalog.Catalog {
	t.Helper()
	files := fstest.MapFS{}
	for p, text := range base {
		files[p] = &fstest.MapFile{Data: []byte(text)}
	}
	tool := func(id, change string) {
		text := strings.NewReplacer("title: Hammer", "title: "+id, "admin: [coder]", "admin: [tester]", "user: [tester]", "user: [coder, tester]", "[write-code]", "[run-code]").Replace(base["tools/hammer.md"])
		files["tools/"+strings.ToLower(id)+".md"] = &fstest.MapFile{Data: []byte(text + change)}
	}
	tool("Axe", "\n## Worked example: a tree\nIt falls.\n\n## Worked example of old\nIt fell.\n")
	tool("saw", "\n## worked example\nA board.\n")
	tool("Broom", "\n## A worked example\nDust.\n")
	files["tools/broom.md"].Data = []byte(strings.Replace(string(files["tools/broom.md"].Data), "category: Hand", "category: Floor", 1))
	guide := func(id string, order int, text string) {
		files["guides/"+id+".md"] = &fstest.MapFile{Data: fmt.Appendf(nil, "---\ntitle: %s\norder: %d\nsummary: Hi.\n---\n%s\n", id, order, text)}
	}
	guide("last", 3, "See [the coder](../roles/coder.md).")
	guide("first", 1, "See [him](../roles/coder.md#text) and [the axe](../tools/axe.md), then [the coder](../roles/coder.md).\n\n## Here\nBack to [here](#here).")
	guide("between", 2, strings.Repeat("word ", 401))
	files["roles/coder.md"].Data = []byte(base["roles/coder.md"] + "\n## Text\nCode.\n")
	cat, problems := load(t, files)
	for _, p := range problems {
		t.Fatalf("%s: %s", p.Place, p.Message)
	}
	return cat
}

func TestToolsStandByCategoryAndKnowTheirRolesWorkAndExample(t *testing.T) {
	cat := shelf(t)
	tools := func(all []*catalog.Tool) string {
		var ids []string
		for _, x := range all {
			ids = append(ids, x.ID)
		}
		return strings.Join(ids, " ")
	}
	examples := ""
	for _, x := range cat.Tools {
		if x.Example != nil {
			examples += x.ID + "#" + x.Example.ID + " "
		}
	}
	coderAdmin, coderUser := cat.ToolsOf(cat.Role("coder"))
	testerAdmin, testerUser := cat.ToolsOf(cat.Role("tester"))
	for what, c := range map[string]struct{ got, want string }{
		"order":        {tools(cat.Tools), "broom axe hammer saw"},
		"coder admin":  {tools(coderAdmin), "hammer"},
		"coder user":   {tools(coderUser), "broom axe saw"},
		"tester admin": {tools(testerAdmin), "broom axe saw"},
		"tester user":  {tools(testerUser), "broom axe hammer saw"},
		"write-code":   {tools(cat.ToolsFor(cat.Responsibility("write-code"))), "hammer"},
		"run-code":     {tools(cat.ToolsFor(cat.Responsibility("run-code"))), "broom axe saw"},
		"fix-code":     {tools(cat.ToolsFor(cat.Responsibility("fix-code"))), ""},
		"examples":     {examples, "axe#worked-example-a-tree saw#worked-example "},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", what, c.got, c.want)
		}
	}
}

func TestGuidesStandInOrderAndKnowWhatTheyLinkTo(t *testing.T) {
	cat := shelf(t)
	guides := func(all []*catalog.Guide) string {
		var lines []string
		for _, g := range all {
			lines = append(lines, fmt.Sprintf("%s %d", g.ID, g.Minutes()))
		}
		return strings.Join(lines, ", ")
	}
	axe := &cat.Tools[1].Entry
	for what, c := range map[string]struct {
		got  []*catalog.Guide
		want string
	}{
		"all":      {cat.Guides, "hello 1, first 1, between 3, last 1"},
		"a role":   {cat.GuidesAbout(&cat.Role("coder").Entry), "first 1, last 1"},
		"a tool":   {cat.GuidesAbout(axe), "first 1"},
		"another":  {cat.GuidesAbout(&cat.Role("tester").Entry), ""},
		"a guide":  {cat.GuidesAbout(&cat.Guides[1].Entry), ""}, // a link within a page leads to no other
		"a matrix": {cat.GuidesAbout(&cat.Shapes[0].Entry), ""},
	} {
		if guides(c.got) != c.want {
			t.Errorf("%s: %q, want %q", what, guides(c.got), c.want)
		}
	}
}
