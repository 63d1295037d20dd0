package grid

import (
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/reading"
	"github.com/ticketacl/ticketacl/simulate"
)

// sorters tell values apart as the conditions of any of several sets do.
type sorters []*simulate.Sorter

func (all sorters) kindOf(area, attr string, v inventory.Value) string {
	var b strings.Builder
	for _, s := range all {
		b.WriteString(s.KindOf(area, attr, v))
		b.WriteByte(2)
	}
	return b.String()
}

func (all sorters) named(area, attr, value string) (n int) {
	for _, s := range all {
		n += s.Named(area, attr, value)
	}
	return n
}

// union is what any of them says.
func (all sorters) union(of func(*simulate.Sorter) []string) (out []string) {
	for _, s := range all {
		for _, text := range of(s) {
			if !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	return out
}

// texts are what conditions name of an attribute and can be a value of it.
func (m *maker) texts(area, attr string) []string {
	return m.values(func(s *simulate.Sorter) []string { return s.Texts(area, attr) })
}

// samples are texts that patterns on an attribute hit.
func (m *maker) samples(area, attr string) []string {
	return m.values(func(s *simulate.Sorter) []string { return s.Samples(area, attr) })
}

func (m *maker) values(of func(*simulate.Sorter) []string) []string {
	return slices.DeleteFunc(m.sorters.union(of), func(text string) bool { return Misread(text, m.engines...) })
}

// Misread reports whether one of several products takes a text for what another one takes
// for a modifier and its rest: nothing that exists is called so.
func Misread(text string, engines ...*simulate.Engine) bool {
	plain := 0
	for _, e := range engines {
		if mod, _ := (reading.Reader{Target: e.Target()}).Split(text); mod == acl.Plain {
			plain++
		}
	}
	return plain != 0 && plain != len(engines)
}

func (all sorters) patterns(area, attr string) bool {
	return slices.ContainsFunc(all, func(s *simulate.Sorter) bool { return s.Patterns(area, attr) })
}
