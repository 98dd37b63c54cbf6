// SPDX-License-Identifier: Apache-2.0

import MailModel

/// Values for every variable of a letter, as a language writes them.
enum TemplateValues {
  static func all(_ language: Language) -> [String: String] {
    let words = words(language)
    return [
      "order_number": "SO-2026-00417", "customer_reference": "4500731182", "quote_number": "QT-2026-0093",
      "invoice_number": "INV-20391", "shipping_reference": "MSKU1234565", "company": "OurCo",
    ].merging(words) { $1 }
  }

  private static func words(_ language: Language) -> [String: String] {
    switch language {
    case .russian:
      [
        "salutation": "Здравствуйте, Олег Кузнецов!", "signature": "С уважением,\nИрина Соколова\nOurCo",
        "state_sentence": "Заказ собран и готов к отгрузке.", "requested": "счёт-фактура, товарная накладная",
        "specialist": "Ирина Соколова", "due_date": "20 марта 2026 г.", "amount": "118 400,00 руб.",
        "promised_date": "27 марта 2026",
      ]
    case .german:
      [
        "salutation": "Guten Tag Oleg Kuznetsov,",
        "signature": "Mit freundlichen Grüßen\nIrina Sokolova\nOurCo",
        "state_sentence": "Die Ware ist kommissioniert und versandbereit.",
        "requested": "Rechnung, Lieferschein",
        "specialist": "Irina Sokolova", "due_date": "20. März 2026", "amount": "1.184,00 EUR",
        "promised_date": "27. März 2026",
      ]
    default:
      [
        "salutation": "Dear Oleg Kuznetsov,", "signature": "Kind regards\nIrina Sokolova\nOurCo",
        "state_sentence": "The goods are packed and ready to ship.", "requested": "invoice, delivery note",
        "specialist": "Irina Sokolova", "due_date": "20 March 2026", "amount": "EUR 1,184.00",
        "promised_date": "27 March 2026",
      ]
    }
  }
}
