package scenario

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/simulate"
)

// list and entry write ACLs as the engine gets them.
func items(texts ...string) acl.Value {
	v := acl.Value{Kind: acl.List}
	for _, s := range texts {
		v.SetItems(append(v.Items(), acl.Value{Kind: acl.String, Text: s}))
	}
	return v
}

func hash(key string, v acl.Value) acl.Value {
	return acl.NewHash([]acl.Entry{{Key: key, Value: v}})
}

// deployed makes ACLs of lines "NAME: Block.Area.Key = a, b; …".
func deployed(lines ...string) []*acl.ACL {
	var acls []*acl.ACL
	for _, line := range lines {
		name, rest, _ := strings.Cut(line, ": ")
		v := acl.Value{Kind: acl.Hash}
		for _, part := range strings.Split(rest, "; ") {
			path, list, _ := strings.Cut(part, " = ")
			keys := strings.SplitN(path, ".", 3)
			in := items(strings.Split(list, ", ")...)
			for i := len(keys) - 1; i > 0; i-- {
				in = hash(keys[i], in)
			}
			v.SetEntries(append(v.Entries(), acl.Entry{Key: keys[0], Value: in}))
		}
		acls = append(acls, acl.NewDeployed(name, v))
	}
	return acls
}

// inForce is the recorded system with ACLs, and the preselection if asked for.
func inForce(t *testing.T, preselection bool, lines ...string) *World {
	t.Helper()
	w := recordedWorld(t)
	acls := deployed(lines...)
	e := simulate.Compile(&acl.Set{ACLs: acls}, product.Default(), simulate.Options{})
	w.Answer = func(a *Asked) []simulate.Candidate { return e.Ask(&a.Call, a.System).Left }
	w.Judge = func(a *Asked) *simulate.Answer { return e.Ask(&a.Call, a.System) }
	if preselection {
		w.Preselect(acls)
	}
	return w
}

// TestHiddenFieldIsEmptied: what Form hides is emptied, and the lists are asked
// again without it.
func TestHiddenFieldIsEmptied(t *testing.T) {
	w := inForce(t, false,
		"100-hide: Properties.Priority.Name = 4 high; PossibleNot.Form = Size",
		"200-large: Properties.DynamicField.DynamicField_Size = l; PossibleNot.Ticket.Queue = Junk")
	p := plan(t, w, "screen: AgentTicketNote\nagent: agent1\nticket: {Queue: Raw, State: open, Priority: 3 normal, DynamicField_Size: l}\nform: {Priority: 4 high}")
	if diff := cmp.Diff([]string{"Form hides DynamicField_Size: its value l is emptied, and what depends on it is asked again"}, p.Notes()); diff != "" {
		t.Error(diff)
	}
	if len(p.Rounds) != 4 {
		t.Errorf("%d rounds: %+v", len(p.Rounds), p.Rounds)
	}
	if strings.Contains(strings.Join(p.Page.Visible, " "), "Size") || len(p.Page.Names("DynamicField_Size")) > 0 {
		t.Errorf("visible %v, Size offers %v", p.Page.Visible, p.Page.Names("DynamicField_Size"))
	}
	if got := p.Page.Names("Queue"); !strings.Contains(strings.Join(got, " "), "Junk") {
		t.Errorf("Junk is gone because of a hidden field: %v", got)
	}
}

// TestUnsettled: a field that is hidden because of its own default never comes
// to rest once it is shown again.
func TestUnsettled(t *testing.T) {
	w := inForce(t, true, "100-medium: Properties.DynamicField.DynamicField_Size = m; PossibleNot.Form = Size")
	w.Inventory.Settings["DynamicField::Size::DefaultValue"] = inventory.TextValue("m")
	p := plan(t, w, "screen: AgentTicketNote\nagent: agent1\nticket: {Queue: Raw, DynamicField_Size: l}\nform: {DynamicField_Size: m}")
	if p.Unsettled == nil || len(p.Asked) > 3*maxRounds {
		t.Fatalf("%d questions, unsettled: %+v", len(p.Asked), p.Unsettled)
	}
	if diff := cmp.Diff([]string{"DynamicField_Size"}, p.Unsettled.Fields); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"100-medium"}, p.Unsettled.ACLs); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"the form never settles: DynamicField_Size changes again and again (100-medium); after 100 rounds the screen gives up and delivers nothing"}, p.Notes()); diff != "" {
		t.Error(diff)
	}
}

// TestMultiselectLosesAll: one chosen value that goes takes the others with it.
func TestMultiselectLosesAll(t *testing.T) {
	w := inForce(t, false, "100-b: Properties.Priority.Name = 4 high; PossibleNot.Ticket.DynamicField_Tags = t_b")
	p := plan(t, w, "screen: AgentTicketNote\nagent: agent1\nticket: {Queue: Raw, DynamicField_Tags: [t_a, t_b]}\nform: {Priority: 4 high}")
	if diff := cmp.Diff([]string{"t_a, t_b is no longer offered for DynamicField_Tags: the field is emptied, and what depends on it is asked again"}, p.Notes()); diff != "" {
		t.Error(diff)
	}
	if v := p.Page.Values["DynamicField_Tags"]; v.Kind != inventory.List || len(v.List) > 0 {
		t.Errorf("Tags hold %v", v)
	}
}

// TestAutoselect: a field that is left with one choice takes it, and makes what
// depends on it be asked again.
func TestAutoselect(t *testing.T) {
	lines := []string{
		"100-one: Properties.Queue.Name = Sales; Possible.Ticket.Type = Request",
		"200-type: Properties.Type.Name = Request; PossibleNot.Ticket.Priority = 5 very high",
		"300-color: Properties.Type.Name = Request; Possible.Ticket.DynamicField_Color = k_red",
	}
	w := inForce(t, true, lines...)
	text := "screen: AgentTicketPhone\nagent: agent1\nform: {Queue: Sales}"
	if p := plan(t, w, text); len(p.Notes()) != 1 || strings.Contains(strings.Join(p.Page.Names("Priority"), " "), "5") == false {
		t.Errorf("without autoselection: %v, %v", p.Notes(), p.Page.Names("Priority"))
	}
	w = inForce(t, true, lines...)
	w.Inventory.Settings["TicketACL::Autoselect###TypeID"] = inventory.TextValue("1")
	w.Inventory.Settings["TicketACL::Autoselect###DynamicField###Color"] = inventory.TextValue("1")
	p := plan(t, w, text)
	notes := p.Notes()
	if len(notes) != 3 || notes[0] != "Type is left with one choice, Request, and takes it" || notes[1] != "DynamicField_Color is left with one choice, k_red, and takes it" {
		t.Errorf("%q", notes)
	}
	if diff := cmp.Diff([]string{"1 very low", "2 low", "3 normal", "4 high"}, p.Page.Names("Priority")); diff != "" {
		t.Error(diff)
	}
}

// TestOwnerGoesWithTheQueue: the chosen queue is taken, and with it whoever could
// only be chosen in it.
func TestOwnerGoesWithTheQueue(t *testing.T) {
	w := inForce(t, false, "100-q: Properties.Priority.Name = 4 high; PossibleNot.Ticket.Queue = Support")
	p := plan(t, w, "screen: AgentTicketPhone\nagent: agent1\nform: {Queue: Support, Owner: agent2, Priority: 4 high}\nchanged: Priority")
	if diff := cmp.Diff([]string{"Queue", "Owner"}, p.Emptied); diff != "" {
		t.Error(diff)
	}
	if got := p.Page.Names("Owner"); len(got) != 0 {
		t.Errorf("owners %v", got)
	}
}
