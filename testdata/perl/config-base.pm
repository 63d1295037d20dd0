package Kernel::Config;
use strict;
use base qw(Kernel::Config::Defaults);
sub Load
{
	my ( $Self, %Param ) = @_;
	$Self->{TicketAcl}->{'100-base'} = { Possible => { Action => [ 'AgentTicketNote' ] } };
}
1
