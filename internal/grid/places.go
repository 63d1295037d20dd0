package grid

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// Bounds on the places in processes of one screen.
const (
	maxPlaces = 200 // of each kind one
	maxMadeUp = 60  // of what conditions name, where nobody lists processes
)

// atProcess is for what places in processes are looked up.
type atProcess struct {
	screen string
	stored bool
}

// pagesOf are the pages of a screen: where two sets are held against each other at all
// places in processes that these can tell apart, else at some.
func (m *maker) pagesOf(screen *product.Screen) []*scenario.Scenario {
	if m.placed == nil {
		return m.World.Pages(screen, nil)
	}
	return m.World.Pages(screen, func(stored bool) []scenario.Process { return m.places(screen, stored) })
}

// places are those in processes, of each kind one.
func (m *maker) places(screen *product.Screen, stored bool) []scenario.Process {
	key := atProcess{screen.Name, stored}
	if known, ok := m.placed[key]; ok {
		return known
	}
	all := m.World.InProcess(screen, stored)
	if !m.inv.Complete("processes") && (stored || screen.Dialog) {
		all = append(all, m.unlisted(screen)...)
	}
	kinds := map[string]bool{}
	if !scenario.InProcesses(screen) {
		// There it is a ticket like any other unless conditions look at the place.
		kinds[m.placeKind(screen, scenario.Process{})] = true
	}
	var out []scenario.Process
	for _, p := range all {
		if k := m.placeKind(screen, p); !kinds[k] {
			kinds[k] = true
			out = append(out, p)
		}
	}
	if len(out) > maxPlaces {
		m.cut = true
		out = out[:maxPlaces]
	}
	m.placed[key] = out
	return out
}

// placeOf are the attributes that conditions meet of a place, with their values.
func (m *maker) placeOf(p scenario.Process, visit func(area, attr, id string)) {
	process, activity := m.World.ProcessFields()
	visit("Process", "ProcessEntityID", p.ProcessEntityID)
	visit("Process", "ActivityEntityID", p.ActivityEntityID)
	visit("Process", "ActivityDialogEntityID", p.ActivityDialogEntityID)
	for _, area := range []string{"Ticket", "DynamicField"} {
		visit(area, process, p.ProcessEntityID)
		visit(area, activity, p.ActivityEntityID)
	}
}

// atPlace are the values that a condition on a place can meet there.
func (m *maker) atPlace(screen *product.Screen, p scenario.Process, area, attr string) (out []inventory.Value, known bool) {
	if attr == "ActivityDialogEntityID" && scenario.InProcesses(screen) {
		return nil, false // it goes through the dialogs that the activity offers
	}
	m.placeOf(p, func(of, name, id string) {
		if of == area && name == attr && id != "" {
			out = append(out, inventory.TextValue(id))
		}
	})
	return append(out, inventory.Value{}), true
}

// tellsPlace reports whether an attribute is told by where in a process the ticket is.
func (m *maker) tellsPlace(attr string) bool {
	process, activity := m.World.ProcessFields()
	return attr == process || attr == activity
}

// placeKind is what conditions, lists and the screen can tell of a place.
func (m *maker) placeKind(screen *product.Screen, p scenario.Process) string {
	var b strings.Builder
	m.placeOf(p, func(area, attr, id string) {
		v := inventory.Value{}
		if id != "" {
			v = inventory.TextValue(id)
		}
		b.WriteString(m.sorters.kindOf(area, attr, v))
		b.WriteByte(0)
	})
	if !scenario.InProcesses(screen) {
		return b.String()
	}
	fmt.Fprint(&b, p.ActivityEntityID != "", p.ActivityDialogEntityID != "")
	form := screen.Dialog || screen.InDialog != ""
	var offered []string
	for _, d := range m.World.Offered(screen, p.ActivityEntityID) {
		k := m.namedAs("ActivityDialog", d.ID) + m.sorters.kindOf("Process", "ActivityDialogEntityID", inventory.TextValue(d.ID))
		if form {
			k += strings.Join(d.Fields, "\x01")
		}
		if offered = append(offered, k); d.ID == p.ActivityDialogEntityID {
			b.WriteString(k)
		}
	}
	b.WriteString(m.namedAs("ActivityDialog", p.ActivityDialogEntityID))
	slices.Sort(offered)
	b.WriteString(strings.Join(offered, "\x02"))
	return b.String()
}

// namedAs says of each list for a question whether it names a value.
func (m *maker) namedAs(question, value string) string {
	var b strings.Builder
	for _, e := range m.engines {
		for _, a := range e.ACLs() {
			for _, section := range e.ListedIn(a, question) {
				if _, named := e.NamedIn(a, question, section, value); named {
					b.WriteByte('+')
				} else {
					b.WriteByte('-')
				}
			}
		}
	}
	return b.String()
}

// unlisted are places in processes that nobody lists: those that conditions name, and
// others.
func (m *maker) unlisted(screen *product.Screen) []scenario.Process {
	process, activity := m.World.ProcessFields()
	ids := func(attr, field, other string) []string {
		out := m.texts("Process", attr)
		if field != "" {
			out = slices.Concat(out, m.texts("Ticket", field), m.texts("DynamicField", field))
		}
		out = append(out, other)
		slices.Sort(out)
		return slices.Compact(out)
	}
	processes, activities := ids("ProcessEntityID", process, "Process-1"), ids("ActivityEntityID", activity, "Activity-1")
	dialogs := []string{""}
	if scenario.InProcesses(screen) {
		dialogs = ids("ActivityDialogEntityID", "", "ActivityDialog-1")
		if !screen.Dialog {
			dialogs = append(dialogs, "")
		}
	}
	var out []scenario.Process
	for _, p := range processes {
		for _, a := range activities {
			for _, d := range dialogs {
				if len(out) < maxMadeUp {
					out = append(out, scenario.Process{ProcessEntityID: p, ActivityEntityID: a, ActivityDialogEntityID: d})
				}
			}
		}
	}
	return out
}

// openProcesses says why there may be other places than are tried; "" where not.
func (m *maker) openProcesses() string {
	if m.inv.Complete("processes") {
		return ""
	}
	process, activity := m.World.ProcessFields()
	looked := m.looked("Process")
	for i := range looked {
		looked[i] = "Process." + looked[i]
	}
	for _, area := range []string{"Ticket", "DynamicField"} {
		for _, attr := range m.looked(area) {
			if attr == process || attr == activity {
				looked = append(looked, attr)
			}
		}
	}
	of := ""
	switch {
	case len(looked) > 0:
		slices.Sort(looked)
		of = "conditions look at " + strings.Join(slices.Compact(looked), ", ")
	case m.changed["ActivityDialog"], m.changed["Process"]:
		of = "lists name " + cmp.Or(map[bool]string{m.changed["ActivityDialog"]: "activity dialogs"}[true], "processes")
	default:
		return ""
	}
	return "the inventory does not list all processes, and " + of
}
