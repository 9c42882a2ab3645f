package publish

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// patience is how long a build waits for others that write to the same folder. One takes about a second.
const patience = 10 * time.Second

// ErrBusy means that another build did not end while this one waited.
var ErrBusy = errors.New("another build is writing")

// lock makes the caller the only one who holds the lock of this path until unlock is called, or the process ends; however
// it ends. Where the file system knows no locks, alone is false. The file is empty, and gone after unlock.
func lock(ctx context.Context, path string, patience time.Duration) (alone bool, unlock func(), err error) {
	end := time.Now().Add(patience)
	for {
		if info, err := os.Lstat(path); err == nil && (!info.Mode().IsRegular() || info.Size() > 0) {
			return false, nil, fmt.Errorf("%s is in the way", path)
		}
		f, err := os.OpenFile(path, os.O_RDONLY|os.O_CREATE, 0o644)
		if err != nil {
			if _, there := os.Lstat(path); there == nil {
				return false, nil, err
			}
			return false, nil, fmt.Errorf("the folder %s cannot be written to: %w", filepath.Dir(path), errors.Unwrap(err))
		}
		switch err := tryLock(f); {
		case errors.Is(err, errors.ErrUnsupported):
			f.Close()
			os.Remove(path)
			return false, func() {}, nil
		case err == nil && isAt(f, path):
			return true, func() {
				os.Remove(path) // first: whoever locks it after that finds that it is no longer there
				f.Close()
			}, nil
		case err != nil && !errors.Is(err, ErrBusy):
			f.Close()
			return false, nil, err
		}
		f.Close()
		if time.Now().After(end) {
			return false, nil, ErrBusy
		}
		select {
		case <-ctx.Done():
			return false, nil, ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// isAt reports whether the open file is still the one at the path.
func isAt(f *os.File, path string) bool {
	mine, err := f.Stat()
	if err != nil {
		return false
	}
	there, err := os.Lstat(path)
	return err == nil && os.SameFile(mine, there)
}
