package product

import (
	"bytes"
	"slices"
	"strings"
)

// frameHead is how far into a file its frame is looked for, in bytes.
const frameHead = 2048

// WrittenBy returns the targets that may have deployed a file with such a text
// (semantics, "ZZZACL.pm"): by its header, its no-warnings line, the quotes around
// names, and how it ends. Patch levels of one line that act alike are one target,
// the newest of them; the newest of all has the name of the line. nil where the
// text is no deployed file. Of a frame that nobody writes the header decides alone.
func WrittenBy(text []byte) []*Target {
	f := frameOf(text)
	if f.Header == "" {
		return nil
	}
	var exact, byHeader []*Target
	for _, fam := range families() {
		t := fam.target(fam.newest, false)
		if t.Switches.Header != f.Header || !t.HasEditor() {
			continue
		}
		byHeader = append(byHeader, t)
		exact = append(exact, fam.writers(f)...)
	}
	if len(exact) == 0 {
		return byHeader
	}
	return exact
}

// writers are the patch levels that write such a frame, one of each kind, from
// the oldest.
func (f family) writers(w writtenFrame) []*Target {
	var out []*Target
	for patch := f.newest; patch >= 0; patch-- {
		t := f.target(patch, patch != f.newest)
		if !w.by(&t.Switches.Frame) || slices.ContainsFunc(out, t.ActsAs) {
			continue
		}
		out = append(out, t)
	}
	slices.Reverse(out)
	return out
}

// writtenFrame is what a text shows of a Frame.
type writtenFrame struct {
	Header, NoWarnings string
	Return, ends       bool // ends: how it ends is known
	BlankLines         int
	Double, Single     bool // quotes around names
}

func (w writtenFrame) by(f *Frame) bool {
	switch {
	case w.NoWarnings != f.NoWarnings,
		w.Double && !w.Single && f.NameQuoting != DoubleQuotes,
		w.Single && !w.Double && f.NameQuoting == DoubleQuotes,
		w.ends && (w.Return != f.Return || w.Return && w.BlankLines != f.BlankLines):
		return false
	}
	return true
}

// frameOf reads the frame; its Header is "" where there is none.
func frameOf(text []byte) writtenFrame {
	var w writtenFrame
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	first, rest, _ := strings.Cut(string(text[:min(len(text), frameHead)]), "\n")
	for _, f := range families() {
		if h := f.target(f.newest, false).Switches.Header; h == first {
			w.Header = h
		}
	}
	for line := range strings.Lines(rest) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "sub Load") {
			break
		}
		if strings.HasPrefix(line, "no warnings") {
			w.NoWarnings = line
		}
	}
	w.Double = bytes.Contains(text, []byte(`$Self->{TicketAcl}->{"`))
	w.Single = bytes.Contains(text, []byte(`$Self->{TicketAcl}->{'`))
	// "};", an empty line, those of the frame, and perhaps the return.
	body, ok := bytes.CutSuffix(bytes.TrimRight(text, "\n"), []byte("\n}\n1;"))
	if !ok || !w.Double && !w.Single {
		return w
	}
	w.ends = true
	if body, w.Return = bytes.CutSuffix(body, []byte("    return;")); w.Return {
		w.BlankLines = len(body) - len(bytes.TrimRight(body, "\n")) - 2
	}
	return w
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

// HasEditor reports whether ACLs are edited, exported and deployed there; before
// OTRS 3.3 they are written into Config.pm by hand.
func (t *Target) HasEditor() bool {
	return t.Product != OTRS || t.Version.Compare(Version{3, 3, 0}) >= 0
}

// ActsAs reports whether two targets decide every question alike and ask the same
// ones.
func (t *Target) ActsAs(x *Target) bool {
	return t.Switches.Engine == x.Switches.Engine && t.Switches.Screens == x.Switches.Screens
}
