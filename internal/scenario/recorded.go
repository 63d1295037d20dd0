package scenario

import (
	_ "embed"
	"fmt"

	"github.com/ticketacl/ticketacl/internal/inventory"
)

//go:embed recorded.yml
var recordedSystem []byte

// RecordedInventory is the system on which screens of OTOBO 11 were recorded.
func RecordedInventory() (*inventory.Inventory, error) {
	inv, findings := inventory.Parse("recorded system", recordedSystem)
	if len(findings) > 0 {
		return nil, fmt.Errorf("the recorded system: %w", findings[0])
	}
	return inv, nil
}
