$Self->{TicketAcl}->{'100-' . 'joined' . "-name"} = {
    Properties => { Ticket => {
        Queue => [ 'Ra' . 'w', "Mi"."sc", 'A'
            . 'lert' ],
        State => [ 'closed' . ' ' . 'successful' ],
        Lock  => [ 'n' . 1 . 2, 1.50 . 'x', 1 . '', -3 . 'm', '' . 007 ],
        Title => [ ( 'a' . 'b' ) . 'c', q{d} . qq{e} . <<X . 'g', undef . 'u' ],
f
X
    } },
};
