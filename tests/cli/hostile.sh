#!/bin/sh
# Text that wants to be something else: it is stored whole, and shown harmless. JSON from elsewhere: every key, and none too many.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
company

"$python" - <<'END'
import json
title = ("quo\"te' `id` $(id) %s%n \\ '; DROP TABLE journal; -- {{title}} {{#ref}} {{{x}}} &amp; <b> "
         "\x1b[31mred\x1b]0;title\x07 \u202ereversed\u2066 \u200bzero \U0001f4a5\U0001f469\u200d\U0001f469\u200d\U0001f467 "
         "e\u0301 \ud55c\uad6d\uc5b4 \x7f\x08\x9b31m" + "x" * 10240).replace("\ud55c", "\ud55c")
text = "riga uno\nBcc: evil@example.org\n.\nFrom riga\n--boundary\n" + title
json.dump({"title": title, "description": text, "recipient": title[:200], "contact": title[:200], "source_id": "h'; --", "reason": "x"},
          open("hostile.json", "w"))
open("title", "w", encoding="utf-8").write(title)
json.dump({"title": "a\r\nX-Injected: yes\r\n\r\nbody", "description": "a\r\nb"}, open("lines.json", "w"))
END

# fed NAME ARGS...: with a file on standard input.
fed() {
	name=$1 file=$2
	shift 2
	status=0
	timeout 60 "$program" "$@" >out 2>err <"$file" || status=$?
	if [ $status -eq 0 ] && [ ! -s err ]; then ok "$name"; else not_ok "$name"; fi
}
# fed_refused STATUS NAME WORDS TEXT ARGS...
fed_refused() {
	want=$1 name=$2 words=$3
	printf '%s' "$4" >in
	shift 4
	status=0
	timeout 60 "$program" log - "$@" >out 2>err <in || status=$?
	judge_refused
}

fed "a hostile title" hostile.json log - --json
json "is kept as it is, all of it" 'd["incident"]["title"] == json.load(open("hostile.json"))["title"]' \
	'd["incident"]["description"] == json.load(open("hostile.json"))["description"]' 'len(d["incident"]["title"]) > 10240'
works "it is shown again" show 1 --json
json "whole" 'd["title"] == json.load(open("hostile.json"))["title"]' 'd["recipient"] == json.load(open("hostile.json"))["recipient"]'
works "as an argument" log --json --no-send -- "$(tr '\n' ' ' <title)"
json "the same" 'd["incident"]["title"] == json.load(open("hostile.json"))["title"].strip()'

# harmless NAME: nothing in out acts on a terminal or turns the text around.
harmless() {
	"$python" -I -S - <<-'END' && ok "$1" || not_ok "$1"
		import sys, unicodedata
		text = open("out", encoding="utf-8").read()
		bad = {c for c in text if c != "\n" and unicodedata.category(c) == "Cc"} | {c for c in text if c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u2028\u2029\u200b"}
		sys.exit("bad: %r" % bad if bad else 0)
	END
}
for words in "show 1" "list" "" "due" "journal" "journal 1" "outbox show 1/n1" "report" "report --format lines"; do
	# shellcheck disable=SC2086 # a list of words
	breccia $words
	harmless "breccia $words shows it harmless"
done
breccia outbox show 1/n1
"$python" -I -S - <<'END' && ok "in the letter it imitates no line of ours" || not_ok "in the letter it imitates no line of ours"
import sys
lines = open("out", encoding="utf-8").read().split("\n")
sys.exit(any(l.startswith(("Bcc:", "From riga", ".", "--boundary")) for l in lines))
END
says "templates do not see it" "{{title}}"
works "in a terminal" log -q --no-send x
TERM=xterm PAGER="cat" typed '' show 1
"$python" -I -S - <<'END' && ok "a terminal gets our own colours and nothing else" || not_ok "a terminal gets our own colours and nothing else"
import re, sys
text = re.sub("\x1b\\[[0-9;]*m", "", open("out", encoding="utf-8", newline="").read())
own = {"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[32m", "\x1b[33m", "\x1b[1;31m"}
seen = set(re.findall("\x1b\\[[0-9;]*m", open("out", encoding="utf-8", newline="").read()))
sys.exit(bool(re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2066]", text)) or not seen <= own)
END

fed "line ends in a title" lines.json log - --no-send --json
json "are kept" 'd["incident"]["title"] == "a\r\nX-Injected: yes\r\n\r\nbody"' 'd["incident"]["description"] == "a\r\nb"'
lines=$(get 'd["ref"]')
breccia list injected
[ "$(wc -l <out)" -eq 2 ] && ok "and shown in one line" || not_ok "and shown in one line"
works "a notice about it" notify "$lines"
breccia outbox show "$lines/n1"
grep -q '^X-Injected' out && not_ok "begins no line with it" || ok "begins no line with it"
works "a note of anything" note 1 "$(cat title)"
works "is kept" show 1 --json
json "as it is" 'd["notes"][0]["text"].strip() == json.load(open("hostile.json"))["title"].strip()'
for name in "a'b; --" "{{name}}" "$(printf 'x\342\200\256y')"; do
	breccia client add "$name" --json
	[ $status -eq 0 ] || [ $status -eq 65 ] && ok "a client called $name" || not_ok "a client called $name"
done
breccia list
harmless "names are shown harmless too"
refused 65 "an error shows what it repeats harmless" '\x1b' show "$(printf 'a\033[31m')"
refused 64 "also of a command" '\x1b' "$(printf 'a\033[31m')"
works "a filter is no SQL" list "x'; DROP TABLE incident; --x" -q
works "nor a full-text query" list 'a OR b NEAR(c) x*' -q
refused 65 "a quote without end" "quote" list '"x'
works "all of it is sound" verify

# JSON for log.
cat >all.json <<'END'
{"v":1,"title":"Dal SIEM","detected_at":"2026-11-23T22:00:00Z","description":"x","nature":["c","i"],"subjects":1200,"records":"10-20",
 "own_data":false,"data":["basic"],"breach_kind":"list-export","clients":["Alfa"],"kind":"breach","source_id":"siem-1","no_send":true,
 "aware_at":"2026-11-23T23:00:00+01:00","site":null,"colour":"red","nested":{"a":1}}
END
fed "every key" all.json log - --json
json "is understood" 'd["incident"]["detected_at"] == "2026-11-23T22:00:00Z"' 'd["incident"]["aware_at"] == "2026-11-23T22:00:00Z"' \
	'd["incident"]["subjects"] == "1200"' 'd["incident"]["own_data"] == "no"' 'd["incident"]["clients"][0]["client"] == "alfa"' \
	'[n["kind"] for n in d["incident"]["notices"]] == ["alfa"]' '"site" not in d["incident"]' 'd["existed"] is False'
json "but those that nobody knows, which are named" 'len(d["warnings"]) == 2' '"colour" in d["warnings"][0]' '"nested" in d["warnings"][1]'
fed "the same again" all.json log - --json
json "is the same incident" 'd["existed"] is True'
printf '{"title":"t","detected":"2026-11-23T22:00:00Z","what":"w","own-data":"yes"}' >in
fed "the names of the options" in log - --no-send --json
json "are understood too" 'd["incident"]["detected_at"] == "2026-11-23T22:00:00Z"' 'd["incident"]["description"] == "w"' \
	'd["incident"]["own_data"] == "yes"' 'd["warnings"] == []'
printf '{"title":"t","kind":"drill","send":true}' >in
fed "a drill that is sent" in log - --json
json "is one" 'd["ref"] == "2026-D01"'
printf '{"title":"t","kind":"near-miss","clients":["none"]}' >in
fed "options beside -" in log - --drill --site Torino --json
json "win" 'd["incident"]["kind"] == "drill"' 'd["incident"]["site"] == "Torino"'
before=$(seal)
fed_refused 65 "no JSON" "line 2" '{"title":"x",
"y":}'
fed_refused 65 "nothing" "is not JSON" ''
fed_refused 65 "a list" "one JSON object" '[]'
fed_refused 65 "two objects" "JSON" '{"title":"a"}{"title":"b"}'
fed_refused 65 "a key twice" "duplicate" '{"title":"a","title":"b"}'
fed_refused 65 "a field under both its names" "given twice" '{"title":"a","detected":"2026-11-23T22:00:00Z","detected_at":"2026-11-23T22:00:00Z"}'
fed_refused 65 "no title" "the title is missing" '{"detected_at":"2026-11-23T22:00:00Z"}'
fed_refused 65 "a number as title" "title: " '{"title":5}'
fed_refused 65 "a NUL in a title" "NUL" '{"title":"a\u0000b"}'
fed_refused 65 "half a surrogate" "JSON" '{"title":"a\ud800b"}'
fed_refused 65 "bytes that are no text" "JSON" "$(printf '{"title":"a\377b"}')"
fed_refused 65 "a time that is none" "detected" '{"title":"a","detected_at":"soon"}'
fed_refused 65 "a time as a number" "detected" '{"title":"a","detected_at":1795471320}'
fed_refused 65 "the future" "in the future" '{"title":"a","detected_at":"2026-12-24T00:00:00Z"}'
fed_refused 65 "a kind that is none" "breach, near-miss or drill" '{"title":"a","kind":"list-export"}'
fed_refused 65 "clients that are no list" "clients: give a list" '{"title":"a","clients":"alfa"}'
fed_refused 65 "clients that are no names" "clients: give a list" '{"title":"a","clients":[1]}'
fed_refused 65 "a flag that is none" "no_send: give true or false" '{"title":"a","no_send":"yes"}'
fed_refused 65 "a code that is none" "nature: " '{"title":"a","nature":["x"]}'
fed_refused 65 "a negative number of people" "subjects: " '{"title":"a","subjects":-5}'
fed_refused 64 "a word beside -" "stands alone" '{"title":"a"}' extra
"$python" -c 'print("{\"title\":\"" + "x" * 70000 + "\"}")' >in
status=0
"$program" log - >out 2>err <in || status=$?
want=65 name="a title of 70 kB" words="64 kB" && judge_refused
head -c 1100000 /dev/zero | tr '\0' ' ' >in
status=0
"$program" log - >out 2>err <in || status=$?
want=65 name="more than a megabyte" words="larger than" && judge_refused
"$python" -c 'print("[" * 5000)' >in
status=0
"$program" log - >out 2>err <in || status=$?
want=65 name="brackets without end" words="JSON" && judge_refused
unchanged "nothing of that stands" "$before"
works "all of it is sound" verify
end
