# the blocks of one ACL
Properties => {
    Ticket => { Queue => ['Raw'], Priority => ['5 very high'] },
},
Possible => {
    Ticket => { Queue => ['Alert'] },
},
StopAfterMatch => 1,
