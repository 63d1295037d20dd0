#!/usr/bin/perl -w
# $Self->{TicketAcl}->{'in a comment'} = {};
#$Self->{TicketAcl}->{'in a comment'} = {};
$Self->{TicketAcl}->{'100-comments'} = {   # } ' " /* { [ (
    # 'a' => 'b',
    Properties => { # Ticket => {
        Ticket => {#no blank
            Queue => [#'Alert',
                'Raw', # 'Misc',
                'Junk'#, 'Postmaster'
            ,],   #
            ## State => ['new'],
            Title => [ 'a # b', "c # d", q{# e}, 'f#g' ],
            # ...
        },
    },
    ########################################################
    # Possible => { Action => ['AgentTicketClose'] },
    ########################################################
}; # $Self->{TicketAcl}->{'behind'} = {};
# last line without its end: $Self->{TicketAcl}->{'last'} = {};