{
    '100-Example-ACL' => {
        Properties => { Ticket => { Queue => ['Raw'] } },
        Possible   => { Ticket => { Queue => ['Alert'] } },
    },
    '110-Second' => { StopAfterMatch => 1 },
}
