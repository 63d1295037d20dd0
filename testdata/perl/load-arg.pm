package Kernel::Config::Files::Arg;
sub Load {
    my $Self = $_[1];
    $Self->{TicketAcl}->{'100-by-index'} = { StopAfterMatch => 1 };
    $_[1]->{TicketAcl}->{'110-without-a-name'} = { StopAfterMatch => 1 };
}
1;
