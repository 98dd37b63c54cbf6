// SPDX-License-Identifier: Apache-2.0

/// Where in a message a key stands.
package enum KeyPlace: String, Hashable, Sendable, CaseIterable {
  /// The new text.
  case text
  /// The subject of a message that starts a conversation.
  case subject
  /// The name of an attachment.
  case attachment
  /// The subject of a reply or a forward: history, it may be about something else.
  case staleSubject
  /// An attached document: it may list orders that the message is not about.
  case document

  /// How evidence says it.
  var words: String {
    switch self {
    case .text: "in the text"
    case .subject: "in the subject"
    case .attachment: "in the name of an attachment"
    case .staleSubject: "in the subject of the reply"
    case .document: "in an attached document"
    }
  }
}

/// A key found in a message.
package struct KeyFinding: Hashable, Sendable {
  /// The key.
  package let key: OrderKey
  /// Where it stands.
  package let place: KeyPlace
  /// What told its kind: `pattern`, `shape`, or the context word as the sender wrote it.
  package let reason: String
}

/// Something that looks like a reference and does not say of what: the linker tries it as any kind.
package struct LooseReference: Hashable, Sendable {
  /// As the sender wrote it.
  package let value: String
  /// As it is compared.
  package let normalised: String
  /// Where it stands.
  package let place: KeyPlace
  /// Own numbers that it may be short for: `ЗК-004688` for `4688` after `заказ`.
  package let expansions: [OrderKey]
  /// The kind it has if the store knows nothing better, nil when it is then no key.
  package let presumed: KeyKind?

  /// The same reference with another presumption.
  func presuming(_ kind: KeyKind?) -> LooseReference {
    LooseReference(value: value, normalised: normalised, place: place, expansions: expansions, presumed: kind)
  }
}

/// What a message names.
package struct KeyExtraction: Hashable, Sendable {
  /// The keys, each (kind, value) once, at its strongest place.
  package let findings: [KeyFinding]
  /// What may be a key of a kind that only the store can tell.
  package let loose: [LooseReference]

  /// Creates an extraction.
  package init(findings: [KeyFinding] = [], loose: [LooseReference] = []) {
    self.findings = findings
    self.loose = loose
  }

  /// The keys found, in the order of the findings.
  package var keys: [OrderKey] { findings.map(\.key) }

  /// The keys to ask the ledger for: those found, their other writings, and loose references as every kind.
  package var lookups: [OrderKey] {
    var seen: Set<OrderKey> = []
    var keys: [OrderKey] = []
    func add(_ key: OrderKey) {
      if seen.insert(key).inserted { keys.append(key) }
    }
    for finding in findings {
      add(finding.key)
      DocumentPrefix.otherForms(of: finding.key).forEach(add)
      // A customer's "order" may be ours and the other way round.
      for kind in KeyKind.allCases where kind != finding.key.kind {
        add(finding.key.asKind(kind))
      }
    }
    for reference in loose {
      reference.expansions.forEach(add)
      for kind in KeyKind.allCases {
        add(OrderKey(kind: kind, value: reference.value, normalised: reference.normalised))
      }
    }
    return keys
  }
}

/// The document words that some people write as a part of the number: `ТТН 30551` and `30551` are one
/// waybill.
enum DocumentPrefix {
  /// Words that count as a part of the number when they stand right before it.
  static let words: Set<String> = ["ттн", "ttn", "cmr", "упд", "upd", "тн", "kv", "спец"]

  /// Returns the number without its document word, nil when it has none.
  static func bare(_ value: String) -> String? {
    guard let space = value.utf8.firstIndex(of: UInt8(ascii: " ")) else { return nil }
    let head = value[..<space]
    guard head.count <= 5, head.allSatisfy(\.isLetter) else { return nil }
    return String(value[value.index(after: space)...])
  }

  /// Returns the other writings of a shipping key.
  static func otherForms(of key: OrderKey) -> [OrderKey] {
    guard key.kind == .shipping else { return [] }
    if let bare = bare(key.value) { return [OrderKey(kind: .shipping, value: bare)] }
    guard key.value.allSatisfy(\.isNumber) else { return [] }
    return ["CMR", "ТН", "ТТН", "УПД"].map { OrderKey(kind: .shipping, value: "\($0) \(key.value)") }
  }

  /// Whether two shipping keys are two writings of one.
  static func same(_ left: OrderKey, _ right: OrderKey) -> Bool {
    guard left.kind == .shipping, right.kind == .shipping else { return false }
    if left.normalised == right.normalised { return true }
    let bareLeft = bare(left.value).map(OrderKey.normalised) ?? left.normalised
    let bareRight = bare(right.value).map(OrderKey.normalised) ?? right.normalised
    return bareLeft == bareRight
  }
}
