package lint_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
	"github.com/ticketacl/ticketacl/lint"
)

func references() []lint.RuleID {
	var ids []lint.RuleID
	for _, r := range lint.Rules() {
		if r.Family == lint.References {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// referencesIn are the findings about references in a file's text.
func referencesIn(t *testing.T, name, text string, target *product.Target, inv *inventory.Inventory) []lint.Diagnostic {
	t.Helper()
	read, err := convert.ReadBytes(name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	in := &lint.Input{Read: read, Sources: map[string][]byte{name: []byte(text)}}
	return lint.Lint(in, lint.Options{Target: target, Inventory: inv, Only: references()})
}

// TestReferencesWantAnInventory: without one no rule about references speaks, whatever
// stands there, on any target.
func TestReferencesWantAnInventory(t *testing.T) {
	if len(references()) != 6 {
		t.Fatal(references())
	}
	for _, id := range references() {
		rule, _ := lint.RuleNamed(string(id))
		if !rule.Inventory {
			t.Errorf("%s speaks without an inventory", id)
		}
		archive, err := txtar.ParseFile("testdata/" + string(id) + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			words := strings.Fields(f.Name)
			name := "acls.yml"
			if strings.HasSuffix(f.Name, ".pm") {
				name = words[len(words)-1]
			}
			if words[0] != "bad" {
				continue
			}
			text := lint.Example{Marked: string(f.Data)}.Source()
			for _, target := range product.All() {
				if found := referencesIn(t, name, text, target, nil); len(found) > 0 {
					t.Errorf("%s %s on %s: %v", id, f.Name, target.ID, found)
				}
			}
		}
	}
}

// goodSets are clean exports with the targets that they are for.
func goodSets() map[string]string {
	return map[string]string{"servicedesk.yml": "otobo-11.0", "process.yml": "otobo-11.0", "owners.yml": "znuny-7.0", "small.yml": "otrs-6.0", "otrs33.pm": "otrs-3.3", "ce.pm": "otrs-ce-6.0"}
}

// TestReferencesOfOwnTemplate: an inventory made of a clean set finds nothing in it.
func TestReferencesOfOwnTemplate(t *testing.T) {
	for file, id := range goodSets() {
		target, err := product.Parse(id)
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(filepath.Join("../testdata/good", file))
		if err != nil {
			t.Fatal(err)
		}
		inv, doubts := templateOf(t, file, string(data), target)
		for _, d := range referencesIn(t, file, string(data), target, inv) {
			t.Errorf("%s: %s (%s)", file, d.Error(), d.Rule)
		}
		for _, d := range doubts {
			t.Errorf("%s: %s is doubted for %s", file, d.Name, d.Near)
		}
		stock := systemOf(t, string(template(t, target)))
		for _, d := range referencesIn(t, file, string(data), target, stock) {
			t.Errorf("%s, stock alone: %s (%s)", file, d.Error(), d.Rule)
		}
	}
}

func template(t *testing.T, target *product.Target) []byte {
	t.Helper()
	text, _ := inventory.Template(target, nil)
	return text
}

// templateOf is the inventory that inventory init makes of a set.
func templateOf(t *testing.T, name, text string, target *product.Target) (*inventory.Inventory, []inventory.Doubt) {
	t.Helper()
	read, err := convert.ReadBytes(name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	made, doubts := inventory.Template(target, read.Set)
	return systemOf(t, string(made)), doubts
}

// TestMisspeltNames: one name after the other of clean sets is mistyped in one place. The
// inventory made of the set as it was finds each, with the right suggestion; the one
// made of the set with the slip in it does where the name is used elsewhere too.
func TestMisspeltNames(t *testing.T) {
	tried, again := 0, 0
	for file, id := range goodSets() {
		target, err := product.Parse(id)
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(filepath.Join("../testdata/good", file))
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		before, _ := templateOf(t, file, text, target)
		names := plainNames(t, file, text, target)
		count := map[string]int{}
		for _, n := range names {
			count[n.kind+" "+n.name]++
		}
		for _, n := range names {
			slip, ok := mistyped(n.name)
			at := n.span
			if !ok || !strings.Contains(text[at.Start.Offset:at.End.Offset], n.name) {
				continue
			}
			tried++
			wrong := text[:at.Start.Offset] + strings.Replace(text[at.Start.Offset:at.End.Offset], n.name, slip, 1) + text[at.End.Offset:]
			if err := foundAs(referencesIn(t, file, wrong, target, before), slip, n.name); err != nil {
				t.Errorf("%s:%v: %v", file, at.Start, err)
			}
			if count[n.kind+" "+n.name] < 3 {
				continue
			}
			again++
			made, _ := templateOf(t, file, wrong, target)
			if err := foundAs(referencesIn(t, file, wrong, target, made), slip, n.name); err != nil {
				t.Errorf("%s:%v: with what is made of it: %v", file, at.Start, err)
			}
		}
	}
	if tried < 100 || again < 30 {
		t.Errorf("%d names were mistyped, %d of them used elsewhere", tried, again)
	}
}

type placed struct {
	kind, name string
	span       acl.Span
}

// plainNames are the names of queues, states, roles and so on that items are.
func plainNames(t *testing.T, file, text string, target *product.Target) []placed {
	t.Helper()
	read, err := convert.ReadBytes(file, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	r := reading.For(target)
	var out []placed
	for _, a := range read.Set.ACLs {
		if a.Validity() != acl.Valid {
			continue
		}
		for _, l := range r.Lists(a) {
			n, ok := r.Names(&l)
			if !ok || n.By != reading.ByName || n.Kind == "agents" || n.Kind == "processes" || l.Value().Kind != acl.List {
				continue
			}
			for _, it := range l.Value().Items() {
				if name, ok := r.IsPlainName(&it); ok {
					out = append(out, placed{n.Kind, name, it.Span})
				}
			}
		}
	}
	return out
}

// mistyped has two letters of a longer word changed places; ok is false where there is none.
func mistyped(name string) (string, bool) {
	bytes := []byte(name)
	letter := func(b byte) bool { return b >= 'a' && b <= 'z' }
	for i := len(bytes) - 4; i > 0; i-- {
		if letter(bytes[i-1]) && letter(bytes[i]) && letter(bytes[i+1]) && letter(bytes[i+2]) && bytes[i] != bytes[i+1] {
			bytes[i], bytes[i+1] = bytes[i+1], bytes[i]
			return string(bytes), true
		}
	}
	return "", false
}

func foundAs(found []lint.Diagnostic, slip, meant string) error {
	for _, d := range found {
		if strings.Contains(d.Summary, slip) && d.Detail == "did you mean "+reading.Shown(meant)+"?" {
			return nil
		}
	}
	return fmt.Errorf("%s for %s is not found: %v", slip, meant, found)
}

// TestReferencesManyNames: many names that nobody knows, and many that exist, take no
// time that anybody would notice.
func TestReferencesManyNames(t *testing.T) {
	var set, system strings.Builder
	system.WriteString("queues:\n")
	for i := range 3000 {
		fmt.Fprintf(&set, "- Name: '%04d'\n  ValidID: 1\n  ConfigMatch: {Properties: {Ticket: {Queue: [Customer %d::Requests, '[RegExp]Requests %d']}}}\n  ConfigChange: {PossibleNot: {Action: [AgentTicketClose]}}\n", i, i, i)
		fmt.Fprintf(&system, "- Client %d::Request\n", i*7)
	}
	found := referencesIn(t, "acls.yml", set.String(), product.Default(), systemOf(t, system.String()))
	if len(found) < 3000 {
		t.Errorf("%d findings", len(found))
	}
}

// TestOpenKindsAreNotMended: of a kind that the inventory does not list in full what looks
// like a slip may be a name: nothing is written in its place.
func TestOpenKindsAreNotMended(t *testing.T) {
	const set = "- Name: 100\n  ValidID: 1\n  ConfigMatch: {Properties: {Ticket: {Queue: [raw sales], Owner: [Jane Doe], dynamicfield_Color: [r], DynamicField_color: [Red]}}}\n" +
		"  ConfigChange: {PossibleNot: {Ticket: {Owner: [jdoe, Jane Doe]}}}\n"
	const system = "queues: [Raw Sales]\nagents: [{UserLogin: jdoe, UserFirstname: Jane, UserLastname: Doe}]\ndynamic_fields: [{Name: Color, FieldType: Dropdown, PossibleValues: {r: Red}}]\n" +
		"settings: {FirstnameLastnameOrder: 0}\n"
	fixes := func(system string) (n int) {
		for _, d := range referencesIn(t, "acls.yml", set, product.Default(), systemOf(t, system)) {
			n += len(d.Fixes)
		}
		return n
	}
	if n := fixes(system); n < 3 {
		t.Errorf("of what is listed in full only %d findings can be mended", n)
	}
	if n := fixes("open: [queues, agents, dynamic_fields, DynamicField_Color]\n" + system); n > 0 {
		t.Errorf("%d guesses would be written", n)
	}
}
