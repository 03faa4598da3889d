#!/bin/sh
# dossier --bundle: what it holds, and that it verifies with what its own page says and nothing of ours: sh, sha256sum, unzip, openssl.
# The receipt in it is signed by a PEC provider of the test's own (tests/lab/pec.py).
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"
for need in openssl unzip sha256sum; do
	command -v $need >/dev/null || { echo "skipped: $need is needed"; exit 77; }
done
demonstration --lang it
without_mail

# What a machine has that has nothing of ours: coreutils stand for sha256sum.
mkdir bare
for tool in sh sha256sum cut cat unzip openssl; do
	ln -s "$(command -v $tool)" bare/$tool
done

# unpacked BUNDLE: into the folder "open".
unpacked() {
	rm -rf open
	mkdir open
	(PATH=$dir/bare && cd open && unzip -q "../$1") >out 2>err
}

# The commands of the page, in order; $1 of them, as the page has them.
commands() {
	sed -n 's/^    \$ //p' open/README.txt
}

# checks STATUS NAME: all that the page says, one after another; any that fails makes it fail.
checks() {
	want=$1 name=$2
	commands >said
	status=0
	(
		PATH=$dir/bare
		cd open || exit 99
		failed=0
		while IFS= read -r command; do
			sh -c "$command" || failed=1
		done <../said
		exit $failed
	) >out 2>err || status=$?
	if [ "$status" -eq "$want" ] && [ "$(wc -l <said)" -eq 4 ]; then ok "$name"; else not_ok "$name (wanted $want)"; fi
}

works "evidence" evidence add 1 "$srcdir/README.md" --note "il manuale"
printf 'x' >'strano; nome "$(id)".txt'
works "with a strange name" evidence add 1 'strano; nome "$(id)".txt'
works "a hash alone" evidence add 1 "$srcdir/COPYING" --hash-only --place "archivio"
works "a note" note 1 "soltanto di questo incidente"
works "another incident's" note 2 "segreto di un altro incidente"
"$python" "$srcdir/tests/lab/pec.py" pki pki >/dev/null 2>err || not_ok "a provider's keys"
"$program" outbox show 1/n1 --eml >sent.eml 2>err || not_ok "the message that was sent"
for kind in accepted delivered; do
	"$python" "$srcdir/tests/lab/pec.py" make $kind --pki pki --sent sent.eml --at 2026-11-24T02:03:00Z >$kind.eml 2>err || not_ok "a receipt: $kind"
	works "kept: $kind" receipt add 1 $kind.eml --notice n1
done
printf '[pec]\nreceipt-ca-file = %s\n' "$dir/pki/ca.pem" >>demo/breccia.conf
BRECCIA_CONFIG=$dir/demo/breccia.conf
works "the courier looks at them" send -q
without_mail
works "show" show 1 --json
json "both are signed" '[r["signature"] for r in d["receipts"]] == ["valid", "valid"]'

works "a bundle" --lang it dossier 1 --bundle b.zip
says "how to check it" "README.txt"
works "verify" --lang it verify
says "has its anchor" "ultima ancora esterna: ricevuta PEC valida del 24/11/2026, copre fino all'evento"
works "verify for programs" verify --json
json "in numbers" 'd["sound"] is True' 'd["anchor"]["receipt"] == "r2"' 'd["anchor"]["notice"] == "2026-0001/n1"' 'd["anchor"]["on_chain"] is True' \
	'd["anchor"]["at"] == "2026-11-24T02:03:00Z"' 'd["anchor"]["seq"] + d["anchor"]["events_after"] == d["events"]'
[ "$(stat -c %a b.zip)" = 600 ] && ok "for nobody else" || not_ok "for nobody else"
unpacked b.zip && ok "unzip takes it" || not_ok "unzip takes it"
for file in README.txt seal.txt SHA256SUMS dossier.html dossier.json journal.txt receipts.txt check-journal.sh check-files.sh check-receipts.sh \
	messages/n1.eml receipts/r1.eml receipts/r2.eml evidence/e1-README.md 'evidence/e2-strano__nome____id__.txt'; do
	[ -s "open/$file" ] && ok "it holds $file" || not_ok "it holds $file"
done
[ "$(find open -type f | wc -l)" -eq 15 ] && ok "and nothing else" || not_ok "and nothing else: $(find open -type f)"
cmp -s open/messages/n1.eml sent.eml && cmp -s open/receipts/r2.eml delivered.eml && cmp -s open/evidence/e1-README.md "$srcdir/README.md" &&
	ok "byte for byte" || not_ok "byte for byte"
cmp -s open/check-journal.sh "$srcdir/man/checks/check.sh" && ok "the check of the manual" || not_ok "the check of the manual"
grep -q 'soltanto di questo incidente' open/journal.txt && ! grep -q 'segreto di un altro' open/journal.txt open/dossier.json open/dossier.html &&
	ok "the texts of this incident, and of no other" || not_ok "the texts of this incident, and of no other"
grep -q 'CHE COSA PROVA IL SIGILLO' open/seal.txt && grep -q 'WHAT THE SEAL PROVES AND WHAT IT DOES NOT' open/seal.txt &&
	grep -q 'HOW TO CHECK THIS BUNDLE' open/README.txt && grep -q 'certutil -hashfile' open/README.txt &&
	ok "in both languages, with the words for Windows" || not_ok "in both languages, with the words for Windows"

cp pki/ca.pem open/ca.pem
checks 0 "all that the page says verifies"
says "the files" "dossier.html: OK"
says "the journal" "whole: "
says "what went out" "in the journal: messages/n1.eml"
says "what was kept" "in the journal: evidence/e1-README.md"
says "the receipt of delivery, with the seal" "which lies in this journal: receipts/r2.eml"
says "the acceptance, which holds none" "holds no seal (an acceptance, or a concise receipt): receipts/r1.eml"
bundle_seal=$(tail -n 1 open/journal.txt | cut -f 1)
grep -q "$bundle_seal" open/dossier.html && ok "the seal of the page is the journal's last" || not_ok "the seal of the page is the journal's last"

# --- what was changed is found, also where the digests were made anew -----------------------------------------------------------

# tampered NAME FILE SED: in a fresh copy; with SHA256SUMS left alone, and then made again by whoever changed it.
tampered() {
	what=$1 file=$2 script=$3
	for sums in old new; do
		unpacked b.zip
		cp pki/ca.pem open/ca.pem
		LC_ALL=C sed "$script" "open/$file" >changed
		cmp -s changed "open/$file" && { not_ok "$what: nothing was changed"; return; }
		cp changed "open/$file"
		if [ $sums = new ]; then
			(cd open && sed 's/^[0-9a-f]*  //' SHA256SUMS | while IFS= read -r f; do sha256sum "$f"; done >../sums && cp ../sums SHA256SUMS)
		fi
		checks 1 "found, with $sums digests: $what"
	done
}
tampered "a message" messages/n1.eml 's/Torino/Milano/'
tampered "evidence" evidence/e1-README.md '1s/^./X/'
tampered "a receipt" receipts/r2.eml 's/consegnato/consegnata/'
tampered "a text of the journal" journal.txt 's/soltanto di questo/solo di questo/'
tampered "a head of the journal" journal.txt '20s/"by":"p[0-9]*"/"by":"p9"/'
tampered "the end of the journal" journal.txt '$s/"seq":/"seq":1/'
# Cut before the event whose seal the provider signed: whole in itself, and found by the receipt alone.
event=$(sed -n 's/^receipts\/r2.eml [0-9]* [0-9a-f]* //p' open/receipts.txt)
tampered "a journal that was cut before the signed seal" journal.txt "$event,\$d"
unpacked b.zip
cp pki/otherca.pem open/ca.pem
checks 1 "another authority's certificate does not do"
unpacked b.zip
sed -i 's/dossier/dosser/' open/dossier.html
checks 1 "a dossier that was changed"

# --- what it refuses ----------------------------------------------------------------------------------------------------------------

before=$(seal)
refused 73 "a file that is there" "b.zip" dossier 1 --bundle b.zip
refused 73 "where there is no folder" "nowhere/b.zip" dossier 1 --bundle nowhere/b.zip
refused 64 "one for a client" "goes without --for" dossier 2 --for alfa --bundle c.zip
refused 64 "a bundle in a format" "goes without --format" dossier 1 --format html --bundle c.zip
[ ! -e c.zip ] && ok "none of it leaves a file" || not_ok "none of it leaves a file"
mkdir lame
cp "$program" lame/breccia
program=$dir/lame/breccia
printf '#!/bin/sh\nexit 73\n' >lame/breccia-bundle
chmod +x lame/breccia-bundle
refused 73 "a helper that fails" "cannot be written" dossier 1 --bundle d.zip
[ ! -e d.zip ] && ok "leaves no half" || not_ok "leaves no half"
printf '#!/bin/sh\nulimit -f 8\nexec "%s"\n' "$builddir/tests/at/breccia-bundle" >lame/breccia-bundle
refused 73 "no room" "is there room" dossier 1 --bundle full.zip
[ ! -e full.zip ] && ok "leaves no half either" || not_ok "leaves no half either"
printf '#!/bin/sh\nexec cat >/dev/null\n' >lame/breccia-bundle
works "reading to the end" dossier 1 --bundle e.zip
program=$builddir/tests/at/breccia
unchanged "reading adds nothing" "$before"

# --- the helper by itself ---------------------------------------------------------------------------------------------------------------

helper=$builddir/tests/at/breccia-bundle
# broken NAME TEXT: is no parcel.
broken() {
	status=0
	printf "$2" | "$helper" >out 2>err || status=$?
	exits 65 "no parcel: $1"
}
broken "nothing" ''
broken "a file before the instant" 'F a\nE\n'
broken "data before a file" 'T 1\nD 1\nxE\n'
broken "no end" 'T 1\nF a\nD 1\nx'
broken "too little data" 'T 1\nF a\nD 9\nxE\n'
broken "something after the end" 'T 1\nF a\nD 1\nxE\nF b\n'
broken "the same name twice" 'T 1\nF a\nF a\nE\n'
broken "a name that climbs" 'T 1\nF ../a\nE\n'
broken "a name from the root" 'T 1\nF /etc/a\nE\n'
broken "a hidden name" 'T 1\nF a/.b\nE\n'
broken "a name with a blank" 'T 1\nF a b\nE\n'
broken "a negative length" 'T 1\nF a\nD -1\nE\n'
printf 'T 1\nF a\nD 1\nxE\n' | "$helper" >/dev/full 2>err
status=$?
exits 73 "a full disk"
end
