// SPDX-License-Identifier: Apache-2.0

/// A place in a file that a person wrote: what diagnostics point at.
package struct SourcePlace: Hashable, Sendable, CustomStringConvertible {
  /// The file's path as given by the user.
  package let file: String
  /// The line, from 1.
  package let line: Int
  /// The column, from 1, in characters.
  package let column: Int

  /// Creates a place.
  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`.
  package var description: String { "\(file):\(line):\(column)" }
}

/// Something wrong in a file that a person wrote: where, what, and what to do.
package struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
  /// Where.
  package let place: SourcePlace
  /// What is wrong, and the remedy; no full stop.
  package let message: String

  /// Creates a diagnostic.
  package init(_ place: SourcePlace, _ message: String) {
    self.place = place
    self.message = message
  }

  /// `file:line:column: message`.
  package var description: String { "\(place): \(message)" }
}
