// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import GRDB
import MailModel
import OrderCore

/// How values of the core are written in columns.
enum Stored {
  /// Milliseconds since 1970 (UTC).
  ///
  /// Dates come from mail, so those beyond the years 0 to 9999 are brought to that range.
  static func time(_ date: Date) -> Int64 {
    let seconds = date.timeIntervalSince1970
    guard seconds.isFinite else { return 0 }
    return Int64((min(max(seconds, -62_167_219_200), 253_402_300_799) * 1000).rounded())
  }

  /// The date of a stored time.
  static func date(_ time: Int64) -> Date {
    Date(timeIntervalSince1970: Double(time) / 1000)
  }

  /// The date of a stored time that may be missing.
  static func moment(_ time: Int64) -> Date? {
    time == 0 ? nil : date(time)
  }

  /// When a server received a message, from seconds since 1970; 0 when it doesn't say.
  static func time(received seconds: Double) -> Int64 {
    time(Date(timeIntervalSince1970: seconds))
  }

  /// Strings as a JSON array.
  static func list(_ strings: [String]) -> String {
    guard !strings.isEmpty, let json = try? JSONEncoder().encode(strings) else { return "[]" }
    return String(decoding: json, as: UTF8.self)
  }

  /// Row numbers as a JSON array.
  static func list(_ numbers: [Int64]) -> String {
    "[\(numbers.map(String.init).joined(separator: ","))]"
  }

  /// The strings of a JSON array that `list` wrote.
  static func strings(_ json: String) -> [String] {
    guard json != "[]" else { return [] }
    return (try? JSONDecoder().decode([String].self, from: Data(json.utf8))) ?? []
  }

  /// Addresses as a JSON array of names and addresses in turn.
  static func list(_ addresses: [Address]) -> String {
    list(addresses.flatMap { [$0.name, $0.address] })
  }

  /// The addresses of a JSON array that `list` wrote.
  static func addresses(_ json: String) -> [Address] {
    let flat = strings(json)
    return stride(from: 0, to: flat.count - 1, by: 2).map { Address(name: flat[$0], address: flat[$0 + 1]) }
  }

  /// A stored `Message-ID` in its brackets, nil for none.
  static func bracketed(_ messageID: String) -> String? {
    messageID.isEmpty ? nil : "<\(messageID)>"
  }

  /// A digest of a column.
  static func digest(_ bytes: Data) throws -> ContentDigest {
    guard let digest = ContentDigest(bytes: Array(bytes)) else {
      throw LedgerError.storage("a digest of \(bytes.count) bytes")
    }
    return digest
  }

  /// A word of one of our vocabularies.
  static func word<Word: RawRepresentable<String>>(_ text: String, of type: Word.Type = Word.self) throws
    -> Word
  {
    guard let word = Word(rawValue: text) else {
      throw LedgerError.storage("an unknown \(type) in the store")
    }
    return word
  }
}

extension ContentDigest {
  /// The 32 bytes as a column holds them.
  var column: Data { Data(bytes) }
}

extension OrderID {
  /// The stable name of the order in outputs, such as `o-17`; numbers are never re-used.
  package var name: String { "o-\(value)" }
}

extension ThreadID {
  /// The stable name of the thread in outputs, such as `t-17`.
  package var name: String { "t-\(value)" }
}
