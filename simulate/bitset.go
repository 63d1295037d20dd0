package simulate

// bitset holds which of the candidates of a call have some property.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, max(1, (n+63)/64)) }

// fill sets the first n bits and no others.
func (b bitset) fill(n int) {
	for i := range b {
		b[i] = 1<<min(64, max(0, n-64*i)) - 1
	}
}

func (b bitset) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }
func (b bitset) set(i int)      { b[i/64] |= 1 << (i % 64) }

func (b bitset) unset(i int) { b[i/64] &^= 1 << (i % 64) }

func (b bitset) add(c bitset) {
	for i := range b {
		b[i] |= c[i]
	}
}

// remove clears the bits of c, except those of keep.
func (b bitset) remove(c, keep bitset) {
	for i := range b {
		b[i] &^= c[i] &^ keep[i]
	}
}

// clear clears the bits of c.
func (b bitset) clear(c bitset) {
	for i := range b {
		b[i] &^= c[i]
	}
}

// keep clears the bits that c does not have.
func (b bitset) keep(c bitset) {
	for i := range b {
		b[i] &= c[i]
	}
}

func (b bitset) none() bool {
	for _, w := range b {
		if w != 0 {
			return false
		}
	}
	return true
}
