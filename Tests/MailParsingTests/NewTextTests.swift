// SPDX-License-Identifier: Apache-2.0

import MailParsing
import Testing

@Suite("New text")
struct NewTextTests {
  struct Case: CustomTestStringConvertible {
    let name: String
    let quoted: String
    init(_ name: String, _ quoted: String) {
      self.name = name
      self.quoted = quoted
    }
    var testDescription: String { name }
  }

  /// Each is put under an answer and must go as a whole.
  @Test(
    "ends where a quote begins",
    arguments: [
      Case("Gmail", "On Mon, 2 Mar 2026 at 09:14, Ann Lee <a@b.example> wrote:\n> Old text\n> more"),
      Case(
        "Gmail, wrapped",
        "On Mon, 2 Mar 2026 at 09:14, Ann Lee of Purchasing\n<a@b.example>\nwrote:\n\n> Old text"),
      Case(
        "Gmail, not marked", "On Mon, 2 Mar 2026 at 09:14, Ann Lee <a@b.example> wrote:\nOld text\n\nmore"),
      Case("Gmail, Russian", "пн, 2 мар. 2026 г. в 09:14, Олег <o@b.example>:\n> Старый текст"),
      Case("Apple Mail", "> 2 марта 2026 г., в 9:14, Олег <o@b.example> написал(а):\n> \n> Старый текст"),
      Case("Thunderbird", "02.03.2026 09:14, Олег Кузнецов пишет:\n> Старый текст"),
      Case("Thunderbird, German", "Am 02.03.26 um 09:14 schrieb Jens Ahlers:\n> Alter Text"),
      Case("German Gmail", "Jens Ahlers <j@b.example> schrieb am Mo., 2. März 2026, 09:14:\n\n> Alter Text"),
      Case("The Bat", "Вы писали 2 марта 2026 г., 9:14:33:\n\n> Старый текст"),
      Case("Mail.ru", "Понедельник, 2 марта 2026, 9:14 +03:00 от Олег <o@b.example>:\nСтарый текст"),
      Case("Yandex", "02.03.2026, 09:14, \"Олег\" <o@b.example>:\nСтарый текст"),
      Case("Zoho", "---- On Mon, 02 Mar 2026 09:14:00 +0300 o@b.example wrote ----\n\nOld text"),
      Case("French", "Le lun. 2 mars 2026 à 09:14, Jean <j@b.example> a écrit :\n> Ancien texte"),
      Case(
        "Outlook",
        "________________________________\nFrom: Ann <a@b.example>\nSent: Monday\nTo: B\nSubject: x\n\nOld"
      ),
      Case(
        "Outlook, Russian",
        "От: Олег К. <o@b.example>\nОтправлено: 2 марта 2026 г. 9:14\nКому: Заказы\nТема: Заявка\n\nСтарый"
      ),
      Case(
        "Outlook, German, no rule",
        "Von: Jens\nGesendet: Montag, 2. März 2026 09:14\nAn: Vertrieb\nBetreff: Angebot\n\nAlt"),
      Case(
        "Outlook, starred", "*From:* Ann [mailto:a@b.example]\n*Sent:* Monday\n*To:* B\n*Subject:* x\n\nOld"),
      Case("Outlook, spaced out", "From: Ann <a@b.example>\n\nSent: Monday\n\nTo: Bo\n\nSubject: x\n\nOld"),
      Case(
        "Outlook, long recipients",
        "От: Олег\nКому: Анна <a@b.example>;\nБорис <b@b.example>\nТема: x\nДата: 2 марта\n\nСтарый"),
      Case(
        "Lotus Notes",
        "Von:\tJens Ahlers/Firma/DE\nAn:\tVertrieb\nDatum:\t02.03.2026 09:14\nBetreff:\tAngebot\n\nAlt"),
      Case("original message", "-----Original Message-----\nFrom: Ann\nOld text"),
      Case("original message, Russian", "-----Исходное сообщение-----\nСтарый текст"),
      Case("original message, German", "-----Ursprüngliche Nachricht-----\nAlter Text"),
      Case("forward", "---------- Forwarded message ---------\nFrom: Ann <a@b.example>\nOld text"),
      Case(
        "forward, Russian", "-------- Пересылаемое сообщение --------\n02.03.2026, 09:14, Олег:\nСтарый текст"
      ),
      Case("forward, German", "-------- Weitergeleitete Nachricht --------\nBetreff: x\nAlter Text"),
      Case("forward, Apple Mail", "Начало переадресованного сообщения:\n\nОт: Олег\nСтарый текст"),
      Case("bare marks", "> Old text\n>> older text"),
    ])
  func endsAtQuote(_ item: Case) {
    let split = NewText.split("Hello,\n\nwe agree.\n\n\(item.quoted)\n")
    #expect(split.newText == "Hello,\n\nwe agree.")
    #expect(split.quotedText == item.quoted)
    #expect(NewText.split(item.quoted).newText == "")
  }

  @Test("holds answers between and below quotes")
  func keepsInlineAnswers() {
    let split = NewText.split(
      """
      On Mon, 2 Mar 2026, Ann Lee <a@b.example> wrote:
      > How many?
      24 pieces.

      > When?
      >
      In week 12.

      Lee
      """)
    #expect(split.newText == "24 pieces.\n\nIn week 12.\n\nLee")
    #expect(split.quotedText == "On Mon, 2 Mar 2026, Ann Lee <a@b.example> wrote:\n> How many?\n> When?\n>")
  }

  /// Texts of orders that look like quotes.
  @Test(
    "stays whole where nothing is quoted",
    arguments: [
      "From: Ningbo\nTo: Moscow\nDate: 12 March\nWeight: 12 t",
      "Von: Lager Nord\nNach: Celle\nDatum: 3.3.",
      "Он написал нам, что отгрузит 12.03.2026:\n- 24 шт.\n- 12 шт.",
      "Wir haben am 12.03.2026 bestellt:\n5 Pumpen",
      "On Monday we received:\n- 3 pallets\n- 1 box",
      "Наш менеджер Иванов <i@b.example> написал вам 02.03.2026 вот что:\nждём счёт",
      ">= 5 pcs of item 3\n> ",
      "----------\nTotal: 5\n----------",
      "--\nIrina Sokolova\nSales",
      "Best regards\nJohn",
      "Тема: подшипники\nКоличество: 24",
      "Original message was clear, we accept.",
      ">From the warehouse: all arrived.",
    ])
  func staysWhole(_ text: String) {
    let expected = text.hasSuffix("\n> ") ? String(text.dropLast(3)) : text
    #expect(NewText.split(text).newText == expected)
  }

  @Test("is empty in a bare forward, whose text is all quoted")
  func isEmptyInForward() {
    let text =
      "---------- Forwarded message ---------\nFrom: Ann <a@b.example>\nSubject: Order\n\nFive pumps."
    let split = NewText.split(text)
    #expect(split.newText.isEmpty)
    #expect(split.quotedText == text)
  }
}
