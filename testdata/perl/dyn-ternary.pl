my $Test = $ENV{OTRS_TEST};
$Self->{TicketAcl}->{'100-value'} = { Possible => { Ticket => { State => [ $Test ? 'new' : 'open', 'closed' ] } } };
$Self->{TicketAcl}->{ $Test ? '110-test' : '110-live' } = { StopAfterMatch => 1 };
$Self->{TicketAcl}->{'120-whole'} = $Test ? {} : { StopAfterMatch => 1 };
