#!/bin/sh
# The manual says all that the programs can: commands, options, fields, keys, kinds, codes. What it has to say is read from
# the tables of the sources, and from the program's own help.
set -u

dir=$builddir/tests/man.dir
rm -rf "$dir"
mkdir -p "$dir" || exit 99
trap 'rm -rf "$dir"' EXIT
cd "$srcdir" || exit 99

ok() { # ok STATUS WHAT
	if [ "$1" -eq 0 ]; then
		echo "ok - $2"
	else
		echo "not ok - $2"
		: >"$dir/failed" # a variable would be lost where a pipe makes a subshell
	fi
}

page() { # page NAME: where it is, built or not
	if [ -f "$builddir/man/$1" ]; then
		echo "$builddir/man/$1"
	else
		echo "man/$1"
	fi
}

# A page as a line a word, without macros of mdoc's that stand alone; an option becomes --name.
words() {
	sed 's/\\-/-/g; s/^\.It //; s/^\.//; s/Fl -/--/g; s/,/ /g; s/"/ /g' "$(page "$1")" | tr -s ' |()' '\n\n\n\n' | sort -u
}

all_in() { # all_in PAGE WHAT <LIST: each line is a word of the page
	words "$1" >"$dir/words"
	sort -u >"$dir/needed"
	[ -s "$dir/needed" ]
	ok $? "$2 are found in the sources"
	comm -23 "$dir/needed" "$dir/words" >"$dir/missing"
	[ ! -s "$dir/missing" ]
	ok $? "$2 are in $1"
	sed 's/^/	missing: /' "$dir/missing"
}

# That the search can fail.
echo no-such-word >"$dir/needed"
words breccia.1 >"$dir/words"
[ -n "$(comm -23 "$dir/needed" "$dir/words")" ]
ok $? "a word that is missing is found to be missing"

sed -n 's/^	\.name = "\([a-z]*\)".*/\1/p' src/cli/cmd-*.c | grep -v '^board$' | all_in breccia.1 "commands"
sed -n 's/^	{"\([a-z-]*\)", \(0\|.[a-z].\), OPT_.*/--\1/p' src/cli/cli.c src/cli/cmd-*.c | all_in breccia.1 "options"
sed -n 's/^	{"[a-z_]*", "\([a-z-]*\)", FIELD_.*/\1/p' src/core/incident-fields.c | grep -v '^client-data$' >"$dir/fields"
words breccia.1 | sed 's/^--//' | sort -u >"$dir/words"
sort -u "$dir/fields" | comm -23 - "$dir/words" >"$dir/missing"
[ -s "$dir/fields" ] && [ ! -s "$dir/missing" ]
ok $? "the fields of an incident are in breccia.1"
sed 's/^/	missing: /' "$dir/missing"
sed -n 's/^	\[E_[A-Z]*\] = {"[a-z]*", \([0-9]*\)}.*/\1/p; s/^	\[E_[A-Z]*\] = {\([0-9]*\), .*/\1/p' src/core/err.c |
	all_in breccia.1 "exit statuses"
# Each setting under its own heading, with the default that the table has.
sed -n '/^\.Sh SETTINGS/,/^\.Sh REPORTS/p' "$(page breccia.1)" >"$dir/settings"
awk -F'"' '/^	(TEXT|DURATION|NUMBER)\("|^	\{"/ { print $2 "=" $4 } /^	CHOICE\("/ { print $2 "=" $6 } /^	CHOICE\(SETTING_READING/ { print "record-reading=" $4 }' \
	src/core/settings.c >"$dir/defaults"
[ "$(wc -l <"$dir/defaults")" -eq "$(grep -cE '^	([A-Z]+\(|\{"|\{SETTING_)' src/core/settings.c)" ]
ok $? "the settings are found in the sources"
while IFS='=' read -r name default; do
	if [ -n "$default" ]; then
		grep -qxF ".It Cm $name Pq $default" "$dir/settings"
	else
		grep '^\.It Cm ' "$dir/settings" | tr ' ' '\n' | grep -qxF "$name"
	fi
	ok $? "the setting $name is in breccia.1, with its default"
done <"$dir/defaults"
sed -n '/late_cause\[\]/,/END/s/^	TERM("\([a-z-]*\)".*/\1/p' src/core/vocab-tables.c | all_in breccia.1 "causes of lateness"
sed -n 's/.*(group), "\([a-z-]*\)", CONF_.*/\1/p; s/^	{"[a-z]*", "\([a-z-]*\)", CONF_.*/\1/p' src/core/conf.c |
	all_in breccia.conf.5 "keys"
sed -n 's/^\[\([a-z0-9-]*\)\]$/\1/p' src/core/providers.txt | all_in breccia.conf.5 "providers"
sed -n 's/^\([a-z_.]*\) .*/\1/p' templates/names.txt | all_in breccia-templates.5 "names of values"
if [ -f "$(page breccia-journal.5)" ]; then
	sed -n 's/^	{"\([a-z.-]*\)", \(true\|false\), .*/\1/p' src/core/event-kinds.c | all_in breccia-journal.5 "kinds of event"
fi

# What the program says of itself.
if LC_ALL=C "$builddir/breccia" --lang en help log >/dev/null 2>&1; then
	for command in $(sed -n 's/^	\.name = "\([a-z]*\)".*/\1/p' src/cli/cmd-*.c | grep -v '^board$'); do
		LC_ALL=C "$builddir/breccia" --lang en help "$command" || echo "--no-help-of-$command"
	done | grep -oE -e '(^|[ ,[])--[a-z][a-z0-9-]*' | sed 's/^[^-]*//' | all_in breccia.1 "options that help shows"
fi
if LC_ALL=C "$builddir/breccia-courier" --help >"$dir/courier" 2>/dev/null && grep -q -e --once "$dir/courier"; then
	grep -oE -e '--[a-z][a-z-]*' "$dir/courier" | all_in breccia-courier.8 "options that breccia-courier shows"
fi

if command -v mandoc >/dev/null; then
	for f in man/*.[158] "$builddir"/man/*.[158]; do
		[ -f "$f" ] || continue
		mandoc -Tlint -W warning "$f" >"$dir/lint"
		[ ! -s "$dir/lint" ]
		ok $? "mandoc has nothing to say of ${f##*/}"
		cat "$dir/lint"
	done
	# Whoever copies a check from the page must get the check.
	mandoc -Tascii "$builddir/man/breccia-journal.5" | col -bx | sed 's/^ *//' | tr -s ' ' >"$dir/journal"
	for f in man/checks/*; do
		expand "$f" | sed 's/^ *//' | tr -s ' ' | grep -vxF -f "$dir/journal" >"$dir/missing"
		[ ! -s "$dir/missing" ]
		ok $? "breccia-journal.5 prints ${f##*/} as it is"
		cat "$dir/missing"
	done
else
	echo "ok - mandoc is not here: its opinion of the pages was skipped"
fi
[ ! -e "$dir/failed" ]
