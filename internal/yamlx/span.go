package yamlx

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// properties moves over the anchor and the tag that stand before a node's
// content, and over what separates them. lone tells that the tag "!" may be
// there, which the library drops from scalars; local, that it is. content tells
// that there is something behind them. A bad character in a tag, which the
// library takes and libyaml refuses, is at bad (-1 for none).
func properties(text []byte, i int, anchor, tag, lone, content bool) (end int, local bool, bad int) {
	lone = lone && !tag
	for end = i; anchor || tag || lone; {
		if i == len(text) || text[i] != '&' && text[i] != '!' {
			break
		}
		k := wordEnd(text, i)
		switch word := text[i:k]; {
		case word[0] == '&' && anchor:
			anchor = false
		case word[0] == '!' && tag:
			tag = false
			if c := bytes.IndexAny(word, ",[]"); c > 0 && word[1] != '<' {
				return k, false, i + c
			}
		case string(word) == "!" && lone && (content || endsToken(text, k, anchor)):
			lone, local = false, true
		default:
			return end, local, -1
		}
		end = k
		i = skipSpace(text, k)
	}
	if content {
		end = i
	}
	return end, local, -1
}

// endsToken reports whether nothing more comes on the line of i, or of what is
// in brackets, or only an anchor that is still to come. Behind a tag it means
// that the tag is of an empty value.
func endsToken(text []byte, i int, anchor bool) bool {
	for i < len(text) && isBlank(text[i]) {
		i++
	}
	return i == len(text) || text[i] == '&' && anchor || breakAt(text, i) > 0 || strings.IndexByte("#,]}", text[i]) >= 0
}

// wordEnd returns the end of an anchor, alias or tag that starts at i. Flow
// indicators end it where libyaml's or the library's scanner would.
func wordEnd(text []byte, i int) int {
	isTag := text[i] == '!'
	for i++; i < len(text) && !isBlank(text[i]) && breakAt(text, i) == 0; i++ {
		if c := text[i]; !isTag && !(c == '_' || c == '-' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9') {
			break
		} else if isTag && (c == '{' || c == '}') {
			break
		}
	}
	return i
}

// skipSpace moves over blanks, line breaks and comments.
func skipSpace(text []byte, i int) int {
	for i < len(text) {
		switch n := breakAt(text, i); {
		case n > 0:
			i += n
		case isBlank(text[i]):
			i++
		case text[i] == '#':
			for i < len(text) && breakAt(text, i) == 0 {
				i++
			}
		default:
			return i
		}
	}
	return i
}

// scalarEnd returns the end of the scalar whose content starts at i.
func scalarEnd(text []byte, i int, n *yaml.Node) int {
	switch {
	case n.Style&yaml.SingleQuotedStyle != 0:
		for i++; i < len(text); i++ {
			if text[i] == '\'' {
				if i+1 == len(text) || text[i+1] != '\'' {
					return i + 1
				}
				i++
			}
		}
		return i
	case n.Style&yaml.DoubleQuotedStyle != 0:
		for i++; i < len(text) && text[i] != '"'; i++ {
			if text[i] == '\\' {
				i++
			}
		}
		return min(i+1, len(text))
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		header := i
		for i < len(text) && breakAt(text, i) == 0 {
			i++
		}
		if strings.TrimFunc(n.Value, isSpace) == "" {
			for i > header && isBlank(text[i-1]) {
				i--
			}
			return i
		}
	}
	return matchEnd(text, i, n.Value)
}

// matchEnd returns where value ends in the text from i on, if blanks and line
// breaks on either side are free to differ, as folding and indentation have it.
func matchEnd(text []byte, i int, value string) int {
	end := i
	for value != "" {
		r, n := utf8.DecodeRuneInString(value)
		value = value[n:]
		if isSpace(r) {
			continue
		}
		for i < len(text) {
			c, m := utf8.DecodeRune(text[i:])
			if !isSpace(c) {
				break
			}
			i += m
		}
		if i+n > len(text) || string(text[i:i+n]) != string(r) && r != utf8.RuneError {
			return end
		}
		i += n
		end = i
	}
	return end
}

func isSpace(r rune) bool { return r == ' ' || r == '\t' || isBreak(r) }

// badEscape finds an escape between the double quotes of text[from:to] that
// the library takes and libyaml refuses: \'. It returns -1 for none.
func badEscape(text []byte, from, to int) int {
	for i := from; i+1 < to; i++ {
		if text[i] == '\\' {
			if text[i+1] == '\'' {
				return i
			}
			i++
		}
	}
	return -1
}

// badColon finds a colon in a plain scalar of a flow collection that libyaml
// refuses, with a flow indicator or '?' right behind it. It returns -1 for none.
func badColon(text []byte, from, to int) int {
	for i := from; i < to && i+1 < len(text); i++ {
		if text[i] == ':' && strings.IndexByte(",?[]{}", text[i+1]) >= 0 {
			return i
		}
	}
	return -1
}

// badTab finds, between two tokens in block context, a tab where libyaml
// allows blanks only: at the start of a line, or behind "- " and "? ". Before
// content the library refuses it too; before a comment or an empty line, right
// behind another comment, it does not. It returns -1 for none.
func badTab(text []byte, from, to int) int {
	indentation := from == 0 || breakEnds(text, from) || isIndicator(text, from-1)
	tab := -1
	for i := from; i < to; {
		n := breakAt(text, i)
		switch {
		case n > 0 || text[i] == '#':
			if tab >= 0 {
				return tab
			}
			for i < to && breakAt(text, i) == 0 {
				i++
			}
			i += breakAt(text, i)
			indentation = true
			continue
		case text[i] == '\t':
			if indentation && tab < 0 {
				tab = i
			}
		case text[i] == ' ':
		default:
			tab = -1
			indentation = isIndicator(text, i)
		}
		i++
	}
	if to == len(text) {
		return tab
	}
	return -1
}

// isIndicator reports whether a '-' or '?' between blanks is at i.
func isIndicator(text []byte, i int) bool {
	return (text[i] == '-' || text[i] == '?') && (i == 0 || isBlank(text[i-1]) || breakEnds(text, i)) &&
		i+1 < len(text) && isBlank(text[i+1])
}

// breakEnds reports whether a line break ends right before i.
func breakEnds(text []byte, i int) bool {
	return i > 0 && (text[i-1] == '\n' || text[i-1] == '\r')
}
