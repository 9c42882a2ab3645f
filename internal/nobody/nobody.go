//go:build unix

// Package nobody runs tests again as a user who may do little: root is never refused what they are about.
package nobody

import (
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

const id = 65534

// Again runs tests of the running package once more, in a process of the user nobody, and fails where one of them fails
// or skips, or there is none. run names them as -test.run does. The process starts in a folder of its own, which holds
// copies of the folders that the tests read, and takes what they write.
func Again(t *testing.T, run string, folders ...string) {
	t.Helper()
	own, err := os.MkdirTemp("", "nobody-") // not t.TempDir, which others may not enter
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(own) })
	for _, folder := range folders {
		if err := os.CopyFS(filepath.Join(own, folder), os.DirFS(folder)); err != nil {
			t.Fatal(err)
		}
	}
	program := filepath.Join(own, "test.exe") // a copy: where go test puts it, others may not look
	if err := copyProgram(program); err != nil {
		t.Fatal(err)
	}
	if err := filepath.WalkDir(own, func(p string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chown(p, id, id)
	}); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "-test.v", "-test.run="+run)
	cmd.Dir = own
	cmd.Env = append(os.Environ(), "HOME="+own, "TMPDIR="+own)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: id, Gid: id}}
	out, err := cmd.CombinedOutput()
	if said := string(out); err != nil || !strings.Contains(said, "--- PASS") || strings.Contains(said, "--- SKIP") {
		t.Errorf("as nobody: %v\n%s", err, said)
	}
}

func copyProgram(to string) error {
	from, err := os.Executable()
	if err != nil {
		return err
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o755)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}
