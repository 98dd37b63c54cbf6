// SPDX-License-Identifier: Apache-2.0

/// The language of a text as a BCP 47 primary tag; `und` where nothing can be said.
package struct Language: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The tag, such as `ru`.
  package let rawValue: String

  /// Creates a language from its tag.
  package init(rawValue: String) { self.rawValue = rawValue }

  /// Russian.
  package static let russian = Language(rawValue: "ru")
  /// English.
  package static let english = Language(rawValue: "en")
  /// German.
  package static let german = Language(rawValue: "de")
  /// Not determined.
  package static let undetermined = Language(rawValue: "und")

  /// The tag.
  package var description: String { rawValue }
}
