#!/bin/sh
# The courier: what leaves, when, how often, with which bytes, and what the register then says of it.
set -u
# shellcheck disable=SC2154
work=$builddir/tests/mail/courier.dir
# shellcheck source=tests/mail/kit.sh disable=SC2154
. "$srcdir/tests/mail/kit.sh"
servers_start
# What a `log` prints is another test's.
log() {
	breccia log "$@" >/dev/null || bad "breccia log $1"
}

echo "# a notice leaves once, as it was frozen"
register once
account email good >"$conf"
log 'Elenco inviato a Mario Rossi' --detected=-1h
same 'before the courier ran the clock runs' running "$(clock_state 1)"
courier --once 2>"$work/lines"
same 'it was sent' sent "$(notice 2026-0001/n1 state)"
same 'the server reply is kept' '250 2.0.0 Ok: queued as FAULTY123' "$(notice 2026-0001/n1 reply)"
same 'the clock is met' met "$(clock_state 1)"
same 'steps in order' 'notice.queued notice.composed notice.attempted notice.submitted ' \
	"$(breccia journal export | cut -f 2 | sed -n 's/.*"kind":"\(notice[^"]*\)".*/\1/p' | tr '\n' ' ')"
same 'what arrived is what was frozen' "$(notice 2026-0001/n1 bytes_sha256)" "$(sha256sum <"$work/faulty/good.eml" | cut -d ' ' -f 1)"
holds 'its Message-ID names ref and notice' grep -q "^Message-Id: <2026-0001.n1.[0-9a-f]*@lab.test>" "$work/faulty/good.eml"
holds 'and it is the register'"'"'s' grep -qF "$(notice 2026-0001/n1 message_id)" "$work/faulty/good.eml"
holds 'the subject names neither title nor person' grep -q '^Subject: \[ROSSI 2026-0001\] Violazione di dati personali: comunicazione al DPO' "$work/faulty/good.eml"
courier --once
same 'a second run sends nothing' 1 "$(messages good)"
holds 'its line names notice, verdict, code and host' grep -q '^breccia-courier: 2026-0001/n1 email: sent, 250 2.0.0, localhost:' "$work/lines"
fails 'and neither title nor address nor person' grep -qiE 'elenco|lab\.test|giulia|maria' "$work/lines"
holds 'the register is sound' breccia verify

echo "# a drill is composed and not sent, unless it is asked for"
log 'prova' --drill
log 'prova che parte' --drill --send
courier --once -q
same 'a drill stays here' composed "$(notice 2026-D01/n1 state)"
same 'a drill with --send leaves' sent "$(notice 2026-D02/n1 state)"
same 'nothing else left' 2 "$(messages good)"
holds 'it says that it is a drill' grep -q 'ESERCITAZIONE)' "$work/faulty/good.eml"

echo "# no more than so many a minute"
register rate
account email nodsn 'max-per-minute = 2' >"$conf"
for title in uno due tre; do log $title; done
courier --once -q
same 'two of three' 2 "$(messages nodsn)"
same 'the third is not lost' composed "$(notice 2026-0003/n1 state)"

echo "# a server that is too busy is asked again later, with the same bytes"
at 2026-11-24T09:00:00Z
register busy
account email greet421 >"$conf"
log 'Portatile perso'
courier --once -q
same 'tried once' 1 "$(notice 2026-0001/n1 attempts)"
same 'temporary' tempfail "$(notice 2026-0001/n1 verdict)"
same 'and in words' 1 "$(breccia --lang en outbox show 2026-0001/n1 | grep -c 'not sent for now: 421 .*; next try')"
id=$(notice 2026-0001/n1 message_id)
account email nopipelining >"$conf"
at 2026-11-24T09:00:20Z
courier --once -q
same 'not before its time' 0 "$(messages nopipelining)"
at 2026-11-24T09:01:00Z
courier --once -q
same 'then it leaves' sent "$(notice 2026-0001/n1 state)"
holds 'under the Message-ID it had' grep -qF "$id" "$work/faulty/nopipelining.eml"

echo "# what may have been sent is sent again at once, and proves nothing"
register uncertain
account email dropafterdot >"$conf"
log 'Accesso abusivo'
courier --once -q
same 'twice on the wire' 2 "$(messages dropafterdot)"
holds 'the same bytes' cmp "$work/faulty/dropafterdot.1.eml" "$work/faulty/dropafterdot.2.eml"
same 'not sent' composed "$(notice 2026-0001/n1 state)"
same 'nor said to be unsent' 1 "$(breccia --lang en outbox show 2026-0001/n1 | grep -c 'perhaps sent: .* broke the connection off; next try')"
same 'the clock still runs' running "$(clock_state 1)"
account email xusr >"$conf"
at 2026-11-24T09:05:00Z
courier --once -q
same 'until a server says so' met "$(clock_state 1)"
holds 'still the same bytes' cmp "$work/faulty/dropafterdot.1.eml" "$work/faulty/xusr.eml"

echo "# where a receipt can come in, it is waited for, but not for long"
at 2026-11-24T09:00:00Z
register patient
mkdir -p "$work/patient/cur" "$work/patient/new" "$work/patient/tmp"
account email dropafterdot "inbox = maildir:$work/patient" >"$conf"
log 'Esito incerto'
before=$(messages dropafterdot)
courier --once -q
same 'once on the wire' $((before + 1)) "$(messages dropafterdot)"
at 2026-11-24T09:09:00Z
courier --once -q
same 'for ten minutes' $((before + 1)) "$(messages dropafterdot)"
at 2026-11-24T09:11:00Z
courier --once -q
same 'then once more' $((before + 2)) "$(messages dropafterdot)"

echo "# an address that refuses is not tried again"
register refused
account email onlylogin >"$conf"
breccia person change p2 --email unknown@lab.test
log 'Archivio aperto'
courier --once -q
same 'failed' failed "$(notice 2026-0001/n1 state)"
same 'its words are kept' '550 5.1.1 <unknown>: Recipient address rejected: User unknown' "$(notice 2026-0001/n1 reply)"
at 2026-11-24T12:00:00Z
courier --once -q
same 'one attempt' 1 "$(said onlylogin MAIL)"
same 'the clock still runs' running "$(clock_state 1)"

echo "# what never left follows a corrected address and a new DPO"
at 2026-11-24T09:00:00Z
register follows
account email greet421 >"$conf"
log 'Indirizzo sbagliato'
courier --once -q
breccia person change p2 --email giusta@lab.test
account email good >"$conf"
before=$(messages good)
breccia notify 1 >/dev/null
courier --once -q
same 'one message' $((before + 1)) "$(messages good)"
holds 'to the corrected address' grep -q '^To: .*giusta@lab.test' "$work/faulty/good.$((before + 1)).eml"
same 'the notice that waited is withdrawn' cancelled-sent "$(notice 2026-0001/n1 state)-$(notice 2026-0001/n2 state)"
same 'the clock is met' met "$(clock_state 1)"
account email dropafterdot >"$conf"
log 'Forse partita'
courier --once -q
breccia person change p2 --email altra@lab.test
account email good >"$conf"
at 2026-11-24T09:05:00Z
courier --once -q
same 'what may have left goes where it went' sent "$(notice 2026-0002/n1 state)"
holds 'with the bytes it had' grep -q '^To: .*giusta@lab.test' "$work/faulty/good.$((before + 2)).eml"
holds 'and the register is sound' breccia verify

echo "# a refused login stops the account and not the notice"
at 2026-11-24T09:00:00Z
at 2026-11-24T09:00:00Z
register stopped
account email auth535 >"$conf"
log 'Primo'
log 'Secondo'
courier --once -q
courier --once -q
same 'one login for two notices and two runs' 1 "$(said auth535 AUTH)"
same 'the notice waits' composed "$(notice 2026-0001/n1 state)"
case $(breccia outbox) in
*535*) good 'the outbox says that the account is stopped' ;;
*) bad 'the outbox says that the account is stopped' ;;
esac
at 2026-11-24T09:31:00Z
courier --once -q
at 2026-11-24T12:00:00Z
courier --once -q
same 'the same password is never tried again by itself' 1 "$(said auth535 AUTH)"
breccia outbox retry 2026-0001/n1
courier --once -q
same 'at once when a person asks' 2 "$(said auth535 AUTH)"
account email noenhanced >"$conf"
courier --once -q
same 'at once when the configuration changes: both' 2 "$(messages noenhanced)"
same 'sent' sent "$(notice 2026-0002/n1 state)"
at 2026-11-24T20:00:00Z
register changed
account email auth535open "password-command = cat $work/secret" | sed '/echo secret/d' >"$conf"
echo zq-secret-1 >"$work/secret"
log 'Terzo'
courier --once -q
at 2026-11-24T20:31:00Z
courier --once -q
same 'a secret that is the same is not tried' 1 "$(said auth535open AUTH)"
fails 'and is not kept' grep -aq 'zq-secret' "$work/changed.db"
echo zq-secret-2 >"$work/secret"
at 2026-11-24T21:02:00Z
courier --once -q
same 'another one is, when half an hour is over' 2 "$(said auth535open AUTH)"
at 2026-11-24T20:00:00Z
register untrusted
account email untrusted >"$conf"
log 'Quarto'
courier --once -q
courier --once -q
same 'a certificate is looked at once' 1 "$(grep -c '^command STARTTLS' "$work/faulty/untrusted.log")"
at 2026-11-24T20:31:00Z
courier --once -q
same 'and again after half an hour' 2 "$(grep -c '^command STARTTLS' "$work/faulty/untrusted.log")"

echo "# the other channel is tried at once"
register other
{ account pec auth454; account email no8bitmime; } >"$conf"
breccia person change p2 --pec giulia@pec.lab.test
log 'Dati esposti' --no-send
breccia notify 1 --channel pec >/dev/null
courier --once -q
same 'PEC waits' composed "$(notice 2026-0001/n1 state)"
same 'the whole letter goes by e-mail' sent "$(notice 2026-0001/n2 state)"
same 'which meets the clock' met "$(clock_state 1)"
courier --once -q
same 'once' 1 "$(messages no8bitmime)"

echo "# nobody notified the DPO: the dead-man's switch"
at 2026-11-24T09:00:00Z
register switch
account email good >"$conf"
before=$(messages good)
log 'Dimenticato' --detected=2026-11-24T09:00:00Z --no-send
log 'Trattenuto' --detected=2026-11-24T09:00:00Z
breccia outbox hold 2026-0002/n1
log 'prova' --drill --detected=2026-11-24T09:00:00Z
at 2026-11-25T04:59:00Z
courier --once -q
same 'until four hours before the end nothing' "$before" "$(messages good)"
at 2026-11-25T05:00:00Z
courier --once -q
same 'then both' $((before + 2)) "$(messages good)"
same 'the forgotten one by a preliminary notice' preliminary "$(notice 2026-0001/n1 letter)"
same 'the held one makes room for one too' 'cancelled preliminary sent' "$(notice 2026-0002/n1 state) $(notice 2026-0002/n2 letter) $(notice 2026-0002/n2 state)"
holds 'which says that nobody confirmed it' grep -q 'INVIATA AUTOMATICAMENTE' "$work/faulty/good.$((before + 1)).eml"
same 'in time' met "$(clock_state 1)"
same 'a drill has no switch' composed "$(notice 2026-D01/n1 state)"

echo "# a client is written to when somebody releases it, or its contract says so"
at 2026-11-24T09:00:00Z
register clients
account email good >"$conf"
before=$(messages good)
breccia client add 'Alfa S.p.A.' --hours 24 --email privacy@alfa.lab.test >/dev/null
breccia client add 'Beta S.r.l.' --hours 24 --email dpo@beta.lab.test --clause 'art. 12' --auto-notify yes --language en >/dev/null
log 'Elenco Alfa spedito a Beta' --detected=2026-11-24T09:00:00Z --client alfa-s-p-a --client beta-s-r-l --own-data no
breccia affected 1 alfa-s-p-a subjects=1234 campaign=Rinnovi
breccia affected 1 beta-s-r-l subjects=567 campaign=Solleciti
courier --once -q
same 'the DPO alone' $((before + 1)) "$(messages good)"
breccia config set reminders off >/dev/null # the DPO would be reminded of Beta
breccia person add 'Anna Gallo' --role manager --account "$(id -un)" >/dev/null
breccia --as p3 notify 1 --to alfa-s-p-a >/dev/null
courier --once -q
same 'then Alfa, whose notice was released' $((before + 2)) "$(messages good)"
alfa=$work/faulty/good.$((before + 2)).eml
holds 'to its address alone' grep -q '^To: privacy@alfa.lab.test' "$alfa"
same 'on the wire too' 'privacy@alfa.lab.test' "$(breccia --as p1 --json outbox show 2026-0001/n2 |
	python3 -c 'import json, sys; print(" ".join(r["address"] for r in json.load(sys.stdin)["to"]))')"
fails 'nothing in it counts notices, or begins a thread that is not its own' grep -qE '^(Message-Id: <2026-0001\.n|References|In-Reply-To)' "$alfa"
fails 'nor names the other client, its numbers or people' grep -qE 'Beta|beta|interessati: 567|Solleciti|Giulia|Maria|Elenco' "$alfa"
holds 'its own numbers are there' grep -q '1.234' "$alfa"
client_clock() { # CLIENT
	breccia --as p1 --json show 1 | python3 -c 'import json, sys
print([c["state"] for c in json.load(sys.stdin)["clocks"] if c["rule"] == sys.argv[1]][0])' "client:$1"
}
same 'its clock is met' met "$(client_clock alfa-s-p-a)"
same 'the other one is not' running "$(client_clock beta-s-r-l)"
at 2026-11-25T04:59:00Z
courier --once -q
same 'the contract lets Beta wait until four hours before the end' $((before + 2)) "$(messages good)"
at 2026-11-25T05:00:00Z
courier --once 2>"$work/lines"
same 'then its notice leaves by itself' $((before + 3)) "$(messages good)"
holds 'which says that nobody confirmed it' grep -q 'SENT AUTOMATICALLY' "$work/faulty/good.$((before + 3)).eml"
fails 'nor names the first' grep -qE 'Alfa|alfa|1,234|Rinnovi' "$work/faulty/good.$((before + 3)).eml"
same 'in time' met "$(client_clock beta-s-r-l)"
fails 'and the lines name no client' grep -qiE 'alfa|beta' "$work/lines"
courier --once -q
same 'once' $((before + 3)) "$(messages good)"

echo "# an address that refuses does not make the switch fire for ever"
at 2026-11-24T09:00:00Z
register refusing
account email eightbit >"$conf"
log 'Respinto' --detected=2026-11-24T09:00:00Z
at 2026-11-25T06:00:00Z
for _ in 1 2 3 4; do courier --once -q; done
same 'two notices in four runs' 2 "$(events notice.queued)"
unset AT

echo "# nobody to write to, nothing to write with"
register nobody
account email good >"$conf"
before=$(messages good)
breccia dpo end
log 'Senza DPO'
for _ in 1 2 3; do courier --once -q; done
same 'said once' 1 "$(events notice.failed)"
case $(notice 2026-0001/n1 reply) in
*DPO*) good 'and why' ;;
*) bad 'and why' ;;
esac
breccia dpo appoint p2
courier --once -q
same 'sent as soon as there is a DPO' $((before + 1)) "$(messages good)"
register nothing
: >"$conf"
log 'Senza posta'
for _ in 1 2 3; do courier --once -q; done
same 'without an account: said once' 1 "$(events notice.failed)"
account email good >"$conf"
courier --once -q
same 'sent as soon as there is one' sent "$(notice 2026-0001/n1 state)"

echo "# once a day the courier logs in without sending"
at 2026-11-24T07:59:00Z
register daily
account email s-onlylogin >"$conf"
account pec s-auth535 >>"$conf"
courier --once -q
same 'not before nine' 0 "$(said s-onlylogin AUTH)"
at 2026-11-24T16:59:00Z
courier --once -q
same 'each account' 1-1 "$(said s-onlylogin AUTH)-$(said s-auth535 AUTH)"
courier --once -q
same 'once' 1 "$(said s-onlylogin AUTH)"
same 'and sends nothing' 0 "$(said s-onlylogin MAIL)"
same 'who is refused is not tried again the next day' 1 "$(at 2026-11-25T16:59:00Z; courier --once -q; said s-auth535 AUTH)"
same 'who is not is' 2 "$(said s-onlylogin AUTH)"
case $(breccia due; breccia outbox) in
*535*) good 'and it shows before anybody needs it' ;;
*) bad 'and it shows before anybody needs it' ;;
esac
at 2026-11-24T17:01:00Z
register evening
courier --once -q
same 'not after six' 2 "$(said s-onlylogin AUTH)"
unset AT

echo "# a hundred notices leave in one pass"
register hundred
account email s-no8bitmime 'max-per-minute = 0' >"$conf"
for i in $(seq 100); do log "Caso $i" --detected=-1h; done
courier --once -q
same 'all of them' 100 "$(messages s-no8bitmime)"
same 'recorded one by one' 100-100 "$(events notice.attempted)-$(events notice.submitted)"
same 'over two sessions' 2 "$(said s-no8bitmime AUTH)"
holds 'and the register is sound' breccia verify

echo "# a Maildir is not the network"
register stored
printf '[email]\nserver = maildir:%s\nfrom = alice@lab.test\n' "$work/posta" >"$conf"
log 'Scritto su file'
courier --once -q
same 'one file' 1 "$(find "$work/posta/new" -type f | wc -l)"
same 'which meets no clock' running "$(clock_state 1)"

echo "# one courier at a time, which wakes by itself, reads its configuration again, and ends when asked"
register alone
account email hangatconnect >"$conf"
log 'Uno'
"$builddir/tests/at/breccia-courier" -r "sqlite:$db" -c "$conf" </dev/null >"$work/out" 2>&1 9>&- &
daemon=$!
until_true grep -q '2026-0001/n1 email: tempfail' "$work/out" || bad 'it does not try'
courier --once -q 2>"$work/second"
same 'a second one is refused' 75 $?
account email chunking >"$conf.new" && mv "$conf.new" "$conf"
kill -HUP $daemon
until_true grep -q 'configuration read again' "$work/out" || bad 'it does not read its configuration again'
log 'Due'
holds 'it wakes when the register changes' until_true grep -q '2026-0002/n1 email: sent' "$work/out"
echo '[email' >"$conf.new" && mv "$conf.new" "$conf"
holds 'it says that a new configuration is wrong' until_true grep -q 'alone.conf.*1' "$work/out"
breccia person change p2 --phone 1 >/dev/null
log 'Tre'
holds 'and goes on with the old one' until_true grep -q '2026-0003/n1 email: sent' "$work/out"
same 'having said so once' 1 "$(grep -c 'alone.conf' "$work/out")"
kill -TERM $daemon
wait $daemon
same 'it ends well when asked' 0 $?
register corrected
account email s-auth535 >"$conf"
before=$(said s-auth535 AUTH)
log 'Password di prima'
"$builddir/tests/at/breccia-courier" -r "sqlite:$db" -c "$conf" </dev/null >"$work/out" 2>&1 9>&- &
daemon=$!
until_true grep -q '2026-0001/n1 email: account' "$work/out" || bad 'it is not refused'
account email good >"$conf.new" && mv "$conf.new" "$conf"
breccia outbox retry 2026-0001/n1
holds 'a corrected configuration is read without being asked' until_true grep -q '2026-0001/n1 email: sent' "$work/out"
same 'and the refused password is not tried again' $((before + 1)) "$(said s-auth535 AUTH)"
kill -TERM $daemon
wait $daemon
"$builddir/tests/at/breccia-courier" -r "sqlite:$db" -c "$conf" </dev/null >/dev/null 2>&1 9>&- &
daemon=$!
# Asked without taking it: a courier that tried would be in the daemon's way.
locked() { cli_conf=$conf breccia | grep -q 'courier at work'; }
until_true locked || bad 'the daemon takes its lock'
kill -KILL $daemon
wait $daemon 2>/dev/null
courier --once -q
same 'when it is killed the next one works at once' 0 $?
register idle
account email good >"$conf"
log 'Ultimo'
courier --until-idle -q
same 'one that follows a log ends when all has left' sent "$(notice 2026-0001/n1 state)"
"$builddir/tests/at/breccia-courier" -q -r "sqlite:$db" -c "$conf" </dev/null >/dev/null 2>&1 9>&- &
daemon=$!
until_true locked || bad 'the daemon takes its lock'
mkdir "$work/moved" && mv "$db"* "$work/moved"
holds 'it ends when its register is taken away' wait $daemon

echo "# what it says of itself"
courier --version | grep -q '^breccia-courier [0-9]' && good version || bad version
courier --help | grep -q -- --until-idle && good help || bad help
courier --what 2>/dev/null
same 'an unknown option' 64 $?
db=$work/none.db
courier --once 2>/dev/null
same 'no such register' 66 $?
exit $failed
