# Are the receipts signed, and do they hold a seal of this journal? sh check-receipts.sh CA.pem
# receipts.txt has a line for each receipt: file, seconds since 1970, seal of the notice, number of its event.
tab=$(printf '\t') journal=$(cat journal.txt) status=0
while read -r file at seal event; do
	signed=$(openssl cms -verify -inform SMIME -in "$file" -CAfile "$1" -purpose any -attime "$at" 2>/dev/null) || {
		echo "NOT signed by a provider that $1 knows, or changed since: $file"
		status=1
		continue
	}
	case $signed in
	*"$seal"*) holds=yes ;;
	*) holds=no ;;
	esac
	case $journal in
	*"$seal$tab{\"seq\":$event,"*) lies=yes ;;
	*) lies=no ;;
	esac
	case $holds$lies in
	yesyes) echo "signed, and holds the seal of event $event, which lies in this journal: $file" ;;
	yesno) echo "signed, and its seal does NOT lie in this journal: $file"; status=1 ;;
	*) echo "signed; holds no seal (an acceptance, or a concise receipt): $file" ;;
	esac
done <receipts.txt
exit $status
