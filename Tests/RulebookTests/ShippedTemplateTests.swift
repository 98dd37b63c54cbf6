// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Rulebook
import TestSupport
import Testing

/// A template in a language.
struct ShippedLetter: CustomTestStringConvertible {
  static let names = [
    "cancellation_acknowledgement", "change_acknowledgement", "claim_acknowledgement", "clarification_answer",
    "delay_notice", "documents_answer", "feedback_answer", "inquiry_acknowledgement", "order_acknowledgement",
    "payment_reminder", "quote_declined_answer", "shipment_notice", "status_answer", "tender_acknowledgement",
  ]

  static let all = [Language.russian, .english, .german].flatMap { language in
    names.map { ShippedLetter(name: $0, language: language) }
  }

  let name: String
  let language: Language
  var testDescription: String { "\(language)/\(name)" }
}

@Suite("A letter that comes with Kontor")
struct ShippedTemplateTests {
  /// What a template needs beyond salutation, company and signature.
  private static let required = [
    "payment_reminder": "invoice_number", "shipment_notice": "order_number",
    "status_answer": "state_sentence",
  ]

  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("templates").path

  private let templates: MustacheTemplates

  init() throws {
    templates = try MustacheTemplates.load(folders: [Self.folder])
  }

  @Test("is written in every language", arguments: [Language.russian, .english, .german])
  func names(_ language: Language) {
    #expect(templates.names(language) == ShippedLetter.names)
  }

  @Test("reads well with every value", arguments: ShippedLetter.all)
  func full(_ letter: ShippedLetter) throws {
    let values = TemplateValues.all(letter.language)
    let rendered = try templates.render(template: letter.name, language: letter.language, values: values)
    try expectReads(rendered)
    try expectGolden(shown(rendered), "letters/\(letter.language)/\(letter.name).full.txt")
  }

  @Test("reads well with the fewest values", arguments: ShippedLetter.all)
  func minimal(_ letter: ShippedLetter) throws {
    let rendered = try templates.render(
      template: letter.name, language: letter.language, values: minimum(letter))
    try expectReads(rendered)
    try expectGolden(shown(rendered), "letters/\(letter.language)/\(letter.name).minimal.txt")
  }

  @Test("reads well with any of its values left out", arguments: ShippedLetter.all)
  func everyCombination(_ letter: ShippedLetter) throws {
    let all = TemplateValues.all(letter.language)
    let least = minimum(letter)
    let optional = try variables(of: letter).subtracting(least.keys).sorted()
    for choice in 0..<(1 << optional.count) {
      var values = least
      for (bit, name) in optional.enumerated() where choice >> bit & 1 == 1 { values[name] = all[name] }
      let rendered = try templates.render(template: letter.name, language: letter.language, values: values)
      try expectReads(rendered)
    }
  }

  @Test("shows every value that it names", arguments: ShippedLetter.all)
  func usesValues(_ letter: ShippedLetter) throws {
    let all = TemplateValues.all(letter.language)
    for name in try variables(of: letter) {
      var without = all
      without[name] = nil
      var alone = minimum(letter)
      alone[name] = all[name]
      let pairs = [(all, without), (alone, minimum(letter))]
      let shows = pairs.contains { with, without in
        let letters = [with, without].map {
          try? templates.render(template: letter.name, language: letter.language, values: $0)
        }
        return letters[0] != letters[1]
      }
      #expect(shows || minimum(letter)[name] != nil, "\(name)")
    }
  }

  @Test("names the value that it can't do without", arguments: ShippedLetter.all)
  func requiredValue(_ letter: ShippedLetter) {
    for name in ["salutation", "signature"] + (Self.required[letter.name].map { [$0] } ?? []) {
      var values = TemplateValues.all(letter.language)
      values[name] = ""
      #expect(throws: TemplateError.missingValue(template: letter.name, variable: name)) {
        try templates.render(template: letter.name, language: letter.language, values: values)
      }
    }
  }

  private func minimum(_ letter: ShippedLetter) -> [String: String] {
    let names = ["company", "salutation", "signature", Self.required[letter.name]]
    return TemplateValues.all(letter.language).filter { names.contains($0.key) }
  }

  private func variables(of letter: ShippedLetter) throws -> Set<String> {
    let path = "\(Self.folder)/\(letter.language)/\(letter.name).mustache"
    let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    return Set(text.matches(of: /{{#?([a-z_]+)}}/).map { String($0.output.1) })
  }

  private func shown(_ letter: RenderedLetter) -> String {
    "Subject: \(letter.subject ?? "")\n\n\(letter.body)\n"
  }

  private func expectReads(_ letter: RenderedLetter) throws {
    let subject = try #require(letter.subject)
    #expect(!subject.isEmpty && !subject.contains(where: \.isNewline))
    let text = subject + "\n\n" + letter.body
    for flaw in [
      "{{", "}}", "\n\n\n", "  ", " \n", "\n ", " .", " ,", " ;", " :", " ?", " !", "..", ".:", "( ", "()",
      "&amp;",
    ] {
      #expect(!text.contains(flaw), "\(flaw.debugDescription) in:\n\(text)")
    }
    let signature = TemplateValues.all(letter.language)["signature"] ?? "?"
    #expect(letter.body.hasSuffix("\n\n" + signature))
    for paragraph in letter.body.split(separator: "\n\n").dropFirst().dropLast() {
      let last = try #require(paragraph.last)
      #expect(".?".contains(last) || paragraph.contains(": "), "unfinished paragraph: \(paragraph)")
    }
  }
}
