#!/bin/sh
# Four writers, the courier, verify and backup at once on one register, for $SOAK_SECONDS (5; `make soak`: 60): nobody is told that it is
# busy, what was acknowledged is there, the numbers have no gap.
set -u
# shellcheck disable=SC2154
work=$builddir/tests/soak.dir
rm -rf "$work"
mkdir -p "$work" || exit 99
daemon=
trap '[ -z "$daemon" ] || kill $daemon 2>/dev/null; wait; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
# shellcheck source=tests/mail/kit.sh disable=SC2154
. "$srcdir/tests/mail/kit.sh"
command -v python3 >/dev/null || { echo "skipped: python3 is needed"; exit 77; }
seconds=${SOAK_SECONDS:-5}
register soak
printf '[email]\nserver = maildir:%s\nfrom = alice@lab.test\nmax-per-minute = 60\n' "$work/posta" >"$conf"
cli_conf=$conf
breccia log 'Zero' --detected=-1h --no-send >/dev/null || exit 99
end=$(($(date +%s) + seconds))

# again NAME COMMAND...: until the time is over; what fails is written to NAME.failed, what went well is counted
again() {
	who=$1 count=0
	shift
	while [ "$(date +%s)" -lt $end ]; do
		"$@" >"$work/$who.out" 2>"$work/$who.err"
		was=$?
		[ $was -eq 0 ] && count=$((count + 1))
		# Nothing new to say, or being sent just now, is the register's answer and no failure.
		[ $was -eq 0 ] || [ "$who:$was" = notify:1 ] || { echo "$was: $(head -c 300 "$work/$who.err")"; } >>"$work/$who.failed"
	done
	echo $count >"$work/$who.count"
}
log_one() {
	breccia log "Numero $count" --no-send && cat "$work/log.out" >>"$work/acknowledged"
}
amend_one() {
	breccia amend 1 what="Fatto $count" && echo "Fatto $count" >>"$work/amended"
}
note_one() {
	breccia note 1 "Nota $count" && echo "Nota $count" >>"$work/noted"
}
notify_one() {
	breccia notify 1
}
verify_one() {
	breccia verify
}
backup_one() {
	breccia backup --force "$work/copy.db"
}

"$builddir/tests/at/breccia-courier" -r "sqlite:$db" -c "$conf" </dev/null >"$work/courier.lines" 2>&1 9>&- &
daemon=$!
# Only once it holds the register: a `log` before that would start one of its own, and this one would find it busy.
tries=0
until breccia doctor --json 2>/dev/null | grep -q '"state":"ok","check":"courier"'; do
	tries=$((tries + 1))
	[ $tries -lt 50 ] && kill -0 $daemon 2>/dev/null || break
done
end=$(($(date +%s) + seconds))
jobs='log amend note notify verify'
breccia help backup >/dev/null 2>&1 && jobs="$jobs backup"
pids=
for job in $jobs; do
	again $job ${job}_one &
	pids="$pids $!"
done
# shellcheck disable=SC2086
wait $pids
kill -TERM $daemon
wait $daemon
same 'the courier ends well' 0 $?
daemon=
for job in $jobs; do
	if [ -e "$work/$job.failed" ]; then
		bad "$job: $(wc -l <"$work/$job.failed") times refused: $(sort "$work/$job.failed" | uniq -c | head -n 5)"
	elif [ "$(cat "$work/$job.count")" -ge 1 ]; then
		good "$job: $(cat "$work/$job.count") times, never refused"
	else
		bad "$job: not once"
	fi
done
grep -qiE 'busy|too long|SQLite|failed' "$work/courier.lines" && bad "the courier: $(grep -iE 'busy|too long|SQLite|failed' "$work/courier.lines" | head -n 3)"
holds 'sound' breccia verify
[ ! -e "$work/copy.db" ] || holds "the newest backup is sound too" breccia -r "sqlite:$work/copy.db" verify
breccia journal export >"$work/journal" || bad 'the journal is read'
python3 - "$work" <<'END' || failed=1
import json, os, sys
work = sys.argv[1]
heads, bodies = [], []
for line in open(work + '/journal', encoding='utf-8'):
    seal, head, body = line.rstrip('\n').split('\t')
    heads.append(json.loads(head))
    bodies.append(body)
def lines(name):
    path = os.path.join(work, name)
    return open(path, encoding='utf-8').read().split('\n')[:-1] if os.path.exists(path) else []
def check(what, holds):
    print(('ok - ' if holds else 'not ok - ') + what)
    return holds
refs = [h['ref'] for h in heads if h['kind'] == 'incident.logged']
texts = '\n'.join(bodies)
good = check('events without a gap', [h['seq'] for h in heads] == list(range(1, len(heads) + 1)))
good &= check('%d numbers without a gap, none twice' % len(refs), refs == ['%s-%04d' % (refs[0][:4], n + 1) for n in range(len(refs))])
good &= check('each that was acknowledged is there', set(r.strip() for r in lines('acknowledged')) <= set(refs))
for name in ('amended', 'noted'):
    said = lines(name)
    good &= check('each of %d %s is there' % (len(said), name), bool(said) and all('"%s"' % s in texts for s in said))
sent = [h for h in heads if h['kind'] == 'notice.submitted']
good &= check('the courier sent meanwhile (%d)' % len(sent), len(sent) >= 1)
sys.exit(not good)
END
exit $failed
