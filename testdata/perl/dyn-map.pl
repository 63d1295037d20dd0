my @Queues = qw(Raw Misc);
$Self->{TicketAcl} = { map { ( "100-$_" => { Properties => { Queue => { Name => [$_] } } } ) } @Queues };
$Self->{TicketAcl}->{'200'} = { PossibleNot => { Action => [ map {"AgentTicket$_"} qw(Close Note) ], Ticket => { Queue => [ grep { !/Raw/ } @Queues ] } } };
