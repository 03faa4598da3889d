#!/bin/sh
# The first minute: a machine without a register, somebody who has never seen the program, and a real mail server. The keys that are
# pressed are those that the screens show, and the notice is seen to leave and arrives.
set -u

tmux=$(command -v tmux) || { echo "skip - tmux is missing: ./bootstrap --tests installs it"; exit 77; }
dir=$(mktemp -d "${TMPDIR:-/tmp}/breccia-first-XXXXXX") || exit 99
chmod 755 "$dir"
lab=$dir/lab
socket=$dir/socket
failed=0

tm() {
	LC_ALL=C.UTF-8 "$tmux" -S "$socket" -f /dev/null "$@"
}

end() {
	tm kill-server 2>/dev/null
	"$srcdir/tests/lab/lab.sh" stop "$lab" 2>/dev/null
	rm -rf "$dir"
}
trap end EXIT

"$srcdir/tests/lab/lab.sh" start "$lab"
started=$?
[ $started -ne 77 ] || { echo "skip - exim4, openssl and python3 are needed for a real server"; exit 77; }
[ $started -eq 0 ] || exit 99
# shellcheck disable=SC1091
. "$lab/settings"

waits() { # waits TEXT SAY: it appears on the screen
	tries=0
	until tm capture-pane -p 2>/dev/null | grep -qF -e "$1"; do
		tries=$((tries + 1))
		if [ $tries -gt 400 ]; then
			echo "not ok - $2"
			tm capture-pane -p | sed 's/^/	/'
			failed=1
			return
		fi
		sleep 0.05
	done
	echo "ok - $2"
}

into() { # into LABEL TEXT: the line of the form that is called so is reached with Tab, and filled in
	tries=0
	until tm capture-pane -p | grep -qF -e "> $1"; do
		tm send-keys Tab
		tries=$((tries + 1))
		[ $tries -lt 60 ] || { echo "not ok - the form has a line \"$1\""; tm capture-pane -p; failed=1; return; }
		sleep 0.05
	done
	tm send-keys -l "$2"
	shown=$(printf %.20s "$2")
	tries=0
	until tm capture-pane -p | grep -qF -e "$shown"; do
		tries=$((tries + 1))
		[ $tries -lt 200 ] || { echo "not ok - \"$2\" is typed"; tm capture-pane -p; failed=1; return; }
		sleep 0.05
	done
}

HOME=$dir XDG_CONFIG_HOME=$dir/config XDG_DATA_HOME=$dir/data XDG_STATE_HOME=$dir/state
export HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME
unset BRECCIA_CONFIG BRECCIA_REGISTER BRECCIA_AS
printf 'alice-secret\n' >"$dir/secret"
chmod 600 "$dir/secret"

tm new-session -d -x 80 -y 24 "'$builddir/breccia' --lang en; exec sleep 60" || exit 99
tm set-option -g escape-time 0
begun=$(date +%s)
waits 'There is no register yet' "an empty machine is met with one page"
into 'the company' 'Rossi Contact S.p.A.'
into 'you' 'Maria Bianchi <alice@lab.test>'
into 'the DPO' 'Giulia Verdi <bob@lab.test>'
into "the DPO's telephone" '+39 333 555 0102'
into 'mail server' "smtp://localhost:$LAB_SMTP"
into "sender's address" 'alice@lab.test'
into 'user name there' 'alice'
into 'or a file that holds it' "$dir/secret"
into 'certificates to trust' "$LAB_CA"
waits '^S Save' "which says how it is saved"
tm send-keys C-s
waits 'the register is made' "and the register is there"
waits '+ New breach' "the board offers a new breach"
tm send-keys '+'
waits '24h00m left' "the clock is seen running before a word was typed"
tm send-keys -l 'Call list sent to the wrong client'
waits 'wrong client' "a title is enough"
tm send-keys C-s
waits 'logged at' "it is logged"
waits 's at once, h hold' "when it leaves is said, and the two keys"
waits '+39 333 555 0102' "and whom to call"
tm send-keys 's'
waits 'Enter send it now' "sending asks once"
tm send-keys 'Enter'
waits 'DPO notified' "and the notice is seen to leave"
took=$(($(date +%s) - begun))
if [ $took -lt 60 ]; then echo "ok - in under a minute ($took s)"; else echo "not ok - in under a minute ($took s)"; failed=1; fi

tries=0
until grep -qs 'ROSSI 20[0-9-]*-0001' "$LAB_MAIL"/bob/new/*; do
	tries=$((tries + 1))
	[ $tries -lt 200 ] || break
	sleep 0.05
done
if [ $tries -lt 200 ]; then echo "ok - it lies in the DPO's mailbox"; else echo "not ok - it lies in the DPO's mailbox"; failed=1; fi
tm send-keys 'o'
waits '/n1' "the outbox has it"
tm send-keys 'Enter'
waits 'As it was sent' "as it was sent"
waits '250' "and the server's own words"
exit $failed
