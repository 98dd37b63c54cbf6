// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Words with a value each, found by their bytes.
///
/// A dictionary of strings hashes each word slowly, since letters with accents have several spellings. This
/// table is open-addressed, at most half full, and built once.
struct WordTable<Value: Sendable>: Sendable {
  private struct Entry {
    let hash: UInt32
    let word: [UInt8]
    let value: Value
  }

  private var entries: [Entry] = []
  /// The number of the entry in each slot, from 1.
  private var slots: [UInt16]
  private let mask: Int

  /// Takes words in the usual spelling of their accents (NFC); of one that stands twice, the first counts.
  init(_ words: some Collection<(key: String, value: Value)>) {
    var size = 64
    while size < words.count * 2 { size *= 2 }
    slots = [UInt16](repeating: 0, count: size)
    mask = size - 1
    for (key, value) in words {
      let word = Array(key.utf8)
      let hash = word.withUnsafeBufferPointer { Self.hash($0) }
      var slot = Int(hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      entries.append(Entry(hash: hash, word: word, value: value))
      slots[slot] = UInt16(truncatingIfNeeded: entries.count)
    }
  }

  /// The value of a word, nil for one that is not in the table.
  subscript(word: UnsafeBufferPointer<UInt8>) -> Value? {
    if let value = find(word) { return value }
    // Accents may be written behind their letters (U+0300 to U+036F).
    guard word.contains(where: { $0 == 0xCC || $0 == 0xCD }) else { return nil }
    let usual = String(decoding: word, as: UTF8.self).precomposedStringWithCanonicalMapping
    return Array(usual.utf8).withUnsafeBufferPointer { find($0) }
  }

  private func find(_ word: UnsafeBufferPointer<UInt8>) -> Value? {
    let hash = Self.hash(word)
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let entry = Int(slots[slot]) - 1
      if entries[entry].hash == hash, word.elementsEqual(entries[entry].word) { return entries[entry].value }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// FNV-1a, with its upper half mixed in.
  private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash: UInt32 = 0x811C_9DC5
    for byte in word { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return hash ^ hash >> 15
  }
}
