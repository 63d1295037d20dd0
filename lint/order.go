package lint

import (
	"fmt"
	"strings"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// Order knows whether it matters which of two ACLs of a set is evaluated first.
type Order struct {
	pass *pass
	of   map[*acl.ACL]*view
}

// NewOrder looks at a set. Of the options those about the system count.
func NewOrder(set *acl.Set, opts Options) *Order {
	o := &Order{pass: newPass(&Input{Read: &convert.Result{Set: set}}, &opts), of: map[*acl.ACL]*view{}}
	for _, v := range o.pass.views {
		o.of[v.ACL] = v
	}
	return o
}

// Matters says whether some answer would be another one if two ACLs that may match together
// changed places, and which: a list and a value of it. No is said of what their lists tell, and of
// the values that the set names; unknown is it where nobody can tell what an ACL does.
func (o *Order) Matters(a, b *acl.ACL) (matters reading.Verdict, why string) {
	v, w := o.of[a], o.of[b]
	if v == nil || w == nil {
		return reading.Unknown, "an ACL is not in the set"
	}
	r := o.pass.related()
	for _, x := range []*view{v, w} {
		if n := r.natureOf(x); n.apart && !n.never {
			return reading.Unknown, "nobody can tell what " + shownName(x.Name) + " does"
		}
	}
	m, n := r.natureOf(v), r.natureOf(w)
	for i, k := 0, 0; i < len(m.limits) && k < len(n.limits); {
		switch x, y := &m.limits[i], &n.limits[k]; {
		case x.question < y.question:
			i++
		case x.question > y.question:
			k++
		default:
			if value, parts := r.conflict(x, y, m.stops, n.stops); parts && r.togetherOn(x.question, v, w) {
				what := "'" + r.names[value] + "'"
				if r.names[value] == anotherValue {
					what = "a value that neither names"
				}
				list := strings.TrimPrefix(strings.TrimPrefix(r.names[x.question], "? "), "Ticket.")
				return reading.Yes, fmt.Sprintf("both limit %s and can match together; whether %s is left hangs on which comes first", list, what)
			}
			i, k = i+1, k+1
		}
	}
	return reading.No, ""
}
