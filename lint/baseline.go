package lint

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// Baseline is findings that were there before: what they are about, how bad they
// were, and how often. It survives edits elsewhere in a file, because it has no lines.
type Baseline struct {
	counts map[known]int
	added  map[Key]bool // by Add
}

// known is a finding that was there before. One that is worse today, or whose ACL was
// not deployed then and is now, is another one.
type known struct {
	Key
	severity Severity
	// idle: its ACL was not deployed.
	idle bool
}

// covers reports whether a finding of today is no worse than one of before.
func (k known) covers(now known) bool {
	return k.Key == now.Key && k.severity >= now.severity && (now.idle || !k.idle)
}

// baselineEntry is one line of a baseline file.
type baselineEntry struct {
	Rule RuleID `json:"rule"`
	ACL  string `json:"acl,omitempty"`
	Path string `json:"path,omitempty"`
	Item string `json:"item,omitempty"`
	// Severity is what it was; without one whatever it is today.
	Severity string `json:"severity,omitempty"`
	// NotDeployed: its ACL was not valid.
	NotDeployed bool `json:"not_deployed,omitempty"`
	Count       int  `json:"count,omitempty"` // more than one
}

// NewBaseline is an empty one.
func NewBaseline() *Baseline { return &Baseline{map[known]int{}, map[Key]bool{}} }

// Clone is a baseline of its own with the same findings.
func (b *Baseline) Clone() *Baseline { return &Baseline{maps.Clone(b.counts), maps.Clone(b.added)} }

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
	for n, e := range entries {
		if e.Rule == "" || e.Count < 0 {
			return nil, fmt.Errorf("entry %d has no rule, or a count below 0", n+1)
		}
		severity := diag.Error
		if e.Severity != "" {
			i := slices.IndexFunc(severities(), func(s Severity) bool { return s.String() == e.Severity })
			if i < 0 {
				return nil, fmt.Errorf("entry %d has the severity %q; there is error, warning and info", n+1, e.Severity)
			}
			severity = severities()[i]
		}
		b.counts[known{Key{e.Rule, e.ACL, e.Path, e.Item}, severity, e.NotDeployed}] += max(1, e.Count)
	}
	return b, nil
}

func severities() []Severity { return []Severity{diag.Info, diag.Warning, diag.Error} }

// Add takes findings about an input.
func (b *Baseline) Add(in *Input, findings []Diagnostic) {
	ks := newKeys(in)
	for i := range findings {
		k := ks.known(&findings[i])
		b.counts[k]++
		b.added[k.Key] = true
	}
}

// Drop takes out what rules have found that speak; what others found before stays.
func (b *Baseline) Drop(opts Options) {
	for _, r := range Rules() {
		if opts.wants(&r) {
			maps.DeleteFunc(b.counts, func(k known, _ int) bool { return k.Rule == r.ID && !b.added[k.Key] })
		}
	}
}

// Bytes is the baseline as a file: a list in JSON, a line for each entry, sorted.
func (b *Baseline) Bytes() []byte {
	ks := make([]known, 0, len(b.counts))
	for k, n := range b.counts {
		if n > 0 {
			ks = append(ks, k)
		}
	}
	slices.SortFunc(ks, func(a, b known) int {
		return cmp.Or(cmp.Compare(a.ACL, b.ACL), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Item, b.Item), cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(b.severity, a.severity), strings.Compare(fmt.Sprint(a.idle), fmt.Sprint(b.idle)))
	})
	var out bytes.Buffer
	out.WriteString("[")
	for i, k := range ks {
		e := baselineEntry{Rule: k.Rule, ACL: k.ACL, Path: k.Path, Item: k.Item, Severity: k.severity.String(), NotDeployed: k.idle}
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
// entry counts once for all sets. One that is as it was is found again before one that is
// milder now.
func (b *Baseline) Apply(in *Input, findings []Diagnostic) (kept []Diagnostic, count int) {
	ks := newKeys(in)
	of := make([]known, len(findings))
	there := make([]bool, len(findings))
	for i := range findings {
		of[i] = ks.known(&findings[i])
		there[i] = b.take(of[i])
	}
	for i := range findings {
		there[i] = there[i] || b.milder(of[i])
		if there[i] {
			count++
		} else {
			kept = append(kept, findings[i])
		}
	}
	return kept, count
}

// take counts a finding once; false where there is none left.
func (b *Baseline) take(k known) bool {
	if b.counts[k] == 0 {
		return false
	}
	b.counts[k]--
	return true
}

// milder takes a finding that was worse before, the least of them.
func (b *Baseline) milder(now known) bool {
	for _, s := range severities() {
		for _, idle := range []bool{true, false} {
			if was := (known{now.Key, s, idle}); was.covers(now) && b.take(was) {
				return true
			}
		}
	}
	return false
}

// Gone is how many findings of the baseline nobody has found again.
func (b *Baseline) Gone() int {
	n := 0
	for _, c := range b.counts {
		n += c
	}
	return n
}

// known is a finding with what decides whether it was there before.
func (ks keys) known(d *Diagnostic) known {
	v := ks.places.at(d.Place)
	return known{ks.of(d), d.Severity, v != nil && v.Validity() != acl.Valid}
}
