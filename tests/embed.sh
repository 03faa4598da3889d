#!/bin/sh
# build-aux/embed.awk: what a program embeds is the file, byte for byte; what cannot be embedded ends the build.
set -u

dir=$builddir/tests/embed.dir
rm -rf "$dir"
mkdir -p "$dir/in/it" || exit 99
trap 'rm -rf "$dir"' EXIT
failed=0

is() { # is STATUS WHAT: reports the status of the command before
	if [ "$1" -eq 0 ]; then
		echo "ok - $2"
	else
		echo "not ok - $2"
		failed=1
	fi
}

embed() {
	LC_ALL=C "$AWK" -v table=embedded -v header=src/core/embed.h -v root="$dir/in/" \
		-f "$srcdir/build-aux/embed.awk" "$@" </dev/null >"$dir/embed.c"
}

printf 'caff\303\250 \342\202\254\nsays "?" in a \\ trigraph ??/\n\ttab, bell \a, del \177\n\n' >"$dir/in/it/hard.txt"
printf '1\n' >"$dir/in/digit.txt"
: >"$dir/in/empty.txt"
printf 'a\000b\n' >"$dir/in/nul.txt"

cat >"$dir/main.c" <<'END'
#include "src/core/embed.h"
#include <stdio.h>
#include <string.h>
extern const struct Embedded embedded[];
int main(int argc, char **argv)
{
	for (const struct Embedded *e = embedded; e->name; e++)
		if (argc == 1)
			puts(e->name);
		else if (strcmp(e->name, argv[1]) == 0)
			return fwrite(e->text, 1, e->len, stdout) != e->len || e->text[e->len] != '\0';
	return 0;
}
END

embed "$dir/in/it/hard.txt" "$dir/in/digit.txt"
is $? "text files embed"
# shellcheck disable=SC2086 # $CC and the flags are lists of words
$CC -I"$srcdir" -Wall -Wextra -Werror -o "$dir/main" "$dir/main.c" "$dir/embed.c"
is $? "the table compiles without a warning"
[ "$("$dir/main")" = "it/hard.txt
digit.txt" ]
is $? "names are paths below the root, in the order given"
"$dir/main" it/hard.txt | cmp - "$dir/in/it/hard.txt"
is $? "accents, quotes, backslashes, trigraphs and control characters survive"
"$dir/main" digit.txt | cmp - "$dir/in/digit.txt"
is $? "a digit behind an escape stays a digit"

! embed "$dir/in/digit.txt" "$dir/in/empty.txt" 2>/dev/null
is $? "an empty file is refused"
if printf 'a\000b\n' | "$AWK" '{ exit length($0) == 3 ? 0 : 1 }'; then
	! embed "$dir/in/nul.txt" 2>/dev/null
	is $? "a byte 0 is refused"
fi
embed && ! grep -q text1 "$dir/embed.c"
is $? "no file gives an empty table"
exit $failed
