package simulate

import (
	"regexp/syntax"
	"slices"
)

// Bounds on the texts that are made of one pattern: how many, and how long in bytes.
const (
	maxSamples = 16
	maxExample = 200
)

// Samples are texts that tell patterns on an attribute apart: of each pattern some that
// it hits, one for each way through it as far as these are few, whether it is negated or
// not. Without patterns there are none.
func (s *Sorter) Samples(area, attr string) (out []string) {
	for i := range s.slots {
		if s.slots[i].area != area || s.slots[i].attr != attr {
			continue
		}
		for _, it := range s.items[i] {
			if !it.mod.IsPattern() {
				continue
			}
			for _, text := range it.samples() {
				if !slices.Contains(out, text) {
					out = append(out, text)
				}
			}
		}
	}
	return out
}

// Sampled are values that patterns in the change lists for a question ("Ticket.State")
// hit, one of each kind that items of these lists tell apart, here or in another set: what
// such lists speak of where nobody says what is offered.
func (e *Engine) Sampled(question string, other *Engine) (out []string) {
	const most = 32
	items := e.listItems(question)
	all := slices.Concat(items, other.listItems(question))
	kinds := map[string]bool{}
	for _, it := range items {
		if it.undef || !it.mod.IsPattern() {
			continue
		}
		for _, text := range it.samples() {
			kind := make([]byte, len(all))
			for i := range all {
				kind[i] = '0' + byte(all[i].names(text))
			}
			if len(out) < most && !kinds[string(kind)] {
				kinds[string(kind)] = true
				out = append(out, text)
			}
		}
	}
	return out
}

// listItems are the items of all change lists for a question.
func (e *Engine) listItems(question string) (out []*item) {
	want := e.question(question)
	for i := range e.rules {
		for _, changes := range [][]change{e.rules[i].changes, e.rules[i].older.told()} {
			for j := range changes {
				if changes[j].question != want {
					continue
				}
				for k := range changes[j].items {
					out = append(out, &changes[j].items[k])
				}
			}
		}
	}
	return out
}

// samples are texts that the pattern of an item hits, which is itself the judge.
func (it *item) samples() (out []string) {
	flags := syntax.Perl
	if it.mod.IgnoresCase() {
		flags |= syntax.FoldCase
	}
	re, err := syntax.Parse(it.rest, flags)
	if err != nil {
		return nil
	}
	for _, text := range ways(re) {
		if hit, _ := it.hit(text); hit == yes && text != "" {
			out = append(out, text)
		}
	}
	return out
}

// example is a short string that a pattern hits; "" for a negated one, and where the
// pattern is not of the plain kind for which that is easy.
func (it *item) example() string {
	if it.mod.IsNegated() {
		return ""
	}
	return it.sample()
}

// sample is a short string that the pattern of an item hits, negated or not; "" where
// none is easily made.
func (it *item) sample() string {
	if texts := it.samples(); len(texts) > 0 {
		return texts[0]
	}
	return ""
}

// ways are texts along the ways through an expression, the shortest first, of a sequence
// with one of its parts another way at a time.
func ways(re *syntax.Regexp) []string {
	var out []string
	add := func(texts ...string) {
		for _, t := range texts {
			if len(out) < maxSamples && len(t) <= maxExample && !slices.Contains(out, t) {
				out = append(out, t)
			}
		}
	}
	times := func(n int, of []string) {
		for _, t := range of {
			text := ""
			for range min(n, maxExample) {
				text += t
			}
			add(text)
		}
	}
	switch re.Op {
	case syntax.OpLiteral:
		add(string(re.Rune))
	case syntax.OpCharClass:
		add(string(pleasant(re.Rune)))
		for i := 0; i+1 < len(re.Rune); i += 2 {
			add(string(re.Rune[i]), string(re.Rune[i+1]))
		}
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		add("x")
	case syntax.OpCapture:
		add(ways(re.Sub[0])...)
	case syntax.OpPlus, syntax.OpStar, syntax.OpQuest, syntax.OpRepeat:
		of, least, more := ways(re.Sub[0]), re.Min, re.Max < 0 || re.Max > re.Min
		switch re.Op {
		case syntax.OpPlus:
			least, more = 1, true
		case syntax.OpStar, syntax.OpQuest:
			least, more = 0, true
		}
		if times(least, of); more {
			times(least+1, of)
		}
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			add(ways(sub)...)
		}
	case syntax.OpConcat:
		var parts [][]string
		for _, sub := range re.Sub {
			parts = append(parts, ways(sub))
		}
		text := func(at, way int) (out string) {
			for i, p := range parts {
				switch {
				case len(p) == 0:
				case i == at:
					out += p[way]
				default:
					out += p[0]
				}
			}
			return out
		}
		add(text(-1, 0))
		for i, p := range parts {
			for k := 1; k < len(p); k++ {
				add(text(i, k))
			}
		}
	default:
		add("")
	}
	return out
}

// pleasant is a character of a class that reads well: a small letter, a digit,
// a capital, else the first of the class.
func pleasant(ranges []rune) rune {
	for _, wanted := range []string{"abcdefghijklmnopqrstuvwxyz", "1234567890", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "-_ "} {
		for _, r := range wanted {
			for i := 0; i+1 < len(ranges); i += 2 {
				if ranges[i] <= r && r <= ranges[i+1] {
					return r
				}
			}
		}
	}
	if len(ranges) > 0 {
		return ranges[0]
	}
	return 'x'
}
