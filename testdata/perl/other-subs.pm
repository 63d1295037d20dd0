package Kernel::Config::Files::OtherSubs;
use strict;
sub New { my $Self = shift; $Self->{TicketAcl}->{'not called'} = {}; return }
sub Load {
    my ( $File, $Self ) = @_;
    my $Code = sub { $Self->{TicketAcl}->{'not called either'} = {}; };
    $Self->{TicketAcl}->{'100-in-load'} = { StopAfterMatch => 1 };
    return 1;
}
sub Unload { my ( $File, $Self ) = @_; $Self->{TicketAcl} = {}; }
1;
