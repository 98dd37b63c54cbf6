// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import TestSupport
import Testing

@testable import Rulebook

@Suite("The schema of rule files")
struct RuleSchemaTests {
  private let schema = try? SchemaCheck(file: RuleSchemaTests.rules.appendingPathComponent("schema.json"))

  private static let rules = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("rules")

  @Test(
    "names the keys that the readers accept",
    arguments: [
      ("", RuleKeys.file), ("rule", RuleKeys.rule), ("phrase", RuleKeys.phrase),
      ("weighted", RuleKeys.evidence), ("example", RuleKeys.example), ("precedence", RuleKeys.precedence),
      ("lexicon", Language.written.map(\.rawValue)),
    ])
  func keys(definition: String, keys: [String]) throws {
    #expect(try #require(schema).keys(of: definition) == keys.sorted())
  }

  @Test("names the words that the readers accept")
  func words() throws {
    let schema = try #require(schema)
    #expect(schema.words(of: "event") == Event.allCases.map(\.rawValue))
    #expect(schema.words(of: "role") == PartyRole.allCases.map(\.rawValue))
    #expect(schema.words(of: "direction") == Direction.allCases.map(\.rawValue))
    #expect(schema.words(of: "kind") == MessageKind.allCases.map(\.rawValue))
    #expect(schema.words(of: "state") == OrderState.allCases.map(\.rawValue))
    #expect(schema.words(of: "key") == KeyKind.allCases.map(\.rawValue))
    #expect(schema.words(of: "field") == RuleField.allCases.map(\.rawValue))
    #expect(schema.words(of: "allowance") == Allowance.allCases.map(\.rawValue))
    #expect(schema.words(of: "language") == Language.written.map(\.rawValue))
  }

  @Test("is met by the shipped rules")
  func shipped() throws {
    let schema = try #require(schema)
    let files = try SourceFile.list(Self.rules.path, extensions: ["yaml", "yml"])
    #expect(files.count > 3)
    for file in files {
      let root = try YAMLDocument.parse(SourceFile.read(file), file: file)
      #expect(schema.faults(of: root) == [])
    }
  }

  @Test(
    "refuses what the readers refuse",
    arguments: [
      "rules: [{event: order_placed}]", "rules: [{id: A}]", "rules: [{id: a, evnt: bounce}]",
      "rules: [{id: a, from: [buyer]}]", "rules: [{id: a, any: [{weight: 0.5}]}]",
      "rules: [{id: a, any: [{say: x, weight: 2}]}]", "rules: [{id: a, unless: [{say: x, weight: 1}]}]",
      "rules: [{id: a, request: perhaps}]", "lexicon: {a: {fr: [x]}}", "lexicon: {a: []}", "event: bounce",
      "precedence: [{event: bounce}]", "rules: [{id: a, all: [[], [x]]}]", "rules: a",
    ])
  func refused(text: String) throws {
    let root = try YAMLDocument.parse(text, file: "a.yaml")
    #expect(try #require(schema).faults(of: root) != [])
    #expect(throws: RulebookError.self) { try RuleFiles.load(text: text, file: "a.yaml") }
  }
}

/// As much of JSON Schema as the schema of rule files uses.
private struct SchemaCheck {
  private let root: [String: Any]

  init(file: URL) throws {
    root = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] ?? [:]
  }

  func keys(of definition: String) -> [String] {
    let schema = definition.isEmpty ? root : self.definition(definition)
    let options = (schema["anyOf"] as? [[String: Any]] ?? []) + [schema]
    return options.compactMap { $0["properties"] as? [String: Any] }.first.map { $0.keys.sorted() } ?? []
  }

  func words(of definition: String) -> [String] {
    (self.definition(definition)["enum"] as? [Any] ?? []).compactMap { $0 as? String }
  }

  func faults(of value: YAMLValue) -> [String] { faults(of: value, root) }

  private func definition(_ name: String) -> [String: Any] {
    (root["definitions"] as? [String: Any])?[name] as? [String: Any] ?? [:]
  }

  private func faults(of value: YAMLValue, _ schema: [String: Any]) -> [String] {
    var faults: [String] = []
    if let name = (schema["$ref"] as? String)?.split(separator: "/").last {
      faults += self.faults(of: value, definition(String(name)))
    }
    if let options = schema["anyOf"] as? [[String: Any]] {
      let all = options.map { self.faults(of: value, $0) }
      if !all.contains([]) { faults += ["\(value.place): fits nothing: "] + all.joined() }
    }
    let types = schema["type"] as? [String] ?? (schema["type"] as? String).map { [$0] } ?? []
    if !types.isEmpty, !types.contains(where: { fits(value, type: $0) }) {
      return faults + ["\(value.place): no \(types)"]
    }
    switch value.content {
    case .list, .mapping, .nothing:
      if schema["enum"] != nil { faults.append("\(value.place): no word") }
    case .text: break
    }
    switch value.content {
    case .text(let text): faults += self.faults(of: text, schema).map { "\(value.place): \($0)" }
    case .list(let items):
      if items.count < schema["minItems"] as? Int ?? 0 { faults.append("\(value.place): too few") }
      if let item = schema["items"] as? [String: Any] {
        faults += items.flatMap { self.faults(of: $0, item) }
      }
    case .mapping(let entries): faults += self.faults(of: entries, at: value.place, schema)
    case .nothing: break
    }
    return faults
  }

  private func fits(_ value: YAMLValue, type: String) -> Bool {
    switch (value.content, type) {
    case (.list, "array"), (.mapping, "object"), (.text, "string"): true
    case (.text(let text), "number"): Double(text) != nil
    default: false
    }
  }

  private func faults(of text: String, _ schema: [String: Any]) -> [String] {
    var faults: [String] = []
    if let words = schema["enum"] as? [Any], !words.contains(where: { "\($0)" == text }) {
      faults.append("'\(text)' is none of \(words)")
    }
    if schema["pattern"] != nil,
      text.contains(where: { !"abcdefghijklmnopqrstuvwxyz0123456789-".contains($0) })
    {
      faults.append("'\(text)' does not fit")
    }
    if let most = schema["maximum"] as? Double, let number = Double(text), number > most {
      faults.append("\(text) is too much")
    }
    return faults
  }

  private func faults(
    of entries: [YAMLValue.Entry], at place: SourcePlace, _ schema: [String: Any]
  ) -> [String] {
    let properties = schema["properties"] as? [String: Any] ?? [:]
    var faults = (schema["required"] as? [String] ?? []).filter { name in
      !entries.contains { $0.key == name }
    }.map { "\(place): no '\($0)'" }
    for entry in entries {
      if let property = properties[entry.key] as? [String: Any] {
        faults += self.faults(of: entry.value, property)
      } else if let other = schema["additionalProperties"] as? [String: Any] {
        faults += self.faults(of: entry.value, other)
      } else if schema["additionalProperties"] as? Bool == false {
        faults.append("\(entry.keyPlace): unknown key '\(entry.key)'")
      }
    }
    return faults
  }
}
