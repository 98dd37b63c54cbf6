// SPDX-License-Identifier: Apache-2.0

import TextAnalysis

/// The search for keys in one piece of a message.
struct KeyScan {
  /// The reason of keys that a company's pattern found.
  static let patternReason = "pattern"

  private let bytes: UnsafeBufferPointer<UInt8>
  private let place: KeyPlace
  private let voice: KeyVoice
  private let year: Int
  private let patterns: KeyPatterns
  private let tokens: [ReferenceToken]
  /// Tokens that are a part of a key.
  private var claimed: [Bool]
  /// The kind that a word gave the key at a token: what a list goes on with.
  private var listed: [KeyKind?]
  private(set) var findings: [KeyFinding] = []
  private(set) var loose: [LooseReference] = []

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, place: KeyPlace, voice: KeyVoice, year: Int, patterns: KeyPatterns
  ) {
    self.bytes = bytes
    self.place = place
    self.voice = voice
    self.year = year
    self.patterns = patterns
    tokens = ReferenceTokens.split(bytes, underscoresJoin: place != .attachment)
    claimed = [Bool](repeating: false, count: tokens.count)
    listed = [KeyKind?](repeating: nil, count: tokens.count)
  }

  mutating func run() {
    findByPattern(configured: true)
    findByTemplate()
    findByPattern(configured: false)
    findByContext()
    if place == .attachment { addNameWindows() }
  }

  // MARK: Patterns and shapes

  private mutating func findByPattern(configured: Bool) {
    var matches: [(range: Range<Int>, whole: Range<Int>, kind: KeyKind)] = []
    for compiled in patterns.compiled where compiled.isConfigured == configured {
      for match in compiled.pattern.matches(in: bytes, limit: 200) {
        let range = match.group ?? match.whole
        guard !range.isEmpty, !isInsideWord(range) else { continue }
        matches.append((range, match.whole, compiled.kind))
      }
    }
    matches.sort { $0.range.count > $1.range.count }
    for match in matches {
      let covered = tokenIndices(of: match.range)
      guard !covered.isEmpty, !covered.contains(where: { claimed[$0] }) else { continue }
      let value = string(match.range)
      let reason = configured ? Self.patternReason : reason(ofShape: value, match.kind)
      claim(covered, match.kind, value, reason)
    }
  }

  private func reason(ofShape value: String, _ kind: KeyKind) -> String {
    ContainerNumber.isValid(value) ? "container number with its check digit" : "shape"
  }

  /// Whether letters or digits go on before or after the match: it is a part of something else.
  private func isInsideWord(_ range: Range<Int>) -> Bool {
    func isDigit(_ index: Int) -> Bool {
      index >= 0 && index < bytes.count && bytes[index] >= 0x30 && bytes[index] <= 0x39
    }
    func isLetter(_ index: Int) -> Bool {
      guard index >= 0, index < bytes.count else { return false }
      let byte = bytes[index] | 0x20
      return byte >= 0x61 && byte <= 0x7A && bytes[index] < 0x80
    }
    if isDigit(range.lowerBound), isDigit(range.lowerBound - 1) { return true }
    if isLetter(range.lowerBound), isLetter(range.lowerBound - 1) { return true }
    return isDigit(range.upperBound - 1) && isDigit(range.upperBound)
  }

  /// Own numbers in other writings: `ZP-00886`, `ЗК 4512`.
  private mutating func findByTemplate() {
    guard !patterns.templates.isEmpty else { return }
    for index in tokens.indices where !claimed[index] && tokens[index].hasLetter {
      var groups: [ReferenceGroup] = []
      for length in 1...4 {
        let last = index + length - 1
        guard last < tokens.count, !claimed[last], length == 1 || isNarrow(tokens[last].gap) else { break }
        groups += ReferenceGroup.split(string(tokens[last].range))
        guard tokens[last].hasDigit, groups.count <= 6 else { continue }
        guard let (kind, value) = templateValue(groups) else { continue }
        claim(index..<(last + 1), kind, value, Self.patternReason)
        break
      }
    }
  }

  private func isNarrow(_ gap: Gap) -> Bool {
    gap == .blank || gap == .numberSign || gap.isEmpty
  }

  private func templateValue(_ groups: [ReferenceGroup]) -> (KeyKind, String)? {
    for template in patterns.templates {
      if let value = template.value(of: groups) { return (template.kind, value) }
    }
    return nil
  }

  // MARK: Words

  private mutating func findByContext() {
    var isRefusedLine = false
    for index in tokens.indices {
      let token = tokens[index]
      if token.gap.contains(.newline) { isRefusedLine = false }
      guard token.hasDigit else {
        if isContact(token) { isRefusedLine = true }
        continue
      }
      guard !claimed[index], !token.folded.isEmpty else { continue }
      let text = string(token.range)
      let shape = ReferenceShape(text)
      guard !shape.isNever, !token.gap.contains(.amount), !isQuantity(index, shape) else { continue }
      if token.gap.contains(.sign) {
        if shape.isBareDigits { isRefusedLine = true }
        continue
      }
      if let kind = continuedList(index), shape.length >= 3 {
        claim(index..<(index + 1), kind, text, "in a list")
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
    let value = start == index ? text : string(tokens[start].range.lowerBound..<tokens[index].range.upperBound)
    var kind: KeyKind?
    if isDocument(start, index) {
      kind = voice.kind(of: ContextWords.meaning(of: tokens[start].folded) ?? .number, context.possession)
    } else if let word = context.word {
      kind = isLongEnough(shape, word, context, index) ? voice.kind(of: word, context.possession) : nil
    } else if context.possession != nil, shape.isDistinct || shape.digits >= 6 {
      kind = voice.kind(of: .reference, context.possession)
    } else if ReferenceShape.startsWithPurchaseOrder(shape) {
      kind = voice.kind(of: .request, context.possession)
    }
    let isOwnShape = kind.map { KeyPatterns.ownKinds.contains($0) && patterns.configuredKinds.contains($0) } ?? false
    if let kind, !isOwnShape, !isMaybeOurs(kind, shape, context) {
      claim(start..<(index + 1), kind, value, context.written.isEmpty ? "shape" : context.written)
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

  /// What a carrier writes over its notices is the number of the shipment.
  private func presumedKind(_ shape: ReferenceShape) -> KeyKind? {
    let isHeading = place == .subject || place == .attachment
    guard voice.speaker == .carrier, isHeading, shape.isDistinct, shape.length >= 8, shape.digits >= 4 else { return nil }
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
    default: return shape.digits >= 3 && endsPhrase(index)
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
    return tokens[index].range.count >= 6 || ContextWords.followers.contains(next.folded)
      || ContextWords.meaning(of: next.folded) != nil
  }

  /// Whether a unit or a currency follows.
  private func isQuantity(_ index: Int, _ shape: ReferenceShape) -> Bool {
    guard index + 1 < tokens.count else { return false }
    let next = tokens[index + 1]
    // `40702*4471` is an account.
    if next.gap.contains(.amount) || next.gap.contains(.sign) { return shape.isBareDigits }
    return shape.isBareDigits && next.gap == .blank && ContextWords.units.contains(next.folded)
      && shape.digits <= 7
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

  /// Where the value begins: at a word in capitals right before digits (`HSP 3307714`, `ТТН 30551`, `KV 2026-11`).
  private func prefixStart(of index: Int, _ shape: ReferenceShape) -> Int {
    guard index > 0, case .digits? = shape.groups.first, shape.digits >= 3 || shape.groups.count > 1 else { return index }
    let before = tokens[index - 1]
    guard !before.hasDigit, before.range.count <= 10, !claimed[index - 1] else { return index }
    let isAttached = tokens[index].gap == .blank || (tokens[index].gap == .stop && before.folded == "спец")
    guard isAttached else { return index }
    let written = string(before.range)
    if DocumentPrefix.words.contains(before.folded), before.folded != "kv" || written == "KV" { return index - 1 }
    guard ContextWords.meaning(of: before.folded) == nil, (2...4).contains(written.count) else { return index }
    guard written.allSatisfy({ $0.isLetter && $0.isUppercase }), !ContextWords.units.contains(before.folded) else {
      return index
    }
    return index - 1
  }

  /// Whether the value begins with the word for its document: `ТТН 30551`.
  private func isDocument(_ start: Int, _ index: Int) -> Bool {
    start < index && DocumentPrefix.words.contains(tokens[start].folded)
  }

  // MARK: Results

  private mutating func claim(_ covered: Range<Int>, _ kind: KeyKind, _ value: String, _ reason: String) {
    for index in covered { claimed[index] = true }
    findings.append(KeyFinding(key: OrderKey(kind: kind, value: value), place: place, reason: reason))
  }

  private mutating func addLoose(_ value: String, expansions: [OrderKey], _ presumed: KeyKind?) {
    loose.append(
      LooseReference(
        value: value, normalised: OrderKey.normalised(value), place: place, expansions: expansions, presumed: presumed))
  }

  /// Own numbers whose serial this may be: of the kind that the word says, or of any when the zeros of the serial
  /// are written out (`00391`).
  private func expansions(_ text: String, _ shape: ReferenceShape, _ kind: KeyKind?) -> [OrderKey] {
    guard shape.isBareDigits else { return [] }
    var keys: [OrderKey] = []
    for template in patterns.templates {
      let isPadded = text.first == "0" && shape.digits == template.serialWidth
      let isNamed = template.kind == kind || (kind == .customerOrder && template.kind == .ourOrder)
      guard isPadded || isNamed, shape.digits >= 3 else { continue }
      for year in template.hasYear ? [year, year - 1] : [year] {
        if let value = template.value(serial: text, year: year) {
          keys.append(OrderKey(kind: template.kind, value: value))
        }
      }
    }
    return keys
  }

  /// File names write `VPG/CAPEX/26/03` as `VPG_CAPEX_26_03`: neighbouring words are tried together.
  private mutating func addNameWindows() {
    var added = 0
    for start in tokens.indices.prefix(8) where !tokens[start].hasDigit && !claimed[start] {
      for length in 2...5 where start + length <= tokens.count && added < 12 {
        let last = start + length - 1
        guard tokens[last].hasDigit, !claimed[last] else { continue }
        let value = string(tokens[start].range.lowerBound..<tokens[last].range.upperBound)
        addLoose(value, expansions: [], nil)
        added += 1
      }
    }
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// The tokens that a byte range touches.
  private func tokenIndices(of range: Range<Int>) -> Range<Int> {
    var low = 0
    var high = tokens.count
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].range.upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < tokens.count, tokens[end].range.lowerBound < range.upperBound { end += 1 }
    return low..<end
  }
}

extension ReferenceShape {
  /// Whether a purchase order's letters open it: `PO-TS-118`.
  static func startsWithPurchaseOrder(_ shape: ReferenceShape) -> Bool {
    guard case .letters(let first)? = shape.groups.first else { return false }
    return first == "PO" && shape.groups.count > 1
  }
}
