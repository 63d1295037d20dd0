// Package perlre answers the one question that an ACL puts to a Perl pattern:
// does it match this value? It does so without a perl, and exactly as perl 5.36
// does, or it says that it cannot.
//
// The engine of the product writes $Data =~ /$Pattern/, with or without /i: the
// pattern is not anchored, no other flag is set, `use re 'eval'` is not in
// force. What stands in an item is pattern text only: it is not interpolated a
// second time, so $ is an anchor, @ a character, and \Q, \L and \E are the
// letters Q, L and E.
//
// # Three kinds of refusal
//
// A pattern that perl itself refuses gives a [*SyntaxError]: the page dies. A
// construct that this package cannot reproduce gives an [*UnsupportedError],
// from [Compile] where the pattern alone decides it and from [Pattern.Match]
// where the subject does. An empty pattern gives [ErrEmpty]: perl repeats the
// last pattern that matched in its process, which nobody can know from files.
// A pattern that compiles in perl and dies on a subject gives a [*DiedError].
//
// # Characters
//
// Strings are characters, not bytes, and one with a character beyond ASCII is
// taken to carry perl's UTF-8 flag, as strings decoded from a file, a database
// or a form do. So \w, \s and /i follow Unicode for é and ÿ too (measured).
// Where perl's answer hangs on that flag even for a subject of ASCII alone
// (\xdf ignoring case against "ss"), Match refuses. The tables of perl 5.36 are
// those of Unicode 14: characters that were added later are unassigned.
//
// # Where perl is wrong
//
// Perl 5.36 does not always do what its documentation says: (?=x*)\w misses "a",
// ^++b hits "ab", \b1{0}\D hits "1x". Comparing millions of random patterns with
// it found such places; the constructs are refused, since neither the documented
// nor the actual answer is one to rely on.
//
// # How it works
//
// A parser of Perl's syntax turns the pattern into a tree. Plain texts with
// anchors become string comparisons. What a finite automaton can decide goes to
// package regexp, which never takes longer than linear time; the answer "is
// there a match" does not depend on which match is found. Look-around, back
// references and atomic groups go to a backtracking engine under a time limit.
// Classes are written out as ranges, and case folding as classes and
// alternatives, so neither engine's own idea of them matters.
package perlre
