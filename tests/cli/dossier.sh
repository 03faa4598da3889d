#!/bin/sh
# dossier: all about one incident, as text, HTML, JSON and in the EDPB's form; and what one client may see of it.
# p1 Maria is security, p2 Giulia the DPO, p4 Anna the management; Alfa and Beta are clients.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
demonstration --lang it
without_mail

# holds NAME TEXT...: the last output has all of it; lacks: none of it, blind to case.
holds() {
	name=$1
	shift
	for text in "$@"; do
		grep -qF -e "$text" out || { not_ok "$name (no \"$text\")"; return; }
	done
	ok "$name"
}

# A number may stand in a hash by chance: that says nothing.
lacks() {
	name=$1
	shift
	sed 's/[0-9a-f]\{32,\}//g' out >unhashed
	for text in "$@"; do
		where=unhashed
		[ ${#text} -lt 32 ] || where=out
		! grep -qiF -e "$text" $where || { not_ok "$name (has \"$text\")"; return; }
	done
	ok "$name"
}

works "a breach that hits two clients" log --client alfa --client beta --own-data yes --subjects 5150 --campaign "Campagna Madre" \
	--what "Un elenco di Alfa e finito a Beta" "Titolo interno segreto"
works "what Alfa is told" affected 8 alfa subjects=1234 campaign=Rinnovi reference=DB/7 "what=Un elenco di Vostri contatti spedito per errore"
works "what Beta is told" affected 8 beta subjects=3316 campaign=Solleciti reference=BETA/9 "what=Un elenco letto da terzi"
BRECCIA_CONFIG=$dir/demo/breccia.conf
works "the DPO releases Alfa's" --as p2 notify 8 --to alfa -q
works "and Beta's" --as p2 notify 8 --to beta -q
works "they leave" send -q
without_mail
printf 'una ricevuta' >alfa.eml
printf 'altra ricevuta' >beta.eml
notice_of() { works "notices" show 8 --json; get "[n['id'] for n in d['notices'] if n['kind'] == '$1'][0]"; }
alfa=$(notice_of alfa | tail -n 1) beta=$(notice_of beta | tail -n 1)
works "a receipt of Alfa's" receipt add 8 alfa.eml --notice "$alfa" --reason "consegnata, dice Maria Bianchi"
works "a receipt of Beta's" receipt add 8 beta.eml --notice "$beta"
printf 'prova uno' >prova.txt
works "evidence" evidence add 8 prova.txt --note "nota sulla prova"
works "the DPO takes charge" --as p2 take 8
works "the DPO assesses" --as p2 assess 8 --dpc simple --ei name:1 --cb c:0.5
works "the DPO advises" --as p2 opinion 8 authority yes --reason "rischio presente per il DPO"
works "the company decides otherwise" --as p4 decide 8 authority no --reason "rischio improbabile: elenco cifrato"
works "an action" --as p2 action add 8 "Cambiare la procedura di invio" --kind prevention
works "a note" note 8 "telefonato a Beta, rispondono domani"
works "a correction" amend 8 cause=internal-accidental nature=c

# --- the company's own ------------------------------------------------------------------------------------------------

works "as text" --lang it dossier 8
holds "the particulars" "Fascicolo 2026-0008" "Titolo interno segreto" "IT01234560017" "Giulia Verdi (p2)"
holds "the clients" "Alfa" "Beta" "1.234" "3.316" "DB/7"
holds "what is open is marked" "[?] non ancora determinat"
agrees() { # NAME TEXT...: it stands, whatever white space there is
	name=$1
	shift
	tr -s ' \n' ' ' <out >flat
	for text in "$@"; do
		grep -qF -e "$text" flat || { not_ok "$name (no \"$text\")"; return; }
	done
	ok "$name"
}
agrees "as the label is" "misure già adottate [?] non ancora determinate" "categorie di dati [?] non ancora determinate"
holds "a decision against the opinion" "rischio presente per il DPO" "rischio improbabile: elenco cifrato" "Contro il parere del DPO"
holds "the assessment" "DPC 1 x EI 1,00 + CB 0,50"
holds "actions and notes" "Cambiare la procedura di invio" "telefonato a Beta"
holds "the text of a notice" "  | VIOLAZIONE DI DATI PERSONALI" "  | - Al committente: Alfa"
holds "receipts with their hash" "$(sha256sum alfa.eml | cut -c -64)"
holds "evidence with its hash" "$(sha256sum prova.txt | cut -c -64)" "nota sulla prova"
holds "the time line" "comunicazione composta" "parere del DPO:"
holds "the seal" "$(seal | cut -c -64)"
works "in English" --lang en dossier 8
holds "all of it" "Time line, from the sealed journal" "Against the DPO's opinion" "[?] not yet determined"
if awk 'length($0) > 300 { exit 1 }' out; then ok "lines for paper"; else not_ok "lines for paper"; fi
works "as JSON" dossier 8 --json
json "one document" 'd["organisation"]["vat"] == "IT01234560017"' 'd["incident"]["ref"] == "2026-0008"' 'd["people"]["p2"] == "Giulia Verdi"' \
	'"occurred_from" in d["unknowns"]' 'any("Al committente: Alfa" in n.get("text", "") for n in d["incident"]["notices"])' \
	'any(e["kind"] == "opinion.given" and "rischio presente" in e["detail"] for e in d["time_line"])' \
	'[e["seq"] for e in d["time_line"]] == sorted(e["seq"] for e in d["time_line"])' 'd["time_line"][0]["kind"] == "incident.logged"' \
	'd["incident"]["evidence"][0]["sha256"] == __import__("hashlib").sha256(b"prova uno").hexdigest()' \
	'd["seal"]["sha256"] == "'"$(seal | cut -c -64)"'"' 'd["incident"]["decisions"][0]["against_opinion"] is True'
cp out whole.json
json "no hash stands in the time line" 'not any(len(w) == 64 for e in d["time_line"] for w in e.get("detail", "").replace(";", " ").split())'
works "and --format json is the same" dossier 8 --format json
if cmp -s out whole.json; then ok "byte for byte"; else not_ok "byte for byte"; fi
works "a drill" --lang it dossier D1
holds "says that it is one" "ESERCITAZIONE: non è avvenuto nulla di reale"

# --- a client's ---------------------------------------------------------------------------------------------------------

# What no extract for Alfa may hold, in whatever form: the other client and its values, the title, people, score, opinions, how many.
check_extract() { # NAME
	lacks "$1: nothing of the other client" Beta solleciti 3316 3.316 5150 5.150 "$(sha256sum beta.eml | cut -c -64)"
	lacks "$1: neither title nor people" segreto Maria Bianchi Giulia Verdi "Anna" '"p1"' '(p2)'
	lacks "$1: no number that tells how many" /n1 /n2 /n3 r1 r2
	lacks "$1: no score, no opinion, no action" ENISA DPC improbabile "rischio presente" "Cambiare la procedura" telefonato
}
for who in Alfa alfa; do
	works "for $who" --lang it dossier 8 --for $who
	check_extract "text for $who"
	holds "its own for $who" "1.234" Rinnovi DB/7 "Un elenco di Vostri contatti" "  | - Al committente: Alfa" "$(sha256sum alfa.eml | cut -c -64)" \
		"$(seal | cut -c -64)" "rispettato"
done
works "for Alfa as HTML" --lang it dossier 8 --for Alfa --format html
check_extract HTML
works "for Alfa as JSON" dossier 8 --for Alfa --json
check_extract JSON
json "with what it may know" 'd["client"] == "alfa"' 'd["affected"] is True' 'd["facts"]["subjects"] == "1234"' 'd["facts"]["reference"] == "DB/7"' \
	'd["clock"]["state"] == "met"' 'len(d["notices"]) == 1' 'len(d["receipts"]) == 1' '"Al committente: Alfa" in d["notices"][0]["text"]' \
	'set(d) == {"v", "organisation", "ref", "client", "affected", "facts", "left_out", "clock", "receipts", "notices", "seal", "register", "made_at", "program"}'
works "the only text there is names the other" affected 8 alfa "what="
works "for Alfa" --lang it dossier 8 --for Alfa
holds "it is left out, and not said to be open" "non riportato in questo estratto"
works "for Alfa as JSON" dossier 8 --for Alfa --json
json "left out there too" 'd["left_out"] == ["description"]' '"description" not in d["facts"]'
works "a text that names one of the company" affected 8 alfa measures-taken="x"
works "and that names somebody" amend 8 measures-taken="Maria Bianchi ha richiamato il messaggio"
works "without one of its own" affected 8 alfa measures-taken=
works "for Alfa again" --lang it dossier 8 --for Alfa
lacks "names nobody" "Maria" "richiamato"
works "Alfa turns out not to be affected" amend 8 --not-client alfa --reason "errore di Maria Bianchi"
works "it was told, and may see what" --lang it dossier 8 --for Alfa
check_extract "of one that is not affected"
holds "and that it is over" "non sono coinvolti" "  | - Al committente: Alfa"
refused 66 "a client that nobody knows" "no client Omega" dossier 8 --for Omega
works "another client" client add Gamma -q
refused 1 "a client that has nothing to do with it" "nothing to do with" dossier 8 --for Gamma
refused 1 "the unnamed one" "not yet known which client" dossier 8 --for '?'
refused 64 "the controller's form is not a client's" "goes without --for" dossier 8 --for Beta --format edpb

# --- HTML -----------------------------------------------------------------------------------------------------------------

hostile="</title><script>alert(1)</script> \" ' & <img src=x onerror=alert(2)> $(printf '\342\200\256\033[31m')abc"
works "a hostile title" log --what "$hostile" "$hostile"
works "a hostile note" note 9 "$hostile"
works "as HTML" --lang it dossier 9 --format html
cat >page.py <<'END'
import html.parser, sys
class Page(html.parser.HTMLParser):
    tags, texts, attributes, stack = set(), [], set(), []
    def handle_starttag(self, tag, attrs):
        self.tags.add(tag); self.attributes |= {name for name, _ in attrs}
        if tag not in ("meta", "br"): self.stack.append(tag)
    def handle_endtag(self, tag):
        assert self.stack.pop() == tag, "not nested: " + tag
    def handle_data(self, data): self.texts.append(data)
raw = open("out", encoding="utf-8").read()
page = Page(); page.feed(raw); page.close()
assert not page.stack, page.stack
assert page.tags <= set("html head meta title style body header h1 main nav a section h2 h3 dl dt dd bdi span p br pre div table thead tbody tr th td".split()), page.tags
assert not any(a.startswith("on") or a == "src" for a in page.attributes), page.attributes
text = "".join(page.texts)
assert text.count("</title><script>alert(1)</script>") >= 3, text.count("<script>")
assert "<U+202E>\\x1b[31mabc" in text
assert "\x1b" not in raw and "\u202e" not in raw and "default-src 'none'" in raw
END
if "$python" -I page.py >why 2>&1; then ok "hostile texts are texts"; else not_ok "hostile texts are texts: $(tail -n 1 why)"; fi
works "into a file" dossier 9 --format html -o page.html
if [ ! -s out ] && [ "$(stat -c %a page.html)" = 600 ] && grep -q '^<!DOCTYPE html>' page.html; then ok "private and new"; else not_ok "private and new"; fi
refused 73 "a file that is there" "page.html" dossier 9 -o page.html
works "hostile text as text" dossier 9
if [ "$(tr -d '\n' <out | LC_ALL=C grep -c "$(printf '\033')")" -eq 0 ]; then ok "no escape reaches the paper"; else not_ok "no escape reaches the paper"; fi

# --- the EDPB's form --------------------------------------------------------------------------------------------------------

works "a breach of the company's own data" log --own-data yes "Stipendi"
works "in the EDPB's form" dossier 10 --format edpb
json "is incomplete, and says what is missing" 'd["complete"] is False' 'd["template"].startswith("EDPB")' 'd["fields"]["3"] == "3.a"' \
	'd["fields"]["4"] == "4.b"' '62 in field("field", d["missing"])' '60 in d["undetermined"]' 'd["by_hand"] == [25, 26]' \
	'all(m["label"] and m["section"] for m in d["missing"])' 'd["fields"]["60"] == "60.x"' '"56" not in d["fields"]'
works "the company says who answers" config set organisation.representative "Paolo Rossi"
works "more becomes known" amend 10 nature=c kind=mail-misdirected cause=internal-accidental what="Buste paga al destinatario sbagliato" \
	how="Lo ha detto il destinatario" discovery=third-party occurred="2026-11-24 02:00" data=basic,financial data-note="Importi netti" \
	subject-kinds=employees subjects=10-20 records=~64 systems="Programma paghe, Torino" measures-before=policies,training \
	measures-before-note="Formazione annuale" measures-taken="Chiesta la cancellazione" protection=none confidentiality=disclosed \
	consequences-c=linkable,other consequences="Conoscenza dello stipendio" impacts=reputation prevention="Invio dal portale" police=no \
	other-authorities="CSIRT, 24/11" --reason "accertato"
works "no client" amend 10 --client none --reason "solo dipendenti"
works "assessed" --as p2 assess 10 --dpc financial --ei name:1 --cb c:0.25
works "advised" --as p2 opinion 10 authority yes --reason "rischio"
works "advised on the people" --as p2 opinion 10 subjects no --reason "non elevato"
works "decided" --as p4 decide 10 authority yes --reason "rischio presente"
works "decided on the people" --as p4 decide 10 subjects no --reason "rischio non elevato"
works "in the EDPB's form" dossier 10 --format edpb
json "field by field" 'd["fields"]["44"] == "44.a"' 'd["fields"]["46"] == "2026-11-24T02:00:00+01:00"' 'd["fields"]["50"] == "50.d"' \
	'd["fields"]["52"] == "2026-11-24"' 'd["fields"]["55"] == ["55.a"]' 'd["fields"]["56"] == "56.a"' 'd["fields"]["57"] == "57.c"' \
	'd["fields"]["60"] == "60.l"' 'd["fields"]["61"] == "61.a"' 'd["fields"]["65"] == ["65.b"]' 'd["fields"]["67"] == "67.b"' \
	'd["fields"]["68"] == 20' 'd["fields"]["70"] == ["70.a", "70.l"]' 'd["fields"]["72"] == "72.b"' 'd["fields"]["73"] == 64' \
	'd["fields"]["75"] == ["75.d", "75.e"]' 'd["fields"]["79"] == ["79.b", "79.d"]' 'd["fields"]["80"] == "Conoscenza dello stipendio"' \
	'd["fields"]["87"] == "87.c"' 'd["fields"]["89"] == "89.b"' 'd["fields"]["94"] == ["94.o"]' 'd["fields"]["97"] == "97.d"' \
	'd["fields"]["109"] == "109.b"' 'd["fields"]["110"] == "110.a"' 'd["fields"]["111"] == "CSIRT, 24/11"' '"81" not in d["fields"]' \
	'd["fields"]["23"] == "23.b"' 'd["fields"]["21"] == "Paolo Rossi"' 'd["complete"] is True' 'd["fields"]["38"] == "38.b"'
works "filed" file 10 authority-72h --at now --type preliminary --number DB-4711
works "in the EDPB's form" dossier 10 --format edpb
json "it follows what was filed" 'd["fields"]["3"] == "3.b"' 'd["fields"]["6"] == "DB-4711"'

# --- who may --------------------------------------------------------------------------------------------------------------------

before=$(seal)
refused 64 "a format that is none" "text, html, json, edpb" dossier 8 --format pdf
refused 64 "two formats" "one of --json and --format" dossier 8 --json --format html
refused 66 "an incident that is not there" "no incident" dossier 99
refused 64 "no incident" "dossier" dossier
unchanged "reading adds nothing" "$before"
end
