package lint_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/lint"
)

// applied lints a text and leaves out what it wants ignored: what is left, as
// "line:column rule", and how many are ignored.
func applied(t *testing.T, name, text string, opts lint.Options, project ...lint.Ignore) (left []string, ignored int) {
	t.Helper()
	read, err := convert.ReadBytes(name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if opts.Target == nil {
		opts.Target = product.Default()
	}
	in := &lint.Input{Read: read, Sources: map[string][]byte{name: []byte(text)}}
	ig := lint.NewIgnores(project)
	ds, ignored := ig.Apply(in, opts, lint.Lint(in, opts))
	left = []string{}
	for _, d := range append(ds, ig.Unused(opts, true)...) {
		left = append(left, fmt.Sprintf("%v %s", d.Place.Span.Start, d.Rule))
	}
	return left, ignored
}

// twice has an item twice in line 7 and in line 15.
const twice = `- Name: '100-a'
  ValidID: 1
  Comment: ''
  ConfigMatch:
    Properties:
      Ticket:
        Queue: [Raw, Raw]
  ConfigChange: {PossibleNot: {Action: [AgentTicketClose]}}
- Name: '110-b'
  ValidID: 1
  Comment: ''
  ConfigMatch:
    Properties:
      Ticket:
        Queue: [Junk, Junk]
  ConfigChange: {PossibleNot: {Action: [AgentTicketClose]}}
`

// line puts text behind a line of twice, or before it.
func behind(line int, text string) string {
	lines := strings.SplitAfter(twice, "\n")
	lines[line-1] = strings.TrimSuffix(lines[line-1], "\n") + text + "\n"
	return strings.Join(lines, "")
}

func before(line int, text string) string {
	return strings.Join(slices.Insert(strings.SplitAfter(twice, "\n"), line-1, text+"\n"), "")
}

func TestIgnores(t *testing.T) {
	const a, b = "7:22 duplicate-item", "15:23 duplicate-item"
	const ignore = "ticketacl:ignore duplicate-item on purpose"
	for _, c := range []struct {
		name, text string
		left       []string
		ignored    int
	}{
		{"nothing", twice, []string{a, b}, 0},
		{"in the line", behind(7, " # "+ignore), []string{b}, 1},
		{"in the line before", before(7, "        # "+ignore), []string{"16:23 duplicate-item"}, 1},
		{"two lines before, comments between", before(7, "# "+ignore+"\n# and more"), []string{"17:23 duplicate-item"}, 1},
		{"behind the ACL's name", behind(9, " # "+ignore), []string{a}, 1},
		{"before the ACL", before(9, "# "+ignore), []string{a}, 1},
		{"in the next line", before(8, "# "+ignore), []string{a, "8:3 unused-ignore", "16:23 duplicate-item"}, 0},
		{"of another rule", behind(7, " # ticketacl:ignore null-item on purpose"), []string{a, "7:29 unused-ignore", b}, 0},
		{"of a rule that is off", behind(7, " # ticketacl:ignore unconditional on purpose"), []string{a, b}, 0},
		{"without a reason", behind(7, " # ticketacl:ignore duplicate-item"), []string{a, "7:29 bad-ignore", b}, 0},
		{"of no rule", behind(7, " # ticketacl:ignore"), []string{a, "7:29 bad-ignore", b}, 0},
		{"of an unknown rule", behind(7, " # ticketacl:ignore duplicat-item why"), []string{a, "7:29 bad-ignore", b}, 0},
		{"in capitals", behind(7, " # TicketACL:Ignore duplicate-item why"), []string{a, "7:29 bad-ignore", b}, 0},
		{"with a blank", behind(7, " # ticketacl: ignore duplicate-item why"), []string{a, "7:29 bad-ignore", b}, 0},
		{"in the comment", strings.Replace(twice, "Comment: ''", "Comment: 'nice; "+ignore+"'", 1), []string{b}, 1},
		{"in the description", strings.Replace(twice, "Comment: ''", "Description: |\n    words\n    "+ignore, 1), []string{"17:23 duplicate-item"}, 1},
		{"in a comment that has nothing to ignore", strings.Replace(strings.Replace(twice, "Raw, Raw", "Raw, Misc", 1), "Comment: ''", "Comment: "+ignore, 1), []string{"3:12 unused-ignore", b}, 0},
		{"in some other text", strings.Replace(twice, "[Raw, Raw]", "['Raw # "+ignore+"', Raw, Raw]", 1), []string{"7:74 duplicate-item", b}, 0},
		{"not behind a blank", strings.Replace(twice, "[Raw, Raw]", "[Raw, Raw, x#"+ignore+"]", 1), []string{a, b}, 0},
		{"behind everything", twice + "# " + ignore + "\n", []string{a, b, "17:3 unused-ignore"}, 0},
		{"two of one line", behind(7, " # "+ignore+"; ticketacl:ignore null-item no"), []string{"7:73 unused-ignore", b}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			left, ignored := applied(t, "acls.yml", c.text, lint.Options{Except: []lint.RuleID{"pattern-without-modifier"}})
			if diff := cmp.Diff(c.left, left); diff != "" || ignored != c.ignored {
				t.Errorf("%d ignored, want %d (-want +left):\n%s%s", ignored, c.ignored, diff, c.text)
			}
		})
	}
}

// TestIgnoresInPerl: comments are what perl takes for one.
func TestIgnoresInPerl(t *testing.T) {
	const text = `$Self->{TicketAcl}->{'100-a'} = {
    Properties  => { Ticket => { Queue => ['Raw', 'Raw'] } },AFTER
    PossibleNot => { Action => ['AgentTicketClose'] },
};
1;
`
	for _, c := range []struct {
		after string
		want  int
	}{
		{"", 0},
		{" # ticketacl:ignore duplicate-item so it was", 1},
		{" Comment => '# ticketacl:ignore duplicate-item so it was',", 0},
		{" Comment => q# ticketacl:ignore duplicate-item so it was#,", 0},
	} {
		_, ignored := applied(t, "acls.pm", strings.Replace(text, "AFTER", c.after, 1), lint.Options{Only: []lint.RuleID{"duplicate-item"}})
		if ignored != c.want {
			t.Errorf("%q: %d ignored, want %d", c.after, ignored, c.want)
		}
	}
	header := "# ---\n# Created: 2024-03-01 08:00:00 (root@localhost)\n# Comment: ticketacl:ignore duplicate-item so it was\n" + strings.Replace(text, "AFTER", "", 1)
	if _, ignored := applied(t, "acls.pm", header, lint.Options{Only: []lint.RuleID{"duplicate-item"}}); ignored != 1 {
		t.Errorf("what a deployment made of the ACL's comment does not count")
	}
}

// TestProjectIgnores: by rule and ACL; what matches nothing is a finding at its own
// place.
func TestProjectIgnores(t *testing.T) {
	place := acl.Place{File: ".ticketacl.yaml", Span: acl.Span{Start: acl.Pos{Line: 3, Column: 9}}}
	ignore := func(rule lint.RuleID, name string) lint.Ignore {
		return lint.Ignore{Rule: rule, Place: place, Matches: func(a string) bool { return name == "" || a == name }}
	}
	for _, c := range []struct {
		name   string
		ignore lint.Ignore
		left   []string
	}{
		{"one ACL", ignore("duplicate-item", "100-a"), []string{"15:23 duplicate-item"}},
		{"all ACLs", ignore("duplicate-item", ""), []string{}},
		{"no such ACL", ignore("duplicate-item", "120-c"), []string{"7:22 duplicate-item", "15:23 duplicate-item", "3:9 unused-ignore"}},
		{"a rule that is off", ignore("unconditional", ""), []string{"7:22 duplicate-item", "15:23 duplicate-item"}},
	} {
		left, _ := applied(t, "acls.yml", twice, lint.Options{}, c.ignore)
		if diff := cmp.Diff(c.left, left); diff != "" {
			t.Errorf("%s (-want +left):\n%s", c.name, diff)
		}
	}
}
