// SPDX-License-Identifier: Apache-2.0

import TextAnalysis

/// What word forms fit, remembered.
///
/// The words of business mail repeat, and stemming one and looking it up takes far longer than finding it here. An
/// instance belongs to one thread at a time.
///
/// A form has one slot of a fixed table, so that no text makes it slow or large: another form of the same slot takes
/// its place.
struct WordMemory {
  private var slots = [Slot](repeating: Slot(), count: slotCount)
  /// The folded bytes of the forms remembered.
  private var bytes: [UInt8] = []
  /// What they fit.
  private var elements: [Element] = []

  private struct Slot {
    var hash: UInt64 = 0
    var word: Range<Int32> = 0..<0
    var elements: Range<Int32> = 0..<0
    var scope: Scope = []
    var beginsGroups = false
  }

  /// What is known of a form besides its elements.
  struct Traits {
    /// What its elements do to the words around it.
    let scope: Scope
    /// Whether word groups begin with it.
    let beginsGroups: Bool
  }

  private static let slotCount = 1 << 15
  /// Bytes and elements kept, with those of forms that lost their slots, before it starts anew.
  private static let mostBytes = 1 << 20
  private static let mostElements = 1 << 18

  /// Appends the elements that a folded form fits to `found`; those of an unknown form are what `find` returns.
  mutating func look(
    up form: UnsafeBufferPointer<UInt8>, into found: inout [Element], else find: () -> ([Element], Traits)
  ) -> Traits {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in form { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let place = Int(truncatingIfNeeded: (hash ^ (hash >> 32)) & UInt64(Self.slotCount - 1))
    let slot = slots[place]
    if slot.hash == hash, holds(slot, form) {
      for index in slot.elements { found.append(elements[Int(index)]) }
      return Traits(scope: slot.scope, beginsGroups: slot.beginsGroups)
    }
    let (fresh, traits) = find()
    found += fresh
    if bytes.count + form.count > Self.mostBytes || elements.count + fresh.count > Self.mostElements {
      self = WordMemory()
    }
    let start = (Int32(bytes.count), Int32(elements.count))
    bytes += form
    elements += fresh
    slots[place] = Slot(
      hash: hash, word: start.0..<Int32(bytes.count), elements: start.1..<Int32(elements.count),
      scope: traits.scope, beginsGroups: traits.beginsGroups)
    return traits
  }

  private func holds(_ slot: Slot, _ form: UnsafeBufferPointer<UInt8>) -> Bool {
    guard slot.word.count == form.count else { return false }
    let start = Int(slot.word.lowerBound)
    return form.indices.allSatisfy { bytes[start + $0] == form[$0] }
  }
}
