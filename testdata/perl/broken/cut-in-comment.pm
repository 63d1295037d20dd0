package Kernel::Config::Files::CutInComment;
use strict;
use warnings;
use utf8;
sub Load {
    my ($File, $Self) = @_;

# ticket acl
$Self->{TicketAcl}->{'100-first'} = {
    Properties => {
        # mat