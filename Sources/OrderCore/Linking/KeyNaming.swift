// SPDX-License-Identifier: Apache-2.0

/// The keys of a message as the rings of its orders write them.
struct KeyNaming {
  /// The keys, each once: found ones, loose references that a ring knows, presumed ones.
  let keys: [OrderKey]
  /// Keys that stand only in a stale subject: history, nothing to learn from.
  private let stale: Set<OrderKey>

  init(_ extraction: KeyExtraction, rings: [OrderKey]) {
    var keys: [OrderKey] = []
    var stale: Set<OrderKey> = []
    func add(_ key: OrderKey, _ place: KeyPlace) {
      guard !keys.contains(key) else { return }
      keys.append(key)
      if place == .staleSubject { stale.insert(key) }
    }
    for finding in extraction.findings {
      let known = rings.first { KeyMatch(finding.key, $0) != nil }
      add(known ?? finding.key, finding.place)
    }
    for reference in extraction.loose {
      if let known = rings.first(where: { KeyMatch(reference, $0) != nil }) {
        add(known, reference.place)
      } else if let kind = reference.presumed ?? Self.kind(of: reference, builtLike: rings) {
        add(OrderKey(kind: kind, value: reference.value), reference.place)
      }
    }
    self.keys = keys
    self.stale = stale
  }

  /// Returns the kind of the ring's key that is built the same way: after `УТ-690`, `УТ-731` is an invoice
  /// too.
  private static func kind(of reference: LooseReference, builtLike rings: [OrderKey]) -> KeyKind? {
    guard !reference.value.contains(" ") else { return nil }
    let groups = ReferenceGroup.split(reference.value)
    guard groups.count >= 2, case .letters(let letters)? = groups.first, letters.count >= 2 else {
      return nil
    }
    return rings.first { isBuilt(groups, like: ReferenceGroup.split($0.value)) }?.kind
  }

  private static func isBuilt(_ left: [ReferenceGroup], like right: [ReferenceGroup]) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left, right).allSatisfy { pair in
      switch pair {
      case (.letters(let one), .letters(let other)): one == other
      case (.digits(let one), .digits(let other)): abs(one.count - other.count) <= 1
      default: false
      }
    }
  }

  /// Returns the keys that join a ring: new ones, but no second number of ours (that would be another
  /// order's, or mistyped).
  func learnt(by ring: [OrderKey]) -> [OrderKey] {
    let known = Set(ring)
    let hasNumber = ring.contains { $0.kind == .ourOrder }
    return keys.filter { key in
      !known.contains(key) && !stale.contains(key) && !(key.kind == .ourOrder && hasNumber)
    }
  }
}

/// How a reference of a message names a key of a ring.
struct KeyMatch {
  /// How much surer or less sure than the key written out in full.
  let factor: Double
  /// How it names it, empty for the key itself.
  let note: String
  /// Whether so short a number may as well be something else.
  var isShort = false

  /// Compares a key found with a key of a ring; nil when they differ.
  init?(_ found: OrderKey, _ ring: OrderKey) {
    if found == ring || DocumentPrefix.same(found, ring) {
      self.init(factor: 1, note: "")
    } else if found.normalised == ring.normalised, Self.weight(found.normalised) >= 4 {
      self.init(factor: 0.95, note: "")
    } else {
      return nil
    }
  }

  /// Compares a loose reference with a key of a ring.
  init?(_ loose: LooseReference, _ ring: OrderKey) {
    if loose.expansions.contains(ring) {
      self.init(factor: 0.9, note: " as \(loose.value)")
    } else if loose.normalised == ring.normalised || (ring.kind == .shipping && Self.isBare(loose, of: ring))
    {
      self.init(factor: 0.95, note: "")
      let weight = Self.weight(loose.normalised)
      isShort = weight < 5 || (weight < 7 && loose.value.allSatisfy(\.isNumber))
    } else {
      return nil
    }
  }

  /// How sure the match is for a sender who has to do with the order, and for one who has not.
  func factor(isRelated: Bool) -> Double { isShort ? (isRelated ? 0.7 : 0.5) : factor }

  private init(factor: Double, note: String) {
    self.factor = factor
    self.note = note
  }

  private static func isBare(_ loose: LooseReference, of ring: OrderKey) -> Bool {
    DocumentPrefix.bare(ring.value).map(OrderKey.normalised) == loose.normalised
  }

  /// How many letters and digits a comparable form has.
  private static func weight(_ normalised: String) -> Int { normalised.count { $0 != "." } }
}
