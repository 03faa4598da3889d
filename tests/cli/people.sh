#!/bin/sh
# person, client, dpo: who is in the register, and what somebody may do whom it does not know.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
company

works "somebody with a name and an address" person add "Luca Neri <luca@verdi.example>" --role dpo --phone "+39 1" --phone-out "+39 2" \
	--position "vice DPO" --pec luca@pec.example --json
json "gets the next number" 'd["person"] == "p5"'
works "all that was said" person show p5 --json
json "is kept" 'd["people"][0] == {"id": "p5", "name": "Luca Neri", "roles": ["dpo"], "position": "vice DPO", "email": "luca@verdi.example", "pec": "luca@pec.example", "phone": "+39 1", "phone_out": "+39 2", "accounts": [], "reply_from": []}'
for who in luca@verdi.example "Luca Neri" "luca neri"; do
	works "by \"$who\"" person show "$who" --json
	json "it is p5" 'd["people"][0]["id"] == "p5"'
done
works "a change" person change p5 --phone "" --position "vice" --role dpo
works "changes only that" person show p5 --json
json "and an empty value takes one away" '"phone" not in d["people"][0] or d["people"][0]["phone"] == ""' 'd["people"][0]["position"] == "vice"' \
	'd["people"][0]["phone_out"] == "+39 2"'
works "from where somebody answers besides" person change p5 --reply-from l.neri@studio.example --reply-from luca@casa.example
works "it is all of them" person show p5 --json
json "in their order" 'd["people"][0]["reply_from"] == ["l.neri@studio.example", "luca@casa.example"]'
works "shown with the person" person show p5
says "with them in words" "ANSWERS ALSO FROM  l.neri@studio.example, luca@casa.example"
says "and the telephone out of hours" "OUT OF HOURS       +39 2"
works "another change" person change p5 --position vice
works "leaves them" person show p5 --json
json "as they were" 'len(d["people"][0]["reply_from"]) == 2'
works "none any more" person change p5 --reply-from ""
works "takes them away" person show p5 --json
json "all" 'd["people"][0]["reply_from"] == []'
works "in words" --lang it person list
says "roles in Italian" "gestore del programma"
says_not "never the word that is the DPO's conflict" "amministratore"

before=$(seal)
refused 65 "nobody" "needs a name" person add
refused 65 "a role that is none" "boss is no role" person add "X" --role boss
refused 65 "an address that is none" "mail address" person add "X <x@>"
refused 65 "nor one that answers" "mail address" person change p5 --reply-from a@b.example --reply-from ""
refused 65 "two lines of name" "one line" person change p5 --name "a
b"
refused 65 "DPO and manager" "nobody is both dpo and manager" person add "X" --role dpo --role manager
refused 65 "DPO and administrator" "nobody is both dpo and admin" person change p5 --role dpo --role admin
refused 64 "nothing to change" "nothing to change" person change p5
refused 65 "no name" "cannot be empty" person change p5 --name ""
refused 66 "nobody of that name" "knows nobody called" person show Mario
refused 64 "a verb that is none" 'there are list, show, add, change, retire' person remove p5
refused 64 "whom" "breccia person" person show
refused 1 "the last administrator stays" "last administrator" person retire p1
refused 1 "and keeps the role" "last administrator" person change p1 --role security
refused 1 "the DPO in office stays" "DPO in office" person retire p2 --reason x
for who in p2 p3 p4; do
	refused 77 "$who adds nobody" "$who may not change people or settings" --as $who person add X
done
unchanged "nothing of that stands" "$before"
works "somebody leaves" person retire p5 --reason "fine incarico"
works "and is no longer listed" person list --json
json "among those who work" '"p5" not in field("id", d["people"])'
works "but never forgotten" person list --all --json
json "with the day" 'next(p for p in d["people"] if p["id"] == "p5")["retired_at"] == "2026-11-24T02:02:00Z"'
works "in words" person list --all
if grep 'Luca Neri' out | grep -q '24/11/2026$' && ! grep 'Giulia' out | grep -q 2026; then ok "who left is told from who works"; else not_ok "who left is told from who works"; fi
says "under a heading" "RETIRED"
works "of those who work" person list
says_not "nobody is asked" "RETIRED"
refused 1 "nobody leaves twice" "retired already" person retire p5

# Accounts.
me=$(id -un)
works "somebody of another account" person add "Sara Fumo" --role security --account sara --json
refused 77 "is not for this account" "nobody whom the account $me" --as sara list
works "who leaves" person add "Rino" --role security --account "$me" --json
rino=$(get 'd["person"]')
works "may work until then" --as "$rino" list
"$program" person retire "$rino" --reason x >out 2>err
refused 77 "and not after" "nobody whom the account" --as "$rino" list

# Clients.
works "a client with all its particulars" client add "Gamma S.p.A." --hours 48 --starts aware --email b@gamma.example --pec b@pec.example --contact "Ida" \
	--phone "+39 3" --vat IT1 --clause "art. 9" --language en --processor yes --reply-from ida@gamma.example --json
json "is named by its name" 'd["client"] == "gamma-s-p-a"'
works "all that was said" client show gamma-s-p-a --json
json "is kept" '(d["clients"][0]["hours"], d["clients"][0]["starts"], d["clients"][0]["processor"], d["clients"][0]["lang"]) == (48, "aware", True, "en")' \
	'd["clients"][0]["clause"] == "art. 9"' 'd["clients"][0]["retired"] is False' 'd["clients"][0]["reply_from"] == ["ida@gamma.example"]'
works "and shown" client show gamma-s-p-a
says "with its clause" "CLAUSE                 art. 9"
says "and from where it answers" "ANSWERS ALSO FROM      ida@gamma.example"
works "its short name" client show gamma --json
json "finds it" 'd["clients"][0]["id"] == "gamma-s-p-a"'
works "another with a similar name" client add "Gamma Due" --json
refused 65 "then the short name is not enough" "several clients" client show gamma
works "its clock starts from awareness" log --no-send --client gamma-s-p-a --own-data no --aware 02:00 --detected 01:00 --json x
json "with its hours" 'clock(d["incident"], "client:gamma-s-p-a")["due_at"] == "2026-11-26T01:00:00Z"'
works "a contract changes" client change gamma-s-p-a --hours 12
works "what runs stays as it was" show 1 --json
json "its hours were frozen" 'clock(d, "client:gamma-s-p-a")["due_at"] == "2026-11-26T01:00:00Z"'
before=$(seal)
refused 65 "no name" "needs a name" client add
refused 1 "the same name" "already" client add "alfa"
refused 65 "no hours" "1 to 720" client add X --hours 0
refused 65 "too many hours" "1 to 720" client add X --hours 721
refused 65 "hours that are none" "1 to 720" client add X --hours 2h
refused 65 "from when" "detected or aware" client add X --starts logged
refused 65 "a language" "it or en" client add X --language fr
refused 65 "a processor" "yes or no" client add X --processor maybe
refused 65 "an address" "mail address" client add X --email x
refused 65 "an address that answers" "mail address" client add X --reply-from x
refused 64 "nothing to change" "nothing to change" client change alfa
refused 66 "an unknown one" "knows no client" client show omega
refused 77 "security adds none" "may not" --as p3 client add X
unchanged "nothing of that stands" "$before"
works "a client goes" client retire gamma-s-p-a --reason "contratto finito"
works "and is no longer listed" client list --json
json "but its incidents keep it" '"gamma-s-p-a" not in field("id", d["clients"])'
works "all, in words" client list --all
if grep gamma out | grep -q 'yes$' && ! grep '^  alfa' out | grep -q 'yes$'; then ok "which of them went"; else not_ok "which of them went"; fi
refused 1 "not twice" "retired already" client retire gamma-s-p-a

# The DPO.
works "the appointment" dpo --json
json "in office" 'd["appointments"][0]["person"] == "p2"' '"until" not in d["appointments"][0]'
works "a deputy" person add "Vera Rossi <vera@verdi.example>" --role dpo --json
vera=$(get 'd["person"]')
before=$(seal)
refused 66 "nobody" "knows nobody called" dpo appoint Mario
refused 65 "the administrator of the register" "nobody is both dpo and admin" dpo appoint p1
works "a director" person add "Carlo Blu <carlo@rossi.example>" --position "Direttore operativo" --json
carlo=$(get 'd["person"]')
works "one who cannot be reached" person add "Ivo Nero" --json
ivo=$(get 'd["person"]')
works "one in doubt" person add "Pia Bruni <pia@rossi.example>" --position "responsabile IT" --json
pia=$(get 'd["person"]')
before=$(seal)
refused 1 "the operations director" "cannot be that of a DPO" dpo appoint "$carlo"
refused 1 "in Italian" "non può essere" --lang it dpo appoint "$carlo"
refused 1 "nobody can write to them" "neither e-mail nor PEC" dpo appoint "$ivo"
refused 1 "a position in doubt wants a reason" "with --reason" dpo appoint "$pia"
refused 77 "the manager appoints nobody" "may not" --as p3 dpo appoint "$vera"
refused 64 "whom" "breccia dpo" dpo appoint
refused 65 "since when" "" dpo appoint "$vera" --from never
refused 64 "until when" "--to 25/08" dpo away
refused 65 "an absence that ends before it begins" "before it begins" dpo away --from 25/11/2026 --to 24/11/2026
unchanged "nothing of that stands" "$before"
works "the DPO is away" --as p2 dpo away --from 25/11/2026 --to 30/11/2026
works "another is appointed" dpo appoint "$vera" --deputy p2 --act "delibera 7" --protocol 0099 --firm "Studio Verdi" --delegated
works "both appointments" dpo --json
json "the first has ended" 'len(d["appointments"]) == 2' 'len([a for a in d["appointments"] if "until" not in a]) == 1' \
	"next(a for a in d['appointments'] if 'until' not in a)['person'] == '$vera'" \
	"next(a for a in d['appointments'] if 'until' not in a)['deputy'] == 'p2'" "next(a for a in d['appointments'] if 'until' not in a)['act'] == 'delibera 7'"
works "the office ends" dpo end --reason "recesso"
refused 1 "nobody is left to end" "no DPO is in office" dpo end
works "without a DPO" --lang it log --no-send "Senza DPO"
says "that is a violation of its own" "violazione"
works "all of it is sound" verify

# A login that the register does not know may log, and follow what it logged; nothing else. Another account on the same machine:
# root can be one.
if [ "$(id -u)" -eq 0 ] && "$python" -S -c 'import sqlite3' 2>/dev/null && command -v setpriv >/dev/null && id nobody >/dev/null 2>&1; then
	register=$XDG_DATA_HOME/breccia/register.db
	mkdir shared
	"$python" -S -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute("PRAGMA wal_checkpoint(TRUNCATE)")' "$register"
	cp "$register" shared/
	chown -R nobody shared
	stranger() { # runs as that account
		status=0
		env -u BRECCIA_AS setpriv --reuid nobody --clear-groups timeout 60 "$program" -r "$dir/shared/register.db" "$@" >out 2>err </dev/null || status=$?
	}
	chmod 755 "$dir" 2>/dev/null
	stranger log "Trovato di notte" --json
	if [ $status -eq 73 ] || [ $status -eq 74 ] || [ $status -eq 126 ] || [ $status -eq 127 ]; then
		echo "ok - another account cannot reach this folder # SKIP"
	else
		exits 0 "a stranger logs"
		json "and the clock runs" 'd["incident"]["stage"] == "logged"'
		ref=$(get 'd["ref"]')
		stranger show "$ref" --json
		exits 0 "and follows it"
		for words in "list" "due" "journal" "show 1" "outbox" "verify" "person list" "config list" "seal" "" "doctor"; do
			# shellcheck disable=SC2086 # a list of words
			stranger $words
			want=77
			judge_stranger="a stranger may not: breccia $words"
			{ [ "$status" -eq $want ] && [ ! -s out ]; } && ok "$judge_stranger" || not_ok "$judge_stranger"
		done
		for words in "note $ref x" "amend $ref site=x" "take $ref" "notify $ref" "late $ref --cause other --reason x" "person add X" "config set hold 5m" \
			"client add X" "dpo end" "outbox hold 1/n1"; do
			# shellcheck disable=SC2086 # a list of words
			stranger $words
			{ [ "$status" -eq 77 ] && [ ! -s out ]; } && ok "nor: breccia $words" || not_ok "nor: breccia $words"
		done
		stranger log "Ancora" -q
		exits 0 "it may log again"
		chown -R root shared
		works "the register has made it a person" -r shared/register.db person list --json
		json "of no role" 'd["people"][-1]["roles"] == []' 'd["people"][-1]["accounts"] == ["nobody"]' \
			'len([p for p in d["people"] if p["accounts"] == ["nobody"]]) == 1'
	fi
else
	echo "ok - a second account # SKIP needs root, setpriv and sqlite3"
fi
end
