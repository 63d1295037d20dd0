my $Queue  = 'Raw';
my @States = ( 'new', 'open' );
my %Map    = ( low => '2 low', high => '4 high' );
my $Ref    = { Name => 'Hotline', List => [ 'a', 'b' ] };
$Self->{TicketAcl}->{"100-$Queue"} = {
    Scalar => [ "$Queue", "${Queue}s", "in $Queue!", "$Queue-$Queue", "$Queue: x", "${ Queue }", "[$Queue]", "$Queue.", "($Queue)", "@{[ 'Raw' ]}" ],
    List   => [ "@States", "$States[0]", "$States[-1]", "$States[ 1 ]", "x@{States}y", "@States[0,1]" ],
    Hash   => [ "$Map{low}", "$Map{'high'}", "@Map{'low','high'}" ],
    Ref    => [ "$Ref->{Name}", "$$Ref{Name}", "$Ref->{List}[1]", "$Ref->{List}->[0]", "@{$Ref->{List}}", "$Ref->{Name}->x", "$Ref->{Name} ->{x}" ],
    Arrow  => [ "$Queue->", "$Queue -> x", "$Queue\[0]", "$Queue\{x}", "$Queue [0]", "$Queue {x}" ],
    Mail   => [ 'a@b.example', "a\@b.example" ],
    Money  => [ "5 \$", "100%", "%Map", "&x", "a \$b" ],
    Path   => [ "$Queue/x", "$Queue'", "$Queue\::x", "${Queue}::x", "${Queue}{low}", "${Queue}[0]" ],
};
