package Kernel::Config::Files::DynReturn;
sub Load {
    my ( $File, $Self ) = @_;
    $Self->{TicketAcl}->{'100-sure'} = { StopAfterMatch => 1 };
    return 1 if $ENV{NO_ACLS};
    $Self->{TicketAcl}->{'110-not-always'} = { StopAfterMatch => 1 };
    if ( !$Self->{SecureMode} ) {
        die 'no way' if $ENV{NO_ACLS};
        return 1;
    }
    $Self->{TicketAcl}->{'120-never-here'} = { StopAfterMatch => 1 };
    return 1;
}
1;
