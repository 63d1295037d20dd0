package lint

import (
	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/product"
)

// modifierRules are about single items: what stands before the text, and the
// patterns behind it.
func modifierRules() []Rule {
	return []Rule{
		{
			ID: diag.UnknownModifier, Severity: diag.Error,
			Title: "a misspelt modifier, or one that the target does not know",
			Text: "Modifiers are read in exactly this spelling: [Not], [RegExp], [regexp], [NotRegExp] and [Notregexp]. An item that begins " +
				"with anything else is compared as it stands, brackets and all, and equals no value. From OTRS 5.0.13 on, and on Znuny and " +
				"OTOBO, an item that begins with [Not and is none of these matches every value instead: its condition always holds, in PossibleNot it removes " +
				"everything. Negations came with OTRS 4, patterns with OTRS 2.4; before, all of these are plain texts. The small letters in [regexp] and " +
				"[Notregexp] mean that case is ignored.\n\n" +
				"A blank behind the bracket belongs to the text or the pattern: nothing equals ' Raw', and ' ^Raw' hits nothing.",
			Bad:   example("    Properties:\n      Ticket:\n        Queue: [«'[RegEx]^Raw'»]\n", closes),
			Good:  example("    Properties:\n      Ticket:\n        Queue: ['[RegExp]^Raw']\n", closes),
			Fix:   "corrects the spelling, where only one modifier can be meant",
			check: check{item: unknownModifier},
		},
		{
			ID: diag.NegationTautology, Severity: diag.Error,
			Title: "several negations, or an item and its negation, in one list",
			Text: "One item of a list is enough. What is not Raw or not Junk is everything: a condition with both always holds where the attribute is set at all, " +
				"Possible with both keeps everything, PossibleNot removes everything. The same goes for an item beside its own negation. Of roles, groups and " +
				"other lists each item looks at all elements: two negations fail only where both elements are there.\n\n" +
				"Write one negation of all: [NotRegExp]^(Raw|Junk)$.",
			Bad:   example("    Properties:\n      Ticket:\n        Queue: ['[Not]Raw', «'[Not]Junk'»]\n", closes),
			Good:  example("    Properties:\n      Ticket:\n        Queue: ['[NotRegExp]^(Raw|Junk)$']\n", closes),
			On:    knowsNegations,
			Fix:   "joins a list of nothing but [Not] into one [NotRegExp]",
			check: check{list: negationTautology},
		},
		{
			ID: diag.NegationOnList, Severity: diag.Warning,
			Title: "a negation on roles, groups or another list",
			Text: "From OTRS 4 to 5.0.12 negations do not work on attributes that are lists. [Not] never matches one, whatever is in it; " +
				"[NotRegExp] matches where some element is not hit, and not where none is.\n\n" +
				"List the roles or groups that are meant, or update.",
			Bad:   Example{Target: "otrs-5.0.8", Marked: example("    Properties:\n      User:\n        Role: [«'[Not]admin'»]\n", closes).Marked},
			Good:  Example{Target: "otrs-5.0.8", Marked: example("    Properties:\n      User:\n        Role: ['agent']\n", closes).Marked},
			On:    func(t *product.Target) bool { return t.Switches.NegationOnLists == product.OldNegation },
			check: check{item: negationOnList},
		},
		{
			ID: diag.NegationUndefined, Severity: diag.Info,
			Title: "a negation on something that may not be set",
			Text: "What is not set matches no item, a negated one neither: [Not]Gold on the service does not hold for a ticket without any. Where such tickets are meant too, a condition " +
				"cannot say so; write one ACL for all tickets, and a second that brings back what the first took from those that have the value.",
			Bad:   example("    Properties:\n      Ticket:\n        Service: [«'[Not]Gold'»]\n", closes),
			Good:  example("    Properties:\n      Ticket:\n        Queue: ['[Not]Gold']\n", closes),
			On:    knowsNegations,
			check: check{list: negationUndefined},
		},
		{
			ID: diag.InvalidPattern, Severity: diag.Error,
			Title: "a pattern that perl refuses",
			Text: "Perl compiles a pattern when it first compares it with a value, and dies on this one. In a condition every screen that asks ACLs ends with " +
				"an error as soon as it comes to the item; in a change, the screen that asks for the list.",
			Bad:   example("    Properties:\n      Ticket:\n        Queue: [«'[RegExp]^(Raw'»]\n", closes),
			Good:  example("    Properties:\n      Ticket:\n        Queue: ['[RegExp]^(Raw)']\n", closes),
			On:    knowsPatterns,
			check: check{item: invalidPattern},
		},
		{
			ID: diag.EmptyPattern, Severity: diag.Error,
			Title: "a modifier without a pattern behind it",
			Text: "Perl takes an empty pattern for the last one that matched anywhere in its process. What the item matches changes from one page to the next.\n\n" +
				"Write the pattern; '' for the empty value, [RegExp]. for any other.",
			Bad:   example("    Properties:\n      Ticket:\n        Queue: [«'[RegExp]'»]\n", closes),
			Good:  example("    Properties:\n      Ticket:\n        Queue: ['[RegExp].']\n", closes),
			On:    knowsPatterns,
			check: check{item: emptyPattern},
		},
		{
			ID: diag.UnanchoredPattern, Severity: diag.Warning, Off: true, Shown: true,
			Title: "a pattern that may stand anywhere in a value",
			Text: "A pattern hits a value wherever it is found in it: [RegExp]HW hits XHW, and [RegExp]low hits slow. A pattern that has ^, $, \\b or .* " +
				"says where it has to stand.\n\n" +
				"Switched on, the rule names every pattern that has none of these. Where an inventory is given it speaks without being asked, but " +
				"only of patterns that hit one name as a word and another inside one.",
			Bad:   example("    Properties:\n      Ticket:\n        Queue: [«'[RegExp]HW'»]\n", closes),
			Good:  example("    Properties:\n      Ticket:\n        Queue: ['[RegExp]^HW']\n", closes),
			On:    knowsPatterns,
			check: check{item: unanchoredPattern},
		},
		{
			ID: diag.UnescapedMetacharacter, Severity: diag.Warning,
			Title: "a name as a pattern, with characters in it that mean something there",
			Text: "In a pattern + repeats what is before it, . is any character, | separates alternatives, and brackets and parentheses group: " +
				"[RegExp]^pending auto close+$ hits 'pending auto closeee', not the state of that name, and without the $ it hits 'pending auto close-' too. The rule speaks of patterns that are, taken " +
				"literally, the name of something that the system has, or that the ACLs name elsewhere.\n\n" +
				"Write a backslash before such a character, or the name alone, without [RegExp].",
			Bad:   example("    Properties:\n      Ticket:\n        State: [«'[RegExp]^pending auto close+$'»]\n", closes),
			Good:  example("    Properties:\n      Ticket:\n        State: ['[RegExp]^pending auto close\\+$']\n", closes),
			On:    knowsPatterns,
			Fix:   "writes a backslash before each such character",
			check: check{item: unescapedMetacharacter},
		},
		{
			ID: diag.PatternWithoutModifier, Severity: diag.Warning,
			Title: "a pattern without [RegExp] before it",
			Text:  "Without a modifier an item is compared as it stands, and no value is ^Raw or HW::.*; the item matches nothing.",
			Bad:   example("    Properties:\n      Ticket:\n        Queue: [«'^Raw'»]\n", closes),
			Good:  example("    Properties:\n      Ticket:\n        Queue: ['[RegExp]^Raw']\n", closes),
			On:    knowsPatterns,
			Fix:   "writes [RegExp] before it",
			check: check{item: patternWithoutModifier},
		},
		{
			ID: diag.SuspiciousClass, Severity: diag.Warning,
			Title: "a group or a word inside [^…]",
			Text: "Brackets stand for one character: [^(Raw|Junk)] is any character but ( R a w | J u n k and ), not any word but these two. So ^[^Raw] leaves out what begins with R, a " +
				"or w.\n\nFrom OTRS 4 on [NotRegExp]^(Raw|Junk)$ matches all but the two; everywhere [RegExp]^(?!(Raw|Junk)$) does.",
			Bad:   example("    Properties:\n      Ticket:\n        Queue: [«'[RegExp]^[^(Raw|Junk)]'»]\n", closes),
			Good:  example("    Properties:\n      Ticket:\n        Queue: ['[RegExp]^(?!(Raw|Junk)$)']\n", closes),
			On:    knowsPatterns,
			check: check{item: suspiciousClass},
		},
		{
			ID: diag.NeedlessPattern, Severity: diag.Info,
			Title: "a pattern that one plain item says as well",
			Text: "A pattern that is anchored at both ends, and is nothing but a text in between, hits that text alone; the text without [RegExp] does so too, " +
				"and reads better. ($ also stands before a line break at the end. Names have none: what is typed into a form is cut at both ends. Of fields that may, " +
				"such as the title, the rule is silent.)",
			Bad:   example("    Properties:\n      Ticket:\n        Queue: [«'[RegExp]^Raw$'»]\n", closes),
			Good:  example("    Properties:\n      Ticket:\n        Queue: ['[RegExp]^Raw']\n", closes),
			On:    knowsPatterns,
			Fix:   "writes the text alone",
			check: check{item: needlessPattern},
		},
		{
			ID: diag.SlowPattern, Severity: diag.Warning,
			Title: "a pattern that can take exponential time",
			Text: "Where a value can be cut into rounds of a repetition in many ways, perl tries all of them before it says no, and each character more doubles their number: for a value of 60 " +
				"characters the web server's process hangs. Perl remembers where a repetition without an upper bound has failed, so ^(\\w+\\s?)+$ is quick, and only information. It " +
				"cannot where the number of rounds counts, as in ^(\\w+\\s?){2,60}$, in whatever such a repetition repeats, or where a back reference or a condition follows.\n\n" +
				"Make each round begin or end with something that it has nowhere else.",
			Bad:   example("    Properties:\n      Ticket:\n        Queue: [«'[RegExp]^(?:\\w+\\s?){2,60}$'»]\n", closes),
			Good:  example("    Properties:\n      Ticket:\n        Queue: ['[RegExp]^(?:\\w+\\s){2,60}$']\n", closes),
			On:    knowsPatterns,
			check: check{item: slowPattern},
		},
		{
			ID: diag.UnsupportedPattern, Severity: diag.Info,
			Title: "a pattern that ticketacl cannot decide",
			Text: "The system takes the pattern. But what perl makes of it cannot be reproduced exactly here, so whatever depends on it is undetermined in simulations, " +
				"and other rules are silent about it.",
			Bad:   example("    Properties:\n      Ticket:\n        Queue: [«'[RegExp]^(?=\\w*)Raw'»]\n", closes),
			Good:  example("    Properties:\n      Ticket:\n        Queue: ['[RegExp]^(?=\\w+)Raw']\n", closes),
			On:    knowsPatterns,
			check: check{item: unsupportedPattern},
		},
	}
}

func knowsNegations(t *product.Target) bool { return t.Switches.Modifiers == product.Negations }

func knowsPatterns(t *product.Target) bool { return t.Switches.Modifiers != product.NoModifiers }
