package perlre

import (
	"errors"
	"fmt"
)

// ErrEmpty is what [Compile] returns for a pattern of no characters: perl takes
// it for the last pattern that matched anywhere in its process.
var ErrEmpty = errors.New("an empty pattern repeats whatever pattern matched last")

// SyntaxError says that perl refuses to compile a pattern, so that the page
// which uses it dies.
type SyntaxError struct {
	Message string // what is wrong, in a few words
	Offset  int    // where perl stops reading: characters from the start of the pattern
}

// Error gives the message without the place.
func (e *SyntaxError) Error() string { return e.Message }

// DiedError says that perl compiles a pattern but dies while it matches this
// subject.
type DiedError struct {
	Message string // why
	Offset  int    // the construct: characters from the start of the pattern
}

// Error gives the message without the place.
func (e *DiedError) Error() string { return e.Message }

// UnsupportedError says that the answer is not known: the pattern, or the
// pattern with this subject, asks for something that this package cannot
// reproduce exactly.
type UnsupportedError struct {
	Construct string // what it is, named in a few words
	Offset    int    // where it starts: characters from the start of the pattern
}

// Error names the construct.
func (e *UnsupportedError) Error() string {
	return fmt.Sprintf("not decided: %s", e.Construct)
}

// errTooLong is what a match gives that was given up.
var errTooLong = &UnsupportedError{Construct: "a match that takes too long"}

// TookTooLong reports whether an error says that a match was given up, which
// takes longer than all others.
func TookTooLong(err error) bool { return errors.Is(err, errTooLong) }

// isUnsupported tells a refusal of this package from one of perl.
func isUnsupported(err error) bool {
	var u *UnsupportedError
	return errors.As(err, &u)
}
