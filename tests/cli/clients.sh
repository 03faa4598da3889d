#!/bin/sh
# Clients: one entry each, a draft that waits, who releases it, what each reads. A demonstration's mail counts as sent once it lies in the
# folder. p1 Maria is security, p2 Giulia the DPO, p4 Anna the management; Alfa has 12 hours, Beta 36.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
demonstration --lang it
without_mail

works "a breach at night that hits two clients" --lang it log --client alfa --client beta --own-data no --subjects 5000 \
	--campaign "Campagna Madre" --what "Un elenco di Alfa è finito a Beta" "Elenco Alfa spedito a Beta"
says "a draft is ready, and who releases it" "bozza pronta"
says "is said" "rilascia il DPO o la direzione"
works "both" show 8 --json
json "wait, and the DPO's does not" '[n["kind"] for n in d["notices"]] == ["dpo", "alfa", "beta"]' \
	'[n.get("draft", False) for n in d["notices"]] == [False, True, True]' 'clock(d, "client:alfa")["state"] == "running"'
works "the board" --lang it
says "says that it waits for somebody" "2026-0008  Alfa: bozza pronta, la rilascia il DPO o la direzione"
breccia --lang it due
says "and so does due" "2026-0008  Beta: bozza pronta, la rilascia il DPO o la direzione"
breccia due --json
json "which counts it apart" 'd["to_release"] >= 2'

before=$(seal)
refused 77 "security alone may not yet" "security alone may from 24/11/2026 12:02" notify 8 --to alfa --reason "urgente"
refused 77 "an administrator without a role in it" "may not" --as p4 amend 8 subjects=1
refused 1 "a text that names the other client does not leave" "affected 2026-0008 alfa what=TEXT" --as p2 notify 8 --to alfa
refused 1 "sending it again is no way around" "draft to a client" outbox retry 8/n2
refused 66 "a client that nobody knows" "no client Omega" --as p2 notify 8 --to Omega
unchanged "nothing of that stands" "$before"
works "the preview says what is left out" --lang it outbox show 8/n2
says "in a line" "tralasciato"
says_not "and leaves it out" "finito a Beta"

works "what Alfa alone is told" affected 8 alfa subjects=1200 "campaign=Rinnovi" "reference=DB/7" "what=Un elenco di Vostri contatti è stato spedito per errore" --json
json "is kept" 'd["client"] == "alfa"' 'd["changed"] is True' 'd["told_otherwise"] is False'
works "and Beta" affected 8 beta subjects=340 "campaign=Solleciti" "what=Un elenco di Vostri contatti risulta letto da terzi"
works "all of it" affected 8 --json
json "one entry each" 'field("client", d["clients"]) == ["alfa", "beta"]' 'field("subjects", d["clients"]) == ["1200", "340"]' 'd["last_seq"] > 0'
seen=$(get 'd["last_seq"]')
works "somebody else changes Alfa's number" --as p2 affected 8 alfa subjects=1250
refused 75 "the second is told by whom and to what" "Giulia Verdi" affected 8 alfa subjects=1300 --seen "$seen"
if grep -q '1,250' err; then ok "the new value"; else not_ok "the new value"; fi
works "another value is nobody's quarrel" affected 8 alfa "reference=DB/8" --seen "$seen"
refused 64 "a field that is not a client's" "there are what" affected 8 alfa title=x
refused 1 "one who is not affected" "no unnamed client" affected 8 '?' subjects=1

BRECCIA_CONFIG=$dir/demo/breccia.conf
works "send does not let it go" send -q
works "still" show 8 --json
json "drafts" '[n["state"] for n in d["notices"]] == ["sent", "queued", "queued"]' \
	'[(n.get("draft"), n.get("held"), "hold_until" in n) for n in d["notices"]] == [(None, None, False), (True, True, False), (True, True, False)]'
works "the DPO releases Alfa's" --as p2 notify 8 --to alfa --json
json "that one" 'd["notices"] == ["2026-0008/n2"]' 'd["released"] is True' 'd["late"] is False'
works "the management Beta's" --as p4 notify 8 --to "Beta" -q
works "they leave" send -q
works "each clock" show 8 --json
json "is met by its own notice" 'clock(d, "client:alfa")["state"] == "met"' 'clock(d, "client:beta")["state"] == "met"' \
	'd["notices"][1]["released_by"] == "p2"' 'd["notices"][2]["released_by"] == "p4"' '"released_late" not in d["notices"][1]' \
	'd["clients"][0]["told_at"] == "2026-11-24T02:02:00Z"' 'd["notices"][1]["to"][0]["address"] == "privacy@alfa.example"'
alfa=$(grep -ls '^To: privacy@alfa.example' demo/mail/new/* | xargs grep -ls '2026-0008') beta=$(grep -ls '^To: dpo@beta.example' demo/mail/new/* | xargs grep -ls '2026-0008')
if [ "$(echo "$alfa" | wc -w)" -eq 1 ] && [ "$(echo "$beta" | wc -w)" -eq 1 ]; then ok "one message each"; else not_ok "one message each"; fi
# Headers and all, quoted-printable undone.
plain() {
	"$python" -I -S -c 'import quopri, sys; sys.stdout.buffer.write(quopri.decodestring(open(sys.argv[1], "rb").read()))' "$1"
}
plain "$alfa" >alfa.txt
plain "$beta" >beta.txt
for word in Beta beta "interessati: 340" Solleciti 5.000 Madre Giulia Verdi Maria Bianchi finito "Elenco Alfa"; do
	if grep -qF -e "$word" alfa.txt; then not_ok "Alfa reads nothing of $word"; else ok "Alfa reads nothing of $word"; fi
done
for word in Alfa alfa 1.250 Rinnovi DB/8 5.000 Madre Giulia Anna "Elenco Alfa"; do
	if grep -qF -e "$word" beta.txt; then not_ok "Beta reads nothing of $word"; else ok "Beta reads nothing of $word"; fi
done
if grep -qi '^References\|^In-Reply-To' alfa.txt; then not_ok "a thread of its own"; else ok "a thread of its own"; fi
if grep -q '^Message-Id: <2026-0008\.[0-9a-f]*@' alfa.txt && grep -q '^Message-Id: <2026-0008\.[0-9a-f]*@' beta.txt; then
	ok "no number that counts the notices"
else
	not_ok "no number that counts the notices"
fi
grep -q '1.250' alfa.txt && grep -q 'DB/8' alfa.txt && ok "Alfa reads its own" || not_ok "Alfa reads its own"

without_mail
works "more becomes known to all" --lang it amend 8 measures-taken="Chiesta la cancellazione"
says "the DPO" "breccia notify 2026-0008 "
says "and the clients were told something else" "breccia notify 2026-0008 --to alfa"
works "for Alfa" --lang it affected 8 alfa subjects=1300
says "too" "breccia notify 2026-0008 --to alfa"
works "what stands" --lang it show 8
says "is told apart" "Comunicato diversamente, senza integrazione da allora"
says "with what changed" "n2: numero di interessati, misure già adottate"
says "and what to do" "breccia notify 2026-0008 --to alfa invia"
works "what only the DPO reads" amend 8 detected-by="il capoturno" --json
json "told no client otherwise" 'd["told_otherwise"] == ["dpo"]'
works "another time" --as p2 --lang it amend 8 detected=03:01 --reason "registro accessi"
says "asks for a correction" "inviare la rettifica?"
refused 1 "what has left to a client is not sent again" "breccia notify 2026-0008 --to alfa" outbox retry 8/n2
works "a supplement to Alfa" --as p2 notify 8 --to alfa --json
json "is one" 'd["supplement"] is True' 'd["notices"] == ["2026-0008/n4"]'
works "of the others" show 8 --json
json "it still stands" 'field("audience", d["outdated"]) == ["dpo", "beta"]' '"detected_at" in d["outdated"][0]["fields"]' \
	'"measures_taken" in d["outdated"][1]["fields"]' 'd["outdated"][1]["notice"] == "2026-0008/n3"'
works "says" --lang it outbox show 8/n4
says "that it is the first" "INTEGRAZIONE 1 ALLA COMUNICAZIONE"
says "the value then" "prima: 1.250"
says "and now" "ora: 1.300"
# The seal of some run begins with it.
if grep -qE ': 340([^0-9a-f]|$)' out; then not_ok "nothing of the other"; else ok "nothing of the other"; fi
works "the outbox of one" outbox --to alfa --json
json "has that one's alone" 'set(field("audience", d["notices"])) == {"alfa"}'

works "not yet known which" --lang it log --client '?' "Archivio aperto"
says "says what to do" "breccia amend 2026-0009 --client NOME"
refused 1 "nothing can be sent" "not yet known which client" --as p2 notify 9 --to '?'
works "then it is known" amend 9 --client beta
works "and drafted" show 9 --json
json "for it" '[n["kind"] for n in d["notices"] if n.get("draft")] == ["beta"]' 'clock(d, "client:?")["state"] == "not-due"'

AT=2026-11-24T11:02:00Z
works "when less than a quarter is left" log -q --client alfa --detected 03:02 --no-send "Tardi"
refused 65 "security says why" "--reason" notify 10 --to alfa
works "and may" notify 10 --to alfa --reason "DPO e direzione non rispondono" --json
json "alone" 'd["late"] is True'
works "the register" --lang it show 10
says "says so for ever" "inviata senza rilascio"
refused 1 "by itself only with the contract's clause" "--clause" client change beta --auto-notify yes
works "with it" client change beta --auto-notify yes --clause "art. 9" -q
works "it is a client's row" client show beta --json
json "that says it" 'd["clients"][0]["auto_notify"] is True' 'd["clients"][0]["clause"] == "art. 9"'
works "the wrong client" amend 9 --not-client beta --reason "archivio di prova" -q
works "its draft" show 9 --json
json "is taken back" '[n["state"] for n in d["notices"] if n["kind"] == "beta"] == ["cancelled"]'
works "and it was right after all" amend 9 --client beta -q
works "a slip" --as p4 waive 9 client:beta --reason "riga sbagliata"
echo x >copy.txt
refused 1 "what was waived is not filed" "then \`--client beta\`, has it run again" --as p2 file 9 client:beta --at now --evidence copy.txt
works "it is taken away" amend 9 --not-client beta --reason "dispensa sbagliata" -q
works "and comes back" amend 9 --client beta -q
works "and so" show 9 --json
json "it runs again" 'clock(d, "client:beta")["state"] in ("running", "due-soon", "late")'

# The DPO is away.
works "the DPO goes away" --as p2 dpo away --from now --to +3d
works "who logs" --lang it log -q "Assente" --no-send
breccia --lang it show 11
says "sees who is away" "il DPO è assente fino al"
says "and both telephones" "Giulia Verdi (DPO, assente) +39 333 555 0102"
says "the deputy's too" "Luca Neri (vice) +39 333 555 0103"
breccia --lang it
says "on the board too" "Luca Neri (vice) +39 333 555 0103"
breccia --lang it doctor
says "doctor knows" "il DPO è assente fino al"
works "back early" --as p2 dpo back
breccia --lang it show 11
says_not "nobody is away" "assente"
refused 1 "nor ever was again" "no absence" --as p2 dpo back
works "once it is taken in charge" --as p2 take 11 -q
breccia --lang it show 11
says_not "nobody need be called" "+39 333 555 0103"
works "all of it is sound" verify
end
