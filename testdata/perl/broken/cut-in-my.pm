package Kernel::Config::Files::CutInMy;
use strict;
use warnings;
use utf8;
sub Load {
    my ($File,