package product

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ticketacl/ticketacl/internal/diag"
)

// Parse finds the target that a user names: a family ("otobo-11.0"), a patch
// level ("otobo-10.1.4"), or a short form whose missing numbers mean the newest
// ("znuny-7", "otobo", "otobo11"). Case does not matter. The error for any other
// name gives the nearest valid one.
func Parse(name string) (*Target, error) {
	among := families()
	product, numbers, ok := split(strings.ToLower(strings.TrimSpace(name)))
	if !ok {
		return nil, unknown(name, among)
	}
	var found *family
	for _, f := range among {
		if f.product != product || !f.is(numbers) || f.closed && len(numbers) == 0 {
			continue
		}
		if found == nil || found.major < f.major || found.major == f.major && found.minor < f.minor {
			found = &f
		}
	}
	switch {
	case found == nil:
		return nil, unknown(name, among)
	case len(numbers) == 3:
		return found.target(numbers[2], true), nil
	}
	return found.target(found.newest, false), nil
}

func (f family) is(numbers []int) bool {
	return (len(numbers) < 1 || numbers[0] == f.major) && (len(numbers) < 2 || numbers[1] == f.minor)
}

// split takes "otobo-10.1.4" apart. ok is false for a product that does not
// exist and for what is no version.
func split(name string) (product string, numbers []int, ok bool) {
	product = strings.TrimRight(name, "0123456789.")
	version := name[len(product):]
	if version != "" {
		product = strings.TrimSuffix(product, "-")
	}
	switch product {
	case OTRS, CE, Znuny, OTOBO:
	default:
		return "", nil, false
	}
	if version == "" {
		return product, nil, true
	}
	parts := strings.Split(version, ".")
	if len(parts) > 3 {
		return "", nil, false
	}
	for _, part := range parts {
		n, err := strconv.Atoi(part)
		if err != nil || len(part) > 3 || part != strconv.Itoa(n) {
			return "", nil, false
		}
		numbers = append(numbers, n)
	}
	return product, numbers, true
}

func unknown(name string, among []family) error {
	var ids []string
	for _, f := range slices.Backward(among) { // of equally near ones the newest
		ids = append(ids, f.id())
	}
	return fmt.Errorf("unknown target %q%s", name, cmp.Or(diag.Meant(name, ids), "; ticketacl targets lists what there is"))
}
