// SPDX-License-Identifier: Apache-2.0

/// Which 8-bit charset some unlabelled bytes are likely written in: windows-1251, koi8-r, cp866 or
/// windows-1252.
///
/// Cyrillic text is nearly all high bytes in long runs, Western text has single ones between ASCII letters.
/// Among the Cyrillic charsets the frequent lower-case letters decide: they lie in other places in each.
struct EightBitGuess {
  /// The name for iconv.
  let charset: String

  /// Looks at `bytes` (the first 64 KB say enough).
  init(_ bytes: [UInt8]) {
    var high = 0
    var pairs = 0
    var counts = [Int](repeating: 0, count: 256)
    var previousHigh = false
    for byte in bytes.prefix(65_536) {
      counts[Int(byte)] += 1
      let isHigh = byte >= 0x80
      if isHigh {
        high += 1
        if previousHigh { pairs += 1 }
      }
      previousHigh = isHigh
    }
    guard high > 0, pairs * 2 >= high else {
      charset = "windows-1252"
      return
    }
    // о е а и н т с р в л
    let windows: [UInt8] = [0xEE, 0xE5, 0xE0, 0xE8, 0xED, 0xF2, 0xF1, 0xF0, 0xE2, 0xEB]
    let koi: [UInt8] = [0xCF, 0xC5, 0xC1, 0xC9, 0xCE, 0xD4, 0xD3, 0xD2, 0xD7, 0xCC]
    let dos: [UInt8] = [0xAE, 0xA5, 0xA0, 0xA8, 0xAD, 0xE2, 0xE1, 0xE0, 0xA2, 0xAB]
    func score(_ letters: [UInt8]) -> Int { letters.reduce(0) { $0 + counts[Int($1)] } }
    let ranked = [("windows-1251", score(windows)), ("koi8-r", score(koi)), ("cp866", score(dos))]
    let best = ranked.max { $0.1 < $1.1 }
    charset = best.map { $0.1 * 4 >= high ? $0.0 : "windows-1252" } ?? "windows-1252"
  }
}
