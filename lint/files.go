package lint

import (
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
)

// fileRules are about files: what the system does not read, does not run, or
// deploys as something that Perl refuses.
func fileRules() []Rule {
	database := (*product.Target).HasEditor
	return []Rule{
		{
			ID: diag.YAMLRoot, Severity: diag.Error,
			Title: "an export that is no list of ACLs",
			Text: "The import wants a list, even of one ACL, and refuses anything else as a whole. Of several documents in one file it reads " +
				"the last one.\n\n" +
				"Write '- ' before the first line of each ACL, and all ACLs into one list.",
			Bad:  Example{Marked: "«»Name: 100-example\nValidID: 1\nConfigMatch: ''\nConfigChange:\n  PossibleNot:\n    Action: [AgentTicketClose]\n"},
			Good: Example{Marked: named("100-example", closes)},
		},
		{
			ID: diag.EmptyConfig, Severity: diag.Error,
			Title: "an empty hash as ConfigMatch",
			Text: "The import takes a hash with something in it, or what is false. An empty hash is neither, and it refuses the ACL. OTRS 3.3 " +
				"does so with ConfigChange too.\n\n" +
				"Write '' where there is nothing, as the system's own exports do.",
			Bad:   Example{Marked: "- Name: 100-example\n  ValidID: 1\n  ConfigMatch: «{}»\n" + closes},
			Good:  Example{Marked: "- Name: 100-example\n  ValidID: 1\n  ConfigMatch: ''\n" + closes},
			On:    database,
			Fix:   "writes ''",
			check: check{acl: emptyConfig},
		},
		{
			ID: diag.MissingValidity, Severity: diag.Warning,
			Title: "an ACL without ValidID",
			Text: "The import takes it for valid, and the next deployment puts it into force.\n\n" +
				"Write ValidID: 1 if that is meant, 2 (invalid) or 3 (invalid-temporarily) if not.",
			Bad:  Example{Marked: "- Name: «100-example»\n  ConfigMatch: ''\n" + closes},
			Good: Example{Marked: named("100-example", closes)},
			Fix:  "writes ValidID: 1, which the import assumes",
		},
		{
			ID: diag.YAMLAlias, Severity: diag.Error,
			Title: "an anchor that is used inside the ACL that has it",
			Text: "The import stores what anchor and alias share as shared, and deploying writes a reference to $VAR1 in its second place. There is no " +
				"such variable in the deployed file: Perl refuses it. Up to OTRS 5 the system then does not start, later none of its " +
				"ACLs is in force. Between two ACLs, or between ConfigMatch and ConfigChange of one, nothing is shared after the import.\n\n" +
				"Write the list twice.",
			Bad:   example("    Properties:\n      Ticket:\n        Queue: &q [Raw]\n      Queue:\n        Name: «*q»\n", closes),
			Good:  example("    Properties:\n      Ticket:\n        Queue: &q [Raw]\n      Queue:\n        Name: [Raw]\n", closes),
			Fix:   "writes a list of plain items out",
			check: check{acl: sharedInside},
		},
		{
			ID: diag.OldEntityID, Severity: diag.Warning,
			Title: "the id of a process, activity or dialog in the form of OTRS 3",
			Text: "OTRS 4 gave processes and their parts new ids (Process- and 32 hexadecimal digits) and rewrote the ACLs in the database, but not those in " +
				"files and exports. The old ids P1, A1 and AD1 belong to nothing any more: a condition on one never holds, and in a change it " +
				"hits nothing.\n\n" +
				"Write the new id, as the process management shows it.",
			Bad:  example("    Properties:\n      Process:\n        ProcessEntityID: [«P14»]\n", closes),
			Good: example("    Properties:\n      Process:\n        ProcessEntityID: [Process-0123456789abcdef0123456789abcdef]\n", closes),
			// The release that turned the hash of actions into a list turned the ids too.
			On:    func(t *product.Target) bool { return t.Switches.ActionLists },
			check: check{item: oldEntityID},
		},
		{
			ID: diag.PerlSyntax, Severity: diag.Error,
			Title: "what perl refuses",
			Text: "Perl refuses a file as a whole at the first mistake in it. Without Kernel/Config.pm no system starts, and up to OTRS 5 none without " +
				"any file of Kernel/Config/Files; later none of such a file's ACLs is in force.\n\n" +
				"What is plainly meant is read as if it were right, so that one run names all mistakes.",
			Bad:  Example{File: "acl.pm", Marked: inPerl("        Queue «=» { Name => ['Raw'] },\n")},
			Good: Example{File: "acl.pm", Marked: inPerl("        Queue => { Name => ['Raw'] },\n")},
			Fix:  "writes what is plainly meant: a comma, =>, or the # of a comment",
		},
		{
			ID: diag.ConcatenatedItems, Severity: diag.Warning,
			Title: "a dot between two items of a list",
			Text: "The dot joins two strings to one, which no value is equal to. A comma was meant, or a long text in two parts.\n\n" +
				"Write a comma.",
			Bad:  Example{File: "acl.pm", Marked: inPerl("        Queue => { Name => [\n            'Raw'«.»\n            'Junk',\n        ] },\n")},
			Good: Example{File: "acl.pm", Marked: inPerl("        Queue => { Name => [\n            'Raw',\n            'Junk',\n        ] },\n")},
			Fix:  "writes a comma",
		},
		{
			ID: diag.DynamicPerl, Severity: diag.Info,
			Title: "ACLs, or parts of them, that code computes",
			Text: "What a variable, a loop or a function puts there is known to the running system alone. Such ACLs are left out of what is written, and " +
				"answers that depend on them are undetermined.",
			Bad:  Example{File: "acl.pm", Marked: "my $Queue = «ReadIt()»;\n" + inPerl("        Queue => { Name => [$Queue] },\n")},
			Good: Example{File: "acl.pm", Marked: "my $Queue = 'Raw';\n" + inPerl("        Queue => { Name => [$Queue] },\n")},
		},
		{
			ID: diag.PackageName, Severity: diag.Error,
			Title: "a configuration file that the system does not load",
			Text: "A file of Kernel/Config/Files must be a package named after its path, with a function Load, and end with a true value. Otherwise the " +
				"system goes on without it, or up to OTRS 5 does not start. Snippets without a package work up to OTRS 5 only.",
			Bad:   Example{File: "Kernel/Config/Files/ZZZMine.pm", Marked: configFile("«package Kernel::Config::Files::Mine»")},
			Good:  Example{File: "Kernel/Config/Files/ZZZMine.pm", Marked: configFile("package Kernel::Config::Files::ZZZMine")},
			Fix:   "writes 1; at the end",
			check: check{file: notRun},
		},
		{
			ID: diag.VersionMarker, Severity: diag.Warning,
			Title: "a configuration file without the mark of its format",
			Text: "Up to OTRS 5 a file of Kernel/Config/Files whose first eight lines do not have the line # VERSION:1.1 is evaluated as it " +
				"stands, and its function Load is never called. From OTRS 6 on the line means nothing.",
			Bad:   Example{Target: "otrs-5.0", File: "Kernel/Config/Files/ZZZMine.pm", Marked: "«»# own ACLs\n" + configFile("package Kernel::Config::Files::ZZZMine")},
			Good:  Example{Target: "otrs-5.0", File: "Kernel/Config/Files/ZZZMine.pm", Marked: "# VERSION:1.1\n" + configFile("package Kernel::Config::Files::ZZZMine")},
			On:    func(t *product.Target) bool { return t.Switches.EvaluatesUnmarked },
			Fix:   "writes the line",
			check: check{file: notRun},
		},
		{
			ID: diag.LoadOrder, Severity: diag.Warning,
			Title: "files and assignments that override, wipe or lose to others",
			Text: "The system loads Kernel/Config.pm, then the files of Kernel/Config/Files in the order of their names, those with Ticket in " +
				"their path first, then Kernel/Config.pm again. Of one name the last ACL counts; an assignment to all of TicketAcl throws away what " +
				"was there, deployed ACLs too.\n\n" +
				"Assign each ACL by its name, and give it a name that nothing else has.",
			Bad: Example{File: "Config.pm", Marked: "$Self->{TicketAcl}->{'100-a'} = { PossibleNot => { Action => ['AgentTicketClose'] } };\n" +
				"«$Self->{TicketAcl}» = { '110-b' => { PossibleNot => { Action => ['AgentTicketMove'] } } };\n"},
			Good: Example{File: "Config.pm", Marked: "$Self->{TicketAcl}->{'100-a'} = { PossibleNot => { Action => ['AgentTicketClose'] } };\n" +
				"$Self->{TicketAcl}->{'110-b'} = { PossibleNot => { Action => ['AgentTicketMove'] } };\n"},
		},
		{
			ID: diag.InvalidACL, Severity: diag.Info,
			Title: "an ACL that is not valid",
			Text: "Only ACLs with ValidID 1 are deployed. This one is stored and does nothing, and what is said about it is mere " +
				"information.",
			Bad:   Example{Marked: "- Name: 100-example\n  ValidID: «2»\n  ConfigMatch: ''\n" + closes},
			Good:  Example{Marked: named("100-example", closes)},
			check: check{acl: invalidACL},
		},
	}
}

// inPerl is an assignment of one ACL with conditions.
func inPerl(conditions string) string {
	return "$Self->{TicketAcl}->{'100-example'} = {\n    Properties => {\n" + conditions + "    },\n    PossibleNot => { Action => ['AgentTicketClose'] },\n};\n"
}

// configFile is a file of Kernel/Config/Files.
func configFile(pkg string) string {
	return pkg + ";\nuse strict;\nuse warnings;\nsub Load {\n    my ($File, $Self) = @_;\n" + inPerl("        Queue => { Name => ['Raw'] },\n") + "}\n1;\n"
}
