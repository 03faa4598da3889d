# Is this journal whole? breccia journal export | sh check.sh
sum() { sha256sum | cut -c 1-64; }
broken() { echo "broken at event $n: $1"; exit 1; }
tab=$(printf '\t') previous=$(printf '%064d' 0) n=0 erased=0
while IFS= read -r line || [ -n "$line" ]; do
	n=$((n + 1))
	seal=${line%%"$tab"*} rest=${line#*"$tab"}
	head=${rest%%"$tab"*} body=${rest#*"$tab"}
	[ "$line" = "$seal$tab$head$tab$body" ] || broken "the line is not seal, head, body"
	case $head in
	"{\"seq\":$n,"*) ;;
	*) broken "its number is another" ;;
	esac
	[ "$(printf '%s\n%s' "$previous" "$head" | sum)" = "$seal" ] || broken "the seal is of something else"
	case $head in
	*',"body":"'*'"}') hash=${head##*',"body":"'} hash=${hash%'"}'} ;;
	*) hash= ;;
	esac
	if [ -n "$hash" ] && [ -z "$body" ]; then
		erased=$((erased + 1))
	elif [ -n "$hash$body" ]; then
		[ "$(printf '%s' "$body" | sum)" = "$hash" ] || broken "the body is another"
	fi
	previous=$seal
done
[ "$n" -gt 0 ] || broken "there is none"
echo "whole: $n events, $erased bodies erased, seal $previous"
