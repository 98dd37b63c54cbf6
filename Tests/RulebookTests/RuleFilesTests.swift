// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Rulebook
import Testing

@Suite("A folder of rules")
struct RuleFilesTests {
  private let folder = Fixture(path: "valid/rules").absolutePath

  @Test("is read with the folders in it, in the order of the paths")
  func order() throws {
    let book = try RuleFiles.load(folders: [folder])
    #expect(book.rules.map(\.id) == ["en-damaged", "en-damaged-all", "ru-quote-accepted", "ru-always"])
    #expect(book.lexicons.map(\.name) == ["goods", "yes_words"])
    #expect(book.lexicons.first?.entries.map(\.text) == ["товар", "готовая продукция", "@other"])
    #expect(book.lexicons.last?.entries.map(\.text) == ["да", "no"])
    #expect(book.precedences.map(\.suppresses) == [[.inquiryReceived, .clarificationRequested]])
  }

  @Test("gives a rule the conditions that are written")
  func conditions() throws {
    let rule = try rule("ru-quote-accepted")
    #expect(rule.event == .quoteConfirmed)
    #expect(rule.languages == [.russian])
    #expect(rule.senders == [.customer, .unknown])
    #expect(rule.directions == [.inbound])
    #expect(rule.kinds == [.message, .bulk])
    #expect(rule.states == [.quoted])
    #expect(rule.reply == true)
    #expect(rule.keys == [.ourQuote])
    #expect(rule.moods == [.negated: .yes, .conditional: .any])
    #expect(!rule.always)
  }

  @Test("gives a rule the usual conditions where none are written")
  func defaults() throws {
    let plain = try rule("en-damaged")
    #expect(plain.senders == nil)
    #expect(plain.directions == nil)
    #expect(plain.kinds == [.message])
    #expect(plain.states == nil)
    #expect(plain.reply == nil)
    #expect(plain.keys.isEmpty)
    #expect(plain.moods.isEmpty)
    #expect(plain.any.map(\.fields) == [[.text, .freshSubject], [.text, .freshSubject]])
    #expect(plain.counterexamples.map(\.text) == ["no"], "A plain no is a text here.")
    let always = try rule("ru-always")
    #expect(always.always)
    #expect(always.reply == false)
    #expect(always.directions == [.inbound, .outbound])
  }

  @Test("gives phrases their weight, their fields and their place inside the quotes")
  func phrases() throws {
    let rule = try rule("ru-quote-accepted")
    #expect(rule.any.map(\.text) == ["принимать .. @offer", "ждать @invoice", "подтверждать", "согласен\n"])
    #expect(rule.any.map(\.weight) == [1, 0.25, 0.5, 0.5])
    #expect(rule.any[1].fields == [.subject, .attachments])
    #expect(rule.any[1].moods == [.negated: .any, .conditional: .no])
    #expect(rule.any[0].moods.isEmpty)
    #expect(rule.any.map { "\($0.place.line):\($0.place.column)" } == ["14:10", "15:16", "17:9", "19:1"])
    #expect(rule.all.map { $0.map(\.text) } == [["счёт", "оплата"], ["заказ"]])
    #expect(rule.all[1][0].fields == [.text])
    #expect(rule.unless.map(\.text) == ["отказ"])
    #expect(rule.except.map(\.text) == ["если", "когда"])
  }

  @Test("takes one list in `all` as one group, and shares it by an alias")
  func aliases() throws {
    #expect(try rule("en-damaged-all").all.map { $0.map(\.text) } == [["damaged", "broken"]])
  }

  @Test("keeps examples with their subject, attachments and sender")
  func examples() throws {
    let rule = try rule("ru-quote-accepted")
    #expect(rule.examples.map(\.text) == ["Принимаем ваше предложение.", "Ждём счёт."])
    let last = try #require(rule.examples.last)
    #expect(last.subject == "Re: КП")
    #expect(last.attachments == ["po.pdf"])
    #expect(last.sender == .customer)
    #expect(rule.examples[0].place.line == 26)
  }

  @Test("may not share an id with another folder")
  func duplicates() throws {
    let error = try #require(throws: RulebookError.self) {
      try RuleFiles.load(folders: [folder, folder + "/en"])
    }
    #expect(error.diagnostics.count == 2)
    #expect(
      error.description.contains(
        "the id 'en-damaged' is taken by the rule at \(folder)/en/claim_opened.yml:4:9"))
  }

  @Test(
    "is reported when it is missing or holds no rules",
    arguments: ["valid/nowhere", "valid/conf/kontor.yaml"])
  func missing(_ path: String) throws {
    let folder = Fixture(path: path).absolutePath
    let error = try #require(throws: RulebookError.self) { try RuleFiles.load(folders: [folder]) }
    #expect(error.description == "\(folder):1:1: there is no such folder")
  }

  @Test("may be a link")
  func link() throws {
    let link = FileManager.default.temporaryDirectory.appendingPathComponent("rules-\(UUID())")
    defer { try? FileManager.default.removeItem(at: link) }
    try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: folder)
    let book = try RuleFiles.load(folders: [link.path])
    #expect(book.rules.count == 4)
    #expect(book.rules.first?.place.file == link.path + "/en/claim_opened.yml")
  }

  @Test("reports the faults of all its files at once")
  func allFiles() throws {
    let error = try #require(throws: RulebookError.self) {
      try RuleFiles.load(folders: [Fixture(path: "invalid").absolutePath])
    }
    #expect(Set(error.diagnostics.map(\.place.file)).count > 20)
  }

  private func rule(_ id: String) throws -> RuleDefinition {
    try #require(try RuleFiles.load(folders: [folder]).rules.first { $0.id == id })
  }
}
