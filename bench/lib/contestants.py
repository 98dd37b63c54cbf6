# SPDX-License-Identifier: Apache-2.0
"""The programs that are measured: how each begins anew, runs, and proves that it has all the mail."""

import os
import pathlib
import shutil
import sqlite3
import subprocess

FOLDERS = ["INBOX", "Sent"]

CONFIGURATION = r"""store: kontor.sqlite
company: {name: OurCo, domains: [ourco.example]}
directory: %(directory)s
keys:
  our_order: ['ЗК-\d{5,7}', 'SO-\d{4}-\d{5,7}']
  our_quote: ['КП-\d{4}/\d{3,7}', 'QT-\d{4}-\d{4,7}', 'AN-\d{4}-\d{4,7}']
  supplier_order: ['ЗП-\d{5,7}', 'PO-S-\d{4}-\d{3,7}']
rules: [%(root)s/rules]
templates: [%(root)s/templates]
mailboxes:
  - name: orders
    address: %(user)s
    folders: [INBOX, Sent]
    imap: {host: localhost, port: %(port)s, %(security)s, user: %(user)s, password: {file: secret.txt}}
"""

MBSYNC = """FSync %(fsync)s

IMAPAccount peer
Host localhost
Port %(port)s
User %(user)s
Pass %(password)s
%(security)s

IMAPStore far
Account peer

MaildirStore near
Path %(folder)s/mail/
Inbox %(folder)s/mail/INBOX
SubFolders Verbatim

Channel all
Far :far:
Near :near:
Patterns INBOX Sent
Create Near
Sync Pull
SyncState *
"""


class Server:
    """Where the mail is, and how it is reached."""

    def __init__(self, user, tls=False, port=None):
        self.user = user
        self.tls = tls
        self.port = port or os.environ["KONTOR_TEST_IMAPS_PORT" if tls else "KONTOR_TEST_IMAP_PORT"]
        self.authorities = os.environ["KONTOR_TEST_CA_FILE"]
        self.password = os.environ["KONTOR_TEST_USER_PASSWORD"]


class Wire:
    """The bare FETCH, read to nothing."""

    name = "raw wire"
    keeps = "keeps nothing"

    def __init__(self, ground, server):
        self.command = [
            str(ground / "wire"), "localhost", server.port, server.user, server.password,
            server.authorities if server.tls else "-", *FOLDERS]

    def begin(self):
        pass

    def messages(self, output):
        return int(output.split()[0])


class Mbsync:
    """mbsync into a new Maildir, each run from nothing."""

    def __init__(self, ground, server, fsync=True):
        self.name = "mbsync" if fsync else "mbsync, FSync no"
        self.keeps = "fsync of each message and of its journal" if fsync else "no fsync"
        self.folder = (ground / self.name.replace(", ", "-").replace(" ", "-")).resolve()
        self.server = server
        self.fsync = fsync
        self.command = ["mbsync", "-q", "-c", str(self.folder / "mbsyncrc"), "-a"]

    def begin(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "mail").mkdir(parents=True)
        server = self.server
        security = "SSLType IMAPS\nCertificateFile %s" % server.authorities if server.tls else "SSLType None"
        (self.folder / "mbsyncrc").write_text(MBSYNC % {
            "port": server.port, "user": server.user, "password": server.password, "security": security,
            "folder": self.folder, "fsync": "yes" if self.fsync else "no"})

    def messages(self, output):
        return sum(1 for part in ("new", "cur") for _ in (self.folder / "mail").glob("*/%s/*" % part))


class MbsyncNotmuch(Mbsync):
    """What people put together who want to search their mail: mbsync, then notmuch over its Maildir."""

    def __init__(self, ground, server):
        super().__init__(ground, server)
        self.name = "mbsync + notmuch new"
        self.folder = (ground / "notmuch").resolve()
        self.keeps = "fsync of each message, Xapian's commits"
        command = 'mbsync -q -c "$0/mbsyncrc" -a && notmuch --config="$0/notmuch-config" new --quiet'
        self.command = ["sh", "-c", command, str(self.folder)]

    def begin(self):
        super().begin()
        (self.folder / "notmuch-config").write_text(
            "[database]\npath=%s/mail\n[new]\ntags=new\n[maildir]\nsynchronize_flags=false\n" % self.folder)

    def messages(self, output):
        count = subprocess.run(
            ["notmuch", "--config=%s/notmuch-config" % self.folder, "count", "--output=files", "*"],
            check=True, capture_output=True, text=True)
        return int(count.stdout)


class Notmuch:
    """notmuch over the Maildir itself, each run into a new database: its parser is GMime."""

    name = "notmuch new"

    def __init__(self, ground, mail):
        self.folder = (ground / "notmuch-alone").resolve()
        self.mail = mail
        self.command = ["notmuch", "--config=%s/config" % self.folder, "new", "--quiet"]

    def begin(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "database").mkdir(parents=True)
        (self.folder / "config").write_text(
            "[database]\npath=%s/database\nmail_root=%s\n[new]\ntags=new\n[maildir]\nsynchronize_flags=false\n"
            % (self.folder, self.mail))

    def messages(self, output):
        count = subprocess.run(
            ["notmuch", "--config=%s/config" % self.folder, "count", "--output=files", "*"],
            check=True, capture_output=True, text=True)
        return int(count.stdout)


class Parser:
    """A program that prints a line a message."""

    def __init__(self, name, command, ground):
        self.name = name
        self.output = (ground / "values.jsonl").resolve()
        self.command = ["sh", "-c", 'exec "$@" > "$0"', str(self.output), *command]

    def begin(self):
        self.output.unlink(missing_ok=True)

    def messages(self, output):
        with self.output.open("rb") as file:
            return sum(1 for line in file if b'"error":' not in line[:200])


class Kontor:
    """kontor into a new store; with `fetch_only` it keeps the raw mail and does not look into it."""

    def __init__(self, ground, server, program, fetch_only=False):
        self.name = "kontor sync --fetch-only" if fetch_only else "kontor sync"
        self.keeps = "fsync of each transaction of the store"
        self.folder = (ground / ("kontor-%s-%s" % (server.port, "fetch" if fetch_only else "all"))).resolve()
        self.ground = ground
        self.server = server
        self.fetch_only = fetch_only
        self.command = [program, "--config", str(self.folder / "kontor.yaml"), "sync"]
        # Attached documents are read behind the mail, and by neither peer.
        self.command.append("--fetch-only" if fetch_only else "--no-documents")

    def begin(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        server = self.server
        security = "ca_file: %s" % server.authorities if server.tls else "tls: none"
        (self.folder / "kontor.yaml").write_text(CONFIGURATION % {
            "directory": (self.ground / "directory.yaml").resolve(), "root": pathlib.Path.cwd(),
            "user": server.user, "port": server.port, "security": security})
        secret = self.folder / "secret.txt"
        secret.touch(mode=0o600)
        secret.write_text(server.password + "\n")

    def messages(self, output):
        with sqlite3.connect("file:%s/kontor.sqlite?mode=ro" % self.folder, uri=True) as store:
            tables = {name for name, in store.execute("SELECT name FROM sqlite_schema")}
            table = "content" if self.fetch_only and "content" in tables else "message"
            return store.execute("SELECT count(*) FROM " + table).fetchone()[0]
