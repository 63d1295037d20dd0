package cli_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/cli"
	"github.com/ticketacl/ticketacl/internal/report"
)

// TestDiffSchemaIsTheType compares the schema of diff with the Go types that it is written from.
func TestDiffSchemaIsTheType(t *testing.T) {
	data, err := os.ReadFile("../../docs/schema/diff.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var root schemaNode
	if err := json.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	c := &typeComparer{t: t, defs: root.Defs, seen: map[string]bool{}}
	c.object("diff.schema.json", root, reflect.TypeFor[report.Diff]())
	if diff := cmp.Diff(slices.Sorted(maps.Keys(root.Defs)), slices.Sorted(maps.Keys(c.seen))); diff != "" {
		t.Errorf("definitions (-schema +types):\n%s", diff)
	}
}

// TestDiffSchemaTakesOutput validates real runs, and looks in each of them for what it is there
// for.
func TestDiffSchemaTakesOutput(t *testing.T) {
	schema := schemaOf(t, "diff")
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	all := filepath.Join(seeds, "Export_ACL.yml")
	old := write("old.yml", `
- {Name: 100-a, ValidID: 1, ConfigMatch: {Properties: {Ticket: {Queue: [Raw]}}}, ConfigChange: {Possible: {Ticket: {State: [open]}}, PossibleNot: {Foo: [x]}}}
- {Name: 200-b, ValidID: 1, ConfigMatch: '', ConfigChange: {PossibleNot: {Ticket: {State: [open]}}}, Comment: x}
- {Name: 300-c, ValidID: 1, ConfigMatch: {Properties: {Ticket: {Queue: ['[RegExp](', ~]}}}, ConfigChange: {Possible: {Action: [x]}}}
- {Name: 400-d, ValidID: 3, ConfigMatch: '', ConfigChange: ''}
`)
	text := write("new.yml", `
- {Name: 250-a, ValidID: 1, ConfigMatch: {Properties: {Ticket: {Queue: [Raw]}}}, ConfigChange: {Possible: {Ticket: {State: [open]}}, PossibleNot: {Foo: [x]}}}
- {Name: 200-b, ValidID: 1, ConfigMatch: {Properties: Raw}, ConfigChange: {PossibleNot: {Ticket: {State: [open, 5]}, Foo: [y]}}, Comment: y}
- {Name: 300-c, ValidID: 2, StopAfterMatch: 1, ConfigMatch: {Properties: {Ticket: {Queue: [~, '[RegExp](']}}}, ConfigChange: {Possible: {Action: [x]}}}
- {Name: 500-e, ValidID: 1, ConfigMatch: '', ConfigChange: {PossibleNot: {Action: [~, [a]]}}}
`)
	perl := write("Kernel/Config.pm", "package Kernel::Config;\nsub Load {\n my $Self = shift;\n $Self->{TicketAcl}->{'100-a'} = { Possible => { Action => [f()] } };\n"+
		" if (g()) { $Self->{TicketAcl}->{'200-b'} = { PossibleNot => { Ticket => { State => ['open'] } } }; }\n $Self->{TicketAcl}->{'600-f'} = 'text';\n}\n1;\n")
	tests := []struct {
		args []string
		want []string
	}{
		{[]string{all, all}, []string{`"different": false`, `"same": 8`}},
		{[]string{old, text}, []string{`"moved_past"`, `"matters": "unknown"`, `"unread": true`, `"order": true`, `"old_name"`, `"new_shape"`, `"validity_differs": true`, `"stop_differs": true`, `"what": "Comment"`, `"removed"`, `"added"`}},
		{[]string{old, text, "--mode", "text"}, []string{`"hunks": "--- `, `"not_applied"`}},
		{[]string{old, text, "--as-import"}, []string{`"by_hand"`, `"as_import": true`}},
		{[]string{perl, perl}, []string{`"computed"`}},
		{[]string{perl, old}, []string{`"undeployed"`, `"doubt"`}},
		{[]string{"--drift", "--home", dir, old}, []string{`"drift": true`, `"overrides"`}},
	}
	for _, tt := range tests {
		var out, errOut bytes.Buffer
		args := append([]string{"diff", "--format", "json"}, tt.args...)
		if !slices.Contains(args, "--mode") {
			args = append(args, "--mode", "structure")
		}
		if code := cli.Main(args, strings.NewReader(""), &out, &errOut); code > 1 {
			t.Errorf("%q: exit code %d: %s", args, code, errOut.String())
			continue
		}
		var doc any
		if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%q: %v", args, err)
		}
		for _, want := range tt.want {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%q: no %s in\n%s", args, want, out.String())
			}
		}
	}
}

// TestDiffSecret: of a Config.pm nothing but its ACLs is printed, in no format.
func TestDiffSecret(t *testing.T) {
	dir := t.TempDir()
	config := func(name, item string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("$Self->{DatabasePw} = 'hunter2';\n$Self->{TicketAcl}->{'a'} = { Possible => { Action => ['"+item+"', f()] } };\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	a, b := config("a.pm", "x"), config("b.pm", "y")
	for _, format := range []string{"text", "json", "markdown", "html"} {
		var out, errOut bytes.Buffer
		code := cli.Main([]string{"diff", a, b, "--mode", "structure,text", "--format", format}, strings.NewReader(""), &out, &errOut)
		if code != 1 || strings.Contains(out.String()+errOut.String(), "hunter2") {
			t.Errorf("%s: exit code %d\n%s%s", format, code, out.String(), errOut.String())
		}
	}
}
