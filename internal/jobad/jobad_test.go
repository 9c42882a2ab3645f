package jobad_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"remit/internal/jobad"
	"remit/internal/publish"
)

func model(t testing.TB) *jobad.Model {
	t.Helper()
	cat, _, err := publish.Load(publish.Input{Content: os.DirFS("../../content")})
	if err != nil {
		t.Fatal(err)
	}
	return jobad.NewModel(cat)
}

// whole is a brief that leaves nothing open.
var whole = map[string]string{
	"company": "Acme", "team": "a team of five", "reports": "the head of platform", "cloud": "AWS", "place": "colorado", "city": "Denver", "remote": "hybrid", "hours": "40 a week",
	"on-call": "yes", "people": "6", "every": "6", "cover": "day and night", "on-call-pay": "400 a week", "pay": "120000-150000", "currency": "USD",
	"steps": "A call; a case", "apply": "jobs@acme.example", "posted": "2026-11-21", "closing": "2026-12-31",
}

func compose(t testing.TB, m *jobad.Model, fields map[string]string) jobad.Ad {
	t.Helper()
	var b jobad.Brief
	for name, text := range fields {
		if err := m.Set(&b, name, text); err != nil {
			t.Fatal(err)
		}
	}
	return m.Compose(b)
}

func TestEveryRoleHasAnAdWithoutWarningInEveryShapeThatHasIt(t *testing.T) {
	m := model(t)
	for _, role := range m.Roles {
		for i, shape := range m.Shapes {
			if role.Parts[i].Absent {
				continue
			}
			fields := map[string]string{"role": role.ID, "shape": shape.ID}
			for name, text := range whole {
				fields[name] = text
			}
			if !role.Parts[i].OnCall {
				fields["on-call"] = "no"
			}
			ad := compose(t, m, fields)
			if len(ad.Warnings) > 0 {
				t.Errorf("%s, %s: %v", role.ID, shape.ID, ad.Warnings)
			}
			text := ad.Text()
			if strings.ContainsAny(text, "[]{}") {
				t.Errorf("%s, %s has a gap:\n%s", role.ID, shape.ID, text)
			}
			if n := len(strings.Fields(text)); n > 700 {
				t.Errorf("%s, %s has %d words, more than 700", role.ID, shape.ID, n)
			}
			if n := len(ad.Sections[1].Blocks[1].Items); n == 0 || n > jobad.Most {
				t.Errorf("%s, %s names %d responsibilities", role.ID, shape.ID, n)
			}
		}
	}
}

func TestWarnings(t *testing.T) {
	m := model(t)
	for _, c := range []struct {
		field, value, rule string
	}{
		{"pay", "", "no-pay"},
		{"pay", "50000-90000", "wide-pay"},
		{"work", "design-network", "second-job"},
		{"must", "a;b;c", "many-musts"},
		{"must", "7+ years of Linux", "years"},
		{"on-call", "", "on-call"},
		{"on-call-pay", "", "on-call"},
		{"every", "3", "often"},
		{"remote", "", "no-place"},
		{"reports", "", "no-reports"},
		{"steps", "", "no-steps"},
		{"apply", "", "no-address"},
		{"closing", "2026-11-20", "closed"},
		{"shape", "startup", "no-role"},
	} {
		fields := map[string]string{}
		for name, text := range whole {
			fields[name] = text
		}
		fields["role"], fields[c.field] = "site-reliability-engineer", c.value
		if c.field == "must" && c.rule == "years" {
			fields["cloud"] = ""
		}
		var rules []string
		for _, w := range compose(t, m, fields).Warnings {
			rules = append(rules, w.ID)
		}
		if got := strings.Join(rules, " "); got != c.rule {
			t.Errorf("%s = %q: warnings %q, want %q", c.field, c.value, got, c.rule)
		}
	}
}

// Amounts may be written as people do, and a currency by its sign.
func TestSetReadsAmounts(t *testing.T) {
	m := model(t)
	for _, c := range []struct {
		pay      string
		min, max float64
	}{
		{"60000-75000", 60000, 75000},
		{"60,000-75.000", 60000, 75000},
		{"60 000 - 75k", 60000, 75000},
		{"28,50-34.75", 28.5, 34.75},
	} {
		var b jobad.Brief
		if err := m.Set(&b, "pay", c.pay); err != nil || b.Min != c.min || b.Max != c.max {
			t.Errorf("%q is %v to %v: %v", c.pay, b.Min, b.Max, err)
		}
	}
	var b jobad.Brief
	if err := m.Set(&b, "currency", "£"); err != nil || b.Currency != "GBP" {
		t.Errorf("£ is %q: %v", b.Currency, err)
	}
}

// Who is not on call has no pager among the work that nobody chose.
func TestNoOnCallLeavesThePagerOut(t *testing.T) {
	ad := model(t).Compose(jobad.Brief{Role: "site-reliability-engineer", OnCall: "no"})
	if text := ad.Text(); strings.Contains(strings.ToLower(text), "hold the pager") || !strings.Contains(text, "There is no on-call duty") {
		t.Error(text)
	}
}

func TestSetRefusesWhatMakesNoSense(t *testing.T) {
	m := model(t)
	for _, c := range []struct{ field, value, want string }{
		{"role", "cloud-enginer", "role \"cloud-enginer\" is not known\ndid you mean \"cloud-engineer\"?"},
		{"remote", "maybe", "remote \"maybe\" is not known\nknown are onsite, hybrid, remote"},
		{"people", "0", `people "0" is no number from 1 to 999`},
		{"pay", "90-60", "pay \"90-60\" ends below its beginning\nwrite the lower end first: 60-90"},
		{"pay", "60k", "pay \"60k\" is no range\nwrite both ends as figures without commas: 60000-75000, or 28.50-34.75"},
		{"closing", "2026-13-01", "closing \"2026-13-01\" is no date\nwrite it as 2026-11-21"},
		{"currency", "EURO", "currency \"EURO\" is no code of three letters\nwrite it as in ISO 4217: EUR, USD, GBP"},
		{"work", "design-networks", "unknown responsibility \"design-networks\"\ndid you mean \"design-network\"?"},
		{"team", strings.Repeat("x", 2001), "team has more than 2000 characters"},
		{"colour", "red", ""},
	} {
		err := m.Set(new(jobad.Brief), c.field, c.value)
		if err == nil || c.want != "" && err.Error() != c.want {
			t.Errorf("%s = %q: %v, want %s", c.field, c.value, err, c.want)
		}
	}
}

func TestJSONLDHasWhatSearchEnginesRequire(t *testing.T) {
	m := model(t)
	for _, remote := range []string{"onsite", "remote"} {
		fields := map[string]string{}
		for name, text := range whole {
			fields[name] = text
		}
		fields["remote"] = remote
		var posting map[string]any
		if err := json.Unmarshal([]byte(compose(t, m, fields).JSONLD()), &posting); err != nil {
			t.Fatal(err)
		}
		required := []string{"title", "description", "datePosted", "validThrough", "hiringOrganization", "employmentType", "baseSalary"}
		if remote == "remote" {
			required = append(required, "jobLocationType", "applicantLocationRequirements")
		} else {
			required = append(required, "jobLocation")
		}
		for _, key := range required {
			if posting[key] == nil {
				t.Errorf("%s: %q is missing", remote, key)
			}
		}
		if posting["@type"] != "JobPosting" || strings.Contains(posting["title"].(string), "Acme") {
			t.Errorf("type %v, title %v", posting["@type"], posting["title"])
		}
	}
}

// TestOfficeOpensTheWordFile has LibreOffice turn the Word file into text.
func TestOfficeOpensTheWordFile(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("REMIT_OFFICE") == "required" {
			t.Fatal("there is no soffice, and REMIT_OFFICE requires it")
		}
		t.Skip("there is no soffice: the Word file is not opened")
	}
	ad := compose(t, model(t), whole)
	data, err := ad.DOCX()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "ad.docx")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", dir, file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	text, err := os.ReadFile(filepath.Join(dir, "ad.txt"))
	if err != nil {
		t.Fatal(err)
	}
	squeeze := func(s string) string {
		return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \n\t\r-•\ufeff", r) }), " ")
	}
	if got, want := strings.ToLower(squeeze(string(text))), strings.ToLower(squeeze(ad.Text())); got != want {
		t.Errorf("LibreOffice reads\n%s\nwant\n%s", got, want)
	}
}

func TestSameBriefSameBytes(t *testing.T) {
	m := model(t)
	first, err := compose(t, m, whole).DOCX()
	if err != nil {
		t.Fatal(err)
	}
	second, err := compose(t, m, whole).DOCX()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Error("two Word files of one brief differ")
	}
}
