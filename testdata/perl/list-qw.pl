$Self->{TicketAcl}->{'100-qw'} = {
    Possible => {
        Ticket => {
            A => [qw(new open)],
            B => [ qw{new open}, 'pending reminder' ],
            C => [qw/new open/],
            D => [ qw[new open] ],
            E => [qw<new open>],
            F => [ qw|new open| ],
            G => [ qw'new open' ],
            H => [ qw"new open" ],
            I => [ qw ( new   open ) ],
            J => [
                qw(
                    new
                    open    closed
                )
            ],
            K => [ qw() ],
            L => [ qw( ), 'x' ],
            M => [ qw(a (b c) d) ],
            N => [ qw(a\) \( \\ b\n 'c' "d" $e @f) ],
            O => [ qw#a b# ],
            P => [ qw(a,b c => d) ],
            Q => [ qw(# no comment) ],
            R => [ qw!AgentTicketNote AgentTicketClose!, qw(a), qw(b) ],
            S => [ 'x', qw(y z), ],
            T => [ (qw(a b))[1], 'c' ],
            U => [ ( 'a', ( 'b', qw(c d) ), () ), 'e' ],
        },
        qw(Action AgentTicketNote),
    },
    qw(StopAfterMatch 1),
};
