# Reads texts (a length of four bytes before each) and answers, framed the same
# way, with what YAML::XS dumps of what it loads from them.
use strict;
use warnings;
use YAML::XS ();

binmode STDIN;
binmode STDOUT;
$| = 1;

while ((read(STDIN, my $head, 4) // 0) == 4) {
    my $text   = '';
    my $length = unpack 'N', $head;
    while (length $text < $length) {
        read(STDIN, $text, $length - length $text, length $text) or last;
    }
    my $answer = eval { YAML::XS::Dump(YAML::XS::Load($text)) } // "died $@";
    print pack('N', length $answer), $answer;
}
