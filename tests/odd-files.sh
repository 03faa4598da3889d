#!/bin/sh
# A register that is something else, or somebody else's: one clear line, its exit status, and no hang.
set -u
# shellcheck disable=SC2154
work=$builddir/tests/odd-files.dir
chmod -R u+rwx "$work" 2>/dev/null
rm -rf "$work"
mkdir -p "$work" || exit 99
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
# shellcheck source=tests/mail/kit.sh disable=SC2154
. "$srcdir/tests/mail/kit.sh"
register good
breccia log 'Uno' >/dev/null

as= # what runs the programs as another account
# refused NAME STATUS WORDS FILE: by both programs, for reading and for writing
refused() {
	for command in 'breccia due' 'breccia log Due' 'breccia verify' 'breccia-courier --once'; do
		program=${command%% *}
		# shellcheck disable=SC2086
		timeout 20 $as "$builddir/tests/at/$program" -q -r "sqlite:$4" -c "$work/none.conf" ${command#* } </dev/null >"$work/out" 2>"$work/err"
		same "$1, $command" "$2" $?
		[ "$(wc -l <"$work/err")" -eq 1 ] && grep -q "^$program: .*$3" "$work/err" || bad "$1, $command: $(cat "$work/err")"
	done
}

umask 077
mkdir "$work/folder.db"
refused 'a folder' 78 'is not a file' "$work/folder.db"
mkfifo "$work/fifo.db"
refused 'a FIFO' 78 'is not a file' "$work/fifo.db"
ln -s /dev/null "$work/null.db"
refused 'a link to /dev/null' 78 'is not a file' "$work/null.db"
ln -s nowhere "$work/dangling.db"
refused 'a link to nowhere' 66 'there is no register' "$work/dangling.db"
ln -s loop.db "$work/loop.db"
refused 'a link to itself' 74 'cannot look at' "$work/loop.db"
: >"$work/empty.db"
refused 'an empty file' 78 'is not a register' "$work/empty.db"
echo 'Dear Maria, this is a letter and no register of anything.' >"$work/text.db"
refused 'a text' 78 'is not a register' "$work/text.db"
for size in 100 1000 5000 20000; do
	head -c $size "$db" >"$work/cut.db"
	refused "the first $size bytes" 74 'damaged' "$work/cut.db"
done
head -c 60000 /dev/urandom >"$work/noise.db"
refused 'noise' 78 'is not a register' "$work/noise.db"
{ head -c 200 "$db"; head -c 60000 /dev/urandom; } >"$work/half.db"
refused 'noise behind a good beginning' 74 'damaged' "$work/half.db"
cp "$db" "$work/open.db"
chmod 644 "$work/open.db"
refused 'open to everybody' 78 'chmod o-rwx' "$work/open.db"
refused 'not there' 66 "breccia init" "$work/none/r.db"
refused 'below a file' 66 'there is no register' "$work/text.db/r.db"
cp "$db" "$work/log.db"
mkdir "$work/log.db-wal"
refused 'its log is a folder' 74 'reading or writing' "$work/log.db"

echo "# another account's"
if [ "$(id -u)" -ne 0 ] || ! command -v setpriv >/dev/null; then
	echo "skipped: only root can be another account"
	exit $failed
fi
them="setpriv --reuid=65534 --regid=65534 --clear-groups"
chmod 755 "$work"
# shellcheck disable=SC2086
if ! $them "$builddir/tests/at/breccia" --version >/dev/null 2>&1 || ! $them test -r "$work/none.conf" -o -x "$work"; then
	echo "skipped: another account cannot reach this folder"
	exit $failed
fi
chmod 644 "$work/none.conf"
as=$them
refused 'readable by its owner alone' 77 'ask who keeps it' "$db"
mkdir "$work/closed"
cp "$db" "$work/closed/r.db"
refused 'in a closed folder' 77 'cannot be reached' "$work/closed/r.db"
mkdir -m 2755 "$work/shared"
cp "$db" "$work/shared/r.db"
chgrp -R 65534 "$work/shared"
chmod 2755 "$work/shared"
chmod 640 "$work/shared/r.db"
refused 'readable, not writable' 77 'needs write permission' "$work/shared/r.db"
mkdir "$work/theirs"
cp "$db" "$work/theirs/r.db"
chown -R 65534 "$work/theirs"
chmod 500 "$work/theirs"
refused 'in a folder that may only be read' 77 'needs write permission' "$work/theirs/r.db"

echo "# umask 077, then two accounts"
mkdir -m 700 "$work/mine"
chown 65534 "$work/mine"
# shellcheck disable=SC2086
(umask 077; HOME=$work/mine $them "$builddir/tests/at/breccia" -q -r "sqlite:$work/mine/a/r.db" -c "$work/none.conf" init --org R \
	--me 'N <n@lab.test>' --role security --no-input >/dev/null) || bad 'another account makes its own'
same 'its file' 600 "$(stat -c %a "$work/mine/a/r.db")"
same 'its folder' 700 "$(stat -c %a "$work/mine/a")"
exit $failed
