package diff_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diff"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// goodLimit is how many scenarios diff tries where behaviour is told in short: of these
// sets far fewer than there are.
const goodLimit = 1000

// goodSet is a set of testdata/good with the scenarios in which its ACLs act.
type goodSet struct {
	file      string
	at        *system
	scenarios []*scenario.Scenario
}

func goodSets(t testing.TB) []*goodSet {
	const dir = "../../testdata/good"
	files, err := filepath.Glob(filepath.Join(dir, "*.scenarios.yml"))
	if err != nil || len(files) == 0 {
		t.Fatal(err, files)
	}
	var out []*goodSet
	for _, file := range files {
		f, findings, err := scenario.Load(file)
		if err != nil || len(findings) > 0 {
			t.Fatal(err, findings)
		}
		g := &goodSet{file: filepath.Join(dir, f.ACLs), at: &system{}, scenarios: f.Scenarios}
		if g.at.target, err = product.Parse(f.Target); err != nil {
			t.Fatal(err)
		}
		g.at.stock = inventory.Stock(g.at.target)
		if g.at.inv = g.at.stock; f.Inventory != "" {
			own, _, err := inventory.Load(filepath.Join(dir, f.Inventory))
			if err != nil {
				t.Fatal(err)
			}
			g.at.inv = own.Over(g.at.stock)
		}
		out = append(out, g)
	}
	return out
}

func (g *goodSet) read(t testing.TB) *acl.Set {
	out, err := convert.Read(context.Background(), g.file, convert.Options{})
	if err != nil || out.Partial {
		t.Fatal(err, out.Diagnostics)
	}
	return out.Set
}

// lists are those of an ACL, with their places in it.
func lists(a *acl.ACL) (out []*acl.Value, where []string) {
	for _, block := range []acl.BlockName{acl.Properties, acl.PropertiesDatabase, acl.Possible, acl.PossibleAdd, acl.PossibleNot} {
		v := a.Block(block)
		if v == nil || v.Kind != acl.Hash {
			continue
		}
		for i := range v.Entries() {
			area := &v.Entries()[i]
			if area.Value.Kind == acl.List && len(area.Value.Items()) > 0 {
				out, where = append(out, &area.Value), append(where, fmt.Sprint(block, ".", area.Key))
			}
			if area.Value.Kind != acl.Hash {
				continue
			}
			for k := range area.Value.Entries() {
				if attr := &area.Value.Entries()[k]; attr.Value.Kind == acl.List && len(attr.Value.Items()) > 0 {
					out, where = append(out, &attr.Value), append(where, fmt.Sprint(block, ".", area.Key, ".", attr.Key))
				}
			}
		}
	}
	return out, where
}

// editOf makes one edit of an ACL: kind 0 leaves it out, else an item of a list is removed
// or negated.
func editOf(set *acl.Set, at, kind, list int) (what string) {
	a := set.ACLs[at]
	all, where := lists(a)
	if kind == 0 || len(all) == 0 {
		set.ACLs = slices.Delete(set.ACLs, at, at+1)
		return a.Name + " left out"
	}
	v := all[list%len(all)]
	items := slices.Clone(v.Items())
	if kind == 1 {
		what = "removed"
		items = items[1:]
	} else {
		what = "negated"
		text := "[Not]" + items[0].Text
		if rest, is := strings.CutPrefix(items[0].Text, "[Not"); is {
			text = strings.TrimPrefix("["+rest, "[]")
		} else if strings.HasPrefix(items[0].Text, "[") {
			text = "[Not" + items[0].Text[1:]
		}
		items[0].Text = text
	}
	v.SetItems(items)
	return fmt.Sprintf("%s %s: the first item %s", a.Name, where[list%len(all)], what)
}

// TestGoodSets: where there is no room for all combinations, an edit is found that some
// scenario shows which was written by hand for the set. TICKETACL_GOOD_SET names one set;
// TICKETACL_GOOD_EDITS=all tries each ACL in each way.
func TestGoodSets(t *testing.T) {
	shown, found := 0, 0
	for _, g := range goodSets(t) {
		if only := os.Getenv("TICKETACL_GOOD_SET"); only != "" && !strings.Contains(g.file, only) {
			continue
		}
		type edit struct{ at, kind, list int }
		var edits []edit
		r := rand.New(rand.NewPCG(7, 7))
		for at := range g.read(t).ACLs {
			for kind := range 3 {
				edits = append(edits, edit{at, kind, r.IntN(8)})
			}
		}
		r.Shuffle(len(edits), func(i, j int) { edits[i], edits[j] = edits[j], edits[i] })
		if os.Getenv("TICKETACL_GOOD_EDITS") != "all" {
			edits = edits[:2]
		}
		for _, x := range edits {
			oldSet, newSet := g.read(t), g.read(t)
			what := editOf(newSet, x.at, x.kind, x.list)
			old, now := g.at.side(oldSet), g.at.side(newSet)
			var witness *scenario.Scenario
			for _, s := range g.scenarios {
				if _, err := scenario.Calls(s, scenario.NewWorld(old.Engine, g.at.inv, g.at.stock)); err != nil {
					continue
				}
				if len(seenDiffer(observed(t, s, old), observed(t, s, now))) > 0 {
					witness = s
					break
				}
			}
			if witness == nil {
				continue
			}
			shown++
			before, after := diff.Compare(oldSet, newSet, diff.Options{Target: g.at.target}).Touched()
			b, err := diff.Behave(t.Context(), diff.BehaviourOptions{Old: old, New: now, Touched: slices.Concat(before, after), Limit: goodLimit, Keep: true})
			if err != nil {
				t.Fatal(err)
			}
			if len(b.Differences) == 0 {
				t.Errorf("%s: %s: %d scenarios, complete %v, show nothing, but %q does\n%s", filepath.Base(g.file), what, b.Scenarios, b.Complete, witness.Name, written(t, witness))
				continue
			}
			found++
		}
	}
	t.Logf("%d of %d edits found", found, shown)
	if shown < 3 {
		t.Errorf("only %d edits that a scenario shows", shown)
	}
}
