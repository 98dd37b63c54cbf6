// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel

/// A domain name as the eye takes it in: what looks alike is written alike (in the manner of UTS 39 §4).
struct DomainSkeleton: Hashable {
  /// The label that a company is known by, as drawn: `bearings` of `sales.bearings.co.uk`.
  let name: [UInt8]
  /// That label as it is written, in ASCII or Unicode.
  let written: String
  /// What stands behind it: `co.uk`.
  let suffix: String

  /// Takes a domain in its comparable form.
  init(_ domain: String) {
    let labels = domain.split(separator: ".").map(String.init)
    var count = min(labels.count, 1)
    if labels.count > 2, let last = labels.last, last.utf8.count == 2,
      Self.secondLevels.contains(labels[labels.count - 2])
    {
      count = 2
    }
    suffix = labels.suffix(count).joined(separator: ".")
    let label = labels.dropLast(count).last ?? ""
    written = DomainName.unicode(label)
    name = Self.drawn(written)
  }

  /// Labels under which countries have companies register.
  private static let secondLevels: Set<String> = [
    "ac", "co", "com", "edu", "gov", "gob", "ltd", "me", "msk", "ne", "net", "nom", "or", "org", "plc", "spb",
  ]

  /// Returns a text as it is drawn, in small ASCII letters as far as there are such.
  static func drawn(_ text: String) -> [UInt8] {
    var out: [UInt8] = []
    for scalar in text.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars {
      switch scalar.value {
      case 0x300...0x36F, 0xAD, 0x200B...0x200F, 0x2060, 0xFEFF: continue
      case 0..<0x80: out.append(digits[UInt8(scalar.value)] ?? UInt8(scalar.value))
      default: out += alikes[scalar]?.utf8.map { $0 } ?? Array(String(scalar).utf8)
      }
    }
    return merged(out)
  }

  /// Writes groups of letters that look like one as that one.
  private static func merged(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    for byte in bytes {
      if let last = out.last, let merged = pairs[[last, byte]] {
        out[out.count - 1] = merged
      } else {
        out.append(byte)
      }
    }
    return out
  }

  private static let digits: [UInt8: UInt8] = [
    0x30: UInt8(ascii: "o"), 0x31: UInt8(ascii: "l"), 0x33: UInt8(ascii: "e"), 0x35: UInt8(ascii: "s"),
    0x7C: UInt8(ascii: "l"), UInt8(ascii: "i"): UInt8(ascii: "l"),
  ]

  private static let pairs: [[UInt8]: UInt8] = [
    Array("rn".utf8): UInt8(ascii: "m"), Array("vv".utf8): UInt8(ascii: "w"),
    Array("cl".utf8): UInt8(ascii: "d"),
  ]

  /// Letters of other scripts, and Latin ones with marks that don't come off, as they are drawn.
  private static let alikes: [Unicode.Scalar: String] = [
    "а": "a", "в": "b", "г": "r", "е": "e", "з": "e", "и": "u", "к": "k", "м": "m", "н": "h", "о": "o",
    "п": "n",
    "р": "p", "с": "c", "т": "t", "у": "y", "х": "x", "ь": "b", "ѕ": "s", "і": "l", "ј": "j", "ԁ": "d",
    "ԛ": "q",
    "ԝ": "w", "һ": "h", "ӏ": "l", "ѵ": "v", "ҝ": "k", "α": "a", "β": "b", "γ": "y", "ε": "e", "η": "n",
    "ι": "l",
    "κ": "k", "ν": "v", "ο": "o", "ρ": "p", "τ": "t", "υ": "u", "χ": "x", "ω": "w", "ı": "l", "ł": "l",
    "ø": "o",
    "ß": "b", "đ": "d", "ð": "d", "þ": "p", "ɑ": "a", "ɡ": "g", "ɩ": "l", "ʋ": "v", "æ": "ae", "œ": "oe",
    "ŧ": "t", "ħ": "h", "ƅ": "b", "ց": "g", "օ": "o", "հ": "h", "ո": "n", "ս": "u",
  ]
}
