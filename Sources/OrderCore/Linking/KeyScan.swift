// SPDX-License-Identifier: Apache-2.0

import TextAnalysis

/// The search for keys in one piece of a message.
struct KeyScan {
  /// The reason of keys that a company's pattern found.
  static let patternReason = "pattern"

  let bytes: UnsafeBufferPointer<UInt8>
  let place: KeyPlace
  let voice: KeyVoice
  let year: Int
  let patterns: KeyPatterns
  let tokens: [ReferenceToken]
  /// Tokens that are a part of a key.
  var claimed: [Bool]
  /// The kind that a word gave the key at a token: what a list goes on with.
  var listed: [KeyKind?]
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
    // Every shape of ours has digits.
    guard configured || tokens.contains(where: \.hasDigit) else { return }
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
    for index in tokens.indices
    where !claimed[index] && tokens[index].hasLetter && patterns.mayBeginNumber(bytes[tokens[index].range]) {
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

  // MARK: Results

  mutating func claim(_ covered: Range<Int>, _ kind: KeyKind, _ value: String, _ reason: String) {
    for index in covered { claimed[index] = true }
    findings.append(KeyFinding(key: OrderKey(kind: kind, value: value), place: place, reason: reason))
  }

  mutating func addLoose(_ value: String, expansions: [OrderKey], _ presumed: KeyKind?) {
    loose.append(
      LooseReference(
        value: value, normalised: OrderKey.normalised(value), place: place, expansions: expansions,
        presumed: presumed))
  }

  /// Own numbers whose serial this may be: of the kind that the word says, or of any when the zeros of the
  /// serial are written out (`00391`).
  func expansions(_ text: String, _ shape: ReferenceShape, _ kind: KeyKind?) -> [OrderKey] {
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
      for length in 2...5 where start + length <= tokens.count && added < 6 {
        let last = start + length - 1
        guard tokens[last].hasDigit, !claimed[last] else { continue }
        let value = string(tokens[start].range.lowerBound..<tokens[last].range.upperBound)
        addLoose(value, expansions: [], nil)
        added += 1
      }
    }
  }

  func string(_ range: Range<Int>) -> String {
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
