package lint

import (
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// Key is what a finding is about, without a line: baselines hold on to it.
type Key struct {
	Rule RuleID
	ACL  string // "" where the finding is about a file
	// Path is the keys down to what is at fault: ConfigMatch.Properties.Ticket.Queue.
	Path string
	// Item is the scalar at fault, or what the finding says where no ACL has it.
	Item string
}

// keys makes Keys for one input.
type keys struct{ places places }

func newKeys(in *Input) keys {
	views := make([]*view, len(in.Read.Set.ACLs))
	for i, a := range in.Read.Set.ACLs {
		views[i] = &view{ACL: a}
	}
	return keys{newPlaces(views)}
}

func (ks keys) of(d *Diagnostic) Key {
	k := Key{Rule: d.Rule, ACL: d.ACL}
	v := ks.places.at(d.Place)
	if v == nil {
		k.Item = d.Summary
		return k
	}
	at := d.Place.Span.Start.Offset
	if !within(v.Entry.Span, at) {
		k.Path, k.Item = "Name", v.Name
		return k
	}
	var path []string
	k.Item = descend(&v.Entry, at, &path)
	k.Path = strings.Join(path, ".")
	return k
}

// descend follows the keys down to an offset, and returns the scalar there.
func descend(v *acl.Value, at uint32, path *[]string) string {
	for i := range v.Entries() {
		e := &v.Entries()[i]
		switch {
		case within(e.KeySpan, at):
			*path = append(*path, e.Key)
			return ""
		case within(e.Value.Span, at):
			*path = append(*path, e.Key)
			return descend(&e.Value, at, path)
		}
	}
	for i := range v.Items() {
		if it := &v.Items()[i]; within(it.Span, at) {
			return descend(it, at, path)
		}
	}
	if v.IsScalar() {
		return v.Text
	}
	return ""
}

// within reports whether an offset is in a span, or where an empty one is.
func within(s acl.Span, at uint32) bool {
	return s.IsValid() && s.Start.Offset <= at && (at < s.End.Offset || at == s.Start.Offset)
}
