package report

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// The words that text, Markdown and HTML share.

// title names the migration.
func (m *Migration) title() string {
	return "Migration of " + strings.Join(m.Sources, ", ") + " from " + m.From + " to " + m.To
}

// facts are what was migrated and with what, in sentences.
func (m *Migration) facts() []string {
	c := &m.ACLs
	out := []string{}
	if m.Incomplete {
		out = append(out, "The source could not be read in full: what could be read is migrated, and nothing is said of the rest.")
	}
	if c.Source == 0 && c.Relations == 0 {
		return append(out, "There are no ACLs in it.")
	}
	words := Plural(c.Source, "ACL")
	if c.Relations > 0 {
		words += " and " + Plural(c.Relations, "attribute relation")
	}
	if c.Deployed < c.Source {
		words += fmt.Sprintf(", of which %d take part", c.Deployed)
	}
	switch {
	case c.Rewritten == 0:
		words += ": nothing has to be rewritten"
	default:
		words += fmt.Sprintf(": %d rewritten, %d as before", c.Rewritten, c.Same)
	}
	if c.Result != c.Source || c.Rewritten > 0 {
		words += fmt.Sprintf("; %s in the new set", Plural(c.Result, "ACL"))
	}
	out = append(out, words+".")
	if len(c.Off) > 0 {
		out = append(out, "Switched off: "+someNames(c.Off)+".")
	}
	if len(c.LeftOut) > 0 {
		out = append(out, "Not in the new set, since code makes them: "+someNames(c.LeftOut)+".")
	}
	if m.ValidID != 1 && (m.Form == "yaml" || m.Form == "json") {
		out = append(out, "All are written switched off (ValidID "+fmt.Sprint(m.ValidID)+"), so that an import changes nothing.")
	}
	if m.Backwards {
		out = append(out, m.To+" is older than "+m.From+" and can say less.")
	}
	if m.Literal {
		out = append(out, "Words alone were translated, as asked: nothing was done about the way in which ACLs combine.")
	}
	switch {
	case m.FromInventory == "" && m.ToInventory == "":
		out = append(out, "Nobody said what exists in the two systems: fresh installations were assumed. With inventories more can be translated and proved.")
	case m.FromInventory == "":
		out = append(out, "Nobody said what exists in the old system: it was taken for the new one ("+m.ToInventory+").")
	case m.ToInventory == "":
		out = append(out, "Nobody said what exists in the new system: it was taken for the old one ("+m.FromInventory+").")
	default:
		out = append(out, "What exists was taken from "+m.FromInventory+" (old system) and "+m.ToInventory+" (new).")
	}
	return out
}

// whole reports whether nothing differs, in whatever conditions tell apart.
func (p *MigrationProof) whole() bool {
	return p.Complete && p.Differing == 0 && p.Undetermined == 0
}

// verdict is the proof in one sentence.
func (p *MigrationProof) verdict() string {
	tried := p.tried()
	var named []string
	for _, c := range p.Classes {
		named = append(named, c.Title)
	}
	doubtful := ""
	if p.Undetermined > 0 {
		doubtful = fmt.Sprintf(" In %d more nobody can tell.", p.Undetermined)
	}
	switch {
	case p.Scenarios == 0:
		return "No scenario could be made in which an ACL has a say: there is nothing to differ."
	case len(p.Unnamed) > 0:
		return fmt.Sprintf("NOT PROVED: in %s something differs that no class names. %s", Plural(p.UnnamedIn, "scenario"), tried) + doubtful
	case p.Differing > 0 && len(named) == 0:
		return fmt.Sprintf("In %s something may differ, which nobody can tell for certain; nothing else does. %s", Plural(p.Differing, "scenario"), tried) + doubtful
	case p.Differing > 0:
		return fmt.Sprintf("In %s something differs, each time for a reason that this report names: %s. %s", Plural(p.Differing, "scenario"), strings.Join(named, "; "), tried) + doubtful
	}
	if !p.Complete {
		return "No difference was found, in a part of all scenarios. " + tried + doubtful
	}
	return "Nothing differs. " + tried + doubtful
}

// tried says how much was simulated.
func (p *MigrationProof) tried() string {
	people := Plural(p.People, "person")
	if p.People != 1 {
		people = fmt.Sprintf("%d people", p.People)
	}
	return fmt.Sprintf("%s of %s on %s were simulated on both sides, %s.", Plural(p.Scenarios, "scenario"), people, Plural(p.Screens, "screen"), Plural(p.Calls, "question"))
}

// bounds say what the proof does not cover.
func (p *MigrationProof) bounds() []string {
	var out []string
	switch {
	case p.Scenarios == 0:
	case p.Complete:
		out = append(out, "Complete: these are all combinations that some condition of either set can tell apart.")
	default:
		why := "Not complete"
		if float64(p.Scenarios) < p.Size {
			why += ": there are about " + about(p.Size) + " combinations, of which those came first in which ACLs meet"
			if p.LimitReached {
				why += "; --limit tries more"
			}
		}
		out = append(out, why+".")
		if p.Incomplete != "" {
			out = append(out, "Not tried: "+p.Incomplete+".")
		}
	}
	if len(p.Unknown) > 0 {
		unknown := p.Unknown
		more := ""
		if n := len(unknown) - maxUnknown; n > 0 {
			unknown, more = unknown[:maxUnknown], fmt.Sprintf("; and %d more", n)
		}
		out = append(out, "Not known: "+strings.Join(unknown, "; ")+more+".")
	}
	return out
}

// maxUnknown is how much of what is not known is told in words; JSON has all.
const maxUnknown = 8

// share says how much of a class differs.
func (c *MigrationProven) share() string {
	return Plural(c.Answers, "answer") + " in " + Plural(c.Scenarios, "scenario")
}

// became says what an ACL is called now, where that is not what it was.
func (a *MigrationACL) became() string {
	switch {
	case len(a.Into) == 0:
		return "nothing is left of it"
	case len(a.Into) == 1 && a.Into[0] == a.ACL:
		return ""
	}
	return "now " + strings.Join(a.Into, ", ")
}

// sentence is a text that ends as one does.
func sentence(s string) string {
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "."
}

// upper begins a text as a sentence does.
func upper(s string) string {
	_, n := utf8.DecodeRuneInString(s) // texts may begin with …
	return strings.ToUpper(s[:n]) + s[n:]
}
