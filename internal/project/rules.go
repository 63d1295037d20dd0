package project

import (
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/ownfile"
)

// Ignore accepts findings of a rule.
type Ignore struct {
	Rule diag.Rule
	// ACL is the name of an ACL, or a glob: * is any text, ? any character, [a-z]
	// one of several, [!a-z] one of the others, and \ takes the next character as
	// it is. "" is all findings, also those that are about no ACL.
	ACL    string
	Reason string // in one line
	Place  acl.Place
	// ACLPlace is where the name stands; no place where there is none.
	ACLPlace acl.Place
}

// Matches reports whether a finding of a rule about an ACL is accepted. The name
// is "" for a finding about a file, which no glob stands for.
func (i Ignore) Matches(rule, name string) bool {
	return string(i.Rule) == rule && (i.ACL == "" || name != "" && glob(i.ACL).match(name))
}

func ignoreKeys() []string { return []string{"rule", "acl", "reason"} }

func severityNames() []string {
	return []string{"off", diag.Info.String(), diag.Warning.String(), diag.Error.String()}
}

func (r *reader) severities(n *yaml.Node) {
	for _, p := range r.Mapping(n, "severities", r.rules) {
		of := "the severity of " + ownfile.Quote(p.Name)
		if _, ok := r.word(p.Key, "a rule"); !ok {
			continue
		}
		at := slices.Index(severityNames(), p.Value.Value)
		if p.Value.Kind != yaml.ScalarNode || at < 0 {
			r.notOneOf(p.Value, of, "off, info, warning or error")
			continue
		}
		s := Severity{Rule: diag.Rule(p.Name), Off: at == 0, Place: r.Place(p.Key)}
		if at > 0 {
			s.Severity = diag.Severity(at - 1)
		}
		r.file.Severities = append(r.file.Severities, s)
	}
}

func (r *reader) ignores(n *yaml.Node) {
	for _, item := range r.List(n, "ignores") {
		if item.Kind != yaml.MappingNode {
			r.Wrong(item, "an ignore", "a mapping of rule, acl and reason")
			continue
		}
		before := r.Found()
		if i := r.ignore(item); r.Found() == before {
			r.file.Ignores = append(r.file.Ignores, i)
		}
	}
}

func (r *reader) ignore(n *yaml.Node) Ignore {
	var i Ignore
	missing := []string{"rule", "reason"}
	for _, p := range r.Pairs(n, "an ignore", ignoreKeys()) {
		missing = slices.DeleteFunc(missing, func(k string) bool { return k == p.Name })
		switch p.Name {
		case "rule":
			i.Rule, i.Place = r.rule(p.Value), r.Place(p.Value)
		case "acl":
			i.ACL, i.ACLPlace = r.glob(p.Value), r.Place(p.Value)
		case "reason":
			i.Reason = r.reason(p.Value)
		}
	}
	for _, k := range missing {
		message := map[string]string{
			"rule": "an ignore has no rule", "reason": "an ignore has no reason: say why its findings are accepted",
		}[k]
		r.Report(diag.BadValue, n, message)
	}
	return i
}

func (r *reader) rule(n *yaml.Node) diag.Rule {
	name, ok := r.word(n, "rule")
	if ok && r.rules != nil && !slices.Contains(r.rules, name) && !r.full() {
		r.Report(diag.BadValue, n, "unknown rule "+ownfile.Quote(name)+diag.Meant(name, r.rules))
	}
	return diag.Rule(name)
}

func (r *reader) glob(n *yaml.Node) string {
	text, ok := r.word(n, "acl")
	if !ok {
		return ""
	}
	if wrong := glob(text).check(); wrong != "" {
		r.Report(diag.BadValue, n, "acl "+ownfile.Quote(text)+": "+wrong)
	}
	return text
}

// reason may go over several lines, of which it is made one.
func (r *reader) reason(n *yaml.Node) string {
	if n.Kind == yaml.ScalarNode && !ownfile.IsNull(n) {
		line := *n
		line.Value = strings.Join(strings.Fields(n.Value), " ")
		if line.Value != "" && !strings.ContainsFunc(line.Value, unicode.IsControl) {
			return line.Value
		}
	}
	text, _ := r.word(n, "reason")
	return text
}
