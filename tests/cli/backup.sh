#!/bin/sh
# backup, restore, adopt: nothing is lost, nothing leaves twice, no reference is given twice, and whatever happens a register is whole.
# shellcheck disable=SC1091,SC2015,SC2034,SC2154
. "$srcdir/tests/cli/lib.sh"
courier=$builddir/tests/at/breccia-courier
unset AT # several programs run at once here, and age counts
AT_MACHINE=1111
export AT_MACHINE
cat >breccia.conf <<END
[register]
uri = sqlite:$dir/here/register.db
[email]
server = maildir:$dir/mail
from = registro@rossi.example
END
BRECCIA_CONFIG=$dir/breccia.conf
export BRECCIA_CONFIG
# Where nothing leaves by itself: no account.
: >none.conf
there=sqlite:$dir/there/register.db

sent() { # how many messages lie in the folder
	find "$dir/mail/new" -type f 2>/dev/null | wc -l
}

same() { # NAME WANTED GOT
	if [ "$2" = "$3" ]; then ok "$1"; else not_ok "$1: wanted $2, got $3"; fi
}

send_there() {
	timeout 60 "$courier" --once -r "$there" >out 2>err </dev/null
	status=$?
}

works "a register" init -r "sqlite:$dir/here/register.db" -c "$dir/breccia.conf" --org "Rossi" --me "Maria <maria@rossi.example>" \
	--dpo "Giulia <giulia@verdi.example>" --no-input
works "one that waits" log -q --no-send "Uno"
works "its journal" journal --json
json "it knows its machine from the beginning" 'd["events"][0]["kind"] == "register.created"' \
	'[len(e["facts"]["machine"]) for e in d["events"] if e["kind"] == "register.adopted"] == [64]'

# --- a copy, while others work -------------------------------------------------------------------------------------------
for writer in 1 2 3 4; do
	for i in 1 2 3 4 5 6 7 8; do
		timeout 60 "$program" log -q --no-send "Scrittore $writer, $i" >>"refs.$writer" 2>>"writers.err" </dev/null
	done &
done
for i in 1 2 3; do
	works "backup $i while four write" backup --json "copy$i.db"
	json "backup $i" 'd["seq"] >= 5' 'len(d["seal"]) == 64' 'd["size"] > 4096'
	copy_seal=$(get 'd["seal"]')@$(get 'd["seq"]')
	works "backup $i is sound" -r "sqlite:$dir/copy$i.db" verify --against "$copy_seal"
	works "and lies on the chain that went on" verify --against "$copy_seal"
done
wait
same "the writers were not hindered" 32 "$(cat refs.? | sort -u | wc -l)"
[ ! -s writers.err ] && ok "nor told anything" || not_ok "nor told anything: $(cat writers.err)"
works "the register is sound" verify
same "nobody else reads a copy" 600 "$(stat -c %a copy1.db)"
works "journal" journal --json
json "each copy is an event" '[(e["facts"]["seq"] < e["seq"], e["facts"]["size"] > 4096) for e in d["events"] if e["kind"] == "backup.made"] == [(True, True)] * 3'

# --- where a copy goes ---------------------------------------------------------------------------------------------------
sum=$(sha256sum copy1.db)
refused 73 "it never overwrites" "is there already" backup copy1.db
same "and leaves what is there" "$sum" "$(sha256sum copy1.db)"
works "unless it is forced to" backup -q --force copy1.db
[ "$sum" != "$(sha256sum copy1.db)" ] && ok "then it is the new one" || not_ok "then it is the new one"
refused 73 "never over the register itself" "is a register in use" backup --force here/register.db
mkdir folder
refused 73 "nor over a folder" "is not a file" backup --force folder
refused 73 "nor into none" "nowhere" backup nowhere/copy.db
(umask 077 && timeout 60 "$program" backup - >piped.db 2>err </dev/null) && ok "it goes to standard output" || not_ok "it goes to standard output"
# Looked at where nothing can be written, by whoever may read it, and still the same file afterwards.
mkdir kept
cp piped.db kept/copy.db
sum=$(sha256sum kept/copy.db)
chmod 444 kept/copy.db
chmod 555 kept
works "whole, as often as one looks" -r "sqlite:$dir/kept/copy.db" verify
works "for doctor nothing is noted in it" -r "sqlite:$dir/kept/copy.db" verify --chain
same "and stays as it was, with nothing beside it" "$sum copy.db" "$(sha256sum kept/copy.db) $(ls -A kept)"
chmod 755 kept
head -c 100000 piped.db >kept/cut.db
refused 74 "a part of one is broken" "is damaged" -r "sqlite:$dir/kept/cut.db" verify
refused 1 "and is not restored" "no sound register (database disk image is malformed)" -r "sqlite:$dir/elsewhere.db" restore kept/cut.db
rm -rf kept
refused 64 "nothing that cannot be seen to arrive moves the register" "--move" backup --move -
typed "" backup -
exits 64 "it is not for a terminal"
find . -maxdepth 2 -name '.*.db*' | grep . && not_ok "nothing else is left behind" || ok "nothing else is left behind"

# --- elsewhere -----------------------------------------------------------------------------------------------------------
works "one that waits to leave" -r "sqlite:$dir/here/register.db" -c none.conf log -q --now "Da inviare"
timeout 60 "$courier" --once -q </dev/null
same "it leaves" 1 "$(sent)"
breccia -r "sqlite:$dir/here/register.db" -c none.conf log -q "In attesa"
waiting=$(cat out)
works "backup" backup -q moved.db
for command in "log -q --no-send Perso" "log -q --no-send Perduto" "log -q --no-send --drill Prova"; do
	# shellcheck disable=SC2086
	works "after the backup" $command
done

mkdir there
AT_MACHINE=2222
works "restored where nothing was" -r "$there" restore moved.db --json
json "it says what" 'd["seq"] > 40' '"lost_seq" not in d'
same "for nobody else" 600 "$(stat -c %a there/register.db)"
works "it is sound" -r "$there" verify
refused 64 "never without a reason" "--reason is missing" -r "$there" adopt --yes
refused 64 "what leaves is looked at first" "--yes" -r "$there" -q adopt --reason prova
breccia -r "$there" due
exits 1 "due says it"
says "in words" "NOTHING LEAVES"
breccia -r "$there" due --json
json "and to programs" 'd["nothing_leaves"] is True' 'd["status"] == 1'
breccia -r "$there" doctor
exits 1 "doctor says it"
says "so does doctor" "breccia adopt"
works "the board" -r "$there"
says "says it" "breccia adopt"
works "the outbox" -r "$there" outbox
says "says it too" "NOTHING LEAVES"
refused 1 "send refuses" "breccia adopt" -r "$there" send
works "logging goes on" -r "$there" log "Altrove"
says "and says that nothing leaves" "NOTHING LEAVES"
send_there
exits 0 "the courier ends well"
grep -q "breccia adopt" err && ok "and says why nothing leaves" || not_ok "and says why nothing leaves"
same "nothing was sent before adopt" 1 "$(sent)"
works "adopted" -r "$there" adopt --yes --reason "macchina nuova"
says "what would leave was shown" "$waiting/n1"
refused 1 "once" "nothing to adopt" -r "$there" adopt --yes --reason "ancora"
works "what waits is released" -r "$there" send
[ "$(sent)" -ge 2 ] && ok "now it leaves" || not_ok "now it leaves"
works "still sound" -r "$there" verify
AT_MACHINE=1111

# --- a file that was copied to another machine ---------------------------------------------------------------------------
cp there/register.db carried.db
before=$(sent)
refused 1 "a copied file sends nothing" "breccia adopt" -r "sqlite:$dir/carried.db" send
AT_MACHINE=''
breccia -r "sqlite:$dir/carried.db" doctor
says "a machine without an id says that it cannot tell" "/etc/machine-id"
says_not "and holds nothing back" "breccia adopt"
AT_MACHINE=1111
same "and nothing left" "$before" "$(sent)"

# From here on nothing can leave by itself while seals are compared.
sed '/^.email/,$d' breccia.conf >quiet.conf
BRECCIA_CONFIG=$dir/quiet.conf

# --- over a register -----------------------------------------------------------------------------------------------------
works "journal" seal
lost=$(cat out)
refused 73 "a register is not overwritten" "--force" restore moved.db
same "by nobody" "$lost" "$(seal)"
works "but by its administrator" restore --force moved.db
says "who is told what is lost" "is lost"
works "sound" verify
works "journal" journal --json
json "the end that was lost is named" \
	"[\"%s@%d\" % (e['facts']['lost_seal'], e['facts']['lost_seq']) for e in d['events'] if e['kind'] == 'register.restored'] == ['$lost']"
works "the next incident" log -q --no-send "Dopo"
same "no reference is given twice" 2026-0038 "$(sed 's/^[0-9]*/2026/' out)"
works "the next drill" log -q --drill --no-send "Dopo"
same "of no series" D02 "$(sed 's/^[0-9]*-//' out)"
refused 1 "nothing leaves here either" "breccia adopt" send
works "adopted again" -q adopt -y --reason "ripristinato"

# --- what is no backup ---------------------------------------------------------------------------------------------------
whole=$(seal)
cp moved.db broken.db
"$python" - <<'END'
import sqlite3
db = sqlite3.connect("broken.db")
db.execute("DROP TRIGGER journal_no_update")
db.execute("UPDATE journal SET body = replace(body, 'Uno', 'Due') WHERE seq = (SELECT min(seq) FROM journal WHERE body LIKE '%Uno%')")
assert db.total_changes == 1
db.commit()
END
refused 1 "a backup that was tampered with" "is broken" restore --force broken.db
head -c 50000 moved.db >half.db
refused 1 "half a backup" "half.db" restore --force half.db
head -c 50000 /dev/urandom >noise.db
refused 1 "noise" "no sound register" restore --force noise.db
refused 66 "no file" "cannot be read" restore --force none.db
works "another company's register" -r "sqlite:$dir/other.db" -c "$dir/other.conf" init --org "Altra" --me "Ugo <ugo@altra.example>" --no-input
works "has its backup" -r "sqlite:$dir/other.db" -c /dev/null backup -q other-copy.db
refused 1 "another company's backup" "another register" restore --force other-copy.db
same "leaves all as it was" "$whole" "$(seal)"
works "sound as ever" verify
refused 1 "a broken backup founds nothing" "is broken" -r "sqlite:$dir/new/register.db" restore broken.db
[ ! -e new/register.db ] && ok "no file is there" || not_ok "no file is there"
: >stale.db-wal
refused 73 "nor beside a log that nobody owns" "put it aside" -r "sqlite:$dir/stale.db" restore moved.db

# --- killed on the way ---------------------------------------------------------------------------------------------------
works "a later copy" backup -q later.db
old=$(seal)
killed=0 done=0 torn=0
for seconds in 0.010 0.015 0.020 0.025 0.030 0.035 0.040 0.045 0.050 0.055 0.060 0.065 0.070 0.080 0.090 0.100 0.120 0.150 0.200 0.300 60; do
	cp here/register.db kept.db
	timeout -s KILL "$seconds" "$program" -q restore --force moved.db >/dev/null 2>&1 </dev/null && done=$((done + 1)) || killed=$((killed + 1))
	now=$(seal)
	if ! timeout 60 "$program" -q verify >/dev/null 2>&1; then
		torn=$((torn + 1))
	elif [ "$now" != "$old" ]; then
		timeout 60 "$program" journal --json | grep -q '"kind":"register.restored"' || torn=$((torn + 1))
		timeout 60 "$program" -q restore --force later.db >/dev/null 2>&1 </dev/null || torn=$((torn + 1))
		timeout 60 "$program" -q adopt --yes --reason prova >/dev/null 2>&1 </dev/null || torn=$((torn + 1))
		old=$(seal)
	fi
	rm -f here/.register.db.*
done
same "killed at any moment the old register or the restored one is whole ($killed killed, $done ended)" 0 $torn
[ $killed -ge 1 ] && [ $done -ge 1 ] && ok "both happened" || not_ok "both happened: $killed killed, $done ended"

# --- moved ---------------------------------------------------------------------------------------------------------------
tip=$(seal)
works "moved away" backup --move gone.db
says "it says what comes next" "breccia adopt"
works "the copy" -r "sqlite:$dir/gone.db" verify --against "$tip"
works "still to be read" list
works "and looked at" show 1
works "and verified" verify
for command in "log Ancora" "note 1 Ancora" "config set hold 5m" "notify 1 --yes" "backup --move again.db" "person add Ugo"; do
	# shellcheck disable=SC2086
	refused 1 "refused here: $command" "moved away at" $command
done
grep -q "gone.db" err && ok "it says where it went" || not_ok "it says where it went"
refused 1 "nothing leaves either" "moved away" send
works "it can be copied once more" backup -q again.db
works "restored on the new machine" -r "sqlite:$dir/new/register.db" -q restore gone.db
works "which goes on" -r "sqlite:$dir/new/register.db" log -q --no-send "Di là"
works "or brought back" -q adopt --yes --reason "non si trasloca più"
works "then it goes on here" log -q --no-send "Di qua"
works "sound at last" verify

# --- what waits for somebody ---------------------------------------------------------------------------------------------
works "one that is held back" -r "$there" -c none.conf log -q "Trattenuto"
held=$(cat out)
works "until it is released" -r "$there" -c none.conf outbox hold "$held/n1"
works "a copy" -r "$there" backup -q held.db
breccia -r "sqlite:$dir/held.db" adopt --reason prova
exits 64 "nobody can be asked"
if grep -A 9 'until somebody releases them' out | grep -q "$held/n1" && ! sed '/until somebody releases them/,$d' out | grep -q "$held/n1"; then
	ok "it is not said to leave"
else
	not_ok "it is not said to leave"
fi
works "for programs" -r "sqlite:$dir/held.db" -c none.conf adopt --yes --reason prova --json
json "too" "'$held/n1' not in d['waiting']" "d['held'] == ['$held/n1']"

# --- who may, and how old ------------------------------------------------------------------------------------------------
works "an operator" person add "Luca <luca@rossi.example>" --role security --account "$(id -un)"
for command in "backup x.db" "restore --force moved.db" "adopt --reason x --yes"; do
	# shellcheck disable=SC2086
	refused 77 "not for an operator: $command" "that takes admin" --as "luca@rossi.example" $command
done
AT=$(date -u -d '+6 days' +%FT%TZ)
export AT
breccia --as p1 due --json
json "within the week" 'd["backup_old"] is False'
AT=$(date -u -d '+8 days' +%FT%TZ)
breccia --as p1 due --json
json "after a week without a backup" 'd["backup_old"] is True' 'd["status"] >= 1'
breccia --as p1 due
says "due says it" "breccia backup"
breccia --as p1 doctor
says "doctor too" "old: breccia backup"
works "never yet" -r "sqlite:$dir/never.db" -c "$dir/never.conf" init --org "Nuova" --me "Ada <ada@nuova.example>" --no-input
breccia -r "sqlite:$dir/never.db" -c /dev/null doctor
says "doctor says it without a length of time" "none was ever taken: breccia backup FILE"
AT=$(date -u -d '+16 days' +%FT%TZ)
breccia -r "sqlite:$dir/never.db" -c /dev/null due
exits 1 "a register that was never copied"
says "is told so" "none was ever taken"
end
