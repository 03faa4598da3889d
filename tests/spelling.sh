#!/bin/sh
# codespell knows of no misspelt word. tests/spelling.words are right as they stand: Italian, mdoc's, and what tests misspell
# on purpose. What is wholly Italian is not looked at: codespell knows English alone.
set -u

if ! command -v codespell >/dev/null; then
	echo "skipped: codespell is not installed"
	exit 77
fi
cd "$srcdir" || exit 99
found=$builddir/tests/spelling.found
trap 'rm -f "$found"' EXIT
failed=0

look() { # look FILE...
	codespell --ignore-words=tests/spelling.words "$@" >"$found" 2>&1
}

ok() {
	if [ "$1" -eq 0 ]; then
		echo "ok - $2"
	else
		echo "not ok - $2"
		failed=1
	fi
}

files=$(find src db templates tests build-aux man -type d -name '*.dir' -prune -o -type f \( -name '*.[ch]' -o -name '*.sh' -o -name '*.sql' \
	-o -name '*.py' -o -name '*.awk' -o -name '*.mk' -o -name '*.txt' -o -name '*.[158]' -o -name '*.[158].in' \) -print |
	grep -v -e '^templates/it/' -e '^tests/tui/golden/' -e '^tests/data/letters/it-' -e '^tests/data/report/it-' -e '^tests/glossary\.sh$' -e 'embed\.c$' | LC_ALL=C sort)
# shellcheck disable=SC2086 # a list of names without spaces
look README.md HACKING.md NEWS bootstrap configure.ac Makefile.am $files
[ ! -s "$found" ] && [ "$(echo "$files" | wc -l)" -gt 100 ]
ok $? "every word is spelt as codespell knows it, or stands in tests/spelling.words"
cat "$found"

# That the search can fail.
echo "an acco""modation" >"$builddir/tests/spelling.txt"
look "$builddir/tests/spelling.txt"
grep -q "accommodation" "$found"
ok $? "a misspelt word is found"
rm -f "$builddir/tests/spelling.txt"
[ $failed -eq 0 ]
