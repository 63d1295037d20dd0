package yamlx

import "bytes"

// piece is a stretch of a text that can be read by itself.
type piece struct{ from, to int }

// batchSize is how much of a top-level list is read in one go. It bounds the
// memory that nodes take; pieces below it would only cost time.
const batchSize = 256 << 10

// entries cuts a text whose root is a block list at column 1 into its entries;
// what stands before the first one belongs to it. It returns nil where the text
// is anything else, or may hold more than one document.
//
// The cut is blind to quotes: a line of a quoted text that starts with "- " is
// taken for an entry. Then the piece before it does not parse, which is how the
// caller learns of it. If all pieces parse, the text is their concatenation,
// for after a piece that parses the scanner is back in the outermost list.
func entries(text []byte) []piece {
	var out []piece
	started := false // a "---" was seen
	for i := 0; i < len(text); i = nextLine(text, i) {
		switch {
		case isEntry(text, i):
			if n := len(out); n > 0 {
				out[n-1].to = i
				out = append(out, piece{from: i})
			} else {
				out = append(out, piece{})
			}
		case isMarker(text, i, "---"):
			if started || len(out) > 0 || !isEmptyLine(text, i+3) {
				return nil
			}
			started = true
		case isMarker(text, i, "..."):
			if len(out) == 0 || !isOnlyComments(text[nextLine(text, i):]) {
				return nil
			}
		case text[i] == '%' && !started && len(out) == 0:
			if isMarker(text, i, "%TAG") {
				return nil // it would be missing in the other pieces
			}
		case len(out) == 0 && !isEmptyLine(text, i):
			return nil
		}
	}
	if n := len(out); n > 0 {
		out[n-1].to = len(text)
	}
	return out
}

// recoverable cuts a text that does not parse for what can be saved of it: the
// entries behind the last document start.
func recoverable(text []byte) []piece {
	if out := entries(text); out != nil {
		return out
	}
	from := 0
	for i := 0; i < len(text); i = nextLine(text, i) {
		if isMarker(text, i, "---") && isEmptyLine(text, i+3) {
			from = i
		}
	}
	out := entries(text[from:])
	for i := range out {
		out[i].from += from
		out[i].to += from
	}
	return out
}

// batches unites neighbouring pieces up to about batchSize.
func batches(ps []piece) [][]piece {
	var out [][]piece
	for len(ps) > 0 {
		n := 1
		for n < len(ps) && ps[n].to-ps[0].from <= batchSize {
			n++
		}
		out = append(out, ps[:n])
		ps = ps[n:]
	}
	return out
}

// nextLine returns where the line after the one of i starts. Only LF and CR
// count here; a cut less is no harm.
func nextLine(text []byte, i int) int {
	n := bytes.IndexAny(text[i:], "\n\r")
	if n < 0 {
		return len(text)
	}
	i += n
	return i + breakAt(text, i)
}

// isEntry reports whether the line at i starts an entry of a list.
func isEntry(text []byte, i int) bool {
	return text[i] == '-' && (i+1 == len(text) || isBlank(text[i+1]) || breakAt(text, i+1) > 0)
}

// isMarker reports whether the line at i is a document marker.
func isMarker(text []byte, i int, marker string) bool {
	end := i + len(marker)
	return bytes.HasPrefix(text[i:], []byte(marker)) &&
		(end == len(text) || isBlank(text[end]) || breakAt(text, end) > 0)
}

// isEmptyLine reports whether the rest of a line is blank or a comment.
func isEmptyLine(text []byte, i int) bool {
	for i < len(text) && isBlank(text[i]) {
		i++
	}
	return i >= len(text) || text[i] == '#' || breakAt(text, i) > 0
}

func isOnlyComments(text []byte) bool {
	for i := 0; i < len(text); i = nextLine(text, i) {
		if !isEmptyLine(text, i) {
			return false
		}
	}
	return true
}
