$Self->{TicketAcl}->{'100-heredocs'} = {
    Bare   => <<X,
plain text
X
    Single => <<'X',
no $interpolation, no \n escape, it's
X
    Double => <<"X",
tab\tand \x41
X
    Blank  => << 'A B',
terminator with a blank
A B
    List   => [ <<A, <<'B', 'c' ],
first
A
second };
B
    Indent => <<~X,
        two lines
          the second one deeper

        last
        X
    IndentSingle => <<~'X',
	tab \t
	X
    Empty  => <<X, Next => 'same line',
X
    Method => [ <<X . 'joined' ],
head
X
    Nothing => <<"",
up to the empty line

    StopAfterMatch => 1,
};
