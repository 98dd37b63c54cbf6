# SPDX-License-Identifier: Apache-2.0
"""Messages as mail programs and servers write them: header fields, encodings, alternatives, attachments."""

import base64
import binascii
import html
import urllib.parse

STYLE = """<style><!--
@font-face {font-family:"Cambria Math"; panose-1:2 4 5 3 5 4 6 3 2 4;}
@font-face {font-family:Calibri; panose-1:2 15 5 2 2 2 4 3 2 4;}
p.MsoNormal, li.MsoNormal, div.MsoNormal {margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif;}
a:link, span.MsoHyperlink {mso-style-priority:99; color:#0563C1; text-decoration:underline;}
span.EmailStyle17 {mso-style-type:personal-compose; font-family:"Calibri",sans-serif; color:windowtext;}
.MsoChpDefault {mso-style-type:export-only; font-family:"Calibri",sans-serif;}
@page WordSection1 {size:612.0pt 792.0pt; margin:72.0pt 72.0pt 72.0pt 72.0pt;}
div.WordSection1 {page:WordSection1;}
--></style>"""

MAILERS = [
    "X-Mailer: Microsoft Outlook 16.0",
    "User-Agent: Mozilla Thunderbird",
    "X-Mailer: iPhone Mail (21E236)",
    "User-Agent: Roundcube Webmail/1.6.1",
    "X-Mailer: The Bat! (v9.4) Professional",
]

KINDS = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".jpg": "image/jpeg",
    ".xml": "text/xml",
    ".txt": "text/plain",
}


def phrase(text):
    """Unstructured text of a header field, as encoded words where it must be (RFC 2047)."""
    if text.isascii():
        return text
    words = []
    rest = text
    while rest:
        size = 20
        words.append("=?utf-8?B?%s?=" % base64.b64encode(rest[:size].encode()).decode())
        rest = rest[size:]
    return "\n ".join(words)


def mailbox(name, address):
    if not name:
        return address
    if name.isascii():
        return ('"%s" <%s>' if set(name) & set('().,:;@') else "%s <%s>") % (name, address)
    return "%s <%s>" % (phrase(name), address)


def entity(text, subtype, charset, language, rng):
    """Header and body of a text part, in one of the encodings that are usual for the language."""
    try:
        data = text.encode(charset)
    except UnicodeEncodeError:
        charset = "utf-8"
        data = text.encode(charset)
    head = 'Content-Type: text/%s; charset="%s"\nContent-Transfer-Encoding: ' % (subtype, charset)
    long = max(map(len, data.split(b"\n"))) > 900
    chance = rng.random()
    if data.isascii() and not long:
        return (head + "7bit\n\n").encode() + data
    if not long and chance < 0.3:
        return (head + "8bit\n\n").encode() + data
    if language == "ru" and chance < 0.85:
        return (head + "base64\n\n").encode() + base64.encodebytes(data.replace(b"\n", b"\r\n"))
    return (head + "quoted-printable\n\n").encode() + binascii.b2a_qp(data, istext=True)


def markup(text):
    """What Outlook makes of a text: its style sheet, and a paragraph a line."""
    lines = "\n".join(
        "<p class=MsoNormal>%s<o:p></o:p></p>" % (html.escape(line, quote=False) or "&nbsp;")
        for line in text.split("\n"))
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office">\n<head>\n%s\n</head>\n<body lang=EN-GB link="#0563C1">\n'
        "<div class=WordSection1>\n%s\n</div>\n</body>\n</html>\n" % (STYLE, lines))


def boundary(rng):
    return "----=_Part_%d_%d" % (rng.getrandbits(24), rng.getrandbits(40))


def multipart(subtype, parts, rng):
    mark = boundary(rng)
    head = 'Content-Type: multipart/%s;\n boundary="%s"\n\n' % (subtype, mark)
    delimiter = b"\n--" + mark.encode()
    return head.encode() + b"".join(delimiter + b"\n" + part for part in parts) + delimiter + b"--\n"


def attachment(name, kind, size, rng):
    """A file of `size` bytes that, like most, can't be compressed further."""
    if kind.startswith("text/"):
        content = ("<row n='%d'/>\n" * (size // 20) % tuple(range(size // 20))).encode()
    elif kind == "application/pdf":
        stream = rng.randbytes(size)
        content = b"%%PDF-1.5\n4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream\nendobj\n%%%%EOF\n" % (
            size, stream)
    else:
        content = b"PK\x03\x04\x14\0" + rng.randbytes(size)
    if name.isascii():
        fields = 'Content-Type: %s; name="%s"\nContent-Disposition: attachment; filename="%s"' % (kind, name, name)
    else:
        quoted = urllib.parse.quote(name)
        chunks = [quoted[i:i + 57] for i in range(0, len(quoted), 57)]
        fields = "Content-Type: %s\nContent-Disposition: attachment;\n %s" % (kind, ";\n ".join(
            "filename*%d*=%s%s" % (i, "" if i else "utf-8''", chunk) for i, chunk in enumerate(chunks)))
    return (fields + "\nContent-Transfer-Encoding: base64\n\n").encode() + base64.encodebytes(content)


def trace(sender, stamp, rng):
    """What the servers on the way have written above the message."""
    domain = sender.partition("@")[2]
    address = "198.51.100.%d" % rng.randint(1, 254)
    signature = base64.b64encode(rng.randbytes(256)).decode()
    folded = "\n ".join(signature[i:i + 70] for i in range(0, len(signature), 70))
    queue = "%010X" % rng.getrandbits(40)
    return (
        "Return-Path: <%s>\nDelivered-To: orders@ourco.example\n"
        "Received: from mx1.ourco.example ([10.0.0.12])\n\tby imap1.ourco.example with LMTP\n"
        "\tid %s (envelope-from <%s>)\n\tfor <orders@ourco.example>; %s\n"
        "Received: from mail.%s (mail.%s [%s])\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)\n"
        "\t key-exchange X25519 server-signature RSA-PSS (2048 bits))\n\t(No client certificate requested)\n"
        "\tby mx1.ourco.example (Postfix) with ESMTPS id %s\n\tfor <orders@ourco.example>; %s\n"
        "Authentication-Results: mx1.ourco.example; dkim=pass header.d=%s header.s=mail2024;\n"
        "\tspf=pass smtp.mailfrom=%s; dmarc=pass (p=none) header.from=%s\n"
        "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=mail2024;\n"
        " h=From:To:Subject:Date:Message-ID:In-Reply-To:References; bh=%s;\n b=%s\n"
        "X-Spam-Status: No, score=%.1f required=5.0 tests=DKIM_SIGNED,DKIM_VALID,SPF_PASS\n"
    ) % (
        sender, base64.b64encode(rng.randbytes(15)).decode(), sender, stamp, domain, domain, address, queue, stamp,
        domain, sender, domain, domain, base64.b64encode(rng.randbytes(32)).decode(), folded, rng.uniform(-2, 1.5))
