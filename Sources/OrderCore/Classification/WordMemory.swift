// SPDX-License-Identifier: Apache-2.0

/// What profiles word forms have, remembered.
///
/// The words of business mail repeat, and stemming one and looking it up takes far longer than finding it here. An
/// instance belongs to one thread at a time.
///
/// A form has two slots of a fixed table, so that no text makes it slow or large: other forms of the same slots take
/// its place.
struct WordMemory {
  private var slots = [Slot](repeating: Slot(), count: slotCount)
  /// The folded bytes of the forms remembered.
  private var bytes: [UInt8] = []

  private struct Slot {
    var hash: UInt64 = 0
    var word: Range<Int32> = 0..<0
    var profile: Int32 = 0
  }

  private static let slotCount = 1 << 15
  /// Bytes kept, with those of forms that lost their slots, before it starts anew.
  private static let mostBytes = 1 << 20

  /// Returns the profile of a folded form; that of an unknown form is what `find` returns.
  mutating func profile(of form: UnsafeBufferPointer<UInt8>, else find: () -> Int32) -> Int32 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in form { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let place = Int(truncatingIfNeeded: (hash ^ (hash >> 32)) & UInt64(Self.slotCount - 1))
    let slot = slots[place]
    if slot.hash == hash, holds(slot, form) { return slot.profile }
    let other = slots[place ^ 1]
    if other.hash == hash, holds(other, form) { return other.profile }
    let profile = find()
    if bytes.count + form.count > Self.mostBytes { self = WordMemory() }
    let start = Int32(bytes.count)
    bytes += form
    slots[place ^ 1] = slots[place]
    slots[place] = Slot(hash: hash, word: start..<Int32(bytes.count), profile: profile)
    return profile
  }

  private func holds(_ slot: Slot, _ form: UnsafeBufferPointer<UInt8>) -> Bool {
    guard slot.word.count == form.count else { return false }
    let start = Int(slot.word.lowerBound)
    return form.indices.allSatisfy { bytes[start + $0] == form[$0] }
  }
}
