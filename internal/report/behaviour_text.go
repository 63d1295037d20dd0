package report

import (
	"fmt"
	"io"
	"strings"
)

// fewDifferences are shown where behaviour is told in short.
const fewDifferences = 5

// Text prints what differs, for each why and the smallest scenario, and last how much was
// tried.
func (b *BehaviourReport) Text(out io.Writer, t *Terminal) {
	t.block(out, t.name.Render("behaviour:"), 11, wordsIn(b.summary()))
	for i := range b.Differences {
		if b.few && i == fewDifferences && len(b.Differences) > fewDifferences+1 {
			fmt.Fprintln(out)
			t.block(out, "", 2, wordsIn(fmt.Sprintf("and %d more: --mode behaviour shows all", len(b.Differences)-i)))
			break
		}
		fmt.Fprintln(out)
		b.Differences[i].text(out, t)
	}
	notes := b.notes()
	if len(notes) > 0 {
		fmt.Fprintln(out)
	}
	for _, n := range notes {
		t.block(out, "note:", 6, wordsIn(Clean(n)))
	}
}

// summary says how many differences are listed, and how much was tried.
func (b *BehaviourReport) summary() string {
	found := "no answer differs"
	switch n := len(b.Differences); {
	case n > 0:
		found = Plural(n, "difference")
		if values := b.values(); values > n {
			found += fmt.Sprintf(" (%d values)", values)
		}
		found += ", in " + b.share()
	case b.Scenarios == 0 && b.Complete:
		return "no answer differs: no ACL whose evaluation could differ can match where its list is asked for"
	case b.Complete || b.Given:
		found += " in " + Plural(b.Scenarios, "scenario")
	default:
		found = "no difference was found in " + Plural(b.Scenarios, "scenario")
	}
	if b.OldTarget != b.NewTarget {
		found += " (" + b.OldTarget + " → " + b.NewTarget + ")"
	}
	if !b.Given && b.Scenarios > 0 {
		people := Plural(b.People, "person")
		if b.People != 1 {
			people = fmt.Sprintf("%d people", b.People)
		}
		found += ", of " + people + " on " + Plural(b.Screens, "screen")
	}
	switch {
	case b.Given:
	case b.Complete && len(b.Differences) == 0 && b.Undetermined > 0:
		found += "; these are all combinations that the conditions can tell apart" + b.there() + ", and in some of them nobody knows"
	case b.Complete && len(b.Differences) == 0:
		found += "; these are all combinations that the conditions can tell apart" + b.there() + ", so there is none"
	case b.Complete:
		found += "; these are all combinations that the conditions can tell apart" + b.there()
	case b.Scenarios < b.Size:
		found += "; there may be more: there are about " + about(float64(b.Size)) + " combinations"
	default:
		found += "; there may be more"
	}
	return found
}

// there is where, if not everywhere.
func (b *BehaviourReport) there() string {
	switch len(b.Only) {
	case 0:
		return ""
	case 1:
		return " on this screen"
	}
	return " on these screens"
}

func (b *BehaviourReport) share() string {
	return fmt.Sprintf("%d of %s", b.Differing, Plural(b.Scenarios, "scenario"))
}

// values counts the values of lists that differ.
func (b *BehaviourReport) values() int {
	n := 0
	for i := range b.Differences {
		n += len(b.Differences[i].Values)
	}
	return n
}

// notes are what the section should be read with.
func (b *BehaviourReport) notes() []string {
	var out []string
	if !b.Complete && !b.Given {
		if b.Incomplete != "" {
			out = append(out, "not tried: "+b.Incomplete)
		}
		switch {
		case b.LimitReached:
			out = append(out, fmt.Sprintf("the limit of %s was reached: a higher --limit tries more; tried first were those in which what differs meets other ACLs", Plural(b.Limit, "scenario")))
		case b.Scenarios > 0 && b.Scenarios < b.Size:
			out = append(out, fmt.Sprintf("the limit of %s was not reached: no more combinations were found in which what differs can match", Plural(b.Limit, "scenario")))
		}
	}
	if b.Undetermined > 0 {
		out = append(out, "in "+Plural(b.Undetermined, "scenario")+" nobody knows whether something differs: "+strings.Join(b.Unknown, "; "))
	}
	if b.Unsaved > 0 {
		out = append(out, Plural(b.Unsaved, "scenario")+" not saved: what the old set does there is not known for certain, or no expectation can say it")
	}
	for _, x := range b.Broken {
		out = append(out, x.Place.String()+": "+x.Name+" was not tried: "+x.Why)
	}
	return out
}

func (d *BehaviourDifference) text(out io.Writer, t *Terminal) {
	style := t.odd
	switch {
	case d.Is == "gone":
		style = t.bad
	case d.Is == "left" && d.Was == "gone":
		style = t.good
	}
	words := wordsIn(Clean(d.words))
	for i := range words {
		words[i] = style.Render(words[i])
	}
	if len(d.Values) > 0 {
		words[len(words)-1] += ":"
		words = append(words, listed(shownEach(d.values()))...)
	}
	t.block(out, words[0]+" ", 2, words[1:])
	const indent = 10
	deeds := func(word, state string, all []BehaviourDeed) {
		if text := d.nobody(state); len(all) == 0 && text != "" {
			t.block(out, "  "+word, indent, wordsIn(text))
		}
		for i := range all {
			t.blockAt(out, "  "+word, indent, wordsIn(all[i].words), Clean(all[i].Place.String()))
			word = ""
		}
	}
	deeds("before", d.Was, d.Old)
	deeds("now", d.Is, d.New)
	if d.Through != "" {
		t.block(out, "  through", indent, wordsIn(d.Through+", which the form asks for first and answers otherwise"))
	}
	for _, why := range d.Why {
		t.block(out, "  unknown", indent, wordsIn(Clean(why)))
	}
	t.block(out, "  when", indent, wordsIn(d.Scenario.words))
	if d.Found != nil {
		t.blockAt(out, "  seen in", indent, wordsIn(Clean(d.Found.Name)), Clean(d.Found.Place.String()))
	}
	if d.File != "" {
		t.block(out, "  saved", indent, []string{Clean(d.File)})
	}
}

// about is a large number, rounded.
func about(n float64) string {
	for _, unit := range []struct {
		from float64
		word string
	}{{1e18, " quintillion"}, {1e15, " quadrillion"}, {1e12, " trillion"}, {1e9, " billion"}, {1e6, " million"}, {1e3, ",000"}} {
		switch {
		case n < unit.from:
		case n >= 1e21:
			return "1,000 quintillion or more"
		default:
			return fmt.Sprintf("%.0f%s", n/unit.from, unit.word)
		}
	}
	return fmt.Sprintf("%.0f", n)
}
