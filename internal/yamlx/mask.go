package yamlx

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// withoutYAML12 returns a text in which directives ask for YAML 1.1: libyaml
// takes 1.2 too and reads it the same way, the library refuses it. A directive
// has a document start behind it, which no quoted text can hold.
func withoutYAML12(text []byte) []byte {
	const directive = "%YAML"
	if !bytes.Contains(text, []byte(directive)) {
		return text
	}
	out := bytes.Clone(text)
	found := -1 // the digit to replace
	for i := 0; i < len(out); i = nextLine(out, i) {
		switch {
		case isMarker(out, i, directive):
			k := i + len(directive)
			for k < len(out) && isBlank(out[k]) {
				k++
			}
			if isMarker(out, k, "1.2") {
				found = k + 2
			}
		case isMarker(out, i, "---") && found >= 0:
			out[found] = '1'
			found = -1
		case out[i] != '%' && !isEmptyLine(out, i):
			found = -1
		}
	}
	return out
}

// These stand for a question mark, for the backslash of \/ and for a byte order
// mark. They are of the private use area; a text that has them itself is read
// as the library reads it.
const (
	maskBOM       = '\uF6FE'
	maskQuestion  = '\uF63F'
	maskBackslash = '\uF65C'
)

// maskText replaces, character by character, what only the library stumbles
// over: the question marks that cannot be indicators (those behind something
// else than an indicator on their line), and the backslash of \/. ok is false
// where there is nothing to replace.
func maskText(text []byte) (out []byte, ok bool) {
	if bytes.IndexByte(text, '?') < 0 && !bytes.Contains(text, []byte(`\/`)) {
		return nil, false
	}
	out = make([]byte, 0, len(text)+len(text)/8)
	before := byte('\n') // last character that is no blank, '\n' at the start of a line
	word := byte(0)      // first character of the last word
	apart := true        // behind a blank or a line break
	escapes := 0         // backslashes right before
	for i := 0; i < len(text); i++ {
		b := text[i]
		if n := breakAt(text, i); n > 0 {
			out = append(out, text[i:i+n]...)
			i += n - 1
			before, apart, escapes = '\n', true, 0
			continue
		}
		switch {
		case b == '\\' && escapes%2 == 0 && i+1 < len(text) && text[i+1] == '/':
			out = utf8.AppendRune(out, maskBackslash)
			ok = true
		case b != '?':
			out = append(out, b)
		case apart && (strings.IndexByte("\n,[{:-?", before) >= 0 || word == '&' || word == '!'),
			before == '?', before == ':': // libyaml ends a word of a flow collection at ":?"

			out = append(out, b)
		default:
			out = utf8.AppendRune(out, maskQuestion)
			ok = true
			b = 'x' // no indicator any more
		}
		if escapes++; b != '\\' {
			escapes = 0
		}
		if isBlank(b) {
			apart = true
			continue
		}
		if strings.IndexByte(",[{", b) >= 0 {
			before, apart = b, true
			continue
		}
		if apart {
			word = b
		}
		before, apart = b, false
	}
	return out, ok
}

// hasMask reports whether a text has such characters of its own.
func hasMask(text []byte) bool {
	return bytes.ContainsRune(text, maskQuestion) || bytes.ContainsRune(text, maskBackslash) || bytes.ContainsRune(text, maskBOM)
}

func unmask(n *yaml.Node) {
	if strings.ContainsRune(n.Value, maskBackslash) {
		backslash := `\`
		if n.Style&yaml.DoubleQuotedStyle != 0 {
			backslash = ""
		}
		n.Value = strings.ReplaceAll(n.Value, string(maskBackslash), backslash)
	}
	n.Value = strings.ReplaceAll(n.Value, string(maskQuestion), "?")
	n.Value = strings.ReplaceAll(n.Value, string(maskBOM), bom)
	n.Tag = strings.ReplaceAll(n.Tag, string(maskQuestion), "?")
	for _, c := range n.Content {
		unmask(c)
	}
}
