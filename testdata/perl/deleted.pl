$Self->{TicketAcl}->{'100-deleted'} = { StopAfterMatch => 1 };
$Self->{TicketAcl}->{'110-kept'}    = { StopAfterMatch => 1, Possible => { Action => ['AgentTicketNote'] } };
$Self->{TicketAcl}->{'120-undef'}   = { StopAfterMatch => 1 };
delete $Self->{TicketAcl}->{'100-deleted'};
delete $Self->{TicketAcl}{'110-kept'}{StopAfterMatch};
undef $Self->{TicketAcl}->{'120-undef'};
delete $Self->{Ticket::Frontend};
