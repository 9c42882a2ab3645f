package source

import (
	"bufio"
	"bytes"
	"os/exec"
	"path"
	"strings"
)

// Dates returns the date (2026-11-21, UTC) of the last commit of every file below dir, by its path within dir.
// It is empty where git is not at hand, dir is not in a repository, or the history is cut off: no date is better than a wrong one.
func Dates(dir string) map[string]string {
	dates := map[string]string{}
	shallow, err := git(dir, "rev-parse", "--is-shallow-repository", "--show-prefix")
	if err != nil || !bytes.HasPrefix(shallow, []byte("false")) {
		return dates
	}
	_, prefix, _ := strings.Cut(strings.TrimSpace(string(shallow)), "\n")
	log, err := git(dir, "-c", "core.quotepath=off", "log", "--format=%x00%cd", "--date=format-local:%Y-%m-%d", "--name-only", "--no-renames", "--diff-merges=first-parent", "--", ".")
	if err != nil {
		return dates
	}
	date := ""
	for lines := bufio.NewScanner(bytes.NewReader(log)); lines.Scan(); {
		line := lines.Text()
		if d, ok := strings.CutPrefix(line, "\x00"); ok {
			date = d
			continue
		}
		p, ok := strings.CutPrefix(line, prefix)
		if ok && p != "" && dates[path.Clean(p)] == "" {
			dates[path.Clean(p)] = date
		}
	}
	return dates
}

// LastCommit returns the date (2026-11-21, UTC) of the last commit of the repository that dir lies in, or "" where git is
// not at hand or there is none.
func LastCommit(dir string) string {
	date, err := git(dir, "log", "-1", "--format=%cd", "--date=format-local:%Y-%m-%d")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(date))
}

func git(dir string, args ...string) ([]byte, error) {
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(cmd.Environ(), "TZ=UTC", "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C")
	return cmd.Output()
}
