package Kernel::Config::Files::Strict;
use strict;
use warnings FATAL => 'all';
our $VERSION = '1.0';
my $Top = 'Raw';
use constant QUEUE => 'Raw';
sub Load {
    my ( $File, $Self ) = @_;
    my @Queues = ( $Top, 'Misc' );
    $Self->{TicketAcl}->{'100-strict'} = { Properties => { Queue => { Name => [@Queues], Email => [ $Top ] } } };
    no strict;
    $Self->{TicketAcl}->{'110-no-strict'} = { Properties => { Queue => { Name => [ Raw, $Unknown ] } } };
    return 1;
}
1;
