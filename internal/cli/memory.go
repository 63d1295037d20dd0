package cli

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// Reading a large file makes little garbage and much that stays. Collecting it
// as usual lets memory grow to twice of what stays; to collect hardly at all
// until a bound in proportion to the file is faster and takes less.
const (
	leastMemory   = 32 << 20
	memoryPerByte = 9
	// Behind it, or beyond the bound, garbage may take up this much of what
	// stays, in percent.
	percentAfter = 20
)

// memory is the bound while files are read.
type memory struct {
	mu    sync.Mutex
	total int // bytes read
	bound int64
	over  bool
	// percent is what was set before.
	percent int
}

// boundMemory sets the bound. Call grow with the size of each file that is read,
// and release when all are.
func boundMemory() *memory {
	m := &memory{bound: leastMemory, percent: debug.SetGCPercent(-1)}
	if limit := debug.SetMemoryLimit(leastMemory); m.percent < 0 || limit != math.MaxInt64 {
		// Somebody has set it.
		debug.SetGCPercent(m.percent)
		debug.SetMemoryLimit(limit)
		m.over = true
		return m
	}
	m.watch()
	return m
}

func (m *memory) grow(size int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.total += size
	if m.bound = max(leastMemory, int64(m.total)*memoryPerByte); !m.over {
		debug.SetMemoryLimit(m.bound)
	}
}

func (m *memory) release() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.giveUp()
}

// giveUp collects in proportion to what stays.
func (m *memory) giveUp() {
	if m.over {
		return
	}
	m.over = true
	if m.bound > leastMemory {
		m.percent = percentAfter
	}
	debug.SetGCPercent(m.percent)
	debug.SetMemoryLimit(math.MaxInt64)
}

// watch looks after each collection whether so much stays that collecting up to
// the bound would be all that is done.
func (m *memory) watch() {
	runtime.AddCleanup(new([16]byte), func(m *memory) {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		m.mu.Lock()
		defer m.mu.Unlock()
		if live[0].Value.Kind() == metrics.KindUint64 && int64(live[0].Value.Uint64()) > m.bound*3/4 {
			m.giveUp()
		}
		if !m.over {
			m.watch()
		}
	}, m)
}
