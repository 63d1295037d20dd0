$Self->{TicketAcl}->{'100-before'} = { Possible => { Action => ['AgentTicketNote'] } };
   __DATA__
$Self->{TicketAcl}->{'110-behind'} = { Possible => { Action => ['AgentTicketNote'] } };
