package perl

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// generator makes sets of ACLs, and prints them.
type generator struct{ *printer }

func newGenerator(seed, n int) *generator {
	r := rand.New(rand.NewPCG(uint64(seed), uint64(n)))
	return &generator{&printer{Rand: r, encoding: encoding(r.IntN(3)), noisy: r.IntN(3) > 0}}
}

// word is a name, key or item.
func (g *generator) word() string {
	switch g.IntN(12) {
	case 0:
		return g.pick("", " ", "0", "1", "100", "-1", "007", "1.50", "a", "-minus", "q", "y", "s", "x", "=>", "undef", "__END__", "1e3", "0 but true")
	case 1:
		return g.pick("it's", "say \"hi\"", "back\\slash", "\\", "a\\", "\\'", "$x", "@y", "a@b.example", "%d", "${z}", "$Self->{x}", "@{[1]}", "#no", "};", "','", "a => b", "<<X", "\\n", "\\\\", "{", "}", "q{x}", "`ls`")
	case 2:
		return g.pick("ä", "Größe", "Ümläut", "ß", "é", "naïve", "¿", "ÿ")
	case 3:
		if g.encoding == latin1Only { // beyond it there are only escapes
			return g.pick("ÄÖÜ", "é")
		}
		return g.pick("名前", "😀", "€", "a\u0301", "\u00a0nbsp", "‘x’", "ЖЖ", "\u2028")
	case 4:
		return g.pick("two\nlines", "\n", "a\n", "\na\n\nb\n", "tab\there", "trail ", " lead", "\t", "bell\a", "esc\x1b[0m", "nul\x00", "del\x7f", "cr\rx")
	case 5:
		return g.pick("[Not]", "[RegExp]^(a|b)$", "[regexp]x+", "[NotRegExp]\\d{2}", "[Not]Raw", "[RegExp]\\$\\@")
	case 6:
		var out strings.Builder
		odd := []rune("ab '\"\\$@%{}[]()<>#=,;.:-_/|!~^&*?`\n\tä€x0")
		for range g.IntN(8) {
			out.WriteRune(odd[g.IntN(len(odd))])
		}
		return out.String()
	}
	return g.pick("Raw", "Misc", "new", "open", "closed successful", "5 very high", "AgentTicketNote", "AgentTicketClose", "Ticket", "Queue", "State", "Action", "DynamicField_Field1", "Possible", "Properties", "Hotline::Intern")
}

func (g *generator) value(depth int) acl.Value {
	n := g.IntN(20)
	if depth <= 0 {
		n = 8 + g.IntN(12)
	}
	switch {
	case n < 4:
		v := acl.Value{Kind: acl.Hash}
		for range g.IntN(4) {
			if k := g.word(); v.Get(k) == nil {
				v.SetEntries(append(v.Entries(), acl.Entry{Key: k, Value: g.value(depth - 1)}))
			}
		}
		return v
	case n < 8:
		v := acl.Value{Kind: acl.List}
		for range g.IntN(5) {
			v.SetItems(append(v.Items(), g.value(depth-1)))
		}
		return v
	case n < 9:
		return acl.Value{}
	case n < 11:
		return acl.Value{Kind: acl.Number, Text: g.pick(slices.Sorted(maps.Keys(numerals()))...)}
	}
	return acl.Value{Kind: acl.String, Text: g.word()}
}

// set is one of blocks as people have them, and of anything else.
func (g *generator) set() []acl.Entry {
	var out []acl.Entry
	for range 1 + g.IntN(4) {
		e := acl.Entry{Key: g.word(), Value: acl.Value{Kind: acl.Hash}}
		for _, block := range []string{"Properties", "PropertiesDatabase", "Possible", "PossibleAdd", "PossibleNot"} {
			if !g.oneIn(2) {
				e.Value.SetEntries(append(e.Value.Entries(), acl.Entry{Key: block, Value: acl.NewHash([]acl.Entry{{Key: g.pick("Ticket", "Queue", "Action"), Value: g.value(3)}})}))
			}
		}
		if g.oneIn(2) {
			e.Value.SetEntries(append(e.Value.Entries(), acl.Entry{Key: "StopAfterMatch", Value: g.value(0)}))
		}
		if g.oneIn(10) {
			e.Value = g.value(4)
		}
		out = append(out, e)
	}
	return out
}

// noise is code of all sorts that has nothing to do with ACLs.
func noise() []string {
	return []string{
		"$Self->{DatabasePw} = 'it\\'s {secret';", "$Self->{FQDN} = \"otrs.example.com\"; # ;", ";;", "{ ; }", "$Self->{x} = $Self->{y} / 2; $Self->{z} = '/';", "my $NAME = 1; $NAME =~ s/'/\"/g;",
		"my @NAME = map { $_ * 2 } grep { /[}'\"]/ } qw(a b);", "if ( $Self->{x} ) { $Self->{y} = '}'; } else { $Self->{y} = \"{\" }", "$Self->{'Ticket::Hook'} = q#'#;", "my %NAME = ( a => [ 1, { b => '}' } ] );",
		"\n=pod\n\n$Self->{TicketAcl}->{'no'} = {};\n\n=cut\n", "\n=for nobody it's {\n\n=cut\n", "for my $i ( 1 .. 3 ) { $Self->{\"User$i\"}->{Name} = $i; }", "my $NAME = sub { my ( $a, $b ) = @_; return $a =~ m{^\\}}x ? $b : { a => '{' } };",
		"my $NAME = <<'NAME' . \"x\";\n$Self->{TicketAcl}->{'no'} = {\nit's\nNAME\n", "print STDERR \"$Self->{x} @{[ 1 ]} \\\"\\n\" if 0;", "my ( $NAME, $NAME2 ) = ( 1 < 2, 3 > 1 ); my $NAME3 = $NAME % 2;", "$Self->{TicketAclX}->{'no'} = {}; $Self->{'Ticket::Acl::Module'}{'1'} = {};",
		"$Self->{Code} = \\&Nothing; $Self->{h}{a}[0]{b} ||= 'x'; $Self->{h} = undef;", "tr/a-z//d, y{a}{b} for my $NAME = 'a';", "unless ( defined $Self->{q} ) { local $_ = \"y\" x 3; m'x'; }", "my $NAME = $Self->{a} ? 'TicketAcl' : qr/[\"'}]/;",
		"our $NAME = '$Revision: 1.3 $'; $NAME = -$NAME if $NAME =~ /^\\d+$/; # '",
	}
}

func (g *generator) noise() {
	s := noise()[g.IntN(len(noise()))]
	s = strings.ReplaceAll(s, "NAME2", g.name("n"))
	s = strings.ReplaceAll(s, "NAME3", g.name("n"))
	s = strings.ReplaceAll(s, "NAME", g.name("N"))
	g.emit(s)
	g.newline()
}

// statement writes what has to come before the text written by write, and then
// that text.
func (g *generator) statement(write func()) {
	saved := g.out
	g.out = nil
	write()
	text := g.out
	g.out = saved
	g.emit(g.before...)
	g.before = nil
	g.out = append(g.out, text...)
}

// path writes $Self->{TicketAcl} and subscripts.
func (g *generator) path(keys ...string) {
	g.emit(g.pick("$Self->", "$Self->", "$Self ->", "$Self-> ", "$$Self"), g.pick("{TicketAcl}", "{TicketAcl}", "{'TicketAcl'}", "{\"TicketAcl\"}", "{ TicketAcl }", "{q{TicketAcl}}"))
	for _, k := range keys {
		g.emit(g.pick("->", "->", "", " -> "))
		g.subscript(k)
	}
}

func (g *generator) assign(v *acl.Value, keys ...string) {
	g.statement(func() {
		g.path(keys...)
		g.blank()
		g.emit(g.pick("=", " = ", "= "))
		g.blank()
		g.printer.value(v)
		g.blank()
		g.emit(";")
	})
	g.newline()
}

// statements writes a set as assignments.
func (g *generator) statements(set []acl.Entry) {
	if g.oneIn(8) {
		v := acl.NewHash(set)
		g.assign(&v)
		return
	}
	for i := range set {
		if g.oneIn(3) {
			g.noise()
		}
		e := &set[i]
		if g.oneIn(8) { // something that the next statement replaces
			lost := g.value(2)
			g.assign(&lost, e.Key)
		}
		if e.Value.Kind == acl.Hash && g.oneIn(4) { // piece by piece
			g.assign(&acl.Value{Kind: acl.Hash}, e.Key)
			for j := range e.Value.Entries() {
				part := &e.Value.Entries()[j]
				if part.Value.Kind == acl.Hash && len(part.Value.Entries()) > 0 && g.oneIn(2) {
					for k := range part.Value.Entries() {
						g.assign(&part.Value.Entries()[k].Value, e.Key, part.Key, part.Value.Entries()[k].Key)
					}
					continue
				}
				g.assign(&part.Value, e.Key, part.Key)
			}
			continue
		}
		g.assign(&e.Value, e.Key)
	}
}

// file prints a set as a whole file.
func (g *generator) file(set []acl.Entry) (name string, text []byte) {
	declare := g.encoding == utf8Declared
	head := ""
	if declare {
		head = "use utf8;\n"
	}
	name = "generated.pm"
	switch frame := g.IntN(8); {
	case frame < 3: // a snippet
		name = "generated.pl"
		if g.oneIn(3) {
			head += "use strict;\n"
			g.strict = true
		}
		g.emit(head)
		g.statements(set)
	case frame < 4 && !declare: // the body of a hash
		name = "generated.pl"
		v := acl.NewHash(set)
		g.noisy = g.noisy && g.oneIn(2)
		g.body(&v)
	case frame < 6:
		g.strict = true
		g.emit("# VERSION:1.1\npackage Kernel::Config::Files::Generated;\nuse strict;\nuse warnings;\n", head, "sub Load {\n    my ($File, $Self) = @_;\n")
		g.statements(set)
		g.emit(g.pick("    return;\n}\n1;\n", "}\n1;\n", "    return 1;\n}\n1;\n__END__\nit's {\n"))
	default:
		g.strict = g.oneIn(2)
		if g.strict {
			head = "use strict;\n" + head
		}
		g.emit("package Kernel::Config;\n", head, "sub Load {\n    my $Self = shift;\n")
		g.statements(set)
		g.emit("}\nuse Kernel::Config::Defaults;\nour @ISA = ('Kernel::Config::Defaults');\n1;\n")
	}
	source := string(g.out)
	if g.oneIn(6) {
		source = strings.ReplaceAll(source, "\n", "\r\n")
	}
	if g.encoding == latin1Only {
		text = make([]byte, 0, len(source))
		for _, r := range source {
			text = append(text, byte(r))
		}
		return name, text
	}
	if declare && g.oneIn(8) {
		source = "\ufeff" + source
	}
	return name, []byte(source)
}

// body writes entries without an assignment. No statement can come before them,
// so there are no variables.
func (g *generator) body(v *acl.Value) {
	for {
		start := len(g.out)
		braces := len(v.Entries()) > 0 && g.oneIn(2)
		if braces {
			g.emit("{\n")
		}
		for i := range v.Entries() {
			k := v.Entries()[i].Key
			switch {
			case i > 0:
				g.text(k)
			case bareKey.MatchString(k) && g.oneIn(2):
				g.emit(k)
			default: // after a brace perl looks for a string and a comma, and no further
				g.double(k, "\"")
			}
			g.emit(" => ")
			g.printer.value(&v.Entries()[i].Value)
			g.emit(",")
			g.newline()
		}
		if braces {
			g.emit("}", g.pick("", ";", "\n"))
		}
		if len(g.before) == 0 {
			return
		}
		g.out, g.before = g.out[:start], nil
	}
}

// TestGenerated prints random sets in random styles, and holds the reader to
// what perl sees in them; and perl to what was printed. TICKETACL_SETS and
// TICKETACL_SEED say how many, and which.
func TestGenerated(t *testing.T) {
	p := startPerl(t, false)
	seed := setting(t, "TICKETACL_SEED", 1)
	for n := range setting(t, "TICKETACL_SETS", 300) {
		checkGenerated(t, p, seed, n)
	}
}

// FuzzGenerated does the same for as long as it is let.
func FuzzGenerated(f *testing.F) {
	f.Add(uint32(1), uint32(1))
	p := startPerl(f, false)
	f.Fuzz(func(t *testing.T, seed, n uint32) { checkGenerated(t, p, int(seed), int(n)) })
}

// checkGenerated holds the reader to what perl sees in one generated file, and
// perl to what was printed.
func checkGenerated(t *testing.T, p *loader, seed, n int) {
	t.Helper()
	g := newGenerator(seed, n)
	set := g.set()
	name, text := g.file(set)
	l := p.load(t, name, text)
	what := fmt.Sprintf("set %d of seed %d%s", n, seed, keep(t, name, n, string(text)))
	if l.Compiles != 1 || l.Died != "" {
		t.Errorf("%s: the generator printed what perl does not load: %s%s", what, l.Error, l.Died)
		return
	}
	meant := map[string]string{}
	for i := range set {
		meant[set[i].Key] = show(&set[i].Value)
	}
	if diff := cmp.Diff(meant, l.acls(t)); diff != "" && !onlyBlocks(set) {
		t.Errorf("%s: meant (-), perl (+):\n%s", what, diff)
	}
	d := Read(name, text)
	checkDocument(t, text, d)
	if diff := differences(t, d, &l); diff != "" {
		t.Errorf("%s: %s", what, diff)
	}
}

// onlyBlocks: the body of a hash all of whose keys are blocks is one ACL.
func onlyBlocks(set []acl.Entry) bool {
	for i := range set {
		if _, ok := acl.BlockNamed(set[i].Key); !ok && set[i].Key != "StopAfterMatch" {
			return false
		}
	}
	return true
}
