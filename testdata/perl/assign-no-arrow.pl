$Self->{TicketAcl}{'100-left-out'} = { Possible => { Action => ['AgentTicketNote'] } };
$Self->{TicketAcl} {'110-blank'} = { Possible => { Action => ['AgentTicketNote'] } };
$Self->{TicketAcl}{'120-Deep'}{Possible}{Ticket}{Queue} = [ 'Raw', 'Misc' ];
$Self->{TicketAcl}{'120-Deep'}->{PossibleNot}{Action}    = ['AgentTicketClose'];
$$Self{TicketAcl}{'130-two-dollars'} = { StopAfterMatch => 0 };
${$Self}{TicketAcl}->{'140-block'} = { StopAfterMatch => 0 };
${ $Self->{TicketAcl} }{'150-block-of-acls'} = { StopAfterMatch => 0 };
