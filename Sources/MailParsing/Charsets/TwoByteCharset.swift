// SPDX-License-Identifier: Apache-2.0

/// A charset of the Far East, most of whose characters have two bytes: what text costs that is read in it.
enum TwoByteCharset: CaseIterable {
  case gb18030
  case big5
  case eucJP
  case shiftJIS
  case eucKR

  /// The one of that name, nil for other charsets.
  init?(_ name: CharsetName) {
    guard let one = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = one
  }

  /// Its name.
  var name: CharsetName {
    switch self {
    case .gb18030: .known("gb18030")
    case .big5: .known("big5-hkscs")
    case .eucJP: .known("euc-jp")
    case .shiftJIS: .known("cp932")
    case .eucKR: .known("cp949")
    }
  }

  /// Bits that it must be better by than the most usual charset.
  var handicap: Float {
    switch self {
    case .gb18030, .shiftJIS: 5
    case .eucJP: 6
    case .big5, .eucKR: 7
    }
  }

  /// The bits that `bytes` cost as text of this charset.
  func cost(of bytes: ArraySlice<UInt8>) -> Float {
    let frequent = Self.frequent[self] ?? []
    var sum: Float = 0
    var index = bytes.startIndex
    var before: UInt8 = 0
    while index < bytes.endIndex {
      let lead = bytes[index]
      defer { before = lead }
      index += 1
      if lead < 128 {
        sum += OneByteCharset.ascii(lead)
        // A Latin letter beside one of theirs is rare.
        if before >= 128, lead.isLetter { sum += 3 }
        continue
      }
      if before.isLetter { sum += 3 }
      if self == .shiftJIS, lead > 0xA0, lead < 0xE0 {
        sum += 13
        continue
      }
      guard index < bytes.endIndex else { return sum + 14 }
      guard let cost = cost(lead, bytes[index]) else {
        sum += 30
        continue
      }
      sum += frequent.contains(UInt16(lead) << 8 | UInt16(bytes[index])) ? frequentCost : cost
      // A trail byte that is a letter may as well be one.
      if bytes[index].isLetter { sum += 1.5 }
      index += 1
    }
    return sum
  }

  private var frequentCost: Float { self == .eucKR ? 8 : 9.5 }

  /// The bits of a character that is none of the frequent ones, nil when there is no such character.
  private func cost(_ lead: UInt8, _ trail: UInt8) -> Float? {
    switch self {
    case .gb18030:
      guard lead > 0x80, lead < 0xFF, trail > 0x3F, trail != 0x7F, trail < 0xFF else { return nil }
      if trail < 0xA1 { return 20 }
      return switch lead {
      case 0xA1, 0xA3: 8
      case 0xA4, 0xA5: 22
      case 0xB0...0xD7: 13.5
      default: 20
      }
    case .big5:
      guard lead > 0x80, lead < 0xFF, trail > 0x3F && trail < 0x7F || trail > 0xA0 && trail < 0xFF else {
        return nil
      }
      return lead == 0xA1 ? 8 : lead > 0xA3 && lead < 0xC7 ? 13.5 : 20
    case .eucJP:
      if lead == 0x8E, trail > 0xA0, trail < 0xE0 { return 18 }
      guard lead > 0xA0, lead < 0xFF, trail > 0xA0, trail < 0xFF else { return nil }
      return Self.japanese(row: Int(lead) - 0xA0)
    case .shiftJIS:
      guard lead < 0xA0 || lead < 0xFD, lead != 0x80, trail > 0x3F, trail != 0x7F, trail < 0xFD else {
        return nil
      }
      let rows = (Int(lead) - (lead < 0xA0 ? 0x81 : 0xC1)) * 2 + (trail < 0x9F ? 1 : 2)
      return rows > 94 ? 20 : Self.japanese(row: rows)
    case .eucKR:
      let isExtended = trail > 0x40 && trail < 0x5B || trail > 0x60 && trail < 0x7B || trail > 0x80
      guard lead > 0x80, lead < 0xFE, isExtended, trail < 0xFF else { return nil }
      if trail < 0xA1 { return 20 }
      return switch lead {
      case 0xA1, 0xA3: 8
      case 0xB0...0xC8: 13
      default: 20
      }
    }
  }

  /// By the rows of JIS X 0208.
  private static func japanese(row: Int) -> Float {
    switch row {
    case 1, 3: 8
    case 4: 7
    case 5: 8
    case 16...47: 13.5
    default: 20
    }
  }

  /// The two bytes of each frequent character.
  private static let frequent: [TwoByteCharset: Set<UInt16>] = {
    var all: [TwoByteCharset: Set<UInt16>] = [:]
    for one in allCases {
      // One a line, so that a character which the charset lacks spoils no other.
      let lines = one.frequentCharacters.map(String.init).joined(separator: "\n")
      let codes = (CharsetDecoding.encode(lines, in: one.name) ?? []).split(separator: 10)
        .filter { $0.count == 2 && $0[$0.startIndex] >= 128 }
      all[one] = Set(codes.map { UInt16($0[$0.startIndex]) << 8 | UInt16($0[$0.startIndex + 1]) })
    }
    return all
  }()
}
