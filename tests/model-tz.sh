#!/bin/sh
# Wherever the machine stands and whatever it speaks, the register says the same to programs, and reads what is typed in its home zone.
# shellcheck disable=SC2154 # srcdir and builddir come from the environment of the tests
set -u
work=$builddir/tests/model-tz.dir
rm -rf "$work"
mkdir -p "$work" || exit 99
trap 'rm -rf "$work"' EXIT
failed=0
AT=2026-11-23T21:44:05Z
export AT
breccia() {
	timeout 60 "$builddir/tests/at/breccia" -r "sqlite:$work/register.db" -c "$work/none.conf" "$@" </dev/null
}

: >"$work/none.conf"
{
	breccia init --org 'Rossi Contact S.p.A.' --me 'Maria <maria@rossi.example>' --role security --dpo 'Giulia <giulia@rossi.example>' &&
		breccia client add 'Alfa S.p.A.' --hours 12 && breccia client add 'Èlite S.r.l.' &&
		breccia log 'Elenco è andato' --detected '22/11 21:05' --client 'Èlite S.r.l.' &&
		breccia log 'Portatile' --detected '-3h' --own-data yes --no-send && breccia note 1 'perché sì' &&
		breccia amend 2 what='Un disco'
} >"$work/out" 2>&1 || { cat "$work/out"; exit 99; }

# All that a program may ask.
all() {
	for question in 'show 1' 'show 2' list due 'list +open' outbox 'journal 1' 'config list' 'client list' 'person list' 'dpo show' verify seal; do
		# shellcheck disable=SC2086 # a question is several words
		breccia --json $question
		echo "exit $?"
	done
	breccia journal export
}

TZ=UTC LC_ALL=C all >"$work/wanted" 2>"$work/err"
grep -q '"detected_at":"2026-11-22T20:05:00Z"' "$work/wanted" || { echo 'not ok - what was typed was read in the home zone'; failed=1; }
[ ! -s "$work/err" ] || { echo 'not ok - a question went wrong:'; cat "$work/err"; failed=1; }
for where in Asia/Tokyo=it_IT.UTF-8 America/St_Johns=C.UTF-8 Pacific/Apia=tr_TR.UTF-8 :nowhere=nonsense =it_IT.UTF-8; do
	TZ=${where%%=*} LC_ALL=${where#*=} all >"$work/got" 2>/dev/null
	if ! cmp -s "$work/wanted" "$work/got"; then
		echo "not ok - $where:"
		diff "$work/wanted" "$work/got" | cut -c -300 | head -n 6
		failed=1
	fi
done
[ $failed -ne 0 ] || echo 'ok - programs are told the same in every zone and locale'

detected() {
	breccia --json log "$1" --detected '23/11 02:30' --no-send | grep -o '"detected_at":"[^"]*"'
}
one=$(TZ=Asia/Tokyo LC_ALL=it_IT.UTF-8 detected uno) two=$(TZ=America/New_York LC_ALL=C detected due)
if [ "$one" = "$two" ] && [ "$one" = '"detected_at":"2026-11-23T01:30:00Z"' ]; then
	echo 'ok - what is typed is read in the home zone'
else
	echo "not ok - what is typed was read as $one and $two"
	failed=1
fi
exit $failed
