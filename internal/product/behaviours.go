package product

import (
	"fmt"
	"strings"
)

// Behaviour is one respect in which targets differ, in an administrator's words.
type Behaviour struct {
	Area  string // engine, screens, files, editor or database
	Topic string // "several ACLs for one list"
	of    func(*Switches) string
	// editor: it is about what the editor of ACLs does, or writes.
	editor bool
}

// Of tells what a target does in this respect.
func (b *Behaviour) Of(t *Target) string {
	if b.editor && !t.HasEditor() {
		return "nothing: ACLs stand in Config.pm"
	}
	return b.of(&t.Switches)
}

// Difference is a behaviour in which two targets differ.
type Difference struct {
	Area, Topic string
	A, B        string // what each of them does
}

// Differences names what differs between two targets, in a fixed order.
func Differences(a, b *Target) []Difference {
	var out []Difference
	for _, x := range Behaviours() {
		if p, q := x.Of(a), x.Of(b); p != q {
			out = append(out, Difference{x.Area, x.Topic, p, q})
		}
	}
	return out
}

// which are the words for a switch that is off or on.
func which(off, on string, is func(*Switches) bool) func(*Switches) string {
	return func(s *Switches) string {
		if is(s) {
			return on
		}
		return off
	}
}

// each are the words for the values of a switch.
func each[T ~uint8](of func(*Switches) T, words ...string) func(*Switches) string {
	return func(s *Switches) string { return words[of(s)] }
}

func listed(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// Behaviours are all respects in which targets differ, in the order in which
// people should read them.
func Behaviours() []Behaviour {
	all := behaviours()
	for i := range all {
		b := &all[i]
		b.editor = b.Area == "editor" || b.Area == "files" && !strings.HasPrefix(b.Topic, "a ")
	}
	return all
}

func behaviours() []Behaviour {
	const engine, screens, files, editor, database = "engine", "screens", "files", "editor", "database"
	return []Behaviour{
		{Area: engine, Topic: "several ACLs for one list", of: which("the last one that matches replaces what all before it did", "each builds on what those before it left",
			func(s *Switches) bool { return s.Accumulate })},
		{Area: engine, Topic: "Possible and PossibleNot in one ACL", of: which("united: what Possible names and what PossibleNot does not name", "one after the other: Possible, PossibleAdd, PossibleNot",
			func(s *Switches) bool { return s.Accumulate })},
		{Area: engine, Topic: "PossibleAdd", of: which("ignored", "gives values back", func(s *Switches) bool { return s.PossibleAdd })},
		{Area: engine, Topic: "Action", of: which("a hash of 0 and 1 in Possible", "a list in every change section", func(s *Switches) bool { return s.ActionLists })},
		{Area: engine, Topic: "questions besides Ticket", of: func(s *Switches) string { return listed(s.SpecialTypes.Names()) }},
		{Area: engine, Topic: "ActivityDialog", of: which("items, as in every list", "sets of literal ids: the first allows, further ones intersect", func(s *Switches) bool { return s.DialogSets })},
		{Area: engine, Topic: "Process", of: which("items, as in every list", "sets of literal ids: the first allows, further ones intersect", func(s *Switches) bool { return s.ProcessSets })},
		{Area: engine, Topic: "areas of conditions", of: func(s *Switches) string { return listed(s.Sections.Names()) }},
		{Area: engine, Topic: "PropertiesDatabase and User.Role", of: which("unknown: an ACL with PropertiesDatabase alone applies to everybody", "known", func(s *Switches) bool { return s.Database })},
		{Area: engine, Topic: "what Properties looks at", of: which("the ticket as it is stored, and what the call names", "what the form sends, else what is stored", func(s *Switches) bool { return s.Overlay })},
		{Area: engine, Topic: "modifiers", of: each(func(s *Switches) ModifierSet { return s.Modifiers }, "none: every item is a literal", "[RegExp] [regexp]", "[RegExp] [regexp] [Not] [NotRegExp] [Notregexp]")},
		{Area: engine, Topic: "[Not] on lists such as roles", of: each(func(s *Switches) Negation { return s.NegationOnLists }, "not known", "[Not] never matches, [NotRegExp] where some element differs", "matches where no element is hit")},
		{Area: engine, Topic: "unknown [Not… prefix", of: which("a literal", "always matches", func(s *Switches) bool { return s.NotAnything })},
		{Area: engine, Topic: "PossibleNot of '' and 0", of: which("removes them", "never removes them", func(s *Switches) bool { return s.KeepsFalsy })},
		{Area: engine, Topic: "attributes that are '' or 0", of: which("never match", "match", func(s *Switches) bool { return s.MatchesFalsy })},
		{Area: engine, Topic: "undefined candidates and items", of: which("are the empty string", "match nothing", func(s *Switches) bool { return s.UndefMatchesNothing })},
		{Area: engine, Topic: "gathering", of: func(s *Switches) string {
			switch {
			case s.GatherAll:
				return "everything"
			case s.AttributeRelations:
				return "everything, for the sake of the attribute relations"
			}
			return "what some ACL of the set asks for"
		}},
		{Area: engine, Topic: "attribute relations", of: which("unknown", "act as ACLs named 10000-TicketAttributeRelations and up", func(s *Switches) bool { return s.AttributeRelations })},
		{Area: engine, Topic: "free fields", of: each(func(s *Switches) FreeFields { return s.FreeFields }, "TicketFreeKey, TicketFreeText, TicketFreeTime", "dynamic fields, by the old names too", "dynamic fields only")},
		{Area: engine, Topic: "DynamicField section of a stored 0", of: which("lacks it", "has it", func(s *Switches) bool { return s.KeepsZeroField })},
		{Area: engine, Topic: "parameter NewQueueID", of: which("unknown", "fills Queue", func(s *Switches) bool { return s.NewQueueID })},
		{Area: engine, Topic: "parameter NewStateID", of: which("unknown", "fills State", func(s *Switches) bool { return s.NewStateID })},
		{Area: engine, Topic: "parameter ActivityEntityID", of: which("unknown", "fills Process", func(s *Switches) bool { return s.ActivityEntityID })},
		{Area: engine, Topic: "parameter Service", of: which("by id only", "by id or name", func(s *Switches) bool { return s.ServiceByName })},
		{Area: engine, Topic: "a call that brings nothing to look at", of: which("no ACL applies until one has looked for something", "ACLs without conditions apply", func(s *Switches) bool { return s.EmptySetsApply })},
		{Area: engine, Topic: "type, service, SLA, responsible of tickets", of: which("unknown", "known", func(s *Switches) bool { return s.TicketKeys })},
		{Area: engine, Topic: "archive flag of tickets", of: which("unknown", "known", func(s *Switches) bool { return s.ArchiveFlag })},
		{Area: engine, Topic: "groups of agents who are not valid", of: which("none", "kept", func(s *Switches) bool { return s.InvalidAgentsKeepGroups })},
		{Area: engine, Topic: "sub-type filter of ACL modules", of: which("without effect", "works", func(s *Switches) bool { return s.ModuleSubTypeFilter })},
		{Area: engine, Topic: "debug lines of Possible for Action and the like", of: which("missing", "there", func(s *Switches) bool { return s.LogsEveryUse })},

		{Area: screens, Topic: "owners and responsibles are compared by", of: each(func(s *Switches) UserNames { return s.UserLists }, "display name", "login")},
		{Area: screens, Topic: "values of dynamic fields are compared by", of: which("what is shown", "key", func(s *Switches) bool { return s.FieldKeys })},
		{Area: screens, Topic: "responsible in action screens is asked as", of: which("Responsible", "NewResponsible", func(s *Switches) bool { return s.NewResponsible })},
		{Area: screens, Topic: "what a change asks again", of: which("every list", "what the deployed ACLs relate to it", func(s *Switches) bool { return s.Preselection })},
		{Area: screens, Topic: "groups through the customer company", of: which("none", "granted", func(s *Switches) bool { return s.CompanyGroups })},
		{Area: screens, Topic: "agents' screens opened without their action", of: which("open: only menus know of actions", "refuse", func(s *Switches) bool { return s.ActionChecked })},
		{Area: screens, Topic: "customers' screens opened without their action", of: which("open", "refuse", func(s *Switches) bool { return s.CustomerActionChecked })},
		{Area: screens, Topic: "split selection", of: which("ignores ACLs", "honours ACLs", func(s *Switches) bool { return s.SplitChecked })},
		{Area: screens, Topic: "AgentTicketSearch", of: which("does not restrict types", "restricts types", func(s *Switches) bool { return s.SearchTypes })},
		{Area: screens, Topic: "AgentTicketMove", of: which("leaves its Action out of some calls", "passes its Action", func(s *Switches) bool { return s.MovePassesAction })},
		{Area: screens, Topic: "article actions in overviews", of: which("ask without the ticket", "ask with the ticket", func(s *Switches) bool { return s.OverviewTicketID })},
		{Area: screens, Topic: "AgentTicketProcess", of: which("leaves ActivityEntityID out of some calls", "passes ActivityEntityID", func(s *Switches) bool { return s.ProcessActivity })},
		{Area: screens, Topic: "process item of the tool bar", of: which("ignores ACLs", "honours ACLs", func(s *Switches) bool { return s.ToolBarProcess })},
		{Area: screens, Topic: "dynamic fields in AgentTicketBulk", of: which("not asked for", "asked for", func(s *Switches) bool { return s.BulkDynamicFields })},
		{Area: screens, Topic: "customer's process tickets", of: which("CustomerTicketProcess", "CustomerTicketMessage and CustomerTicketZoom", func(s *Switches) bool { return s.CustomerProcessMerged })},
		{Area: screens, Topic: "Form in process screens", of: which("not asked for", "asked for", func(s *Switches) bool { return s.ProcessForm })},
		{Area: screens, Topic: "action CustomerTicketZoomReply", of: which("unknown", "asked for", func(s *Switches) bool { return s.ZoomReply })},
		{Area: screens, Topic: "WebService fields", of: which("not reduced", "reduced", func(s *Switches) bool { return s.WebServiceFields })},

		{Area: files, Topic: "header of ZZZACL.pm", of: func(s *Switches) string { return s.Header }},
		{Area: files, Topic: "no-warnings line", of: func(s *Switches) string {
			if s.NoWarnings == "" {
				return "none"
			}
			return s.NoWarnings
		}},
		{Area: files, Topic: "end of Load", of: which("without return", "with return", func(s *Switches) bool { return s.Return })},
		{Area: files, Topic: "more blank lines at the end", of: func(s *Switches) string { return fmt.Sprint(s.BlankLines) }},
		{Area: files, Topic: "names are written in", of: each(func(s *Switches) Quoting { return s.NameQuoting }, "double quotes, which perl interpolates", "single quotes, backslashes as they are", "single quotes, backslashes escaped")},
		{Area: files, Topic: "names and comments are deployed", of: each(func(s *Switches) Sanitising { return s.Sanitising }, "as they are", "without quotes, backslashes and line breaks", "up to their first line")},
		{Area: files, Topic: "a broken configuration file", of: which("is skipped with a message: its ACLs are gone", "stops the whole system", func(s *Switches) bool { return s.BrokenFileDies })},
		{Area: files, Topic: "a configuration file without # VERSION:1.1", of: which("is loaded like others", "is evaluated as it stands", func(s *Switches) bool { return s.EvaluatesUnmarked })},

		{Area: editor, Topic: "export of all ACLs", of: which("valid and invalid ones", "invalid-temporarily ones too", func(s *Switches) bool { return s.ExportAllValidities })},
		{Area: editor, Topic: "a copy is named", of: each(func(s *Switches) CopyNaming { return s.CopyNaming }, "Name (Copy)", "Name (copy) 1")},
		{Area: editor, Topic: "a new ACL is", of: func(s *Switches) string {
			return map[int]string{0: "as the form says", 1: "valid", 3: "invalid-temporarily"}[s.NewACLValidity]
		}},
		{Area: editor, Topic: "saving without a change", of: which("asks for deployment", "does not", func(s *Switches) bool { return s.UnchangedSaveSkipped })},

		{Area: database, Topic: "table of groups", of: func(s *Switches) string { return s.GroupTable }},
		{Area: database, Topic: "table of agents", of: func(s *Switches) string { return s.UserTable }},
		{Area: database, Topic: "length of an ACL's name", of: func(s *Switches) string { return fmt.Sprint(s.NameMax) }},
		{Area: database, Topic: "group_user", of: which("without permission_value", "with permission_value", func(s *Switches) bool { return s.GroupUserValue })},
		{Area: database, Topic: "UserID 1 is called", of: func(s *Switches) string { return s.RootFirstname + " " + s.RootLastname }},
		{Area: database, Topic: "group timeaccounting_webservice", of: which("unknown", "of fresh installations", func(s *Switches) bool { return s.TimeAccounting })},
	}
}
