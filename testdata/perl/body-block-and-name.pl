Properties => { Possible => { Action => ['AgentTicketNote'] } },
'100-other' => { StopAfterMatch => 1 },
