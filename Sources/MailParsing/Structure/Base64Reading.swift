// SPDX-License-Identifier: Apache-2.0

/// Reads base64 (RFC 4648 §4) as it comes: unpadded, in several padded blocks one behind the other, with foreign
/// bytes, with a footer that a mailing list added in clear, or not base64 at all in spite of its label.
enum Base64Reading {
  private static let blank: UInt8 = 64
  private static let pad: UInt8 = 65
  private static let foreign: UInt8 = 66

  /// The value of each byte, or one of the classes above 63.
  private static let table: [UInt8] = {
    var table = [UInt8](repeating: foreign, count: 256)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    for (value, byte) in alphabet.enumerated() { table[Int(byte)] = UInt8(value) }
    for byte in [9, 10, 13, 32] { table[byte] = blank }
    table[Int(UInt8(ascii: "="))] = pad
    return table
  }()

  /// Decodes in one pass; text that only carries the label is given back as it is.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> TransferDecoding.Result {
    table.withUnsafeBufferPointer { table in
      guard let first = bytes.firstIndex(where: { table[Int($0)] != blank }) else {
        return TransferDecoding.Result(bytes: [], isDoubtful: false)
      }
      var isDoubtful = false
      if isBase64(lineAt: first, in: bytes, table, strictly: true) {
        let decoded = [UInt8](unsafeUninitializedCapacity: bytes.count / 4 * 3 + 4) { out, count in
          var state = State(out: out)
          state.run(bytes, from: first, table)
          (count, isDoubtful) = (state.count, state.isDoubtful)
        }
        if !decoded.isEmpty { return TransferDecoding.Result(bytes: decoded, isDoubtful: isDoubtful) }
      }
      return TransferDecoding.Result(bytes: Array(bytes), isDoubtful: true)
    }
  }

  private struct State {
    let out: UnsafeMutableBufferPointer<UInt8>
    var count = 0
    var isDoubtful = false
    /// The sextets of the group that is not complete.
    var group: UInt32 = 0
    var held = 0

    init(out: UnsafeMutableBufferPointer<UInt8>) { self.out = out }

    mutating func run(
      _ bytes: UnsafeBufferPointer<UInt8>, from first: Int, _ table: UnsafeBufferPointer<UInt8>
    ) {
      var index = first
      var isPadded = false
      var lineStart = first
      var trusted = -1
      // Where the output stood at the start of the line, should the line turn out to be no base64.
      var mark = (count: 0, group: UInt32(0), held: 0)
      while index < bytes.count {
        if held == 0, !isPadded, index + 4 <= bytes.count {
          let a = table[Int(bytes[index])]
          let b = table[Int(bytes[index + 1])]
          let c = table[Int(bytes[index + 2])]
          let d = table[Int(bytes[index + 3])]
          if (a | b | c | d) < 64 {
            emit(UInt32(a) << 18 | UInt32(b) << 12 | UInt32(c) << 6 | UInt32(d), 3)
            index += 4
            continue
          }
        }
        let value = table[Int(bytes[index])]
        if value == blank {
          if bytes[index] == 10 {
            lineStart = index + 1
            mark = (count, group, held)
          }
        } else if value == pad {
          isPadded = true
          flush()
        } else {
          if value == foreign || isPadded {
            isDoubtful = true
            if trusted != lineStart, !isBase64(lineAt: lineStart, in: bytes, table, strictly: false) {
              if !isPadded { (count, group, held) = mark }
              break
            }
            trusted = lineStart
            isPadded = false
          }
          if value != foreign { take(value) }
        }
        index += 1
      }
      flush()
    }

    private mutating func take(_ value: UInt8) {
      group = group << 6 | UInt32(value)
      held += 1
      guard held == 4 else { return }
      emit(group, 3)
      (group, held) = (0, 0)
    }

    /// Ends a block: two sextets give a byte, three give two, one alone is a rest of something cut off.
    private mutating func flush() {
      if held == 1 { isDoubtful = true }
      if held > 1 { emit(group << UInt32(6 * (4 - held)), held - 1) }
      (group, held) = (0, 0)
    }

    private mutating func emit(_ bits: UInt32, _ size: Int) {
      for place in 0..<size {
        out[count] = UInt8(truncatingIfNeeded: bits >> UInt32(16 - 8 * place))
        count += 1
      }
    }
  }

  /// Whether a line has next to nothing that base64 has not; `strictly` allows no blanks inside.
  private static func isBase64(
    lineAt start: Int, in bytes: UnsafeBufferPointer<UInt8>, _ table: UnsafeBufferPointer<UInt8>,
    strictly: Bool
  ) -> Bool {
    let line = bytes.line(at: start, to: bytes.count).content
    var blanks = 0
    var inner = 0
    var others = 0
    for index in line {
      let value = table[Int(bytes[index])]
      if value == blank {
        blanks += 1
      } else {
        inner += index > start ? blanks : 0
        blanks = 0
        if value == foreign { others += 1 }
      }
    }
    return (!strictly || inner == 0) && others + inner <= max(1, line.count / 16)
  }
}
