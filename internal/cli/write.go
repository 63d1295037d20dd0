package cli

import (
	"bytes"
	"fmt"
	"os"
)

// ownMark is the first line of files that ticketacl writes and may write again.
const ownMark = "# Written by ticketacl; it may be written anew.\n"

// writeOwn writes a file that did not exist, or that ticketacl wrote before.
func writeOwn(path string, data []byte) error {
	if err := mayWrite(path); err != nil {
		return err
	}
	return replaceFile(path, append([]byte(ownMark), data...))
}

// mayWrite refuses what somebody else wrote, and a folder that is not there.
func mayWrite(path string) error { return mayReplace(path, ownMark) }

// mayReplace is mayWrite for files that begin with something else.
func mayReplace(path, mark string) error {
	if there, err := replaceable(path); err != nil || there == nil {
		return err
	}
	old, err := os.ReadFile(path)
	switch {
	case err != nil:
		return err
	case !bytes.HasPrefix(old, []byte(mark)):
		return fmt.Errorf("%s exists and was not written by ticketacl; name another file", path)
	}
	return nil
}
