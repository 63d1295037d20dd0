my @Closed = ( 'closed successful', 'closed unsuccessful' );
my @Open   = qw(new open);
my @All    = ( @Open, @Closed, 'merged' );
my @Empty;
my @One    = 'single';
$Self->{TicketAcl}->{'100-lists'} = {
    Copy    => [@Closed],
    Ref     => \@Closed,
    Mixed   => [ 'a', @Open, 'b', @Empty ],
    All     => \@All,
    One     => [@One],
    Empty   => [@Empty],
    Element => [ $Closed[0], $Closed[1], $Closed[-1], $Open[$#Open], $Closed[7] ],
    Slice   => [ @All[ 0, 1 ], @All[1..2], @Open[-1, 0] ],
    Nested  => [ [@Open], \@Closed ],
    InHash  => { @Open },
    Range   => [ 1 .. 3, 'a' .. 'c' ],
    Parens  => [ ( 'x', 'y' )[1], (@Open)[0], ( 'p', 'q', 'r' )[ 0, 2 ] ],
};
@Open = ('pending reminder');
$Self->{TicketAcl}->{'110-later'} = { Copy => [@Open], All => [@All] };
$Open[1] = 'pending auto';
$Self->{TicketAcl}->{'120-element'} = { Copy => [@Open] };
