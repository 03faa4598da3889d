#!/bin/sh
# import: incidents of the past, all of a file or nothing of it.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
company

cat >story.jsonl <<'END'
{"title":"Cedolini su una chiavetta smarrita","detected_at":"2019-05-02 08:00","source_id":"7/2019","logged_at":"2019-05-02 09:00","dpo_notified_at":"2019-05-02 12:00","taken_at":"2019-05-02 15:00","own_data":"yes","what":"chiavetta persa in treno","nature":["c","a"],"subjects":120,"clients":[{"client":"Alfa","subjects":20,"reference":"A-9","told_at":"2019-05-02 18:00"}],"assessment":{"level":"medium","reason":"dati comuni"},"opinions":[{"about":"authority","yes":true,"reason":"rischio presente","at":"2019-05-03 09:00"}],"decisions":[{"about":"authority","yes":true,"reason":"come da parere","signed_by":"Anna Gallo"}],"filings":[{"clock":"authority-72h","type":"complete","at":"2019-05-04 10:00","number":"1234"}],"actions":[{"title":"cifrare le chiavette","kind":"prevention","owner":"Reparto IT","result":"fatto"}],"notes":["mai ritrovata"],"closed_at":"2019-06-01 10:00"}

{"title":"Lista inviata tardi","detected_at":"2020-01-10T08:00:00Z","source_id":"1/2020","own_data":"no","dpo_notified_at":"2020-01-12T08:00:00Z","late":[{"clock":"dpo-24h","cause":"night-or-weekend","reason":"era domenica"}],"closed_at":"2020-02-01T08:00:00Z"}
{"title":"Prova","kind":"drill","detected_at":"2020-03-01T08:00:00Z"}
END
before=$(seal)
works "first it may only be looked at" import story.jsonl --dry-run
says "and counted" "3 incidents would be imported"
unchanged "with nothing written" "$before"
refused 77 "security who is no administrator does not import" "p3 may not change people or settings" --as p3 import story.jsonl
works "a file of stories" import story.jsonl
says "with the refs that it got" "2026-0001 to 2026-D01"
works "as JSON" show 1 --json
json "its past is there" 'd["source_id"] == "7/2019"' 'd["stage"] == "closed"' 'd["logged_at"] == "2019-05-02T07:00:00Z"' \
	'd["taken_at"] == "2019-05-02T13:00:00Z"' 'd["subjects"] == "120"' 'd["closed_at"] == "2019-06-01T08:00:00Z"'
json "what paper says is declared" 'clock(d, "dpo-24h")["state"] == "past"' 'clock(d, "dpo-24h")["proof"] == "declared"' \
	'clock(d, "authority-72h")["state"] == "past"' 'clock(d, "authority-72h")["met_at"] == "2019-05-04T08:00:00Z"' 'clock(d, "client:alfa")["met_at"] == "2019-05-02T16:00:00Z"'
works "the late one" show 2 --json
json "stays late, with its reason" 'clock(d, "dpo-24h")["state"] == "met-late"' 'clock(d, "dpo-24h")["late_cause"] == "night-or-weekend"'
json "and nothing is queued about it" 'd["notices"] == []'
works "due sees nothing of the past" due
exits 0 "so nothing presses"
works "it is sound" verify
works "a search finds it" list chiavetta
says "by its words" "2026-0001"

printf '%s\n' '{"title":"Mai chiuso","detected_at":"2021-03-02 08:00","own_data":"unknown","clients":[{"client":"Alfa"}]}' \
	'{"title":"Detto al DPO","detected_at":"2021-03-03 08:00","dpo_notified_at":"2021-03-05 08:00","own_data":"no"}' >open.jsonl
works "what was never closed" import open.jsonl
works "is open" show 2026-0003
says "and says where it comes from" "Imported from an earlier register: no clock runs"
says_not "no deadline presses" "LATE"
says_not "and nothing is to be sent" "breccia notify 2026"
works "as JSON" show 3 --json
json "its clocks are of the past" '{clock(d, c)["state"] for c in ("dpo-24h", "authority-72h", "client:alfa")} == {"past"}'
works "of the other one" show 4
says "paper says that it was late" "met LATE by 24 h"
says_not "nobody asks why" "breccia late"
works "in the list" list +open
says "with what was declared" "imported, does not run"
works "the board" --json
json "leaves it out" 'd["incidents"] == []' 'd["open"] == 0'
works "a filter" list +imported +open --json
json "has it" 'sorted(field("ref", d["incidents"])) == ["2026-0003", "2026-0004", "2026-D01"]'
works "no filter finds it late" list +late --json
json "none is" 'd["incidents"] == []'
works "due stays silent" due
exits 0 "about them, too"
works "the DPO takes it over" --as p2 take 3
works "and so knows of it" show 3 --json
json "without a notice" '{g["code"]: g["ok"] for g in d["gates"]}["notified"] and {g["code"]: g["ok"] for g in d["gates"]}["clocks"]'

# --- whose acts they are ---------------------------------------------------------------------------------------------------
works "the story as people read it" --as p2 show 1
says "the importer entered it" "from paper, entered by"
from_paper() { tr -s ' |\n' ' ' <out | grep -o "$1da carta, registrato da" | wc -l; }
for what in show dossier; do
	works "$what in Italian" --lang it --as p2 $what 1
	if [ "$(from_paper "")" -ge 5 ]; then ok "$what: assessment, opinion, decision, filing, closing"; else not_ok "$what: from paper"; fi
	if [ "$(from_paper "[Cc]hiuso [^;]*10:00[:,] ")" -eq 1 ]; then ok "$what: the closing too"; else not_ok "$what: the closing"; fi
done
printf '%s\n' '{"title":"A mano","detected_at":"2021-03-02 08:00","own_data":"yes","opinions":[{"about":"authority","yes":true,"reason":"da carta"}]}' >hand.jsonl
works "one that goes on" import hand.jsonl
AT=2026-11-24T03:02:00Z
works "the DPO advises on a later day" --as p2 opinion 5 subjects no --reason "a mano"
works "as people read it" --lang it show 5
if grep -B1 "a mano" out | grep -q "da carta"; then not_ok "that is the DPO's own"; else ok "that is the DPO's own"; fi
if [ "$(from_paper "")" -eq 1 ]; then ok "the other is not"; else not_ok "the other is not"; fi
works "the dossier" --lang it dossier 5
if [ "$(from_paper "espresso [^()]* ")" -eq 1 ] && [ "$(grep -c "espresso" out)" -eq 2 ]; then ok "tells them apart"; else not_ok "tells them apart"; fi
AT=2026-11-24T02:02:00Z

# --- wrong ----------------------------------------------------------------------------------------------------------------
before=$(seal)
breccia import story.jsonl
exits 65 "the same file twice is refused"
grep -qF "story.jsonl:1: source_id 7/2019 is in the register already, as 2026-0001" err && ok "and says which line is there already" || not_ok "which"
wrong() { # NAME WORDS LINE: the second of three lines
	printf '%s\n%s\n%s\n' '{"title":"a","detected_at":"2019-05-02 08:00"}' "$3" '{"title":"b","detected_at":"2019-05-02 08:00"}' >wrong.jsonl
	breccia import wrong.jsonl
	if [ "$status" -eq 65 ] && grep -qF "wrong.jsonl:2: " err && grep -qF -e "$2" err && [ "$(wc -l <err)" -eq 2 ]; then
		ok "refused: $1"
	else
		not_ok "refused: $1"
	fi
}
wrong "no JSON" "expected" '{"title":'
wrong "no object" "object" '[1]'
wrong "no title" "title is missing" '{"detected_at":"2019-05-02 08:00"}'
wrong "no detection" "detected_at is missing" '{"title":"x"}'
wrong "the future" "closed_at" '{"title":"x","detected_at":"2019-05-02 08:00","closed_at":"2031-01-01 08:00"}'
wrong "closed before it was detected" "closed_at stands before detected_at" '{"title":"x","detected_at":"2019-05-02 08:00","closed_at":"2018-01-01 08:00"}'
wrong "an unknown key" "there is no key colour" '{"title":"x","detected_at":"2019-05-02 08:00","colour":"red"}'
wrong "an unknown key within" "there is no key filings.when" '{"title":"x","detected_at":"2019-05-02 08:00","filings":[{"when":1}]}'
wrong "an unknown client" "has no client \"Zeta\"" '{"title":"x","detected_at":"2019-05-02 08:00","clients":[{"client":"Zeta"}]}'
wrong "a code that is none" "assessment.level may not be \"huge\"" '{"title":"x","detected_at":"2019-05-02 08:00","assessment":{"level":"huge"}}'
wrong "a decision without a reason" "decisions.reason is missing" '{"title":"x","detected_at":"2019-05-02 08:00","decisions":[{"about":"breach","yes":false}]}'
wrong "a clock that is none" "filings.clock" '{"title":"x","detected_at":"2019-05-02 08:00","filings":[{"clock":"dora","at":"2019-05-02 09:00"}]}'
wrong "a key given twice" "duplicate" '{"title":"x","title":"y","detected_at":"2019-05-02 08:00"}'
wrong "a number that is none" "subjects" '{"title":"x","detected_at":"2019-05-02 08:00","subjects":"many"}'
printf '%s\n%s\n' '{"title":"a","detected_at":"2019-05-02 08:00","source_id":"z"}' '{"title":"b","detected_at":"2019-05-02 08:00","source_id":"z"}' >twice.jsonl
breccia import twice.jsonl
grep -qF "twice.jsonl:2: source_id z stands twice in this file" err && ok "a source_id twice in a file" || not_ok "twice"
breccia import missing.jsonl
exits 66 "a file that is not there"
unchanged "none of it was written" "$before"

# --- many -----------------------------------------------------------------------------------------------------------------
"$python" -I -S - >many.jsonl <<'END'
import json
for i in range(2000):
    print(json.dumps({"title": "Incidente %d" % i, "detected_at": "2021-03-%02dT08:00:00Z" % (1 + i % 28), "source_id": "m%d" % i,
        "dpo_notified_at": "2021-03-%02dT12:00:00Z" % (1 + i % 28), "own_data": "yes" if i % 3 else "no",
        "assessment": {"level": "low"}, "decisions": [{"about": "authority", "yes": False, "reason": "rischio improbabile"}],
        "actions": [{"title": "richiamare il destinatario", "result": "fatto"}, {"title": "istruire", "result": "fatto"}],
        "closed_at": "2021-05-01T08:00:00Z"}))
END
works "two thousand stories" import many.jsonl --json
json "counted" 'd["imported"] == 2000' 'd["last"] == "2026-2005"'
works "and nothing presses" due
works "all of it is sound" verify -q
end
