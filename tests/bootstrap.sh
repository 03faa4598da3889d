#!/bin/sh
# ./bootstrap installs what configure asks for, and says what it does. It is not run here: it would install.
set -u

failed=0
is() { # is STATUS WHAT
	if [ "$1" -eq 0 ]; then
		echo "ok - $2"
	else
		echo "not ok - $2"
		failed=1
	fi
}

for module in $(sed -n 's/^PKG_CHECK_MODULES(\[[A-Z0-9]*\], \[\([^] ]*\).*/\1/p' "${srcdir:?}/configure.ac"); do
	grep -q "^	lib:$module " "$srcdir/bootstrap"
	is $? "bootstrap installs $module, which configure asks for"
done
! awk '/^\t(cmd|lib|file):[^*]/ && NF != 4' "$srcdir/bootstrap" | grep .
is $? "every row names its package on three systems"

"$srcdir/bootstrap" --help | grep -q -e '--tests'
is $? "--help names the options"
"$srcdir/bootstrap" --nonsense >"${builddir:?}/tests/bootstrap.out" 2>&1
[ $? -eq 64 ] && grep -q '^usage:' "$builddir/tests/bootstrap.out"
is $? "a wrong option is 64, with the usage"
rm -f "$builddir/tests/bootstrap.out"
exit $failed
