#!/bin/sh
# The three checks that breccia-journal(5) prints: each finds the same journal whole, and each finds whatever was changed in it.
set -u

checks=$srcdir/man/checks
dir=$builddir/tests/journal-checks.dir
for need in sha256sum python3; do
	command -v $need >/dev/null || { echo "$need is missing"; exit 77; }
done
rm -rf "$dir"
mkdir "$dir" || exit 99
trap 'rm -rf "$dir"' EXIT
failed=0

# What each of them says of an export: its last line and its exit status, a file each.
ask() { # ask FILE
	n=0
	for check in "sh $checks/check.sh" "sh $checks/check-awk.sh" "python3 $checks/check.py"; do
		n=$((n + 1))
		$check <"$1" >"$dir/said.$n" 2>"$dir/err.$n"
		echo $? >"$dir/status.$n"
	done
}

all() { # all STATUS NAME
	for n in 1 2 3; do
		if [ "$(cat "$dir/status.$n")" != "$1" ]; then
			echo "not ok - $2: check $n ends with $(cat "$dir/status.$n"): $(cat "$dir/said.$n" "$dir/err.$n")"
			failed=1
			return
		fi
	done
	echo "ok - $2"
}

"$builddir/tests/journal-sample" >"$dir/good" || exit 99
events=$(awk 'END { print NR }' "$dir/good")
seal=$(tail -n 1 "$dir/good" | cut -f 1)

ask "$dir/good"
all 0 "an untouched journal is whole"
for n in 1 2 3; do
	if [ "$(cat "$dir/said.$n")" != "whole: $events events, 0 bodies erased, seal $seal" ]; then
		echo "not ok - check $n says: $(cat "$dir/said.$n")"
		failed=1
	fi
done

sed '3s/[^	]*$//' "$dir/good" >"$dir/erased"
ask "$dir/erased"
all 0 "a journal with an erased body is whole"
if [ "$(cut -d , -f 2 "$dir/said.1" "$dir/said.2" "$dir/said.3" | sort -u)" != " 1 bodies erased" ]; then
	echo "not ok - the erased body is not counted"
	failed=1
fi

# sed script # what it does
while IFS='#' read -r script what; do
	sed "$script" "$dir/good" >"$dir/bad"
	if cmp -s "$dir/good" "$dir/bad"; then
		echo "not ok - $what: nothing was changed"
		failed=1
		continue
	fi
	ask "$dir/bad"
	all 1 "found: $what"
done <<'CASES'
3s/"by":"p1"/"by":"p2"/#a head that was changed
2s/Bianchi/Bianchj/#a body that was changed
2s/^./g/#a seal that was changed
5d#an event that was taken out
1d#a first event that was taken out
4{h;d};5{G}#two events that changed places
6p#an event that stands twice
$s/$/x/#a body with something behind it
1s/$/{}/#a body that no head names
7s/	/		/#a field too many
7s/	[^	]*$//#a field too few
$s/^\(..........\).*/\1/#a last line that was cut
1,$d#no event at all
CASES

# What a reader copies out of the rendered page is what was run above: quotes, hyphens and backslashes survive.
if command -v man >/dev/null && command -v col >/dev/null; then
	MANWIDTH=200 LC_ALL=C.UTF-8 man -l "$builddir/man/breccia-journal.5" 2>"$dir/err" | col -bx | sed 's/^ *//' >"$dir/page"
	cat "$checks/check.sh" "$checks/check-awk.sh" "$checks/check.py" | tr -d '\t' | sed 's/^ *//' | while IFS= read -r line; do
		tr -d '\t' <"$dir/page" | grep -Fxq -e "$line" || echo "not ok - the page does not print: $line"
	done >"$dir/lost"
	if [ -s "$dir/lost" ]; then
		cat "$dir/lost"
		failed=1
	else
		echo "ok - the manual prints the checks as they are"
	fi
fi
exit $failed
