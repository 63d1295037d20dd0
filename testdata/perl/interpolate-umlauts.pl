use utf8;
$Self->{TicketAcl}->{"100-\x{dc}ml\x{e4}ut"} = {
    Case => [ "\Uäöüß\E", "\LÄÖÜ\E", "\uäb", "\Qä.ö\E", "\lÄB" ],
    Same => [ "ä", "\x{e4}", "\xe4", "\N{U+e4}", "\344", "a\x{308}" ],
    High => [ "\x{20ac}", "€", "\N{U+1F4E7}", "📧" ],
};
