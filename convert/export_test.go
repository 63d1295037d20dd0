package convert

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/acl"
)

func TestExportFindings(t *testing.T) {
	tests := []struct {
		name, text  string
		names, want string
		partial     bool
	}{
		{"clean", "- {Name: a, ValidID: 1, ConfigMatch: '', ConfigChange: ~, StopAfterMatch: 0}\n- {Name: b, ValidID: '3', ConfigMatch: {}, ConfigChange: {}}\n", "a, b", "", false},
		{"number as name", "- {Name: 100, ValidID: 1}\n- {Name: true, ValidID: 1}\n- {Name: 007, ValidID: 1}\n", "100, 1, 007", "", false},
		{"no name", "- {ValidID: 1}\n- {Name: '', ValidID: 1}\n- {Name: 0}\n- {Name: ~}\n- {Name: [a]}\n- {Name: false}\n", "",
			"1:3: error: an ACL without Name: the system refuses it [missing-name]\n" +
				"2:10: error: an ACL without Name: the system refuses it [missing-name]\n" +
				"3:10: error: an ACL without Name: the system refuses it [missing-name]\n" +
				"4:10: error: an ACL without Name: the system refuses it [missing-name]\n" +
				"5:10: error: an ACL without Name: the system refuses it [missing-name]\n" +
				"6:10: error: an ACL without Name: the system refuses it [missing-name]", true},
		{"no validity", "- Name: a\n- {Name: b, ValidID: ~}\n", "a, b",
			"1:9: warning: no ValidID: imported as valid [missing-validity]\n2:22: warning: no ValidID: imported as valid [missing-validity]", false},
		{"skipped", "- ~\n- text\n- []\n- {}\n- {Name: a, ValidID: 1}\n", "a",
			"1:3: warning: entry 1 is empty: the system skips it [skipped-entry]\n" +
				"2:3: warning: entry 2 is a string: the system skips it [skipped-entry]\n" +
				"3:3: warning: entry 3 is a list: the system skips it [skipped-entry]\n" +
				"4:3: warning: entry 4 is empty: the system skips it [skipped-entry]", false},
		{"sections", "- {Name: a, ValidID: 1, ConfigMatch: [x], ConfigChange: text}\n", "a",
			"1:38: error: ConfigMatch is a list, a hash belongs here: the system refuses the ACL [not-a-list]\n" +
				"1:57: error: ConfigChange is a string, a hash belongs here: the system refuses the ACL [not-a-list]", false},
		{"keys", "- Name: a\n  ValidID: 1\n  validid: 2\n  Possible: {}\n  ConfigMatch:\n    properties: {}\n    Ticket: {}\n    Possible: {}\n    Foo: {}\n  ConfigChange:\n    PossibleNotAdd: {}\n    Ticket: {}\n    Properties: {}\n", "a",
			"3:3: error: 'validid' is no key of an ACL: the system ignores it [unknown-key]\n" +
				"4:3: error: 'Possible' is no key of an ACL: the system ignores it [unknown-key]\n" +
				"6:5: error: 'properties' is no key of ConfigMatch: the system ignores it [unknown-key]\n" +
				"8:5: error: 'Possible' is no key of ConfigMatch: the system ignores it [unknown-key]\n" +
				"9:5: error: 'Foo' is no key of ConfigMatch: the system ignores it [unknown-key]\n" +
				"11:5: error: 'PossibleNotAdd' is no key of ConfigChange: the system ignores it [unknown-key]\n" +
				"12:5: error: 'Ticket' is no key of ConfigChange: the system ignores it [unknown-key]\n" +
				"13:5: error: 'Properties' is no key of ConfigChange: the system ignores it [unknown-key]", false},
		{"duplicate names", "- {Name: Ä, ValidID: 1}\n- {Name: ä, ValidID: 1}\n- {Name: Ä, ValidID: 1}\n", "Ä, ä, Ä",
			"2:10: error: 'Ä' and 'ä' differ only in case: the system refuses the second [duplicate-name]\n" +
				"3:10: error: the name 'Ä' is here twice: the import refuses this one, or lets it overwrite the other [duplicate-name]", false},
		{"one ACL", "Name: a\nValidID: 1\n", "a", "1:1: error: one ACL that is no list: the system refuses the file [yaml-root]", false},
		{"a hash", "a: b\n", "", "1:1: error: a hash where the list of ACLs belongs: the system refuses the file [yaml-root]", true},
		{"a text", "some words\n", "", "1:1: error: a string where the list of ACLs belongs: the system refuses the file [yaml-root]", true},
		{"nothing", "# c\n", "", "-: error: nothing in this file: the system refuses it [yaml-root]", true},
		{"empty list", "--- []\n", "", "", false},
		{"documents", "- {Name: a, ValidID: 1}\n---\n- {Name: b, ValidID: 1}\n", "b", "1:1: warning: document 1 of 2 is not read: the last one counts [yaml-root]", true},
		{"mistake", "- {Name: a, ValidID: 1}\n- Name: [Not]b\n- {Name: c, ValidID: 1}\n", "a, c", "2:9: error: text behind ']': an item that starts with a bracket needs quotes [yaml-syntax]", true},
		{"mistake in all", "Name: [Not]b\n", "", "1:7: error: text behind ']': an item that starts with a bracket needs quotes [yaml-syntax]", true},
		{"JSON list", `[{"Name": "a", "ValidID": 1}]`, "a", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := ReadBytes("x.yml", []byte(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			if got := names(r.Set); got != tt.names {
				t.Errorf("read %q, want %q", got, tt.names)
			}
			if got := lines(r.Diagnostics); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			if r.Partial != tt.partial {
				t.Errorf("partial %v", r.Partial)
			}
		})
	}
}

func TestUnknownKeyHints(t *testing.T) {
	r, err := ReadBytes("x.yml", []byte("- Name: a\n  ValidID: 1\n  stopAfterMatch: 1\n  Properties: {}\n  validid: 1\n  ConfigChange: {ValidID: 1, Posible: {}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range r.Diagnostics {
		fix := ""
		if len(d.Fixes) > 0 {
			fix = " -> " + d.Fixes[0].Edits[0].New
		}
		got = append(got, d.Detail+fix)
	}
	want := "did you mean StopAfterMatch? -> StopAfterMatch\nit belongs to ConfigMatch\ndid you mean ValidID?\nit belongs to an ACL\ndid you mean Possible?"
	if g := strings.Join(got, "\n"); g != want {
		t.Errorf("got\n%s\nwant\n%s", g, want)
	}
}

func TestBlocks(t *testing.T) {
	r, err := ReadBytes("x.yml", []byte("- Name: a\n  ConfigMatch: {Properties: {a: 1}, Possible: {b: 1}, Properties: {c: 1}}\n  ConfigChange: {PossibleNot: ~, Properties: {d: 1}, possibleadd: {e: 1}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	a := r.Set.ACLs[0]
	var got []string
	for b := range acl.BlockName(acl.NumBlocks) {
		if e := a.Blocks[b]; e != nil {
			got = append(got, b.String()+" "+e.KeySpan.Start.String())
		}
	}
	if g := strings.Join(got, ", "); g != "Properties 2:55, PossibleNot 3:18" {
		t.Errorf("%s", g)
	}
	if a.Blocks[acl.Properties].Value.Get("c") == nil {
		t.Error("of a key written twice the last one counts")
	}
}

// TestImportsOfARealSystem holds names against what a real system's import
// said about the same files: which ACLs it added, and which it refused.
func TestImportsOfARealSystem(t *testing.T) {
	for _, group := range []string{"visible", "handwritten"} {
		data, err := os.ReadFile("../testdata/deploy/real/" + group + ".jsonl")
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			var said struct {
				File   string `json:"file"`
				Import *struct {
					Success   int    `json:"Success"`
					AddedACLs string `json:"AddedACLs"`
				} `json:"import"`
			}
			if err := json.Unmarshal([]byte(line), &said); err != nil {
				t.Fatal(err)
			}
			if said.Import == nil {
				continue // it died on a scalar inside a block
			}
			r, err := Read(t.Context(), filepath.Join("../testdata/deploy", group, strings.TrimSuffix(said.File, ".yml")+".yml"), Options{})
			if err != nil {
				t.Errorf("%s: %v", said.File, err)
				continue
			}
			refuses := strings.Contains(lines(r.Diagnostics), "the system refuses the file") || strings.Contains(lines(r.Diagnostics), "[yaml-syntax]")
			if refuses != (said.Import.Success == 0) {
				t.Errorf("%s: the system said %+v, here %s", said.File, *said.Import, lines(r.Diagnostics))
			}
			if said.Import.Success == 1 {
				for name := range strings.SplitSeq(said.Import.AddedACLs, ", ") {
					if name != "" && r.Set.Named(name) == nil {
						t.Errorf("%s: the system imports %q", said.File, name)
					}
				}
			}
		}
	}
}
