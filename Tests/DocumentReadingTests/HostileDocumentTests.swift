// SPDX-License-Identifier: Apache-2.0

import DocumentReading
import Foundation
import OrderCore
import Testing

@Suite("A hostile document", .timeLimit(.minutes(2)))
struct HostileDocumentTests {
  @Test(
    "gives an error that says what is wrong",
    arguments: [
      ("bomb.docx", "it unpacks to too much"),
      ("nested.docx", "it is no Word document"),
      ("twice.docx", "two of its parts have one name"),
      ("link.xlsx", "one of its parts is a link"),
      ("entity.docx", "its XML has a document type declaration"),
      ("deep.docx", "its XML nests too deep"),
      ("cut.docx", "it is damaged"),
      ("cut.pdf", "it is no PDF, or damaged"),
      ("locked.pdf", "it is encrypted"),
    ])
  func unreadable(_ name: String, _ reason: String) async throws {
    #expect(try await Probe.fixture(name) == .failure(.unreadable(reason)))
  }

  @Test("that unpacks without end is given up")
  func bomb() async throws {
    #expect(try await Probe.fixture("bomb.pdf").isFailure)
  }

  @Test("of the wrong kind is no document", arguments: [DocumentFormat.docx, .xlsx, .pdf])
  func wrongKind(_ format: DocumentFormat) async {
    #expect(await Probe.read(Array("plain words".utf8), as: format).isFailure)
    #expect(await Probe.read([], as: format).isFailure)
  }

  @Test("that is old or encrypted says so")
  func compound() async {
    let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    #expect(
      await Probe.read(compound, as: .xlsx)
        == .failure(.unreadable("it is encrypted, or of an older format")))
  }

  @Test("of too many parts is refused, of just enough is not")
  func crowd() async {
    #expect(
      await Probe.read(Self.archive(of: 1_001), as: .docx) == .failure(.unreadable("it has too many parts")))
    #expect(
      await Probe.read(Self.archive(of: 1_000), as: .docx) == .failure(.unreadable("it is no Word document")))
  }

  @Test("that is too big is not looked at")
  func tooBig() async {
    let zeros = [UInt8](repeating: 0, count: (64 << 20) + 1)
    #expect(await Probe.read(zeros) == .failure(.unreadable("it is bigger than 64 MB")))
  }

  @Test("with much text is cut between two letters")
  func cut() async throws {
    let text = String(repeating: "ж", count: 100)
    let answer = try await Probe.read(Array(text.utf8), limits: ReadingLimits(textBytes: 99)).get()
    #expect(answer == DocumentText(text: String(repeating: "ж", count: 49), isCut: true))
    let whole = try await Probe.read(Array(text.utf8), limits: ReadingLimits(textBytes: 200)).get()
    #expect(whole == DocumentText(text: text))
  }

  @Test("brings no control characters along")
  func controls() async throws {
    let answer = try await Probe.read(
      Array("a\r\nb\rc\u{C}d\u{1B}[2J\u{9B}\u{0}\te \n\n\n\nf\u{FEFF}\n".utf8)
    ).get()
    #expect(answer.text == "a\nb\nc\nd[2J e\n\nf\u{FEFF}")
  }

  /// A zip archive of empty members (APPNOTE.TXT 4.3).
  private static func archive(of count: Int) -> [UInt8] {
    func number(_ value: Int, _ bytes: Int) -> [UInt8] { (0..<bytes).map { UInt8(value >> (8 * $0) & 0xFF) } }
    var files: [UInt8] = []
    var directory: [UInt8] = []
    for index in 0..<count {
      let name = Array("part\(index)".utf8)
      let common = number(20, 2) + number(0, 20) + number(name.count, 2) + number(0, 2)
      directory +=
        number(0x0201_4B50, 4) + number(20, 2) + common + number(0, 10) + number(files.count, 4) + name
      files += number(0x0403_4B50, 4) + common + name
    }
    return files + directory + number(0x0605_4B50, 4) + number(0, 4) + number(count, 2) + number(count, 2)
      + number(directory.count, 4) + number(files.count, 4) + number(0, 2)
  }
}
