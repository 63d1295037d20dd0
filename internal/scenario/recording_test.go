package scenario

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

func screensFile(name string) string { return filepath.Join("..", "..", "testdata", "screens", name) }

func recordings(t testing.TB) []Recording {
	t.Helper()
	f, err := os.Open(screensFile("calls.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	all, err := ReadRecordings(io.Reader(z))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func recordedInventory(t testing.TB) *inventory.Inventory {
	t.Helper()
	inv, findings, err := inventory.Load(screensFile("inventory.yml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Error(f)
	}
	return inv
}

// tally counts equal calls.
type tally struct{ equal, total, extra int }

func TestRecordedCalls(t *testing.T) {
	w := &World{Target: product.Default(), Inventory: recordedInventory(t)}
	counts := map[string]*tally{}
	var names []string
	var all tally
	for _, rec := range recordings(t) {
		n := counts[rec.Screen]
		if n == nil {
			n = &tally{}
			counts[rec.Screen] = n
			names = append(names, rec.Screen)
		}
		var asked []Asked
		s, err := FromRecording(&rec, w)
		if err == nil {
			var plan *Plan
			if plan, err = Calls(s, w); err == nil {
				asked = plan.Asked
			}
		}
		if err != nil {
			t.Logf("%s %s: %v", rec.Screen, rec.Step, err)
		}
		var lines []string
		for _, c := range CompareCalls(asked, rec.Calls) {
			switch {
			case c.Recorded < 0:
				n.extra++
			case len(c.Differ) == 0:
				n.equal++
			}
			if len(c.Differ) > 0 {
				lines = append(lines, fmt.Sprintf("\t%d %s: %s", c.Recorded, c.Question, strings.Join(c.Differ, "; ")))
			}
		}
		n.total += len(rec.Calls)
		if len(lines) > 0 && testing.Verbose() {
			t.Logf("%s %s\n%s", rec.Screen, rec.Step, strings.Join(lines, "\n"))
		}
	}
	slices.Sort(names)
	for _, name := range names {
		n := counts[name]
		all.equal, all.total, all.extra = all.equal+n.equal, all.total+n.total, all.extra+n.extra
		if n.equal < n.total || n.extra > 0 {
			t.Logf("%-50s %4d of %4d, %d more", name, n.equal, n.total, n.extra)
		}
	}
	t.Logf("%-50s %4d of %4d, %d more", "all", all.equal, all.total, all.extra)
}
