#!/bin/sh
# lab.sh start|stop DIR [CERTIFICATE]: real mail servers of one's own, exim4 and where it is installed dovecot, unprivileged, on
# loopback, all of it below DIR.
#
# `start` writes DIR/settings, to be read by a shell: LAB_SMTP (port with STARTTLS and login), LAB_SMTPS (with TLS
# from the first byte, and login), LAB_PLAIN (without either), LAB_CA, LAB_MAIL (folder of the Maildirs, one a user); where there is
# dovecot LAB_IMAPS (port with TLS from the first byte), LAB_IMAP (with STARTTLS) and LAB_IMAP_LOG (a line with "in=" and "out="
# bytes for each session that ended). Users alice, bob and pec with passwords alice-secret and so on, domain
# lab.test. CERTIFICATE is one of pki.sh (server). The kernel chooses the ports; a clash is tried again. 77 when exim4 or openssl
# is missing. Root becomes nobody first: exim keeps its rights otherwise.
#
# Recipients: tempfail@ 451, full@ 452, dropme@ 550 and away, an unknown one 550, latefail@ accepted and then reported as failed,
# anybody@remote.test accepted and reported as relayed. A subject with REJECTDATA or DEFERDATA is refused after the message.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
PATH=$PATH:/usr/sbin:/sbin
command=${1:-} dir=${2:-} certificate=${3:-server}
[ -n "$dir" ] || { echo "usage: lab.sh start|stop DIR [CERTIFICATE]" >&2; exit 64; }

for tool in exim4 openssl python3; do
	command -v $tool >/dev/null || { echo "lab.sh: $tool is not installed: skipped" >&2; exit 77; }
done

if [ "$(id -u)" = 0 ]; then
	mkdir -p "$dir"
	chown nobody "$dir"
	exec setpriv --reuid nobody --regid "$(id -gn nobody)" --clear-groups env HOME="$dir" "$here/lab.sh" "$@"
fi
dir=$(cd "$dir" && pwd)

# A zombie that nobody reaped yet answers kill -0: its state is read.
alive() {
	state=$(sed -n 's/^State:[[:space:]]*\(.\).*/\1/p' "/proc/$1/status" 2>/dev/null) || return 1
	[ -n "$state" ] && [ "$state" != Z ]
}

free_ports() {
	python3 -c 'import socket
s = [socket.socket() for _ in range(5)]
for x in s: x.bind(("127.0.0.1", 0))
print(*[x.getsockname()[1] for x in s])'
}

configuration() { # PLAIN SMTP SMTPS
	user=$(id -un) group=$(id -gn)
	cat <<-E
	exim_path = $(command -v exim4)
	keep_environment =
	spool_directory = $dir/spool
	log_file_path = $dir/log/%slog
	pid_file_path = $dir/exim.pid
	exim_user = $user
	exim_group = $group
	admin_groups = $group
	trusted_users = $user
	deliver_drop_privilege
	never_users = root
	primary_hostname = mail.lab.test
	qualify_domain = lab.test
	local_interfaces = 127.0.0.1
	daemon_smtp_ports = $1 : $2 : $3
	tls_on_connect_ports = $3
	daemon_startup_retries = 0
	tls_advertise_hosts = *
	tls_certificate = $dir/pki/$certificate.pem
	tls_privatekey = $dir/pki/$certificate.key
	auth_advertise_hosts = \${if eq{\$tls_in_cipher}{}{}{*}}
	dsn_advertise_hosts = *
	chunking_advertise_hosts =
	host_lookup =
	helo_try_verify_hosts =
	rfc1413_query_timeout = 0s
	smtp_accept_keepalive = false
	smtp_receive_timeout = 30s
	smtp_enforce_sync = true
	message_size_limit = 20M
	queue_only = false
	timezone = UTC
	log_selector = +all
	acl_smtp_rcpt = acl_rcpt
	acl_smtp_data = acl_data
	begin acl
	acl_rcpt:
	  deny   message = 530 5.7.0 Authentication required
	         !authenticated = *
	         condition = \${if !eq{\$received_port}{$1}}
	  defer  local_parts = tempfail
	         message = 451 4.2.1 mailbox temporarily disabled
	  defer  local_parts = full
	         message = 452 4.2.2 mailbox full
	  drop   local_parts = dropme
	         message = 5.3.2 going away
	  deny   domains = !lab.test
	         !domains = remote.test
	         message = 5.7.1 relay not permitted
	  deny   !verify = recipient
	         message = 5.1.1 <\$local_part@\$domain>: unknown user
	  accept
	acl_data:
	  deny   condition = \${if match{\$h_subject:}{REJECTDATA}}
	         message = 5.6.0 content refused
	  defer  condition = \${if match{\$h_subject:}{DEFERDATA}}
	         message = 4.3.0 try later
	  accept
	begin routers
	latefail:
	  driver = redirect
	  local_parts = latefail
	  allow_fail
	  data = :fail: 5.2.0 late failure
	  verify = false
	latefail_verify:
	  driver = accept
	  local_parts = latefail
	  verify_only
	  transport = maildir
	remote:
	  driver = accept
	  domains = remote.test
	  transport = nowhere
	users:
	  driver = accept
	  domains = lab.test : mail.lab.test
	  local_parts = alice : bob : pec
	  transport = maildir
	begin transports
	maildir:
	  driver = appendfile
	  directory = $dir/mail/\$local_part_data
	  maildir_format
	  create_directory
	  delivery_date_add
	  envelope_to_add
	  return_path_add
	  user = $user
	  group = $group
	nowhere:
	  driver = appendfile
	  file = /dev/null
	  user = $user
	  group = $group
	begin retry
	* * F,1h,1m
	begin rewrite
	begin authenticators
	plain:
	  driver = plaintext
	  public_name = PLAIN
	  server_prompts = :
	  server_condition = \${if eq{\$auth3}{\${lookup{\$auth2}lsearch{$dir/users}}}}
	  server_set_id = \$auth2
	login:
	  driver = plaintext
	  public_name = LOGIN
	  server_prompts = Username:: : Password::
	  server_condition = \${if eq{\$auth2}{\${lookup{\$auth1}lsearch{$dir/users}}}}
	  server_set_id = \$auth1
	E
}

imap_configuration() { # IMAP IMAPS
	user=$(id -un) group=$(id -gn)
	cat <<-E
	base_dir = $dir/run
	state_dir = $dir/state
	log_path = $dir/log/dovecot.log
	log_timestamp = ""
	protocols = imap
	listen = 127.0.0.1
	default_internal_user = $user
	default_internal_group = $group
	default_login_user = $user
	first_valid_uid = $(id -u)
	first_valid_gid = 0
	ssl = yes
	ssl_cert = <$dir/pki/$certificate.pem
	ssl_key = <$dir/pki/$certificate.key
	ssl_dh =
	disable_plaintext_auth = yes
	auth_mechanisms = plain login
	auth_failure_delay = 0
	mail_location = maildir:$dir/mail/%n
	instance_name = breccia-lab
	stats_writer_socket_path =
	passdb {
	  driver = passwd-file
	  args = scheme=PLAIN username_format=%n $dir/imap-users
	}
	userdb {
	  driver = static
	  args = uid=$(id -u) gid=$(id -g) home=$dir/mail/%n
	}
	service imap-login {
	  chroot =
	  inet_listener imap {
	    port = $1
	  }
	  inet_listener imaps {
	    port = $2
	    ssl = yes
	  }
	}
	service anvil {
	  chroot =
	  # No growing delay after a failed login from the same address.
	  unix_listener anvil-auth-penalty {
	    mode = 0
	  }
	}
	service stats {
	  chroot =
	  unix_listener stats-reader {
	    group =
	    mode = 0600
	  }
	  unix_listener stats-writer {
	    group =
	    mode = 0600
	  }
	}
	namespace inbox {
	  inbox = yes
	}
	E
}

# Until each port answers, or the server is gone: at most five seconds.
ready() { # PID PORT...
	python3 - "$@" <<-'E'
	import socket, sys, time, os
	pid, ports = int(sys.argv[1]), sys.argv[2:]
	end = time.monotonic() + 5
	while ports and time.monotonic() < end:
	    try:
	        with open(f'/proc/{pid}/status') as f:
	            if 'State:\tZ' in f.read():
	                break
	        socket.create_connection(('127.0.0.1', int(ports[0])), 1).close()
	        ports.pop(0)
	    except FileNotFoundError:
	        break
	    except OSError:
	        time.sleep(0.01)
	sys.exit(1 if ports else 0)
	E
}

imap_start() { # IMAP IMAPS
	command -v dovecot >/dev/null || return 0
	mkdir -p "$dir/run" "$dir/state"
	imap_configuration "$@" >"$dir/dovecot.conf"
	dovecot -F -c "$dir/dovecot.conf" >"$dir/log/dovecot.out" 2>&1 </dev/null &
	pid=$!
	echo $pid >"$dir/imap.pid"
	ready $pid "$@" && alive $pid
}

attempt() {
	read -r plain smtp smtps imap imaps <<-E
	$(free_ports)
	E
	configuration "$plain" "$smtp" "$smtps" >"$dir/exim.conf"
	chmod 600 "$dir/exim.conf" # exim insists
	exim4 -C "$dir/exim.conf" -bdf -q1m >"$dir/log/exim.out" 2>&1 </dev/null &
	pid=$!
	echo $pid >"$dir/pid"
	# A port may answer because somebody else took it meanwhile: the server must be alive as well.
	ready $pid "$plain" "$smtp" "$smtps" && alive $pid || { stop; return 1; }
	imap_start "$imap" "$imaps" || { stop; return 1; }
	{
		printf 'LAB_SMTP=%s\nLAB_SMTPS=%s\nLAB_PLAIN=%s\nLAB_CA=%s\nLAB_MAIL=%s\n' "$smtp" "$smtps" "$plain" "$dir/pki/ca.pem" "$dir/mail"
		[ ! -f "$dir/imap.pid" ] || printf 'LAB_IMAP=%s\nLAB_IMAPS=%s\nLAB_IMAP_LOG=%s\n' "$imap" "$imaps" "$dir/log/dovecot.log"
	} >"$dir/settings"
}

start() {
	if [ -f "$dir/pid" ] && alive "$(cat "$dir/pid")"; then
		echo "lab.sh: already running in $dir" >&2
		exit 1
	fi
	umask 077
	mkdir -p "$dir/spool" "$dir/log" "$dir/mail"
	"$here/pki.sh" "$dir/pki"
	chmod 755 "$dir" "$dir/pki" "$dir/mail" # for the tests, when they are another user
	chmod 644 "$dir"/pki/*.pem
	printf '%s\n' alice:alice-secret bob:bob-secret pec:pec-secret >"$dir/users"
	sed 's/:/:{PLAIN}/' "$dir/users" >"$dir/imap-users"
	# dovecot is refused a mailbox that is not there, and exim makes it only with the first message.
	for user in alice bob pec; do mkdir -p "$dir/mail/$user/new" "$dir/mail/$user/cur" "$dir/mail/$user/tmp"; done
	for _ in 1 2 3 4 5; do
		attempt && return 0
	done
	cat "$dir"/log/* >&2
	exit 1
}

stop_one() { # FILE with its pid
	[ -f "$1" ] || return 0
	pid=$(cat "$1")
	kill -TERM "$pid" 2>/dev/null || :
	tries=0
	while alive "$pid"; do
		tries=$((tries + 1))
		[ $tries -lt 100 ] || kill -KILL "$pid"
		sleep 0.02
	done
	rm -f "$1"
}

stop() {
	stop_one "$dir/pid"
	stop_one "$dir/imap.pid"
	rm -f "$dir/settings"
}

case $command in
start) start ;;
stop) stop ;;
*) echo "usage: lab.sh start|stop DIR [CERTIFICATE]" >&2; exit 64 ;;
esac
