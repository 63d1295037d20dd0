# What perl sees in a file of ticket ACLs, for tests only: nothing of the tool
# runs Perl. One line of JSON for each file:
#
#   {"file":NAME,"compiles":0|1,"TicketAcl":DATA,"died":MESSAGE,"error":MESSAGE,"line":LINE}
#
# usage: load.pl [-c] FILE...    files by name
#        load.pl [-c] -          files from standard input, each "LENGTH NAME\n"
#                                and LENGTH bytes; answered one by one
#
# -c only compiles. Each file is loaded in a process of its own, as the products
# load it: what says "package Kernel::Config::Files::NAME" is compiled as a file
# and its Load called with an object, Kernel::Config likewise as a method, all
# else is a snippet, a piece of such a file: it is compiled as one in which $Self
# is declared and strict is off. Of a snippet that is the body of a hash the list
# it makes is the data.

package Loader;

use strict;
use warnings;

# What files may really load; any other module is there, and empty: whether it
# exists is a matter of the machine, not of the file.
use B ();
use POSIX ();
use Encode ();
use List::Util   ();
use Scalar::Util ();
use Data::Dumper ();
use base ();
use parent ();
use utf8 ();
use vars ();
use constant ();
use feature ();
use integer ();
use lib ();
use File::Temp ();
use PerlIO::scalar ();
use Time::HiRes ();

BEGIN {
    no strict 'refs';
    for my $Forbidden (qw(system exec fork readpipe open unlink rename rmdir mkdir kill socket connect syscall dump sleep exit)) {
        *{"CORE::GLOBAL::$Forbidden"} = sub { die "$Forbidden is not for files of a test\n" };
    }
}

{
    package Kernel::Config::Defaults;
    sub new      { bless {}, shift }
    sub AUTOLOAD { return }
    sub DESTROY  { return }
    $INC{'Kernel/Config/Defaults.pm'} = __FILE__;
}

my @Real = @INC;
my %Source;
@INC = sub {
    my $Name = $_[1];
    my $Text = $Source{$Name};
    if ( !defined $Text && $Name =~ m{\A (?: Encode/ | unicore/ | _?charnames | bytes | overload | open | locale | strict | warnings | experimental | PerlIO ) }x ) {
        for my $Dir ( grep { !ref } @Real ) {
            CORE::open( my $File, '<', "$Dir/$Name" ) or next;
            return $File;
        }
    }
    if ( !defined $Text ) {
        ( my $Package = $Name ) =~ s{\.pm\z}{};
        $Package =~ s{/}{::}g;
        $Text = $Package =~ m{\A [A-Za-z_]\w* (?: ::\w+ )* \z}x ? "package $Package; our \$VERSION = 1;\n" : "1;\n";
    }
    CORE::open( my $File, '<', \$Text ) or die $!;
    return $File;
};

# string is JSON of a string: code points as perl has them.
sub string {
    my $Text = shift;
    $Text =~ s{\b(ARRAY|HASH|CODE|SCALAR|REF)\(0x[0-9a-f]+\)}{$1(0x0)}g;
    $Text =~ s{([\x{d800}-\x{dfff}]|[^\x{0}-\x{10ffff}])}{\x{fffd}}g;
    $Text =~ s{(["\\])}{\\$1}g;
    $Text =~ s{\n}{\\n}g;
    $Text =~ s{([\x00-\x1f\x7f-\x9f])}{ sprintf '\\u%04x', ord $1 }ge;
    utf8::encode($Text);
    return qq{"$Text"};
}

# json is JSON of anything. A number is what perl holds as number only.
sub json {
    no warnings 'recursion';
    my ( $Value, $Depth ) = @_;
    return 'null' if !defined $Value;
    die "nested too deeply\n" if ++$Depth > 5000;
    if ( ref $Value eq 'HASH' ) {
        return '{' . join( ',', map { string($_) . ':' . json( $Value->{$_}, $Depth ) } sort keys %{$Value} ) . '}';
    }
    return '[' . join( ',', map { json( $_, $Depth ) } @{$Value} ) . ']' if ref $Value eq 'ARRAY';
    return string( '\\' . Scalar::Util::reftype($Value) ) if ref $Value;
    my $Flags = B::svref_2object( \$Value )->FLAGS;
    if ( $Flags & ( B::SVf_IOK | B::SVf_NOK ) && !( $Flags & B::SVf_POK ) ) {
        return "$Value" =~ m{\A -? [0-9]}x ? "$Value" : '{"number":' . string("$Value") . '}';
    }
    return string($Value);
}

my %Block = map { $_ => 1 } qw(Properties PropertiesDatabase Possible PossibleAdd PossibleNot StopAfterMatch);

# isBody tells whether a snippet is the inside of a hash.
sub isBody {
    my $Blank = qr{ (?: \s | \# [^\n]* (?: \n | \z ) )* }x;
    my $Key   = qr{ ' (?: [^'\\] | \\. )* ' | " (?: [^"\\] | \\. )* " | -? \w+ | q\w? \s* [^\w\s] .*? }xs;
    return $_[0] =~ m{\A $Blank [\{(]? $Blank (?: $Key ) $Blank => }xs || $_[0] =~ m{\A $Blank \{ $Blank \} $Blank ;? $Blank \z }x;
}

# pairs makes a hash of what a body evaluated to.
sub pairs {
    my ( $File, @List ) = @_;
    @List = %{ $List[0] } if @List == 1 && ref $List[0] eq 'HASH';
    no warnings;
    my %Hash = @List;
    return \%Hash if !%Hash || grep { !$Block{$_} } keys %Hash;
    ( my $Name = $File ) =~ s{\A .* / | \. [^./]+ \z}{}gx;
    return { $Name => \%Hash };
}

our ( $Compiled, $Self );

sub load {
    my ( $File, $Text, $CheckOnly ) = @_;
    my $Bom = $Text =~ s{\A\xef\xbb\xbf}{} ? "\xef\xbb\xbf" : '';
    my ($Package) = $Text =~ m{^ [ \t]* package \s+ (Kernel::Config (?: ::Files::\w+ )? ) \s* [;\{] }xm;
    my $Head = '$Loader::Compiled = 1;' . ( $CheckOnly ? ' die qq{checked\n};' : '' );
    $Head .= ' package Scratch; my $Self = $Loader::Self;' if !$Package;
    $Source{"scratch/$File"} = qq{$Bom$Head\n#line 1 "$File"\n$Text};

    $Self     = bless {}, $Package && $Package eq 'Kernel::Config' ? $Package : 'Kernel::Config::Defaults';
    $Compiled = 0;

    # Some errors end the compilation and take the place of those before them.
    my $Queued = '';
    local $SIG{__DIE__} = sub { $Queued ||= $Compiled ? '' : $@ };
    my @List = do "scratch/$File";
    my $Failed = $Queued && !$Compiled ? $Queued : $@;
    if ( $Package && $Compiled && !$CheckOnly && !$@ ) {
        eval { $Package eq 'Kernel::Config' ? $Self->Load() : $Package->Load($Self) };
        $Failed = $@;
    }
    my ($Error) = $Failed =~ m{\A ([^\n]*) }x;
    $Error =~ s{, <\$?\w+> (?:line|chunk) \d+}{};
    $Error =~ s{ at \S*load\.pl line \d+}{};

    my @Out = ( '"file":' . string($File), qq{"compiles":$Compiled} );
    if ( $Compiled && !$CheckOnly ) {
        my $Acl = $Self->{TicketAcl};
        $Acl = pairs( $File, @List ) if !$Package && !exists $Self->{TicketAcl} && isBody($Text);
        push @Out, '"TicketAcl":' . json($Acl);
    }
    push @Out, ( $Compiled ? '"died":' : '"error":' ) . string($Error) if $Error && !( $Compiled && $CheckOnly );
    push @Out, qq{"line":$1} if $Failed =~ m{ at \Q$File\E line (\d+)};
    return '{' . join( ',', @Out ) . "}\n";
}

binmode STDIN;
binmode STDOUT;
$| = 1;
my $Dir = File::Temp::tempdir( CLEANUP => 1 );

# answer loads a file in a child.
sub answer {
    my ( $File, $Text, $CheckOnly ) = @_;
    my $Child = CORE::fork();
    die "fork: $!\n" if !defined $Child;
    if ( !$Child ) {
        CORE::open( my $Out, '>&', \*STDOUT ) or POSIX::_exit(2);
        binmode $Out;
        chdir $Dir;
        ( $0, @ARGV, %ENV ) = ('perl');
        CORE::open( STDIN,  '<', '/dev/null' );
        CORE::open( STDOUT, '>', '/dev/null' );
        CORE::open( STDERR, '>', '/dev/null' );
        local $SIG{__WARN__} = sub { };
        Time::HiRes::setitimer( Time::HiRes::ITIMER_VIRTUAL(), 2 );    # of its own time, however busy the machine is
        alarm 120;
        my $Line = load( $File, $Text, $CheckOnly );
        ( $\, $, ) = ();    # the file may have set them
        print {$Out} $Line;
        close $Out;
        POSIX::_exit(0);
    }
    waitpid $Child, 0;
    print '{"file":' . string($File) . ',"compiles":-1,"error":' . string("ended with status $?") . "}\n" if $?;
    return;
}

my $CheckOnly = @ARGV && $ARGV[0] eq '-c' && shift @ARGV;
if ( "@ARGV" eq '-' ) {
    while ( defined( my $Line = <STDIN> ) ) {
        my ( $Length, $File ) = $Line =~ m{\A (\d+) [ ] (.*) \n}x or die "not LENGTH NAME: $Line";
        my $Text = '';
        while ( length $Text < $Length ) {
            read STDIN, $Text, $Length - length $Text, length $Text or die "the input ends within $File\n";
        }
        answer( $File, $Text, $CheckOnly );
    }
}
for my $Path ( grep { $_ ne '-' } @ARGV ) {
    CORE::open( my $Handle, '<:raw', $Path ) or die "$Path: $!\n";
    ( my $File = $Path ) =~ s{\A .* /}{}x;
    answer( $File, do { local $/; <$Handle> } // '', $CheckOnly );
}
