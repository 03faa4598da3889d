#!/bin/sh
# fuzz.sh [TARGET...]: libFuzzer, each target for $FUZZ_SECONDS (60). What it finds new stays in tests/fuzz/work; what makes a target fail is
# named, and its bytes stay there, too. Needs clang with its runtime; run by `make fuzz`, which sets the variables below.
set -eu
: "${srcdir:?}" "${builddir:?}" "${FUZZ_FLAGS:?}" "${FUZZ_LIBS:?}"
seconds=${FUZZ_SECONDS:-60}
work=$builddir/tests/fuzz/work
[ $# -gt 0 ] || set -- message daticert report template
command -v clang >/dev/null || { echo "fuzz.sh: clang is not installed" >&2; exit 77; }
mkdir -p "$work/objects"

# _FORTIFY_SOURCE hides from the sanitizers what they look for.
sanitize="-U_FORTIFY_SOURCE -g -O1 -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all"
parts="charset daticert html mime pec proposal reply report signature trust understand understood"
objects=
for source in "$srcdir"/src/core/*.c $(for p in $parts; do echo "$srcdir/src/courier/$p.c"; done); do
	object=$work/objects/$(basename "$source" .c).o
	# shellcheck disable=SC2086 # lists of flags
	[ "$object" -nt "$source" ] || clang $FUZZ_FLAGS $sanitize -c -o "$object" "$source"
	objects="$objects $object"
done

failed=0
for target in "$@"; do
	mkdir -p "$work/$target" "$work/found"
	# shellcheck disable=SC2086 # lists of flags, objects and libraries
	clang $FUZZ_FLAGS $sanitize -fsanitize=fuzzer -o "$work/fuzz-$target" "$srcdir/tests/fuzz/$target.c" $objects \
		"$builddir/src/host/libhost.a" $FUZZ_LIBS
	more=
	[ "$target" != message ] || more=$srcdir/tests/data/mail
	export srcdir
	# shellcheck disable=SC2086 # at most one folder
	if "$work/fuzz-$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=65536 -print_final_stats=1 \
		-artifact_prefix="$work/found/$target-" "$work/$target" "$srcdir/tests/fuzz/corpus/$target" $more >"$work/$target.log" 2>&1; then
		echo "ok - $target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$target.log") tries in $seconds s"
	else
		echo "not ok - $target: see $work/$target.log"
		tail -n 25 "$work/$target.log"
		failed=1
	fi
done
exit $failed
