#!/bin/sh
# What every command has in common: options, help, versions, languages, exit statuses, and how it fails.
# shellcheck disable=SC1091,SC2015,SC2119,SC2154
. "$srcdir/tests/cli/lib.sh"

refused 66 "without a register the board says how to make one" "breccia init"
refused 66 "and how to try it first" "breccia demo"
works "the version" --version
says "the version is a name and a number" "breccia 0."
works "the version, also behind a command" log --version

works "help lists the commands" help
for word in init demo log list show due notify amend note take late outbox send journal verify seal person client dpo config doctor; do
	says "help knows $word" "  $word "
done
cp out help.txt
works "--help is help" --help
cmp -s out help.txt && ok "--help says what help says" || not_ok "--help says what help says"
works "-h behind a command is its help" log -h
says "help of a command lists its options" "--detected"
cp out help.txt
works "help of a command" help log
cmp -s out help.txt && ok "log -h is help log" || not_ok "log -h is help log"
for word in init demo log list show due notify amend note take late outbox send journal verify seal person client dpo config doctor help; do
	works "help $word" help $word
done
works "help of a command with codes" help late
says "help late lists the causes" "night-or-weekend"
works "help on fields" help fields
says "help on fields names each" "own-data"
works "help on codes" help vocabularies
says "help on codes lists them" "list-export"
works "help as JSON" help --json
json "help as JSON names every command and its options" 'len(d["commands"]) >= 22' \
	'"detected" in next(c for c in d["commands"] if c["name"] == "log")["options"]' \
	'all(c["say"] for c in d["commands"])'
works "help in Italian" help --lang it
says "help in Italian is Italian" "il registro delle violazioni"
refused 64 "help on nothing" "there is no help on" help nonsense

refused 64 "an unknown command" "there is no command nonsense" nonsense
refused 64 "an unknown option" "there is no option --nonsense" --nonsense
refused 64 "an unknown option of a command" "there is no option --nonsense: see \`breccia help list\`" list --nonsense
refused 64 "an unknown option, in Italian" "non esiste l'opzione --nonsense" list --nonsense --lang it
refused 64 "an option without its value" "--title needs a value" log --title
refused 64 "an unknown language" "--lang is it or en" --lang fr
refused 64 "a language is missing" "--lang needs a value" list --lang
refused 65 "bytes that are no text" "UTF-8" -r "$(printf 'sqlite:/tmp/\377')" list

company
refused 64 "too few words" "something is missing: breccia show REF" show
refused 64 "too many words" "one word too many: breccia due" due x
refused 65 "words that are no text" "UTF-8" note 1 "$(printf 'a\377b')"
refused 77 "somebody else's name" "nobody whom the account" --as nobody@example.org list
works "--as by number" --as p2 list
works "--as by e-mail address" --as giulia@verdi.example list
unset BRECCIA_AS
refused 64 "several people share an account and nobody said who" "say who with --as" list
refused 64 "who it may be is said" "p2 (Giulia Verdi)" list
BRECCIA_AS=p1
export BRECCIA_AS
works "options may stand before the command" --json list
json "and count" 'd["incidents"] == []'
works "an option behind -- is a word" log -q -- --no-such-option
works "the word is the title" show 1 --json
json "as it was typed" 'd["title"] == "--no-such-option"'
works "an empty register has a board" list -q
works "an argument that is empty" list ""

works "a file named by -r" -r "$XDG_DATA_HOME/breccia/register.db" seal
refused 66 "a register that is not there" "there is no register at /nonexistent/register.db" -r sqlite:/nonexistent/register.db list
refused 66 "a configuration that is not there" "/nonexistent cannot be read" -c /nonexistent list
printf '[email]\nnonsense = 1\n' >wrong.conf
refused 78 "a configuration with an unknown key" "nonsense" -c wrong.conf list
printf '[email]\npassword = hunter2\n' >wrong.conf
refused 78 "a password in the configuration" "password" -c wrong.conf list
grep -q hunter2 err && not_ok "the password is not repeated" || ok "the password is not repeated"
BRECCIA_REGISTER=sqlite:/nonexistent/other.db
export BRECCIA_REGISTER
refused 66 "the register of the environment" "/nonexistent/other.db" list
works "-r wins over the environment" -r "$XDG_DATA_HOME/breccia/register.db" list
unset BRECCIA_REGISTER

echo nonsense >text.db
chmod 600 text.db
breccia -r text.db list
{ [ "$status" -ge 65 ] && [ ! -s out ] && [ "$(wc -l <err)" -eq 1 ]; } && ok "a file that is no register" || not_ok "a file that is no register"
cp "$XDG_DATA_HOME/breccia/register.db" open.db
chmod 644 open.db
breccia -r open.db list
{ [ "$status" -eq 78 ] && [ ! -s out ] && grep -q 'chmod' err; } && ok "a register that others can read is refused" ||
	not_ok "a register that others can read is refused"

status=0
timeout 60 "$program" list >/dev/full 2>err || status=$?
: >out
{ [ "$status" -eq 74 ] && grep -q 'cannot be written' err; } && ok "a full disk is said" || not_ok "a full disk is said"
timeout 60 "$program" journal export >/dev/full 2>err && not_ok "a full disk ends an export" || ok "a full disk ends an export"

# No terminal: no colours, whatever the environment says.
TERM=xterm-256color "$program" >out 2>err
TERM=xterm-256color "$program" show 1 >>out 2>>err
grep -q "$(printf '\033')" out && not_ok "no escape sequences into a file" || ok "no escape sequences into a file"

# The language: --lang, else the first variable that is set; no locale needs to be installed.
italian() { # NAME VARIABLE=VALUE...
	name=$1
	shift
	env -u LC_ALL "$@" "$program" list "kind:" >out 2>err
	grep -q 'manca' err && ok "$name" || not_ok "$name"
}
english() {
	name=$1
	shift
	env -u LC_ALL "$@" "$program" list "kind:" >out 2>err
	grep -q 'lacks a value' err && ok "$name" || not_ok "$name"
}
italian "LANG is Italian" LANG=it_IT.UTF-8
italian "LC_MESSAGES wins over LANG" LANG=en_GB.UTF-8 LC_MESSAGES=it_IT.UTF-8
english "LC_ALL wins over LANG" LANG=it_IT.UTF-8 LC_ALL=C
english "no variable at all" A=b
english "another language" LANG=de_DE.UTF-8
italian "an Italian locale that is no UTF-8" LANG=it_IT
env LC_ALL=it_IT.UTF-8 "$program" list "kind:" --lang en >out 2>err
grep -q 'lacks a value' err && ok "--lang wins over the locale" || not_ok "--lang wins over the locale"
env -u LC_ALL LANG=it_IT.UTF-8 "$program" >out 2>err
says "the board is Italian" "APERTI"
grep -q 'prossimo\|PROSSIMO' out && ok "its headings too" || not_ok "its headings too"
env -i PATH="$PATH" HOME="$HOME" XDG_DATA_HOME="$XDG_DATA_HOME" BRECCIA_AS=p1 AT="$AT" "$program" --lang it show 1 >out 2>err
says "accents, in an empty environment" "è titolare"
end
