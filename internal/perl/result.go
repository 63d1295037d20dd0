package perl

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// Set is what is in TicketAcl now, in the order in which it was set, and what
// there is to say about it: what code computes, keys written twice, items that
// were joined by mistake.
func (c *Config) Set() (*acl.Set, []diag.Diagnostic) {
	w := c.model()
	return w.set, w.findings
}

// writer turns values into the model.
type writer struct {
	config   *Config
	set      *acl.Set
	findings []diag.Diagnostic
	uses     map[any]int
	shared   map[any]int32
	open     map[any]bool
	acl      string
	file     string
	at       acl.Place // of the ACL at hand
	said     map[acl.Place]bool
	values   int // written so far
}

// maxValues bounds the result: what is shared is written out at each place.
const maxValues = 4_000_000

func (c *Config) model() *writer {
	w := &writer{config: c, set: &acl.Set{Doubts: c.doubts}, uses: map[any]int{}, shared: map[any]int32{}, open: map[any]bool{}, said: map[acl.Place]bool{}}
	for _, d := range c.doubts {
		w.find(diag.DynamicPerl, diag.Info, d.Place, d.Why+": which ACLs there are, only the system knows", "what depends on it cannot be told")
	}
	h := c.acls()
	if h == nil {
		c.oddRoot(w)
		return w
	}
	for i := range h.entries {
		if v := &h.entries[i].v; v.kind != plain || c.copied {
			w.count(v, 0)
		}
	}
	if h.unknown != nil {
		d := acl.Doubt{Why: "more ACLs come from " + h.unknown.why, Place: h.unknown.at}
		w.set.Doubts = append(w.set.Doubts, d)
		w.find(diag.DynamicPerl, diag.Info, d.Place, d.Why, "which, only the system knows")
	}
	w.set.ACLs = make([]*acl.ACL, 0, len(h.entries))
	for i := range h.entries {
		w.entry(h, i)
	}
	return w
}

// oddRoot: TicketAcl is no hash.
func (c *Config) oddRoot(w *writer) {
	if c.self == nil {
		return
	}
	i := c.self.find("TicketAcl")
	if i < 0 {
		return
	}
	if v := c.self.entries[i].v; v.kind == computed || v.kind == other {
		w.set.Doubts = append(w.set.Doubts, acl.Doubt{Why: "TicketAcl is " + v.why, Place: v.at.place()})
		w.find(diag.DynamicPerl, diag.Info, v.at.place(), "all ACLs come from "+v.why+": only the system knows them", "what depends on them cannot be told")
	}
}

func (w *writer) find(rule diag.Rule, s diag.Severity, at acl.Place, summary, detail string) *diag.Diagnostic {
	if w.said[at] && rule == diag.DynamicPerl || len(w.findings) > maxFindings {
		return &diag.Diagnostic{}
	}
	if len(w.findings) == maxFindings {
		summary, detail = "more findings are not listed", ""
	}
	w.said[at] = w.said[at] || rule == diag.DynamicPerl
	w.findings = append(w.findings, diag.Diagnostic{Rule: rule, Severity: s, Place: at, ACL: w.acl, Summary: summary, Detail: detail})
	return &w.findings[len(w.findings)-1]
}

// count finds out what is used in several places.
func (w *writer) count(v *value, depth int) {
	if depth > MaxDepth {
		return
	}
	switch v.kind {
	case listRef:
		if w.uses[v.list]++; w.uses[v.list] == 1 {
			for i := range v.list.items {
				w.count(&v.list.items[i], depth+1)
			}
		}
	case hashRef:
		if w.uses[v.hash]++; w.uses[v.hash] == 1 {
			for i := range v.hash.entries {
				w.count(&v.hash.entries[i].v, depth+1)
			}
		}
	case plain:
		if made, ok := w.config.thawed[v.plain]; ok {
			w.count(&made, depth)
			return
		}
		w.uses[v.plain]++
	}
}

// entry writes one entry of TicketAcl.
func (w *writer) entry(h *hash, i int) {
	en := &h.entries[i]
	if !en.computed && en.doubt == nil && h.find(en.key) != i {
		return // written again in one list
	}
	place := en.keyAt.place()
	w.acl, w.file = en.key, place.File
	if place.File == "" {
		place = en.v.at.place()
		if place.File == "" && w.config.last != nil {
			place = w.config.last.place(w.config.last.begin())
		}
		w.file = place.File
	}
	w.at = place
	a := en.v.acl
	if a == nil || w.config.copied || a.Name != en.key {
		a = acl.NewDeployed(en.key, w.value(&en.v, false))
	} else {
		w.plainKeys(&a.Entry)
	}
	a.NameSpan, a.File, a.Computed, a.Doubt, a.Header = place.Span, w.file, en.computed, en.doubt, en.header
	w.sayDoubt(a)
	w.set.ACLs = append(w.set.ACLs, a)
	w.acl = ""
}

func (w *writer) sayDoubt(a *acl.ACL) {
	switch {
	case a.Computed:
		how := "code makes the name of this ACL: " + quoteName(a.Name)
		if a.Doubt != nil {
			how += ", " + a.Doubt.Why
		}
		w.find(diag.DynamicPerl, diag.Info, a.Place(), how, "which ACLs there are, and in which order, only the system knows")
	case a.Doubt != nil:
		d := w.find(diag.DynamicPerl, diag.Info, a.Place(), "the ACL "+quoteName(a.Name)+" is conditional: "+a.Doubt.Why, "whether it is in force, only the system knows")
		if d.Rule != "" && a.Doubt.Place.File != "" {
			d.Related = append(d.Related, diag.Related{Place: a.Doubt.Place, Message: a.Doubt.Why})
		}
	}
}

// value writes a value; inList: it is an item.
func (w *writer) value(v *value, inList bool) acl.Value {
	if v.at.src != nil && v.at.src.file != w.file {
		// Set in one file and used in another: a place without its file would
		// point to something else.
		c := *v
		c.at = origin{}
		v = &c
	}
	if w.values++; w.values > maxValues {
		return w.dynamic("", "too many values", v.at, acl.Place{})
	}
	switch v.kind {
	case plain:
		if made, ok := w.config.thawed[v.plain]; ok {
			return w.value(&made, inList)
		}
		w.plainKeys(v.plain)
		out := *v.plain
		out.Shared = w.number(v.plain)
		return out
	case listRef:
		return w.list(v)
	case hashRef:
		return w.hash(v)
	case undef:
		return acl.Value{Kind: acl.Undef, Span: v.at.span()}
	case num:
		return acl.Value{Kind: acl.Number, Text: v.text, Span: v.at.span()}
	case str:
		if inList && v.dot.valid() && v.at.src != nil {
			w.joinedItems(v)
		}
		return acl.Value{Kind: acl.String, Text: v.text, Span: v.at.span()}
	}
	return w.dynamic(v.text, v.why, v.at, v.because)
}

func (w *writer) joinedItems(v *value) {
	d := w.find(diag.ConcatenatedItems, diag.Warning, v.at.src.place(v.dot), "a dot where a comma is meant? perl makes one item of two: "+quoteName(v.text), "write a comma, or put the text into one pair of quotes")
	d.Fixes = append(d.Fixes, diag.Fix{Title: "write a comma", Edits: []diag.Edit{{Span: v.at.src.span(v.dot), New: ","}}})
}

func (w *writer) dynamic(text, why string, at origin, because acl.Place) acl.Value {
	if text == "" {
		text = "…"
	}
	if why == "" {
		why = "code"
	}
	summary := "only the system knows this value: " + why
	if strings.Trim(text, "…") != "" {
		summary = "only the system knows all of " + quoteName(text) + ": " + why
	}
	place := at.place()
	if because.File != "" {
		place = because
	}
	if place.File == "" {
		place = w.at
	}
	d := w.find(diag.DynamicPerl, diag.Info, place, summary, "what depends on it cannot be told")
	if d.Rule != "" && place != at.place() {
		d.Related = append(d.Related, diag.Related{Place: at.place(), Message: "this value"})
	}
	return acl.Value{Kind: acl.Dynamic, Text: text, Span: at.span()}
}

// number is the Shared number of what is used in several places, or 0.
func (w *writer) number(p any) int32 {
	if len(w.uses) == 0 || w.uses[p] < 2 {
		return 0
	}
	n, ok := w.shared[p]
	if !ok {
		n = int32(len(w.shared) + 1)
		w.shared[p] = n
	}
	return n
}

func (w *writer) list(v *value) acl.Value {
	a := v.list
	if a.unknown != nil || w.open[a] || len(w.open) > MaxDepth {
		why := circular(a.unknown)
		return w.dynamic("", why.why, v.at, why.at)
	}
	w.open[a] = true
	out := acl.Value{Kind: acl.List, Shared: w.number(a), Span: v.at.span()}
	items := make([]acl.Value, len(a.items))
	for i := range a.items {
		items[i] = w.value(&a.items[i], true)
	}
	out.SetItems(items)
	delete(w.open, a)
	return out
}

func circular(why *reason) *reason {
	if why == nil {
		return &reason{why: "a reference to itself"}
	}
	return why
}

func (w *writer) hash(v *value) acl.Value {
	h := v.hash
	why := h.unknown
	for i := range h.entries {
		if h.entries[i].computed {
			why = &reason{"a key that code makes", h.entries[i].keyAt.place()}
		} else if d := h.entries[i].doubt; d != nil && why == nil {
			why = &reason{"code " + d.Why, d.Place}
		}
	}
	if why != nil || w.open[h] || len(w.open) > MaxDepth {
		why = circular(why)
		return w.dynamic("", why.why, v.at, why.at)
	}
	w.open[h] = true
	out := acl.Value{Kind: acl.Hash, Shared: w.number(h), Span: v.at.span()}
	entries := make([]acl.Entry, len(h.entries))
	for i := range h.entries {
		en := &h.entries[i]
		entries[i] = acl.Entry{Key: en.key, Value: w.value(&en.v, false)}
		if en.keyAt.src != nil && en.keyAt.src.file == w.file {
			entries[i].KeySpan = en.keyAt.span()
		}
	}
	out.SetEntries(entries)
	w.repeatedKeys(entries, out.Span)
	delete(w.open, h)
	return out
}

// plainKeys looks for keys written twice.
func (w *writer) plainKeys(v *acl.Value) {
	for i := range v.Items() {
		w.plainKeys(&v.Items()[i])
	}
	for i := range v.Entries() {
		w.plainKeys(&v.Entries()[i].Value)
	}
	w.repeatedKeys(v.Entries(), v.Span)
}

// repeatedKeys looks at the keys that are written in one hash; what comes in from
// another one is there to be overridden.
func (w *writer) repeatedKeys(entries []acl.Entry, within acl.Span) {
	if len(entries) < 2 {
		return
	}
	if len(entries) > indexFrom {
		seen := make(map[string]int, len(entries))
		for i := range entries {
			if first, ok := seen[entries[i].Key]; ok && isWithin(&entries[first], within) {
				w.repeated(&entries[first], &entries[i])
			}
			seen[entries[i].Key] = i
		}
		return
	}
	for i := 1; i < len(entries); i++ {
		for j := i - 1; j >= 0; j-- {
			if entries[i].Key == entries[j].Key && isWithin(&entries[j], within) {
				w.repeated(&entries[j], &entries[i])
				break
			}
		}
	}
}

func isWithin(e *acl.Entry, s acl.Span) bool {
	return e.KeySpan.Start.Offset >= s.Start.Offset && e.KeySpan.End.Offset <= s.End.Offset
}

// quoteName puts a text of the file into a message of one line.
func quoteName(s string) string {
	if strings.ContainsFunc(s, unicode.IsControl) {
		return strconv.Quote(s)
	}
	return "'" + s + "'"
}

// repeated: of equal keys the last one counts.
func (w *writer) repeated(first, second *acl.Entry) {
	severity, what, mend := diag.Error, ": the last one wins", "join both under one key, or remove one"
	if acl.Equal(&first.Value, &second.Value) {
		severity, what, mend = diag.Info, ", with equal values", "remove one"
	}
	at := acl.Place{File: w.file, Span: second.KeySpan}
	if !second.KeySpan.IsValid() {
		at = w.at
	}
	d := w.find(diag.DuplicateKey, severity, at, "key "+quoteName(second.Key)+" is here twice"+what, mend)
	d.Related = append(d.Related, diag.Related{Place: acl.Place{File: w.file, Span: first.KeySpan}, Message: "written here first"})
}
