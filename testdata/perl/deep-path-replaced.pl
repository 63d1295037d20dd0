# What is assigned above a path takes everything below with it.
$Self->{TicketAcl}{'100'}{Properties}{Ticket}{Queue} = ['Raw'];
$Self->{TicketAcl}{'100'}{Properties}{Ticket}{State} = ['new'];
$Self->{TicketAcl}{'100'}{Properties} = { User => { Role => ['admin'] } };
$Self->{TicketAcl}{'200'}{Properties}{Ticket} = { Queue => ['Raw'] };
$Self->{TicketAcl}{'200'} = {};
$Self->{TicketAcl}{'300'} = undef;
$Self->{TicketAcl}{'300'}{Possible}{Action} = ['AgentTicketZoom'];
