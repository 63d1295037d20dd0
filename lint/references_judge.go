package lint

import (
	"slices"
	"strings"
	"unicode"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/reading"
)

// maxLikened bounds how often a name that nobody knows is compared with one that is
// known: a set may have many of the former, an inventory of the latter. Beyond it
// nothing is suggested, and nothing found in kinds that are not listed in full.
const maxLikened = 1_000_000

// verdict is what becomes of a text that is to be a name.
type verdict uint8

const (
	isNothingKnown verdict = iota
	isThere
	isInvalid
	isMixedUp // see reference.instead
	isUnknown // it does not exist
	isSlip    // not in the inventory, which lists not all, but one that it lists mistyped
)

type judgement struct {
	verdict verdict
	meant   []string // what to write instead; the only one, where there is one
	// same: what is meant differs in case and blanks alone.
	same bool
}

// judge tells what becomes of a text that is to be a name.
func (p *pass) judge(r *reference, text string) judgement {
	j, done := r.judged[text]
	if !done {
		j = p.judgeAnew(r, text)
		r.judged[text] = j
	}
	return j
}

func (p *pass) judgeAnew(r *reference, text string) judgement {
	switch valid, there := r.valid[text]; {
	case there && !valid:
		return judgement{verdict: isInvalid}
	case there:
		return judgement{verdict: isThere}
	}
	if meant := r.instead[text]; meant != nil && (r.complete || r.Kind == "agents") {
		return judgement{verdict: isMixedUp, meant: meant}
	}
	j := judgement{verdict: isUnknown}
	if !r.complete {
		j.verdict = isNothingKnown
	}
	if same := r.loose[diag.Loose(text)]; same != "" {
		j.meant, j.same = []string{same}, true
	} else if near := p.nearest(r, text); near != "" {
		j.meant = []string{near}
	}
	if !r.complete && r.By != reading.ByID && r.By != reading.ByFormer && len(j.meant) > 0 && (j.same || diag.IsSlip(text, j.meant[0])) && !areForms(text, j.meant[0]) {
		j.verdict = isSlip
	}
	return j
}

// areForms reports whether two names may well stand beside each other, being forms of one
// word: singular and plural, or with and without a blank or hyphen.
func areForms(a, b string) bool {
	tight := func(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }
	x, y := tight(a), tight(b)
	if x == y {
		return false
	}
	if diag.Loose(x) == diag.Loose(y) {
		return true
	}
	v, w := words(x), words(y)
	if len(v) != len(w) {
		return false
	}
	for i := range v {
		if v[i] == w[i] {
			continue
		}
		short, long := v[i], w[i]
		if len(short) > len(long) {
			short, long = long, short
		}
		end, ok := strings.CutPrefix(long, short)
		if !ok || len(short) < 3 || !slices.Contains([]string{"s", "n", "e", "es", "en", "er"}, end) {
			return false
		}
	}
	return true
}

func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// nearest is the name that was probably meant, "" where none is near.
func (p *pass) nearest(r *reference, text string) string {
	cost := len(r.names)
	if r.complete {
		cost *= 10 // to find the nearest takes longer than to see a slip
	}
	if p.listed.compared += cost; p.listed.compared > maxLikened || r.By == reading.ByID {
		return ""
	}
	if !r.complete {
		if i := slices.IndexFunc(r.names, func(name string) bool { return diag.IsSlip(text, name) && !areForms(text, name) }); i >= 0 {
			return r.names[i]
		}
		return ""
	}
	// Entity ids are long and alike.
	if near := diag.Nearest(text, r.names); near != "" && (diag.IsSlip(text, near) || len(text) > 2 && r.Kind != "processes" && diag.IsNear(text, near)) {
		return near
	}
	// The last part of a full name.
	var full []string
	for _, name := range r.names {
		if strings.HasSuffix(strings.ToLower(name), "::"+strings.ToLower(text)) {
			full = append(full, name)
		}
	}
	if len(full) == 1 {
		return full[0]
	}
	return ""
}
