package cli

import (
	"math"
	"runtime/debug"
)

// Reading a large file makes little garbage and much that stays. Collecting it
// as usual lets memory grow to twice of what stays; to collect hardly at all
// until a bound in proportion to the file is faster and takes less.
const (
	leastMemory   = 48 << 20
	memoryPerByte = 9
)

// boundMemory switches to such a bound. Call grow with the size of each file
// that is read, and restore when all are.
func boundMemory() (grow func(size int), restore func()) {
	percent := debug.SetGCPercent(-1)
	limit := debug.SetMemoryLimit(leastMemory)
	if percent < 0 || limit != math.MaxInt64 { // somebody has set it
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
		return func(int) {}, func() {}
	}
	total := 0
	grow = func(size int) {
		total += size
		debug.SetMemoryLimit(max(leastMemory, int64(total)*memoryPerByte))
	}
	return grow, func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}
