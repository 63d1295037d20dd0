package deploy

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Writing is a file that is to be replaced.
type Writing struct {
	Was    *File // as the plan found it
	Data   []byte
	Backup bool      // keep what is there
	Now    time.Time // stands in the name of the backup
}

// Written is what became of it.
type Written struct {
	Backup  string   // where the old file is kept; "" where none is
	Removed []string // what a run that was killed had left behind
	Notes   []string // what is not as it should be
}

// Write replaces a file in one step: there is the old one or the new one, whole, whenever
// the process ends. The new one is made beside it, brought to the disk and put into its place; the
// old one stays under another name. On an error Written says what was done until then.
func Write(w Writing) (out *Written, err error) {
	out = &Written{}
	folder := filepath.Dir(w.Was.Path)
	dir, err := os.Open(folder)
	if err != nil {
		return out, w.cannot("open its folder", err)
	}
	defer dir.Close() // which also gives the lock back
	locked, err := lock(dir)
	switch {
	case errors.Is(err, errBusy):
		return out, &Error{Path: w.Was.Path, Err: errors.New("another ticketacl is deploying into this folder"), Left: untouched}
	case err != nil:
		return out, w.cannot("lock its folder", err)
	case locked:
		out.Removed = sweep(w.Was.Path)
	default:
		out.Notes = append(out.Notes, "this file system has no locks: deploy from one place at a time")
	}
	// The products lock the file that they write.
	if w.Was.Exists {
		file, err := os.Open(w.Was.Path)
		if errors.Is(err, fs.ErrNotExist) {
			return out, &Error{Path: w.Was.Path, Err: ErrChanged, Left: untouched}
		}
		if err != nil {
			return out, w.cannot("open it", err)
		}
		defer file.Close()
		if _, err := lock(file); errors.Is(err, errBusy) {
			return out, &Error{Path: w.Was.Path, Err: errors.New("the system is deploying just now"), Left: untouched}
		}
	}
	if err := w.Was.unchanged(); err != nil {
		return out, err
	}
	owner, mode := w.wanted()
	staged, notes, err := w.stage(w.Data, owner, mode)
	out.Notes = append(out.Notes, notes...)
	if err != nil {
		return out, err
	}
	if w.Backup && w.Was.Exists {
		if out.Backup, err = w.backUp(); err != nil {
			return out, w.undo(err, staged)
		}
	}
	undo := func(err error) (*Written, error) {
		err = w.undo(err, staged, out.Backup)
		out.Backup = ""
		return out, err
	}
	if err := w.Was.unchanged(); err != nil {
		return undo(err)
	}
	if err := w.place(staged); err != nil {
		return undo(err)
	}
	if err := flush(dir); err != nil {
		return out, &Error{Path: w.Was.Path, Doing: "bring its folder to the disk", Err: cause(err), Left: inPlace}
	}
	return out, nil
}

func (w *Writing) cannot(doing string, err error) error {
	return &Error{Path: w.Was.Path, Doing: doing, Err: cause(err), Left: untouched}
}

// Names of files beside the one that is written: no loader takes them, for they do not end
// with .pm.
const (
	stagedMark   = ".ticketacl-"
	stagedEnd    = ".tmp"
	backupEnd    = ".bak"
	backupLayout = "2006-01-02T150405Z"
)

// sweep removes what runs that were killed have left behind. Whoever holds the lock is the
// only one, so that none of them is at work.
func sweep(path string) (removed []string) {
	folder, base := filepath.Split(path)
	entries, err := os.ReadDir(filepath.Clean(folder))
	if err != nil {
		return nil // there is nothing to be done about it
	}
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, "."+base+stagedMark) || !strings.HasSuffix(name, stagedEnd) || !e.Type().IsRegular() {
			continue
		}
		if err := os.Remove(filepath.Join(folder, name)); err == nil {
			removed = append(removed, filepath.Join(folder, name))
		}
	}
	return removed
}

// stage brings a text to the disk, under a name that nobody looks for.
func (w *Writing) stage(data []byte, owner Owner, mode fs.FileMode) (path string, notes []string, err error) {
	folder, base := filepath.Split(w.Was.Path)
	f, err := create(filepath.Join(folder, "."+base+stagedMark))
	if err != nil {
		return "", nil, w.cannot("make a file beside it", err)
	}
	path = f.Name()
	fail := func(doing string, err error) (string, []string, error) {
		_ = f.Close() // the first error is the one to tell
		return "", nil, w.undo(w.cannot(doing, err), path)
	}
	if _, err := f.Write(data); err != nil {
		return fail("write it", err)
	}
	note, err := give(f, owner, mode)
	if err != nil {
		return fail("keep its owner", err)
	}
	if note != "" {
		notes = append(notes, note)
	}
	if err := f.Chmod(mode); err != nil {
		return fail("keep its mode", err)
	}
	if err := f.Sync(); err != nil {
		return fail("bring it to the disk", err)
	}
	if err := f.Close(); err != nil {
		return "", nil, w.undo(w.cannot("write it", err), path)
	}
	now, err := os.ReadFile(path)
	if err == nil && !bytes.Equal(now, data) {
		err = errors.New("it holds something else")
	}
	if err != nil {
		return "", nil, w.undo(w.cannot("read back what was written", err), path)
	}
	return path, notes, nil
}

// newMode is what the products give a file that they make: all but others may read and write it.
const newMode fs.FileMode = 0o660

// wanted are owner and mode of the new file: those of the old one. Where there is none it gets
// what the system itself has given the file that it writes beside it, else to the folder: a file
// that the web server cannot read is no ACL at all.
func (w *Writing) wanted() (Owner, fs.FileMode) {
	if w.Was.Exists {
		return w.Was.Owner, w.Was.Mode
	}
	folder := filepath.Dir(w.Was.Path)
	for _, beside := range []string{filepath.Join(folder, "ZZZAAuto.pm"), folder} {
		if info, err := os.Stat(beside); err == nil {
			return ownerOf(info), newMode
		}
	}
	return Owner{}, newMode
}

// create makes a file that nobody but the owner can read yet.
func create(prefix string) (*os.File, error) {
	for range 100 {
		var b [6]byte
		_, _ = rand.Read(b[:]) // which never fails
		f, err := os.OpenFile(prefix+hex.EncodeToString(b[:])+stagedEnd, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
	return nil, fs.ErrExist
}

// place puts the new file where the old one is. Where there is none, one that somebody else has
// made meanwhile stays.
func (w *Writing) place(staged string) error {
	if !w.Was.Exists {
		switch err := os.Link(staged, w.Was.Path); {
		case err == nil:
			_ = os.Remove(staged) // else the next run does
			return nil
		case errors.Is(err, fs.ErrExist):
			return &Error{Path: w.Was.Path, Err: ErrChanged, Left: untouched}
		case !noLinks(err):
			return w.cannot("put the new file in place", err)
		}
	}
	if err := os.Rename(staged, w.Was.Path); err != nil {
		return w.cannot("put the new file in place", err)
	}
	return nil
}

// undo removes what was made beside the file, and says what stays.
func (w *Writing) undo(err error, paths ...string) error {
	var stay []string
	for _, p := range paths {
		if p == "" {
			continue
		}
		if e := os.Remove(p); e != nil && !errors.Is(e, fs.ErrNotExist) {
			stay = append(stay, filepath.Base(p))
		}
	}
	var told *Error
	if errors.As(err, &told) && len(stay) > 0 {
		more := *told
		slices.Sort(stay)
		more.Left += ", but these could not be removed again: " + strings.Join(stay, ", ")
		return &more
	}
	return err
}
