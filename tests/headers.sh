#!/bin/sh
# Each header compiles alone: nobody has to know what must be included before it.
set -u

failed=0
list=$(cd "$srcdir" && find src db templates tui tests -name '*.dir' -prune -o -name '*.h' -print | LC_ALL=C sort)
[ -n "$list" ] || { echo "not ok - there are headers"; exit 1; }
for header in $list; do
	# shellcheck disable=SC2086 # $CC and the flags are lists of words
	if said=$($CC $HEADER_FLAGS -Wno-unused -Werror -fsyntax-only -x c "$srcdir/$header" 2>&1); then
		echo "ok - $header compiles alone"
	else
		echo "not ok - $header compiles alone"
		echo "$said"
		failed=1
	fi
done
exit $failed
