#!/bin/sh
# What is said of what was late: when its start is corrected, when it is void, when its notice is not proven. A demonstration's mail counts as sent.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
demonstration --lang it
without_mail
leaves() {
	BRECCIA_CONFIG=$dir/demo/breccia.conf
	works "$1" send -q
	without_mail
}

# Detected later than was written first: by that it would have been in time, and it was late by what was known.
works "a breach of yesterday" log -q --own-data no --client none --detected -26h "Lista di ieri"
leaves "its notice leaves two hours late"
works "show" --lang en show 8
says "late" "met LATE by 2 h"
says_not "of no correction" "corrected"
works "the DPO corrects when it was detected" --as p2 amend 8 detected=-20h --reason "era un'altra mail"
works "show again" --lang en show 8
says "by how much before" "met LATE by 2 h before its start was corrected"
works "the dossier" --lang en dossier 8
says "says the same" "Late by 2 h before its start was corrected."
says_not "and blames no correction" "Late because"
works "in Italian" --lang it dossier 8
says "too" "In ritardo di 2 h prima della correzione dell'orario di decorrenza."
works "the report" report --lang en
says "does not say none" "before its start was corrected"
says_not "nor the opposite" "late by a correction"
works "for programs" report --json
json "in seconds" '[(c["late_seconds"], c["by_correction"], c["before_correction"]) for c in d["late"] if c["ref"] == "2026-0008"] == [(7200, False, True)]'

# Detected earlier: that makes it late.
works "a breach of today" log -q --own-data no --client none --detected -20h "Lista di oggi"
leaves "its notice leaves in time"
works "security corrects when it was detected" amend 9 detected=-30h --reason "lo sapeva già il capoturno"
works "the dossier of it" --lang en dossier 9
says "blames the correction" "Late because its start was corrected."
works "which causes there are" --lang en help late
says "is said" "time-corrected"
says_not "but for one that explains nothing" "unknown"
breccia late 9 --cause weather --reason x
if grep -q 'write one of .*other' err && ! grep -q unknown err; then ok "nor is it offered"; else not_ok "nor is it offered"; fi
refused 65 "it is refused" "a cause that is not known explains nothing" late 9 --cause unknown --reason x
# Void: it was nothing, and wants nothing.
works "a slip" log -q --no-send --own-data yes --client none --detected -100h "Per errore"
works "is late" --lang en show 10
says "and what to do is said" "breccia late 2026-0010 dpo-24h"
works "it is void" --as p2 void 10 --reason "non è successo nulla"
works "then" --lang en show 10
says "nothing is due" "not applicable"
says_not "it is not late" "LATE"
says_not "nobody is asked why" "why?"
says_not "nor to notify" "breccia notify"
says_not "nor to close it" "Before it can be closed"
says_not "nor to supplement it" "for the supplement"
works "for programs" show 10 --json
json "the same" '{c["state"] for c in d["clocks"]} == {"not-due"}' '"ended_late" not in d["clocks"][0]'
works "the dossier" --lang en dossier 10
says_not "does not grow" "late, by"
works "the list of what is late" list +late --json
json "has none of it" '"2026-0010" not in str(d)'

# Closed: it was looked at when it was.
works "the first is explained" late 8 dpo-24h --cause time-corrected --reason "era un'altra mail"
works "taken in charge" --as p2 take 8
works "and described" amend 8 what="lista inviata" consequences=poche measures-taken=cancellata root-cause=x prevention=y
works "of nobody's data it is no breach, says the DPO" --as p2 opinion 8 breach no --reason "dati di nessuno"
works "and the management" --as p4 decide 8 breach no --reason "dati di nessuno"
works "and closed" --as p2 close 8 --reason "tutto fatto"
works "show" --lang en show 8
says_not "a closed one has no list for closing" "Before it can be closed"
# Sent in time, and without the proof that this register asks for: both are said.
works "e-mail has to be delivered" config set proof.email delivered
works "a breach" log -q --own-data no --client none "Lista non provata"
leaves "its notice leaves"
AT=2026-11-26T02:02:00Z
works "two days later" --lang en show 11
says "it is late, and was sent" "LATE by 24 h: sent, not proven"
works "the report" report --lang en
says_not "does not say that there was no notice" "without a notice"
works "all of it is sound" verify
end
