# Answers match questions with the perl that runs it.
#
# One question is one line: flags, pattern, subjects, separated by blanks, the
# strings as the hexadecimal digits of their UTF-8 bytes, "-" for the empty
# one. Flags: i for ignoring case, u for subjects that carry perl's UTF-8 flag
# even where they are pure ASCII, "-" for neither. The answer is one word for
# each subject: 1, 0, or D and the message as hexadecimal digits. A question
# that takes too long kills the process, which the asking side notices.
use strict;
no warnings;
$| = 1;
binmode STDIN;
binmode STDOUT;

sub text {
    my $text = $_[0] eq '-' ? '' : pack 'H*', $_[0];
    utf8::decode($text);
    return $text;
}

while ( my $Line = <STDIN> ) {
    chomp $Line;
    my ( $Flags, $Hex, @Subjects ) = split / /, $Line;
    my $Pattern = text($Hex);
    my @Answers;
    for my $Subject (@Subjects) {
        my $Data = text($Subject);
        utf8::upgrade($Data) if $Flags =~ m{u};
        my $Hit;
        alarm 4;
        my $Lived = $Flags =~ m{i}
            ? eval { $Hit = $Data =~ /$Pattern/i ? 1 : 0; 1 }
            : eval { $Hit = $Data =~ /$Pattern/  ? 1 : 0; 1 };
        alarm 0;
        if ($Lived) {
            push @Answers, $Hit;
            next;
        }
        my $Message = $@;
        utf8::encode($Message);
        push @Answers, 'D' . unpack 'H*', $Message;
    }
    print join( ' ', @Answers ), "\n";
}
