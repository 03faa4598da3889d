# The same with one sha256sum for all: breccia journal export | sh check-awk.sh
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir" || exit 74
LC_ALL=C awk -F '\t' '
	function broken(why) { print "broken at event " NR ": " why; failed = 1; exit 1 }
	function expect(hash, name, text) { printf "%s", text > name; close(name); print hash "  " name > "SUMS" }
	BEGIN { previous = sprintf("%064d", 0); erased = 0 }
	NF != 3 { broken("the line is not seal, head, body") }
	index($2, "{\"seq\":" NR ",") != 1 { broken("its number is another") }
	{ expect($1, NR ".head", previous "\n" $2); previous = $1; hash = "" }
	$2 ~ /,"body":"[^"]*"}$/ { hash = substr($2, length($2) - 65, 64) }
	hash != "" && $3 == "" { erased++ }
	hash == "" && $3 != "" { broken("the body is another") }
	hash != "" && $3 != "" { expect(hash, NR ".body", $3) }
	END {
		if (failed) exit 1
		if (NR == 0) broken("there is none")
		print "whole: " NR " events, " erased " bodies erased, seal " previous > "RESULT"
	}' || exit 1
sha256sum --check --strict --quiet SUMS && cat RESULT
