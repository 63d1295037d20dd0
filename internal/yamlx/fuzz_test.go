package yamlx

import (
	"testing"
)

func addSeeds(f *testing.F) {
	for _, text := range texts(f) {
		f.Add([]byte(text))
	}
	f.Add(utf16Of("- ä\n- 😀: b\n", false))
	f.Add(utf16Of("- [Not]ä\n", true))
	f.Add([]byte("\xff\xfe\x00\xd8-"))
	f.Add([]byte("- a\xe4\n- b\x00\n"))
}

// FuzzLoad holds that no text makes Load panic, that all places lie inside the
// text, and that the same text gives the same result.
func FuzzLoad(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		d := Load("x.yml", data)
		checkSpans(t, data, d)
		if !sameDocument(d, Load("x.yml", data)) {
			t.Errorf("%q: not stable", data)
		}
		if d.Refused && len(d.Diagnostics) == 0 {
			t.Errorf("%q: refused without a word", data)
		}
	})
}

// FuzzPeer holds Load against YAML::XS.
func FuzzPeer(f *testing.F) {
	addSeeds(f)
	p := newYAMLXS(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<12 {
			return
		}
		compare(t, p, data, true)
	})
}
