#!/bin/sh
# duty, self-check: the papers that a company has to have, when they expire, and how it stands with the code of practice.
# p1 Maria is security and administrator, p2 Giulia the DPO, p3 Anna the management, p4 Ugo the auditor.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
company

# standing NAME DUTY EXPRESSION...: of that duty, s, as the list has it.
standing() {
	name=$1 duty=$2
	shift 2
	works "the list" duty list --json
	for expression in "$@"; do
		json "$name" "(lambda s: $expression)([r for r in d['duties'] if r['duty'] == '$duty'][0])"
	done
}

works "at first" --lang it duty list
says "nothing is there" "MANCANTE"
says "and what is advice is said to be" "(consiglio)"
standing "missing" dpia 's["state"] == "missing"' 's["needed"] is True' '"at" not in s'
before=$(seal)
refused 77 "the auditor records nothing" "may not record a duty" --as p4 duty record dpia --at 1/10/2026
refused 64 "no day" "--at DAY" duty record dpia
refused 65 "a day that is to come" "future" duty record dpia --at 1/12/2026
refused 65 "what expires before it was done" "before it was done" --as p3 duty record dpia --at 1/10/2026 --expires 1/9/2026
refused 66 "a duty that is none" "no duty" duty record nothing --at 1/10/2026
refused 65 "handed over, which is for plans" "handed over to nobody" duty record dpia --at 1/10/2026 --handed-to "Audit"
refused 64 "no such part" "list, show, get or record" duty forget dpia
refused 66 "a paper that is not there" "no-such-file" duty record dpia --at 1/10/2026 --evidence no-such-file
: >empty
refused 65 "an empty paper" "empty" duty record dpia --at 1/10/2026 --evidence empty
refused 66 "nothing to get" "no such paper" duty get dpia
unchanged "none of it stands" "$before"

printf 'valutazione, pagina 1' >"dpia 2026.pdf"
works "the DPIA" --lang it duty record dpia --at 1/10/2026 --expires 1/10/2027 --evidence "dpia 2026.pdf" --reason "Prot. n. 12/2026"
says "what was understood" "01/10/2026"
standing "is in order" dpia 's["state"] == "fine"' 's["at"] == "2026-09-30T22:00:00Z"' 's["expires_at"] == "2027-10-01T21:59:59Z"' \
	's["reason"] == "Prot. n. 12/2026"' 's["by"] == "p1"' "s['evidence_sha256'] == '$(sha256sum <'dpia 2026.pdf' | cut -c -64)'"
works "its paper" duty get dpia -o copy.pdf
cmp -s copy.pdf "dpia 2026.pdf" && ok "comes back byte for byte" || not_ok "comes back byte for byte"
works "the plan" --as p3 duty record continuity-plan --at 10/1/2026 --plan-version 3
standing "is unfinished" continuity-plan 's["state"] == "unfinished"' 's["version"] == "3"' '"handed_at" not in s'
echo "verbale di consegna" >handed.txt
works "handed over" duty record continuity-plan --at 12/1/2026 --handed-to "Collegio sindacale" --evidence handed.txt
standing "is in order" continuity-plan 's["state"] == "fine"' 's["version"] == "3"' 's["handed_to"] == "Collegio sindacale"' \
	's["expires_at"] == "2027-01-09T23:00:00Z"'
works "all that was recorded of it" duty show continuity-plan --json
json "each stays" 'len(d["records"]) == 2' '[r.get("handed_to") for r in d["records"]] == [None, "Collegio sindacale"]' \
	'd["records"][0]["by"] == "p3"'
works "the paper of the handing over" duty get continuity-plan "$(get 'd["records"][1]["seq"]')" -o back.txt
if cmp -s handed.txt back.txt; then ok "comes back"; else not_ok "comes back"; fi
refused 66 "a record of another paper" "no such paper" duty get continuity-plan 1
refused 64 "a number where none belongs" "one word too many" duty show continuity-plan 1
works "for people" --lang it duty show continuity-plan
says "with its source" "Codice procedurale OIC-Assocontact"
works "the journal" journal --json
json "has them as events, the texts in the body" '[e["facts"]["duty"] for e in d["events"] if e["kind"] == "duty.recorded"] == ["dpia", "continuity-plan", "continuity-plan"]' \
	'all("reason" not in e["facts"] and "version" not in e["facts"] for e in d["events"] if e["kind"] == "duty.recorded")'
works "the register is sound" verify

# --- what runs out ----------------------------------------------------------------------------------------------------------

breccia due
exits 0 "nothing presses yet"
AT=2026-12-09T12:00:00Z breccia due --json
json "the days until the first expires" 'd["duty_days"] == 31'
# The backup of the test would press as well.
AT=2026-12-11T12:00:00Z breccia --lang it due
exits 1 "thirty days before, it presses"
says "and says which" "piano di continuità operativa scade tra 29 giorni: breccia duty show continuity-plan"
AT=2026-12-11T12:00:00Z breccia due --nagios
says "to monitoring too" "continuity-plan expires in 29 days"
AT=2026-12-11T12:00:00Z breccia --lang it doctor
says "and in doctor" "scadono entro 30 giorni: 1"
AT=2027-01-11T12:00:00Z breccia --lang it due
says "afterwards it has expired" "piano di continuità operativa è scaduto: breccia duty record continuity-plan"
AT=2027-01-11T12:00:00Z breccia due --nagios
says "for so many days" "continuity-plan expired since 2 days"

# An incident that is erased does not take the paper with it that is both.
works "the same bytes as evidence" log "Stessi byte"
works "kept" evidence add 1 "dpia 2026.pdf"
works "it was no breach at all" --as p2 void 1 --reason "errore"
works "the setting" config set retention 1
AT=2028-11-25T12:00:00Z works "after its time" erase --reason "scaduto" --yes
AT=2028-11-25T12:00:00Z works "the paper" duty get dpia -o after.pdf
cmp -s after.pdf "dpia 2026.pdf" && ok "is still there" || not_ok "is still there"
AT=2028-11-25T12:00:00Z works "and the register sound" verify
# What is left of it can still be read, and checked.
AT=2028-11-25T12:00:00Z works "its dossier" --lang it dossier 2026-0001
says "says that its texts are gone" "testi cancellati il"
says_not "and does not ask for them again" "Stessi byte"
AT=2028-11-25T12:00:00Z works "its bundle" dossier 2026-0001 --bundle erased.zip -q
AT=2028-11-25T12:00:00Z works "the register of breaches" --lang it register
says "keeps its entry" "2026-0001"
AT=2028-11-25T12:00:00Z works "in the EDPB's form" dossier 2026-0001 --format edpb
json "what was erased is missing" '62 in field("field", d["missing"])'

# --- self-check ---------------------------------------------------------------------------------------------------------------

breccia self-check --json
exits 2 "something is not met"
json "and says what, with what to do" 'd["status"] == 2' '[c for c in d["checks"] if c["check"] == "dpo-published"][0]["state"] == "failed"' \
	'"breccia duty record dpo-published" in [c for c in d["checks"] if c["check"] == "dpo-published"][0]["todo"]' \
	'[c for c in d["checks"] if c["check"] == "dpia"][0]["state"] == "fine"' '[c for c in d["checks"] if c["check"] == "dpia"][0]["age_days"] == 54' \
	'[c["check"] for c in d["checks"]][0] == "dpo"' '{"notified", "late", "drill", "pec", "backup", "verified", "anchor"} <= {c["check"] for c in d["checks"]}' \
	'all("todo" in c for c in d["checks"] if c["state"] != "fine")'
works "an appointment with its act" dpo appoint p2 --act "Prot. 5" --protocol 77
breccia duty list --json
json "is the paper that duty asks for" '{r["duty"]: (r["state"], r.get("reason")) for r in d["duties"]}["dpo-act"] == ("fine", "Prot. 5")' \
	'{r["duty"]: (r["state"], r.get("reason")) for r in d["duties"]}["dpo-authority"] == ("fine", "77")'
for id in dpo-act dpo-authority dpo-published dpo-conflict dpo-skills staff-told procedure; do
	works "recorded: $id" --as p2 duty record $id --at 1/11/2026 -q
done
works "a backup" backup copy.db -q
works "an exercise" log --drill --no-send "Esercitazione di prova" -q
breccia self-check --json
exits 1 "what is left is to be looked at"
json "the PEC path and the anchor" '{c["check"] for c in d["checks"] if c["state"] != "fine"} == {"pec", "anchor"}' 'd["status"] == 1'
breccia --lang it self-check
says "in words" "piano di continuità operativa: 10/01/2026, versione 3, consegnato a Collegio"
says "with its age" "54 giorni fa"
says "and what to do" "-> configurare [pec]: breccia.conf(5)"
works "a breach" log --detected -2h "Chiavetta smarrita" --own-data yes -q
AT=2026-11-26T02:02:00Z breccia self-check --json
exits 2 "a day later it is late"
json "and that is not met" '[c for c in d["checks"] if c["check"] == "late"][0]["state"] == "failed"' \
	'[c for c in d["checks"] if c["check"] == "notified"][0]["evidence"].startswith("0 of 1 ")'
breccia --lang it self-check --format html -o self.html
exits 1 "on paper it has the same status"
grep -q '<!DOCTYPE html>' self.html && grep -q 'Autoverifica' self.html && ok "one page" || not_ok "one page"
refused 64 "no such format" "--format is one of" self-check --format csv
works "nobody is DPO any longer" dpo end --reason "fine incarico"
AT=2026-11-24T03:02:00Z breccia self-check --json
json "which is not met" '[c for c in d["checks"] if c["check"] == "dpo"][0]["state"] == "failed"'
end
