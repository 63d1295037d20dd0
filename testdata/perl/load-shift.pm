package Kernel::Config::Files::Shift;
sub Load {
    my $File = shift;
    my $Self = shift;
    $Self->{TicketAcl}->{'100-shifted'} = { StopAfterMatch => 1 };
    return 1;
}
1;
