//go:build linux

package deploy

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ticketacl/ticketacl/internal/peer"
)

// The process that is hurt is this test itself, run again with the file's name in its environment.
const hurtPath, hurtOld, hurtNew = "TICKETACL_TEST_DEPLOY", "the old file\n", "the new file, which is longer\n"

func init() {
	if os.Getenv(hurtPath) != "" { // strace counts the calls of each thread for itself
		runtime.LockOSThread()
	}
}

func TestMain(m *testing.M) {
	path := os.Getenv(hurtPath)
	if path == "" {
		os.Exit(m.Run())
	}
	was, err := Find(path)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	if os.Getenv("TICKETACL_TEST_MODE") != "" { // as if others could not read it
		was.Mode &^= allRead
	}
	_, _ = os.Lstat("/" + hurtPath) // from here on
	out, err := Write(Writing{Was: was, Data: []byte(hurtNew), Backup: true, Now: noon})
	for _, n := range out.Notes {
		fmt.Fprintln(os.Stderr, "note:", n)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	os.Exit(0)
}

// fault is one call of the process in which something happens to it.
type fault struct {
	call string
	n    int
	what string // "signal=KILL", "error=EIO"
}

func (f fault) String() string { return fmt.Sprintf("%s %d %s", f.call, f.n, f.what) }

// calls are the system calls from the mark on: each with which of its kind it is.
func calls(t *testing.T, trace []byte) (out []fault) {
	t.Helper()
	seen := map[string]int{}
	marked, thread := false, ""
	for line := range bytes.Lines(trace) {
		pid, rest, _ := strings.Cut(string(line), " ")
		name, _, ok := strings.Cut(strings.TrimLeft(rest, " "), "(")
		if thread == "" {
			thread = pid
		}
		if !ok || pid != thread || strings.ContainsAny(name, " <+") {
			continue
		}
		seen[name]++
		if strings.Contains(rest, hurtPath) {
			marked = true
		} else if marked {
			out = append(out, fault{call: name, n: seen[name]})
		}
	}
	if len(out) < 10 {
		t.Fatalf("few calls:\n%s", trace)
	}
	return out
}

// traced are calls that have to do with files.
const traced = "trace=%file,write,pwrite64,read,close,fsync,fdatasync,fchown,fchmod,ftruncate,flock,fstat,getdents64,lseek"

// setting is what there is: an old file, a file system on which a file has one name.
type setting struct{ exists, noLinks bool }

// hurt runs the process with a fault, and returns the state of things.
func hurt(t *testing.T, folder string, in setting, f fault) (code int, errOut string, trace []byte) {
	t.Helper()
	path := filepath.Join(folder, "ZZZACL.pm")
	if in.exists {
		put(t, path, hurtOld, 0o640)
	}
	if os.Geteuid() == 0 { // so that there is something to keep
		for _, p := range []string{folder, path} {
			if err := os.Chown(p, 1234, 2345); err != nil && in.exists {
				t.Fatal(err)
			}
		}
	}
	put(t, filepath.Join(folder, ".ZZZACL.pm.ticketacl-000000000000.tmp"), "left by a killed run", 0o600)
	log := filepath.Join(t.TempDir(), "trace")
	args := []string{"-f", "-o", log, "-e", traced}
	if in.noLinks && f.call != "linkat" {
		args = append(args, "-e", "inject=linkat:error=EPERM")
	}
	if f.call != "" {
		args = append(args, "-e", fmt.Sprintf("inject=%s:%s:when=%d", f.call, f.what, f.n))
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "strace", append(args, os.Args[0])...)
	cmd.Env = append(os.Environ(), hurtPath+"="+path, "GOMAXPROCS=1", "GOGC=off")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	err := cmd.Run()
	var exited *exec.ExitError
	if err != nil && !errors.As(err, &exited) {
		t.Fatal(err)
	}
	trace, err = os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), stderr.String(), trace
}

// TestFaults kills the process in every call that has to do with files, and lets each fail in several
// ways. Afterwards the old or the new file is there, whole, with a backup of the old one if it is the new
// one; what failed is said; nothing else stays but where the process was killed, and that the next
// run takes away.
func TestFaults(t *testing.T) {
	peer.Need(t, "strace")
	for _, in := range []setting{{exists: true}, {}, {exists: true, noLinks: true}, {noLinks: true}} {
		t.Run(fmt.Sprintf("%+v", in), func(t *testing.T) {
			code, errOut, trace := hurt(t, t.TempDir(), in, fault{})
			if code != 0 || errOut != "" {
				t.Fatalf("without a fault: %d %s", code, errOut)
			}
			var faults []fault
			for _, c := range calls(t, trace) {
				for _, what := range []string{"signal=KILL", "error=ENOSPC", "error=EIO", "error=EROFS", "error=EACCES", "error=EPERM", "error=EDQUOT"} {
					faults = append(faults, fault{c.call, c.n, what})
				}
			}
			for _, must := range []string{"fsync", "write", "renameat", "linkat", "fchmod", "unlinkat"} {
				if must == "renameat" && !in.exists && !in.noLinks || must == "unlinkat" && in.noLinks {
					continue // a new file is linked into its place
				}
				if !slices.ContainsFunc(faults, func(f fault) bool { return strings.HasPrefix(f.call, must) }) {
					t.Errorf("%s is never called", must)
				}
			}
			next := make(chan fault)
			var wg sync.WaitGroup
			for range max(2, runtime.NumCPU()) {
				wg.Go(func() {
					for f := range next {
						judge(t, in, f)
					}
				})
			}
			for _, f := range faults {
				next <- f
			}
			close(next)
			wg.Wait()
			t.Logf("%d faults", len(faults))
		})
	}
}

func judge(t *testing.T, in setting, f fault) {
	folder := t.TempDir()
	code, errOut, trace := hurt(t, folder, in, f)
	for again := 0; again < 5 && !bytes.Contains(trace, []byte("INJECTED")) && !bytes.Contains(trace, []byte("killed by SIGKILL")); again++ {
		folder = t.TempDir() // the runtime makes calls of its own now and then
		code, errOut, trace = hurt(t, folder, in, f)
	}
	if !bytes.Contains(trace, []byte("INJECTED")) && !bytes.Contains(trace, []byte("killed by SIGKILL")) {
		t.Errorf("%s: nothing happened", f)
		return
	}
	bad := func(format string, args ...any) {
		t.Errorf("%s: %s\nexit code %d: %s%v", f, fmt.Sprintf(format, args...), code, errOut, files(t, folder))
	}
	path := filepath.Join(folder, "ZZZACL.pm")
	data, err := os.ReadFile(path)
	state := string(data)
	switch {
	case err != nil && (in.exists || !errors.Is(err, os.ErrNotExist)):
		bad("the file is gone: %v", err)
		return
	case err == nil && state != hurtNew && (!in.exists || state != hurtOld):
		bad("the file holds %q", state)
		return
	}
	var backups, strays []string
	for _, name := range files(t, folder) {
		switch {
		case strings.HasSuffix(name, ".bak"):
			backups = append(backups, name)
		case name != "ZZZACL.pm":
			strays = append(strays, name)
		}
	}
	for _, b := range backups { // whole, always
		if text, err := os.ReadFile(filepath.Join(folder, b)); err != nil || string(text) != hurtOld {
			bad("the backup holds %q", text)
		}
	}
	if in.exists && state == hurtNew && len(backups) != 1 {
		bad("%d backups of the old file", len(backups))
	}
	if strings.HasPrefix(f.what, "signal") {
		// The next run takes away what is left, and deploys.
		code, errOut, _ := hurt(t, folder, in, fault{})
		strays := slices.DeleteFunc(files(t, folder), func(n string) bool { return !strings.HasSuffix(n, ".tmp") })
		if text, err := os.ReadFile(path); code != 0 || err != nil || string(text) != hurtNew || len(strays) > 0 {
			bad("the next run: %d %s %v", code, errOut, strays)
		}
		return
	}
	switch {
	case code == 0 && state != hurtNew:
		bad("it says that all is well")
	case code != 0 && errOut == "":
		bad("it does not say what is wrong")
	case code != 0 && state == hurtNew && !strings.Contains(errOut, "the new file is in place"):
		bad("it does not say that the new file is there")
	case code != 0 && state != hurtNew && (!strings.Contains(errOut, "nothing is changed") || len(backups) > 0):
		bad("it does not say that nothing is changed, or leaves a backup")
	}
	sweeping := strings.HasPrefix(f.call, "unlink") || f.call == "getdents64" || f.call == "openat" || f.call == "flock" // who cannot sweep leaves what a killed run left
	if len(strays) > 0 && !sweeping && slices.ContainsFunc(strays, func(s string) bool { return s != ".ZZZACL.pm.ticketacl-000000000000.tmp" }) {
		bad("strays")
	}
}
