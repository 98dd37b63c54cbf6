# SPDX-License-Identifier: Apache-2.0
"""The samples as stories: who writes what to whom, when, in answer to what."""

import dataclasses
import email
import email.policy
import email.utils
import re


@dataclasses.dataclass
class Person:
    """Somebody of directory.yaml."""

    email: str
    name: str
    role: str
    company: str

    def renamed(self, change):
        """The same part, played by somebody else."""
        return Person(change(self.email), change(self.name), self.role, change(self.company))


@dataclasses.dataclass
class Letter:
    """A message of a story without what its sender quotes."""

    sender: tuple
    to: list
    cc: list
    subject: str
    date: object
    text: str
    identifier: str
    parent: str
    folder: str
    charset: str
    is_html: bool
    quotes: bool
    attachments: list
    extra: list


class Story:
    """One thread of orders, and what belongs to it outside the thread."""

    def __init__(self, key, letters, directory):
        self.key = key
        self.language = "ru" if "-ru-" in "-" + key else key[:2]
        self.letters = letters
        addresses = sorted({a for l in letters for _, a in [l.sender] + l.to + l.cc})
        self.outsiders = [directory[a] for a in addresses if a in directory and directory[a].role != "internal"]


def read_stories(samples):
    """All stories of the folder `samples`, and everybody of its directory by address."""
    directory = read_directory(samples / "directory.yaml")
    folders = dict(line.split("\t") for line in (samples / "manifest.tsv").read_text().splitlines())
    stories = {}
    for path in sorted((samples / "mail").glob("*.eml")):
        key = re.sub(r"^\d+-(.*)-\d+\.eml$", r"\1", path.name)
        stories.setdefault(key, []).append(read_letter(path, folders[path.name], directory))
    return [Story(key, letters, directory) for key, letters in sorted(stories.items())], directory


def read_directory(path):
    """directory.yaml is a list of flat mappings, one key a line; that much YAML is read here."""
    people = {}
    fields = {}
    for line in path.read_text().splitlines() + ["- "]:
        if line.startswith("- ") and fields:
            person = Person(**fields)
            people[person.email] = person
            fields = {}
        name, colon, value = line[2:].partition(": ")
        if colon:
            fields[name] = value.strip("'\"")
    return people


def read_letter(path, folder, directory):
    def addresses(field):
        found = message[field].addresses if message[field] else []
        return [
            (directory[a.addr_spec].name if a.addr_spec in directory else a.display_name, a.addr_spec)
            for a in found
        ]

    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    text = body.get_content().replace("\r\n", "\n").rstrip()
    if body.get_content_subtype() == "html":
        text = re.sub(r"</p>", "\n", re.sub(r"<style>.*</style>", "", text))
        text = re.sub(r"<[^>]*>", "", text).replace("&nbsp;", " ").replace("&amp;", "&").rstrip()
    own, quotes = without_history(text)
    return Letter(
        sender=addresses("from")[0], to=addresses("to"), cc=addresses("cc"),
        subject=str(message["subject"]).strip(), date=message["date"].datetime, text=own,
        identifier=message["message-id"].strip(), parent=(message["in-reply-to"] or "").strip(), folder=folder,
        charset=body.get_content_charset() or "utf-8", is_html=body.get_content_subtype() == "html", quotes=quotes,
        attachments=[(a.get_filename() or "file", a.get_content_type()) for a in message.iter_attachments()],
        extra=[(n, str(v)) for n, v in message.items() if n == "Auto-Submitted"])


def without_history(text):
    """The text above the quoted message, and whether there is one. What stands below a quotation stays in."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if re.match(r"_{20,}$", line):
            return "\n".join(lines[:number]).rstrip(), True
        if line.startswith(">"):
            if any(l and not l.startswith(">") for l in lines[number:]):
                return text, False
            kept = lines[:number]
            while kept and not kept[-1]:
                kept.pop()
            return "\n".join(kept[:-1]).rstrip(), True
    return text, False
