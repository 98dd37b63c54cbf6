# SPDX-License-Identifier: Apache-2.0
"""Own numbers and dates for every thread, put in place of those of the samples."""

import datetime
import re

# What the configuration of the benchmark declares as ours (bench/lib/ground writes it), and our invoices.
OURS = r"(?:ЗК-|ЗП-|SO-\d{4}-|КП-\d{4}/|QT-\d{4}-|AN-\d{4}-|PO-S-\d{4}-|RE-\d{4}-|УТ-)"
PATTERN = re.compile(
    r"(?P<ours>(?<!\w)" + OURS + r")(?P<number>\d{3,})"
    r"|(?P<date>(?<!\d)\d\d\.\d\d\.(?:20)?\d\d(?!\d))"
    r"|(?P<year>(?<!\d)20[23]\d(?!\d))"
    r"|(?P<container>(?<![A-Z])[A-Z]{3}U)(?P<serial>\d{6})\d(?!\d)"
    r"|(?P<contract>(?<!\w)(?:[A-ZА-Я]+/)+\d\d/)(?P<short>\d\d)(?!\d)"
    r"|(?P<digits>\d{4,})")


class Numbers:
    """The numbers of one thread: equal ones stay equal, and no two threads share one of ours."""

    def __init__(self, thread, days):
        self.thread = thread
        self.days = datetime.timedelta(days=days)
        self.ours = {}

    def text(self, text):
        """`text` with this thread's numbers and dates."""
        return PATTERN.sub(self.replace, text)

    def replace(self, match):
        if match["ours"]:
            index = self.ours.setdefault(match[0], len(self.ours))
            return match["ours"] + str(self.thread * 12 + index).zfill(max(5, len(match["number"])))
        if match["date"]:
            return self.shifted(match["date"])
        if match["year"]:
            return match["year"]
        if match["container"]:
            code = match["container"] + self.moved(match["serial"])
            return code + str(check_digit(code))
        if match["contract"]:
            return match["contract"] + "%02d%04d" % (int(match["short"]), self.thread)
        return self.moved(match["digits"])

    def moved(self, digits):
        """Another number of the same length, different in every thread as long as the length allows."""
        size = 10 ** len(digits)
        return str((int(digits) + self.thread * 7919) % size).zfill(len(digits))

    def shifted(self, text):
        form = "%d.%m.%Y" if len(text) == 10 else "%d.%m.%y"
        try:
            return (datetime.datetime.strptime(text, form) + self.days).strftime(form)
        except ValueError:
            return text


def check_digit(code):
    """The last digit of a container number (ISO 6346): letters count 10 to 38 without the multiples of 11."""
    values = [n for n in range(10, 39) if n % 11]
    total = sum(2 ** i * (int(c) if c.isdigit() else values[ord(c) - 65]) for i, c in enumerate(code))
    return total % 11 % 10
