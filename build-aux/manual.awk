# Writes a manual page from PAGE.in, into which files are taken where a line asks for it:
#
#	awk -v root=SOURCE/ -f manual.awk PAGE.in
#
#	@FILE path@	the file as it is
#	@NAMES path@	a list of names as templates/names.txt writes it

function fail(why) {
	print FILENAME ": line " FNR ": " why | "cat 1>&2"
	failed = 1
	exit 1
}

function plain(text) {
	gsub(/\\/, "\\e", text)
	return text ~ /^[.']/ ? "\\&" text : text
}

# A program that is copied from a page has to stay one: no typographic quotes, dashes or accents.
function exact(text) {
	text = plain(text)
	gsub(/'/, "\\(aq", text)
	gsub(/`/, "\\(ga", text)
	gsub(/-/, "\\-", text)
	gsub(/\^/, "\\(ha", text)
	gsub(/~/, "\\(ti", text)
	return text
}

function open_file(text) {
	path = text
	sub(/^@[A-Z]+ /, "", path)
	sub(/@$/, "", path)
	path = root path
	if ((getline line < path) < 0)
		fail("cannot read " path)
	close(path)
}

function take_file() {
	print ".Bd -literal"
	while ((getline line < path) > 0)
		print exact(line)
	print ".Ed"
}

# A comment right above names is the heading of their list; the file's other comments are not for the reader.
function take_names(    heading, open, n, words, i, says) {
	while ((getline line < path) > 0) {
		if (line == "")
			heading = ""
		else if (line ~ /^#/)
			heading = substr(line, 3)
		else {
			if (heading != "") {
				if (open)
					print ".El"
				print ".Pp\n" heading ":\n.Bl -tag -width authority_provisional -compact"
				open = 1
				heading = ""
			}
			n = split(line, words, / +/)
			says = words[3]
			for (i = 4; i <= n; i++)
				says = says " " words[i]
			print ".It Li " words[1] "\n.Pq " words[2] "\n" plain(says)
		}
	}
	if (open)
		print ".El"
}

/^@FILE .*@$/ { open_file($0); take_file(); next }
/^@NAMES .*@$/ { open_file($0); take_names(); next }
/^@/ { fail("what is " $0 "?") }
{ print }
END { exit failed }
