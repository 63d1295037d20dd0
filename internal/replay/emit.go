package replay

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/simulate"
)

// Emitted is one engine call to be written as a case.
type Emitted struct {
	ID     string
	Round  string // of the screen
	Engine *simulate.Engine
	Call   *simulate.Call
	System *simulate.System
}

// Emit writes a call as one line that Run reads: the ACLs that take part, the
// system as far as it is known, the call, and this engine's answer.
func Emit(out io.Writer, e Emitted) error {
	a := e.Engine.Ask(e.Call, e.System)
	line := object{}
	line.set("id", str(e.ID))
	line.set("target", str(e.Engine.Target().ID))
	line.set("round", str(e.Round))
	acls := object{}
	made := isMade(e.Engine)
	for _, x := range e.Engine.ACLs() {
		if !made(x) {
			acls.set(x.Name, deployedForm(x))
		}
	}
	line.set("acls", acls.value())
	line.set("call", callValue(e.Call))
	line.set("world", worldValue(e.System))
	setRelations(&line, e)
	line.set("expect", answerValue(a))
	v := line.value()
	_, err := fmt.Fprintln(out, jsonText(&v))
	return err
}

// object collects the keys of a JSON object.
type object struct{ v acl.Value }

func (o *object) set(key string, v acl.Value) {
	o.v.SetEntries(append(o.v.Entries(), acl.Entry{Key: key, Value: v}))
}

func (o *object) value() acl.Value {
	o.v.Kind = acl.Hash
	return o.v
}

func str(s string) acl.Value { return acl.Value{Kind: acl.String, Text: s} }

func strs(items []string) acl.Value {
	v := acl.Value{Kind: acl.List}
	for _, s := range items {
		v.SetItems(append(v.Items(), str(s)))
	}
	return v
}

// deployedForm is the hash that a system deploys for an ACL.
func deployedForm(a *acl.ACL) acl.Value {
	if a.Form == acl.Deployed {
		return a.Entry
	}
	o := object{}
	for b := range acl.BlockName(acl.NumBlocks) {
		v := *a.Block(b)
		if !v.IsTrue() {
			v = acl.Value{Kind: acl.Hash}
		}
		o.set(b.String(), v)
	}
	if stop := a.Meta.StopAfterMatch; stop != nil {
		o.set("StopAfterMatch", *stop)
	} else {
		o.set("StopAfterMatch", acl.Value{})
	}
	return o.value()
}

func callValue(c *simulate.Call) acl.Value {
	o := object{}
	o.set("ReturnType", str(c.ReturnType))
	o.set("ReturnSubType", str(c.ReturnSubType))
	data := candidatesValue(c.Data)
	if c.Scalar != nil {
		data, _ = known(*c.Scalar)
	}
	o.set("Data", data)
	for _, name := range slices.Sorted(maps.Keys(c.Params)) {
		if v, ok := known(c.Params[name]); ok {
			o.set(name, v)
		}
	}
	if c.DynamicField != nil {
		o.set("DynamicField", attrsValue(c.DynamicField))
	}
	return o.value()
}

func candidatesValue(cs []simulate.Candidate) acl.Value {
	o := object{}
	for _, c := range cs {
		v := str(c.Name)
		if c.Undef {
			v = acl.Value{}
		}
		o.set(c.ID, v)
	}
	return o.value()
}

// known turns a value into JSON; ok is false for one that nobody knows.
func known(v inventory.Value) (_ acl.Value, ok bool) {
	switch v.Kind {
	case inventory.Unknown:
		if v.Text != "" { // an id of something that has a name
			return noID(v.Text), true
		}
		return acl.Value{}, false
	case inventory.Hash:
		return acl.Value{}, false
	case inventory.Text:
		return str(v.Text), true
	case inventory.List:
		l := acl.Value{Kind: acl.List}
		for _, e := range v.List {
			item, _ := known(e)
			l.SetItems(append(l.Items(), item))
		}
		return l, true
	}
	return acl.Value{}, true
}

func attrsValue(attrs map[string]inventory.Value) acl.Value {
	o := object{}
	for _, name := range slices.Sorted(maps.Keys(attrs)) {
		if v, ok := known(attrs[name]); ok {
			o.set(name, v)
		}
	}
	return o.value()
}

func answerValue(a *simulate.Answer) acl.Value {
	o := object{}
	returned := "0"
	data := acl.Value{}
	if a.Returned {
		returned = "1"
		data = candidatesValue(a.Left)
	}
	o.set("returned", acl.Value{Kind: acl.Number, Text: returned})
	o.set("data", data)
	o.set("matched", strs(aclNames(a.Matched)))
	o.set("used", strs(aclNames(a.Used)))
	if a.Died != nil {
		o.set("died", str(a.Died.Error()))
	}
	if a.Undetermined != nil {
		o.set("undetermined", strs(a.Unknown))
	}
	return o.value()
}
