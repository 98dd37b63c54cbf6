// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Rulebook
import Testing

@Suite("A patch of rule files")
struct RulePatchTests {
  private static let gitPath = "/usr/bin/git"

  private static let rules = """
    event: claim_opened
    language: en
    rules:
      # Something is broken.
      - id: en-claim
        any: ["broken"]
        examples:
          - It is broken.
        counterexamples:
          - It is whole.
      - id: en-claim-short
        any:
          - "(short|missing)"
        unless: ["paper",
          "ink"]
        except: []
        examples: ["Two are missing."]
        counterexamples: ["The paper is missing."]

    """

  private static let phrase = SuggestedPhrase(
    text: "does leak", helped: 3, corrected: 4, harmed: 0, others: 900, logOdds: 5.27)

  private static func example(_ text: String) -> RuleExample {
    RuleExample(text: text, sender: .customer, place: SourcePlace(file: "", line: 0, column: 0))
  }

  private static let leak = RuleSuggestion(
    change: .rule(.claimOpened, .english), phrases: [phrase],
    examples: [example("The \"new\" pump does leak: {a} # \\ \u{202E}\u{1B}[31m")],
    counterexamples: [example("All is dry: - yes")])

  /// A folder with the rules above, gone when the test ends.
  private final class Folder {
    let path: String

    init(_ text: String) throws {
      let url = FileManager.default.temporaryDirectory.appendingPathComponent("kontor-\(UUID().uuidString)")
      try FileManager.default.createDirectory(
        at: url.appendingPathComponent("en"), withIntermediateDirectories: true)
      path = url.resolvingSymlinksInPath().path
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    }

    var file: String { "\(path)/en/claim_opened.yaml" }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  @Test("adds a rule behind the last one, with counts and quoted sentences, and leaves the file alone")
  func newRule() throws {
    let folder = try Folder(Self.rules)
    var patch = try RulePatch(folders: [folder.path])
    try patch.add(Self.leak)
    #expect(patch.failures == [] && patch.count == 1)
    let changed = try #require(patch.changedFiles.first)
    let book = try RuleFiles.load(text: changed.text, file: changed.file)
    #expect(book.rules.map(\.id) == ["en-claim", "en-claim-short", "en-claim-opened-suggested"])
    #expect(book.rules.last?.examples.first?.text == Self.leak.examples.first?.text)
    #expect(book.rules.last?.examples.first?.sender == .customer)
    #expect(changed.text.hasPrefix(Self.rules))
    #expect(changed.text.contains("helps 3 of 4 corrected, harms 0 of 900 others, log-odds 5.3"))
    #expect(changed.text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && $0 != "\u{202E}") })
    #expect(try RuleSet(book).runExamples().failures.isEmpty)
    #expect(try String(contentsOfFile: folder.file, encoding: .utf8) == Self.rules)
  }

  @Test(
    "adds exceptions to lists of every style",
    arguments: ["en-claim", "en-claim-short"], [RuleSuggestion.Change.except(rule: ""), .unless(rule: "")])
  func exceptions(rule: String, change: RuleSuggestion.Change) throws {
    let folder = try Folder(Self.rules)
    var patch = try RulePatch(folders: [folder.path])
    let isVeto = if case .unless = change { true } else { false }
    try patch.add(
      RuleSuggestion(
        change: isVeto ? .unless(rule: rule) : .except(rule: rule), phrases: [Self.phrase], examples: [],
        counterexamples: [Self.example("It does leak, is it broken or missing?")]))
    #expect(patch.failures == [])
    let changed = try #require(patch.changedFiles.first)
    let book = try RuleFiles.load(text: changed.text, file: changed.file)
    let edited = try #require(book.rules.first { $0.id == rule })
    #expect((isVeto ? edited.unless : edited.except).first?.text == "does leak")
    #expect(edited.counterexamples.map(\.text).contains("It does leak, is it broken or missing?"))
    let known = try #require(try RuleFiles.load(text: Self.rules, file: "a").rules.first { $0.id == rule })
    #expect(edited.counterexamples.count == known.counterexamples.count + 1)
    #expect(edited.unless.count + edited.except.count == known.unless.count + known.except.count + 1)
  }

  @Test("refuses what would break a rule's own examples, and what is written in no way it knows")
  func refused() throws {
    let flow = try Folder(
      "{event: claim_opened, language: en, rules: [{id: en-x, any: [broken], examples: [broken], counterexamples: [no]}]}\n"
    )
    var patch = try RulePatch(folders: [flow.path])
    try patch.add(Self.leak)
    #expect(patch.count == 0 && patch.failures.count == 1 && patch.changedFiles.isEmpty)
    let folder = try Folder(Self.rules)
    patch = try RulePatch(folders: [folder.path])
    let broken = SuggestedPhrase(text: "broken", helped: 3, corrected: 3, harmed: 0, others: 1, logOdds: 1)
    try patch.add(
      RuleSuggestion(
        change: .except(rule: "en-claim"), phrases: [broken], examples: [],
        counterexamples: [Self.example("x")]))
    #expect(patch.count == 0 && patch.failures.first?.contains("an example would fail") == true)
    try patch.add(Self.leak)
    #expect(patch.count == 1)
  }

  @Test(
    "is applied by git to the text that it stands for",
    .enabled(if: FileManager.default.fileExists(atPath: gitPath)),
    arguments: [
      rules, String(rules.dropLast()), rules.replacing("\n", with: "\r\n"), rules + "\n# The end.\n\n",
    ])
  func git(text: String) throws {
    let folder = try Folder(text)
    var patch = try RulePatch(folders: [folder.path])
    try patch.add(Self.leak)
    for rule in ["en-claim", "en-claim-short"] {
      try patch.add(
        RuleSuggestion(
          change: .unless(rule: rule), phrases: [Self.phrase], examples: [],
          counterexamples: [Self.example("It does leak, is it broken or missing?")]))
    }
    #expect(patch.failures == [] && patch.count == 3)
    let diff = try #require(patch.text(relativeTo: folder.path))
    #expect(patch.text(relativeTo: folder.path + "/en/other") == nil)
    let file = folder.path + "/suggested.patch"
    try Data(diff.utf8).write(to: URL(fileURLWithPath: file))
    let git = Process()
    git.executableURL = URL(fileURLWithPath: Self.gitPath)
    git.arguments = ["apply", "--whitespace=nowarn", file]
    git.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    git.environment = ["GIT_CEILING_DIRECTORIES": folder.path, "HOME": folder.path]
    try git.run()
    git.waitUntilExit()
    #expect(git.terminationStatus == 0)
    let applied = try String(decoding: Data(contentsOf: URL(fileURLWithPath: folder.file)), as: UTF8.self)
    #expect(Array(applied.utf8) == Array(try #require(patch.changedFiles.first).text.utf8))
    #expect(try RuleSet(RuleFiles.load(folders: [folder.path])).count == 3)
  }
}
