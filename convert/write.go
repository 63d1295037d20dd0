package convert

import (
	"cmp"
	"io"
	"time"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
)

// Output is a form in which a set can be written.
type Output uint8

// The forms.
const (
	// Export is the YAML file of the administration screen, as YAML::XS dumps it.
	Export Output = iota
	// Deployment is ZZZACL.pm as a target deploys it.
	Deployment
	// Config is Perl as people write it into Kernel/Config.pm.
	Config
	// JSONList is what an export holds, as JSON.
	JSONList
)

func (o Output) String() string { return [...]string{"yaml", "zzzacl", "config", "json"}[o] }

// TimeLayout is how the products write times.
const TimeLayout = "2006-01-02 15:04:05"

// WriteOptions say how to write what the source does not.
type WriteOptions struct {
	// Target is the product that reads what is written; it must be set.
	Target *product.Target
	// Package is the last part of a deployment's package name, which must be
	// the name of its file; "" is ZZZACL.
	Package string
	// Now and By stand where the source tells no time and no login.
	Now time.Time
	By  string
	// ValidID is the validity of ACLs whose source knows none: 1 valid, 2
	// invalid, 3 invalid-temporarily; 0 is 1.
	ValidID int
	// Sources are the files that the set was read from, by the names that its
	// places have; comments are taken from them. Without them there are none.
	Sources map[string][]byte
	// Faithful: what the system would write is written, even if perl refuses it.
	Faithful bool
}

// stamps are when an ACL was made and changed, and by whom.
type stamps struct{ created, createdBy, changed, changedBy string }

func (w *Written) stamps(a *ACL, opts *WriteOptions) stamps {
	var s stamps
	s.created, s.createdBy = a.Created()
	s.changed, s.changedBy = a.Changed()
	if s.created == "" || s.createdBy == "" || s.changed == "" || s.changedBy == "" {
		w.Unstamped++
	}
	return stamps{
		cmp.Or(s.created, opts.now()), cmp.Or(s.createdBy, opts.By), cmp.Or(s.changed, opts.now()), cmp.Or(s.changedBy, opts.By),
	}
}

func (o *WriteOptions) now() string { return o.Now.Format(TimeLayout) }

// Written is what was made of a set.
type Written struct {
	Data []byte
	// Diagnostics name what the form cannot hold and what was mended, sorted by
	// file and place.
	Diagnostics []Diagnostic
	// LeftOut are ACLs that a deployment does not write: those that are not valid.
	LeftOut []*ACL
	// Unstamped is the number of ACLs that got a time or login from the options.
	Unstamped int

	spool spool
}

func (w *Written) warn(rule Rule, a *ACL, span Span, summary, hint string) {
	w.Diagnostics = append(w.Diagnostics, Diagnostic{
		Rule: rule, Severity: diag.Warning, ACL: a.Name, Place: Place{File: a.File, Span: span}, Summary: summary, Detail: hint,
	})
}

// Write writes a set into Written.Data.
func Write(set *Set, to Output, opts WriteOptions) *Written {
	w := &Written{}
	w.write(set, to, opts)
	return w
}

// WriteTo writes a set while it is made, so that never all of it is in memory;
// Written.Data stays empty. The error is that of out, and Written is complete
// all the same.
func WriteTo(out io.Writer, set *Set, to Output, opts WriteOptions) (*Written, error) {
	w := &Written{spool: spool{to: out}}
	w.write(set, to, opts)
	w.Data = w.spool.flush(w.Data)
	w.Data = nil
	return w, w.spool.err
}

func (w *Written) write(set *Set, to Output, opts WriteOptions) {
	w.texts(set)
	switch to {
	case Export:
		writeExport(set, opts, w)
	case Deployment:
		writeDeployment(set, opts, w)
	case Config:
		writeConfig(set, opts, w)
	case JSONList:
		writeJSON(set, opts, w)
	}
	diag.Sort(w.Diagnostics)
}
