#!/bin/sh
# `log` is killed at every step: the incident is there, whole, with its clock and its notice, or it is not there at all.
set -u
# shellcheck disable=SC2154
work=$builddir/tests/crash.dir
rm -rf "$work"
mkdir -p "$work" || exit 99
trap 'rm -rf "$work"' EXIT
# shellcheck source=tests/mail/kit.sh disable=SC2154
. "$srcdir/tests/mail/kit.sh"
register log
cp "$db" "$work/start.db"

facts() { # of the one incident: what must be there as soon as anything is
	breccia --json show 1 | python3 -c 'import json, sys
i = json.load(sys.stdin)
print(i["ref"], i["title"], len(i["clocks"]), [n["state"] for n in i["notices"]])'
}

command -v python3 >/dev/null || { echo "skipped: python3 is needed"; exit 77; }
breccia log 'Intero o assente' --detected=-1h --what 'Fatti' >/dev/null
whole=$(facts)
absent=0 present=0
whole_or_absent() {
	here=0
	if breccia show 1 >/dev/null 2>&1; then
		here=1
		present=$((present + 1))
		same "killed at $n: whole" "$whole" "$(facts)"
	else
		absent=$((absent + 1))
		same "killed at $n: no trace of it" 0 "$(events incident.logged)"
	fi
	breccia log 'Dopo' >/dev/null
	same "killed at $n: the next one has the next number" $((1 + here)) "$(breccia --json list | grep -o '"ref":"[^"]*"' | wc -l)"
}
db=$work/start.db
killed_everywhere 4 '' whole_or_absent breccia log 'Intero o assente' --detected=-1h --what 'Fatti'
if [ $absent -ge 3 ] && [ $present -ge 1 ]; then good "$absent times absent, $present times whole"; else bad "$absent times absent, $present whole"; fi
exit $failed
