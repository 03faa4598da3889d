#!/bin/sh
# config, doctor: what decides what is true stands in the journal; would a notice leave tonight?
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
company

works "every setting" config list --json
json "with value, default, origin and meaning" 'all({"name", "value", "origin", "say"} <= set(s) for s in d["settings"] if not s["name"].startswith("["))' \
	'next(s for s in d["settings"] if s["name"] == "hold")["value"] == "10m"' 'next(s for s in d["settings"] if s["name"] == "hold")["origin"] == "default"' \
	'next(s for s in d["settings"] if s["name"] == "zone")["origin"] == "register"'
works "config alone" config --json
works "one setting" config get hold
[ "$(cat out)" = 10m ] && ok "as it is" || not_ok "as it is"
works "it is changed" config set hold 5m
works "and then" config get hold --json
json "it is another" 'd["value"] == "5m"' 'd["name"] == "hold"'
works "a duration in other words" config set auto-notify 90m
works "is written in one way" config get auto-notify
[ "$(cat out)" = 1h30m ] && ok "in hours and minutes" || not_ok "in hours and minutes"
works "several words are one value" config set organisation.office Via Po 1, Torino
works "of the company" config get organisation.office
[ "$(cat out)" = "Via Po 1, Torino" ] && ok "as they were typed" || not_ok "as they were typed"
works "two lines" config set organisation.sector "a
b"
works "are one line" config get organisation.sector
[ "$(cat out)" = "a b" ] && ok "of a company that has one" || not_ok "of a company that has one"
works "proof may be asked for more" config set proof.email delivered

before=$(seal)
refused 66 "a setting that is none" "there is no setting colour" config set colour red
refused 66 "nor can it be read" "there is no setting colour" config get colour
refused 65 "more than may be" "from 0m to 2h" config set hold 3h
refused 65 "no duration" "10m" config set hold soon
refused 65 "more hours than the law gives" "72" config set authority-hours 73
refused 65 "no number" "client-hours" config set client-hours many
refused 65 "a proof that is none" "submitted" config set proof.email maybe
refused 65 "a language that is none" "it" config set language fr
refused 65 "a zone that is none" "Europe/Rome" config set zone Europe/Nowhere
refused 65 "a zone that is a path" "" config set zone ../../etc/passwd
refused 65 "an address that is none" "mail address" config set organisation.pec nobody
refused 64 "no value" "config [list" config set hold
refused 64 "a verb that is none" "config [list" config unset hold
for who in p2 p3 p4; do
	refused 77 "$who changes nothing" "$who may not change people or settings" --as $who config set hold 1m
done
unchanged "nothing of that stands" "$before"
works "everybody reads" --as p4 config get hold

# A changed zone changes how times are read and shown, never what happened.
"$program" log -q --no-send --detected 02:40 "Badge" >out 2>err
works "another zone" config set zone Europe/Lisbon
works "the same instant" show 1 --json
json "is kept" 'd["detected_at"] == "2026-11-24T01:40:00Z"'
works "in words" --lang en show 1
says "an hour earlier on the wall" "01:40"
works "a time typed now" log --no-send --detected 01:40 --json x
json "is read there" 'd["incident"]["detected_at"] == "2026-11-24T01:40:00Z"'
works "rebuilding under another zone of the machine finds the same" verify

# The machine's own configuration.
printf '[email]\nserver = smtp://mail.rossi.example:587\nfrom = privacy@rossi.example\nuser = privacy\npassword-command = echo hunter2\n' >mail.conf
works "the machine's own" -c mail.conf config list
says "with its file" "mail.conf"
says_not "without secrets" "hunter2"

# doctor
breccia doctor --json
exits 1 "without a mail account something is wrong"
json "that is said" 'd["sound"] is False' 'any(c["check"] == "mail" and c["state"] == "wrong" for c in d["checks"])' \
	'any(c["check"] == "register" and c["state"] == "ok" for c in d["checks"])' 'any(c["check"] == "DPO" and c["state"] == "ok" for c in d["checks"])'
json "a courier that is not needed is well" 'all(c["state"] != "wrong" for c in d["checks"] if c["check"] == "courier")'
cp -r "$XDG_DATA_HOME" waiting
works "a notice that waits" -q -r "$dir/waiting/breccia/register.db" log "Uno"
breccia -r "$dir/waiting/breccia/register.db" doctor --json
json "where one waits and nothing can leave, that is no good state of the courier" \
	'[c["state"] for c in d["checks"] if c["check"] == "courier" and "NOTHING LEAVES" in c["say"]] == ["wrong"]'
rm -rf waiting
TZ=America/New_York breccia doctor --json
json "another zone of the machine is worth a note" 'any(c["check"] == "zone" and c["state"] == "note" and "New_York" in c["say"] for c in d["checks"])'
works "with one" -c mail.conf doctor --json
json "nothing is wrong" 'd["sound"] is True' 'any(c["check"] == "[email]" and c["state"] == "ok" for c in d["checks"])'
grep -q hunter2 out && not_ok "the password is not shown" || ok "the password is not shown"
works "in Italian" --lang it -c mail.conf doctor
sed -i 's/^password-command.*/password-command = false/' mail.conf
breccia -c mail.conf doctor --json
exits 1 "a password command that fails"
json "is said" 'any(c["check"] == "[email]" and c["state"] == "wrong" for c in d["checks"])'
printf 'hunter2\n' >secret
chmod 644 secret
sed -i "s!^password-command.*!password-file = $dir/secret!" mail.conf
breccia -c mail.conf doctor --json
exits 1 "a password that others can read"
json "is said" 'any(c["check"] == "[email]" and c["state"] == "wrong" and "chmod" in c["say"] for c in d["checks"])'
chmod 600 secret
works "a password of one's own" -c mail.conf doctor
sed -i "s!^user.*!&\nca-file = /nonexistent!" mail.conf
breccia -c mail.conf doctor --json
exits 1 "certificates that are not there"
sed -i '/^ca-file/d' mail.conf
"$program" dpo end >out 2>err
breccia -c mail.conf doctor --json
exits 1 "without a DPO something is wrong"
json "that is said" 'any(c["check"] == "DPO" and c["state"] == "wrong" for c in d["checks"])'
AT=2026-11-23T00:00:00Z breccia -c mail.conf doctor --json
json "a clock that went back is said" 'any(c["check"] == "clock" and c["state"] == "wrong" for c in d["checks"])'

# What else must be true tonight.
AT=2026-11-24T02:02:00Z
"$program" dpo appoint p2 --dpo-no-conflict >out 2>err || :
printf '[email]\nserver = smtp://mail.rossi.example:587\nfrom = privacy@rossi.example\nauth = none\n' >mail.conf
breccia --lang it -c mail.conf doctor --json
json "checks have the same names in every language" '{"register", "permissions", "seal", "disk", "clock", "time", "zone", "language", "courier"} <= set(c["check"] for c in d["checks"])' \
	'set(c["state"] for c in d["checks"]) <= {"ok", "note", "wrong"}' \
	'any(c["check"] == "permissions" and c["state"] == "ok" for c in d["checks"])' 'any(c["check"] == "seal" and c["state"] == "ok" for c in d["checks"])'
works "it is verified" verify -q
breccia -c mail.conf doctor
says "and that is remembered" "the chain is unbroken; verified whole"
register=$(breccia --json doctor && get '[c["say"] for c in d["checks"] if c["check"] == "register"][0].split(",")[0]')
folder=$(dirname "$register")
chmod 777 "$folder"
breccia -c mail.conf doctor --json
exits 1 "a folder in which everybody replaces the register"
json "is said" 'any(c["check"] == "permissions" and c["state"] == "wrong" and "chmod o-w " in c["say"] for c in d["checks"])'
chmod 700 "$folder"
chmod 666 mail.conf
breccia -c mail.conf doctor --json
json "a configuration that everybody changes" 'any(c["check"] == "permissions" and c["state"] == "wrong" and "mail.conf" in c["say"] for c in d["checks"])'
chmod 600 mail.conf
for row in '2026-12-25 ok' '2026-12-24 note' '2026-11-26 note' '2026-11-25 wrong' '2026-11-20 wrong'; do
	sed -i '/^password-expires/d' mail.conf
	echo "password-expires = ${row% *}" >>mail.conf
	breccia -c mail.conf doctor --json
	json "a password until ${row% *} is ${row#* }" \
		"any(c['check'] == '[email]' and c['state'] == '${row#* }' and 'password' in c['say'] for c in d['checks'])"
done
printf '[pec]\nprovider = aruba-pec\nauth = none\nfrom = rossi@pec.example\n' >mail.conf
breccia -c mail.conf doctor --json
json "a provider fills in the server" 'any(c["check"] == "[pec]" and c["state"] == "ok" and c["say"] == "smtps://smtps.pec.aruba.it" for c in d["checks"])'
printf '[pec]\nprovider = aruba-pce\nfrom = rossi@pec.example\n' >mail.conf
refused 78 "a provider that is not known: it says which are" "give aruba-pec, poste, legalmail, namirial, register, microsoft365, google" -c mail.conf doctor
printf '[email]\nserver = smtp://localhost\nauth = none\nfrom = rossi@pec.example\n' >mail.conf
breccia -c mail.conf doctor --json
json "what confines the courier's children is said" 'any(c["check"] == "children" and "limits" in c["say"] for c in d["checks"])'
breccia doctor --to rossi@pec.example
exits 64 "--to without --send-test"
breccia -c mail.conf doctor --send-test --account fax
exits 64 "an account that is none"
: >empty.conf
breccia -c empty.conf doctor --send-test
exits 78 "no account at all"
refused 78 "an account that is not set up" "no [pec] account is set up on this machine: breccia.conf(5)" -c mail.conf doctor --send-test --account pec
refused 78 "a mailbox that is not" "no mailbox is set up on this machine: breccia.conf(5), inbox" -c mail.conf verify --mailbox
mkdir -p box
printf '[email]\nserver = maildir:%s/box\nfrom = privacy@rossi.example\n' "$dir" >mail.conf
breccia -c mail.conf doctor --json
json "a folder is no server" 'any(c["check"] == "[email]" and c["state"] == "note" for c in d["checks"])'
sed -i '1i [ui]\nlanguage = it' mail.conf
breccia -c mail.conf doctor
says "the file chooses the language" "lingua"
breccia --lang en -c mail.conf doctor
says "unless the command line does" "language"
LC_ALL=en_US.UTF-8 breccia -c mail.conf doctor --json
json "or the environment, and then doctor says so" 'any(c["check"] == "language" and c["state"] == "note" for c in d["checks"])'
end
