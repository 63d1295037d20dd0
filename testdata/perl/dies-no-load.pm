package Kernel::Config::Files::DiesNoLoad;
use strict;
use warnings;
use utf8;
sub Load