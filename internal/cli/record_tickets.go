package cli

import (
	"bytes"
	"fmt"

	"github.com/ticketacl/ticketacl/internal/ownfile"
	"github.com/ticketacl/ticketacl/internal/report"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// readTickets reads the tickets that were given: lines of JSON, or a file of
// scenarios. nil where none were.
func (o *recordOptions) readTickets(b *bench) ([]*scenario.Scenario, error) {
	if o.tickets == "" {
		return nil, nil
	}
	data, err := ownfile.Load(o.tickets)
	if err != nil {
		return nil, failure{err}
	}
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		f, findings := scenario.Parse(o.tickets, data)
		if len(findings) > 0 {
			report.Compact(o.err, findings)
			return nil, failure{fmt.Errorf("%s: not all tickets could be read", o.tickets)}
		}
		return f.Scenarios, anyTicket(o.tickets, len(f.Scenarios))
	}
	// Lines of tickets need no person and no screen; those that have some keep the
	// ticket.
	lines := scenario.NewLineReader(o.tickets, &scenario.Scenario{Screen: "AgentTicketZoom", Agent: &scenario.Person{Login: "somebody"}})
	var out []*scenario.Scenario
	for i, line := range bytes.Split(data, []byte("\n")) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		l, err := lines.Read(i+1, line)
		if err != nil {
			return nil, failure{err}
		}
		out = append(out, l.Scenario)
	}
	return out, anyTicket(o.tickets, len(out))
}

// anyTicket refuses a file without tickets.
func anyTicket(path string, n int) error {
	if n == 0 {
		return failure{fmt.Errorf("%s has no ticket", path)}
	}
	return nil
}
