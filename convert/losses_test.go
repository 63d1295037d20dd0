package convert

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/peer"
)

// written reads a text with its comments and writes it.
func written(t *testing.T, file, in string, to Output, opts WriteOptions) *Written {
	t.Helper()
	r, err := ReadBytes(file, []byte(in))
	if err != nil {
		t.Fatal(err)
	}
	opts.Sources = map[string][]byte{file: []byte(in)}
	return Write(r.Set, to, opts)
}

// told are the findings of a writing, a line each.
func told(w *Written) string {
	var b strings.Builder
	for _, d := range w.Diagnostics {
		b.WriteString(d.Place.String() + ": " + d.Summary + "\n")
	}
	return b.String()
}

// entry is an export of one ACL with these further lines.
func entry(lines ...string) string {
	return "- Name: x\n  ValidID: 1\n  " + strings.Join(lines, "\n  ") + "\n"
}

// TestLossesAreNamed: what a form cannot hold, or a target would take for
// something else, is a warning that names the ACL and the place.
func TestLossesAreNamed(t *testing.T) {
	for _, c := range []struct {
		in     string
		to     Output
		target string
		want   string // of the warnings; "" for none
	}{
		{entry(`ChangeTime: "a\nb"`), Deployment, "otobo-11.0", "in:3:15: ChangeTime of 'x' has several lines"},
		{entry(`CreateTime: "a\rb"`), Deployment, "znuny-7.0", "in:3:15: CreateTime of 'x' has several lines"},
		{entry(`CreateTime: "a\nb"`), Config, "otobo-11.0", "in:3:15: CreateTime of 'x' has several lines"},
		{entry(`CreateBy: "a\nb"`), Config, "otobo-11.0", "in:3:13: CreateBy of 'x' has several lines"},
		{entry(`ChangeBy: "a\nb"`), Deployment, "otrs-6.0", "in:3:13: ChangeBy of 'x' has several lines"},
		{entry(`ChangeBy: "a\nb"`), Deployment, "otobo-11.0", "in:3:13: ChangeBy of 'x' is lost but for its first line"},
		{entry(`Comment: "one\n\ntwo"`), Deployment, "otobo-11.0", "in:3:12: Comment of 'x' is lost but for its first line"},
		{entry(`Comment: "\none\n"`), Deployment, "otobo-11.0", ""},
		{entry(`Comment: "one\ntwo"`), Deployment, "znuny-7.0", "in:3:12: the lines of Comment of 'x' become one"},
		{entry(`Comment: "\none\n"`), Deployment, "znuny-7.0", ""},
		{entry(`Description: why`), Deployment, "otobo-11.0", "in:3:16: Description of 'x' is lost"},
		{entry(`Description: why`), Config, "otobo-11.0", ""},
		{"# a\n" + entry(`Description: '' # b`), Deployment, "otobo-11.0", "in: 2 comments are lost"},
		{entry(`Description: '' # b`), JSONList, "otobo-11.0", "in: a comment is lost"},
		{entry("Foo: 1"), Config, "otobo-11.0", "in:3:3: 'Foo' of 'x' is lost"},
		{entry("ConfigMatch:", "  Extra: {a: 1} # why"), Config, "otobo-11.0", "in: a comment is lost: what it is about is not written\nin:4:5: 'Extra' of 'x' is lost"},
		{entry("ConfigChange:", "  Possible: {Action: {A: 0}}"), Deployment, "otobo-11.0", "in:4:24: Possible.Action of 'x' is a hash"},
		{entry("ConfigChange:", "  Possible: {Action: {A: 0}}"), Config, "otrs-4.0", "in:4:24: Possible.Action of 'x' is a hash"},
		{entry("ConfigChange:", "  Possible: {Action: {A: 0}}"), Deployment, "otrs-3.3", ""},
		{entry("ConfigChange:", "  Possible: {Action: {A: 0}}"), Export, "otobo-11.0", ""}, // the import rewrites it
		{entry("ConfigChange:", "  PossibleNot: {Action: {A: 0}}"), Export, "otobo-11.0", "in:4:27: PossibleNot.Action of 'x' is a hash"},
		{entry("ConfigChange:", "  Possible: {Action: [A]}"), Export, "otrs-3.3", "in:4:24: Possible.Action of 'x' is a list"},
		{entry("ConfigChange:", "  PossibleNot: {Action: [A]}"), Deployment, "otrs-3.3", "in:4:27: PossibleNot.Action of 'x' is a list"},
		{entry("ConfigChange:", "  PossibleNot: {Action: [A]}"), Deployment, "otrs-4.0", ""},
		{entry("ConfigMatch:", `  Properties: {Ticket: {Title: ["a\r\nb"]}}`), Deployment, "otobo-11.0", "in:4:35: a value of 'x' holds CR LF"},
		{entry("ConfigMatch:", `  Properties: {Ticket: {"a\r\nb": [a]}}`), Deployment, "otobo-11.0", "in:4:27: a key of 'x' holds CR LF"},
		{"- Name: \"a\\r\\nb\"\n  ValidID: 1\n", Deployment, "otobo-11.0", "in:1:9: the name of 'a\r\nb' holds CR LF"},
		{entry("ConfigMatch:", `  Properties: {Ticket: {Title: ["a\r\nb"]}}`), Config, "otobo-11.0", ""},
		{entry("ID: 1"), Deployment, "otrs-3.2", "in: otrs-3.2 deploys nothing"},
		{entry("ID: 1"), Deployment, "otrs-3.3", ""},
		{entry("ID: 1"), Config, "otrs-3.2", ""},
		{"$Self->{TicketAcl}->{s} = 'text';", Deployment, "otobo-11.0", "in:1:27: 's' is a string, on which every call of the engine dies"},
		{"$Self->{TicketAcl}->{u} = undef;", Deployment, "otobo-11.0", "in:1:27: 'u' is undef"},
		{"$Self->{TicketAcl}->{u} = undef;", Export, "otobo-11.0", "in:1:27: 'u' is undef"},
		{"$Self->{TicketAcl}->{u} = undef;", Config, "otobo-11.0", ""},
		{"$Self->{TicketAcl}->{w} = { Weird => 1, Properties => 'x' };", Deployment, "otobo-11.0", "in:1:29: 'Weird' of 'w' is lost"},
		{"$Self->{TicketAcl}->{w} = { Properties => '' };", Deployment, "otobo-11.0", "in:1:43: Properties of 'w' is a string: it becomes an empty hash"},
		{"$Self->{TicketAcl}->{'Müller'} = {};", Config, "otobo-11.0", "in:1:22: 'MÃ¼ller': without 'use utf8' perl reads 'Müller' as 'MÃ¼ller'"},
		{"use utf8;\n$Self->{TicketAcl}->{'Müller'} = {};", Config, "otobo-11.0", ""},
		{"use utf8;\n$Self->{TicketAcl}->{'x'} = { Possible => ['a\xc3'] };", Export, "otobo-11.0", "in:2:22: 'x': bytes that are no UTF-8"},
	} {
		got := told(written(t, "in", c.in, c.to, writeOptions(t, c.target)))
		ok := got == ""
		for i, want := range strings.Split(c.want, "\n") {
			lines := strings.Split(strings.TrimSuffix(got, "\n"), "\n")
			ok = ok || c.want != "" && i < len(lines) && strings.HasPrefix(lines[i], want)
		}
		if n := strings.Count(got, "in:"); !ok || c.want == "" && n > 0 || c.want != "" && n != strings.Count(c.want, "in:") {
			t.Errorf("%q as %v for %s:\n%swant\n%s", c.in, c.to, c.target, got, c.want)
		}
	}
}

// TestNoCodeInComments: the real perl runs nothing of what stands in a time, a
// login, a comment or a description.
func TestNoCodeInComments(t *testing.T) {
	p := peer.Perl(t)
	dir := t.TempDir()
	const code = `"\nprint qq{RUN\n};\n#"`
	for _, key := range []string{"CreateTime", "CreateBy", "ChangeTime", "ChangeBy", "Comment", "Description"} {
		for _, valid := range []string{"1", "2"} {
			in := "- Name: x\n  ValidID: " + valid + "\n  " + key + ": " + code + "\n"
			for _, target := range []string{"otrs-3.3", "otrs-5.0.11", "otrs-6.0", "znuny-7.0", "otobo-10.0.16", "otobo-11.0"} {
				for _, to := range []Output{Deployment, Config} {
					w := written(t, "in.yml", in, to, writeOptions(t, target))
					data := string(w.Data)
					if to == Config {
						data = "package K; sub Load { my $Self = {};\n" + data + "\n}\n1;\n"
					}
					data += "__PACKAGE__->Load({});\n1;\n"
					file := filepath.Join(dir, "x.pm")
					if err := os.WriteFile(file, []byte(data), 0o600); err != nil {
						t.Fatal(err)
					}
					out, err := exec.Command(p, file).CombinedOutput()
					if err != nil || strings.Contains(string(out), "RUN") {
						t.Errorf("%s as %v for %s: %v %s\n%s", key, to, target, err, out, data)
					}
				}
			}
		}
	}
}

// TestFaithfulKeepsLines: with Faithful the system's own lines are written.
func TestFaithfulKeepsLines(t *testing.T) {
	opts := writeOptions(t, "otobo-11.0")
	opts.Faithful = true
	w := written(t, "in.yml", entry(`ChangeTime: "a\nb"`, `ChangeBy: "c\nd"`), Deployment, opts)
	if !strings.Contains(string(w.Data), "# Changed: a\nb (c)\n") {
		t.Errorf("%s", w.Data)
	}
}

// TestLineEndsInConfig: CR LF in a name, key or value survives the file.
func TestLineEndsInConfig(t *testing.T) {
	in := `- {Name: "n\r\n$m", ValidID: 1, ConfigMatch: {Properties: {Ticket: {"k\r\n@l": ["a\r\n\"\\b"]}}}}` + "\n"
	w := written(t, "in.yml", in, Config, writeOptions(t, "otobo-11.0"))
	again, err := ReadBytes("again.pm", w.Data)
	if err != nil {
		t.Fatal(err)
	}
	first, err := ReadBytes("in.yml", []byte(in))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := meaning(again.Set), meaning(first.Set); got != want {
		t.Errorf("%s, want %s, of\n%s", got, want, w.Data)
	}
}
