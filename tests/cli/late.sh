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
works "all of it is sound" verify
end
