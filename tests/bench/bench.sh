#!/bin/sh
# bench.sh: the figures of breccia on this machine, as a table. `make bench` runs it; BENCH_SMALL=1 makes everything small, to try it.
#
# Every figure stands beside a reference that was measured in the same run, in turn with it, and what counts is the ratio: machines
# differ, and what else a machine does meets both. Times are medians; where it says so of processor time, which holds on a machine that
# does something else as well. The registers lie in $BENCH_WORK (tests/bench/work of the build)
# and are kept for the next run; BENCH_FRESH=1 makes them again. Taskwarrior, and exim4 with python3, are measured where they are
# installed and named where they are not.
set -u
# shellcheck disable=SC2015,SC2034,SC2154 # srcdir and builddir come from make
work=${BENCH_WORK:-$builddir/tests/bench/work}
parts=$builddir/tests/bench
LC_ALL=C.UTF-8
export LC_ALL
unset BRECCIA_REGISTER BRECCIA_CONFIG BRECCIA_AS LANG LANGUAGE LC_MESSAGES LC_CTYPE NO_COLOR

if [ -n "${BENCH_SMALL:-}" ]; then
	runs=5 few=200 many=3000 lives=200 logs=30 notices=5 tasks=300 long=1 turns=5 idle=2
else
	runs=200 few=1000 many=1000000 lives=20000 logs=1000 notices=100 tasks=10000 long=3 turns=40 idle=60
fi
open=20

[ -z "${BENCH_FRESH:-}" ] || rm -rf "$work"
mkdir -p "$work/tmp" || exit 1
lab=
finish() {
	[ -z "$lab" ] || "$srcdir/tests/lab/lab.sh" stop "$lab"
	rm -rf "$work/tmp"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM
: >"$work/tmp/none.conf"

breccia() {
	"$builddir/breccia" -q -c "$work/tmp/none.conf" "$@" </dev/null
}

say() {
	[ ! -t 2 ] || printf '\r\033[K%s' "$1" >&2
}

stop() {
	echo "bench: $1" >&2
	exit 1
}

# --- the table ---------------------------------------------------------------------------------------------------------------

heading() {
	printf '%-53s %9s   %-32s %8s   %-9s %-6s %s\n' '' figure 'beside it, in the same run' ratio aim '' 'most memory'
}

# row WHAT FIGURE BESIDE RATIO AIM MET KB
row() {
	say ''
	printf '%-53s %9s   %-32s %8s   %-9s %-6s %s\n' "$1" "$2" "$3" "$4" "$5" "$6" \
		"$(awk -v kb="$7" 'BEGIN { if (kb > 0) printf "%.1f MB", kb / 1024 }')" | sed 's/ *$//'
}

# met VALUE MOST [KB MOST-MB]: whether an aim was met.
met() {
	awk -v value="$1" -v most="$2" -v kb="${3:-0}" -v mb="${4:-0}" \
		'BEGIN { print value <= most && (mb == 0 || kb <= mb * 1024) ? "met" : "missed" }'
}

missing() { # WHAT WHY
	say ''
	printf '%-53s %9s   %s\n' "$1" - "$2"
}

ms() {
	awk -v ms="$1" 'BEGIN { printf ms < 10 ? "%.2f ms" : ms < 1000 ? "%.0f ms" : "%.2f s", ms < 1000 ? ms : ms / 1000 }'
}

ratio() { # A B
	awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f x", a / b }'
}

per_second() { # HOW-MANY MS
	awk -v n="$1" -v ms="$2" 'BEGIN { printf "%d/s", n * 1000 / ms }'
}

# pair N A... -- B...: $a and $b milliseconds, $ca and $cb those of processor time, $ka and $kb kilobytes. The commands are programs with their arguments.
pair() {
	result=$("$parts/time" "$@") || stop "this was not measured: $*"
	read -r a ca ka b cb kb <<-END
	$result
	END
}

# --- registers ---------------------------------------------------------------------------------------------------------------

# register NAME STORED OPEN EVERY: made once, and what is stored in it never changes afterwards.
register() {
	[ ! -s "$work/$1.db" ] || return 0
	say "making a register of $2 incidents ..."
	rm -f "$work/$1".new*
	"$parts/fill" "$work/$1.new" "$2" "$3" "$4" && breccia -r "$work/$1.new" seal >/dev/null || stop "the register of $2 incidents was not made"
	mv "$work/$1.new" "$work/$1.db"
}

thousands() {
	echo "$1" | sed -e ':a' -e 's/^\([0-9][0-9]*\)\([0-9]\{3\}\)/\1,\2/' -e 'ta'
}

# --- what is measured ----------------------------------------------------------------------------------------------------------

measure_start() {
	say 'start ...'
	"$builddir/breccia" -q demo "$work/tmp/demo" >/dev/null </dev/null || stop 'the demonstration was not made'
	pair $runs "$builddir/breccia" -c "$work/tmp/demo/breccia.conf" --as p1 due -- "$parts/empty"
	row 'start: due, in the demonstration (processor)' "$(ms "$ca")" "$(ms "$cb")  an empty program" \
		"$(awk -v a="$ca" -v b="$cb" 'BEGIN { printf "%+.2f ms", a - b }')" '+3 ms' \
		"$(met "$(awk -v a="$ca" -v b="$cb" 'BEGIN { print a - b }')" 3)" "$ka"
}

measure_log() {
	say 'log ...'
	mkdir "$work/tmp/log"
	result=$("$parts/log" "$work/tmp/log" $logs) || stop 'log was not measured'
	read -r a b <<-END
	$result
	END
	row 'log, in process, durable' "$(ms "$a")" "$(ms "$b")  SQLite, the same rows" "$(ratio "$a" "$b")" '2 x' "$(met "$a" "$(awk -v b="$b" 'BEGIN { print b * 2 }')")" 0
}

# board WHAT COMMAND...: with few and with many incidents stored.
board() {
	what=$1
	shift
	say "$what ..."
	pair $runs "$builddir/breccia" -q -c "$work/tmp/none.conf" -r "$work/many-$many.db" "$@" -- \
		"$builddir/breccia" -q -c "$work/tmp/none.conf" -r "$work/many-$few.db" "$@"
	row "$what, $(thousands $many) stored" "$(ms "$a")" "$(ms "$b")  $(thousands $few) stored" "$(ratio "$a" "$b")" 'the same' \
		"$(met "$a" "$(awk -v b="$b" 'BEGIN { print b * 1.25 }')")" "$ka"
}

measure_boards() {
	board "due, $open open" due
	board "list +open, $open open" list +open
	board 'list, newest first: a rare word' list --newest furgone
	board 'list, newest first: a frequent word' list --newest chiavetta
}

# app NAME WHAT MOST-MS [KB]: one of the figures of the app, which is beside the same with few stored.
app() {
	read -r a b <<-END
	$(sed -n "s/^$1 //p" "$work/tmp/app")
	END
	row "app: $2" "$(ms "$a")" "$(ms "$b")  $(thousands $few) stored" "$(ratio "$a" "$b")" "$3 ms" "$(met "$a" "$3")" "${4:-0}"
}

measure_app() {
	say 'the app ...'
	HOME=$work/tmp XDG_STATE_HOME=$work/tmp "$parts/app" "$work/many-$many.db" "$work/many-$few.db" $idle $turns \
		"$builddir/breccia" -c "$work/tmp/none.conf" -r >"$work/tmp/app" || stop 'the app was not measured'
	app first "the first screen, $(thousands $many) stored" 50
	app move 'a key that moves in the list' 16
	app end 'a key that reads on in all incidents' 16
	app prompt "a key in the prompt of the search" 16
	app rare 'searching all: a rare word' 200
	app often 'searching all: a frequent word' 200
	app cpu "processor, idle for $idle s" 100
	read -r a b <<-END
	$(sed -n 's/^bytes //p' "$work/tmp/app")
	END
	row "app: to the terminal, idle for $idle s" "$a B" "$b B  $(thousands $few) stored" '' '1 kB' "$(met "$a" 1024)" 0
	read -r a b <<-END
	$(sed -n 's/^memory //p' "$work/tmp/app")
	END
	row 'app: memory, after all that' "$((a / 1024)) MB" "$((b / 1024)) MB  $(thousands $few) stored" "$(ratio "$a" "$b")" '40 MB' \
		"$(met "$a" 40960)" "$a"
}

# verify NAME WHAT RUNS
measure_verify() {
	say "verify: $2 ..."
	events=$("$parts/scan" "$work/$1.db" | sed 's/ .*//') || stop 'the register was not read'
	pair "$3" "$builddir/breccia" -q -c "$work/tmp/none.conf" -r "$work/$1.db" verify --chain -- "$parts/scan" "$work/$1.db"
	row "verify --chain, $2 (processor)" "$(per_second "$events" "$ca")" "$(per_second "$events" "$cb")  read and hashed" "$(ratio "$ca" "$cb")" 300,000/s \
		"$(met "$ca" "$(awk -v n="$events" 'BEGIN { print n / 300 }')")" "$ka"
	pair "$3" "$builddir/breccia" -q -c "$work/tmp/none.conf" -r "$work/$1.db" verify -- "$parts/scan" "$work/$1.db"
	row "verify, $2 (processor)" "$(per_second "$events" "$ca")" "$(per_second "$events" "$cb")  read and hashed" "$(ratio "$ca" "$cb")" 50,000/s \
		"$(met "$ca" "$(awk -v n="$events" 'BEGIN { print n / 50 }')" "$ka" 64)" "$ka"
}

# Every deadline of the register, counted: the aim is a hundred thousand incidents in two seconds and 100 MB.
measure_report() {
	say 'report ...'
	pair $long "$builddir/breccia" -q -c "$work/tmp/none.conf" -r "$work/lives-$lives.db" report --from 2000-01-01 -- \
		"$parts/scan" "$work/lives-$lives.db"
	row "report, $(thousands $lives) incidents (processor)" "$(per_second $lives "$ca")" "$(per_second $lives "$cb")  read and hashed" \
		"$(ratio "$ca" "$cb")" 50,000/s "$(met "$ca" "$(awk -v n=$lives 'BEGIN { print n / 50 }')" "$ka" 100)" "$ka"
}

# A plain client beside the courier: the same server, TLS and login, one connection a message.
smtp_client() { # HOW-MANY
	python3 - "$LAB_SMTP" "$LAB_CA" "$1" <<-'END'
	import smtplib, ssl, sys
	port, ca, n = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
	tls = ssl.create_default_context(cafile=ca)
	text = 'Subject: prova\r\n\r\n' + 'Il file conteneva nominativi, numeri di telefono e indirizzi.\r\n' * 60
	for i in range(n):
	    with smtplib.SMTP('localhost', port) as s:
	        s.starttls(context=tls)
	        s.login('alice', 'alice-secret')
	        s.sendmail('alice@lab.test', ['bob@lab.test'], text)
	END
}

milliseconds() {
	awk '{ printf "%d", $1 * 1000 }' /proc/uptime
}

measure_courier() {
	what="$notices notices through one mail account"
	"$srcdir/tests/lab/lab.sh" start "$work/tmp/lab" 2>"$work/tmp/lab.err" || { missing "$what" "not here: $(tail -n 1 "$work/tmp/lab.err")"; return; }
	lab=$work/tmp/lab
	# shellcheck disable=SC1091
	. "$lab/settings"
	say "$what ..."
	conf=$work/tmp/courier.conf
	printf '[email]\nserver = smtp://localhost:%s\nuser = alice\npassword-command = echo alice-secret\nfrom = Rossi <alice@lab.test>\nca-file = %s\n%s\n' \
		"$LAB_SMTP" "$LAB_CA" 'max-per-minute = 0' >"$conf"
	breccia -r "$work/tmp/mail.db" init --org 'Rossi Contact S.p.A.' --me 'Maria Bianchi <maria@lab.test>' --role security \
		--dpo 'Giulia Verdi <bob@lab.test>' --dpo-no-conflict --language it --code ROSSI --no-input >/dev/null || stop 'no register for the mail'
	i=0
	while [ $i -lt $notices ]; do
		i=$((i + 1))
		breccia -r "$work/tmp/mail.db" log "Lista inviata al committente sbagliato ($i)" >/dev/null || stop 'nothing was logged for the mail'
	done
	begin=$(milliseconds)
	smtp_client $notices || stop 'the plain client failed'
	b=$(($(milliseconds) - begin))
	"$parts/time" 1 "$builddir/breccia-courier" -r "$work/tmp/mail.db" -c "$conf" --once -- "$parts/empty" >"$work/tmp/courier" \
		2>"$work/tmp/courier.err" || stop "the courier failed: $(tail -n 1 "$work/tmp/courier.err")"
	read -r a _ ka _ <"$work/tmp/courier"
	sent=$(breccia -r "$work/tmp/mail.db" journal export | grep -c '"kind":"notice.submitted"')
	[ "$sent" -eq $notices ] || stop "$sent of $notices notices were sent"
	row "$what" "$(ms "$a")" "$(ms "$b")  a plain SMTP client" "$(ratio "$a" "$b")" '' '' "$ka"
}

# As many tasks as incidents, as few of them open.
measure_task() {
	what="task, Taskwarrior, $(thousands $tasks) tasks"
	command -v task >/dev/null || { missing "$what" 'not here: taskwarrior is not installed'; return; }
	register "many-$tasks" $tasks $open 0
	mkdir "$work/tmp/task"
	printf 'data.location=%s\nconfirmation=no\nverbose=nothing\n' "$work/tmp/task" >"$work/tmp/taskrc"
	TASKRC=$work/tmp/taskrc
	export TASKRC
	say "$what ..."
	awk -v n=$tasks -v open=$open 'BEGIN {
		for (i = 1; i <= n; i++) {
			state = i > n - open ? "\"status\":\"pending\",\"due\":\"20991231T000000Z\"" : "\"status\":\"completed\",\"end\":\"20260102T000000Z\""
			printf "{\"uuid\":\"%08x-0000-4000-8000-000000000001\",\"entry\":\"20260101T000000Z\",", i
			printf "\"description\":\"Lista inviata al committente sbagliato (%d)\",%s}\n", i, state
		}
	}' >"$work/tmp/tasks.json"
	task import "$work/tmp/tasks.json" >/dev/null 2>&1 </dev/null && task next >/dev/null 2>&1 </dev/null || { missing "$what" 'its import failed'; return; }
	cp "$work/many-$tasks.db" "$work/tmp/beside.db" && chmod 600 "$work/tmp/beside.db"
	pair $runs "$builddir/breccia" -q -c "$work/tmp/none.conf" -r "$work/tmp/beside.db" due -- task next
	row "due, $open open of $(thousands $tasks)" "$(ms "$a")" "$(ms "$b")  task next" "$(ratio "$a" "$b")" '' '' "$ka"
	pair $runs "$builddir/breccia" -q -c "$work/tmp/none.conf" -r "$work/tmp/beside.db" log 'Lista inviata' --no-send -- task add 'Lista inviata'
	row "log, beside $(thousands $tasks)" "$(ms "$a")" "$(ms "$b")  task add" "$(ratio "$a" "$b")" '' '' "$ka"
}

# --- all of it -------------------------------------------------------------------------------------------------------------

processor=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
# shellcheck disable=SC1091
system=$(. /etc/os-release 2>/dev/null && echo "${PRETTY_NAME:-}")
echo "$("$builddir/breccia" --version | head -n 1); $(getconf _NPROCESSORS_ONLN) x ${processor:-processors}; ${system:-$(uname -s)}, Linux $(uname -r)"
echo
register "many-$few" $few $open 0
register "many-$many" $many $open 0
register "lives-$lives" $lives $open 1
heading
measure_start
measure_log
measure_boards
measure_app
measure_verify "lives-$lives" "$(thousands $lives) whole lives" $long
measure_verify "many-$many" "$(thousands $many) incidents" 1
measure_report
measure_courier
measure_task
