package catalog_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"remit/internal/catalog"
)

// grown is the base with two more shapes, and with a role that no shape has:
//
//	             small           big             solo
//	             coder  tester   coder  tester   coder
//	write-code   A/R    C        A/R    R        A/R
//	test-code    I      A/R             A/R      A/R
//	run-code     R      A/R      A/R    I        A/R
//	fix-code     A/R    C        A      R        A/R
func grown(t *testing.T) *catalog.Catalog {
	t.Helper()
	all := maps.Clone(base)
	all["shapes/solo.md"] = "---\ntitle: Solo\norder: 3\nsummary: One.\nsize: 1\nteams: None\nroles: [coder]\n---\n" + solo
	all["shapes/big.md"] = strings.NewReplacer(
		"title: Small", "title: Big", "order: 1", "order: 2",
		"roles: [coder, tester]", "roles: [coder, tester]\naccepted:\n  - smell: bottleneck\n    why: So.",
		"write-code.md) | A/R | C |", "write-code.md) | A/R | R |",
		"test-code.md) | I | A/R[^t] |", "test-code.md) | | A/R[^t] |",
		"run-code.md) | R | A/R |", "run-code.md) | A/R | I |",
		"fix-code.md) | A/R | C |", "fix-code.md) | A | R |",
	).Replace(base["shapes/small.md"])
	all["roles/boss.md"] = strings.NewReplacer("Tester", "Boss", "order: 2", "order: 3", "is-not: []",
		"is-not: []\ntakes:\n  - responsibility: run-code\n    letter: C\n  - responsibility: fix-code\n    letter: A\n    when: It *burns*.").Replace(base["roles/tester.md"])
	files := fstest.MapFS{}
	for p, text := range all {
		files[p] = &fstest.MapFile{Data: []byte(text)}
	}
	cat, problems := load(t, files)
	if len(problems) > 0 {
		t.Fatalf("%s: %s", problems[0].Place, problems[0].Message)
	}
	return cat
}

func work(all []*catalog.Responsibility) string {
	var ids []string
	for _, r := range all {
		ids = append(ids, r.ID)
	}
	return strings.Join(ids, " ")
}

func rows(all []*catalog.Row) string {
	var ids []string
	for _, r := range all {
		ids = append(ids, r.Responsibility.ID)
	}
	return strings.Join(ids, " ")
}

func shifts(all []catalog.Shift) string {
	var lines []string
	for _, s := range all {
		line := fmt.Sprintf("%s %s>%s", s.Responsibility.ID, s.From, s.To)
		if s.Other != nil {
			line += " " + s.Other.ID
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, ", ")
}

func TestAnswersForAndWorksOn(t *testing.T) {
	cat := grown(t)
	for _, c := range []struct{ shape, role, answers, works string }{
		{"small", "coder", "write-code fix-code", "write-code run-code fix-code"},
		{"small", "tester", "test-code run-code", "test-code run-code"},
		{"big", "coder", "write-code run-code fix-code", "write-code run-code"},
		{"big", "tester", "test-code", "write-code test-code fix-code"},
		{"solo", "coder", "write-code test-code run-code fix-code", "write-code test-code run-code fix-code"},
		{"solo", "tester", "", ""},
		{"big", "boss", "", ""},
	} {
		shape, role := cat.Shape(c.shape), cat.Role(c.role)
		if got := work(shape.AnswersFor(role)); got != c.answers {
			t.Errorf("in %s %s answers for %q, want %q", c.shape, c.role, got, c.answers)
		}
		if got := work(shape.WorksOn(role)); got != c.works {
			t.Errorf("in %s %s works on %q, want %q", c.shape, c.role, got, c.works)
		}
	}
}

func TestCountCountsEachRowOnceBesideItsAnswer(t *testing.T) {
	cat := grown(t)
	for _, c := range []struct {
		shape, role string
		want        catalog.Count
	}{
		{"small", "coder", catalog.Count{Answers: 2, Works: 3, Informed: 1}},
		{"small", "tester", catalog.Count{Answers: 2, Works: 2, Consulted: 2}},
		{"big", "coder", catalog.Count{Answers: 3, Works: 2, NoPart: 1}},
		{"big", "tester", catalog.Count{Answers: 1, Works: 3, Informed: 1}},
		{"solo", "coder", catalog.Count{Answers: 4, Works: 4}},
		{"solo", "tester", catalog.Count{NoPart: 4}},
	} {
		if got := cat.Shape(c.shape).Count(cat.Role(c.role)); got != c.want {
			t.Errorf("%s in %s: %+v, want %+v", c.role, c.shape, got, c.want)
		}
	}
}

func TestProfileWeighsAnsweringMostAndInformingNothing(t *testing.T) {
	cat := grown(t)
	for _, c := range []struct{ shape, role, want string }{
		{"small", "coder", "build 3 (write-code test-code), run 5 (run-code fix-code)"},
		{"small", "tester", "build 4 (write-code test-code), run 4 (run-code fix-code)"},
		{"big", "coder", "build 3 (write-code test-code), run 6 (run-code fix-code)"},
		{"big", "tester", "build 5 (write-code test-code), run 2 (run-code fix-code)"},
		{"solo", "tester", "build 0 (write-code test-code), run 0 (run-code fix-code)"},
	} {
		var parts []string
		for _, p := range cat.Profile(cat.Shape(c.shape), cat.Role(c.role)) {
			parts = append(parts, fmt.Sprintf("%s %d (%s)", p.Area.ID, p.Weight(), rows(p.Rows)))
		}
		if got := strings.Join(parts, ", "); got != c.want {
			t.Errorf("%s in %s: %s, want %s", c.role, c.shape, got, c.want)
		}
	}
}

func TestOverlapSharesWhatBothTake(t *testing.T) {
	cat := grown(t)
	for _, c := range []struct {
		shape, a, b, shared, onlyA, onlyB string
		neither                           int
	}{
		{"small", "coder", "tester", "run-code", "write-code fix-code", "test-code", 0},
		{"small", "tester", "coder", "run-code", "test-code", "write-code fix-code", 0},
		{"big", "coder", "tester", "write-code fix-code", "run-code", "test-code", 0},
		{"small", "tester", "boss", "", "test-code run-code", "", 2},
		{"solo", "tester", "boss", "", "", "", 4},
	} {
		o := cat.Shape(c.shape).Overlap(cat.Role(c.a), cat.Role(c.b))
		if rows(o.Shared) != c.shared || rows(o.OnlyA) != c.onlyA || rows(o.OnlyB) != c.onlyB || o.Neither != c.neither {
			t.Errorf("%s and %s in %s: shared %q, only the first %q, only the second %q, neither %d; want %q, %q, %q, %d", c.a, c.b, c.shape,
				rows(o.Shared), rows(o.OnlyA), rows(o.OnlyB), o.Neither, c.shared, c.onlyA, c.onlyB, c.neither)
		}
		if o.A.ID != c.a || o.B.ID != c.b {
			t.Errorf("overlap is of %s and %s, want %s and %s", o.A.ID, o.B.ID, c.a, c.b)
		}
	}
}

func TestMovesNameWhatARoleGainsAndLoses(t *testing.T) {
	cat := grown(t)
	for _, c := range []struct{ role, from, to, gained, lost, gainedWork, lostWork string }{
		{"coder", "small", "big", "run-code R>A/R tester", "", "", ""},
		{"coder", "big", "small", "", "run-code A/R>R tester", "", ""},
		{"tester", "small", "big", "", "run-code A/R>I coder", "write-code C>R, fix-code C>R", ""},
		{"tester", "big", "small", "run-code I>A/R coder", "", "", "write-code R>C, fix-code R>C"},
		{"tester", "small", "solo", "", "test-code A/R> coder, run-code A/R> coder", "", ""},
		{"tester", "solo", "small", "test-code >A/R coder, run-code >A/R coder", "", "", ""},
		{"coder", "small", "small", "", "", "", ""},
		{"boss", "small", "big", "", "", "", ""},
	} {
		m := catalog.MovesOf(cat.Role(c.role), cat.Shape(c.from), cat.Shape(c.to))
		got := [4]string{shifts(m.Gained), shifts(m.Lost), shifts(m.GainedWork), shifts(m.LostWork)}
		want := [4]string{c.gained, c.lost, c.gainedWork, c.lostWork}
		if got != want {
			t.Errorf("%s from %s to %s: %q, want %q", c.role, c.from, c.to, got, want)
		}
		if m.Empty() != (want == [4]string{}) {
			t.Errorf("%s from %s to %s: Empty() = %v", c.role, c.from, c.to, m.Empty())
		}
	}
}

func TestMovedWhereAnotherRoleAnswersInSomeShape(t *testing.T) {
	cat := grown(t)
	for id, want := range map[string]bool{"write-code": false, "test-code": true, "run-code": true, "fix-code": false} {
		if got := cat.Moved(cat.Responsibility(id)); got != want {
			t.Errorf("Moved(%s) = %v, want %v", id, got, want)
		}
	}
}

func TestTakenByNamesRolesOutsideTheMatrix(t *testing.T) {
	cat := grown(t)
	for id, want := range map[string]string{"write-code": "", "run-code": "boss C ", "fix-code": "boss A It <em>burns</em>."} {
		var parts []string
		for _, taken := range cat.TakenBy(cat.Responsibility(id)) {
			parts = append(parts, fmt.Sprintf("%s %s %s", taken.Role.ID, taken.Letter, taken.When.HTML))
		}
		if got := strings.Join(parts, ", "); got != want {
			t.Errorf("TakenBy(%s) = %q, want %q", id, got, want)
		}
	}
}

func TestRichestIsTheLastShapeThatHasTheRole(t *testing.T) {
	cat := grown(t)
	for id, want := range map[string]string{"coder": "solo", "tester": "big", "boss": ""} {
		got := ""
		if s := cat.Richest(cat.Role(id)); s != nil {
			got = s.ID
		}
		if got != want || cat.InMatrix(cat.Role(id)) != (want != "") {
			t.Errorf("Richest(%s) = %q, InMatrix %v, want %q", id, got, cat.InMatrix(cat.Role(id)), want)
		}
	}
}

func TestLetterOfAShapeThatLacksTheRoleIsNone(t *testing.T) {
	cat := grown(t)
	for _, c := range []struct {
		shape, work, role string
		want              catalog.Letter
	}{
		{"small", "write-code", "coder", catalog.AccountableResponsible}, {"small", "write-code", "tester", catalog.Consulted},
		{"big", "fix-code", "coder", catalog.Accountable}, {"big", "test-code", "coder", catalog.None}, {"solo", "fix-code", "tester", catalog.None},
	} {
		if got := cat.Shape(c.shape).Letter(cat.Responsibility(c.work), cat.Role(c.role)); got != c.want {
			t.Errorf("%s of %s in %s: %q, want %q", c.work, c.role, c.shape, got, c.want)
		}
	}
}
