#!/bin/sh
# due for those who watch: one line for monitoring, one for a prompt, and what presses beside the clocks.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"

# one NAME STATUS LINE ARGS...: this exit status, exactly this line on standard output, and nothing on standard error.
one() {
	name=$1 want=$2
	printf '%s\n' "$3" >wanted
	shift 3
	breccia "$@"
	if [ "$status" -eq "$want" ] && cmp -s wanted out && [ ! -s err ]; then ok "$name"; else not_ok "$name (wanted $want, $(cat wanted))"; fi
}

unknown='BRECCIA UNKNOWN - nothing could be found out'
one "without a register it is unknown" 3 "$unknown (notfound): run breccia due on that machine" due --nagios
company
one "an empty register is fine" 0 "BRECCIA OK - nothing presses | late=0 soon=0 open=0 outbox=0 unproven=0 failed=0" due --nagios
works "a prompt shows nothing" due --line
[ ! -s out ] && ok "not even a line end" || not_ok "not even a line end"

"$program" log -q --no-send --client none --own-data no --detected 02:40 "Badge di Mario Rossi smarrito" >out 2>err || not_ok "an incident for the test"
one "a clock that runs is fine" 0 \
	"BRECCIA OK - nothing presses, next deadline in 23h38m | late=0 soon=0 open=1 outbox=0 unproven=0 failed=0 next=85080s" due --nagios
one "whatever the language is" 0 \
	"BRECCIA OK - nothing presses, next deadline in 23h38m | late=0 soon=0 open=1 outbox=0 unproven=0 failed=0 next=85080s" --lang it due --nagios
one "a prompt counts down" 0 "next 23h38m" due --line
"$program" notify 1 >out 2>err || not_ok "a notice for the test"
printf '[email]\nserver = smtp://mail.rossi.example:587\nfrom = privacy@rossi.example\n' >way.conf
one "and says what has not left" 0 "next 23h38m, 1 unsent" -c way.conf due --line
one "in Italian too" 0 "prossimo 23h38m, 1 da inviare" --lang it -c way.conf due --line
AT=2026-11-24T02:13:00Z
one "a silent courier is critical while a clock runs" 2 "BRECCIA CRITICAL - nothing leaves, the courier is silent, next deadline in 23h27m | late=0 soon=0 \
open=1 outbox=1 unproven=0 failed=0 next=84420s" -c way.conf due --nagios
one "a prompt shouts" 0 "next 23h27m, 1 unsent, NOTHING LEAVES" due --line
"$program" outbox withdraw 1/n1 --reason "prova" >out 2>err
AT=2026-11-24T20:00:00Z
one "soon is a warning" 1 "BRECCIA WARNING - 1 due soon, next deadline in 5h40m | late=0 soon=1 open=1 outbox=0 unproven=0 failed=0 next=20400s" \
	due --nagios
AT=2026-11-25T01:45:00Z
one "late is critical" 2 "BRECCIA CRITICAL - 1 late | late=1 soon=0 open=1 outbox=0 unproven=0 failed=0" due --nagios
one "a prompt that is late ends with 0" 0 "1 LATE" due --line
breccia due --json
json "the same numbers as JSON" 'd["late"] == 1' 'd["open"] == 1' 'd["due_soon"] == 0' 'd["outbox"] == 0' 'd["unproven"] == 0' \
	'd["status"] == 2' '"password_days" not in d'

# Whatever fails is one line on standard output, and names nobody.
one "a wrong option" 3 "$unknown (usage): run breccia due on that machine" due --nagios --nonsense
one "a word too many" 3 "$unknown (usage): run breccia due on that machine" due x --nagios
one "somebody else's name" 3 "$unknown (denied): run breccia due on that machine" --as nobody@example.org due --nagios
one "two forms at once" 3 "$unknown (usage): run breccia due on that machine" due --nagios --line
printf '[email]\nnonsense\n' >bad.conf
one "a configuration that cannot be read" 3 "$unknown (config): run breccia due on that machine" -c bad.conf due --nagios
printf 'this is no register, whatever its name says; it is long enough to look like one' >broken.db
breccia -r "sqlite:$dir/broken.db" due --nagios
exits 3 "a broken register is unknown"
[ "$(wc -l <out)" -eq 1 ] && [ ! -s err ] && ok "in one line" || not_ok "in one line"
refused 64 "a prompt hears what is wrong" "give one of" due --line --json
refused 66 "and that there is no register" "there is no register" -r sqlite:/nonexistent/r.db due --line

# Passwords expire.
AT=2026-11-24T02:02:00Z
"$program" outbox >out 2>err
expires() { # DAY: of the e-mail account
	printf '[email]\nserver = smtp://mail.rossi.example:587\nfrom = privacy@rossi.example\npassword-expires = %s\n' "$1" >mail.conf
}
expires 2026-12-09
one "a password that expires in 15 days does not press" 0 "next 23h38m" -c mail.conf due --line
breccia -c mail.conf due --json
exits 0 "in 15 days"
json "but is told" 'd["password_days"] == 15'
expires 2026-12-08
breccia -c mail.conf due
exits 1 "in 14 days it presses"
says "in words" "The password of [email] expires in 14 days"
expires 2026-11-24
breccia -c mail.conf due --nagios
exits 1 "today"
says "is said" "the password of email expires in 0 days"
expires 2026-11-20
breccia -c mail.conf due
exits 1 "it has expired"
says "which is said" "The password of [email] has expired"

# A PEC is given half of the time to be accepted. What goes to a folder is accepted by nobody.
AT=2026-11-24T02:02:00Z BRECCIA_REGISTER=sqlite:$dir/pec.db
export BRECCIA_REGISTER
company --dpo-pec giulia@pec.verdi.example
mkdir -p pec/new pec/cur pec/tmp mail/new mail/cur mail/tmp
printf '[%s]\nserver = maildir:%s/%s\nfrom = privacy@rossi.example\n' email "$dir" mail pec "$dir" pec >both.conf
works "an incident" log -q --client none --own-data no --detected 02:40 "Badge smarrito" --now --no-send
works "its PEC" -c both.conf notify 1 -q
works "leaves" -c both.conf send -q
breccia -c both.conf due --json
AT=2026-11-24T13:40:00Z
works "until half of the time is gone nothing presses" -c both.conf due
AT=2026-11-24T13:41:00Z
breccia -c both.conf due
exits 1 "then it does"
says "and what helps is said" "breccia notify 2026-0001 --channel email"
printf '[pec]\nserver = maildir:%s/pec\nfrom = privacy@rossi.example\n' "$dir" >one.conf
breccia -c one.conf due
says "without another way, what is left" "2026-0001: a PEC has not been accepted, and half of the time is gone: call the DPO"
says_not "and nothing that is not possible" "--channel email"
breccia -c both.conf due --nagios
says "to monitoring too" "1 PEC not accepted in time"
end
