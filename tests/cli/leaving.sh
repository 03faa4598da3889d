#!/bin/sh
# What cannot leave from this machine, however often it is tried: it is never called fine.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"

# account GROUP...: of a configuration, which writes to folders
account() {
	: >mail.conf
	for group; do
		mkdir -p "$group/new" "$group/cur" "$group/tmp"
		printf '[%s]\nserver = maildir:%s/%s\nfrom = privacy@rossi.example\n' "$group" "$dir" "$group" >>mail.conf
	done
	BRECCIA_CONFIG=$dir/mail.conf
	export BRECCIA_CONFIG
}

# another NAME: a new register
another() {
	BRECCIA_REGISTER=sqlite:$dir/$1.db AT=2026-11-24T02:02:00Z
	export BRECCIA_REGISTER
	shift
	company "$@"
}

logged() {
	breccia log --client none --own-data no --detected 02:40 "Badge smarrito" --now
}

# The DPO has an e-mail address alone, the machine PEC alone.
another pec
account pec
breccia doctor
says "doctor knows before any breach" "the DPO Giulia Verdi can be written to by e-mail alone, and there is no [email] account"
says "and who cannot be reminded" "Maria Bianchi can be reminded by e-mail alone, and there is no [email] account"
exits 1 "that is wrong"
works "nothing waits yet" due
logged
says "log promises nothing" "NOTHING LEAVES: no [email] account is set up on this machine"
says_not "no way at all" "It leaves"
breccia due
exits 2 "the clock of a notice that cannot leave is critical at once"
says "in words" "NOTHING LEAVES: no [email] account is set up on this machine"
breccia due --nagios
exits 2 "for monitoring too"
says "which says what" "1 waiting for an account that is not set up"
breccia due --line
says "a prompt shouts" "NOTHING LEAVES"
breccia due --json
json "and as JSON" 'd["blocked"] == 1' 'd["status"] == 2' 'd["no_dpo"] is False'
"$program" outbox withdraw 1/n1 --reason "prova" >out 2>err || not_ok "it is withdrawn"
works "nothing waits any more" due

# A PEC address alone, and e-mail alone.
another email
account email
"$program" person change p2 --email '' --pec giulia@pec.verdi.example >out 2>err || not_ok "a PEC address alone"
breccia doctor
says "doctor says it in the mirror" "the DPO Giulia Verdi can be written to by PEC alone, and there is no [pec] account"
logged
says "so does log" "NOTHING LEAVES: no [pec] account is set up on this machine"
breccia due
exits 2 "and due"

# Both addresses and PEC alone: the full text leaves, and nobody waits for the e-mail that only wakes.
another both --dpo-pec giulia@pec.verdi.example
account pec
logged
says "by the way there is" "It leaves now by PEC."
works "nothing is missing" due
breccia doctor
says_not "nor for doctor" "the DPO Giulia Verdi can be written to"

# Nobody in office.
another nobody
account email
"$program" dpo end --reason "prova" >out 2>err || not_ok "the DPO leaves"
logged
says "log says that nothing leaves" "NOTHING LEAVES: no DPO is in office"
says_not "and promises nothing" "It leaves"
breccia due
exits 2 "due does"
says "in words" "no DPO is in office: breccia dpo appoint"
breccia due --nagios
says "to monitoring too" "no DPO is in office"
"$program" outbox withdraw 1/n1 --reason "prova" >out 2>err || not_ok "it is withdrawn"
breccia due
exits 1 "where nothing is queued the clock still has nobody to go to"
says "which is said" "no DPO is in office, and a clock runs"
end
