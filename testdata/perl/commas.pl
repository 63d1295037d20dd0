# Trailing and repeated commas, => where a comma would do and the reverse.
$Self->{TicketAcl}->{'100-commas'} = {
    Properties => {
        Ticket => {
            Queue    => ['Raw',],
            State    => ['new',,'open',,,],
            Priority => => ['5 very high'],
            Type     =>=> ['Incident'],
            Lock     => , ['lock'],
            Service  , ['Hardware'],
            'SLA'    , => ['Gold'],
            Owner    => ['a' => 'b' => 'c'],
            Numbers  => [1,2,3,],
        },,
    },,,
    'Possible', { 'Action', [ 'AgentTicketNote', ], },
    PossibleNot => { },,
},;
