//go:build unix

package deploy

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"strconv"
	"syscall"
)

// Owner is whose a file is.
type Owner struct {
	UID, GID int
	known    bool
}

func ownerOf(info fs.FileInfo) Owner {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return Owner{UID: int(s.Uid), GID: int(s.Gid), known: true}
	}
	return Owner{}
}

// String names user and group, "" where a file has none.
func (o Owner) String() string {
	if !o.known {
		return ""
	}
	name, group := strconv.Itoa(o.UID), strconv.Itoa(o.GID)
	if u, err := user.LookupId(name); err == nil {
		name = u.Username
	}
	if g, err := user.LookupGroupId(group); err == nil {
		group = g.Name
	}
	return name + ":" + group
}

// The bits with which a group, and everybody, can read.
const (
	groupReads fs.FileMode = 0o040
	allRead    fs.FileMode = 0o004
)

// give makes a file somebody's. Only root can give one away; where the owner cannot be kept, the
// group must be, and be able to read: else the system would go on without any ACL, silently.
func give(f *os.File, o Owner, mode fs.FileMode) (note string, err error) {
	now, err := owner(f)
	if err != nil || !o.known || now == o {
		return "", err
	}
	if err = f.Chown(o.UID, o.GID); err == nil {
		return "", nil
	}
	if !errors.Is(err, fs.ErrPermission) {
		return "", cause(err)
	}
	if now.GID != o.GID {
		if err := f.Chown(-1, o.GID); err != nil && !errors.Is(err, fs.ErrPermission) {
			return "", cause(err)
		}
		if now, err = owner(f); err != nil {
			return "", err
		}
	}
	if now.GID == o.GID && mode&groupReads != 0 || mode&allRead != 0 {
		return fmt.Sprintf("it belongs to %s now, not to %s, which only root could have kept; who could read it still can", now, o), nil
	}
	return "", fmt.Errorf("it would belong to %s, not to %s, and the system could not read it any more: run this as root, or as that user", now, o)
}

func owner(f *os.File) (Owner, error) {
	info, err := f.Stat()
	if err != nil {
		return Owner{}, cause(err)
	}
	return ownerOf(info), nil
}

// errBusy: somebody else holds the lock.
var errBusy = errors.New("locked")

// lock takes the lock of a file or folder, which ends with the process at the latest. Where the
// file system has none it returns false.
func lock(f *os.File) (bool, error) {
	for {
		switch err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); {
		case err == nil:
			return true, nil
		case errors.Is(err, syscall.EINTR):
		case errors.Is(err, syscall.EWOULDBLOCK):
			return false, errBusy
		case errors.Is(err, syscall.ENOTSUP), errors.Is(err, syscall.ENOSYS), errors.Is(err, syscall.EBADF), errors.Is(err, syscall.ENOLCK), errors.Is(err, syscall.EINVAL):
			return false, nil // NFS wants to write what it locks
		default:
			return false, err
		}
	}
}

// noLinks: the file system cannot give a file a second name, or does not let this user.
func noLinks(err error) bool {
	for _, e := range []error{syscall.EPERM, syscall.ENOTSUP, syscall.ENOSYS, syscall.EMLINK, syscall.EXDEV} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// flush brings the names in a folder to the disk. Some file systems do that by themselves, and
// know no such call.
func flush(dir *os.File) error {
	err := dir.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		return nil
	}
	return err
}
