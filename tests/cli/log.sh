#!/bin/sh
# log: a breach in under a minute, and the next five minutes.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
company

works "words are the title" log Lista inviata al committente sbagliato --json
json "the clock runs from now" 'd["ref"] == "2026-0001"' 'd["existed"] is False' 'd["warnings"] == []' \
	'd["incident"]["title"] == "Lista inviata al committente sbagliato"' 'd["incident"]["detected_at"] == "2026-11-24T02:02:00Z"' \
	'd["incident"]["logged_at"] == "2026-11-24T02:02:00Z"' 'd["incident"]["stage"] == "logged"' 'd["incident"]["kind"] == "breach"' \
	'clock(d["incident"], "dpo-24h")["due_at"] == "2026-11-25T02:02:00Z"' 'clock(d["incident"], "dpo-24h")["state"] == "running"'
json "what is not known counts as yes" 'd["incident"]["own_data"] == "unknown"' 'd["incident"]["client_data"] == "unknown"' \
	'clock(d["incident"], "authority-72h")["provisional"] is True' 'clock(d["incident"], "authority-72h")["due_at"] == "2026-11-27T02:02:00Z"' \
	'clock(d["incident"], "client:?")["due_at"] == "2026-11-24T14:02:00Z"'
json "the notice waits" 'd["incident"]["notices"][0]["id"] == "2026-0001/n1"' 'd["incident"]["notices"][0]["state"] == "queued"' \
	'd["incident"]["notices"][0]["letter"] == "first"' '"hold_until" not in d["incident"]["notices"][0]'
works "--title is the title" log --title "Un titolo" -q
[ "$(cat out)" = 2026-0002 ] && ok "quietly it prints the ref alone" || not_ok "quietly it prints the ref alone"
refused 64 "a title twice" "given twice" log --title x y
refused 65 "no title" "the title is missing" log
refused 65 "a blank title" "the title is missing" log "  "
refused 65 "a title of invisible characters" "the title is missing" log "$(printf '\342\200\213\302\240')"

# Times are read in the register's zone, whatever the zone of the session is.
detected() { # NAME TYPED STORED [AT]
	works "$1" log --detected "$2" --no-send --json "$1"
	json "$1: $3" "d['incident']['detected_at'] == '$3'"
}
TZ=America/New_York
detected "an hour of today" 02:40 2026-11-24T01:40:00Z
detected "an hour that lies ahead is yesterday's" 22.05 2026-11-23T21:05:00Z
detected "yesterday" "yesterday 18:30" 2026-11-23T17:30:00Z
detected "ieri" "ieri 18:30" 2026-11-23T17:30:00Z
detected "a span" -3h 2026-11-23T23:02:00Z
detected "an Italian span" "90m fa" 2026-11-24T00:32:00Z
detected "day and month" "23/11 22:05" 2026-11-23T21:05:00Z
detected "a whole date" "2026-11-23 18:30" 2026-11-23T17:30:00Z
detected "with an offset" "2026-11-23T22:30:00+05:30" 2026-11-23T17:00:00Z
detected "adesso" adesso 2026-11-24T02:02:00Z
detected "a little ahead is now" "2026-11-24T02:03:30Z" 2026-11-24T02:02:00Z
TZ=UTC
before=$(seal)
refused 65 "the future" "in the future" log --detected 2026-11-24T02:05:00Z x
refused 65 "a day alone" "add the time" log --detected ieri x
refused 65 "nonsense" "is not a time" log --detected soon x
AT=2026-03-29T10:00:00Z refused 65 "an hour that does not exist" "2026-03-29T" log --detected "29/03 02:30" x
AT=2026-10-25T10:00:00Z refused 65 "an hour that exists twice" "+01:00" log --detected "25/10 02:30" x
refused 65 "detected before it occurred" "say why with --reason" log --detected 01:00 --occurred 02:00 x
unchanged "what is refused adds nothing" "$before"
works "detected before it occurred, with a reason" log --detected 01:00 --occurred 02:00 --reason "l'orologio del server era avanti" x
AT=2026-03-28T10:00:00Z works "the night that is an hour shorter" log --detected "28/03 10:37" --no-send --json x
json "24 hours are 24 hours" 'clock(d["incident"], "dpo-24h")["due_at"] == "2026-03-29T09:37:00Z"'
works "the day the clocks change" show --json "$(get 'd["ref"]')"

# Late at once.
works "detected 25 hours ago" --lang en log --detected -25h "Chiavetta smarrita"
says "it is late at once" "LATE by 1 h"
says "and asks why" "breccia late"
works "it is late for programs" list chiavetta +late --json
json "as a state" 'clock(d["incidents"][0], "dpo-24h")["state"] == "late"' 'd["incidents"][0]["title"] == "Chiavetta smarrita"'
breccia due
exits 2 "due says so"

# Clients.
works "two clients" log --client Alfa --client beta --own-data no --no-send --json x
json "each has the clock of its contract" 'clock(d["incident"], "client:alfa")["due_at"] == "2026-11-24T14:02:00Z"' \
	'clock(d["incident"], "client:beta-s-r-l")["due_at"] == "2026-11-25T14:02:00Z"' 'clock(d["incident"], "authority-72h") is None' \
	'd["incident"]["client_data"] == "yes"'
works "a client by its whole name, in another case" log --client "BETA s.r.l." --no-send --json x
json "is the same" 'd["incident"]["clients"][0]["client"] == "beta-s-r-l"'
works "a client that the register does not know" log --client Gamma --no-send --json x
json "is kept, and runs the shortest clock" 'd["unknown_clients"] == ["Gamma"]' 'd["incident"]["clients"][0]["name"] == "Gamma"' \
	'clock(d["incident"], "client:?")["due_at"] == "2026-11-24T14:02:00Z"'
works "no client" log --client none --no-send --json x
json "runs no client clock" 'd["incident"]["clients"] == []' 'd["incident"]["client_data"] == "no"' 'len(d["incident"]["clocks"]) == 2'
refused 65 "none and one" "leave one of them out" log --client none --client alfa x

# Kinds.
works "a near miss" log --near-miss --json x
json "runs the DPO's clock alone" 'd["incident"]["kind"] == "near-miss"' 'len(d["incident"]["clocks"]) == 1'
works "a drill" log --drill --json x
json "has a number of its own, and sends nothing" 'd["ref"] == "2026-D01"' 'd["incident"]["notices"][0]["exercise"] is True' \
	'len(d["incident"]["clocks"]) == 1'
works "a drill that is really sent" log --drill --send --json x
json "says so" 'd["ref"] == "2026-D02"' '"exercise" not in d["incident"]["notices"][0]'
works "no notice now" log --no-send --json x
json "queues none" 'd["incident"]["notices"] == []'
works "no notice now, in words" --lang en log --no-send x
says "who sends then is said" "a preliminary notice"
refused 64 "drill and near miss" "exclude each other" log --drill --near-miss x
refused 64 "--send without a drill" "--send is for drills" log --send x

# Every field.
works "every field that log takes" log --json --no-send --title t --what "che cosa" --unknowns u --kind list-export --nature c,i --cause internal-intentional \
	--site Torino --campaign Energia --detected 02:00 --detected-by capoturno --discovery unknown --how "per caso" --occurred 01:00 \
	--occurred-to 01:30 --aware 02:01 --own-data yes --data basic,contact --data-note n --subject-kinds unknown --subjects ~1200 --records 10-20 \
	--recipient "Delta S.r.l." --systems CRM --protection none --measures-taken m --contact "Anna +39 011" --protocol "Prot. n. 12/2026"
json "is kept as a code, a count, an instant or a text" 'd["incident"]["description"] == "che cosa"' 'd["incident"]["nature"] == ["c", "i"]' \
	'd["incident"]["breach_kind"] == "list-export"' 'd["incident"]["subjects"] == "~1200"' 'd["incident"]["records"] == "10-20"' \
	'd["incident"]["data"] == ["basic", "contact"]' 'd["incident"]["occurred_from"] == "2026-11-24T00:00:00Z"' \
	'd["incident"]["aware_at"] == "2026-11-24T01:01:00Z"' 'd["incident"]["protection"] == "none"' 'd["incident"]["protocol"] == "Prot. n. 12/2026"' \
	'clock(d["incident"], "authority-72h")["starts_at"] == "2026-11-24T01:01:00Z"' '"provisional" not in clock(d["incident"], "authority-72h")'
works "words instead of codes" log --nature riservatezza --own-data sì --no-send --json x
json "are understood" 'd["incident"]["nature"] == ["c"]' 'd["incident"]["own_data"] == "yes"'
refused 65 "a code that is none" 'own-data: there is no "maybe"' log --own-data maybe x
refused 65 "a number that is none" "subjects: " log --subjects many x

# What looks like somebody's data is pointed out, and stored.
works "personal data" log --no-send --json --what "CF RSSMRA80A01H501U, IBAN IT60X0542811101000000123456, tel. 333 1234567, mario@rossi.example" x
json "are pointed out, without repeating them" 'len(d["warnings"]) == 4' 'not any("RSSMRA80A01H501U" in w for w in d["warnings"])' \
	'"RSSMRA80A01H501U" in d["incident"]["description"]'
works "the person to call is meant to be called" log --no-send --json --contact "Anna Gallo +39 333 1234567" x
json "so nothing is said" 'd["warnings"] == []'

# The same id is the same incident.
works "an id of the sender's own" log --source-id siem-1 --json x
first=$(get 'd["ref"]')
before=$(seal)
works "the same id again" log --source-id siem-1 --json y
json "is the first incident" "d['ref'] == '$first'" 'd["existed"] is True' 'd["incident"]["title"] == "x"'
unchanged "and adds nothing" "$before"
works "in words" --lang en log --source-id siem-1 y
says "that is said" "was logged already"

# The next five minutes, in Italian: in a company whose mail is set up, in a terminal, so that the notice waits for facts; and without mail.
golden() { # NAME FILE
	sed 's/2026-00[0-9][0-9]/2026-00NN/g' out >got
	if diff "$srcdir/tests/data/cli/$2" got; then ok "$1"; else not_ok "$1"; fi
	grep -q ' $' out && not_ok "$1: no line ends in a blank" || ok "$1: no line ends in a blank"
}
"$program" client change alfa --name "Alfa S.p.A." --email privacy@alfa.example >out 2>err || not_ok "a client is renamed"
printf '[email]\nserver = maildir:%s/mail\nfrom = privacy@rossi.example\n' "$dir" >mail.conf
NO_COLOR=1 typed '' -c mail.conf --lang it log --detected 02:40 --client "Alfa S.p.A." --kind mail-misdirected "Elenco inviato al committente sbagliato"
golden "the next five minutes, as they are meant to read" log-it.txt
end_couriers
works "without mail" --lang it log --detected -25h --client none --own-data yes "Chiavetta con le buste paga smarrita"
golden "the next five minutes, late and without mail" log-late-it.txt

# In a terminal it asks, and a first notice waits for facts.
typed 'Badge smarrito
domani
ieri 18:30
' --lang it log
exits 0 "answers in a terminal"
says "the time is asked until it is one" "accorto"
says "what was understood is said" "lun 23 nov 2026, 18:30 (ora italiana"
works "what was typed" list badge --json
json "the first notice is held for ten minutes" 'd["incidents"][0]["detected_at"] == "2026-11-23T17:30:00Z"' \
	'd["incidents"][0]["notices"][0]["hold_until"] == "2026-11-24T02:12:00Z"'
typed '' log --detected -1h --now "Non attende"
works "without holding" list attende --json
json "it does not wait" '"hold_until" not in d["incidents"][0]["notices"][0]'
typed '' log --detected -23h30m "Poco tempo"
works "with little time left" list poco --json
json "it does not wait either" '"hold_until" not in d["incidents"][0]["notices"][0]'

# A week and more back is a slip, or late: asked where one can ask, pointed out elsewhere; never lost.
typed 'Vecchia borsa
9/11 10:00
no
23/11 10:00
' --lang it log
says "more than a week back is confirmed, with its weekday" "lunedì 9 novembre 2026, ore 10:00"
says "how long ago it is" "14 giorni fa"
works "who says no is asked again" list borsa --json
json "nothing that was typed is lost" 'field("detected_at", d["incidents"]) == ["2026-11-23T09:00:00Z"]' 'd["incidents"][0]["title"] == "Vecchia borsa"'
typed 'yes
' log --detected "9/11 10:00" "Cartella dimenticata"
says "so is a time that was given as an option" "Monday 9 November 2026"
works "who says yes means it" list dimenticata --json
json "it is recorded" 'field("detected_at", d["incidents"]) == ["2026-11-09T09:00:00Z"]'
typed '' log --no-input --detected "9/11 10:00" "Senza domande"
says "without questions it is pointed out" "breccia: detected Monday 9 November 2026"
says_not "and not asked" "Is that right?"
breccia log --no-send --detected "9/11 10:00" --json "Dal SIEM"
exits 0 "a program is asked nothing"
grep -q '^breccia: detected Monday 9 November 2026, 10:00 .*, 14 days ago: the 24 hours have passed' err && ok "it is told on standard error" ||
	not_ok "it is told on standard error"
json "and among the warnings" 'any("the 24 hours have passed" in w for w in d["warnings"])' 'd["incident"]["detected_at"] == "2026-11-09T09:00:00Z"'
works "a week and no more is nothing to ask about" log --no-send --detected -7d "Una settimana"

works "all of it is sound" verify
end
