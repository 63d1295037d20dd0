# What people write around ACLs in a Config.pm for three sites.
package Kernel::Config;
use strict;
use warnings;
use utf8;
use Sys::Hostname;
sub Load {
    my $Self = shift;
    my $Site = $ENV{SITE} || 'a';
    $Self->{DatabasePw} = 'geheim';
    $Self->{FQDN} = "$Site.example.com";
    my %Queues = ( a => [ 'Raw', 'Misc' ], b => ['Junk'] );

    $Self->{TicketAcl}->{'100-all'} = { PossibleNot => { Action => ['AgentTicketClose'] } };
    $Self->{TicketAcl}->{"200-$Site"} = {
        Properties => { Queue => { Name => $Queues{$Site} } },
        Possible   => { Ticket => { State => ['new'] } },
    };
    if ( $Site eq 'b' ) {
        $Self->{TicketAcl}->{'300-b-only'} = { StopAfterMatch => 1 };
    }
    foreach my $State (qw(new open)) {
        push @{ $Self->{TicketAcl}->{'400-collected'}->{Possible}->{Ticket}->{State} }, $State;
    }
    $Self->{TicketAcl}->{'500-all'} = { PossibleNot => { Action => ['AgentTicketMove'] } };
    return 1;
}
use parent qw(Kernel::Config::Defaults);
1;
