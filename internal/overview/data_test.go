package overview_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/overview"
	"github.com/ticketacl/ticketacl/internal/product"
)

// asText turns every scalar of decoded JSON into its text: what came out of a
// number in YAML may be either in Perl, which the engine does not tell apart.
func asText(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			v[k] = asText(v[k])
		}
	case []any:
		for i := range v {
			v[i] = asText(v[i])
		}
	case json.Number:
		return v.String()
	}
	return v
}

func decode(t *testing.T, data []byte) any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v: %s", err, data)
	}
	return v
}

// TestDataIsWhatPerlLoads holds ACLs as data against what perl saw when it
// loaded the file that OTOBO 11 deployed from the same export.
func TestDataIsWhatPerlLoads(t *testing.T) {
	different := map[string]string{
		"010": "deploying deletes [empty] everywhere",
		"011": "perl reads CR LF in its file as LF",
	}
	f, err := os.Open("../../testdata/deploy/visible.loaded.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	compared := 0
	for lines.Scan() {
		var loaded struct {
			File      string
			Compiles  int
			TicketAcl map[string]json.RawMessage `json:"TicketAcl"`
		}
		if err := json.Unmarshal(lines.Bytes(), &loaded); err != nil {
			t.Fatal(err)
		}
		id, direct := strings.CutSuffix(strings.TrimSuffix(loaded.File, ".pm"), ".direct")
		if loaded.Compiles == 0 || direct || different[id] != "" {
			continue
		}
		data, err := os.ReadFile(filepath.Join("../../testdata/deploy/visible", id+".yml"))
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]any{}
		for _, a := range read(t, string(data)) {
			if a.Validity() == acl.Valid {
				out, err := otobo().Data(a).MarshalJSON()
				if err != nil {
					t.Fatal(err)
				}
				got[a.Name] = asText(decode(t, out))
				compared++
			}
		}
		want := map[string]any{}
		for name, raw := range loaded.TicketAcl {
			want[name] = asText(decode(t, raw))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-perl +here):\n%s", id, diff)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	if compared < 30 {
		t.Errorf("%d ACLs compared, want 30", compared)
	}
}

func TestData(t *testing.T) {
	number := func(s string) acl.Value { return acl.Value{Kind: acl.Number, Text: s} }
	for _, tt := range []struct {
		name string
		v    acl.Value
		want string
	}{
		{"undef", acl.Value{}, `null`},
		{"text", text("x\"\n<é\x01"), `"x\"\n<é\u0001"`},
		{"a list where the ACL belongs", items("a", ""), `["a",""]`},
		{"no entries", hash(), `{}`},
		{"keys sorted, the last of equal ones", hash(key("b", text("1")), key("a", text("2")), key("b", text("3"))), `{"a":"2","b":"3"}`},
		{"every key", hash(key("StopAfterMatch", number("1")), key("PossibleNotAdd", hash())), `{"PossibleNotAdd":{},"StopAfterMatch":1}`},
		{
			"forms of numbers", acl.NewList([]acl.Value{
				number("1"), number("-2.5e3"), number("007"), number("0x1f"), number("1_000"), number(".5"), number("1."), number("+1"), number("NaN"), number(" 1"), text("1"),
			}),
			`[1,-2.5e3,"007","0x1f","1_000",".5","1.","+1","NaN"," 1","1"]`,
		},
		{"booleans", acl.NewList([]acl.Value{{Kind: acl.Bool, Text: "1"}, {Kind: acl.Bool}}), `["1",""]`},
		{"computed", hash(key("Possible", dynamic("")), key("Properties", dynamic("HW-…"))), `{"Possible":{"dynamic":"…"},"Properties":{"dynamic":"HW-…"}}`},
	} {
		out, err := otobo().Data(acl.NewDeployed("x", tt.v)).MarshalJSON()
		if err != nil || string(out) != tt.want {
			t.Errorf("%s: %s, %v; want %s", tt.name, out, err, tt.want)
		}
	}
}

// TestDataOfExports: the blocks that deploying writes, whatever the export says.
func TestDataOfExports(t *testing.T) {
	for _, tt := range []struct {
		name, entry string
		r           overview.Reader
		want        string
	}{
		{
			"nothing", "ValidID: 1", otobo(),
			`{"Possible":{},"PossibleAdd":{},"PossibleNot":{},"Properties":{},"PropertiesDatabase":{},"StopAfterMatch":0}`,
		},
		{
			"true and false", "StopAfterMatch: '1'\n  ConfigMatch: {Properties: 0, PropertiesDatabase: x}\n  ConfigChange: {Possible: [], Other: 1}", otobo(),
			`{"Possible":[],"PossibleAdd":{},"PossibleNot":{},"Properties":{},"PropertiesDatabase":"x","StopAfterMatch":1}`,
		},
		{
			"without PossibleAdd", "StopAfterMatch: ~", older(func(s *product.Switches) { s.PossibleAdd = false }),
			`{"Possible":{},"PossibleNot":{},"Properties":{},"PropertiesDatabase":{},"StopAfterMatch":0}`,
		},
		{
			"actions of OTRS 3.3", "ConfigChange: {Possible: {Action: {B: 0, A: '0', C: 1}}, PossibleNot: ''}", otobo(),
			`{"Possible":{},"PossibleAdd":{},"PossibleNot":{"Action":["A","B"]},"Properties":{},"PropertiesDatabase":{},"StopAfterMatch":0}`,
		},
		{
			"actions on OTRS 3.3", "ConfigChange: {Possible: {Action: {B: 0}}}", older(func(s *product.Switches) { s.ActionLists = false }),
			`{"Possible":{"Action":{"B":0}},"PossibleAdd":{},"PossibleNot":{},"Properties":{},"PropertiesDatabase":{},"StopAfterMatch":0}`,
		},
	} {
		out, err := tt.r.Data(read(t, "- Name: '100'\n  "+tt.entry+"\n")[0]).MarshalJSON()
		if err != nil || string(out) != tt.want {
			t.Errorf("%s: %s, %v; want %s", tt.name, out, err, tt.want)
		}
	}
}

// TestUnreadDatabase: before OTRS 3.1.5 an ACL with PropertiesDatabase alone
// applies to everybody, and says so.
func TestUnreadDatabase(t *testing.T) {
	queue := acl.NewHash([]acl.Entry{{Key: "Queue", Value: acl.NewList([]acl.Value{{Kind: acl.String, Text: "Junk"}})}})
	a := acl.NewDeployed("1", acl.NewHash([]acl.Entry{{Key: "PropertiesDatabase", Value: acl.NewHash([]acl.Entry{{Key: "Ticket", Value: queue}})}}))
	for name, always := range map[string]bool{"otrs-2.0": true, "otrs-3.1.4": true, "otrs-3.1.5": false} {
		target, err := product.Parse(name)
		if err != nil {
			t.Fatal(err)
		}
		r := overview.For(target)
		if r.Always(a) != always || len(r.When(a)) > 0 == always {
			t.Errorf("%s: always %t, when %v", name, r.Always(a), r.When(a))
		}
		if said := strings.Contains(strings.Join(r.Sentences(a, overview.Limits{}), "\n"), "Never applies"); said {
			t.Errorf("%s: never applies", name)
		}
	}
}

// TestActionsOfOldEngines: up to OTRS 3.3 the hash in Possible is read as what it
// forbids, and PossibleNot.Action is not read.
func TestActionsOfOldEngines(t *testing.T) {
	str := func(s string) acl.Value { return acl.Value{Kind: acl.String, Text: s} }
	action := func(v acl.Value) acl.Value { return acl.NewHash([]acl.Entry{{Key: "Action", Value: v}}) }
	hash := acl.NewDeployed("1", acl.NewHash([]acl.Entry{{Key: "Possible", Value: action(acl.NewHash([]acl.Entry{{Key: "A", Value: str("1")}, {Key: "B", Value: str("0")}}))}}))
	list := acl.NewDeployed("2", acl.NewHash([]acl.Entry{{Key: "PossibleNot", Value: action(acl.NewList([]acl.Value{str("C")}))}}))
	for _, c := range []struct{ target, hash, list string }{
		{"otrs-2.2", "Action not B", ""},
		{"otrs-3.3", "Action not B", ""},
		{"otrs-4.0", "Action only (ignored)", "Action not C"},
	} {
		target, err := product.Parse(c.target)
		if err != nil {
			t.Fatal(err)
		}
		r := overview.For(target)
		for a, want := range map[*acl.ACL]string{hash: c.hash, list: c.list} {
			var said []string
			for _, p := range r.Then(a) {
				said = append(said, p.Text(0))
			}
			if got := strings.Join(said, "; "); got != want {
				t.Errorf("%s, %s: %q, want %q", c.target, a.Name, got, want)
			}
		}
	}
}
