package replay

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
	"github.com/ticketacl/ticketacl/simulate"
)

// enforcedSets are the ACLs with which savings were recorded, by the name that
// a recording gives them: none, one that forbids values, and the same with a
// condition on the screen.
//
//go:embed enforced.json
var enforcedSets []byte

// savedLine is what a recorded line says about how a save ended.
type savedLine struct {
	Mode        struct{ ACLs string }
	Response    *savedResponse
	TicketAfter map[string]json.RawMessage `json:"ticket_after"`
}

type savedResponse struct {
	Fields   []string `json:"server_error_fields"`
	Closed   any      `json:"popup_close"`
	Location string   `json:"location"`
	Returned json.RawMessage
	Result   *struct{ Success json.RawMessage }
}

// savedMode is the name of the recorded ACLs where the line is one of a save
// whose ACLs are known; "" for others.
func savedMode(rec *scenario.Recording, line []byte) string {
	kind, what, _ := strings.Cut(rec.Step, ":")
	if kind, _, _ = strings.Cut(kind, " "); kind != "save" && kind != "call" || what == "invalid" {
		return ""
	}
	var l savedLine
	if json.Unmarshal(line, &l) != nil || l.Response == nil {
		return ""
	}
	if _, known := enforcedACLs(l.Mode.ACLs); !known {
		return ""
	}
	return l.Mode.ACLs
}

func enforcedACLs(name string) (*acl.Set, bool) {
	sets, err := parseJSON(string(enforcedSets))
	if err != nil {
		return nil, false
	}
	acls := sets.Get(name)
	if acls == nil {
		return nil, false
	}
	set := &acl.Set{}
	for _, e := range acls.Effective() {
		set.ACLs = append(set.ACLs, acl.NewDeployed(e.Key, e.Value))
	}
	return set, true
}

// enforce lets the recorded ACLs answer in a world.
func enforce(w *scenario.World, mode string) {
	set, known := enforcedACLs(mode)
	if !known || len(set.ACLs) == 0 {
		return
	}
	engine := simulate.Compile(set, w.Target, simulate.Options{WithoutModules: true})
	w.Judge = func(a *scenario.Asked) *simulate.Answer { return engine.Ask(&a.Call, a.System) }
	w.Answer = func(a *scenario.Asked) []simulate.Candidate { return w.Judge(a).Left }
}

// saved holds how a recorded save ended against what is said of the same form
// here.
func (p *player) saved(where string, rec *scenario.Recording, w *scenario.World, line []byte) error {
	s, err := scenario.FromRecording(rec, w)
	if err != nil {
		return nil // said with the calls
	}
	plan, err := scenario.Calls(s, w)
	if err != nil || plan.Saving == nil {
		return nil
	}
	var l savedLine
	if err := json.Unmarshal(line, &l); err != nil {
		return err
	}
	here, unknown := predicted(plan)
	there := l.outcome(plan, rec)
	p.report.Saves++
	switch {
	case unknown != "":
		p.report.SavesUndetermined++
		p.report.Verdicts = append(p.report.Verdicts, Verdict{ID: where + " " + rec.Screen + " " + rec.Step, Undetermined: true, Reasons: []string{unknown}})
	case !slices.Equal(here, there):
		p.report.SavesDiffer++
		p.report.Verdicts = append(p.report.Verdicts, Verdict{
			ID:         where + " " + rec.Screen + " " + rec.Step,
			Difference: fmt.Sprintf("saved: %s there, %s here", strings.Join(there, ", "), strings.Join(here, ", ")),
		})
	default:
		p.report.SavesEqual++
	}
	return nil
}

// predicted is how the save ends here, and what becomes of each value.
func predicted(plan *scenario.Plan) (ends []string, unknown string) {
	sv := plan.Saving
	switch {
	case sv.Doubt != "" && sv.Refused == 0:
		return nil, sv.Doubt
	case sv.Refused == product.RefusedField:
		ends = append(ends, "field error "+strings.Join(sv.Errors, " "))
	case sv.Refused == product.RefusedError:
		ends = append(ends, "error")
	default:
		ends = append(ends, "done")
	}
	for i := range sv.Sent {
		s := &sv.Sent[i]
		word := "not stored"
		switch {
		case s.Outcome == scenario.Undetermined:
			return nil, s.Why
		case s.Outcome == scenario.Reset:
			word = "reset by unlocking"
		case s.Outcome.IsStored():
			word = "stored"
		}
		ends = append(ends, s.Element+" "+word)
	}
	return ends, ""
}

// outcome is how the recorded save ended. Of the plan it takes nothing but
// which values were sent.
func (l *savedLine) outcome(plan *scenario.Plan, rec *scenario.Recording) (ends []string) {
	isError := l.Response.Closed == nil && l.Response.Location == ""
	if r := l.Response.Result; r != nil {
		isError = string(r.Success) != `"1"` && string(r.Success) != "1"
	} else if l.Response.Returned != nil {
		isError = string(l.Response.Returned) == "null"
	}
	switch {
	case len(l.Response.Fields) > 0:
		ends = append(ends, "field error "+strings.Join(l.Response.Fields, " "))
	case isError:
		ends = append(ends, "error")
	default:
		ends = append(ends, "done")
	}
	after := map[string]inventory.Value{}
	for name, raw := range l.TicketAfter {
		if v, err := parseJSON(string(raw)); err == nil {
			after[name] = datum(&v)
		}
	}
	created := rec.Ticket == nil || plan.Saving != nil && plan.Screen.Saving().Creates
	for i := range plan.Saving.Sent {
		s := &plan.Saving.Sent[i]
		is, told := after[s.Attr+"ID"]
		if name, byName := after[s.Attr]; s.Element == s.Attr && byName {
			is, told = name, true
		}
		word := "not stored"
		switch {
		case !told && l.TicketAfter == nil && isError, created && len(l.Response.Fields) > 0:
		case !told && l.TicketAfter == nil, alike(is, s.Value):
			word = "stored"
		case s.Attr == "Owner" && is.Text == "1" && rec.Ticket["Lock"].Text == "lock" && after["Lock"].Text == "unlock":
			word = "reset by unlocking"
		}
		ends = append(ends, s.Element+" "+word)
	}
	return ends
}

// alike: one value of a list may be sent alone, and nothing comes in many forms.
func alike(a, b inventory.Value) bool {
	if b.Kind == inventory.List && a.Kind != inventory.List {
		a, b = b, a
	}
	if a.Kind == inventory.List && len(a.List) == 1 && b.Kind == inventory.Text {
		return a.List[0].Equal(b)
	}
	return a.Equal(b) || !isFilled(a) && !isFilled(b)
}

func isFilled(v inventory.Value) bool {
	return v.Kind == inventory.List && len(v.List) > 0 || v.Kind == inventory.Text && v.Text != "" && v.Text != "0"
}
