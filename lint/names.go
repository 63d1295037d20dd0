package lint

import (
	"strings"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
)

// nameRules are about names, the order that follows from them, and texts beside
// the rules.
func nameRules() []Rule {
	database := (*product.Target).HasEditor
	return []Rule{
		{
			ID: diag.OrderNotNumeric, Severity: diag.Warning,
			Title: "numbered names not evaluated by their numbers, where that matters",
			Text: "ACLs are evaluated in the order of their names, character by character: 100 comes before 20. Here another order would " +
				"give other answers: two ACLs can match together and change the same.\n\n" +
				"Give all numbers the same width: 020 instead of 20.",
			Bad:   Example{Marked: named("«100-nothing-else»", state("Possible", "open")) + named("20-not-closed", state("PossibleNot", "open"))},
			Good:  Example{Marked: named("100-nothing-else", state("Possible", "open")) + named("200-not-closed", state("PossibleNot", "open"))},
			check: check{set: orderNotNumeric},
		},
		{
			ID: diag.OrderMixedWidth, Severity: diag.Info,
			Title: "numbers of different width at the beginning of names",
			Text: "ACLs are evaluated in the order of their names, character by character, so that 1000 comes before 200. Today the order " +
				"makes no difference; with the next ACL it may.\n\n" +
				"Give all numbers the same width.",
			Bad:   Example{Marked: named("100-close", closes) + named("«1000-move»", moves) + named("200-note", closes)},
			Good:  Example{Marked: named("100-close", closes) + named("150-move", moves) + named("200-note", closes)},
			check: check{set: orderMixedWidth},
		},
		{
			ID: diag.OrderCase, Severity: diag.Warning,
			Title: "names not evaluated in the order in which people read them, where it matters",
			Text: "Names are compared by the codes of their characters: all capitals come before _, that before all small letters, and umlauts " +
				"behind z. Here another order would give other answers: two ACLs can match together and change the same.\n\n" +
				"Begin names with numbers of one width.",
			Bad:   Example{Marked: named("«Zoom»", state("Possible", "open")) + named("base", state("PossibleNot", "open"))},
			Good:  Example{Marked: named("Zoom", state("Possible", "open")) + named("Base", state("PossibleNot", "open"))},
			check: check{set: orderCase},
		},
		{
			ID: diag.NameScheme, Severity: diag.Warning, Off: true,
			Title: "names that do not follow the scheme",
			Text: "Names decide the order of evaluation. A scheme keeps it plain; unless .ticketacl.yaml has another one, a name begins " +
				"with three digits and a hyphen.",
			Bad:   Example{Marked: named("«close»", closes)},
			Good:  Example{Marked: named("100-close", closes)},
			check: check{acl: nameScheme},
		},
		{
			ID: diag.NameTooLong, Severity: diag.Error,
			Title: "a name longer than its column in the database",
			Text: "The column for names takes 200 characters, in OTOBO 191. The import of a longer one ends with an error of the database; a MySQL " +
				"that is not strict cuts it, and cut names may meet.\n\n" +
				"Shorten it.",
			Bad:   Example{Marked: named("«100-"+strings.Repeat("x", 188)+"»", closes)},
			Good:  Example{Marked: named("100-"+strings.Repeat("x", 187), closes)},
			On:    database,
			check: check{acl: nameTooLong},
		},
		{
			ID: diag.NameBreaksDeployment, Severity: diag.Error,
			Title: "a name that does not survive deployment",
			Text: "Deploying writes names into Perl code. Up to OTRS 5.0.11 they stand in double quotes, where Perl looks for variables " +
				"behind $ and @ and for escapes behind a backslash; later in single quotes, where a backslash at the end, or before a quote, spoils the " +
				"file. Perl then refuses it: up to OTRS 5 the system does not start, later no deployed ACL is in force. Znuny " +
				"since 6.0.44, 6.3.4 and 6.4.1 deletes quotes, backslashes and line breaks from names, and two names may become one. Everywhere else a line break of two " +
				"characters (CR and LF) becomes one.\n\n" +
				"Rename it: letters, digits, blanks, hyphens and the like are safe everywhere.",
			Bad:   Example{Target: "otrs-6.0", Marked: named(`«'100-C:\'»`, closes)},
			Good:  Example{Target: "otrs-6.0", Marked: named(`'100-C:/'`, closes)},
			On:    database,
			check: check{set: nameBreaksDeployment},
		},
		{
			ID: diag.TextTooLong, Severity: diag.Warning,
			Title: "a comment or description longer than its column in the database",
			Text: "The columns take 250 characters each. The import of a longer text ends with an error of the database; a MySQL that is not " +
				"strict cuts it.\n\n" +
				"Shorten it.",
			Bad:   Example{Marked: commented("«" + strings.Repeat("x", 251) + "»")},
			Good:  Example{Marked: commented(strings.Repeat("x", 250))},
			On:    database,
			check: check{acl: textTooLong},
		},
		{
			ID: diag.CommentBreaksDeployment, Severity: diag.Error,
			Title: "a comment or value that does not survive deployment",
			Text: "Deploying writes the comment into a comment of Perl code. Before OTOBO 10.0.17 and 10.1.5 and Znuny 6.0.44, 6.3.4 and 6.4.1 a line " +
				"break ends that, and the rest of the text becomes code. Where the text $VAR1 stands in the comment, the name of the ACL is " +
				"put there instead of into the assignment. Either way Perl refuses the file.\n\n" +
				"The text [empty] is deleted wherever it stands. An item that is nothing else is the way to write an empty one; in any " +
				"other text a piece is lost.",
			Bad:   Example{Target: "otrs-6.0", Marked: commented(`«"closed on Fridays\nask Jane"»`)},
			Good:  Example{Target: "otrs-6.0", Marked: commented(`"closed on Fridays, ask Jane"`)},
			Fix:   "joins the lines of a comment",
			On:    database,
			check: check{acl: commentBreaksDeployment, item: loseEmptyMark},
		},
		{
			ID: diag.ReservedName, Severity: diag.Warning,
			Title: "a name that the product uses itself",
			Text: "The module for parent and child tickets (CloseParentAfterClosedChilds) puts an ACL of its own name in place of any other " +
				"of that name once it is switched on. Znuny from 6.2.1 on makes ACLs named 10000-TicketAttributeRelations and so on of imported " +
				"attribute relations: one of the same name is replaced, and one that sorts between them works on lists that only some of " +
				"them have limited.\n\n" +
				"Rename it.",
			Bad:   Example{Marked: named("«CloseParentAfterClosedChilds»", closes)},
			Good:  Example{Marked: named("CloseParentAfterChildren", closes)},
			check: check{acl: reservedName, set: relationNames},
		},
		{
			ID: diag.CopyName, Severity: diag.Info,
			Title: "a copy that kept the name which the editor gave it",
			Text: "A copy sorts right behind its original and is evaluated right after it: what it limits is limited twice, and of two Possible " +
				"lists the copy's counts.\n\n" +
				"Give it a name that says what it is for, or remove it.",
			Bad:   Example{Marked: named("100-close", closes) + named("«100-close (copy) 1»", moves)},
			Good:  Example{Marked: named("100-close", closes) + named("100-close (phone)", moves)},
			check: check{set: copyNames},
		},
	}
}

// moves is another change of examples.
const moves = "  ConfigChange:\n    PossibleNot:\n      Action: [AgentTicketMove]\n"

// named is an ACL of an export that applies always.
func named(name, change string) string {
	return "- Name: " + name + "\n  ValidID: 1\n  ConfigMatch: ''\n" + change
}

func commented(comment string) string {
	return "- Name: 100-example\n  ValidID: 1\n  Comment: " + comment + "\n  ConfigMatch: ''\n" + closes
}

func state(section, item string) string {
	return "  ConfigChange:\n    " + section + ":\n      Ticket:\n        State: [" + item + "]\n"
}
