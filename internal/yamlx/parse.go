package yamlx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// syntaxError is what the library says about a text. The sentence comes without
// its line, which is often that of something around the mistake.
type syntaxError struct {
	sentence string
	text     []byte // what the library read: as many characters as the file has
}

// parse reads the documents of a text as nodes.
func parse(text []byte) ([]*yaml.Node, *syntaxError) {
	text = withoutYAML12(text)
	marks := bytes.Contains(text, []byte(bom))
	if marks {
		// The library may take one inside a value for that of the file,
		// depending on where its buffer starts.
		text = bytes.ReplaceAll(text, []byte(bom), []byte(string(maskBOM)))
	}
	docs, err := parseNodes(text)
	masked := marks
	if err != nil && (marks || !hasMask(text)) {
		// The library ends a plain scalar of a flow collection at a question
		// mark that ends a word, and does not know the escape \/; libyaml is
		// not so.
		if t, ok := maskText(text); ok {
			text, masked = t, true
			docs, err = parseNodes(text)
		}
	}
	if err != nil {
		return nil, &syntaxError{err.Error(), text}
	}
	if masked {
		for _, d := range docs {
			unmask(d)
		}
	}
	return docs, nil
}

func parseNodes(text []byte) (docs []*yaml.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			docs, err = nil, fmt.Errorf("cannot be read: %v", p)
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(text))
	for {
		var doc yaml.Node
		err := dec.Decode(&doc)
		if errors.Is(err, io.EOF) {
			return docs, nil
		}
		if err != nil {
			return nil, errors.New(sentence(err.Error()))
		}
		docs = append(docs, &doc)
	}
}

// sentence cuts "yaml: line 3: " off an error.
func sentence(s string) string {
	s = strings.TrimPrefix(s, "yaml: ")
	if rest, ok := strings.CutPrefix(s, "line "); ok {
		if _, after, ok := strings.Cut(rest, ": "); ok {
			return after
		}
	}
	return s
}

// locate finds where the text goes wrong, as the number of characters before
// the one at fault. libyaml reads from left to right and looks ahead only a
// little, so it gives the same sentence for every beginning of the text that
// holds the mistake; locate looks for the first line, and in it for the first
// character, with which it does. (Something unclosed is thereby found where it
// was opened.) Each look costs as many bytes of the budget as it reads; without
// budget the place is as near as was found until then.
func (e *syntaxError) locate(budget *int) int {
	text := e.text
	fails := func(n int) bool {
		if *budget -= n; *budget < 0 {
			return true
		}
		_, err := parseNodes(text[:n])
		return err != nil && err.Error() == e.sentence
	}
	good, bad := 0, nextLine(text, min(64, len(text)))
	for bad < len(text) && !fails(bad) {
		good = bad
		bad = nextLine(text, min(2*bad, len(text)))
	}
	for {
		mid := nextLine(text, good+(bad-good)/2)
		if mid >= bad {
			if mid = nextLine(text, good); mid >= bad {
				break
			}
		}
		if fails(mid) {
			bad = mid
		} else {
			good = mid
		}
	}
	return utf8.RuneCount(text[:e.locateIn(good, bad, fails)])
}

// locateIn finds the character in the line text[from:to].
func (e *syntaxError) locateIn(from, to int, fails func(int) bool) int {
	const long = 400
	line := e.text[from:to]
	if len(line) > long {
		good, bad := from, to
		for {
			mid := runeStart(e.text, good+(bad-good)/2)
			if mid <= good {
				return good
			}
			if fails(mid) {
				bad = mid
			} else {
				good = mid
			}
		}
	}
	// The scanner looks ahead for a key behind what cannot stand there, so that
	// beginnings in between fail otherwise: the first one counts. All other
	// sentences are also those of a text that just ends too early: the last
	// beginning that fails otherwise counts.
	first := strings.Contains(e.sentence, "expected key") || strings.Contains(e.sentence, "'-' indicator") ||
		strings.Contains(e.sentence, "expected ':'")
	at := from
	for i := from; i < to; {
		end := min(nextRune(e.text, i), to)
		if end == to {
			break
		}
		switch {
		case !fails(end):
			at = end
		case first:
			return i
		}
		i = end
	}
	return at
}

func nextRune(text []byte, i int) int {
	_, n := utf8.DecodeRune(text[i:])
	return i + max(n, 1)
}

// runeStart returns the start of the character that text[i] belongs to.
func runeStart(text []byte, i int) int {
	for i > 0 && i < len(text) && !utf8.RuneStart(text[i]) {
		i--
	}
	return i
}
