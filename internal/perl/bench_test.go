package perl

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// deployedFile is a ZZZACL.pm of n ACLs, as OTOBO 11 writes it.
func deployedFile(n int) []byte {
	var b strings.Builder
	b.WriteString("# OTOBO config file (automatically generated)\n# VERSION:1.1\npackage Kernel::Config::Files::ZZZACL;\n" +
		"use strict;\nuse warnings;\nno warnings 'redefine'; ## no critic qw(TestingAndDebugging::ProhibitNoWarnings)\nuse utf8;\n" +
		"sub Load {\n    my ($File, $Self) = @_;\n\n")
	for i := range n {
		fmt.Fprintf(&b, `# Created: 2024-03-01 08:00:00 (root@localhost)
# Changed: 2024-03-02 09:30:00 (root@localhost)
# Comment: rule %[1]d
$Self->{TicketAcl}->{'%05[1]d-Rule für Queue %[1]d'} = {
  'Possible' => {},
  'PossibleAdd' => {},
  'PossibleNot' => {
    'Action' => [
      'AgentTicketClose',
      'AgentTicketMove'
    ]
  },
  'Properties' => {
    'Queue' => {
      'Name' => [
        'Queue %[1]d',
        '[RegExp]^Misc::%[1]d'
      ]
    },
    'Ticket' => {
      'State' => [
        'open'
      ]
    }
  },
  'PropertiesDatabase' => {},
  'StopAfterMatch' => 0
};

`, i)
	}
	b.WriteString("\n\n    return;\n}\n1;\n")
	return []byte(b.String())
}

// BenchmarkRead reads deployed files of growing size, and one whose ACLs are not
// in the plain shape.
func BenchmarkRead(b *testing.B) {
	plain := deployedFile(10_000)
	other := []byte(strings.ReplaceAll(string(plain), "'AgentTicketMove'", "'AgentTicket' . 'Move'"))
	for _, c := range []struct {
		name string
		data []byte
	}{{"acls=100", deployedFile(100)}, {"acls=10000", plain}, {"parsed/acls=10000", other}} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.data)))
			b.ReportAllocs()
			for b.Loop() {
				if d := Read("ZZZACL.pm", c.data); d.Refused || len(d.Set.ACLs)%100 != 0 {
					b.Fatal(d.Diagnostics)
				}
			}
		})
	}
}

// TestWriteBenchFile writes the file that scripts/bench-read measures with.
func TestWriteBenchFile(t *testing.T) {
	file := os.Getenv("BENCH_FILE")
	if file == "" {
		t.Skip("BENCH_FILE does not name a file to write")
	}
	if err := os.WriteFile(file, deployedFile(10_000), 0o666); err != nil {
		t.Fatal(err)
	}
}
