#!/bin/sh
# report: who may, which period, what is left out, and the five forms. The figures themselves are looked at by tests/check_report.
# shellcheck disable=SC1091,SC2015,SC2154
. "$srcdir/tests/cli/lib.sh"

AT=2026-11-28T09:30:00Z
export AT
"$builddir/tests/report-year" "$dir/year.db" "$AT" 150 >out 2>err || not_ok "a register of two years"
BRECCIA_REGISTER=$dir/year.db
export BRECCIA_REGISTER

# What two registers do not share.
steady() {
	sed -E 's/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/UUID/; s/[0-9a-f]{64}/SEAL/' out
}

golden() { # golden NAME FILE ARGS...: printed as it was when somebody looked at it
	name=$1 file=$srcdir/tests/data/report/$2
	shift 2
	breccia "$@"
	steady >now
	[ -z "${GENERATE-}" ] || cp now "$file"
	if [ "$status" -eq 0 ] && [ ! -s err ] && cmp -s now "$file"; then
		ok "$name"
	else
		diff "$file" now >out
		not_ok "$name"
	fi
}
golden "the year, in Italian" it-2026.txt --lang it report
golden "a quarter, in English, by client" en-2026-Q3.txt report --period 2026-Q3 --by client
golden "a month, a sentence for each row" it-2026-10-lines.txt --lang it report --period 2026-10 --format lines
golden "for the board room, by site" en-boardroom.txt report --period last-quarter --no-clients --by site
golden "for spreadsheets, by cause" it-cause.csv --lang it report --by cause --csv sheet
golden "for programs, a client alone" raw-beta.csv report --period 2026-Q3 --client beta --csv raw

works "without a period: this year" report
says "and says which" "2026 (01/01/2026 - 31/12/2026)"
works "days" report --from 01/07/2026 --to 30/09/2026
cp out days
works "are the quarter that they make" report --period 2026-Q3
grep 'told in time' out | head -n 1 | sed 's/^Q3 2026: //; s/ Others.*//' >a
grep 'told in time' days | head -n 1 | sed 's/^[^:]*: //; s/ Others.*//' >b
cmp -s a b && [ -s a ] && ok "with the same answer" || not_ok "with the same answer"

breccia --json report --period 2026-Q3 --by site
json "JSON" 'd["period"]["name"] == "2026-Q3"' 'd["deadlines"][0]["rule"] == "dpo-24h"' 'len(d["late"]) == sum(r["late"] for r in d["deadlines"])' \
	'len(d["months"]) == 3' 'sum(m["counted"] for m in d["months"]) == d["deadlines"][0]["counted"]' 'len(d["groups"]) == 3' \
	'sum(h["n"] for h in d["histogram"]) == d["notice"]["n"]' 'all("reason" in k for k in d["late"] if "cause" in k)' \
	'[s["to"] for s in d["steps"]] == ["logged", "sent", "delivered", "taken", "closed"]' 'len(d["seal"]["sha256"]) == 64'
breccia report --format json
json "the same by --format" 'd["period"]["name"] == "2026"' '"groups" not in d'

# CSV is read back by a reader that knows nothing of ours.
reads() { # reads NAME SEPARATOR EXPRESSION...
	name=$1 separator=$2
	shift 2
	why=$("$python" -I -S - "$separator" "$@" 3<&0 <<-'END' 2>&1
		import csv, sys
		raw = open("out", "rb").read()
		rows = list(csv.reader(raw.decode("utf-8-sig").splitlines(True), delimiter=sys.argv[1], strict=True))
		cells = [c for row in rows for c in row]
		for e in sys.argv[2:]:
		    if not eval(e):
		        sys.exit("not so: " + e)
		END
	) && ok "$name" || not_ok "$name: $why"
}
breccia --lang it report --format csv
reads "CSV for Italian spreadsheets" ';' 'raw.startswith(b"\xef\xbb\xbf")' 'len({len(r) for r in rows}) == 1' 'rows[0][0] == "riferimento"' \
	'any("," in r[11] for r in rows[1:])' 'any(__import__("re").fullmatch(r"\d\d/\d\d/\d{4} \d\d:\d\d", r[8]) for r in rows)' \
	'not [c for c in cells if c[:1] in "=+-@" and c]'
breccia report --csv raw
reads "CSV for programs" , 'not raw.startswith(b"\xef\xbb\xbf")' 'raw.count(b"\n") == raw.count(b"\r\n")' 'len({len(r) for r in rows}) == 1' \
	'all(r[8].endswith("Z") for r in rows[1:])' 'not [c for c in cells if c[:1] in "=+-@" and c]' \
	'any(r[1].startswith("</title><script>alert(1)") for r in rows)'

works "a page, into a file" report --format html -o page.html
grep -q '<script' page.html && not_ok "that has no scripts" || ok "that has no scripts"
grep -q '&lt;script&gt;alert(1)' page.html && ok "and the hostile title as text" || not_ok "and the hostile title as text"
refused 73 "a file that is there is left alone" "page.html" report -o page.html
works "text, into a file" report --format text -o page.txt
awk 'length($0) > 400 || /\033/ { bad = 1 } END { exit bad }' page.txt && ok "is plain" || not_ok "is plain"

refused 65 "a period that is none" "2026-Q3" report --period 2026-Q7
refused 65 "days the wrong way round" "ends before it begins" report --from 2026-07-01 --to 2026-06-01
refused 64 "two periods" "asked for twice" report --period 2026 --from 2026-07-01
refused 64 "a format that is none" "text, lines, html, csv and json" report --format pdf
refused 64 "two formats" "two formats" report --json --format html
refused 64 "a CSV that is none" "--csv raw" report --csv excel
refused 64 "a grouping that is none" "client, site, campaign and cause" report --by person
refused 64 "nobody is counted by name" "client, site, campaign and cause" report --by owner
refused 64 "clients where none may be named" "--no-clients" report --no-clients --by client
refused 64 "campaigns where no client may be named" "--no-clients" report --no-clients --campaign Energia
refused 66 "a client that is not there" "nobody" report --client nobody
refused 65 "a kind that is none" "" report --kind nothing

# Reading is for every role, and for nobody whom the register does not know.
BRECCIA_REGISTER=
unset BRECCIA_REGISTER
company
for who in p1 p2 p3 p4; do
	works "$who may read it" --as "$who" report --format lines
done
works "of a register with nothing in it" report
says "it says so" "no deadline was met or fell due"
works "a page of nothing" report --format html
works "a table of nothing" report --csv raw
"$builddir/tests/report-year" "$dir/foreign.db" 2026-11-28T09:30:00Z 3 somebody-else >out 2>err || not_ok "a register of somebody else"
unset BRECCIA_AS
refused 77 "a login that the register does not know may not" "" -r "$dir/foreign.db" report
exit $failed
