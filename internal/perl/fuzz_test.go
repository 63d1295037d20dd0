package perl

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/acl"
	"github.com/ticketacl/ticketacl/internal/diag"
)

// positions counts lines and columns afresh, character by character; bytes,
// where the text is not UTF-8. A byte order mark has no column.
func positions(text []byte) map[uint32]acl.Pos {
	out := map[uint32]acl.Pos{}
	p := acl.Pos{Line: 1, Column: 1}
	valid := utf8.Valid(text)
	if bytes.HasPrefix(text, []byte("\xef\xbb\xbf")) {
		p.Offset = 3
	}
	for {
		out[p.Offset] = p
		if int(p.Offset) >= len(text) {
			return out
		}
		n := 1
		if valid {
			_, n = utf8.DecodeRune(text[p.Offset:])
		}
		if text[p.Offset] == '\n' {
			p.Line++
			p.Column = 0
		}
		p.Column++
		p.Offset += uint32(n)
	}
}

// checkDocument holds what is true of every document: places lie in the text,
// findings are complete and in order, nothing is refused without a word.
func checkDocument(t testing.TB, text []byte, d *Document) {
	t.Helper()
	at := positions(text)
	check := func(what string, s acl.Span) {
		t.Helper()
		for _, p := range []acl.Pos{s.Start, s.End} {
			if want, ok := at[p.Offset]; p.IsValid() && (!ok || want != p) {
				t.Errorf("%s at %+v, want %+v", what, p, want)
			}
		}
		if s.End.Before(s.Start) || s.Start.IsValid() != s.End.IsValid() {
			t.Errorf("%s ends before it starts: %v", what, s)
		}
	}
	var walk func(v *acl.Value)
	walk = func(v *acl.Value) {
		check(v.Kind.String()+" "+v.Text, v.Span)
		for i := range v.Items() {
			walk(&v.Items()[i])
		}
		for i := range v.Entries() {
			check("key "+v.Entries()[i].Key, v.Entries()[i].KeySpan)
			walk(&v.Entries()[i].Value)
		}
	}
	for _, a := range d.Set.ACLs {
		if a.File == "" || !a.Place().Span.IsValid() {
			t.Errorf("%q has no place: %v", a.Name, a.Place())
		}
		if a.Form != acl.Deployed {
			t.Errorf("%q is no deployed ACL", a.Name)
		}
		check("name "+a.Name, a.NameSpan)
		walk(&a.Entry)
		if a.Doubt != nil {
			check("doubt", a.Doubt.Place.Span)
		}
	}
	for _, x := range d.Set.Doubts {
		if x.Why == "" || !x.Place.Span.IsValid() {
			t.Errorf("a doubt says nothing: %+v", x)
		}
		check(x.Why, x.Place.Span)
	}
	refused := false
	for i := range d.Diagnostics {
		x := &d.Diagnostics[i]
		if x.Rule == "" || x.Summary == "" || strings.Contains(x.Summary, "\n") || !x.Place.Span.IsValid() {
			t.Errorf("a finding lacks something: %+v", x)
		}
		check(x.Summary, x.Place.Span)
		for _, r := range x.Related {
			check(r.Message, r.Place.Span)
		}
		for _, f := range x.Fixes {
			for _, e := range f.Edits {
				check(f.Title, e.Span)
			}
		}
		if i > 0 && x.Place.Span.Start.Before(d.Diagnostics[i-1].Place.Span.Start) {
			t.Errorf("findings out of order: %v after %v", x, d.Diagnostics[i-1])
		}
		refused = refused || x.Severity == diag.Error
	}
	if d.Refused && !refused {
		t.Errorf("refused without a word: %v", d.Diagnostics)
	}
}

// FuzzRead holds that no text makes Read panic, that all places lie inside the
// text, and that the same text gives the same result.
func FuzzRead(f *testing.F) {
	for _, file := range goldenFiles(f) {
		f.Add(readFile(f, file))
	}
	for _, text := range hostile(1 << 8) {
		f.Add([]byte(text))
	}
	byPlace := cmp.Comparer(func(a, b acl.Value) bool { return acl.Same(&a, &b) })
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		d := Read("x.pm", data)
		checkDocument(t, data, d)
		if !cmp.Equal(d, Read("x.pm", data), byPlace) {
			t.Error("read twice, two results")
		}
	})
}

// hostile are texts of about n bytes that are hard to read: unclosed quotes of
// every kind, brackets, here-documents, all on one line and on many.
func hostile(n int) map[string]string {
	fill := func(s string) string { return strings.Repeat(s, max(1, n/len(s))) }
	const start = "$Self->{TicketAcl}->{'a'} = "
	return map[string]string{
		"one long string":            start + "'" + fill("x") + "';",
		"an unclosed string":         start + "'" + fill("x"),
		"an unclosed string, lines":  start + "\"" + fill("x\n"),
		"unclosed strings, lines":    fill(start + "{ a => ['x };\n"),
		"unclosed q":                 fill("q{"),
		"unclosed qw":                fill("qw("),
		"unclosed s":                 fill("s{a}{"),
		"patterns":                   fill("=~ /"),
		"open braces":                start + fill("{"),
		"open brackets":              start + fill("["),
		"open parentheses":           start + fill("("),
		"nested lists":               start + fill("[") + strings.Repeat("]", max(1, n)) + ";",
		"nested hashes":              start + strings.Repeat("{a=>", n/10) + "1" + strings.Repeat("}", n/10) + ";",
		"closing braces":             fill("}"),
		"here-documents, one line":   fill("<<X,"),
		"here-documents, lines":      fill("<<X;\n"),
		"here-documents, one end":    fill("<<X,") + "\n" + fill("X\n"),
		"a here-document":            start + "<<X;\n" + fill("x\n"),
		"indented here-documents":    fill("<<~'X';\n  x\n"),
		"commas":                     start + "[" + fill(",") + "];",
		"arrows":                     start + "{" + fill("a=>") + "};",
		"dots":                       start + fill("'a'.") + "'b';",
		"path":                       "$Self->{TicketAcl}" + fill("{a}") + " = 1;",
		"path with arrows":           "$Self->{TicketAcl}" + fill("->{a}") + " = 1;",
		"items on one line":          start + "{ a => [" + fill("'x',") + "] };",
		"items on many lines":        start + "{ a => [" + fill("'x',\n") + "] };",
		"keys on one line":           start + "{" + fill("a=>1,") + "};",
		"ACLs on one line":           fill(start + "{};"),
		"ACLs without semicolons":    fill(start + "{}\n"),
		"errors":                     fill("%^&*(\n"),
		"missing commas":             start + "[" + fill("'a' 'b'\n") + "];",
		"comments":                   fill("#\n"),
		"a comment":                  "#" + fill("x"),
		"pod":                        fill("\n=pod\n\n=cut\n"),
		"open pod":                   fill("\n=pod\n"),
		"variables":                  fill("my $x = 1;\n"),
		"doubling":                   "my @a = (1, 2);\n" + strings.Repeat("@a = (@a, @a);\n", min(n/20, 200)) + "$Self->{TicketAcl}{a} = [@a];",
		"doubling of a string":       "my $a = 'ab';\n" + strings.Repeat("$a = \"$a$a\";\n", min(n/20, 200)) + "$Self->{TicketAcl}{$a} = {};",
		"doubling by .=":             "my $a = 'ab';\n" + strings.Repeat("$a .= $a;\n", min(n/20, 200)) + "$Self->{TicketAcl}{$a} = {};",
		"a structure within itself":  "my $a = {}; $a->{x} = $a; $Self->{TicketAcl}{a} = $a; my @l = (1); push @l, \\@l; $Self->{TicketAcl}{b} = \\@l;",
		"sharing":                    "my $a0 = ['x'];\n" + doubling(min(n/30, 100)) + "$Self->{TicketAcl}{a} = { x => $a0 };",
		"a list of any length":       "$Self->{TicketAcl}{a}{b}[4294967295] = 1; $Self->{TicketAcl}{c}{b}[1e9] = 1; my @r = (1 .. 1e12); $Self->{TicketAcl}{d} = [@r];",
		"repetition":                 "$Self->{TicketAcl}{a} = 'x' x 1e12; $Self->{TicketAcl}{b} = [ (1) x 1e10 ];",
		"numbers":                    start + fill("9") + ";",
		"an exponent":                start + "[1e" + fill("9") + ", 0x" + fill("f") + "];",
		"interpolation":              start + "\"" + fill("$x") + "\";",
		"interpolation in itself":    start + fill("\"@{[ ") + strings.Repeat(" ]}\"", n/8),
		"escapes":                    start + "\"" + fill("\\x{") + "\";",
		"case":                       start + "\"" + fill("\\U\\L\\Q") + "\";",
		"NUL":                        fill("\x00"),
		"no UTF-8":                   start + "'" + fill("\xff\xc3") + "';",
		"no UTF-8, but promised":     "use utf8;\n" + start + "'" + fill("\xff\xc3") + "';",
		"carriage returns":           fill("\r"),
		"subs":                       fill("sub x {"),
		"blocks":                     fill("{ "),
		"conditions":                 fill("if (1) { ") + fill("} "),
		"else":                       "if (1) {} " + fill("elsif (2) {} "),
		"ternaries":                  start + fill("1 ? 2 : ") + "3;",
		"unary":                      start + fill("!") + "1;",
		"minus":                      start + fill("- ") + "1;",
		"backslashes":                start + fill("\\") + "1;",
		"dollars":                    fill("$") + "x;",
		"chained assignment":         fill("$x = ") + "1;",
		"names of one start":         fill("$Self->"),
		"only the name":              fill("TicketAcl "),
		"strings that flip":          fill("'"),
		"strings that flip on lines": fill("'\"\n"),
	}
}

// doubling makes structures that are twice as large each, of little text.
func doubling(n int) string {
	var out strings.Builder
	for range n {
		out.WriteString("$a0 = [ $a0, $a0 ];\n")
	}
	return out.String()
}

// TestHostile reads them large. A reader that goes over its text again and
// again, or that writes out what is shared, does not come to an end here.
// TICKETACL_BYTES says how large.
func TestHostile(t *testing.T) {
	for name, text := range hostile(setting(t, "TICKETACL_BYTES", 1<<20)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := Read("x.pm", []byte(text))
			if len(d.Diagnostics) > 2000 {
				t.Errorf("%d findings about one file", len(d.Diagnostics))
			}
		})
	}
}

// alphabet is what FuzzAgainstPerl makes texts of: the data of ACLs, and nothing
// that perl would run while it compiles.
func alphabet() []string {
	return []string{
		"{", "}", "[", "]", "(", ")", ",", " => ", "=>", ";", "\n", " ", " = ", " . ",
		" 'Raw'", "\"new\"", "'it\\'s'", "q{x}", "qq[y]", "[qw(a b)]", "1", "0", "007", "0x1f", "1.5", "1_000", " undef ",
		"Possible => ", "Ticket=>", "State => ['new', 'open'],", "{ Queue => ['Raw'] }", "},\n", "};\n",
		"$Self ", "$Self->{TicketAcl}", "{Name}", "$Self->{TicketAcl}->{'100'} = {", "use strict;\n",
	}
}

// FuzzAgainstPerl holds the verdict on texts of a small alphabet to perl's,
// which only compiles them.
func FuzzAgainstPerl(f *testing.F) {
	tokens := alphabet()
	f.Add([]byte{37, 28, 0, 29, 0, 30, 1, 1, 33})
	f.Add([]byte{38, 35, 36, 12, 0, 28, 31, 6, 1, 9})
	p, runs := startPerl(f, true), startPerl(f, false)
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 64 {
			return
		}
		var text []byte
		for _, c := range data {
			next := tokens[int(c)%len(tokens)]
			if next == "\n" && bytes.HasSuffix(text, []byte("\n")) {
				continue // perl names the line of what follows, however many are empty between
			}
			text = append(text, next...)
		}
		// Where both refuse, TestMutations says how often they do so elsewhere.
		if problem := verdict(t, p, runs, "x.pl", text); problem != "" && !strings.HasPrefix(problem, otherLine) {
			t.Errorf("%s\n%s", problem, text)
		}
	})
}

// TestEmptyDeclarations: perl declares nothing with my (), wherever it stands.
func TestEmptyDeclarations(t *testing.T) {
	for _, statement := range []string{
		"my () = 1", "my () ||= 1", "local () .= 1", "my ()->{a} = 1", "push @{my ()}, 1", "(my ()) = 1", "my ()++", "$x = my ()",
		"${my ()} = 1", "our () = 1", "state () //= 2", `\my () = 1`, "undef my ()", "chop(my ())", "if (my ()) { 1 }", "my () =~ s/a/b/",
	} {
		text := []byte(statement + ";\n$Self->{TicketAcl}->{'a'} = {};\n")
		d := Read("x.pl", text)
		checkDocument(t, text, d)
		if len(d.Set.ACLs) != 1 && !d.Refused {
			t.Errorf("%s: the ACL behind it is lost without a word", statement)
		}
	}
}
