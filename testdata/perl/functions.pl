$Self->{TicketAcl}->{'100-functions'} = {
    Case  => [ lc('RAW'), uc 'raw', ucfirst lc 'RAW' ],
    Join  => [ join( ', ', 'a', 'b' ), join '-', qw(c d) ],
    Print => [ sprintf( '%03d-%s', 7, 'x' ) ],
    Map   => [ map { "Queue::$_" } qw(A B) ],
    Grep  => [ grep { $_ ne 'b' } qw(a b c) ],
    Sort  => [ sort qw(c a b), reverse( 1, 2 ) ],
    Split => [ split /,/, 'a,b' ],
    Hash  => { map { $_ => 1 } qw(AgentTicketNote AgentTicketClose) },
    Keys  => [ sort keys %{ { a => 1, b => 2 } } ],
    Do    => do { 1; 'last' },
    Subst => substr( 'abcdef', 1, 3 ),
    Ref   => [ @{ [ 'x', 'y' ] }, ( sub { 'z' } )->() ],
};
