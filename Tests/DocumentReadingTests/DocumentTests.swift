// SPDX-License-Identifier: Apache-2.0

import DocumentReading
import Foundation
import OrderCore
import TestSupport
import Testing

@Suite("A document", .timeLimit(.minutes(1)))
struct DocumentTests {
  @Test("reads as people read it", arguments: ["order.docx", "order.xlsx", "invoice.pdf", "table.csv"])
  func text(_ name: String) async throws {
    let document = try await Probe.fixture(name).get()
    try expectGolden(document.text + "\n", name + ".txt")
    #expect(document.references == [])
    #expect(!document.isCut)
  }

  @Test(
    "of the trade gives its numbers and what they are",
    arguments: [
      "order.xml", "change.xml", "answer.xml", "despatch.xml", "invoice.xml", "enveloped.xml", "factur-x.xml",
      "commerceml.xml", "other.xml",
    ])
  func structured(_ name: String) async throws {
    let document = try await Probe.fixture(name).get()
    let references = document.references.map { "\($0.role.rawValue) \($0.value)\n" }.joined()
    try expectGolden("\(references)\n\(document.text)\n", name + ".txt")
  }

  @Test(
    "of values finds its separator",
    arguments: [
      ("a;b;c\n1,5;2,5;3\n", "a | b | c\n1,5 | 2,5 | 3"),
      ("a,b,c\n1,\"x, y\",3\n", "a | b | c\n1 | x, y | 3"),
      ("a\tb\tc\nOne, two\t2\t3", "a | b | c\nOne, two | 2 | 3"),
      ("a|b|c\r\n1|2|3\r\n", "a | b | c\n1 | 2 | 3"),
      ("sep=,\na;b,c\n", "a;b | c"),
      ("\"say \"\"hi\"\"\";\"two\nlines\";x\n", "say \"hi\" | two lines | x"),
      ("Order;;PO-1\n;;\nArt;;Qty;Price\n", "Order | PO-1\nArt |  | Qty | Price"),
      ("just words, and more\nno table\n", "just words | and more\nno table"),
      ("", ""),
      ("\"never closed;1\n2;3", "never closed;1 2;3"),
    ])
  func separated(_ source: String, _ text: String) async throws {
    #expect(try await Probe.read(Array(source.utf8), as: .csv).get().text == text)
  }

  @Test("that is a page or plain text is read by the parser of mail")
  func closures() async throws {
    #expect(try await Probe.read(Array("<p>".utf8), as: .html).get().text == "<p>")
    #expect(try await Probe.read(Array("words".utf8), charset: "utf-8").get().text == "words")
    #expect(try await Probe.read(Array("words".utf8), charset: "--format=pdf x").get().text == "words")
  }
}
