#!/bin/sh
# pki.sh DIR: a certification authority of the mail lab and one server certificate for each way a certificate can be.
#
#	ca         signs all below        server     for localhost and 127.0.0.1
#	wronghost  for another host       expired    its time is over
#	untrusted  for localhost, signed by another authority
#
# Elliptic keys, so that all of it takes a fifth of a second. What is already there stays.
set -eu
dir=$1
umask 077
mkdir -p "$dir"
cd "$dir"
[ ! -f done ] || exit 0

authority() { # NAME COMMON-NAME
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -sha256 -days 3650 -keyout "$1.key" -out "$1.pem" \
		-subj "/O=Mail lab/CN=$2" -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' \
		-addext 'keyUsage=critical,keyCertSign,cRLSign'
}

certificate() { # NAME AUTHORITY NAMES DAYS
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -sha256 -keyout "$1.key" -out "$1.csr" \
		-subj "/O=Mail lab/CN=$1"
	printf '%s\n' 'basicConstraints=critical,CA:FALSE' 'keyUsage=critical,digitalSignature' 'extendedKeyUsage=serverAuth' \
		"subjectAltName=$3" 'subjectKeyIdentifier=hash' 'authorityKeyIdentifier=keyid' >"$1.ext"
	openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -CAcreateserial -sha256 -out "$1.pem" -extfile "$1.ext" \
		-days "$4"
}

{
	authority ca 'Lab CA'
	authority otherca 'Another CA'
	certificate server ca 'DNS:localhost,DNS:mail.lab.test,IP:127.0.0.1,IP:::1' 3650
	certificate wronghost ca 'DNS:other.lab.test' 3650
	certificate untrusted otherca 'DNS:localhost,IP:127.0.0.1' 3650
	certificate expired ca 'DNS:localhost,IP:127.0.0.1' -1
} >pki.log 2>&1 || { cat pki.log >&2; exit 1; }
rm -f ./*.csr ./*.ext ./*.srl
: >done
