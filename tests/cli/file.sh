#!/bin/sh
# file, waive: what was done outside this program, and what does not have to be; the clocks of NIS 2.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
company

"$program" log -q --own-data yes --client alfa "Elenco al committente sbagliato" >out 2>err || not_ok "an incident for the test"
"$program" log -q --own-data no --client alfa "Solo dati di Alfa" >out 2>err || not_ok "a processor's incident"
AT=2026-11-25T08:00:00Z
echo "ricevuta del Garante, PIN 998877" >receipt.txt
before=$(seal)
for who in p3 p4; do
	refused 77 "$who files nothing" "may not add facts" --as $who file 1 authority-72h --at now
done
refused 64 "no time" "--at is missing" file 1 authority-72h
refused 65 "a time to come" "future" file 1 authority-72h --at "26/11/2026 10:00"
refused 64 "a type that is none" "preliminary, complete, supplement or withdrawal" file 1 authority-72h --at now --type first
refused 65 "before the detection" "--note" file 1 authority-72h --at "23/11/2026 10:00"
refused 1 "a supplement of nothing" "nothing is filed" file 1 authority-72h --at now --type supplement
refused 1 "a clock that does not run" "breccia decide" file 1 subjects --at now
refused 66 "a clock that is none" "it has dpo-24h" file 1 nothing --at now
refused 65 "the DPO's" "breccia notify" file 1 dpo-24h --at now
refused 65 "a PIN" "PIN" file 1 authority-72h --at now --note "PIN 998877"
refused 65 "a client without evidence" "--evidence" file 1 client:Alfa --at now
refused 1 "as a processor" "clients alone" file 2 authority-72h --at now
refused 1 "in Italian" "soli dati di committenti" --lang it file 2 authority-72h --at now
refused 66 "evidence that is not there" "no-such-file" file 1 authority-72h --at now --evidence no-such-file
unchanged "none of it stands" "$before"

works "a preliminary one" --lang it file 1 authority-72h --type preliminary --at "24/11 18:00" --number DB-4711 --protocol "Prot. n. 12/2026" \
	--evidence receipt.txt
says "what was understood" "mar 24 nov 2026, 18:00"
says "starts the supplement" "Integrazione"
says "keeps the evidence" "2026-0001/e1"
works "show" show 1 --json
json "has it" 'd["filings"][0]["type"] == "preliminary"' 'd["filings"][0]["number"] == "DB-4711"' 'd["filings"][0]["at"] == "2026-11-24T17:00:00Z"' \
	'd["filings"][0]["evidence"] == "2026-0001/e1"' 'clock(d, "authority-72h")["state"] == "met"' \
	'clock(d, "authority-72h")["met_at"] == "2026-11-24T17:00:00Z"' 'clock(d, "supplement")["due_at"] == "2026-12-24T17:00:00Z"'
says_not "and nothing prints the PIN" "998877"
works "in words" --lang it show 1
says "the number" "DB-4711"
works "the complete one" file 1 authority-72h --type complete --at now --json
json "meets the supplement" 'any(c["rule"] == "supplement" and c["state"] == "met" for c in d["clocks"])'
echo "inoltrata per PEC" >pec.eml
works "a client told by other means" file 1 client:Alfa --at "24/11 10:00" --evidence pec.eml
works "is told" show 1 --json
json "in time" 'clock(d, "client:alfa")["state"] == "met"'

before=$(seal)
refused 1 "the DPO's clock is never waived" "never waived" --as p3 waive 2 dpo-24h --reason x
refused 64 "no reason" "--reason is missing" --as p3 waive 2 client:alfa
refused 77 "the DPO waives nothing" "p2 may not decide" --as p2 waive 2 client:alfa --reason x
refused 1 "nor what is met" "is met" --as p3 waive 1 client:alfa --reason x
unchanged "none of it stands" "$before"
works "the manager waives" --as p3 waive 2 client:alfa --reason "informato in riunione" --json
json "with the ref" 'd["ref"] == "2026-0002"'
works "it stays" show 2 --json
json "with its reason, and late" 'clock(d, "client:alfa")["state"] == "waived"' 'clock(d, "client:alfa")["reason"] == "informato in riunione"' \
	'clock(d, "client:alfa")["ended_late"] is True'
breccia due --json
json "monitoring knows that it wants a reason" 'any(c["ref"] == "2026-0002" and c["rule"] == "client:alfa" for c in d["clocks"])'

refused 1 "NIS 2 is not switched on" "breccia config set nis2 yes" amend 1 nis2=yes
works "it is switched on" config set nis2 yes
works "show asks" show 1
says "what nobody said" "breccia amend REF nis2=yes|no"
works "it is one" amend 1 nis2=yes
works "both steps run" show 1 --json
json "from the same instant" 'clock(d, "nis2-early")["due_at"] == "2026-11-25T02:02:00Z"' 'clock(d, "nis2-72h")["due_at"] == "2026-11-27T02:02:00Z"'
refused 1 "the report comes after" "nis2-72h" file 1 nis2-final --at now
works "the second step" file 1 nis2-72h --at now --json
json "starts the report, a month" 'any(c["rule"] == "nis2-final" and c["due_at"] == "2026-12-25T08:00:00Z" for c in d["clocks"])'
works "said at once" log -q --nis2 yes --own-data no --client none "Servizi fermi" --json
json "they run" 'clock(d["incident"], "nis2-early") is not None'
works "all of it is sound" verify
end
