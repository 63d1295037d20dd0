# VERSION:1.1
package Kernel::Config::Files::Bom;
use strict;
use utf8;
sub Load {
    my ($File, $Self) = @_;
    $Self->{TicketAcl}->{'100-ä'} = { Queue => ['ä'] };
    return;
}
1;
