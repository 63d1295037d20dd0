package convert

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/product"
)

func writeOptions(t *testing.T, target string) WriteOptions {
	t.Helper()
	p, err := product.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	return WriteOptions{Target: p, Now: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC), By: "root@localhost"}
}

// TestDeploymentAsTheSystem writes what OTOBO's own dump wrote of the same
// exports, byte for byte; without Faithful one file differs, which perl refuses.
func TestDeploymentAsTheSystem(t *testing.T) {
	files, err := filepath.Glob("../testdata/deploy/visible/*.yml")
	if err != nil || len(files) != 30 {
		t.Fatalf("%d exports, %v", len(files), err)
	}
	mended := 0
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		r, err := ReadBytes(f, data)
		if err != nil {
			t.Fatal(err)
		}
		base := strings.TrimSuffix(f, ".yml")
		want, err := os.ReadFile(base + ".direct.pm")
		if err != nil {
			want, err = os.ReadFile(base + ".pm")
		}
		if err != nil {
			t.Fatal(err)
		}
		opts := writeOptions(t, "otobo-11.0")
		if got := Write(r.Set, Deployment, opts).Data; string(got) != string(want) {
			mended++
		}
		opts.Faithful = true
		if diff := cmp.Diff(string(want), string(Write(r.Set, Deployment, opts).Data)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f, diff)
		}
	}
	if mended != 1 {
		t.Errorf("%d files are mended, want 1", mended)
	}
}

// TestExportAgain writes exports that a system wrote as they were.
func TestExportAgain(t *testing.T) {
	files, err := filepath.Glob("../testdata/deploy/real/*/*.yml")
	if err != nil || len(files) < 30 {
		t.Fatalf("%d exports, %v", len(files), err)
	}
	more, err := filepath.Glob("../testdata/deploy/visible/*.yml")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(files, more...) {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		r, err := ReadBytes(f, data)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(data), string(Write(r.Set, Export, writeOptions(t, "otobo-11.0")).Data)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f, diff)
		}
	}
}
