package grid_test

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/grid"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// TestThousandACLs: a thousand scenarios over a thousand ACLs take seconds.
func TestThousandACLs(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	f, err := os.Open(filepath.Join(testdata, "speed", "export1000.yml.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "export.yml")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	read, err := convert.ReadAll(t.Context(), []string{path}, convert.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := &system{set: read.Set, target: product.Default()}
	s.stock = inventory.Stock(s.target)
	s.inv = s.stock
	start := time.Now()
	g := s.grid(t, grid.Options{Limit: 1000})
	took := time.Since(start)
	t.Logf("%d scenarios over %d ACLs in %v, %d ACLs met", len(g.Scenarios), len(read.Set.ACLs), took.Round(time.Millisecond), len(read.Set.ACLs)-len(g.Unmet))
	if len(g.Scenarios) != 1000 {
		t.Errorf("%d scenarios", len(g.Scenarios))
	}
}
