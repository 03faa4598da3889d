#!/bin/sh
# close, reopen, void: all that is missing at once, and what a closed or void incident still takes. A demonstration's mail counts as sent.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
demonstration --lang it
without_mail

works "an incident of clients' data" log -q --own-data no --client none "Lista inviata al fornitore sbagliato"
before=$(seal)
breccia --as p2 close 8
exits 1 "it is not closed yet"
says "all that is missing is named: notified" "the DPO has been notified"
says "taken" "breccia take REF"
says "described" "measures-taken=TEXT"
says "root cause" "root-cause=TEXT"
[ "$(wc -l <err)" -eq 1 ] && grep -q 'cannot be closed yet: notified, in-charge, decided, clocks, described, root-cause' err && ok "in one line of error" ||
	not_ok "in one line of error"
breccia --as p2 close 8 --json
exits 1 "for programs too"
json "with all gates" 'd["closed"] is False' '[g["code"] for g in d["gates"] if not g["ok"]] == ["notified", "in-charge", "decided", "clocks", "described", "root-cause"]'
refused 77 "others do not close" "p1 may not do what is the DPO's" close 8
refused 77 "nor does the manager" "p4 may not" --as p4 close 8
unchanged "none of it stands" "$before"

BRECCIA_CONFIG=$dir/demo/breccia.conf
works "the notice leaves" send -q
without_mail
works "the DPO takes charge" --as p2 take 8
works "what is known" amend 8 what="lista inviata" consequences=poche measures-taken=cancellata root-cause="indirizzo simile" prevention="doppio controllo"
breccia --as p2 close 8 --json
exits 1 "of nobody's data too"
json "it is to be decided that it is none" '[g["code"] for g in d["gates"] if not g["ok"]] == ["decided"]'
works "it is no breach, says the DPO" --as p2 opinion 8 breach no --reason "dati di nessuno"
works "so decides the management" --as p4 decide 8 breach no --reason "dati di nessuno"
refused 65 "a review in the past" "still to come" --as p2 close 8 --review 2026-01-01
works "it is closed, with a review" --as p2 close 8 --reason "tutto fatto" --review 30/6 --json
json "planned" 'd["closed"] is True' 'd["review"] == "2026-0008/1"'
works "show" show 8 --json
json "which lies ahead" 'd["actions"][-1]["due_at"].startswith("2027-06-30")'
json "says so" 'd["stage"] == "closed"' 'd["closed_by"] == "p2"' 'd["ended_why"] == "tutto fatto"'
works "in words" --lang it show 8
says "when and by whom" "Giulia Verdi"
before=$(seal)
refused 1 "a closed one takes no facts" "reopen it first" amend 8 subjects=12
refused 1 "no decision" "reopen it first" --as p4 decide 8 breach no --reason x
refused 1 "no second closing" "reopen it first" --as p2 close 8
refused 1 "and is not void" "reopen it first" --as p2 void 8 --reason x
refused 64 "reopening has a reason" "--reason is missing" --as p2 reopen 8
refused 77 "and is the DPO's" "may not" reopen 8 --reason x
unchanged "none of it stands" "$before"
works "a note is taken" note 8 "il fornitore conferma la cancellazione"
works "it is opened again" --as p2 reopen 8 --reason "è emerso altro"
works "and says so" show 8
says "that it was closed before" "closed before"
works "and takes facts" amend 8 subjects=12
works "the correction is one" changes 8 --json
json "of its stage" 'd["changes"][-1]["what"] == "stage"' 'd["changes"][-1]["before"] == "closed"'

# The clients were told at a meeting: the draft has no business any more.
works "a client is affected" log -q --own-data no --client Alfa "Lista di Alfa"
BRECCIA_CONFIG=$dir/demo/breccia.conf
works "the notice leaves" send -q
without_mail
works "charge" --as p2 take 9
works "facts" amend 9 what="lista inviata" consequences=poche measures-taken=cancellata root-cause=x prevention=y
works "the draft waits" outbox show 9/n2 --json
json "for somebody" 'd.get("draft") is True'
echo verbale >verbale.txt
works "told by other means" file 9 client:alfa --type complete --at now --evidence verbale.txt
works "closed" --as p2 close 9 --reason "tutto fatto" --json
json "and who was not told anew is named" 'd["outdated"] == [{"audience": "dpo", "notice": "2026-0009/n1", "fields": ["description", "measures_taken"]}]'
works "the draft" outbox show 9/n2 --json
json "is taken back" 'd["state"] == "cancelled"' '"closed" in d["reason"] or "chiuso" in d["reason"]'

works "twice the same" log -q --own-data no --client none "La stessa lista"
before=$(seal)
refused 64 "void has a reason" "--reason is missing" --as p2 void 10
refused 65 "is no duplicate of itself" "itself" --as p2 void 10 --reason x --duplicate-of 10
refused 66 "nor of nothing" "there is no incident" --as p2 void 10 --reason x --duplicate-of 99
refused 77 "and is the DPO's" "may not" void 10 --reason x
unchanged "none of it stands" "$before"
works "it is void" --as p2 void 10 --reason "registrato due volte" --duplicate-of 8 --json
json "and what waited is withdrawn" 'd["withdrawn"] == ["2026-0010/n1"]' 'd["sent"] == []'
works "what had left is named" --lang it --as p2 void 8 --reason "prova"
says "with whom to tell" "2026-0008/n1"
works "it stays in the register" show 10 --json
json "with its number" 'd["stage"] == "void"' 'd["duplicate_of"] == "2026-0008"' 'd["ended_why"] == "registrato due volte"'
refused 1 "nothing more is sent about it" "is void" notify 10
refused 1 "and nothing reopens it" "is void" --as p2 reopen 10 --reason x

works "a near miss" log -q --near-miss "Quasi inviata"
BRECCIA_CONFIG=$dir/demo/breccia.conf
works "its notice leaves" send -q
without_mail
works "is taken" --as p2 take 11
works "and described" amend 11 what=x consequences=y measures-taken=z root-cause=a prevention=b
refused 65 "says why it was none" "why no data were breached" --as p2 close 11
works "then it is closed" --as p2 close 11 --reason "fermata prima dell'invio"

works "without a DPO in office" --as p1 dpo end --reason "dimissioni"
works "the board says it" --lang en
says "as a violation of its own" "NO DPO is in office: a violation of its own"
works "to programs as well" --json
json "too" 'd["no_dpo"] is True'
works "log says it" log --lang en --no-send --own-data no --client none "Senza DPO"
says "as well" "violation of its own"
works "and show" show 12 --lang en
says "of the incident" "NO DPO was in office when it was detected"
# What is left of a message after the retention is its hash.
export AT=2036-01-01T12:00:00Z
works "after its time" erase --reason "scaduto" --yes -q
refused 66 "a message that was erased is not an empty one" "was erased" outbox show 2026-0009/n1 --eml -o gone.eml
refused 66 "nor is its text" "was erased" outbox show 2026-0009/n1 --text
if [ -e gone.eml ]; then not_ok "no file is made of it"; else ok "no file is made of it"; fi
works "what is known of it" --lang en outbox show 2026-0009/n1
says "says so" "erased"
works "all of it is sound" verify
end
