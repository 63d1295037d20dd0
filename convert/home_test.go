package convert

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ticketacl/ticketacl/internal/product"
)

// TestHome: which files of an installation the system loads, by what it is; the
// scripts show what is said of each other's ACLs.
func TestHome(t *testing.T) {
	today := product.Default()
	old := *today
	old.ID, old.Switches.EvaluatesUnmarked, old.Switches.BrokenFileDies = "otrs-5.0", true, true
	load := func(pkg, name string) string {
		return "package " + pkg + ";\nsub Load { my ($File, $Self) = @_;\n$Self->{TicketAcl}->{'" + name + "'} = {};\n}\n1;\n"
	}
	const config = "package Kernel::Config;\nsub Load { my $Self = shift; $Self->{TicketAcl}->{'config'} = {}; }\n1;\n"
	const files = "Kernel/Config/Files/"
	tests := []struct {
		name    string
		target  *product.Target
		files   map[string]string
		names   string
		want    string
		partial bool
	}{
		{"Config.pm alone", today, nil, "config", "", false},
		{"a package without the marker", today, map[string]string{"A.pm": load("Kernel::Config::Files::A", "a")}, "config, a", "", false},
		{"the same where the marker counts", &old, map[string]string{"A.pm": load("Kernel::Config::Files::A", "a")}, "config",
			"1:1: warning: no '# VERSION:1.1' in the first eight lines: otrs-5.0 never calls its Load [version-marker]", false},
		{"with the marker", &old, map[string]string{"A.pm": "# VERSION:1.1\n" + load("Kernel::Config::Files::A", "a")}, "config, a", "", false},
		{"a snippet where files are evaluated", &old, map[string]string{"A.pm": "$Self->{TicketAcl}->{'a'} = {};\n"}, "config, a", "", false},
		{"a snippet", today, map[string]string{"A.pm": "$Self->{TicketAcl}->{'a'} = {};\n"}, "config",
			"1:1: error: no package: the system does not load the file [package-name]", false},
		{"another package", today, map[string]string{"ZZZACL.pm": load("Kernel::Config::Files::ZZZZACL", "a")}, "config",
			"1:1: error: the package is Kernel::Config::Files::ZZZZACL, the path wants Kernel::Config::Files::ZZZACL: the system does not load the file [package-name]", false},
		{"no true value", today, map[string]string{"A.pm": strings.Replace(load("Kernel::Config::Files::A", "a"), "1;\n", "0;\n", 1)}, "config",
			"1:1: error: the file does not end with a true value: the system does not load it [package-name]", false},
		{"refused", today, map[string]string{"A.pm": load("Kernel::Config::Files::A", "a") + "}"}, "config",
			"1:1: error: perl refuses this file: the system goes on without it, and none of its ACLs is in force [load-order]\n" +
				"6:1: error: '}' without an opening bracket [perl-syntax]", true},
		{"refused where that ends all", &old, map[string]string{"A.pm": "# VERSION:1.1\n" + load("Kernel::Config::Files::A", "a") + "}"}, "config",
			"1:1: error: perl refuses this file: the system does not start [load-order]\n" +
				"7:1: error: '}' without an opening bracket [perl-syntax]", true},
		{"what is named so comes first", today, map[string]string{
			"A.pm":          load("Kernel::Config::Files::A", "a"),
			"ZZTicket.pm":   load("Kernel::Config::Files::ZZTicket", "z"),
			"Hidden.pm.bak": "$Self->{TicketAcl}->{'no'} = {};", ".Hidden.pm": "$Self->{TicketAcl}->{'no'} = {};",
		}, "config, z, a", "", false},
		{"Ticket in the path of all", today, map[string]string{
			"A.pm":        load("Kernel::Config::Files::A", "a"),
			"ZZTicket.pm": load("Kernel::Config::Files::ZZTicket", "z"),
		}, "config, a, z", "", false}, // the folder of this test has its name
		{"no Load", today, map[string]string{"A.pm": strings.Replace(load("Kernel::Config::Files::A", "a"), "Load", "Lod", 1)}, "config",
			"1:1: error: no function Load: nothing in this file is ever run [package-name]", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			all := map[string]string{"Kernel/Config.pm": config}
			for name, text := range tt.files {
				all[files+name] = text
			}
			write(t, dir, all)
			r, err := Home(t.Context(), dir, tt.target, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := names(r.Set); got != tt.names {
				t.Errorf("%s, want %s", got, tt.names)
			}
			if got := lines(r.Diagnostics); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			if r.Partial != tt.partial {
				t.Errorf("partial is %t", r.Partial)
			}
		})
	}
	if _, err := Home(t.Context(), t.TempDir(), today, Options{}); err == nil || !strings.HasSuffix(err.Error(), "no installation: there is no Kernel/Config.pm in it") {
		t.Errorf("an empty folder: %v", err)
	}
}

// TestHomeOverlay: what would be in force if files had other texts, new files included.
func TestHomeOverlay(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "Kernel", "Config", "Files")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	text := func(pkg, name string) string {
		return "package Kernel::Config::Files::" + pkg + ";\nsub Load { my ($File, $Self) = @_;\n$Self->{TicketAcl}->{'" + name + "'} = {};\n}\n1;\n"
	}
	put := func(path, text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put(filepath.Join(dir, "Kernel", "Config.pm"), "package Kernel::Config;\nsub Load { my $Self = shift; }\n1;\n")
	put(filepath.Join(folder, "ZZZACL.pm"), text("ZZZACL", "old"))
	for _, c := range []struct {
		overlay map[string][]byte
		want    string
	}{
		{nil, "old"},
		{map[string][]byte{filepath.Join(folder, "ZZZACL.pm"): []byte(text("ZZZACL", "new"))}, "new"},
		{map[string][]byte{filepath.Join(folder, "ZZZZACL.pm"): []byte(text("ZZZZACL", "later"))}, "later, old"},
		{map[string][]byte{filepath.Join(folder, "ZZZZACL.txt"): []byte(text("ZZZZACL", "later"))}, "old"},
		{map[string][]byte{filepath.Join(dir, "ZZZZACL.pm"): []byte(text("ZZZZACL", "later"))}, "old"},
	} {
		read, err := Home(t.Context(), dir, product.Default(), Options{Overlay: c.overlay})
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, a := range read.Set.Order() {
			names = append(names, a.Name)
		}
		if got := strings.Join(names, ", "); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}
