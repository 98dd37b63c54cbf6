// SPDX-License-Identifier: Apache-2.0

/// Something in the rules that works otherwise than its author can have meant, or not at all.
package struct LintFinding: Hashable, Sendable, CustomStringConvertible {
  /// What sort of thing.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// It can never count: conditions exclude each other, or nothing can fit.
    case unreachable
    /// Something else finds all that it finds.
    case shadowed
    /// It is wanted and forbidden at once.
    case contradictory
    /// It is tried at too many words.
    case slow
    /// No example hits it.
    case untested
    /// Nothing names it.
    case unused
    /// It stands there twice.
    case repeated
  }

  /// How bad it is.
  package enum Level: String, Hashable, Sendable, CaseIterable {
    /// The rules don't do what is written.
    case error
    /// They do, and could be better.
    case warning
  }

  /// What sort of thing.
  package let kind: Kind
  /// How bad it is.
  package let level: Level
  /// Where.
  package let place: SourcePlace
  /// The rule; nil for lexicons and precedences.
  package let rule: String?
  /// What is wrong; no full stop.
  package let message: String
  /// What to do; no full stop.
  package let remedy: String

  init(
    _ kind: Kind, _ level: Level = .warning, at place: SourcePlace, rule: String? = nil, _ message: String,
    remedy: String
  ) {
    self.kind = kind
    self.level = level
    self.place = place
    self.rule = rule
    self.message = message
    self.remedy = remedy
  }

  /// `file:line:column: level: kind: message; remedy`.
  package var description: String {
    "\(place): \(level.rawValue): \(kind.rawValue): \(message); \(remedy)"
  }
}
