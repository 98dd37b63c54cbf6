// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailParsing
import Testing

@Suite("A message file")
struct MailFixtureTests {
  @Test("reads as its JSON says, with CRLF and with LF line ends", arguments: Self.names)
  func reads(_ name: String) throws {
    let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: "\(name).eml")))
    let read = ParsedLine(try MailParser().parse(RawMessage(bytes: bytes)))
    let expected = try Self.expected(name, recording: read)
    #expect(read == expected)
    let unix = ParsedLine(try MailParser().parse(RawMessage(bytes: bytes.filter { $0 != 13 })))
    #expect(unix.withoutTextSizes == expected.withoutTextSizes)
  }

  @Test("has the date that its header alone tells", arguments: Self.names)
  func dates(_ name: String) throws {
    let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: "\(name).eml")))
    #expect(try MailParser().date(of: bytes) == MailParser().parse(RawMessage(bytes: bytes)).date)
  }

  @Test("has its JSON beside it")
  func haveExpectations() {
    #expect(Self.names.count >= 33)
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return files.filter { $0.hasSuffix(".eml") }.map { String($0.dropLast(4)) }.sorted()
  }()

  /// The expectation of a fixture; with RECORD_GOLDEN set, or when it is missing, what was read is written
  /// down.
  ///
  /// A missing file fails as well: what was written is to be checked by hand.
  private static func expected(_ name: String, recording read: ParsedLine) throws -> ParsedLine {
    let file = folder.appending(path: "\(name).json")
    let isMissing = !FileManager.default.fileExists(atPath: file.path())
    if isMissing || ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      encoder.dateEncodingStrategy = .iso8601
      try encoder.encode(read).write(to: file)
      if isMissing { Issue.record("\(name).json was missing; check what has been written.") }
    }
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return try decoder.decode(ParsedLine.self, from: Data(contentsOf: file))
  }
}
