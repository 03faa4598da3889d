#!/bin/sh
# Every message, document, report and template that is kept is read once more: whole, and cut at a few places. Nothing may fail.
set -u
failed=0
corpus=${srcdir:?}/tests/fuzz/corpus
for target in message daticert report template; do
	case $target in
	message) more=$srcdir/tests/data/mail ;;
	template) more="$srcdir/templates/it $srcdir/templates/en" ;;
	*) more= ;;
	esac
	# shellcheck disable=SC2086 # a list of folders
	if said=$("${builddir:?}/tests/fuzz/replay-$target" "$corpus/$target" $more 2>&1); then
		echo "ok - $target: $said"
	else
		echo "not ok - $target"
		echo "$said"
		failed=1
	fi
done
exit $failed
