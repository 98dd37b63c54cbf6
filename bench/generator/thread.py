# SPDX-License-Identifier: Apache-2.0
"""A story told once more: other people, numbers and dates, with the courtesies and quotations of real mail."""

import datetime
import email.utils
import pathlib
import random
import re

from . import message, people, wording
from .numbers import Numbers

# So many sets of people play each story; the rest are further orders of the same customers.
CASTS = 40
ROBOTS = re.compile(
    r"robot|^no-?reply|^mailer-daemon|^wms|^site|^notify|^advices|^tradeservices|^kontoservice|^digest|^news|^hello|^service")
LONGEST_TEXT = 6000


def cast_of(story, number, seed):
    return people.Cast(story, number, random.Random("%s/%s/%d" % (seed, story.key, number)))


class Thread:
    """The messages of one thread, to be written by `messages`."""

    def __init__(self, index, story, start, seed):
        self.rng = random.Random("%s/%d" % (seed, index))
        self.story = story
        self.cast = cast_of(story, self.rng.randrange(CASTS), seed)
        self.start = start
        self.first = story.letters[0].date
        self.numbers = Numbers(index, (start.date() - self.first.date()).days)
        self.letters = {}
        self.identifiers = {}

    def messages(self):
        """Folder, arrival and bytes of each message."""
        for letter in self.story.letters:
            date = letter.date + (self.start - self.first)
            yield letter.folder, date, self.render(letter, date)

    def words(self, text):
        return self.numbers.text(self.cast.text(text))

    def mailboxes(self, pairs):
        return ",\n ".join(message.mailbox(self.cast.text(n), self.cast.text(a)) for n, a in pairs)

    def render(self, letter, date):
        rng = self.rng
        sender = self.cast.text(letter.sender[1])
        stamp = email.utils.format_datetime(date)
        identifier = "<%020x@%s>" % (rng.getrandbits(80), sender.partition("@")[2])
        ancestors = self.identifiers.get(letter.parent, [])
        self.identifiers[letter.identifier] = ancestors + [identifier]

        head = message.trace(sender, stamp, rng) if letter.folder == "INBOX" else ""
        head += "From: %s\nTo: %s\n" % (self.mailboxes([letter.sender]), self.mailboxes(letter.to))
        if letter.cc:
            head += "Cc: %s\n" % self.mailboxes(letter.cc)
        head += "Subject: %s\nDate: %s\nMessage-ID: %s\n" % (message.phrase(self.words(letter.subject)), stamp, identifier)
        if ancestors:
            head += "In-Reply-To: %s\nReferences: %s\n" % (ancestors[-1], "\n ".join(ancestors))
        for field in letter.extra:
            head += "%s: %s\n" % field
        is_robot = ROBOTS.search(letter.sender[1]) is not None
        if not is_robot:
            head += rng.choice(message.MAILERS) + "\n"
        head += "MIME-Version: 1.0\n"

        text = self.text(letter, date, is_robot)
        self.letters[letter.identifier] = letter, date, text
        return head.encode() + self.body(letter, text, is_robot)

    def text(self, letter, date, is_robot):
        text = self.words(letter.text)
        if not is_robot:
            paragraphs = text.split("\n\n")
            names = [p.name for p in self.cast.people if "." in p.email.partition("@")[0]] or ["Kim"]
            while self.rng.random() < 0.6:
                paragraphs.insert(-1, wording.chatter(self.story.language, self.rng, names))
            if self.rng.random() < 0.25:
                paragraphs.insert(-1, wording.item_list(self.story.language, self.rng))
            text = "\n\n".join(paragraphs)
            if self.rng.random() < 0.4:
                text += "\n\n" + wording.DISCLAIMERS[self.story.language].strip()
        if letter.parent in self.letters and (letter.quotes or self.rng.random() < 0.9):
            text = (text + self.history(letter.parent))[:LONGEST_TEXT]
        return text + "\n"

    def history(self, parent):
        """The quoted message, and all that it quotes itself."""
        letter, date, text = self.letters[parent]
        fields = {
            "name": self.cast.text(letter.sender[0]), "address": self.cast.text(letter.sender[1]),
            "date": date.strftime("%d.%m.%Y %H:%M"), "subject": self.words(letter.subject),
            "to": "; ".join(self.cast.text(n or a) for n, a in letter.to),
        }
        if self.rng.random() < 0.5:
            head = wording.FORWARD_HEADS[self.story.language].format(**fields)
            return "\n\n________________________________\n%s\n\n%s" % (head, text)
        quoted = "\n".join((">" if line.startswith(">") else "> ") + line for line in text.rstrip().split("\n"))
        return "\n\n%s\n%s" % (wording.ATTRIBUTIONS[self.story.language].format(**fields), quoted)

    def body(self, letter, text, is_robot):
        rng = self.rng

        def part(text, subtype):
            return message.entity(text, subtype, letter.charset, self.story.language, rng)

        if letter.is_html:
            content = part(message.markup(text), "html")
        elif not is_robot and rng.random() < 0.4:
            content = message.multipart("alternative", [part(text, "plain"), part(message.markup(text), "html")], rng)
        else:
            content = part(text, "plain")
        files = [(self.words(name), kind) for name, kind in letter.attachments]
        if not is_robot and rng.random() < 0.05:
            files.append(("IMG_%04d.jpg" % rng.randint(1, 9999), "image/jpeg"))
        if not files:
            return content
        # Heavy-tailed: most files have a few kilobytes, some some hundred.
        sizes = [min(220_000, int(5_000 * rng.paretovariate(1.25))) for _ in files]
        return message.multipart("mixed", [content] + [
            message.attachment(name, message.KINDS.get(pathlib.PurePath(name).suffix, kind), size, rng)
            for (name, kind), size in zip(files, sizes)], rng)


def plan(every_story, count, seed):
    """The threads that together have `count` messages or a few more, as (index, story, start), oldest first."""
    rng = random.Random("%s/plan" % seed)
    chosen = []
    messages = 0
    while messages < count:
        chosen.append(rng.choice(every_story))
        messages += len(chosen[-1].letters)
    # Two years of business, ending in November 2026; the time of day is the first message's.
    end = datetime.date(2026, 9, 1)
    for index, story in enumerate(chosen):
        day = end - datetime.timedelta(days=700 - 700 * index // len(chosen))
        yield index, story, datetime.datetime.combine(day, story.letters[0].date.timetz())
