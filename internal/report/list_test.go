package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/overview"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/reading"
	"github.com/ticketacl/ticketacl/internal/report"
)

func all(*acl.ACL) bool { return true }

func listOf(set *acl.Set) *report.List {
	return report.NewList(set, product.Default(), false, []string{"a.pm"}, all)
}

func at(line, column uint32) acl.Place {
	p := acl.Pos{Line: line, Column: column}
	return acl.Place{File: "a.pm", Span: acl.Span{Start: p, End: p}}
}

// codeSet is what code leaves open: a computed name, a conditional ACL that may
// replace another, values that nobody can tell.
func codeSet() *acl.Set {
	deployed := func(name string, line uint32, v acl.Value) *acl.ACL {
		a := acl.NewDeployed(name, v)
		a.File, a.NameSpan = "a.pm", at(line, 20).Span
		return a
	}
	list := acl.NewList([]acl.Value{{Kind: acl.Dynamic, Span: at(3, 30).Span}, {Kind: acl.String, Text: "Raw", Span: at(3, 40).Span}})
	queue := acl.NewHash([]acl.Entry{{Key: "Ticket", Value: acl.NewHash([]acl.Entry{{Key: "Queue", Value: list}})}})
	loop := deployed("002-loop-…", 3, acl.NewHash([]acl.Entry{{Key: "Possible", Value: queue}}))
	loop.Computed = true
	loop.Doubt = &acl.Doubt{Why: "in a loop", Place: at(2, 1)}
	perhaps := deployed("100", 9, acl.Value{Kind: acl.Dynamic})
	perhaps.Doubt = &acl.Doubt{Why: "under a condition", Place: at(8, 5)}
	return &acl.Set{
		ACLs:   []*acl.ACL{loop, deployed("100", 5, acl.Value{}), deployed("100", 6, acl.Value{}), perhaps},
		Doubts: []acl.Doubt{{Why: "the key is computed", Place: at(12, 1)}},
	}
}

const codeText = `3 ACLs · a.pm · target otobo-11.0

  1  002-loop-…  valid · computed                                         a.pm:3
     conditional: in a loop (a.pm:2:1)
     always → Queue only …, Raw
  2  100         valid                                                    a.pm:6
     always → nothing
  3  100         valid                                                    a.pm:9
     conditional: under a condition (a.pm:8:5)
     … (computed by code) → nothing

note: 100 of a.pm:5:20 does not count: the one of a.pm:6:20 has its name and
      comes later

note: a.pm:12:1: code (the key is computed) may add, change or remove any ACL
`

func TestListOfWhatCodeLeavesOpen(t *testing.T) {
	t.Setenv("COLUMNS", "80")
	l := listOf(codeSet())
	var out bytes.Buffer
	l.Text(&out, report.NewTerminal(&out, "never"))
	if diff := cmp.Diff(codeText, out.String()); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
	out.Reset()
	if err := l.CSV(&out); err != nil {
		t.Fatal(err)
	}
	want := "position,name,validity,deployed,stop_after_match,always,computed,doubt,when,then,comment,file,line,column\n" +
		"1,002-loop-…,valid,yes,no,yes,yes,in a loop,,\"Queue only …, Raw\",,a.pm,3,20\n" +
		"2,100,valid,yes,no,yes,no,,,,,a.pm,6,20\n" +
		"3,100,valid,yes,no,no,no,under a condition,… (computed by code),,,a.pm,9,20\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("CSV (-want +got):\n%s", diff)
	}
	out.Reset()
	if err := l.Markdown(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"| 1 | 002-loop-… | valid, computed, conditional: in a loop | no | always | Queue only …, Raw | a.pm:3:20 |\n",
		"| 3 | 100 | valid, conditional: under a condition | no | … (computed by code) | nothing | a.pm:9:20 |\n",
		"\n- a.pm:12:1: code (the key is computed) may add, change or remove any ACL\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("Markdown lacks %q:\n%s", want, out.String())
		}
	}
	var doc struct {
		ACLs []struct {
			Computed bool
			Doubt    *struct{ Why string }
			ACL      json.RawMessage
		}
	}
	out.Reset()
	if err := l.JSON(&out); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	var data bytes.Buffer
	for _, a := range doc.ACLs {
		if err := json.Compact(&data, a.ACL); err != nil {
			t.Fatal(err)
		}
		data.WriteByte('\n')
	}
	if want := "{\"Possible\":{\"Ticket\":{\"Queue\":[{\"dynamic\":\"…\"},\"Raw\"]}}}\nnull\n{\"dynamic\":\"…\"}\n"; data.String() != want {
		t.Errorf("as data %s, want %s", data.String(), want)
	}
	if !doc.ACLs[0].Computed || doc.ACLs[0].Doubt.Why != "in a loop" || doc.ACLs[1].Doubt != nil {
		t.Errorf("%+v", doc.ACLs)
	}
}

func TestUsesOfWhatCodeLeavesOpen(t *testing.T) {
	t.Setenv("COLUMNS", "80")
	set := codeSet()
	r := overview.For(product.Default())
	q, err := r.NewQuery("Queue=Misc", set.ACLs, nil)
	if err != nil {
		t.Fatal(err)
	}
	l := listOf(set)
	l.AddUses(q, set.Order(), r.Uses(q, set.Order()))
	l.OnlyUsed()
	var out bytes.Buffer
	l.Text(&out, report.NewTerminal(&out, "never"))
	want := `3 ACLs · a.pm · target otobo-11.0

Queue=Misc · 2 items in 2 ACLs
  1  002-loop-…  valid · computed                                         a.pm:3
     conditional: in a loop (a.pm:2:1)
     Possible Ticket.Queue … · may hit (code computes it)              a.pm:3:30
  3  100         valid                                                    a.pm:9
     conditional: under a condition (a.pm:8:5)
     the whole ACL … · may hit (code computes the ACL)                 a.pm:9:20
`
	if got, _, _ := strings.Cut(out.String(), "\nnote:"); got != want {
		t.Errorf("(-want +got):\n%s", cmp.Diff(want, got))
	}
}

// exportOf is a set of one ACL whose name, comment, queue and state are given.
func exportOf(t interface{ Fatal(...any) }, name, comment, queue, state string) *convert.Set {
	quote := func(s string) string {
		b, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	read, err := convert.ReadBytes("a.yml", []byte("- {Name: "+quote(name)+", Comment: "+quote(comment)+", ValidID: 1, ConfigMatch: {Properties: {Ticket: {Queue: ["+
		quote(queue)+"]}}}, ConfigChange: {Possible: {Ticket: {State: ["+quote(state)+"]}}}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	return read.Set
}

// TestCSVKeepsEverything: what comes out of a reader of CSV is what the set
// holds, but for CR LF, which such readers take for a line end.
func TestCSVKeepsEverything(t *testing.T) {
	char := rapid.SampledFrom([]rune("ab ,;\"'\n\t|\\=+-@é\u202e\x01\x1b\u200b"))
	word := rapid.Custom(func(t *rapid.T) string { return "x" + string(rapid.SliceOfN(char, 0, 8).Draw(t, "characters")) })
	rapid.Check(t, func(t *rapid.T) {
		name, comment, queue := word.Draw(t, "name"), word.Draw(t, "comment"), word.Draw(t, "queue")
		var out bytes.Buffer
		if err := listOf(exportOf(t, name, comment, queue, "new")).CSV(&out); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&out).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		got := []string{rows[1][1], rows[1][10], rows[1][8]}
		if want := []string{name, comment, "Ticket.Queue " + reading.Shown(queue)}; !cmp.Equal(want, got) {
			t.Errorf("%q, want %q", got, want)
		}
	})
}

// TestTextAndMarkdownAreClean: no control character reaches a terminal or a
// wiki, no value breaks a table, and none is markup there.
func TestTextAndMarkdownAreClean(t *testing.T) {
	char := rapid.SampledFrom([]rune("ab |\\`*_[]<>\n\r\t\x1b\u202e\u2028\u0085\x7f"))
	word := rapid.Custom(func(t *rapid.T) string { return "x" + string(rapid.SliceOfN(char, 0, 8).Draw(t, "characters")) })
	rapid.Check(t, func(t *rapid.T) {
		set := exportOf(t, word.Draw(t, "name"), word.Draw(t, "comment"), word.Draw(t, "queue"), word.Draw(t, "state"))
		l := listOf(set)
		r := overview.For(product.Default())
		q, err := r.NewQuery("Queue="+word.Draw(t, "value"), set.ACLs, nil)
		if err != nil {
			t.Fatal(err)
		}
		used := listOf(set)
		used.AddUses(q, set.Order(), r.Uses(q, set.Order()))
		var text, markdown bytes.Buffer
		for _, l := range []*report.List{l, used} {
			l.Text(&text, report.NewTerminal(&text, "never"))
			if err := l.Markdown(&markdown); err != nil {
				t.Fatal(err)
			}
		}
		report.NewShow(set, set.Order(), product.Default(), false, nil).Text(&text, report.NewTerminal(&text, "never"))
		if i := strings.IndexFunc(text.String()+markdown.String(), func(r rune) bool {
			return r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028')
		}); i >= 0 {
			t.Errorf("a control character in\n%q\n%q", text.String(), markdown.String())
		}
		for line := range strings.Lines(markdown.String()) {
			cells := 0
			escaped := false
			for _, r := range line {
				if r == '|' && !escaped {
					cells++
				}
				if strings.ContainsRune("`*_[]<>", r) && !escaped && !strings.HasPrefix(line, "**") {
					t.Errorf("%q is markup in %q", r, line)
				}
				escaped = r == '\\' && !escaped
			}
			if strings.HasPrefix(line, "|") && cells != 8 && cells != 7 {
				t.Errorf("%d borders in %q", cells, line)
			}
		}
	})
}
