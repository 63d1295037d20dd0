$Self->{TicketAcl}->{'100'} = { StopAfterMatch => 1 };
delete $Self->{TicketAcl};
$Self->{TicketAcl}->{'110'} = { StopAfterMatch => 1 };
