package simulate

import (
	"encoding/binary"
	"slices"
	"sync"

	"github.com/ticketacl/ticketacl/internal/inventory"
)

// Memory answers calls as its engine does, and remembers what it said. An answer
// depends on the question, the candidates and the values of those attributes that
// some condition looks at, and on nothing else; tickets that differ in other
// things are alike to it. It is safe for concurrent use. Its answers are shared:
// nobody may change them.
type Memory struct {
	engine *Engine
	spare  sync.Pool // of *lookup

	mu      sync.Mutex
	answers map[string]*Answer
	size    int // about, in bytes
}

// lookup is what asking a Memory needs for a moment.
type lookup struct {
	key   []byte
	facts Facts
}

// maxMemory is how large a Memory gets before it begins anew.
const maxMemory = 16 << 20

// NewMemory is a memory that holds nothing yet.
func NewMemory(e *Engine) *Memory {
	return &Memory{engine: e, answers: map[string]*Answer{}, spare: sync.Pool{New: func() any { return new(lookup) }}}
}

// Ask answers a call as Engine.Ask does.
func (m *Memory) Ask(call *Call, sys *System) *Answer {
	e := m.engine
	// Older engines and attribute relations look at more of the call.
	if !e.target.Switches.ActionLists || e.relations != nil || call.Scalar != nil || e.shape != nil || e.refuses(call) != NotRefused {
		return e.Ask(call, sys)
	}
	// Which ACLs match does not hang on the question where none has a list for it.
	all := e.LeavesAll(call)
	l := m.spare.Get().(*lookup)
	f := &l.facts
	e.gather(f, call, sys)
	l.key = f.appendKey(l.key[:0], !all)
	m.mu.Lock()
	a := m.answers[string(l.key)]
	m.mu.Unlock()
	if a != nil {
		clear(f.values)
		l.facts = Facts{values: f.values}
		m.spare.Put(l)
		return a.leaving(call, all)
	}
	// The answer keeps the facts.
	f.prepare()
	o := &oracle{}
	if a = f.decide(o, how{}).answer; o.slow != nil {
		return a // another time the pattern may be quick enough
	}
	kept := *a
	kept.Left = slices.Clone(a.Left) // it may be the caller's own list
	kept.Older = OlderSets{}         // holds the call; only older engines have any
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.size > maxMemory {
		clear(m.answers)
		m.size = 0
	}
	m.answers[string(l.key)] = &kept
	m.size += len(l.key) + 64*len(kept.Left) + 8*(len(kept.Matched)+len(kept.Used)) + 512
	return &kept
}

// leaving is an answer as it is, or with all candidates of a call.
func (a *Answer) leaving(call *Call, all bool) *Answer {
	if !all {
		return a
	}
	own := *a
	own.Left = call.Data
	return &own
}

// appendKey appends everything that the answer depends on. asked: the question and
// its candidates too.
func (f *Facts) appendKey(key []byte, asked bool) []byte {
	text := func(s string) {
		key = binary.AppendUvarint(key, uint64(len(s)))
		key = append(key, s...)
	}
	flag := func(is ...bool) {
		b := byte(0)
		for i := range is {
			if is[i] {
				b |= 1 << i
			}
		}
		key = append(key, b)
	}
	var value func(v *inventory.Value)
	value = func(v *inventory.Value) {
		key = append(key, byte(v.Kind))
		switch v.Kind {
		case inventory.Text:
			text(v.Text)
		case inventory.List:
			key = binary.AppendUvarint(key, uint64(len(v.List)))
			for i := range v.List {
				value(&v.List[i])
			}
		case inventory.Unknown:
			text(v.Text)
			text(v.Why)
			text(v.Of)
		}
	}
	flag(f.bare, f.candidates == nil, asked)
	for i := range f.values {
		value(&f.values[i])
	}
	if !asked {
		return key
	}
	text(f.call.ReturnType)
	text(f.call.ReturnSubType)
	for i := range f.candidates {
		c := &f.candidates[i]
		flag(c.Undef, c.Any)
		text(c.ID)
		text(c.Name)
	}
	return key
}
