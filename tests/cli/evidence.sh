#!/bin/sh
# evidence: kept to the byte or by its hash alone, once, given back whole, and held by verify.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
company
"$program" log -q --no-send --own-data yes --client none "Elenco estratto" >out 2>err || not_ok "an incident for the test"

head -c 70000 /dev/urandom >accessi.bin
hash=$(sha256sum <accessi.bin | cut -d ' ' -f 1)
works "a file" evidence add 1 "$dir/accessi.bin" --note "log del CRM, utenza 4711"
says "is kept under its hash" "2026-0001/e1: kept, 70000 bytes, SHA-256 $hash"
works "given back" evidence get 1/e1
cmp -s out accessi.bin && ok "byte for byte" || not_ok "byte for byte"
works "into a new file" evidence get 2026-0001/e1 -o copia.bin
cmp -s copia.bin accessi.bin && [ "$(stat -c %a copia.bin)" = 600 ] && ok "for its owner alone" || not_ok "for its owner alone"
refused 73 "never over another" "copia.bin" evidence get 1/e1 -o copia.bin
works "a hyphen is standard output" evidence get 1/e1 -o -
cmp -s out accessi.bin && ok "too" || not_ok "too"
works "what it is" evidence show 1/e1 --json
json "without its folder" 'd["name"] == "accessi.bin"' 'd["size"] == 70000' "d['sha256'] == '$hash'" 'd["kept"] is True' 'd["by"] == "p1"' \
	'd["note"].startswith("log del CRM")'
works "in words" --lang it evidence show 1/e1
says "with its note" "utenza 4711"

# A list is not copied.
printf 'nome;telefono\nMario;333\n' >Elenco.CSV
works "a list's hash alone" evidence add 1 Elenco.CSV --hash-only --place "cassaforte, Luca Neri"
says "with its size" "e2: only the hash is kept, of 24 bytes"
refused 1 "its bytes are not here" "the file itself: cassaforte, Luca Neri" evidence get 1/e2
grep -q "Mario;333" "$XDG_DATA_HOME/breccia/register.db" "$XDG_DATA_HOME/breccia/register.db-wal" 2>/dev/null &&
	not_ok "nowhere in the register" || ok "nowhere in the register"
refused 64 "where it is must be said" "--place is missing" evidence add 1 accessi.bin --hash-only
refused 1 "the same bytes again" "there already, as 2026-0001/e2" evidence add 1 Elenco.CSV
printf 'altro;elenco\n' >altro.xlsx
works "a list that is kept all the same" evidence add 1 altro.xlsx --json
json "is pointed out, never blocked" 'd["evidence"]["kept"] is True' '"--hash-only" in d["warnings"][0]'
printf 'terzo;elenco\n' >terzo.csv
typed 'sì
armadio, Anna
' evidence add 1 terzo.csv
says "in a terminal it is asked" "Keep the hash alone?"
says "and done" "e4: only the hash is kept"
printf 'quarto;elenco\n' >quarto.csv
typed 'no
' evidence add 1 quarto.csv
says "or not" "e5: kept"

# Names, notes, pipes.
name=$(printf '\033[31mfoto \342\200\256gpj.exe')
printf 'foto' >"$name"
works "a name that would harm a terminal" evidence add 1 "$name" --note "di RSSMRA85T10A562S"
says "what looks like a codice fiscale is pointed out" "note (RSS"
works "is harmless" evidence list 1
grep -q "$(printf '\033\|\342\200\256')" out && not_ok "where it is shown" || ok "where it is shown"
printf 'da un altro programma' >piped
status=0
"$program" evidence add 1 - --hash-only --place "sul server" <piped >out 2>err || status=$?
exits 0 "from standard input"
works "they are listed" evidence list 1 --json
json "in order" 'field("id", d["evidence"])[-1] == "2026-0001/e7"' '"name" not in d["evidence"][-1]' \
	"d['evidence'][-1]['sha256'] == '$(sha256sum <piped | cut -d ' ' -f 1)'" '"/" not in d["evidence"][5]["name"]'
works "in Italian" --lang it show 1
says "under their heading" "Evidenze"

before=$(seal)
: >empty
refused 65 "an empty file" "the file is empty" evidence add 1 empty
refused 66 "no file" "cannot be read" evidence add 1 absent
refused 66 "no incident" "there is no incident" evidence add 9 accessi.bin
refused 66 "no evidence" "there is no evidence 2026-0001/e99" evidence get 1/e99
refused 65 "a notice is none" "is no evidence" evidence get 1/n1
refused 66 "no action" "has no action 4" evidence add 1 piped --action 4
refused 64 "no verb" "there are add, list, get, show" evidence eat 1
refused 64 "a word is missing" "breccia help evidence" evidence add 1
refused 77 "an auditor adds nothing" "p4 may not" --as p4 evidence add 1 piped
refused 77 "a manager neither" "p3 may not" --as p3 evidence add 1 piped
unchanged "and nothing was written" "$before"
works "an auditor reads" --as p4 evidence get 1/e1 -o audit.bin
works "the limit is a setting" config set evidence-limit 1
head -c 1100000 /dev/zero >large
refused 65 "larger than that is refused" "large is larger than" evidence add 1 large
works "its hash can be kept all the same" evidence add 1 large --hash-only --place "sul NAS"
says "whatever its size" "of 1100000 bytes"
works "with the action it is of" action add 1 "Conservare i log" --kind investigation
printf 'x' >x
works "named by its number" evidence add 1 x --action 1
breccia evidence show 1/e9 --json
json "or whole" 'd["action"] == "2026-0001/1"'
typed '' evidence get 1/e6
grep -q "$(printf '\033\[31m')" out && not_ok "a terminal never gets the bytes of others" || ok "a terminal never gets the bytes of others"

# verify looks at the bytes themselves.
works "the register is sound" verify
if command -v sqlite3 >/dev/null; then
	sqlite3 "$XDG_DATA_HOME/breccia/register.db" "UPDATE blob_part SET data = zeroblob(length(data)) WHERE sha256 = '$hash'"
	breccia verify
	exits 1 "bytes that were changed"
	says "are found" "BROKEN"
fi
end
