#!/bin/sh
# opinion, decide, changes: what the DPO advises, what the company decides, and what stays late whatever is decided.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
company

"$program" log -q --own-data yes --client alfa "Elenco al committente sbagliato" >out 2>err || not_ok "an incident for the test"
"$program" log -q --own-data no --client alfa "Solo dati di Alfa" >out 2>err || not_ok "a processor's incident"
before=$(seal)
for who in p1 p3 p4; do
	refused 77 "$who gives no opinion" "$who may not do what is the DPO's" --as $who opinion 1 authority yes --reason x
done
for who in p1 p2 p4; do
	refused 77 "$who does not decide" "$who may not decide for the company: that takes manager" --as $who decide 1 authority yes --reason x
done
refused 64 "no reason" "--reason is missing" --as p3 decide 1 authority yes
refused 65 "a blank one" "say why" --as p3 decide 1 authority yes --reason " "
refused 64 "about nothing" "authority, subjects, breach" --as p3 decide 1 garante yes --reason x
refused 65 "neither yes nor no" "yes or no" --as p3 decide 1 authority unknown --reason x
refused 1 "a processor does not decide about the authority" "clients alone" --as p3 decide 2 authority yes --reason x
refused 1 "in Italian" "soli dati di committenti" --lang it --as p3 decide 2 authority yes --reason x
refused 66 "no answer is on file" "there is no receipt r1" opinion 1 authority yes --reason x --from-reply 1
unchanged "none of it stands" "$before"

works "the DPO's opinion" --as p2 opinion 1 authority yes --reason "rischio presente" --json
json "as JSON" 'd["about"] == "authority"' 'd["yes"] is True' 'd["ref"] == "2026-0001"'
seen=$("$program" show 1 --json | "$python" -c 'import json,sys; print(json.load(sys.stdin)["last_seq"])')
works "meanwhile another one" --as p2 opinion 1 authority sì --reason "ancora" -q
refused 75 "who had seen the first is told" "opinion" --as p3 decide 1 authority no --reason x --seen "$seen"
AT=2026-11-27T12:32:00Z
works "the company decides otherwise, late" --lang it --as p3 decide 1 authority no --reason "il destinatario ha cancellato" --signed-by "Ing. Rossi"
says "against the opinion" "contro il parere del DPO"
says "and late" "10 h 30 min"
works "show" show 1 --json
json "says all of it" 'd["decisions"][0]["against_opinion"] is True' 'd["decisions"][0]["late_minutes"] == 630' \
	'd["decisions"][0]["signed_by"] == "Ing. Rossi"' 'd["decisions"][0]["by"] == "p3"' 'len(d["opinions"]) == 2' \
	'clock(d, "authority-72h")["state"] == "not-due"' 'clock(d, "authority-72h")["ended_late"] is True' \
	'clock(d, "authority-72h")["reason"] == "il destinatario ha cancellato"'
works "in words" --lang it show 1
says "who signed" "firmata da Ing. Rossi"
says "that it was late" "era IN RITARDO"
says "and asks why" "breccia late 2026-0001 authority-72h"
works "due presses for it" --as p1 late 1 authority-72h --cause waiting-for-facts --reason "mancavano i dati"
works "the data subjects are told after all" --as p3 decide 1 subjects yes --reason "prudenza" --json
json "a clock starts at the decision" 'd["clocks"][0]["rule"] == "subjects"' 'd["clocks"][0]["starts_at"] == "2026-11-27T12:32:00Z"' \
	'd["opinion_on_file"] is False'
works "shown as a target" show 1
says "that no law sets" "internal target; law: without undue delay"
works "it was no breach" --as p3 decide 1 breach no --reason "nomi inventati" --json
json "the clocks end" 'sorted(c["rule"] for c in d["clocks"]) == ["client:alfa", "subjects"]' 'all(c["state"] == "not-due" for c in d["clocks"])'
works "as an outcome" show 1 --json
json "of its own" 'd["outcome"] == "not-a-breach"' '[g["code"] for g in d["gates"]] == ["notified", "in-charge", "decided", "described"]'
refused 1 "about what is none nothing more is decided" "breach yes" --as p3 decide 1 authority yes --reason x
works "it was one after all" --as p3 decide 1 breach yes --reason "alcuni erano veri"
works "the clocks run again" show 1 --json
json "late as they are" 'clock(d, "client:alfa")["state"] == "late"' 'clock(d, "subjects")["state"] == "running"' '"outcome" not in d'

works "a correction" amend 1 subjects=1200
works "and another" amend 1 subjects=1431 --reason "contati"
works "what was corrected" changes 1 --json
json "alone" '[c["what"] for c in d["changes"]] == ["decision:breach", "subjects"]' 'd["changes"][1]["before"] == "1200"' \
	'd["changes"][1]["after"] == "1431"' 'd["changes"][1]["reason"] == "contati"' 'd["changes"][0]["by"] == "p3"' \
	'd["changes"][1]["after_detection"] == 297000'
works "in words" --lang it changes
says "with both values" "1.431"

# A DPO without a login answers by mail.
printf 'From: giulia@verdi.example\n\nprendo in carico, notificherei\n' >answer.eml
works "an answer is kept" receipt add 1 answer.eml
works "what it says is entered for the DPO" opinion 1 subjects yes --reason "rischio elevato" --from-reply r1
works "and read back" show 1 --json
json "once" '[n["letter"] for n in d["notices"]].count("read-back") == 1' 'd["opinions"][-1]["by"] == "p2"' \
	'd["opinions"][-1]["typed_by"] == "p1"' 'd["opinions"][-1]["receipt"] == "r1"'
id=$(get 'next(n["id"] for n in d["notices"] if n["letter"] == "read-back")')
works "with what it will say" --lang it outbox show "$id"
says "in the DPO's language" "Ho registrato per Suo conto"
says "the opinion" "comunicazione agli interessati: sì"
says "and how to correct it" "Se non è corretto risponda"
refused 77 "an answer decides nothing without the delegation" "without the company's delegation" decide 1 subjects yes --reason x --from-reply r1
works "all of it is sound" verify
end
