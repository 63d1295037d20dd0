package Kernel::Config::Files::CutAfterEquals;
use strict;
use warnings;
use utf8;
sub Load {
    my ($File, $Self) = @_;

# ticket acl
$Self->{TicketAcl}->{'100-first'} = {
    Properties => {
        # match
        Ticket => {
            Queue    => ['Raw'],
            Priority => ['5 very high'],
        },
    },
    Possible => {
        Ticket => {
            Queue => ['Alert'],
        },
    },
};

$Self->{TicketAcl}->{'200-second'} =