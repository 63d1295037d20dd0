package product

import (
	"testing"
)

func parsed(t testing.TB, name string) *Target {
	t.Helper()
	target, err := Parse(name)
	if err != nil {
		t.Fatal(err)
	}
	return target
}

// TestPatchLevels holds every change that the fine print names to its boundary:
// the patch level before it, and the one that brought it.
func TestPatchLevels(t *testing.T) {
	offers := func(action string) func(*Target) bool {
		return func(t *Target) bool {
			for _, a := range t.Actions() {
				if a == action {
					return true
				}
			}
			return false
		}
	}
	is := func(f func(Switches) bool) func(*Target) bool {
		return func(t *Target) bool { return f(t.Switches) }
	}
	for _, c := range []struct {
		behaviour     string
		has           func(*Target) bool
		before, since string
	}{
		{"export of every validity", is(func(s Switches) bool { return s.ExportAllValidities }), "otrs-6.0.4", "otrs-6.0.5"},
		{"split selection", is(func(s Switches) bool { return s.SplitChecked }), "otrs-6.0.5", "otrs-6.0.6"},
		{"NewQueueID", is(func(s Switches) bool { return s.NewQueueID }), "otrs-6.0.18", "otrs-6.0.19"},
		{"AgentTicketBulk offered", offers("AgentTicketBulk"), "otrs-6.0.22", "otrs-6.0.23"},
		{"ActivityEntityID", is(func(s Switches) bool { return s.ActivityEntityID }), "otrs-6.0.23", "otrs-6.0.24"},
		{"types in AgentTicketSearch", is(func(s Switches) bool { return s.SearchTypes }), "otrs-6.0.24", "otrs-6.0.25"},
		{"group table", is(func(s Switches) bool { return s.GroupTable == "permission_groups" }), "znuny-6.1.0", "znuny-6.1.1"},
		{"attribute relations", is(func(s Switches) bool { return s.AttributeRelations }), "znuny-6.2.0", "znuny-6.2.1"},
		{"sanitised 6.0", is(func(s Switches) bool { return s.Sanitising == DeleteCharacters }), "znuny-6.0.43", "znuny-6.0.44"},
		{"sanitised 6.3", is(func(s Switches) bool { return s.Sanitising == DeleteCharacters }), "znuny-6.3.3", "znuny-6.3.4"},
		{"sanitised 6.4", is(func(s Switches) bool { return s.Sanitising == DeleteCharacters }), "znuny-6.4.0", "znuny-6.4.1"},
		{"TicketID in overviews, Znuny", is(func(s Switches) bool { return s.OverviewTicketID }), "znuny-6.4.2", "znuny-6.4.3"},
		{"user lists by login", is(func(s Switches) bool { return s.UserLists == Logins }), "znuny-6.4.3", "znuny-6.4.4"},
		{"ActivityEntityID passed", is(func(s Switches) bool { return s.ProcessActivity }), "znuny-6.5.0", "znuny-6.5.1"},
		{"process tool bar 6.5", is(func(s Switches) bool { return s.ToolBarProcess }), "znuny-6.5.6", "znuny-6.5.7"},
		{"process tool bar 7.0", is(func(s Switches) bool { return s.ToolBarProcess }), "znuny-7.0.15", "znuny-7.0.16"},
		{"CustomerTicketMessage offered, Znuny", offers("CustomerTicketMessage"), "znuny-6.5", "znuny-7.0"},
		{"module sub-type filter", is(func(s Switches) bool { return s.ModuleSubTypeFilter }), "znuny-7.1", "znuny-7.2.1"},
		{"NewResponsible", is(func(s Switches) bool { return s.NewResponsible }), "znuny-7.2.1", "znuny-7.2.2"},
		{"no-critic comment", is(func(s Switches) bool { return len(s.NoWarnings) > 40 }), "otobo-10.0.8", "otobo-10.0.9"},
		{"CustomerTicketMessage offered, OTOBO", offers("CustomerTicketMessage"), "otobo-10.0.10", "otobo-10.0.11"},
		{"sanitised 10.0", is(func(s Switches) bool { return s.Sanitising == FirstLine }), "otobo-10.0.16", "otobo-10.0.17"},
		{"escaped names 10.0", is(func(s Switches) bool { return s.NameQuoting == EscapedSingleQuotes }), "otobo-10.0.16", "otobo-10.0.17"},
		{"sanitised 10.1", is(func(s Switches) bool { return s.Sanitising == FirstLine }), "otobo-10.1.4", "otobo-10.1.5"},
		{"escaped names 10.1", is(func(s Switches) bool { return s.NameQuoting == EscapedSingleQuotes }), "otobo-10.1.4", "otobo-10.1.5"},
		{"blank lines", is(func(s Switches) bool { return s.BlankLines == 2 }), "otobo-10.1.4", "otobo-10.1.5"},
		{"unchanged saves", is(func(s Switches) bool { return s.UnchangedSaveSkipped }), "otobo-10.1.4", "otobo-10.1.5"},
		{"TicketID in overviews, OTOBO", is(func(s Switches) bool { return s.OverviewTicketID }), "otobo-10.1.4", "otobo-10.1.5"},
		{"AgentTicketMove 10.0", is(func(s Switches) bool { return s.MovePassesAction }), "otobo-10.0.21", "otobo-10.0.22"},
		{"AgentTicketMove 10.1", is(func(s Switches) bool { return s.MovePassesAction }), "otobo-10.1.10", "otobo-10.1.11"},
		{"AgentTicketMove 11.0", is(func(s Switches) bool { return s.MovePassesAction }), "otobo-11.0.5", "otobo-11.0.6"},
		{"FormStd", is(func(s Switches) bool { return s.SpecialTypes.Has("FormStd") }), "otobo-10.0", "otobo-10.1"},
		{"CustomerTicketProcess merged", is(func(s Switches) bool { return s.CustomerProcessMerged }), "otobo-10.0", "otobo-10.1"},
		{"Form in process screens", is(func(s Switches) bool { return s.ProcessForm }), "otobo-10.1", "otobo-11.0"},
		{"CustomerTicketZoomReply offered", offers("CustomerTicketZoomReply"), "otobo-10.1", "otobo-11.0"},
		{"new ACLs are invalid-temporarily", is(func(s Switches) bool { return s.NewACLValidity == 3 }), "otobo-10.1", "otobo-11.0"},
	} {
		if c.has(parsed(t, c.before)) {
			t.Errorf("%s: %s has it already", c.behaviour, c.before)
		}
		if !c.has(parsed(t, c.since)) {
			t.Errorf("%s: %s does not have it", c.behaviour, c.since)
		}
	}
}

// TestOldPatchLevels asks the table about patch levels of engines before OTRS 6.
func TestOldPatchLevels(t *testing.T) {
	for _, c := range []struct {
		behaviour     string
		has           func(Switches) bool
		before, since Version
	}{
		{"falsy attributes", func(s Switches) bool { return s.MatchesFalsy }, Version{2, 0, 99}, Version{2, 1, 0}},
		{"CustomerUser", func(s Switches) bool { return s.Sections.Has("CustomerUser") }, Version{2, 2, 99}, Version{2, 3, 0}},
		{"patterns", func(s Switches) bool { return s.Modifiers == Patterns }, Version{2, 3, 99}, Version{2, 4, 0}},
		{"Type", func(s Switches) bool { return s.Sections.Has("Type") }, Version{2, 4, 99}, Version{3, 0, 0}},
		{"agents' screens check", func(s Switches) bool { return s.ActionChecked }, Version{3, 0, 99}, Version{3, 1, 0}},
		{"customers' screens check", func(s Switches) bool { return s.CustomerActionChecked }, Version{5, 0, 42}, Version{6, 0, 0}},
		{"overlay", func(s Switches) bool { return s.Overlay }, Version{3, 0, 99}, Version{3, 1, 0}},
		{"PropertiesDatabase", func(s Switches) bool { return s.Database }, Version{3, 1, 4}, Version{3, 1, 5}},
		{"only dynamic fields", func(s Switches) bool { return s.FreeFields == NoFreeFields }, Version{3, 1, 99}, Version{3, 2, 0}},
		{"Process", func(s Switches) bool { return s.Sections.Has("Process") }, Version{3, 1, 99}, Version{3, 2, 0}},
		{"dialog sets", func(s Switches) bool { return s.DialogSets }, Version{3, 1, 99}, Version{3, 2, 0}},
		{"process sets", func(s Switches) bool { return s.ProcessSets }, Version{3, 2, 99}, Version{3, 3, 0}},
		{"lazy gathering", func(s Switches) bool { return !s.GatherAll }, Version{3, 3, 99}, Version{4, 0, 0}},
		{"negations", func(s Switches) bool { return s.Modifiers == Negations }, Version{3, 3, 99}, Version{4, 0, 0}},
		{"accumulation", func(s Switches) bool { return s.Accumulate }, Version{3, 3, 99}, Version{4, 0, 0}},
		{"name quoting", func(s Switches) bool { return s.NameQuoting == SingleQuotes }, Version{5, 0, 11}, Version{5, 0, 12}},
		{"negation", func(s Switches) bool { return s.NegationOnLists == NewNegation }, Version{5, 0, 12}, Version{5, 0, 13}},
		{"[Not anything", func(s Switches) bool { return s.NotAnything }, Version{5, 0, 12}, Version{5, 0, 13}},
		{"field value 0", func(s Switches) bool { return s.KeepsZeroField }, Version{5, 0, 17}, Version{5, 0, 18}},
		{"NewStateID", func(s Switches) bool { return s.NewStateID }, Version{5, 0, 21}, Version{5, 0, 22}},
		{"broken file skipped", func(s Switches) bool { return !s.BrokenFileDies }, Version{5, 0, 42}, Version{6, 0, 0}},
		{"company groups", func(s Switches) bool { return s.CompanyGroups }, Version{5, 0, 42}, Version{6, 0, 0}},
		{"return line", func(s Switches) bool { return s.Return }, Version{5, 0, 42}, Version{6, 0, 0}},
	} {
		if c.has(switchesOf(OTRS, c.before)) {
			t.Errorf("%s: otrs %s has it already", c.behaviour, c.before)
		}
		if !c.has(switchesOf(OTRS, c.since)) {
			t.Errorf("%s: otrs %s does not have it", c.behaviour, c.since)
		}
	}
}

// TestFamilies compares families where the reference says that they answer alike,
// or in what they differ.
func TestFamilies(t *testing.T) {
	engine := func(name string) Engine { return parsed(t, name).Switches.Engine }
	if engine("otrs-6.0") != engine("otrs-ce-6.0") || engine("otrs-6.0") != engine("znuny-6.1") {
		t.Error("OTRS 6, CE and Znuny before 6.2 answer alike")
	}
	if engine("otobo-10.1") != engine("otobo-11.0") {
		t.Error("OTOBO 10.1 and 11.0 answer alike")
	}
	old := engine("otobo-10.0")
	old.SpecialTypes |= FormStdType
	if old != engine("otobo-11.0") {
		t.Error("OTOBO 10.0 differs by FormStd only")
	}
	znuny := engine("znuny-7.0")
	znuny.AttributeRelations = false
	if znuny != engine("otrs-6.0") {
		t.Error("Znuny 7.0 without its module answers as OTRS 6")
	}
}

func TestFrame(t *testing.T) {
	for name, want := range map[string]Frame{
		"otrs-6.0": {
			Header: "# OTRS config file (automatically generated)", NoWarnings: "no warnings 'redefine'; ## no critic",
			Return: true, NameQuoting: SingleQuotes,
		},
		"znuny-7.0": {
			Header: "# OTRS config file (automatically generated)", NoWarnings: "no warnings 'redefine'; ## no critic",
			Return: true, NameQuoting: SingleQuotes, Sanitising: DeleteCharacters,
		},
		"otobo-10.1.4": {
			Header:     "# OTOBO config file (automatically generated)",
			NoWarnings: "no warnings 'redefine'; ## no critic qw(TestingAndDebugging::ProhibitNoWarnings)",
			Return:     true, NameQuoting: SingleQuotes,
		},
		"otobo-11.0": {
			Header:     "# OTOBO config file (automatically generated)",
			NoWarnings: "no warnings 'redefine'; ## no critic qw(TestingAndDebugging::ProhibitNoWarnings)",
			Return:     true, BlankLines: 2, NameQuoting: EscapedSingleQuotes, Sanitising: FirstLine,
		},
	} {
		if got := parsed(t, name).Switches.Frame; got != want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
