package convert

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
)

// level is a place in an entry whose keys are the same for every target.
type level uint8

const (
	entryLevel level = iota
	matchLevel
	changeLevel
)

// known returns the keys that any target reads at a level.
func (l level) known() []string {
	switch l {
	case matchLevel:
		return []string{"Properties", "PropertiesDatabase"}
	case changeLevel:
		return []string{"Possible", "PossibleAdd", "PossibleNot"}
	}
	return []string{"ChangeBy", "ChangeTime", "Comment", "ConfigChange", "ConfigMatch", "CreateBy",
		"CreateTime", "Description", "ID", "Name", "StopAfterMatch", "ValidID"}
}

// parent is the key that a level stands under.
func (l level) parent() string {
	return [...]string{"an ACL", "ConfigMatch", "ConfigChange"}[l]
}

// keys reports the keys of a hash that no target reads there. Areas under
// ConfigMatch are left to the rule about conditions without a block.
func (r *reader) keys(a *ACL, v *Value, l level) {
	known := l.known()
	for i := range v.Entries() {
		e := &v.Entries()[i]
		if slices.Contains(known, e.Key) || l == matchLevel && product.IsArea(e.Key) {
			continue
		}
		near := diag.Nearest(e.Key, known)
		d := Diagnostic{Rule: diag.UnknownKey, Severity: diag.Error, Place: Place{File: a.File, Span: e.KeySpan}, ACL: a.Name,
			Summary: fmt.Sprintf("'%s' is no key of %s: the system ignores it", e.Key, l.parent()),
			Detail:  fmt.Sprintf("did you mean %s?", near)}
		if !diag.IsNear(e.Key, near) {
			d.Detail = "leave it out: no key is like it"
		}
		if where, ok := home(e.Key); ok {
			d.Detail = "it belongs to " + where.parent()
		}
		if strings.EqualFold(e.Key, near) && v.Get(near) == nil && e.KeySpan.IsValid() {
			d.Fixes = []diag.Fix{{Title: "write " + near, Edits: []diag.Edit{{Span: e.KeySpan, New: near}}}}
		}
		r.report(d)
	}
}

// home is the level that knows a key.
func home(key string) (l level, ok bool) {
	for l := entryLevel; l <= changeLevel; l++ {
		if slices.Contains(l.known(), key) {
			return l, true
		}
	}
	return 0, false
}
