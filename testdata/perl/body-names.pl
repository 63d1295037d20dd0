'100-Example-ACL' => {
    Properties => { Ticket => { Queue => ['Raw'] } },
    Possible   => { Ticket => { Queue => ['Alert'] } },
},
"110-Double" => { StopAfterMatch => 1 },
Bareword => { PossibleNot => { Action => ['AgentTicketClose'] } },
200 => {},
