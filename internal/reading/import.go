package reading

import (
	"regexp"
	"slices"
	"strconv"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// Deployed are the blocks of an ACL as they are deployed: those that reach the
// engine, but for engines that read a hash of actions the hash itself.
func (r Reader) Deployed(a *acl.ACL) [acl.NumBlocks]*acl.Entry {
	if !r.Target.Switches.ActionLists {
		return a.Blocks
	}
	return r.Blocks(a)
}

// Blocks are the blocks of an ACL as they reach the engine. The import of an
// export turns actions that are a hash of 0 and 1, as up to OTRS 3.3, into a
// list of those that are 0 in PossibleNot, in place of what is there
// (semantics, "OTRS 3.3 (and hash style in general) -> 4+"). Engines up to 3.3
// read the hash itself, and know no other actions.
func (r Reader) Blocks(a *acl.ACL) [acl.NumBlocks]*acl.Entry {
	blocks := a.Blocks
	if r.UnreadDatabase(a) != nil {
		blocks[acl.PropertiesDatabase] = nil
	}
	actions := r.OldActions(a)
	if actions == nil {
		if r.UnreadActions(a) != nil {
			blocks[acl.PossibleNot] = with(blocks[acl.PossibleNot], "Action", nil)
		}
		return blocks
	}
	blocks[acl.Possible] = with(blocks[acl.Possible], "Action", nil)
	List := acl.NewList(r.forbidden(actions))
	List.Span = actions.Span
	blocks[acl.PossibleNot] = with(blocks[acl.PossibleNot], "Action", &acl.Entry{Key: "Action", KeySpan: actions.Span, Value: List})
	return blocks
}

// UnreadDatabase is PropertiesDatabase with conditions on targets that do not
// read it, nil where there is none.
func (r Reader) UnreadDatabase(a *acl.ACL) *acl.Value {
	if v := a.Block(acl.PropertiesDatabase); !r.Target.Switches.Database && len(v.Entries()) > 0 {
		return v
	}
	return nil
}

// UnreadActions is PossibleNot.Action on targets that do not read it, nil where
// there is none.
func (r Reader) UnreadActions(a *acl.ACL) *acl.Value {
	if r.Target.Switches.ActionLists {
		return nil
	}
	return a.Block(acl.PossibleNot).Get("Action")
}

// OldActions is the hash of actions that an engine up to OTRS 3.3 reads, or that
// the import of an export turns into a list; nil where there is none.
func (r Reader) OldActions(a *acl.ACL) *acl.Value {
	if a.Form != acl.Export && r.Target.Switches.ActionLists {
		return nil
	}
	if v := a.Block(acl.Possible).Get("Action"); v != nil && v.Kind == acl.Hash {
		return v
	}
	return nil
}

// forbidden are the names of a hash of actions whose value is 0 as a number, for
// the import, or false, for engines that read it.
func (r Reader) forbidden(actions *acl.Value) []acl.Value {
	items := []acl.Value{}
	for _, e := range Sorted(actions) {
		forbids := isZero(e.Value.Text)
		if !r.Target.Switches.ActionLists {
			forbids = !e.Value.IsTrue()
		}
		if e.Value.IsScalar() && e.Value.Kind != acl.Dynamic && forbids {
			items = append(items, acl.Value{Kind: acl.String, Text: e.Key, Span: e.KeySpan})
		}
	}
	return items
}

// isZero reports whether Perl takes a text for the number 0: that of its
// numeric beginning, 0 without one.
func isZero(text string) bool {
	number := regexp.MustCompile(`^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?(?i:inf|nan))`).FindStringSubmatch(text)
	if number == nil {
		return true
	}
	f, err := strconv.ParseFloat(number[1], 64)
	return err == nil && f == 0
}

// with is a block with another entry of a key, or without any. What is no hash
// becomes one.
func with(block *acl.Entry, key string, e *acl.Entry) *acl.Entry {
	var out acl.Entry
	if block != nil {
		out = *block
	}
	out.Value.Kind = acl.Hash
	out.Value.SetEntries(slices.DeleteFunc(slices.Clone(out.Value.Entries()), func(e acl.Entry) bool { return e.Key == key }))
	if e != nil {
		out.Value.SetEntries(append(out.Value.Entries(), *e))
	}
	return &out
}
