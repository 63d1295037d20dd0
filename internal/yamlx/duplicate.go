package yamlx

import (
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// duplicates reports keys that a hash has more than once; the last one counts.
func (b *builder) duplicates(v *acl.Value) {
	const few = 12 // up to here comparing all pairs is cheaper than a map
	es := v.Entries()
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
	if acl.Equal(&first.Value, &second.Value) {
		d.Severity = diag.Info
		d.Summary = "key '" + second.Key + "' is here twice, with equal values"
		d.Detail = "remove one"
	}
	b.find(d)
}
