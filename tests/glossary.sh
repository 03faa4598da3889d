#!/bin/sh
# The Italian words that mean the wrong thing. "Cliente" is the consumer, not the company whose data we process;
# "responsabile" is the processor or the DPO, not a manager; an "amministratore" may not be DPO; a bare "presa in carico"
# is what a PEC provider certifies. Searched are the catalogue, the templates, and the words of the register's tables.
set -u

dir=$builddir/tests/glossary.dir
rm -rf "$dir"
mkdir -p "$dir" || exit 99
trap 'rm -rf "$dir"' EXIT
failed=0

# One rule a line, fields separated by |, each with an example that it refuses and one that it lets through:
# refused (extended regular expression, no letter before or after it) | let through | wrong | right | say
# Expressions write their own alternatives with ! instead of |. Case does not matter.
cat >"$dir/rules" <<'END'
client[ei]!clientela|propri clienti|il cliente è avvisato|dipendenti, candidati, propri clienti|committente; a consumer is an interessato
responsabil[ei]|(sub-)?responsabil[ei] (esterno )?del trattamento!responsabile della protezione dei dati!sub-responsabil[ei]!responsabile (amministrativo!it!marketing!del personale!delle risorse umane!dei sistemi informativi!della sicurezza informatica)|avvisare il responsabile|il responsabile del trattamento|direzione (responsabile only "del trattamento", "della protezione dei dati")
amministrator[ei]!amministratrice|amministratore (unico!delegato!di sistema)!socio amministratore!amministratore (della società!dell'azienda)!(è!non è!essere) amministratore!l'amministratore (o il direttore operativo!dell'azienda)|chiedere all'amministratore|l'amministratore unico|gestore del programma (amministratore only of the company)
pres[aoei] in carico|pres[aoei] in carico (dal dpo!dal vice!del gestore!dal gestore)|non ancora preso in carico|preso in carico dal DPO|preso in carico dal DPO (the PEC receipt is "del gestore")
prende in carico|(il )?dpo (lo )?prende in carico!prende in carico l'incidente|chi prende in carico|il DPO prende in carico|say that it is the DPO
notific(a!he!are!ata!ato!ati) (al dpo!ai dpo!al committente!ai committenti!agli interessati!alla direzione)||la notifica al DPO|la notifica al Garante|comunicazione; a notifica goes to the Garante
breach!data breach|codici breach!breach (yes!no)!subjects n.. breach!breach: |un data breach|decide 13 breach no|violazione
near miss!near-miss!quasi incidente!mancata violazione|--near-miss!kind:near-miss!codici breach, near-miss|un near miss|con --near-miss|quasi violazione
drill!simulazione!simulazioni|--drill![+]drill!kind:drill!near-miss, drill!breccia drill|un drill|con --drill|esercitazione
(il!i!al!ai!dal!dai!del!dei!un) manager||avvisare i manager|avvisare la direzione|direzione
(l'!un !dell'!all'!dall'!gli )admin||l'admin del registro|il gestore del programma|gestore del programma
revisor[ei]||il revisore|l'auditor|auditor
opinion[ei]|opinioni politiche!senza opinioni|l'opinione del DPO|il parere del DPO|parere
campagn[ae]||la campagna|la commessa|commessa
rinunci[ao]!derogat[oa]!esonerat[oa]||termine derogato|termine non dovuto|non dovuto
(e!perche!poiche!piu!puo!gia!cioe!sara!cosi!percio!qualita!citta!si)'||e' tardi|è tardi|a letter with its accent
perchè!poichè!affinchè!finchè!nè!sè||finchè non|finché non|the acute accent: perché, né, sé, finché
lei!voi||Lei deve rispondere|si chiede di rispondere|impersonal forms
END

# find_words RULES < lines "WHERE<tab>text": prints each offence. A word ends where a letter ends: bytes of accents are none, in
# LC_ALL=C, so they are turned into letters first.
find_words() {
	LC_ALL=C awk -F '|' -v rules="$1" '
		function lower(s) {
			s = tolower(s)
			gsub(/\303\200|\303\240/, "\303\240", s)
			gsub(/\303\210/, "\303\250", s)
			gsub(/\303\211/, "\303\251", s)
			return s
		}
		BEGIN {
			while ((getline line < rules) > 0) {
				split(line, f, "|")
				n++
				gsub(/!/, "|", f[1])
				gsub(/!/, "|", f[2])
				bad[n] = "(^|[^a-z\200-\377])(" f[1] ")($|[^a-z\200-\377])"
				good[n] = f[2]
				say[n] = f[5]
			}
			FS = "\t"
		}
		{
			tab = index($0, "\t")
			where = substr($0, 1, tab - 1)
			text = lower(substr($0, tab + 1))
			for (i = 1; i <= n; i++) {
				t = text
				if (good[i] != "")
					gsub(good[i], "", t)
				if (match(t, bad[i])) {
					word = substr(t, RSTART, RLENGTH)
					gsub(/^ +| +$/, "", word)
					print where ": \"" word "\" in \"" substr(text, 1, 100) "\": " say[i]
				}
			}
		}'
}

# What is said in Italian, as lines "WHERE<tab>text".
catalogue() { # catalogue FILE NAME
	msgcat --no-wrap "$1" | LC_ALL=C awk -v name="$2" '
		/^msgid/ { id = $0; on = 0 }
		/^msgstr/ { on = id != "msgid \"\"" || seen++ }
		on && /"/ {
			t = $0
			sub(/^[^"]*"/, "", t)
			sub(/"$/, "", t)
			gsub(/\\n/, " ", t)
			gsub(/\\"/, "\"", t)
			print name "\t" t
		}'
}

template() { # template FILE NAME: without tags, lines joined
	LC_ALL=C awk -v name="$2" '{ gsub(/\{\{[^}]*\}\}/, " "); text = text " " $0 }
		END { gsub(/ +/, " ", text); print name "\t" text }' "$1"
}

ok() { # ok STATUS WHAT
	if [ "$1" -eq 0 ]; then
		echo "ok - $2"
	else
		echo "not ok - $2"
		failed=1
	fi
}

clean() { # clean WHAT FILE
	find_words "$dir/rules" <"$2" >"$dir/found"
	[ ! -s "$dir/found" ]
	ok $? "$1"
	cat "$dir/found"
}

# First that the rules can refuse at all, and let through what they should.
while IFS='|' read -r bad good wrong right say; do
	printf 'example\t%s\n' "$wrong" | find_words "$dir/rules" | grep -qF -- "$say" ||
		{ ok 1 "\"$wrong\" is refused"; continue; }
	[ -z "$(printf 'example\t%s\n' "$right" | find_words "$dir/rules")" ] || ok 1 "\"$right\" is let through"
done <"$dir/rules"
[ "$failed" -eq 0 ]
ok $? "each rule refuses its wrong example and lets the right one through"
printf 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "tell the client"\nmsgstr ""\n"avvisare\\n"\n"il cliente"\n' \
	>"$dir/bad.po"
catalogue "$dir/bad.po" bad.po | find_words "$dir/rules" | grep -q cliente
ok $? "a wrong word in a catalogue is found"
printf '{{#is_late}}\nLa notifica\nal DPO\n{{/is_late}}\n' >"$dir/bad.txt"
template "$dir/bad.txt" bad.txt | find_words "$dir/rules" | grep -q notifica
ok $? "a wrong word in a template is found, across lines"

# Then what there is.
catalogue "$srcdir/po/it.po" po/it.po >"$dir/po"
clean "the catalogue uses the right words" "$dir/po"
: >"$dir/templates"
for f in "$srcdir"/templates/it/*; do
	template "$f" "templates/it/${f##*/}" >>"$dir/templates"
done
[ -s "$dir/templates" ]
ok $? "there are templates"
clean "the templates use the right words" "$dir/templates"
if [ -x "$builddir/tests/italian" ]; then
	"$builddir/tests/italian" >"$dir/tables" && [ -s "$dir/tables" ]
	ok $? "every row of the register's tables has its words in both languages"
	clean "the register's tables use the right words" "$dir/tables"
fi

for f in "$srcdir"/templates/it/* "$srcdir"/templates/en/*; do
	name=${f##*/}
	[ -f "$srcdir/templates/it/$name" ] && [ -f "$srcdir/templates/en/$name" ] ||
		ok 1 "templates: $name exists in both languages"
done
ok 0 "templates were looked for in both languages"
exit $failed
