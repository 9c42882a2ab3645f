//go:build !unix

package nobody

import "testing"

// Again is for systems with a root.
func Again(t *testing.T, _ string, _ ...string) {
	t.Helper()
	t.Fatal("this system has no user nobody")
}
