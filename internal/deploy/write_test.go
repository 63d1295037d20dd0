//go:build unix

package deploy

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// files are the names in a folder.
func files(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func put(t *testing.T, path, text string, mode fs.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func find(t *testing.T, path string) *File {
	t.Helper()
	f, err := Find(path)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func holds(t *testing.T, path, want string) {
	t.Helper()
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("%s holds %q, want %q: %v", filepath.Base(path), got, want, err)
	}
}

// TestWrite: the new file is there, the old one is kept under another name, mode is kept, and there is
// nothing else.
func TestWrite(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "ZZZACL.pm")
	w, err := Write(Writing{Was: find(t, path), Data: []byte("1"), Backup: true, Now: noon})
	if err != nil || w.Backup != "" {
		t.Fatalf("%+v %v", w, err)
	}
	if now := find(t, path); now.Mode != 0o660 {
		t.Errorf("mode %o", now.Mode)
	}
	if err := os.Chmod(path, 0o604); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text, backup string
		keep         bool
	}{
		{"22", "ZZZACL.pm.2026-11-22T120000Z.bak", true},
		{"333", "ZZZACL.pm.2026-11-22T120000Z-2.bak", true},
		{"4444", "", false},
	} {
		was := find(t, path)
		w, err := Write(Writing{Was: was, Data: []byte(c.text), Backup: c.keep, Now: noon})
		if err != nil {
			t.Fatal(err)
		}
		if c.keep != (w.Backup != "") || c.keep && filepath.Base(w.Backup) != c.backup {
			t.Errorf("backup %q, want %q", w.Backup, c.backup)
		}
		holds(t, path, c.text)
		if c.keep {
			holds(t, w.Backup, string(was.Data))
		}
		if now := find(t, path); now.Mode != 0o604 || now.Owner != was.Owner {
			t.Errorf("mode %o, owner %v", now.Mode, now.Owner)
		}
	}
	if got := files(t, folder); len(got) != 3 {
		t.Errorf("%v", got)
	}
	all, err := Backups(path)
	if err != nil || len(all) != 2 || !strings.HasSuffix(all[0].Path, "-2.bak") {
		t.Errorf("%+v %v", all, err)
	}
}

// TestBackups: what others call .bak is none, the newest comes first whatever the names sort as.
func TestBackups(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "ZZZACL.pm")
	for _, name := range []string{
		"ZZZACL.pm.bak", "ZZZACL.pm.old.bak", "ZZZACL.pm.2026-13-22T120000Z.bak", "ZZZACL.pm.2026-11-22T120000Z-x.bak", "ZZZAAuto.pm.2026-11-22T120000Z.bak",
		"ZZZACL.pm.2026-11-22T120000Z.bak", "ZZZACL.pm.2026-11-22T120000Z-2.bak", "ZZZACL.pm.2026-11-22T120000Z-10.bak", "ZZZACL.pm.2025-11-22T120000Z-3.bak",
	} {
		put(t, filepath.Join(folder, name), name, 0o600)
	}
	all, err := Backups(path)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range all {
		got = append(got, strings.TrimPrefix(filepath.Base(b.Path), "ZZZACL.pm."))
	}
	if want := []string{"2026-11-22T120000Z-10.bak", "2026-11-22T120000Z-2.bak", "2026-11-22T120000Z.bak", "2025-11-22T120000Z-3.bak"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if _, err := NewestBackup(filepath.Join(folder, "Other.pm")); err == nil || !strings.Contains(err.Error(), "there is no backup of it") {
		t.Error(err)
	}
}

// TestFindRefuses: what cannot be replaced is said before anything is written.
func TestFindRefuses(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "ZZZACL.pm")
	link := filepath.Join(folder, "link.pm")
	put(t, path, "old", 0o600)
	for _, err := range []error{os.Symlink(path, link), os.Mkdir(filepath.Join(folder, "dir.pm"), 0o700)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ path, want string }{
		{link, "is a symbolic link to " + path + ": name that file"},
		{filepath.Join(folder, "dir.pm"), "is no regular file"},
		{filepath.Join(folder, "none", "ZZZACL.pm"), "there is no folder " + filepath.Join(folder, "none")},
		{filepath.Join(path, "ZZZACL.pm"), "is no folder"},
	} {
		if _, err := Find(c.path); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.path, err, c.want)
		}
	}
	// A link that comes later is not written through either.
	was := find(t, path)
	if err := errors.Join(os.Rename(path, path+".real"), os.Symlink(path+".real", path)); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(Writing{Was: was, Data: []byte("new"), Backup: true, Now: noon}); err == nil || !strings.Contains(err.Error(), "symbolic link") {
		t.Error(err)
	}
	holds(t, path+".real", "old")
}

// TestWriteChanged: what has changed, come or gone since is not written over.
func TestWriteChanged(t *testing.T) {
	for name, change := range map[string]func(string) error{
		"text": func(p string) error { return os.WriteFile(p, []byte("theirs"), 0o600) },
		"gone": os.Remove,
	} {
		folder := t.TempDir()
		path := filepath.Join(folder, "ZZZACL.pm")
		put(t, path, "old", 0o600)
		was := find(t, path)
		if err := change(path); err != nil {
			t.Fatal(err)
		}
		before := files(t, folder)
		if _, err := Write(Writing{Was: was, Data: []byte("new"), Backup: true, Now: noon}); !errors.Is(err, ErrChanged) {
			t.Errorf("%s: %v", name, err)
		}
		if after := files(t, folder); !slices.Equal(before, after) {
			t.Errorf("%s: %v", name, after)
		}
	}
	folder := t.TempDir()
	path := filepath.Join(folder, "ZZZACL.pm")
	was := find(t, path)
	put(t, path, "theirs", 0o600)
	if _, err := Write(Writing{Was: was, Data: []byte("new"), Now: noon}); !errors.Is(err, ErrChanged) {
		t.Error(err)
	}
	holds(t, path, "theirs")
}

// TestPlaceNew: a file that somebody makes at the last moment stays.
func TestPlaceNew(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "ZZZACL.pm")
	w := Writing{Was: find(t, path), Data: []byte("new"), Now: noon}
	staged, _, err := w.stage(w.Data, Owner{}, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	put(t, path, "theirs", 0o600)
	if err := w.place(staged); !errors.Is(err, ErrChanged) {
		t.Error(err)
	}
	holds(t, path, "theirs")
}

// TestWriteLocked: two at once do not lose anything: one of them is refused, and so it is while the
// system itself writes the file.
func TestWriteLocked(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "ZZZACL.pm")
	put(t, path, "old", 0o600)
	was := find(t, path)
	for _, c := range []struct{ held, want string }{
		{folder, "another ticketacl is deploying into this folder: nothing is changed"},
		{path, "the system is deploying just now: nothing is changed"},
	} {
		f, err := os.Open(c.held)
		if err != nil {
			t.Fatal(err)
		}
		if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
			t.Fatal(err)
		}
		if _, err := Write(Writing{Was: was, Data: []byte("new"), Backup: true, Now: noon}); err == nil || !strings.HasSuffix(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if got := files(t, folder); len(got) != 1 {
		t.Errorf("%v", got)
	}
}

// TestWriteAtOnce: of many that start from the same file one wins, and its text stands there.
func TestWriteAtOnce(t *testing.T) {
	for range 30 {
		folder := t.TempDir()
		path := filepath.Join(folder, "ZZZACL.pm")
		put(t, path, "old", 0o600)
		was := find(t, path)
		var mu sync.Mutex
		var wg sync.WaitGroup
		var won []string
		for i := range 8 {
			text := strings.Repeat(string(rune('a'+i)), 100_000)
			wg.Go(func() {
				if _, err := Write(Writing{Was: was, Data: []byte(text), Backup: true, Now: noon}); err == nil {
					mu.Lock()
					won = append(won, text)
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		if len(won) != 1 {
			t.Fatalf("%d have won", len(won))
		}
		holds(t, path, won[0])
		holds(t, path+".2026-11-22T120000Z.bak", "old")
		if got := files(t, folder); len(got) != 2 {
			t.Errorf("%v", got)
		}
	}
}

// TestSweep: what a killed run left is removed and named; what others have there is not.
func TestSweep(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "ZZZACL.pm")
	put(t, path, "old", 0o600)
	left := filepath.Join(folder, ".ZZZACL.pm.ticketacl-0123456789ab.tmp")
	put(t, left, "half", 0o600)
	others := []string{".ZZZACL.pm.swp", ".ZZZAAuto.pm.ticketacl-0123456789ab.tmp"}
	for _, o := range others {
		put(t, filepath.Join(folder, o), "", 0o600)
	}
	w, err := Write(Writing{Was: find(t, path), Data: []byte("new"), Now: noon})
	if err != nil || !slices.Equal(w.Removed, []string{left}) {
		t.Errorf("%+v %v", w, err)
	}
	if got := files(t, folder); !slices.Equal(got, []string{others[1], others[0], "ZZZACL.pm"}) {
		t.Errorf("%v", got)
	}
}

// TestNewOwner: a new file belongs to whom the system's own files belong.
func TestNewOwner(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give files away")
	}
	folder := t.TempDir()
	path := filepath.Join(folder, "ZZZACL.pm")
	if err := os.Chown(folder, 1234, 2345); err != nil {
		t.Fatal(err)
	}
	want := func(uid, gid int) {
		t.Helper()
		if _, err := Write(Writing{Was: find(t, path), Data: []byte("new"), Now: noon}); err != nil {
			t.Fatal(err)
		}
		if o := find(t, path).Owner; o.UID != uid || o.GID != gid {
			t.Errorf("%v, want %d:%d", o, uid, gid)
		}
	}
	want(1234, 2345)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	auto := filepath.Join(folder, "ZZZAAuto.pm")
	put(t, auto, "", 0o660)
	if err := os.Chown(auto, 3333, 4444); err != nil {
		t.Fatal(err)
	}
	want(3333, 4444)
	if err := os.Chown(path, 5555, 6666); err != nil { // and an old one keeps its own
		t.Fatal(err)
	}
	want(5555, 6666)
}
