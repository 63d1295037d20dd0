package convert

import (
	"context"
	"strings"
	"testing"
)

// TestForeign: what could be meant as ACLs is never taken for something else.
func TestForeign(t *testing.T) {
	for text, want := range map[string]bool{
		"queues:\n- {Name: Raw}\nopen: [states]\n":                          true,
		"scenarios:\n- {name: a, screen: AgentTicketNote}\n":                true,
		"target: otobo-11.0\nacls: .\n":                                     true,
		"- hosts: all\n  tasks: [{name: a}]\n":                              true,
		"- name: a playbook\n  hosts: all\n":                                true,
		"dynamic_fields: [{Name: A, PossibleValues: [a], PossibleNone: 1}]": true,
		"- Name: 100\n":                              false,
		"Name: 100\n":                                false,
		"- name: 100\n  configmatch: {}\n":           false,
		"- name: 100\n  Config_Change: {}\n":         false,
		"'100':\n  Properties: {}\n":                 false,
		"TicketAcl:\n  '100':\n    Posible: {}\n":    false,
		"- '100':\n    PossibleNot: {Action: [a]}\n": false,
		"":                         false,
		"[]":                       false,
		"{}":                       false,
		"- a\n- b\n":               false,
		"text":                     false,
		"- hosts: [\n":             false, // nobody can tell
		"$Self->{TicketAcl} = {};": false,
		"- Description: an ACL of that\n  StopAfterMach: 1\n": false,
	} {
		if got := isForeign([]byte(text)); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}

func TestForeignInFolder(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"acls/a.yml": "- Name: A\n  ValidID: 1\n", "acls/inventory.yml": "queues: [Raw]\n", "acls/site.yaml": "- hosts: all\n", "none/inventory.yml": "queues: [Raw]\n",
	})
	r, err := Read(context.Background(), "acls", Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if names(r.Set) != "A" || strings.Join(r.LeftAlone, " ") != "acls/inventory.yml acls/site.yaml" || len(r.Files) != 1 || r.Partial || len(r.Diagnostics) > 0 {
		t.Errorf("%s, left alone %v, read %v\n%s", names(r.Set), r.LeftAlone, r.Files, lines(r.Diagnostics))
	}
	if _, err := Read(context.Background(), "none", Options{Dir: dir}); err == nil || err.Error() != "none: no file in this folder holds ACLs" {
		t.Error(err)
	}
	if _, _, err := Canonical("acls/site.yaml", []byte("- hosts:   all\n")); err == nil || !strings.Contains(err.Error(), "is no list of ACLs") {
		t.Error(err)
	}
	if _, err := Read(context.Background(), "acls/site.yaml", Options{Dir: dir}); err != nil {
		t.Error(err) // somebody names it
	}
}
