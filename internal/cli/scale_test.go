package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/peer"
)

// TestScaleGuide: the guide shows the file that there is, and its commands run.
func TestScaleGuide(t *testing.T) {
	page, err := os.ReadFile("../../docs/scale.md")
	if err != nil {
		t.Fatal(err)
	}
	lines, err := os.ReadFile(filepath.Join(seeds, "tickets.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	if b := blocks(string(page), "json"); len(b) != 1 || b[0] != string(lines) {
		t.Errorf("the guide shows %q", b)
	}
	peer.Need(t, "bash")
	dir := shellIn(t, map[string]string{"testdata/seeds": seeds})
	for _, c := range blocks(string(page), "sh") {
		inShell(t, dir, c)
	}
	changed, err := os.ReadFile(filepath.Join(dir, "changed"))
	if err != nil || !strings.Contains(string(changed), "103-Example-ACL") {
		t.Errorf("nothing has changed: %v %s", err, changed)
	}
	before, err1 := os.ReadFile(filepath.Join(dir, "before.jsonl"))
	whole, err2 := os.ReadFile(filepath.Join(dir, "whole"))
	if err1 != nil || err2 != nil || !bytes.Equal(before, whole) {
		t.Errorf("the shards are not the whole: %v %v\n%s\n%s", err1, err2, whole, before)
	}
}
