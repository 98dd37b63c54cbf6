// SPDX-License-Identifier: Apache-2.0

import OrderCore

/// CommerceML 2, in which 1C exchanges orders.
enum CommerceMLDocument {
  /// What a document is, by words of the operation it stands for.
  private static let operations: [(word: String, title: String, role: DocumentReference.Role)] = [
    ("заказ", "Заказ", .order), ("сч", "Счёт", .invoice), ("отпуск", "Накладная", .despatch),
    ("реализац", "Накладная", .despatch), ("возврат", "Возврат", .invoice),
  ]

  /// Reads the documents inside; nil when the root is another or holds none.
  static func read(_ root: XMLElement) -> [TradeDocument]? {
    guard root.name == "КоммерческаяИнформация" else { return nil }
    var found = root.children("Документ")
    for container in root.children("Контейнер") { found += container.children("Документ") }
    return found.isEmpty ? nil : found.map(read(document:))
  }

  private static func read(document source: XMLElement) -> TradeDocument {
    let operation = source.text(at: "ХозОперация") ?? ""
    let known = operations.first { operation.lowercased().hasPrefix($0.word) }
    let number = source.text(at: "Номер")
    var document = TradeDocument(
      title: known?.title ?? (operation.isEmpty ? "Документ" : operation), number: number,
      issued: source.text(at: "Дата"))
    if let role = known?.role { document.refer(role, number) }
    for party in source.child("Контрагенты")?.children("Контрагент") ?? [] {
      document.say(
        party.text(at: "Роль")?.lowercased() ?? "контрагент",
        party.text(at: "ПолноеНаименование") ?? party.text(at: "Наименование"))
    }
    document.say("комментарий", source.text(at: "Комментарий"))
    for goods in source.child("Товары")?.children("Товар") ?? [] {
      let unit = goods.text(at: "Единица") ?? goods.child("БазоваяЕдиница")?.text ?? ""
      document.say(
        "строка",
        goods.text(at: "Количество").map { "\($0) \(unit)× \(goods.text(at: "Наименование") ?? "")" },
        goods.text(at: "Артикул").map { "артикул \($0)" }, goods.text(at: "ЦенаЗаЕдиницу").map { "по \($0)" },
        goods.text(at: "Сумма"))
    }
    document.say(
      "сумма",
      source.text(at: "Сумма").map {
        [$0, source.text(at: "Валюта")].compactMap { $0 }.joined(separator: " ")
      })
    return document
  }
}
