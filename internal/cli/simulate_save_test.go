package cli_test

import (
	"bytes"
	"compress/gzip"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/cli"
)

// savedAndLogged are runs that save in every way, and that read a log.
func savedAndLogged(t *testing.T) [][]string {
	t.Helper()
	all := filepath.Join(seeds, "Export_ACL.yml")
	stock := func(more ...string) []string {
		return append([]string{"--acls", all, "--inventory", filepath.Join("..", "scenario", "recorded.yml")}, more...)
	}
	ticket := []string{"--ticket", "Queue=Support", "--ticket", "State=open", "--ticket", "Priority=3 normal", "--ticket", "Type=Incident"}
	agent := func(screen string, more ...string) []string {
		return append(append(stock("--agent", "agent1", "--screen", screen), ticket...), more...)
	}
	forbidding := writeACLs(t, "",
		"PossibleNot: {Ticket: {Queue: [Sales], Priority: [4 high], DynamicField_Color: [k_red], State: [closed successful], NewOwner: [Bob Builder]}}")
	forbidden := func(screen string, more ...string) []string {
		return append(append([]string{"--acls", forbidding, "--inventory", filepath.Join("..", "scenario", "recorded.yml"), "--agent", "agent1", "--screen", screen}, ticket...), more...)
	}
	odd := strings.Join([]string{
		"Nov 23 x: TicketACL '\x1b[31mred' Properties:'Queue->Name' Matched (\x07Raw eq \u202eRaw)",
		"Nov 23 x: TicketACL '\x1b[31mred' Matched for return data:'Ticket:State'",
		"Nov 23 x: TicketACL '\x1b[31mred' Used with PossibleNot:'Ticket:State'",
		"Nov 23 x: TicketACL '\x1b[31mred' PossibleNot param '" + strings.Repeat("long ", 60) + "' removed from return data:'Ticket:State'",
		"Nov 23 x: TicketACL '300' Properties:'User->Role' MatchedARRAY (dispatch eq dispatch)",
		"Nov 23 x: TicketACL '300' Matched for return data:'Action:-'",
		"Nov 23 x: TicketACL '300' Matched for",
		"Nov 23 x: TicketACL '100-Example-ACL' Matched for return data:'Ticket:Priority'",
		"Nov 23 x: TicketACL '100-Example-ACL' PossibleAdd param 'x' skipped from return data:'Ticket:Priority'",
	}, "\n")
	log := writeFile(t, "odd.log", []byte(odd))
	empty := writeFile(t, "empty.log", nil)
	return [][]string{
		agent("AgentTicketNote", "--saves"), agent("AgentTicketMove", "--saves"), agent("AgentTicketBulk", "--saves"), agent("AgentTicketClose"),
		agent("AgentTicketCompose", "--saves"), agent("TicketStateSet", "--saves", "--form", "State=closed successful"),
		stock("--agent", "agent1", "--screen", "AgentTicketPhone", "--saves"),
		stock("--customer", "cust1", "--screen", "CustomerTicketMessage", "--saves"),
		append(stock("--customer", "cust1", "--screen", "CustomerTicketZoom", "--saves"), ticket...),
		forbidden("AgentTicketNote", "--moment", "save", "--form", "Queue=Sales", "--form", "Priority=4 high", "--form", "Owner=agent2"),
		forbidden("AgentTicketNote", "--moment", "save", "--form", "DynamicField_Color=k_red"),
		forbidden("AgentTicketNote", "--moment", "save", "--form", "Priority=4 high"),
		forbidden("AgentTicketBulk", "--moment", "save", "--form", "Owner=agent2"),
		forbidden("AgentTicketMove", "--moment", "save", "--form", "Queue=Misc", "--form", "DynamicField_Color=k_red"),
		forbidden("AgentTicketNote", "--moment", "save", "--form", "Type=Request"),
		forbidden("AgentTicketNote", "--via", "generic-interface", "--form", "NewStateID=2", "--saves"),
		append([]string{"--acls", writeACLs(t, "Role: [dispatch]", "PossibleNot: {Ticket: {Priority: [4 high]}}"), "--agent", "somebody", "--screen", "AgentTicketNote",
			"--moment", "save", "--form", "Priority=4 high", "--form", "Queue=Raw"}, ticket...),
		agent("AgentTicketNote", "--log", log), agent("AgentTicketZoom", "--log", empty), agent("AgentTicketNote", "--log", log, "--ask", "State"),
	}
}

// TestSavesAndLogs: the text is written from what the JSON holds; every line fits
// the terminal; no control character gets there; the published schema holds.
func TestSavesAndLogs(t *testing.T) {
	schema := compiledSchema(t)
	var texts, all strings.Builder
	for _, args := range savedAndLogged(t) {
		asJSON, asText := bothWays(t, schema, args)
		all.WriteString(asJSON)
		texts.WriteString(asText)
		if strings.ContainsAny(asText, "\x1b\x07\u202e") {
			t.Errorf("%q: a control character is printed", args)
		}
	}
	for _, outcome := range []string{
		"stored", "unchanged", "created", "reset", "dropped", "refused silently", "refused, error", "refused, field error", "not reached", "undetermined",
	} {
		if !strings.Contains(all.String(), `"outcome": "`+outcome+`"`) {
			t.Errorf("no run has the outcome %s", outcome)
		}
	}
	for _, what := range []string{
		"everything is stored", "a part is not stored", "it ends with an error", "nothing is stored", "whether the form is stored",
		"lines not understood", "no debug line about an ACL", "takes no part here", "asked here, not in the log",
	} {
		if !strings.Contains(texts.String(), what) {
			t.Errorf("no run prints %q", what)
		}
	}
}

// TestLogCompressed: a log that was packed away is read as it is; one that is
// broken is named.
func TestLogCompressed(t *testing.T) {
	line := "Nov 23 x: TicketACL '100-Example-ACL' Matched for return data:'Ticket:State'\n"
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write([]byte(line)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	args := func(log string) []string {
		return []string{
			"--acls", filepath.Join(seeds, "Export_ACL.yml"), "--agent", "jdoe", "--screen", "AgentTicketNote",
			"--ticket", "Queue=Raw", "--ask", "State", "--color", "never", "--log", log,
		}
	}
	plain, gz := writeFile(t, "x.log", []byte(line)), writeFile(t, "x.log.gz", packed.Bytes())
	want := strings.ReplaceAll(simulated(t, args(plain)...), plain, gz)
	if got := simulated(t, args(gz)...); strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(want), " ") {
		t.Errorf("compressed:\n%s\nplain:\n%s", got, want)
	}
	var out, errs bytes.Buffer
	broken := writeFile(t, "broken.log.gz", packed.Bytes()[:12])
	if code := cli.Main(append([]string{"simulate"}, args(broken)...), strings.NewReader(""), &out, &errs); code != 3 || !strings.Contains(errs.String(), "broken.log.gz: ") {
		t.Errorf("broken: exit %d, %s", code, &errs)
	}
}
