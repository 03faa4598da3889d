#!/bin/sh
# import FILE.csv: a register that somebody kept in a spreadsheet; its columns by their headings, its mistakes by their cells.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
company

# says_so NAME WORDS...: standard error has each.
says_so() {
	name=$1
	shift
	for words in "$@"; do
		grep -qF -e "$words" err || { not_ok "$name (no \"$words\")"; return; }
	done
	ok "$name"
}

# --- as an Italian spreadsheet writes it ------------------------------------------------------------------------------------
printf '\357\273\277' >paper.csv
cat >>paper.csv <<'END'
N.;Titolo;Rilevato;Registrato;Comunicato al DPO;Chiuso;Committente;Che cosa è successo;Numero di interessati;Gravità;Categorie di dati;Note
7/2019;Cedolini su una chiavetta smarrita;02/05/2019 08:00;02/05/2019 09:00;02/05/2019 12:00;01/06/2019 10:00;Alfa (02/05/2019 18:00);"Chiavetta persa in treno;
""mai ritrovata""";1.200,00;media;dati anagrafici;ritrovata la custodia
;;;;;;;;;;;
8/2019;'=formula;03/05/19 8.05;;;;alfa; beta s.r.l. (non informato);;circa 20;;basic, contact;
END
breccia import paper.csv
exits 65 "a row with a cell too many"
says_so "is named by its line, and what to look at" "paper.csv:5: there are 13 cells under 12 headings"
sed -i 's/alfa; beta s.r.l. (non informato)/"alfa; beta s.r.l. (non informato)"/' paper.csv
before=$(seal)
works "it may be looked at first" import paper.csv -n
says "what each column is taken for" "A  N.: source_id"
says "in the words of the program" "E  Comunicato al DPO: dpo_notified_at"
says "and how many would come in" "2 incidents would be imported"
works "the same for programs" import paper.csv -n --json
json "columns and count" 'd["found"] == 2' 'd["imported"] == 0' 'd["columns"][0] == {"heading": "N.", "field": "source_id"}' 'len(d["columns"]) == 12'
unchanged "with nothing written" "$before"
refused 77 "only the administrator imports" "p3 may not change people or settings" --as p3 import paper.csv
works "it comes in" import paper.csv
says "with new references" "2026-0001 to 2026-0002"
works "the first" show 1 --json
json "is what the row says" 'd["source_id"] == "7/2019"' 'd["title"].startswith("Cedolini")' 'd["detected_at"] == "2019-05-02T06:00:00Z"' \
	'd["logged_at"] == "2019-05-02T07:00:00Z"' 'd["closed_at"] == "2019-06-01T08:00:00Z"' 'd["subjects"] == "1200"' \
	'd["description"] == "Chiavetta persa in treno;\n\"mai ritrovata\""' 'd["data"] == ["basic"]'
json "told, and no more than declared" 'clock(d, "dpo-24h")["state"] == "past"' 'clock(d, "dpo-24h")["proof"] == "declared"' \
	'clock(d, "client:alfa")["met_at"] == "2019-05-02T16:00:00Z"' 'd["notices"] == []'
works "the second" show 2 --json
json "too" 'd["title"] == "=formula"' 'd["detected_at"] == "2019-05-03T06:05:00Z"' 'd["subjects"] == "~20"' 'd["data"] == ["basic", "contact"]' \
	'clock(d, "client:beta-s-r-l") is not None'
works "the register" register --json
json "has both as imported" 'field("imported", d["entries"]) == [True, True]'
works "nothing of the past presses" due
works "it is sound" verify
breccia import paper.csv
exits 65 "the same file twice is refused"
says_so "by the cells of the numbers" "paper.csv:2: cell A2 (N.): source_id 7/2019 is in the register already, as 2026-0001" "paper.csv:5: cell A4 (N.): source_id 8/2019"

# --- which column is what -----------------------------------------------------------------------------------------------------
before=$(seal)
printf 'codice,evento,data,chi ha aperto,detected,ref\n1,Prova,2020-01-02T08:00:00Z,Rossi,,\n' >odd.csv
breccia import odd.csv
exits 65 "a heading that nobody knows"
says_so "is asked about" 'odd.csv:1: cell A1 (codice): which field is this? --map "codice=FIELD", or --map "codice=" to leave it out' \
	'cell B1 (evento)' 'cell D1 (chi ha aperto)' 'no column is title, which is needed'
breccia import odd.csv --map codice=source_id --map evento=title --map data=detected_at --map "CHI HA APERTO="
exits 65 "two columns for one field"
says_so "are one too many" 'cell E1 (detected): detected_at is in the column "data" already' 'cell F1 (ref): source_id is in the column "codice" already'
works "each can be said" import odd.csv -n --map codice=source_id --map evento=title --map data=detected_at --map "chi ha aperto=" --map detected= --map ref=
says "and is shown" "C  data: detected_at"
says "what stays out too" "D  chi ha aperto: stays out"
refused 64 "a map without a field" "write COLUMN=FIELD" import odd.csv --map codice
refused 64 "a map to no field" 'there is no field "colore"' import odd.csv --map codice=colore
refused 64 "a map to what is worked out" 'there is no field "score"' import odd.csv --map codice=score
refused 64 "a map of no column" 'the file has no column "colore"' import odd.csv --map colore=title
refused 64 "days in JSON lines" "--day-at are for CSV" import story.jsonl --day-at 09:00
refused 64 "a map for JSON lines" "--day-at are for CSV" import story.jsonl --map a=title
status=0
printf 'id\ttitle\tdetected\n1\tDa una tubatura\t2020-01-02 08:00\n' | timeout 60 "$program" import - --csv -n >out 2>err || status=$?
exits 0 "from standard input, with --csv"
says "read as such" "1 incident would be imported"

# --- wrong --------------------------------------------------------------------------------------------------------------------
wrong() { # NAME WORDS HEADING CELL: in the second of three rows, after the columns that are needed
	printf 'id;titolo;rilevato;%s\n1;a;02/05/2019 08:00;\n2;b;02/05/2019 08:00;%s\n3;c;02/05/2019 08:00;\n' "$3" "$4" >wrong.csv
	breccia import wrong.csv
	if [ "$status" -eq 65 ] && grep -qF "wrong.csv:3: cell D3 ($3): " err && grep -qF -e "$2" err && [ "$(wc -l <err)" -eq 2 ]; then
		ok "refused: $1"
	else
		not_ok "refused: $1"
	fi
}
wrong "a day that is none" "there is no day 31/02/2020" chiuso "31/02/2020 10:00"
wrong "a day alone" "a day alone is not enough" chiuso "03/05/2019"
wrong "a time that hangs on today" "this is no day with its time" chiuso "ieri 18:00"
wrong "a day without its year" "this is no day with its time" chiuso "03/05 10:00"
wrong "a spreadsheet's bare number" "this is no day with its time" chiuso "43587,375"
wrong "the future" "01/01/2031" chiuso "01/01/2031 08:00"
wrong "before it was detected" "closed_at stands before detected_at" chiuso "01/01/2019 08:00"
wrong "half a person" "is no number of people" "numero di interessati" "12,50"
wrong "a client that is none" 'has no client "Zeta"' committente "Zeta"
wrong "a code that is none" "there is no \"verde\"" causa "verde"
wrong "a level that is none" "there is no level enorme" "gravità" "enorme"
wrong "a kind that is none" "there is no such kind of entry" voce "forse"
wrong "what was void" "what was void does not come in" voce "annullato"
wrong "no breach, and nobody says why" "why it was not a breach is missing" voce "non è una violazione"
wrong "a decision that is none" "a decision is yes or no" authority "unknown"
wrong "a decision without a reason" "a decision wants its reason" authority "no"
wrong "a reason without a decision" "no decision" authority_reason "rischio improbabile"
wrong "a number without a filing" "not when it was filed" authority_number "1234"
wrong "an end without its instant" "not when" closed_reason "finito"
wrong "something under no heading" "this column has no heading" "" "x"
printf 'id;titolo;rilevato\n;a;02/05/2019 08:00\n2;;02/05/2019 08:00\n3;c;\n4;d;02/05/2019 08:00\n4;e;02/05/2019 08:00\n' >wrong.csv
breccia import wrong.csv
exits 65 "what is missing, and what stands twice"
says_so "by the cell where it is missing" "wrong.csv:2: cell A2 (id): source_id is missing" "wrong.csv:3: cell B3 (titolo): title is missing" \
	"wrong.csv:4: cell C4 (rilevato): detected_at is missing" "wrong.csv:6: cell A6 (id): source_id 4 stands twice in this file" "4 lines are wrong"
printf 'id;titolo;rilevato\n1;a;02/05/2019 08:00\n2;citt\340;02/05/2019 08:00\n' >old.csv
refused 65 "Windows-1252, in one line that says what to do" 'old.csv:3: this is not UTF-8: save it again as "CSV UTF-8"' import old.csv
printf 'id;titolo;rilevato\n1;a;02/05/2019 08:00\n2;"b;02/05/2019 08:00\n3;c;02/05/2019 08:00\n' >open.csv
breccia import open.csv
exits 65 "a quote that is never closed"
says_so "where it is opened" "open.csv:3: a quote"
printf 'id;titolo;rilevato\n1;a\000;02/05/2019 08:00\n' >nul.csv
refused 65 "a character NUL" "nul.csv:2: there is a character NUL" import nul.csv
: >empty.csv
refused 65 "an empty file" "empty.csv is empty" import empty.csv
"$python" -I -S -c 'print(";".join("c%d" % i for i in range(10000)))' >wide.csv
breccia import wide.csv
exits 65 "ten thousand columns"
says_so "are no register" "wide.csv:1: there are more than 256 columns"
"$python" -I -S -c 'print("id;titolo;rilevato\n1;" + "x" * (1 << 20) + ";02/05/2019 08:00")' >large.csv
breccia import large.csv
exits 65 "a title of a megabyte"
says_so "is too long, and where" "large.csv:2: cell B2 (titolo): title: a text of more than 64 kB"
printf 'id;\033[31mrosso;titolo;rilevato\n' >escape.csv
breccia import escape.csv
if grep -q "$(printf '\033')" err; then not_ok "a heading cannot colour the terminal"; else ok "a heading cannot colour the terminal"; fi
printf 'id,title,detected\r1,mac,2020-01-02 08:00\r2,os,2020-01-02 08:00\r' >mac.csv
works "lines that end with CR alone" import mac.csv -n
says "are lines" "2 incidents would be imported"
unchanged "none of it was written" "$before"

# --- many ---------------------------------------------------------------------------------------------------------------------
"$python" -I -S - <<'END'
def write(name, wrong):
    with open(name, "w", encoding="utf-8-sig", newline="") as f:
        f.write("numero;titolo;rilevato;comunicato al DPO;numero di interessati;committenti\r\n")
        for i in range(5000):
            cells = ["%d/2021" % i, '"Invio errato\r\nn. %d"' % i, "%02d/03/2021 09:30" % (1 + i % 28), "%02d/03/2021 11:45" % (1 + i % 28), "%d,00" % i, "Alfa"]
            cells = wrong.get(i, lambda c: c)(cells)
            f.write(";".join(cells) + "\r\n")
write("right.csv", {})
write("three.csv", {16: lambda c: c[:2] + ["31/02/2021 09:30"] + c[3:], 2500: lambda c: c[:4] + ["molti"] + c[5:], 4999: lambda c: c[:5] + ["Zeta"]})
END
before=$(seal)
breccia import three.csv
exits 65 "five thousand rows, three of them wrong"
says_so "are named by line and column" "three.csv:34: cell C18 (rilevato): " "three.csv:5002: cell E2502 (numero di interessati): " \
	"three.csv:10000: cell F5001 (committenti): " "3 lines are wrong, and nothing was imported"
[ "$(wc -l <err)" -eq 4 ] && ok "and no others" || not_ok "and no others"
unchanged "nothing of them comes in" "$before"
works "with the three corrected" import right.csv --json
json "all come in" 'd["imported"] == 5000' 'd["first"] == "2026-0003"'
works "sound" verify -q

# --- days alone ----------------------------------------------------------------------------------------------------------------
printf 'id;titolo;rilevato;notificato al DPO\nd1;a;02/05/2019;02/05/2019\nd2;b;03/05/2019 18:00;04/05/2019\n' >days.csv
breccia import days.csv
exits 65 "days without a time are refused"
says_so "with what can be done" "days.csv:2: cell C2 (rilevato): a day alone is not enough" "--day-at HH:MM" "2 lines are wrong"
works "but somebody may say what they mean" import days.csv --day-at 09:00 --json
ref=$(get 'd["first"]')
works "for all of them" show "$ref" --json
json "in the register's zone" 'd["detected_at"] == "2019-05-02T07:00:00Z"' 'clock(d, "dpo-24h")["met_at"] == "2019-05-02T07:00:00Z"'
json "and said" '"L\u0027ora è presunta, le 09:00: la carta ha soltanto il giorno (rilevato, notificato al DPO)." in [n["text"] for n in d["notes"]]' \
	'clock(d, "dpo-24h")["state"] == "past"'
works "and what has a time" show "$(get 'd["ref"][:-1] + str(int(d["ref"][-1]) + 1)')" --json
json "keeps it" 'd["detected_at"] == "2019-05-03T16:00:00Z"' '"(notificato al DPO)" in d["notes"][0]["text"]'
refused 64 "a time that is none" "no time of a day" import days.csv --day-at 24:00
refused 64 "nor is this" "no time of a day" import days.csv --day-at 9

# --- what this program writes itself --------------------------------------------------------------------------------------------
cat >full.jsonl <<'END'
{"title":"=SOMMA(A1); \"virgolette\"","detected_at":"2019-05-02 08:00","source_id":"1","logged_at":"2019-05-02 09:00","dpo_notified_at":"2019-05-04 12:00","own_data":"yes","what":"prima riga\nseconda, riga","nature":["c","a"],"data":["basic","contact","financial"],"subject_kinds":["customers"],"subjects":"~1200","records":"10-20","cause":"internal-accidental","protection":"none","measures_taken":"chiuso","root_cause":"fretta","prevention":"corsi","protocol":"Prot. 12","occurred":"2019-05-01 23:59","clients":[{"client":"Alfa","told_at":"2019-05-02 18:00"},{"client":"Beta S.r.l."}],"assessment":{"level":"medium"},"late":[{"clock":"dpo-24h","cause":"night-or-weekend","reason":"era domenica: nessuno"}],"decisions":[{"about":"authority","yes":true,"reason":"rischio; presente","at":"2019-05-03 09:00"},{"about":"subjects","yes":false,"reason":"dati comuni"}],"filings":[{"clock":"authority-72h","at":"2019-05-04 10:00","number":"1234"}],"closed_at":"2019-06-01 10:00","closed_reason":"finito"}
{"title":"Quasi","kind":"near-miss","detected_at":"2020-03-01T08:00:00Z","source_id":"3","subjects":"unknown"}
{"title":"Plichi vuoti","detected_at":"2020-01-10T08:00:00Z","source_id":"2","decisions":[{"about":"breach","yes":false,"reason":"erano vuoti"}],"closed_at":"2020-02-01T08:00:00Z"}
{"title":"Prova","kind":"drill","detected_at":"2020-03-02T08:00:00Z","source_id":"4"}
END
elsewhere() { # PLACE ARGS...: in a register of its own
	place=$1
	shift
	status=0
	timeout 60 "$program" -r "sqlite:$dir/$place.db" "$@" >out 2>err </dev/null || status=$?
}
for made in first raw it en; do
	elsewhere $made init --org "Rossi Contact S.p.A." --me "Maria Bianchi <maria@rossi.example>" \
		--dpo "Giulia Verdi <giulia@verdi.example>" --language it -q
	elsewhere $made client add Alfa --hours 12
	elsewhere $made client add "Beta S.r.l." --hours 36
	exits 0 "a register $made"
done
elsewhere first import full.jsonl
exits 0 "a full register"
elsewhere first register --csv raw
cp out first.raw.csv
for made in raw it en; do
	case $made in
	raw) elsewhere first register --csv raw ;;
	*) elsewhere first --lang $made register --format csv ;;
	esac
	cp out $made.csv
	elsewhere $made import $made.csv
	exits 0 "what register writes as $made comes back in"
	elsewhere $made register --csv raw
	cp out $made.again.csv
	if cmp -s first.raw.csv $made.again.csv; then
		ok "and is the same register"
	else
		diff first.raw.csv $made.again.csv >out
		not_ok "and is the same register"
	fi
done
printf '%s\n' '{"title":"Di chi, non si sa","detected_at":"2026-11-20 08:00","source_id":"q1","own_data":"no","clients":[{"client":"?"}]}' >unknown.jsonl
elsewhere first import unknown.jsonl
exits 0 "with one whose client nobody could name"
elsewhere first register --csv raw
cp out first.raw.csv
elsewhere lost init --org "Rossi Contact S.p.A." --me "Maria Bianchi <maria@rossi.example>" --dpo "Giulia Verdi <giulia@verdi.example>" -q
elsewhere lost client add Alfa
elsewhere lost client add "Beta S.r.l."
elsewhere lost import first.raw.csv --dry-run
exits 0 "and what register writes of it comes back in"
end
