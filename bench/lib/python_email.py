#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What a Python program does to read mail: python_email.py MAILDIR, a line of JSON a message.

The standard library's parser with its modern policy: headers, the readable body (HTML stays HTML), and type, name,
size and digest of each leaf. It does less than `kontor parse`: no new text, no language, no kind.
"""

import email
import email.policy
import hashlib
import json
import pathlib
import sys


def values(message):
    body = message.get_body(("plain", "html"))
    leaves = [part for part in message.walk() if not part.is_multipart()]
    contents = [part.get_payload(decode=True) or b"" for part in leaves]
    return {
        "subject": message["subject"], "date": message["date"], "from": message["from"], "to": message["to"],
        "message_id": message["message-id"], "references": message["references"],
        "text": body.get_content() if body else "",
        "parts": [
            {"type": part.get_content_type(), "filename": part.get_filename(), "size": len(content),
             "sha256": hashlib.sha256(content).hexdigest()}
            for part, content in zip(leaves, contents)],
    }


for path in sorted(pathlib.Path(sys.argv[1]).glob("**/cur/*")):
    with path.open("rb") as file:
        print(json.dumps(values(email.message_from_binary_file(file, policy=email.policy.default))))
