package Kernel::Config::Files::NoAcl;
use strict;
sub Load {
    my ( $File, $Self ) = @_;
    $Self->{FQDN} = 'otrs.example.com';
    return 1;
}
1;
