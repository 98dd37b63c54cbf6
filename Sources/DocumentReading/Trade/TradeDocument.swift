// SPDX-License-Identifier: Apache-2.0

import OrderCore

/// What a structured business document says, whatever its vocabulary.
struct TradeDocument {
  /// What it is ("Order", "Despatch advice").
  var title: String
  /// Its own number.
  var number: String?
  /// The day it was issued, ISO 8601 where the vocabulary says so.
  var issued: String?
  /// The numbers in it, in document order.
  private(set) var references: [DocumentReference] = []
  /// What else it says, a line each.
  private(set) var lines: [String] = []

  /// Creates a document.
  init(title: String, number: String?, issued: String?) {
    self.title = title
    self.number = number
    self.issued = issued
  }

  /// What stands where a number is asked for and there is none.
  private static let blanks: Set<String> = ["na", "n/a", "-", "--", "none", "notprovided"]

  /// Adds a number, once for each of its roles.
  mutating func refer(_ role: DocumentReference.Role, _ value: String?) {
    guard let value, !value.isEmpty, !Self.blanks.contains(value.lowercased()) else { return }
    let reference = DocumentReference(role: role, value: value)
    if references.count < ReadingLimits.references, !references.contains(reference) {
      references.append(reference)
    }
  }

  /// Adds a line of words, if there are any; `label` stands before them.
  mutating func say(_ label: String, _ words: String?...) {
    let said = words.compactMap { $0 }.filter { !$0.isEmpty }
    if !said.isEmpty { lines.append("\(label): \(said.joined(separator: ", "))") }
  }

  /// The document as lines that people can read: what it is, its numbers, what it says.
  var text: String {
    let head =
      [title, number].compactMap { $0 }.joined(separator: " ") + (issued.map { ", issued \($0)" } ?? "")
    let numbers = references.filter { $0.value != number }.map { "\(Self.word($0.role)): \($0.value)" }
    return ([head] + numbers + lines).joined(separator: "\n")
  }

  private static func word(_ role: DocumentReference.Role) -> String {
    switch role {
    case .order: "Order"
    case .salesOrder: "Sales order"
    case .quotation: "Quotation"
    case .despatch: "Delivery note"
    case .invoice: "Invoice"
    case .contract: "Contract"
    }
  }
}
