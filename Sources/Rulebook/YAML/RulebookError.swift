// SPDX-License-Identifier: Apache-2.0

package import OrderCore

/// What is wrong in files that people wrote: everything that could be found, not just the first of it.
package struct RulebookError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The findings by file, line and column; never empty.
  package let diagnostics: [Diagnostic]

  /// Creates an error of one finding.
  init(_ place: SourcePlace, _ message: String) {
    diagnostics = [Diagnostic(place, message)]
  }

  /// Creates an error of several findings; nil when there are none.
  init?(_ found: [Diagnostic]) {
    guard !found.isEmpty else { return nil }
    diagnostics = found.sorted { left, right in
      (left.place.file, left.place.line, left.place.column, left.message)
        < (right.place.file, right.place.line, right.place.column, right.message)
    }
  }

  /// One finding a line.
  package var description: String {
    diagnostics.map(\.description).joined(separator: "\n")
  }
}

extension SourcePlace {
  /// Returns the start of a file.
  static func start(of file: String) -> SourcePlace { SourcePlace(file: file, line: 1, column: 1) }
}

/// Gathers findings while files are read on.
final class Diagnostics {
  private(set) var found: [Diagnostic] = []

  /// Notes one finding.
  func report(_ message: String, at place: SourcePlace) {
    found.append(Diagnostic(place, message))
  }

  /// Runs `read`, notes its findings, and returns nil if it failed.
  func gather<Value>(_ read: () throws(RulebookError) -> Value) -> Value? {
    do {
      return try read()
    } catch {
      found += error.diagnostics
      return nil
    }
  }

  /// Ends the reading: fails if anything was found.
  func check() throws(RulebookError) {
    if let error = RulebookError(found) { throw error }
  }
}
