'100' => { Possible => { Action => [ 'AgentTicketNote' ] } };
