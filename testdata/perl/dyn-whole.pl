$Self->{TicketAcl}->{'100-lost-or-not'} = { StopAfterMatch => 1 };
$Self->{TicketAcl} = Acls();
$Self->{TicketAcl}->{'110-sure'} = { StopAfterMatch => 1 };
sub Acls { return { '120-from-elsewhere' => { StopAfterMatch => 1 } } }
