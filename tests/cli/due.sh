#!/bin/sh
# due: the exit status that cron and monitoring look at. The clock of the test goes on, the register does not change.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
company

works "without incidents nothing is due" --lang en due
says "that is said" "no clock is running"
"$program" log -q --no-send --client none --own-data no --detected 02:40 "Badge smarrito" >out 2>err || not_ok "an incident for the test"

# at WHEN STATUS STATE
at() {
	AT=$1
	breccia due --json
	exits "$2" "at $1 the exit status is $2"
	json "at $1 the clock is $3" "d['clocks'][0]['state'] == '$3'" "d['status'] == $2" 'd["clocks"][0]["rule"] == "dpo-24h"' \
		'd["clocks"][0]["due_at"] == "2026-11-25T01:40:00Z"'
}
at 2026-11-24T02:02:00Z 0 running
at 2026-11-24T19:39:59Z 0 running
at 2026-11-24T19:40:00Z 1 due-soon
at 2026-11-25T01:40:00Z 1 due-soon
at 2026-11-25T01:40:01Z 2 late
at 2026-11-30T00:00:00Z 2 late
json "the time left is in seconds, and negative when it is over" 'd["clocks"][0]["left"] < -400000'
AT=2026-11-24T02:02:00Z
works "in words" --lang it due
says "Italian headings" "TERMINE"
says "what is left" "23 h"

# A notice that waits while nobody sends.
"$program" notify 1 >out 2>err || not_ok "a notice for the test"
printf '[email]\nserver = smtp://mail.rossi.example:587\nfrom = privacy@rossi.example\n' >mail.conf
works "a moment is no silence" -c mail.conf due
AT=2026-11-24T02:13:00Z
breccia -c mail.conf due --json
exits 2 "a notice that has not left for ten minutes while its clock runs is critical"
json "that is said" 'd["courier_silent"] is True' 'd["status"] == 2'
breccia --lang it -c mail.conf due
says "in words too" "NON PARTE NULLA"
"$program" outbox withdraw 1/n1 --reason "prova" >out 2>err || not_ok "it is withdrawn"
works "without it nothing presses" due

# Several clocks, the nearest first; drills count, near misses too.
"$program" log -q --no-send --client alfa --own-data yes --detected 00:30 "Elenco inviato" >out 2>err
breccia due --json
json "each open clock is a row, the nearest first" '[c["rule"] for c in d["clocks"]] == ["client:alfa", "dpo-24h", "dpo-24h", "authority-72h"]' \
	'[c["due_at"] for c in d["clocks"]] == sorted(c["due_at"] for c in d["clocks"])'
refused 64 "a word too many" "one word too many" due now
refused 66 "no register at all" "there is no register" -r sqlite:/nonexistent/r.db due
end
