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

// standIn names the products whose facts stand for those that nobody has read.
// They were forked from, or became, the ones named.
func standIn(family string) (of, why string) {
	switch {
	case strings.HasPrefix(family, CE+"-"), strings.HasPrefix(family, Znuny+"-6."):
		return "otrs-6.0", "registered modules and screen settings are those of otrs-6.0"
	case strings.HasPrefix(family, Znuny+"-7.") && family != "znuny-7.0":
		return "znuny-7.0", "registered modules and screen settings are those of znuny-7.0"
	}
	return family, ""
}

func factsOf(family string) func() *Facts {
	return sync.OnceValue(func() *Facts {
		of, why := standIn(family)
		f := &Facts{
			Assumed:          why,
			ScreenPermission: map[string]string{},
			ScreenStateTypes: map[string][]string{},
			Settings:         settings(),
		}
		f.read(factsFile, of)
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
			f.add(field[1], field[2], plain(field[3]))
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
		f.ScreenStateTypes[name] = list
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

func plain(s string) string { return strings.ReplaceAll(s, "_", " ") }
