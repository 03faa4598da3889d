#!/bin/sh
# The layers hold: what each archive uses, what the terminal program loads, what each file includes.
#
# The first part reads the build; the second plants one violation of each kind in a copy and wants it found, so that
# this test cannot pass by looking at nothing.
set -u

nm=${NM:-nm}
work=$builddir/tests/layers.dir
rm -rf "$work"
mkdir -p "$work/lib" || exit 99
trap 'rm -rf "$work"' EXIT
failed=0

# Each layer, its archive, and the layers whose symbols it may use.
layers() {
	cat <<-END
	core       src/core/libcore.a             -
	templates  templates/libtemplates.a       -
	host       src/host/libhost.a             core
	db         db/libdb.a                     core
	register   src/register/libregister.a     core,db,templates
	courier    src/courier/libcourier.a       core,db,templates,register,host
	report     src/report/libreport.a         core,db
	bundle     src/bundle/libbundle.a         -
	cli        src/cli/libcli.a               core,db,templates,register,host,report
	tui        tui/libtui.a                   core,db,templates,register,host,report,cli
	END
}

# What a layer may not use of libraries: LAYERS (commas), a regular expression of the whole symbol, why.
# The names that the compiler makes of them with _FORTIFY_SOURCE or large files are matched too: __open64_2, __read_chk.
denied() {
	cat <<-'END'
	core,templates,register,report      open|openat|creat|fopen|fdopen|freopen|opendir|stat|lstat|fstatat|access|unlink|rename|mkdir|tmpfile|mkstemp  no files
	core,templates,register,report      read|pread|write|pwrite|printf|puts|putchar|perror|scanf|fgets|fputs|fwrite|fread|fprintf  no reading, no writing
	core,templates,register,report      g_file_(get|set|open|test).*|g_mkstemp.*|g_mkdir.*|g_dir_.*|g_(open|fopen|stat|unlink|rename)|g_key_file_(load_from_(file|dirs|data_dirs)|save_to_file)|g_mapped_file_.*|json_(load|dump)_?(file|fd|callback)?f?d?  no files
	core,templates,db,register,report,cli,tui time|clock|clock_gettime|gettimeofday|times|ftime|timespec_get  the clock is src/host's
	core,templates,db,register,report,cli,courier,tui g_get_real_time|g_get_current_time|g_date_time_new_now.*|g_time_val.*|time|gettimeofday|timespec_get  the clock is src/host's
	core,templates,db,register,report,cli,tui g_get_monotonic_time|g_timer_.*|sleep|usleep|nanosleep|g_usleep  no waiting
	core,templates,db,register,report     g_time_zone_new|g_time_zone_new_(local|identifier)|g_date_time_(new|to)_local|g_date_time_format|localtime(_r)?|tzset  the zone is a parameter, and names of months depend on the locale
	core,templates,db,register,report     getenv|secure_getenv|setenv|putenv|g_(get|set|unset)env|g_get_(user|home|host|prgname|system|language|tmp|application|charset|locale|console|codeset|environ|current).*  the environment is src/host's
	core,templates,db,register,report     getpid|getppid|getuid|geteuid|getpw.*|gethostname|uname|fork|exec.*|kill|signal|sigaction|g_spawn_.*|pthread_create|g_thread_new  the process is src/host's
	core,templates,db,register,report,cli,courier,tui rand|rand_r|srand|random|srandom|[dlmjen]+rand48|g_random_.*|g_rand_.*|g_uuid_string_random  randomness is src/host's
	core,templates,db,register,report     getrandom|getentropy|arc4random.*  randomness is a parameter
	core,templates,db,register,report     setlocale|newlocale|uselocale|localeconv|nl_langinfo|[a-z]*gettext|bindtextdomain|textdomain|g_d?[cn]?gettext|g_dpgettext.?|strcoll|strxfrm|wcscoll|strcasecmp|strncasecmp|g_strtod|strtod|strtof|atof|strftime|toupper|tolower|isw?(alpha|alnum|digit|space|upper|lower|punct|print)|__ctype_.*|g_utf8_collate.*|g_utf8_str(up|down)|g_locale_.*|g_get_charset  the same under every locale
	core,templates,db,register,report     exit|_exit|quick_exit|g_print|g_printerr|g_log|g_logv|g_log_structured.*|g_warn_message  what goes wrong is a GError
	core,templates,host,register,report,courier,cli,tui sqlite3_.*|PQ.*  SQL is db's
	core,templates,host,db,register,report,courier,cli initscr|newterm|endwin|w?refresh|doupdate|w?getch|w?get_wch|mv(add|h|v|w).*|w?add(n?w?str|ch)|stdscr  the screen is tui's
	core,templates,host,db,register,report,cli,tui smtp_.*|auth_.*|g_mime_.*|internet_address_.*|SSL_.*|TLS_.*|X509_.*|EVP_.*|BIO_.*|CMS_.*|PKCS7_.*|OPENSSL_.*|ERR_.*|curl_.*|seccomp_.*|xml[A-Z].*  mail, MIME and TLS are the courier's
	core,templates,host,db,register,report,courier,cli,tui archive_.*  archives are the bundle's
	bundle                         open|openat|creat|fopen|fdopen|opendir|g_file_.*|g_(open|fopen)|getenv|g_getenv|fork|exec.*|socket|connect  the helper reads its input and writes its output, and no more
	core,templates,host,db,register,report,cli,tui socket|connect|bind|listen|accept4?|getaddrinfo|gethostbyname.*|res_n?query  the network is the courier's
	core,templates,host,db,register,report,courier,cli,tui strcpy|strcat|v?sprintf|gets|strtok|system|popen|gmtime|localtime|ctime|asctime|mktime|strftime|atoi  banned everywhere (build-aux/banned.h)
	END
}

ok() {
	echo "ok - $1"
}

not_ok() {
	echo "not ok - $1"
	failed=1
}

# index ROOT: $work/defined (LAYER SYMBOL MEMBER) and $work/used (LAYER SYMBOL MEMBER) of the archives below ROOT.
index() {
	: >"$work/defined"
	: >"$work/used"
	layers | while read -r layer archive _; do
		[ -f "$1/$archive" ] || { echo "no archive $1/$archive: build first" >&2; continue; }
		"$nm" -A -P -g "$1/$archive" 2>/dev/null | awk -v layer="$layer" -v out="$work" '{
			member = $1
			sub(/^.*\[/, "", member)
			sub(/\]:?$/, "", member)
			print layer, $2, member >> (out ($3 ~ /^[Uvw]$/ ? "/used" : "/defined"))
		}'
	done
}

# findings: what breaks the rules in $work/defined and $work/used, one a line.
findings() {
	denied >"$work/denied"
	layers >"$work/layers"
	awk '
		FILENAME ~ /layers$/ { may[$1] = "," $3 "," $1 ","; next }
		FILENAME ~ /denied$/ {
			count++
			who[count] = "," $1 ","
			pattern[count] = "^(__isoc(99|23)_)?(__)?v?(" $2 ")(64)?(_2)?(_chk)?$"
			why[count] = $0
			sub(/^[^ ]+ +[^ ]+ +/, "", why[count])
			next
		}
		FILENAME ~ /defined$/ {
			home[$2] = home[$2] "," $1
			if ($1 == "db" && $2 ~ /^journal_/)
				journal[$2] = 1
			next
		}
		{
			if ($2 in home) {
				n = split(substr(home[$2], 2), homes, ",")
				allowed = 0
				for (i = 1; i <= n; i++)
					if (index(may[$1], "," homes[i] ","))
						allowed = 1
				if (!allowed)
					print $1 " (" $3 ") uses " $2 " of " substr(home[$2], 2) ": an arrow points up"
				if (($2 in journal) && $1 != "db" && $1 != "register")
					print $1 " (" $3 ") uses " $2 ": the journal is written by src/register only"
				next
			}
			for (i = 1; i <= count; i++)
				if (index(who[i], "," $1 ",") && $2 ~ pattern[i]) {
					print $1 " (" $3 ") uses " $2 ": " why[i]
					break
				}
		}' "$work/layers" "$work/denied" "$work/defined" "$work/used" | LC_ALL=C sort -u
}

# includes ROOT: #include lines that point up, or name a library of another layer.
includes() {
	(cd "$1" && find src db templates tui -name '*.[ch]' -exec grep -nH '^[ \t]*#[ \t]*include' {} +) | awk '
		function layer_of(path) {
			if (path ~ /^src\/[a-z]+\//) {
				sub(/^src\//, "", path)
				sub(/\/.*/, "", path)
				return path
			}
			if (path ~ /^(db|templates|tui)\//) {
				sub(/\/.*/, "", path)
				return path
			}
			return "program"
		}
		function complain(what) { print file ":" line ": " what }
		BEGIN {
			may["core"] = ",core,"
			may["templates"] = ",core,templates,"
			may["host"] = ",core,host,"
			may["db"] = ",core,db,"
			may["register"] = ",core,db,templates,register,"
			may["courier"] = ",core,db,templates,register,host,courier,"
			may["bundle"] = ",bundle,"
			may["report"] = ",core,db,report,"
			may["cli"] = ",core,db,templates,register,host,report,cli,"
			may["tui"] = ",core,db,templates,register,host,report,cli,tui,"
			may["program"] = ",bundle,core,db,templates,register,host,courier,cli,tui,"
		}
		{
			split($0, part, ":")
			file = part[1]
			line = part[2]
			from = layer_of(file)
			name = $0
			if (name ~ /include[ \t]*"/) {
				sub(/^[^"]*"/, "", name)
				sub(/".*/, "", name)
				if (!index(may[from], "," layer_of(name) ","))
					complain(from " includes " name ": an arrow points up")
				if (name == "db/journal.h" && from != "db" && from != "register")
					complain("the journal is written by src/register only")
			} else {
				sub(/^[^<]*</, "", name)
				sub(/>.*/, "", name)
				if (name ~ /^(sqlite3|libpq-fe)/ && from != "db")
					complain("SQL is db\047s: <" name ">")
				if (name ~ /^(libesmtp|auth-client|curl\/|seccomp|gmime\/|libxml\/|openssl\/)/ && from != "courier")
					complain("mail, MIME and TLS are the courier\047s: <" name ">")
				if (name ~ /^archive/ && from != "bundle")
					complain("archives are the bundle\047s: <" name ">")
				if (name ~ /^(n?cursesw?|term)(\/|\.h)/ && file !~ /^tui\/(term|view|list|form|chart)\.c$/)
					complain("curses is called in term, view, list, form and chart of tui alone: <" name ">")
				if (name ~ /^(libintl|locale|glib\/gi18n)/ && from ~ /^(core|db|register|report|courier|templates)$/)
					complain("words of the process are translated by err_set: <" name ">")
			}
		}'
}

# loads PROGRAM: what the whole of ldd names and the terminal program may not load.
loads() {
	ldd "$1" | grep -oE 'lib(esmtp|ssl|crypto|gmime|gobject|gio|curl|seccomp|xml2|archive|pq|gnutls)[-0-9.]*\.so[^ ]*' | sort -u
}

report() { # report WHAT FINDINGS
	if [ -z "$2" ]; then
		ok "$1"
	else
		not_ok "$1"
		echo "$2"
	fi
}

index "$builddir"
[ -s "$work/defined" ] && grep -q '^core err_set ' "$work/defined" || not_ok "nm reads the archives"
report "each archive uses only what its layer may use" "$(findings)"
report "no include points up" "$(includes "$srcdir")"
report "breccia loads no library of the courier" "$(loads "$builddir/breccia")"

# The second part, on a copy: what is planted is found.
layers | while read -r _ archive _; do
	mkdir -p "$work/lib/$(dirname "$archive")" && cp "$builddir/$archive" "$work/lib/$archive"
done

archive_of() {
	layers | awk -v layer="$1" '$1 == layer { print $2 }'
}

add() { # add LAYER NAME C: an object of this source into the copy of the layer's archive
	printf '%s\n' "$3" >"$work/$2.c"
	# shellcheck disable=SC2086 # $CC is a list of words
	$CC -w -O0 -c -o "$work/$2.o" "$work/$2.c" &&
		"${AR:-ar}" r "$work/lib/$(archive_of "$1")" "$work/$2.o" 2>/dev/null
}

plant() { # plant LAYER NAME C
	add "$@" || exit 99
	index "$work/lib"
	if findings | grep -q "^$1 ($2\.o) uses"; then
		ok "a planted $2 in $1 is found"
	else
		not_ok "a planted $2 in $1 is found"
	fi
	cp "$builddir/$(archive_of "$1")" "$work/lib/$(archive_of "$1")"
}

plant core clock 'long time(long *); long f(void) { return time(0); }'
plant core hidden_clock 'long g_get_real_time(void); long f(void) { return g_get_real_time(); }'
plant core pointer 'int strcoll(const char *, const char *); void *f(void) { return strcoll; }'
plant core file 'void *fopen(const char *, const char *); void *f(void) { return fopen("x", "r"); }'
plant core fortified 'int __printf_chk(int, const char *, ...); int f(void) { return __printf_chk(1, "x"); }'
plant db words 'char *dcgettext(const char *, const char *, int); char *f(void) { return dcgettext(0, "x", 5); }'
plant register sql 'int sqlite3_open(const char *, void **); int f(void) { return sqlite3_open("x", 0); }'
plant cli tls 'void *SSL_new(void *); void *f(void) { return SSL_new(0); }'
plant report archive 'void *archive_write_new(void); void *f(void) { return archive_write_new(); }'
plant bundle reads_a_file 'int open(const char *, int); int f(void) { return open("x", 0); }'
plant cli screen 'void *initscr(void); void *f(void) { return initscr(); }'
plant courier random 'int g_random_int(void); int f(void) { return g_random_int(); }'
add cli above 'int planted_above(void) { return 1; }' || exit 99
plant core arrow 'int planted_above(void); int f(void) { return planted_above(); }'
add db journal 'int journal_planted(void) { return 1; }' || exit 99
plant courier journal_writer 'int journal_planted(void); int f(void) { return journal_planted(); }'

plant_include() { # plant_include FILE LINE
	mkdir -p "$work/tree/src" "$work/tree/db" "$work/tree/templates" "$work/tree/tui" "$work/tree/$(dirname "$1")"
	echo "$2" >"$work/tree/$1"
	if [ -n "$(includes "$work/tree")" ]; then
		ok "a planted $2 in $1 is found"
	else
		not_ok "a planted $2 in $1 is found"
	fi
	rm -rf "$work/tree"
}

plant_include src/core/planted.c '#include "db/store.h"'
plant_include src/register/planted.c '#include "src/host/host.h"'
plant_include src/cli/planted.c '#include "db/journal.h"'
plant_include src/register/planted.c '#include <sqlite3.h>'
plant_include db/planted.c '#include <openssl/evp.h>'
plant_include src/cli/planted.c '#include "tui/app.h"'
plant_include src/cli/planted.c '#include <archive.h>'
plant_include tui/planted.c '#include <curses.h>'

echo 'unsigned long OpenSSL_version_num(void); int main(void) { return OpenSSL_version_num() == 0; }' >"$work/load.c"
# shellcheck disable=SC2086 # lists of words
if $CC -o "$work/load" "$work/load.c" ${OPENSSL_LIBS:--lcrypto} && [ -n "$(loads "$work/load")" ]; then
	ok "a program that loads libcrypto is found"
else
	not_ok "a program that loads libcrypto is found"
fi
exit $failed
