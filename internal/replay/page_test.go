package replay

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

func pages() string { return filepath.Join("..", "..", "testdata", "e2e", "cases.jsonl.gz") }

// TestPages holds the recorded pages of OTOBO 11 to what is shown here: each list
// of each first display, of each answer to a change, and of the page afterwards.
func TestPages(t *testing.T) {
	r, err := Run([]string{pages()}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range r.Verdicts {
		for i := range v.Lists {
			t.Errorf("%s: %s", v.ID, &v.Lists[i])
		}
	}
	want := &Pages{Pages: 1114, First: Tally{Equal: 3594}, Answers: Tally{Equal: 5118}, After: Tally{Equal: 7690}}
	if diff := cmp.Diff(want, r.Pages); diff != "" {
		t.Error(diff)
	}
}

// TestPageCalls: the screens behind the pages ask here what they asked there, in
// that order but for that of the dynamic fields.
func TestPageCalls(t *testing.T) {
	recordedPages(t, func(page *recordedPage) {
		var ours, theirs []string
		for i := range page.plan.Asked {
			ours = append(ours, page.plan.Asked[i].Call.ReturnType+"."+page.plan.Asked[i].Call.ReturnSubType)
		}
		for i := range page.line.Get("calls").Items() {
			c := &page.line.Get("calls").Items()[i]
			theirs = append(theirs, text(c, "ReturnType")+"."+text(c, "ReturnSubType"))
		}
		if diff := cmp.Diff(fieldsSorted(theirs), fieldsSorted(ours)); diff != "" {
			t.Errorf("%s: %s", page.ID, diff)
		}
	})
}

// recordedPage is a page of the recording, and how it comes to be here.
type recordedPage struct {
	pageLine
	line   *acl.Value
	rec    *scenario.Recording
	on     *scenario.Scenario
	plan   *scenario.Plan
	before *scenario.Plan // of the page that was changed; nil on a first display
}

// recordedPages plans each page of the recording on the one planned before it.
func recordedPages(t *testing.T, each func(*recordedPage)) {
	t.Helper()
	p := &player{systems: map[string]*pageSystem{}}
	sys, err := p.pageSystem(pages())
	if err != nil {
		t.Fatal(err)
	}
	before := map[string]*scenario.Plan{}
	for _, line := range recordedLines(t, pages(), `"calls"`) {
		page := &recordedPage{line: &line}
		raw := []byte(jsonText(&line))
		if err := json.Unmarshal(raw, &page.pageLine); err != nil {
			t.Fatal(err)
		}
		if page.rec, err = scenario.ParseRecording(raw); err != nil {
			t.Fatal(err)
		}
		w := sys.with(line.Get("acls"), settingValue(page.Preselection).IsTrue(), p.pageTarget())
		if page.on, err = scenario.FromRecording(page.rec, w); err != nil {
			t.Fatal(err)
		}
		var held *scenario.Page
		if page.before = before[page.Chain]; page.before != nil {
			held = page.before.Page
		}
		if page.plan, err = scenario.CallsOn(page.on, w, held); err != nil {
			t.Fatal(err)
		}
		before[page.Chain] = page.plan
		each(page)
	}
}

// fieldsSorted sorts each run of questions about dynamic fields.
func fieldsSorted(questions []string) []string {
	isField := func(q string) bool { return strings.HasPrefix(q, "Ticket.DynamicField_") }
	for i := 0; i < len(questions); i++ {
		j := i
		for j < len(questions) && isField(questions[j]) {
			j++
		}
		slices.Sort(questions[i:j])
		i = max(i, j-1)
	}
	return questions
}

// TestPageChanged: a list that is not what this engine shows is told, with what is
// missing and what is too many.
func TestPageChanged(t *testing.T) {
	for _, line := range recordedLines(t, pages(), "s02-queue-db-AgentTicketNote-T1-agent1-0") {
		if text(&line, "id") != "s02-queue-db-AgentTicketNote-T1-agent1-0" {
			continue
		}
		changed := strings.Replace(jsonText(&line), `"Type":["Incident","Unclassified"]`, `"Type":["Incident","Request"]`, 1)
		r, err := Run([]string{"-"}, Options{Stdin: strings.NewReader(changed), Worlds: filepath.Dir(pages())})
		if err != nil {
			t.Fatal(err)
		}
		want := []Verdict{{ID: "s02-queue-db-AgentTicketNote-T1-agent1-0", Lists: []ListDifference{
			{Kind: "first", List: "Type", Missing: []string{"Request"}, Extra: []string{"Unclassified"}},
		}}}
		if diff := cmp.Diff(want, r.Verdicts); diff != "" {
			t.Error(diff)
		}
		if got := r.Verdicts[0].Lists[0].String(); got != "first Type: missing Request; extra Unclassified" {
			t.Error(got)
		}
		return
	}
	t.Fatal("the page is gone")
}

// TestPageSystems: the system is a world or an inventory, in a folder or named.
func TestPageSystems(t *testing.T) {
	line := `{"id": "x-0", "chain": "x", "screen": "AgentTicketNote", "step": "first", "side": "agent", "user": "jdoe", "page": "ok",
		"acls": {"a": {"PossibleNot": {"Ticket": {"State": ["open"]}}}}, "request": {"Action": "AgentTicketNote"},
		"ticket": {"TicketID": "1", "QueueID": "1", "StateID": "4", "PriorityID": "3", "LockID": "1", "OwnerID": "2"},
		"shown": {"State": ["closed"]}}`
	dir := t.TempDir()
	inv := "queues: [{QueueID: 1, Name: Raw, GroupID: 1}]\nstates: [{ID: 4, Name: open, TypeName: open}, {ID: 2, Name: closed, TypeName: closed}]\n" +
		"screens: [{Action: AgentTicketNote, State: 1, Owner: 0, DynamicField: []}]\ndynamic_fields: []\n"
	file := filepath.Join(dir, "inventory.yml")
	if err := os.WriteFile(file, []byte(inv), 0o600); err != nil {
		t.Fatal(err)
	}
	line = strings.Join(strings.Fields(line), " ")
	for _, worlds := range []string{dir, file} {
		r, err := Run([]string{"-"}, Options{Stdin: strings.NewReader(line), Worlds: worlds})
		if err != nil {
			t.Fatal(err)
		}
		if r.Pages.Count() != 1 || r.Pages.Equal() != 1 || r.Pages.Differ() != 0 {
			t.Errorf("%s: %+v %+v", worlds, r.Pages, r.Verdicts)
		}
	}
	_, err := Run([]string{"-"}, Options{Stdin: strings.NewReader(line), Worlds: t.TempDir()})
	if err == nil || !strings.Contains(err.Error(), "name the folder of the system with --worlds") {
		t.Error(err)
	}
}
