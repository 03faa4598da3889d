# Are the files of this bundle those that the journal names? sh check-files.sh
journal=$(cat journal.txt) status=0
for file in messages/* receipts/* evidence/*; do
	[ -f "$file" ] || continue
	sum=$(sha256sum <"$file" | cut -c 1-64)
	case $journal in
	*"\"$sum\""*) echo "in the journal: $file" ;;
	*) echo "NOT in the journal: $file"; status=1 ;;
	esac
done
exit $status
