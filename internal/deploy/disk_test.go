//go:build linux

package deploy

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// mount mounts something for a test, which is skipped where that is not allowed.
func mount(t *testing.T, source, folder, kind string, flags uintptr, data string) {
	t.Helper()
	if err := syscall.Mount(source, folder, kind, flags, data); err != nil {
		t.Skipf("nothing can be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
}

// TestFullDisk: a disk that is really full leaves the old file as it is, and nothing else.
func TestFullDisk(t *testing.T) {
	folder := t.TempDir()
	mount(t, "tmpfs", folder, "tmpfs", 0, "size=64k")
	path := filepath.Join(folder, "ZZZACL.pm")
	put(t, path, "old", 0o640)
	was := find(t, path)
	_, err := Write(Writing{Was: was, Data: bytes.Repeat([]byte("x"), 100<<10), Backup: true, Now: noon})
	if !errors.Is(err, syscall.ENOSPC) || err.Error() != path+": cannot write it: no space left on device: nothing is changed" {
		t.Error(err)
	}
	holds(t, path, "old")
	if got := files(t, folder); !slices.Equal(got, []string{"ZZZACL.pm"}) {
		t.Errorf("%v", got)
	}
}

// TestFileLimit: the same for whoever may not mount, by a bound on the size of files.
func TestFileLimit(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "ZZZACL.pm")
	put(t, path, hurtOld, 0o640)
	cmd := exec.Command("sh", "-c", `ulimit -f 0; trap '' XFSZ; exec "$0"`, os.Args[0])
	cmd.Env = append(os.Environ(), hurtPath+"="+path)
	var errOut bytes.Buffer
	r, w, err := os.Pipe() // a file would have the bound too
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = w
	err = cmd.Run()
	_ = w.Close()
	if _, e := errOut.ReadFrom(r); e != nil {
		t.Fatal(e)
	}
	if err == nil || !strings.Contains(errOut.String(), "cannot write it: file too large: nothing is changed") {
		t.Errorf("%v: %s", err, errOut.String())
	}
	holds(t, path, hurtOld)
	if got := files(t, folder); !slices.Equal(got, []string{"ZZZACL.pm"}) {
		t.Errorf("%v", got)
	}
}

// TestReadOnly: neither a file system nor a folder that cannot be written is any harm.
func TestReadOnly(t *testing.T) {
	t.Run("mounted", func(t *testing.T) {
		folder := t.TempDir()
		path := filepath.Join(folder, "ZZZACL.pm")
		put(t, path, "old", 0o640)
		mount(t, folder, folder, "", syscall.MS_BIND, "")
		if err := syscall.Mount("", folder, "", syscall.MS_BIND|syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
			t.Skip(err)
		}
		_, err := Write(Writing{Was: find(t, path), Data: []byte("new"), Backup: true, Now: noon})
		if !errors.Is(err, syscall.EROFS) || !strings.HasSuffix(err.Error(), "cannot make a file beside it: read-only file system: nothing is changed") {
			t.Error(err)
		}
		holds(t, path, "old")
	})
	t.Run("folder", func(t *testing.T) {
		folder := t.TempDir()
		path := filepath.Join(folder, "ZZZACL.pm")
		put(t, path, "old", 0o640)
		if err := os.Chmod(folder, 0o500); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(folder, 0o700) })
		if f, err := os.Create(filepath.Join(folder, "x")); err == nil {
			_ = f.Close()
			t.Skip("this user may write everywhere")
		}
		_, err := Write(Writing{Was: find(t, path), Data: []byte("new"), Backup: true, Now: noon})
		if !errors.Is(err, syscall.EACCES) || !strings.HasSuffix(err.Error(), "permission denied: nothing is changed") {
			t.Error(err)
		}
		holds(t, path, "old")
	})
}

// TestOwnerLost: where the owner cannot be kept, whoever could read the file still can, or nothing is
// written.
func TestOwnerLost(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can become somebody else here")
	}
	for _, c := range []struct {
		name, want string
		mode       os.FileMode
		gid        int
		written    bool
	}{
		{"the group reads it", "it belongs to 4321:2345 now, not to 1234:2345", 0o640, 2345, true},
		{"all read it", "it belongs to 4321:4321 now, not to 1234:54321", 0o644, 54321, true},
		{"nobody else reads it", "run this as root, or as that user: nothing is changed", 0o600, 54321, false},
		{"a group that is not theirs", "run this as root, or as that user: nothing is changed", 0o640, 54321, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder, err := os.MkdirTemp("", "deploy")
			if err != nil {
				t.Fatal(err)
			}
			defer os.RemoveAll(folder)
			path := filepath.Join(folder, "ZZZACL.pm")
			put(t, path, hurtOld, c.mode|0o004) // readable until it is looked at
			if err := errors.Join(os.Chown(path, 1234, c.gid), os.Chmod(folder, 0o777)); err != nil {
				t.Fatal(err)
			}
			program := filepath.Join(folder, "program")
			data, err := os.ReadFile(os.Args[0])
			if err != nil {
				t.Fatal(err)
			}
			put(t, program, string(data), 0o755)
			cmd := exec.Command(program)
			cmd.Env = []string{hurtPath + "=" + path, "TICKETACL_TEST_MODE=" + map[bool]string{true: "", false: "x"}[c.mode&0o004 != 0]}
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 4321, Gid: 4321, Groups: []uint32{2345}}}
			out, err := cmd.CombinedOutput()
			if (err == nil) != c.written || !strings.Contains(string(out), c.want) {
				t.Errorf("%v: %s", err, out)
			}
			holds(t, path, map[bool]string{true: hurtNew, false: hurtOld}[c.written])
		})
	}
}
