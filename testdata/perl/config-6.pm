package Kernel::Config;

use strict;
use warnings;
use utf8;

sub Load {
    my $Self = shift;

    $Self->{DatabaseHost} = 'db1.internal.example';
    $Self->{DatabasePw}   = 'xK9/{[(<"\\';
    $Self->{DatabaseDSN}  = "DBI:Pg:dbname=$Self->{Database};host=$Self->{DatabaseHost};";

    if ( $ENV{OTRS_TEST} ) {
        $Self->{Database} = 'otrs_test';
        $Self->{FQDN}     = 'test.example.com';
    }
    else {
        $Self->{Database} = 'otrs';
    }
    for my $Backend ( 1 .. 3 ) {
        $Self->{ 'CustomerUser' . $Backend }->{Name} = "Backend $Backend";
    }
    my $Version = $Self->Get('Version') || '';
    $Version =~ s{ \A (\d+) [.] .* \z }{$1}xms;
    $Self->{Secret} = join '', map { chr( ord('a') + $_ ) } 0 .. 15;

    $Self->{TicketAcl}->{'100'} = {
        Properties  => { Ticket => { Queue => ['Raw'] } },
        PossibleNot => { Action => ['AgentTicketClose'] },
    };
    $Self->{'Ticket::Frontend::AgentTicketClose'}->{State} = 0;

    return 1;
}

sub Helper {
    my ( $Self, %Param ) = @_;
    return if !$Param{Name};
    while ( my ( $Key, $Value ) = each %Param ) {
        next if $Key eq '}';
        $Self->{$Key} = $Value =~ tr/a-z//cdr;
    }
    $Self->{TicketAcl}->{'not called'} = {};
    return "a$Param{Name}b" . ( $Param{X} / 2 ) . '/';
}

use Kernel::Config::Defaults;
use parent qw(Kernel::Config::Defaults);

1;
