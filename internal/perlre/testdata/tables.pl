# Prints perl's tables of Unicode for comparison: for each property named on
# the command line a line with the name, a tab and its inversion list, then for
# each character that folds a line "fold", its number and those it folds to.
use strict;
use warnings;
use feature qw(fc unicode_strings);
use Unicode::UCD qw(prop_invlist);

for my $Name (@ARGV) {
    print "$Name\t", join( ' ', prop_invlist($Name) ), "\n";
}
for my $Number ( 0 .. 0xD7FF, 0xE000 .. 0x1FFFF ) {
    my $Fold = fc chr $Number;
    next if $Fold eq chr $Number;
    print "fold\t", join( ' ', $Number, map { ord } split //, $Fold ), "\n";
}
