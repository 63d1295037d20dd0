package project

import (
	"strings"
	"testing"
)

// bad are files with one finding each. Those that a schema cannot refuse, since
// it knows no rules, patterns and places, are marked.
type bad struct {
	in, want string
	beyond   bool // the schema
}

func badFiles() []bad {
	return []bad{
		{in: "- target\n", want: "f:1:1: a project file is a mapping, not a list [yaml-root]"},
		{in: "target: otobo-11.0\n---\n", want: "f:2:1: a project file is one document, and this is another [yaml-root]", beyond: true},
		{in: "inventery: a\n", want: `f:1:1: unknown key "inventery" in a project file; did you mean inventory? [unknown-key]`},
		{in: "acls: a\nacls: b\n", want: `f:2:1: key "acls" in a project file occurs twice [duplicate-key]`, beyond: true},
		{in: "target: &t otobo-11.0\nsystems: {a: {target: *t}}\n", want: "f:2:23: a project file has no aliases: write the value out [yaml-alias]", beyond: true},
		{in: "names: \"^\\d{3}-\"\n", want: "f:1:1: found unknown escape character [yaml-syntax]", beyond: true},

		{in: "target: otobo-12.0\n", want: `f:1:9: unknown target "otobo-12.0"; did you mean otobo-11.0? [bad-value]`, beyond: true},
		{in: "target:\n", want: "f:1:8: target is a single value, not nothing [bad-value]"},
		{in: "acls:\n", want: "f:1:6: acls is a path or a list of paths, not nothing [bad-value]"},
		{in: "acls: {a: b}\n", want: "f:1:7: acls is a list, not a mapping [not-a-list]"},
		{in: "acls: [a, [b]]\n", want: "f:1:11: a path of acls is a single value, not a list [bad-value]"},
		{in: "acls: ''\n", want: "f:1:7: acls is empty [bad-value]"},
		{in: "acls: [a, ä, ä]\n", want: `f:1:14: acls has "ä" already [duplicate-name]`},
		{in: "acls: [a, ./a/]\n", want: `f:1:11: acls has "./a/" already [duplicate-name]`, beyond: true},
		{in: "acls: \"a\\nb\"\n", want: "f:1:7: acls holds a line break or another control character [bad-value]"},
		{in: "together: yes\n", want: `f:1:11: together is true or false, not "yes" [bad-value]`},
		{in: "together: [true]\n", want: "f:1:11: together is true or false, not a list [bad-value]"},
		{in: "inventory: [a]\n", want: "f:1:12: inventory is a single value, not a list [bad-value]"},
		{in: "scenarios: ~\n", want: "f:1:12: scenarios is a path or a list of paths, not nothing [bad-value]"},
		{in: "scenarios: " + strings.Repeat("a", 1001), want: "f:1:12: scenarios is longer than 1000 characters [bad-value]"},

		{in: "severities: [unconditional]\n", want: "f:1:13: severities is a mapping, not a list [bad-value]"},
		{in: "severities: {uncondional: off}\n", want: `f:1:14: unknown key "uncondional" in severities; did you mean unconditional? [unknown-key]`, beyond: true},
		{in: "severities: {unconditional: fatal}\n", want: `f:1:29: the severity of "unconditional" is off, info, warning or error, not "fatal" [bad-value]`},
		{in: "severities: {unconditional: false}\n", want: `f:1:29: the severity of "unconditional" is off, info, warning or error, not "false" [bad-value]`},
		{in: "severities: {unconditional: }\n", want: `f:1:29: the severity of "unconditional" is off, info, warning or error, not nothing [bad-value]`},

		{in: "ignores: unconditional\n", want: "f:1:10: ignores is a list, not a single value [not-a-list]"},
		{in: "ignores: [unconditional]\n", want: "f:1:11: an ignore is a mapping of rule, acl and reason, not a single value [bad-value]"},
		{in: "ignores:\n- {rule: unconditional}\n", want: "f:2:3: an ignore has no reason: say why its findings are accepted [bad-value]"},
		{in: "ignores:\n- {acl: a, reason: b}\n", want: "f:2:3: an ignore has no rule [bad-value]"},
		{in: "ignores:\n- {rule: unconditional, reason: ' '}\n", want: "f:2:33: reason is empty [bad-value]"},
		{in: "ignores:\n- {rule: unconditional, reason: \"\\e[2J\"}\n", want: "f:2:33: reason holds a line break or another control character [bad-value]", beyond: true},
		{in: "ignores:\n- {rule: unconditonal, reason: b}\n", want: `f:2:10: unknown rule "unconditonal"; did you mean unconditional? [bad-value]`, beyond: true},
		{in: "ignores:\n- {rule: [unconditional], reason: b}\n", want: "f:2:10: rule is a single value, not a list [bad-value]"},
		{in: "ignores:\n- {rule: unconditional, acls: a, reason: b}\n", want: `f:2:25: unknown key "acls" in an ignore; did you mean acl? [unknown-key]`},
		{in: "ignores:\n- {rule: unconditional, acl: [a], reason: b}\n", want: "f:2:30: acl is a single value, not a list [bad-value]"},
		{in: "ignores:\n- {rule: unconditional, acl: '', reason: b}\n", want: "f:2:30: acl is empty [bad-value]"},
		{in: "ignores:\n- {rule: unconditional, acl: '[a', reason: b}\n", want: `f:2:30: acl "[a": a [ is not closed; write \[ for the character [bad-value]`, beyond: true},

		{in: "names:\n", want: "f:1:7: names is a pattern, not nothing [bad-value]"},
		{in: "names: ''\n", want: "f:1:8: names is an empty pattern; leave it out for no scheme [bad-value]"},
		{in: "names: '^[0-9'\n", want: "f:1:11: names: Perl refuses the pattern: a class that is never closed [bad-value]", beyond: true},
		{in: "names: ä[0-9\n", want: "f:1:10: names: Perl refuses the pattern: a class that is never closed [bad-value]", beyond: true},
		{in: "names: 'a''[0-9'\n", want: "f:1:8: names: Perl refuses the pattern: a class that is never closed [bad-value]", beyond: true},

		{in: "extensions: [FAQ]\n", want: "f:1:13: extensions is a mapping, not a list [bad-value]"},
		{in: "extensions: {area: [FAQ]}\n", want: `f:1:14: unknown key "area" in extensions; did you mean areas? [unknown-key]`},
		{in: "extensions: {areas: FAQ}\n", want: "f:1:21: areas is a list, not a single value [not-a-list]"},
		{in: "extensions: {actions: [A, A]}\n", want: `f:1:27: actions has "A" already [duplicate-name]`},
		{in: "extensions: {attributes: [A]}\n", want: "f:1:26: attributes is a mapping, not a list [bad-value]"},
		{in: "extensions: {attributes: {Tickte: [A]}}\n", want: `f:1:27: unknown key "Tickte" in attributes, which go by areas; did you mean Ticket? [unknown-key]`, beyond: true},
		{in: "extensions: {attributes: {FAK: [A]}, areas: [FAQ]}\n", want: `f:1:27: unknown key "FAK" in attributes, which go by areas; did you mean FAQ? [unknown-key]`, beyond: true},
		{in: "extensions: {attributes: {Ticket: A}}\n", want: "f:1:35: attributes of Ticket is a list, not a single value [not-a-list]"},
		{in: "extensions: {attributes: {Ticket: [A, ~]}}\n", want: "f:1:39: an item of attributes of Ticket is a single value, not nothing [bad-value]"},

		{in: "systems: [test]\n", want: "f:1:10: systems is a mapping, not a list [bad-value]"},
		{in: "systems: {test: a.yml}\n", want: "f:1:17: a system is a mapping, not a single value [bad-value]"},
		{in: "systems: {test: {names: a}}\n", want: `f:1:18: unknown key "names" in a system; there is target, acls, together, inventory, scenarios [unknown-key]`},
		{in: "systems: {test: {target: otobo-12.0}}\n", want: `f:1:26: unknown target "otobo-12.0"; did you mean otobo-11.0? [bad-value]`, beyond: true},
		{in: "systems: {test: {}, test: {}}\n", want: `f:1:21: key "test" in systems occurs twice [duplicate-key]`, beyond: true},
		{in: "systems: {' ': {}}\n", want: "f:1:11: the name of a system is empty [bad-value]"},
		{in: "systems: {\"\\e[2J\": {}}\n", want: "f:1:11: the name of a system holds a line break or another control character [bad-value]"},
		{in: "system: test\n", want: `f:1:9: unknown system "test"; the file has no systems [bad-value]`},
		{in: "system: tset\nsystems: {prod: {}, test: {}}\n", want: `f:1:9: unknown system "tset"; did you mean test? [bad-value]`, beyond: true},
		{in: "system: []\nsystems: {prod: {}}\n", want: "f:1:9: system is a single value, not a list [bad-value]"},
	}
}

func TestFindings(t *testing.T) {
	for _, c := range badFiles() {
		_, findings := Parse("f", []byte(c.in), options())
		var got []string
		for _, d := range findings {
			got = append(got, d.Error()+" ["+string(d.Rule)+"]")
		}
		if len(got) != 1 || got[0] != c.want {
			t.Errorf("%.100q:\n got %s\nwant %s", c.in, strings.Join(got, "\n     "), c.want)
		}
	}
}

// TestLeftOut: what has a finding takes no part, and costs nothing else.
func TestLeftOut(t *testing.T) {
	f, findings := Parse("f", []byte(`
acls: [a, [b], c]
severities: {unconditional: of, copy-name: off}
ignores:
- {rule: unconditional}
- {rule: copy-name, acl: '[', reason: a}
- {rule: copy-name, reason: a}
names: '('
system: none
systems: {a: {target: otobo-11.0, targets: x}}
`), options())
	if len(findings) != 7 {
		t.Errorf("%d findings: %v", len(findings), findings)
	}
	s, err := f.System("")
	if err != nil || names(s.ACLs) != "a c" {
		t.Errorf("%v, %v", s.ACLs, err)
	}
	if len(f.Severities) != 1 || len(f.Ignores) != 1 || f.Ignores[0].ACL != "" || f.Names != nil || f.Default != "" {
		t.Errorf("%+v", f)
	}
	if s, err := f.System("a"); err != nil || s.Target.ID != "otobo-11.0" {
		t.Errorf("%+v, %v", s, err)
	}
}

// TestRulesUnchecked: a caller that does not know the rules still reads the rest.
func TestRulesUnchecked(t *testing.T) {
	f, findings := Parse("f", []byte("severities: {a: off}\nignores: [{rule: b, reason: c}]\n"), Options{})
	if len(findings) > 0 || len(f.Severities) != 1 || len(f.Ignores) != 1 {
		t.Errorf("%v, %+v", findings, f)
	}
}
