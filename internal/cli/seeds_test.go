package cli_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/cli"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

const golden = "../../testdata/golden"

// recorded is a call of the documented examples that a real system answered.
type recorded struct {
	ID     string
	Note   string
	World  string
	ACLs   map[string]any `json:"acls"`
	Call   map[string]any
	Expect struct {
		Returned int
		Matched  []string
		Used     []string
		Data     map[string]string
	}
}

// variant are the recorded cases whose ACL is not the one of the document that
// the seeds were taken from, with what is another there.
func variant(id string) string {
	switch {
	case id == "ex105-5":
		return "an older document, with another name and customer"
	case id == "ex106-4":
		return "another process"
	case strings.HasPrefix(id, "exall-"), strings.HasPrefix(id, "exold-"):
		return "ACLs of an older document"
	}
	return ""
}

// TestSeedsAnswerAsRecorded asks each example's file what a real system was
// asked, in the same world.
func TestSeedsAnswerAsRecorded(t *testing.T) {
	asked := map[string]int{}
	for _, c := range readRecorded(t, filepath.Join(golden, "otobo-11.0", "examples.jsonl.gz")) {
		name := slices.Sorted(maps.Keys(c.ACLs))[0]
		t.Run(c.ID, func(t *testing.T) {
			if v := variant(c.ID); v != "" {
				if len(c.ACLs) == 1 && sameRules(t, name, c) {
					t.Errorf("it is no variant (%s): the seed says the same", v)
				}
				return
			}
			set := readSeed(t, name+".yml")
			if name != "200-ACL-Reference" && !sameRules(t, name, c) {
				t.Errorf("the seed says something else than the recorded ACL")
			}
			checkAnswer(t, set, c)
			checkAnswer(t, onlyOf(readSeed(t, "Export_ACL.yml"), name), c)
		})
		if variant(c.ID) == "" {
			asked[name]++
		}
	}
	want := map[string]int{
		"100-Example-ACL": 8, "101-Example-ACL": 8, "102-Example-ACL": 7, "103-Example-ACL": 3,
		"104-Example-ACL": 5, "105-Example-ACL": 4, "106-Example-ACL": 3, "200-ACL-Reference": 1,
	}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Errorf("cases asked of each seed (-want +got):\n%s", diff)
	}
}

func checkAnswer(t *testing.T, set *convert.Set, c recorded) {
	t.Helper()
	// The reference is not valid, so that no system deploys it.
	engine := simulate.Compile(set, product.Default(), simulate.Options{WithInvalid: true})
	a := engine.Ask(newCall(c.Call), readWorld(t, c.World))
	if a.Undetermined != nil || a.Died != nil {
		t.Fatalf("no answer: unknown %q, died %v", a.Unknown, a.Died)
	}
	if diff := cmp.Diff(c.Expect.Matched, namesOf(a.Matched)); diff != "" {
		t.Errorf("matched (-recorded +here):\n%s", diff)
	}
	if diff := cmp.Diff(c.Expect.Used, namesOf(a.Used)); diff != "" {
		t.Errorf("used (-recorded +here):\n%s", diff)
	}
	if a.Returned != (c.Expect.Returned == 1) {
		t.Errorf("returned is %t here, %d recorded", a.Returned, c.Expect.Returned)
	}
	if !a.Returned {
		return
	}
	left := map[string]string{}
	for _, x := range a.Left {
		left[x.ID] = x.Name
	}
	if diff := cmp.Diff(c.Expect.Data, left); diff != "" {
		t.Errorf("data (-recorded +here):\n%s", diff)
	}
}

// TestSeedsSayTheSameTwice: Export_ACL.yml holds what the single files hold.
func TestSeedsSayTheSameTwice(t *testing.T) {
	all := readSeed(t, "Export_ACL.yml")
	files, err := filepath.Glob(filepath.Join(seeds, "[0-9]*.yml"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 8 || len(all.ACLs) != len(files) {
		t.Fatalf("%d files, %d ACLs in the export, want 8 of each", len(files), len(all.ACLs))
	}
	for i, f := range files {
		one, other := readSeed(t, filepath.Base(f)).ACLs[0], all.ACLs[i]
		if one.Name+".yml" != filepath.Base(f) {
			t.Errorf("%s holds %s", f, one.Name)
		}
		if diff := cmp.Diff(rules(one), rules(other)); diff != "" {
			t.Errorf("%s: file and export differ:\n%s", one.Name, diff)
		}
		if one.Validity() != other.Validity() || one.Stops() != other.Stops() {
			t.Errorf("%s: %v and %v, stops %t and %t", one.Name, one.Validity(), other.Validity(), one.Stops(), other.Stops())
		}
	}
}

// TestSeedScenarios holds what the scenarios expect against what simulate says.
// An ACL counts as matched or used where it is for any list of the screen.
func TestSeedScenarios(t *testing.T) {
	path := filepath.Join(seeds, "scenarios.yml")
	f, findings, err := scenario.Load(path)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	var out, errOut bytes.Buffer
	if code := cli.Main([]string{"simulate", "--format", "json", path}, strings.NewReader(""), &out, &errOut); code != 0 {
		t.Fatalf("exit code %d: %s", code, errOut.String())
	}
	var got report.Simulations
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Simulations) != len(f.Scenarios) {
		t.Fatalf("%d scenarios, %d simulations", len(f.Scenarios), len(got.Simulations))
	}
	named := ""
	for i, s := range f.Scenarios {
		t.Run(s.Name, func(t *testing.T) { checkExpected(t, s.Expect, got.Simulations[i]) })
		named += s.Name + "\n"
	}
	for _, example := range []string{"100", "101", "102", "103", "104", "105", "106"} {
		if strings.Count(named, example+" ") < 2 {
			t.Errorf("%s: a scenario in which it acts and a near miss are wanted", example)
		}
	}
}

func checkExpected(t *testing.T, want *scenario.Expect, got *report.Simulation) {
	t.Helper()
	if want == nil {
		t.Fatal("nothing is expected")
	}
	matched, used := []string{}, []string{}
	for _, a := range got.ACLs {
		if slices.ContainsFunc(a.Cases, func(c report.ACLCase) bool { return c.Status == "undetermined" }) {
			t.Errorf("%s is undetermined", a.Name)
		}
		if slices.ContainsFunc(a.Cases, func(c report.ACLCase) bool { return c.Status == "matched" }) {
			matched = append(matched, a.Name)
		}
		if slices.ContainsFunc(a.Cases, func(c report.ACLCase) bool { return len(c.UsedFor) > 0 }) {
			used = append(used, a.Name)
		}
	}
	exactly := func(what string, want scenario.Names, got []string) {
		if diff := cmp.Diff(want.List, got, cmpopts.EquateEmpty()); want.Given && diff != "" {
			t.Errorf("%s (-expected +simulated):\n%s", what, diff)
		}
	}
	if want.Matched != nil {
		exactly("matched", scenario.Names{Given: true, List: want.Matched.Has}, matched)
	}
	if want.Used != nil {
		exactly("used", scenario.Names{Given: true, List: want.Used.Has}, used)
	}
	for _, name := range want.NotMatched.List {
		if slices.Contains(matched, name) {
			t.Errorf("%s matched", name)
		}
	}
	for question, offer := range want.Questions {
		left, asked := []string{}, false
		for _, q := range got.Questions {
			if full, _ := scenario.Question(q.Name); full == question {
				left, asked = []string{}, true
				for _, c := range q.Left {
					left = append(left, c.Name)
				}
			}
		}
		switch {
		case !asked:
			t.Errorf("%s is not asked", question)
		case offer.Exact:
			exactly(question, scenario.Names{Given: true, List: offer.Has}, left)
		}
		for _, name := range offer.Has {
			if !slices.Contains(left, name) {
				t.Errorf("%s lacks %s", question, name)
			}
		}
		for _, name := range offer.Lacks {
			if slices.Contains(left, name) {
				t.Errorf("%s has %s", question, name)
			}
		}
	}
}

func readSeed(t *testing.T, name string) *convert.Set {
	t.Helper()
	r, err := convert.Read(t.Context(), filepath.Join(seeds, name), convert.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range r.Diagnostics {
		t.Errorf("finding in a seed: %s", d.Error())
	}
	return r.Set
}

// onlyOf is a set with one ACL of another one.
func onlyOf(set *convert.Set, name string) *convert.Set {
	one := &convert.Set{}
	for _, a := range set.ACLs {
		if a.Name == name {
			one.ACLs = append(one.ACLs, a)
		}
	}
	return one
}

// sameRules reports whether a seed says what a recorded ACL says; blocks that
// are empty and blocks that are not there are the same.
func sameRules(t *testing.T, name string, c recorded) bool {
	t.Helper()
	if _, err := os.Stat(filepath.Join(seeds, name+".yml")); err != nil {
		return false
	}
	want, _ := plainHash(c.ACLs[name]).(map[string]any)
	delete(want, "StopAfterMatch")
	return cmp.Equal(want, rules(readSeed(t, name+".yml").ACLs[0]))
}

// rules are the blocks of an ACL in plain Go, without the empty ones.
func rules(a *convert.ACL) map[string]any {
	out := map[string]any{}
	for b := range acl.BlockName(acl.NumBlocks) {
		if v := plain(a.Block(b)); v != nil {
			out[b.String()] = v
		}
	}
	return out
}

func plain(v *convert.Value) any {
	switch v.Kind {
	case acl.Undef:
		return nil
	case acl.List:
		list := []any{}
		for i := range v.Items() {
			list = append(list, plain(&v.Items()[i]))
		}
		return list
	case acl.Hash:
		h := map[string]any{}
		for _, e := range v.Entries() {
			h[e.Key] = plain(&e.Value)
		}
		return plainHash(h)
	}
	return v.Text
}

// plainHash drops what is empty.
func plainHash(v any) any {
	h, ok := v.(map[string]any)
	if !ok {
		return v
	}
	maps.DeleteFunc(h, func(k string, e any) bool {
		h, isHash := e.(map[string]any)
		return e == nil || isHash && len(h) == 0
	})
	if len(h) == 0 {
		return nil
	}
	return h
}

func readRecorded(t *testing.T, path string) []recorded {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var cases []recorded
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c recorded
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatalf("%s:%d: %v", path, len(cases)+1, err)
		}
		cases = append(cases, c)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return cases
}

func readWorld(t *testing.T, name string) *simulate.System {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(golden, "worlds", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	inv, tickets, err := inventory.FromWorld(data)
	if err != nil {
		t.Fatal(err)
	}
	return &simulate.System{Inventory: inv, Tickets: tickets}
}

// newCall reads the arguments of a call; those of the examples are strings, but
// for the candidates.
func newCall(args map[string]any) *simulate.Call {
	c := &simulate.Call{Params: map[string]inventory.Value{}}
	for name, v := range args {
		switch data, isHash := v.(map[string]any); {
		case isHash:
			for _, id := range slices.Sorted(maps.Keys(data)) {
				c.Data = append(c.Data, simulate.Candidate{ID: id, Name: fmt.Sprint(data[id])})
			}
		case name == "Data":
			text := inventory.TextValue(fmt.Sprint(v))
			c.Scalar = &text
		case name == "ReturnType":
			c.ReturnType = fmt.Sprint(v)
		case name == "ReturnSubType":
			c.ReturnSubType = fmt.Sprint(v)
		default:
			c.Params[name] = inventory.TextValue(fmt.Sprint(v))
		}
	}
	return c
}

func namesOf(acls []*convert.ACL) []string {
	names := []string{}
	for _, a := range acls {
		names = append(names, a.Name)
	}
	return names
}
