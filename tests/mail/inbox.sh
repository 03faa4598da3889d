#!/bin/sh
# Collecting: what is taken in, what is not, up to where, and what a hostile or a broken server comes to.
set -u
# shellcheck disable=SC2154
work=$builddir/tests/mail/inbox.dir
# shellcheck source=tests/mail/kit.sh disable=SC2154
. "$srcdir/tests/mail/kit.sh"
imap_start

stored() { # WORDS: do they stand anywhere in the files of the register?
	cat "$db" "$db"-* 2>/dev/null | grep -aqF -e "$1"
}

poll() {
	courier --once 2>"$work/lines"
}

canary=Parola-che-nessuno-deve-tenere
# What a company's mailbox is full of.
foreign() { # SCENARIO UID
	printf 'Egregi, %s.\n' "$canary" | mail "$1" "$2" 'From: tribunale@giustizia.example' "Subject: ACCETTAZIONE: ricorso $canary" \
		'X-Ricevuta: accettazione' 'X-Riferimento-Message-ID: <altro@azienda.example>' "Message-ID: <$2@giustizia.example>"
}

echo "# the company's own post stays out"
register first
box good
foreign good 1
inbox good >"$conf"
poll
same 'on first use the cursor starts at the end: no header was looked at' 0 "$(commands good 'UID FETCH')"
breccia log 'Elenco inviato' --detected=-1h >/dev/null
poll
same 'the notice left' sent "$(notice 2026-0001/n1 state)"
id=$(notice 2026-0001/n1 message_id)
untouched=$(clock_state 1)
foreign good 2
echo 'la ricevuta' | mail good 3 'From: posta-certificata@pec.example' 'X-Ricevuta: accettazione' 'Subject: ACCETTAZIONE: qualcosa' "X-Riferimento-Message-ID: $id"
echo 'ne prendo carico' | mail good 4 'From: Giulia Verdi <giulia@lab.test>' 'Subject: R: [ROSSI 2026-0001] Violazione' 'In-Reply-To: <y@pec.example>'
echo "$canary" | mail good 5 'From: Giulia Verdi <giulia@lab.test>' 'Subject: pranzo di marted\303\254'
printf -- '--b\nContent-Type: message/rfc822\n\nMessage-ID: <x@y>\n%s\n--b--\n' "$canary" |
	mail good 6 'From: MAILER-DAEMON@mail.example' 'Subject: Undelivered' 'Content-Type: multipart/report; boundary=b'
printf -- '--b\nContent-Type: message/delivery-status\n\nOriginal-Envelope-Id: %s\n--b--\n' "$(echo "$id" | sed 's/<\(.*\)@.*/\1/')" |
	mail good 7 'From: MAILER-DAEMON@mail.example' 'Subject: Report' 'Content-Type: multipart/report; boundary=b'
echo 'sconosciuto' | mail good 8 'From: chiunque@example.org' 'Subject: [ROSSI 2026-0099] di un altro registro'
foreign good 9
poll
same 'what is about us is kept: receipt, answer, report' 3 "$(receipts)"
same 'that is all that was fetched, and the reports to be looked into' 5 "$(commands good 'UID FETCH .*BODY.PEEK\[\]')"
fails 'no byte of anybody else is in the register' stored "$canary"
fails 'not even a subject' stored 'di un altro registro'
same 'nothing but reading was asked for' 0 "$(grep '^command' "$work/faulty/good.log" | grep -cvE '^command (CAPABILITY|LOGIN|AUTHENTICATE|EXAMINE "INBOX"|UID SEARCH .*|UID FETCH .*|LOGOUT)$')"
same 'no body without PEEK' 0 "$(grep '^command' "$work/faulty/good.log" | grep -c 'BODY\[')"
breccia --json receipt list >"$work/list"
same 'each names its notice or its incident' '2026-0001/n1 None 2026-0001/n1' \
	"$(python3 -c 'import json, sys; print(*[r.get("notice") for r in json.load(sys.stdin)["receipts"]])' <"$work/list")"
same 'kept by the courier, and what nobody signed proves nothing' 'courier pec-accepted none none' \
	"$(python3 -c 'import json, sys; r = json.load(sys.stdin)["receipts"][0]; print(r["by"], r["kind"], r["signature"], r["outcome"])' <"$work/list")"
breccia receipt show r1 --eml >"$work/r1.eml"
holds 'byte for byte' cmp "$work/r1.eml" "$work/faulty/box/good/3.eml"
same 'no clock was met by it' "$untouched" "$(clock_state 1)"
same 'what the DPO wrote about something else is listed by its header' 'Giulia Verdi <giulia@lab.test>|pranzo di martedì|sender' \
	"$(breccia --json receipt perhaps | python3 -c 'import json, sys; print(*["|".join([p["from"], p["subject"], p["why"]]) for p in json.load(sys.stdin)["perhaps"]])')"
holds 'the lines name receipts and notices' grep -q '^breccia-courier: \[email\]: r1 kept, about 2026-0001/n1$' "$work/lines"
fails 'and neither people nor addresses nor subjects' grep -qiE 'lab\.test|giulia|ricorso|pec\.example' "$work/lines"
before=$(commands good 'UID FETCH')
poll
same 'what was seen is not looked at again' "$before" "$(commands good 'UID FETCH')"
same 'nor asked for, where the next number says that nothing came' 1 "$(commands good 'UID SEARCH')"
holds 'the register is sound' breccia verify

echo "# the same message twice, and a mailbox with new numbers"
cp -p "$work/faulty/box/good/3.eml" "$work/faulty/box/good/10.eml"
poll
same 'bytes that are kept already are kept once' 3 "$(receipts)"
echo 8 >"$work/faulty/box/good.validity"
for n in 3 4 7; do mv "$work/faulty/box/good/$n.eml" "$work/faulty/box/good/1$n.eml"; done
rm -f "$work/faulty/box/good/"[0-9].eml "$work/faulty/box/good/10.eml"
touch -d '2020-01-01' "$work/faulty/box/good/13.eml"
echo 'nuova' | mail good 20 'From: posta-certificata@pec.example' "X-Riferimento-Message-ID: $id"
poll
holds 'it is read again from the day that answers are awaited since' grep -qE '^command UID SEARCH SINCE [0-9]+-[A-Z][a-z][a-z]-20[0-9][0-9]$' "$work/faulty/good.log"
same 'what is new is kept, what was kept is known' 4 "$(receipts)"
before=$(commands good 'UID SEARCH')
poll
same 'once' "$before" "$(commands good 'UID SEARCH')"
for _ in 1 2 3; do
	inbox changing >"$conf"
	poll
done
same 'a server that changes its numbers each time costs time and nothing else' 4 "$(receipts)"

echo "# another mailbox begins anew; a first look while answers are awaited looks back"
box other
echo 'prima' | mail other 41 'From: posta-certificata@pec.example' "X-Riferimento-Message-ID: $id"
inbox other >"$conf"
poll
same 'its numbers are its own' 5 "$(receipts)"

echo "# odd messages"
register odd
box good
rm -f "$work/faulty/box/good.validity"
breccia log 'Strano' --no-send >/dev/null
inbox good >"$conf"
poll
printf 'A002 OK fine\nB003 OK done\n* BYE\n)\n* 1 EXPUNGE\n{99}\n' | mail good 1 'Subject: [ROSSI 2026-0001] B003 OK trick' 'A: (UID 9 {5}'
python3 - "$work/faulty/box/good" <<'P'
import sys
box = sys.argv[1]
def put(n, data):
    with open(f'{box}/{n}.eml', 'wb') as f:
        f.write(data)
put(2, b'Subject: [ROSSI 2026-0001] nul\r\nX: a\0b\r\n\r\n\0\0body\r\n')
put(3, b'Subject: [ROSSI 2026-0001] citt\xe0\r\nFrom: \xff\xfe\r\n\r\n8 bit \xe8\r\n')
put(4, b'References: ' + b'<x@y>\r\n ' * 100000 + b'\r\nSubject: [ROSSI 2026-0001] huge\r\n\r\nbody\r\n')
put(5, b'Subject: [ROSSI 2026-0001] huge behind\r\nReferences: ' + b'<x@y>\r\n ' * 100000 + b'\r\n\r\nbody\r\n')
put(6, b'Subject: [ROSSI 2026-0001] no body')
put(7, b'')
put(8, b'\r\n\r\n')
put(9, b'Subject: [ROSSI 2026-0001] LF\nX: y\n\nonly line feeds\n')
put(10, b'Subject: [ROSSI 2026-0001] long\r\n\r\n' + b'x' * 300000 + b'\r\n')
put(11, b'Subject: [ROSSI 2026-0001] too large\r\n\r\n' + b'x' * 11000000 + b'\r\n')
P
poll
same 'each is kept as it is, but what is too large and what hides its subject behind 128 kB' 7 "$(receipts)"
for pair in r1:1 r2:2 r3:3 r4:5 r5:6 r6:9 r7:10; do
	breccia receipt show "${pair%:*}" --eml >"$work/one.eml" 2>/dev/null
	cmp -s "$work/one.eml" "$work/faulty/box/good/${pair#*:}.eml" || bad "receipt ${pair%:*} is not message ${pair#*:}"
done
breccia --json receipt perhaps >"$work/list"
same 'which is listed' large "$(python3 -c 'import json, sys; print(*[p["why"] for p in json.load(sys.stdin)["perhaps"]])' <"$work/list")"
holds 'the register is sound' breccia verify

echo "# a hostile or broken server costs one look, is told apart, and leaves no message out"
register faults
inbox moody >"$conf"
box moody
mood() {
	echo "$1" >"$work/faulty/moody.mode"
}
mood good
breccia log 'Avvisi' >/dev/null
poll
echo "$canary" | mail moody 1 'Subject: altro'
echo 'uno' | mail moody 2 'Subject: [ROSSI 2026-0001] uno'
echo 'due' | mail moody 3 'Subject: Re: [ROSSI 2026-0001] due'
cp "$db" "$work/base.db"
# A message that the server gives nothing of is gone.
sender 5 >"$conf"
printf 'inbox = imaps://localhost:%s\n' "$(port moody)" >>"$conf"
mood nil
poll
same 'nil: nothing is kept, nothing is wrong' '0 ' "$(receipts) $(cat "$work/lines")"
# scenario, what it comes to (- for nothing wrong), and how many messages it gives
while read -r scenario code kept; do
	rm -f "$db"*
	cp "$work/base.db" "$db"
	mood "$scenario"
	sender 5 >"$conf"
	printf 'inbox = imaps://localhost:%s\n' "$(port moody)" >>"$conf"
	poll
	got=$(sed -n 's/^breccia-courier: \[email\]: the mailbox cannot be read: //p' "$work/lines")
	[ "$code" != - ] || code=
	if [ "$got" = "$code" ] && [ "$(receipts)" = "$kept" ]; then good "$scenario: ${code:-fine}, $kept"; else
		bad "$scenario: wanted ${code:-fine} and $kept, got ${got:-fine} and $(receipts)"
	fi
	! stored "$canary" || bad "$scenario: the canary is in the register"
	mood good
	sender 8 >"$conf"
	printf 'inbox = imaps://localhost:%s\nca-file = %s\n' "$(port moody)" "$work/pki/otherca.pem" >>"$conf"
	# A changed configuration, so that an account at fault is tried again at once.
	sed -i '/otherca/d; s/^user = alice/inbox-user = alice/' "$conf"
	poll
	same "$scenario: then all of it, once" 2 "$(receipts)"
done <<'ROWS'
untrusted certificate 0
expired certificate 0
wronghost certificate 0
refused login 0
nologin login 0
unavailable busy 0
busy busy 0
http closed 0
gone closed 0
mute silent 0
nofolder folder 0
novalidity folder 0
deaf silent 0
byeatexamine busy 0
endlessline absurd 0
endlesssearch absurd 0
badsearch babble 0
garbage babble 0
hugeliteral absurd 0
endlesslines absurd 0
shortliteral closed 0
dropatfetch closed 0
byeatfetch busy 0
muteatfetch silent 0
nofetch busy 0
dropatlogout - 2
nouidnext - 2
chatty - 2
pushy - 2
backwards - 2
ROWS

echo "# what the size was said to be is not believed"
register liar
inbox moody >"$conf"
box moody
mood biglie
breccia log 'Bugie' --no-send >/dev/null
poll
{ printf 'Subject: [ROSSI 2026-0001] grande\r\n\r\n'; head -c 11000000 /dev/zero; } >"$work/faulty/box/moody/1.eml"
echo 'piccolo' | mail moody 2 'Subject: [ROSSI 2026-0001] piccolo'
poll
perhaps() {
	breccia --json receipt perhaps | python3 -c 'import json, sys; print(*[p["why"] for p in json.load(sys.stdin)["perhaps"]])'
}
same 'it is listed and not kept, and the next one is' '1 large' "$(receipts) $(perhaps)"

echo "# what is listed of other people's messages is not kept for ever"
at "$(date -u -d '+29 days' +%FT%TZ)"
poll
same 'for a month' large "$(perhaps)"
at "$(date -u -d '+31 days' +%FT%TZ)"
poll
same 'no longer' '' "$(perhaps)"
fails 'nor does it stand in the file' stored 'grande'

echo "# an account at fault is left alone for half an hour"
at 2026-11-24T09:00:00Z
register alone
box refused
inbox refused >"$conf"
poll
same 'one login' 1 "$(commands refused AUTH)"
AT=2026-11-24T09:29:00Z
poll
same 'and no second one' 1 "$(commands refused AUTH)"
breccia -c "$conf" due >"$work/due"
holds 'due says so' grep -q '^\[email\] .*AUTHENTICATIONFAILED' "$work/due"
breccia -c "$conf" doctor >"$work/doctor"
holds 'so does doctor' grep -q 'AUTHENTICATIONFAILED' "$work/doctor"
AT=2026-11-24T09:31:00Z
poll
same 'after half an hour one more' 2 "$(commands refused AUTH)"
inbox refused 'inbox-user = bob' >"$conf"
poll
same 'at once when the configuration changes' 3 "$(commands refused AUTH)"
inbox refused 'inbox-user = bob' 'inbox-password-command = exit 1' >"$conf"
poll
holds 'a password command that fails is said' grep -q 'cannot be read: config' "$work/lines"
same 'and nobody is asked' 3 "$(commands refused AUTH)"
unset AT

echo "# STARTTLS, and without any protection to this machine only"
register tls
box default
echo 'x' | mail default 1 'Subject: [ROSSI 2026-0001] x'
mkdir -p "$work/faulty/box/empty"
imap() { # SCENARIO [LINE...]
	sender
	printf 'inbox = imap://localhost:%s\n' "$(port "$1")"
	shift
	[ $# -eq 0 ] || printf '%s\n' "$@"
}
breccia log 'Protetto' >/dev/null
imap starttls >"$conf"
poll
same 'with STARTTLS' 1 "$(receipts)"
imap nostarttls >"$conf"
poll
holds 'a server without it is not told the password' grep -q 'cannot be read: tls' "$work/lines"
same 'not told' 0 "$(commands nostarttls AUTH)$(commands nostarttls LOGIN | grep -v '^0')"
imap injected >"$conf"
poll
holds 'what was sent before the handshake is not believed' grep -q 'cannot be read' "$work/lines"
imap plain 'tls = none' >"$conf"
poll
same 'without TLS to this machine' '' "$(cat "$work/lines")"
sed -i 's|localhost|mail.example.org|' "$conf"
fails 'and to no other' courier --once

echo "# a Maildir"
register maildir
mkdir -p "$work/md/new" "$work/md/cur" "$work/md/tmp"
{ sender; printf 'inbox = maildir:%s\n' "$work/md"; } >"$conf"
breccia log 'Maildir' --no-send >/dev/null
printf 'Subject: [ROSSI 2026-0001] vecchio\n\nx\n' >"$work/md/cur/1.a.host:2,S"
poll
same 'what lay there before is nobody'"'"'s business' 0 "$(receipts)"
printf 'Subject: [ROSSI 2026-0001] nuovo\n\nsolo LF\n' >"$work/md/new/2.a.host"
printf 'Subject: altro\n\n%s\n' "$canary" >"$work/md/new/3.a.host"
printf 'Subject: [ROSSI 2026-0001] nel tmp\n\nx\n' >"$work/md/tmp/4.a.host"
ln -s "$work/base.db" "$work/md/new/5.a.host"
mkfifo "$work/md/new/6.a.host"
mkdir "$work/md/new/7.a.host"
: >"$work/md/new/8.a.host"
poll
same 'what is new and about us is kept' 1 "$(receipts)"
fails 'and nothing else' stored "$canary"
breccia receipt show r1 --eml >"$work/one.eml"
holds 'byte for byte, in its own lines' cmp "$work/one.eml" "$work/md/new/2.a.host"
holds 'it stays where it was' test -f "$work/md/new/2.a.host"
mv "$work/md/new/2.a.host" "$work/md/cur/2.a.host:2,FS"
poll
same 'moved and marked by a mail program it is no new one' 1 "$(receipts)"
rm "$work/md/cur/2.a.host:2,FS" "$work/md/new/3.a.host"
printf 'Subject: [ROSSI 2026-0001] altro ancora\n\nx\n' >"$work/md/new/9.a.host"
poll
same 'and so on' 2 "$(receipts)"
rm -rf "$work/md/new"
poll
holds 'a folder that is not there is said' grep -q 'cannot be read: folder' "$work/lines"
holds 'the register is sound' breccia verify

echo "# the child alone: what it needs, and what it waits for"
cat >"$work/child.py" <<'P'
"""child.py COURIER REQUEST ACKS: runs the child, answers so many frames, and prints what it tells."""
import fcntl, json, os, socket, struct, subprocess, sys
def out_of_the_way(s): # a descriptor that is not 3
    with s:
        return socket.socket(fileno=fcntl.fcntl(s.fileno(), fcntl.F_DUPFD_CLOEXEC, 10))
ours, theirs = map(out_of_the_way, socket.socketpair())
os.dup2(theirs.fileno(), 3)
child = subprocess.Popen([sys.argv[1], '--child', 'collect'], pass_fds=(3,), stdin=subprocess.DEVNULL)
os.close(3)
theirs.close()
def put(o):
    data = json.dumps(o).encode()
    ours.sendall(struct.pack('>I', len(data)) + data)
def whole(n):
    data = b''
    while len(data) < n:
        more = ours.recv(n - len(data))
        if not more:
            return None
        data += more
    return data
put(json.loads(sys.argv[2]))
acks, told = int(sys.argv[3]), 0
while (head := whole(4)) is not None:
    frame = json.loads(whole(struct.unpack('>I', head)[0]))
    name = next(k for k in frame if k not in ('v', 'asks'))
    print(name, frame[name]['trouble'] or 'fine' if name == 'result' else '')
    if name in ('box', 'message', 'perhaps', 'reached'):
        told += 1
        put({'ack': told} if told <= acks else {'stop': True})
print('status', child.wait())
P
child() { # PORT ACKS MORE: MORE goes into the request
	timeout 60 python3 "$work/child.py" "$builddir/breccia-courier" "{\"v\":1,\"source\":\"imap\",\"host\":\"localhost\",\"port\":$1,\"folder\":\"INBOX\",\"implicit\":true,
		\"tls\":true,\"user\":\"alice\",\"ca_file\":\"$work/pki/ca.pem\",\"known\":{\"ids\":{},\"people\":[],\"code\":\"ROSSI\"},\"most\":1000000,
		\"step_ms\":5000,\"soft_ms\":20000,\"cursor\":{\"validity\":7,\"uid\":0}$3}" "$2" 9>&- | grep -v '^at' | tr '\n' ' '
}
same 'a token logs in (XOAUTH2)' 'box  message  reached  result fine status 0 ' "$(child "$(port onlyxoauth2)" 9 ',"secret":"secret","oauth2":true')"
same 'a wrong one does not' 'result login status 0 ' "$(child "$(port onlyxoauth2)" 9 ',"secret":"wrong","oauth2":true')"
same 'a password is not sent in its place' 'result login status 0 ' "$(child "$(port onlyxoauth2)" 9 ',"secret":"secret"')"
same 'without a secret nobody is asked' 'result config status 0 ' "$(child "$(port good)" 9 '')"
same 'what is not durable ends it' 'box  message  result fine status 0 ' "$(child "$(port third)" 1 ',"secret":"secret"')"
exit $failed
