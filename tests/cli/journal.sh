#!/bin/sh
# journal, verify, seal: what happened, and whether it is still what was written.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
company
register=$XDG_DATA_HOME/breccia/register.db

"$program" log -q --detected 02:40 --client alfa --what "Perché è partito" "Elenco inviato" >out 2>err || not_ok "an incident for the test"
old=$(seal)
AT=2026-11-24T03:00:00Z
"$program" note 1 "una nota" >out 2>err || not_ok "a note for the test"
"$program" log -q --drill "Prova" >out 2>err || not_ok "a drill for the test"

works "the journal" journal --json
json "has each event once, in order" '[e["seq"] for e in d["events"]] == list(range(1, len(d["events"]) + 1))' \
	'd["events"][0]["kind"] == "register.created"' 'd["events"][-1]["ref"] == "2026-D01"' \
	'all(len(e["seal"]) == 64 and e["by"] and e["at"].endswith("Z") for e in d["events"])' \
	'all("salt" not in e.get("body", {}) for e in d["events"])'
works "of one incident" journal 1 --json
json "only its own" '{e["ref"] for e in d["events"]} == {"2026-0001"}' '[e["kind"] for e in d["events"]][0] == "incident.logged"' \
	'd["events"][-1]["body"]["text"] == "una nota"'
works "in words" --lang it journal 1
says "in Italian" "incidente registrato"
says "with names" "Maria Bianchi"
grep -q ' $' out && not_ok "no line ends in a blank" || ok "no line ends in a blank"
refused 66 "of nothing" "there is no incident" journal 9
refused 65 "of a word" "is no incident" journal everything

works "the export" journal export
"$python" - <<'END' && ok "each line is seal, head and body, and the seals are a chain" || not_ok "each line is seal, head and body, and the seals are a chain"
import hashlib, json, re
seal = "0" * 64
lines = open("out", "rb").read().decode("ascii").split("\n")
assert lines.pop() == "" and len(lines) > 10
for n, line in enumerate(lines, 1):
    claimed, head, body = line.split("\t")
    seal = hashlib.sha256((seal + "\n" + head).encode()).hexdigest()
    assert seal == claimed
    h = json.loads(head)
    assert h["seq"] == n and list(h)[:3] == ["seq", "at", "by"]
    assert ("body" in h) == bool(body)
    if body:
        assert hashlib.sha256(body.encode()).hexdigest() == h["body"] and len(json.loads(body)["salt"]) == 32
END
cp out export.txt
works "the seal" seal
grep -Eq '^[0-9a-f]{64}@[0-9]+$' out && ok "is what --against takes" || not_ok "is what --against takes"
[ "$(tail -n 1 export.txt | cut -f 1)@$(wc -l <export.txt)" = "$(cat out)" ] && ok "and the last of the export" || not_ok "and the last of the export"
works "the seal as JSON" seal --json
json "with the register's own number" 'len(d["sha256"]) == 64' 'd["seq"] > 10' 'len(d["register"]) == 36' 'd["at"] == "2026-11-24T03:00:00Z"'

works "it is sound" --lang it verify
says "as far as nobody outside has signed for it" "Registro integro:"
says "which it says" "finora nessuna ancora esterna."
says "in a sentence" "Registro integro: "
works "for programs" verify --json
json "with what was looked at" 'd["sound"] is True' 'd["events"] == int(d["events"]) > 10' 'len(d["seal"]) == 64' '"what" not in d' '"against" not in d'
works "the chain alone" verify --chain
works "against the older seal" verify --against "$old"
says "it lies on the chain" "${old#*@}"
works "without its number too" verify --against "${old%@*}"
works "in capitals" verify --against "$(echo "${old%@*}" | tr a-f A-F)"
breccia verify --against "${old%@*}@3"
exits 1 "not under another number"
says "and the last sentence agrees" "The register is BROKEN"
breccia verify --json --against "$(printf '%064d' 0)"
exits 1 "a seal that never was"
json "is not on the chain" 'd["sound"] is False' 'd["against"] is False'
refused 64 "no seal" "64 hexadecimal digits" verify --against abc
refused 64 "no number" "is no number of an event" verify --against "${old%@*}@x"

# Somebody who can write the file changes it with another program, past the triggers.
# tampered NAME WORDS SQL...
tampered() {
	name=$1 words=$2
	shift 2
	rm -f broken.db*
	cp "$register" broken.db
	"$python" -S - broken.db "$@" <<-'END' || { not_ok "$name: the test could not write"; return; }
		import sqlite3, sys
		db = sqlite3.connect(sys.argv[1])
		for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
		    db.execute(f"DROP TRIGGER {trigger}")
		for sql in sys.argv[2:]:
		    assert db.execute(sql).rowcount != 0, sql
		db.commit()
	END
	breccia -r broken.db verify --json
	exits 1 "$name"
	json "$name is named" 'd["sound"] is False' "any(w in d['what'] for w in '$words'.split('|'))"
}
if ! "$python" -S -c 'import sqlite3' 2>/dev/null; then
	echo "ok - a register changed behind the program's back # SKIP python3 without sqlite3"
	end
fi
seq=$("$program" journal 1 --json >out && get 'd["events"][0]["seq"]')
works "the register is copied whole" verify
"$python" -S -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute("PRAGMA wal_checkpoint(TRUNCATE)")' "$register"
tampered "a time in a head" "event $seq|$seq" "UPDATE journal SET head = replace(head, '2026-11-24T01:40:00Z', '2026-11-24T01:50:00Z') WHERE seq = $seq"
tampered "a word in a body" "event $seq|$seq" "UPDATE journal SET body = replace(body, 'Elenco', 'elenco') WHERE seq = $seq"
tampered "a body taken away" "$seq" "UPDATE journal SET body = NULL WHERE seq = $seq"
tampered "a seal" "$seq" "UPDATE journal SET seal = '$(printf '%064d' 7)' WHERE seq = $seq"
tampered "an event taken out" "after event $((seq - 1)) " "DELETE FROM journal WHERE seq = $seq"
tampered "a table" "incident" "UPDATE incident SET logged_by = 'p2' WHERE ref = '2026-0001'"
tampered "a row of a table" "note" "DELETE FROM note"
breccia -r broken.db --lang it verify
says "in words" "NON"
breccia -r broken.db verify --chain
exits 0 "the chain alone does not look at tables"

# The newest event cut off by somebody who knows the tables: nothing inside shows it, an older seal does.
rm -f cut.db*
cp "$register" cut.db
newest=$(seal)
"$python" -S - cut.db <<'END' || not_ok "the test could not write"
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
    db.execute(f"DROP TRIGGER {trigger}")
last = db.execute("SELECT max(seq) FROM journal").fetchone()[0]
db.execute("DELETE FROM journal WHERE seq > ?", (last - 1,))
db.execute("UPDATE tip SET (seq, seal) = (SELECT seq, seal FROM journal ORDER BY seq DESC LIMIT 1)")
db.commit()
END
works "the chain that is left is whole" -r cut.db verify --chain
breccia -r cut.db verify --chain --against "$newest"
exits 1 "a cut journal is caught by a seal kept elsewhere"
breccia -r cut.db verify --chain --against "$old"
exits 0 "a seal from before the cut still lies on it"

AT=2026-11-24T02:30:00Z
works "the machine's clock goes back" note 1 "più tardi"
works "the journal says so" journal 1 --json
json "by how much, and moves nothing" 'd["events"][-1]["back"] == 1800' 'd["events"][-1]["at"] == "2026-11-24T02:30:00Z"'
status=0
"$program" --as p4 verify >out 2>err || status=$?
exits 0 "an auditor verifies"
TZ=America/New_York LC_ALL=C.UTF-8 works "in another zone" verify
env LC_ALL=it_IT.UTF-8 TZ=Asia/Tokyo "$program" verify >out 2>err && ok "and another locale" || not_ok "and another locale"
end
