package report

import (
	"fmt"
	"strings"
)

// summary is what differs in one line.
func (d *Diff) summary() string {
	s := d.Structure
	var parts []string
	for _, c := range []struct {
		n    int
		what string
	}{{s.Added, "added"}, {s.Removed, "removed"}, {s.Renamed, "renamed"}, {s.Changed, "changed"}, {s.Moved, "moved"}} {
		if c.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c.n, d.word(c.what)))
		}
	}
	if s.Texts > 0 {
		parts = append(parts, fmt.Sprintf("%d with other texts only", s.Texts))
	}
	switch {
	case len(parts) == 0 && len(d.Overrides) > 0:
		return fmt.Sprintf("drift: %s in force from another file than the deployed one, which is as it should be", Plural(len(d.Overrides), "ACL"))
	case len(parts) == 0 && len(d.Unread) > 0:
		return fmt.Sprintf("no difference in what could be read: %s the same", Plural(s.Same, "ACL"))
	case len(parts) == 0:
		return fmt.Sprintf("no difference: %s the same", Plural(s.Same, "ACL"))
	}
	return strings.Join(parts, ", ") + fmt.Sprintf("; %d the same", s.Same)
}

// silent says of a drift that there is none, in one line.
func (d *Diff) silent() string {
	return fmt.Sprintf("no drift: %s in force as %s has them", Plural(d.Old.ACLs, "ACL"), d.New.Name)
}

// kinds are the words for what became of an ACL.
func (a *DiffACL) kinds(d *Diff) string {
	words := make([]string, len(a.Kinds))
	for i, k := range a.Kinds {
		words[i] = d.word(k)
	}
	return strings.Join(words, ", ")
}

// word is a word for what became of an ACL, or of a drift for what is wrong with it.
func (d *Diff) word(kind string) string {
	if other := map[string]string{"added": "not in force", "removed": "only in force", "changed": "not as it should be", "moved": "out of order"}[kind]; d.Drift && other != "" {
		return other
	}
	return kind
}

// sides are the words for what the old set alone has, and for what the new one alone has.
func (d *Diff) sides() (old, new string) {
	if d.Drift {
		return "has", "lacks"
	}
	return "gone", "new"
}

// became joins what the two sets say.
func (d *Diff) became(old, new string) string {
	if d.Drift {
		return old + ", should be " + new
	}
	return old + ", now " + new
}

// line is one thing that differs in an ACL: what, and words about it.
type diffLine struct {
	what  string // validity, stop, Properties Ticket.Queue …
	side  string // gone, new: on which side; "" for both
	words []string
	place *Place
}

// lines are all that differs in an ACL that both sets have, what matters most first.
// The head of the ACL has its place in the new set; the first line about the ACL itself
// has that in the old one.
func (a *DiffACL) lines(d *Diff) []diffLine {
	var out []diffLine
	add := func(what, text string) { out = append(out, diffLine{what: what, words: wordsIn(Clean(text))}) }
	if a.Validity {
		text := d.became(a.Old.Validity, a.New.Validity)
		switch {
		case a.Old.Deployed && !a.New.Deployed:
			text += ": no longer deployed"
		case !a.Old.Deployed && a.New.Deployed:
			text += ": deployed from now on"
		}
		add("validity", text)
	}
	if a.Stop {
		text := "stops the evaluation from now on"
		switch stopped := a.Old.Stops && !a.New.Stops; {
		case d.Drift && stopped:
			text = "stops the evaluation, and should not"
		case d.Drift:
			text = "should stop the evaluation, and does not"
		case stopped:
			text = "stopped the evaluation, and no longer does"
		}
		add("stop", text)
	}
	if a.Shape != nil {
		add("the ACL itself", d.became(orHash(a.Shape.Old), orHash(a.Shape.New)))
	}
	if a.Doubt != nil {
		add("in force", d.became(sure(a.Doubt.Old), sure(a.Doubt.New)))
	}
	if a.OldName != "" && a.DeployedName {
		add("name", "deployed under another one than "+shown(a.OldName))
	} else if a.OldName != "" {
		add("name", "was "+shown(a.OldName))
	}
	itself := len(out)
	for i := range a.Lists {
		out = append(out, a.Lists[i].lines(d)...)
	}
	if moves := a.moves(); itself == 0 && len(moves) > 0 {
		moves[0].place = a.old()
		out = append(out, moves...)
	} else {
		out = append(out, moves...)
	}
	if itself > 0 {
		out[0].place = a.old()
	}
	for _, t := range a.Texts {
		add(t.What, d.became(shown(t.Old), shown(t.New)))
	}
	return out
}

func (a *DiffACL) old() *Place {
	if a.Old == nil {
		return nil
	}
	return &a.Old.Place
}

func orHash(shape string) string {
	if shape == "" {
		return "a hash"
	}
	return shape
}

func sure(why string) string {
	if why == "" {
		return "certain"
	}
	return "uncertain (" + why + ")"
}

// lines are what differs in one list.
func (l *DiffList) lines(d *Diff) []diffLine {
	what := strings.TrimSpace(l.Block + " " + strings.TrimPrefix(l.Name, l.Block))
	var out []diffLine
	note := ""
	if l.Unread {
		note = " (nothing reads it)"
	}
	add := func(side string, words []string, at *Place) {
		if note != "" {
			words = append(words, strings.TrimSpace(note))
			note = ""
		}
		out = append(out, diffLine{what, side, words, at})
		what = ""
	}
	side := func(name, shape string, items []DiffItem, at *Place) {
		switch {
		case shape != "":
			add(name, wordsIn(Clean(shape)), at)
		case len(items) > 0:
			names := make([]string, len(items))
			for i := range items {
				names[i] = items[i].shown
			}
			add(name, listed(names), &items[0].Place)
		}
	}
	gone, come := d.sides()
	side(gone, l.OldShape, l.Gone, l.Old)
	side(come, l.NewShape, l.Come, l.New)
	switch {
	case l.Order:
		add("", wordsIn("the same items in another order, which matters here"), l.New)
	case l.Old == nil && l.NewShape == "" && len(l.Come) == 0:
		add(come, wordsIn("an empty list"), l.New)
	case l.New == nil && l.OldShape == "" && len(l.Gone) == 0:
		add(gone, wordsIn("an empty list"), l.Old)
	case l.New == nil:
		out[len(out)-1].words = append(out[len(out)-1].words, wordsIn("(the whole list)")...)
	case l.Old == nil:
		out[len(out)-1].words = append(out[len(out)-1].words, wordsIn(listNew(d))...)
	case l.NewShape == "" && l.OldShape == "" && l.Stay == 0 && len(l.Come) == 0:
		add("", wordsIn("nothing is left in the list"), l.New)
	}
	return out
}

// listNew says that only the new set has a list.
func listNew(d *Diff) string {
	if d.Drift {
		return "(the whole list)"
	}
	return "(the list is new)"
}

// maxPasses is how many ACLs are named that another one has moved past without anybody seeing
// that it matters.
const maxPasses = 4

// moves say what an ACL has moved past, first where that matters.
func (a *DiffACL) moves() []diffLine {
	if len(a.Passed) == 0 {
		return nil
	}
	var out []diffLine
	what := "moved"
	add := func(text string) {
		out = append(out, diffLine{what: what, words: wordsIn(Clean(text))})
		what = ""
	}
	for _, matters := range []string{"yes", "unknown", "no"} {
		for _, now := range []string{"before", "behind"} {
			var names []string
			why := ""
			for _, p := range a.Passed {
				if p.Matters != matters || p.Now != now {
					continue
				}
				if matters == "yes" {
					add(fmt.Sprintf("now %s %s: matters, for %s", now, shown(p.Name), p.Why))
					continue
				}
				names, why = append(names, shown(p.Name)), p.Why
			}
			if len(names) == 0 {
				continue
			}
			text := "now " + now + " " + strings.Join(names[:min(len(names), maxPasses)], ", ")
			if more := len(names) - maxPasses; more > 0 {
				text += fmt.Sprintf(" and %d more", more)
			}
			switch {
			case matters == "no":
				text += ": no answer is seen to hang on it"
			case why != "":
				text += ": may matter, for " + why
			default:
				text += ": may matter"
			}
			add(text)
		}
	}
	if a.PassedMore > 0 {
		add("and past " + Plural(a.PassedMore, "other") + ", which may matter: too many have moved to look at each")
	}
	return out
}
