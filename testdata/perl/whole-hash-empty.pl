$Self->{TicketAcl}->{'100-lost'} = { Possible => { Action => ['AgentTicketNote'] } };
$Self->{TicketAcl} = {};
