#!/bin/sh
# PostgreSQL understands every statement: they are prepared on a scratch server, on the tables of db/postgres/, and those tables
# have the columns that SQLite's have.
#
# The server is one of its own, without TCP, below a temporary folder: a socket's path is short, and a server of root's has to
# become somebody else, who may not enter every build's folder.
set -u

bin=
for f in "$(command -v initdb)" /usr/lib/postgresql/*/bin/initdb /usr/pgsql-*/bin/initdb; do
	if [ -x "$f" ]; then
		bin=$(dirname "$(readlink -f "$f")")
		break
	fi
done
if [ -z "$bin" ] || [ ! -x "$bin/pg_ctl" ] || [ ! -x "$bin/psql" ]; then
	echo "skipped: PostgreSQL (initdb, pg_ctl and psql) is not installed"
	exit 77
fi

dir=$(mktemp -d "${TMPDIR:-/tmp}/breccia-pg-XXXXXX") || exit 99
user=
if [ "$(id -u)" = 0 ]; then
	user=nobody
	chown nobody "$dir" || exit 99
fi
as_user() { # COMMAND...: within the folder, as somebody without privileges
	(cd "$dir" && if [ -n "$user" ]; then
		exec timeout 60 setpriv --reuid "$user" --regid "$(id -gn "$user")" --clear-groups env -i HOME="$dir" LC_ALL=C "$@"
	else
		exec timeout 60 env -i HOME="$dir" LC_ALL=C "$@"
	fi)
}
trap 'as_user "$bin/pg_ctl" stop -D "$dir/data" -m immediate >/dev/null 2>&1; rm -rf "$dir"' EXIT
failed=0

ok() { # ok STATUS WHAT
	if [ "$1" -eq 0 ]; then
		echo "ok - $2"
	else
		echo "not ok - $2"
		failed=1
	fi
}

sql() { # sql [OPTION...] <STATEMENTS
	as_user "$bin/psql" -X -q -h "$dir" -U breccia -d breccia "$@"
}

as_user "$bin/initdb" -D "$dir/data" -U breccia -A trust --no-sync --locale=C --encoding=UTF8 >"$dir/log" 2>&1 &&
	as_user "$bin/pg_ctl" start -w -t 50 -D "$dir/data" -l "$dir/server.log" \
		-o "-c listen_addresses= -c unix_socket_directories=$dir -c fsync=off" >>"$dir/log" 2>&1 &&
	as_user "$bin/createdb" -h "$dir" -U breccia breccia >>"$dir/log" 2>&1 || {
	cat "$dir/log" "$dir/server.log" 2>/dev/null
	exit 99
}

# --- the tables ---------------------------------------------------------------------------------------------------------
cat "$srcdir"/db/postgres/[0-9]*.sql "$srcdir/db/postgres/projection.sql" | sql -v ON_ERROR_STOP=1 >"$dir/out" 2>&1
ok $? "the tables are made"
cat "$dir/out"

sql -At -F "$(printf '\t')" >"$dir/columns.pg" <<-'END'
	SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'search'
	ORDER BY table_name, ordinal_position
END
"$builddir/tests/statements" columns >"$dir/columns"
[ -s "$dir/columns" ] && diff "$dir/columns" "$dir/columns.pg"
ok $? "they have the columns of SQLite's, in the same order"

# Each index by the name and the columns that it has in SQLite.
for engine in sqlite postgres; do
	tr '\n\t' '  ' <"$srcdir/db/$engine/projection.sql" | tr ';' '\n' | grep -oE 'CREATE (UNIQUE )?INDEX .*' | grep -v ' USING gin ' |
		tr -s ' ' | sort >"$dir/indexes.$engine"
done
[ -s "$dir/indexes.sqlite" ] && diff "$dir/indexes.sqlite" "$dir/indexes.postgres"
ok $? "they have the indexes of SQLite's"

# --- the journal's seat belt ----------------------------------------------------------------------------------------------
refused() { # refused WHAT SQL
	echo "$2" | sql -v ON_ERROR_STOP=1 >"$dir/out" 2>&1
	[ $? -eq 3 ] && grep -q 'ERROR:  the journal' "$dir/out"
	ok $? "refused: $1"
}
echo "INSERT INTO journal (seq, seal, head) VALUES (1, 'a', 'b')" | sql -v ON_ERROR_STOP=1
ok $? "the journal grows"
refused "a gap" "INSERT INTO journal (seq, seal, head) VALUES (3, 'a', 'b')"
refused "the same number again" "INSERT INTO journal (seq, seal, head) VALUES (1, 'a', 'b') ON CONFLICT (seq) DO UPDATE SET seal = 'c'"
refused "a change" "UPDATE journal SET head = 'c'"
refused "deleting" "DELETE FROM journal"
refused "emptying" "TRUNCATE journal"

# --- the statements -------------------------------------------------------------------------------------------------------
"$builddir/tests/statements" postgres >"$dir/statements"
ok $? "every statement has a text for PostgreSQL"

# prepared LIST: each is prepared, and its placeholders are of the types that are bound; what the server says of one that is not
# follows its name.
prepared() {
	awk -F '\t' '{
		printf "\\echo #%s\nPREPARE s%d AS %s;\n", $1, NR, $2
		printf "SELECT $$binds $$ || parameter_types::text FROM pg_prepared_statements WHERE name = $$s%d$$ ", NR
		print "AND NOT parameter_types::oid[] <@ ARRAY[$$bigint$$, $$text$$, $$bytea$$]::regtype[]::oid[];"
	}' "$1" | sql -At >"$dir/out" 2>&1
	awk '/^#/ { name = substr($0, 2); next } { print name ": " $0; bad = 1 } END { exit bad || NR == 0 }' "$dir/out"
}
prepared "$dir/statements"
ok $? "$(wc -l <"$dir/statements") statements are prepared"

# That the search can fail: what only SQLite understands is found out.
printf 'only of SQLite\tINSERT OR IGNORE INTO counter (name, value) VALUES ($1, $2)\n' >"$dir/wrong"
! prepared "$dir/wrong" >/dev/null
ok $? "a statement that only SQLite understands is found"
printf 'a small integer\tSELECT 1 WHERE $1 = 0\n' >"$dir/wrong"
! prepared "$dir/wrong" >"$dir/said"
grep -q 'binds {integer}' "$dir/said"
ok $? "a placeholder that is no 64-bit integer is found"

[ $failed -eq 0 ]
