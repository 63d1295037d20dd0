package perl

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"

	"github.com/ticketacl/ticketacl/internal/acl"
)

// encoding is how the characters of a printed file become bytes.
type encoding uint8

const (
	utf8Declared encoding = iota // UTF-8, and the file says so
	asciiOnly                    // everything else is an escape
	latin1Only                   // one byte for each, and nothing is said
)

// printer writes values as Perl, each in one of many ways. Every choice is the
// generator's.
type printer struct {
	*rand.Rand
	out      []byte
	encoding encoding
	noisy    bool       // comments, line breaks and odd blanks between tokens
	pending  []document // here-documents whose text starts on the next line
	strict   bool
	before   []string // statements that have to stand before the one at hand
	names    int      // of variables and terminators
}

// document is a here-document.
type document struct{ body, end string }

func (p *printer) oneIn(n int) bool { return p.IntN(n) == 0 }

func (p *printer) pick(s ...string) string { return s[p.IntN(len(s))] }

func (p *printer) name(prefix string) string {
	p.names++
	return fmt.Sprintf("%s%d", prefix, p.names)
}

// emit writes source without line breaks.
func (p *printer) emit(s ...string) {
	for _, x := range s {
		p.out = append(p.out, x...)
	}
}

// newline ends a line, and writes the here-documents that wait for it.
func (p *printer) newline() {
	p.out = append(p.out, '\n')
	for _, d := range p.pending {
		p.emit(d.body, d.end, "\n")
	}
	p.pending = nil
}

// blank writes what may stand between two tokens.
func (p *printer) blank() {
	if !p.noisy {
		p.emit(p.pick("", "", " "))
		return
	}
	switch p.IntN(14) {
	case 0, 1, 2, 3, 4:
	case 5, 6, 7, 8:
		p.emit(" ")
	case 9:
		p.emit(p.pick("\t", "  ", " \t ", "\f", "    "))
	case 10, 11:
		p.newline()
		p.emit(p.pick("", "    ", "\t", "  "))
	default:
		p.emit(p.pick("", " "), "#", p.comment())
		p.newline()
		p.emit(p.pick("", "    "))
	}
}

func (p *printer) comment() string {
	s := p.pick("", " it's", " \"", " }", " {", " ];", " q{", " =>", " $Self->{TicketAcl}->{'no'} = {};", " <<X", "#", " 'x' => 'y',", " => [", " \\", " ä ö")
	if p.encoding != utf8Declared {
		s = strings.Map(func(r rune) rune { return min(r, 'z') }, s)
	}
	return s
}

// comma writes what separates two items.
func (p *printer) comma() {
	word := len(p.out) > 0 && p.out[len(p.out)-1] == 'f' // undef => is a string
	p.blank()
	switch n := p.IntN(12); {
	case n == 0:
		p.emit(",,")
	case n == 1 && !word:
		p.emit(" =>")
	case n == 2:
		p.emit(",")
		p.blank()
		p.emit(",")
	default:
		p.emit(",")
	}
	p.blank()
}

// arrow writes what stands between a key and its value. After a bare word only
// => will do.
func (p *printer) arrow(bare bool) {
	if !bare {
		p.blank()
	} else {
		p.emit(p.pick("", " ", "   "))
	}
	switch {
	case p.oneIn(20):
		p.emit("=> =>")
	case p.oneIn(20):
		p.emit("=>,")
	case !bare && p.oneIn(12):
		p.emit(",")
	default:
		p.emit("=>")
	}
	p.blank()
}

var bareKey = regexp.MustCompile(`^-?[A-Za-z_][A-Za-z0-9_]*$`)
var plainNumber = regexp.MustCompile(`^(0|[1-9][0-9]{0,8})$`)

// key writes the key of a hash with its arrow.
func (p *printer) key(k string) {
	switch {
	case bareKey.MatchString(k) && !p.oneIn(3):
		p.emit(k)
		p.arrow(true)
	case plainNumber.MatchString(k) && p.oneIn(2):
		p.emit(k)
		p.arrow(false)
	default:
		p.text(k)
		p.arrow(false)
	}
}

// subscript writes {KEY} with blanks.
func (p *printer) subscript(k string) {
	if bareKey.MatchString(k) && p.oneIn(2) { // over a line break the word would be no string but a call
		p.emit("{", p.pick("", " ", "\t"), k, p.pick("", " ", "\t"), "}")
		return
	}
	p.emit("{")
	p.blank()
	switch {
	case plainNumber.MatchString(k) && p.oneIn(3):
		p.emit(k)
	default:
		p.text(k)
	}
	p.blank()
	p.emit("}")
}

// value writes any value.
func (p *printer) value(v *acl.Value) {
	if p.oneIn(40) && len(p.pending) == 0 {
		p.emit("(")
		p.blank()
		p.value(v)
		p.blank()
		p.emit(")")
		return
	}
	switch v.Kind {
	case acl.Undef:
		p.emit(p.pick("undef", "undef", "undef()"))
	case acl.Number:
		p.emit(p.numeral(v.Text))
	case acl.List:
		p.list(v)
	case acl.Hash:
		p.hash(v)
	default:
		p.text(v.Text)
	}
}

// numerals are ways of writing numbers, by what perl makes of them.
func numerals() map[string][]string {
	return map[string][]string{
		"0": {"0", "00", "0x0", "0b0", "0.0", "0e5", ".0"}, "1": {"1", "01", "0x1", "0b1", "1.0", "1e0", "1_0e-1", "+1", "1."}, "7": {"7", "007", "0_7", "0b111", "7.00"},
		"-3": {"-3", "- 3", "-03", "-0x3", "-3.0"}, "31": {"31", "0x1f", "0X1F", "037", "0b1_1111", "3.1e1", "31.0"}, "1000": {"1000", "1_000", "1e3", "1E+3", "0x3e8", "10_0_0"},
		"0.5": {"0.5", ".5", "0.50", "5e-1", "5_0e-2"}, "1.5": {"1.5", "1.50", "15e-1", "01.5e0"[1:]}, "1e+20": {"1e20", "1E20", "100000000000000000000", "1_0e1_9"},
		"1234567890": {"1234567890", "1_234_567_890"}, "1e-05": {"0.00001", "1e-5", "1E-05"}, "18446744073709551615": {"18446744073709551615", "0xFFFFFFFFFFFFFFFF"}, "-0.25": {"-.25", "-0.25", "-25e-2"},
	}
}

func (p *printer) numeral(text string) string {
	return p.pick(numerals()[text]...)
}

func (p *printer) list(v *acl.Value) {
	if words, ok := wordsOf(v); ok && p.oneIn(3) {
		p.emit("[")
		p.blank()
		p.qw(words)
		if p.oneIn(3) {
			p.comma()
		}
		p.blank()
		p.emit("]")
		return
	}
	if p.oneIn(8) {
		p.listVariable(v)
		return
	}
	p.emit("[")
	p.items(v)
	p.emit("]")
}

func (p *printer) items(v *acl.Value) {
	p.blank()
	for i := range v.Items() {
		p.value(&v.Items()[i])
		if i < len(v.Items())-1 || p.oneIn(3) {
			p.comma()
		}
	}
	p.blank()
}

// aside writes something with a printer of its own, for a statement that comes
// before.
func (p *printer) aside(write func(q *printer)) {
	q := &printer{Rand: p.Rand, encoding: p.encoding, noisy: p.noisy, strict: p.strict, names: p.names + 1000}
	write(q)
	q.newline()
	p.names = q.names
	p.before = append(append(p.before, q.before...), string(q.out))
}

func (p *printer) my(sigil, name string) string {
	if p.strict || p.oneIn(2) {
		return p.pick("my ", "my ", "our ") + sigil + name
	}
	return sigil + name
}

func (p *printer) listVariable(v *acl.Value) {
	name := p.name("l")
	p.aside(func(q *printer) {
		q.emit(p.my("@", name), " = (")
		q.items(v)
		q.emit(");")
	})
	p.emit(p.pick("[@"+name+"]", "\\@"+name, "[ @"+name+" ]", "[ (), @"+name+", ]", "[ @{\\@"+name+"} ]"))
}

func (p *printer) hash(v *acl.Value) {
	if p.oneIn(10) {
		name := p.name("h")
		p.aside(func(q *printer) {
			q.emit(p.my("%", name), " = (")
			q.entries(v)
			q.emit(");")
		})
		p.emit(p.pick("{%"+name+"}", "\\%"+name, "{ %"+name+" }", "{ %"+name+", }"))
		return
	}
	p.emit(p.pick("", "", "", "", "+"), "{")
	p.entries(v)
	p.emit("}")
}

func (p *printer) entries(v *acl.Value) {
	p.blank()
	if len(v.Entries()) > 0 && p.oneIn(15) { // lost: the key comes again
		p.key(v.Entries()[p.IntN(len(v.Entries()))].Key)
		p.text("lost")
		p.comma()
	}
	for i := range v.Entries() {
		p.key(v.Entries()[i].Key)
		p.value(&v.Entries()[i].Value)
		if i < len(v.Entries())-1 || p.oneIn(3) {
			p.comma()
		}
	}
	p.blank()
}
