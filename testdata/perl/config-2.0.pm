# --
# Kernel/Config.pm - Config file for the OTRS kernel
# Copyright (C) 2005 Example Ltd, admin@example.com
# --
# $Id: Config.pm,v 1.12 2005/08/01 09:11:22 root Exp $
# --

package Kernel::Config;

sub Load {
    my $Self = shift;
    # ---------------------------------------------------- #
    # Start of your own config options!!!                  #
    # ---------------------------------------------------- #
    $Self->{DatabaseHost} = 'localhost';
    $Self->{Database}     = 'otrs';
    $Self->{DatabaseUser} = 'otrs';
    $Self->{DatabasePw}   = 's3cr3t\'};{"';
    $Self->{DatabaseDSN}  = "DBI:mysql:database=$Self->{Database};host=$Self->{DatabaseHost};";
    # $Self->{DatabaseDSN} = "DBI:Pg:dbname=$Self->{Database};host=$Self->{DatabaseHost};";

    $Self->{Home} = '/opt/otrs';
    $Self->{SystemID} = 10;
    $Self->{CheckMXRecord} = 0;
    $Self->{'LogModule'} = 'Kernel::System::Log::File';
    $Self->{'DefaultTheme'} = 'Standard';

    # ACLs
    $Self->{TicketAcl}->{'ACL-Name-1'} = {
        Properties => {
            Ticket => { Queue => ['Raw'] },
        },
        Possible => {
            Ticket => { State => ['new', 'open', 'pending reminder'] },
            Action => {
                AgentTicketClose => 0,
                AgentTicketNote  => 1,
            },
        },
    };
    # $Self->{TicketAcl}->{'ACL-Name-2'} = {
    #     Properties => { Ticket => { Queue => ['Junk'] } },
    # };

    # ---------------------------------------------------- #
    # data inserted by installer                           #
    # ---------------------------------------------------- #
    # $DIBI$
}

# --
use strict;
use vars qw(@ISA $VERSION);
$VERSION = '$Revision: 1.12 $';
$VERSION =~ s/^\$.*:\W(.*)\W.+?$/$1/;
use Kernel::Config::Defaults;
push (@ISA, 'Kernel::Config::Defaults');
# --
1;
