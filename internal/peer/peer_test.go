package peer

import "testing"

func TestRequired(t *testing.T) {
	tests := []struct {
		list, name string
		want       bool
	}{
		{"", "perl", false},
		{"perl", "perl", true},
		{"yamlxs, perl", "perl", true},
		{"perlish", "perl", false},
		{"yamlxs,", "", true},
	}
	for _, tt := range tests {
		if got := required(tt.list, tt.name); got != tt.want {
			t.Errorf("required(%q, %q) = %v, want %v", tt.list, tt.name, got, tt.want)
		}
	}
}

func TestLookUnknown(t *testing.T) {
	if _, ok := look("ruby"); ok {
		t.Error("look knows ruby")
	}
}
