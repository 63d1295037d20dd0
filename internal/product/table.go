package product

import "slices"

// span is a range of patch levels of one product. A zero before means that the
// range is still open; a zero from, that it begins with the product.
type span struct {
	product string
	from    Version // first patch level
	before  Version // first patch level that is no longer part of it
}

func (s span) holds(product string, v Version) bool {
	return s.product == product && v.Compare(s.from) >= 0 &&
		(s.before == Version{} || v.Compare(s.before) < 0)
}

func within(spans []span, product string, v Version) bool {
	return slices.ContainsFunc(spans, func(s span) bool { return s.holds(product, v) })
}

// row says in which patch levels a behaviour is the newer one of a switch.
type row struct {
	behaviour string // as the reference names it
	set       func(*Switches)
	in        []span
}

// everywhere is OTRS from a patch level on with all its descendants, which were
// forked from later ones.
func everywhere(from Version) []span {
	return []span{{product: OTRS, from: from}, {product: CE}, {product: Znuny}, {product: OTOBO}}
}

func since(product string, major, minor, patch int) span {
	return span{product: product, from: Version{major, minor, patch}}
}

func between(product string, from, before Version) span {
	return span{product: product, from: from, before: before}
}

func switchesOf(product string, v Version) Switches {
	s := Switches{Schema: Schema{GroupTable: "groups", UserTable: "users", NameMax: 200}}
	for _, r := range switchRows() {
		if within(r.in, product, v) {
			r.set(&s)
		}
	}
	return s
}

// switchRows is the one place where products and patch levels differ. Later
// rows overrule earlier ones.
func switchRows() []row {
	return slices.Concat(engineRows(), screenRows(), fileRows(), editorRows())
}

func engineRows() []row {
	all := everywhere(Version{})
	return []row{
		{"sections", func(s *Switches) { s.Sections = FrontendSection | TicketSection | UserSection | QueueSection }, all},
		{"CustomerUser section", func(s *Switches) { s.Sections |= CustomerUserSection }, everywhere(Version{2, 3, 0})},
		{"Service section", func(s *Switches) { s.Sections |= ServiceSection }, everywhere(Version{2, 3, 5})},
		{"Type section", func(s *Switches) { s.Sections |= TypeSection }, everywhere(Version{3, 0, 0})},
		{"other sections", func(s *Switches) {
			s.Sections |= DynamicFieldSection | PrioritySection | SLASection | StateSection | OwnerSection | ResponsibleSection
		}, everywhere(Version{3, 1, 0})},
		{"Process section", func(s *Switches) { s.Sections |= ProcessSection }, everywhere(Version{3, 2, 0})},
		{"Properties sees the form", func(s *Switches) { s.Overlay = true }, everywhere(Version{3, 1, 0})},
		{"free fields", func(s *Switches) { s.FreeFields = FreeFieldsToo }, everywhere(Version{3, 1, 0})},
		{"free fields", func(s *Switches) { s.FreeFields = NoFreeFields }, everywhere(Version{3, 2, 0})},
		{"Service parameter", func(s *Switches) { s.ServiceByName = true }, everywhere(Version{3, 0, 0})},
		{"both data sets empty", func(s *Switches) { s.EmptySetsApply = true }, everywhere(Version{2, 3, 0})},
		{"archive flag", func(s *Switches) { s.ArchiveFlag = true }, everywhere(Version{2, 4, 0})},
		{"type, service, SLA and responsible", func(s *Switches) { s.TicketKeys = true }, everywhere(Version{2, 1, 0})},
		{"PropertiesDatabase and Role", func(s *Switches) { s.Database = true }, everywhere(Version{3, 1, 5})},
		{"scalar 0 matches", func(s *Switches) { s.MatchesFalsy = true }, everywhere(Version{2, 1, 0})},
		{"modifiers", func(s *Switches) { s.Modifiers = Patterns }, everywhere(Version{2, 4, 0})},
		{"modifiers", func(s *Switches) { s.Modifiers = Negations }, everywhere(Version{4, 0, 0})},
		{"invalid agents keep their groups", func(s *Switches) { s.InvalidAgentsKeepGroups = true }, []span{between(OTRS, Version{}, Version{3, 0, 0})}},
		{"ActivityDialog sets", func(s *Switches) { s.DialogSets = true }, []span{between(OTRS, Version{3, 2, 0}, Version{4, 0, 0})}},
		{"Process sets", func(s *Switches) { s.ProcessSets = true }, []span{between(OTRS, Version{3, 3, 0}, Version{4, 0, 0})}},
		{"undefined strings", func(s *Switches) { s.UndefMatchesNothing = true }, everywhere(Version{4, 0, 0})},
		{"several ACLs for one attribute", func(s *Switches) { s.Accumulate = true }, everywhere(Version{4, 0, 0})},
		{"PossibleAdd", func(s *Switches) { s.PossibleAdd = true }, everywhere(Version{4, 0, 0})},
		{"Action restriction", func(s *Switches) { s.ActionLists = true }, everywhere(Version{4, 0, 0})},
		{"remove falsy", func(s *Switches) { s.KeepsFalsy = true }, everywhere(Version{4, 0, 0})},
		{"negation on lists, broken", func(s *Switches) { s.NegationOnLists = OldNegation }, everywhere(Version{4, 0, 0})},
		{"negation on lists", func(s *Switches) { s.NegationOnLists = NewNegation }, everywhere(Version{5, 0, 13})},
		{"unknown [Not… prefix", func(s *Switches) { s.NotAnything = true }, everywhere(Version{5, 0, 13})},
		{"gathering everything", func(s *Switches) { s.GatherAll = true }, []span{between(OTRS, Version{}, Version{4, 0, 0})}},
		{"stored DF value 0", func(s *Switches) { s.KeepsZeroField = true }, everywhere(Version{5, 0, 18})},
		{"NewStateID parameter", func(s *Switches) { s.NewStateID = true }, everywhere(Version{5, 0, 22})},
		{"NewQueueID parameter", func(s *Switches) { s.NewQueueID = true }, everywhere(Version{6, 0, 19})},
		{"ActivityEntityID parameter", func(s *Switches) { s.ActivityEntityID = true }, everywhere(Version{6, 0, 24})},
		{"special types", func(s *Switches) { s.SpecialTypes |= ActionType }, all},
		{"ActivityDialog restriction", func(s *Switches) { s.SpecialTypes |= ActivityDialogType }, everywhere(Version{3, 2, 0})},
		{"Process restriction", func(s *Switches) { s.SpecialTypes |= ProcessType }, everywhere(Version{3, 3, 0})},
		{"Form", func(s *Switches) { s.SpecialTypes |= FormType }, []span{{product: OTOBO}}},
		{"FormStd", func(s *Switches) { s.SpecialTypes |= FormStdType }, []span{since(OTOBO, 10, 1, 0)}},
		{"Endpoint", func(s *Switches) { s.SpecialTypes |= EndpointType }, []span{since(OTRS, 7, 0, 0)}},
		{"module sub-type filter", func(s *Switches) { s.ModuleSubTypeFilter = true }, []span{since(Znuny, 7, 2, 0)}},
		{"debug lines of Possible for special types", func(s *Switches) { s.LogsEveryUse = true }, []span{{product: OTOBO}}},
		{"ACL modules from core", func(s *Switches) { s.AttributeRelations = true }, []span{since(Znuny, 6, 2, 1)}},
	}
}

func screenRows() []row {
	return []row{
		{"user lists by login", func(s *Switches) { s.UserLists = Logins }, []span{since(Znuny, 6, 4, 4)}},
		{"dynamic-field change values", func(s *Switches) { s.FieldKeys = true }, everywhere(Version{3, 2, 0})},
		{"NewResponsible", func(s *Switches) { s.NewResponsible = true }, []span{since(Znuny, 7, 2, 2)}},
		{"preselection", func(s *Switches) { s.Preselection = true }, []span{{product: OTOBO}}},
		{"customer-company group permissions", func(s *Switches) { s.CompanyGroups = true }, everywhere(Version{6, 0, 0})},
		{"action screens enforce Action ACLs when opened directly", func(s *Switches) { s.ActionChecked = true }, everywhere(Version{3, 1, 0})},
		{"customer screens enforce Action ACLs when opened directly", func(s *Switches) { s.CustomerActionChecked = true }, everywhere(Version{6, 0, 0})},
		{"split selection honours ACLs", func(s *Switches) { s.SplitChecked = true }, everywhere(Version{6, 0, 6})},
		{"AgentTicketSearch restricts types", func(s *Switches) { s.SearchTypes = true }, everywhere(Version{6, 0, 25})},
		{"AgentTicketMove passes its Action", func(s *Switches) { s.MovePassesAction = true }, []span{
			{product: OTRS}, {product: CE}, {product: Znuny},
			between(OTOBO, Version{10, 0, 22}, Version{10, 1, 0}),
			between(OTOBO, Version{10, 1, 11}, Version{11, 0, 0}),
			since(OTOBO, 11, 0, 6),
		}},
		{"article actions in overviews pass TicketID", func(s *Switches) { s.OverviewTicketID = true }, []span{
			since(Znuny, 6, 4, 3), since(OTOBO, 10, 1, 5),
		}},
		{"AgentTicketProcess passes ActivityEntityID", func(s *Switches) { s.ProcessActivity = true }, []span{since(Znuny, 6, 5, 1)}},
		{"process tool-bar item", func(s *Switches) { s.ToolBarProcess = true }, []span{
			between(Znuny, Version{6, 5, 7}, Version{7, 0, 0}), since(Znuny, 7, 0, 16),
		}},
		{"bulk dynamic fields", func(s *Switches) { s.BulkDynamicFields = true }, []span{since(Znuny, 7, 0, 0)}},
		{"CustomerTicketProcess merged", func(s *Switches) { s.CustomerProcessMerged = true }, []span{since(OTOBO, 10, 1, 0)}},
		{"Form in process screens", func(s *Switches) { s.ProcessForm = true }, []span{since(OTOBO, 11, 0, 0)}},
		{"CustomerTicketZoomReply", func(s *Switches) { s.ZoomReply = true }, []span{since(OTOBO, 11, 0, 0)}},
		{"reducible WebService fields", func(s *Switches) { s.WebServiceFields = true }, []span{{product: OTOBO}}},
	}
}

func fileRows() []row {
	return []row{
		{"header line", func(s *Switches) { s.Header = "# OTRS config file (automatically generated)" }, []span{{product: OTRS}, {product: CE}, {product: Znuny}}},
		{"header line", func(s *Switches) { s.Header = "# OTOBO config file (automatically generated)" }, []span{{product: OTOBO}}},
		{"no-warnings line", func(s *Switches) { s.NoWarnings = "no warnings 'redefine';" }, []span{since(OTRS, 4, 0, 0)}},
		{"no-warnings line", func(s *Switches) { s.NoWarnings = "no warnings 'redefine'; ## no critic" }, everywhere(Version{6, 0, 0})},
		{"no-warnings line", func(s *Switches) {
			s.NoWarnings = "no warnings 'redefine'; ## no critic qw(TestingAndDebugging::ProhibitNoWarnings)"
		}, []span{since(OTOBO, 10, 0, 9)}},
		{"return line", func(s *Switches) { s.Return = true }, everywhere(Version{6, 0, 0})},
		{"blank lines", func(s *Switches) { s.BlankLines = 2 }, []span{since(OTOBO, 10, 1, 5)}},
		{"name quoting", func(s *Switches) { s.NameQuoting = SingleQuotes }, everywhere(Version{5, 0, 12})},
		{"name quoting", func(s *Switches) { s.NameQuoting = EscapedSingleQuotes; s.Sanitising = FirstLine }, []span{
			between(OTOBO, Version{10, 0, 17}, Version{10, 1, 0}), since(OTOBO, 10, 1, 5),
		}},
		{"sanitised ZZZACL.pm", func(s *Switches) { s.Sanitising = DeleteCharacters }, []span{
			between(Znuny, Version{6, 0, 44}, Version{6, 1, 0}),
			between(Znuny, Version{6, 3, 4}, Version{6, 4, 0}),
			since(Znuny, 6, 4, 1),
		}},
		{"unmarked files are evaluated", func(s *Switches) { s.EvaluatesUnmarked = true }, []span{between(OTRS, Version{}, Version{6, 0, 0})}},
		{"broken ZZZ file", func(s *Switches) { s.BrokenFileDies = true }, []span{between(OTRS, Version{3, 0, 0}, Version{6, 0, 0})}},
	}
}

func editorRows() []row {
	return []row{
		{"export validity", func(s *Switches) { s.ExportAllValidities = true }, everywhere(Version{6, 0, 5})},
		{"copy naming", func(s *Switches) { s.CopyNaming = CopyCounter }, everywhere(Version{6, 0, 0})},
		{"new ACL default validity", func(s *Switches) { s.NewACLValidity = 1 }, []span{{product: OTOBO}}},
		{"new ACL default validity", func(s *Switches) { s.NewACLValidity = 3 }, []span{since(OTOBO, 11, 0, 0)}},
		{"unchanged ACL no longer re-saved", func(s *Switches) { s.UnchangedSaveSkipped = true }, []span{since(OTOBO, 10, 1, 5)}},
		{"group table name", func(s *Switches) { s.GroupTable = "permission_groups" }, []span{since(Znuny, 6, 1, 1)}},
		{"group table name", func(s *Switches) { s.GroupTable = "groups_table" }, []span{{product: OTOBO}}},
		{"name lengths", func(s *Switches) { s.NameMax = 191 }, []span{{product: OTOBO}}},
		{"group_user permission_value", func(s *Switches) { s.GroupUserValue = true }, []span{between(OTRS, Version{}, Version{6, 0, 0})}},
		{"name of UserID 1", func(s *Switches) { s.RootFirstname, s.RootLastname = "Admin", "OTRS" }, []span{{product: OTRS}, {product: CE}, {product: Znuny}}},
		{"name of UserID 1", func(s *Switches) { s.RootFirstname, s.RootLastname = "-", "-" }, []span{{product: OTOBO}}},
		{"stock groups", func(s *Switches) { s.TimeAccounting = true }, []span{since(Znuny, 7, 0, 0)}},
		{"users table", func(s *Switches) { s.UserTable = "system_user" }, []span{between(OTRS, Version{}, Version{2, 3, 0})}},
	}
}
