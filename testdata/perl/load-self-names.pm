package Kernel::Config::Files::OtherNames;
use strict;
use warnings;
sub Load {
    my ( $Class, $Config ) = @_;
    $Config->{TicketAcl}->{'100-other-name'} = { StopAfterMatch => 1 };
    return 1;
}
1;
