if (1) { $Self->{TicketAcl}->{'100-always'} = { StopAfterMatch => 1 }; }
if (0) { $Self->{TicketAcl}->{'110-never'}  = { StopAfterMatch => 1 }; }
unless (0) { $Self->{TicketAcl}->{'120-always'} = { StopAfterMatch => 1 }; }
my $Debug = 0;
$Self->{TicketAcl}->{'130-never'} = { StopAfterMatch => 1 } if $Debug;
