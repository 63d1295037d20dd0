package perlre

import "slices"

// resolve checks what can only be known at the end: that the groups referred to
// are there.
func (p *parser) resolve() {
	slices.SortFunc(p.refs, func(a, b *node) int { return a.pos - b.pos })
	for _, n := range p.refs {
		if n.name != "" {
			numbers, ok := p.names[n.name]
			if !ok {
				p.failAt(n.after, "a reference to a group that nothing has the name of, %s", n.name)
			}
			if n.op == opCall {
				n.group = numbers[0]
			}
			n.groups = numbers
			continue
		}
		number := n.group
		if n.op == opBackref {
			number = n.groups[0]
		}
		if p.groups[number] == nil && !(n.op == opCall && number == 0) {
			p.failAt(n.after, "a reference to a group that does not exist")
		}
	}
}
