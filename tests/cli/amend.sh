#!/bin/sh
# amend, note: nothing is edited, everything is added; a correction of a time moves deadlines and wants a reason.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
company

"$program" log -q --no-send --detected 02:00 "Elenco inviato" >out 2>err || not_ok "an incident for the test"
works "facts as they become known" amend 1 subjects=1200 data=basic,contact "what=Due righe
di testo" own_data=unknown --json
json "are added" 'd["changed"] is True' 'd["incident"]["subjects"] == "1200"' 'd["incident"]["data"] == ["basic", "contact"]' \
	'd["incident"]["description"] == "Due righe\ndi testo"' 'd["warnings"] == []'
works "every field" amend 1 title=t unknowns=u kind=list-export nature=c,i,a cause=internal-accidental site=s campaign=c detected-by=d \
	discovery=unknown how=h occurred=01:00 occurred-to=01:30 data-note=n subject-kinds=unknown records=~10 recipient=r systems=s protection=none \
	measures-taken=m contact=c protocol=p confidentiality=disclosed integrity=unknown availability=unknown measures-before=unknown \
	measures-before-note=m consequences-c=unknown consequences-i=unknown consequences-a=unknown consequences=c impacts=unknown countries=FR \
	police=no other-authorities=ACN root-cause=r prevention=p
works "they are there" show 1 --json
json "under their names" 'd["title"] == "t"' 'd["breach_kind"] == "list-export"' 'd["root_cause"] == "r"' 'd["police"] == "no"' \
	'd["consequences_note"] == "c"' 'd["occurred_from"] == "2026-11-24T00:00:00Z"' 'd["nature"] == ["c", "i", "a"]'
before=$(seal)
works "the same again" --lang en amend 1 subjects=1200
says "is said to be known" "nothing was added"
unchanged "and adds nothing" "$before"
works "an empty value takes one away" amend 1 subjects= --json
json "which is then not recorded" '"subjects" not in d["incident"]'
works "the journal keeps it" journal 1 --json
json "each value is an event" '[e["facts"]["subjects"] for e in d["events"] if "subjects" in e["facts"]] == ["1200", None]'

before=$(seal)
refused 64 "nothing to amend" "FIELD=VALUE" amend 1
refused 64 "a word that is no field" "is not FIELD=VALUE" amend 1 subjects
refused 64 "a field that is none" "there is no field colour: there are title what" amend 1 colour=red
refused 64 "what follows from others" "there is no field" amend 1 client_data=no
refused 65 "a number that is none" "subjects: " amend 1 subjects=many
refused 65 "a code that is none" "nature: " amend 1 nature=x
refused 65 "an incident without title" "needs a title" amend 1 title=
refused 65 "a blank title" "needs a title" amend 1 "title=  "
refused 66 "an incident that is not there" "there is no incident" amend 9 site=x
refused 77 "who reads only" "p4 may not" --as p4 amend 1 site=x
refused 64 "no number to have seen" "--seen is" amend 1 site=y --seen soon
unchanged "what is refused adds nothing, not even its good half" "$before"
refused 65 "one wrong of two" "subjects: " amend 1 site=new subjects=many
unchanged "takes both back" "$before"

# What others changed since is not overwritten unseen.
seen=$("$program" show 1 --json >out && get 'd["last_seq"]')
works "the DPO changes a field" --as p2 amend 1 site=Milano
refused 75 "who had seen the old value does not overwrite it" "site" amend 1 site=Torino --seen "$seen"
works "another field is no conflict" amend 1 campaign=Gas --seen "$seen"
seen=$("$program" show 1 --json >out && get 'd["last_seq"]')
works "what was seen may be changed" amend 1 site=Torino --seen "$seen"

# Detected: the DPO makes it later, security earlier, each with a reason. The first deadline stays visible.
refused 65 "a correction without reason" "say why with --reason" amend 1 detected=01:30
refused 77 "security does not make it later" "later" amend 1 detected=02:30 --reason "orologio sbagliato"
refused 65 "nobody takes it away" "not taken away" --as p2 amend 1 detected= --reason x
refused 65 "nobody puts it into the future" "in the future" --as p2 amend 1 detected=+1h --reason x
works "security makes it earlier" --lang it amend 1 detected=01:30 --reason "il capoturno lo sapeva già"
says "what was understood is said" "mar 24 nov 2026, 01:30 (ora italiana"
says "the deadline moves" "scadeva mer 25 nov 2026, 02:00, ora mer 25 nov 2026, 01:30"
works "show keeps both" show 1 --json
json "deadlines" 'clock(d, "dpo-24h")["due_at"] == "2026-11-25T00:30:00Z"' 'clock(d, "dpo-24h")["first_due_at"] == "2026-11-25T01:00:00Z"' \
	'd["detected_at"] == "2026-11-24T00:30:00Z"' 'clock(d, "authority-72h")["due_at"] == "2026-11-27T00:30:00Z"'
works "in words too" --lang it show 1
says "the first one" "era "
works "the DPO makes it later" --as p2 amend 1 detected=01:45 --reason "sentito il capoturno"
works "aware alone" --as p2 amend 1 aware=02:30 --reason "certezza dopo la verifica" --json
json "moves the authority's clock alone" 'clock(d["incident"], "authority-72h")["due_at"] == "2026-11-27T01:30:00Z"' \
	'clock(d["incident"], "dpo-24h")["due_at"] == "2026-11-25T00:45:00Z"'
refused 65 "to take it away moves a deadline too" "say why with --reason" amend 1 aware=
works "with the reason it is taken away like any other" amend 1 aware= --reason "non era ancora certo" --json
json "and its clock runs from the detection again" '"aware_at" not in d["incident"]' \
	'clock(d["incident"], "authority-72h")["due_at"] == "2026-11-27T00:45:00Z"' 'clock(d["incident"], "dpo-24h")["due_at"] == "2026-11-25T00:45:00Z"'
works "once more" amend 1 aware= --reason "x"
says "is nothing new" "said so already"
refused 65 "the detection is needed" "can be corrected, not taken away" amend 1 detected= --reason x
works "it is there again" --as p2 amend 1 aware=02:30 --reason "certezza dopo la verifica" -q
works "so early that it is late" amend 1 detected=-26h --reason "mail ritrovata" --json
json "late by the correction" 'clock(d["incident"], "dpo-24h")["state"] == "late"' 'clock(d["incident"], "dpo-24h")["late_by_correction"] is True'
works "and back" --as p2 amend 1 detected=01:45 --reason "era un'altra mail" --json
json "it stays marked" 'clock(d["incident"], "dpo-24h")["late_by_correction"] is True'

# Own data decide about the authority's clock.
works "not the company's own data" amend 1 own-data=no --json
json "the authority's clock is not due" 'clock(d["incident"], "authority-72h")["state"] == "not-due"'
works "own data" amend 1 own-data=yes --json
json "it runs, and is provisional no longer" 'clock(d["incident"], "authority-72h")["state"] == "running"' \
	'"provisional" not in clock(d["incident"], "authority-72h")'
works "not known" amend 1 own-data=unknown --json
json "it runs, provisionally" 'clock(d["incident"], "authority-72h")["provisional"] is True'

# Clients.
works "a client by its name" amend 1 --client "Beta S.r.l." --json
json "takes the place of the unnamed one" '[c["client"] for c in d["incident"]["clients"]] == ["beta-s-r-l"]' \
	'clock(d["incident"], "client:?") is None or clock(d["incident"], "client:?")["state"] == "not-due"' \
	'clock(d["incident"], "client:beta-s-r-l")["due_at"] == "2026-11-25T12:45:00Z"' 'd["incident"]["client_data"] == "yes"'
works "another" amend 1 --client alfa --json
json "is added" 'sorted(c["client"] for c in d["incident"]["clients"]) == ["alfa", "beta-s-r-l"]'
refused 65 "one that was not affected wants a reason" "--reason" amend 1 --not-client alfa
refused 66 "one that is not in the register" "knows no client" amend 1 --not-client omega --reason x
works "one that was not affected" amend 1 --not-client alfa --reason "i suoi dati erano in un altro file" --json
json "goes" '[c["client"] for c in d["incident"]["clients"]] == ["beta-s-r-l"]'
refused 1 "and cannot go twice" "not among those affected" amend 1 --not-client alfa --reason x

works "personal data" amend 1 "what=Il CF RSSMRA80A01H501U" --json
json "are pointed out" 'len(d["warnings"]) == 1' '"RSSMRA80A01H501U" not in d["warnings"][0]'

# Notes.
works "a note" note 1 avvisato il capoturno "
seconda riga" --json
json "answers with the ref" 'd["ref"] == "2026-0001"'
works "the DPO's note" --as p2 note 1 letto
works "both" show 1 --json
json "stand there with who and when" '[n["by"] for n in d["notes"]] == ["p1", "p2"]' 'd["notes"][0]["at"] == "2026-11-24T02:02:00Z"' \
	'd["notes"][0]["text"].startswith("avvisato il capoturno ")'
before=$(seal)
refused 64 "a note without text" "text" note 1
refused 65 "a blank note" "the note is empty" note 1 "  "
refused 66 "a note to nothing" "there is no incident" note 9 x
refused 77 "an auditor's note" "p4 may not" --as p4 note 1 x
refused 77 "a manager's note" "p3 may not" --as p3 note 1 x
unchanged "none of them stands" "$before"
works "all of it is sound" verify
end
