package lint

import (
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
)

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
			ID: diag.Unreadable, Severity: diag.Error,
			Title: "a file or folder that could not be read",
			Text:  "Reports for other programs tell of it, so that what was not looked at is not taken for clean. The run ends with exit code 3.",
		},
		{
			ID: diag.SQLSyntax, Severity: diag.Error,
			Title: "rows of an SQL dump that cannot be read",
			Text:  "The ACLs are rows of the table acl. Where a statement is not understood, or was cut off, its rows are left out.",
			Bad: Example{File: "acls.sql", Marked: "INSERT INTO acl (id, name, valid_id, config_match, config_change) VALUES\n" +
				"(1, '100-raw', 1, '', ''),\n«(2, '110-raw', 1, '')»;\n"},
			Good: Example{File: "acls.sql", Marked: "INSERT INTO acl (id, name, valid_id, config_match, config_change) VALUES\n" +
				"(1, '100-raw', 1, '', ''),\n(2, '110-raw', 1, '', '');\n"},
		},
		{
			ID: diag.BadValue, Severity: diag.Error,
			Title: "a ValidID or StopAfterMatch that is no number",
			Text: "The import refuses an entry whose ValidID or StopAfterMatch is no number, and one whose ValidID is 0 or empty; there are 1 (valid), 2 (invalid) and " +
				"3 (invalid-temporarily).",
			Bad:   Example{Marked: "- Name: '100-example'\n  ValidID: «valid»\n  ConfigMatch: ''\n" + closes},
			Good:  Example{Marked: "- Name: '100-example'\n  ValidID: 1\n  ConfigMatch: ''\n" + closes},
			On:    (*product.Target).HasEditor,
			check: check{acl: badValue},
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
			Bad:  Example{Marked: "- Name: '100-example'\n  ValidID: 1\n  ConfigMatch: ''   # «ticketacl:ignore null-item» there is none\n" + closes},
			Good: Example{Marked: "- Name: '100-example'\n  ValidID: 1\n  ConfigMatch: ''   # there is no null-item to ignore\n" + closes},
		},
		{
			ID: diag.BadIgnore, Severity: diag.Warning,
			Title: "an ignore without a reason, or of a rule that does not exist",
			Text: "An ignore is ticketacl:ignore, the name of a rule and a reason, in a comment in the line of the finding, in the line before it or at the head of the " +
				"ACL, or in the ACL's Comment or Description. Without a reason it counts for nothing: nobody could tell later whether it may go.",
			Bad:  Example{Marked: "- Name: '100-example'   # «ticketacl:ignore duplicate-item»\n  ValidID: 1\n  ConfigMatch: ''\n" + closes},
			Good: Example{Marked: "- Name: '100-example'   # ticketacl:ignore duplicate-item generated\n  ValidID: 1\n  ConfigMatch: ''\n  ConfigChange:\n    PossibleNot: {Action: [AgentTicketClose, AgentTicketClose]}\n"},
		},
	}
}

// badValue: the import takes digits, and of StopAfterMatch what is false too.
func badValue(p *pass, v *view) {
	if v.Form != acl.Export {
		return
	}
	refused := func(of *acl.Value, key, write string) {
		p.find(v, of.Span, key+" is "+shownName(of.Text)+": the import refuses the ACL", "write "+write)
	}
	digits := func(of *acl.Value) bool { return of.IsScalar() && strings.Trim(of.Text, "0123456789") == "" }
	if id := v.Meta.ValidID; id != nil && id.Kind != acl.Undef && (!id.IsTrue() || !digits(id)) {
		refused(id, "ValidID", "1, 2 or 3")
	}
	if stop := v.Meta.StopAfterMatch; stop.IsTrue() && stop.Kind != acl.Bool && !digits(stop) {
		refused(stop, "StopAfterMatch", "0 or 1")
	}
}
