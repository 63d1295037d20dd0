package migrate_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/migrate"
	"github.com/ticketacl/ticketacl/lint"
)

func readSeed(t testing.TB, name string) *acl.Set {
	t.Helper()
	read, err := convert.Read(t.Context(), "../../testdata/seeds/"+name, convert.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return read.Set
}

// TestSeeds: the documents of OTRS 2 and 5 become sets that are clean and deploy, and
// what a person is told is what the documents are about.
func TestSeeds(t *testing.T) {
	ids := map[string]string{"P14": "Process-00000000000000000000000000000014", "AD1": "ActivityDialog-00000000000000000000000000000001", "AD3": "ActivityDialog-00000000000000000000000000000003"}
	for _, c := range []struct {
		seed, from, to string
		off            []string
		needs          map[string][]migrate.ClassID
	}{
		// In the document of OTRS 2 ACL-Name-Test is on screens that create tickets, and
		// wants one that is stored; its free fields are placeholders.
		{"003.pm", "otrs-2.4", "otobo-11.0", []string{"ACL-Name-Test"}, map[string][]migrate.ClassID{
			"ACL-Name-Test": {migrate.NeverApplied, migrate.ValueUnknown}, "": {migrate.ScreensAsk},
		}},
		// The reference of OTRS 5 wants CustomerUser.Role, which nobody has. Its owner is a
		// placeholder.
		{"002-mended.pm", "otrs-5.0", "znuny-7.0", []string{"200-ACL-Reference"}, map[string][]migrate.ClassID{
			"100-Example-ACL": {migrate.NewParameters}, "102-Second-Example-ACL": {migrate.NewParameters},
			"104-Only-Hardware-Services-for-HW-Queues-ACL": {migrate.NewParameters},
			"200-ACL-Reference":                            {migrate.NeverApplied, migrate.NewParameters, migrate.ValueUnknown},
		}},
		{"002-mended.pm", "otrs-5.0", "otobo-11.0", []string{"200-ACL-Reference"}, map[string][]migrate.ClassID{
			"100-Example-ACL": {migrate.NewParameters}, "102-Second-Example-ACL": {migrate.NewParameters},
			"104-Only-Hardware-Services-for-HW-Queues-ACL": {migrate.NewParameters},
			"200-ACL-Reference":                            {migrate.NeverApplied, migrate.NewParameters},
			"":                                             {migrate.ScreensAsk},
		}},
	} {
		t.Run(c.seed+" to "+c.to, func(t *testing.T) {
			to := parse(t, c.to)
			r, err := migrate.Migrate(readSeed(t, c.seed), migrate.Options{From: parse(t, c.from), To: to, IDs: ids})
			if err != nil {
				t.Fatal(err)
			}
			needs := map[string][]migrate.ClassID{}
			for _, n := range r.Needs {
				if !slices.Contains(needs[n.ACL], n.Class) {
					needs[n.ACL] = append(needs[n.ACL], n.Class)
				}
			}
			for _, classes := range needs {
				slices.Sort(classes)
			}
			if !maps.EqualFunc(needs, c.needs, slices.Equal[[]migrate.ClassID]) {
				t.Errorf("needs %v, want %v", needs, c.needs)
			}
			var off []string
			for _, a := range r.Set.ACLs {
				if a.Validity() != acl.Valid {
					off = append(off, a.Name)
				}
			}
			if !slices.Equal(off, c.off) {
				t.Errorf("%q are switched off, want %q", off, c.off)
			}
			if len(r.Lines) != len(r.Set.ACLs) {
				t.Errorf("%d stretches to delete, want %d", len(r.Lines), len(r.Set.ACLs))
			}
			opts := convert.WriteOptions{Target: to, Now: time.Date(2024, 5, 1, 8, 0, 0, 0, time.UTC), By: "root@localhost"}
			clean(t, convert.Write(r.Set, convert.Export, opts), to.ID)
			deploys(t, r.Set, opts)
		})
	}
}

// clean lints an export: of what is deployed nothing is worth more than a remark.
func clean(t *testing.T, w *convert.Written, target string) {
	t.Helper()
	for _, d := range w.Diagnostics {
		t.Errorf("written: %s", d.Summary)
	}
	read, err := convert.ReadBytes("out.yml", w.Data)
	if err != nil {
		t.Fatal(err)
	}
	in := &lint.Input{Read: read, Sources: map[string][]byte{"out.yml": w.Data}}
	for _, d := range lint.Lint(in, lint.Options{Target: parse(t, target)}) {
		if d.Severity > diag.Info {
			t.Errorf("%s: %s: %s", d.ACL, d.Rule, d.Summary)
		}
	}
}

// deploys: what the system would write reads back as the set.
func deploys(t *testing.T, set *acl.Set, opts convert.WriteOptions) {
	t.Helper()
	w := convert.Write(set, convert.Deployment, opts)
	for _, d := range w.Diagnostics {
		if !strings.HasPrefix(d.Summary, "Description of ") { // for which there is no place
			t.Errorf("deployed: %s", d.Summary)
		}
	}
	read, err := convert.ReadBytes("ZZZACL.pm", w.Data)
	if err != nil {
		t.Fatal(err)
	}
	var want []*acl.ACL
	for _, a := range set.Order() {
		if a.Validity() == acl.Valid {
			want = append(want, a)
		}
	}
	got := read.Set.Order()
	if len(got) != len(want) || len(read.Diagnostics) > 0 {
		t.Fatalf("%d ACLs are read, of %d; %v", len(got), len(want), read.Diagnostics)
	}
	for i, a := range want {
		for b := range acl.BlockName(acl.NumBlocks) {
			x, y := a.Block(b), got[i].Block(b)
			if len(x.Entries()) == 0 && len(y.Entries()) == 0 {
				continue
			}
			if a.Name != got[i].Name || text(x) != text(y) {
				t.Errorf("%s %s: %s is read as %s", a.Name, b, text(x), text(y))
			}
		}
	}
}
