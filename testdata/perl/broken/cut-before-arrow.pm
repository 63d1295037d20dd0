package Kernel::Config::Files::CutBeforeArrow;
use strict;
use warnings;
use utf8;
sub Load {
    my ($File, $Self) = @_;

# ticket acl
$Self-