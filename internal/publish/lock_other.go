//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package publish

import (
	"errors"
	"os"
)

// tryLock is not to be had here; each build still has folders of its own.
func tryLock(*os.File) error { return errors.ErrUnsupported }
