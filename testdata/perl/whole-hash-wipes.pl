$Self->{TicketAcl}->{'100-lost'} = { Possible => { Action => ['AgentTicketNote'] } };
$Self->{TicketAcl}->{'110-lost'} = { Possible => { Action => ['AgentTicketNote'] } };

# 2011-04-12 everything new
$Self->{TicketAcl} = {
    '200-kept' => { PossibleNot => { Action => ['AgentTicketClose'] } },
};
