package perl

import (
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// valueKind is what a value is.
type valueKind uint8

const (
	undef valueKind = iota
	str
	num
	listRef
	hashRef
	plain    // a list or hash that is still as the fast reader read it
	other    // code, a reference to a scalar: nothing that an ACL is made of
	computed // nobody can tell
)

// value is a scalar of Perl.
type value struct {
	kind valueKind
	// text of a string or number; of what is computed what can be told, with …
	// for the rest.
	text  string
	list  *array
	hash  *hash
	plain *acl.Value
	acl   *acl.ACL // whose Entry plain is
	at    origin
	// why it is computed: "a call of getQueues", lower case, without a full stop.
	why     string
	because acl.Place // the code that makes it so, where that is elsewhere
	// ofACLs: it is an ACL, or a part of one, of which nobody knows which.
	ofACLs bool
	// dot joined two constants over a line break.
	dot stretch
}

// origin is where something was written.
type origin struct {
	src *source
	stretch
}

func (o origin) place() acl.Place {
	if o.src == nil {
		return acl.Place{}
	}
	return o.src.place(o.stretch)
}

func (o origin) span() acl.Span {
	if o.src == nil {
		return acl.Span{}
	}
	return o.src.span(o.stretch)
}

// cell is a scalar variable.
type cell struct {
	v     value
	depth int // of conditions, where it was declared
}

// reason is why something is not known, and where.
type reason struct {
	why string
	at  acl.Place
}

// value is what is taken from something that is not known.
func (r *reason) value(at origin) value {
	why := "a setting that is made elsewhere"
	if r != nil {
		why = r.why
	}
	v := unknownValue(why, at)
	if r != nil {
		v.because = r.at
	}
	return v
}

type array struct {
	items []value
	depth int
	// unknown says why nobody can tell what is in it; nil where it is known.
	unknown *reason
}

type hash struct {
	entries []entry
	index   map[string]int // last entry of a key, once there are many
	depth   int
	// unknown says why there may be keys that nobody can tell; open means so
	// from the beginning, as of $Self.
	unknown *reason
	open    bool
}

// entry is a key of a hash with its value. A key written under a condition does
// not replace what was there before.
type entry struct {
	key      string
	keyAt    origin
	v        value
	doubt    *acl.Doubt
	computed bool // key is only what can be told of it
	header   acl.Header
}

const indexFrom = 12

// find is the index of the last entry of a key, or -1.
func (h *hash) find(key string) int {
	if len(h.entries) < indexFrom {
		for i := len(h.entries) - 1; i >= 0; i-- {
			if h.entries[i].key == key && !h.entries[i].computed {
				return i
			}
		}
		return -1
	}
	if h.index == nil {
		h.index = make(map[string]int, 2*len(h.entries))
		for i := range h.entries {
			if !h.entries[i].computed {
				h.index[h.entries[i].key] = i
			}
		}
	}
	if i, ok := h.index[key]; ok {
		return i
	}
	return -1
}

func (h *hash) add(e entry) int {
	h.entries = append(h.entries, e)
	if h.index != nil && !e.computed {
		h.index[e.key] = len(h.entries) - 1
	}
	return len(h.entries) - 1
}

// remove takes out every entry of a key.
func (h *hash) remove(key string) {
	kept := h.entries[:0]
	for _, e := range h.entries {
		if e.key != key || e.computed {
			kept = append(kept, e)
		}
	}
	clear(h.entries[len(kept):])
	h.entries, h.index = kept, nil
}

// replaceable: the entry itself may be overwritten.
func (h *hash) uncertain() bool { return h.unknown != nil || h.open }

func (v *value) isRef() bool {
	return v.kind == listRef || v.kind == hashRef || v.kind == plain || v.kind == other
}

// truth is Perl's truth, if it is known.
func (v *value) truth() (yes, known bool) {
	switch v.kind {
	case undef:
		return false, true
	case str, num:
		return v.text != "" && v.text != "0", true
	case computed:
		// What is known of a text may be enough.
		if strings.Trim(v.text, "…") != "" && strings.Trim(v.text, "…") != "0" {
			return true, true
		}
		return false, false
	}
	return true, true
}

func unknownValue(why string, at origin) value {
	return value{kind: computed, text: "…", why: why, at: at}
}

// maxText bounds texts that are put together, in bytes: a text that is doubled
// a few times fills all memory.
const maxText = 1 << 20

// mayBe reports whether a text with … for what is unknown may come out as s.
func mayBe(known, s string) bool {
	first, _, _ := strings.Cut(known, "…")
	last := known[strings.LastIndex(known, "…")+len("…"):]
	return len(first)+len(last) <= len(s) && strings.HasPrefix(s, first) && strings.HasSuffix(s, last)
}

// joined puts texts together; what is unknown leaves a gap.
func joined(parts []value, at origin) value {
	out := value{kind: str, at: at}
	var b strings.Builder
	for i := range parts {
		p := &parts[i]
		switch {
		case p.kind == computed:
			if out.kind != computed {
				out.kind, out.why, out.ofACLs = computed, p.why, p.ofACLs
			}
			b.WriteString(p.text)
		case p.isRef():
			if out.kind != computed {
				out.kind, out.why = computed, "a reference in a text"
			}
			b.WriteString("…")
		default:
			b.WriteString(p.text)
		}
	}
	out.text = b.String()
	if len(out.text) > maxText {
		return unknownValue("a very long text", at)
	}
	if out.kind == computed {
		for strings.Contains(out.text, "……") {
			out.text = strings.ReplaceAll(out.text, "……", "…")
		}
	}
	return out
}
