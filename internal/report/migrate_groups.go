package report

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/migrate"
)

// How much is told in text; JSON, Markdown and HTML have all.
const (
	mostPlaced  = 4  // ACLs that are told with their places
	mostNamed   = 12 // ACLs that are named
	mostParts   = 6  // ways in which things that say nearly the same differ
	mostChanges = 20 // groups of ACLs that were rewritten alike
)

// needGroup are needs that say the same of several ACLs, but for a part.
type needGroup struct {
	Text, Do string // Text has … for what differs
	Parts    []needPart
}

// needPart are needs that say the very same.
type needPart struct {
	Differs string // what stands for …; "" where nothing differs
	At      []MigrationNeed
}

// all are the needs of a group.
func (g *needGroup) all() (out []MigrationNeed) {
	for i := range g.Parts {
		out = append(out, g.Parts[i].At...)
	}
	return out
}

// names are the ACLs of a group, each once, with what stands for … in brackets.
func (g *needGroup) names() (out []string) {
	seen := map[string]bool{}
	for _, part := range g.Parts {
		for _, name := range needNames(part.At) {
			if seen[name] {
				continue
			}
			if seen[name] = true; part.Differs != "" {
				name += " (" + part.Differs + ")"
			}
			out = append(out, name)
		}
	}
	return out
}

// needWord is a word of what is the matter, quoted texts and lists whole: also those of items
// with brackets of their own, such as [[Not]Raw, [RegExp]^[ab]]. It ends at a blank only.
var needWord = regexp.MustCompile(`(?:'[^']*'|\[(?:[^\[\]]|\[[^\[\]]*\])*\]|[^ ])[^ ]*`)

// named reports whether a word is a name, a value or a number, without which a sentence
// says the same of something else.
func named(word string) bool {
	return strings.ContainsAny(word, "'[_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}

// groups puts needs together that say the same but for names, those of most ACLs first.
func (n *MigrationNeeds) groups() []needGroup {
	var keys []string
	by := map[string][]MigrationNeed{}
	for _, x := range n.Needs {
		key := needWord.ReplaceAllStringFunc(x.Text, func(word string) string {
			if named(word) {
				return "\x00"
			}
			return word
		}) + "\x01" + x.Do
		if by[key] == nil {
			keys = append(keys, key)
		}
		by[key] = append(by[key], x)
	}
	var out []needGroup
	for _, key := range keys {
		out = append(out, grouped(by[key]))
	}
	slices.SortStableFunc(out, func(a, b needGroup) int { return cmp.Compare(len(b.all()), len(a.all())) })
	return out
}

// grouped makes a group of needs whose texts have the same words but for names.
func grouped(all []MigrationNeed) needGroup {
	words := make([][]string, len(all))
	for i := range all {
		words[i] = needWord.FindAllString(all[i].Text, -1)
	}
	differs := make([]bool, len(words[0]))
	for i := range words[0] {
		differs[i] = slices.ContainsFunc(words, func(other []string) bool { return other[i] != words[0][i] })
	}
	g := needGroup{Do: all[0].Do}
	at := map[string]int{}
	for i := range all {
		var part []string
		for k, w := range words[i] {
			if differs[k] {
				part = append(part, strings.Trim(w, ":,;."))
			}
		}
		name := strings.Join(part, ", ")
		if _, known := at[name]; !known {
			at[name] = len(g.Parts)
			g.Parts = append(g.Parts, needPart{Differs: name})
		}
		g.Parts[at[name]].At = append(g.Parts[at[name]].At, all[i])
	}
	k := -1
	g.Text = needWord.ReplaceAllStringFunc(all[0].Text, func(w string) string {
		if k++; differs[k] {
			return "…" + w[len(strings.TrimRight(w, ":,;.")):]
		}
		return w
	})
	slices.SortStableFunc(g.Parts, func(a, b needPart) int { return cmp.Compare(len(b.At), len(a.At)) })
	return g
}

// onlyDo is what to do about all needs of a class; "" where that is not the same.
func (n *MigrationNeeds) onlyDo() string {
	for i := range n.Needs {
		if n.Needs[i].Do != n.Needs[0].Do {
			return ""
		}
	}
	return n.Needs[0].Do
}

// needNames are the ACLs of needs, each once.
func needNames(all []MigrationNeed) []string {
	var out []string
	seen := map[string]bool{}
	for _, n := range all {
		if name := orElse(n.ACL, "(the set)"); !seen[name] {
			seen[name] = true
			out = append(out, shown(name))
		}
	}
	return out
}

// needsPart is a part of the report: what differs, what is switched off, what does not
// differ.
type needsPart struct {
	Head, Text string
	Classes    []*MigrationNeeds
}

// parts are what is left to a person, by what hangs on it.
func (m *Migration) parts() []needsPart {
	all := []needsPart{
		{Head: "For a person to decide"},
		{Head: "To try in the new system"},
		{Head: "To know", Text: "Nothing behaves differently for what is told here."},
		{Head: "Only for what is switched off", Text: "Nothing behaves differently while these ACLs are switched off."},
	}
	for i := range m.Needs {
		c, at := &m.Needs[i], 2
		switch {
		case c.Differs && migrate.ClassID(c.Class).Decides():
			at = 0
		case c.Differs:
			at = 1
		case c.Off:
			at = 3
		}
		all[at].Classes = append(all[at].Classes, c)
	}
	return slices.DeleteFunc(all, func(p needsPart) bool { return len(p.Classes) == 0 })
}

// rewriteKind is a kind of rewriting with the ACLs that it was done to.
type rewriteKind struct {
	Kind, Title, Reason string
	ACLs                int
}

// kinds are the kinds of rewriting, that of most ACLs first.
func (m *Migration) kinds() []rewriteKind {
	var out []rewriteKind
	for i := range m.Rewritten {
		once := map[string]bool{}
		for _, r := range m.Rewritten[i].Rewrites {
			at := slices.IndexFunc(out, func(k rewriteKind) bool { return k.Kind == r.Kind })
			if at < 0 {
				at = len(out)
				out = append(out, rewriteKind{r.Kind, r.title(), r.Reason, 0})
			}
			if !once[r.Kind] {
				once[r.Kind] = true
				out[at].ACLs++
			}
		}
	}
	slices.SortStableFunc(out, func(a, b rewriteKind) int { return cmp.Compare(b.ACLs, a.ACLs) })
	return out
}

func (r *MigrationRewrite) title() string { return orElse(migrate.Kind(r.Kind).Title(), r.Kind) }

// rewriteGroup are ACLs that were rewritten alike.
type rewriteGroup struct{ ACLs []*MigrationACL }

func (g *rewriteGroup) names() []string {
	out := make([]string, len(g.ACLs))
	for i, a := range g.ACLs {
		out[i] = Clean(a.ACL)
	}
	return out
}

// rewriteGroups are the ACLs that were rewritten: what does not behave as before first.
func (m *Migration) rewriteGroups() []rewriteGroup {
	var out []rewriteGroup
	at := map[string]int{}
	for i := range m.Rewritten {
		a := &m.Rewritten[i]
		parts := []string{a.became()}
		for _, r := range a.Rewrites {
			parts = append(parts, r.Kind, r.Before, r.After)
			if !r.Exact {
				parts = append(parts, "\x01")
			}
		}
		key := strings.Join(parts, "\x00")
		if _, known := at[key]; !known {
			at[key] = len(out)
			out = append(out, rewriteGroup{})
		}
		out[at[key]].ACLs = append(out[at[key]].ACLs, a)
	}
	exact := func(g rewriteGroup) int {
		if slices.ContainsFunc(g.ACLs[0].Rewrites, func(r MigrationRewrite) bool { return !r.Exact }) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(out, func(a, b rewriteGroup) int { return cmp.Compare(exact(a), exact(b)) })
	return out
}

// joined are lines to delete, those that follow each other as one.
func joined(lines []MigrationLines) []MigrationLines {
	var out []MigrationLines
	for _, l := range lines {
		if n := len(out); n > 0 && out[n-1].File == l.File && l.From <= out[n-1].To+1 {
			last := &out[n-1]
			last.To, last.ACLs = max(last.To, l.To), slices.Concat(last.ACLs, l.ACLs)
			continue
		}
		out = append(out, l)
	}
	return out
}

// someNames are the first of many names, and how many there are more.
func someNames(all []string) string { return strings.Join(firstNames(all), ", ") }

func firstNames(all []string) []string {
	if len(all) <= mostNamed {
		return all
	}
	return append(slices.Clone(all[:mostNamed-1]), all[mostNamed-1]+" and "+Plural(len(all)-mostNamed, "more ACL"))
}
