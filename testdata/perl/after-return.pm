package Kernel::Config::Files::AfterReturn;
sub Load {
    my ( $File, $Self ) = @_;
    $Self->{TicketAcl}->{'100-before'} = { StopAfterMatch => 1 };
    return 1;
    $Self->{TicketAcl}->{'110-after'} = { StopAfterMatch => 1 };
}
1;
$Self->{TicketAcl}->{'120-after-the-sub'} = { StopAfterMatch => 1 };
1;
__END__
$Self->{TicketAcl}->{'130-after-the-end'} = { StopAfterMatch => 1 };
