package yamlx

import (
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// duplicates reports keys that a hash has more than once; the last one counts.
func (b *builder) duplicates(v *acl.Value) {
	const few = 12 // up to here comparing all pairs is cheaper than a map
	es := v.Entries
	if len(es) <= few {
		for i := range es {
			for j := i - 1; j >= 0; j-- {
				if es[i].Key == es[j].Key {
					b.duplicate(&es[j], &es[i])
					break
				}
			}
		}
		return
	}
	last := make(map[string]int, len(es))
	for i := range es {
		if j, ok := last[es[i].Key]; ok {
			b.duplicate(&es[j], &es[i])
		}
		last[es[i].Key] = i
	}
}

func (b *builder) duplicate(first, second *acl.Entry) {
	if first.Key == listKey || first.Key == hashKey {
		return // each has an address of its own
	}
	d := diag.Diagnostic{
		Rule: diag.DuplicateKey, Severity: diag.Error,
		Place:   acl.Place{Span: second.KeySpan},
		Summary: "key '" + second.Key + "' is here twice: the last one wins",
		Detail:  "join both under one key, or remove one",
		Related: []diag.Related{{Place: acl.Place{Span: first.KeySpan}, Message: "written here first"}},
	}
	if equal(&first.Value, &second.Value) {
		d.Severity = diag.Info
		d.Summary = "key '" + second.Key + "' is here twice, with equal values"
		d.Detail = "remove one"
	}
	b.find(d)
}

// equal reports whether Perl would see the same in a and b.
func equal(a, b *acl.Value) bool {
	if a.Shared != 0 && a.Shared == b.Shared {
		return true
	}
	if a.IsScalar() != b.IsScalar() || (a.Kind == acl.Undef) != (b.Kind == acl.Undef) || a.Text != b.Text {
		return false
	}
	if a.IsScalar() {
		return true
	}
	if a.Kind != b.Kind || len(a.Items) != len(b.Items) || len(a.Entries) != len(b.Entries) {
		return false
	}
	for i := range a.Items {
		if !equal(&a.Items[i], &b.Items[i]) {
			return false
		}
	}
	for i := range a.Entries {
		if a.Entries[i].Key != b.Entries[i].Key || !equal(&a.Entries[i].Value, &b.Entries[i].Value) {
			return false
		}
	}
	return true
}
