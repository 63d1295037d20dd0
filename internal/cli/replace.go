package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// replaceFile writes a file in one step: there is never half of it, and nothing
// is written where it is there already with the same content. Mode and owner of an
// old file are kept. It does not write through a symbolic link.
func replaceFile(path string, data []byte) error {
	if old, err := os.Lstat(path); err == nil && old.Mode().IsRegular() && old.Size() == int64(len(data)) {
		if same, err := os.ReadFile(path); err == nil && bytes.Equal(same, data) {
			return nil
		}
	}
	return replaceWith(path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// replaceWith does the same with what write makes, which need not be in memory
// at once.
func replaceWith(path string, write func(io.Writer) error) (err error) {
	old, err := replaceable(path)
	if err != nil {
		return err
	}
	mode := fs.FileMode(0o644)
	if old != nil {
		mode = old.Mode().Perm()
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil { // which names a file that nobody knows
		if errors.Is(err, fs.ErrNotExist) {
			return noFolder(path)
		}
		return &fs.PathError{Op: "write", Path: path, Err: cause(err)}
	}
	done := false
	defer func() {
		if !done {
			_ = tmp.Close() // the first error is the one to tell
			_ = os.Remove(tmp.Name())
			var of *fs.PathError
			if errors.As(err, &of) && of.Path == tmp.Name() { // which nobody knows
				err = &fs.PathError{Op: "write", Path: path, Err: of.Err}
			}
		}
	}()
	if err = write(tmp); err != nil {
		return err
	}
	if old != nil && sameContent(tmp, path) {
		return nil
	}
	if err = tmp.Chmod(mode); err != nil {
		return err
	}
	if old != nil {
		if err = keepOwner(tmp, old); err != nil {
			return err
		}
	}
	if err = tmp.Sync(); err != nil {
		return err
	}
	if err = tmp.Close(); err != nil {
		return err
	}
	if err = os.Rename(tmp.Name(), path); err != nil {
		return err
	}
	done = true
	return nil
}

// replaceable is the file at a path, nil where there is none yet. What is no file, and
// where none can be, is an error.
func replaceable(path string) (fs.FileInfo, error) {
	old, err := os.Lstat(path)
	if err != nil {
		info, dirErr := os.Stat(filepath.Dir(path))
		switch {
		case errors.Is(dirErr, fs.ErrNotExist):
			return nil, noFolder(path)
		case dirErr == nil && !info.IsDir():
			return nil, fmt.Errorf("%s: %s is no folder", path, filepath.Dir(path))
		case errors.Is(err, fs.ErrNotExist):
			return nil, nil
		}
		return nil, err
	}
	switch {
	case old.Mode()&fs.ModeSymlink != 0:
		to, _ := os.Readlink(path)
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return nil, isFolder(path)
		}
		return nil, fmt.Errorf("%s is a symbolic link to %s: name that file, or remove the link", path, to)
	case old.IsDir():
		return nil, isFolder(path)
	case !old.Mode().IsRegular():
		return nil, fmt.Errorf("%s is no regular file; nothing is written over it", path)
	}
	return old, nil
}

func isFolder(path string) error {
	return fmt.Errorf("%s is a folder: name a file in it", path)
}

func noFolder(path string) error {
	return fmt.Errorf("there is no folder %s to write %s into; make it first", filepath.Dir(path), filepath.Base(path))
}

// cause is what the system said about a file, without its name.
func cause(err error) error {
	var file *fs.PathError
	if errors.As(err, &file) {
		return file.Err
	}
	return err
}

// stoppable fails to write when ctx is done.
type stoppable struct {
	ctx context.Context
	to  io.Writer
}

func (s stoppable) Write(data []byte) (int, error) {
	if s.ctx.Err() != nil {
		return 0, errors.New("interrupted: nothing is written")
	}
	return s.to.Write(data)
}

// sameContent reports whether what was written is what a file holds.
func sameContent(written *os.File, path string) bool {
	old, err := os.Open(path)
	if err != nil {
		return false
	}
	defer old.Close()
	if _, err := written.Seek(0, io.SeekStart); err != nil {
		return false
	}
	const size = 32 << 10
	a, b := make([]byte, size), make([]byte, size)
	for {
		n, err := io.ReadFull(written, a)
		m, err2 := io.ReadFull(old, b)
		if n != m || !bytes.Equal(a[:n], b[:m]) {
			return false
		}
		if err != nil || err2 != nil {
			return ended(err) && ended(err2)
		}
	}
}

// ended reports whether reading came to the end of a file.
func ended(err error) bool { return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) }
