package perl

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode"
)

// number cuts a number as perl writes them: 10, 1_000, 007, 0x1f, 0b11, 0o17,
// .5, 1e3, and versions such as 1.2.3.
func (l *lexer) number(t *token) {
	t.kind = tNumber
	if l.text[l.at] == '0' {
		switch c := l.peek(1) | 0x20; {
		case c == 'x' && (isHex(l.peek(2)) || l.peek(2) == '.') || c == 'b' && isDigit(l.peek(2)) || c == 'o' && isDigit(l.peek(2)):
			l.at += 2
			ok := func(c byte) bool { return isDigit(c) || l.text[t.off+1]|0x20 == 'x' && isHex(c) }
			l.digits(ok)
			l.binaryFraction(ok)
			t.text = l.text[t.off:l.at]
			return
		case c == '_' || isDigit(l.peek(1)):
			l.digits(isDigit)
			t.text = l.text[t.off:l.at]
			return
		}
	}
	l.digits(isDigit)
	dots := 0
	for l.peek(0) == '.' && l.peek(1) != '.' {
		if dots > 0 && !isDigit(l.peek(1)) {
			break
		}
		dots++
		l.at++
		l.digits(isDigit)
	}
	if c := l.peek(0) | 0x20; c == 'e' && dots < 2 {
		n := uint32(1)
		if d := l.peek(1); d == '+' || d == '-' {
			n = 2
		}
		if isDigit(l.peek(n)) {
			l.at += n
			l.digits(isDigit)
		}
	}
	t.text = l.text[t.off:l.at]
}

// binaryFraction moves over the rest of 0x1.8p3, where it is one.
func (l *lexer) binaryFraction(ok func(byte) bool) {
	save := l.at
	if l.peek(0) == '.' && l.peek(1) != '.' {
		l.at++
		l.digits(ok)
	}
	if l.peek(0)|0x20 == 'p' {
		l.at++
		if c := l.peek(0); c == '+' || c == '-' {
			l.at++
		}
		if isDigit(l.peek(0)) {
			l.digits(isDigit)
			return
		}
	}
	l.at = save
}

func isHex(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }

func (l *lexer) digits(ok func(byte) bool) {
	for c := l.peek(0); c != 0 && (ok(c) || c == '_'); c = l.peek(0) {
		l.at++
	}
}

// isVersion reports whether a number is a version: a string of the characters
// of these codes.
func isVersion(digits string) bool {
	return strings.Count(digits, ".") > 1 || strings.HasPrefix(digits, "v")
}

// version is the string that a version stands for. ok is false for a part that
// perl takes for no character: one beyond 63 bits, after it wrapped at 64.
func version(digits string) (text string, ok bool) {
	var b strings.Builder
	ok = true
	for part := range strings.SplitSeq(strings.TrimPrefix(strings.ReplaceAll(digits, "_", ""), "v"), ".") {
		var n uint64
		for i := range len(part) {
			n = n*10 + uint64(part[i]-'0')
		}
		if n > math.MaxInt64 {
			ok = false
		}
		if n > unicode.MaxRune {
			n = unicode.ReplacementChar // perl knows characters beyond Unicode
		}
		b.WriteRune(rune(n))
	}
	return b.String(), ok
}

// numberText is how perl prints the number that these digits stand for. problem
// is what perl says where it does not take them.
func numberText(digits string) (text, problem string) {
	s := strings.ReplaceAll(digits, "_", "")
	base, rest := 10, s
	if len(s) > 1 && s[0] == '0' && s[1] != '.' && s[1]|0x20 != 'e' {
		switch s[1] | 0x20 {
		case 'x':
			base, rest = 16, s[2:]
		case 'b':
			base, rest = 2, s[2:]
		case 'o':
			base, rest = 8, s[2:]
		default:
			base, rest = 8, s[1:]
		}
		if i := strings.IndexAny(rest, "pP"); i >= 0 && base != 10 {
			return binaryFloat(rest[:i], rest[i+1:], base), ""
		}
		for _, c := range rest {
			if base == 8 && c > '7' && c <= '9' {
				return "", "Illegal octal digit '" + string(c) + "'"
			}
			if base == 2 && c > '1' {
				return "", "Illegal binary digit '" + string(c) + "'"
			}
		}
		n, ok := new(big.Int).SetString(rest, base)
		if !ok {
			return "0", ""
		}
		if n.IsUint64() {
			return n.String(), ""
		}
		f, _ := new(big.Float).SetInt(n).Float64()
		return floatText(f), ""
	}
	if n, err := strconv.ParseUint(rest, 10, 64); err == nil {
		return strconv.FormatUint(n, 10), ""
	}
	f, _ := strconv.ParseFloat(rest, 64)
	return floatText(f), ""
}

// binaryFloat is the number of digits with a binary exponent.
func binaryFloat(digits, exponent string, base int) string {
	whole, fraction, _ := strings.Cut(digits, ".")
	n, _ := new(big.Int).SetString("0"+whole+fraction, base)
	exp, _ := strconv.Atoi(exponent)
	bits := map[int]int{16: 4, 8: 3, 2: 1}[base]
	f, _ := new(big.Float).SetInt(n).Float64()
	return floatText(math.Ldexp(f, exp-bits*len(fraction)))
}

// floatText prints a number as perl does: with 15 digits at most.
func floatText(f float64) string {
	switch {
	case math.IsInf(f, 1):
		return "Inf"
	case math.IsInf(f, -1):
		return "-Inf"
	case math.IsNaN(f):
		return "NaN"
	case f == 0:
		return "0"
	}
	if f == math.Trunc(f) && math.Abs(f) < 1e15 {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	s := strconv.FormatFloat(f, 'e', 14, 64) // d.dddddddddddddde±dd
	mantissa, exponent, _ := strings.Cut(s, "e")
	exp, _ := strconv.Atoi(exponent)
	if exp < -4 || exp >= 15 {
		if strings.Contains(mantissa, ".") {
			mantissa = strings.TrimRight(strings.TrimRight(mantissa, "0"), ".")
		}
		return mantissa + "e" + exponent
	}
	s = strconv.FormatFloat(f, 'f', max(14-exp, 0), 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// numeric is the number that perl takes a string for: its leading part, or 0.
func numeric(s string) float64 {
	s = strings.TrimLeft(s, " \t\n\r\f\v")
	n := 0
	if n < len(s) && (s[n] == '+' || s[n] == '-') {
		n++
	}
	digits, dot := 0, false
	for n < len(s) && (isDigit(s[n]) || s[n] == '.' && !dot) {
		dot = dot || s[n] == '.'
		if isDigit(s[n]) {
			digits++
		}
		n++
	}
	if digits == 0 {
		return 0
	}
	if n < len(s) && s[n]|0x20 == 'e' {
		e := n + 1
		if e < len(s) && (s[e] == '+' || s[e] == '-') {
			e++
		}
		if e < len(s) && isDigit(s[e]) {
			for n = e; n < len(s) && isDigit(s[n]); {
				n++
			}
		}
	}
	f, _ := strconv.ParseFloat(s[:n], 64)
	return f
}
