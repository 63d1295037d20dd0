package replay

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ticketacl/ticketacl/internal/diag"
	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
	"github.com/ticketacl/ticketacl/internal/scenario"
)

// pageSystem is a system whose pages were recorded.
type pageSystem struct {
	inv    *inventory.Inventory
	told   *pageWorld // nil where the system is an inventory
	worlds map[string]*scenario.World
}

// pageSystem finds the system: world.json or inventory.yml in the folder of the
// worlds, or beside the file.
func (p *player) pageSystem(path string) (*pageSystem, error) {
	dir := p.opts.Worlds
	if dir == "" {
		dir = filepath.Dir(path)
	}
	if sys := p.systems[dir]; sys != nil {
		return sys, nil
	}
	file := dir // --worlds may name the file itself
	if info, err := os.Stat(dir); err != nil || info.IsDir() {
		if file = filepath.Join(dir, "world.json"); !exists(file) {
			file = filepath.Join(dir, "inventory.yml")
		}
	}
	data, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("no world.json and no inventory.yml in %s: name the folder of the system with --worlds", dir)
	}
	if err != nil {
		return nil, err
	}
	sys := &pageSystem{worlds: map[string]*scenario.World{}}
	if isPageWorld(data) {
		sys.inv, sys.told, err = readPageWorld(file, data)
	} else {
		var findings []diag.Diagnostic
		if sys.inv, findings = inventory.Parse(file, data); len(findings) > 0 {
			err = findings[0]
		}
	}
	if err != nil {
		return nil, err
	}
	p.systems[dir] = sys
	return sys, nil
}

// pageEntries are the entries of menus that a page has without any ACL.
type pageEntries struct{ menu, article []string }

// entries takes the menus from the first display of the same ticket without ACLs,
// for no inventory speaks of a ticket's articles; else from a fresh installation.
func (sys *pageSystem) entries(l *pageLine, screen *product.Screen) pageEntries {
	e := pageEntries{screen.Menu, screen.ArticleMenu}
	if sys.told == nil {
		return e
	}
	best := -1
	for _, id := range slices.Sorted(maps.Keys(sys.told.Baseline)) {
		if !strings.Contains(id, "-"+screen.Name+"-") {
			continue
		}
		fits := 0
		if strings.Contains(id, "-"+l.TicketName+"-") {
			fits += 2
		}
		if strings.Contains(id, "-"+l.User+"-") {
			fits++
		}
		if fits <= best {
			continue
		}
		best = fits
		var told pageEntries
		if json.Unmarshal(sys.told.Baseline[id]["menu_actions"], &told.menu) == nil && told.menu != nil {
			e.menu = told.menu
		}
		if json.Unmarshal(sys.told.Baseline[id]["article_actions"], &told.article) == nil && told.article != nil {
			e.article = told.article
			// That display was the first one of the article; from then on it counts
			// as seen, and can be marked.
			const mark = "AgentTicketZoom:MarkAsImportant"
			if id != l.ID && !slices.Contains(e.article, mark) {
				e.article = append(slices.Clone(e.article), mark)
			}
		}
	}
	return e
}
