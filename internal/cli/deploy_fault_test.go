//go:build linux

package cli_test

import (
	"bytes"
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

	"github.com/ticketacl/ticketacl/internal/peer"
)

// hurt is in the environment of a command that strace traces: it counts the calls of each thread for
// itself, so that the command must stay on one.
const hurt = "TICKETACL_TEST_HURT"

func init() {
	if os.Getenv(hurt) != "" {
		runtime.LockOSThread()
	}
}

// TestDeployFaults kills the whole command in each call of a deployment that writes, and lets each fail:
// the old or the new file is there, whole, and the exit code says which. internal/deploy hurts every
// other call too.
func TestDeployFaults(t *testing.T) {
	peer.Need(t, "strace")
	self, err := filepath.Abs(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "ticketacl")
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	const calls = "openat,write,fchmod,fchown,fsync,linkat,renameat,renameat2,unlinkat,flock"
	run := func(inject string) (code int, out, state, trace string, stray []string) {
		dir, file := installation(t)
		if err := os.WriteFile(file, []byte("old"), 0o640); err != nil {
			t.Fatal(err)
		}
		log := filepath.Join(dir, "trace")
		args := []string{"-f", "-o", log, "-e", "trace=" + calls}
		if inject != "" {
			args = append(args, "-e", "inject="+inject)
		}
		cmd := exec.Command("strace", append(args, program, "deploy", filepath.Join(dir, "one.yml"), "-o", file, "--target", "otobo-11.0", "--limit", "5", "--yes")...)
		cmd.Env = append(os.Environ(), hurt+"=1", "GOMAXPROCS=1", "GOGC=off")
		var text bytes.Buffer
		cmd.Stdout, cmd.Stderr = &text, &text
		var exited *exec.ExitError
		if err := cmd.Run(); err != nil && !errors.As(err, &exited) {
			t.Fatal(err)
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		state = "half: " + string(data)
		if string(data) == "old" {
			state = "old"
		} else if strings.HasSuffix(string(data), "}\n1;\n") && strings.Contains(string(data), "100-One") {
			state = "new"
		}
		entries, err := os.ReadDir(filepath.Dir(file))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if strings.HasSuffix(e.Name(), ".tmp") || state == "old" && strings.HasSuffix(e.Name(), ".bak") {
				stray = append(stray, e.Name())
			}
		}
		told, err := os.ReadFile(log)
		if err != nil {
			t.Fatal(err)
		}
		return cmd.ProcessState.ExitCode(), text.String(), state, string(told), stray
	}
	code, out, state, trace, _ := run("")
	if code != 0 || state != "new" {
		t.Fatalf("without a fault: %d %s: %s", code, state, out)
	}
	var faults []string
	seen, locked, thread := map[string]int{}, false, ""
	for line := range strings.Lines(trace) {
		pid, rest, _ := strings.Cut(line, " ")
		name, arguments, ok := strings.Cut(strings.TrimLeft(rest, " "), "(")
		if thread == "" {
			thread = pid
		}
		if pid != thread || !ok || !slices.Contains(strings.Split(calls, ","), name) {
			continue
		}
		seen[name]++
		locked = locked || name == "flock"
		if reads := name == "openat" && !strings.Contains(arguments, "O_CREAT"); !locked || reads {
			continue
		}
		for _, what := range []string{"signal=KILL", "error=ENOSPC"} {
			faults = append(faults, fmt.Sprintf("%s:%s:when=%d", name, what, seen[name]))
		}
	}
	if len(faults) < 16 {
		t.Fatalf("only %v:\n%s", faults, trace)
	}
	next := make(chan string)
	var wg sync.WaitGroup
	for range max(2, runtime.NumCPU()) {
		wg.Go(func() {
			for inject := range next {
				code, out, state, trace, stray := run(inject)
				for again := 0; again < 5 && !strings.Contains(trace, "INJECTED") && !strings.Contains(trace, "killed by SIGKILL"); again++ {
					code, out, state, trace, stray = run(inject) // the runtime writes now and then too, to wake itself
				}
				killed := strings.Contains(inject, "KILL")
				switch {
				case !strings.Contains(trace, "INJECTED") && !strings.Contains(trace, "killed by SIGKILL"):
					t.Errorf("%s: nothing happened", inject)
				case state != "old" && state != "new":
					t.Errorf("%s: %s", inject, state)
				case killed:
				case code == 0 && state != "new", code != 0 && code != 3:
					t.Errorf("%s: %s, exit code %d: %s", inject, state, code, out)
				case code == 3 && state == "old" && !strings.Contains(out, ": nothing is changed"):
					t.Errorf("%s: it does not say what is there: %s", inject, out)
				case code == 3 && state == "old" && len(stray) > 0:
					t.Errorf("%s: left %v: %s", inject, stray, out)
				}
			}
		})
	}
	for _, f := range faults {
		next <- f
	}
	close(next)
	wg.Wait()
	t.Logf("%d faults", len(faults))
}
