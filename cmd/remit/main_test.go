package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"remit/internal/nobody"
)

var update = flag.Bool("update", false, "rewrite the parts of the scripts that outputs are compared with")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"remit": main})
}

// Each script starts in a folder that holds a copy of testdata/base, a small knowledge base without a problem. Beside the
// commands of testscript there are:
//
//	exits N COMMAND...       run a command, which must end with this exit code and without a stack trace
//	json N ARGUMENT...       run remit with --format json at the end, which must end with this exit code and one JSON value
//	replace FILE OLD NEW     replace every OLD, of which there must be one, by NEW; escapes are those of Go: \n \xff \ufeff
//	grow FILE BYTES          make a file this long
//	remember NAME FOLDER     remember what a folder holds
//	unchanged NAME FOLDER    compare with what was remembered
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			return addTo(env.WorkDir, os.DirFS("testdata/base"))
		},
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", name)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits": exits, "json": jsonAnswer, "replace": replace, "grow": grow, "remember": remember, "unchanged": unchanged,
		},
	})
}

// What root is never refused is tried as nobody.
func TestScriptsThatRootSkips(t *testing.T) {
	if os.Geteuid() != 0 {
		return // TestScripts has run them
	}
	t.Parallel()
	var names []string
	all, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range all {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(text, []byte("\n[root] skip ")) {
			names = append(names, regexp.QuoteMeta(strings.TrimSuffix(filepath.Base(name), ".txtar")))
		}
	}
	if len(names) == 0 {
		t.Fatal("there is no such script")
	}
	nobody.Again(t, "^TestScripts$/^("+strings.Join(names, "|")+")$", "testdata")
}

// addTo copies files into a folder; those that a script brings itself stay as they are.
func addTo(dir string, files fs.FS) error {
	return fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(dir, filepath.FromSlash(name))
		if d.IsDir() {
			return os.MkdirAll(to, 0o777)
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			return nil
		}
		if err != nil {
			return err
		}
		_, err = f.Write(data)
		return errors.Join(err, f.Close())
	})
}

func need(ts *testscript.TestScript, neg, ok bool, usage string) {
	if neg || !ok {
		ts.Fatalf("usage: %s", usage)
	}
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) >= 2, "exits N COMMAND...")
	err := ts.Exec(args[1], args[2:]...)
	code := exitCode(err)
	if code < 0 {
		ts.Fatalf("%v", err)
	}
	stderr := ts.ReadFile("stderr")
	for _, trace := range []string{"goroutine ", "panic:", "runtime error"} {
		if strings.Contains(stderr, trace) {
			ts.Fatalf("a stack trace:\n%s", stderr)
		}
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("exit code %d, want %s\n%s%s", code, args[0], ts.ReadFile("stdout"), stderr)
	}
}

// exitCode is that of a command which ended with err; -1 if it did not run or was killed.
func exitCode(err error) int {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.ExitCode()
	}
	return -1
}

func jsonAnswer(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) >= 2, "json N ARGUMENT...")
	exits(ts, neg, slices.Concat([]string{args[0], "remit"}, args[1:], []string{"--format", "json"}))
	if out := ts.ReadFile("stdout"); !json.Valid([]byte(out)) {
		ts.Fatalf("no JSON: %q", out)
	}
}

func replace(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) == 3, "replace FILE OLD NEW")
	var texts [2]string
	for i, arg := range args[1:] {
		text, err := strconv.Unquote(`"` + strings.ReplaceAll(arg, `"`, `\"`) + `"`)
		ts.Check(err)
		texts[i] = text
	}
	file := ts.MkAbs(args[0])
	data, err := os.ReadFile(file)
	ts.Check(err)
	if !bytes.Contains(data, []byte(texts[0])) {
		ts.Fatalf("%s does not hold %q", args[0], texts[0])
	}
	ts.Check(os.WriteFile(file, bytes.ReplaceAll(data, []byte(texts[0]), []byte(texts[1])), 0o666))
}

func grow(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) == 2, "grow FILE BYTES")
	size, err := strconv.ParseInt(args[1], 0, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), size))
}

func remember(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) == 2, "remember NAME FOLDER")
	sum, err := digest(ts.MkAbs(args[1]))
	ts.Check(err)
	ts.Setenv("remember_"+args[0], sum)
}

func unchanged(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) == 2, "unchanged NAME FOLDER")
	sum, err := digest(ts.MkAbs(args[1]))
	ts.Check(err)
	if sum != ts.Getenv("remember_"+args[0]) {
		ts.Fatalf("%s has changed", args[1])
	}
}

// digest is different for folders that are different.
func digest(dir string) (string, error) {
	hash := sha256.New()
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		fmt.Fprintf(hash, "%q %v\n", strings.TrimPrefix(p, dir), info.Mode())
		if info.Mode().IsRegular() {
			data, err := os.ReadFile(p)
			fmt.Fprintf(hash, "%d\n%s", len(data), data)
			return err
		}
		return nil
	})
	return fmt.Sprintf("%x", hash.Sum(nil)), err
}

// copyOfBase is a folder with a copy of testdata/base.
func copyOfBase(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := addTo(dir, os.DirFS("testdata/base")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// runBuild runs remit build; what it says is part of the error.
func runBuild(args ...string) error {
	said, err := exec.Command("remit", append([]string{"build"}, args...)...).CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%w: %s", err, said)
	}
	return err
}

// holds fails the test if a folder does not hold just these names, in their order.
func holds(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if !slices.Equal(names, want) {
		t.Errorf("the folder holds %q, want %q", names, want)
	}
}

// A build that is told to stop before it writes leaves everything as it was.
func TestInterruptedBuildWritesNothing(t *testing.T) {
	t.Parallel()
	dir := copyOfBase(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr strings.Builder
	cmd := newRoot()
	cmd.SetArgs([]string{"build", "-C", dir})
	cmd.SetOut(&stdout)
	cmd.SetErr(&stderr)
	if err := cmd.ExecuteContext(ctx); err == nil || err.Error() != "interrupted; nothing was written" {
		t.Errorf("got %v", err)
	}
	if said := stdout.String() + stderr.String(); said != "" {
		t.Errorf("remit says %s", said)
	}
	holds(t, dir, "content")
}

// A check that waits for its input ends at the first Ctrl-C or request to end.
func TestInterruptedCheckEnds(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows cannot interrupt a process")
	}
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			cmd := exec.CommandContext(t.Context(), "remit", "jd", "check", "-", "-C", t.TempDir())
			if _, err := cmd.StdinPipe(); err != nil { // which nobody writes to
				t.Fatal(err)
			}
			stderr, err := cmd.StderrPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			watchdog := time.AfterFunc(30*time.Second, func() { cmd.Process.Kill() })
			defer watchdog.Stop()
			lines := bufio.NewScanner(stderr)
			if !lines.Scan() || !strings.HasSuffix(lines.Text(), "the built-in knowledge base is used") { // from here on it hears signals
				t.Errorf("remit begins with %q", lines.Text())
			}
			if err := cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			if !lines.Scan() || lines.Text() != "remit: interrupted" {
				t.Errorf("remit says %q", lines.Text())
			}
			if err := cmd.Wait(); exitCode(err) != exitTrouble {
				t.Errorf("remit ends with %v", err)
			}
		})
	}
}

// Whenever a build is killed, the folder holds a whole site: the old one or the new one.
func TestKilledBuildLeavesAWholeSite(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux exchanges two folders at one stroke")
	}
	t.Parallel()
	dirs := [2]string{copyOfBase(t), copyOfBase(t)}
	out := filepath.Join(t.TempDir(), "public")
	whole := map[string]bool{}
	for i, dir := range dirs {
		if err := os.WriteFile(filepath.Join(dir, "content", "areas", "delivery.md"), fmt.Appendf(nil, "---\ntitle: Delivery\norder: 1\nstages: [deploy]\nsummary: Version %d.\n---\n", i), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := runBuild("-C", dir, "--out", out); err != nil {
			t.Fatal(err)
		}
		sum, err := digest(out)
		if err != nil {
			t.Fatal(err)
		}
		whole[sum] = true
	}
	if len(whole) != 2 {
		t.Fatal("both sites are the same")
	}
	for i := range 8 {
		cmd := exec.Command("remit", "build", "-C", dirs[i%2], "--out", out)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		for writes := false; !writes; {
			select {
			case err := <-ended:
				ended <- err
				writes = true // it is over
			case <-time.After(100 * time.Microsecond):
				made, err := filepath.Glob(filepath.Join(filepath.Dir(out), ".public.new-*"))
				writes = err == nil && len(made) > 0
			}
		}
		time.Sleep(time.Duration(i) * time.Millisecond) // another moment each time
		cmd.Process.Kill()
		<-ended
		if sum, err := digest(out); err != nil || !whole[sum] {
			t.Fatalf("the site is neither the old nor the new one: %v", err)
		}
	}
	if err := runBuild("-C", dirs[0], "--out", out); err != nil {
		t.Fatal(err)
	}
	holds(t, filepath.Dir(out), "public")
}

// Builds of one folder that run at once take turns: each succeeds, the site is whole, and nothing is left beside it.
func TestBuildsAtOnceLeaveAWholeSite(t *testing.T) {
	t.Parallel()
	dir := copyOfBase(t)
	if err := runBuild("-C", dir); err != nil {
		t.Fatal(err)
	}
	whole, err := digest(filepath.Join(dir, "public"))
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error)
	for range 5 {
		go func() { ended <- runBuild("-C", dir) }()
	}
	for range 5 {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
	if sum, err := digest(filepath.Join(dir, "public")); err != nil || sum != whole {
		t.Errorf("the site is not whole: %v", err)
	}
	holds(t, dir, "content", "public")
}

// The command line shows a site, follows a change, says what is wrong, and ends on Ctrl-C.
func TestServeShowsFollowsAndStops(t *testing.T) {
	t.Parallel()
	dir := copyOfBase(t)
	cmd, lines, hear := serving(t, dir)
	hear(`^built 24 pages in \d+ ms$`)
	glossary := filepath.Join(dir, "content", "glossary.md")
	url := hear(`^(http://localhost:\d+/)  \(stop with Ctrl-C\)$`)[1]
	if page := get(t, url+"glossary/"); !strings.Contains(page, "Machines that are run as one.") || !strings.Contains(page, `<link rel="canonical" href="http://localhost/glossary/">`) {
		t.Errorf("the glossary is %s", page)
	}
	edit(t, glossary, "run as one", "run as if they were one")
	hear(`^built 24 pages in \d+ ms after a change of .*glossary\.md$`)
	if page := get(t, url+"glossary/"); !strings.Contains(page, "run as if they were one.") {
		t.Errorf("the glossary is %s", page)
	}
	edit(t, glossary, "(#cluster)", "(#clutser)")
	hear(`glossary\.md:13:5: glossary\.md has no heading for the anchor "#clutser"$`)
	hear(`did you mean "cluster"`)
	hear(`^the last good pages stay on screen$`)
	if page := get(t, url+"glossary/"); !strings.Contains(page, "run as if they were one.") {
		t.Errorf("the glossary is %s", page)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Skip("this system cannot interrupt a process: ", err)
	}
	for lines.Scan() {
		t.Errorf("remit says %q at its end", lines.Text())
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("remit ends with %v", err)
	}
}

// While the content is away the last good pages stay, never those of the program; when it returns, it is followed.
func TestServeKeepsItsPagesWhileTheContentIsAway(t *testing.T) {
	t.Parallel()
	dir := copyOfBase(t)
	_, _, hear := serving(t, dir)
	url := hear(`^(http://localhost:\d+/)  `)[1]
	shows := func(want string) {
		t.Helper()
		if page := get(t, url+"glossary/"); !strings.Contains(page, want) {
			t.Errorf("the glossary is %s", page)
		}
	}
	content, aside := filepath.Join(dir, "content"), filepath.Join(dir, "c2")
	if err := os.Rename(content, aside); err != nil {
		t.Fatal(err)
	}
	hear(`^\S*content is missing; it is shown again when it returns$`)
	hear(`^the last good pages stay on screen$`)
	shows("Machines that are run as one.")
	if err := os.Rename(aside, content); err != nil {
		t.Fatal(err)
	}
	hear(`^built 24 pages in \d+ ms after a change of .*content$`)
	edit(t, filepath.Join(content, "glossary.md"), "run as one", "run as many")
	hear(`^built 24 pages in \d+ ms after a change of .*glossary\.md$`)
	shows("Machines that are run as many.")
	if err := os.MkdirAll(filepath.Join(dir, "static", "css"), 0o755); err != nil {
		t.Fatal(err)
	}
	hear(`^built 24 pages in \d+ ms after a change of .*static`)
}

func TestServeOnAPortOutOfRange(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("remit", "serve", "-C", "testdata/base", "--port", "99999").CombinedOutput()
	if exitCode(err) != exitTrouble || string(out) != "remit: port 99999 is not between 1 and 65535 (0 is any that is free)\n" {
		t.Errorf("%v: %s", err, out)
	}
}

func TestServeOnATakenPort(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port
	out, err := exec.Command("remit", "serve", "-C", "testdata/base", "--port", fmt.Sprint(port)).CombinedOutput()
	if exitCode(err) != exitTrouble || string(out) != fmt.Sprintf("remit: listen on port %d: bind: address already in use\n", port) {
		t.Errorf("%v: %s", err, out)
	}
}

// serving starts remit serve on a folder, and returns it with the lines it says and a function that waits for one of them
// and returns what the parts of the pattern match. It is killed at the end of the test, or after half a minute.
func serving(t *testing.T, dir string) (*exec.Cmd, *bufio.Scanner, func(pattern string) []string) {
	t.Helper()
	cmd := exec.Command("remit", "serve", "-C", dir, "--port", "0")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	watchdog := time.AfterFunc(30*time.Second, func() { cmd.Process.Kill() })
	t.Cleanup(func() {
		watchdog.Stop()
		cmd.Process.Kill()
		cmd.Wait()
	})
	lines := bufio.NewScanner(stderr)
	var said []string
	return cmd, lines, func(pattern string) []string {
		t.Helper()
		for lines.Scan() {
			said = append(said, lines.Text())
			if m := regexp.MustCompile(pattern).FindStringSubmatch(lines.Text()); m != nil {
				return m
			}
		}
		t.Fatalf("remit does not say %s, but %q", pattern, said)
		return nil
	}
}

// get returns what a server answers.
func get(t *testing.T, url string) string {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	page, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

// edit replaces every old in a file by new.
func edit(t *testing.T, file, old, new string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, bytes.ReplaceAll(text, []byte(old), []byte(new)), 0o644); err != nil {
		t.Fatal(err)
	}
}
