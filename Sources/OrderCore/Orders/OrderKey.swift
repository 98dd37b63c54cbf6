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

  /// Creates a key whose comparable form is known.
  init(kind: KeyKind, value: String, normalised: String) {
    self.kind = kind
    self.value = value
    self.normalised = normalised
  }

  /// The same reference as one of another kind.
  func asKind(_ kind: KeyKind) -> OrderKey { OrderKey(kind: kind, value: value, normalised: normalised) }

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
    if let plain = normalisedASCII(value.utf8) { return plain }
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

  /// Does the work on ASCII; nil for other text.
  private static func normalisedASCII(_ value: String.UTF8View) -> String? {
    var out: [UInt8] = []
    var isInDigits = false
    for byte in value {
      switch byte {
      case 0x30...0x39:
        if !isInDigits {
          if let last = out.last, isDigit(last) { out.append(UInt8(ascii: ".")) }
          out.append(byte)
        } else if out.last == 0x30, out.count < 2 || !isDigit(out[out.count - 2]) {
          // So far the group is nothing but zeros.
          out[out.count - 1] = byte
        } else {
          out.append(byte)
        }
        isInDigits = true
      case 0x41...0x5A, 0x61...0x7A:
        out.append(byte & 0xDF)
        isInDigits = false
      case ..<0x80: isInDigits = false
      default: return nil
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// Cyrillic capitals that are drawn like Latin ones.
  private static let lookAlikes: [Unicode.Scalar: Unicode.Scalar] = [
    "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P", "С": "C", "Т": "T",
    "У": "Y",
    "Х": "X", "І": "I", "Ј": "J", "Ѕ": "S", "Ё": "E",
  ]
}
