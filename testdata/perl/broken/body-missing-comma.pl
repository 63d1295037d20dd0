'100' => { Possible => { Action => ['AgentTicketNote'] } }
'200' => { StopAfterMatch => 1 },
