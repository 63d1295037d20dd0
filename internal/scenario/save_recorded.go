package scenario

import (
	"encoding/json"
	"strings"

	"github.com/ticketacl/ticketacl/internal/inventory"
	"github.com/ticketacl/ticketacl/internal/product"
)

// ServiceRequest lays the request of a recorded web service open, as if it were
// a form, and names the operation for the kind of person who made it. line is
// the recording as written; recordings of screens stay as they are.
func ServiceRequest(r *Recording, line []byte) error {
	operation := product.Screen{Name: r.Screen}
	if !operation.IsService() {
		return nil
	}
	var raw struct {
		Request struct {
			Ticket       map[string]json.RawMessage
			DynamicField json.RawMessage
		}
	}
	if err := json.Unmarshal(line, &raw); err != nil {
		return err
	}
	r.Screen = product.ServiceScreen(strings.HasPrefix(r.Screen, product.ServiceScreen(true, false)), r.Side == "customer")
	if r.Request == nil {
		r.Request = inventory.Attrs{}
	}
	for name, v := range raw.Request.Ticket {
		r.Request[name] = value(v)
	}
	type field struct {
		Name  string
		Value json.RawMessage
	}
	var fields []field
	if len(raw.Request.DynamicField) > 0 && json.Unmarshal(raw.Request.DynamicField, &fields) != nil {
		var one field
		if err := json.Unmarshal(raw.Request.DynamicField, &one); err != nil {
			return err
		}
		fields = append(fields, one)
	}
	for _, f := range fields {
		r.Request["DynamicField_"+f.Name] = value(f.Value)
	}
	return nil
}
