$Self->{TicketAcl}->{'100-before'} = {};

$Self->{TicketAcl}->{'110-behind'} = {};
