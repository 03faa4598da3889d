#!/bin/sh
# list: what a filter finds, in which order, a page at a time; show: one incident, by any of its names.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
company

log() {
	"$program" log -q --no-send "$@" >out 2>err || not_ok "an incident for the test"
}
log --detected -30h --client alfa --own-data no --kind lost-device --site Torino "Portatile smarrito sul treno"
log --detected -20h --client beta --own-data no --kind list-export --nature c --cause internal-intentional "Elenco estratto"
log --detected -3h --client unknown --own-data yes --campaign Energia --subjects ~1200 "Perché è partito l'elenco"
log --detected -2h --client none --own-data no --near-miss "Quasi un invio sbagliato"
log --detected -1h --drill "Esercitazione notturna"
"$program" --as p2 take 2 >out 2>err || not_ok "the DPO takes one"

works "help" help list
tr -s ' .:' '\n\n\n' <out >words
breccia list nosuch:1
fields=$(sed 's/.*there are \([^;]*\);.*/\1/; s/,//g' err)
breccia list +nosuch
for word in $fields $(sed 's/.*there are \([^;]*\);.*/\1/; s/,//g' err); do
	grep -qxF -e "$word" words && ok "help names $word" || not_ok "help names $word"
done

# finds "REF..." FILTER...: exactly these, in any order.
finds() {
	want=$1
	shift
	breccia list --json "$@"
	got=$(get '" ".join(sorted(i["ref"][5:] for i in d["incidents"]))' 2>/dev/null)
	[ "$got" = "$want" ] && ok "list $*" || not_ok "list $*: $got, not $want"
}
finds "0001 0002 0003 0004 D01"
finds "0001" portatile
finds "0001" PORTAT
finds "0002 0003" elenco
finds "0003" perche
finds "0001" "smarrito sul" treno
finds "" '"treno sul"'
finds "0001 0002" kind:lost-device,list-export
finds "0004" kind:near-miss
finds "D01" +drill
finds "0001 0002 0003 0004" -+drill
finds "0001 0002 0003 0004" -- -+drill
finds "0002" stage:in-charge
finds "0001 0003 0004 D01" -stage:in-charge
finds "0001" client:alfa
finds "0001" client:Alfa
finds "0001" clock:client:alfa
finds "0001" site:torino
finds "0003" campaign:energia
finds "0001" +late
finds "0003" ref:3
finds "0002 0003" ref:2,3
finds "0001 0002 0003 0004 D01" by:p1
finds "0001 0002 0003 0004 D01" +open
finds "0003 0004 D01" 'detected:<4h'
finds "0001" 'detected:<2026-11-23'
finds "0001" 'detected:2026-11-22'
finds "0002" cause:internal-intentional
finds "0002" nature:c
finds "" alfa -client:alfa
finds "" stage:closed
finds "0001 0002 0003 0004 D01" ""

refused 65 "a field that is none" "there are ref, stage" list colour:red
refused 65 "a field without value" "lacks a value" list kind:
refused 65 "a tag that is none" "there is no tag" list +urgent
refused 65 "a stage that is none" "there is no stage" list stage:done
refused 65 "a kind that is none" "kind" list kind:fire
refused 65 "a time that is none" "is not a time" list "detected:<soon"
refused 65 "a ref that is none" "is no incident" list ref:abc
refused 64 "a limit of nothing" "--limit is a number" list --limit 0
refused 64 "a limit that is no number" "--limit is a number" list --limit ten
refused 65 "a cursor that is none" "begin the list again" list --after nonsense
works "an unknown client has no incidents" list client:nobody -q

works "most urgent first" list --json
json "by the nearest open clock" '[i["ref"][5:] for i in d["incidents"]] == ["0001", "0002", "0003", "0004", "D01"]' '"next" not in d'
works "newest first" list --newest --json
json "by the time of logging" 'd["incidents"][0]["ref"] == "2026-D01"' 'd["incidents"][-1]["ref"] == "2026-0001"'

# paged ORDER...: every incident once, in the order of the whole list.
paged() {
	breccia list --json "$@"
	whole=$(get '" ".join(i["ref"] for i in d["incidents"])')
	seen='' after=''
	for page in 1 2 3 4 5 6 7; do
		breccia list --json --limit 2 ${after:+--after "$after"} "$@"
		seen="$seen $(get '" ".join(i["ref"] for i in d["incidents"])')"
		after=$(get 'd.get("next", "")')
		[ -n "$after" ] || break
	done
	[ "$seen" = " $whole" ] && [ "$page" -eq 3 ] && ok "pages $*" || not_ok "pages $*: $seen, not $whole"
}
paged
paged --newest
paged -stage:closed
works "a page in words" --lang en list --limit 2
says "says how to go on" "--after"
after=$(sed -n 's/.*--after \([^,]*\),.*/\1/p' out)
works "and that cursor works" list --limit 2 --after "$after" --json
json "for the next page" 'd["incidents"][0]["ref"] == "2026-0003"'
works "all of them" list --all --limit 1 --json
json "whatever the limit" 'len(d["incidents"]) == 5'
works "nothing found" --lang en list nothingofthekind
says "is said" "no incident matches"
works "nothing found, quietly" list -q nothingofthekind
[ -s out ] && not_ok "nothing is said quietly" || ok "nothing is said quietly"
works "in words" --lang it list
says "Italian headings" "INCIDENTE"
grep -q ' $' out && not_ok "no line ends in a blank" || ok "no line ends in a blank"

# One incident, by any of its names.
for ref in 1 01 2026-1 2026-0001 1/2026 "ROSSI 2026-0001" "rossi 1"; do
	works "show $ref" show "$ref" --json
	json "is that incident" 'd["ref"] == "2026-0001"'
done
works "show D1" show D1 --json
json "is the drill" 'd["ref"] == "2026-D01"' 'd["kind"] == "drill"'
works "show 2026-d01" show 2026-d01 --json
refused 66 "a number that is not there yet" "the newest is 2026-0004" show 9
refused 66 "another year" "there is no incident 2025-0001" show 2025-1
refused 66 "a drill that is not there" "there is no incident 2026-D07" show D7
refused 65 "a word" "is no incident" show laptop
refused 65 "another register's code" "another register" show "BIANCHI 2026-0001"
refused 65 "zero" "is no incident" show 0
refused 65 "another register's notice" "another register" outbox show "BIANCHI 2026-0001/n1"

# The shape that other programs rely on.
works "the shape" show 2 --json
json "of an incident" 'd["v"] == 1' 'd["stage"] == "in-charge"' 'd["taken_by"] == "p2"' 'd["logged_by"] == "p1"' \
	'set(d) >= {"ref", "kind", "stage", "title", "detected_at", "logged_at", "clocks", "notices", "clients", "notes", "gates", "last_seq", "seal"}' \
	'set(d["clocks"][0]) >= {"rule", "state", "starts_at", "due_at", "proof"}' \
	'[k["rule"] for k in d["clocks"]] == ["dpo-24h", "client:beta-s-r-l"]' \
	'd["clients"] == [{"client": "beta-s-r-l", "name": "Beta S.r.l."}]' \
	'all(set(g) == {"code", "ok"} or (set(g) == {"code", "ok", "say"} and not g["ok"]) for g in d["gates"])' \
	'next(g for g in d["gates"] if g["code"] == "in-charge")["ok"] is True' \
	'len(d["seal"]["sha256"]) == 64' 'd["seal"]["seq"] >= d["last_seq"]' '"closed_at" not in d'
works "the same under an Italian locale" --lang it show 2 --json
json "is not translated" 'd["stage"] == "in-charge"' 'next(g for g in d["gates"] if not g["ok"])["say"].isascii()'
works "in words" --lang it show 2
says "the clocks" "Termini"
says "what is open" "Prima della chiusura"
grep -q ' $' out && not_ok "no line ends in a blank" || ok "no line ends in a blank"
works "in a terminal the page is coloured" show 2
TERM=xterm PAGER="cat" typed '' show 2
exits 0 "in a terminal"
grep -q "$(printf '\033')" out && ok "with colours" || not_ok "with colours"
NO_COLOR=1 PAGER="cat" typed '' show 2
grep -q "$(printf '\033')" out && not_ok "NO_COLOR is heeded" || ok "NO_COLOR is heeded"
TERM=dumb PAGER="cat" typed '' show 2
grep -q "$(printf '\033')" out && not_ok "and a terminal without colours" || ok "and a terminal without colours"
PAGER='sed s/^/paged:/' typed '' show 2
says "what is long goes through the pager" "paged:"
PAGER='sed s/^/paged:/' typed '' seal
says_not "what is short does not" "paged:"
PAGER=/nonexistent/pager typed '' show 2
says "a pager that is not there takes nothing away" "2026-0002"
end
