#!/usr/bin/env python3
"""A PEC provider of one's own: signs every kind of receipt, notice and envelope with its own authority.

	pec.py pki DIR                       makes the authorities and certificates below DIR; what is there stays
	pec.py make KIND --pki DIR [...]     writes one signed message to standard output, in CRLF lines

KIND is one of: accepted not-accepted not-accepted-virus taken delivered delivered-brief delivered-concise not-delivered
not-delivered-virus warning-12 warning-24 virus envelope anomaly.

The message that it is about comes from --sent FILE (as it was submitted), or from --id, --from, --to and --subject. Further options:

	--at 2026-11-23T10:15:31+01:00       the provider's clock (now)
	--recipient ADDRESS                  which recipient it concerns (the first)
	--external ADDRESS                   this recipient has no PEC mailbox; may be repeated
	--error CODE, --error-text TEXT      errore, errore-esteso
	--provider-id ID                     identificativo; made from the message's own id otherwise, the same each time
	--signer NAME                        who signs: see CERTIFICATES below; `none` leaves the signature out
	--letter FILE                        for envelope and anomaly: the message inside

The sender's provider is posta-certificata@pec.example, the recipient's posta-certificata@altrapec.example. DIR/ca.pem is the one
authority to trust. Other programs may import this file: pki(), Sent, receipt() and sign() are what it is made of.

Standard library and the program openssl only. All certificates last from 2020 to 2049, whatever the machine's clock says, but for the
ones whose name says otherwise.
"""
import argparse
import base64
import datetime
import email
import email.policy
import email.utils
import hashlib
import os
import subprocess
import sys
from xml.sax.saxutils import escape, quoteattr

SENDER_PROVIDER = "posta-certificata@pec.example"
RECIPIENT_PROVIDER = "posta-certificata@altrapec.example"

# name: authority, subjectAltName, extendedKeyUsage, first day, last day
CERTIFICATES = {
    "provider": ("ca", "email:" + SENDER_PROVIDER, "emailProtection", "200101", "491231"),
    # By an authority in between, which may certify its own domain only.
    "recipient": ("sub", "email:" + RECIPIENT_PROVIDER, "emailProtection", "200101", "491231"),
    "constrained": ("sub", "email:" + SENDER_PROVIDER, "emailProtection", "200101", "491231"),
    "expired": ("ca", "email:" + SENDER_PROVIDER, "emailProtection", "200101", "221231"),
    "future": ("ca", "email:" + SENDER_PROVIDER, "emailProtection", "480101", "491231"),
    "other": ("otherca", "email:" + SENDER_PROVIDER, "emailProtection", "200101", "491231"),
    "somebody": ("ca", "email:mario.bianchi@pec.example", "emailProtection", "200101", "491231"),
    # By an authority with the key identifier of AgID's: what stands in for the real one where no authority is configured.
    "certified": ("agid", "email:" + SENDER_PROVIDER, "emailProtection", "200101", "491231"),
    # RSA, because MD5 goes with nothing newer.
    "old": ("ca", "email:" + SENDER_PROVIDER, "emailProtection", "200101", "491231"),
    "server": ("ca", "email:" + SENDER_PROVIDER, "serverAuth", "200101", "491231"),
}

# name: who certifies it, its key identifier, more extensions
AUTHORITIES = {
    "ca": ("ca", "hash", ""), "otherca": ("otherca", "hash", ""),
    "sub": ("ca", "hash", "nameConstraints=permitted;email:altrapec.example\n"),
    "agid": ("ca", "A5FD85050EC3F1D6654A206CE2DB4D60932B8AA0", ""),
}


def run(*words, **options):
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, **options)
    if done.returncode:
        raise SystemExit("%s: %s" % (" ".join(words[:3]), done.stderr.decode(errors="replace")))
    return done.stdout


def certify(folder, name, authority, extensions, first, last):
    """One certificate with these dates, which `openssl req` and `openssl x509` cannot set."""
    at = lambda suffix: os.path.join(folder, name + suffix)
    with open(at(".cnf"), "w", encoding="ascii") as f:
        f.write("[ca]\ndefault_ca=here\n[here]\ndatabase=%s\nrand_serial=yes\nnew_certs_dir=%s\ndefault_md=sha256\npolicy=any\n"
                "unique_subject=no\ncopy_extensions=none\n[any]\ncommonName=supplied\norganizationName=optional\n[ext]\n%s"
                % (at(".db"), folder, extensions))
    open(at(".db"), "w", encoding="ascii").close()
    key = ["rsa:2048"] if name == "old" else ["ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    run("openssl", "req", "-new", "-newkey", *key, "-nodes", "-keyout", at(".key"), "-out",
        at(".csr"), "-subj", "/O=TEST ONLY PEC/CN=" + name)
    signing = ["-selfsign", "-keyfile", at(".key")] if name == authority else [
        "-cert", os.path.join(folder, authority + ".pem"), "-keyfile", os.path.join(folder, authority + ".key")]
    run("openssl", "ca", "-batch", "-notext", "-config", at(".cnf"), "-extensions", "ext", "-startdate", "20%s000000Z" % first,
        "-enddate", "20%s235959Z" % last, "-in", at(".csr"), "-out", at(".pem"), *signing)
    for suffix in (".cnf", ".csr", ".db", ".db.attr", ".db.old", ".db.attr.old"):
        if os.path.exists(at(suffix)):
            os.remove(at(suffix))


def pki(folder):
    os.makedirs(folder, mode=0o700, exist_ok=True)
    if os.path.exists(os.path.join(folder, "done")):
        return
    for name, (authority, key_id, more) in AUTHORITIES.items():
        certify(folder, name, authority, "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"
                "subjectKeyIdentifier=%s\n%s" % (key_id, more), "200101", "491231")
    for name, (authority, names, usage, first, last) in CERTIFICATES.items():
        certify(folder, name, authority, "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n"
                "extendedKeyUsage=%s\nsubjectAltName=%s\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n" % (usage, names),
                first, last)
    for name in os.listdir(folder):
        if name.endswith(".pem") and len(name) > 30:  # the copies that `openssl ca` keeps by serial
            os.remove(os.path.join(folder, name))
    open(os.path.join(folder, "done"), "w", encoding="ascii").close()


def crlf(text):
    if isinstance(text, str):
        text = text.encode("utf-8")
    return text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def cms(folder, signers, content, digest="sha256"):
    """A detached signature over exactly these bytes, in DER."""
    words = ["openssl", "cms", "-sign", "-binary", "-outform", "DER", "-md", digest]
    for signer in signers:
        words += ["-signer", os.path.join(folder, signer + ".pem"), "-inkey", os.path.join(folder, signer + ".key")]
    extra = [CERTIFICATES[s][0] for s in signers if CERTIFICATES[s][0] in ("sub", "agid")]
    for authority in extra[:1]:
        words += ["-certfile", os.path.join(folder, authority + ".pem")]
    return run(*words, input=content)


def in_lines(data, size=64):
    text = base64.b64encode(data).decode("ascii")
    return "\r\n".join(text[i:i + size] for i in range(0, len(text), size))


def signed(header, content, p7s, boundary="----=_sig_5F0C0DE1",
           protocol="application/pkcs7-signature", preamble="", epilogue="",
           between=b"", type_first=False):
    """The whole message: header (lines), the signed entity as it is, the signature as a part."""
    content_type = 'Content-Type: multipart/signed; protocol="%s"; micalg="sha-256";\n boundary="%s"\nMIME-Version: 1.0\n' % (protocol, boundary)
    top = crlf(content_type + header if type_first else header + content_type) + b"\r\n" + crlf(preamble)
    mark = b"--" + boundary.encode("ascii")
    return (top + mark + b"\r\n" + content + b"\r\n" + between + mark + b"\r\n" +
            crlf('Content-Type: %s; name="smime.p7s"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment;\n'
                 ' filename="smime.p7s"\n\n' % protocol) + in_lines(p7s).encode("ascii") + b"\r\n" + mark + b"--\r\n" + crlf(epilogue))


class Sent:
    """What was handed in: the bytes, and what the provider reads of them."""

    def __init__(self, data=None, mid=None, sender=None, to=None, subject=None):
        self.data = crlf(data) if data else None
        if data:
            message = email.message_from_bytes(self.data, policy=email.policy.default)
            mid = mid or str(message["Message-ID"]).strip()
            sender = sender or email.utils.parseaddr(str(message["From"]))[1]
            to = to or [a for _, a in email.utils.getaddresses([str(x) for x in message.get_all("To", [])])]
            subject = subject if subject is not None else str(message["Subject"])
        self.mid, self.sender, self.to, self.subject = mid, sender, to, subject or ""
        if self.data is None:
            self.data = crlf("From: %s\nTo: %s\nSubject: %s\nMessage-ID: %s\nDate: Mon, 23 Nov 2026 10:15:00 +0100\n\nTesto.\n" % (
                sender, ", ".join(to), self.subject, mid))
        self.provider_id = "opec9.%s@pec.example" % hashlib.sha256(self.mid.encode()).hexdigest()[:24]


# kind: header's value, daticert's tipo, errore, provider, subject, text, has the recipient, ricevuta, encloses the original
KINDS = {
    "accepted": ("accettazione", "nessuno", "provider", "ACCETTAZIONE: ", "è stato accettato dal sistema", False, None),
    "not-accepted": ("non-accettazione", "altro", "provider", "AVVISO DI NON ACCETTAZIONE: ", "non è stato accettato", False, None),
    "not-accepted-virus": ("non-accettazione", "virus", "provider", "AVVISO DI NON ACCETTAZIONE PER VIRUS: ", "contiene un virus", False, None),
    "taken": ("presa-in-carico", "nessuno", "recipient", "PRESA IN CARICO: ", "è stato preso in carico", False, None),
    "delivered": ("avvenuta-consegna", "nessuno", "recipient", "CONSEGNA: ", "è stato consegnato", True, "completa"),
    "delivered-brief": ("avvenuta-consegna", "nessuno", "recipient", "CONSEGNA: ", "è stato consegnato", True, "breve"),
    "delivered-concise": ("avvenuta-consegna", "nessuno", "recipient", "CONSEGNA: ", "è stato consegnato", True, "sintetica"),
    "not-delivered": ("errore-consegna", "no-dest", "recipient", "AVVISO DI MANCATA CONSEGNA: ", "non è stato consegnato", True, None),
    "not-delivered-virus": ("errore-consegna", "virus", "recipient", "AVVISO DI MANCATA CONSEGNA PER VIRUS: ", "contiene un virus", True, None),
    "warning-12": ("preavviso-errore-consegna", "altro", "provider", "AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO: ",
                   "non è stato consegnato nelle prime dodici ore", True, None),
    "warning-24": ("preavviso-errore-consegna", "altro", "provider", "AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO: ",
                   "non è stato consegnato nelle ventiquattro ore", True, None),
    "virus": ("rilevazione-virus", "virus", "recipient", "PROBLEMA DI SICUREZZA: ", "contiene un virus", True, None),
    "envelope": ("posta-certificata", "nessuno", "recipient", "POSTA CERTIFICATA: ", "è stato inviato", False, "completa"),
    "anomaly": ("errore", None, "provider", "ANOMALIA MESSAGGIO: ", "non è di posta certificata", False, None),
}
ERROR_TEXTS = {
    "not-accepted": "mittente busta diverso da From", "not-accepted-virus": "Eicar-Test-Signature", "virus": "Eicar-Test-Signature",
    "not-delivered": "5.1.1 - Altra PEC S.r.l. - indirizzo non valido", "not-delivered-virus": "Eicar-Test-Signature",
    "warning-12": "il messaggio non e' stato consegnato nelle prime dodici ore",
    "warning-24": "il messaggio non e' stato consegnato nelle ventiquattro ore",
}


def daticert(kind, sent, at, recipient, external=(), error=None, error_text=None, cdata=False, encoding="UTF-8", provider_id=None,
             brackets=True, msgid=True, zone=None, clock=None, day=None):
    value, default_error, who, _, _, concerns, extent = KINDS[kind]
    text = (lambda s: "<![CDATA[%s]]>" % s) if cdata else escape
    error_text = ERROR_TEXTS.get(kind) if error_text is None else error_text
    out = ['<?xml version="1.0" encoding="%s"?>\n' % encoding]
    out.append('<postacert tipo="%s" errore=%s><intestazione>' % (value, quoteattr(error or default_error)))
    out.append("<mittente>%s</mittente>" % text(sent.sender))
    for address in sent.to:
        out.append('<destinatari tipo="%s">%s</destinatari>' % ("esterno" if address in external else "certificato", text(address)))
    out.append("<risposte>%s</risposte><oggetto>%s</oggetto></intestazione><dati>" % (text(sent.sender), text(sent.subject)))
    out.append("<gestore-emittente>%s</gestore-emittente>" % text("Esempio PEC S.p.A." if who == "provider" else "Altra PEC S.r.l."))
    out.append('<data zona="%s"><giorno>%s</giorno><ora>%s</ora></data>' % (
        zone or at.strftime("%z"), day or at.strftime("%d/%m/%Y"), clock or at.strftime("%H:%M:%S")))
    out.append("<identificativo>%s</identificativo>" % text(provider_id or sent.provider_id))
    if msgid:
        out.append("<msgid>%s</msgid>" % text(sent.mid if brackets else sent.mid.strip("<>")))
    if extent:
        out.append('<ricevuta tipo="%s"/>' % extent)
    if concerns:
        out.append("<consegna>%s</consegna>" % text(recipient))
    if kind == "taken":
        out.append("<ricezione>%s</ricezione>" % text(recipient))
    if error_text:
        out.append("<errore-esteso>%s</errore-esteso>" % text(error_text))
    return "".join(out + ["</dati></postacert>\n"]).encode(encoding)


def enclosed(kind, sent, provider_id):
    """postacert.eml: the provider's id in place of the sender's, and a field more."""
    head, _, body = sent.data.partition(b"\r\n\r\n")
    lines = [l for l in head.split(b"\r\n") if not l.lower().startswith((b"message-id:", b"x-riferimento-message-id:"))]
    lines += [b"Message-ID: <" + provider_id.encode() + b">", b"X-Riferimento-Message-ID: " + sent.mid.encode()]
    if kind == "delivered-brief":
        body = hashlib.sha1(body).hexdigest().encode() + b"\r\n"
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def entity(kind, sent, at, xml, original=None, boundary="----------=_1795000000-77-1", xml_encoding="base64", xml_header=None,
           original_encoding="7bit", extra=b"", epilogue=b"", final=b"", bilingual=False):
    """What gets signed: text, daticert.xml, and what is enclosed."""
    mark = b"--" + boundary.encode("ascii")
    words = "Il giorno %s alle ore %s (%s) il messaggio \"%s\" proveniente da \"%s\" %s.\n" % (
        at.strftime("%d/%m/%Y"), at.strftime("%H:%M:%S"), at.strftime("%z"), sent.subject, sent.sender, KINDS[kind][4])
    if bilingual:
        words += "\nThe message was processed on %s.\n" % at.strftime("%d/%m/%Y")
    parts = [crlf("Content-Type: text/plain; charset=\"iso-8859-1\"\nContent-Transfer-Encoding: quoted-printable\n\n") +
             quote(words.encode("iso-8859-1", errors="replace"))]
    if xml is not None:
        parts.append(crlf(xml_header or 'Content-Type: application/xml; name="daticert.xml"\nContent-Disposition: inline; filename="daticert.xml"\n') +
                     encoded(xml, xml_encoding))
    if original is not None:
        parts.append(crlf('Content-Type: message/rfc822; name="postacert.eml"\nContent-Disposition: attachment; filename="postacert.eml"\n') +
                     encoded(original, original_encoding))
    body = b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + extra
    return (crlf('Content-Type: multipart/mixed; boundary="%s"\nContent-Transfer-Encoding: binary\nMIME-Version: 1.0\n\n' % boundary) +
            body + mark + b"--" + epilogue + final)


def quote(data):
    import quopri
    return crlf(quopri.encodestring(data)).rstrip(b"\r\n") + b"\r\n"


def encoded(data, encoding):
    head = b"Content-Transfer-Encoding: " + encoding.encode() + b"\r\n\r\n"
    if encoding == "base64":
        return head + in_lines(data).encode() + b"\r\n"
    if encoding == "quoted-printable":
        return head + quote(data)
    return head + data


def header(kind, sent, at, date=None, reference=None, upper=False, folded=False, value=None):
    name, _, who, prefix, _, _, _ = KINDS[kind]
    provider = SENDER_PROVIDER if who == "provider" else RECIPIENT_PROVIDER
    envelope = kind in ("envelope", "anomaly")
    lines = ["X-Trasporto" if envelope else "X-Ricevuta"]
    fields = [(lines[0], value or name)]
    if kind in ("envelope", "anomaly"):
        fields += [("From", '"Per conto di: %s" <%s>' % (sent.sender, provider)), ("Reply-To", sent.sender), ("To", ", ".join(sent.to))]
    else:
        fields += [("From", provider), ("To", "servizio@pec.example" if kind in ("taken", "virus") else sent.sender)]
    if kind == "virus":
        fields.append(("X-Mittente", sent.sender))
    if kind.endswith("-virus"):
        fields.append(("X-VerificaSicurezza", "errore"))
    fields.append(("Date", date or email.utils.format_datetime(at)))
    fields.append(("Subject", email.header.Header(prefix + sent.subject, "utf-8", maxlinelen=70).encode(linesep="\n")))
    if kind != "anomaly":
        fields.append(("X-Riferimento-Message-ID", ("\n " if folded else "") + (reference or sent.mid)))
    fields.append(("Message-ID", "<r.%s@%s>" % (hashlib.sha256((kind + sent.mid).encode()).hexdigest()[:16], provider.split("@")[1])))
    return "".join("%s: %s\n" % (n.upper() if upper else n, v) for n, v in fields)


def receipt(folder, kind, sent, at, recipient=None, signer=None, external=(), error=None, error_text=None, provider_id=None, letter=None,
            digest="sha256", xml_options=None, entity_options=None, header_options=None, signed_options=None, after=None):
    """One message. after(content) changes what was signed after it was signed; signer: a name, a list of names, None (who should), "none"."""
    recipient = recipient or (sent.to[0] if sent.to else None)
    provider_id = provider_id or sent.provider_id
    envelope = kind in ("envelope", "anomaly")
    xml = None if KINDS[kind][1] is None or kind == "anomaly" else daticert(
        kind, sent, at, recipient, external=external, error=error, error_text=error_text, provider_id=provider_id, **(xml_options or {}))
    original = None
    if envelope:
        original = letter if letter is not None else enclosed(kind, sent, provider_id)
    elif kind in ("delivered", "delivered-brief"):
        original = enclosed(kind, sent, provider_id)
    content = entity(kind, sent, at, xml, original, **{**({"boundary": "----------=_1795000000-88-1"} if envelope else {}), **(entity_options or {})})
    head = header(kind, sent, at, **(header_options or {}))
    if signer == "none":
        return crlf(head) + content
    # What is inside may be a receipt of ours: a delimiter is not to stand twice.
    mail_boundary = {"boundary": "----=_env_5F0C0DE2"} if envelope else {}
    signers = [signer or KINDS[kind][2]] if not isinstance(signer, list) else signer
    p7s = cms(folder, signers, content, digest)
    return signed(head, after(content) if after else content, p7s, **{**mail_boundary, **(signed_options or {})})


def main():
    parser = argparse.ArgumentParser(description="A PEC provider of one's own.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("pki").add_argument("dir")
    make = commands.add_parser("make")
    make.add_argument("kind", choices=sorted(KINDS))
    for option in ("--pki", "--sent", "--id", "--from", "--subject", "--at", "--recipient", "--error", "--error-text", "--provider-id",
                   "--signer", "--letter"):
        make.add_argument(option, required=option == "--pki", dest={"--from": "sender"}.get(option))
    make.add_argument("--to", action="append")
    make.add_argument("--external", action="append", default=[])
    a = parser.parse_args()
    if a.command == "pki":
        pki(a.dir)
        return
    read = lambda name: open(name, "rb").read()
    sent = Sent(read(a.sent) if a.sent else None, a.id, a.sender, a.to, a.subject)
    at = datetime.datetime.fromisoformat(a.at) if a.at else datetime.datetime.now().astimezone().replace(microsecond=0)
    sys.stdout.buffer.write(receipt(a.pki, a.kind, sent, at, a.recipient, a.signer, a.external, a.error, a.error_text, a.provider_id,
                                    crlf(read(a.letter)) if a.letter else None))


if __name__ == "__main__":
    main()
