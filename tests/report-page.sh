#!/bin/sh
# The page of a report in a real browser: it draws its pictures, runs nothing, asks the network for nothing, and prints.
#
# Chromium is asked for what it made of the page (--dump-dom); what it looks like is for eyes: KEEP=DIR keeps a picture in light and in
# dark, and the printed pages.
set -u

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
	echo "ok - no Chromium is here: skipped"
	exit 77
}
dir=$builddir/tests/report-page.dir
rm -rf "$dir"
mkdir -p "$dir/home" || exit 99
dir=$(cd "$dir" && pwd)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
unset BRECCIA_AS BRECCIA_CONFIG BRECCIA_REGISTER DISPLAY WAYLAND_DISPLAY
HOME=$dir/home XDG_CONFIG_HOME=$dir/home/config XDG_CACHE_HOME=$dir/home/cache LC_ALL=C.UTF-8 AT=2026-11-28T09:30:00Z
export HOME XDG_CONFIG_HOME XDG_CACHE_HOME LC_ALL AT
failed=0

ok() { # ok STATUS WHAT
	if [ "$1" -eq 0 ]; then
		echo "ok - $2"
	else
		echo "not ok - $2"
		failed=1
	fi
}

browse() { # browse ARGS...: each time as if for the first time
	rm -rf "$dir/profile"
	timeout 120 "$browser" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
		--disable-component-update --disable-sync --disable-dev-shm-usage --hide-scrollbars --user-data-dir="$dir/profile" \
		"$@" 2>"$dir/said"
}

echo '<!DOCTYPE html><title>it works</title>' >"$dir/works.html"
browse --dump-dom "file://$dir/works.html" >"$dir/works" && grep -q 'it works' "$dir/works" || {
	echo "ok - $browser does not run here: skipped"
	exit 77
}

"$builddir/tests/report-year" "$dir/year.db" "$AT" 150 &&
	"$builddir/tests/at/breccia" --lang it -r "$dir/year.db" report --by client --format html -o "$dir/page.html"
ok $? "a page is made"

browse --dump-dom "file://$dir/page.html" >"$dir/dom"
ok $? "the browser reads it"
# A page of ours with a script in it: had the escape a hole, the policy would still hold.
sed 's|</main>|<script>document.title = "ran"</script><img src="http://192.0.2.1/x.png" onerror="document.title = 1"></main>|' "$dir/page.html" \
	>"$dir/broken.html"
browse --dump-dom "file://$dir/broken.html" >"$dir/broken"
grep -q '<title>I termini sono stati rispettati?</title>' "$dir/broken" && grep -q '<script>' "$dir/broken"
ok $? "a script that got into it would not run"

python3 - "$dir/dom" <<'END'
import html.parser, sys


class Reader(html.parser.HTMLParser):
	def __init__(self):
		super().__init__()
		self.elements, self.text = {}, []

	def handle_starttag(self, tag, attributes):
		self.elements.setdefault(tag, []).append(dict(attributes))

	def handle_data(self, data):
		self.text.append(data)


reader = Reader()
reader.feed(open(sys.argv[1], encoding="utf-8").read())
e, text = reader.elements, "".join(reader.text)
ids = [a["id"] for tag in e.values() for a in tag if "id" in a]
wants = {
	"no scripts, frames, images or links": not any(e.get(t) for t in ("script", "iframe", "img", "link", "a", "object", "form")),
	"no handlers and no addresses": not any(k.startswith("on") or k in ("src", "href") for tag in e.values() for a in tag for k in a),
	"two pictures with names": len(e["svg"]) == 2 and all(set(s["aria-labelledby"].split()) <= set(ids) for s in e["svg"]),
	"every section is named": all(s["aria-labelledby"] in ids for s in e["section"]),
	"no id twice": len(ids) == len(set(ids)),
	"the hostile title is text": "</title><script>alert(1)</script> & \"q\" =1+1 <U+202E>gpj." in text,
	"headings of tables say what they head": all(t.get("scope") in ("col", "row") for t in e["th"]),
	"it says its language": e["html"][0]["lang"] == "it",
}
for what, holds in wants.items():
	print(("ok - " if holds else "not ok - ") + what)
sys.exit(not all(wants.values()))
END
ok $? "the page as the browser has it"

browse --window-size=1100,2400 --blink-settings=preferredColorScheme=1 --screenshot="$dir/light.png" "file://$dir/page.html" >/dev/null
browse --window-size=1100,2400 --blink-settings=preferredColorScheme=0 --screenshot="$dir/dark.png" "file://$dir/page.html" >/dev/null
[ -s "$dir/light.png" ] && [ -s "$dir/dark.png" ] && ! cmp -s "$dir/light.png" "$dir/dark.png"
ok $? "it has a light and a dark side"
browse --no-pdf-header-footer --print-to-pdf="$dir/page.pdf" "file://$dir/page.html" >/dev/null
head -c 5 "$dir/page.pdf" | grep -q '%PDF-'
ok $? "it prints"
if command -v pdftotext >/dev/null; then
	pages=$(pdfinfo "$dir/page.pdf" | sed -n 's/^Pages: *//p')
	pdftotext -layout "$dir/page.pdf" "$dir/page.txt"
	pdfinfo "$dir/page.pdf" | grep -q 'A4' && [ "$pages" -ge 2 ] && [ "$pages" -le 8 ] && grep -q 'gen 26 .*[0-9]' "$dir/page.txt"
	ok $? "on A4, with the numbers of its pictures"
fi
[ -z "${KEEP-}" ] || cp "$dir/light.png" "$dir/dark.png" "$dir/page.pdf" "$dir/page.html" "$KEEP"
exit $failed
