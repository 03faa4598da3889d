#!/bin/sh
# The Italian catalogue: correct, finished, and complete against the strings that the sources have now.
set -u

po=$srcdir/po/it.po
pot=$builddir/po/breccia.pot
dir=$builddir/tests/po.dir
rm -rf "$dir"
mkdir -p "$dir" || exit 99
trap 'rm -rf "$dir"' EXIT
failed=0

none() { # none WHAT FILE: the catalogue FILE has no entry but its head
	found=$(LC_ALL=C msgattrib --no-wrap "$2" | grep '^msgid ' | grep -v '^msgid ""$')
	if [ -z "$found" ]; then
		echo "ok - $1"
	else
		echo "not ok - $1"
		echo "$found"
		failed=1
	fi
}

if msgfmt --check -o /dev/null "$po"; then
	echo "ok - msgfmt finds the catalogue correct"
else
	echo "not ok - msgfmt finds the catalogue correct"
	failed=1
fi
msgattrib --untranslated --no-obsolete -o "$dir/untranslated.po" "$po" &&
	msgattrib --only-fuzzy --no-obsolete -o "$dir/fuzzy.po" "$po" || exit 99
[ ! -f "$dir/untranslated.po" ] || none "no string is untranslated" "$dir/untranslated.po"
[ ! -f "$dir/fuzzy.po" ] || none "no translation is uncertain" "$dir/fuzzy.po"

if said=$(LC_ALL=C msgcmp "$po" "$pot" 2>&1); then
	echo "ok - every string of the sources is translated"
else
	echo "not ok - every string of the sources is translated: make update-po, then translate what is empty"
	echo "$said"
	failed=1
fi
if echo "$said" | grep -q 'not used'; then
	echo "not ok - every translation is used: make update-po"
	echo "$said"
	failed=1
else
	echo "ok - every translation is used"
fi
exit $failed
