// SPDX-License-Identifier: Apache-2.0

/// The line that parts a signature from the text (RFC 3676 §4.3), and its cousins.
enum SignatureMark {
  /// `-- `, as programs write it.
  case exact
  /// `--`, as people write it, and lists do.
  case plain
  /// A rule, or a dash of print: also used inside of texts.
  case rule

  /// Reads a line; nil when it is none.
  init?(_ line: QuoteLine) {
    guard let first = line.trimmed.first, first == 45 || first == 95 || first == 0xE2 else { return nil }
    if line.trimmed.elementsEqual([45, 45]) {
      self = line.bytes.last == 32 && line.bytes.count == 3 ? .exact : .plain
      return
    }
    guard line.isRule(atLeast: 2) || first == 0xE2 && line.isRule(atLeast: 1) else { return nil }
    self = .rule
  }
}

/// A signature behind its mark at the end of a text.
enum SignatureBlock {
  /// Where it begins in a range of lines whose last is not blank; nil when there is none.
  static func start(in lines: [QuoteLine], _ range: Range<Int>) -> Int? {
    var filled = 0
    var index = range.upperBound - 1
    while index >= range.lowerBound, filled <= 16 {
      if let mark = SignatureMark(lines[index]), index + 1 < range.upperBound {
        if accepts(mark, lines, at: index, range) { return index }
        if mark != .rule { return nil }
      }
      if !lines[index].isBlank { filled += 1 }
      if lines[index].trimmed.count > 300 { return nil }
      index -= 1
    }
    return nil
  }

  private static func accepts(_ mark: SignatureMark, _ lines: [QuoteLine], at index: Int, _ range: Range<Int>)
    -> Bool
  {
    let block = lines[(index + 1)..<range.upperBound].filter { !$0.isBlank && !$0.isRule() }
    guard !block.isEmpty, !block.contains(where: isOrderLine) else { return false }
    // What a colon announces is no signature.
    let above = lines[range.lowerBound..<index].last { !$0.isBlank }
    if mark != .exact, above?.trimmed.last == UInt8(ascii: ":") { return false }
    switch mark {
    case .exact: return block.count <= 16
    case .plain:
      // Two of them rule off a list.
      let others = lines[range.lowerBound..<index].suffix(40).filter { SignatureMark($0) != nil }
      guard others.isEmpty, block.count <= 12 else { return false }
      return block.count > 1 || !isSpeech(block[0])
    case .rule:
      guard block.count <= 10, !lines[index + 1].isBlank,
        index == range.lowerBound || lines[index - 1].isBlank
      else { return false }
      return block.contains(where: isContact) && !block.contains { $0.trimmed.count > 160 || isSpeech($0) }
    }
  }

  /// The paragraphs of a block that are an answer below the signature: where the first of them begins.
  static func answer(in lines: [QuoteLine], _ range: Range<Int>) -> Int? {
    var wasBlank = false
    var seen = 0
    for index in range {
      if lines[index].isBlank {
        wasBlank = true
        continue
      }
      if wasBlank, seen > 1, isAnswer(lines[index]) { return index }
      wasBlank = false
      seen += 1
    }
    return nil
  }

  private static func isAnswer(_ line: QuoteLine) -> Bool {
    let text = FoldedText(line.trimmed, limit: 200)
    if text.hasPrefix(anyOf: postscripts) { return true }
    return line.trimmed.last == UInt8(ascii: "?") && !isContact(line)
  }

  /// A sentence: at least four words and a stop, without an address or a number to call.
  private static func isSpeech(_ line: QuoteLine) -> Bool {
    guard let last = line.trimmed.last, [46, 33, 63].contains(last) else { return false }
    return line.trimmed.split(separator: 32).count >= 4 && !isContact(line)
  }

  /// An address, a link or a number to call.
  private static func isContact(_ line: QuoteLine) -> Bool {
    let text = FoldedText(line.trimmed, limit: 200)
    if text.contains("@") && text.contains(".") || text.contains("www.") || text.contains("http") {
      return true
    }
    if text.hasPrefix(anyOf: callWords) { return text.bytes.contains(where: \.isDigit) }
    return isNumber(text.bytes)
  }

  /// A number as people write it: nine digits or more with blanks, dashes, dots and brackets, a plus in
  /// front.
  private static func isNumber(_ text: [UInt8]) -> Bool {
    guard let plus = text.firstIndex(of: UInt8(ascii: "+")) else { return false }
    var digits = 0
    for byte in text[(plus + 1)...] {
      if byte.isDigit { digits += 1 } else if ![32, 40, 41, 45, 46, 47].contains(byte) { break }
    }
    return digits >= 9
  }

  /// Lines that orders are made of, not signatures.
  private static func isOrderLine(_ line: QuoteLine) -> Bool {
    guard line.trimmed.count < 200 else { return false }
    let text = FoldedText(line.trimmed, limit: 200)
    return text.hasPrefix(anyOf: orderOpeners)
      || line.trimmed.first?.isDigit == true && text.contains(anyOf: units)
      || text.hasPrefix(anyOf: totals)
  }

  private static let postscripts = ["ps", "p.s", "p. s", "зы", "з.ы", "п.с", "постскриптум", "nb:", "n.b."]

  private static let callWords = [
    "tel", "тел", "phone", "fon", "mob", "моб", "cell", "fax", "факс", "t:", "m:", "t.", "m.", "t +", "m +",
    "p:",
    "t ", "m ", "e:", "email", "e-mail", "whatsapp", "вн.", "доб.", "сот",
  ]

  private static let orderOpeners = [
    "delivery address", "deliver to", "ship to", "shipping address", "bill to", "invoice address",
    "lieferadresse",
    "lieferanschrift", "rechnungsadresse", "rechnungsanschrift", "адрес доставки", "грузополучатель",
    "плательщик",
    "адрес поставки", "доставка:", "adresse de livraison", "dirección de entrega", "indirizzo di consegna",
    "article", "artikel:", "артикул", "position", "позиция", "item:", "menge", "количество", "quantity",
    "qty",
  ]

  private static let totals = [
    "total", "summe", "gesamt", "итого", "всего", "netto", "sum:", "подытог", "subtotal",
  ]

  private static let units = [
    " шт", " pcs", " pieces", " stk", " stück", " кг", " kg", " eur", " usd", " руб", " м.", " т.", "€", "$",
    "₽",
    " ea", " szt", " pz", " pièces",
  ]
}
