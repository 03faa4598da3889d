#!/bin/sh
# init and the courier that runs by itself: the person's own service, or what to do where there is none.
# shellcheck disable=SC1091,SC2015,SC2016,SC2154
. "$srcdir/tests/cli/lib.sh"

mkdir stubs
PATH=$dir/stubs:$PATH
unit=$XDG_CONFIG_HOME/systemd/user/breccia-courier.service
systemctl_is() { # STATUS
	printf '#!/bin/sh\necho "$*" >>"%s"\nexit %s\n' "$dir/calls" "$1" >stubs/systemctl
	chmod +x stubs/systemctl
	: >calls
}

systemctl_is 1
refused 69 "without systemd --service says so" "leave out --service" init --org Rossi --me Maria --service
[ ! -e "$XDG_DATA_HOME/breccia" ] && ok "and nothing was made" || not_ok "and nothing was made"
works "without systemd init works" init --org Rossi --me Maria
says "and gives the line for cron" "* * * * * '$builddir/tests/at/breccia-courier' --once -q -r 'sqlite:$XDG_DATA_HOME/breccia/register.db'"
[ ! -e "$unit" ] && ok "and writes no unit" || not_ok "and writes no unit"
refused 64 "--account is for a machine's register" "goes with --system" init -r "$dir/r1.db" --org Rossi --me Maria --account maria
if [ "$(id -u)" -ne 0 ]; then
	refused 77 "a machine's register takes root" "takes root" init --system --org Rossi --me Maria
fi

systemctl_is 0
odd='r$HOME 100% "x" \.db'
works "with systemd it makes a service" init -r "sqlite:$odd" -c "$dir/own.conf" --org Rossi --me Maria --service
says "says so" "The courier runs from now on"
says "and how it goes on at night" "loginctl enable-linger"
printf '%s\n' '--user show-environment' '--user daemon-reload' '--user enable --now breccia-courier.service' >wanted
cmp -s calls wanted && ok "it is enabled and started" || { not_ok "it is enabled and started"; cat calls; }
printf 'ExecStart="%s" -r "sqlite:%s/r$$HOME 100%%%% \\"x\\" \\\\.db" -c "%s/own.conf"\n' "$builddir/tests/at/breccia-courier" "$dir" "$dir" >wanted
grep -qxF -f wanted "$unit" && ok "it names the register, however it is called" || { not_ok "it names the register"; cat wanted "$unit"; }
printf '[Service]\nExecStart=/bin/true\n' >plain.service
if systemd-analyze --user verify "$dir/plain.service" >out 2>err; then
	systemd-analyze --user verify "$unit" >out 2>err && ok "systemd understands it" || not_ok "systemd understands it"
fi
cp "$unit" before
refused 73 "a unit that is there is never overwritten" "never overwritten" init -r "$dir/r2/r.db" --org Rossi --me Maria --service
cmp -s "$unit" before && ok "and stays" || not_ok "and stays"
[ ! -e "$dir/r2" ] && ok "and no register was made beside it" || not_ok "and no register was made beside it"

# In a terminal it is asked: every question before it takes its preset.
rm "$unit"
typed "$(yes '' | head -n 14; echo .)" --lang en init -r "$dir/r3/r.db" --org Rossi --code ROSSI --vat 1 --office x --pec a@pec.example --desk-phone 1 \
	--me "Maria Bianchi <maria@rossi.example>" --role security --phone 1 --dpo "Giulia Verdi <giulia@verdi.example>" --dpo-pec b@pec.example \
	--dpo-phone 1 --dpo-position lawyer --dpo-since today --dpo-no-conflict --language it --zone Europe/Rome --server smtp://127.0.0.1:9 \
	--from a@rossi.example --user a --password-command "echo x"
[ -e "$unit" ] && ok "in a terminal it is asked" || not_ok "in a terminal it is asked"
exit $failed
