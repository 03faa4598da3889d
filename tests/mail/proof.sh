#!/bin/sh
# From `log` to `delivered` by PEC, and each way in which it fails: real servers (exim4 takes the notice, dovecot gives the mailbox), and receipts
# signed by an authority of the tests (tests/lab/pec.py) as a provider sends them.
set -u
# shellcheck disable=SC2154
work=$builddir/tests/mail/proof.dir
# shellcheck source=tests/mail/kit.sh disable=SC2154
. "$srcdir/tests/mail/kit.sh"
lab_start
pec=$srcdir/tests/lab/pec.py
"$pec" pki "$work/pki" || exit 99

# What a provider answers about a notice: receipt NOTICE KIND [OPTION...], delivered into the mailbox as a mail server would.
count=0
receipt() {
	about=$1 kind=$2
	shift 2
	count=$((count + 1))
	breccia outbox show "$about" --eml >"$work/sent.eml"
	"$pec" make "$kind" --pki "$work/pki" --sent "$work/sent.eml" "$@" >"$work/receipt.eml" || exit 99
	deliver
}

deliver() { # $work/receipt.eml
	cp "$work/receipt.eml" "$LAB_MAIL/pec/tmp/$count"
	chmod 644 "$LAB_MAIL/pec/tmp/$count"
	mv "$LAB_MAIL/pec/tmp/$count" "$LAB_MAIL/pec/new/$count.$count"
}

poll() {
	courier --once 2>"$work/lines"
}

# A value of the newest receipt; exim's own reports, that it handed a message on, come in between.
last() {
	newest=$(breccia --json receipt list | python3 -c 'import json, sys
print([r["id"] for r in json.load(sys.stdin)["receipts"] if r["kind"] != "dsn"][-1])')
	breccia --json receipt show "$newest" | python3 -c 'import json, sys; print(json.load(sys.stdin).get(sys.argv[1]))' "$1"
}

clock() { # REF KEY
	breccia --json show "$1" | python3 -c 'import json, sys
print([c.get(sys.argv[1]) for c in json.load(sys.stdin)["clocks"] if c["rule"] == "dpo-24h"][0])' "$2"
}

write_conf() { # LINE...: of [pec]
	cat >"$conf" <<-C
	[email]
	server = smtp://localhost:$LAB_SMTP
	user = alice
	password-command = echo alice-secret
	from = Rossi Contact <alice@lab.test>
	ca-file = $LAB_CA
	max-per-minute = 100
	[pec]
	server = smtps://localhost:$LAB_SMTPS
	user = pec
	password-command = echo pec-secret
	from = Rossi Contact <pec@lab.test>
	ca-file = $LAB_CA
	inbox = imaps://localhost:$LAB_IMAPS
	max-per-minute = 100
	C
	printf '%s\n' "$@" >>"$conf"
}

new_register() { # NAME
	conf=$work/$1.conf
	write_conf "receipt-ca-file = $work/pki/ca.pem"
	register "$1" --dpo "Giulia Verdi <bob@lab.test>" --dpo-pec dpo@remote.test
	poll
}

echo "# the way it should go"
new_register good
cli_conf=$conf breccia log 'Elenco inviato' --detected=-1h >/dev/null # starts a courier of its own
left() {
	poll
	[ "$(notice 2026-0001/n1 state) $(notice 2026-0001/n2 state)" = 'sent sent' ]
}
holds 'by PEC, and by e-mail to wake' until_true left
same 'the full text left by PEC' 'sent submitted' "$(notice 2026-0001/n1 state) $(notice 2026-0001/n1 proof)"
same 'and a short e-mail, which proves nothing of it' short "$(notice 2026-0001/n2 letter)"
receipt 2026-0001/n1 accepted
poll
same 'the acceptance is understood' 'pec-accepted valid proves' "$(last kind) $(last signature) $(last outcome)"
same 'and proves' accepted "$(notice 2026-0001/n1 proof)"
same 'it left when its provider says so' "$(breccia --json receipt show "$(last id)" |
	python3 -c 'import json, sys; print(json.load(sys.stdin)["certified_at"])')" "$(notice 2026-0001/n1 certified_at)"
receipt 2026-0001/n1 delivered --recipient dpo@remote.test
poll
same 'delivered' 'pec-delivered delivered' "$(last kind) $(notice 2026-0001/n1 proof)"
same 'the clock is met, and proven' 'met delivered' "$(clock 1 state) $(clock 1 proof)"
receipt 2026-0001/n1 accepted
poll
same 'the same once more changes nothing' delivered "$(notice 2026-0001/n1 proof)"
breccia show 1 >"$work/show"
holds 'the screen says so in words' grep -q 'PEC: delivered, valid signature; delivered' "$work/show"
holds 'the register is sound' breccia verify

echo "# only the acceptance, at its own instant"
breccia log 'Solo accettata' --no-send --detected=-2h >/dev/null
breccia notify 2 --channel pec >/dev/null
poll
same 'sent, and not proven' 'running submitted' "$(clock 2 state) $(clock 2 proof)"
receipt 2026-0002/n1 accepted --at "$(date -u -d '-10 min' +%Y-%m-%dT%H:%M:%S+00:00)"
poll
same 'met' met "$(clock 2 state)"
same 'when the provider says that it left' "$(notice 2026-0002/n1 certified_at)" "$(clock 2 met_at)"

echo "# it is not delivered"
breccia log 'Non consegnata' --no-send >/dev/null
breccia notify 3 --channel pec >/dev/null
poll
receipt 2026-0003/n1 accepted
poll
same 'accepted meets the clock' met "$(clock 3 state)"
receipt 2026-0003/n1 warning-12 --recipient dpo@remote.test
poll
same 'after twelve hours it may still arrive' 'warns met' "$(last outcome) $(clock 3 state)"
breccia outbox >"$work/outbox"
holds 'the outbox says so' grep -q 'NOT DELIVERED YET by ' "$work/outbox"
breccia due >"$work/due"
same 'it presses' 1 $?
holds 'with the notice' grep -q '^2026-0003/n1  DPO: .*NOT DELIVERED YET by ' "$work/due"
same 'and is counted' 1 "$(breccia --json due | python3 -c 'import json, sys; print(json.load(sys.stdin)["delayed"])')"
receipt 2026-0003/n1 not-delivered --recipient dpo@remote.test --error-text '5.1.1 - Esempio - indirizzo non valido'
poll
same 'it did not' 'refutes refuted' "$(last outcome) $(notice 2026-0003/n1 proof)"
same 'in the words of the provider' '5.1.1 - Esempio - indirizzo non valido' "$(last words)"
poll
same 'the same letter went by e-mail, in full' 'email first sent' "$(notice 2026-0003/n2 channel) $(notice 2026-0003/n2 letter) $(notice 2026-0003/n2 state)"
same 'and nothing is late any more' 0 "$(breccia --json due | python3 -c 'import json, sys; print(json.load(sys.stdin)["delayed"])')"
same 'which meets the clock, by what it proves' 'met submitted' "$(clock 3 state) $(clock 3 proof)"
poll
same 'once' None "$(breccia --json outbox show 2026-0003/n3 2>/dev/null | python3 -c 'import json, sys; print(json.load(sys.stdin)["id"])' 2>/dev/null || echo None)"

echo "# nobody accepts it"
breccia log 'Senza ricevuta' --no-send >/dev/null
breccia notify 4 --channel pec >/dev/null
poll
same 'for half an hour nothing more is done' 1 "$(breccia --json show 4 | python3 -c 'import json, sys; print(len(json.load(sys.stdin)["notices"]))')"
at "$(date -u -d '+31 min' +%Y-%m-%dT%H:%M:%SZ)"
poll
poll
same 'then the full text goes by e-mail too' 'email first sent' "$(notice 2026-0004/n2 channel) $(notice 2026-0004/n2 letter) $(notice 2026-0004/n2 state)"
unset AT

echo "# the provider refuses it"
breccia log 'Non accettata' --no-send >/dev/null
breccia notify 5 --channel pec >/dev/null
poll
receipt 2026-0005/n1 not-accepted --error-text 'dimensione eccessiva'
poll
same 'refused' 'refuted running' "$(notice 2026-0005/n1 proof) $(clock 5 state)"
breccia due >"$work/due"
holds 'due counts it' grep -q 2026-0005 "$work/due"

echo "# forgeries"
breccia log 'Falsi' --no-send >/dev/null
breccia notify 6 --channel pec >/dev/null
poll
before=$(clock 6 state)
while read -r signer kind verdict reason; do
	receipt 2026-0006/n1 "$kind" --recipient dpo@remote.test --signer "$signer"
	poll
	same "$kind by $signer: kept and shown as what it is" "$verdict $reason none" "$(last signature) $(last signature_reason) $(last outcome)"
done <<ROWS
none accepted none no-signature
somebody accepted invalid signer-mismatch
other accepted untrusted unknown-ca
none not-delivered none no-signature
ROWS
receipt 2026-0006/n1 accepted
sed 's/dpo@remote.test/DPO@remote.test/g; s/accettato/accettate/' "$work/receipt.eml" >"$work/altered.eml"
count=$((count + 1))
rm -f "$LAB_MAIL/pec/new/$((count - 1)).$((count - 1))"
mv "$work/altered.eml" "$work/receipt.eml"
deliver
poll
same 'altered' 'invalid none' "$(last signature) $(last outcome)"
same 'no clock and no proof moved' "$before submitted" "$(clock 6 state) $(notice 2026-0006/n1 proof)"
breccia show 6 >"$work/show"
holds 'the screen calls it forged' grep -q 'forged or damaged' "$work/show"

echo "# an authority that nobody knew until now"
same 'it proves nothing' 'submitted running' "$(notice 2026-0006/n1 proof) $(clock 6 state)"
cat "$work/pki/ca.pem" "$work/pki/otherca.pem" >"$work/both.pem"
write_conf "receipt-ca-file = $work/both.pem"
rm -f "$LAB_MAIL/pec/new/"*
poll
same 'once it is trusted the receipts are judged again' 'accepted met' "$(notice 2026-0006/n1 proof) $(clock 6 state)"
printf 'no authority\n' >"$work/broken.pem"
write_conf "receipt-ca-file = $work/broken.pem"
receipt 2026-0006/n1 accepted
poll
holds 'authorities that cannot be read are said' grep -q 'receipts cannot be judged' "$work/lines"
cli_conf=$conf breccia doctor >"$work/doctor"
holds 'by doctor as well' grep -q 'receipts cannot be judged' "$work/doctor"
write_conf "receipt-ca-file = $work/both.pem"
poll
same 'what waited is judged afterwards' 'proves' "$(last outcome)"

echo "# the DPO answers"
answer() { # SUBJECT HEADER BODY [FROM]: by PEC, about the provider's id of the notice
	from=${4:-dpo@remote.test}
	printf 'From: %s\r\nTo: pec@lab.test\r\nSubject: %s\r\nMessage-ID: <a%s@remote.test>\r\n%b\r\n\r\n%b\r\n' "$from" "$1" "$count" "$2" "$3" \
		>"$work/letter.eml"
	count=$((count + 1))
	"$pec" make envelope --pki "$work/pki" --id "<a$count@remote.test>" --from "$from" --to pec@lab.test --subject "$1" \
		--letter "$work/letter.eml" >"$work/receipt.eml" || exit 99
	deliver
}
breccia log 'Con risposta' --no-send >/dev/null
breccia notify 7 --channel pec >/dev/null
poll
receipt 2026-0007/n1 accepted --provider-id opec7.77@pec.example
poll
answer 'Risposta automatica: [ROSSI 2026-0007]' 'In-Reply-To: <opec7.77@pec.example>\r\nAuto-Submitted: auto-replied' 'Sono in ferie.'
poll
same 'an absence proves nothing' 'auto-reply automatic accepted' "$(last kind) $(last why) $(notice 2026-0007/n1 proof)"
answer 'R: [ROSSI 2026-0007] Violazione' 'In-Reply-To: <opec7.77@pec.example>' \
	'Ricevuto.\r\n\r\nPrendo in carico: s\0303\0254\r\nRischio: elevato\r\nNotifica al Garante - mio parere: s\0303\0254, subito\r\nMisure richieste: sospendere la lista'
poll
same 'an answer by PEC does, by the id that the provider gave' 'pec-envelope answered-signed acknowledged' "$(last kind) $(last why) $(notice 2026-0007/n1 proof)"
r=$(last id)
breccia receipt show "$r" >"$work/show"
holds 'its words are shown' grep -q 'Prendo in carico' "$work/show"
holds 'and what could be recorded' grep -q 'risk: high' "$work/show"
same 'none of it applies by itself' None "$(breccia --json show 7 | python3 -c 'import json, sys; print(json.load(sys.stdin).get("taken_at"))')"
fails 'without a person nothing is recorded' breccia receipt enter "$r"
holds 'a person confirms' breccia receipt enter "$r" --yes
breccia --json show 7 >"$work/json"
same 'charge, severity, opinion and action are those of the DPO' 'p2 high True containment' "$(python3 -c 'import json, sys
d = json.load(sys.stdin); print(d["taken_by"], d["assessment"]["level"], d["opinions"][0]["yes"], d["actions"][0]["kind"])' <"$work/json")"
holds 'the DPO is told what was recorded' sh -c "grep -q '\"letter\": *\"read-back\"' '$work/json'"
fails 'twice it is refused for want of anything new, or conflicts' breccia receipt enter "$r" --yes --only take-charge

printf 'From: dpo@remote.test\r\nTo: pec@lab.test\r\nSubject: R: [ROSSI 2026-0007] parere\r\nIn-Reply-To: <opec7.77@pec.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\n\r\nil parere\r\n--q\r\nContent-Type: application/pdf; name="../parere.pdf"\r\nContent-Disposition: attachment; filename="../parere.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERgAB/w==\r\n--q--\r\n' >"$work/letter.eml"
count=$((count + 1))
"$pec" make envelope --pki "$work/pki" --id '<a99@remote.test>' --from dpo@remote.test --to pec@lab.test --subject "R: [ROSSI 2026-0007] parere" --letter "$work/letter.eml" >"$work/receipt.eml"
deliver
poll
r=$(last id)
part=$(breccia --json receipt show "$r" | python3 -c 'import json, sys; print(json.load(sys.stdin)["attachments"][0]["part"])')
holds 'what is attached becomes evidence' breccia evidence add 7 --from-receipt "$r:$part"
breccia evidence get 7/e1 -o "$work/parere.pdf"
same 'byte for byte' '25504446 0001ff' "$(od -An -tx1 "$work/parere.pdf" | tr -d ' \n' | sed 's/......$/ &/')"
same 'under a harmless name' parere.pdf "$(breccia --json evidence show 7/e1 | python3 -c 'import json, sys; print(json.load(sys.stdin)["name"])')"
fails 'what is not attached is none' breccia evidence add 7 --from-receipt "$r:999"
fails 'nor with another incident' breccia evidence add 8 --from-receipt "$r:$part"
fails 'nor without a number' breccia evidence add 7 --from-receipt "$r"

echo "# sent by hand, from a webmail"
breccia log 'A mano' --no-send --detected=-10min >/dev/null
breccia notify 8 --channel pec >/dev/null
breccia outbox withdraw 8/n1 --reason 'la posta è ferma' >/dev/null
printf 'From: pec@lab.test\nTo: dpo@remote.test\nSubject: [ROSSI 2026-0008] Violazione\nMessage-ID: <web.1@pec.example>\n\nciao\n' >"$work/sent.eml"
for kind in accepted delivered; do
	count=$((count + 1))
	"$pec" make $kind --pki "$work/pki" --sent "$work/sent.eml" --recipient dpo@remote.test \
		--at "$(date -u -d '-5 min' +%Y-%m-%dT%H:%M:%S+00:00)" >"$work/receipt.eml"
	deliver
	poll
	[ $kind != accepted ] || first=$(last id)
done
same 'its acceptance waits for a person' 'by-hand running' "$(breccia --json receipt show "$first" | python3 -c 'import json, sys; print(json.load(sys.stdin)["outcome"])') $(clock 8 state)"
detected=$(breccia --json show 8 | python3 -c 'import json, sys; print(json.load(sys.stdin)["detected_at"])')
breccia person change p2 --account "$(id -un)"
breccia --as p2 amend 8 detected="$(date -u -d '-2 min' +%Y-%m-%dT%H:%M:%SZ)" --reason 'ora sbagliata' >/dev/null
breccia --as p1 person change p2 --account giulia
fails 'not for a breach that was detected after it' breccia receipt confirm "$first"
poll
same 'nor does it meet the clock' running "$(clock 8 state)"
breccia amend 8 detected="$detected" --reason 'ora sbagliata' >/dev/null
LC_ALL=C.UTF-8 timeout 60 "$builddir/tests/at/breccia" -r "sqlite:$db" -c "$work/none.conf" receipt confirm "$first" >"$work/confirmed" 2>&1 </dev/null
holds 'who confirms it is told its instant' grep -qE "$first.*: .*[0-9]:[0-9][0-9]" "$work/confirmed"
same 'the notice is on record, and meets the clock' 'by-hand accepted met' "$(notice 8/n2 letter) $(notice 8/n2 proof) $(clock 8 state)"
poll
same 'and its other receipt proves the delivery' delivered "$(notice 8/n2 proof)"
fails 'another receipt is none of that kind' breccia receipt confirm "$r"
sed 's/web.1@/web.0@/' "$work/sent.eml" >"$work/earlier.eml"
count=$((count + 1))
"$pec" make accepted --pki "$work/pki" --sent "$work/earlier.eml" --recipient dpo@remote.test --at "$(date -u -d '-15 min' +%Y-%m-%dT%H:%M:%S+00:00)" \
	>"$work/receipt.eml"
deliver
poll
same 'one from before the breach proves nothing' 'valid none before' "$(last signature) $(last outcome) $(last why)"
fails 'and cannot be confirmed' breccia receipt confirm "$(last id)"
before=$(breccia --json journal | wc -l)
poll
same 'once' "$before" "$(breccia --json journal | wc -l)"
breccia amend 8 detected="$(date -u -d '-20 min' +%Y-%m-%dT%H:%M:%SZ)" --reason 'ora sbagliata' >/dev/null
poll
same 'until the detection is corrected' by-hand "$(last outcome)"
holds 'when it can be confirmed' breccia receipt confirm "$(last id)"

echo "# the DPO answers from another address"
breccia log 'Da altrove' --no-send >/dev/null
breccia notify 9 --channel pec >/dev/null
poll
receipt 2026-0009/n1 accepted --provider-id opec9.1@pec.example
poll
answer 'R: [ROSSI 2026-0009] Violazione' 'In-Reply-To: <opec9.1@pec.example>' 'Ne prendo carico.' verdi@altra.test
poll
same "from an address that nobody knows it is a stranger's" 'pec-envelope none stranger accepted' \
	"$(last kind) $(last outcome) $(last why) $(notice 2026-0009/n1 proof)"
breccia person change p2 --reply-from verdi@altra.test
poll
same "once it is known as the DPO's, the same answer counts" 'proves answered-signed acknowledged' "$(last outcome) $(last why) $(notice 2026-0009/n1 proof)"
same 'nothing is ever sent there' '' "$(breccia --json outbox list | grep verdi@altra.test)"
before=$(breccia --json journal | wc -l)
poll
same 'and what is settled is not judged again' "$before" "$(breccia --json journal | wc -l)"

echo "# an address that is no PEC mailbox"
breccia log 'Esterno' --no-send >/dev/null
breccia notify 10 --channel pec >/dev/null
poll
receipt 2026-0010/n1 accepted --external dpo@remote.test
poll
same 'accepted, and said' 'proves external accepted' "$(last outcome) $(last why) $(notice 2026-0010/n1 proof)"
poll
same 'the e-mail goes too' 'email first' "$(notice 2026-0010/n2 channel) $(notice 2026-0010/n2 letter)"
cli_conf=$conf breccia doctor >"$work/doctor"
holds 'doctor shows it' grep -q 'no PEC mailbox' "$work/doctor"

holds 'after all of it the register is sound' breccia verify

echo "# the mailbox as a witness"
write_conf "receipt-ca-file = $work/both.pem"
cli_conf=$conf
witness() { # KEY: of verify --mailbox
	breccia --json verify --mailbox | python3 -c 'import json, sys; d = json.load(sys.stdin); m = d["mailbox"]
print({"sound": d["sound"], "seals": m["seals"] > 0, "broken": len(m["broken"]), "unknown": sorted(u["ref"] for u in m["unknown"]),
	"newest": m.get("newest", {}).get("seq", 0)}[sys.argv[1]])' "$1"
}
receipt 2026-0001/n1 delivered --recipient dpo@remote.test
before=$(breccia --json receipt list | python3 -c 'import json, sys; print(len(json.load(sys.stdin)["receipts"]))')
same 'seals that providers signed lie on the chain' 'True True' "$(witness sound) $(witness seals)"
same 'none was forged, no notice is missing' '0 []' "$(witness broken) $(witness unknown)"
same 'nothing of it was kept' "$before" "$(breccia --json receipt list | python3 -c 'import json, sys; print(len(json.load(sys.stdin)["receipts"]))')"
breccia backup "$work/copy.db" >/dev/null
cli_conf=$work/none.conf
breccia log 'Dopo la copia' --no-send >/dev/null
breccia notify 11 --channel pec >/dev/null
poll
receipt 2026-0011/n1 accepted
receipt 2026-0011/n1 delivered --recipient dpo@remote.test
poll
same 'after the backup another notice was delivered' delivered "$(notice 11/n1 proof)"
cli_conf=$conf
timeout 60 "$builddir/tests/at/breccia" -r "sqlite:$db" -c "$conf" restore --force "$work/copy.db" </dev/null >"$work/restored" 2>&1
holds 'who restores is told by the mailbox what the copy does not know' grep -q '2026-0011' "$work/restored"
same 'and so is who asks' "False ['2026-0011']" "$(witness sound) $(witness unknown)"
same 'with the seal of what was lost' 1 "$(witness broken)"
LC_ALL=C.UTF-8 breccia --lang en verify --mailbox >"$work/verdict" 2>&1
holds 'the last sentence says so too' sh -c "tail -n 1 '$work/verdict' | grep -q BROKEN"
fails 'and nothing calls it sound' grep -q 'is sound' "$work/verdict"
breccia outbox show 2026-0001/n1 --eml >"$work/sent.eml"
python3 - "$work/sent.eml" <<-'P'
	import re, sys
	data = open(sys.argv[1], 'rb').read()
	seal = re.findall(rb'\b[0-9a-f]{64}\b', data)[0]
	open(sys.argv[1], 'wb').write(data.replace(seal, seal[::-1]))
	P
count=$((count + 1))
"$pec" make delivered --pki "$work/pki" --sent "$work/sent.eml" --recipient dpo@remote.test >"$work/receipt.eml"
deliver
same 'a signed seal that does not lie on the chain is named' 'False 2' "$(witness sound) $(witness broken)"

echo "# the DPO's mailbox is the one that is read"
conf=$work/privacy.conf cli_conf=$work/none.conf
write_conf "receipt-ca-file = $work/pki/ca.pem"
rm -f "$LAB_MAIL/pec/new/"* "$LAB_MAIL/pec/cur/"* "$LAB_MAIL/alice/new/"* "$LAB_MAIL/alice/cur/"* # of another register
sed -i "s|^\[email\]|&\ninbox = imaps://localhost:$LAB_IMAPS|" "$conf"
register privacy --dpo 'Giulia Verdi <alice@lab.test>' --dpo-pec dpo@remote.test
poll
cli_conf=$conf breccia log 'Casella comune' >/dev/null
# Ours by its own head: a report about it quotes that, and may lie before it.
own() {
	poll
	for mail in "$LAB_MAIL/alice/new/"* "$LAB_MAIL/alice/cur/"*; do
		sed '/^\r*$/q' "$mail" 2>/dev/null | grep -q '^X-Breccia-Ref: 2026-0001' && cp "$mail" "$work/own.eml" && return
	done
	return 1
}
holds 'our short e-mail arrives there' until_true own
poll
poll
same 'it is not collected, and is no answer' 'submitted 0' "$(notice 2026-0001/n1 proof) $(breccia --json receipt list |
	python3 -c 'import json, sys; print(len([r for r in json.load(sys.stdin)["receipts"] if r["kind"] != "dsn"]))')"
breccia receipt add 1 "$work/own.eml" >/dev/null
poll
same 'added by hand it is our own' 'other none own' "$(last kind) $(last outcome) $(last why)"
sed 's/^Message-I[dD]: .*/Message-ID: <given@provider.test>\r/; s/^X-Breccia-Ref/Auto-Submitted: auto-generated\r\n&/' "$work/own.eml" >"$work/other.eml"
breccia receipt add 1 "$work/other.eml" >/dev/null
poll
same 'also where a server gave it another id, and no absence' 'other none own' "$(last kind) $(last outcome) $(last why)"
sed '/^X-Breccia-Ref/d' "$work/other.eml" | sed '/^Auto-Submitted/d' >"$work/answer.eml"
receipt 2026-0001/n1 not-delivered --recipient dpo@remote.test
poll
same 'and outweighs no signed failure' refuted "$(notice 2026-0001/n1 proof)"
breccia receipt add 1 "$work/answer.eml" >/dev/null
poll
same 'what a person writes from there does' 'reply answered' "$(last kind) $(last why)"
exit $failed
