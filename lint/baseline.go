package lint

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Baseline is findings that were there before: what they are about, and how
// often. It survives edits elsewhere in a file, because it has no lines.
type Baseline struct {
	counts map[Key]int
	added  map[Key]bool // by Add
}

// baselineEntry is one line of a baseline file.
type baselineEntry struct {
	Rule  RuleID `json:"rule"`
	ACL   string `json:"acl,omitempty"`
	Path  string `json:"path,omitempty"`
	Item  string `json:"item,omitempty"`
	Count int    `json:"count,omitempty"` // more than one
}

// NewBaseline is an empty one.
func NewBaseline() *Baseline { return &Baseline{map[Key]int{}, map[Key]bool{}} }

// ParseBaseline reads what Bytes wrote.
func ParseBaseline(data []byte) (*Baseline, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	var entries []baselineEntry
	if err := dec.Decode(&entries); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return nil, fmt.Errorf("line %d: %w", bytes.Count(data[:min(int(syntax.Offset), len(data))], []byte{'\n'})+1, err)
		}
		var shape *json.UnmarshalTypeError
		if errors.As(err, &shape) {
			return nil, errors.New("it is no list of findings")
		}
		return nil, err
	}
	if dec.More() {
		return nil, errors.New("there is something behind the list")
	}
	b := NewBaseline()
	for i, e := range entries {
		if e.Rule == "" || e.Count < 0 {
			return nil, fmt.Errorf("entry %d has no rule, or a count below 0", i+1)
		}
		b.counts[Key{e.Rule, e.ACL, e.Path, e.Item}] += max(1, e.Count)
	}
	return b, nil
}

// Add takes findings about an input.
func (b *Baseline) Add(in *Input, findings []Diagnostic) {
	ks := newKeys(in)
	for i := range findings {
		k := ks.of(&findings[i])
		b.counts[k]++
		b.added[k] = true
	}
}

// Drop takes out what rules have found that speak; what others found before stays.
func (b *Baseline) Drop(opts Options) {
	for _, r := range Rules() {
		if opts.wants(&r) {
			maps.DeleteFunc(b.counts, func(k Key, _ int) bool { return k.Rule == r.ID && !b.added[k] })
		}
	}
}

// Bytes is the baseline as a file: a list in JSON, a line for each entry, sorted.
func (b *Baseline) Bytes() []byte {
	ks := make([]Key, 0, len(b.counts))
	for k, n := range b.counts {
		if n > 0 {
			ks = append(ks, k)
		}
	}
	slices.SortFunc(ks, func(a, b Key) int {
		return cmp.Or(cmp.Compare(a.ACL, b.ACL), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Item, b.Item), cmp.Compare(a.Rule, b.Rule))
	})
	var out bytes.Buffer
	out.WriteString("[")
	for i, k := range ks {
		e := baselineEntry{Rule: k.Rule, ACL: k.ACL, Path: k.Path, Item: k.Item}
		if n := b.counts[k]; n > 1 {
			e.Count = n
		}
		line, _ := json.Marshal(e) // strings and a number
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n  ")
		out.Write(line)
	}
	out.WriteString("\n]\n")
	return out.Bytes()
}

// Apply returns the findings that are not in the baseline, and how many are. Each
// entry counts once for all sets.
func (b *Baseline) Apply(in *Input, findings []Diagnostic) (kept []Diagnostic, known int) {
	ks := newKeys(in)
	for i := range findings {
		if k := ks.of(&findings[i]); b.counts[k] > 0 {
			b.counts[k]--
			known++
			continue
		}
		kept = append(kept, findings[i])
	}
	return kept, known
}

// Gone is how many findings of the baseline nobody has found again.
func (b *Baseline) Gone() int {
	n := 0
	for _, c := range b.counts {
		n += c
	}
	return n
}
