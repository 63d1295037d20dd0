package deploy

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// backUp keeps the old file under another name that nothing has. It is a second name of the
// same file: that takes no room, keeps owner and mode, and is done or not done.
func (w *Writing) backUp() (string, error) {
	base := w.Was.Path + "." + w.Now.UTC().Format(backupLayout)
	for n := 1; n < 1000; n++ {
		path := base + backupEnd
		if n > 1 {
			path = base + "-" + strconv.Itoa(n) + backupEnd
		}
		err := os.Link(w.Was.Path, path)
		if err != nil && noLinks(err) {
			err = w.copy(path)
		}
		switch {
		case err == nil:
			return path, nil
		case errors.As(err, new(*Error)):
			return "", err
		case !errors.Is(err, fs.ErrExist):
			return "", w.cannot("keep the old file as "+filepath.Base(path), err)
		}
	}
	return "", w.cannot("keep the old file", errors.New("a thousand backups of this second"))
}

// copy makes a backup where a file has but one name, or somebody else's can get none.
func (w *Writing) copy(path string) error {
	staged, _, err := w.stage(w.Was.Data, w.Was.Owner, w.Was.Mode)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(path); err == nil { // nobody else makes one, under the lock
		return w.undo(fs.ErrExist, staged)
	}
	if err := os.Rename(staged, path); err != nil {
		return w.undo(err, staged)
	}
	return nil
}

// Backup is a file that a deployment has kept.
type Backup struct {
	Path string
	Time time.Time
	n    int // of those of one second
}

// Backups are those of a file, the newest first.
func Backups(path string) ([]Backup, error) {
	folder, base := filepath.Split(path)
	entries, err := os.ReadDir(filepath.Clean(folder))
	if err != nil {
		return nil, &Error{Path: path, Doing: "look for backups", Err: cause(err), Left: untouched}
	}
	var out []Backup
	for _, e := range entries {
		stamp, ok := strings.CutPrefix(e.Name(), base+".")
		stamp, ends := strings.CutSuffix(stamp, backupEnd)
		if !ok || !ends || !e.Type().IsRegular() {
			continue
		}
		n := 1
		if len(stamp) > len(backupLayout) {
			if n, err = strconv.Atoi(strings.TrimPrefix(stamp[len(backupLayout):], "-")); err != nil {
				continue
			}
			stamp = stamp[:len(backupLayout)]
		}
		at, err := time.Parse(backupLayout, stamp)
		if err != nil {
			continue // somebody else's
		}
		out = append(out, Backup{Path: filepath.Join(folder, e.Name()), Time: at, n: n})
	}
	slices.SortFunc(out, func(a, b Backup) int {
		if c := b.Time.Compare(a.Time); c != 0 {
			return c
		}
		return b.n - a.n
	})
	return out, nil
}

// NewestBackup is what a rollback puts back where nobody names a file.
func NewestBackup(path string) (string, error) {
	all, err := Backups(path)
	if err != nil {
		return "", err
	}
	if len(all) == 0 {
		return "", fmt.Errorf("%s: there is no backup of it: none of the files beside it is called %s.<time>%s", path, filepath.Base(path), backupEnd)
	}
	return all[0].Path, nil
}
