#!/usr/bin/env python3
"""Writes the messages of tests/data/mail anew: corpus.py [FOLDER]

Every kind of PEC message, the shapes that real ones come in (variant-), forgeries (forged-), and what ordinary mail sends back. All of it is
invented. The authorities are made for the occasion and their keys thrown away; FOLDER/ca.pem is the one that the tests trust. Afterwards
GENERATE=1 tests/check_understand writes what each message is taken for, to be read before it is committed.
"""
import datetime
import glob
import os
import re
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import pec  # noqa: E402

ROME = datetime.timezone(datetime.timedelta(hours=1))
AT = datetime.datetime(2026, 11, 23, 10, 15, 31, tzinfo=ROME)
OURS = "<2026-0013.n1.0123456789abcdef0123456789abcdef@pec.example>"
SUBJECT = "[ROSSI 2026-0013] Violazione di dati personali: comunicazione al DPO"
SEAL = "5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592"
NOTICE = """From: Rossi Contact <titolare@pec.example>
To: dpo@altrapec.example
Subject: %s
Message-ID: %s
Date: Mon, 23 Nov 2026 10:15:00 +0100
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

VIOLAZIONE DI DATI PERSONALI: PRIMA COMUNICAZIONE AL DPO

- Fatti:
    Un elenco è stato inviato al destinatario sbagliato.
    - Sigillo dell'evento 999 (SHA-256):
      ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff

  Prendo in carico: sì / no
  Rischio: improbabile | presente | elevato | da valutare
  Notifica al Garante - mio parere:
  Interessati - mio parere:
  Misure richieste:

------------------------------------------------------------
Rossi Contact S.p.A. - ROSSI 2026-0013
- Sigillo dell'evento 12 (SHA-256):
  %s
- Registro: 8a6e0804-2bd0-4672-b79d-d97027f9071a
- Programma: breccia 0.1.0
""" % (SUBJECT, OURS, SEAL)

folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "mail")
keys = tempfile.mkdtemp()
sent = pec.Sent(NOTICE)


def write(name, data):
    if isinstance(data, str):
        data = pec.crlf(data)
    with open(os.path.join(folder, name + ".eml"), "wb") as f:
        f.write(data)


def make(kind="delivered", at=AT, about=sent, **options):
    return pec.receipt(keys, kind, about, at, **options)


def own(text, **options):
    """A daticert of one's own, signed as it should be."""
    content = pec.entity("delivered", sent, AT, text if isinstance(text, bytes) else text.encode(), None, **options)
    return pec.signed(pec.header("delivered", sent, AT), content, pec.cms(keys, ["recipient"], content))


def kinds():
    for kind in pec.KINDS:
        if kind in ("envelope", "anomaly"):
            continue
        at = AT + datetime.timedelta(hours={"warning-12": 12, "warning-24": 23}.get(kind, 0))
        write("pec-" + kind, make(kind, at=at))
    write("pec-accepted-agid", make("accepted", signer="certified"))
    write("pec-accepted-external", make("accepted", external=["dpo@altrapec.example"]))
    write("pec-not-delivered-full", make("not-delivered", error="altro", error_text="5.2.2 - Altra PEC S.r.l. - casella piena"))
    write("pec-envelope-answer", make("envelope", about=answer_sent(), letter=pec.crlf(answer_letter())))
    write("pec-envelope-absence", make("envelope", about=answer_sent(),
                                       letter=pec.crlf(answer_letter().replace("MIME-Version", "Auto-Submitted: auto-replied\nMIME-Version"))))
    write("pec-anomaly", make("anomaly", about=pec.Sent(None, "<x1@mail.example>", "chiunque@mail.example", ["titolare@pec.example"], "Domanda"),
                              letter=pec.crlf("From: chiunque@mail.example\nTo: titolare@pec.example\nSubject: Domanda\n"
                                              "Message-ID: <x1@mail.example>\n\nBuongiorno.\n")))


def answer_sent():
    return pec.Sent(None, "<a77@studio.example>", "dpo@altrapec.example", ["titolare@pec.example"], "R: " + SUBJECT)


def answer_letter():
    return """From: Giulia Verdi <dpo@altrapec.example>
To: titolare@pec.example
Subject: R: %s
Message-ID: <opec9.aa@altrapec.example>
X-Riferimento-Message-ID: <a77@studio.example>
In-Reply-To: <opec9.75f4@pec.example>
Date: Mon, 23 Nov 2026 11:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="x"

--x
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

Buongiorno,

Prendo in carico: s=EC
Rischio: elevato
Notifica al Garante - mio parere: s=EC, entro domani
 con notifica preliminare
Misure richieste:
sospendere la lista
informare il destinatario

-- =20
Giulia Verdi

Il giorno 23/11/2026 alle ore 10:15 Rossi Contact ha scritto:
> Prendo in carico: s=EC / no
> Rischio: improbabile | presente | elevato | da valutare
> - Sigillo dell'evento 12 (SHA-256):
>   %s
> - Registro: 8a6e0804-2bd0-4672-b79d-d97027f9071a
--x
Content-Type: application/pkcs7-mime; name="parere.pdf.p7m"
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="../../C:\\\\temp\\\\parere firmato.pdf.p7m"

MIIBAAAA
--x--
""" % (SUBJECT, SEAL)


def indefinite(der):
    """The same signature with its outer lengths left open, as some providers write it."""
    def inner(data):  # what a SEQUENCE or [0] holds
        n = data[1]
        size = 2 if n < 128 else 2 + (n & 127)
        return data[size:]
    first = inner(der)
    name, rest = first[:2 + first[1]], first[2 + first[1]:]
    return b"\x30\x80" + name + b"\xa0\x80\x30\x80" + inner(inner(rest)) + b"\0\0" * 3


def variants():
    v = lambda name, **options: write("variant-" + name, make(**options))
    v("upper-headers", header_options={"upper": True})
    v("folded", header_options={"folded": True}, signed_options={"type_first": True})
    v("latin1", xml_options={"encoding": "ISO-8859-1"})
    v("cdata", xml_options={"cdata": True})
    v("no-brackets", xml_options={"brackets": False}, header_options={"reference": OURS.strip("<>")})
    v("xml-quoted-printable", entity_options={"xml_encoding": "quoted-printable"})
    v("xml-8bit", entity_options={"xml_encoding": "8bit"})
    v("original-base64", entity_options={"original_encoding": "base64"})
    v("xml-upper-name", entity_options={"xml_header": 'CONTENT-TYPE: TEXT/XML; NAME="DATICERT.XML"\n'})
    v("xml-without-name", entity_options={"xml_header": "Content-Type: application/xml\n"})
    v("extra-part", entity_options={"extra": b"------------=_1795000000-77-1\r\nContent-Type: application/pdf; name=nota.pdf\r\n\r\n%PDF\r\n"})
    v("epilogue", entity_options={"epilogue": b"\r\n\r\nfine della parte\r\n \r\n"})
    v("final-crlf", entity_options={"final": b"\r\n"})
    v("preamble", signed_options={"preamble": "This is an S/MIME signed message\n\n", "epilogue": "\nfine\n"})
    v("x-pkcs7", signed_options={"protocol": "application/x-pkcs7-signature"})
    v("date-comment", header_options={"date": "Mon, 23 Nov 2026 10:15:31 +0100 (CET)"})
    v("bilingual", entity_options={"bilingual": True})
    v("sha1", digest="sha1")
    v("minute-of-61-seconds", xml_options={"clock": "10:15:60", "day": "23/11/2026", "zone": "+0100"})
    v("summer-time", xml_options={"clock": "11:15:31", "zone": "+0200"})
    v("expired-since", at=datetime.datetime(2021, 6, 1, 9, 0, 0, tzinfo=ROME), kind="accepted", signer="expired")
    base = make()
    write("variant-lf", base.replace(b"\r\n", b"\n"))
    write("variant-received", b"Return-Path: <>\r\nReceived: from a by b; Mon, 23 Nov 2026 10:15:32 +0100\r\nX-REM-Subject: REM\r\n" + base)
    write("variant-delimiter-blanks", base.replace(b"------=_sig_5F0C0DE1\r\n", b"------=_sig_5F0C0DE1 \t\r\n"))
    lookalike = b"------------=_1795000000-77-1\r\nContent-Type: text/plain\r\n\r\n------=_sig_5F0C0DE1x\r\n--\r\n"
    v("lookalike-delimiter", entity_options={"extra": lookalike})
    bare = b"------------=_1795000000-77-1\r\nContent-Type: text/plain\r\n\r\none\ntwo\rthree\r\n"
    v("bare-lf-inside", entity_options={"extra": bare})
    nested = pec.Sent(NOTICE.replace("Un elenco", "Inoltro la ricevuta. Un elenco"))
    forwarded = ("Content-Type: multipart/mixed; boundary=nn\nMIME-Version: 1.0\nSubject: inoltro\nMessage-ID: %s\n\n--nn\n\nciao\n--nn\n"
                 "Content-Type: application/xml; name=daticert.xml\n\n<postacert tipo=\"accettazione\"/>\n--nn--\n" % OURS)
    nested.data = pec.crlf(forwarded)
    v("nested-daticert", about=nested)
    xml = pec.daticert("delivered", sent, AT, sent.to[0])
    write("variant-no-errore", own(xml.replace(b' errore="nessuno"', b"")))
    write("variant-empty-risposte", own(re.sub(b"<risposte>.*</risposte>", b"<risposte></risposte> stray", xml) + b"\n\r\n"))
    write("variant-no-msgid", own(re.sub(b"<msgid>.*</msgid>", b"", xml)))
    content = pec.entity("delivered", sent, AT, xml, pec.enclosed("delivered", sent, sent.provider_id))
    ber = indefinite(pec.cms(keys, ["recipient"], content))
    write("variant-ber", pec.signed(pec.header("delivered", sent, AT), content, ber))


def forgeries():
    f = lambda name, **options: write("forged-" + name, make(**options))
    f("no-signature", signer="none")
    xml = pec.daticert("delivered", sent, AT, sent.to[0])
    lines = lambda text: pec.in_lines(text).encode()
    f("altered-daticert", after=lambda c: c.replace(lines(xml), lines(xml.replace(b"10:15:31", b"01:15:31"))))
    f("altered-text", after=lambda c: c.replace(b"10:15:31", b"08:15:31", 1))
    f("stripped-blanks", entity_options={"extra": b"------------=_1795000000-77-1\r\n\r\nblanks   \r\n"}, after=lambda c: c.replace(b"blanks   ", b"blanks"))
    f("unknown-authority", signer="other", kind="accepted")
    f("signer-mismatch", signer="somebody", kind="accepted")
    f("several-signers", signer=["provider", "somebody"], kind="accepted")
    f("weak-digest", digest="md5", signer="old", kind="accepted")
    f("expired", signer="expired", kind="accepted")
    f("not-yet-valid", signer="future", kind="accepted")
    f("wrong-purpose", signer="server", kind="accepted")
    f("outside-constraints", signer="constrained", kind="accepted")
    f("kind-mismatch", kind="accepted", header_options={"value": "avvenuta-consegna"})
    f("id-mismatch", header_options={"reference": "<2026-0014.n1.ffffffffffffffffffffffffffffffff@pec.example>"})
    accepted, delivered = make("accepted"), make()
    other = pec.cms(keys, ["recipient"], b"Content-Type: text/plain\r\n\r\nun altro messaggio\r\n")
    content = pec.entity("delivered", sent, AT, pec.daticert("delivered", sent, AT, sent.to[0]), None)
    head = pec.header("delivered", sent, AT)
    write("forged-other-signature", pec.signed(head, content, other))
    write("forged-garbage-signature", pec.signed(head, content, b"this is no signature"))
    write("forged-empty-signature", pec.signed(head, content, b""))
    p7s = pec.run("openssl", "cms", "-sign", "-binary", "-nocerts", "-outform", "DER", "-signer", keys + "/recipient.pem", "-inkey",
                  keys + "/recipient.key", input=content)
    write("forged-no-certificate", pec.signed(head, content, p7s))
    p7s = pec.run("openssl", "cms", "-sign", "-binary", "-nodetach", "-outform", "DER", "-signer", keys + "/recipient.pem", "-inkey",
                  keys + "/recipient.key", "-certfile", keys + "/sub.pem", input=content)
    write("forged-opaque-signature", pec.signed(head, content, p7s))
    fake = make(signer="none")
    write("forged-in-envelope", make("envelope", about=answer_sent(), letter=fake))
    write("forged-real-one-in-envelope", make("envelope", about=answer_sent(), letter=delivered))
    write("forged-in-anomaly", make("anomaly", about=answer_sent(), letter=fake))
    write("forged-envelope-and-receipt", b"X-Ricevuta: avvenuta-consegna\r\n" + make("envelope", about=answer_sent(), letter=fake))
    write("forged-real-one-within-mixed", pec.crlf("X-Ricevuta: avvenuta-consegna\nX-Riferimento-Message-ID: %s\nFrom: %s\n"
          "Content-Type: multipart/mixed; boundary=mm\n\n--mm\n" % (OURS, pec.RECIPIENT_PROVIDER)) + delivered + b"\r\n--mm--\r\n")
    # What was signed has no daticert; one stands beside it, outside of the signature.
    bare = pec.entity("delivered", sent, AT, None, None)
    xml = pec.crlf('Content-Type: application/xml; name="daticert.xml"\n\n') + pec.daticert("delivered", sent, AT, sent.to[0])
    outside = b"------=_sig_5F0C0DE1\r\n" + xml + b"\r\n"
    write("forged-daticert-outside", pec.signed(head, bare, pec.cms(keys, ["recipient"], bare), between=outside))
    write("forged-daticert-before", pec.signed(head, bare, pec.cms(keys, ["recipient"], bare)).replace(
        b"------=_sig_5F0C0DE1\r\n", b"------=_sig_5F0C0DE1\r\n" + xml + b"\r\n------=_sig_5F0C0DE1\r\n", 1))
    inside = pec.entity("delivered", sent, AT, None, pec.crlf("Content-Type: multipart/mixed; boundary=ii\n\n--ii\n") + xml + b"\r\n--ii--\r\n")
    write("forged-daticert-nested", pec.signed(head, inside, pec.cms(keys, ["recipient"], inside)))
    two = pec.entity("delivered", sent, AT, b"<postacert tipo='avvenuta-consegna'/>", None, extra=b"------------=_1795000000-77-1\r\n" + xml + b"\r\n")
    write("forged-two-daticert", pec.signed(head, two, pec.cms(keys, ["recipient"], two)))
    write("forged-two-senders", b"From: " + pec.RECIPIENT_PROVIDER.encode() + b"\r\n" + delivered)
    write("forged-two-kinds", b"X-Ricevuta: avvenuta-consegna\r\n" + accepted)
    xml = pec.daticert("delivered", sent, AT, sent.to[0]).decode()
    declare = lambda dtd: xml.replace("?>\n", "?>\n" + dtd, 1)
    write("forged-doctype", own(declare('<!DOCTYPE postacert PUBLIC "posta certificata" "https://www.pec.example/postacert.dtd">')))
    write("forged-outside-entity", own(declare('<!DOCTYPE postacert [<!ENTITY x SYSTEM "file:///etc/passwd">]>').replace("dpo@", "&x;dpo@")))
    write("forged-laughs", own(declare('<!DOCTYPE postacert [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
                                      '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>').replace("dpo@", "&c;dpo@")))
    write("forged-deep", own('<postacert tipo="avvenuta-consegna">' + "<a>" * 300 + "</a>" * 300 + "</postacert>"))
    write("forged-other-root", own(xml.replace("postacert", "postacerta")))
    write("forged-truncated", own(xml[: len(xml) // 2]))
    write("forged-bad-utf8", own(xml.encode().replace(b"Esempio", b"Es\xff\xfempio").replace(b"Altra", b"Al\xff\xfetra")))


ORIGINAL = "From: titolare@rossi.example\nTo: dpo@studio.example\nSubject: %s\nMessage-ID: %s\n" % (SUBJECT, OURS)


def report(kind, fields, returned="text/rfc822-headers", words="Rapporto.\n", top=""):
    return ("Return-Path: <>\nFrom: Mail Delivery System <MAILER-DAEMON@mx.example>\nTo: titolare@rossi.example\nSubject: Rapporto\n"
            "Date: Mon, 23 Nov 2026 10:16:00 +0100\nMessage-ID: <d1@mx.example>\n%sMIME-Version: 1.0\n"
            "Content-Type: multipart/report; report-type=%s; boundary=\"rr\"\n\n--rr\nContent-Type: text/plain; charset=utf-8\n\n%s\n"
            "--rr\nContent-Type: message/%s\n\n%s\n--rr\nContent-Type: %s\n\n%s\n\n--rr--\n" % (
                top, kind, words, kind, fields, returned,
                ORIGINAL if returned == "text/rfc822-headers" else NOTICE))


def delivery(action, status, diagnostic="", more=""):
    return ("Original-Envelope-Id: 2026-0013.n1.0123456789abcdef0123456789abcdef\nReporting-MTA: dns; mx.example\n"
            "Arrival-Date: Mon, 23 Nov 2026 10:15:40 +0100\n\nOriginal-Recipient: rfc822;dpo@studio.example\n"
            "Final-Recipient: rfc822;dpo@studio.example\nAction: %s\nStatus: %s\n%s%s" % (action, status, diagnostic, more))


def reports():
    write("dsn-delivered", report("delivery-status", delivery("delivered", "2.1.5")))
    write("dsn-failed", report("delivery-status", delivery(
        "failed", "5.1.1 (unknown)", "Remote-MTA: dns; mx.studio.example\nDiagnostic-Code: smtp; 550 5.1.1\n <dpo@studio.example>: User unknown\n"),
        "message/rfc822"))
    write("dsn-delayed", report("delivery-status", delivery("delayed", "4.4.1", "Will-Retry-Until: Fri, 27 Nov 2026 10:15:40 +0100\n")))
    write("dsn-relayed", report("delivery-status", delivery("relayed", "2.0.0")))
    write("dsn-expanded", report("delivery-status", delivery("EXPANDED (to list)", "2.0.0")))
    write("dsn-several", report("delivery-status", delivery("delivered", "2.1.5", more="\nFinal-Recipient: RFC822; <vice@studio.example>\n"
                                "Action: failed\nStatus: 5.2.2\n\n\n")))
    write("dsn-without-anything", report("delivery-status", "Reporting-MTA: dns; mx.example\n"))
    mdn = ("Reporting-UA: mua.example; Programma 1.0\nOriginal-Recipient: rfc822;dpo@studio.example\nFinal-Recipient: rfc822;dpo@studio.example\n"
           "Original-Message-ID: %s\nDisposition: %s\n")
    write("mdn-displayed", report("disposition-notification", mdn % (OURS, "manual-action/MDN-sent-manually; displayed")))
    write("mdn-deleted", report("disposition-notification", mdn % (OURS, "automatic-action/MDN-sent-automatically; deleted")))
    write("bounce-text", "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: titolare@rossi.example\nSubject: failure notice\n"
          "Message-ID: <q1@mx.example>\n\nHi. This is the qmail-send program at mx.example.\n<dpo@studio.example>: no such user\n\n"
          "--- Below this line is a copy of the message.\n\n" + ORIGINAL + "\nciao\n")
    write("bounce-enclosed", "Return-Path: <>\nFrom: Postmaster <postmaster@mx.example>\nTo: titolare@rossi.example\nSubject: Undeliverable\n"
          "Auto-Submitted: auto-replied\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=bb\n\n--bb\n\nNon consegnato.\n--bb\n"
          "Content-Type: message/rfc822\n\n" + NOTICE + "\n--bb--\n")


def letter(text, top="", subject="Re: " + SUBJECT, kind="text/plain; charset=utf-8", reference=True):
    return ("From: Giulia Verdi <verdi@studio.example>\nTo: titolare@rossi.example\nSubject: %s\nDate: Mon, 23 Nov 2026 11:00:00 +0100\n"
            "Message-ID: <l1@studio.example>\n%s%sMIME-Version: 1.0\nContent-Type: %s\nContent-Transfer-Encoding: 8bit\n\n%s" % (
                subject, "In-Reply-To: %s\nReferences: <0@x.example>\n %s\n" % (OURS, OURS) if reference else "", top, kind, text))


def letters():
    write("auto-submitted", letter("Sono in ferie.\n", "Auto-Submitted: auto-replied (vacation)\n"))
    write("auto-x-autoreply", letter("Sono in ferie.\n", "X-Autoreply: yes\n"))
    write("auto-precedence", letter("Sono in ferie.\n", "Precedence: auto_reply\n"))
    write("auto-subject-it", letter("Sono in ferie.\n", subject="=?utf-8?q?Risposta_automatica=3A_=5BROSSI_2026-0013=5D?="))
    write("auto-subject-en", letter("On leave.\n", subject="Out of Office: re your mail"))
    write("reply-suppress-only", letter("Ricevuto.\n", "X-Auto-Response-Suppress: All\nAuto-Submitted: no\n"))
    write("reply-free", letter("Ne prendo carico, valutate rischio alto.\n"))
    write("reply-unfilled", letter("Ricevuto.\n\n> Prendo in carico: sì / no\n> Rischio: improbabile | presente | elevato | da valutare\n"
                                   "> Notifica al Garante - mio parere:\n> Interessati - mio parere:\n> Misure richieste:\n>\n> -----\n"))
    write("reply-in-quotation", letter("In calce.\n\n> * Prendo in carico: SÌ\n>> rischio : Da  valutare\n> Notifica al Garante – mio parere: no\n"
                                       "> Interessati - mio parere: vedremo\n> Misure richieste: nessuna\n"))
    write("reply-english", letter("I take charge: Yes.\nRisk: high\nNotification to the authority - my opinion:\n yes, preliminary\n"
                                  "Data subjects - my opinion: no\nMeasures requested: - stop the list\n - call them\nSent from my phone\n"))
    write("reply-both-answers", letter("Prendo in carico: sì / no X\nRischio: elevato\n\nRischio: presente\n"))
    write("reply-html", letter("<html><head><title>x</title><style>p { Rischio: elevato }</style></head><body><p>Prendo in carico: <b>s&igrave;</b></p>"
                               "<div>Rischio:&nbsp;presente</div><blockquote>Prendo in carico: no<br>Misure richieste: nessuna</blockquote>"
                               "<!-- Rischio: elevato --></body></html>\n", kind="text/html; charset=utf-8"))
    write("reply-by-mark", letter("Grazie.\n", subject="RIF: I: [rossi 2026-D02] prova", reference=False))
    write("reply-hostile", letter("Ciao \x1b[31mrosso\x1b[0m \u202egnirts \x07\nPrendo in carico: s\u00ec\x1b]0;x\x07\n",
                                  subject="=?utf-8?b?GxtbMzFtQ2lhbw==?= [ROSSI 2026-0013]"))
    write("reply-charset", letter("", kind="text/plain; charset=koi8-r").encode().replace(b"\n", b"\r\n") + b"\xf0\xd2\xc9\xd7\xc5\xd4 caf\xe9\r\n")
    write("reply-latin9", letter("", kind="text/plain; charset=ISO-8859-15").encode().replace(b"\n", b"\r\n") + b"perch\xe9 \xa4 5\r\n")
    write("reply-eight-bit-header", letter("x\n").encode().replace(b"\n", b"\r\n").replace(b"Giulia Verdi", b"Nicol\xf2 Verdi"))
    write("other-letter", letter("Fattura in allegato.\n", subject="Fattura", reference=False))
    write("other-empty", b"")
    write("other-binary", bytes(range(256)) * 4)
    write("other-two-lines", "ciao\ncome stai\n")
    deep = "".join("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(200))
    write("other-deep", "From: a@b.example\nSubject: deep\n" + deep + "\nfondo\n")
    write("other-newsletter", letter("Novità.\n", "List-Unsubscribe: <mailto:x@y.example>\nPrecedence: bulk\n", subject="Novità", reference=False))


try:
    os.makedirs(folder, exist_ok=True)
    for old in glob.glob(os.path.join(folder, "*.eml")):
        os.remove(old)
    pec.pki(keys)
    shutil.copy(os.path.join(keys, "ca.pem"), os.path.join(folder, "ca.pem"))
    kinds()
    variants()
    forgeries()
    reports()
    letters()
finally:
    shutil.rmtree(keys)
