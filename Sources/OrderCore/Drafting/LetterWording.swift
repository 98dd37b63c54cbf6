// SPDX-License-Identifier: Apache-2.0

import MailModel

/// The few words of a letter that depend on facts and not on its template.
enum LetterWording {
  /// The languages that letters are written in; others get English.
  static func written(_ language: Language) -> Language {
    [.russian, .english, .german].contains(language) ? language : .english
  }

  /// The salutation for a person; neutral where no name is known.
  static func salutation(_ name: String, language: Language) -> String {
    switch (language, name.isEmpty) {
    case (.russian, true): "Здравствуйте!"
    case (.russian, false): "Здравствуйте, \(name)!"
    case (.german, true): "Guten Tag,"
    case (.german, false): "Guten Tag \(name),"
    case (_, true): "Dear Sir or Madam,"
    case (_, false): "Dear \(name),"
    }
  }

  /// The line above a quoted original.
  static func attribution(date: String, name: String, language: Language) -> String {
    switch language {
    case .russian: "\(date) \(name) пишет:"
    case .german: "Am \(date) schrieb \(name):"
    default: "On \(date) \(name) wrote:"
    }
  }

  /// Where an order stands, as a complete sentence for its customer.
  static func stateSentence(_ state: OrderState, language: Language) -> String {
    switch language {
    case .russian: russian(state)
    case .german: german(state)
    default: english(state)
    }
  }

  private static func russian(_ state: OrderState) -> String {
    switch state {
    case .inquiry: "Ваш запрос у нас в работе, коммерческое предложение ещё готовится."
    case .quoted: "Коммерческое предложение Вам отправлено, мы ждём Вашего подтверждения."
    case .confirmed: "Ваше подтверждение получено, заказ оформляется."
    case .placed: "Заказ оформлен и находится в работе; материал на наш склад ещё не поступил."
    case .materialReceived: "Материал поступил на наш склад, заказ готовится к отгрузке."
    case .shipped: "Заказ отгружен и находится в пути."
    case .delivered: "По нашим данным, заказ доставлен."
    case .paid: "По нашим данным, заказ выполнен и оплачен."
    case .declined: "По нашим данным, предложение отклонено, заказ не оформлялся."
    case .cancelled: "По нашим данным, заказ отменён."
    }
  }

  private static func english(_ state: OrderState) -> String {
    switch state {
    case .inquiry: "Your inquiry is with us and our quotation is being prepared."
    case .quoted: "Our quotation has been sent and we are waiting for your confirmation."
    case .confirmed: "We have your confirmation and the order is being entered."
    case .placed:
      "The order has been placed and is in progress; the goods have not reached our warehouse yet."
    case .materialReceived: "The goods have reached our warehouse and are being prepared for shipment."
    case .shipped: "The order has been shipped and is on its way."
    case .delivered: "According to our records the order has been delivered."
    case .paid: "According to our records the order has been completed and paid."
    case .declined: "According to our records the quotation was declined and no order was placed."
    case .cancelled: "According to our records the order has been cancelled."
    }
  }

  private static func german(_ state: OrderState) -> String {
    switch state {
    case .inquiry: "Ihre Anfrage ist bei uns in Bearbeitung, unser Angebot wird gerade erstellt."
    case .quoted: "Unser Angebot liegt Ihnen vor, wir warten auf Ihre Bestätigung."
    case .confirmed: "Ihre Bestätigung liegt uns vor, der Auftrag wird gerade erfasst."
    case .placed:
      "Der Auftrag ist erfasst und in Arbeit; die Ware ist in unserem Lager noch nicht eingetroffen."
    case .materialReceived: "Die Ware ist in unserem Lager eingetroffen und wird für den Versand vorbereitet."
    case .shipped: "Der Auftrag ist versandt und unterwegs."
    case .delivered: "Nach unseren Unterlagen ist der Auftrag ausgeliefert."
    case .paid: "Nach unseren Unterlagen ist der Auftrag abgeschlossen und bezahlt."
    case .declined: "Nach unseren Unterlagen wurde das Angebot abgelehnt, ein Auftrag besteht nicht."
    case .cancelled: "Nach unseren Unterlagen ist der Auftrag storniert."
    }
  }
}
