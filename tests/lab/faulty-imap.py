#!/usr/bin/env python3
"""faulty-imap.py DIR PKI: IMAP servers that do what no real server does on demand, one a scenario, in one process.

Each scenario listens on 127.0.0.1 at a port that the kernel chooses, with TLS from the first byte unless its row says otherwise. When
all are open, DIR/ports is there with a line "SCENARIO PORT" for each. What a client says is in DIR/SCENARIO.log, a line "command ..."
each, and "bytes N" when a session ends: what was sent to it after the login. Mail is in DIR/box/SCENARIO, else in DIR/box/default: a
file UID.eml a message, received when it was last changed; DIR/box/SCENARIO.validity holds its UIDVALIDITY (7). The user is alice, the
password secret, the token of XOAUTH2 secret too. Ends when its standard input does, so that it cannot outlive a test.
"""
import base64
import os
import re
import socket
import ssl
import sys
import threading
import time

DIR, PKI = sys.argv[1:3]
HUGE = b'4294967296'

# name: what differs from a good server; see Session.
SCENARIOS = {
    'good': {},
    'other': {},
    'third': {},
    'plain': {'tls': None, 'capability': 'IMAP4rev1'},
    'starttls': {'tls': 'starttls'},
    'nostarttls': {'tls': None, 'capability': 'IMAP4rev1'},
    'injected': {'tls': 'starttls', 'inject': True},
    'onlyxoauth2': {'capability': 'IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2 SASL-IR'},
    # connection and login
    'untrusted': {'cert': 'untrusted'},
    'expired': {'cert': 'expired'},
    'wronghost': {'cert': 'wronghost'},
    'refused': {'login': 'NO [AUTHENTICATIONFAILED] Authentication failed.'},
    'unavailable': {'login': 'NO [UNAVAILABLE] Temporary authentication failure.'},
    'nologin': {'capability': 'IMAP4rev1 LOGINDISABLED'},
    'busy': {'greeting': '* BYE too many connections'},
    'http': {'greeting': 'HTTP/1.1 400 Bad Request'},
    'mute': {'greeting': None},
    'gone': {'greeting': ''},
    # opening
    'nofolder': {'examine': 'NO [NONEXISTENT] Mailbox does not exist'},
    'novalidity': {'without': 'UIDVALIDITY'},
    'nouidnext': {'without': 'UIDNEXT'},
    'deaf': {'silent': 'EXAMINE'},
    'byeatexamine': {'bye': 'EXAMINE'},
    # reading
    'endlesssearch': {'flood': 'SEARCH', 'with': b'123456 '},
    'endlessline': {'flood': 'EXAMINE', 'with': b'x'},
    'endlesslines': {'flood': 'FETCH', 'with': b'* 1 EXISTS\r\n'},
    'badsearch': {'search': '* SEARCH 1 2 pippo'},
    'garbage': {'say': {'FETCH': b'\x00\xff\xfe nothing\r\n\r\n'}},
    'hugeliteral': {'say': {'FETCH': b'* 1 FETCH (UID 1 BODY[] {' + HUGE + b'}\r\n'}},
    'biglie': {'size': 10},
    'shortliteral': {'cut': True},
    'chatty': {'chatty': True},
    'nil': {'nil': True},
    'pushy': {'pushy': True},
    'backwards': {'backwards': True},
    'quoted': {'quoted': True},
    'dropatfetch': {'drop': 'FETCH'},
    'byeatfetch': {'bye': 'FETCH'},
    'muteatfetch': {'silent': 'FETCH'},
    'nofetch': {'fetch': 'NO [SERVERBUG] cannot read'},
    'dropatlogout': {'drop': 'LOGOUT'},
    'changing': {'changing': True},
    # each session is of the scenario that DIR/moody.mode names
    'moody': {},
}


def context(name):
    c = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    c.load_cert_chain(f'{PKI}/{name}.pem', f'{PKI}/{name}.key')
    return c


class Gone(Exception):
    pass


class Session:
    count = 0

    def __init__(self, name, how, sock):
        self.name, self.how, self.sock = name, how, sock
        self.sent = 0
        self.buffer = b''

    def log(self, line):
        with open(f'{DIR}/{self.name}.log', 'a') as f:
            f.write(line + '\n')

    def say(self, line):
        data = line if isinstance(line, bytes) else (line + '\r\n').encode()
        self.sock.sendall(data)
        self.sent += len(data)

    def line(self):
        while b'\n' not in self.buffer:
            data = self.sock.recv(65536)
            if not data:
                raise Gone
            self.buffer += data
        line, self.buffer = self.buffer.split(b'\n', 1)
        return line.decode('latin-1').rstrip('\r')

    # --- mail ---

    def folder(self):
        own = f'{DIR}/box/{self.name}'
        return own if os.path.isdir(own) else f'{DIR}/box/default'

    def uids(self):
        try:
            return sorted(int(f[:-4]) for f in os.listdir(self.folder()) if f.endswith('.eml'))
        except FileNotFoundError:
            return []

    def message(self, uid):
        with open(f'{self.folder()}/{uid}.eml', 'rb') as f:
            return f.read()

    def validity(self):
        if self.how.get('changing'):
            Session.count += 1
            return 100 + Session.count
        try:
            with open(f'{DIR}/box/{self.name}.validity') as f:
                return int(f.read())
        except FileNotFoundError:
            return 7

    # --- commands ---

    def upset(self, verb):
        """What this scenario does in the place of an answer."""
        how = self.how
        if how.get('drop') == verb:
            raise Gone
        if how.get('silent') == verb:
            time.sleep(60)
            raise Gone
        if how.get('bye') == verb:
            self.say('* BYE [UNAVAILABLE] going down for maintenance')
            raise Gone
        if how.get('flood') == verb:
            self.say('* SEARCH ' .encode() if verb == 'SEARCH' else b'')
            for _ in range(40000):
                self.say(how['with'] * (65536 // len(how['with'])))
            raise Gone
        if verb in how.get('say', {}):
            self.say(how['say'][verb])

    def examine(self, tag):
        self.upset('EXAMINE')
        if 'examine' in self.how:
            return self.say(f'{tag} {self.how["examine"]}')
        uids = self.uids()
        self.say('* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)')
        self.say('* OK [ALERT] the disk is nearly full {12}')
        self.say(f'* {len(uids)} EXISTS')
        if self.how.get('without') != 'UIDVALIDITY':
            self.say(f'* OK [UIDVALIDITY {self.validity()}] UIDs valid')
        if self.how.get('without') != 'UIDNEXT':
            self.say(f'* OK [UIDNEXT {(uids or [0])[-1] + 1}] Predicted next UID')
        return self.say(f'{tag} OK [READ-ONLY] done')

    def search(self, tag, what):
        self.upset('SEARCH')
        uids = self.uids()
        if 'search' in self.how:
            self.say(self.how['search'])
        elif what.startswith('SINCE '):
            day = time.mktime(time.strptime(what[6:], '%d-%b-%Y'))
            found = [u for u in uids if os.stat(f'{self.folder()}/{u}.eml').st_mtime >= day]
            self.say('* SEARCH ' + ' '.join(map(str, found)))
        else:
            first = what[4:].split(':')[0]
            first = (uids or [0])[-1] if first == '*' else int(first)
            found = [u for u in uids if u >= first] or uids[-1:]
            self.say('* SEARCH ' + ' '.join(map(str, reversed(found))))
        self.say(f'{tag} OK done')

    def literal(self, data):
        if self.how.get('quoted') and b'\n' not in data:
            return b'"' + data.replace(b'\\', b'\\\\').replace(b'"', b'\\"') + b'"'
        return b'{%d}\r\n%s' % (len(data), data)

    def fields(self, data, names):
        head = re.split(rb'\r?\n\r?\n', data, 1)[0]
        out, keep = [], False
        for line in head.splitlines(True):
            if line[:1] not in b' \t':
                keep = line.split(b':')[0].strip().upper().decode('latin-1') in names
            if keep:
                out.append(line)
        return b''.join(out) + b'\r\n'

    def fetch(self, tag, wanted, items):
        self.upset('FETCH')
        if 'fetch' in self.how:
            return self.say(f'{tag} {self.how["fetch"]}')
        first, last = (wanted.split(':') * 2)[:2]
        uids = self.uids()
        for uid in [u for u in uids if int(first) <= u <= int(last)]:
            data = self.message(uid)
            names = re.search(r'HEADER\.FIELDS \(([^)]*)\)', items)
            if self.how.get('chatty'):
                self.say('* 1 EXPUNGE\r\n* 99 EXISTS\r\n* 1 FETCH (FLAGS (\\Seen))\r\n* OK [ALERT] {99}\r\n* 2 FETCH (UID 77 FLAGS ())'.encode() + b'\r\n')
            if self.how.get('pushy'):
                for other in uids:
                    self.say(b'* %d FETCH (UID %d BODY[] %s)\r\n' % (other, other, self.literal(self.message(other))))
            part = self.fields(data, names.group(1).upper().split()) if names else data
            if self.how.get('nil'):
                self.say(b'* %d FETCH (UID %d BODY[] NIL)\r\n' % (uid, uid))
                continue
            if self.how.get('cut') and not names:
                self.say(b'* %d FETCH (UID %d BODY[] {%d}\r\n%s' % (uid, uid, len(part), part[:20]))
                raise Gone
            section = b'BODY[HEADER.FIELDS ("FROM" {4}\r\nDATE)]' if names and self.how.get('chatty') else b'BODY[HEADER.FIELDS (FROM)]' if names else b'BODY[]'
            size = self.how.get('size', len(data))
            date = time.strftime('%d-%b-%Y %H:%M:%S +0000', time.gmtime(os.stat(f'{self.folder()}/{uid}.eml').st_mtime))
            rest = b'RFC822.SIZE %d INTERNALDATE "%s"' % (size, date.encode())
            if self.how.get('backwards'):
                self.say(b'* %d FETCH (%s %s %s UID %d)\r\n' % (uid, section, self.literal(part), rest, uid))
            else:
                self.say(b'* %d FETCH (UID %d %s %s %s)\r\n' % (uid, uid, rest, section, self.literal(part)))
        return self.say(f'{tag} OK done')

    # --- connection ---

    def protect(self):
        self.sock = context(self.how.get('cert', 'server')).wrap_socket(self.sock, server_side=True)

    def command(self, tag, verb, rest):
        capability = self.how.get('capability', 'IMAP4rev1 AUTH=PLAIN AUTH=LOGIN SASL-IR')
        if verb == 'CAPABILITY':
            starttls = self.how.get('tls') == 'starttls' and not isinstance(self.sock, ssl.SSLSocket)
            self.say(f'* CAPABILITY {capability}{" STARTTLS" if starttls else ""}')
            self.say(f'{tag} OK done')
        elif verb == 'STARTTLS':
            self.say(f'{tag} OK go'.encode() + b'\r\n' + (b'* PREAUTH injected\r\nA003 OK injected\r\n' if self.how.get('inject') else b''))
            self.protect()
        elif verb in ('LOGIN', 'AUTHENTICATE'):
            self.login(tag, verb, rest)
        elif verb == 'EXAMINE':
            self.examine(tag)
        elif verb == 'LOGOUT':
            self.upset('LOGOUT')
            self.say('* BYE bye')
            self.say(f'{tag} OK done')
            raise Gone
        elif verb == 'UID':
            sub, rest = rest.split(' ', 1)
            if sub.upper() == 'SEARCH':
                self.search(tag, rest)
            else:
                self.fetch(tag, *rest.split(' ', 1))
        else:
            self.say(f'{tag} BAD unknown')

    def login(self, tag, verb, rest):
        ok = {'PLAIN': b'\0alice\0secret', 'XOAUTH2': b'user=alice\x01auth=Bearer secret\x01\x01'}
        if 'login' in self.how:
            return self.say(f'{tag} {self.how["login"]}')
        if verb == 'LOGIN':
            good = rest.replace('"', '') == 'alice secret'
        else:
            mechanism, *initial = rest.split(' ')
            if not initial:
                self.say('+ ')
                initial = [self.line()]
            good = base64.b64decode(initial[0]) == ok.get(mechanism.upper())
        self.say(f'{tag} OK in' if good else f'{tag} NO [AUTHENTICATIONFAILED] no')
        self.sent = 0
        return None

    def run(self):
        if self.how.get('tls', 'implicit') == 'implicit':
            self.protect()
        greeting = self.how.get('greeting', '* OK ready')
        if greeting is None:
            time.sleep(60)
        if not greeting:
            raise Gone
        self.say(greeting)
        if not greeting.startswith('* OK'):
            raise Gone
        while True:
            tag, verb, *rest = self.line().split(' ', 2)
            verb = verb.upper()
            rest = rest[0] if rest else ''
            self.log(f'command {verb}' if verb in ('LOGIN', 'AUTHENTICATE') else f'command {verb} {rest}'.rstrip())
            self.command(tag, verb, rest)


def serve(name, how, listener):
    while True:
        sock, _ = listener.accept()

        def one(sock=sock):
            mood = how
            if name == 'moody':
                with open(f'{DIR}/moody.mode') as f:
                    mood = SCENARIOS[f.read().strip()]
            session = Session(name, mood, sock)
            try:
                session.run()
            except (Gone, OSError, ssl.SSLError, ValueError):
                pass
            finally:
                session.log(f'bytes {session.sent}')
                try:
                    session.sock.close()
                except OSError:
                    pass

        threading.Thread(target=one, daemon=True).start()


def main():
    ports = []
    for name, how in SCENARIOS.items():
        listener = socket.socket()
        listener.bind(('127.0.0.1', 0))
        listener.listen(20)
        ports.append(f'{name} {listener.getsockname()[1]}\n')
        threading.Thread(target=serve, args=(name, how, listener), daemon=True).start()
    with open(f'{DIR}/ports.new', 'w') as f:
        f.writelines(ports)
    os.rename(f'{DIR}/ports.new', f'{DIR}/ports')
    sys.stdin.read()


main()
