// SPDX-License-Identifier: Apache-2.0

import Glibc
import TextAnalysis

/// The stems of folded words, with a memory: the words of business mail repeat, and looking one up takes a tenth of
/// the time of two Snowball runs.
///
/// A word has one slot of a fixed table, so memory does not grow with hostile text; another word of the same slot
/// takes its place. Words too long for a slot are stemmed each time.
final class StemMemory {
  private let russian = Stemmer(.russian)
  private let english = Stemmer(.english)
  private let german = Stemmer(.german)
  /// Slots of: lengths of word, first and second stem, script, then their bytes.
  ///
  /// A word length of 0 is an empty slot.
  private let slots: UnsafeMutableBufferPointer<UInt8>
  private var longStem: [UInt8] = []

  private static let slotCount = 16_384
  private static let slotSize = 128
  private static let headSize = 4

  init() {
    // The system gives zeroed pages as they are touched: a query of three words need not clear the whole table.
    let size = Self.slotCount * Self.slotSize
    let memory = calloc(size, 1)?.bindMemory(to: UInt8.self, capacity: size)
    slots = UnsafeMutableBufferPointer(start: memory, count: memory == nil ? 0 : size)
  }

  deinit {
    free(slots.baseAddress)
  }

  /// Calls `body` with the stem of a word and its other stem, which is empty when there is no other.
  ///
  /// The bytes are valid during the call only.
  func stems<Result>(
    of word: UnsafeBufferPointer<UInt8>, script: Script,
    _ body: (_ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    guard !slots.isEmpty else { return longStems(of: word, script: script, body) }
    let slot = UnsafeMutableBufferPointer(rebasing: slots[place(of: word)...].prefix(Self.slotSize))
    if !holds(slot, word, script) { fill(slot, word, script) }
    guard slot[0] > 0 else { return longStems(of: word, script: script, body) }
    let first = Self.headSize + Int(slot[0])
    let second = first + Int(slot[1])
    let bytes = UnsafeBufferPointer(slot)
    return body(
      UnsafeBufferPointer(rebasing: bytes[first..<second]),
      UnsafeBufferPointer(rebasing: bytes[second..<second + Int(slot[2])]))
  }

  private func longStems<Result>(
    of word: UnsafeBufferPointer<UInt8>, script: Script,
    _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let nothing = UnsafeBufferPointer(rebasing: word[..<0])
    switch script {
    case .other: return body(word, nothing)
    case .cyrillic: return russian.stem(word) { body($0, nothing) }
    case .latin:
      longStem = english.stem(word) { Array($0) }
      return longStem.withUnsafeBufferPointer { first in
        german.stem(word) { body(first, $0.elementsEqual(first) ? nothing : $0) }
      }
    }
  }

  /// FNV-1a: spreads words well enough for a table that may forget.
  private func place(of word: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: (hash ^ (hash >> 32)) & UInt64(Self.slotCount - 1)) * Self.slotSize
  }

  private func holds(
    _ slot: UnsafeMutableBufferPointer<UInt8>, _ word: UnsafeBufferPointer<UInt8>, _ script: Script
  ) -> Bool {
    guard Int(slot[0]) == word.count, slot[3] == script.rawValue else { return false }
    return word.elementsEqual(slot[Self.headSize..<Self.headSize + word.count])
  }

  /// Puts a word into its slot; leaves the slot empty when it does not fit.
  private func fill(
    _ slot: UnsafeMutableBufferPointer<UInt8>, _ word: UnsafeBufferPointer<UInt8>, _ script: Script
  ) {
    slot[0] = 0
    var end = Self.headSize
    func add(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt8? {
      guard end + bytes.count <= Self.slotSize else { return nil }
      for byte in bytes {
        slot[end] = byte
        end += 1
      }
      return UInt8(bytes.count)
    }
    guard let length = add(word) else { return }
    let first: UInt8?
    var second: UInt8? = 0
    switch script {
    case .other: first = add(word)
    case .cyrillic: first = russian.stem(word) { add($0) }
    case .latin:
      let start = end
      first = english.stem(word) { add($0) }
      second = german.stem(word) { stem in
        stem.elementsEqual(slot[start..<end]) ? 0 : add(stem)
      }
    }
    guard let first, let second else { return }
    (slot[0], slot[1], slot[2], slot[3]) = (length, first, second, script.rawValue)
  }
}
