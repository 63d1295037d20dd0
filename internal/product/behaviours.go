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
}

// Of tells what a target does in this respect.
func (b *Behaviour) Of(t *Target) string { return b.of(&t.Switches) }

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
	const engine, screens, files, editor, database = "engine", "screens", "files", "editor", "database"
	return []Behaviour{
		{engine, "several ACLs for one list", which("the last one that matches replaces what all before it did", "each builds on what those before it left",
			func(s *Switches) bool { return s.Accumulate })},
		{engine, "Possible and PossibleNot in one ACL", which("united: what Possible names and what PossibleNot does not name", "one after the other: Possible, PossibleAdd, PossibleNot",
			func(s *Switches) bool { return s.Accumulate })},
		{engine, "PossibleAdd", which("ignored", "gives values back", func(s *Switches) bool { return s.PossibleAdd })},
		{engine, "Action", which("a hash of 0 and 1 in Possible", "a list in every change section", func(s *Switches) bool { return s.ActionLists })},
		{engine, "questions besides Ticket", func(s *Switches) string { return listed(s.SpecialTypes.Names()) }},
		{engine, "ActivityDialog", which("items, as in every list", "sets of literal ids: the first allows, further ones intersect", func(s *Switches) bool { return s.DialogSets })},
		{engine, "Process", which("items, as in every list", "sets of literal ids: the first allows, further ones intersect", func(s *Switches) bool { return s.ProcessSets })},
		{engine, "areas of conditions", func(s *Switches) string { return listed(s.Sections.Names()) }},
		{engine, "PropertiesDatabase and User.Role", which("unknown: an ACL with PropertiesDatabase alone applies to everybody", "known", func(s *Switches) bool { return s.Database })},
		{engine, "what Properties looks at", which("the ticket as it is stored, and what the call names", "what the form sends, else what is stored", func(s *Switches) bool { return s.Overlay })},
		{engine, "modifiers", each(func(s *Switches) ModifierSet { return s.Modifiers }, "none: every item is a literal", "[RegExp] [regexp]", "[RegExp] [regexp] [Not] [NotRegExp] [Notregexp]")},
		{engine, "[Not] on lists such as roles", each(func(s *Switches) Negation { return s.NegationOnLists }, "not known", "[Not] never matches, [NotRegExp] where some element differs", "matches where no element is hit")},
		{engine, "unknown [Not… prefix", which("a literal", "always matches", func(s *Switches) bool { return s.NotAnything })},
		{engine, "PossibleNot of '' and 0", which("removes them", "never removes them", func(s *Switches) bool { return s.KeepsFalsy })},
		{engine, "attributes that are '' or 0", which("never match", "match", func(s *Switches) bool { return s.MatchesFalsy })},
		{engine, "undefined candidates and items", which("are the empty string", "match nothing", func(s *Switches) bool { return s.UndefMatchesNothing })},
		{engine, "gathering", func(s *Switches) string {
			switch {
			case s.GatherAll:
				return "everything"
			case s.AttributeRelations:
				return "everything, for the sake of the attribute relations"
			}
			return "what some ACL of the set asks for"
		}},
		{engine, "attribute relations", which("unknown", "act as ACLs named 10000-TicketAttributeRelations and up", func(s *Switches) bool { return s.AttributeRelations })},
		{engine, "free fields", each(func(s *Switches) FreeFields { return s.FreeFields }, "TicketFreeKey, TicketFreeText, TicketFreeTime", "dynamic fields, by the old names too", "dynamic fields only")},
		{engine, "DynamicField section of a stored 0", which("lacks it", "has it", func(s *Switches) bool { return s.KeepsZeroField })},
		{engine, "parameter NewQueueID", which("unknown", "fills Queue", func(s *Switches) bool { return s.NewQueueID })},
		{engine, "parameter NewStateID", which("unknown", "fills State", func(s *Switches) bool { return s.NewStateID })},
		{engine, "parameter ActivityEntityID", which("unknown", "fills Process", func(s *Switches) bool { return s.ActivityEntityID })},
		{engine, "parameter Service", which("by id only", "by id or name", func(s *Switches) bool { return s.ServiceByName })},
		{engine, "a call that brings nothing to look at", which("no ACL applies until one has looked for something", "ACLs without conditions apply", func(s *Switches) bool { return s.EmptySetsApply })},
		{engine, "type, service, SLA, responsible of tickets", which("unknown", "known", func(s *Switches) bool { return s.TicketKeys })},
		{engine, "archive flag of tickets", which("unknown", "known", func(s *Switches) bool { return s.ArchiveFlag })},
		{engine, "groups of agents who are not valid", which("none", "kept", func(s *Switches) bool { return s.InvalidAgentsKeepGroups })},
		{engine, "sub-type filter of ACL modules", which("without effect", "works", func(s *Switches) bool { return s.ModuleSubTypeFilter })},
		{engine, "debug lines of Possible for Action and the like", which("missing", "there", func(s *Switches) bool { return s.LogsEveryUse })},

		{screens, "owners and responsibles are compared by", each(func(s *Switches) UserNames { return s.UserLists }, "display name", "login")},
		{screens, "responsible in action screens is asked as", which("Responsible", "NewResponsible", func(s *Switches) bool { return s.NewResponsible })},
		{screens, "what a change asks again", which("every list", "what the deployed ACLs relate to it", func(s *Switches) bool { return s.Preselection })},
		{screens, "groups through the customer company", which("none", "granted", func(s *Switches) bool { return s.CompanyGroups })},
		{screens, "split selection", which("ignores ACLs", "honours ACLs", func(s *Switches) bool { return s.SplitChecked })},
		{screens, "AgentTicketSearch", which("does not restrict types", "restricts types", func(s *Switches) bool { return s.SearchTypes })},
		{screens, "AgentTicketMove", which("leaves its Action out of some calls", "passes its Action", func(s *Switches) bool { return s.MovePassesAction })},
		{screens, "article actions in overviews", which("ask without the ticket", "ask with the ticket", func(s *Switches) bool { return s.OverviewTicketID })},
		{screens, "AgentTicketProcess", which("leaves ActivityEntityID out of some calls", "passes ActivityEntityID", func(s *Switches) bool { return s.ProcessActivity })},
		{screens, "process item of the tool bar", which("ignores ACLs", "honours ACLs", func(s *Switches) bool { return s.ToolBarProcess })},
		{screens, "dynamic fields in AgentTicketBulk", which("not asked for", "asked for", func(s *Switches) bool { return s.BulkDynamicFields })},
		{screens, "customer's process tickets", which("CustomerTicketProcess", "CustomerTicketMessage and CustomerTicketZoom", func(s *Switches) bool { return s.CustomerProcessMerged })},
		{screens, "Form in process screens", which("not asked for", "asked for", func(s *Switches) bool { return s.ProcessForm })},
		{screens, "action CustomerTicketZoomReply", which("unknown", "asked for", func(s *Switches) bool { return s.ZoomReply })},
		{screens, "WebService fields", which("not reduced", "reduced", func(s *Switches) bool { return s.WebServiceFields })},

		{files, "header of ZZZACL.pm", func(s *Switches) string { return s.Header }},
		{files, "no-warnings line", func(s *Switches) string {
			if s.NoWarnings == "" {
				return "none"
			}
			return s.NoWarnings
		}},
		{files, "end of Load", which("without return", "with return", func(s *Switches) bool { return s.Return })},
		{files, "more blank lines at the end", func(s *Switches) string { return fmt.Sprint(s.BlankLines) }},
		{files, "names are written in", each(func(s *Switches) Quoting { return s.NameQuoting }, "double quotes, which perl interpolates", "single quotes, backslashes as they are", "single quotes, backslashes escaped")},
		{files, "names and comments are deployed", each(func(s *Switches) Sanitising { return s.Sanitising }, "as they are", "without quotes, backslashes and line breaks", "up to their first line")},
		{files, "a broken configuration file", which("is skipped with a message: its ACLs are gone", "stops the whole system", func(s *Switches) bool { return s.BrokenFileDies })},
		{files, "a configuration file without # VERSION:1.1", which("is loaded like others", "is evaluated as it stands", func(s *Switches) bool { return s.EvaluatesUnmarked })},

		{editor, "export of all ACLs", which("valid and invalid ones", "invalid-temporarily ones too", func(s *Switches) bool { return s.ExportAllValidities })},
		{editor, "a copy is named", each(func(s *Switches) CopyNaming { return s.CopyNaming }, "Name (Copy)", "Name (copy) 1")},
		{editor, "a new ACL is", func(s *Switches) string {
			return map[int]string{0: "as the form says", 1: "valid", 3: "invalid-temporarily"}[s.NewACLValidity]
		}},
		{editor, "saving without a change", which("asks for deployment", "does not", func(s *Switches) bool { return s.UnchangedSaveSkipped })},

		{database, "table of groups", func(s *Switches) string { return s.GroupTable }},
		{database, "table of agents", func(s *Switches) string { return s.UserTable }},
		{database, "length of an ACL's name", func(s *Switches) string { return fmt.Sprint(s.NameMax) }},
		{database, "group_user", which("without permission_value", "with permission_value", func(s *Switches) bool { return s.GroupUserValue })},
		{database, "UserID 1 is called", func(s *Switches) string { return s.RootFirstname + " " + s.RootLastname }},
		{database, "group timeaccounting_webservice", which("unknown", "of fresh installations", func(s *Switches) bool { return s.TimeAccounting })},
	}
}
