# SPDX-License-Identifier: Apache-2.0
"""Invented people and companies, and the substitutions that put them into a story of the samples."""

import re

CYRILLIC = dict(zip(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh sch  y  e yu ya".split(" ")))
UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "ç": "c", "ş": "s", "ı": "i"}

# New names end like the old ones, so that declined forms stay well-formed: replaced is the stem.
NAMES = {
    "ru": {
        "first": "Антон Вадим Глеб Денис Захар Игнат Кирилл Леонид Максим Никита Родион Семён Тимур Фёдор".split(),
        "first-a": "Алла Вера Галина Дина Зинаида Инна Клара Лидия Майя Нина Полина Рита Софья Тамара".split(),
        "last": ("Абросимов Балашов Ведерников Горшков Дьяконов Еремеев Жданов Зотов Игошин Капустин Ломакин "
                 "Маслов Наумов Овчинников Панфилов Рогозин Сафронов Тюрин Уваров Филатов Харитонов Цветков "
                 "Чистяков Шубин Щукин Юдин Ямщиков Беспалов Гуляев Дроздов").split(),
    },
    "de": {
        "first": "Arne Birgit Carsten Dörte Eike Frauke Gunnar Heike Ingo Jutta Karsten Lena Maik Nele Ole".split(),
        "last": ("Albrecht Brinkmann Clausen Dammann Ebeling Feddersen Gerdes Hinrichs Isermann Janßen Köhler "
                 "Lührs Meinecke Niehaus Ohlendorf Petersen Quandt Rademacher Schünemann Tietjen Ulrichs "
                 "Voigt Wiechmann Zander Bödeker Hüttmann").split(),
    },
    "en": {
        "first": "Alan Bridget Craig Denise Euan Frances Gareth Helen Ivor Joanne Keith Lorna Martin Nuala".split(),
        "last": ("Ackroyd Bickerstaff Cathcart Dunmore Ellison Fairbairn Gillespie Haddow Ingleby Jessop "
                 "Kershaw Lockhart Mountford Newbold Oakden Pemberton Quayle Rushworth Stanhope Thornley "
                 "Underhill Verity Wainwright Yelland Ashdown Birtwhistle").split(),
    },
}

COMPANIES = {
    "ru": ("Урал Волг Сибир Донск Камск Нев Балт Полюс Вектор Альфа Прогресс Север Восток Кубань Самар Тагил".split(),
           "маш пром мет строй снаб комплект сталь агрегат привод хим кабель торг инвест монтаж прибор".split()),
    "de": ("Nord Süd Weser Elbe Harz Rhein Main Ruhr Saale Spree Isar Neckar Leine Aller Oder Franken".split(),
           "werk technik stahl guss chemie bau form kraft hydraulik lack druck pack optik holz".split()),
    "en": ("Ash Brook Carr Dun Elm Fern Glen Har Kings Lang Marsh North Oak Pen Raven Stan Thorn Wester".split(),
           "field gate bridge ford worth mouth ley combe stead port mill wick haven dale".split()),
}


# Addresses that are no person's.
DESKS = {"baza7", "kreditoren", "magazin", "mdoffice", "po-robot", "reception", "sbyt", "umts"}


def latin(text):
    """`text` in lower-case ASCII, as it would stand in a domain."""
    letters = (CYRILLIC.get(c) or UMLAUTS.get(c) or c for c in text.lower())
    return re.sub(r"[^a-z0-9]+", "", "".join(letters))


def stem(word):
    """What stays of a name when Russian or German declines it."""
    return re.sub(r"[аяйь]$", "", word)


class Cast:
    """One set of people and companies in the parts of a story's customers and suppliers.

    Banks, carriers and authorities stay who they are: they write to every order.
    """

    def __init__(self, story, number, rng):
        self.people = []
        replacements = {}
        for person in story.outsiders:
            if person.role not in ("customer", "supplier"):
                continue
            domain = person.email.partition("@")[2]
            if domain not in replacements:
                company = self.company(story.language, rng)
                replacements[domain] = "%s-%d.example" % (latin(company), number)
                token = self.token(person.company or person.name, domain)
                replacements[token] = company
            self.rename(person, story.language, rng, replacements)
        words = dict(replacements)
        for old, new in replacements.items():
            if "." not in old:
                words[old.upper()] = new.upper()
                words["".join(UMLAUTS.get(c, c) for c in old.lower()).upper()] = new.upper()
        # At the start of a word only, and the longest first: a name must not change inside another.
        pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        self.words = words
        self.pattern = re.compile(r"(?<!\w)(?:%s)" % pattern) if words else None
        for person in story.outsiders:
            self.people.append(person.renamed(self.text))

    def text(self, text):
        """`text` with this cast's names in it."""
        return self.pattern.sub(lambda match: self.words[match[0]], text) if self.pattern else text

    @staticmethod
    def company(language, rng):
        starts, ends = COMPANIES[language]
        return rng.choice(starts) + rng.choice(ends)

    @staticmethod
    def token(company, domain):
        """The word by which a company is known: the one that its domain also begins with."""
        for word in re.findall(r"\w{4,}", company):
            if latin(word)[:3] in latin(domain):
                return word
        return domain.partition(".")[0]

    @staticmethod
    def rename(person, language, rng, replacements):
        local, _, domain = person.email.partition("@")
        words = re.findall(r"\w{3,}", person.name)
        if local in DESKS or len(words) not in (2, 3):
            return
        is_russian = re.search("[а-я]", person.name) is not None
        names = NAMES["ru" if is_russian else language]
        last = words[-1]
        if is_russian:
            last = next((word for word in words if re.search("(?:[оеё]в|[иы]н)а?$", word)), last)
        new_last = rng.choice(names["last"]) + last[len(stem(last)):]
        replacements[stem(last)] = stem(new_last)
        initial = ""
        for word in words:
            if word != last and not word.endswith(("вич", "вна")):
                kind = "first-a" if word.endswith(("а", "я")) and "first-a" in names else "first"
                new_first = rng.choice(names[kind])
                replacements[stem(word)] = stem(new_first)
                initial = latin(new_first)[:1]
        replacements[local + "@" + domain] = "%s.%s@%s" % (initial or "x", latin(new_last), replacements[domain])
