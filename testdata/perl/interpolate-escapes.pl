$Self->{TicketAcl}->{'100-escapes'} = {
    White   => [ "\n", "\t", "\r", "\f", "\b", "\a", "\e" ],
    Hex     => [ "\x41", "\xe4", "\x{e4}", "\x{41}", "\x{263a}", "\x{1F600}", "\x", "\x4", "\x4g", "\x{}", "\x414" ],
    Octal   => [ "\101", "\0", "\00", "\012", "\1", "\400", "\o{101}", "\0101", "\08" ],
    Named   => [ "\N{U+e4}", "\N{U+263A}", "a\N{U+41}b" ],
    Control => [ "\cA", "\c[", "\c@", "\c?" ],
    Case    => [ "\uabc", "\lABC", "\Uabc\Ed", "\LABC\ED", "\Uab\LCD\Eef", "\u\LHELLO wORLD\E!", "\L\uhELLO", "\Qa.b*c\E.d", "\Uunclosed", "\E", "\FSS\E" ],
    Plain   => [ "\\", "\"", "\$x", "\@x", "\'", "\-", "\y", "\.", "\#", "\{", "\ " ],
    Mixed   => [ "\tA\x42\103\N{U+44}\n", "\x{e4}\x{263a}", qq{\{\}\t}, qq(\(a\)) ],
};
