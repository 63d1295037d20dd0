my $Acls = $Self->{TicketAcl} ||= {};
$Acls->{'100-by-alias'} = { StopAfterMatch => 1 };
$Self->{TicketAcl} = my $Whole = { '110-replaces' => { StopAfterMatch => 1 } };
$Whole->{'120-by-alias'} = { StopAfterMatch => 1 };
$Self->{TicketAcl}->{'130-default'} ||= { StopAfterMatch => 1 };
$Self->{TicketAcl}->{'130-default'} ||= { StopAfterMatch => 2 };
$Self->{TicketAcl}->{'140-default'} //= { StopAfterMatch => 1 };
