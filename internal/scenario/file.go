package scenario

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/ownfile"
	"github.com/ticketacl/ticketacl/internal/product"
)

// File is a scenario file.
type File struct {
	Name      string
	ACLs      string // a path, as it was written; "" where the file names none
	Inventory string
	Target    string
	Scenarios []*Scenario
}

// The keys of a file, a scenario, its process and what is expected of it.
func fileKeys() []string {
	return []string{"acls", "inventory", "target", "options", "base", "scenarios"}
}

func scenarioKeys() []string {
	return []string{
		"name", "screen", "agent", "customer", "ticket", "form", "moment", "changed", "process", "options", "each", "skip", "expect",
	}
}

func processKeys() []string {
	return []string{"ProcessEntityID", "ActivityEntityID", "ActivityDialogEntityID"}
}

func expectKeys() []string {
	return []string{"matched", "not_matched", "used", "stopped_by", "saves", "undetermined"}
}

// momentNames are the moments that files name.
func momentNames() []string { return []string{First.String(), Change.String(), Save.String()} }

// ticketKeys are the attributes of stored tickets, next to dynamic fields and
// Escalation….
func ticketKeys() []string {
	return []string{
		"TicketID", "TicketNumber", "Title", "State", "StateID", "StateType", "Priority", "PriorityID", "Lock", "LockID",
		"Queue", "QueueID", "GroupID", "CustomerID", "CustomerUserID", "Owner", "OwnerID", "Responsible", "ResponsibleID",
		"Type", "TypeID", "Service", "ServiceID", "SLA", "SLAID", "Age", "Created", "Changed", "CreateBy", "ChangeBy",
		"ArchiveFlag", "UnlockTimeout", "UntilTime", "RealTillTimeNotUsed",
	}
}

func isTicketKey(name string) bool {
	return strings.HasPrefix(name, "DynamicField_") || strings.HasPrefix(name, "Escalation") || slices.Contains(ticketKeys(), name)
}

// CheckTicketKey says what is wrong with the name of a ticket's attribute; nil
// where there is one of that name.
func CheckTicketKey(name string) error {
	if isTicketKey(name) {
		return nil
	}
	if product.IsFreeField(name) {
		return fmt.Errorf("%s: free fields go by the dynamic fields that they became, DynamicField_%s", name, name)
	}
	return fmt.Errorf("%s: tickets have no such attribute%s", name, diag.Meant(name, ticketKeys()))
}

// ParseMoment finds a moment by the name that files give it.
func ParseMoment(name string) (Moment, error) {
	i := slices.Index(momentNames(), name)
	if i < 0 {
		return First, fmt.Errorf("unknown moment %s%s", ownfile.Quote(name), diag.Meant(name, momentNames()))
	}
	return Moment(i), nil
}

// Load reads a scenario file. The error says that the file could not be read at
// all; what is wrong in it are findings.
func Load(path string) (*File, []diag.Diagnostic, error) {
	data, err := ownfile.Load(path)
	if err != nil {
		return nil, nil, err
	}
	f, findings := Parse(path, data)
	return f, findings, nil
}

// Parse reads a scenario file. It returns the scenarios that could be read, and
// a finding for everything else: unknown keys (with the nearest valid one) and
// values of the wrong shape. A scenario with a finding is left out.
func Parse(name string, data []byte) (*File, []diag.Diagnostic) {
	r := &reader{format().NewReader(name, data)}
	f := &File{Name: name}
	findings := r.Read(func(n *yaml.Node) { r.root(f, n) })
	return f, findings
}

func (r *reader) root(f *File, n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		r.Report(diag.YAMLRoot, n, "a scenario file is a mapping with a list named scenarios, not "+ownfile.Shape(n))
		return
	}
	var options map[string][]string
	var base, list *yaml.Node
	for _, p := range r.Pairs(n, "a scenario file", fileKeys()) {
		switch p.Name {
		case "acls":
			f.ACLs, _ = r.Text(p.Value, p.Name)
		case "inventory":
			f.Inventory, _ = r.Text(p.Value, p.Name)
		case "target":
			f.Target, _ = r.Text(p.Value, p.Name)
		case "options":
			options = r.options(p.Value)
		case "base":
			if base = p.Value; ownfile.IsNull(base) {
				base = nil
			}
		case "scenarios":
			list = p.Value
		}
	}
	switch {
	case list == nil:
		r.Report(diag.YAMLRoot, n, "there is no list named scenarios")
		return
	case ownfile.IsNull(list):
		r.Report(diag.BadValue, list, "scenarios is a list, not nothing; an empty one is []")
		return
	}
	if base != nil && !r.base(base) {
		return
	}
	for _, item := range r.List(list, "scenarios") {
		for _, n := range r.tables(over(base, item), maxScenarios-len(f.Scenarios)) {
			before := r.Found()
			s := r.scenario(n)
			if r.Found() > before {
				break // the others of a table would have the same
			}
			for q, names := range options {
				if _, own := s.Options[q]; !own {
					s.Options[q] = names
				}
			}
			f.Scenarios = append(f.Scenarios, s)
		}
	}
}

// base reads what all scenarios have in common once, so that what is wrong in it
// is said once; false where something is.
func (r *reader) base(n *yaml.Node) bool {
	before := r.Found()
	for _, p := range r.Mapping(n, "base", baseKeys()) {
		r.part(&Scenario{}, p)
	}
	if n.Kind == yaml.MappingNode && valueOf(n, "agent") >= 0 && valueOf(n, "customer") >= 0 {
		r.Report(diag.BadValue, n, "base has one person: agent or customer, not both")
	}
	return r.Found() == before && n.Kind == yaml.MappingNode
}

func (r *reader) scenario(n *yaml.Node) *Scenario {
	s := &Scenario{Place: r.Place(n), Options: map[string][]string{}}
	if n.Kind != yaml.MappingNode {
		r.Wrong(n, "a scenario", "a mapping")
		return s
	}
	moment := false
	for _, p := range r.Pairs(n, "a scenario", scenarioKeys()) {
		moment = r.part(s, p) || moment
	}
	r.whole(s, n, moment)
	return s
}

// part reads one key of a scenario. It reports whether that names the moment.
func (r *reader) part(s *Scenario, p ownfile.Pair) (moment bool) {
	switch p.Name {
	case "name":
		s.Name, _ = r.Text(p.Value, p.Name)
	case "skip":
		if s.Skip, _ = r.Text(p.Value, p.Name); s.Skip == "" {
			r.Report(diag.BadValue, p.Value, "skip needs a reason")
		}
	case "screen":
		s.Screen, _ = r.Text(p.Value, p.Name)
	case "agent":
		s.Agent = r.person(p.Value, p.Name)
	case "customer":
		s.Customer = r.person(p.Value, p.Name)
	case "ticket":
		s.Ticket = r.ticket(p.Value)
	case "form":
		s.Form = r.attrs(p.Value, p.Name)
	case "moment":
		moment = r.moment(s, p.Value)
	case "changed":
		s.Changed, _ = r.Text(p.Value, p.Name)
	case "process":
		s.Process = r.process(p.Value)
	case "options":
		s.Options = r.options(p.Value)
	case "expect":
		s.Expect = r.expect(p.Value)
	}
	return moment
}

// whole checks what no single key tells.
func (r *reader) whole(s *Scenario, n *yaml.Node, moment bool) {
	if s.Screen == "" {
		r.Report(diag.BadValue, n, "a scenario has no screen")
	}
	switch {
	case s.Agent == nil && s.Customer == nil:
		r.Report(diag.BadValue, n, "a scenario needs a person: agent or customer")
	case s.Agent != nil && s.Customer != nil:
		r.Report(diag.BadValue, n, "a scenario has one person: agent or customer, not both")
	}
	if moment && s.Moment == First && s.Changed != "" {
		r.Report(diag.BadValue, n, "changed: "+s.Changed+" contradicts moment: first; nothing has changed when a screen is displayed first")
	}
	if !moment && (len(s.Form) > 0 || s.Changed != "") {
		s.Moment = Change
	}
}

func (r *reader) moment(s *Scenario, n *yaml.Node) bool {
	name, ok := r.Text(n, "moment")
	if !ok {
		return false
	}
	m, err := ParseMoment(name)
	if err != nil {
		r.Report(diag.BadValue, n, err.Error())
		return false
	}
	s.Moment = m
	return true
}

// person is a login, or the attributes of somebody.
func (r *reader) person(n *yaml.Node, key string) *Person {
	if n.Kind != yaml.MappingNode {
		login, ok := r.Text(n, key)
		if ok && login == "" {
			r.Report(diag.BadValue, n, key+" is a login or a mapping of attributes, not an empty string")
		}
		return &Person{Login: login}
	}
	p := &Person{Attrs: r.attrs(n, key), Inline: true}
	p.Login = p.Attrs["UserLogin"].Text
	return p
}

// ticket: nothing at all means that nothing is stored.
func (r *reader) ticket(n *yaml.Node) inventory.Attrs {
	if ownfile.IsNull(n) {
		return nil
	}
	if n.Kind == yaml.MappingNode {
		for i := 0; i < len(n.Content); i += 2 {
			if !isTicketKey(n.Content[i].Value) {
				r.UnknownKey(n.Content[i], "ticket", ticketKeys())
			}
		}
	}
	return r.attrs(n, "ticket")
}

func (r *reader) process(n *yaml.Node) Process {
	var p Process
	for _, x := range r.Mapping(n, "process", processKeys()) {
		to := map[string]*string{
			"ProcessEntityID": &p.ProcessEntityID, "ActivityEntityID": &p.ActivityEntityID,
			"ActivityDialogEntityID": &p.ActivityDialogEntityID,
		}[x.Name]
		*to, _ = r.Text(x.Value, x.Name)
	}
	return p
}

// options are what questions offer, by short or full name.
func (r *reader) options(n *yaml.Node) map[string][]string {
	options := map[string][]string{}
	for _, p := range r.Mapping(n, "options", nil) {
		q, ok := Question(p.Name)
		if !ok {
			r.UnknownKey(p.Key, "options", QuestionNames())
			continue
		}
		if _, twice := options[q]; twice {
			r.Report(diag.DuplicateKey, p.Key, "options of "+q+" are given twice")
			continue
		}
		options[q] = r.texts(p.Value, p.Name)
	}
	return options
}
