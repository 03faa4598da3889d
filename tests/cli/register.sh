#!/bin/sh
# register: what GDPR art. 33(5) asks for, marked and apart; as spreadsheets open it, as programs read it, and for one client alone.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
demonstration --lang it
without_mail

# table NAME EXPRESSION...: the last output is CSV; rows is a list of dicts, raw the bytes, head the headings.
table() {
	name=$1
	shift
	if why=$("$python" -I -S - "$@" <<-'END' 2>&1
		import csv, io, sys
		raw = open("out", "rb").read()
		text = raw.decode("utf-8-sig")
		first = text.split("\r\n")[0]
		sep = ";" if first.count(";") > first.count(",") else ","
		lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=sep, strict=True))
		head = lines[0]
		assert all(len(line) == len(head) for line in lines), "rows of another length"
		assert text.endswith("\r\n"), "the last line has no end"
		rows = [dict(zip(head, line)) for line in lines[1:]]
		for e in sys.argv[1:]:
		    if not eval(e):
		        sys.exit("not so: " + e)
		END
	); then ok "$name"; else not_ok "$name: $(echo "$why" | tail -n 1)"; fi
}

works "a formula as a title" log --own-data no --client alfa --subjects 77 "=cmd|' /C calc'!A0" --what "-2+3; \"virgolette\"
seconda riga @SOMMA(A1)"
works "of two clients" log --client alfa --client beta --own-data no --what "fatti comuni" "Segreto di Beta"
works "Alfa's" affected 9 alfa subjects=12 reference=AL-1
works "Beta's" affected 9 beta subjects=34 reference=BE-9
works "decided not to be one" --as p2 opinion 6 breach no --reason "i plichi erano vuoti"
works "by the company" --as p4 decide 6 breach no --reason "nessun dato uscito"
works "entered twice" --as p2 void 7 --duplicate-of 6 --reason "inserito due volte"
works "assessed" --as p2 assess 5 --dpc simple --ei name:1 --cb c:0.25
before=$(seal)

works "as an Italian spreadsheet opens it" --lang it register --format csv
table "BOM, semicolons, Italian days and commas" 'raw.startswith(b"\xef\xbb\xbf")' 'sep == ";"' 'head[0] == "voce"' \
	'any(r["rilevato"] == "24/11/2026 03:02" for r in rows)' 'any(r["punteggio (ENISA)"] == "1,25" for r in rows)'
table "everything that was logged is in it, and marked" 'len(rows) == 10' \
	'[r["voce"] for r in rows] == ["violazione"] * 6 + ["quasi violazione", "non è una violazione", "annullato", "esercitazione"]' \
	'[r["riferimento"] for r in rows] == ["2026-000%d" % n for n in (1, 2, 3, 5, 8, 9, 4, 6, 7)] + ["2026-D01"]'
table "endings with their reasons" '[r for r in rows if r["riferimento"] == "2026-0006"][0]["motivo della conclusione"] == "nessun dato uscito"' \
	'"2026-0006" in [r for r in rows if r["riferimento"] == "2026-0007"][0]["motivo della conclusione"]'
table "formulas are texts" "any(r['titolo'] == \"'=cmd|' /C calc'!A0\" for r in rows)" \
	"any(r['che cosa è successo'].startswith(\"'-2+3; \\\"virgolette\\\"\") for r in rows)" \
	"not any(v[:1] in '=+-@' for r in rows for v in r.values() if v)"
works "as an English one does" --lang en register --format csv
table "commas and points" 'raw.startswith(b"\xef\xbb\xbf")' 'sep == ","' 'head[0] == "entry"' 'any(r["score (ENISA)"] == "1.25" for r in rows)'
works "for programs" --lang it register --csv raw
table "RFC 4180, RFC 3339 and codes" 'not raw.startswith(b"\xef")' 'sep == ","' 'head[:2] == ["section", "ref"]' \
	'any(r["detected_at"] == "2026-11-24T02:02:00Z" for r in rows)' '{r["section"] for r in rows} == {"breach", "near-miss", "not-a-breach", "void", "drill"}' \
	'any(r["dpo_state"] == "met" for r in rows)' 'any(r["data"] == "basic;contact" for r in rows)'
works "as JSON" register --json
json "the same" 'len(d["entries"]) == 10' '"client" not in d' 'd["entries"][0]["section"] == "breach"' \
	'[e for e in d["entries"] if e["ref"] == "2026-0006"][0]["section"] == "not-a-breach"' '[e for e in d["entries"] if e.get("score")][0]["score"] in (1.25, 3.0)'
works "as text" --lang it register
says "with its sections" "Quasi violazioni"
says "apart" "Risultate non essere violazioni"
says "void" "Voci annullate"
says "and exercises" "Esercitazioni: non è avvenuto nulla di reale"
says "and the seal" "$(echo "$before" | cut -c -64)"
works "as HTML" --lang it register --format html -o register.html
if grep -q '^<!DOCTYPE html>' register.html && ! grep -q '<script' register.html && grep -q 'Quasi violazioni' register.html; then
	ok "one page"
else
	not_ok "one page"
fi

# --- a period ---------------------------------------------------------------------------------------------------------------

works "what was detected on a day" register --json --from 24/11/2026 --to 24/11/2026
json "the whole of it and nothing before" 'len(d["entries"]) > 0' 'd["from"] == "2026-11-23T23:00:00Z"' 'd["to"] == "2026-11-24T23:00:00Z"' \
	'all("2026-11-23T23:00:00Z" <= e["detected_at"] < "2026-11-24T23:00:00Z" for e in d["entries"])'
inside=$(get 'len(d["entries"])')
works "up to the day before" register --json --to 23/11/2026
json "the rest" "len(d['entries']) + $inside == 10"
works "of another year" --lang it register --from 2025-01-01 --to 2025-12-31
says "there is none" "Non c'è alcuna voce"
refused 64 "a period that ends before it begins" "--from is after --to" register --from 2026-12-01 --to 2026-11-01
refused 65 "a day that is none" "is not a" register --from "il solito giorno"

# --- for one client ----------------------------------------------------------------------------------------------------------

for form in text csv html json; do
	works "for Alfa as $form" --lang it register --for Alfa --format $form
	if grep -qiE 'beta|segreto|BE-9|Maria|Giulia|annullat|esercitazion|quasi viol' out; then
		not_ok "as $form nothing of anybody else"
	else
		ok "as $form nothing of anybody else"
	fi
	says "as $form its own" 2026-0009
done
works "for Alfa" register --for alfa --json
json "its own values" 'd["client"] == "alfa"' '[e for e in d["entries"] if e["ref"] == "2026-0009"][0]["subjects"] == "12"' \
	'[e for e in d["entries"] if e["ref"] == "2026-0009"][0]["reference"] == "AL-1"' 'all(e["section"] == "breach" for e in d["entries"])' \
	'not any(k in e for e in d["entries"] for k in ("title", "clients", "severity", "score", "dpo_state", "recipient", "root_cause"))' \
	'"2026-0006" not in field("ref", d["entries"])'
refused 66 "a client that nobody knows" "no client Omega" register --for Omega

# --- how it is asked ------------------------------------------------------------------------------------------------------------

refused 64 "a format that is none" "--format is one of text, csv, html, json" register --format xls
refused 64 "raw HTML" "--csv goes with" register --csv raw --format html
refused 64 "another CSV" "--csv is raw" register --csv excel
unchanged "reading adds nothing" "$before"

# --- what is open, in Italian ---------------------------------------------------------------------------------------------------

works "as text" --lang it register
tr -s ' \n' ' ' <out >flat
for open in "causa [?] non ancora determinata" "misure già adottate [?] non ancora determinate" "categorie di dati [?] non ancora determinate" \
	"numero di interessati [?] non ancora determinato" "notifica al Garante: decisione [?] non ancora determinata"; do
	if grep -qF -e "$open" flat; then ok "agrees: $open"; else not_ok "agrees: $open"; fi
done

# --- what is left out ---------------------------------------------------------------------------------------------------------

works "it has no text of its own" affected 9 alfa what=
works "and the incident's names the other" amend 9 what="Un elenco spedito a Beta"
for form in text csv html; do
	works "for Alfa as $form" --lang it register --for Alfa --format $form
	says "as $form a text is left out, and not open" "non riportato in questo estratto"
	if grep -qi beta out; then not_ok "as $form it names nobody"; else ok "as $form it names nobody"; fi
done
works "for programs too" --lang it register --for Alfa --csv raw
says "it is said" "non riportato in questo estratto"
works "and as JSON" register --for Alfa --json
json "which they are" '[e for e in d["entries"] if e["ref"] == "2026-0009"][0]["left_out"] == ["description"]' \
	'"description" not in [e for e in d["entries"] if e["ref"] == "2026-0009"][0]' \
	'[e for e in d["entries"] if e["ref"] != "2026-0009"][0]["left_out"] == []'
end
