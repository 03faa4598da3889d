#!/bin/sh
# take, late: the DPO takes charge, and nobody else; why a clock was missed.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
company

"$program" log -q --no-send --own-data no --client none "Badge smarrito" >out 2>err || not_ok "an incident for the test"
"$program" log -q --no-send --own-data no --client alfa --detected -25h "Chiavetta smarrita" >out 2>err || not_ok "a late one"
before=$(seal)
for who in p1 p3 p4; do
	refused 77 "$who does not take charge" "$who may not do what is the DPO's: that takes dpo" --as $who take 1
done
refused 77 "in Italian" "p1 non può fare ciò che spetta al DPO" --lang it take 1
refused 66 "of nothing" "there is no incident" --as p2 take 9
unchanged "and nothing changes" "$before"
works "the DPO takes charge" --lang it --as p2 take 1
says "by name" "Giulia Verdi"
says "and is told that this alone does not meet the clock" "breccia notify 2026-0001"
works "it is in charge" show 1 --json
json "and the clock runs on" 'd["stage"] == "in-charge"' 'd["taken_by"] == "p2"' 'd["taken_at"] == "2026-11-24T02:02:00Z"' \
	'clock(d, "dpo-24h")["state"] == "running"'
refused 1 "not twice" "already" --as p2 take 1
works "a drill too" log --drill -q x
works "for programs" --as p2 take D1 --json
json "with its ref" 'd["ref"] == "2026-D01"'

before=$(seal)
refused 64 "no cause" "--cause is missing" late 2 --reason "x"
refused 64 "no reason" "--reason is missing" late 2 --cause other
refused 65 "a blank reason" "--reason" late 2 --cause other --reason " " 2>/dev/null
refused 65 "a cause that is none" "write one of internal-report-late" late 2 --cause laziness --reason x
refused 1 "a clock that is not late" "is not late" late 1 --cause other --reason x
refused 66 "a clock that is none" "it has dpo-24h, client:alfa" late 2 nis2 --cause other --reason x
refused 77 "an auditor gives no reasons" "p4 may not" --as p4 late 2 --cause other --reason x
unchanged "none of it stands" "$before"
works "a cause and a reason" late 2 --cause internal-report-late --reason "la sede ha segnalato il giorno dopo"
works "of another clock" late 2 client:alfa --cause night-or-weekend --reason "di notte"
works "the manager may" --as p3 late 2 --cause other --reason "motivo della direzione" --json
json "with the ref" 'd["ref"] == "2026-0002"'
works "the newest counts" show 2 --json
json "each clock has its own" 'clock(d, "dpo-24h")["late_cause"] == "other"' 'clock(d, "dpo-24h")["late_reason"] == "motivo della direzione"' \
	'clock(d, "client:alfa")["late_cause"] == "night-or-weekend"'
works "the journal keeps the first" journal 2 --json
json "too" '[e["facts"]["cause"] for e in d["events"] if e["kind"] == "clock.late-reason"] == ["internal-report-late", "night-or-weekend", "other"]'
works "in words" --lang it show 2
says "the cause in Italian" "motivo della direzione"

typed '' --lang it late 2
says "in a terminal it asks" "?"
works "all of it is sound" verify
end
