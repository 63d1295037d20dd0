package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"github.com/ticketacl/ticketacl/lint"
)

// Text lists the rules for people, by family: name, severity, and what there is
// to know beside it, then what the rule finds.
func (r *Rules) Text(out io.Writer, t *Terminal) error {
	w := &failing{out: out}
	head := Plural(len(r.Rules), "rule")
	if r.Target != "" {
		head += " for " + r.Target
	}
	t.block(w, "", 0, strings.Fields(head+" · ticketacl rules NAME explains one"))
	width := 0
	for i := range r.Rules {
		width = max(width, lipgloss.Width(r.Rules[i].Name))
	}
	for _, f := range r.families() {
		fmt.Fprintf(w, "\n%s\n", f.name)
		for _, x := range f.rules {
			t.block(w, "  "+t.name.Render(x.Name), width+4, dotted(append([]string{x.level()}, x.about()...)))
			t.block(w, "    ", 4, strings.Fields(x.Title))
		}
	}
	return w.err
}

// PageText writes the page of each rule for people.
func (r *Rules) PageText(out io.Writer, t *Terminal) error {
	w := &failing{out: out}
	for i := range r.Rules {
		if i > 0 {
			fmt.Fprintln(w)
		}
		r.Rules[i].pageText(w, t)
	}
	return w.err
}

func (r *RuleInfo) pageText(out io.Writer, t *Terminal) {
	t.block(out, "", 0, dotted([]string{t.name.Render(r.Name), r.level(), r.Family}))
	t.block(out, "", 0, strings.Fields(r.Title))
	for _, p := range r.paragraphs() {
		fmt.Fprintln(out)
		t.block(out, "", 0, strings.Fields(p))
	}
	for _, x := range r.examples() {
		fmt.Fprintf(out, "\n%s\n\n", x.title)
		for _, line := range x.example.lines() {
			fmt.Fprintln(out, "  "+strings.TrimRight(line, " "))
		}
	}
	for _, p := range r.ends() {
		fmt.Fprintln(out)
		t.block(out, "", 0, strings.Fields(p))
	}
}

// paragraphs are those of the rule's text.
func (r *RuleInfo) paragraphs() []string { return strings.Split(r.Text, "\n\n") }

type titledExample struct {
	title   string
	example *RuleExample
}

// examples are the bad and the good one, as far as there are any.
func (r *RuleInfo) examples() []titledExample {
	var out []titledExample
	if r.Bad != nil && r.Bad.Inventory != "" {
		out = append(out, titledExample{"The inventory", &RuleExample{Text: r.Bad.Inventory}})
	}
	if r.Bad != nil {
		out = append(out, titledExample{"Bad" + r.Bad.where(), r.Bad})
	}
	if r.Good != nil {
		out = append(out, titledExample{"Good" + r.Good.where(), r.Good})
	}
	return out
}

// where says which target and file an example is about, where that matters.
func (x *RuleExample) where() string {
	var parts []string
	if x.File != (lint.Example{}).Name() {
		parts = append(parts, x.File)
	}
	if x.Target != ruleExample(lint.Example{Marked: "-"}).Target {
		parts = append(parts, "on "+x.Target)
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// lines are the lines of the example, each with carets below what is at fault.
func (x *RuleExample) lines() []string {
	var out []string
	for i, text := range strings.Split(strings.TrimSuffix(x.Text, "\n"), "\n") {
		line := cells(text)
		out = append(out, strings.Join(line, ""))
		under := ""
		for _, p := range x.Places {
			if p.Line != uint32(i)+1 {
				continue
			}
			from, to := min(int(p.Column)-1, len(line)), min(int(p.EndColumn)-1, len(line))
			if p.EndLine > p.Line {
				to = len(line)
			}
			under = pad(under, lipgloss.Width(strings.Join(line[:from], "")))
			under += strings.Repeat("^", max(1, lipgloss.Width(strings.Join(line[from:max(from, to)], ""))))
		}
		if under != "" {
			out = append(out, under)
		}
	}
	return out
}

// ends are what stands below the examples: for whom the rule speaks, what --fix
// does, how to silence it.
func (r *RuleInfo) ends() []string {
	var out []string
	if r.Targets != allTargets {
		out = append(out, "Speaks for: "+r.Targets+".")
	}
	if r.Inventory {
		out = append(out, "Speaks only where --inventory says what exists in the system.")
	}
	if r.Fix != "" {
		out = append(out, "ticketacl lint --fix "+r.Fix+".")
	}
	if !r.On {
		out = append(out, "Off unless .ticketacl.yaml gives it a severity, or --rule "+r.Name+" asks for it.")
	}
	return append(out, "To accept a finding, write ticketacl:ignore "+r.Name+" and a reason in a comment in its line or the line before, or into the ACL's "+
		"Comment or Description; or name it with a reason under ignores in .ticketacl.yaml. To change the severity everywhere, or to switch it off: severities there.")
}

// textPage is the page of a rule as plain text.
func (r *RuleInfo) textPage() string {
	var b strings.Builder
	t := NewTerminal(io.Discard, "never")
	t.Width = defaultWidth
	r.pageText(&b, t)
	return b.String()
}
