#!/bin/sh
# The courier is killed between any two of its steps. Whatever the moment: the register is sound, nothing is taken for sent that
# no server has, nothing is lost, and whatever leaves again leaves with the same bytes. Once a session for each message (libesmtp), and
# once two messages over one session (libcurl).
set -u
# shellcheck disable=SC2154
work=$builddir/tests/mail/crash.dir
# shellcheck source=tests/mail/kit.sh disable=SC2154
. "$srcdir/tests/mail/kit.sh"
servers_start

# copies SCENARIO NOTICE: how often the server has that notice
copies() {
	cat /dev/null "$work"/faulty/"$1".[0-9]*.eml 2>/dev/null | grep -c "^Message-Id: <$(echo "$2" | tr / .)\."
}

# as_frozen SCENARIO NOTICE: each copy has the bytes that the register keeps
as_frozen() {
	sum=$(notice "$2" bytes_sha256)
	grep -l "^Message-Id: <$(echo "$2" | tr / .)\." "$work"/faulty/"$1".[0-9]*.eml | while read -r file; do
		[ "$(sha256sum <"$file" | cut -d ' ' -f 1)" = "$sum" ] || echo "$file"
	done | grep -q . && return 1
	return 0
}

# Nothing is met that was not sent; then all is sent, at most twice, with the frozen bytes.
none_lost() {
	for i in $(seq "$notices"); do
		state=$(clock_state "$i")
		[ "$state" = running ] || [ "$(copies "$server" "2026-000$i/n1")" -ge 1 ] ||
			bad "$server, killed at $n: the clock of $i is $state and nothing was sent"
	done
	courier --once -q
	for i in $(seq "$notices"); do
		id=2026-000$i/n1 total=$(copies "$server" "2026-000$i/n1")
		same "$server, killed at $n: then $i is sent, and the clock met" sent-met "$(notice "$id" state)-$(clock_state "$i")"
		case $total in
		1 | 2) good "$server, killed at $n: $i not lost, and at most twice ($total)" ;;
		*) bad "$server, killed at $n: $i sent $total times" ;;
		esac
		holds "$server, killed at $n: each is the frozen one" as_frozen "$server" "$id"
	done
}

# sending SCENARIO NOTICES MOMENTS: so many are to be sent; at least so many moments there must be
sending() {
	server=$1 notices=$2
	echo "# $notices to $server"
	register "start-$server"
	account email "$server" >"$conf"
	for i in $(seq "$notices"); do breccia log "Interrotto $i" >/dev/null; done
	killed_everywhere "$3" "$server" none_lost breccia-courier --once
}

sending good 1 20
sending s-good 2 35
same 'both over one session' 1 "$(said s-good AUTH)"
exit $failed
