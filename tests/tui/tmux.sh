#!/bin/sh
# The app in a real terminal multiplexer: it starts, follows the window, survives a kill with what was typed, and gives the screen back.
set -u

tmux=$(command -v tmux) || { echo "skip - tmux is missing: ./bootstrap --tests installs it"; exit 77; }
dir=$(mktemp -d "${TMPDIR:-/tmp}/breccia-tmux-XXXXXX") || exit 99
socket=$dir/socket
failed=0

tm() {
	LC_ALL=C.UTF-8 "$tmux" -S "$socket" -f /dev/null "$@"
}

end() {
	tm kill-server 2>/dev/null
	rm -rf "$dir"
}
trap end EXIT

waits() { # waits TEXT SAY: it appears on the screen
	tries=0
	until tm capture-pane -p 2>/dev/null | grep -qF -e "$1"; do
		tries=$((tries + 1))
		if [ $tries -gt 200 ]; then
			echo "not ok - $2"
			tm capture-pane -p | sed 's/^/	/'
			failed=1
			return
		fi
		sleep 0.05
	done
	echo "ok - $2"
}

XDG_CONFIG_HOME=$dir/config XDG_DATA_HOME=$dir/data XDG_STATE_HOME=$dir/state AT=2026-11-24T13:02:00Z
export XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME AT
"$builddir/tests/at/breccia" --lang en demo "$dir/demo" >/dev/null 2>&1 </dev/null || exit 99
BRECCIA_CONFIG=$dir/demo/breccia.conf BRECCIA_AS=p1
export BRECCIA_CONFIG BRECCIA_AS

tm new-session -d -x 80 -y 24 'PS1="shell-here " exec sh' || exit 99
tm send-keys "'$builddir/tests/at/breccia' --lang en" Enter
waits 'OPEN 8' "it starts"
waits '? Help  q Quit' "with the keys at its foot"
tm resize-window -x 120 -y 40
waits 'Telephone' "follows the window"
tm send-keys '+' 'Half a title'
waits 'Half a title' "types"
tries=0
until grep -qs 'Half a title' "$dir"/state/breccia/drafts/*; do
	tries=$((tries + 1))
	[ $tries -lt 200 ] || break
	sleep 0.05
done
pid=$(tm list-panes -F '#{pane_pid}')
app=$(ps -o pid= --ppid "$pid" | tr -d ' ')
kill -9 "$app"
# The terminal is raw still, where Enter is no line end: ^J is one always. Only when it is sane again is more typed.
tm send-keys C-j "stty sane; printf 'now %s\\n' sane" C-j
waits 'now sane' "the shell gets its terminal back by hand"
# reset throws away what was typed ahead.
tm send-keys "reset; printf 'set %s\\n' again" Enter
waits 'set again' "the shell is there"
tm send-keys "'$builddir/tests/at/breccia' --lang en" Enter
waits 'OPEN 8' "it starts again after it was killed"
tm send-keys '+'
waits 'Half a title' "and has what was typed"
tm send-keys 'Escape'
waits 'kept as a draft' "leaving keeps it"
tm send-keys 'q'
waits 'shell-here' "the shell's own screen is back"
tm send-keys "'$builddir/tests/at/breccia' --lang en" Enter
waits 'OPEN 8' "it starts once more"
for signal in SEGV TERM; do
	app=$(ps -o pid= --ppid "$pid" | tr -d ' ')
	kill -$signal "$app"
	waits 'shell-here' "the shell's own screen is back after SIG$signal"
	tm send-keys "printf 'the %s\\n' $signal-echo" Enter
	waits "the $signal-echo" "and shows what is typed"
	[ $signal = TERM ] && break
	tm send-keys "clear; '$builddir/tests/at/breccia' --lang en" Enter
	waits 'OPEN 8' "it starts after a crash"
done
if tm capture-pane -p | grep -qF 'OPEN 8'; then
	echo "not ok - nothing is left behind"
	failed=1
else
	echo "ok - nothing is left behind"
fi
exit $failed
