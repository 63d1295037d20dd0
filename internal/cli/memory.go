package cli

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// Reading a large file makes little garbage and much that stays. Collecting it
// as usual lets memory grow to twice of what stays; to collect hardly at all
// until a bound in proportion to the file is faster and takes less.
const (
	leastMemory = 32 << 20
	// Of files that are together larger than largeFile the bound is this much
	// for the program, and so many times the file.
	largeFile     = 512 << 10
	ownMemory     = 8 << 20
	memoryPerByte = 8
	// Behind it, or beyond the bound, garbage may take up this much of what
	// stays, in percent: as much as lets the heap grow to so many times the
	// file, within limits.
	heapPerByte               = 6.0
	leastPercent, mostPercent = 10, 25
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
// and settle when all are.
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
	if m.large() {
		m.bound = ownMemory + int64(m.total)*memoryPerByte
	}
	if !m.over {
		debug.SetMemoryLimit(m.bound)
	}
}

func (m *memory) large() bool { return m.total > largeFile }

// settle ends it. The garbage of reading, often with the file, is collected at
// once: collected beside other work, that would need room of its own meanwhile.
func (m *memory) settle() {
	m.mu.Lock()
	large := !m.over && m.large()
	m.giveUp()
	m.mu.Unlock()
	if large {
		runtime.GC()
		live, _ := liveBytes()
		debug.SetGCPercent(min(max(int(100*(heapPerByte*float64(m.total)-live)/live), leastPercent), mostPercent))
	}
}

// liveBytes is what stayed at the last collection.
func liveBytes() (n float64, ok bool) {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	if live[0].Value.Kind() != metrics.KindUint64 || live[0].Value.Uint64() == 0 {
		return 1, false
	}
	return float64(live[0].Value.Uint64()), true
}

// giveUp collects in proportion to what stays.
func (m *memory) giveUp() {
	if m.over {
		return
	}
	m.over = true
	if m.large() {
		m.percent = mostPercent
	}
	debug.SetGCPercent(m.percent)
	debug.SetMemoryLimit(math.MaxInt64)
}

// watch looks after each collection whether so much stays that collecting up to
// the bound would be all that is done.
func (m *memory) watch() {
	runtime.AddCleanup(new([16]byte), func(m *memory) {
		live, ok := liveBytes()
		m.mu.Lock()
		defer m.mu.Unlock()
		if ok && int64(live) > m.bound*3/4 {
			m.giveUp()
		}
		if !m.over {
			m.watch()
		}
	}, m)
}

// workingPercent is how much garbage may lie about where many things are made and
// dropped at once, as long as that is no more than workingMemory bytes.
const (
	workingPercent = 400
	workingMemory  = 160 << 20
)

// letGarbageLie is for commands that go through many scenarios once everything is
// read; whoever has set how garbage is collected keeps that.
func letGarbageLie() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	live, _ := liveBytes()
	debug.SetGCPercent(workingPercent)
	debug.SetMemoryLimit(int64(live) + workingMemory)
}
