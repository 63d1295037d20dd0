package product

import (
	_ "embed"
	"strings"
	"sync"
)

// Facts are what a fresh installation registers and sets. They must not be changed.
type Facts struct {
	// Source names the release that they were read from; Assumed says in a
	// phrase why they stand for another one, "" where they do not.
	Source, Assumed string
	// AgentModules and CustomerModules are the registered modules, sorted.
	AgentModules, CustomerModules []string
	// ScreenPermission is the permission that a screen asks of the ticket.
	ScreenPermission map[string]string
	// ScreenStateTypes are the types of the states that a screen offers.
	ScreenStateTypes map[string][]string
	// SystemPermissions and CustomerPermissions are the permissions that exist
	// for agents and for customer users: rw last.
	SystemPermissions, CustomerPermissions []string
	// Settings are other settings that decide what ACLs see, by name.
	Settings map[string]Setting
}

// Setting is the value of a setting: a string or a list of strings.
type Setting struct {
	Text string
	List []string // nil for a string
}

//go:embed facts.txt
var factsFile string

// factsOf reads the facts of a column of the file when they are first asked for.
// A family that nobody has read has another one's column: what it was forked
// from, or became.
func factsOf(family, column string) func() *Facts {
	return sync.OnceValue(func() *Facts {
		f := &Facts{
			ScreenPermission: map[string]string{},
			ScreenStateTypes: map[string][]string{},
			Settings:         settings(),
		}
		if family != column {
			f.Assumed = "registered modules and screen settings are those of " + column
		}
		f.read(factsFile, column)
		return f
	})
}

// settings are those that no product version ships differently.
func settings() map[string]Setting {
	return map[string]Setting{
		"CustomerGroupSupport":                                 {Text: "0"},
		"CustomerGroupCompanyAlwaysGroups":                     {List: []string{"users"}},
		"FirstnameLastnameOrder":                               {Text: "0"},
		"Ticket::ChangeOwnerToEveryone":                        {Text: "0"},
		"Ticket::Frontend::NewQueueSelectionType":              {Text: "Queue"},
		"Ticket::Frontend::CustomerDisableCompanyTicketAccess": {Text: "0"},
		"Process::DynamicFieldProcessManagementProcessID":      {Text: "ProcessManagementProcessID"},
		"Process::DynamicFieldProcessManagementActivityID":     {Text: "ProcessManagementActivityID"},
	}
}

// read takes the lines of one column. The file is our own: its form is held by
// a test, and read only as far as that form goes.
func (f *Facts) read(file, column string) {
	at := -1
	for line := range strings.Lines(file) {
		field := strings.Fields(line)
		switch {
		case len(field) < 3 || field[0] == "#":
		case field[0] == "products":
			for i, name := range field[1:] {
				if name == column {
					at = i
				}
			}
		case field[0] == "source":
			if field[1] == column {
				f.Source = strings.Join(field[2:], " ")
			}
		case at >= 0 && field[0][at] == 'x':
			f.add(field[1], field[2], field[3])
		}
	}
}

func (f *Facts) add(kind, name, value string) {
	list := strings.Split(value, ",")
	switch kind {
	case "agent":
		f.AgentModules = append(f.AgentModules, name)
	case "customer":
		f.CustomerModules = append(f.CustomerModules, name)
	case "permission":
		f.ScreenPermission[name] = value
	case "states":
		f.ScreenStateTypes[name] = strings.Split(strings.ReplaceAll(value, "_", " "), ",")
	case "system":
		if name == "System::Permission" {
			f.SystemPermissions = list
		} else {
			f.CustomerPermissions = list
		}
		f.Settings[name] = Setting{List: list}
	case "setting":
		f.Settings[name] = Setting{List: list}
	}
}
