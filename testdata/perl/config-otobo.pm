package Kernel::Config;

use v5.24;
use strict;
use warnings;
use utf8;

use parent qw(Kernel::Config::Defaults);

use namespace::autoclean;
use Kernel::System::VariableCheck qw(:all);

our $ObjectManagerDisabled = 1;

sub Load {
    my ($Self) = @_;

    # the database settings
    $Self->{DatabaseHost} = '127.0.0.1';
    $Self->{DatabasePw} = 'äöü-§$%';
    $Self->{DatabaseDSN} = "DBI:MariaDB:database=$Self->{Database};host=$Self->{DatabaseHost};";

    $Self->{TicketAcl}{'100-Example'} = {
        Properties => {
            Frontend => { Action => [qw(AgentTicketPhone AgentTicketEmail)] },
        },
        Possible => {
            Form => [ 'DynamicField_Größe' ],
        },
    };
    $Self->{'Loader::Customer::CommonCSS'}->{'001'} = [ 'a.css' ];

    return;
}

1;
