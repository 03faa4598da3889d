#!/bin/sh
# `make bench BENCH_SMALL=1` runs, and its table has every figure. No time is judged here: that is for who reads the table.
set -u
# shellcheck disable=SC2154
dir=$builddir/tests/bench.dir
rm -rf "$dir"
mkdir -p "$dir" || exit 99
trap 'rm -rf "$dir"' EXIT
failed=0

bench() {
	BENCH_SMALL=1 BENCH_WORK=$dir/work "$srcdir/tests/bench/bench.sh" >"$dir/table" 2>"$dir/err"
}

# has NAME PATTERN: a row of the table.
has() {
	if grep -qE "$2" "$dir/table"; then
		echo "ok - $1"
	else
		echo "not ok - $1: no row like $2"
		failed=1
	fi
}

if bench; then
	echo "ok - it runs"
else
	echo "not ok - it runs: $(cat "$dir/err")"
	cat "$dir/table"
	exit 1
fi
time='[0-9.]+ m?s' times='[0-9.]+ x' memory='[0-9.]+ MB$' met='(met|missed)'
has 'the machine is named' '^breccia [0-9].*; [0-9]+ x '
has 'start against an empty program' "^start: .* \(processor\) +$time +$time  an empty program +[+-][0-9.]+ ms +.3 ms +$met +$memory"
has 'log against SQLite' "^log, in process, .* $time +$time  SQLite, the same rows +$times"
for row in 'due, 20 open' 'list \+open, 20 open' 'list, newest first: a rare word' 'list, newest first: a frequent word'; do
	has "$row, with many and with few" "^$row, [0-9,]+ stored +$time +$time  [0-9,]+ stored +$times .*$memory"
done
has 'the app: its first screen' "^app: the first screen, [0-9,]+ stored +$time +$time  [0-9,]+ stored +$times +50 ms +$met"
for row in 'a key that moves in the list' 'a key that reads on in all incidents' 'a key in the prompt of the search' 'searching all: a rare word' \
	'searching all: a frequent word' 'processor, idle for 2 s'; do
	has "the app: $row" "^app: $row +$time +$time  [0-9,]+ stored +$times +[0-9]+ ms +$met"
done
has 'the app: what it sends while nobody touches it' "^app: to the terminal, idle for 2 s +[0-9]+ B +[0-9]+ B  [0-9,]+ stored +1 kB +$met"
has 'the app: its memory' "^app: memory, after all that +[0-9]+ MB +[0-9]+ MB  [0-9,]+ stored +$times +40 MB +$met +$memory"
for row in 'verify --chain, [0-9,]+ whole lives' 'verify, [0-9,]+ whole lives' 'verify --chain, [0-9,]+ incidents' 'verify, [0-9,]+ incidents'; do
	has "$row, against reading" "^$row \(processor\) +[0-9]+/s +[0-9]+/s  read and hashed +$times .*$memory"
done
has 'report, against reading' "^report, [0-9,]+ incidents \(processor\) +[0-9]+/s +[0-9]+/s  read and hashed +$times .*$memory"
has 'notices, or why not' "^[0-9]+ notices through one mail account +($time +$time  a plain SMTP client +$times .*$memory|-   not here: )"
has 'beside Taskwarrior, or why not' "(^due, .* task next +$times .*$memory|^task, Taskwarrior, .* -   not here: )"

# Registers are kept for the next run: what was stored is not made again.
inode=$(ls -i "$dir"/work/many-*.db)
if bench && [ "$inode" = "$(ls -i "$dir"/work/many-*.db)" ]; then
	echo "ok - registers are kept"
else
	echo "not ok - registers are kept: $(cat "$dir/err")"
	failed=1
fi
exit $failed
