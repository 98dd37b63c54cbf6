// SPDX-License-Identifier: Apache-2.0

import DocumentReading
import Foundation
import OrderCore
import TestSupport
import Testing

@Suite("A document in a kontor of its own", .timeLimit(.minutes(1)))
struct DocumentTests {
  private let reader = ConfinedDocumentReader(program: Program.path)

  private func fixture(_ name: String) throws -> [UInt8] {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return Array(try Data(contentsOf: tests.appendingPathComponent("DocumentReadingTests/Fixtures/\(name)")))
  }

  @Test(
    "is read in whatever charset it is",
    arguments: [
      (.utf8, nil, ""), (.windowsCP1251, "windows-1251", ""), (.windowsCP1251, nil, ""),
      (.utf16LittleEndian, nil, "\u{FEFF}"), (.utf16BigEndian, "us-ascii", "\u{FEFF}"),
    ] as [(String.Encoding, String?, String)])
  func charsets(_ encoding: String.Encoding, _ label: String?, _ mark: String) async throws {
    let table = "Заказ;Количество\nПО-77;двенадцать штук\n"
    let source = (mark == "\u{FEFF}" ? mark : "") + table
    let bytes = Array(try #require(source.data(using: encoding)))
    let document = try await reader.read(bytes, as: .csv, charset: label)
    #expect(document.text == "Заказ | Количество\nПО-77 | двенадцать штук")
  }

  @Test("is read when it is a page")
  func html() async throws {
    let page = "<html><style>p{}</style><p>Order&nbsp;<b>PO-1</b><p>is&auml; ready"
    let document = try await reader.read(Array(page.utf8), as: .html, charset: nil)
    #expect(
      document.text.split(separator: "\n").map { $0.replacing("\u{A0}", with: " ") } == [
        "Order PO-1", "isä ready",
      ])
  }

  @Test(
    "is read in every format that needs a library",
    arguments: ["order.docx", "order.xlsx", "invoice.pdf", "order.xml"])
  func formats(_ name: String) async throws {
    let format = try #require(DocumentFormat(type: "application/octet-stream", filename: name))
    let document = try await reader.read(try fixture(name), as: format, charset: nil)
    #expect(document.text.contains("PO-2026-0117"))
  }

  @Test("has its command out of people's sight")
  func hidden() async throws {
    let program = Program(folder: FileManager.default.temporaryDirectory)
    #expect(!(try await program.run(["--help"]).output.contains(DocumentChild.commandName)))
  }
}
