// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Rulebook
import TestSupport
import Testing

@Suite("A template")
struct TemplateTests {
  @Test("takes values as data, whatever they hold")
  func values() throws {
    let templates = try templates([
      "en/note": "Subject: Order {{order_number}}\n\n{{salutation}} {{order_number}} & <b>"
    ])
    let evil = "{{signature}} {{#x}} <b>&\"'</b> %s"
    let values = ["order_number": evil, "salutation": "Hello,"]
    let letter = try templates.render(template: "note", language: .english, values: values)
    #expect(letter.body == "Hello, \(evil) & <b>")
    #expect(letter.subject == "Order \(evil)")
  }

  @Test("writes its subject on one line and keeps controls out")
  func controls() throws {
    let templates = try templates(["en/note": "Subject: Order {{order_number}}\n\n{{requested}}."])
    let values = [
      "order_number": "SO-1\r\nBcc: all@ourco.example\u{7}\u{202E}",
      "requested": "a\r\nb\u{1B}[2J\u{2066}\rc",
    ]
    let letter = try templates.render(template: "note", language: .english, values: values)
    #expect(letter.subject == "Order SO-1 Bcc: all@ourco.example")
    #expect(letter.body == "a\nb[2J\nc.")
  }

  @Test("names the value that is missing, but only where it would be filled in")
  func missing() throws {
    let text =
      "{{#order_number}}{{amount}}{{/order_number}}{{^order_number}}{{due_date}}{{/order_number}} {{company}}"
    let templates = try templates(["en/note": text])
    func variable(_ values: [String: String]) throws -> String? {
      do throws(TemplateError) {
        _ = try templates.render(template: "note", language: .english, values: values)
        return nil
      } catch {
        guard case .missingValue("note", let variable) = error else { return "\(error)" }
        return variable
      }
    }
    #expect(try variable(["company": "OurCo"]) == "due_date")
    #expect(try variable(["company": "OurCo", "order_number": "1"]) == "amount")
    #expect(try variable(["order_number": "1", "amount": "5 EUR"]) == "company")
    #expect(try variable(["order_number": "1", "amount": "5 EUR", "company": " \n"]) == "company")
    #expect(try variable(["order_number": "1", "amount": "5 EUR", "company": "OurCo"]) == nil)
  }

  @Test("needs the values of its subject as well")
  func subject() throws {
    let templates = try templates(["en/note": "Subject: {{order_number}}\n\nHello"])
    #expect(throws: TemplateError.missingValue(template: "note", variable: "order_number")) {
      try templates.render(template: "note", language: .english, values: [:])
    }
  }

  @Test("falls back to English, and says so")
  func fallback() throws {
    let templates = try templates(["en/note": "Hello", "de/other": "Hallo", "ru/note": "Привет"])
    let french = try templates.render(template: "note", language: Language(rawValue: "fr"), values: [:])
    #expect(french == RenderedLetter(subject: nil, body: "Hello", language: .english))
    #expect(try templates.render(template: "note", language: .german, values: [:]).language == .english)
    #expect(try templates.render(template: "note", language: .russian, values: [:]).body == "Привет")
    #expect(throws: TemplateError.missing(template: "other", language: "en")) {
      try templates.render(template: "other", language: .english, values: [:])
    }
    #expect(templates.names(.german) == ["other"])
    #expect(templates.names(Language(rawValue: "fr")).isEmpty)
  }

  @Test("of a later folder stands in for its namesake")
  func override() throws {
    try withFolder(["a/en/note": "first", "a/en/other": "kept", "b/en/note": "second"]) { folder in
      let templates = try MustacheTemplates.load(folders: [folder + "/a", folder + "/b"])
      #expect(try templates.render(template: "note", language: .english, values: [:]).body == "second")
      #expect(templates.names(.english) == ["note", "other"])
    }
  }

  @Test("is reported with everything that is wrong in it")
  func diagnostics() throws {
    let files = [
      "de/blank": "Subject:\n\n \n",
      "de/crlf": "Subject: Auftrag\r\n\r\nGuten Tag,\r\n{{ordernumber}}\r\n",
      "de/partial": "{{> closing}} {{< layout}}{{/layout}} {{$block}}",
      "en/delimiters": "{{=<% %>=}}<% company %>",
      "en/lambda": "{{#uppercase(company)}}{{/uppercase(company)}} {{company.name}} {{.}}",
      "en/nesting": "{{#amount}}{{^company}}\n{{/amount}}\n  {{/company}}{{/company}}\n{{#due_date}}",
      "en/open": "Dear {{company\n\nText",
      "en/raw": "{{{company}}} {{&company}} {{%CONTENT_TYPE: HTML}}",
      "en/subject": "Subject: Order {{order_nmber}} {{#company}}\nThe letter {{/company}}",
      "fr/note": "Bonjour",
      "stray": "Hello",
    ]
    try withFolder(files) { folder in
      let error = try #require(throws: RulebookError.self) {
        try MustacheTemplates.load(folders: [folder, "/nowhere"])
      }
      let text = error.description.replacing(folder + "/", with: "")
      try expectGolden(text + "\n", "templates.diagnostics")
    }
  }

  private func templates(_ files: [String: String]) throws -> MustacheTemplates {
    var loaded: MustacheTemplates?
    try withFolder(files) { loaded = try MustacheTemplates.load(folders: [$0]) }
    return try #require(loaded)
  }

  private func withFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("templates-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      let file = folder.appendingPathComponent(name + ".mustache")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try body(folder.path)
  }
}
