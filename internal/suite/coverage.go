package suite

import (
	"sync"

	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// Covering hears the calls of a bench's scenarios, on however many goroutines.
type Covering struct {
	engine *simulate.Engine
	mu     sync.Mutex
	free   []*simulate.Coverage
	all    []*simulate.Coverage
}

// Cover lets a bench hear what its scenarios exercise. It has to be called before
// the first of them runs, and nothing else may use the bench's world.
func (b *Bench) Cover() *Covering {
	c := &Covering{engine: b.Engine}
	b.World.Hear = c.hear
	return c
}

func (c *Covering) hear(a *scenario.Asked) {
	one := c.take()
	one.Add(&a.Call, a.System)
	c.mu.Lock()
	c.free = append(c.free, one)
	c.mu.Unlock()
}

func (c *Covering) take() *simulate.Coverage {
	c.mu.Lock()
	defer c.mu.Unlock()
	if n := len(c.free); n > 0 {
		one := c.free[n-1]
		c.free = c.free[:n-1]
		return one
	}
	one := c.engine.NewCoverage()
	c.all = append(c.all, one)
	return one
}

// Covered is what was exercised, in evaluation order. Nothing may run any more.
func (c *Covering) Covered() []simulate.ACLCoverage {
	if len(c.all) == 0 {
		return c.engine.NewCoverage().ACLs()
	}
	for _, other := range c.all[1:] {
		c.all[0].Merge(other)
	}
	c.all = c.all[:1]
	return c.all[0].ACLs()
}
