package product

import (
	"strings"
	"testing"
)

// TestOperation: the commands of each product, and the boundaries at which they change.
func TestOperation(t *testing.T) {
	for _, c := range []struct {
		target, console, restart, drop string
		watches, s3, reloads           bool
	}{
		{"otrs-3.0", "", "", "", false, false, false},
		{"otrs-3.3", "", "bin/otrs.Scheduler.pl -a stop; bin/otrs.Scheduler.pl -a start", "", false, false, false},
		{"otrs-4.0", "", "bin/otrs.Scheduler.pl -a stop; bin/otrs.Scheduler.pl -a start", "", false, false, false},
		{"otrs-5.0", "bin/otrs.Console.pl", "bin/otrs.Daemon.pl stop; bin/otrs.Daemon.pl start", "", false, false, false},
		{"otrs-6.0", "bin/otrs.Console.pl", "bin/otrs.Daemon.pl stop; bin/otrs.Daemon.pl start", "", true, false, false},
		{"otrs-ce-6.0", "bin/otrs.Console.pl", "bin/otrs.Daemon.pl stop; bin/otrs.Daemon.pl start", "", true, false, false},
		{"znuny-6.5", "bin/otrs.Console.pl", "bin/otrs.Daemon.pl stop; bin/otrs.Daemon.pl start", "", true, false, false},
		{"znuny-7.0", "bin/znuny.Console.pl", "bin/znuny.Daemon.pl stop; bin/znuny.Daemon.pl start", "", true, false, false},
		{"otobo-10.0", "bin/otobo.Console.pl", "bin/otobo.Daemon.pl stop; bin/otobo.Daemon.pl start", "bin/otobo.Console.pl Maint::Cache::Delete", true, false, true},
		{"otobo-10.1", "bin/otobo.Console.pl", "bin/otobo.Daemon.pl stop; bin/otobo.Daemon.pl start", "bin/otobo.Console.pl Maint::Cache::Delete", true, true, true},
	} {
		o := parsed(t, c.target).Operation()
		if o.Console != c.console || strings.Join(o.Restart, "; ") != c.restart || o.DropCache != c.drop || o.Watches != c.watches || o.S3 != c.s3 || o.ReloadsFiles != c.reloads {
			t.Errorf("%s: %+v", c.target, o)
		}
	}
}

func TestInstalled(t *testing.T) {
	for _, c := range []struct{ text, name, target string }{
		{"PRODUCT = OTOBO\nVERSION = 11.0.6\n", "OTOBO 11.0.6", "otobo-11.0.6"},
		{"# built\nPRODUCT = Znuny\nVERSION = 7.1.x\n", "Znuny 7.1.x", "znuny-7.1"},
		{"PRODUCT = ((OTRS)) Community Edition\r\nVERSION = 6.0.x git\r\n", "((OTRS)) Community Edition 6.0.x git", "otrs-ce-6.0"},
		{"PRODUCT = OTRS\nVERSION = 5.0.42", "OTRS 5.0.42", "otrs-5.0.42"},
		{"product=otobo\nversion=10.1.11", "otobo 10.1.11", "otobo-10.1.11"},
		{"PRODUCT = OTOBO\nVERSION = 99.1.x\n", "OTOBO 99.1.x", ""},
		{"PRODUCT = Other\nVERSION = 1.0.0\n", "Other 1.0.0", ""},
		{"PRODUCT = OTOBO\n", "", ""},
		{"", "", ""},
	} {
		name, got := Installed([]byte(c.text))
		id := ""
		if got != nil {
			id = got.ID
		}
		if name != c.name || id != c.target {
			t.Errorf("%q: %q %q, want %q %q", c.text, name, id, c.name, c.target)
		}
	}
}
