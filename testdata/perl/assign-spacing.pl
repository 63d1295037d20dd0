# Any spacing between the parts of an assignment, comments included.
$Self->{TicketAcl}->{'100-plain'} = { Possible => { Ticket => { Queue => ['Alert'] } } };
$Self->{TicketAcl}->{'110-tight'}={Possible=>{Ticket=>{Queue=>['Alert']}}};
$Self -> {TicketAcl} -> {'120-arrows-apart'} = { };
$Self->{ TicketAcl }->{ '130-inner' }  =  {
};
$Self
    ->{TicketAcl}
    ->{'140-lines'}
    =
    {
        Possible
        =>
        { }
    }
;
$Self # the configuration
    -> # of all
    { TicketAcl # tickets
    }->{'150-comments'
    # }
    } = # {
    { # }
      Possible => { # ;
      } # 'not closed
    } # "neither
    ;
	$Self	->	{	TicketAcl	}	->	{	'160-tabs'	}	=	{	}	;
$Self->{TicketAcl}->{'170-same-line'} = {}; $Self->{TicketAcl}->{'171-same-line'} = {};;;
; $Self->{TicketAcl}->{'180-last-without-semicolon'} = { StopAfterMatch => 1 }
