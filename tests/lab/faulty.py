#!/usr/bin/env python3
"""faulty.py DIR PKI: SMTP servers that do what no real server does on demand, one a scenario, in one process.

Each scenario listens on 127.0.0.1 at a port that the kernel chooses, and, as s-SCENARIO, at another with TLS from the first byte
(those that are about STARTTLS apart). When all are open, DIR/ports is there with a line
"SCENARIO PORT" for each. What a client says is in DIR/SCENARIO.log, a line "command ..." each, and the messages
received in DIR/SCENARIO.1.eml, DIR/SCENARIO.2.eml and so on, byte for byte, the last one also in DIR/SCENARIO.eml. Ends when
its standard input does, so that it cannot outlive a test.

Recipients: one whose address holds "unknown" is refused with 550, "temp" with 451.
"""
import base64
import os
import socket
import ssl
import struct
import sys
import threading
import time

DIR, PKI = sys.argv[1:3]

# name: what differs from a good server. Keys are steps or extensions; see Session.
SCENARIOS = {
    'good': {},
    'nopipelining': {'without': ['PIPELINING']},
    'noenhanced': {'without': ['ENHANCEDSTATUSCODES']},
    'nodsn': {'without': ['DSN']},
    'no8bitmime': {'without': ['8BITMIME']},
    'chunking': {'with': ['CHUNKING']},
    'xusr': {'with': ['XUSR']},
    'onlylogin': {'mechanisms': 'LOGIN'},
    'tls13only': {'tls13': True},
    # TLS
    'nostarttls': {'starttls': None},
    'starttls454': {'STARTTLS': ['454 4.7.0 TLS not available']},
    'starttls502': {'STARTTLS': ['502 5.5.1 not here']},
    'inject': {'inject': 'with'},
    'injectearly': {'inject': 'ehlo'},
    'injectlate': {'inject': 'later'},
    'injecthalf': {'inject': 'half'},
    'dropinhandshake': {'handshake': 'drop'},
    'hanginhandshake': {'handshake': 'hang'},
    'untrusted': {'cert': 'untrusted'},
    'expired': {'cert': 'expired'},
    'wronghost': {'cert': 'wronghost'},
    # login
    'noauth': {'mechanisms': None},
    'auth535': {'AUTH': ['535 5.7.8 Error: authentication failed: bad password'], 'MAIL': ['530 5.7.0 Authentication required']},
    'auth535open': {'AUTH': ['535 5.7.8 Error: authentication failed']},
    'auth454': {'AUTH': ['454 4.7.0 Temporary authentication failure']},
    'auth421': {'AUTH': ['421 4.7.0 too many connections'], 'close': 'AUTH'},
    # replies
    'greet554': {'greeting': ['554 5.3.2 no service here'], 'close': 'greeting'},
    'greet421': {'greeting': ['421 4.3.2 too busy'], 'close': 'greeting'},
    'notsmtp': {'greeting': ['* OK IMAP ready']},
    'ehlo421': {'EHLO': ['421 4.3.2 going down'], 'close': 'EHLO'},
    'mail530': {'MAIL': ['530 5.7.0 Authentication required']},
    'mail550': {'MAIL': ['550 5.7.1 sender not allowed']},
    'mail421': {'MAIL': ['421 4.7.0 Too many messages, closing'], 'close': 'MAIL'},
    'rcpt421': {'RCPT': ['421 4.3.2 shutting down'], 'close': 'RCPT'},
    'multiline': {'RCPT': ['550-5.1.1 The email account that you tried', '550-5.1.1 does not exist', '550 5.1.1 try again']},
    'multibad': {'RCPT': ['550-5.1.1 The email account', '550 no such user']},
    'multimismatch': {'RCPT': ['550-5.1.1 The email account', '550 5.7.1 no such user']},
    'eightbit': {'RCPT': [b'550 5.1.1 utente sconosciuto: citt\xe0 \x1b[31m\x00 \xe2\x80\xae']},
    'longline': {'RCPT': ['550 5.1.1 ' + 'x' * 9000]},
    'data451': {'DATA': ['451 4.3.0 not now']},
    'data554': {'DATA': ['554 5.6.0 refused']},
    'final451': {'final': ['451 4.3.0 queue full']},
    'final554': {'final': ['554 5.7.1 looks like spam']},
    'chunking554': {'with': ['CHUNKING'], 'final': ['554 5.7.1 looks like spam']},
    # the connection breaks, or nothing comes any more
    'dropatconnect': {'drop': 'greeting'},
    'dropatehlo': {'drop': 'EHLO'},
    'dropatstarttls': {'drop': 'STARTTLS'},
    'dropatauth': {'drop': 'AUTH'},
    'dropatmail': {'drop': 'MAIL'},
    'dropatrcpt': {'drop': 'RCPT'},
    'dropatrcpt2': {'drop': 'RCPT2'},
    'dropatdata': {'drop': 'DATA'},
    'dropindata': {'drop': 'body'},
    'resetindata': {'drop': 'body', 'reset': True},
    'dropafterdot': {'drop': 'final'},
    'dropinbdat': {'with': ['CHUNKING'], 'drop': 'bdat'},
    'dropafterbdat': {'with': ['CHUNKING'], 'drop': 'final'},
    'dropatquit': {'drop': 'QUIT'},
    'hangatconnect': {'hang': 'greeting'},
    'hangatehlo': {'hang': 'EHLO'},
    'hangatauth': {'hang': 'AUTH'},
    'hangatmail': {'hang': 'MAIL'},
    'hangatrcpt': {'hang': 'RCPT'},
    'hangindata': {'hang': 'body'},
    'hangafterdot': {'hang': 'final'},
    'hangatquit': {'hang': 'QUIT'},
    'trickle': {'hang': 'trickle'},
    'garbage': {'greeting': [b'\x00\x01\x02\xff' * 1000], 'close': 'greeting'},
    # tokens
    'xoauth2': {'mechanisms': 'XOAUTH2'},
    'xoauth2old': {'mechanisms': 'PLAIN LOGIN'},
    # sessions with several messages
    'two': {'most': 2, 'MOST': ['421 4.7.0 Too many messages in this session']},
    'twosilent': {'most': 2},
}
# These begin in clear and are about nothing else.
IN_CLEAR = ('nostarttls', 'starttls454', 'starttls502', 'inject', 'injectearly', 'injectlate', 'injecthalf', 'dropatstarttls')
for scenario in [s for s in SCENARIOS if s not in IN_CLEAR]:
    SCENARIOS['s-' + scenario] = dict(SCENARIOS[scenario], implicit=True)
TOKEN = b'good-token'

# Replies that answer in advance whatever a client will ask: what an attacker on the way smuggles in.
SMUGGLED = ('250-smuggled\r\n250 AUTH PLAIN\r\n235 ok\r\n250 mail ok\r\n250 rcpt ok\r\n354 go\r\n'
            '250 2.0.0 SMUGGLED accepted\r\n221 bye\r\n').encode()


received = dict.fromkeys(SCENARIOS, 0)
lock = threading.Lock()


class Gone(Exception):
    pass


class Session:
    def __init__(self, name, sock):
        self.name, self.how, self.sock, self.tls, self.rcpts = name, SCENARIOS[name], sock, False, 0
        self.messages = 0
        self.file = sock.makefile('rb')

    def log(self, line):
        with open(f'{DIR}/{self.name}.log', 'a', encoding='latin1') as f:
            f.write(line + '\n')

    def send(self, *lines):
        self.sock.sendall(b''.join((l if isinstance(l, bytes) else l.encode()) + b'\r\n' for l in lines))

    def line(self):
        line = self.file.readline()
        if not line:
            self.log('eof')
            raise Gone
        return line

    def at(self, step):
        """The place where a scenario breaks off, or stops answering."""
        if self.how.get('drop') == step:
            if self.how.get('reset'):
                self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
            raise Gone
        if self.how.get('hang') == step:
            time.sleep(60)
            raise Gone

    def answer(self, step, *good):
        self.at(step)
        self.send(*self.how.get(step, good))
        if self.how.get('close') == step:
            raise Gone

    def start_tls(self):
        handshake = self.how.get('handshake')
        if handshake == 'drop':
            self.sock.recv(1)
            raise Gone
        if handshake == 'hang':
            time.sleep(60)
            raise Gone
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        cert = self.how.get('cert', 'server')
        context.load_cert_chain(f'{PKI}/{cert}.pem', f'{PKI}/{cert}.key')
        context.sni_callback = lambda sock, name, ctx: self.log(f'sni {name}')
        if self.how.get('tls13'):
            context.minimum_version = ssl.TLSVersion.TLSv1_3
        self.sock = context.wrap_socket(self.sock, server_side=True)
        self.file = self.sock.makefile('rb')
        self.tls = True
        self.log(f'tls {self.sock.version()}')

    def ehlo(self):
        words = ['faulty', 'PIPELINING', 'SIZE 30000000', '8BITMIME', 'DSN', 'ENHANCEDSTATUSCODES'] + self.how.get('with', [])
        words = [w for w in words if w not in self.how.get('without', [])]
        if not self.tls and self.how.get('starttls', True):
            words.append('STARTTLS')
        if self.tls and self.how.get('mechanisms', True):
            words.append('AUTH ' + self.how.get('mechanisms', 'PLAIN LOGIN'))
        lines = ['250-' + w for w in words[:-1]] + ['250 ' + words[-1]]
        if self.how.get('inject') == 'ehlo' and not self.tls:
            lines += ['220 go', SMUGGLED[:-2]]
        self.answer('EHLO', *lines)

    def starttls(self):
        inject = self.how.get('inject')
        if inject == 'with':
            self.sock.sendall(b'220 go\r\n' + SMUGGLED)
        elif inject == 'half':
            self.sock.sendall(b'220 go\r\n2')
        elif inject == 'later':
            self.send('220 go')
            time.sleep(0.1)
            self.sock.sendall(SMUGGLED)
        elif inject != 'ehlo':
            self.answer('STARTTLS', '220 2.0.0 go')
            if 'STARTTLS' in self.how:
                return
        self.start_tls()

    def token(self, words):
        """RFC 7628's older sister: user, ^A, auth=Bearer TOKEN, ^A ^A; what is wrong comes as JSON in a challenge."""
        if len(words) < 3:
            self.send('334 ')
            words.append(self.line().strip())
        if b'auth=Bearer ' + TOKEN + b'\x01' in base64.b64decode(words[2]):
            self.answer('AUTH', '235 2.7.0 Accepted')
            return
        self.send(b'334 ' + base64.b64encode(b'{"status":"400","schemes":"Bearer","scope":"https://mail.example/"}'))
        self.line()
        self.send('535 5.7.8 Username and Password not accepted')

    def auth(self, words):
        if words[1].upper() == b'XOAUTH2':
            self.token(words)
            return
        if words[1].upper() == b'LOGIN':
            for prompt in ('334 VXNlcm5hbWU6', '334 UGFzc3dvcmQ6'):
                self.send(prompt)
                self.line()
        elif len(words) < 3:
            self.send('334 ')
            self.line()
        self.answer('AUTH', '235 2.7.0 Authentication successful')

    def rcpt(self, line):
        self.rcpts += 1
        if self.rcpts == 2:
            self.at('RCPT2')
        if b'unknown' in line:
            self.send('550 5.1.1 <unknown>: Recipient address rejected: User unknown')
        elif b'temp' in line:
            self.send('451 4.7.1 greylisted')
        else:
            self.answer('RCPT', '250 2.1.5 Ok')

    def keep(self, body):
        with lock:
            received[self.name] += 1
            for name in (self.name, f'{self.name}.{received[self.name]}'):
                with open(f'{DIR}/{name}.eml', 'wb') as f:
                    f.write(body)
            self.log('message')

    def data(self):
        self.at('DATA')
        if 'DATA' in self.how:
            self.send(*self.how['DATA'])
            return
        self.send('354 End data with <CR><LF>.<CR><LF>')
        if self.how.get('drop') == 'body':
            self.file.read(10)
        self.at('body')
        lines = []
        while True:
            line = self.line()
            if line == b'.\r\n':
                break
            lines.append(line[1:] if line.startswith(b'.') else line)
        self.finish(b''.join(lines))

    def finish(self, body):
        self.messages += 1
        if body:
            self.keep(body)
        if self.how.get('hang') == 'trickle':
            for byte in b'250-2.0.0 wait ' * 100:
                self.sock.sendall(bytes([byte]))
                time.sleep(0.2)
        self.answer('final', '250 2.0.0 Ok: queued as FAULTY123')

    def bdat(self, words, body):
        if self.how.get('drop') == 'bdat':
            self.file.read(10)
        self.at('bdat')
        size = int(words[1])
        part = self.file.read(size)
        if len(words) > 2:
            self.finish(body + part)
            return b''
        self.send(f'250 2.0.0 {size} octets')
        return body + part

    def serve(self):
        if self.how.get('implicit'):
            self.start_tls()
        self.at('greeting')
        self.answer('greeting', '220 faulty ESMTP')
        body = b''
        while True:
            line = self.line()
            words = line.split()
            verb = words[0].upper().decode('latin1') if words else ''
            self.log('command ' + (verb if verb == 'AUTH' else line.strip().decode('latin1')))
            if verb == 'EHLO':
                self.ehlo()
            elif verb == 'STARTTLS':
                self.at('STARTTLS')
                self.starttls()
            elif verb == 'AUTH':
                self.auth(words)
            elif verb == 'MAIL':
                if self.messages == self.how.get('most'):
                    self.send(*self.how.get('MOST', []))
                    raise Gone
                self.answer('MAIL', '250 2.1.0 Ok')
            elif verb == 'RCPT':
                self.rcpt(line)
            elif verb == 'DATA':
                self.data()
            elif verb == 'BDAT':
                body = self.bdat(words, body)
            elif verb == 'QUIT':
                self.answer('QUIT', '221 2.0.0 Bye')
                return
            else:
                self.send('250 2.0.0 Ok')

    def run(self):
        try:
            self.serve()
        except (Gone, OSError, ssl.SSLError, ValueError):
            pass
        finally:
            self.file.close()
            self.sock.close()
            self.log('closed')


def listen(name, listener):
    while True:
        sock, _ = listener.accept()
        threading.Thread(target=Session(name, sock).run, daemon=True).start()


def main():
    lines = []
    for name in SCENARIOS:
        listener = socket.socket()
        listener.bind(('127.0.0.1', 0))
        listener.listen(10)
        lines.append(f'{name} {listener.getsockname()[1]}\n')
        threading.Thread(target=listen, args=(name, listener), daemon=True).start()
    with open(f'{DIR}/ports.tmp', 'w', encoding='ascii') as f:
        f.writelines(lines)
    os.rename(f'{DIR}/ports.tmp', f'{DIR}/ports')
    sys.stdin.read()


main()
