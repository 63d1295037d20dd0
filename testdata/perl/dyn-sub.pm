package Kernel::Config::Files::DynSub;
use strict;
use warnings;

sub Load {
    my ( $File, $Self ) = @_;
    $Self->{TicketAcl}->{'100-sure'} = { StopAfterMatch => 1 };
    _Acls($Self);
    $Self->{TicketAcl}->{'110-sure'} = Deny('AgentTicketClose');
    return 1;
}

sub _Acls {
    my ($Self) = @_;
    $Self->{TicketAcl}->{'120-by-a-helper'} = { StopAfterMatch => 1 };
    return;
}

sub Deny {
    my ($Action) = @_;
    return { PossibleNot => { Action => [$Action] } };
}

1;
