#!/bin/sh
# drill: exercises from scenarios, marked everywhere, sent only when asked; and the report of where the hours went.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
company
mkdir -p box
printf '[email]\nserver = maildir:%s/box\nfrom = privacy@rossi.example\n' "$dir" >mail.conf

before=$(seal)
works "the scenarios" --lang it drill
says "with their codes" "lost-device"
says "in Italian" "Server dei file cifrato"
works "for programs" drill list --json
json "with what was exercised so far" '[s["scenario"] for s in d["scenarios"]] == ["misdirected-mail", "list-export", "lost-device", "ransomware"]' \
	'all("ref" not in s for s in d["scenarios"])'
refused 66 "no report before the first" "no exercise so far" drill report
refused 66 "a slip is no title" "there are misdirected-mail, list-export, lost-device, ransomware" drill lost-devcie
refused 64 "facts go with an exercise" "go with a scenario" drill list --site Torino
refused 64 "so does sending" "go with a scenario" drill report --send
refused 64 "a format goes with the report" "drill report" drill ransomware --format html
refused 64 "two titles" "twice" drill --title x due parole
refused 77 "a stranger sees no list" "nobody" --as nobody drill
unchanged "nothing of that was logged" "$before"

works "a scenario" -c mail.conf --lang it drill lost-device
says "says that nothing leaves" "non parte nulla"
says "and what to do" "breccia drill report 2026-D01"
works "it is a drill" show D1 --json
json "with the facts of the scenario" 'd["kind"] == "drill"' 'd["breach_kind"] == "lost-device"' 'd["subjects"] == "64"' \
	'd["title"].startswith("Portatile")' 'd["client_data"] == "no"' 'd["notices"][0]["exercise"] is True'
works "actions of its kind" action suggest D1
says "are suggested" "lock-device"
works "another with facts of its own" -c mail.conf --json drill ransomware --site Torino --subjects 12 --detected -3h
json "which win" 'd["ref"] == "2026-D02"' 'd["incident"]["subjects"] == "12"' 'd["incident"]["site"] == "Torino"' \
	'd["incident"]["breach_kind"] == "ransomware"' 'd["incident"]["detected_at"] == "2026-11-23T23:02:00Z"'
works "and a title of one's own" -c mail.conf -q drill Badge trovato nel parcheggio
works "one whose notice leaves" -c mail.conf -q drill list-export --send
works "they are sent" -c mail.conf send
works "on paper they stay here" outbox show D1/n1 --json
json "written and no more" 'd["state"] == "composed"'
works "with --send it left" show D4 --json
json "to the DPO" 'd["notices"][0]["state"] == "sent"' '"exercise" not in d["notices"][0]'
[ "$(find box -type f -path '*/new/*' | wc -l)" -eq 1 ] && ok "one message alone" || not_ok "one message alone"
grep -rq "ESERCITAZIONE" box && ok "which says what it is" || not_ok "which says what it is"

AT=2026-11-24T16:02:00Z
works "the DPO takes one in charge" --as p2 take D1
works "its report" drill report D1 --json
json "has each step with its limit" '[s["step"] for s in d["drill"]["steps"]] == ["logged", "sent", "delivered", "taken", "closed"]' \
	'[s["pace"] for s in d["drill"]["steps"]] == ["in-time", "in-time", "not-sent", "late", "waiting"]' \
	'd["drill"]["steps"][3]["seconds"] == 14 * 3600' 'd["drill"]["steps"][3]["limit"] == "2026-11-24T14:02:00Z"' \
	'd["drill"]["notice"] == "in-time"' 'd["earlier"] == []'
works "the newest" drill report --json
json "unless another is named" 'd["drill"]["ref"] == "2026-D04"' '[e["ref"] for e in d["earlier"]] == ["2026-D03", "2026-D02", "2026-D01"]' \
	'd["drill"]["steps"][0]["earlier_median"] == 0' 'd["drill"]["steps"][3]["earlier_median"] == 14 * 3600'
works "as text" --lang it drill report D2
says "marked" "ESERCITAZIONE: niente di questo è accaduto."
says "in words" "preso in carico"
says "beside the earlier" "2026-D01"
says_not "nobody is named" "Giulia"
works "as a page" drill report D1 --format html -o page.html
grep -q '<table' page.html && ok "with a table" || not_ok "with a table"
refused 73 "never over a file" "" drill report D1 -o page.html
"$program" log -q --no-send --client none "Badge" >out 2>err || not_ok "a breach"
refused 1 "a breach is no exercise" "is no exercise" drill report 1
works "one in error" --as p2 void D3 --reason "era una prova della prova"
refused 1 "is not reported" "void" drill report D3
works "nor" drill report D4 --json
json "listed" '[e["ref"] for e in d["earlier"]] == ["2026-D02", "2026-D01"]'
works "the list" drill --json
json "says when each was last exercised" '[s.get("ref") for s in d["scenarios"]] == [None, "2026-D04", "2026-D01", "2026-D02"]'
breccia self-check --json
json "the self-check sees the newest" 'next(c for c in d["checks"] if c["check"] == "drill")["state"] == "fine"'
works "breaches" report --json
json "are counted without them" 'd["entries"]["breach"] == 1' 'd["entries"]["drill"] == 3' 'd["drills"]["in_time"] == 2'
works "all of it is sound" verify
end
