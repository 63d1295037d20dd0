sub Queues { return ( 'Raw', 'Misc' ) }
$Self->{TicketAcl}->{'100-call'} = { Properties => { Queue => { Name => [ Queues() ] } } };
$Self->{TicketAcl}->{'110-method'} = { Properties => { Queue => { Name => [ $Self->Get('PostmasterDefaultQueue'), 'Raw' ] } } };
$Self->{TicketAcl}->{ '120-' . Name(1) . '-x' } = { StopAfterMatch => 1 };
$Self->{TicketAcl}->{'130-time'} = { Possible => { Ticket => { State => [ time() > 0 ? 'now' : 'never' ] } } };
$Self->{TicketAcl}->{'140-whole'} = Whole('x');
$Self->{TicketAcl}->{'150-sure'} = { StopAfterMatch => 1 };
sub Name { return 'name' }
sub Whole { return { StopAfterMatch => 1 } }
