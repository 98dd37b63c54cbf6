// SPDX-License-Identifier: Apache-2.0

/// What sort of reference a key is (the table in docs/events.md: how a message names an order).
package enum KeyKind: String, Hashable, Sendable, CaseIterable {
  /// Our order number.
  case ourOrder = "our_order"
  /// Our quotation number.
  case ourQuote = "our_quote"
  /// The customer's order or inquiry number.
  case customerOrder = "customer_order"
  /// Our order to a supplier.
  case supplierOrder = "supplier_order"
  /// An invoice, ours or theirs.
  case invoice
  /// A waybill, tracking number, container, bill of lading, customs declaration.
  case shipping
  /// A contract.
  case contract
}

/// A reference that names an order.
package struct OrderKey: Hashable, Sendable {
  /// What sort of reference.
  package let kind: KeyKind
  /// The value as people wrote it.
  package let value: String
  /// The value as it is compared: see `OrderKey.normalised(_:)`.
  package let normalised: String

  /// Creates a key and its comparable form.
  package init(kind: KeyKind, value: String) {
    self.kind = kind
    self.value = value
    normalised = OrderKey.normalised(value)
  }

  package static func == (left: OrderKey, right: OrderKey) -> Bool {
    left.kind == right.kind && left.normalised == right.normalised
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(normalised)
  }

  /// Returns a reference as it is compared: upper case, Cyrillic look-alikes as Latin letters, nothing but letters
  /// and digits, leading zeros of each digit group dropped.
  ///
  /// So `so 2026 417`, `SO-2026-00417` and `SО–2026–00417` (with a Cyrillic О) are one number.
  package static func normalised(_ value: String) -> String {
    var out = ""
    var digits = ""
    func flush() {
      guard !digits.isEmpty else { return }
      let significant = digits.drop { $0 == "0" }
      if out.last?.isNumber == true { out.append(".") }
      out += significant.isEmpty ? "0" : String(significant)
      digits = ""
    }
    for scalar in value.uppercased().unicodeScalars {
      if let digit = scalar.properties.numericType == .decimal ? scalar.properties.numericValue : nil {
        digits.append(String(Int(digit)))
        continue
      }
      flush()
      guard scalar.properties.isAlphabetic else { continue }
      out.unicodeScalars.append(lookAlikes[scalar] ?? scalar)
    }
    flush()
    return out
  }

  /// Cyrillic capitals that are drawn like Latin ones.
  private static let lookAlikes: [Unicode.Scalar: Unicode.Scalar] = [
    "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P", "С": "C", "Т": "T",
    "У": "Y",
    "Х": "X", "І": "I", "Ј": "J", "Ѕ": "S", "Ё": "E",
  ]
}
