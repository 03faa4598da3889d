#!/bin/sh
# assess: the severity by options and by questions, scored again, put aside with a reason, entered for a DPO who answered by mail.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
company
"$program" log -q --no-send --subjects "~300" --data recordings,identification --own-data yes --client none "Registrazioni esposte" >out 2>err ||
	not_ok "an incident for the test"

# By options.
before=$(seal)
refused 64 "a score needs its three parts" "--ei is missing" --as p2 assess 1 --dpc simple:1
refused 64 "all of them" "--dpc is missing" --as p2 assess 1
refused 65 "a value that is none" "simple cannot be 5: it is one of 1, 2, 3, 4" --as p2 assess 1 --dpc simple:5 --ei name:1 --cb none
refused 65 "a kind of data that is none" "there are simple, behavioural, financial, sensitive" --as p2 assess 1 --dpc x:1 --ei name:1 --cb none
refused 65 "a cell that ENISA left empty" "one of 0.25, 0.75, 1.00" --as p2 assess 1 --dpc simple --ei id:0.5 --cb none
refused 65 "a hostile word" "knows no" --as p2 assess 1 --dpc "$(printf 'a\033[31m:1')" --ei name:1 --cb none
grep -q "$(printf '\033')" err && not_ok "nothing of it reaches the terminal" || ok "nothing of it reaches the terminal"
refused 65 "another level without a reason" "say with --reason" --as p2 assess 1 --dpc simple --ei name:1 --cb none --override high
refused 65 "a level that is none" "there are low, medium, high, very-high" --as p2 assess 1 --dpc simple --ei name:1 --cb none --override huge
refused 65 "neither yes nor no" "--many is yes or no" --as p2 assess 1 --dpc simple --ei name:1 --cb none --many perhaps
refused 64 "not both levels" "give one" --as p2 assess 1 --level high --override low
refused 65 "a level alone is an answer's" "--from-reply" --as p2 assess 1 --level high
refused 66 "of nothing" "there is no incident" --as p2 assess 9 --dpc simple --ei name:1 --cb none
for who in p1 p3 p4; do
	refused 77 "$who does not assess" "$who may not do what is the DPO's" --as $who assess 1 --dpc simple --ei name:1 --cb none
done
unchanged "none of it stands" "$before"

works "a year of recordings, recipients unknown" --as p2 --lang it assess 1 --dpc behavioural:+1,simple --ei name:1 --ei email:0.75 --cb c=0.5
says "is 3,50 and high" "3,50 alta"
says "with the formula" "DPC 3 x EI 1,00 + CB 0,50 = 3,50"
says "with the sentence that was chosen" "3 dati comportamentali"
says "the flag comes from the number of people" "più di 100 persone"
says "and it decides nothing" "non una legge"
says "who has not taken charge is told" "breccia take 2026-0001"
AT=2026-11-24T03:00:00Z
works "again, with a comma" --as p2 --lang it assess 1 --dpc financial:4 --ei name:1 --cb c=0,5,m=0,5 --many no --unintelligible yes --json
json "is 5 and very high, with its answers" 'd["assessment"]["se"] == 5.0' 'd["assessment"]["level"] == "very-high"' \
	'd["assessment"]["answers"] == {"dpc": {"financial": 4}, "ei": {"name": 1.0}, "cb": {"c": 0.5, "i": 0.0, "a": 0.0, "m": 0.5}}' \
	'd["assessment"]["many"] is False' 'd["assessment"]["unintelligible"] is True' 'd["assessment"]["by"] == "p2"' \
	'd["assessment"]["at"] == "2026-11-24T03:00:00Z"' '[a["se"] for a in d["earlier_assessments"]] == [3.5]'
works "another level in its place" --as p2 assess 1 --dpc simple --ei id:0.25 --cb none --override alta --reason "sono minori, tel. 3331234567"
says "both stay" "high, in the place of 0.25 low"
says "with the reason" "Reason: sono minori"
says "what looks like a telephone number is pointed out" "reason ("
says "a codice fiscale is never a bare number" "never 0.25, normally 0.75"
works "show has all of them" show 1 --json
json "the newest and the earlier" 'd["assessment"]["override"] == "high"' 'd["assessment"]["score_level"] == "low"' 'd["assessment"]["level"] == "high"' \
	'd["assessment"]["se"] == 0.25' 'field("level", d["earlier_assessments"]) == ["high", "very-high"]' '"after_decision" not in d["assessment"]'
works "in words" --lang it show 1
says "the earlier ones in a line each" "3,50 alta, Giulia Verdi"
works "they are filtered by" list severity:high
says "the level that counts" "2026-0001"
works "and by the Italian word" list severity:bassa
says_not "not what the score says" "2026-0001"
works "quietly" --as p2 -q assess 1 --dpc simple --ei name:1 --cb none
[ -s out ] && not_ok "it says nothing" || ok "it says nothing"
works "the tables can be read" --lang it help severity
says "with ENISA's own cases" "un anno di chiamate di una"

# Somebody else was faster.
seen=$(breccia show 1 --json && get 'd["last_seq"]')
works "a DPO assesses" --as p2 assess 1 --dpc simple --ei name:0.5 --cb none -q
printf 'Rischio: elevato\n' >answer.eml
works "the DPO's answer is on file" receipt add 1 answer.eml
AT=2026-11-24T05:00:00Z
refused 75 "who has seen an older one is told" "Giulia Verdi" assess 1 --level high --from-reply r1 --seen "$seen"
refused 66 "an answer that is not on file" "there is no receipt r9" assess 1 --level high --from-reply r9
refused 64 "a level beside scores is an override" "use --override" assess 1 --level high --dpc simple --from-reply r1
works "entered for the DPO" assess 1 --level high --from-reply 1
says "as what they stated" "high, as the DPO stated"
says "by whom, from which answer" "from the answer r1"
works "in JSON" show 1 --json
json "it has no score" '"se" not in d["assessment"]' 'd["assessment"]["by"] == "p2"' 'd["assessment"]["typed_by"] == "p1"' \
	'd["assessment"]["receipt"] == "r1"' 'd["assessment"]["at"] == "2026-11-24T03:00:00Z"' 'd["assessment"]["noted_at"] == "2026-11-24T05:00:00Z"'

# By questions: simple 1, behavioural 3, no others; the name in full; known recipients, on purpose; as suggested, and recorded.
typed '1
9
3
0
0
4





1


1
si
no
no
si
' --as p2 --lang it assess 1
exits 0 "in a terminal it asks one question at a time"
says "with the sentences" "la quantità di dati, o chi li tratta"
says "and ENISA's cases" "per esempio: un anno di chiamate di una"
says "what is no number is asked again" "scrivere uno dei numeri"
says "no level before there is a score" "finora: DPC 3 x EI - + CB 0,00 = -, non ancora"
says_not "as this one" " = -, alta"
says "the score moves" "finora: DPC 3 x EI 1,00 + CB 0,75 = 3,75, alta"
works "it is recorded" show 1 --json
json "as answered" 'd["assessment"]["se"] == 3.75' 'd["assessment"]["answers"]["dpc"] == {"simple": 1, "behavioural": 3}' \
	'd["assessment"]["answers"]["ei"] == {"name": 1.0, "id": 0.75}' 'd["assessment"]["many"] is True' 'd["assessment"]["unintelligible"] is False'
before=$(seal)
typed '













no
no
no
no
' --as p2 assess 1
says "Enter alone repeats the newest" "DPC 3 x EI 1.00 + CB 0.75 = 3.75"
says "who says no at the end records nothing" "nothing was recorded"
typed '1
' --as p2 assess 1
exits 64 "answers that end too soon"
says "are nothing" "nothing was recorded"
typed '' assess 1
exits 77 "who may not is told before the questions"
unchanged "and nothing was added" "$before"
typed '













no
no
si
enorme
bassa

sono dati pubblici
si
' --as p2 assess 1
works "another level can be chosen there" show 1 --json
json "with its reason" 'd["assessment"]["override"] == "low"' 'd["assessment"]["reason"] == "sono dati pubblici"'

# Somebody is faster while the questions are answered.
printf 'Rischio: presente\n' >second.eml
works "another answer of the DPO's" receipt add 1 second.eml -q
seen=$(breccia show 1 --json && get 'd["last_seq"]')
works "is entered meanwhile" assess 1 --level medium --from-reply r2 -q
fourteen=$(printf '1\n0\n0\n0\n4\n0\n0\n0\n0\n0\n0\n0\n0\n0')
typed "$fourteen
no
no
no
si
no
" --as p2 assess 1 --seen "$seen"
exits 75 "who answered is told"
says "by whom" "Maria Bianchi"
typed "$fourteen
no
no
no
si
si
" --as p2 assess 1 --seen "$seen"
exits 0 "and may record it all the same"
works "nothing that was answered is lost" show 1 --json
json "and both are there" 'd["assessment"]["se"] == 1.0' 'd["earlier_assessments"][-1]["level"] == "medium"'
works "all of it is sound" verify
end
