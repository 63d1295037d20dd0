# A word in braces is a string only if both braces are on its line; else it is
# whatever the word means, which for most words without strict is a string.
$Self->{TicketAcl}->{Hardware
    } = { StopAfterMatch => 1 };
$Self->{TicketAcl}->{
    Software} = { StopAfterMatch => 1 };
$Self->{TicketAcl
    }->{ Network # comment
    } = { StopAfterMatch => 1 };
