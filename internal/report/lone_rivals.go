package report

import (
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/overview"
)

// rivals are the ACLs before it that stop, and those behind it that undo.
func (l *Lone) rivals(b *LoneBasis, r overview.Reader) {
	behind := false
	for _, o := range b.Engine.ACLs() {
		if o == b.ACL {
			behind = true
			continue
		}
		rival := func(what string) Rival {
			v := Rival{ACL: o.Name, Place: place(o.File, o.Place().Span), What: what, Always: r.Always(o), When: []string{}}
			for _, p := range r.When(o) {
				v.When = append(v.When, p.Text(0))
			}
			return v
		}
		if !behind {
			if !o.Stops() {
				continue
			}
			v := rival("stops")
			for _, q := range b.Engine.Questions(b.ACL) {
				if len(b.Engine.ListedIn(o, q)) > 0 {
					v.Questions = append(v.Questions, bare(q))
				}
			}
			if len(v.Questions) > 0 {
				l.Before = append(l.Before, v)
			}
			continue
		}
		for _, q := range b.Engine.Questions(b.ACL) {
			for _, what := range l.undone(b, o, q) {
				v := rival(what.how)
				v.Questions, v.Values = []string{bare(q)}, what.values
				l.Behind = append(l.Behind, v)
			}
		}
	}
}

type undoing struct {
	how    string
	values []string
}

// undone is what an ACL behind this one does against it, in one list.
func (l *Lone) undone(b *LoneBasis, o *acl.ACL, question string) []undoing {
	var out []undoing
	values := b.Engine.Named(question)
	for i := range b.Asking {
		for _, v := range b.Asking[i].Offers[question] {
			if !slices.Contains(values, v) {
				values = append(values, v)
			}
		}
	}
	for _, section := range b.Engine.ListedIn(o, question) {
		u := undoing{}
		for _, v := range values {
			_, named := b.Engine.NamedIn(o, question, section, v)
			taken := b.Engine.Takes(b.ACL, question, v)
			_, added := b.Engine.NamedIn(b.ACL, question, acl.PossibleAdd, v)
			if section == acl.PossibleNot && named && added && !taken || section != acl.PossibleNot && named && taken {
				u.values = append(u.values, v)
			}
		}
		switch section {
		case acl.Possible:
			u.how = "starts anew"
		case acl.PossibleAdd:
			u.how = "brings back"
		case acl.PossibleNot:
			u.how = "takes again"
		}
		if section == acl.Possible || len(u.values) > 0 {
			out = append(out, u)
		}
	}
	return out
}
