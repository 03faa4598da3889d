#!/bin/sh
# init: a register of one's own, whole or not at all.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
register=$XDG_DATA_HOME/breccia/register.db
conf=$XDG_CONFIG_HOME/breccia/breccia.conf

fresh() {
	rm -rf "$HOME"
	mkdir "$HOME"
}

# nothing_left NAME: neither register nor configuration.
nothing_left() {
	found=$(find "$HOME" -type f)
	[ -z "$found" ] && ok "$1" || not_ok "$1: $found"
}

# says_no STATUS NAME WORDS ARGS...: refused, and nothing is left behind.
says_no() {
	refused "$@"
	nothing_left "$2: nothing is left behind"
	fresh
}

me="Maria Bianchi <maria@rossi.example>"
dpo="Giulia Verdi <giulia@verdi.example>"
says_no 64 "a company without name" "--org is missing" init --me "$me"
says_no 64 "a blank name" "--org is missing" init --org " " --me "$me"
says_no 64 "nobody" "--me is missing" init --org "Rossi"
says_no 65 "an address that is none" "--me: " init --org "Rossi" --me "Maria <maria>"
says_no 65 "two addresses" "--me: " init --org "Rossi" --me "Maria <a@b.example>, <c@d.example>"
says_no 65 "an address with a line end" "--me: " init --org "Rossi" --me "Maria <a@b.example
Bcc: c@d.example>"
says_no 65 "the DPO's address" "--dpo: " init --org "Rossi" --me "$me" --dpo "Giulia <giulia@>"
says_no 65 "the DPO's PEC" "mail address" init --org "Rossi" --me "$me" --dpo "$dpo" --dpo-pec "verdi"
says_no 64 "a DPO who cannot be reached" "the DPO needs an address" init --org "Rossi" --me "$me" --dpo "Giulia Verdi"
for option in pec=verdi@pec.example phone=1 position=avvocato since=today reason=x; do
	says_no 64 "of nobody no ${option%%=*} is kept" "add --dpo" init --org "Rossi" --me "$me" "--dpo-$option"
done
says_no 64 "a role that is none" "boss is no role" init --org "Rossi" --me "$me" --role boss
says_no 65 "a language that is none" "fr" init --org "Rossi" --me "$me" --language fr
says_no 65 "a zone that is none" "Europe/Nowhere" init --org "Rossi" --me "$me" --zone Europe/Nowhere
says_no 65 "a code with a blank" "code" init --org "Rossi" --me "$me" --code "A B"
says_no 64 "a mail server without sender" "--from is missing" init --org "Rossi" --me "$me" --server smtp://localhost:587
says_no 78 "a mail server that is none" "server" init --org "Rossi" --me "$me" --server ftp://localhost --from a@b.example
says_no 65 "a sender with a line end" "one line" init --org "Rossi" --me "$me" --server smtp://localhost:587 --from "a@b.example
password-command = id"
says_no 64 "a word too many" "one word too many" init Rossi

for title in "Amministratore" "amministratore delegato" "Amministratore unico" "direttore operativo" "Direttore delle operazioni" \
	"Operations Director" "COO" "Chief Executive Officer" "legale rappresentante" "Presidente del CdA"; do
	says_no 1 "the DPO may not be $title" "cannot be that of a DPO" init --org "Rossi" --me "$me" --dpo "$dpo" --dpo-position "$title"
done
says_no 1 "a position in conflict wants a reason" "say why it is not here, with --dpo-reason" init --org "Rossi" --me "$me" --dpo "$dpo" \
	--dpo-position "responsabile marketing"
works "a position in conflict, with its reason" init --org "Rossi" --me "$me" --dpo "$dpo" --dpo-position "responsabile marketing" \
	--dpo-reason "solo statistiche aggregate"
fresh
works "an administrator of systems is no administrator" init --org "Rossi" --me "$me" --dpo "$dpo" \
	--dpo-position "amministratore di sistema" --dpo-reason "non decide sui trattamenti"
fresh

works "a register from options" init --org "Rossi Contact S.p.A." --me "$me" --dpo "$dpo" --dpo-pec verdi@pec.example --dpo-phone "+39 333" \
	--phone "+39 011" --vat IT01234560017 --office "Via Po 1, Torino" --pec rossi@pec.example --desk-phone "+39 011 1" --code ROSSI \
	--zone Europe/Rome --language it --dpo-no-conflict
says "what is not yet set up is said" "breccia.conf"
says "and what to do next" "breccia log --drill"
says_not "but not what is set up" "VAT number"
[ "$(stat -c %a "$register")" = 600 ] && ok "nobody else reads the register" || not_ok "nobody else reads the register"
[ "$(stat -c %a "$XDG_DATA_HOME/breccia")" = 700 ] && ok "nor its folder" || not_ok "nor its folder"
works "the first person" person list --json
json "is administrator as well" 'd["people"][0]["id"] == "p1"' 'set(d["people"][0]["roles"]) == {"security", "admin"}' \
	'd["people"][0]["email"] == "maria@rossi.example"' 'len(d["people"][0]["accounts"]) == 1' 'd["people"][0]["phone"] == "+39 011"' \
	'd["people"][1]["roles"] == ["dpo"]' 'd["people"][1]["pec"] == "verdi@pec.example"' 'd["people"][1]["accounts"] == []'
works "the DPO" dpo --json
json "is appointed from today" 'd["appointments"][0]["person"] == "p2"' 'd["appointments"][0]["from"] == "2026-11-23T23:00:00Z"'
works "the settings" config list --json
json "are those given" '{s["name"]: s["value"] for s in d["settings"]}["code"] == "ROSSI"' \
	'{s["name"]: s["value"] for s in d["settings"]}["organisation.name"] == "Rossi Contact S.p.A."' \
	'{s["name"]: s["value"] for s in d["settings"]}["organisation.pec"] == "rossi@pec.example"'
works "the journal" journal --json
json "begins with the creation, and is no demonstration" 'd["events"][0]["kind"] == "register.created"' 'd["events"][0]["facts"]["demo"] is False' \
	'd["events"][0]["seq"] == 1' 'all(e["at"] == "2026-11-24T02:02:00Z" for e in d["events"])'
works "it is sound" verify
before=$(seal)
refused 73 "a register is never overwritten" "never overwritten" init --org "Bianchi" --me "$me"
unchanged "it is as it was" "$before"
fresh

works "the code is made from the name" init --org "Rossi Contact S.p.A." --me "$me" --json
works "the code" config get code
says "of the first word" "ROSSI"
fresh
works "a DPO who begins alone" init --org "Rossi" --me "Giulia Verdi <giulia@verdi.example>" --role dpo --dpo "$dpo"
works "is one person" person list --json
json "with both roles" 'len(d["people"]) == 1' 'set(d["people"][0]["roles"]) == {"dpo", "admin"}'
fresh
works "who says to be the DPO" init --org "Rossi" --me "Giulia Verdi <giulia@verdi.example>" --role dpo --json
json "is told where the register stands" 'd["register"].startswith("sqlite:/")'
works "the appointment" dpo --json
json "is in office" 'd["appointments"][0]["person"] == "p1"'
fresh
says_no 64 "two DPOs" "--dpo names somebody else" init --org "Rossi" --me "Anna <anna@rossi.example>" --role dpo --dpo "$dpo"
works "quietly" init --org "Rossi" --me "$me" -q
[ -s out ] && not_ok "quiet says nothing" || ok "quiet says nothing"
fresh

# The mail account goes to a configuration of one's own, which is never overwritten.
works "with a mail account" init --org "Rossi" --me "$me" --server smtp://mail.rossi.example:587 --from privacy@rossi.example --user privacy \
	--password-command "pass mail"
[ "$(stat -c %a "$conf")" = 600 ] && ok "the configuration is private" || not_ok "the configuration is private"
grep -q '^server = smtp://mail.rossi.example:587$' "$conf" && ok "and names the server" || not_ok "and names the server"
works "and is read" config list
says "as the machine's own" "smtp://mail.rossi.example:587"
says_not "without the command that prints the password" "pass mail"
fresh
mkdir -p "$XDG_CONFIG_HOME/breccia"
printf '# mine\n' >"$conf"
works "a configuration that is there stays" init --org "Rossi" --me "$me" --server smtp://mail.rossi.example:587 --from privacy@rossi.example
says "what it would be is shown" "server = smtp://mail.rossi.example:587"
[ "$(cat "$conf")" = "# mine" ] && ok "untouched" || not_ok "untouched"
fresh
works "a register elsewhere" -r "sqlite:$dir/else where/register.db" init --org "Rossi" --me "$me"
works "is found by the configuration that init wrote" list
[ -f "$dir/else where/register.db" ] && ok "it stands where it was wanted" || not_ok "it stands where it was wanted"
rm -rf "$dir/else where"
fresh
mkdir "$dir/here"
cd "$dir/here" || exit 99
breccia -r mine.db init --org "Rossi" --me "$me" -q
cd "$dir" || exit 99
works "a register of this folder is found from others" list
rm -rf "$dir/here"
fresh
says_no 64 "a register in memory" "ends with the program" -r :memory: init --org "Rossi" --me "$me"
refused 73 "a folder that cannot be made" "/proc/nowhere" -r sqlite:/proc/nowhere/register.db init --org "Rossi" --me "$me"
fresh

# In a terminal it asks for everything, and Enter takes what is proposed.
typed 'Rossi Contact S.p.A.


Via Po 1, Torino
rossi@pec.example

Maria Bianchi <maria@rossi.example>
security
+39 011
Giulia Verdi <giulia@verdi.example>


DPO esterno

no



' init
if [ "$status" -eq 0 ]; then ok "a register from answers"; else not_ok "a register from answers"; fi
says "the code is proposed" "[ROSSI]"
works "the answers" config list --json
json "are what was typed" '{s["name"]: s["value"] for s in d["settings"]}["organisation.office"] == "Via Po 1, Torino"' \
	'{s["name"]: s["value"] for s in d["settings"]}["organisation.name"] == "Rossi Contact S.p.A."'
works "the DPO of the answers" dpo --json
json "is in office" 'len(d["appointments"]) == 1'
fresh
# Each answer is looked at when it is given, and asked again with what is to be done; the others stand.
typed '
Rossi Contact S.p.A.
A B

123

rossi

Maria <maria>
Maria Bianchi <maria@rossi.example>
boss
security

Giulia Verdi <giulia@>
Giulia Verdi

Giulia Verdi <giulia@verdi.example>
verdi
verdi@pec.example

amministratore delegato
no
responsabile marketing

solo statistiche aggregate
quando capita
1/3/2024
no
fr
it
Europe/Nowhere
Europe/Rome
ftp://localhost
smtp://mail.rossi.example:587
privacy
privacy@rossi.example


no
' init
exits 0 "slips do not end it"
for words in "type the name of the company" '"A B" cannot be a code' '"rossi" is not a mail address' "boss is no role" '"giulia@' \
	"no notice could reach the DPO" '"verdi" is not a mail address' 'the position "amministratore delegato" cannot be that of a DPO' \
	"say in a sentence why it is no conflict" "quando capita" "give one of it, en" "no time zone Europe/Nowhere" "ftp://localhost" \
	'"privacy" is not a mail address'; do
	says "it is said what to do" "$words"
done
says_not "the next question waits for the answer" "--me"
works "what was typed" config list --json
json "stands" '{s["name"]: s["value"] for s in d["settings"]}["organisation.vat"] == "123"' \
	'{s["name"]: s["value"] for s in d["settings"]}["code"] == "ROSSI"'
works "the DPO" dpo --json
json "is in office since then" 'd["appointments"][0]["from"] == "2024-02-29T23:00:00Z"'
works "the journal" journal
says "knows why that is no conflict" "solo statistiche aggregate"
refused 73 "a register that is there is told before anything is asked" "never overwritten" init --org x --me "$me"
typed '' init
exits 73 "in a terminal too"
says_not "without a question" "Name of the company"
fresh
typed 'Rossi
ROSSI




Maria
' init
exits 64 "answers that end too soon"
says "make nothing" "no register was made"
nothing_left "and leave nothing"
typed '




Maria <maria@rossi.example>
' init --org Rossi --zone Europe/Nowhere
exits 65 "a wrong option is told"
says_not "before anything is asked" "VAT number"
nothing_left "nothing is left behind"
# The DPO turns out to be the administrator: another one is asked for, and nothing of the first stays with the second.
typed 'Rossi





Maria <maria@rossi.example>


Ada <ada@rossi.example>
ada@pec.example


today
yes
Giulia Verdi <giulia@verdi.example>



today
no



' init
exits 0 "who may not be DPO is put right"
works "the people" person list --json
json "are those who were meant" 'field("name", d["people"]) == ["Maria", "Giulia Verdi"]' '"pec" not in d["people"][1] or not d["people"][1]["pec"]'
fresh
# Who says to be the DPO is not asked who that is.
typed 'Rossi





Ada <ada@rossi.example>
dpo




today
no



' init
exits 0 "the DPO who begins alone answers"
says_not "not who it is" "The DPO, NAME"
works "the appointment" dpo --json
json "is one's own" 'd["appointments"][0]["person"] == "p1"'
fresh
# With a mail account it ends by offering a test message; what comes of that is shown, and no failure of init.
typed 'y
' init --org 'Rossi Contact S.p.A.' --me "$me" --code ROSSI --vat 1 --office x --pec a@b.it --desk-phone 1 --role security --phone 1 \
	--dpo 'Giulia Verdi <giulia@verdi.example>' --dpo-pec c@d.it --dpo-phone 1 --dpo-position x --dpo-reason x --dpo-since today \
	--dpo-no-conflict --language en --zone Europe/Rome --server smtp://127.0.0.1:1 --from privacy@rossi.example --user a \
	--password-command 'echo x'
if [ "$status" -eq 0 ]; then ok "a test message that cannot leave is no failure"; else not_ok "a test message that cannot leave is no failure"; fi
says "it is offered" "Send a test message to yourself now?"
says "and what came of it is shown" "It could not be sent now: no connection: Connection refused"
fresh
end
