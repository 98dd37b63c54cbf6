// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
package import OrderCore

/// Suggestions as changes of rule files: made in memory, proven, and written as a patch; no file is touched.
package struct RulePatch {
  /// The rules as their files have them now.
  private let present: RulebookDefinition
  /// The rules as they would be.
  private var book: RulebookDefinition
  private var files: [String: RuleFileEdit] = [:]
  /// The suggestions that could not be written, and why, a sentence each.
  package private(set) var failures: [String] = []
  /// How many suggestions it holds.
  package private(set) var count = 0

  /// Begins a patch of the rule files of some folders.
  package init(folders: [String]) throws(RulebookError) {
    present = try RuleFiles.load(folders: folders)
    book = present
  }

  /// Adds a suggestion, unless the changed files could not be read, or a rule would fail its own examples.
  package mutating func add(_ suggestion: RuleSuggestion) throws(RulebookError) {
    let before = self
    var rule: String?
    switch suggestion.change {
    case .rule(let event, let language): rule = try write(suggestion, event: event, language: language)
    case .except(let id): rule = try extend(id, "except", suggestion)
    case .unless(let id): rule = try extend(id, "unless", suggestion)
    }
    guard let rule else {
      self = before
      failures.append(
        "\(suggestion.title): no rule file of it is there, or it is written in a way that a program can't add to."
      )
      return
    }
    guard let reason = problem(with: rule) else {
      count += 1
      return
    }
    self = before
    failures.append("\(suggestion.title): \(reason)")
  }

  // MARK: Writing

  private mutating func write(
    _ suggestion: RuleSuggestion, event: Event, language: Language
  ) throws(RulebookError) -> String? {
    let rules = present.rules.filter { $0.event == event && $0.language == language }
    guard let file = rules.last?.place.file,
      let last = present.rules.filter({ $0.place.file == file }).max(by: { $0.place.line < $1.place.line })
    else { return nil }
    let id = freeID("\(language.rawValue)-\(event.rawValue.replacing("_", with: "-"))-suggested")
    var lines = ["- id: \(id)", "  any:"]
    lines += suggestion.phrases.map { "    - \(YAMLText.quoted($0.text))  # \($0.comment)" }
    lines.append("  examples:")
    lines += suggestion.examples.map { "    - \($0.flow)" }
    lines.append("  counterexamples:")
    lines += suggestion.counterexamples.map { "    - \($0.flow)" }
    var edit = try self.edit(of: file)
    guard edit.append(lines, after: last.place) else { return nil }
    return try take(edit, file: file) ? id : nil
  }

  private mutating func extend(
    _ id: String, _ key: String, _ suggestion: RuleSuggestion
  ) throws(RulebookError) -> String? {
    guard let rule = present.rules.first(where: { $0.id == id }) else { return nil }
    var edit = try self.edit(of: rule.place.file)
    let phrases = suggestion.phrases.map { (value: YAMLText.quoted($0.text), comment: $0.comment) }
    let counterexamples = suggestion.counterexamples.map { (value: $0.flow, comment: "") }
    guard edit.add(phrases, to: key, ofRuleAt: rule.place),
      edit.add(counterexamples, to: "counterexamples", ofRuleAt: rule.place)
    else { return nil }
    return try take(edit, file: rule.place.file) ? id : nil
  }

  private func edit(of file: String) throws(RulebookError) -> RuleFileEdit {
    if let known = files[file] { return known }
    return RuleFileEdit(try SourceFile.read(file))
  }

  private func freeID(_ wish: String) -> String {
    let taken = Set(book.rules.map(\.id))
    var id = wish
    var number = 2
    while taken.contains(id) {
      id = "\(wish)-\(number)"
      number += 1
    }
    return id
  }

  // MARK: Proving

  /// Reads a file as it would be, in the place of what it is.
  private mutating func take(_ edit: RuleFileEdit, file: String) throws(RulebookError) -> Bool {
    guard let changed = try? RuleFiles.load(text: edit.text, file: file) else { return false }
    files[file] = edit
    let place = book.rules.firstIndex { $0.place.file == file } ?? book.rules.count
    book.rules.removeAll { $0.place.file == file }
    book.rules.insert(contentsOf: changed.rules, at: min(place, book.rules.count))
    return true
  }

  /// Why the changed rules can't stand so; nil when all is well with the rule.
  private func problem(with id: String) -> String? {
    var proven = book
    proven.rules = book.rules.map { rule in
      var rule = rule
      if rule.id != id { (rule.examples, rule.counterexamples) = ([], []) }
      return rule
    }
    do {
      return try RuleSet(proven).runExamples().failures.first.map { "an example would fail: \($0.reason)." }
    } catch {
      return "the phrase can't be read: \(error.diagnostics.first?.message ?? "")."
    }
  }
}

extension RulePatch {
  /// The names of the changed files with their changed texts, sorted.
  package var changedFiles: [(file: String, text: String)] {
    files.keys.sorted().compactMap { file in files[file].map { (file, $0.text) } }
  }

  /// Returns the changes as a patch whose names are relative to a folder; nil when a file lies outside of it, or has a
  /// name that a patch can't hold.
  package func text(relativeTo root: String) -> String? {
    let prefix = root.hasSuffix("/") ? root : root + "/"
    var out = ""
    for file in files.keys.sorted() {
      guard let edit = files[file] else { continue }
      let path = URL(fileURLWithPath: file).standardizedFileURL.path
      let isPlain = path.unicodeScalars.allSatisfy {
        $0.value >= 0x20 && $0 != "\"" && $0 != "\\" && $0.value != 0x7F
      }
      guard path.hasPrefix(prefix), isPlain else { return nil }
      out += UnifiedDiff.text(
        of: edit.original, edits: edit.ordered, name: String(path.dropFirst(prefix.count)))
    }
    return out
  }
}

extension RuleSuggestion {
  /// What it is about, for people.
  fileprivate var title: String {
    switch change {
    case .rule(let event, let language): "\(event.rawValue) in \(language.rawValue)"
    case .except(let rule), .unless(let rule): rule
    }
  }
}

extension SuggestedPhrase {
  /// Its counts, as a comment beside it.
  fileprivate var comment: String {
    let odds = (logOdds * 10).rounded() / 10
    return "helps \(helped) of \(corrected) corrected, harms \(harmed) of \(others) others, log-odds \(odds)"
  }
}

extension RuleExample {
  /// The example on one line.
  fileprivate var flow: String {
    let from = sender.map { "from: \($0.rawValue), " } ?? ""
    return "{\(from)text: \(YAMLText.quoted(text))}"
  }
}
