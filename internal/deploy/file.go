// Package deploy puts ACLs where a system loads them from: what is there, what would be
// there, what speaks against it, and the step from the one to the other, at no moment of which
// there is anything else.
package deploy

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// File is a file as it was found.
type File struct {
	Path   string
	Exists bool
	Data   []byte
	Mode   fs.FileMode // permissions
	Owner  Owner
}

// NoFile is the hash of a file that is not there.
const NoFile = "none"

// Hash is the SHA-256 of what a file holds, NoFile where it is not there.
func (f *File) Hash() string {
	if !f.Exists {
		return NoFile
	}
	return Sum(f.Data)
}

// Sum is the SHA-256 of a text.
func Sum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Find looks at the file that is to be replaced. It need not be there, but its folder must; a
// symbolic link is refused, for nobody could tell which of the two somebody wants replaced.
func Find(path string) (*File, error) {
	f := &File{Path: path}
	folder := filepath.Dir(path)
	switch info, err := os.Stat(folder); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: there is no folder %s", path, folder)
	case err != nil:
		return nil, &Error{Path: path, Doing: "look at its folder", Err: cause(err), Left: untouched}
	case !info.IsDir():
		return nil, fmt.Errorf("%s: %s is no folder", path, folder)
	}
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return f, nil
	case err != nil:
		return nil, &Error{Path: path, Doing: "look at it", Err: cause(err), Left: untouched}
	case info.Mode()&fs.ModeSymlink != 0:
		to, _ := os.Readlink(path)
		return nil, fmt.Errorf("%s is a symbolic link to %s: name that file, or put a file in place of the link", path, to)
	case info.IsDir() && filepath.Ext(path) != ".pm":
		return nil, fmt.Errorf("%s is a folder: name the file in it, such as %s", path, filepath.Join(path, "ZZZACL.pm"))
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is no regular file: nothing is written over it", path)
	}
	f.Exists, f.Mode, f.Owner = true, info.Mode().Perm(), ownerOf(info)
	if f.Data, err = os.ReadFile(path); err != nil {
		return nil, &Error{Path: path, Doing: "read it", Err: cause(err), Left: untouched}
	}
	return f, nil
}

// ErrChanged: the file is not what it was when the plan was made.
var ErrChanged = errors.New("it has changed since the plan was made")

// unchanged reports whether a file still is what was found.
func (f *File) unchanged() error {
	now, err := Find(f.Path)
	if err != nil {
		return err
	}
	if now.Exists != f.Exists || !bytes.Equal(now.Data, f.Data) {
		return &Error{Path: f.Path, Err: ErrChanged, Left: untouched}
	}
	return nil
}

// What is there after something went wrong.
const (
	untouched = "nothing is changed"
	inPlace   = "the new file is in place, but a loss of power now may bring the old one back: deploy again"
)

// Error is why something was not done, or not all of it.
type Error struct {
	Path  string
	Doing string // what could not be done, as "cannot …" goes on; "": Err says it
	Err   error
	Left  string // what is there now
}

func (e *Error) Error() string {
	if e.Doing == "" {
		return fmt.Sprintf("%s: %v: %s", e.Path, e.Err, e.Left)
	}
	return fmt.Sprintf("%s: cannot %s: %v: %s", e.Path, e.Doing, e.Err, e.Left)
}

func (e *Error) Unwrap() error { return e.Err }

// cause is what the system said about a file, without its name.
func cause(err error) error {
	var file *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &file):
		return file.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
