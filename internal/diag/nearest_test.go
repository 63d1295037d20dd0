package diag

import (
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	targets := []string{"otrs-6.0", "otrs-ce-6.0", "znuny-7.0", "otobo-10.1", "otobo-11.0"}
	for written, want := range map[string]string{
		"OTOBO_10.1": "otobo-10.1",
		"zunny-7.0":  "znuny-7.0",
		"otrs-ce-7":  "otrs-ce-6.0",
	} {
		if got := Nearest(written, targets); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", written, got, want)
		}
	}
	if got := Nearest("x", nil); got != "" {
		t.Errorf("nearest of nothing is %q", got)
	}
	Nearest(strings.Repeat("é", 1_000_000), targets) // bounded
}

// TestMeant: a suggestion has something in common with what was written; of few names
// all are told.
func TestMeant(t *testing.T) {
	screens := []string{"AgentTicketNote", "AgentTicketClose", "CustomerTicketMessage", "TicketMerge", "ProcessEntityID", strings.Repeat("x", 90)}
	few := []string{"first", "change", "save"}
	for _, c := range []struct {
		written string
		names   []string
		want    string
	}{
		{"Nope", screens, ""},
		{"", screens, ""},
		{"AgentTicketNotes", screens, "; did you mean AgentTicketNote?"},
		{"Grup", []string{"QueueID", "GroupID"}, "; did you mean GroupID?"},
		{"Merge", screens, "; did you mean TicketMerge?"},
		{"ProcessID", screens, "; did you mean ProcessEntityID?"},
		{"TicketMergeAll", screens, "; did you mean TicketMerge?"},
		{"chang", few, "; did you mean change?"},
		{"later", few, "; there is first, change, save"},
		{"x", []string{"y"}, "; there is y"},
		{"x", nil, ""},
	} {
		if got := Meant(c.written, c.names); got != c.want {
			t.Errorf("Meant(%q): %q, want %q", c.written, got, c.want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"abc", "abc", 0}, {"", "abc", 3}, {"abc", "", 3}, {"kitten", "sitting", 3}, {"flaw", "lawn", 2}} {
		if got := distance([]rune(c.a), []rune(c.b)); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
