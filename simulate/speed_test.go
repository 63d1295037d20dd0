package simulate_test

import (
	"context"
	"testing"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// BenchmarkMeasuredSet measures the call and the two exports with which the
// original's speed was measured; scripts/bench sets both in relation.
func BenchmarkMeasuredSet(b *testing.B) {
	sys := stdSystem(b)
	call := stateCall(sys)
	for _, n := range []string{"1000", "10000"} {
		read, err := convert.Read(context.Background(), "../testdata/speed/export"+n+".yml.gz", convert.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.Run("acls="+n, func(b *testing.B) {
			facts := simulate.Compile(read.Set, product.Default(), simulate.Options{}).Gather(call, sys)
			b.ReportAllocs()
			var a *simulate.Answer
			for b.Loop() {
				a = facts.Answer(nil)
			}
			b.ReportMetric(float64(len(a.Matched)), "matched")
		})
	}
}
