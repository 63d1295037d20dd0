$Self->{TicketAcl}->{'100-kept'} = { Possible => { Action => ['AgentTicketNote'] } };
$Self->{TicketAcl}->{'110-replaced'} = { Possible => { Action => ['AgentTicketNote'] } };
$Self->{TicketAcl} = {
    %{ $Self->{TicketAcl} },
    '110-replaced' => { StopAfterMatch => 1 },
    '120-new'      => { StopAfterMatch => 1 },
};
