// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailParsing
import Testing

@Suite("The language of a text")
struct LanguageTests {
  struct Case: CustomTestStringConvertible {
    let text: String
    let subject: String
    let language: String
    init(_ language: String, _ text: String, subject: String = "") {
      self.language = language
      self.text = text
      self.subject = subject
    }
    var testDescription: String { text }
  }

  @Test(
    "is right on a line or two",
    arguments: [
      Case("ru", "Когда отгрузка?"),
      Case("ru", "ок, ждём"),
      Case("de", "fu\u{308}r"),
      Case("ru", "Прошу счёт на 6316-2RS C3, ABB ACS580, SKF Explorer"),
      Case(
        "ru",
        "Dear Sirs!\nПросим выслать счёт на оплату.\n\nBest regards,\nIvan Petrov\nPurchasing, Zavod LLC"
      ),
      Case("ru", "Dobryj den! Podskazhite, kogda otgruzka po nashemu zakazu?"),
      Case("uk", "Добрий день! Просимо надіслати рахунок за замовлення."),
      Case("en", "Noted, thanks."),
      Case("en", "When will you ship?"),
      Case("en", "Hello Pavel,\nwe booked your order.\n\nС уважением,\nОтдел продаж ООО «Ромашка», Москва"),
      Case("en", "Please find attached our PO ЗП-00871 for Подшипники."),
      Case("de", "Wann kommt die Ware?"),
      Case("de", "ja, passt so"),
      Case("de", "Auftragsbestätigung anbei"),
      Case(
        "de",
        "Hallo,\nbitte um Bestätigung der Lieferung.\n\nBest regards\nJens Ahlers\nThe Machine Ltd"
      ),
      Case("de", "Sehr geehrte Damen und Herren,\nBestellung 4711 wird storniert."),
      Case(
        "fr", "Bonjour, veuillez trouver ci-joint notre commande. Merci de confirmer le délai de livraison."),
      Case("nl", "Geachte heer, graag ontvangen wij een offerte voor de levering van onze bestelling."),
      Case("pl", "Dzień dobry, proszę o potwierdzenie zamówienia i termin dostawy."),
      Case("und", "SO-2026-00417 4711"),
      Case("und", ""),
      Case("de", "", subject: "AW: Bestellung und Rechnung"),
      Case("ru", "+1", subject: "Re: заявка на подшипники"),
      Case("en", "see https://b.example/der/die/das and reply"),
    ])
  func isRight(_ item: Case) {
    #expect(LanguageDetection.language(of: item.text, subject: item.subject).rawValue == item.language)
  }
}
