# For the tests of the commands: sourced, never run. A test runs the programs as a person would, and looks at what they
# print, at their exit status and at nothing else.
#
# Names of cases tell what holds. After `breccia ARGS...` the file "out" holds standard output, "err" standard error,
# and $status the exit status. The clock stands at $AT until a test moves it.
# shellcheck shell=sh disable=SC2015,SC2154
set -u
test=$(basename "$0" .sh)
dir=$builddir/tests/cli-$test.dir
program=$builddir/tests/at/breccia
failed=0
status=0

rm -rf "$dir"
mkdir -p "$dir/home" || exit 99
cd "$dir" || exit 99

# A version manager may stand between "python3" and python: it is slow, and there are many calls.
python=$(python3 -c 'import sys; print(sys.executable)' 2>/dev/null) || { echo "skipped: python3 is needed to read JSON"; exit 77; }

HOME=$dir/home XDG_CONFIG_HOME=$dir/home/config XDG_DATA_HOME=$dir/home/data XDG_STATE_HOME=$dir/home/state
TZ=UTC LC_ALL=C.UTF-8 AT=2026-11-24T02:02:00Z
export HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME TZ LC_ALL AT
unset BRECCIA_REGISTER BRECCIA_CONFIG BRECCIA_AS LANG LANGUAGE LC_MESSAGES LC_CTYPE NO_COLOR COLUMNS

# A courier that a command left behind would write into a folder that is gone; only those of this test's folder are ours.
end_couriers() {
	for proc in /proc/[0-9]*; do
		words=$( (tr '\0' ' ' <"$proc/cmdline") 2>/dev/null) || continue
		case $words in
		breccia-courier*"$dir"*) kill "${proc#/proc/}" 2>/dev/null ;;
		esac
	done
}
finish() {
	end_couriers
	cd / && rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

ok() {
	echo "ok - $*"
}

not_ok() { # NAME: what was printed follows
	echo "not ok - $*"
	echo "  status $status"
	sed 's/^/  out: /' out | head -n 40 | cut -c -300
	sed 's/^/  err: /' err | head -n 40 | cut -c -300
	failed=1
}

breccia() {
	status=0
	timeout 60 "$program" "$@" >out 2>err </dev/null || status=$?
}

# works NAME ARGS...: exit status 0, and nothing on standard error.
works() {
	name=$1
	shift
	breccia "$@"
	if [ "$status" -eq 0 ] && [ ! -s err ]; then ok "$name"; else not_ok "$name"; fi
}

# refused STATUS NAME WORDS ARGS...: one line on standard error that begins "breccia: " and has WORDS, and nothing on standard output.
refused() {
	want=$1 name=$2 words=$3
	shift 3
	breccia "$@"
	judge_refused
}

judge_refused() {
	if [ "$status" -eq "$want" ] && [ ! -s out ] && [ "$(wc -l <err)" -eq 1 ] && grep -q '^breccia: ' err && grep -qF -e "$words" err; then
		ok "$name"
	else
		not_ok "$name (wanted $want and \"$words\")"
	fi
}

# says NAME TEXT: a line of standard output has it.
says() {
	if grep -qF -e "$2" out; then ok "$1"; else not_ok "$1 (no \"$2\")"; fi
}

says_not() {
	if grep -qF -e "$2" out; then not_ok "$1 (has \"$2\")"; else ok "$1"; fi
}

# exits STATUS NAME: of the last command.
exits() {
	if [ "$status" -eq "$1" ]; then ok "$2"; else not_ok "$2 (wanted $1)"; fi
}

# json NAME EXPRESSION...: standard output is one JSON object in one line of ASCII that begins with "v":1, and each expression of Python
# about it, d, is true. clock(d, "dpo-24h") finds a clock.
json() {
	name=$1
	shift
	if why=$("$python" -I -S - "$@" 3<&0 <<-'END' 2>&1
		import json, sys
		raw = open("out", "rb").read()
		assert raw.count(b"\n") == 1 and raw.endswith(b"\n"), "not one line"
		assert all(32 <= c < 127 for c in raw[:-1]), "not ASCII"
		assert raw.startswith(b'{"v":1'), "does not begin with v"
		d = json.loads(raw)
		def clock(incident, rule):
		    return next((k for k in incident["clocks"] if k["rule"] == rule), None)
		def field(name, rows):
		    return [row.get(name) for row in rows]
		for e in sys.argv[1:]:
		    if not eval(e):
		        sys.exit("not so: " + e)
		END
	); then
		ok "$name"
	else
		not_ok "$name: $(echo "$why" | tail -n 1)"
	fi
}

# typed ANSWERS ARGS...: the same in a terminal, with what is typed there, a line an answer; "out" holds what the terminal showed.
typed() {
	printf '%s' "$1" >answers
	shift
	status=0
	: >err
	TERM=${TERM:-xterm} timeout 60 "$python" "$srcdir/tests/cli/terminal.py" answers "$program" "$@" >out 2>err || status=$?
}

# get EXPRESSION: prints it, of the last JSON. When there is none, something that is equal to nothing else, not even to itself the next time.
get() {
	"$python" -I -S - "$1" <<-'END'
		import json, os, sys
		def clock(incident, rule):
		    return next((k for k in incident["clocks"] if k["rule"] == rule), None)
		try:
		    d = json.load(open("out"))
		    print(eval(sys.argv[1]))
		except Exception as e:
		    print("failed", os.urandom(8).hex(), e)
	END
}

# The seal, to see that nothing was added.
seal() {
	timeout 60 "$program" seal
}

# unchanged NAME BEFORE
unchanged() {
	if [ "$(seal)" = "$2" ]; then ok "$1"; else not_ok "$1: the journal has grown"; fi
}

# A register of a company with people: p1 Maria, security and administrator; p2 Giulia, DPO; p3 Anna, manager; p4 Ugo, auditor; all share
# the account of the test. Clients alfa (12 h) and beta (36 h). No mail account: nothing leaves. Later commands act as p1.
company() {
	unset BRECCIA_AS
	breccia init --org "Rossi Contact S.p.A." --me "Maria Bianchi <maria@rossi.example>" --phone "+39 011 555 0101" \
		--dpo "Giulia Verdi <giulia@verdi.example>" --dpo-phone "+39 333 555 0102" --language it -q "$@"
	[ "$status" -eq 0 ] || { not_ok "a register for the test"; exit 1; }
	me=$(id -un)
	for words in 'change p2 --account' 'add Anna Gallo --role manager --account' 'add Ugo Conti --role auditor --account'; do
		# shellcheck disable=SC2086 # a list of words
		"$program" --as p1 person $words "$me" >out 2>err || { not_ok "people for the test"; exit 1; }
	done
	BRECCIA_AS=p1
	export BRECCIA_AS
	"$program" client add Alfa --hours 12 >out && "$program" client add "Beta S.r.l." --hours 36 >out || exit 1
}

# A demonstration, whose mail counts as sent once it is in the folder. Commands act as p1.
demonstration() {
	breccia demo "$dir/demo" "$@"
	[ "$status" -eq 0 ] || { not_ok "a demonstration for the test"; exit 1; }
	BRECCIA_CONFIG=$dir/demo/breccia.conf BRECCIA_AS=p1
	export BRECCIA_CONFIG BRECCIA_AS
}

# The same register without its mail account: nothing starts a courier.
without_mail() {
	BRECCIA_CONFIG=$dir/quiet.conf
	grep -A 1 '^.register.' "$dir/demo/breccia.conf" >"$BRECCIA_CONFIG"
}

end() {
	exit $failed
}
