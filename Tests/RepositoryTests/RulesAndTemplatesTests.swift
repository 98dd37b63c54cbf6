// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Rulebook
import Testing

@Suite("The shipped rules")
struct ShippedRulesTests {
  @Test("compile, and live up to their examples")
  func examples() throws {
    let rules = try RuleSet(RuleFiles.load(folders: [Repository.path("rules")]))
    let report = rules.runExamples()
    #expect(report.count >= 2 * rules.count)
    #expect(report.failures.map { "\($0.place): \($0.reason)" } == [])
  }

  @Test("know every event in every language", arguments: ["ru", "en", "de"])
  func complete(language: String) throws {
    let definition = try RuleFiles.load(folders: [Repository.path("rules")])
    let covered = Set(
      definition.rules.filter { rule in
        rule.languages.isEmpty || rule.languages.contains { $0.rawValue == language }
      }.map(\.event))
    #expect(Set(Event.allCases).subtracting(covered).map(\.rawValue).sorted() == [])
  }
}
