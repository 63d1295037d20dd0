# Kernel/Config.pm of a maker of packing machines, on OTRS 3.3 since 2013.
#
# Of several ACLs for one list the last match counts there. So every list has
# one thing that divides its ACLs (the queue, the state, the screen), and no
# ticket is under two of them.

package Kernel::Config;

use strict;
use warnings;
use utf8;

sub Load {
    my $Self = shift;

    $Self->{FQDN}     = 'tickets.example.com';
    $Self->{SystemID} = 42;
    $Self->{Home}     = '/opt/otrs';

    # ------------------------------------------------------------------
    # 1xx: what can be done with a ticket, by its stored state
    # ------------------------------------------------------------------

    # A closed ticket is read, and answered by reopening it.
    $Self->{TicketAcl}->{'100-Action-Closed'} = {
        PropertiesDatabase => {
            Ticket => {
                State => [ 'closed successful', 'closed unsuccessful' ],
            },
        },
        Possible => {
            Action => {
                AgentTicketZoom        => 1,
                AgentTicketNote        => 1,
                AgentTicketClose       => 0,
                AgentTicketPending     => 0,
                AgentTicketPriority    => 0,
                AgentTicketResponsible => 0,
            },
        },
    };

    # Merged and removed tickets are over.
    $Self->{TicketAcl}->{'101-Action-Gone'} = {
        PropertiesDatabase => {
            Ticket => { State => [ 'merged', 'removed' ], },
        },
        Possible => {
            Action => {
                AgentTicketClose         => 0,
                AgentTicketCompose       => 0,
                AgentTicketCustomer      => 0,
                AgentTicketForward       => 0,
                AgentTicketFreeText      => 0,
                AgentTicketMerge         => 0,
                AgentTicketNote          => 0,
                AgentTicketOwner         => 0,
                AgentTicketPending       => 0,
                AgentTicketPhoneOutbound => 0,
                AgentTicketPriority      => 0,
            },
        },
    };

    # New tickets are looked at before they are closed or merged.
    $Self->{TicketAcl}->{'102-Action-New'} = {
        PropertiesDatabase => {
            Ticket => { State => ['new'], },
        },
        Possible => {
            Action => {
                AgentTicketClose => 0,
                AgentTicketMerge => 0,
            },
        },
    };

    # Nobody answers spam, ...
    $Self->{TicketAcl}->{'103-Action-Open-Junk'} = {
        PropertiesDatabase => {
            Ticket => {
                State => ['open'],
                Queue => ['Junk'],
            },
        },
        Possible => {
            Action => {
                AgentTicketBounce        => 0,
                AgentTicketCompose       => 0,
                AgentTicketForward       => 0,
                AgentTicketPhoneOutbound => 0,
            },
        },
    };

    # ... and what the machines are like is not for everybody's eyes.
    $Self->{TicketAcl}->{'104-Action-Open-Construction'} = {
        PropertiesDatabase => {
            Ticket => {
                State => ['open'],
                Queue => [ 'Construction', 'Construction::Patents' ],
            },
        },
        Possible => {
            Action => {
                AgentTicketBounce  => 0,
                AgentTicketForward => 0,
                AgentTicketPrint   => 0,
            },
        },
    };

    # Who waits for something does not hand the ticket on.
    $Self->{TicketAcl}->{'105-Action-Pending'} = {
        PropertiesDatabase => {
            Ticket => { State => [ 'pending reminder', 'pending auto close+', 'pending auto close-' ], },
        },
        Possible => {
            Action => {
                AgentTicketOwner       => 0,
                AgentTicketResponsible => 0,
            },
        },
    };

    # ------------------------------------------------------------------
    # 2xx: states, by queue
    # ------------------------------------------------------------------

    $Self->{TicketAcl}->{'200-State-Workshop'} = {
        Properties => {
            Ticket => { Queue => [ 'Workshop', 'Workshop::Spare Parts' ], },
        },
        PossibleNot => {
            Ticket => { State => ['[RegExp]^pending auto close[+-]$'], },
        },
    };
    $Self->{TicketAcl}->{'201-State-Sales'} = {
        Properties => {
            Ticket => { Queue => [ 'Sales', 'Sales::Offers' ], },
        },
        Possible => {
            Ticket => {
                State => [
                    'open',
                    'pending reminder',
                    'pending auto close-',    # offers run out
                    'closed successful',
                    'closed unsuccessful',
                ],
            },
        },
    };
    $Self->{TicketAcl}->{'202-State-Construction'} = {
        Properties => {
            Queue => { Name => [ 'Construction', 'Construction::Patents' ], },
        },
        PossibleNot => {
            Ticket => { State => [ '[RegExp]^pending auto close[+-]$', 'closed unsuccessful' ], },
        },
    };
    $Self->{TicketAcl}->{'203-State-Junk'} = {
        Properties => {
            Ticket => { Queue => ['Junk'], },
        },
        Possible => {
            Ticket => { State => [ 'open', 'closed unsuccessful' ], },
        },
    };

    # ------------------------------------------------------------------
    # 3xx: priorities. The first stops, so that the others are for the rest.
    # ------------------------------------------------------------------

    # A line that stands still costs the customer more than the machine did.
    $Self->{TicketAcl}->{'300-Priority-Standstill'} = {
        Properties => {
            Frontend     => { Action                  => [qw(AgentTicketPhone AgentTicketEmail CustomerTicketMessage)], },
            DynamicField => { DynamicField_Standstill => ['yes'], },
        },
        Possible => {
            Ticket => { Priority => [ '4 high', '5 very high' ], },
        },
        StopAfterMatch => 1,
    };
    $Self->{TicketAcl}->{'301-Priority-Customers'} = {
        Properties => {
            Frontend => { Action => [ 'CustomerTicketMessage', 'CustomerTicketZoom' ], },
        },
        Possible => {
            Ticket => { Priority => [ '2 low', '3 normal', '4 high' ], },
        },
    };
    $Self->{TicketAcl}->{'302-Priority-Calls'} = {
        Properties => {
            Frontend => { Action => [ 'AgentTicketPhone', 'AgentTicketEmail' ], },
        },
        PossibleNot => {
            Ticket => { Priority => [ '1 very low', '5 very high' ], },
        },
    };

    # ------------------------------------------------------------------
    # 4xx: types, services and SLAs, by queue and service
    # ------------------------------------------------------------------

    $Self->{TicketAcl}->{'400-Type-Workshop'} = {
        Properties => {
            Ticket => { Queue => [ 'Workshop', 'Workshop::Spare Parts' ], },
        },
        Possible => {
            Ticket => { Type => [ 'Repair', 'Maintenance' ], },
        },
    };
    $Self->{TicketAcl}->{'401-Type-Sales'} = {
        Properties => {
            Ticket => { Queue => [ 'Sales', 'Sales::Offers' ], },
        },
        Possible => {
            Ticket => { Type => ['Offer'], },
        },
    };
    $Self->{TicketAcl}->{'410-Service-Workshop'} = {
        Properties => {
            Ticket => { Queue => [ 'Workshop', 'Workshop::Spare Parts' ], },
        },
        Possible => {
            Ticket => { Service => ['[RegExp]^Machine(::|$)'], },
        },
    };
    $Self->{TicketAcl}->{'411-Service-Sales'} = {
        Properties => {
            Ticket => { Queue => [ 'Sales', 'Sales::Offers' ], },
        },
        PossibleNot => {
            Ticket => { Service => ['[RegExp]^Machine::'], },
        },
    };
    $Self->{TicketAcl}->{'420-SLA-Machine'} = {
        Properties => {
            Service => { Name => [ 'Machine', 'Machine::Sealing', 'Machine::Filling' ], },
        },
        Possible => {
            Ticket => { SLA => [ 'On site 24h', 'On site 72h' ], },
        },
    };
    $Self->{TicketAcl}->{'421-SLA-Training'} = {
        Properties => {
            Service => { Name => ['Training'], },
        },
        Possible => {
            Ticket => { SLA => ['By appointment'], },
        },
    };

    # ------------------------------------------------------------------
    # 5xx: queues, by the queue where the ticket is
    # ------------------------------------------------------------------

    $Self->{TicketAcl}->{'500-Queue-From-Raw'} = {
        PropertiesDatabase => {
            Ticket => { Queue => [ 'Postmaster', 'Raw' ], },
        },
        Possible => {
            Ticket => { Queue => [ 'Junk', 'Misc', 'Sales', 'Workshop' ], },
        },
    };
    $Self->{TicketAcl}->{'501-Queue-From-Construction'} = {
        PropertiesDatabase => {
            Ticket => { Queue => [ 'Construction', 'Construction::Patents' ], },
        },
        PossibleNot => {
            Ticket => { Queue => [ 'Postmaster', 'Raw', 'Junk', '[RegExp]^Sales(::|$)' ], },
        },
    };
    # A new ticket of a customer is stored nowhere yet.
    $Self->{TicketAcl}->{'502-Queue-Customers'} = {
        Properties => {
            Frontend => { Action => ['CustomerTicketMessage'], },
        },
        Possible => {
            Ticket => { Queue => [ 'Workshop', 'Workshop::Spare Parts', 'Sales' ], },
        },
    };

    # ------------------------------------------------------------------
    # 6xx: dynamic fields (keys, not what is shown)
    # ------------------------------------------------------------------

    $Self->{TicketAcl}->{'600-Field-Part-Sealing'} = {
        Properties => {
            DynamicField => { DynamicField_Machine => ['sealer'], },
        },
        Possible => {
            Ticket => { DynamicField_Part => [ '', 'jaw', 'heater', 'belt' ], },
        },
    };
    $Self->{TicketAcl}->{'601-Field-Part-Filling'} = {
        Properties => {
            DynamicField => { DynamicField_Machine => ['filler'], },
        },
        Possible => {
            Ticket => { DynamicField_Part => [ '', 'nozzle', 'pump', 'belt' ], },
        },
    };

    # ------------------------------------------------------------------
    # 7xx: owners, as the lists show them
    # ------------------------------------------------------------------

    $Self->{TicketAcl}->{'700-Owner-Workshop'} = {
        Properties => {
            Ticket => { Queue => [ 'Workshop', 'Workshop::Spare Parts' ], },
        },
        PossibleNot => {
            Ticket => {
                Owner    => ['[RegExp]^Import Robot( |$)'],
                NewOwner => ['[RegExp]^Import Robot( |$)'],
                OldOwner => ['[RegExp]^\d+: Import Robot( |$)'],
            },
        },
    };

    # ------------------------------------------------------------------
    # 8xx: processes; ids, as they are
    # ------------------------------------------------------------------

    # The complaint is started by quality, not in the office.
    $Self->{TicketAcl}->{'800-Process-Office'} = {
        Properties => {
            User => { Group_rw => ['office'], },
        },
        PossibleNot => {
            Process => ['P2'],
        },
    };
    $Self->{TicketAcl}->{'801-Dialog-Office'} = {
        Properties => {
            User    => { Group_rw         => ['office'], },
            Process => { ActivityEntityID => ['A4'], },
        },
        PossibleNot => {
            ActivityDialog => ['AD7'],
        },
    };

    return 1;
}

use base qw(Kernel::Config::Defaults);

1;
