#!/bin/sh
# What a machine can see of the house style; HACKING.md has the rest. Every finding is FILE:LINE: what.
set -u

cd "$srcdir" || exit 99
code=$(find src db templates tui tests build-aux -name '*.dir' -prune -o -type f \( -name '*.[ch]' -o -name '*.sql' \) \
	! -name sql-embed.c ! -name embed.c -print | LC_ALL=C sort)
other=$(find src db templates tui tests build-aux man po -name '*.dir' -prune -o -type f \( -name '*.sh' -o -name '*.py' -o -name '*.awk' \
	-o -name '*.mk' -o -name '*.txt' -o -name '*.[158]' \) -print | LC_ALL=C sort)
text="$code $other $(echo ./*.md) configure.ac Makefile.am bootstrap"
bad=$builddir/tests/style.bad
trap 'rm -f "$bad"' EXIT

# Whitespace, and the end of files.
find_whitespace() {
	for f in "$@"; do
		awk '/[ \t]$/ { print FILENAME ":" FNR ": white space at the end of the line" }
			/\r/ { print FILENAME ":" FNR ": a carriage return" }' "$f"
		[ -z "$(tail -c 1 "$f")" ] || echo "$f:1: the last line has no end"
		[ -n "$(tail -n 1 "$f")" ] || [ ! -s "$f" ] || echo "$f:1: empty lines at the end"
	done
}

# Tabs for indent (comments and the alignment of a continued line apart). Lines go to 120 columns, rows of tables further; past 160 nobody reads them.
find_layout() {
	for f in "$@"; do
		LC_ALL=C awk '/\/\*/ { comment = 1 }
			/^  ? ? ? ? ?[^ *]/ && !comment { print FILENAME ":" FNR ": spaces as indent" }
			/ \t/ { print FILENAME ":" FNR ": a space before a tab" }
			{
				gsub(/[\200-\277]/, "")
				column = 0
				for (i = 1; i <= length($0); i++)
					column += substr($0, i, 1) == "\t" ? 8 - column % 8 : 1
				if (column > 160)
					print FILENAME ":" FNR ": " column " columns"
			}
			/\*\// { comment = 0 }' "$f"
	done
}

find_length() {
	for f in "$@"; do
		lines=$(awk 'END { print NR }' "$f")
		case $f in
		*.h) limit=250 ;;
		*) limit=700 ;;
		esac
		[ "$lines" -le $limit ] || echo "$f:$limit: $lines lines: this is two modules"
	done
}

# Words that say that something is not finished (in pieces here, so as not to find themselves).
find_words() {
	grep -nEw "TO""DO|FIX""ME|XX""X|HA""CK" "$@" /dev/null | sed 's/^\([^:]*:[0-9]*\):.*/\1: says that it is not finished/'
}

# A header's guard is BRECCIA_ and its path.
find_guards() {
	for f in "$@"; do
		guard=BRECCIA_$(echo "$f" | sed 's|^src/||; s|^build-aux/||' | tr 'a-z/.-' 'A-Z___')
		grep -q "^#ifndef $guard\$" "$f" || echo "$f:1: the guard is not $guard"
	done
}

# The C library's header and functions that only look harmless: what banned.h cannot see in macros.
find_includes() {
	awk '/^#include "/ && $2 !~ /^"(src|db|templates|tests|tui|fuzz)\// {
		print FILENAME ":" FNR ": an include of ours is written from the root" }' "$@"
}

failed=0
check() { # check NAME FUNCTION FILE...
	name=$1
	shift
	"$@" >"$bad"
	if [ -s "$bad" ]; then
		echo "not ok - $name"
		cat "$bad"
		failed=1
	else
		echo "ok - $name"
	fi
}

# shellcheck disable=SC2086 # lists of names without spaces
{
	headers=$(echo "$code" | grep '\.h$')
	check "no stray white space" find_whitespace $text
	check "tabs for indent, lines that can be read" find_layout $(echo "$code" | grep '\.[ch]$')
	check "files of one module's length" find_length $code
	check "nothing says that it is unfinished" find_words $text
	check "guards are named after the path" find_guards $headers
	check "includes are written from the root" find_includes $(echo "$code" | grep '\.[ch]$')
}
exit $failed
