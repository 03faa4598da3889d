#!/bin/sh
# By hand, and counted: the message for a webmail, what came back to it, and who was called.
# shellcheck disable=SC1091,SC2015,SC2154
. "$srcdir/tests/cli/lib.sh"

company --code ROSSI
works "an incident" log "Elenco inviato a chi non doveva" --detected=-30m --kind sent-by-mistake --now -q

# The message.
refused 1 "what is not composed has no bytes" "notice 2026-0001/n1 is not composed yet: \`breccia send\`" outbox show 1/n1 --eml
works "but it can be read" outbox show 1/n1 --text
says "to whom" "To: giulia@verdi.example"
says "its subject carries the mark that answers will carry" "Subject: [ROSSI 2026-0001]"
says "and its text follows" "Elenco inviato a chi non doveva"
refused 64 "one form at a time" "give one of --eml, --text and --json" outbox show 1/n1 --eml --text
refused 64 "a file for what has no file" "--output goes with the first two" outbox show 1/n1 -o x
refused 66 "a notice that is not there" "no notice 2026-0001/n7" outbox show 1/n7 --eml

mkdir -p mail/new mail/cur mail/tmp
printf '[email]\nserver = maildir:%s/mail\nfrom = Rossi Contact <registro@rossi.example>\n' "$dir" >mail.conf
works "a courier composes it" send -c mail.conf -q
works "then it has bytes" outbox show 1/n1 --eml
cp out message.eml
breccia --json outbox show 1/n1
[ "$(sha256sum <message.eml | cut -d ' ' -f 1)" = "$(get 'd["bytes_sha256"]')" ] &&
	ok "which are those that were frozen" || not_ok "which are those that were frozen"
grep -q '^Message-Id: <2026-0001\.n1\.' message.eml && ok "a whole message" || not_ok "a whole message"
works "into a file" outbox show 1/n1 --eml -o copy.eml
[ ! -s out ] && cmp -s message.eml copy.eml && ok "the same bytes, and nothing else" || not_ok "the same bytes, and nothing else"
[ "$(stat -c %a copy.eml)" = 600 ] && ok "for its owner only" || not_ok "for its owner only"
refused 73 "never over another" "copy.eml" outbox show 1/n1 --eml -o copy.eml
works "as frozen, the text too" outbox show 1/n1 --text
says "with its addressee" "giulia@verdi.example"

# What came back.
works "no receipt yet" receipt
says "none is kept" "no receipt is kept"
printf 'From: posta-certificata@pec.example\r\nSubject: ACCETTAZIONE\r\n\r\nla ricevuta \033]0;x\a\000 fine' >'ricevuta.eml'
state=$(breccia --json show 1 && get 'clock(d, "dpo-24h")["state"], clock(d, "dpo-24h").get("proof")')
works "a receipt" receipt add 1 "$dir/ricevuta.eml" --notice 2026-0001/n1 --reason "dalla webmail, inviata alle 3"
says "what it proves the courier will say" "r1: kept with 2026-0001; the courier says what it proves: breccia receipt show r1"
breccia --json show 1
json "show has it" 'd["receipts"][0]["id"] == "r1"' 'd["receipts"][0]["notice"] == "2026-0001/n1"' \
	'd["receipts"][0]["name"] == "ricevuta.eml"' 'd["receipts"][0]["signature"] == "none"' 'd["receipts"][0]["kind"] == "other"' \
	'd["receipts"][0]["reason"].startswith("dalla webmail")' 'd["receipts"][0]["by"] == "p1"'
[ "$state" = "$(get 'clock(d, "dpo-24h")["state"], clock(d, "dpo-24h").get("proof")')" ] &&
	ok "and no clock was met by it" || not_ok "and no clock was met by it"
works "its bytes" receipt show r1 --eml
cmp -s out ricevuta.eml && ok "are those that were handed in" || not_ok "are those that were handed in"
works "what it is" receipt show 1
says "with its hash" "$(sha256sum <ricevuta.eml | cut -d ' ' -f 1)"
says "and that nobody looked into it yet" "kept, not examined yet"
breccia --json receipt show 1
json "as JSON" 'd["id"] == "r1"' 'd["size"] == 86' "d['bytes_sha256'] == '$(sha256sum <ricevuta.eml | cut -d ' ' -f 1)'"
refused 1 "the same bytes are kept once" "kept already, as r1" receipt add 1 ricevuta.eml
before=$(seal)
: >empty.eml
refused 65 "an empty file" "the file is empty" receipt add 1 empty.eml
refused 66 "no file" "cannot be read" receipt add 1 absent.eml
refused 66 "no incident" "2026-0077" receipt add 77 ricevuta.eml
refused 66 "no such notice" "has no notice 2026-0001/n9" receipt add 1 message.eml --notice 2026-0001/n9
refused 66 "no such receipt" "there is no receipt r9" receipt show 9
refused 64 "no such verb" "there are add, confirm, enter, list, perhaps, show" receipt eat 1
refused 64 "a file is missing" "breccia help receipt" receipt add 1
refused 77 "an auditor adds nothing" "may not" --as p4 receipt add 1 message.eml
unchanged "and nothing was written" "$before"
works "an auditor reads" --as p4 receipt list
works "the limit is a setting" config set evidence-limit 1
head -c 1100000 /dev/zero >large.eml
refused 65 "larger than that is refused" "large.eml is larger than the setting evidence-limit, 1 MB" receipt add 1 large.eml
refused 65 "with what to do" "breccia config set evidence-limit NUMBER" receipt add 1 large.eml
name=$(printf 'x\033[31m \342\200\256gpj.exe')
printf 'altro' >"$name"
works "a name that would harm a terminal" receipt add 1 "$name"
works "from standard input, and about the incident" receipt list 1
grep -q "$(printf '\033')" out && not_ok "it is harmless where it is shown" || ok "it is harmless where it is shown"
printf 'da un altro programma' >piped
status=0
"$program" receipt add 1 - <piped >out 2>err || status=$?
exits 0 "from standard input"
breccia --json receipt list 1
json "three are listed" '[r["id"] for r in d["receipts"]] == ["r1", "r2", "r3"]' '"name" not in d["receipts"][2]' \
	'"notice" not in d["receipts"][1]' 'not any(c in d["receipts"][1]["name"] for c in "\x1b\u202e/")'
works "a second incident counts on" log "Altro" --no-send -q
works "with the same bytes" receipt add 2 piped
says "in one series of numbers" "r4: kept with 2026-0002"
works "in a terminal" show 1
says "receipts have a heading" "Receipts"
typed "" receipt show 1 --eml
grep -q "$(printf '\033]0')" out && not_ok "a terminal never gets the bytes of others" || ok "a terminal never gets the bytes of others"
says "but sees them" "ACCETTAZIONE"

# Who was called.
works "a call to the DPO" called 1 dpo --at 02:10 --outcome "non risponde, lasciato messaggio"
says "the time is read back" "called: "
works "a call to somebody by name" called 1 Anna Gallo --outcome "avvisata"
works "a call to somebody whom the register does not know" called 1 "Sig. Neri, notte" --outcome "avvisato"
breccia --json show 1
json "show has them" 'field("person", d["calls"]) == ["p2", "p3", None]' 'd["calls"][2]["who"] == "Sig. Neri, notte"' \
	'd["calls"][0]["at"] == "2026-11-24T01:10:00Z"' 'd["calls"][1]["at"] == "2026-11-24T02:02:00Z"' 'd["calls"][0]["by"] == "p1"'
works "and as text" show 1
says "under a heading of their own" "Calls (never a proof)"
says "with what they came to" "non risponde, lasciato messaggio"
works "the journal has them" journal 1
says "as calls" "non risponde"
before=$(seal)
refused 64 "what it came to is needed" "--outcome" called 1 dpo
refused 64 "who is needed" "something is missing: breccia called REF WHO" called 1
refused 65 "a call of tomorrow" "is in the future" called 1 dpo --at "25/11/2026 10:00" --outcome x
refused 77 "an auditor notes nothing" "may not" --as p4 called 1 dpo --outcome x
unchanged "and nothing was written" "$before"
works "in Italian" --lang it show 1
says "the heading is Italian" "Telefonate (mai una prova)"
works "the register is sound" verify -q
end
