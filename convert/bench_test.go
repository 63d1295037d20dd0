package convert

import (
	"context"
	"testing"
)

// BenchmarkWrite writes 10,000 ACLs in each form; BenchmarkReadExport reads the
// export of the same.
func BenchmarkWrite(b *testing.B) {
	r := tenThousand(b)
	t := writeOptions(b, "otobo-11.0")
	for _, to := range []Output{Export, Deployment, Config, JSONList} {
		b.Run(to.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				w := Write(r.Set, to, t)
				b.SetBytes(int64(len(w.Data)))
			}
		})
	}
}

func BenchmarkReadExport(b *testing.B) {
	data := Write(tenThousand(b).Set, Export, writeOptions(b, "otobo-11.0")).Data
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ReadBytes("export.yml", data); err != nil {
			b.Fatal(err)
		}
	}
}

func tenThousand(b *testing.B) *Result {
	b.Helper()
	r, err := Read(context.Background(), "../testdata/speed/export10000.yml.gz", Options{})
	if err != nil {
		b.Fatal(err)
	}
	return r
}
