package lint

import "github.com/ticketacl/ticketacl/internal/diag"

// machineryRules are those that readers of files speak of beside the catalogue,
// and those about ignores.
func machineryRules() []Rule {
	return []Rule{
		{
			ID: diag.YAMLSyntax, Severity: diag.Error,
			Title: "what YAML::XS refuses",
			Text:  "The system reads exports with YAML::XS, which ends at the first mistake: it refuses the file, and nothing is imported.",
			Bad:   Example{Marked: "- Name: '100-example'\n  ValidID: 1\n  «@»Comment: x\n"},
			Good:  Example{Marked: "- Name: '100-example'\n  ValidID: 1\n  Comment: x\n" + closes},
		},
		{
			ID: diag.SQLSyntax, Severity: diag.Error,
			Title: "rows of an SQL dump that cannot be read",
			Text:  "The ACLs are rows of the table acl. Where a statement is not understood, or was cut off, its rows are left out.",
		},
		{
			ID: diag.BadValue, Severity: diag.Error,
			Title: "a value that the system, or this program, does not take",
			Text:  "A number, a time or a word was expected that is not there.",
		},
		{
			ID: diag.MissingName, Severity: diag.Error,
			Title: "an ACL without a name",
			Text:  "The import refuses an entry without Name, or with one that is false for Perl (empty, 0).",
			Bad:   Example{Marked: "- Name: «''»\n  ValidID: 1\n  ConfigMatch: ''\n" + closes},
			Good:  Example{Marked: "- Name: '1'\n  ValidID: 1\n  ConfigMatch: ''\n" + closes},
		},
		{
			ID: diag.SkippedEntry, Severity: diag.Warning,
			Title: "an entry that is no ACL",
			Text:  "The import skips what is empty or no hash, without a word.",
			Bad:   Example{Marked: "- Name: '100-example'\n  ValidID: 1\n  ConfigMatch: ''\n" + closes + "- «{}»\n"},
			Good:  Example{Marked: "- Name: '100-example'\n  ValidID: 1\n  ConfigMatch: ''\n" + closes},
		},
		{
			ID: diag.UnusedIgnore, Severity: diag.Warning,
			Title: "an ignore that nothing was ignored by",
			Text: "A comment, a marker in an ACL's comment or description, or an entry of the project file wants a rule ignored that finds " +
				"nothing there. It hides what may come, and can go.",
		},
		{
			ID: diag.BadIgnore, Severity: diag.Warning,
			Title: "an ignore without a reason, or of a rule that does not exist",
			Text: "An ignore is ticketacl:ignore, the name of a rule and a reason, in a comment in the line of the finding, in the line before it or at the head of the " +
				"ACL, or in the ACL's Comment or Description. Without a reason it counts for nothing: nobody could tell later whether it may go.",
		},
	}
}
