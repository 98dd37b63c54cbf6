// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import Testing

@testable import MailParsing

@Suite("A charset without a true label")
struct CharsetGuessTests {
  struct Case: CustomTestStringConvertible {
    let charset: Charset
    let text: String
    /// The share of pieces of 5, 12, 40 and 120 characters that must be read right, in percent.
    let least: [Int]
    init(_ charset: Charset, _ text: String, _ least: [Int]) {
      self.charset = charset
      self.text = text
      self.least = least
    }
    var testDescription: String { "\(charset), \(text.prefix(12))" }
  }

  /// The charsets by the names iconv knows.
  enum Charset: String {
    case windows1251 = "windows-1251"
    case koi8r = "koi8-r"
    case koi8u = "koi8-u"
    case cp866 = "ibm866"
    case iso5 = "iso-8859-5"
    case macCyrillic = "mac-cyrillic"
    case windows1252 = "windows-1252"
    case windows1250 = "windows-1250"
    case iso2 = "iso-8859-2"
    case gb18030 = "gb18030"
    case big5 = "big5"
    case eucJP = "euc-jp"
    case shiftJIS = "cp932"
    case iso2022JP = "iso-2022-jp"
    case eucKR = "euc-kr"

    /// The bytes of a text, nil when the charset lacks one of its characters.
    func bytes(_ text: String) -> [UInt8]? {
      let name = CharsetName.known(rawValue)
      guard let bytes = CharsetDecoding.encode(text, in: name),
        CharsetDecoding.convert(bytes, from: name) == text
      else { return nil }
      return bytes
    }
  }

  static let lengths = [5, 12, 40, 120]

  @Test(
    "is told by the bytes",
    arguments: [
      Case(.windows1251, Letters.russian, [97, 99, 100, 100]),
      Case(.koi8r, Letters.russian, [95, 99, 100, 100]),
      Case(.cp866, Letters.russian, [94, 99, 100, 100]),
      Case(.iso5, Letters.russian, [85, 97, 100, 100]),
      Case(.macCyrillic, Letters.russian, [85, 75, 75, 95]),
      Case(.windows1251, Letters.capitals, [60, 80, 95, 100]),
      Case(.koi8r, Letters.capitals, [35, 60, 95, 100]),
      Case(.windows1251, Letters.ukrainian, [95, 98, 100, 100]),
      Case(.koi8u, Letters.ukrainian, [93, 97, 100, 100]),
      Case(.windows1252, Letters.german, [95, 97, 100, 100]),
      Case(.windows1252, Letters.french, [90, 95, 100, 100]),
      Case(.windows1252, Letters.spanish, [90, 95, 100, 100]),
      Case(.windows1250, Letters.polish, [50, 65, 90, 100]),
      Case(.iso2, Letters.polish, [45, 55, 75, 100]),
      Case(.windows1250, Letters.czech, [70, 80, 95, 100]),
      Case(.gb18030, Letters.simplified, [97, 99, 100, 100]),
      Case(.big5, Letters.traditional, [95, 99, 100, 100]),
      Case(.eucJP, Letters.japanese, [97, 99, 100, 100]),
      Case(.shiftJIS, Letters.japanese, [97, 99, 100, 100]),
      Case(.iso2022JP, Letters.japanese, [100, 100, 100, 100]),
      Case(.eucKR, Letters.korean, [93, 99, 100, 100]),
    ])
  func isTold(_ item: Case) throws {
    let pieces = Self.pieces(item)
    for (length, least) in zip(Self.lengths, item.least) {
      let these = pieces.filter { $0.text.count == length }
      try #require(!these.isEmpty)
      let right = try these.filter { try Self.subject($0.bytes) == Self.shown($0.text) }
      let share = right.count * 100 / these.count
      #expect(share >= least, "\(item): \(share) % of the pieces of \(length) characters")
    }
  }

  @Test(
    "of the Far East is never taken for what Latin letters say",
    arguments: [
      Case(.windows1252, Letters.german, []), Case(.windows1252, Letters.french, []),
      Case(.windows1252, Letters.spanish, []), Case(.windows1250, Letters.polish, []),
      Case(.iso2, Letters.polish, []), Case(.windows1250, Letters.czech, []),
    ])
  func latinStaysLatin(_ item: Case) throws {
    for piece in Self.pieces(item) {
      let read = try Self.subject(piece.bytes)
      #expect(
        !read.unicodeScalars.contains { $0.value >= 0x1100 && !(0x2000..<0x2200).contains($0.value) },
        "\(piece.text): \(read)")
    }
  }

  @Test("is the same for all headers of a message: a short name is read as the subject tells")
  func headersTogether() throws {
    for charset in [Charset.koi8r, .cp866, .macCyrillic] {
      let name = try #require(charset.bytes("ОАО Юг"))
      let subject = try #require(charset.bytes("Заявка на поставку подшипников и муфт"))
      let bytes =
        Array("From: ".utf8) + name + Array(" <a@b.example>\nSubject: ".utf8) + subject
        + Array("\n\nText".utf8)
      #expect(try MailParser().parse(RawMessage(bytes: bytes)).from.map(\.name) == ["ОАО Юг"], "\(charset)")
    }
  }

  @Test(
    "is believed when its text is usual: no true label is set aside",
    arguments: [
      (Case(.windows1251, Letters.russian, []), "windows-1251"),
      (Case(.koi8r, Letters.russian, []), "koi8-r"),
      (Case(.cp866, Letters.russian, []), "ibm866"), (Case(.iso5, Letters.russian, []), "iso-8859-5"),
      (Case(.windows1251, Letters.capitals, []), "windows-1251"),
      (Case(.koi8r, Letters.capitals, []), "koi8-r"),
      (Case(.windows1251, Letters.ukrainian, []), "cp1251"), (Case(.koi8u, Letters.ukrainian, []), "koi8-u"),
      (Case(.windows1252, Letters.german, []), "iso-8859-1"),
      (Case(.windows1252, Letters.french, []), "windows-1252"),
      (Case(.windows1252, Letters.spanish, []), "iso-8859-15"),
      (Case(.windows1250, Letters.polish, []), "windows-1250"),
      (Case(.iso2, Letters.czech, []), "iso-8859-2"), (Case(.gb18030, Letters.simplified, []), "gb2312"),
      (Case(.big5, Letters.traditional, []), "big5"), (Case(.eucJP, Letters.japanese, []), "euc-jp"),
      (Case(.shiftJIS, Letters.japanese, []), "shift_jis"),
      (Case(.eucKR, Letters.korean, []), "ks_c_5601-1987"),
      (Case(.iso2022JP, Letters.japanese, []), "iso-2022-jp"),
    ])
  func trueLabel(_ item: Case, _ label: String) throws {
    for piece in Self.pieces(item) {
      let message = try Self.message(piece.bytes, label: label)
      #expect(message.subject == Self.shown(piece.text), "\(piece.text)")
      #expect(!message.warnings.contains { $0.contains("did not fit") }, "\(piece.text)")
    }
  }

  @Test(
    "is set aside where the text speaks against it",
    arguments: [
      (
        Charset.windows1251, Letters.russian,
        ["iso-8859-1", "utf-8", "us-ascii", "koi8-r", "windows-1252", "x-unknown", "gb2312"]
      ),
      (.koi8r, Letters.russian, ["iso-8859-1", "windows-1251", "utf-8", "iso-8859-5"]),
      (.cp866, Letters.russian, ["windows-1251", "iso-8859-1"]),
      (.windows1252, Letters.german, ["utf-8", "us-ascii", "windows-1251", "koi8-r", "gb2312"]),
      (.gb18030, Letters.simplified, ["iso-8859-1", "utf-8", "big5", "windows-1252"]),
      (.big5, Letters.traditional, ["gb2312", "iso-8859-1", "us-ascii"]),
      (.shiftJIS, Letters.japanese, ["iso-2022-jp", "euc-jp", "iso-8859-1"]),
      (.eucJP, Letters.japanese, ["shift_jis", "utf-8"]),
      (.eucKR, Letters.korean, ["iso-8859-1", "utf-8", "gb2312"]),
      (.iso2022JP, Letters.japanese, ["us-ascii", "utf-8", "iso-8859-1"]),
    ])
  func lyingLabel(_ charset: Charset, _ text: String, _ labels: [String]) throws {
    let text = String(text.prefix(60))
    let bytes = try #require(charset.bytes(text))
    for label in labels {
      let message = try Self.message(bytes, label: label)
      #expect(message.text == Self.shown(text), "\(label)")
      #expect(message.warnings.contains { $0.contains("did not fit") }, "\(label)")
    }
  }

  @Test(
    "of any sort over UTF-8 gives UTF-8",
    arguments: [
      "iso-8859-1", "windows-1251", "koi8-r", "gb2312", "big5", "shift_jis", "euc-kr", "iso-8859-7",
      "iso-2022-jp", "us-ascii",
    ])
  func utf8(_ label: String) throws {
    for text in [Letters.russian, Letters.german, Letters.simplified, Letters.japanese, Letters.korean] {
      let text = Self.shown(String(text.prefix(40)))
      #expect(try Self.message(Array(text.utf8), label: label).text == text)
    }
  }

  // MARK: Pieces

  private static func pieces(_ item: Case) -> [(text: String, bytes: [UInt8])] {
    let characters = Array(item.text)
    return lengths.flatMap { length in
      stride(from: 0, through: characters.count - length, by: max(3, length / 2)).compactMap { start in
        let text = String(characters[start..<start + length])
        guard let bytes = item.charset.bytes(text),
          item.charset == .iso2022JP ? bytes.contains(0x1B) : bytes.contains(where: { $0 >= 128 })
        else { return nil }
        return (text, bytes)
      }
    }
  }

  private static func shown(_ text: String) -> String { text.trimmingCharacters(in: .whitespaces) }

  private static func subject(_ bytes: [UInt8]) throws -> String {
    let source = Array("Subject: ".utf8) + bytes + Array("\n\nText".utf8)
    return try MailParser().parse(RawMessage(bytes: source)).subject
  }

  /// A message with these bytes in an encoded-word of the subject, and as its body.
  private static func message(_ bytes: [UInt8], label: String) throws -> Message {
    let encoded = Data(bytes).base64EncodedString()
    let header = "Subject: =?\(label)?B?\(encoded)?=\nContent-Type: text/plain; charset=\(label)\n\n"
    return try MailParser().parse(RawMessage(bytes: Array(header.utf8) + bytes))
  }
}
