package report

import "strings"

// AddTitles puts names beside the ids of processes, activities and dialogs, of
// which nobody knows by heart what they stand for. names has them by id.
func (s *Simulation) AddTitles(names map[string]string) {
	if len(names) == 0 {
		return
	}
	choices := func(cs []Choice) {
		for i := range cs {
			cs[i].Title = names[cs[i].Name]
		}
	}
	fates := func(fs []Fate) {
		for i := range fs {
			choices(fs[i].Choices)
		}
	}
	for i := range s.Questions {
		q := &s.Questions[i]
		if q.Name != "Process" && q.Name != "ActivityDialog" {
			continue
		}
		choices(q.Left)
		choices(q.Maybe)
		fates(q.Gone)
		fates(q.Back)
	}
	for i := range s.ACLs {
		for j := range s.ACLs[i].Cases {
			for k := range s.ACLs[i].Cases[j].Conditions {
				s.ACLs[i].Cases[j].Conditions[k].addTitles(names)
			}
		}
	}
}

func (c *Condition) addTitles(names map[string]string) {
	if !strings.HasPrefix(c.Attr, "Process.") {
		return
	}
	note := func(id string) {
		if name := names[id]; name != "" && c.title(id) == "" {
			c.Titles = append(c.Titles, Title{id, name})
		}
	}
	for _, id := range c.Met {
		note(id)
	}
	for _, item := range c.Items {
		if item != nil {
			note(*item)
		}
	}
}

func (c *Condition) title(id string) string {
	for _, t := range c.Titles {
		if t.ID == id {
			return t.Name
		}
	}
	return ""
}
