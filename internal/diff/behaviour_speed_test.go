package diff_test

import (
	"compress/gzip"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// largeSet is a generated set of a number of ACLs.
func largeSet(t testing.TB, n int) *acl.Set {
	t.Helper()
	f, err := os.Open(filepath.Join("../../testdata/speed", fmt.Sprintf("export%d.yml.gz", max(n, 1000))))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	read, err := convert.Read(context.Background(), "-", convert.Options{Stdin: r})
	if err != nil {
		t.Fatal(err)
	}
	read.Set.ACLs = read.Set.ACLs[:n]
	return read.Set
}

// editedSet changes an item in some ACLs of a set that was read again.
func editedSet(set *acl.Set, edits int) {
	r := rand.New(rand.NewPCG(3, 4))
	for n := 0; n < edits; {
		a := set.ACLs[r.IntN(len(set.ACLs))]
		for _, b := range []acl.BlockName{acl.PossibleNot, acl.Possible, acl.Properties} {
			block := a.Block(b)
			if block.Kind != acl.Hash || len(block.Entries()) == 0 {
				continue
			}
			v := &block.Entries()[0].Value
			for v.Kind == acl.Hash && len(v.Entries()) > 0 {
				v = &v.Entries()[0].Value
			}
			if v.Kind != acl.List || len(v.Items()) == 0 {
				continue
			}
			v.SetItems(slices.Clone(v.Items()[:len(v.Items())-1]))
			n++
			break
		}
	}
}

// compareLarge compares two sets that differ in five items, and returns what it took.
func compareLarge(t testing.TB, size int) (*diff.Behaviour, time.Duration) {
	old, now := largeSet(t, size), largeSet(t, size)
	editedSet(now, 5)
	before, after := diff.Compare(old, now, diff.Options{Target: product.Default()}).Touched()
	target := product.Default()
	stock := inventory.Stock(target)
	side := func(set *acl.Set) diff.Side {
		e := simulate.Compile(set, target, simulate.Options{Inventory: stock, Ways: 64})
		return diff.Side{Engine: e, World: scenario.NewWorld(e, stock, stock)}
	}
	start := used()
	b, err := diff.Behave(t.Context(), diff.BehaviourOptions{Old: side(old), New: side(now), Touched: slices.Concat(before, after)})
	if err != nil {
		t.Fatal(err)
	}
	return b, used() - start
}

// TestThousandACLs: where there is room for few of the scenarios of two sets of a thousand
// ACLs, what most of the edited ones do is found to differ.
func TestThousandACLs(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	b, took := compareLarge(t, 1000)
	responsible := map[string]bool{}
	for _, d := range b.Differences {
		for _, a := range slices.Concat(d.Old, d.New) {
			responsible[a.Name] = true
		}
	}
	t.Logf("%d scenarios, %d differences by %d ACLs, complete %v, %v of processor time", b.Scenarios, len(b.Differences), len(responsible), b.Complete, took.Round(10*time.Millisecond))
	if len(responsible) < 3 || b.Complete || !b.Spent {
		t.Errorf("differences by %v, complete %v, limit reached %v", responsible, b.Complete, b.Spent)
	}
}

func BenchmarkBehaviour(b *testing.B) {
	for _, size := range []int{100, 1000, 10000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			for b.Loop() {
				found, took := compareLarge(b, size)
				b.ReportMetric(took.Seconds(), "cpu-s/op")
				b.ReportMetric(float64(found.Scenarios), "scenarios/op")
				b.ReportMetric(float64(len(found.Differences)), "differences/op")
			}
		})
	}
}

// used is the processor time of this process.
func used() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
