# SPDX-License-Identifier: Apache-2.0
"""What the samples leave out and real mail is full of: courtesies, lists of items, signatures, disclaimers."""

SENTENCES = {
    "en": """
By the way, {name} from our {place} office sends regards and asks about the {item} you showed us last autumn.
The drawing of the {item} has revision {n} by now, the flange and the bolt circle are as they were.
We had heavy rain here all week and half of the yard was under water, so please excuse the slow answer.
For your information, our goods entrance in {place} is open from 7:00 to 15:30, on Fridays until 13:00.
The {item} runs at about {n} rpm in our line and has done so without trouble for six years.
If it helps, we can send photographs of the nameplate of the {item}, it is a little rusty but legible.
Please use article number {code} in our portal, the old one {code} is no longer maintained.
Our colleague {name} has moved to the {place} site, her telephone number stays the same.
We keep a small stock of {item} ourselves, but never more than {n} pieces because of the space.
As you know the works is shut for maintenance in the last two weeks of July, as every year.
The technical data sheet of {code} gives {n} N/mm2, could your people have a look whether that is a misprint?
It was good to see you at the fair in {place}, although there was hardly any time to talk.
The packaging of the {item} was discussed with our storekeeper, wooden boxes are easier for the forklift.
I copy {name}, who looks after the {item} on our side while I am travelling.
Nothing else is new here, the auditors were in the house on Monday and found the usual trifles.
The label should show the article {code}, the charge number and the net weight in kg.
Our paint shop asks whether the {item} comes with primer only or with the full coating system.
Let me know when you are near {place} again, the coffee machine has been repaired.
""",
    "de": """
Übrigens lässt {name} aus unserem Büro in {place} grüßen und fragt nach dem {item}, das Sie im Herbst gezeigt haben.
Die Zeichnung zum {item} hat inzwischen den Stand {n}, Flansch und Lochkreis sind unverändert.
Bei uns hat es die ganze Woche geregnet, der halbe Hof stand unter Wasser, deshalb erst heute ein Lebenszeichen.
Zur Kenntnis: unsere Warenannahme in {place} ist von 7:00 bis 15:30 Uhr besetzt, freitags bis 13:00 Uhr.
Der {item} läuft in unserer Linie mit etwa {n} U/min, und das seit sechs Jahren ohne Beanstandung.
Falls es hilft, machen wir gern Fotos vom Typenschild, es ist etwas rostig, aber lesbar.
Bitte verwenden Sie in unserem Portal die Artikelnummer {code}, die alte {code} wird nicht mehr gepflegt.
Unsere Kollegin {name} sitzt jetzt am Standort {place}, die Durchwahl ist dieselbe.
Einige {item} haben wir selbst am Lager, aus Platzgründen aber nie mehr als {n} Stück.
Wie jedes Jahr ist das Werk in den letzten beiden Juliwochen wegen Instandhaltung geschlossen.
Im Datenblatt zu {code} stehen {n} N/mm2, vielleicht kann Ihre Technik prüfen, ob das ein Druckfehler ist.
Schön, dass wir uns auf der Messe in {place} gesehen haben, auch wenn kaum Zeit zum Reden war.
Die Verpackung der {item} haben wir mit dem Magazin besprochen, Holzkisten sind für den Stapler einfacher.
Ich setze {name} in Kopie, der sich während meiner Reise um die {item} kümmert.
Sonst gibt es nichts Neues, am Montag waren die Auditoren im Haus und fanden die üblichen Kleinigkeiten.
Auf dem Etikett sollten Artikel {code}, Charge und Nettogewicht in kg stehen.
Unsere Lackiererei möchte wissen, ob der {item} nur grundiert oder mit vollem Aufbau kommt.
Melden Sie sich, wenn Sie wieder in der Nähe von {place} sind, die Kaffeemaschine läuft wieder.
""",
    "ru": """
Кстати, {name} из нашего офиса в городе {place} передаёт привет и спрашивает про {item}, который вы показывали осенью.
У чертежа на {item} теперь редакция {n}, фланец и окружность болтов прежние.
Всю неделю у нас лили дожди, половина двора стояла под водой, поэтому отвечаю только сегодня.
Для сведения: приёмка на складе {place} работает с 7:00 до 15:30, по пятницам до 13:00.
Наш {item} работает в линии при {n} об/мин уже шестой год, нареканий нет.
Если нужно, пришлём фотографии шильдика, он немного ржавый, но читается.
В нашем портале используйте артикул {code}, старый {code} больше не ведётся.
Наша коллега {name} переехала на площадку {place}, телефон у неё прежний.
Небольшой запас {item} у нас есть и свой, но никогда не больше {n} штук, просто негде хранить.
Как и каждый год, последние две недели июля завод закрыт на планово-предупредительный ремонт.
В паспорте на {code} указано {n} Н/мм2, посмотрите, пожалуйста, не опечатка ли это.
Хорошо, что увиделись на выставке в городе {place}, хотя поговорить толком не успели.
Упаковку на {item} обсудили с кладовщиком, с деревянными ящиками погрузчику проще.
Ставлю в копию {name}, пока я в командировке, по {item} лучше к нему.
Больше новостей нет, в понедельник были аудиторы, нашли обычные мелочи.
На этикетке должны быть артикул {code}, номер партии и масса нетто в кг.
Наш малярный участок спрашивает, {item} приходит только в грунте или с полной системой покрытия.
Дайте знать, когда снова будете в городе {place}, кофемашину уже починили.
""",
}

ITEMS = {
    "en": ("spherical roller bearing|gear coupling|mechanical seal|ball valve|gate valve|hydraulic cylinder|vane pump|"
           "worm gearbox|frequency converter|cable drum|pressure transmitter|filter cartridge|conveyor belt|"
           "welding electrode|hexagon bolt|spring washer|V-belt pulley|solenoid coil|heat exchanger|flow meter"),
    "de": ("Pendelrollenlager|Zahnkupplung|Gleitringdichtung|Kugelhahn|Absperrschieber|Hydraulikzylinder|"
           "Flügelzellenpumpe|Schneckengetriebe|Frequenzumrichter|Kabeltrommel|Druckmessumformer|Filterpatrone|"
           "Fördergurt|Schweißelektrode|Sechskantschraube|Federring|Keilriemenscheibe|Magnetspule|Wärmetauscher|"
           "Durchflussmesser"),
    "ru": ("подшипник роликовый|муфта зубчатая|уплотнение торцевое|кран шаровой|задвижка клиновая|гидроцилиндр|"
           "насос пластинчатый|редуктор червячный|преобразователь частоты|барабан кабельный|датчик давления|"
           "патрон фильтрующий|лента конвейерная|электрод сварочный|болт шестигранный|шайба пружинная|шкив клиновой|"
           "катушка электромагнитная|теплообменник|расходомер"),
}

PLACES = {
    "en": "Avonmouth|Sheffield|Leith|Goole|Telford|Bristol|Dundee|Corby|Runcorn|Barrow",
    "de": "Hannover|Aurich|Peine|Salzgitter|Lingen|Frankenthal|Celle|Goslar|Emden|Stade",
    "ru": "Подольск|Тавда|Ижевск|Челябинск|Новосибирск|Чехов|Елабуга|Чусовой|Ревда|Коломна",
}

TITLES = {
    "en": "Purchasing|Sales Office|Materials Planning|Logistics|Maintenance|Contracts",
    "de": "Einkauf|Vertriebsinnendienst|Disposition|Logistik|Instandhaltung|Auftragsabwicklung",
    "ru": "отдел закупок|отдел продаж|планирование|логистика|служба главного механика|договорной отдел",
}

UNITS = {"en": "ea", "de": "Stk", "ru": "шт."}

DISCLAIMERS = {
    "en": """
This e-mail and any attachment are confidential and intended solely for the person or entity named above. If you
have received it in error, please tell the sender and remove it from your system. We have checked this message for
malicious software but accept no liability for any loss arising from its use. Registered in England and Wales.
""",
    "de": """
Diese Nachricht ist vertraulich und nur für den genannten Empfänger bestimmt. Sollten Sie sie irrtümlich erhalten
haben, unterrichten Sie bitte den Absender und löschen Sie sie. Sitz der Gesellschaft und Registergericht wie auf
unserer Internetseite genannt. Hinweise zum Datenschutz finden Sie ebenfalls dort.
""",
    "ru": """
Настоящее сообщение и приложения к нему предназначены исключительно для указанного адресата и могут содержать
конфиденциальные сведения. Если вы получили его по ошибке, сообщите об этом отправителю и удалите письмо.
Берегите природу: не печатайте письма без необходимости.
""",
}

ATTRIBUTIONS = {
    "en": "On {date}, {name} <{address}> wrote:",
    "de": "Am {date} schrieb {name} <{address}>:",
    "ru": "{date}, {name} <{address}> пишет:",
}

FORWARD_HEADS = {
    "en": "From: {name} <{address}>\nSent: {date}\nTo: {to}\nSubject: {subject}",
    "de": "Von: {name} <{address}>\nGesendet: {date}\nAn: {to}\nBetreff: {subject}",
    "ru": "От: {name} <{address}>\nОтправлено: {date}\nКому: {to}\nТема: {subject}",
}

SENTENCES = {language: text.strip().split("\n") for language, text in SENTENCES.items()}
ITEMS = {language: text.split("|") for language, text in ITEMS.items()}
PLACES = {language: text.split("|") for language, text in PLACES.items()}
TITLES = {language: text.split("|") for language, text in TITLES.items()}


def code(rng):
    """An article number as catalogues have them; most are seen once, as in real mail."""
    letters = "".join(rng.choices("ABCDEFGHKLMNPRSTUVWXZ", k=rng.randint(1, 3)))
    return "%s %d-%s" % (letters, rng.randint(10, 9999), rng.randint(10, 999))


def chatter(language, rng, names):
    """Some sentences that say nothing about an order."""
    sentences = rng.sample(SENTENCES[language], rng.choice((1, 1, 2, 2, 3, 4)))
    return " ".join(s.format(
        name=rng.choice(names), place=rng.choice(PLACES[language]), item=rng.choice(ITEMS[language]),
        n=rng.randint(3, 2900), code=code(rng)) for s in sentences)


def item_list(language, rng):
    """Positions with article, name and quantity: a few mostly, now and then a page."""
    count = min(60, int(rng.paretovariate(1.1) * 3))
    return "\n".join("%3d  %-14s %-28s %6d %s" % (
        10 * number, code(rng), rng.choice(ITEMS[language]), rng.choice((1, 2, 4, 10, 25, 50, 100, 480)),
        UNITS[language]) for number in range(1, count + 1))
