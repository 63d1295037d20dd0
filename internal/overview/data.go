package overview

import (
	"bytes"
	"encoding/json"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// Data is an ACL as data, as the engine gets it: of an export the five blocks
// and StopAfterMatch that deploying writes, of Perl everything that was
// written. Its JSON has the keys sorted, and of keys written more than once the
// last; what code computes is {"dynamic": "what can be told"}.
func (r Reader) Data(a *acl.ACL) json.Marshaler {
	if a.Form == acl.Deployed {
		return data{&a.Entry}
	}
	deployed := acl.Value{Kind: acl.Hash}
	for b, block := range r.Deployed(a) {
		b := acl.BlockName(b)
		if b == acl.PossibleAdd && !r.Target.Switches.PossibleAdd {
			continue
		}
		v := acl.Value{Kind: acl.Hash}
		if block != nil && !reading.IsNothing(a, &block.Value) {
			v = block.Value
		}
		deployed.SetEntries(append(deployed.Entries(), acl.Entry{Key: b.String(), Value: v}))
	}
	stop := acl.Value{Kind: acl.Number, Text: "0"}
	if v := a.Meta.StopAfterMatch; v.IsTrue() {
		stop = *v
		if isJSONNumber(v.Text) { // the column of the database is a number
			stop.Kind = acl.Number
		}
	}
	deployed.SetEntries(append(deployed.Entries(), acl.Entry{Key: "StopAfterMatch", Value: stop}))
	return data{&deployed}
}

type data struct{ value *acl.Value }

// MarshalJSON writes the value and all below it.
func (d data) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	writeJSON(&out, d.value)
	return out.Bytes(), nil
}

func writeJSON(out *bytes.Buffer, v *acl.Value) {
	switch v.Kind {
	case acl.Undef:
		out.WriteString("null")
	case acl.List:
		out.WriteByte('[')
		for i := range v.Items() {
			if i > 0 {
				out.WriteByte(',')
			}
			writeJSON(out, &v.Items()[i])
		}
		out.WriteByte(']')
	case acl.Hash:
		out.WriteByte('{')
		for i, e := range reading.Sorted(v) {
			if i > 0 {
				out.WriteByte(',')
			}
			writeString(out, e.Key)
			out.WriteByte(':')
			writeJSON(out, &e.Value)
		}
		out.WriteByte('}')
	case acl.Dynamic:
		out.WriteString(`{"dynamic":`)
		writeString(out, reading.Told(v))
		out.WriteByte('}')
	default:
		if v.Kind == acl.Number && isJSONNumber(v.Text) {
			out.WriteString(v.Text)
			return
		}
		writeString(out, v.Text)
	}
}

func writeString(out *bytes.Buffer, s string) {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic(err) // strings always can be written
	}
	out.Truncate(out.Len() - 1) // the line end
}

// isJSONNumber: Perl knows more forms of numbers than JSON, which stay strings.
func isJSONNumber(text string) bool {
	var n json.Number
	return text != "" && text[0] != '"' && json.Unmarshal([]byte(text), &n) == nil && n.String() == text
}
