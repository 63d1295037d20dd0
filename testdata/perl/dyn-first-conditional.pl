if ( $ENV{SPECIAL} ) { $Self->{TicketAcl}->{'100-if'} = { StopAfterMatch => 1 }; }
$Self->{TicketAcl}->{'200-sure'} = { StopAfterMatch => 1 };
$Self->{TicketAcl}->{'300-call'} = { Possible => { Ticket => { Queue => [ lc( $ENV{X} // 'a' ) ] } } };
