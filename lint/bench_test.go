package lint_test

import (
	"compress/gzip"
	"io"
	"os"
	"testing"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/lint"
)

// BenchmarkLint looks at the measured export of 10,000 ACLs with all rules that
// are on, reading left out.
func BenchmarkLint(b *testing.B) {
	f, err := os.Open("../testdata/speed/export10000.yml.gz")
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		b.Fatal(err)
	}
	read, err := convert.ReadBytes("export.yml", data)
	if err != nil {
		b.Fatal(err)
	}
	in := &lint.Input{Read: read, Sources: map[string][]byte{"export.yml": data}}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		lint.Lint(in, lint.Options{Target: product.Default()})
	}
}
