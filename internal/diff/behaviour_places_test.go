package diff_test

import (
	"fmt"
	"strings"
)

// Places in processes of a closed universe.
const (
	processA, processB = "Process-1", "Process-2"
	activities         = 2 // of each process
)

// placeIDs are the ids of a kind: Process, Activity or ActivityDialog.
func (u *universe) placeIDs(kind string) []string {
	if kind == "Process" {
		return []string{processA, processB}
	}
	var out []string
	for i := range 2 * activities {
		out = append(out, fmt.Sprintf("%s-%d", kind, i+1))
	}
	return out
}

// writeProcesses writes two processes: the dialogs of an activity show attributes that
// vary, and are those of agents, of customers, or of both.
func (u *universe) writeProcesses(b *strings.Builder) {
	b.WriteString("- {Name: ProcessManagementProcessID, FieldType: ProcessID}\n- {Name: ProcessManagementActivityID, FieldType: ActivityID}\nprocesses:\n")
	n, described := 0, map[int]bool{}
	for _, id := range u.placeIDs("Process") {
		fmt.Fprintf(b, "- EntityID: %s\n  Name: %s\n  State: %s\n  Activities:\n", id, id, u.pick("Active", "Active", "FadeAway"))
		for range activities {
			n++
			fmt.Fprintf(b, "  - EntityID: Activity-%d\n    Name: Activity %d\n    ActivityDialogs:\n", n, n)
			// The last dialog is that of two activities.
			for _, d := range []int{n, 1 + n%(2*activities)} {
				who := []string{"AgentInterface", "AgentInterface, CustomerInterface", "CustomerInterface"}[d%3]
				switch {
				case d != n && u.IntN(2) == 0:
				case described[d]:
					fmt.Fprintf(b, "    - ActivityDialog-%d\n", d)
				default:
					described[d] = true
					fmt.Fprintf(b, "    - {EntityID: ActivityDialog-%d, Name: Dialog %d, Interface: [%s], Fields: [%s]}\n", d, d, who, strings.Join(u.shownIn(d), ", "))
				}
			}
		}
	}
}

// shownIn are the fields of a dialog.
func (u *universe) shownIn(dialog int) []string {
	var out []string
	for i, attr := range u.attrs {
		if (dialog+i)%3 > 0 {
			out = append(out, attr)
		}
	}
	return out
}

// placeCondition adds a condition on where in a process the ticket is.
func (u *universe) placeCondition(r *rule, block string) {
	kind := u.pick("Process", "Activity", "ActivityDialog")
	attr := kind + "EntityID"
	if kind == "ActivityDialog" || u.IntN(3) > 0 {
		r.add(block, "Process", attr, u.item(u.placeIDs(kind)...))
		return
	}
	r.add(block, u.pick("DynamicField", "Ticket"), "DynamicField_ProcessManagement"+kind+"ID", u.item(u.placeIDs(kind)...))
}
