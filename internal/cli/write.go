package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// ownMark is the first line of files that ticketacl writes and may write again.
const ownMark = "# Written by ticketacl; it may be written anew.\n"

// writeOwn writes a file that did not exist, or that ticketacl wrote before, in
// one step: there is never half a file. It does not follow symbolic links.
func writeOwn(path string, data []byte) (err error) {
	if err := mayWrite(path); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = tmp.Close() // the first error is the one to tell
			_ = os.Remove(tmp.Name())
		}
	}()
	if _, err = tmp.Write(append([]byte(ownMark), data...)); err != nil {
		return err
	}
	if err = tmp.Chmod(0o644); err != nil {
		return err
	}
	if err = tmp.Sync(); err != nil {
		return err
	}
	if err = tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

// mayWrite refuses what somebody else wrote.
func mayWrite(path string) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is no regular file; nothing is written over it", path)
	}
	old, err := os.ReadFile(path)
	switch {
	case err != nil:
		return err
	case !bytes.HasPrefix(old, []byte(ownMark)):
		return fmt.Errorf("%s exists and was not written by ticketacl; name another file", path)
	}
	return nil
}
