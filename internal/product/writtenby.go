package product

import (
	"bytes"
	"slices"
	"strings"
)

// frameHead is how far into a file its frame is looked for, in bytes.
const frameHead = 2048

// WrittenBy returns the targets of All that may have deployed a file with such a
// text (semantics, "ZZZACL.pm"): by its header, its no-warnings line, the quotes
// around names, and where the file ends in a frame, whether Load returns. nil
// where the text is no deployed file. Of a frame that none of them writes now
// the header decides alone: an older patch level wrote it.
func WrittenBy(text []byte) []*Target {
	head := string(text[:min(len(text), frameHead)])
	first, rest, _ := strings.Cut(head, "\n")
	first = strings.TrimRight(first, "\r")
	noWarnings := ""
	for line := range strings.Lines(rest) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "sub Load") {
			break
		}
		if strings.HasPrefix(line, "no warnings") {
			noWarnings = line
		}
	}
	var byHeader []*Target
	for _, t := range All() {
		if t.Switches.Header == first {
			byHeader = append(byHeader, t)
		}
	}
	// Only versions with an editor deploy.
	byHeader = slices.DeleteFunc(byHeader, func(t *Target) bool { return !t.HasEditor() })
	if len(byHeader) == 0 {
		return nil
	}
	double := bytes.Contains(text, []byte(`$Self->{TicketAcl}->{"`))
	single := bytes.Contains(text, []byte(`$Self->{TicketAcl}->{'`))
	exact := slices.DeleteFunc(slices.Clone(byHeader), func(t *Target) bool {
		return t.Switches.NoWarnings != noWarnings ||
			double && !single && t.Switches.NameQuoting != DoubleQuotes || single && !double && t.Switches.NameQuoting == DoubleQuotes
	})
	if len(exact) == 0 {
		return byHeader
	}
	return exact
}

// HasEditor reports whether ACLs are edited, exported and deployed there; before
// OTRS 3.3 they are written into Config.pm by hand.
func (t *Target) HasEditor() bool {
	return t.Product != OTRS || t.Version.Compare(Version{3, 3, 0}) >= 0
}

// Likeliest is the one of several possible targets to go by where nobody names
// one: the default, else the newest version of OTRS whose engine can be read,
// else the newest. decided: all of them are one and the same for ACLs.
func Likeliest(possible []*Target) (likeliest *Target, decided bool) {
	for _, t := range possible {
		switch {
		case t.ID == Default().ID:
			likeliest = t
		case likeliest == nil, likeliest.ID != Default().ID && (t.Product == OTRS && t.Assumed == "" || likeliest.Product != OTRS):
			likeliest = t
		}
	}
	return likeliest, !slices.ContainsFunc(possible, func(t *Target) bool { return !t.ActsAs(likeliest) })
}

// ActsAs reports whether two targets decide every question alike and ask the same
// ones.
func (t *Target) ActsAs(x *Target) bool {
	return t.Switches.Engine == x.Switches.Engine && t.Switches.Screens == x.Switches.Screens
}
