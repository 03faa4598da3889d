#!/bin/sh
# action: suggested, planned, done with evidence, verified; by whom; what is overdue; what two at once are told.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
company
"$program" log -q --no-send --own-data yes --client none --kind published --data recordings "Registrazioni esposte" >out 2>err ||
	not_ok "an incident for the test"
works "who takes charge is told what is usually done" --as p2 take 1
says "where it stands" "breccia action suggest 2026-0001"
works "suggestions" --lang it action suggest 1
says "for this kind of breach" "take-offline"
says "for these data" "registrazioni delle chiamate"
says "and for every breach" "reconstruct"
says_not "not those of others" "wipe"
works "in JSON" action suggest 1 --json
json "with all that a plan needs" 'd["suggestions"][0]["standard"] == "take-offline"' 'd["suggestions"][0]["hours"] == 1' \
	'd["suggestions"][0]["kind"] == "containment"' 'd["suggestions"][-1]["group"] == "general"'

works "a standard action" action add 1 --standard take-offline --owner "Reparto IT <it@rossi.example>"
says "is proposed by security" "2026-0001/1  proposed: togliere dalla rete"
says "with its due and owner" "by 24/11 04:02, Reparto IT <it@rossi.example>"
works "one in own words" action add 1 Avvisare il fornitore --kind communication --owner me --due "tomorrow 18:00"
says "with the due that was understood" "by 25/11 18:00, Maria Bianchi"
works "the DPO plans" --as p2 action add 1 "Rivedere i permessi" --kind prevenzione --owner dpo --due 30/11
says "it is open at once" "2026-0001/3  to do"
says "and warned where the DPO would execute" "art. 38(6)"
before=$(seal)
refused 65 "a kind that is none" "there are containment, investigation" action add 1 x --kind repair
refused 64 "no kind" "--kind is missing" action add 1 x
refused 65 "a due of yesterday" "cannot lie in the past" action add 1 x --kind recovery --due "ieri 10:00"
refused 65 "a due that is none" "is not a time" action add 1 x --kind recovery --due soonish
refused 66 "an owner whom nobody knows" "with an address" action add 1 x --kind recovery --owner Mario
refused 65 "an address with a line end" "breccia: " action add 1 x --kind recovery --owner "$(printf 'IT\r\nBcc: a <it@rossi.example>')"
refused 66 "a standard action that is none" "there is no standard action nothing" action add 1 --standard nothing
refused 1 "the same twice" "planned already, as 2026-0001/1" action add 1 --standard take-offline
refused 64 "the title twice" "given twice" action add 1 x --title y --kind recovery
refused 66 "an action that is none" "there is no action 2026-0001/9" action done 1/9 --result x
refused 65 "evidence is no action" "is no action" action done 1/e1 --result x
refused 64 "a verb that is none" "there are list, add, suggest" action fly 1
refused 64 "a verb without its word" "breccia help action" action done
refused 64 "nothing to change" "nothing to change" action change 1/1
refused 77 "a manager plans nothing" "p3 may not" --as p3 action add 1 x --kind recovery
refused 77 "an auditor does nothing" "p4 may not" --as p4 action done 1/1 --result x
refused 77 "security accepts nothing" "p1 may not" action accept 1/1
refused 77 "what the DPO planned is the DPO's to drop" "p1 may not" action drop 1/3 --reason x
refused 64 "dropping needs a reason" "--reason is missing" action drop 1/1
refused 64 "done needs a result" "--result is missing" action done 1/1
refused 65 "not a blank one" "--result" action done 1/1 --result " "
refused 1 "what is not done is not verified" "is not done" --as p2 action verify 1/1
unchanged "none of it stands" "$before"

works "the DPO accepts" --as p2 action accept 1/1
works "security works" action start 1/1
printf 'GET /cartella 410' >'log.txt'
works "it is done, with what shows it" action done 2026-0001/1 --result "tolto dalla rete alle 03:30" --evidence log.txt
says "by whom, and whose it was" "24/11 03:02, recorded by Maria Bianchi, owner Reparto IT <it@rossi.example>"
works "show has both" show 1
says "the one who recorded it" "recorded by Maria Bianchi"
works "and verified by the DPO" --as p2 action verify 1/1 --result "controllato: risponde 410"
refused 1 "once" "verified already" --as p2 action verify 1/1
works "a proposal can be dropped by who made it" action drop 1/2 --reason "già avvisato"
works "show has them" show 1 --json
json "with state, owner, result and evidence" 'field("state", d["actions"]) == ["done", "dropped", "open"]' \
	'd["actions"][0]["settled_by"] == "p1"' 'd["actions"][0]["owner_name"] == "Reparto IT"' 'd["actions"][0]["owner_email"] == "it@rossi.example"' 'd["actions"][0]["verified_by"] == "p2"' \
	'd["actions"][0]["standard"] == "take-offline"' 'd["actions"][1]["result"] == "già avvisato"' 'd["actions"][2]["owner"] == "p2"' \
	'd["evidence"][0]["action"] == "2026-0001/1"' 'd["evidence"][0]["name"] == "log.txt"'
works "in words" --lang it show 1
says "verified by whom" "verificata da Giulia Verdi"
says "and the warning" "art. 38, par. 6"
works "taken up again" --as p2 action accept 1/2 --reason "non ha risposto"
works "an action with personal data in it is pointed out" action add 1 "Chiamare RSSMRA85T10A562S" --kind communication
says "masked" "title (RSS"
says_not "but never whole in the warning" "title (RSSMRA85T10A562S"
printf 'Titolo \033]0;x\a ostile' >hostile
works "a hostile title" action add 1 "$(cat hostile)" --kind recovery
refused 65 "a name that turns the line around" "leave out what is not text" action add 1 x --kind recovery --owner "$(printf 'IT \342\200\256 <it@rossi.example>')"
breccia action list
grep -q "$(printf '\033')" out && not_ok "is harmless where it is listed" || ok "is harmless where it is listed"

# What waits, and what is overdue.
works "what waits" action
says "by due" "2026-0001/3"
works "mine" action list --mine --json
json "are those that I own and that wait" 'field("id", d["actions"]) == ["2026-0001/2"]'
works "of one incident all are listed" action list 1 --json
json "also those that are done" 'd["actions"][0]["state"] == "done"' 'd["actions"][0]["overdue"] is False'
AT=2026-12-01T12:00:00Z
works "later" action list --json
json "two are overdue" '[a["id"] for a in d["actions"] if a["overdue"]] == ["2026-0001/2", "2026-0001/3"]'
works "in words" --lang it action list
says "it is said" "SCADUTA da"
breccia due
says "due mentions them in a word" "2 actions are overdue: breccia action list"
breccia due --json
json "and counts them" 'd["actions_overdue"] == 2'
works "the board does"
says "too" "2 actions are overdue"
works "they are filtered by" list +overdue
says "the incident" "2026-0001"
works "and by owner" list owner:p2
says "of an action" "2026-0001"
works "another due" --as p2 action change 1/3 --due +5d
says "is understood" "by 06/12 13:00"
breccia due --json
json "then one is left" 'd["actions_overdue"] == 1'
works "the same again" --as p2 action change 1/3 --due "06/12/2026 13:00"
says "is nothing" "nothing was added"

# Two at once.
seen=$(breccia show 1 --json && get 'd["last_seq"]')
works "security proposes one more" action add 1 "Contare le persone" --kind investigation --due +1d
seen=$(breccia show 1 --json && get 'd["last_seq"]')
works "the DPO moves its due" --as p2 action change 1/6 --due +3d
refused 75 "who has seen the older one is told what became of it" 'the due of 2026-0001/6 was "02/12/2026 13:00" when it was shown, and Giulia Verdi made it "04/12/2026 13:00"' \
	action change 1/6 --due +2d --seen "$seen"
works "another part is nobody's conflict" action change 1/6 --title "Contare gli interessati" --seen "$seen"
refused 64 "a number that is none" "--seen is the last_seq" action change 1/6 --title x --seen x

# For a DPO who answers by mail.
printf 'Misure richieste: cambiare le password\n' >answer.eml
works "the DPO's answer is on file" receipt add 1 answer.eml
works "what they asked for" action add 1 "Cambiare le password" --kind containment --owner me --from-reply r1
says "is open at once" "2026-0001/7  to do"
works "accepted by mail" action accept 1/6 --from-reply r1
refused 66 "an answer that is not on file" "there is no receipt r9" action drop 1/7 --reason x --from-reply r9
typed 'cambiate
' action done 1/7
works "in a terminal the result is asked" action list 1 --json
json "and kept" 'd["actions"][6]["result"] == "cambiate"'
works "all of it is sound" verify
end
