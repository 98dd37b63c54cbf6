// SPDX-License-Identifier: Apache-2.0

import Foundation
import OrderCore

/// Reads the tags of a template to know what it needs before it is filled.
///
/// Of Mustache, letters use variables, sections, inverted sections and comments. Everything else is refused:
/// partials and lambdas would bring in other text, and what other delimiters delimit could not be seen here.
struct TagScan {
  private var needs = TemplateNeeds()
  private var open: [(section: TemplateNeeds.Section, tag: Substring)] = []
  private let text: String
  private let file: String
  private let diagnostics: Diagnostics

  private init(text: String, file: String, _ diagnostics: Diagnostics) {
    self.text = text
    self.file = file
    self.diagnostics = diagnostics
  }

  /// Scans `part` of the text of a file.
  static func needs(
    of part: Substring, in text: String, file: String, _ diagnostics: Diagnostics
  ) -> TemplateNeeds {
    var scan = TagScan(text: text, file: file, diagnostics)
    scan.run(part)
    return scan.needs
  }

  private mutating func run(_ part: Substring) {
    var rest = part
    while let start = rest.firstRange(of: "{{") {
      guard let end = rest[start.upperBound...].firstRange(of: "}}") else {
        return report("the tag is not closed with '}}'", at: rest[start.upperBound...])
      }
      read(rest[start.upperBound..<end.lowerBound])
      rest = rest[end.upperBound...]
    }
    for (section, tag) in open {
      report("the section \(quoted(section.variable)) is not closed", at: tag)
    }
  }

  private mutating func read(_ tag: Substring) {
    let name = tag.dropFirst().trimmingCharacters(in: .whitespaces)
    switch tag.first {
    case "!":
      return
    case "#", "^":
      checkName(name, at: tag)
      open.append((TemplateNeeds.Section(variable: name, isInverted: tag.first == "^"), tag))
    case "/":
      close(name, at: tag)
    case let sigil? where "><$=%{&".contains(sigil):
      report("'{{\(sigil)' is not used in letters: only variables, sections and comments", at: tag)
    default:
      let name = tag.trimmingCharacters(in: .whitespaces)
      checkName(name, at: tag)
      needs.uses.append(TemplateNeeds.Use(variable: name, sections: open.map(\.section)))
    }
  }

  private mutating func close(_ name: String, at tag: Substring) {
    guard let last = open.popLast() else {
      return report("no section is open that \(quoted(name)) could close", at: tag)
    }
    if last.section.variable != name {
      report("\(quoted(name)) closes the section \(quoted(last.section.variable))", at: tag)
    }
  }

  private func checkName(_ name: String, at tag: Substring) {
    let names = TemplateVariable.allCases.map(\.rawValue)
    if !names.contains(name) {
      report("unknown variable \(quoted(name))" + Suggestion.remedy(for: name, among: names), at: tag)
    }
  }

  /// Points at the two braces in front of `tag`.
  private func report(_ message: String, at tag: Substring) {
    let before = text[..<tag.startIndex].dropLast(2)
    diagnostics.report(message, at: SourceFile.place(after: before, file: file))
  }
}
