# Embeds text files in a program: prints C that defines a table of them.
#
#	LC_ALL=C awk -v table=NAME -v header=HEADER -v root=FOLDER/ -f embed.awk FILE...
#
# A file's name in the table is its path below root. LC_ALL=C makes a character a byte, and whatever is not a plain
# character of ASCII is written as its octal number, so that the compiler's idea of the encoding does not matter.

BEGIN {
	for (i = 1; i < 256; i++) {
		c = sprintf("%c", i)
		literal[c] = (i < 32 || i > 126 || c ~ /["?\\]/) ? sprintf("\\%03o", i) : c
	}
	print "/* Made by build-aux/embed.awk from the files named below: edit those. */"
	printf "#include \"%s\"\n", header
	count = 0
}

FNR == 1 {
	if (count > 0)
		print "\t;"
	names[++count] = substr(FILENAME, length(root) + 1)
	printf "\n/* %s */\nstatic const char text%d[] =\n", names[count], count
}

{
	out = ""
	n = length($0)
	for (i = 1; i <= n; i++) {
		c = substr($0, i, 1)
		if (!(c in literal))
			fail(FILENAME ": line " FNR " has a byte 0: this is no text")
		out = out literal[c]
	}
	print "\t\"" out "\\n\""
}

function fail(why) {
	print why | "cat 1>&2"
	close("cat 1>&2")
	failed = 1
	exit 1
}

END {
	if (failed)
		exit 1
	if (count != ARGC - 1)
		fail("embed.awk: one of the files is empty")
	if (count > 0)
		print "\t;"
	printf "\nconst struct Embedded %s[] = {\n", table
	for (i = 1; i <= count; i++)
		printf "\t{\"%s\", text%d, sizeof(text%d) - 1},\n", names[i], i, i
	print "\t{NULL, NULL, 0},\n};"
}
