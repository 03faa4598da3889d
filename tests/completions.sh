#!/bin/bash
# The completions know every command and option that `breccia help --json` names, and complete them: bash by its own rules, fish
# and zsh by theirs where they are installed.
set -u

dir=$builddir/tests/completions.dir
rm -rf "$dir"
mkdir -p "$dir" || exit 99
trap 'rm -rf "$dir"' EXIT
failed=0
if ! command -v python3 >/dev/null; then
	echo "skipped: python3 is needed to read help --json"
	exit 77
fi

ok() { # ok STATUS WHAT
	if [ "$1" -eq 0 ]; then
		echo "ok - $2"
	else
		echo "not ok - $2"
		failed=1
	fi
}

# A line a command: its name, then its options; the line "-" has those of all commands.
"$builddir/breccia" help --json | python3 -c 'import json, sys
for c in json.load(sys.stdin)["commands"]: print(c["name"], *["--" + o for o in c["options"]])' >"$dir/commands"
echo - "$(sed -n '/common_options\[\] = {/,/^}/s/^	{"\([a-z-]*\)",.*/--\1/p' "$srcdir/src/cli/cli.c" | tr '\n' ' ')" >"$dir/common"
[ "$(wc -l <"$dir/commands")" -ge 20 ] && grep -q -e ' --version' "$dir/common"
ok $? "commands and options are found"

# --- bash ---------------------------------------------------------------------------------------------------------------
bash -n "$builddir/completions/bash/breccia"
ok $? "bash can read it"
# shellcheck disable=SC1091
. "$builddir/completions/bash/breccia"

complete_in_bash() { # WORD...: what is offered for the last of them, a line each
	COMP_WORDS=(breccia "$@")
	COMP_CWORD=$#
	COMPREPLY=()
	_breccia breccia "${!#}" "${COMP_WORDS[COMP_CWORD - 1]}" 2>/dev/null
	[ ${#COMPREPLY[@]} -eq 0 ] || printf '%s\n' "${COMPREPLY[@]}"
}

offers() { # offers WHAT WANTED WORD...: exactly this, in one line
	local what=$1 wanted=$2 got
	shift 2
	got=$(complete_in_bash "$@" | tr '\n' ' ')
	[ "${got% }" = "$wanted" ]
	ok $? "$what"
	[ "${got% }" = "$wanted" ] || echo "	got: $got"
}

offers "breccia lo<TAB> is log" log lo
offers "a command behind an option with a value" verify -r sqlite:x veri
offers "a value that is one of a few" "email" notify 3 --channel em
offers "the same behind =" "email" notify 3 --channel = em
offers "a code of a field" "ransomware" log --kind ransomw
offers "a cause of lateness" "waiting-for-facts" late 3 --cause wait
offers "an alternative" "withdraw" outbox wi
offers "a field of amend" "systems=" amend 3 sys
offers "the language, wherever it stands" "it" list --lang i
offers "nothing where nobody can know" "" log --title ""
mkdir -p "$dir/a place/folder"
: >"$dir/a place/file one"
offers "a file" "$dir/a place/file one" --config "$dir/a place/fil"
offers "a folder" "$dir/a place/folder" demo "$dir/a place/f"

complete_in_bash "" | sort >"$dir/got"
cut -d' ' -f1 "$dir/commands" | sort | cmp -s - "$dir/got"
ok $? "bash offers all commands"
: >"$dir/wrong"
while read -r name options; do
	complete_in_bash "$name" -- | sort >"$dir/got"
	# shellcheck disable=SC2046,SC2086
	printf '%s\n' $options $(cut -c3- "$dir/common") | sort -u | diff - <(sort -u "$dir/got") >>"$dir/wrong" ||
		echo "of $name" >>"$dir/wrong"
done <"$dir/commands"
[ ! -s "$dir/wrong" ]
ok $? "bash offers all options of each command, and no other"
cat "$dir/wrong"

# --- zsh and fish -------------------------------------------------------------------------------------------------------
# Both list options one a line below the command's name.
zsh_options() { # COMMAND
	awk -v begin="	$1)" '$0 == begin { on = 1; next } on && /;;/ { exit } on' "$builddir/completions/zsh/_breccia" |
		sed -n "s/^		'\**\(--[a-z0-9-]*\).*/\1/p"
}

fish_options() { # COMMAND
	sed -n "s/^complete -c breccia -n '__fish_seen_subcommand_from $1' -l \([a-z0-9-]*\) .*/--\1/p" \
		"$builddir/completions/fish/breccia.fish"
}

for shell in zsh fish; do
	: >"$dir/wrong"
	while read -r name options; do
		# shellcheck disable=SC2086
		printf '%s\n' $options | sort | diff - <(${shell}_options "$name" | grep . | sort) | grep '^[<>] .' |
			sed "s/^/$name /" >>"$dir/wrong"
	done <"$dir/commands"
	[ ! -s "$dir/wrong" ] && [ -n "$(${shell}_options log)" ]
	ok $? "$shell has all options of each command, and no other"
	cat "$dir/wrong"
done
sed -n "s/^		'\([a-z-]*\):.*/\1/p" "$builddir/completions/zsh/_breccia" | diff - <(cut -d' ' -f1 "$dir/commands")
ok $? "zsh has all commands"
sed -n "s/^complete -c breccia -n __fish_use_subcommand -a \([a-z-]*\) .*/\1/p" "$builddir/completions/fish/breccia.fish" |
	diff - <(cut -d' ' -f1 "$dir/commands")
ok $? "fish has all commands"

if command -v zsh >/dev/null; then
	zsh -n "$builddir/completions/zsh/_breccia"
	ok $? "zsh can read it"
else
	echo "# zsh is not here"
fi
if command -v fish >/dev/null; then
	in_fish() { # LINE: what is offered
		HOME=$dir XDG_CONFIG_HOME=$dir XDG_DATA_HOME=$dir timeout 30 fish --no-config -c "complete -e -c breccia
			source '$builddir/completions/fish/breccia.fish'; complete -C '$1'" | cut -f1
	}
	[ "$(in_fish 'breccia lo')" = log ]
	ok $? "fish completes breccia lo"
	[ "$(in_fish 'breccia log --kind=ransomw')" = --kind=ransomware ]
	ok $? "fish completes a code"
	[ "$(in_fish 'breccia outbox wi')" = withdraw ]
	ok $? "fish completes an alternative"
else
	echo "# fish is not here"
fi
[ $failed -eq 0 ]
