// SPDX-License-Identifier: Apache-2.0

/// The search by the words before a number.
extension KeyScan {
  mutating func findByContext() {
    var isRefusedLine = false
    // The words of the line that have not been looked at: most lines name no number.
    var unread = 0
    for index in tokens.indices {
      let token = tokens[index]
      if token.gap.contains(.newline) {
        isRefusedLine = false
        unread = index
      }
      guard token.hasDigit else { continue }
      if !isRefusedLine {
        isRefusedLine = (unread..<index).contains { !tokens[$0].hasDigit && isContact(tokens[$0]) }
      }
      unread = index
      guard !claimed[index], !token.folded.isEmpty else { continue }
      let text = string(token.range)
      let shape = ReferenceShape(text)
      guard !shape.isNever, !ContextWords.forms.contains(token.folded), !token.gap.contains(.amount),
        !isQuantity(index, shape)
      else { continue }
      if token.gap.contains(.sign) {
        if shape.isBareDigits { isRefusedLine = true }
        continue
      }
      if let kind = continuedList(index), shape.length >= 3 {
        claim(index..<(index + 1), kind, text, "in a list")
        listed[index] = kind
        continue
      }
      let start = prefixStart(of: index, shape)
      let context = KeyContext(before: start, in: tokens, isDistinct: shape.isDistinct)
      let isRefused = context.isRefused || (isRefusedLine && context.word == nil)
      if isRefused, !isDocument(start, index) { continue }
      accept(index, from: start, text, shape, context)
    }
  }

  private mutating func accept(
    _ index: Int, from start: Int, _ text: String, _ shape: ReferenceShape, _ context: KeyContext
  ) {
    var end = index + 1
    var kind: KeyKind?
    if isDocument(start, index) {
      kind = voice.kind(of: ContextWords.meaning(of: tokens[start].folded) ?? .number, context.possession)
    } else if let word = context.word {
      let isInThree = start + 1 < index
      let isEnough = isInThree || isLongEnough(shape, word, context, index)
      kind = isEnough ? voice.kind(of: word, context.possession) : nil
    } else if context.possession != nil, shape.digits >= (shape.isDistinct ? 3 : 6) {
      kind = voice.kind(of: .reference, context.possession)
    } else if ReferenceShape.startsWithPurchaseOrder(shape) {
      kind = voice.kind(of: .request, context.possession)
    }
    if kind == .ourOrder, isCustomers(index, shape) { kind = .customerOrder }
    let isOwnShape =
      kind.map { KeyPatterns.ownKinds.contains($0) && patterns.configuredKinds.contains($0) } ?? false
    if kind == .shipping, start == index { end = endOfGroups(from: index) }
    let value = string(tokens[start].range.lowerBound..<tokens[end - 1].range.upperBound)
    if let kind, !isOwnShape, !isMaybeOurs(kind, shape, context) {
      claim(start..<end, kind, value, context.written.isEmpty ? "shape" : context.written)
      listed[index] = kind
      return
    }
    guard shape.length >= 4, !shape.isYear else {
      if shape.length >= 3, isOwnShape { addLoose(value, expansions: expansions(text, shape, kind), nil) }
      return
    }
    let presumed = isOwnShape ? nil : kind ?? presumedKind(shape)
    addLoose(value, expansions: expansions(text, shape, kind), presumed)
    if start < index { addLoose(text, expansions: [], nil) }
  }

  /// Whether an order number that our people write is their customer's: it is built otherwise than ours are.
  private func isCustomers(_ index: Int, _ shape: ReferenceShape) -> Bool {
    guard voice.speaker == .internal, patterns.configuredKinds.contains(.ourOrder), shape.isDistinct,
      shape.length >= 6, shape.digits >= 4
    else { return false }
    if case .digits? = shape.groups.first { return !patterns.templates.contains { $0.start.isEmpty } }
    return !patterns.mayBeginNumber(bytes[tokens[index].range])
  }

  /// The end of a tracking number written in groups: `4471 8820 31`.
  private func endOfGroups(from index: Int) -> Int {
    func isGroup(_ at: Int) -> Bool { !tokens[at].hasLetter && tokens[at].range.count <= 4 }
    var end = index + 1
    guard isGroup(index) else { return end }
    while end < tokens.count, end - index < 6, tokens[end].gap == .blank, isGroup(end) { end += 1 }
    // "… 9 мест": the last one counts what follows.
    if end < tokens.count, tokens[end].gap == .blank, ContextWords.units.contains(tokens[end].folded),
      end > index + 1
    {
      end -= 1
    }
    return end
  }

  /// What a carrier writes over its notices is the number of the shipment.
  private func presumedKind(_ shape: ReferenceShape) -> KeyKind? {
    let isHeading = place == .subject || place == .attachment
    guard voice.speaker == .carrier, isHeading, shape.isDistinct, shape.length >= 8, shape.digits >= 4 else {
      return nil
    }
    return .shipping
  }

  /// Whether a customer's "order 4538" may be our number: the store must tell.
  private func isMaybeOurs(_ kind: KeyKind, _ shape: ReferenceShape, _ context: KeyContext) -> Bool {
    guard kind == .customerOrder, context.word == .order, shape.isBareDigits else { return false }
    return patterns.templates.contains { $0.kind == .ourOrder && shape.length <= $0.serialWidth }
  }

  private func isLongEnough(
    _ shape: ReferenceShape, _ word: ContextWord, _ context: KeyContext, _ index: Int
  ) -> Bool {
    guard shape.isBareDigits else {
      guard shape.isNumberLike else { return false }
      if word == .reference { return shape.isDistinct && shape.length >= 4 }
      return shape.length >= (isWeak(word) ? 5 : 3)
    }
    if shape.isYear, !tokens[index].gap.contains(.numberSign) { return false }
    if word == .key(.invoice), shape.digits >= 16 { return false }
    if shape.digits > 24 { return false }
    if isWeak(word) { return shape.digits >= 5 }
    if word == .reference { return shape.digits >= 5 }
    if context.isMarked { return shape.digits >= 2 }
    if context.hasColon { return shape.digits >= 3 }
    switch word {
    case .order, .request: return shape.digits >= 4 && endsPhrase(index)
    default: return shape.digits >= 3
    }
  }

  private func isWeak(_ word: ContextWord) -> Bool {
    if case .weakKey = word { true } else { false }
  }

  /// Whether no noun follows that the number could count.
  private func endsPhrase(_ index: Int) -> Bool {
    guard index + 1 < tokens.count else { return true }
    let next = tokens[index + 1]
    guard next.gap == .blank, !next.hasDigit else { return true }
    // Quantities are round.
    return tokens[index].range.count >= 6 || bytes[tokens[index].range.upperBound - 1] != UInt8(ascii: "0")
      || ContextWords.followers.contains(next.folded)
      || ContextWords.meaning(of: next.folded) != nil
  }

  /// Whether a unit or a currency follows, or the digits are a group of a longer number: `500 000`.
  private func isQuantity(_ index: Int, _ shape: ReferenceShape) -> Bool {
    if index > 0, shape.digits == 3, isGroup(index - 1), tokens[index].gap == .blank {
      return shape.isBareDigits
    }
    guard index + 1 < tokens.count else { return false }
    let isSum = tokens[index + 1].gap == .blank && (isGroup(index + 1) || isSumEnd(index + 1))
    if isGroup(index), isSum { return true }
    let next = tokens[index + 1]
    // `40702*4471` is an account.
    if next.gap.contains(.amount) || next.gap.contains(.sign) { return shape.isBareDigits }
    let isNumber = shape.groups.allSatisfy { if case .digits = $0 { true } else { false } }
    guard isNumber, next.gap == .blank, ContextWords.units.contains(next.folded), shape.digits <= 7 else {
      return false
    }
    // "inv 20391 USD 4,400": the currency belongs to what follows.
    let isOfNext =
      ContextWords.currencies.contains(next.folded) && index + 2 < tokens.count
      && tokens[index + 2].hasDigit && !tokens[index + 2].gap.contains(.newline)
    return !isOfNext
  }

  /// Whether a token is one to three digits.
  private func isGroup(_ index: Int) -> Bool {
    !tokens[index].hasLetter && tokens[index].range.count <= 3
  }

  /// Whether a token ends a sum: three digits with two decimals, the `610,00` of `834 610,00`.
  private func isSumEnd(_ index: Int) -> Bool {
    let characters = Array(string(tokens[index].range))
    guard characters.count == 6, characters[3] == "," || characters[3] == "." else { return false }
    return (characters[..<3] + characters[4...]).allSatisfy(\.isNumber)
  }

  /// The words of telephone and tax lines: nothing on the rest of such a line is a key by its looks.
  private func isContact(_ token: ReferenceToken) -> Bool {
    ContextWords.contacts.contains(token.folded)
  }

  /// The kind of the list that the token goes on with: `счета УТ-318, УТ-319 и УТ-320`.
  private func continuedList(_ index: Int) -> KeyKind? {
    guard index > 0, !tokens[index].gap.contains(.newline) else { return nil }
    if let kind = listed[index - 1], tokens[index].gap.contains(.list) { return kind }
    guard index > 1, ContextWords.conjunctions.contains(tokens[index - 1].folded) else { return nil }
    return listed[index - 2]
  }

  /// Where the value begins: at a word in capitals right before digits (`HSP 3307714`, `ТТН 30551`, `KV
  /// 2026-11`).
  private func prefixStart(of index: Int, _ shape: ReferenceShape) -> Int {
    guard index > 0, case .digits? = shape.groups.first, shape.digits >= 3 || shape.groups.count > 1 else {
      return index
    }
    let before = tokens[index - 1]
    guard !before.hasDigit, before.range.count <= 10, !claimed[index - 1] else { return index }
    let isAttached = tokens[index].gap == .blank || (tokens[index].gap == .stop && before.folded == "спец")
    guard isAttached else { return index }
    let written = string(before.range)
    if isInThree(index, written, shape) { return index - 2 }
    if DocumentPrefix.words.contains(before.folded), before.folded != "kv" || written == "KV" {
      return index - 1
    }
    guard ContextWords.meaning(of: before.folded) == nil, (2...4).contains(written.count) else {
      return index
    }
    guard written.allSatisfy({ $0.isLetter && $0.isUppercase }), !ContextWords.units.contains(before.folded)
    else {
      return index
    }
    return index - 1
  }

  /// Whether a number is written in three, year, letters and serial: `Lieferschein 26 LS 0417`.
  private func isInThree(_ index: Int, _ letters: String, _ shape: ReferenceShape) -> Bool {
    guard index > 1, shape.isBareDigits, shape.digits >= 3, !shape.isYear, (2...3).contains(letters.count),
      letters.allSatisfy({ $0.isLetter && $0.isUppercase }),
      !ContextWords.units.contains(tokens[index - 1].folded)
    else { return false }
    let year = tokens[index - 2]
    guard tokens[index - 1].gap == .blank, !year.hasLetter, [2, 4].contains(year.range.count),
      !claimed[index - 2]
    else { return false }
    return KeyContext(before: index - 2, in: tokens, isDistinct: true).word != nil
  }

  /// Whether the value begins with the word for its document: `ТТН 30551`.
  private func isDocument(_ start: Int, _ index: Int) -> Bool {
    start < index && DocumentPrefix.words.contains(tokens[start].folded)
  }
}

extension ReferenceShape {
  /// Whether a purchase order's letters open it: `PO-TS-118`.
  static func startsWithPurchaseOrder(_ shape: ReferenceShape) -> Bool {
    guard case .letters(let first)? = shape.groups.first else { return false }
    return first == "PO" && shape.groups.count > 1
  }
}
