$Self->{TicketAcl}->{'100-before'} = { StopAfterMatch => 1 };

=head1 NEVER CLOSED

$Self->{TicketAcl}->{'110-within'} = { StopAfterMatch => 1 ;
