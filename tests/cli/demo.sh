#!/bin/sh
# demo: the first thing a newcomer runs. It must say what this is about, in their language, and what to try next.
# shellcheck disable=SC1091,SC2015,SC2034,SC2154
. "$srcdir/tests/cli/lib.sh"

env -u LC_ALL LANG=it_IT.UTF-8 "$program" demo "$dir/demo" >out 2>err </dev/null
status=$?
exits 0 "without a terminal it ends well"
[ -s err ] && not_ok "and says nothing on standard error" || ok "and says nothing on standard error"
says "under an Italian locale it is Italian" "APERTI 8"
says "and says what it is" "nulla lascia questa macchina"
says "and what to try" "breccia show 6"
says "how to get its surroundings" "$dir/demo/env"
says "what is late is marked" "! 2026-0005"
says "what falls due soon is marked" "> 2026-0006"
says "titles are Italian" "portatile smarrito"
says "a drill is one" "2026-D01"
grep -q ' $' out && not_ok "no line ends in a blank" || ok "no line ends in a blank"
# The folder of the build may be deep: its name does not count.
[ "$(sed "s|$dir|DIR|g" out | awk 'length > 160' | wc -l)" -eq 0 ] && ok "no line is endless" || not_ok "no line is endless"

(
	# shellcheck disable=SC1091
	. "$dir/demo/env"
	[ "${PATH%%:*}" = "$builddir/tests/at" ] && "$program" list --json >out 2>err
) && ok "its env file names the register, the person and the program" || not_ok "its env file names the register, the person and the program"
json "eight incidents at different points of their clocks" 'len(d["incidents"]) == 8' \
	'set(clock(i, "dpo-24h")["state"] for i in d["incidents"]) == {"late", "due-soon", "running", "met", "met-late"}' \
	'{i["kind"] for i in d["incidents"]} == {"breach", "near-miss", "drill"}' \
	'{i["stage"] for i in d["incidents"]} >= {"logged", "notified", "in-charge"}' \
	'clock(next(i for i in d["incidents"] if i["ref"] == "2026-0001"), "dpo-24h")["late_cause"] == "internal-report-late"'

BRECCIA_CONFIG=$dir/demo/breccia.conf BRECCIA_AS=p1
export BRECCIA_CONFIG BRECCIA_AS
works "the oldest one" show 1 --json
json "is assessed, and two actions are planned" 'd["assessment"]["level"] == "high"' 'd["assessment"]["se"] == 3.0' \
	'field("owner", d["actions"]) == ["p1", "p4"]' 'not any(a["overdue"] for a in d["actions"])'
works "it is sound" verify
works "its journal" journal --json
json "never goes back, and knows that it is a demonstration" 'not any("back" in e for e in d["events"])' \
	'd["events"][0]["facts"]["demo"] is True' 'all(a["at"] <= b["at"] for a, b in zip(d["events"], d["events"][1:]))' \
	'len({e["at"] for e in d["events"]}) > 4'
grep -rq '^Subject: \[ROSSI 2026-0002\]' demo/mail/new && ok "the notices lie in its mail folder" ||
	not_ok "the notices lie in its mail folder"
[ "$(stat -c %a demo/register.db)" = 600 ] && ok "nobody else reads it" || not_ok "nobody else reads it"
works "the DPO of the demonstration takes charge" --as p2 take 6
works "what was queued can be read" outbox show 6/n1
says "it is Italian" "VIOLAZIONE DI DATI PERSONALI"

cp demo/register.db before.db
refused 73 "it never overwrites" "never overwritten" demo "$dir/demo"
cmp -s demo/register.db before.db && ok "and leaves what is there" || not_ok "and leaves what is there"
refused 73 "a folder that cannot be made" "/proc/nowhere" demo /proc/nowhere
refused 64 "two folders" "one word too many" demo a b

works "in English" --lang en demo "$dir/english"
says "the board" "OPEN 8"
says "the titles" "lost laptop"
works "as JSON" demo "$dir/json" --json
json "it is the board" 'd["open"] == 8' 'len(d["incidents"]) == 8' 'd["late"] >= 1' 'd["due_soon"] >= 1' 'd["outbox"] >= 1' 'd["dpo_to_act"] >= 1'
TMPDIR=$dir works "without a folder it makes one" demo
[ "$(find . -maxdepth 1 -name 'breccia-demo-*' | wc -l)" -eq 1 ] && ok "under the system's temporary one" ||
	not_ok "under the system's temporary one"
# In a terminal it opens the screens: tests/tui.
end
