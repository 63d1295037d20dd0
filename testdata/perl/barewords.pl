# Without strict a bare word is a string, unless perl knows a function of that name.
$Self->{TicketAcl}->{'100-barewords'} = {
    Possible => { Ticket => { State => [ new1, Open, Closed_successful ], Queue => Raw, Type => [ Foo::Bar, -Minus ] } },
    Misc, [ 'x' ],
};
