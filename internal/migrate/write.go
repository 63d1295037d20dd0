package migrate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ticketacl/ticketacl/convert"
	"github.com/ticketacl/ticketacl/internal/acl"
)

// finish makes the result of the drafts.
func (m *migration) finish() {
	out := &acl.Set{}
	into := map[string][]string{}
	for _, d := range m.drafts {
		a := m.written(d)
		if a == nil {
			continue
		}
		out.ACLs = append(out.ACLs, a)
		into[d.from] = append(into[d.from], a.Name)
	}
	m.result.Set = out
	for _, d := range m.drafts {
		for _, r := range d.rewrites {
			r.Into = into[d.from]
		}
		m.result.Rewrites = append(m.result.Rewrites, d.rewrites...)
		for _, n := range d.needs {
			n.Off = (d.off && !d.emptied || !d.deployed) && !d.verbatim && n.Differs()
		}
		m.result.Needs = append(m.result.Needs, d.needs...)
	}
	m.result.Needs = toldOnce(m.result.Needs)
	m.screensAsk()
	for _, n := range m.result.Needs {
		if n.Off {
			continue
		}
		for _, r := range m.result.Rewrites {
			if r.ACL == n.ACL && n.Differs() && n.At == r.At {
				r.Exact = false
			}
		}
	}
	m.lines()
}

// toldOnce leaves one of the needs that ACLs which one became have in common: it matters
// where it does for one of them.
func toldOnce(all []*Need) (out []*Need) {
	for _, n := range all {
		i := slices.IndexFunc(out, func(o *Need) bool {
			return o.ACL == n.ACL && o.Class == n.Class && o.Question == n.Question && o.Text == n.Text
		})
		if i < 0 {
			out = append(out, n)
		} else {
			out[i].Off = out[i].Off && n.Off
		}
	}
	return out
}

// isEmptied reports whether an ACL had lists, and none is left that does anything. Where
// conditions decide what the engine fills, one with conditions does so still.
func (m *migration) isEmptied(d *draft) bool {
	filling := !m.To.Switches.GatherAll && len(d.match[0])+len(d.match[1]) > 0
	return d.touched && !d.made && d.hadLists && !filling && !d.says()
}

// says reports whether an ACL has a list that does anything.
func (d *draft) says() bool {
	return slices.ContainsFunc(d.lists, func(l list) bool { return l.area == "Ticket" || len(l.v.Items())+len(l.v.Entries()) > 0 })
}

// written is the ACL that a draft has become; nil where the new target has no way
// to keep it.
func (m *migration) written(d *draft) *acl.ACL {
	switch {
	case d.verbatim:
		return d.src
	case d.made && !d.says():
		return nil // a part of an ACL, of which nothing is left
	}
	if d.emptied = (d.emptied || m.isEmptied(d)) && d.never == ""; d.emptied && d.deployed && m.To.HasEditor() {
		d.off, d.offNote = true, "nothing is left of it"
	}
	a := d.src
	if d.touched || a == nil {
		a = d.entry(m.note(d))
	}
	if d.never == "" || !d.deployed {
		return a
	}
	m.need(d, acl.Span{}, NeverApplied, "", d.never, "look at what it was meant to do; it is switched off")
	if !m.To.HasEditor() {
		return nil
	}
	d.off = true
	return d.entry(m.note(d))
}

// note is what the description of an ACL says about its migration behind what it said
// before, as far as the database has room: all of it is in the report.
func (m *migration) note(d *draft) string {
	old := ""
	if d.src != nil && d.src.Meta.Description != nil {
		old = d.src.Meta.Description.Text
	}
	notes := slices.Clone(d.notes)
	if d.off {
		notes = slices.Insert(notes, 0, "switched off: "+cmp.Or(d.offNote, "it never applied"))
	}
	if len(notes) == 0 {
		return old
	}
	for n := len(notes); n > 0; n-- {
		said := strings.Join(notes[:n], "; ")
		if n < len(notes) {
			said += fmt.Sprintf("; %d more in the report", len(notes)-n)
		}
		if s := strings.TrimSpace(old + " From " + m.From.ID + ": " + said + "."); utf8.RuneCountInString(s) <= convert.TextMax {
			return s
		}
	}
	if s := strings.TrimSpace(old + " From " + m.From.ID + ", see the report."); utf8.RuneCountInString(s) <= convert.TextMax {
		return s
	}
	return cutAtWord(old, convert.TextMax)
}

// cutAtWord is the beginning of a text in whole words, where it is too long.
func cutAtWord(s string, limit int) string {
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	cut := string(r[:limit-2])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ") + " …"
}

// entry writes a draft as an export has it, with a description.
func (d *draft) entry(description string) *acl.ACL {
	text := func(s string) acl.Value { return acl.Value{Kind: acl.String, Text: s} }
	number := func(s string) acl.Value { return acl.Value{Kind: acl.Number, Text: s} }
	var entries []acl.Entry
	add := func(key string, v acl.Value) { entries = append(entries, acl.Entry{Key: key, Value: v}) }
	comment, valid := "", "1"
	nameSpan, file := acl.Span{}, ""
	if d.src != nil {
		file, nameSpan, comment = d.src.File, d.src.NameSpan, d.src.Comment()
		changed, by := d.src.Changed()
		created, createdBy := d.src.Created()
		for _, s := range [][2]string{{"ChangeBy", by}, {"ChangeTime", changed}, {"CreateBy", createdBy}, {"CreateTime", created}} {
			if s[1] != "" {
				add(s[0], text(s[1]))
			}
		}
		if v := d.src.Meta.ID; v != nil && v.IsTrue() && !d.made {
			add("ID", number(v.Text))
		}
		if v := d.src.Meta.ValidID; v != nil && v.IsTrue() {
			valid = v.Text
		}
	}
	if d.off {
		valid = "3"
	}
	stop := "0"
	if d.stops {
		stop = "1"
	}
	add("Comment", text(comment))
	add("ConfigChange", d.config(false))
	add("ConfigMatch", d.config(true))
	add("Description", text(description))
	name := text(d.name)
	name.Span = nameSpan
	add("Name", name)
	add("StopAfterMatch", number(stop))
	add("ValidID", number(valid))
	slices.SortFunc(entries, func(a, b acl.Entry) int { return strings.Compare(a.Key, b.Key) })
	v := acl.NewHash(entries)
	v.Span = nameSpan
	return convert.EntryACL(file, &v)
}

// config is ConfigMatch or ConfigChange.
func (d *draft) config(match bool) acl.Value {
	var blocks []acl.Entry
	for b := range acl.BlockName(acl.NumBlocks) {
		if b.IsMatch() != match {
			continue
		}
		if v := d.block(b); len(v.Entries()) > 0 {
			blocks = append(blocks, acl.Entry{Key: b.String(), Value: v})
		}
	}
	if len(blocks) == 0 {
		return acl.Value{Kind: acl.String}
	}
	return acl.NewHash(blocks)
}

// block is one of the five hashes.
func (d *draft) block(b acl.BlockName) acl.Value {
	areas := map[string][]acl.Entry{}
	whole := map[string]acl.Value{}
	if b.IsMatch() {
		for _, c := range d.match[b] {
			if c.attr == "" {
				areas[c.area] = append(areas[c.area], []acl.Entry{}...)
				whole[c.area] = c.v
				continue
			}
			areas[c.area] = append(areas[c.area], acl.Entry{Key: c.attr, KeySpan: c.span, Value: c.v})
		}
	} else {
		for _, l := range d.lists {
			if l.block != b {
				continue
			}
			if l.sub == "" {
				whole[l.area] = l.v
				continue
			}
			areas[l.area] = append(areas[l.area], acl.Entry{Key: l.sub, KeySpan: l.span, Value: l.v})
		}
	}
	for area, entries := range areas {
		if len(entries) > 0 {
			slices.SortFunc(entries, func(a, b acl.Entry) int { return strings.Compare(a.Key, b.Key) })
			whole[area] = acl.NewHash(entries)
		}
	}
	var out []acl.Entry
	for area, v := range whole {
		out = append(out, acl.Entry{Key: area, Value: v})
	}
	slices.SortFunc(out, func(a, b acl.Entry) int { return strings.Compare(a.Key, b.Key) })
	return acl.NewHash(out)
}

// lines are those of configuration files that would override what is imported.
func (m *migration) lines() {
	if !m.To.HasEditor() {
		return
	}
	for _, d := range m.drafts {
		a := d.src
		if a == nil || a.Form != acl.Deployed || a.Header != "" || !a.NameSpan.IsValid() || !a.Entry.Span.IsValid() || d.verbatim {
			continue // a deployment is replaced whole
		}
		from, to := int(a.NameSpan.Start.Line), int(max(a.Entry.Span.End.Line, a.Entry.Span.Start.Line))
		all := m.result.Lines
		if n := len(all); n > 0 && slices.Contains(all[n-1].ACLs, a.Name) {
			continue // the other part of one that was split
		}
		m.result.Lines = append(all, Lines{File: a.File, From: from, To: to, ACLs: []string{a.Name}})
	}
	slices.SortStableFunc(m.result.Lines, func(a, b Lines) int {
		if a.File != b.File {
			return strings.Compare(a.File, b.File)
		}
		return a.From - b.From
	})
}
