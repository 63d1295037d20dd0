package cli_test

import (
	"os"
	"path/filepath"
	"testing"
)

// TestInventorySchemas validates what lint --hits and inventory check print.
func TestInventorySchemas(t *testing.T) {
	dir := t.TempDir()
	slip := filepath.Join(dir, "slip.yml")
	if err := os.WriteFile(slip, []byte("queues: [Hardware, Hardwrae]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for schema, runs := range map[string][][]string{
		"lint-hits": {
			{"lint", "--hits", "../../testdata/good/servicedesk.yml", "--inventory", "../../testdata/good/servicedesk.inventory.yml"},
			{"lint", "--hits", "../../testdata/good/small.yml"}, {"lint", "--hits", "../../testdata/good/otrs33.pm", "--target", "otrs-3.3"},
		},
		"inventory-check": {{"inventory", "check", slip}, {"inventory", "check", "../../testdata/good/small.inventory.yml"}},
	} {
		for _, args := range runs {
			_, doc := jsonOf(t, args)
			if err := schemaOf(t, schema).Validate(doc); err != nil {
				t.Errorf("%q: %v", args, err)
			}
		}
	}
}
