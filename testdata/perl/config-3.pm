# Kernel/Config.pm of a system with LDAP, grown since 2009.
package Kernel::Config;

use strict;
use warnings;
use utf8;

use vars qw(@ISA);
use Kernel::Config::Defaults;
push @ISA, 'Kernel::Config::Defaults';

sub Load {
    my $Self = shift;

    $Self->{DatabaseHost} = '127.0.0.1';
    $Self->{Database}     = 'otrs';
    $Self->{DatabaseUser} = "otrs";
    $Self->{DatabasePw}   = 'pa$$w0rd#1';
    $Self->{DatabaseDSN}  = "DBI:mysql:database=$Self->{Database};host=$Self->{DatabaseHost};";
    $Self->{Home}         = '/opt/otrs';

    # ---- agents: LDAP -------------------------------------------------
    $Self->{'AuthModule'}                    = 'Kernel::System::Auth::LDAP';
    $Self->{'AuthModule::LDAP::Host'}        = 'ldap.example.com';
    $Self->{'AuthModule::LDAP::BaseDN'}      = 'dc=example,dc=com';
    $Self->{'AuthModule::LDAP::UID'}         = 'sAMAccountName';
    $Self->{'AuthModule::LDAP::SearchUserDN'} = 'CN=otrs,OU=Service {Accounts},DC=example,DC=com';
    $Self->{'AuthModule::LDAP::SearchUserPw'} = q{geh"eim'};
    $Self->{'AuthModule::LDAP::AlwaysFilter'} = '(&(objectClass=user)(!(userAccountControl=514)))';
    $Self->{'AuthModule::LDAP::Params'} = {
        port    => 389,
        timeout => 120,
        async   => 0,
        version => 3,
    };
    @{ $Self->{'AuthSyncModule::LDAP::UserSyncInitialGroups'} } = ( 'users', );
    $Self->{'AuthSyncModule::LDAP::UserSyncMap'} = {
        # DB -> LDAP
        UserFirstname => 'givenName',
        UserLastname  => 'sn',
    };
    %{ $Self->{'AuthSyncModule::LDAP::UserSyncGroupsDefinition'} } = (
        'cn=otrs_admins,ou=groups' => { 'admin' => { rw => 1, ro => 1 } },
    );

    # ---- customers ----------------------------------------------------
    $Self->{CustomerUser1} = {
        Name   => 'LDAP',
        Module => 'Kernel::System::CustomerUser::LDAP',
        Params => { Host => 'ldap.example.com', BaseDN => 'ou=customers,dc=example,dc=com', SSCOPE => 'sub' },
        CustomerKey => 'mail',
        CustomerUserSearchFields => [ 'cn', 'mail' ],
        CustomerUserPostMasterSearchFields => ['mail'],
        CustomerUserNameFields => [ 'givenname', 'sn' ],
        Map => [

            # note: Login, Email and CustomerID are mandatory!
            # var, frontend, storage, shown (1=always,2=lite), required, storage-type, http-link, readonly
            [ 'UserSalutation', 'Title',     'title',     1, 0, 'var', '', 0 ],
            [ 'UserFirstname',  'Firstname', 'givenname', 1, 1, 'var', '', 0 ],
            [ 'UserPhone', 'Phone', 'phone', 1, 0, 'var', '[% Env("CGIHandle") %]?Action=Phone;Nr=[% Data.UserPhone | uri %]', 0 ],
        ],
    };

    # ---- mail ---------------------------------------------------------
    $Self->{'SendmailModule'}      = 'Kernel::System::Email::SMTP';
    $Self->{'SendmailModule::Host'} = 'mail.example.com';
    $Self->{AgentSelfNotifyOnAction} = $Self->{FQDN} =~ m{\A otrs-test \. }xms ? 1 : 0;
    $Self->{'PostMaster::PreFilterModule'}->{'1-Match'} = {
        Module => 'Kernel::System::PostMaster::Filter::Match',
        Match  => { Subject => '(?i)\[spam\]|"free', From => qr/\@spam\.example$/ },
        Set    => { 'X-OTRS-Queue' => 'Junk', },
    };

    # ---- ACLs ---------------------------------------------------------
    $Self->{TicketAcl}->{'100-Hotline'} = {
        Properties => {
            User  => { Role => ['Hotline'] },
            Queue => { Name => ['[RegExp]^Hotline'] },
        },
        Possible => {
            Ticket => {
                State => [ 'new', 'open', 'Rückruf' ],
                Type  => [ 'Störung', 'Anfrage' ],
            },
        },
    };
    $Self->{TicketAcl}->{'200-kein-Schließen'} = {
        Properties => {},
        PossibleNot => { Ticket => { State => ['[RegExp]^closed'] } },
        StopAfterMatch => 1,
    };

    # $Self->{DatabasePw} = 'old';
    return 1;
}

1;
