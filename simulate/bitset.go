package simulate

// bitset holds which of the candidates of a call have some property.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

// fullBitset has the first n bits set and no others.
func fullBitset(n int) bitset {
	b := newBitset(n)
	for i := range b {
		b[i] = ^uint64(0)
	}
	if rest := n % 64; rest != 0 {
		b[len(b)-1] = 1<<rest - 1
	}
	return b
}

func (b bitset) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }
func (b bitset) set(i int)      { b[i/64] |= 1 << (i % 64) }

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
