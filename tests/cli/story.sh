#!/bin/sh
# One incident from the night it was found until it is closed, as the people of a call centre live it; and at each step what is
# said when a piece is missing.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
AT=2026-11-24T01:40:00Z # 02:40 in Rome
demonstration --lang it
works "clients with their contracts" client add "Gamma Energia" --hours 24 --email privacy@gamma.example
works "each with its hours" client add "Delta Luce" --hours 48 --email dpo@delta.example

# sealed after every step: the register can be made again from its journal, and is the same.
sound() {
	works "sound after: $*" verify -q
}
missing() { # GATE WORDS: closing is refused, names this gate, and says how to pass it
	breccia --as p2 close 8
	if [ "$status" -eq 1 ] && grep -qF -e "$2" err out; then ok "not closed while $1"; else not_ok "not closed while $1 (wanted \"$2\")"; fi
}

# --- the night ------------------------------------------------------------------------------------------------------------
works "security logs it" log --kind published --own-data yes --detected "2026-11-24 02:10" --client Gamma --client Delta --now \
	"Un anno di registrazioni su un collegamento pubblico"
says "and is told what runs" "2026-0008"
sound "logging"
works "the notice leaves" send
works "and it has been told" show 8 --json
json "in time, with proof" 'd["stage"] == "notified"' 'clock(d, "dpo-24h")["state"] == "met"' 'clock(d, "dpo-24h")["proof"] == "submitted"'
json "two clients' clocks run, each with its hours" 'clock(d, "client:gamma-energia")["due_at"] == "2026-11-25T01:10:00Z"' \
	'clock(d, "client:delta-luce")["due_at"] == "2026-11-26T01:10:00Z"'
missing "the DPO has not taken charge" "breccia take"

# --- the DPO --------------------------------------------------------------------------------------------------------------
AT=2026-11-24T07:00:00Z
works "the DPO takes charge" --as p2 take 8
missing "it is not assessed" "the severity is assessed"
works "and assesses it by ENISA's questions" --as p2 assess 8 --dpc behavioural:3 --ei name:1 --cb c=0.5,i=0,a=0,m=0
works "the score" show 8 --json
json "is 3.50, high" 'd["assessment"]["se"] == 3.5' 'd["assessment"]["level"] == "high"' 'd["stage"] == "assessed"'
sound "assessing"
missing "nothing is decided" "breccia decide"
works "the DPO's opinion on the authority" --as p2 opinion 8 authority yes --reason "rischio presente"
works "and on the people" --as p2 opinion 8 subjects yes --reason "rischio elevato"
refused 77 "the DPO does not decide for the company" "may not decide" --as p2 decide 8 authority yes --reason "x"
works "the company decides to file" --as p4 decide 8 authority yes --reason "come da parere del DPO"
works "and to tell the people" --as p4 decide 8 subjects yes --reason "come da parere del DPO" --signed-by "Anna Gallo"
sound "deciding"
works "a clock for the people runs" show 8 --json
json "from the decision" 'clock(d, "subjects")["starts_at"] == "2026-11-24T07:00:00Z"' 'len(d["decisions"]) == 2' 'len(d["opinions"]) == 2'

# --- the clients, the authority, the people ---------------------------------------------------------------------------------
missing "the clients are not told" "every clock is met"
refused 77 "security does not release at once" "the DPO or the management releases" notify 8 --to gamma-energia -y
works "the manager releases one" --as p4 notify 8 --to gamma-energia -y
works "the DPO the other" --as p2 notify 8 --to delta-luce -y
works "both leave" send
works "and are told" show 8 --json
json "in time" 'clock(d, "client:gamma-energia")["state"] == "met"' 'clock(d, "client:delta-luce")["state"] == "met"'
AT=2026-11-25T09:00:00Z
printf 'ricevuta del portale\n' >ricevuta.txt
works "filed with the authority, first preliminary" file 8 authority-72h --type preliminary --at "2026-11-25 09:30" --number 4711 --evidence ricevuta.txt
works "which starts the supplement" show 8 --json
json "for thirty days" 'clock(d, "authority-72h")["state"] == "met"' 'clock(d, "supplement")["state"] == "running"'
works "then complete" file 8 authority-72h --type complete --at "2026-11-25 10:00" --number 4712 --evidence ricevuta.txt
works "the people were told" file 8 subjects --type complete --at "2026-11-25 10:00" --evidence ricevuta.txt
works "all clocks" show 8 --json
json "are met" 'all(k["state"] in ("met", "met-late") for k in d["clocks"])'
sound "filing"

# --- the actions ------------------------------------------------------------------------------------------------------------
works "an action" --as p2 action add 8 "chiudere il collegamento" --kind containment --owner p1 --due +1d
works "another" --as p2 action add 8 "cercare chi ha scaricato" --kind investigation --owner "Reparto IT <it@rossi.example>" --due +2d
works "a third" --as p2 action add 8 "accesso solo con credenziali" --kind prevention --owner p1 --due +7d
missing "actions are open" "action"
printf 'registro del server\n' >registro.txt
works "done" action done 8/1 --result "collegamento chiuso alle 03:05"
works "done with evidence" action done 8/2 --result "due accessi, entrambi interni" --evidence registro.txt
works "and done" action done 8/3 --result "in esercizio"
works "each is settled" show 8 --json
json "with its result" '[a["state"] for a in d["actions"]] == ["done"] * 3' 'len(d["evidence"]) >= 2'
sound "the actions"

# --- closing ----------------------------------------------------------------------------------------------------------------
missing "it is not described" "amend"
works "facts, consequences, measures" amend 8 what="Un collegamento pubblico esponeva le registrazioni" consequences="ascolto da parte di estranei" \
	measures-taken="collegamento chiuso"
missing "nobody knows why" "root-cause"
works "and what changes" amend 8 root-cause="nessun controllo sui collegamenti" prevention="revisione mensile"
works "ready" show 8 --json
json "to be closed" 'd["stage"] == "ready"' 'all(g["ok"] for g in d["gates"])'
refused 77 "security does not close" "may not" close 8
works "the DPO closes it, and plans to look again" --as p2 close 8 --review "2027-05-25 09:00"
works "closed" show 8 --json
json "with the review to come" 'd["stage"] == "closed"' 'd["actions"][-1]["state"] in ("open", "proposed")'
refused 1 "nothing more is changed" "reopen" amend 8 what="altro"
works "it can be reopened, with a reason" --as p2 reopen 8 --reason "altri ascolti emersi"
works "and is open again" show 8 --json
json "ready as before" 'd["stage"] == "ready"'
works "all of it is sound" verify
end
