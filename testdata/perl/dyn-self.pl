# Other settings are not known from here: Defaults and other files make them.
$Self->{TicketAcl}->{"100-$Self->{SystemID}"} = { Properties => { Queue => { Name => [ $Self->{PostmasterDefaultQueue} ] } } };
$Self->{TicketAcl}->{'110-sure'} = { StopAfterMatch => 1 };
$Self->{MyQueues} = [ 'Raw', 'Misc' ];
$Self->{TicketAcl}->{'120-own-setting'} = { Properties => { Queue => { Name => $Self->{MyQueues} } } };
