# Not what the engine wants; perl does not mind.
$Self->{TicketAcl}->{'100-scalar'}       = 'off';
$Self->{TicketAcl}->{'110-number'}       = 0;
$Self->{TicketAcl}->{'120-list'}         = [ 'Possible', { Action => [] } ];
$Self->{TicketAcl}->{'130-empty'}        = {};
$Self->{TicketAcl}->{'140-scalar-items'} = { Properties => { Ticket => { Queue => 'Raw', State => '' } } };
$Self->{TicketAcl}->{'150-hash-items'}   = { Possible => { Action => { AgentTicketClose => 0, AgentTicketNote => 1 } } };
$Self->{TicketAcl}->{'160-nested-lists'} = { Possible => { Ticket => { State => [ [ 'new', 'open' ], [ [] ], {} ] } } };
$Self->{TicketAcl}->{'170-list-of-hashes'} = { Possible => [ { Ticket => { State => ['new'] } }, { } ] };
$Self->{TicketAcl}->{'180-scalar-block'} = { Properties => '', Possible => 'Ticket', PossibleNot => 1 };
$Self->{TicketAcl}->{'190-deep'} = { a => { b => { c => { d => { e => { f => [ [ [ [ 'g' ] ] ] ] } } } } } };
$Self->{TicketAcl}->{'200-odd-number'} = { 'Possible' };
