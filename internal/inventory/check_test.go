package inventory

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
)

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		name, file string
		want       []string
		missing    string // in one of the sentences
	}{
		{"a group that is not there", "groups: [{ID: 1, Name: users}]\nqueues:\n- {Name: Raw, GroupID: 1}\n- {Name: Sales, GroupID: 9}\n",
			[]string{`4:26: warning: groups has no ID "9"`}, "product is not told"},
		{"nobody knows all groups", "open: [groups]\ngroups: [{ID: 1, Name: users}]\nqueues:\n- {Name: Sales, GroupID: 9}\n", nil, "not in full, since under open: groups"},
		{"grants", "groups: [users]\nroles: [{Name: agent, Group_rw: [users, user], Group_rx: [users]}]\nagents: [{UserLogin: jdoe, Role: [agnet]}]\n",
			[]string{`2:33: warning: groups has no "user" (did you mean users?)`,
				`2:58: warning: there is no permission "rx" (there is ro, move_into, create, note, owner, priority, rw)`,
				`3:34: warning: roles has no "agnet" (did you mean agent?)`}, "no UserFirstname and UserLastname of 1 in agents"},
		{"a parent that is not there", "queues: ['A::B', C, 'C::D']\n", []string{`1:10: warning: queues has no "A", below which this one is`}, "no GroupID of 3 in queues"},
		{"types of states and fields", "states: [{Name: done, TypeName: closd}]\ndynamic_fields: [{Name: Color, FieldType: DropDown}, {Name: DynamicField_X, FieldType: Dropdown}, {Name: Y, FieldType: GeneralCatalog}]\n",
			[]string{`1:33: warning: "closd" is no type that systems have as they come (did you mean closed?)`,
				`2:43: warning: there is no type "DropDown" (did you mean Dropdown?)`,
				`2:61: warning: fields are listed without DynamicField_ (write X)`}, "no PossibleValues of 1 in dynamic_fields"},
		{"screens", "dynamic_fields: [Color]\nscreens: [{Action: AgentTicketCLose, DynamicField: [Colour]}, {Action: AgentFromAPackage}]\n",
			[]string{`2:20: warning: otobo-11.0 has no screen "AgentTicketCLose" (did you mean AgentTicketClose?)`,
				`2:52: warning: dynamic_fields has no "Colour" (did you mean Color?)`}, "no FieldType of 1"},
		{"nearly the same", "queues: [Hardware, Hardwrae, Team A, Team B]\n", []string{`1:20: info: "Hardwrae" is nearly "Hardware": is one of them a slip?`}, ""},
		{"shown alike", "agents:\n- {UserLogin: a, UserFirstname: J, UserLastname: D}\n- {UserLogin: b, UserFirstname: J, UserLastname: D}\n",
			[]string{`3:15: info: "b" is shown as "a" is: "J D" (ACLs that compare display names cannot tell them apart)`}, "FirstnameLastnameOrder is not told"},
		{"what cannot be read", "queues: [{Nmae: Raw}]\n", []string{`1:10: error: an entry of queues has no Name`, `1:11: error: unknown key "Nmae" in an entry of queues; did you mean Name?`}, ""},
		{"nothing", "", nil, "nothing is told of queues, states"},
	} {
		t.Run(c.name, func(t *testing.T) {
			checked := Check("x.yml", []byte(c.file), product.Default())
			var got []string
			for _, d := range checked.Findings {
				text := fmt.Sprintf("%v: %s: %s", d.Place.Span.Start, d.Severity, d.Summary)
				if d.Detail != "" {
					text += " (" + d.Detail + ")"
				}
				got = append(got, text)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			if all := strings.Join(checked.Missing, "\n"); !strings.Contains(all, c.missing) {
				t.Errorf("missing is\n%s\nwithout %q", all, c.missing)
			}
		})
	}
}

// TestCheckGood: the inventories of real-looking systems have nothing wrong.
func TestCheckGood(t *testing.T) {
	files, err := filepath.Glob("../../testdata/good/*.inventory.yml")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, f := range append(files, "../../testdata/seeds/inventory.yml") {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range Check(f, data, product.Default()).Findings {
			if d.Severity > diag.Info {
				t.Error(d)
			}
		}
	}
}
