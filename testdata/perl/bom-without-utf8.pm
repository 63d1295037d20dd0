# VERSION:1.1
package Kernel::Config::Files::BomWithoutUtf8;
use strict;
sub Load {
    my ($File, $Self) = @_;
    $Self->{TicketAcl}->{'100-ä'} = { Queue => ['ä'] };
    return;
}
1;
