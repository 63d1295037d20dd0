package scenario

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// maxRecording bounds one line of a file of recordings.
const maxRecording = 64 << 20

// Recording is one step on a real screen: what was requested, and what the
// screen then asked the engine.
type Recording struct {
	Screen, Step, Side, User string
	Request                  map[string]inventory.Value
	Ticket                   inventory.Attrs // as stored before; nil for none
	Calls                    []simulate.Call
	// Preselection: the system asked only what the change could affect.
	Preselection bool
	// Flags are the screens' settings: all fields shown, as delivered
	// (default), owners from everybody (everyone), or queues by system address
	// (sysaddr).
	Flags string
}

// ReadRecordings reads recordings, one JSON object a line.
func ReadRecordings(from io.Reader) ([]Recording, error) {
	in := bufio.NewScanner(from)
	in.Buffer(nil, maxRecording)
	var all []Recording
	for n := 1; in.Scan(); n++ {
		if len(in.Bytes()) == 0 {
			continue
		}
		r, err := ParseRecording(in.Bytes())
		if err != nil {
			return all, fmt.Errorf("line %d: %w", n, err)
		}
		all = append(all, *r)
	}
	return all, in.Err()
}

// ParseRecording reads one recording.
func ParseRecording(line []byte) (*Recording, error) {
	r := &Recording{}
	return r, r.read(line)
}

func (r *Recording) read(line []byte) error {
	var raw struct {
		Screen, Step, Side, User string
		Request, Ticket          map[string]json.RawMessage
		Mode                     struct {
			ACLPreselection json.RawMessage
			Flags           string
		}
		Shown json.RawMessage // of a recorded page, whose calls have no candidates
		Calls []struct {
			ReturnType, ReturnSubType string
			Data                      json.RawMessage
			Params                    map[string]json.RawMessage
		}
	}
	if err := json.Unmarshal(line, &raw); err != nil {
		return err
	}
	r.Screen, r.Step, r.Side, r.User = raw.Screen, raw.Step, raw.Side, raw.User
	r.Request, r.Flags = values(raw.Request), raw.Mode.Flags
	if m := raw.Mode.ACLPreselection; m != nil {
		r.Preselection = value(m).IsTrue()
	}
	if raw.Ticket != nil {
		r.Ticket = values(raw.Ticket)
	}
	if raw.Shown != nil {
		raw.Calls = nil
	}
	for _, c := range raw.Calls {
		call := simulate.Call{ReturnType: c.ReturnType, ReturnSubType: c.ReturnSubType, Params: map[string]inventory.Value{}}
		for name, v := range c.Params {
			if name != "DynamicField" {
				call.Params[name] = value(v)
				continue
			}
			var hash map[string]json.RawMessage
			if json.Unmarshal(v, &hash) == nil && hash != nil {
				call.DynamicField = values(hash)
			}
		}
		var data map[string]*string
		if err := json.Unmarshal(c.Data, &data); err != nil {
			return fmt.Errorf("candidates of %s: %w", call.Question(), err)
		}
		for _, id := range slices.Sorted(maps.Keys(data)) {
			candidate := simulate.Candidate{ID: id, Undef: data[id] == nil}
			if data[id] != nil {
				candidate.Name = *data[id]
			}
			call.Data = append(call.Data, candidate)
		}
		r.Calls = append(r.Calls, call)
	}
	return nil
}

func values(raw map[string]json.RawMessage) map[string]inventory.Value {
	m := map[string]inventory.Value{}
	for k, v := range raw {
		m[k] = value(v)
	}
	return m
}

// value takes strings, numbers, booleans, lists of them and null; anything else is a
// structure that no item can be compared with.
func value(raw json.RawMessage) inventory.Value {
	var list []json.RawMessage
	var text string
	switch {
	case len(raw) == 0 || string(raw) == "null":
		return inventory.Value{}
	case raw[0] == '"' && json.Unmarshal(raw, &text) == nil:
		return inventory.TextValue(text)
	case raw[0] == '[' && json.Unmarshal(raw, &list) == nil:
		v := inventory.Value{Kind: inventory.List}
		for _, e := range list {
			v.List = append(v.List, value(e))
		}
		return v
	case raw[0] == '{':
		return inventory.Value{Kind: inventory.Hash}
	case string(raw) == "true":
		return inventory.TextValue("1")
	case string(raw) == "false":
		return inventory.TextValue("0")
	}
	return inventory.TextValue(string(raw))
}

// FromRecording makes the scenario of a recorded step. Nothing of what the
// screen asked goes into it.
func FromRecording(r *Recording, w *World) (*Scenario, error) {
	screen := recordedScreen(r, w)
	if screen == nil {
		return nil, fmt.Errorf("no screen is known for the recording of %s", r.Screen)
	}
	s := &Scenario{Name: r.Screen + " " + r.Step, Screen: screen.Name, Ticket: r.Ticket, Form: inventory.Attrs{}}
	if r.Side == "customer" {
		s.Customer = &Person{Login: r.User}
	} else {
		s.Agent = &Person{Login: r.User}
	}
	for name, to := range map[string]*string{
		"ProcessEntityID": &s.Process.ProcessEntityID, "ActivityDialogEntityID": &s.Process.ActivityDialogEntityID,
	} {
		*to = r.Request[name].Text
	}
	kind, element, _ := strings.Cut(r.Step, ":")
	kind, _, _ = strings.Cut(kind, " ")
	switch kind {
	case "ajax":
		s.Moment, s.Changed = Change, r.Request["ElementChanged"].Text
	case "call":
		s.Moment = Save
	case "save":
		s.Moment = Save
		if element == "invalid" {
			s.Moment = AfterError
		}
	default:
		return s, nil // nothing but the page was asked for
	}
	s.Posted = true
	screen = variant(screen, s, w)
	for _, f := range screen.Fields {
		if v, there := r.Request[f.Name]; there {
			s.Form[f.Name] = v
		}
	}
	suffix := "_" + strings.TrimPrefix(s.Process.ActivityDialogEntityID, "ActivityDialog-")
	if strings.HasPrefix(s.Changed, "DynamicField_") {
		s.Changed = strings.TrimSuffix(s.Changed, suffix)
	}
	for name, v := range r.Request {
		if field, ok := strings.CutPrefix(name, "DynamicField_"); ok {
			postedField(s.Form, r.Request, strings.TrimSuffix(field, suffix), field, v)
		}
	}
	return s, nil
}

// postedField puts one dynamic field together: a checkbox and a date consist of
// several elements, and count as blank unless they are marked as used.
func postedField(form, request inventory.Attrs, field, element string, v inventory.Value) {
	if box, ok := strings.CutSuffix(field, "Used"); ok {
		if _, there := request["DynamicField_"+box]; !there && !request["DynamicField_"+box+"Year"].Defined() {
			form["DynamicField_"+box] = inventory.TextValue("0")
		}
		return
	}
	if date, ok := strings.CutSuffix(field, "Year"); ok && request["DynamicField_"+date+"Month"].Defined() {
		part := func(name string) string { return request["DynamicField_"+date+name].Text }
		form["DynamicField_"+date] = inventory.TextValue("")
		if request["DynamicField_"+date+"Used"].IsTrue() {
			form["DynamicField_"+date] = inventory.TextValue(fmt.Sprintf("%04s-%02s-%02s 00:00:00", part("Year"), part("Month"), part("Day")))
		}
		return
	}
	for _, part := range []string{"Month", "Day", "Hour", "Minute"} {
		if date, ok := strings.CutSuffix(element, part); ok && request["DynamicField_"+date+"Year"].Defined() {
			return
		}
	}
	form["DynamicField_"+field] = v
}

// recordedScreen finds the screen by its full name, by the Action requested or
// by the name without its variant.
func recordedScreen(r *Recording, w *World) *product.Screen {
	first, _, _ := strings.Cut(r.Screen, " ")
	for _, name := range []string{r.Screen, r.Request["Action"].Text, first} {
		if s := w.screen(name); s != nil {
			return s
		}
	}
	return nil
}
