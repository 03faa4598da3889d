#!/bin/sh
# config set record-reading: who opened or took out what is recorded where the settings ask for it, and nowhere else.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
company

"$program" log -q --client none "Badge smarrito" >out 2>err || not_ok "an incident for the test"
printf 'From: dpo@example.com\r\n\r\nricevuto\r\n' >answer.eml
"$program" receipt add -q 1 answer.eml >out 2>err || not_ok "a receipt"
"$program" evidence add -q 1 answer.eml >out 2>err || not_ok "evidence"

# read_ways: those recorded of the incident, in their order.
ways() {
	"$program" journal --json >out 2>err
	get '" ".join(e["facts"]["what"] + ":" + e["by"] for e in d["events"] if e["kind"].endswith(".read"))'
}
recorded() { # NAME WAYS
	if [ "$(ways)" = "$2" ]; then ok "$1"; else not_ok "$1: $(ways)"; fi
}
look_at_all() {
	rm -f d.html b.zip
	for line in "show 1" "show 1 --json" "dossier 1 --format html -o d.html" "dossier 1 --bundle b.zip" "register" "report" "report --format json" \
		"evidence list 1" "evidence get 1/e1" "receipt show r1" "receipt show r1 --eml" "outbox show 1/n1 --text" "outbox show 1/n1" "list" "journal 1"; do
		# shellcheck disable=SC2086
		works "$line" "$@" $line
	done
	breccia "$@" due # 2: there is no mail account, and so nothing leaves
	exits 2 "due"
}

before=$(seal)
look_at_all --as p4
unchanged "nothing is recorded by itself" "$before"
refused 65 "it is not switched on without the day on which the workers were informed" "inform the workers first (Workers' Statute, art. 4; GDPR art. 13)" \
	config set record-reading exports
refused 65 "in Italian it says it in Italian" "prima informare i lavoratori (art. 4 Statuto dei lavoratori, art. 13 GDPR)" --lang it config set record-reading all
refused 65 "a day to come" "future" config set record-reading all --informed 2026-12-01
refused 65 "a day that is none" "" config set record-reading all --informed soon
refused 65 "a value that is none" "off, exports, all" config set record-reading some --informed 2026-11-01
refused 64 "another setting has no such day" "record-reading" config set hold 5m --informed 2026-11-01
refused 77 "not the DPO" "p2" --as p2 config set record-reading all --informed 2026-11-01
unchanged "none of it stands" "$before"

works "with the day" config set record-reading exports --informed 2026-11-01
works "the journal" journal --json
json "has it" '[e["facts"] for e in d["events"]][-1] == {"name": "record-reading", "value": "exports", "informed": "2026-10-31T23:00:00Z"}'
look_at_all --as p4
recorded "what leaves the register is recorded" "dossier:p4 bundle:p4 register:p4 report:p4 export:p4 export:p4 export:p4"
works "all" config set record-reading all --informed 2026-11-01
look_at_all --as p2 >/dev/null
recorded "and what is looked at" "dossier:p4 bundle:p4 register:p4 report:p4 export:p4 export:p4 export:p4 show:p2 show:p2 dossier:p2 bundle:p2 register:p2 report:p2 export:p2 export:p2 export:p2"
works "the history of the incident" journal 1 --json
json "has its own alone, without a word of it" 'sum(e["kind"] == "incident.read" for e in d["events"]) == 12' \
	'all(list(e["facts"]) == ["what"] and e.get("body") is None for e in d["events"] if e["kind"] == "incident.read")'
works "in words" --lang it journal 1
says "in Italian" "consultato"
works "the dossier's time line" --lang it dossier 1
says "has it, the way in words" "consultato: pacchetto"
works "a report" --lang it report --period 2026
says_not "counts nobody" "Giulia"
refused 77 "a stranger does not read" "nobody" --as nobody show 1
refused 66 "nor what is not there" "there is no incident" show 9

# A register that cannot be written (moved elsewhere) is read all the same.
works "it moves" backup --move "$dir/elsewhere.db"
before=$(seal)
works "it is still shown" show 1
says "whole" "Badge smarrito"
works "and given out" dossier 1
unchanged "and nothing is written" "$before"
works "at home again" adopt --yes --reason "resta qui"
works "it goes off without a day" config set record-reading off
before=$(seal)
works "and then" show 1
unchanged "nothing is recorded any more" "$before"
typed "1/11/2026
" --lang it config set record-reading all
says "in a terminal it says what comes first, and asks" "informare i lavoratori"
works "and then" config get record-reading
[ "$(cat out)" = all ] && ok "it is on" || not_ok "it is on"
works "all of it is sound" verify
end
