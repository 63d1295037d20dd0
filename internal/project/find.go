package project

import (
	"os"
	"path/filepath"
)

// Find looks for the project file of a folder: in it, then in the folders above,
// and takes the first one. A folder that is reached through symbolic links is
// where they lead, as git and the system itself see it. The path is relative to
// the working directory if that of the folder is.
func Find(dir string) (path string, ok bool) {
	at, err := real(dir)
	if err != nil {
		return "", false
	}
	for {
		if path := filepath.Join(at, FileName); isThere(path) {
			return near(dir, path), true
		}
		up := filepath.Dir(at)
		if up == at {
			return "", false
		}
		at = up
	}
}

// real is the absolute path without links; of what does not exist, as written.
func real(dir string) (string, error) {
	at, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if to, err := filepath.EvalSymlinks(at); err == nil {
		return to, nil
	}
	return at, nil
}

// isThere: a file that cannot be opened, such as a link to nothing, is one too.
// Passing over it would silently take another project's.
func isThere(path string) bool {
	info, err := os.Stat(path)
	if err != nil {
		_, err = os.Lstat(path)
		return err == nil
	}
	return !info.IsDir()
}

// near is a short way to write a path.
func near(dir, path string) string {
	if filepath.IsAbs(dir) {
		return path
	}
	here, err := real(".")
	if err != nil {
		return path
	}
	if rel, err := filepath.Rel(here, path); err == nil {
		return rel
	}
	return path
}
